"""The comment on a pull request: what it says, and what a report from strangers cannot make it say."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from datetime import UTC, datetime

import cmarkgfm
import msgspec
import pytest
from click.testing import CliRunner
from cmarkgfm.cmark import Options as Cmark
from lxml import html

from edblog.cli.commands import main
from edblog.review.comment.changes import changed_files
from edblog.review.comment.collecting import REPORT_BYTES, WrongReportError, proposal_of, read_report
from edblog.review.comment.comment import LIMIT, MARKER, Place, comment, spoken
from edblog.review.comment.escaping import block, code, plain
from edblog.views.proposal import Proposal, ProposedProblem, ProposedText, Repair, Terms

CONFIG = 'title = "Stories"\nbase_url = "https://district.example/stories/"\ntimezone = "America/Chicago"\n'
STORY = """\
---
title: The week the timer broke
date: 2026-11-30 07:00
author: rosa
topics: [talk, mathematics]
---
It broke on a Tuesday. We had [a jar](jar.md) for questions, and [Rosa](../authors/rosa.md) kept it.

![](timer.svg)
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
PLACE = Place(
    host="github", repository="https://github.com/rosa-okafor/stories", branch="patch-1", commit="3f2a91c" + "0" * 33,
    preview="https://github.com/district/stories/actions/runs/5#artifacts", base_url="https://district.example/stories/",
    timezone="America/Chicago", looked=datetime(2026, 11, 24, 22, 5, tzinfo=UTC),
)  # fmt: skip
EVIL = (
    "@octocat @district/team #1 GH-2 octo/repo#3 !4 $5 ~bug %1 &6 0123456789abcdef0123456789abcdef01234567 "
    "https://evil.example www.evil.example x@evil.example <img src=x onerror=alert(1)> <!-- --> [x](https://evil.example) "
    "![x](https://evil.example/x.png) `code` **bold** | a | </details> \u202eright\u2066 \x1b[31m ::set-output:: :smile: [[wiki]] "
    "[^1] [ ] http://evil.example/ ftp://evil.example <https://evil.example>"
)


def git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@district.example", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def call(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def proposal(make_site):
    """A site in a repository, in which a story by Rosa is new."""
    site = make_site({"edblog.toml": CONFIG})
    site.post("jar", "The jar", "2026-01-02")
    site.post("old", "Old", "2026-01-03", "See [nothing here](jar.md), and click [here](jar.md).\n")
    git(site.folder, "init", "-q", "-b", "main")
    git(site.folder, "add", "-A")
    git(site.folder, "commit", "-qm", "before")
    site.write("content/posts/the-week-the-timer-broke.md", STORY)
    site.write("content/posts/timer.svg", SVG)
    return site


def test_a_teacher_is_told_what_to_fix_with_the_line_to_paste(proposal):
    changed = changed_files(proposal.folder, "main")
    report = proposal.build(dry=True, changed=changed)
    found = proposal_of(report.problems, report.proposed, changed, ok=report.ok)
    text = comment(read_report(msgspec.json.encode(found)), PLACE)

    assert changed == ("content/posts/the-week-the-timer-broke.md", "content/posts/timer.svg")
    assert (
        text
        == f"""\
{MARKER}
## Thank you, Rosa. One thing to fix, then somebody here reads it.

### To fix (1)

**This picture has no description for people who cannot see it.** It is in [line 9 of your story](https://github.com/rosa-okafor/stories/blob/{PLACE.commit}/content/posts/the-week-the-timer-broke.md#L9). [Open it](https://github.com/rosa-okafor/stories/edit/patch-1/content/posts/the-week-the-timer-broke.md), replace the line with this one, and change the words if they do not fit:

```text
![Say here what the picture shows](timer.svg)
```

Then press **Commit changes**. This comment looks again by itself, within a few minutes.

### Fine (3)

- **The week the timer broke**, a story by **Rosa Okafor**
- Topics: talk, mathematics
- Both links lead to a page that is there

### When and where it appears

On **Monday, November 30, 2026, at 7:00 AM Central Time**, if somebody here has approved it by then; otherwise as soon as somebody does. Its address will be:

`https://district.example/stories/posts/the-week-the-timer-broke/`

[See how it will look](https://github.com/district/stories/actions/runs/5#artifacts), on a phone and on a computer (a zip file with pictures).

<details><summary>Notes for the person who reviews it</summary>

- What was found concerns: WCAG 1.1.1 Non-text Content
- 2 files changed; read every one outside `content/` line by line
- Names, faces and stories can identify a student in ways that no program finds
- Checked with edblog 0\\.1\\.0

</details>

Stuck? Write below: a person reads it. · Last looked at `3f2a91c` on Tuesday, November 24, 2026, at 4:05 PM Central Time.
"""
    )


