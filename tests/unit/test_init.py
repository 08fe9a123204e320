"""`edblog init`, run again: what is added, what is brought up to date, and what stays because somebody has changed it."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from edblog.cli.commands import main
from edblog.deploy import method_of, wrong_address
from edblog.pipeline import build
from edblog.pipeline.report import Options
from edblog.problems import EdblogError
from edblog.scaffold import Answers, start_site
from edblog.scaffold.memory import MEMORY_PATH, digest
from edblog.scaffold.repositories import REPOSITORIES
from edblog.scaffold.targets import ANY, TARGETS
from edblog.settings import read_config

PAIRS = [(host, publish) for host, publish in product(REPOSITORIES, TARGETS)]
SENSIBLE = [(host, publish) for host, publish in PAIRS if host in TARGETS[publish].hosts]


def call(*args):
    result = CliRunner().invoke(main, ["init", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# Running it again


def test_a_second_run_changes_no_byte_and_answers_0(tmp_path):
    assert call(tmp_path, "--host", "github", "--publish", "pages", "--title", "Río")[0] == 0
    first = files(tmp_path)

    assert call(tmp_path) == (0, "Your site has all that edblog writes for it.\n")
    assert files(tmp_path) == first


def test_a_changed_file_stays_and_its_first_other_line_is_shown(tmp_path):
    start_site(tmp_path)
    readme = tmp_path / "README.md"
    lines = readme.read_text(encoding="utf-8").splitlines(keepends=True)
    readme.write_text("# Our stories\n" + "".join(lines[1:]) + "The end.\n", encoding="utf-8")

    code, printed = call(tmp_path)

    assert code == 1
    assert printed == (
        "  README.md stays as it is; line 1, and 1 more after it would be another one:\n"
        "    - # Our stories\n"
        "    + # The stories of our district\n"
        "1 file differs from what edblog would write now. Nothing of yours was overwritten.\n"
    )
    assert readme.read_text(encoding="utf-8").startswith("# Our stories\n")


def test_a_file_that_is_missing_comes_back_and_a_deleted_sample_does_not(tmp_path):
    start_site(tmp_path)
    sample = tmp_path / "content/posts/a-jar-for-questions.md"
    sample.unlink()
    (tmp_path / "requirements.txt").unlink()

    code, printed = call(tmp_path)

    assert (code, printed.splitlines()[0]) == (0, "  requirements.txt")
    assert not sample.exists()


def test_another_host_takes_the_files_of_the_first_one_away_but_not_a_changed_one(tmp_path):
    start_site(tmp_path, {"host": "github", "publish": "pages"})
    owners = tmp_path / ".github/CODEOWNERS"
    owners.write_text("* @us/all\n", encoding="utf-8")

    outcome = start_site(tmp_path, {"host": "gitlab"})

    assert ".gitlab-ci.yml" in outcome.written
    assert ".github/workflows/publish.yml" in outcome.removed
    assert [(d.path, d.line) for d in outcome.differences] == [(".github/CODEOWNERS", 0)]
    assert [path for path in files(tmp_path) if path.startswith(".github")] == [".github/CODEOWNERS"]
    assert outcome.updated == ("README.md",)


def test_an_older_edblogs_file_that_nobody_changed_is_brought_up_to_date(tmp_path):
    start_site(tmp_path)
    memory = tmp_path / MEMORY_PATH
    old = b"old\n"
    remembered = json.loads(memory.read_text(encoding="utf-8"))
    remembered["files"]["README.md"] = digest(old)
    memory.write_text(json.dumps(remembered), encoding="utf-8")
    (tmp_path / "README.md").write_bytes(old.replace(b"\n", b"\r\n"))

    outcome = start_site(tmp_path)

    assert outcome.updated == ("README.md",)
    assert outcome.differences == ()


def test_windows_line_endings_are_no_change(tmp_path):
    start_site(tmp_path, {"host": "github"})
    for path in tmp_path.rglob("*.yml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert call(tmp_path)[0] == 0


def test_the_answers_of_the_site_hold_the_next_time(tmp_path):
    start_site(tmp_path, {"title": "Río", "contact": "blog@rio.k12.tx.us", "host": "github"})
    settings = tmp_path / "edblog.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"Río"', '"Big Río"'), encoding="utf-8")

    outcome = start_site(tmp_path, {"publish": "pages"})

    assert outcome.differences == ()
    assert (tmp_path / ".github/workflows/publish.yml").exists()
    assert "blog@rio.k12.tx.us" in (tmp_path / ".github/ISSUE_TEMPLATE/story.yml").read_text(encoding="utf-8")


def test_a_site_of_an_edblog_that_remembered_nothing_keeps_what_it_changed(tmp_path):
    start_site(tmp_path, {"title": "Río"})
    (tmp_path / MEMORY_PATH).unlink()
    (tmp_path / "README.md").write_text("mine\n", encoding="utf-8")

    outcome = start_site(tmp_path)

    assert [difference.path for difference in outcome.differences] == ["README.md"]
    assert outcome.written == outcome.updated == ()


@pytest.mark.parametrize("broken", ["", "{", "[1]", '{"files": {"../x": 1}}'])
def test_a_memory_that_cannot_be_read_is_none(tmp_path, broken):
    start_site(tmp_path)
    (tmp_path / MEMORY_PATH).write_text(broken, encoding="utf-8")

    assert call(tmp_path)[0] == 0
    assert json.loads((tmp_path / MEMORY_PATH).read_text(encoding="utf-8"))["answers"]["host"] == "none"


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "a/../../outside.txt"])
def test_a_memory_of_a_file_elsewhere_deletes_nothing(tmp_path, path):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    site = tmp_path / "site"
    start_site(site)
    memory = site / MEMORY_PATH
    remembered = json.loads(memory.read_text(encoding="utf-8"))
    remembered["files"][path] = digest(b"mine")
    memory.write_text(json.dumps(remembered), encoding="utf-8")

    assert call(site)[0] == 0
    assert outside.read_bytes() == b"mine"


def test_files_of_a_new_repository_are_left_alone_now_and_later(tmp_path):
    (tmp_path / "README.md").write_text("theirs\n", encoding="utf-8")

    assert call(tmp_path)[0] == call(tmp_path)[0] == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "theirs\n"


def test_a_repository_with_its_own_files_gets_the_steps_elsewhere_and_the_lines_to_add(tmp_path):
    (tmp_path / "README.md").write_text("theirs\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("node_modules\nsite/\n", encoding="utf-8")

    code, printed = call(tmp_path, "--host", "github", "--publish", "pages")
    steps = (tmp_path / "tools/README.md").read_text(encoding="utf-8")

    assert code == 0
    assert "  README.md was there before, and stays as it is\n" in printed
    assert "  add to .gitignore what edblog makes:\n    /.site.*\n    /.edblog/\n    /.venv/\n" in printed
    assert "choose *GitHub Actions* as the source" in steps
    assert "](../content/pages/guidelines.md)" in steps

    (tmp_path / ".gitignore").write_text("node_modules\nsite/\n/.site.*\n.edblog\n.venv/\n", encoding="utf-8")
    code, printed = call(tmp_path, "--host", "gitlab")
    assert code == 0
    assert "add to .gitignore" not in printed
    assert "tools/README.md (updated)" in printed
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "theirs\n"


# Hosts and targets


@pytest.mark.parametrize(("host", "publish"), SENSIBLE)
def test_every_pair_is_a_site_that_can_be_built(tmp_path, host, publish):
    written = start_site(tmp_path, {"host": host, "publish": publish}).written
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")

    assert {path.split("/")[0] for path in written if path.startswith(".") and path.count("/")} == {
        ".edblog-schema",
        *({f".{host}"} if host != "none" else set()),
    }
    texts = {
        path: data.decode()
        for path, data in files(tmp_path).items()
        if path != "frontmatter.json" and not path.endswith(".whl")
    }
    assert [path for path, text in texts.items() if re.search(r"\{\{\w", text)] == []
    assert TARGETS[publish].steps.get(host, TARGETS[publish].steps.get(ANY)) in readme
    assert {p.code for p in build(tmp_path, Options(dry=True, future=True)).problems} == {"starter-text"}
    for path in tmp_path.rglob("*.yml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("host", "publish"), sorted(set(PAIRS) - set(SENSIBLE)))
def test_every_other_pair_is_refused_with_what_would_do(tmp_path, host, publish):
    with pytest.raises(EdblogError) as stopped:
        start_site(tmp_path / "a", Answers(host=host, publish=publish))

    [problem] = stopped.value.problems
    assert (problem.path, stopped.value.exit_code) == ("--publish", 2)
    assert problem.message.startswith(f"{TARGETS[publish].name} does not work with")
    assert all(f"--host {name}" in problem.help for name in TARGETS[publish].hosts)
    assert not (tmp_path / "a").exists()


def test_forgejo_publishes_to_the_branch_of_its_pages(tmp_path):
    start_site(tmp_path, {"host": "forgejo", "publish": "pages"})
    [step] = [
        step
        for step in yaml.safe_load((tmp_path / ".forgejo/workflows/publish.yml").read_text())["jobs"][
            "publish"
        ]["steps"]
        if step.get("name") == "Publish"
    ]

    assert "edblog publish --to git:pages" in step["run"]
    assert step["env"] == {"EDBLOG_GIT_TOKEN": "${{ github.token }}"}
    assert [*wrong_address("git:pages")] == []


def test_the_steps_name_a_made_up_address_until_there_is_one(tmp_path):
    call(tmp_path, "--host", "github")
    assert "4. `stories@district.example` is a made-up address" in (tmp_path / "README.md").read_text()

    assert call(tmp_path, "--contact", "blog@rio.k12.tx.us")[0] == 0
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / ".github").rglob("*.yml")]
    assert "stories@district.example" not in "".join([(tmp_path / "README.md").read_text(), *texts])
    assert any("blog@rio.k12.tx.us" in text for text in texts)


def test_a_step_without_programs_is_left_out(tmp_path):
    start_site(tmp_path / "a", {"host": "gitlab", "publish": "s3"})
    start_site(tmp_path / "b", {"host": "gitlab", "publish": "rsync"})
    scripts = [
        yaml.safe_load((tmp_path / name / ".gitlab/ci/publish.yml").read_text())["publish"]["script"]
        for name in "ab"
    ]

    assert [len(script) for script in scripts] == [1, 2]


def test_a_misspelled_choice_has_a_suggestion(tmp_path):
    code, printed = call(tmp_path / "a", "--host", "gitub", "--publish", "s4")

    assert code == 2
    assert '"gitub" is not a choice here\n  help: did you mean "github"?' in printed
    assert '"s4" is not a choice here\n  help: ' in printed


def test_the_options_name_every_host_and_every_target():
    printed = " ".join(CliRunner().invoke(main, ["init", "--help"]).output.split())

    assert f"Where its repository is: {', '.join(list(REPOSITORIES)[:-1])} or none." in printed
    assert f"Where its pages go: {', '.join(list(TARGETS)[:-1])} or none." in printed


def test_the_older_name_of_the_address_works(tmp_path):
    call(tmp_path, "--address", "blog.rio.k12.tx.us")

    assert 'base_url = "https://blog.rio.k12.tx.us"' in (tmp_path / "edblog.toml").read_text(encoding="utf-8")


# What goes into the settings


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        ("https://github.com/district/stories.git", "https://github.com/district/stories"),
        ("git@github.com:district/stories.git", "https://github.com/district/stories"),
        (
            "ssh://git@git.district.example:2222/group/sub/stories.git",
            "https://git.district.example/group/sub/stories",
        ),
        ("https://rosa:secret-token@gitlab.com/district/stories/", "https://gitlab.com/district/stories"),
        ("/srv/git/stories.git", ""),
        ("file:///srv/git/stories", ""),
        ("https://x/$(touch /tmp/y)", ""),
    ],
)
def test_the_repository_is_known_from_git_and_no_token_gets_into_the_settings(tmp_path, url, repository):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(
        f'[remote "other"]\n\turl = https://other.example/a/b\n[remote "origin"]\n\turl = {url}\n\tfetch = x\n[branch "main"]\n'
    )
    start_site(tmp_path, {"host": "github", "contact": "blog@rio.k12.tx.us"})
    text = (tmp_path / "edblog.toml").read_text(encoding="utf-8")
    config, problems = read_config(text)

    assert problems == []
    assert config.submit.repository == repository
    assert config.submit.email == "blog@rio.k12.tx.us"
    assert "secret" not in text


@pytest.mark.parametrize("publish", [name for name, target in TARGETS.items() if target.to])
def test_the_example_of_an_address_to_publish_to_is_one(tmp_path, publish):
    start_site(tmp_path, {"publish": publish})
    text = (tmp_path / "edblog.toml").read_text(encoding="utf-8")
    config, problems = read_config(text.replace("# [publish]\n# to", "[publish]\nto"))

    assert problems == []
    assert config.publish.to == TARGETS[publish].to
    assert {secret.name for secret in TARGETS[publish].secrets} == {
        secret.name for secret in method_of(config.publish.to).secrets
    }


def test_an_extra_that_a_target_needs_is_one_of_edblogs():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]

    assert {target.extra for target in TARGETS.values()} - {""} <= set(project["optional-dependencies"]) | {
        "publish"
    }


# The theme


@pytest.mark.parametrize("theme", ["civic", "marigold"])
def test_a_site_begins_with_a_theme_and_keeps_it(tmp_path, theme):
    assert call(tmp_path, "--theme", theme)[0] == 0
    report = build(tmp_path, Options())

    assert [problem for problem in report.problems if problem.severity == "error"] == []
    assert f"/assets/{theme}.css?v=" in (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert call(tmp_path) == (0, "Your site has all that edblog writes for it.\n")


@pytest.mark.parametrize(
    ("theme", "help_"),
    [
        ("civics", 'did you mean "civic"? the themes are: civic, marigold'),
        ("common", "the themes are: civic, marigold"),
        ("", "the themes are: civic, marigold"),
    ],
)
def test_a_theme_that_is_not_there_is_refused_with_all_that_are(tmp_path, theme, help_):
    with pytest.raises(EdblogError) as refused:
        start_site(tmp_path, {"theme": theme})

    assert [(p.path, p.message, p.help) for p in refused.value.problems] == [
        ("--theme", f'there is no theme "{theme}" to begin with', help_)
    ]
    assert files(tmp_path) == {}


def test_a_theme_of_the_folder_can_be_chosen_and_one_that_is_gone_stops_no_later_run(tmp_path):
    manifest = tmp_path / "themes/maple/theme.toml"
    manifest.parent.mkdir(parents=True)
    manifest.write_text('extends = "civic"\n', encoding="utf-8")

    assert 'theme = "maple"' in (
        start_site(tmp_path, {"theme": "maple"}) and (tmp_path / "edblog.toml").read_text()
    )
    manifest.unlink()
    assert start_site(tmp_path).differences == ()
