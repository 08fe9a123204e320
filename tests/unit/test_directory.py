"""The directory of people: by school, subject and grade, with only those who want to be there."""

from __future__ import annotations

import re

import pytest
from tests.conftest import CONFIG


def person(name: str, **fields: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\nname: {name}\n{lines}---\nAbout {name}.\n"


def story(author: str, title: str = "A story") -> str:
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: {author}\n---\nWords.\n"


PEOPLE = {
    "content/authors/rosa.md": person(
        "Rosa Okafor", school="Maple Street", subjects="[science, Mathematics]", grades="[k, 4]"
    ),
    "content/authors/kofi.md": person(
        "Kofi Mbeki", school="maple street", subjects="[mathematics]", open_to="[questions, observation]"
    ),
    "content/authors/ines.md": person("Ines Villa", school="Maple Street", subjects="[mathematics]"),
    "content/authors/new.md": person("New Here", school="Harbor View", grades="8"),
    "content/authors/asked.md": person("Asked To Be Listed", school="Harbor View", listed="yes"),
    "content/authors/hidden.md": person("Prefers Not", school="Maple Street", subjects="[art]", listed="no"),
    "content/posts/one.md": story("rosa", "One"),
    "content/posts/two.md": story("kofi", "Two"),
    "content/posts/three.md": story("ines", "Three"),
    "content/posts/hidden.md": story("hidden", "By somebody"),
}


@pytest.fixture
def site(make_site):
    site = make_site({"edblog.toml": CONFIG, **PEOPLE})
    assert site.build(strict=True).problems == ()
    return site


def names(page: str) -> list[str]:
    """The names on the cards of people."""
    return re.findall(r'<h3 class="card-title"><a href="/stories/authors/[^"]*">([^<]*)</a></h3>', page)


def picks(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]*)"[^>]*>([^<]*) <span>\d', page)


def test_people_are_by_school_each_school_under_its_most_common_spelling(site):
    page = site.output("authors/index.html")

    assert names(page) == ["Asked To Be Listed", "Ines Villa", "Kofi Mbeki", "Rosa Okafor"]
    assert re.findall(r'<h2 id="eb-school-\d"><a href="([^"]*)">([^<]*)</a>', page) == [
        ("/stories/schools/harbor-view/", "Harbor View"),
        ("/stories/schools/maple-street/", "Maple Street"),
    ]
    assert '<p class="count">3 educators, 3 stories</p>' in page


def test_each_school_subject_and_grade_has_a_page_and_only_those_with_somebody(site):
    page = site.output("authors/index.html")

    assert picks(page) == [
        ("/stories/schools/harbor-view/", "Harbor View"),
        ("/stories/schools/maple-street/", "Maple Street"),
        ("/stories/authors/subject/mathematics/", "mathematics"),
        ("/stories/authors/subject/science/", "science"),
        ("/stories/authors/grade/k/", "K"),
        ("/stories/authors/grade/4/", "4"),
    ]
    made = [path for path in site.outputs() if path.startswith(("authors/subject/", "authors/grade/"))]
    assert sorted(made) == [
        "authors/grade/4/index.html",
        "authors/grade/k/index.html",
        "authors/subject/mathematics/index.html",
        "authors/subject/science/index.html",
    ]
    kindergarten = site.output("authors/grade/k/index.html")
    assert "<h1>Kindergarten</h1>" in kindergarten
    assert names(kindergarten) == ["Rosa Okafor"]
    assert 'href="/stories/authors/grade/k/" aria-current="page"' in kindergarten
    assert "<script src" not in kindergarten
    assert names(site.output("authors/subject/mathematics/index.html")) == [
        "Ines Villa", "Kofi Mbeki", "Rosa Okafor",
    ]  # fmt: skip


def test_a_school_has_its_people_their_stories_and_a_feed(site):
    page = site.output("schools/maple-street/index.html")

    assert names(page) == ["Ines Villa", "Kofi Mbeki", "Rosa Okafor"]
    feed = site.output("schools/maple-street/rss.xml")
    assert sorted(re.findall(r"<item>\s*<title>([^<]*)</title>", feed)) == ["One", "Three", "Two"]
    assert "schools/maple-street/rss.xml" in site.output("follow/index.html")
    assert "Open to visits, questions" in page