def test_afterwards_the_same_comment_says_that_all_is_fine(proposal):
    fixed = STORY.replace("![](", "![A kitchen timer with a cracked face](")
    proposal.write("content/posts/the-week-the-timer-broke.md", fixed)
    code_, report = call("check", "--site", proposal.folder, "--format", "json", "--base", "main")
    text = comment(read_report(report.encode()), PLACE)

    assert code_ == 0
    assert text.startswith(
        f"{MARKER}\n## Thank you, Rosa. Everything is fine: somebody here reads it now.\n\nThere is nothing for you to do.\n\n### When"
    )
    assert (
        "<summary>What was looked at (4 things, all fine), and notes for the person who reviews it</summary>"
        in text
    )
    assert "- The picture: 1 kB; where it was taken is not published" in text
    assert "Old" not in text


def test_an_error_in_another_file_is_not_the_writers_business(proposal):
    proposal.write("content/posts/the-week-the-timer-broke.md", STORY.replace("![](", "![A timer]("))
    proposal.delete("content/posts/jar.md")
    text = comment(
        read_report(
            call("check", "--site", proposal.folder, "--format", "json", "--base", "main")[1].encode()
        ),
        PLACE,
    )

    assert "Your change does not touch this file, so somebody here looks at it." in text
    assert text.index("line 7 of your story") < text.index("of `content/posts/old.md`")


def test_a_name_that_should_not_be_public_is_not_repeated(proposal):
    story = STORY.replace("![](", "![A timer](") + "\nEmma Example, a fourth grader, called (312) 555-0142.\n"
    proposal.write("content/posts/the-week-the-timer-broke.md", story)
    text = comment(
        read_report(
            call("check", "--site", proposal.folder, "--format", "json", "--base", "main")[1].encode()
        ),
        PLACE,
    )

    assert "### To know (2)" in text
    assert "Emma" not in text
    assert "555" not in text
    assert "squash them when you merge" in text


def test_check_prints_the_comment_of_a_folder_without_git(make_site):
    site = make_site({"edblog.toml": CONFIG})
    site.post("jar", "The jar", "2026-01-02", author="rossa")
    code_, text = call("check", "--site", site.folder, "--format", "markdown")

    assert code_ == 1
    assert "```text\nauthor: rosa\n```" in text
    assert "line 4 of your story" in text


def test_wrong_settings_are_something_to_fix_too(make_site):
    site = make_site({"edblog.toml": 'titel = "T"\n'})
    code_, text = call("check", "--site", site.folder, "--format", "markdown")

    assert code_ == 2
    assert "### To fix (" in text
    assert "edblog.toml" in text


def test_a_commit_that_git_does_not_know_is_wrong_usage(proposal):
    for base in ("nothing", "--output=x", "main\0x", ""):
        code_, printed = call("check", "--site", proposal.folder, "--format", "json", "--base", base)
        assert code_ == (2 if base else 1)
        assert not base or "git cannot compare it" in printed


def test_programs_still_get_a_list_without_a_base(make_site):
    site = make_site({"edblog.toml": CONFIG})

    assert json.loads(call("check", "--site", site.folder, "--format", "json")[1]) == []


# What strangers may have written

