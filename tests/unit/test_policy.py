"""A page's policy is the sum of what it shows, and the guides say the same as the table."""

from __future__ import annotations

import os

import pytest
from tests.unit.test_docs import ROOT

from edblog.web.policy import BASE, SHOWN, content_security_policy, page_policy, waits

GUIDES = ("SECURITY.md", "docs/district.md", "docs/themes.md")
HEAD = "| what a page shows | what its policy also allows |\n|---|---|\n"


def rows() -> str:
    lines = []
    for thing in SHOWN.values():
        always = [f"{name} {' '.join(sources)}" for name, sources in thing.sources.items()]
        allowed = " and ".join(filter(None, (f"`{'; '.join(always)}`", thing.others)))
        lines.append(f"| {thing.words} | {allowed} |\n")
    return "".join(lines)


@pytest.mark.parametrize("guide", GUIDES)
def test_each_guide_has_the_table(guide):
    """`UPDATE_GOLDEN=1` writes the rows."""
    path = ROOT / guide
    before, head, after = path.read_text(encoding="utf-8").partition(HEAD)
    assert head
    end = after.index("\n\n") + 1
    if "UPDATE_GOLDEN" in os.environ:
        rest = after[end:] if after.startswith("|") else "\n" + after.lstrip("\n")
        path.write_text(before + head + rows() + rest, encoding="utf-8")
        return
    assert after[:end] == rows()


def test_a_page_of_text_allows_only_files_of_the_site():
    assert page_policy() == content_security_policy()
    assert not waits({})


@pytest.mark.parametrize("name", SHOWN)
def test_a_thing_adds_what_its_row_says_and_nothing_else(name):
    policy = page_policy({name: {}})

    wanted = {
        directive: " ".join(
            dict.fromkeys((*BASE.get(directive, ()), *SHOWN[name].sources.get(directive, ())))
        )
        for directive in BASE
    }
    assert policy == "; ".join(
        f"{directive} {sources or chr(39) + 'none' + chr(39)}" for directive, sources in wanted.items()
    )
    assert waits({name: {}}) == SHOWN[name].waits


def test_the_form_may_run_its_script_and_ask_the_site():
    assert page_policy({"form": {}}) == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data: blob:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
        "connect-src 'self'; frame-src 'none'"
    )


def test_the_sum_does_not_depend_on_the_order():
    one = {
        "players": {"frame-src": ("https://a.example",)},
        "form": {},
        "comments": {"script-src": ("https://b.example",)},
    }

    assert page_policy(one) == page_policy(dict(reversed(one.items())))
    assert "script-src 'self' https://b.example;" in page_policy(one)
    assert "img-src 'self' data: blob:;" in page_policy(one)
    assert page_policy(one).endswith("frame-src https://a.example")


def test_no_row_allows_inline_scripts_or_another_host():
    for name, thing in SHOWN.items():
        for directive, sources in thing.sources.items():
            # Editors style their windows themselves, on the one page that shows no stranger's text as HTML.
            inline = {"'unsafe-inline'"} if (name, directive) == ("editor", "style-src") else set()
            assert {*sources} <= {"'self'", "data:", "blob:"} | inline
        assert "blob:" not in thing.sources.get("script-src", ())
