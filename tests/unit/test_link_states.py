"""The file `data/links.toml`: how it is written and read, and what builds make of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOW, post

from edblog.links.asking import Finding
from edblog.links.file import HEADER, known_links, links_text, read_links
from edblog.links.visiting import due, renewed
from edblog.model.links import LinkState
from edblog.pipeline import build
from edblog.pipeline.report import Options

GONE, NEW, COPY = (
    "https://example.org/gone",
    "https://example.org/new",
    "https://archive.example/2026/gone?a&b",
)
TODAY = date(2026, 11, 12)


def entry(answer="gone", why="404", **values):
    return LinkState("2026-11-01", answer, why, **values)


def toml(**states):
    return links_text({f"https://example.org/{name}": state for name, state in states.items()})


# The file


def test_the_file_has_a_line_for_each_address_in_their_order():
    states = {
        "https://b.example/": entry("gone", "404", since="2026-10-01", archived=COPY),
        'https://a.example/"ñ\\\x7f': entry("moved", "", to=NEW),
        "http://a.example/": entry("fine", ""),
    }

    assert links_text(states) == HEADER + (
        '"http://a.example/" = { answer = "fine", checked = 2026-11-01 }\n'
        '"https://a.example/\\"ñ\\\\\\u007f" = { answer = "moved", to = "https://example.org/new", checked = 2026-11-01 }\n'
        '"https://b.example/" = { answer = "gone", why = "404", archived = "https://archive.example/2026/gone?a&b",'
        " since = 2026-10-01, checked = 2026-11-01 }\n"
    )
    assert read_links(links_text(states)) == (dict(sorted(states.items())), [])


def test_the_example_in_the_guide_can_be_read():
    guide = (Path(__file__).parents[2] / "docs/district.md").read_text(encoding="utf-8")
    text = guide.partition('```text title="data/links.toml"\n')[2].partition("```")[0]

    states, problems = read_links(text)

    assert [state.answer for state in states.values()] == ["gone"]
    assert problems == []
    assert links_text(states).removeprefix(HEADER) == text.removeprefix("[links]\n")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            '"https://a.example/" = "gone"',
            "the entry of https://a.example/ is not complete: write it like the other lines",
        ),
        (
            '"https://a.example/" = { answer = "gone" }',
            "is not complete: Object missing required field `checked`",
        ),
        (
            '"https://a.example/" = { answer = "dead", checked = 2026-11-01 }',
            '"answer" must be one of fine, moved, gone, unclear',
        ),
        (
            '"https://a.example/" = { answer = "gone", checked = "soon" }',
            '"checked" must be a day, such as 2026-12-01',
        ),
        (
            '"https://a.example/" = { answer = "gone", checked = 2026-11-01, copy = "x" }',
            '"copy" is not known here',
        ),
        (
            '"https://a.example/" = { answer = "gone", checked = 2026-11-01, archived = "http://b.example/" }',
            '"archived" must start with https://',
        ),
        (
            '"https://a.example/" = { answer = "moved", checked = 2026-11-01, to = "javascript:alert(1)" }',
            '"to" must be an address that starts with https://',
        ),
        ('"https://a.example/" = { answer = }', "this line cannot be read"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_at_its_line(make_site, row, message):
    site = make_site({"data/links.toml": f"{HEADER}{row}\n"})

    with_it = site.build(dry=True)

    [problem] = [problem for problem in with_it.problems if problem.code == "links-file"]
    assert (problem.path, problem.line, problem.severity) == ("data/links.toml", 5, "error")
    assert message in problem.message
    assert with_it.exit_code == 2


# What is asked for, and what is kept


def test_an_address_is_asked_for_again_after_some_days():
    states = {"https://old/": entry(), "https://today/": LinkState("2026-11-12", "fine")}
    all_ = [*states, "https://new/"]

    assert due(states, all_, TODAY, 14, only_new=False) == ["https://new/"]
    assert due(states, all_, TODAY, 11, only_new=False) == ["https://new/", "https://old/"]
    assert due(states, all_, TODAY, 0, only_new=False) == ["https://new/", "https://old/", "https://today/"]
    assert due(states, all_, TODAY, 0, only_new=True) == ["https://new/"]


def test_a_link_that_the_site_no_longer_has_goes_unless_somebody_added_a_copy():
    states = {"https://here/": entry(), "https://left/": entry(), "https://copied/": entry(archived=COPY)}

    assert renewed(states, ["https://here/", "https://unasked/"], {}, TODAY).keys() == {
        "https://here/",
        "https://copied/",
    }


def test_an_answer_keeps_its_first_day_and_its_copy():
    states = {GONE: entry(since="2026-10-01", archived=COPY)}

    again = renewed(states, [GONE], {GONE: Finding("gone", "404")}, TODAY)[GONE]
    other = renewed(states, [GONE], {GONE: Finding("unclear", "403")}, TODAY)[GONE]
    back = renewed(states, [GONE], {GONE: Finding("fine")}, TODAY)[GONE]

    assert again == LinkState("2026-11-12", "gone", "404", "2026-10-01", archived=COPY)
    assert other == LinkState("2026-11-12", "unclear", "403", "2026-11-12", archived=COPY)
    assert back == LinkState("2026-11-12", "fine", archived=COPY)


@pytest.mark.parametrize(
    ("since", "why", "answer"),
    [
        ("2026-10-29", "there is no such host", "gone"),
        ("2026-10-30", "there is no such host", "unclear"),
        ("2026-01-01", "403", "unclear"),
    ],
)
def test_a_host_that_is_silent_for_two_weeks_is_gone(since, why, answer):
    states = {GONE: entry("unclear", why, since=since)}
    found = {GONE: Finding("unclear", "there is no such host", is_silence=True)}

    state = renewed(states, [GONE], found, TODAY)[GONE]

    assert state.answer == answer
    assert state.since == (since if why != "403" else "2026-11-12")
    assert renewed({GONE: state}, [GONE], found, TODAY)[GONE].answer == answer


def test_only_what_is_gone_or_has_moved_shapes_the_site():
    states, _ = read_links(
        toml(a=entry("fine", ""), b=entry("unclear", "403"), c=entry(), d=entry("moved", "", to=NEW))
    )

    assert list(known_links(states)) == ["https://example.org/c", "https://example.org/d"]


# Builds


BODY = """Read [about *jars*](https://example.org/gone), [its end](https://example.org/gone#end "The end") and
[more of it](https://example.org/more). Nobody wrote `href="https://example.org/gone"`, or &lt;a href="https://example.org/gone"&gt;.
"""


def page(site, slug="jar"):
    return (site.folder / f"site/posts/{slug}/index.html").read_text(encoding="utf-8")


def test_a_page_that_is_gone_is_linked_as_its_archived_copy(make_site):
    site = make_site(
        {"content/posts/jar.md": post(body=BODY), "data/links.toml": toml(gone=entry(archived=COPY))}
    )

    assert site.build().problems == ()

    html = page(site)
    assert (
        '<a href="https://archive.example/2026/gone?a&amp;b">about <em>jars</em> (archived copy)</a>' in html
    )
    assert 'title="The end">its end (archived copy)</a>' in html
    assert html.count("(archived copy)") == 2
    assert '<a href="https://example.org/more">more of it</a>' in html
    # Words about a link are no link.
    assert html.count('<code>href="https://example.org/gone"</code>') == 1


def test_the_words_are_in_the_language_of_the_story(make_site):
    site = make_site(
        {
            "content/posts/jar.md": post(body=BODY, lang="es"),
            "data/links.toml": toml(gone=entry(archived=COPY)),
        }
    )
    site.build()

    assert page(site).count("(copia archivada)") == 2


def test_builds_with_and_without_memory_are_the_same_whatever_becomes_of_the_file(make_site):
    stories = {"content/posts/jar.md": post(body=BODY), "content/posts/other.md": post("Other")}
    site = make_site(stories)
    site.build()
    plain = page(site)
    steps = [
        toml(gone=entry(archived=COPY)),
        toml(gone=entry(archived=COPY.replace("2026", "2027"))),
        toml(gone=entry()),
        toml(gone=entry("moved", "", to=NEW)),
        toml(gone=entry("fine", "")),
        None,
    ]
    for text in steps:
        if text is None:
            site.delete("data/links.toml")
        else:
            site.write("data/links.toml", text)
        report = site.build()
        clean = make_site({**stories, **({"data/links.toml": text} if text else {})})
        clean_report = clean.build()

        assert site.outputs() == clean.outputs()
        assert report.problems == clean_report.problems
        assert "site/posts/other/index.html" not in {f"site/{path}" for path in report.written}
    assert page(site) == plain


def test_another_day_in_the_file_changes_and_reads_nothing(make_site):
    site = make_site(
        {"content/posts/jar.md": post(body=BODY), "data/links.toml": toml(gone=entry(archived=COPY))}
    )
    site.build()
    site.write(
        "data/links.toml",
        toml(gone=LinkState("2026-11-30", "gone", "404", archived=COPY), more=entry("fine", "")),
    )

    assert site.build().written == ()


def test_a_problem_is_told_by_builds_with_memory_too(make_site):
    site = make_site({"content/posts/jar.md": post(body=BODY), "data/links.toml": toml(gone=entry())})

    first, second = site.build(), site.build()

    found = [(p.code, p.line, p.column) for p in first.problems if p.code == "gone-link"]
    assert found == [("gone-link", 6, 21), ("gone-link", 6, 58)]
    assert second.problems == first.problems


def test_an_edit_during_the_build_is_seen_by_the_next_one(make_site, monkeypatch):
    """The file is read before the scan; one that changes in between must not be taken for read."""
    from edblog.pipeline import setup

    site = make_site(
        {"content/posts/jar.md": post(body=BODY), "data/links.toml": toml(gone=entry("fine", ""))}
    )
    read = setup.with_links

    def edited(folder, config):
        found = read(folder, config)
        site.write("data/links.toml", toml(gone=entry(archived=COPY)))
        return found

    monkeypatch.setattr(setup, "with_links", edited)
    site.build()
    monkeypatch.undo()
    site.build()

    assert page(site).count("(archived copy)") == 2


def test_a_district_can_stop_builds_for_links_that_are_gone(make_site):
    site = make_site({"content/posts/jar.md": post(body=BODY), "data/links.toml": toml(gone=entry())})

    assert build(site.folder, Options(fail_on=("gone-link",)), now=NOW).exit_code == 1
    assert build(site.folder, Options(), now=NOW).exit_code == 0


def test_a_file_that_is_a_link_to_another_is_not_read(make_site, tmp_path):
    site = make_site({"content/posts/jar.md": post(body=BODY)})
    (tmp_path / "secret.toml").write_text(toml(gone=entry(archived=COPY)))
    (site.folder / "data").mkdir()
    (site.folder / "data/links.toml").symlink_to(tmp_path / "secret.toml")

    assert "symbolic-link" in {problem.code for problem in site.build(dry=True).problems}


def test_a_build_that_cannot_read_the_file_leaves_the_site(make_site):
    site = make_site({"content/posts/jar.md": post(body=BODY)})
    site.build()
    before = page(site)
    site.write("data/links.toml", "[links\n")
    report = site.build()

    assert [(p.code, p.line) for p in report.problems if p.severity == "error"] == [("links-file", 1)]
    assert page(site) == before