def test_somebody_who_is_not_listed_is_on_no_list_and_has_a_page_for_their_stories(site):
    everywhere = {
        path: text.decode()
        for path, text in site.outputs().items()
        if path.endswith((".html", ".xml", ".opml", ".json"))
    }
    own = ("authors/hidden/", "posts/hidden/")
    about_stories = ("index.html", "posts/index.html", "404.html", "rss.xml", "atom.xml", "feed.json")
    about_stories += ("archive/2026/01/index.html",)
    naming = [path for path, text in everywhere.items() if "Prefers Not" in text and not path.startswith(own)]

    # Elsewhere the name stands only in bylines.
    assert {path for path in naming if path not in about_stories} <= {
        f"posts/{name}/index.html" for name in ("one", "two", "three")
    }
    assert '<meta name="robots" content="noindex">' in everywhere["authors/hidden/index.html"]
    assert '<meta name="robots" content="noindex">' not in everywhere["authors/rosa/index.html"]
    assert "authors/hidden/" not in everywhere["sitemap.xml"] + everywhere["feeds.opml"]
    assert "authors/hidden/" not in everywhere["authors/educators.opml"] + everywhere["follow/index.html"]
    assert "/stories/authors/subject/art/" not in everywhere["authors/hidden/index.html"]


def test_all_feeds_of_people_are_in_one_file(site):
    found = re.findall(r'text="([^"]*)"[^>]*xmlUrl="([^"]*)"', site.output("authors/educators.opml"))

    assert [name for name, _ in found] == ["Asked To Be Listed", "Ines Villa", "Kofi Mbeki", "Rosa Okafor"]
    assert found[1][1].endswith("/stories/authors/ines/rss.xml")


def test_of_more_than_eight_schools_the_largest_are_offered_and_a_list_has_all(make_site):
    people = {
        f"content/authors/p{number}.md": person(f"P {number}", school=f"School {number % 10}", listed="yes")
        for number in range(18)
    }
    site = make_site({"edblog.toml": CONFIG, **people})
    site.build(strict=True)
    page, schools = site.output("authors/index.html"), site.output("schools/index.html")

    assert [title for _, title in picks(page)] == [f"School {number}" for number in range(8)]
    assert '<a class="more" href="/stories/schools/">All schools</a>' in page
    assert len(re.findall(r'<a href="/stories/schools/school-\d/">', schools)) == 10


def test_an_author_page_leads_to_its_school_subjects_and_grades(site):
    page = site.output("authors/rosa/index.html")

    assert '<a href="/stories/schools/maple-street/">Maple Street</a>' in page
    assert '<a class="chip topic" href="/stories/authors/grade/4/">Grade 4</a>' in page
    assert '"knowsAbout":["science","Mathematics"]' in page


def test_a_person_whose_id_is_grade_has_a_page_beside_those_of_grades(make_site):
    site = make_site(
        {"edblog.toml": CONFIG, "content/authors/grade.md": person("Grade", grades="3", listed="yes")}
    )

    assert site.build(strict=True).problems == ()
    assert '<h1 class="p-name">Grade</h1>' in site.output("authors/grade/index.html")
    assert names(site.output("authors/grade/3/index.html")) == ["Grade"]


def test_a_page_of_the_district_stands_above_the_list_of_schools(make_site):
    site = make_site(
        {
            "edblog.toml": CONFIG,
            **PEOPLE,
            "content/pages/schools.md": "---\ntitle: Our schools\n---\nThree of them.\n",
        }
    )

    assert site.build(strict=True).problems == ()
    page = site.output("schools/index.html")
    assert page.index("Three of them.") < page.index("Harbor View")


def test_an_edit_of_a_story_changes_the_page_of_the_school(site, make_site):
    site.write("content/posts/one.md", story("rosa", "Another title"))
    report = site.build()

    assert "schools/maple-street/index.html" in report.written
    assert "Another title" in site.output("schools/maple-street/index.html")
    fresh = make_site(site.sources(), bare=True)
    fresh.build()
    assert site.outputs() == fresh.outputs()


def test_numbers_in_names_are_in_their_order_and_dots_make_no_other_school(make_site):
    schools = ("P.S. 10", "PS 2", "P.S. 2", "P.S.2", "PS 10", "St. Ann")
    people = {
        f"content/authors/p{number}.md": person(f"P {number}", school=school, listed="yes")
        for number, school in enumerate(schools)
    }
    site = make_site({"edblog.toml": CONFIG, **people})

    assert site.build(strict=True).problems == ()
    assert picks(site.output("authors/index.html")) == [
        ("/stories/schools/ps-2/", "P.S. 2"),
        ("/stories/schools/ps-10/", "P.S. 10"),
        ("/stories/schools/st-ann/", "St. Ann"),
    ]