EVIL_TEXT = ProposedText(
    path=EVIL, what=EVIL, title=EVIL, url=EVIL, state="", moment=None, by=(EVIL[:500],),
    terms=(Terms(EVIL, (EVIL, EVIL)),), pictures=2, picture_bytes=9, links=3, words=1,
)  # fmt: skip
EVIL_PROBLEM = ProposedProblem(
    path=EVIL, line=3, column=1, severity="error", code="missing-alt", message=EVIL, help=f"{EVIL}\n{EVIL}\n/close\n```\n@a",
    is_own=True, repair=Repair("replace", f"```{EVIL}"),
)  # fmt: skip


def proposed(**fields):
    plain_ = {
        "edblog": EVIL,
        "ok": False,
        "changed": 1,
        "texts": (EVIL_TEXT,) * 2,
        "problems": (EVIL_PROBLEM,) * 3,
    }
    return Proposal(**{**plain_, **fields})


@pytest.mark.parametrize("repair", [None, Repair("delete", EVIL), Repair("replace", "``````")])
@pytest.mark.parametrize("severity", ["error", "notice"])
@pytest.mark.parametrize("code_", ["missing-alt", "student-name", "unknown-to-us"])
def test_nothing_in_a_report_mentions_links_or_runs(repair, severity, code_):
    problem = msgspec.structs.replace(EVIL_PROBLEM, repair=repair, severity=severity, code=code_)
    text = comment(proposed(problems=(problem, EVIL_PROBLEM)), PLACE)
    page = cmarkgfm.github_flavored_markdown_to_html(text, Cmark.CMARK_OPT_UNSAFE)
    tree = html.fromstring(f"<main>{page}</main>")
    links = {a.get("href") for a in tree.iter("a")}
    prose = " ".join(
        piece
        for element in tree.iter()
        if isinstance(element.tag, str)
        for piece in ([element.text] if element.tag not in ("code", "pre") else []) + [element.tail]
        if piece
    )

    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= set(
        "main h2 h3 p strong a code pre ul li details summary".split()
    )
    assert all(link.startswith(("https://github.com/rosa-okafor/stories/", PLACE.preview)) for link in links)
    assert not re.search(
        r"[@#!$~%][\w\[(]|GH-\d|https?:/|ftp:/|www\.|\b[0-9a-f]{40}\b|[\u202e\u2066\x1b]", prose
    )
    # Within a block, GitLab takes no line for a command.
    outside = re.sub(r"^(`{3,})text\n.*\n\1$", "", text, flags=re.MULTILINE)
    assert not re.search(r"^\s*/\w|^::", outside, re.MULTILINE)
    assert page.count("<details>") == page.count("</details>") == 1


def test_a_comment_has_no_more_than_60_kb_and_still_ends_well():
    long = msgspec.structs.replace(EVIL_PROBLEM, message="é*" * 900, help="`" * 1900, repair=None)
    text = comment(proposed(problems=(long,) * 300, texts=(EVIL_TEXT,) * 50), PLACE)

    assert 30_000 < len(text.encode()) <= LIMIT
    assert "There was no room for the rest of this comment; the check has all of it." in text
    assert text.rstrip().endswith("Central Time.")


GOOD = json.loads(msgspec.json.encode(proposed(edblog="0.1.0")))


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1}, {"ok": "yes"}, {"changed": -1}, {"changed": 10**13}, {"texts": [GOOD["texts"][0]] * 51},
        {"problems": [GOOD["problems"][0]] * 301}, {"edblog": "x" * 501}, {"texts": {}}, {"left_out": 1.5},
        {"problems": [{**GOOD["problems"][0], "severity": "fatal"}]}, {"problems": [{**GOOD["problems"][0], "code": "A b"}]},
        {"problems": [{**GOOD["problems"][0], "message": "x" * 2001}]}, {"texts": [{**GOOD["texts"][0], "moment": "soon"}]},
        {"texts": [{**GOOD["texts"][0], "state": "public"}]}, {"problems": [{**GOOD["problems"][0], "repair": {"do": "run", "line": ""}}]},
    ],
    ids=str,
)  # fmt: skip
def test_a_report_that_is_not_edblogs_is_refused(tmp_path, make_site, change):
    site = make_site({"edblog.toml": CONFIG})
    path = tmp_path / "report.json"
    path.write_text(json.dumps(GOOD | change), encoding="utf-8")

    code_, printed = call("comment", path, "--site", site.folder)

    assert code_ == 2
    assert "this is no report of edblog's" in printed


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{", b"\xff\xfe", b'{"ok":' + b"[" * 900_000, b"x" * (REPORT_BYTES + 1), b"PK", b"PK\x03\x04" + b"\0" * 99, b"null",
    ],
    ids=lambda data: str(data[:12]),
)  # fmt: skip
def test_other_bytes_are_refused(data):
    with pytest.raises(WrongReportError):
        read_report(data)


