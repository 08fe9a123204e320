"""Grades: how people write them, and the pages and feeds that stories of a grade have."""

from __future__ import annotations

import re

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG, post

from edblog.kinds.stories.grades import IDS, grades_of, several

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Pre-K", "prek"),
        ("PK", "prek"),
        ("pre k", "prek"),
        ("Kindergarten", "k"),
        ("K", "k"),
        ("3", "3"),
        ("Grade 3", "3"),
        ("3rd grade", "3"),
        ("12th", "12"),
        ("adult", "adult"),
        ("K-2", "k 1 2"),
        ("Pre-K - 1", "prek k 1"),
        ("PK–K", "prek k"),
        ("grades 3 to 5", "3 4 5"),
        ("9 through 12", "9 10 11 12"),
        ("13", ""),
        ("0", ""),
        ("5-3", ""),
        ("3-", ""),
        ("middle school", ""),
        ("3-5-7", ""),
        ("", ""),
    ],
)
def test_what_people_write(text, ids):
    assert grades_of(text) == tuple(ids.split())


@settings(derandomize=True)
@given(
    st.integers(0, len(IDS) - 1),
    st.integers(0, len(IDS) - 1),
    st.sampled_from(DASHES),
    st.sampled_from(["", " "]),
)
def test_any_dash_makes_a_range(first, last, dash, space):
    wanted = IDS[first : last + 1]

    assert grades_of(f"{IDS[first]}{space}{dash}{space}{IDS[last]}") == wanted


def graded(make_site):
    return make_site(
        {
            "edblog.toml": CONFIG,
            "content/posts/jar.md": post("The jar", grades="[K-2]"),
            "content/posts/graph.md": post("A graph", "2026-01-03", grades='["5", Pre-K]'),
            "content/posts/none.md": post("No grade", "2026-01-04"),
        }
    )


def test_each_grade_has_a_page_and_a_feed(make_site):
    site = graded(make_site)
    report = site.build()

    assert report.problems == ()
    for key, title, stories in (("prek", "Pre-K", ["A graph"]), ("1", "Grade 1", ["The jar"])):
        page = site.output(f"grades/{key}/index.html")
        assert f"<h1>{title}</h1>" in page
        assert re.findall(r'class="card-title"><a href="[^"]*">([^<]+)', page) == stories
        feed = feedparser.parse(site.output(f"grades/{key}/rss.xml"))
        assert [entry.title for entry in feed.entries] == stories
    assert sorted(path for path in site.outputs() if re.fullmatch(r"grades/\w+/index.html", path)) == sorted(
        f"grades/{key}/index.html" for key in ("prek", "k", "1", "2", "5")
    )


def test_the_grades_are_in_order_and_in_the_language_of_the_site(make_site):
    site = graded(make_site)
    site.write(
        "edblog.toml",
        CONFIG.replace('language = "en"', 'language = "es"')
        + ("" if 'language = "en"' in CONFIG else 'language = "es"\n'),
    )
    site.build()
    listed = re.findall(
        r'<li><a href="[^"]*grades/[^"]*">([^<]+)</a> <span>', site.output("grades/index.html")
    )

    assert listed == ["Prekínder", "Kínder", "1.er grado", "2.º grado", "5.º grado"]


def test_stories_and_their_list_lead_to_grades(make_site):
    site = graded(make_site)
    site.build()

    assert (
        '<li><a class="chip plain p-category" href="/stories/grades/k/">Kindergarten</a></li>'
        in site.output("posts/jar/index.html")
    )
    assert '"educationalLevel":["Kindergarten","Grade 1","Grade 2"]' in site.output("posts/jar/index.html")
    assert '<li><a class="chip topic" href="/stories/grades/5/">Grade 5</a></li>' in site.output(
        "posts/index.html"
    )
    assert [tag.term for tag in feedparser.parse(site.output("rss.xml")).entries[1].tags] == [
        "Pre-K",
        "Grade 5",
    ]
    assert "<loc>https://district.example/stories/grades/5/</loc>" in site.output("sitemap.xml")
    assert "Grade 5" in site.output("follow/index.html")


def test_a_site_without_grades_has_nothing_of_them(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": post()})
    site.build()

    assert [
        path for path, data in site.outputs().items() if b"grades/" in data or path.startswith("grades/")
    ] == []


def test_a_grade_that_goes_takes_its_pages_with_it(make_site):
    site = graded(make_site)
    site.build()
    site.write("content/posts/jar.md", post("The jar", grades="[1]"))
    report = site.build()
    after = site.outputs()
    site.forget()
    site.build()

    assert {path.split("/")[1] for path in report.removed} == {"k", "2"}
    assert site.outputs() == after


def test_anything_else_is_an_error(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": post(grades="[middle school]")})

    (problem,) = [problem for problem in site.build().problems if problem.severity == "error"]

    assert (problem.code, problem.message) == ("wrong-value", '"middle school" is not a grade')
    assert problem.help == f"write one of these, or a range such as 3-5: {', '.join(IDS)}"
    assert (problem.line, problem.column) == (5, 10)


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("3, 4, 5", "3 4 5"),
        ("3, 4 and 5", "3 4 5"),
        ("3, 4, and 5", "3 4 5"),
        ("Pre-K & K", "prek k"),
        ("K-2; 5", "k-2 5"),
        ("Grades 3/4", "3 4"),
        ("3rd,4th,", "3 4"),
        ("4", ""),
        ("3-5", ""),
        ("3, middle school", ""),
        (",", ""),
    ],
)
def test_several_grades_in_one_text(text, grades):
    assert several(text) == tuple(grades.split())


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("3, 4, 5", "grades: [3, 4, 5]"),
        ('"3, 4 and 5"', "grades: [3, 4, 5]"),
        ("[K-2, '4, 5', third]", "grades: [k-2, 4, 5]"),
    ],
)
def test_several_grades_in_one_text_are_an_error_with_the_line_to_write(make_site, written, line):
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": post(grades=written)})

    problem = next(problem for problem in site.build().problems if problem.code == "wrong-type")

    assert (problem.message, problem.help) == ("put several grades in brackets, as a list", f"write: {line}")
    site.write("content/posts/jar.md", post(grades=line.removeprefix("grades: ")))
    assert site.build().problems == ()
