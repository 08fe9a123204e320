"""The site that `edblog init` writes: what it asks, what it fills in, and what must not be published as it is."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import edblog
from edblog.cli.commands import main
from edblog.pipeline import build
from edblog.pipeline.configuration import STARTER_TITLE
from edblog.pipeline.report import Options
from edblog.problems import EdblogError
from edblog.scaffold import Answers, start_site, time_zone_here, wrong_answer
from edblog.sources.starter import MARKS, SETTINGS, sample_text

TEMPLATE = Path(edblog.__file__).parent / "scaffold/template"
SELF = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
OURS = Answers(
    'Río "Grande" \\ Stories',
    "https://blog.rio.k12.tx.us/stories/",
    "en",
    "America/Chicago",
    "blog@rio.k12.tx.us",
)
TEXTS = sorted(path.relative_to(TEMPLATE).as_posix() for path in TEMPLATE.rglob("content/**/*.md"))


def call(*args, typed=None):
    result = CliRunner().invoke(main, [str(arg) for arg in args], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def starter_texts(folder, **options):
    return [
        p.path
        for p in build(folder, Options(dry=True, future=True, **options)).problems
        if p.code == "starter-text"
    ]


# What still says what the starter says


def test_every_text_of_an_untouched_starter_is_named(tmp_path):
    start_site(tmp_path)

    assert starter_texts(tmp_path) == [*TEXTS, "edblog.toml"]


def test_answers_do_not_make_the_texts_true(tmp_path):
    start_site(tmp_path, OURS)

    assert starter_texts(tmp_path) == TEXTS


def test_an_untouched_starter_is_not_published_by_its_own_workflows(tmp_path):
    workflows = {"github": ".github/workflows/publish.yml", "gitlab": ".gitlab/ci/publish.yml"}
    commands = []
    for host, path in workflows.items():
        start_site(tmp_path, {"host": host, "publish": "pages"})
        commands.append(re.search(r"edblog build.*", (tmp_path / path).read_text())[0].split())

    assert commands == [["edblog", "build", "--fail-on", "starter-text,placeholder-address"]] * 2
    assert call(*commands[0][1:], "--site", tmp_path)[0] != 0
    assert not (tmp_path / "site").exists()
    assert call("check", "--strict", "--site", tmp_path)[0] != 0


@pytest.mark.parametrize("path", TEXTS)
def test_a_file_whose_title_alone_is_another_is_still_found(tmp_path, path):
    start_site(tmp_path, OURS)
    text = (tmp_path / path).read_text(encoding="utf-8")
    (tmp_path / path).write_text(
        re.sub(r"^(title|name): .*", r"\1: Ours", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )

    assert path in starter_texts(tmp_path)


def test_a_file_of_another_name_is_still_found(tmp_path):
    start_site(tmp_path, OURS)
    posts = tmp_path / "content/posts"
    (posts / "a-jar-for-questions.md").rename(posts / "our-first.md")

    assert "content/posts/our-first.md" in starter_texts(tmp_path)


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_is_on_one_line_of_the_starter_and_is_enough(mark):
    there = [path for path in TEXTS if mark in (TEMPLATE / path).read_text(encoding="utf-8")]

    assert there or mark.endswith("@district.example")
    assert (
        sample_text("content/posts/x.md", f"---\n---\nWords, and {mark} among them.\n").code == "starter-text"
    )


def test_where_it_stands_and_what_to_do(tmp_path):
    start_site(tmp_path, OURS)
    report = build(tmp_path, Options(dry=True, future=True))
    told = {p.path: (p.line, p.column, p.message, p.help) for p in report.problems}

    assert told["content/pages/about.md"] == (
        8, 5, 'this file still contains sample text that came with edblog: "This text came with the program that makes the site"',
        "check that it is true of your district, and then delete this note",
    )  # fmt: skip
    assert told["content/authors/robin-sample.md"] == (
        2, 1, 'this file still contains sample text that came with edblog: "name: Robin Sample"',
        "replace it with your own words, or delete the file if you do not need it",
    )  # fmt: skip


def test_a_page_that_somebody_has_read_and_made_their_own_is_left_alone(tmp_path):
    start_site(tmp_path, OURS)
    page = tmp_path / "content/pages/guidelines.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r"!!! note.*\n(?: .*\n)+\n", "", text), encoding="utf-8")

    assert "content/pages/guidelines.md" not in starter_texts(tmp_path)


def test_a_draft_is_not_public_and_a_preview_is_not_disturbed(make_site):
    site = make_site(
        {
            "content/posts/x.md": f"---\ntitle: X\ndate: 2026-01-02\nauthor: rosa\ndraft: true\n---\n{next(iter(MARKS))}.\n"
        }
    )

    assert site.problems() == ["notice content/posts/x.md:5:8 draft"]


def test_settings_are_somebodys_own_when_title_or_description_is(make_site):
    base = 'base_url = "https://blog.rio.k12.tx.us/"\n'
    untouched = base + "".join(f'{key} = "{text}"\n' for key, text in SETTINGS.items())

    assert make_site({"edblog.toml": untouched}).problems() == ["warning edblog.toml:2:1 starter-text"]
    assert make_site({"edblog.toml": f'{base}title = "{STARTER_TITLE}"\n'}).problems() == []
    assert SETTINGS["title"] == STARTER_TITLE == Answers().title
    assert SETTINGS["description"] in (TEMPLATE / "edblog.toml").read_text(encoding="utf-8")


# edblog init


def test_options_are_filled_in(tmp_path):
    options = [
        "--title",
        OURS.title,
        "--base-url",
        "blog.rio.k12.tx.us/stories/",
        "--timezone",
        OURS.timezone,
    ]
    code, _ = call("init", tmp_path / "a", *options, "--language", "en", "--contact", OURS.contact)
    settings = tomllib.loads((tmp_path / "a/edblog.toml").read_text(encoding="utf-8"))
    texts = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "a").rglob("*.md"))

    assert code == 0
    assert (settings["title"], settings["base_url"]) == (OURS.title, OURS.base_url)
    assert (settings["language"], settings["timezone"]) == ("en", "America/Chicago")
    assert texts.count(f"[{OURS.contact}](mailto:{OURS.contact})") == 5
    assert "{{" not in texts
    assert "district.example" not in texts


def test_a_contact_is_no_remark_about_a_person(tmp_path):
    start_site(tmp_path, OURS)

    assert {p.code for p in build(tmp_path, Options(dry=True, future=True)).problems} == {"starter-text"}


def test_the_sample_texts_of_a_site_in_another_language_say_that_they_are_english(tmp_path):
    start_site(tmp_path, Answers(language="es"))

    assert all("\nlang: en\n---\n" in (tmp_path / path).read_text(encoding="utf-8") for path in TEXTS)


def test_without_a_terminal_nothing_is_asked(tmp_path):
    code, printed = call("init", tmp_path / "a", typed="")

    assert code == 0
    assert "?" not in printed
    assert 'timezone = "UTC"' in (tmp_path / "a/edblog.toml").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_seven_things_are_asked_and_a_wrong_answer_again(tmp_path):
    import pty

    typed = [
        "Río",
        "not an address",
        "blog.rio.k12.tx.us",
        "",
        "Mars/Base",
        "America/Denver",
        "me",
        "me@rio.k12.tx.us",
        "githbu",
        "github",
        "folder",
    ]
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "edblog", "init", str(tmp_path / "a")]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=SELF) as child:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in typed).encode())
        said = b""
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 4096):
                said += piece
    os.close(ours)
    settings = tomllib.loads((tmp_path / "a/edblog.toml").read_text(encoding="utf-8"))

    assert child.returncode == 0
    assert re.findall(r"Error: ([^;]*);", said.decode()) == [
        '"https://not an address" is not a web address',
        'there is no time zone "Mars/Base"',
        '"me" is not an email address',
        '"githbu" is not a choice here',
    ]
    assert "(pages, netlify, cloudflare, s3, sftp, rsync, folder, none)" in said.decode()
    assert (tmp_path / "a/.github/workflows/check.yml").exists()
    assert {key: settings[key] for key in ("title", "base_url", "language", "timezone")} == {
        "title": "Río", "base_url": "https://blog.rio.k12.tx.us", "language": "en", "timezone": "America/Denver",
    }  # fmt: skip
    assert "mailto:me@rio.k12.tx.us" in (tmp_path / "a/content/pages/write.md").read_text(encoding="utf-8")


def test_nothing_is_asked_where_a_site_is_already(make_site, monkeypatch):
    monkeypatch.setattr("edblog.cli.init.sys.stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr("edblog.cli.init._asked", lambda: pytest.fail("asked"))
    site = make_site({"edblog.toml": 'title = "Mine"\nbase_url = "https://district.example/"\n'})
    code, printed = call("init", site.folder)

    assert code == 1
    assert "edblog.toml stays as it is; line 1" in printed


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("title", "", '"title" is empty'),
        ("base_url", "ftp://x.org", '"ftp://x.org" is not a web address'),
        ("language", "klingon!", '"klingon!" is not a language tag'),
        ("language", "xx", 'there is no language "xx"'),
        ("timezone", "Mars/Base", 'there is no time zone "Mars/Base"'),
        ("contact", "nobody", '"nobody" is not an email address'),
        ("contact", "a@b.org](x)", '"a@b.org](x)" is not an email address'),
    ],
)
def test_a_wrong_answer_is_an_error_before_anything_is_written(tmp_path, name, text, reason):
    with pytest.raises(EdblogError) as stopped:
        start_site(tmp_path / "a", Answers(**{name: text}))

    assert [(p.path, p.message.startswith(reason)) for p in stopped.value.problems] == [
        (f"--{name.replace('_', '-')}", True)
    ]
    assert not (tmp_path / "a").exists()


def test_all_wrong_answers_are_named_at_once(tmp_path):
    with pytest.raises(EdblogError) as stopped:
        start_site(tmp_path / "a", Answers(title="", timezone="Mars/Base", contact="nobody"))

    assert [p.path for p in stopped.value.problems] == ["--title", "--timezone", "--contact"]


def test_the_time_zone_of_this_computer_is_one_that_the_settings_know():
    assert wrong_answer("timezone", time_zone_here()) == ""


# Comments


def test_a_page_that_says_there_are_no_comments_is_found_where_there_are(make_site):
    page = "---\ntitle: Privacy\n---\n## Comments\n\nThere are no comments on this site.\n"
    base = 'title = "T"\nbase_url = "https://blog.rio.k12.tx.us/"\n'
    isso = '[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://comments.rio.k12.tx.us/"\n'
    site = make_site({"edblog.toml": base, "content/pages/privacy.md": page})
    without = site.problems()
    site.write("edblog.toml", base + isso)
    report = build(site.folder, Options(dry=True))

    assert without == []
    assert [(p.severity, p.path, p.line, p.column, p.code, p.message, p.help) for p in report.problems] == [
        (
            "warning", "content/pages/privacy.md", 6, 1, "comments-denied",
            'this page says "There are no comments", but this site has comments under its stories',
            "write here which service hosts the comments, and what it learns about readers",
        )
    ]  # fmt: skip


def test_the_privacy_page_of_the_starter_is_one(tmp_path):
    from edblog.kinds.pages.reading import denies_comments

    start_site(tmp_path)

    assert denies_comments("x", (tmp_path / "content/pages/privacy.md").read_text(encoding="utf-8"))


def test_everything_outside_content_belongs_to_the_district(tmp_path):
    """In a `CODEOWNERS` file the last line that fits counts, and one without a name needs nobody."""
    start_site(tmp_path, {"host": "github"})
    lines = (tmp_path / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.removeprefix("# ").split() for line in lines[lines.index("#") + 1 :]]

    assert rules == [["*", "@district/web-team"], ["/content/"]]
