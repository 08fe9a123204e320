"""Every problem says where it is: a path in the site, a line and a column, for editors and code hosts to open."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from edblog.problems import EdblogError, Problem, in_order
from edblog.problems.formats import as_text

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.md"))
PLACE = re.compile(r"^(?:error|warning|notice) (?P<path>.+?):(?P<line>\d+):(?P<column>\d+)  ", re.MULTILINE)


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_every_answer_names_a_place_in_the_site(path):
    answer = path.read_text(encoding="utf-8").partition("=== edblog check\n")[2]
    places = list(PLACE.finditer(answer))

    assert len(places) == len(re.findall(r"^(?:error|warning|notice) ", answer, re.MULTILINE)) > 0
    for place in places:
        assert not PurePosixPath(place["path"]).is_absolute()
        assert not PureWindowsPath(place["path"]).is_absolute()
        assert ".." not in PurePosixPath(place["path"]).parts
        assert int(place["line"]) >= 1
        assert int(place["column"]) >= 1


def test_a_file_in_the_way_of_a_page_is_named_with_its_path_in_the_site(make_site):
    site = make_site({"site/index.html": "by hand"})

    with pytest.raises(EdblogError) as caught:
        site.build()

    assert [(p.code, p.path, p.line, p.column) for p in caught.value.problems] == [
        ("output-conflict", "site/index.html", 1, 1)
    ]


def test_a_problem_without_a_place_leaves_with_the_first_of_its_file():
    nowhere, line = Problem("a.md", "error", "x", "no"), Problem("a.md", "error", "y", "no", line=3)

    assert [(p.line, p.column) for p in in_order([line, nowhere])] == [(1, 1), (3, 1)]
    assert [(p.line, p.column) for p in EdblogError([nowhere, line]).problems] == [(1, 1), (3, 1)]


def test_the_words_around_a_far_column_are_shown(make_site):
    body = "It filled up. " * 60 + "See [the others](nowhere.md) and go on. " + "It filled up. " * 60
    site = make_site(
        {"content/posts/jar.md": f"---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\n{body}\n"}
    )
    [problem] = site.build().problems

    assert problem.column == body.index("nowhere") + 1
    assert "See [the others](nowhere.md) and go on." in as_text([problem]).splitlines()[1]
