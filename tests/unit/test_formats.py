"""What stands in a file comes out as text, and neither a terminal nor a CI service obeys it."""

from __future__ import annotations

import json

import pytest

from edblog.problems import Problem
from edblog.problems.formats import FORMATS, as_github, as_text
from edblog.start.wording import printable, say

EVIL = "\x1b[31mred\x1b]0;title\x07\x9b2J\u202egnp.exe\u2066\u2028::stop-commands::x ##[add-mask]a ##vso[task.x]\x7f\ud800"
PROBLEM = Problem(
    f"content/{EVIL}.md", "error", "unknown-author", f"no “{EVIL}”", f"write:\n::stop-commands::x\n ##[x] {EVIL}",
    line=2, column=3, excerpt=EVIL,
)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_no_form_holds_a_sign_that_is_obeyed(name):
    text = FORMATS[name]([PROBLEM])

    assert all(c.isprintable() for c in text.replace("\n", ""))
    assert "##[" not in text
    assert "##vso[" not in text
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (1 if name == "github" else 0)


def test_json_holds_the_text_itself():
    assert json.loads(FORMATS["json"]([PROBLEM]))[0]["path"] == PROBLEM.path


def test_a_github_command_is_one_line_whatever_a_file_is_called():
    problem = Problem("a,b:c::d\n::error::e", "error", "code", "m\r\n::warning::n", line=1, column=1)

    place = "file=a%2Cb%3Ac%3A%3Ad %3A%3Aerror%3A%3Ae,line=1,col=1"
    assert as_github([problem]) == f"::error {place},title=code::m %0A: :warning::n\n"


def test_a_line_of_help_is_no_command():
    assert "        : :stop-commands::x\n" in as_text([PROBLEM])


def test_a_name_that_is_printed_moves_no_cursor(capsys):
    say(["kept: \x1b[2Jx ##[group]y"])

    assert capsys.readouterr().out == "kept:  [2Jx ##(group]y\n"


def test_what_is_fine_stays_as_it_is():
    assert printable("## A title — “x” [y] ¿qué? 日本 a::b") == "## A title — “x” [y] ¿qué? 日本 a::b"
