"""What somebody sees who types `edblog` and a command: words, exit codes, and never a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

import edblog
from edblog.cli import console
from edblog.cli.commands import main
from edblog.kinds import KINDS, all_kinds
from edblog.pipeline.configuration import configure
from edblog.pipeline.places import check_list
from edblog.problems import EdblogError
from edblog.scaffold.editors import schemas
from edblog.scaffold.texts import start_text

SECONDS = re.compile(r"\d+\.\d+ s\b")
STORY = "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"
# The clock of a command is real, and a date that is more than a year ahead is a warning.
SOON = f"{datetime.now(UTC) + timedelta(days=200):%Y-%m-%d}"
LATER = STORY.replace("2026-01-02", SOON)
UNFINISHED = STORY.replace("---\nIt", "draft: true\n---\nIt")
FAULTY = STORY.replace("title: The jar", "title: The jar: a story")
SETTINGS = 'title = "Stories"\nbase_url = "https://district.example/"\n'
WARNED = STORY.replace("---\nIt", "mood: curious\n---\nIt")


@pytest.fixture
def run(make_site):
    """A command in a site: the exit code and what was printed; times are written as `0 s`."""

    def run(files, *args):
        site = make_site(files)
        return site, *call(*args, "--site", str(site.folder))

    return run


def call(*args):
    result = CliRunner().invoke(main, args, catch_exceptions=False)
    return result.exit_code, SECONDS.sub("0 s", result.output)


def codes(function, *args):
    """The codes of what stops a command."""
    with pytest.raises(EdblogError) as caught:
        function(*args)
    return [problem.code for problem in caught.value.problems]


# build


def test_a_build_says_what_it_wrote_and_what_it_left(run):
    site, code, printed = run({"content/posts/jar.md": STORY}, "build")
    files = len(site.outputs())

    assert (code, printed) == (0, f"1 story: {files} files written, 0 unchanged, in 0 s.\n")
    assert call("build", "--site", str(site.folder)) == (
        0,
        f"1 story: 0 files written, {files} unchanged, in 0 s.\n",
    )


def test_a_build_names_the_stories_that_wait_and_until_when(run):
    files = {"content/posts/a.md": STORY, "content/posts/b.md": LATER, "content/posts/c.md": UNFINISHED}

    _, code, printed = run(files, "build")

    assert code == 0
    assert printed.startswith(
        "not published yet: content/posts/c.md (a draft)\n"
        f"not published yet: content/posts/b.md (appears on {SOON})\n"
        "1 story: "
    )


def test_drafts_and_stories_of_the_future_are_published_on_request(run):
    files = {"content/posts/a.md": STORY, "content/posts/b.md": LATER, "content/posts/c.md": UNFINISHED}

    _, code, printed = run(files, "build", "--drafts", "--future")

    assert code == 0
    assert printed.startswith("3 stories: ")


def test_a_build_with_an_error_publishes_nothing_and_keeps_what_was_there(run):
    site, _, _ = run({"content/posts/jar.md": STORY}, "build")
    before = site.outputs()
    site.write("content/posts/faulty.md", FAULTY)

    code, printed = call("build", "--site", str(site.folder))

    assert code == 1
    assert printed == (
        'error content/posts/faulty.md:2:15  this title contains ": ", so it reads as two fields\n'
        "  2 | title: The jar: a story\n"
        "    |               ^\n"
        '  help: put the title in quotes: title: "The jar: a story"\n'
        "\n"
        "Nothing was published. Fix 1 problem first. The live site did not change.\n"
    )
    assert site.outputs() == before


def test_warnings_stop_a_strict_build_only(run):
    files = {"content/posts/jar.md": WARNED, "content/posts/later.md": LATER}

    _, code, printed = run(files, "build", "--strict")
    assert code == 1
    assert printed.endswith("Nothing was published. Fix 1 problem first. The live site did not change.\n")

    _, code, printed = run(files, "build")
    assert code == 0
    assert printed.startswith(
        'warning content/posts/jar.md:5:1  there is no field "mood", so it has no effect\n'
    )


def test_a_quiet_build_prints_problems_only(run):
    assert run({"content/posts/jar.md": STORY, "content/posts/later.md": LATER}, "build", "--quiet")[1:] == (
        0,
        "",
    )
    _, code, printed = run({"content/posts/jar.md": WARNED}, "build", "-q")
    assert (code, printed.count("\n"), printed[:8]) == (0, 5, "warning ")


def test_a_clean_build_makes_everything_anew(run):
    site, _, _ = run({"content/posts/jar.md": STORY}, "build")
    site.write("site/posts/jar/index.html", "altered by hand")

    code, printed = call("build", "--clean", "--site", str(site.folder))

    assert code == 0
    assert "It filled up." in site.output("posts/jar/index.html")
    assert not printed.startswith("1 story: 0 files written")


def test_files_that_somebody_put_into_the_output_folder_are_kept_and_named(run):
    site, _, _ = run({"content/posts/jar.md": STORY}, "build")
    site.write("site/google123.html", "proof")
    site.write("content/posts/jar.md", STORY.replace("filled", "emptied"))

    _, printed = call("build", "--site", str(site.folder))

    assert "left in the output folder, because edblog did not create it: google123.html\n" in printed


def test_chosen_warnings_stop_a_build_and_a_check(run):
    files = {"content/posts/jar.md": WARNED}
    told = 'error content/posts/jar.md:5:1  there is no field "mood", so it has no effect\n'

    site, code, printed = run(files, "build", "--fail-on", "vague-link,unknown-key")
    assert code == 1
    assert printed.startswith(told)
    assert site.outputs() == {}
    code, printed = call("check", "--fail-on", "unknown-key", "--site", str(site.folder))
    assert (code, printed.startswith(told)) == (1, True)
    code, printed = call("build", "--fail-on", "vague-link", "--site", str(site.folder))
    assert (code, printed.startswith(told.replace("error", "warning"))) == (0, True)


def test_a_build_that_nothing_has_changed_for_is_stopped_by_a_chosen_warning_too(run):
    site, code, _ = run({"content/posts/jar.md": WARNED}, "build")
    assert code == 0

    assert call("build", "--strict", "--site", str(site.folder))[0] == 1
    assert call("build", "--fail-on", "unknown-key", "--site", str(site.folder))[0] == 1
    assert call("build", "--site", str(site.folder))[1].endswith(
        f"1 story: 0 files written, {len(site.outputs())} unchanged, in 0 s.\n"
    )


def test_a_chosen_code_that_holds_a_story_back_is_shown_as_an_error(run):
    _, code, printed = run({"content/posts/c.md": UNFINISHED}, "build", "--fail-on", "draft")

    assert code == 1
    assert printed.startswith("error content/posts/c.md:")


def test_a_code_that_there_is_not_is_a_mistake_in_the_command(run):
    _, code, printed = run({}, "build", "--fail-on", "placeholder-adress")

    assert code == 2
    assert 'no problem has the code "placeholder-adress". Did you mean "placeholder-address"?' in " ".join(
        printed.split()
    )


JAR_WITH_A_PICTURE = STORY.replace("It filled up.", "![A jar](jar.svg)\n\nIt filled up.")
JAR = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_a_build_names_the_addresses_that_are_gone_and_writes_their_files_for_upload_tools(run, tmp_path):
    files = {
        "content/posts/a.md": STORY,
        "content/posts/jar.md": JAR_WITH_A_PICTURE,
        "content/posts/jar.svg": JAR,
    }
    site, _, _ = run(files, "build")
    site.delete("content/posts/jar.md")
    listed = tmp_path / "gone.txt"
    command = ("build", "--removed", str(listed), "--site", str(site.folder))

    code, printed = call(*command)

    assert code == 0
    assert (
        "\n\n"
        "No longer part of the site (if you copy it to a web server, delete these there, too):\n"
        "  https://district.example/stories/posts/jar/\n"
        "  https://district.example/stories/media/posts/jar.svg\n"
        "1 story: "
    ) in printed
    assert listed.read_bytes() == b"media/posts/jar.svg\nposts/jar/card.png\nposts/jar/index.html\n"

    call(*command)
    assert listed.read_bytes() == b""


def test_a_build_that_fails_takes_nothing_away(run, tmp_path):
    site, _, _ = run({"content/posts/a.md": STORY, "content/posts/b.md": STORY}, "build")
    site.delete("content/posts/a.md")
    site.write("content/posts/b.md", FAULTY)
    listed = tmp_path / "gone.txt"
    listed.write_text("posts/old/index.html\n")

    code, _ = call("build", "--removed", str(listed), "--site", str(site.folder))

    assert (code, listed.read_bytes()) == (1, b"")


def test_of_many_addresses_that_are_gone_the_first_are_named(run):
    stories = {f"content/posts/s{number:02}.md": STORY for number in range(30)}
    site, _, _ = run({**stories, "content/posts/a.md": STORY}, "build")
    for path in stories:
        site.delete(path)

    _, printed = call("build", "--site", str(site.folder))

    lines = printed.splitlines()
    first = lines.index(
        "No longer part of the site (if you copy it to a web server, delete these there, too):"
    )
    assert lines[first + 1 : first + 22] == [
        *(f"  https://district.example/stories/posts/s{number:02}/" for number in range(20)),
        "  and 10 more",
    ]


def test_a_place_for_the_list_in_which_nothing_can_be_written_stops_the_build(run, tmp_path):
    site, code, printed = run(
        {"content/posts/a.md": STORY}, "build", "--removed", str(tmp_path / "no" / "gone.txt")
    )

    assert (code, site.outputs()) == (2, {})
    assert "the operating system reports: No such file or directory" in printed


@pytest.mark.parametrize("name", ["content/posts/a.md", "edblog.toml", "data/new.txt", "static/new.txt"])
def test_the_list_of_what_is_gone_takes_the_place_of_no_file_of_the_site(run, name):
    site, _, _ = run({"content/posts/a.md": STORY}, "build")
    files = {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()}

    code, printed = call("build", "--removed", str(site.folder / name), "--site", str(site.folder))

    assert code == 2
    assert "the list would overwrite a file of the site" in printed
    assert "  help: choose a file outside of the site's own folders: --removed gone.txt" in printed
    assert codes(check_list, site.folder, site.folder / name) == ["output-taken"]
    assert {path: path.read_bytes() for path in site.folder.rglob("*") if path.is_file()} == files


# check


CHECKED = {
    "content/posts/faulty.md": FAULTY,
    "content/posts/jar.md": WARNED,
    "content/posts/later.md": LATER,
}


def test_a_check_as_text(run):
    site, code, printed = run(CHECKED, "check")

    assert code == 1
    assert printed == (
        'error content/posts/faulty.md:2:15  this title contains ": ", so it reads as two fields\n'
        "  2 | title: The jar: a story\n"
        "    |               ^\n"
        '  help: put the title in quotes: title: "The jar: a story"\n'
        "\n"
        'warning content/posts/jar.md:5:1  there is no field "mood", so it has no effect\n'
        "  5 | mood: curious\n"
        "    | ^\n"
        "  help: a story can have these fields: title, date, author, authors, new_author, credentials, credential, topics, grades, series, summary, "
        "asks, answered_by, image, image_alt, image_caption, image_credit, image_license, updated, draft, slug, feed_id, comments, pinned, lang, aliases, people_in_photo, photo_release, privacy_ok\n"
        "\n"
        "notice content/posts/later.md:3:7  this story is dated in the future: it appears with the first build on or "
        f"after {SOON}\n"
        f"  3 | date: {SOON}\n"
        "    |       ^\n"
        "  help: you need not do anything; to publish it now, give it today's date\n"
        "2 stories checked in 0 s: 1 error, 1 warning, 1 notice. Fix this before the site can be published.\n"
    )
    assert not (site.folder / "site").exists()
    assert not (site.folder / ".edblog").exists()


def test_a_check_as_json(run):
    _, code, printed = run(CHECKED, "check", "--format", "json")

    first, second, third = json.loads(printed)
    assert code == 1
    assert list(first.items()) == [
        ("path", "content/posts/faulty.md"),
        ("line", 2),
        ("column", 15),
        ("severity", "error"),
        ("code", "colon-in-value"),
        ("message", 'this title contains ": ", so it reads as two fields'),
        ("help", 'put the title in quotes: title: "The jar: a story"'),
    ]
    assert (second["severity"], second["code"], second["line"]) == ("warning", "unknown-key", 5)
    assert (third["severity"], third["code"], third["column"]) == ("notice", "scheduled", 7)


def test_a_check_as_annotations_for_github(run):
    _, code, printed = run(CHECKED, "check", "--format", "github")

    error, _, notice = printed.splitlines()
    assert code == 1
    assert error == (
        '::error file=content/posts/faulty.md,line=2,col=15,title=colon-in-value::this title contains ": ", so it reads '
        'as two fields — put the title in quotes: title: "The jar: a story"'
    )
    assert notice.startswith(
        "::notice file=content/posts/later.md,line=3,col=7,title=scheduled::this story is dated"
    )


def test_what_a_file_says_cannot_give_github_another_command(run):
    name = "content/posts/a,b%0A:c.md"
    _, _, printed = run({name: ""}, "check", "--format", "github")

    assert printed == (
        '::error file=content/posts/a%2Cb%250A%3Ac.md,line=1,col=1,title=file-name::"a,b%250A:c.md" contains the character :, '
        "which Windows does not allow in a file name — rename it; use only letters, digits and hyphens\n"
    )


def test_a_check_as_a_report_for_gitlab(run):
    _, code, printed = run(CHECKED, "check", "--format", "gitlab")

    first, second, third = json.loads(printed)
    assert code == 1
    assert re.fullmatch(r"[0-9a-f]{32}", first.pop("fingerprint"))
    assert first == {
        "description": 'this title contains ": ", so it reads as two fields — '
        'put the title in quotes: title: "The jar: a story"',
        "check_name": "colon-in-value",
        "severity": "critical",
        "location": {"path": "content/posts/faulty.md", "lines": {"begin": 2}},
    }
    assert (second["severity"], third["severity"]) == ("minor", "info")
    assert len({second["fingerprint"], third["fingerprint"]}) == 2


@pytest.mark.parametrize(("form", "nothing"), [("json", "[]\n"), ("github", ""), ("gitlab", "[]\n")])
def test_a_check_without_problems_is_empty_for_programs(run, form, nothing):
    assert run({"content/posts/jar.md": STORY}, "check", "--format", form)[1:] == (0, nothing)


def test_a_check_without_problems_says_so(run):
    assert run({"content/posts/jar.md": STORY}, "check")[1:] == (
        0,
        "1 story checked in 0 s: nothing to fix.\n",
    )


def test_a_strict_check_takes_warnings_for_errors(run):
    assert run({"content/posts/jar.md": WARNED}, "check", "--strict")[1] == 1
    assert run({"content/posts/jar.md": WARNED}, "check")[1] == 0


@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_wrong_settings_are_problems_in_every_form(run, form):
    _, code, printed = run({"edblog.toml": "title = Stories\n"}, "check", "--format", form)

    assert code == 2
    assert "text must be in quotes" in printed
    assert len(json.loads(printed)) == 1


# Whatever stands in the way


def test_no_site(tmp_path):
    for command in (["build"], ["check"], ["new", "post", "A"], ["serve"]):
        code, printed = call(*command, "--site", str(tmp_path))

        assert code == 2
        assert printed.rstrip() == (
            f"error edblog.toml:1:1  there is no edblog.toml in {tmp_path}\n"
            "  help: go to the folder of your site, or make one: edblog init my-site"
        )
    assert codes(configure, tmp_path) == ["no-site"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has Unicode names, however Python is set up")
def test_a_name_that_python_may_not_write(make_site):
    site = make_site({"content/posts/jarré.md": STORY})
    command = [sys.executable, "-X", "utf8=0", "-m", "edblog", "check"]
    done = subprocess.run(
        command,
        cwd=site.folder,
        capture_output=True,
        text=True,
        env={**SELF, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        (
            "error  Python is set to write names of files in ascii, and a name here has other letters\n"
            "  help: set PYTHONUTF8=1 in the environment, and run the command again\n"
        ),
    )


def test_the_output_folder_is_a_file(run):
    site, _, _ = run({"content/posts/jar.md": STORY}, "check")
    site.write("site", "I am a file.")

    code, printed = call("build", "--site", str(site.folder))

    assert code == 2
    assert printed.startswith(f"error {site.folder}/site:1:1  the operating system reports: ")
    assert console._file_system(NotADirectoryError()).code == "file-system"
    assert (site.folder / "site").read_text(encoding="utf-8") == "I am a file."


@pytest.mark.parametrize("from_within", [True, False])
def test_a_folder_that_cannot_be_read(run, monkeypatch, from_within):
    from edblog.start import stat_scan

    site, _, _ = run({"content/posts/jar.md": STORY}, "check")

    def closed(function):
        def called(folder, *more, **others):
            if str(folder).endswith("content/posts"):
                raise PermissionError(13, "Permission denied", str(folder))
            return function(folder, *more, **others)

        return called

    # Not every system knows a folder by a handle.
    monkeypatch.setattr(stat_scan, "_CAN_SCAN_HANDLES", from_within)
    name = "open" if from_within else "scandir"
    monkeypatch.setattr(stat_scan.os, name, closed(getattr(os, name)))

    code, printed = call("check", "--site", str(site.folder))

    assert code == 1
    assert printed == (
        "error content/posts:1:1  this folder cannot be read: Permission denied\n"
        "  help: ask the person who set up this computer for access to it\n"
        "0 stories checked in 0 s: 1 error. Fix this before the site can be published.\n"
    )


def test_a_file_in_the_place_of_a_folder_is_an_error(make_site):
    site = make_site({"edblog.toml": SETTINGS, "content": "Am I a story?", "static": "x"}, bare=True)

    code, printed = call("check", "--site", str(site.folder))

    assert (code, printed) == (
        1,
        (
            "error content:1:1  this is a file, but edblog needs a folder with this name\n"
            "  help: give the file another name; stories go into content/posts/\n"
            "\n"
            "error static:1:1  this is a file, but edblog needs a folder with this name\n"
            "  help: give the file another name\n"
            "0 stories checked in 0 s: 2 errors. Fix this before the site can be published.\n"
        ),
    )
    assert site.problems() == ["error content:1:1 not-a-folder", "error static:1:1 not-a-folder"]


@pytest.mark.parametrize(
    ("folder", "meant"),
    [
        ("contents/posts", "content"),
        ("kontent/posts", ""),
        ("post", "content/posts"),
        ("Posts/jar", "content/posts"),
        ("tests", ""),
    ],
)
def test_a_folder_that_was_meant_to_be_the_content(make_site, folder, meant):
    site = make_site({"edblog.toml": SETTINGS, f"{folder}/jar.md": STORY}, bare=True)
    name = folder.partition("/")[0]

    code, printed = call("check", "--site", str(site.folder))

    error = f'error {name}:1:1  there is no folder "content", and edblog does not read "{name}"\n  help: did you mean "{meant}"?'
    assert (code, printed.startswith(error)) == (1, True) if meant else code == 0


@pytest.mark.skipif(
    (Path(__file__).parent / "TEST_CLI.py").exists(), reason="upper and lower case are one here"
)
def test_a_folder_of_content_with_a_capital_letter(make_site):
    site = make_site({"edblog.toml": SETTINGS, "Content/posts/jar/index.MD": STORY}, bare=True)

    code, printed = call("check", "--site", str(site.folder))

    assert code == 1
    assert printed.startswith(
        'error Content:1:1  there is no folder "content", and edblog does not read "Content"\n'
        '  help: did you mean "content"? If so, rename it\n'
    )


def test_an_empty_site_is_built_and_told_where_stories_go(make_site):
    site = make_site({"edblog.toml": SETTINGS}, bare=True)

    code, printed = call("build", "--site", str(site.folder))

    assert code == 0
    assert printed.startswith(
        'notice content:1:1  there is no folder "content", so this site has no stories\n'
        '  help: stories go into content/posts/; to start one, run: edblog new post "My first story"\n'
    )
    assert site.problems() == ["notice content:1:1 no-content"]
    assert "index.html" in site.outputs()


def test_a_damaged_store_is_made_anew(run):
    site, _, _ = run({"content/posts/jar.md": STORY}, "build")
    site.write(".edblog/store.db", "no database")

    code, _ = call("build", "--site", str(site.folder))

    assert code == 0


def test_a_command_that_is_nearly_right():
    code, printed = call("biuld")

    assert code == 2
    assert printed.endswith("""Error: No such command 'biuld'. Did you mean "build"?\n""")


def test_a_command_below_new_that_is_nearly_right():
    code, printed = call("new", "psot")

    assert code == 2
    assert printed.endswith("""Error: No such command 'psot'. Did you mean "post"?\n""")


def test_a_command_that_is_nothing_at_all():
    code, printed = call("zzz")

    assert code == 2
    known = ", ".join(main.commands)
    assert known.startswith("build, check, serve, ")
    assert printed.endswith(f"Error: No such command 'zzz'. The commands are: {known}.\n")


# theme


def test_the_folder_of_a_theme_is_printed(make_site):
    site = make_site({"themes/maple/theme.toml": 'extends = "marigold"\n'})
    where = ("--site", str(site.folder))

    assert call("theme", "path") == (0, f"{Path(__file__).parents[2] / 'themes/marigold'}\n")
    assert call("theme", "path", "maple", *where) == (0, f"{site.folder / 'themes/maple'}\n")


@pytest.mark.parametrize(
    ("name", "help_"), [("marigld", 'did you mean "marigold"?'), ("../x", "installed: civic, marigold")]
)
def test_a_theme_that_is_not_there_has_no_folder(tmp_path, name, help_):
    code, printed = call("theme", "path", name, "--site", str(tmp_path))

    assert (code, printed) == (2, f'error themes:1:1  there is no theme "{name}"\n  help: {help_}\n\n')


@pytest.mark.parametrize(
    "args", [[], ["--help"], ["-h"], ["build", "-h"], ["new", "--help"], ["new", "post", "-h"], ["-V"]]
)
def test_help_and_version(args):
    code, printed = call(*args)

    # Click answers a bare group with its help; from 8.2 on that is wrong usage.
    assert code == 0 or (code == 2 and not args)
    assert "Usage: " in printed or printed.startswith("edblog, version ")


# A real process


@pytest.fixture
def start(make_site):
    """A real process in a site with these files."""

    def start(files, command, **environ):
        return subprocess.run(
            command.replace("edblog", f'"{sys.executable}" -m edblog'),
            shell=True,
            cwd=make_site(files).folder,
            env={**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1]), **environ},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=60,
        )

    return start


def test_a_program_finds_problems_apart_from_the_rest(start):
    done = start({"content/posts/jar.md": WARNED}, "edblog build")

    assert done.returncode == 0
    assert done.stderr.startswith("warning content/posts/jar.md:5:1  ")
    assert re.fullmatch(r"1 story: \d+ files written, 0 unchanged, in \d+\.\d\d s\.\n", done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_a_check_can_be_cut_short(start):
    done = start({f"content/posts/{n}.md": "" for n in range(50)}, "edblog check | head -1")

    assert done.stdout == "error content/posts/0.md:1:1  this file is empty\n"
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_only_ascii_is_no_reason_to_fail(start):
    files = {"content/posts/jar.md": STORY.replace("title: The jar", "title: “El año”")}

    done = start(files, "edblog check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("error content/posts/jar.md:2:8  curly quotes do not work")


# The progress bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """The time, which stands still unless it is set."""
    now = [100.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: now[0])
    return now


def test_a_progress_bar_appears_after_a_second(monkeypatch, clock):
    monkeypatch.setattr(sys, "stderr", Terminal())
    progress = console.Progress()

    progress("Reading", 10, 100)
    clock[0] += 0.9
    progress("Reading", 20, 100)
    assert sys.stderr.getvalue() == ""

    clock[0] += 0.2
    progress("Reading", 50, 100)
    progress("Writing", 10, 10)
    progress.close()
    assert "Reading " in sys.stderr.getvalue()
    assert "50%" in sys.stderr.getvalue()
    assert "Writing " in sys.stderr.getvalue()


def test_no_progress_bar_where_nobody_looks(monkeypatch, clock):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    progress = console.Progress()

    clock[0] += 10
    progress("Reading", 50, 100)
    progress.close()

    assert sys.stderr.getvalue() == ""


# new


def test_what_new_makes_builds_without_a_problem(make_site):
    site = make_site({})
    at = ("--site", str(site.folder))

    assert call("new", "author", "Ana María Ruiz", *at) == (
        0,
        "Write about yourself in content/authors/ana-maria-ruiz.md. In stories, write: author: ana-maria-ruiz\n",
    )
    assert call("new", "credential", "Wait Time", *at) == (
        0,
        "Describe it in content/credentials/wait-time.md. In stories, write: credentials: [wait-time]\n",
    )
    assert call("new", "page", "About: us", *at) == (0, "Write the page in content/pages/about-us.md.\n")
    chosen = ("--author", "ana-maria-ruiz", "--credential", "wait-time", "--topic", "a, b", "--topic", "#c")
    title = 'The "why" jar: it\'s full'
    code, printed = call("new", "post", title, *chosen, *at)
    assert (code, printed.split("-the-why")[1]) == (
        0,
        "-jar-its-full.md. See it while you write: edblog serve\n",
    )
    code, printed = call("new", "post", "With pictures", "--author", "rosa", "--bundle", "--draft", *at)
    assert (code, printed.split("-with")[1]) == (
        0,
        "-pictures/index.md. See it while you write: edblog serve --drafts\n",
    )

    assert call("build", "--drafts", "--future", "--strict", *at)[0] == 0
    page = site.output("posts/the-why-jar-its-full/index.html")
    assert "<title>The “why” jar: it’s full " in page
    assert {"posts/with-pictures/index.html", "topics/a-b/index.html", "about-us/index.html"} <= set(
        site.outputs()
    )


def test_an_event_starts_with_what_it_needs(make_site):
    site = make_site({})
    at = ("--site", str(site.folder))

    assert call("new", "event", "Math chat: wrong answers", *at) == (
        0,
        "Say when and where it is in content/events/math-chat-wrong-answers.md. See it while you write: edblog serve\n",
    )
    text = (site.folder / "content/events/math-chat-wrong-answers.md").read_text(encoding="utf-8")
    day = datetime.now(ZoneInfo("America/Chicago")).date().isoformat()
    assert text == (
        f'---\ntitle: "Math chat: wrong answers"\nwhat: meeting\nstarts: {day} 16:00\nminutes: 60\nplace: "Where it is"\nupdated: {day}\n---\n\n'
        "What people will do there, and what to bring.\n"
    )
    assert call("build", "--strict", *at)[0] == 0


def test_a_kind_that_says_nothing_of_its_own_starts_with_the_fields_that_are_needed(make_site, monkeypatch):
    site = make_site({})
    kind = next(kind for kind in KINDS if kind.word == "event")
    monkeypatch.setitem(sys.modules, "edblog.kinds.events.start", None)

    path, *_ = start_text(site.folder, kind, "Chat", {})

    day = datetime.now(ZoneInfo("America/Chicago")).date().isoformat()
    text = (site.folder / path).read_text(encoding="utf-8")
    assert text == f'---\ntitle: "Chat"\nstarts: {day}\n---\n\nWrite here.\n'
    assert kind.start.about == "Starts an event called TITLE."


def test_new_refuses_an_author_that_is_not_there_and_asks_for_the_nearest(make_site):
    site = make_site({})

    assert call("new", "post", "A", "--author", "rossa", "--site", str(site.folder)) == (
        2,
        (
            'error content/authors/:1:1  there is no author "rossa"\n'
            '  help: did you mean "rosa"? To start another: edblog new author "A Name"; or leave --author out, and introduce '
            "the person in the story\n\n"
        ),
    )
    assert not (site.folder / "content/posts").exists()


def test_new_knows_files_by_any_spelling_of_their_extension(make_site):
    site = make_site({"content/credentials/talk.MD": "---\nname: Talk\nissuer: NEA\n---\n"})

    assert call("new", "post", "A", "--credential", "talk", "--site", str(site.folder))[0] == 0


# schema


def test_a_schema_is_printed_for_each_kind_and_for_the_settings():
    code, printed = call("schema")
    found = json.loads(printed)

    assert (code, list(found)) == (0, [*(kind.word for kind in all_kinds()), "settings"])
    assert found == schemas()
    titles = [one["title"] for one in found.values()]
    assert titles == [*(f"{kind.what[0].upper()}{kind.what[1:]}" for kind in all_kinds()), "edblog.toml"]
    assert titles[:3] == ["A story", "A micro-credential", "An author"]
    assert (code, json.loads(call("schema", "post")[1])) == (0, found["post"])
    assert call("schema", "posts") == call("schema", "post")
    code, printed = call("schema", "pots")
    assert (code, printed.splitlines()[-1]) == (
        2,
        "Error: Invalid value for KIND: there is no schema for 'pots'. Did you mean \"post\"?",
    )


def test_schemas_are_written_as_files(tmp_path):
    code, printed = call("schema", "--output", str(tmp_path / "of/edblog"))
    written = sorted((tmp_path / "of/edblog").iterdir())

    assert (code, sorted(printed.split())) == (0, [str(path) for path in written])
    assert {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in written} == schemas()
    assert call("schema", "settings", "--output", str(tmp_path / "one"))[0] == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("word " * 60, "-".join(["word"] * 16)),
        ("w" * 300, "w" * 80),
        ("語" * 300, "語" * 66),
        ("con " + "x" * 90, "con-"),
        ("a" * 79 + " b", "a" * 79),
        ("a" * 80 + " b", "a" * 80),
    ],
)
def test_a_long_title_gives_a_file_name_of_whole_words(make_site, title, name):
    site = make_site({})

    code, printed = call("new", "page", title, "--site", str(site.folder))

    assert (code, printed) == (0, f"Write the page in content/pages/{name}.md.\n")


def test_a_page_at_an_address_of_edblog_is_refused(make_site):
    site = make_site({})

    assert call("new", "page", "Media", "--site", str(site.folder)) == (
        2,
        'error Media:1:1  the address "/media/" is used by edblog itself\n  help: choose another title\n\n',
    )
    assert not (site.folder / "content/pages").exists()


@pytest.mark.parametrize(("title", "name", "url"), [("Topics", "topics", "/topics/"), ("Home", "home", "/")])
def test_a_page_above_one_that_edblog_makes_says_where_its_text_appears(make_site, title, name, url):
    site = make_site({})

    code, printed = call("new", "page", title, "--site", str(site.folder))

    assert (code, printed.splitlines()) == (
        0,
        [
            f"Write the page in content/pages/{name}.md.",
            f"edblog makes the page {url} itself; your text appears at its top.",
        ],
    )
    # Its entry in the menu is there already.
    text = (site.folder / f"content/pages/{name}.md").read_text(encoding="utf-8")
    assert text == f'---\ntitle: "{title}"\n---\n\nWrite here.\n'
    site.build()
    page = site.output(f"{url[1:]}index.html")
    assert page.count("<p>Write here.</p>") == 1


def test_new_overwrites_nothing(make_site):
    site = make_site({"content/pages/about.md": "mine", "content/credentials/wait.md": "mine"})
    at = ("--site", str(site.folder))

    for args in (["page", "About"], ["credential", "Wait"], ["author", "Rosa"]):
        code, printed = call("new", *args, *at)
        assert code == 2
        assert "this file already exists\n" in printed
    call("new", "post", "A", *at)
    assert call("new", "post", "A", *at)[0] == 2
    assert (site.folder / "content/pages/about.md").read_text(encoding="utf-8") == "mine"
    assert "name: Rosa Okafor" in (site.folder / "content/authors/rosa.md").read_text(encoding="utf-8")


def test_a_title_without_letters(make_site):
    site = make_site({})

    code, printed = call("new", "post", "🎉", "--site", str(site.folder))

    assert (code, printed) == (
        2,
        "error 🎉:1:1  no file name can be made from this title\n  help: use at least one letter or digit\n\n",
    )
    assert codes(start_text, site.folder, KINDS[0], "🎉", {}) == ["not-started"]


# init


def test_a_new_site_builds_and_is_never_overwritten(tmp_path):
    code, printed = call("init", str(tmp_path / "blog"))
    assert code == 0
    assert printed.endswith(f"Your site is ready. See it: cd {tmp_path / 'blog'} && edblog serve\n")

    assert call("check", "--strict", "--site", str(tmp_path / "blog"))[0] == 1
    assert call("build", "--site", str(tmp_path / "blog"))[0] == 0

    (tmp_path / "blog/edblog.toml").write_text("mine", encoding="utf-8")
    assert call("init", str(tmp_path / "blog"))[0] == 1
    assert (tmp_path / "blog/edblog.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="quotes are other ones")
def test_the_way_into_a_new_site_can_be_copied_into_a_shell(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert call("init", "my new")[1].endswith("Your site is ready. See it: cd 'my new' && edblog serve\n")


def test_a_new_site_in_a_folder_that_has_other_files(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    assert call("init", str(tmp_path))[0] == 0
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


SELF = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
PLAIN = [(), ("content/posts/bad.md", "---\ntitle: x\n"), ("edblog.toml", "title = 1\n")]


@pytest.mark.parametrize("broken", PLAIN, ids=["fine", "a story", "the settings"])
def test_a_plain_build_says_what_the_command_with_its_options_says(make_site, broken):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    if broken:
        site.write(*broken)
    said = []
    for more in ((), ("--site", ".")):
        command = [sys.executable, "-m", "edblog", "build", *more]
        done = subprocess.run(command, cwd=site.folder, capture_output=True, text=True, env=SELF, check=False)
        said.append(
            (
                done.returncode,
                re.sub(r"\d+ files? written, \d+ unchanged, in [\d.]+ s", "", done.stdout),
                done.stderr,
            )
        )

    assert said[0] == said[1]
    assert said[0][0] == PLAIN.index(broken)