def test_a_zip_file_is_unpacked_no_further_than_a_report_may_go(tmp_path):
    bomb, good = tmp_path / "bomb.zip", tmp_path / "good.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("report.json", b" " * 300_000_000)
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("../../outside", b"x")
        box.writestr("report.json", json.dumps(GOOD))

    with pytest.raises(WrongReportError, match="larger than"):
        read_report(bomb.read_bytes())
    assert read_report(good.read_bytes()).changed == 1


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_file_that_no_git_host_makes_is_refused(tmp_path, compression):
    path = tmp_path / "odd.zip"
    with zipfile.ZipFile(path, "w", compression) as box:
        box.writestr("report.json", json.dumps(GOOD))

    with pytest.raises(WrongReportError, match="compressed in a way that no git host uses"):
        read_report(path.read_bytes())


def test_the_message_about_a_wrong_report_says_nothing_to_a_terminal_or_a_workflow():
    with pytest.raises(WrongReportError) as found:
        read_report(json.dumps({"x\n::add-mask::\x1b[31m" + "y" * 900: 1}).encode())

    assert str(found.value).startswith("Object contains unknown field `x ::add-mask::")
    assert str(found.value).isprintable()
    assert len(str(found.value)) < 110


def test_a_report_cannot_crowd_out_what_the_reviewer_is_told():
    long = msgspec.structs.replace(EVIL_PROBLEM, message="é*" * 900, help="`" * 1900, repair=None)
    review = "- 🔴 touches the settings\n" + "- é\n" * 20_000
    for problems in ((long,) * 300, ()):
        text = comment(
            proposed(problems=problems, texts=(EVIL_TEXT,) * 50),
            msgspec.structs.replace(PLACE, review=review),
        )

        assert "- 🔴 touches the settings" in text
        assert "There was no room for the rest of this list." in text
        page = cmarkgfm.github_flavored_markdown_to_html(text, Cmark.CMARK_OPT_UNSAFE)
        assert page.count("<details>") == page.count("</details>") == 1
        assert len(text.encode()) <= LIMIT


def test_an_id_is_nobodys_name_and_a_new_writer_still_has_one_story(proposal):
    proposal.write("content/posts/the-week-the-timer-broke.md", STORY.replace("rosa\n", "kim\n"))
    proposal.write("content/authors/kim-sample.md", "---\nname: Kim Sample\n---\n")
    report = call("check", "--site", proposal.folder, "--format", "json", "--base", "main")[1]
    text = comment(read_report(report.encode()), PLACE)

    assert "## Thank you. 2 things to fix" in text
    assert "**There is no author `kim`.** It is in [line 4 of your story]" in text
    assert "- **The week the timer broke**, a story\n" in text
    assert "Kim Sample: As soon as somebody here has approved it." in text


def test_a_path_out_of_the_repository_is_no_link():
    for path in ("../../settings/keys", "/etc/passwd", "a/../../b"):
        problem = msgspec.structs.replace(EVIL_PROBLEM, path=path, message="m", help="h", repair=None)
        assert "](http" not in comment(
            proposed(problems=(problem,), texts=()), msgspec.structs.replace(PLACE, preview="")
        )


def test_words_between_accents_and_times():
    assert code("a`b``c") == "```a`b``c```"
    assert code("`") == "`` ` ``"
    assert block("a ```` b") == "`````text\na ```` b\n`````"
    assert plain("a_b") == r"a\_b"
    assert spoken(datetime(2026, 12, 7, 6, tzinfo=UTC), "America/Chicago") == "Monday, December 7, 2026"
    assert spoken(datetime(1, 1, 1, tzinfo=UTC), "America/Chicago") == "0001-01-01"
