"""The archive of stories by month, and columns."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from tests.conftest import CONFIG, post


@pytest.fixture
def site(make_site):
    """Stories of four months in two years. One of the sixteenth of January is, in Chicago, of the last evening of 2025."""
    site = make_site(
        {
            "content/authors/li.md": "---\nname: Li Wei\ncolumn: From the lab\n---\nLi mixes. Li waits. Li writes.\n"
        }
    )
    site.post("a", "First", "2025-03-01")
    site.post("b", "Second", "2026-01-01T03:00:00Z", author="li")
    site.post("c", "Third", "2026-01-05", author="li")
    site.post("d", "Fourth", "2026-02-07", author="li", lang="es")
    return site


def built(site, path):
    assert site.build(strict=True).problems == ()
    return site.output(path)


def lines(html):
    """The day, the address and the title of each line."""
    found = re.findall(
        r'<time [^>]*><span class="unseen">[^<]*</span><span aria-hidden="true">(\d+)</span></time>.*?<a href="([^"]*)">(.*?)</a>',
        html,
        re.DOTALL,
    )
    return [(int(day), url.removeprefix("/stories/posts/"), unescape(title)) for day, url, title in found]


def months(html):
    """The address of each month, and its number of stories."""
    found = re.findall(r'<a href="/stories/archive/(\d{4}/\d\d)/"><b>.*?<span class="number">(\d+)', html)
    return [(month, int(stories)) for month, stories in found]


def data(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_all_months_are_counted_the_latest_first_in_the_zone_of_the_site(site):
    html = built(site, "archive/index.html")

    assert months(html) == [("2026/02", 1), ("2026/01", 1), ("2025/12", 1), ("2025/03", 1)]
    assert re.findall(r'<h2 id="eb-year-(\d+)"><a href="([^"]*)">', html) == [
        ("2026", "/stories/archive/2026/"),
        ("2025", "/stories/archive/2025/"),
    ]
    assert "<h1>Archive</h1>" in html


def test_a_year_has_its_months_and_leads_to_its_neighbors(site):
    html = built(site, "archive/2025/index.html")

    assert months(html) == [("2025/12", 1), ("2025/03", 1)]
    assert re.findall(r'<a rel="next" href="([^"]*)">', html) == ["/stories/archive/2026/"]
    assert 'rel="prev"' not in html.partition("<main")[2]
    assert [item["name"] for item in data(html)["breadcrumb"]["itemListElement"]] == ["Archive", "2025"]


def test_a_month_has_a_line_for_each_story(site):
    html = built(site, "archive/2025/12/index.html")

    assert lines(html) == [(31, "b/", "Second")]
    assert "<h1>December 2025</h1>" in html
    main = html.partition("<main")[2]
    assert re.findall(r'rel="(\w+)" href="([^"]*)"', main) == [
        ("next", "/stories/archive/2026/01/"),
        ("prev", "/stories/archive/2025/03/"),
    ]
    assert [item["item"] for item in data(html)["breadcrumb"]["itemListElement"]] == [
        f"https://district.example/stories/archive/{path}" for path in ("", "2025/", "2025/12/")
    ]


def test_names_of_months_are_in_the_language_of_the_site(make_site):
    site = make_site({"edblog.toml": f'{CONFIG}language = "es"\n', "content/posts/a.md": post()})
    html = built(site, "archive/2026/01/index.html")

    assert "<title>Enero de 2026 · Stories</title>" in html


def test_the_archive_is_in_the_sitemap_and_on_the_page_of_all_stories_but_not_in_the_menu(site):
    sitemap = built(site, "sitemap.xml")
    found = re.findall(r"<loc>https://district.example/stories/(archive/[^<]*)</loc>", sitemap)

    assert found == [
        "archive/",
        "archive/2026/02/",
        "archive/2026/01/",
        "archive/2026/",
        "archive/2025/12/",
        "archive/2025/03/",
        "archive/2025/",
    ]
    assert 'href="/stories/archive/">By month</a>' in site.output("posts/index.html")
    assert "/archive/" not in site.output("index.html")


def test_the_settings_can_put_the_archive_into_the_menu(site):
    site.write("edblog.toml", f'{CONFIG}[menu]\norder = ["archive"]\nnames = {{ archive = "Months" }}\n')

    assert '<li><a href="/stories/archive/">Months</a></li>' in built(site, "index.html")


def test_a_site_without_stories_has_no_archive(make_site):
    site = make_site({})
    site.build()

    assert not [path for path in site.outputs() if path.startswith(("archive", "columns"))]


def test_a_page_of_the_district_stands_above_the_archive(site):
    site.write("content/pages/archive.md", "---\ntitle: All we ever wrote\n---\nSince the flood.\n")
    html = built(site, "archive/index.html")

    assert "<h1>All we ever wrote</h1>" in html
    assert "<p>Since the flood.</p>" in html
    assert len(months(html)) == 4


def test_files_of_the_district_take_the_place_of_pages_of_the_archive(site):
    site.write("static/archive/index.html", "<p>The old site</p>")
    site.write("static/archive/2025/12/index.html", "<p>Its December</p>")
    site.build()
    site.post("b", "Second, again", "2026-01-01T03:00:00Z", author="li")

    assert built(site, "archive/index.html") == "<p>The old site</p>"
    assert site.output("archive/2025/12/index.html") == "<p>Its December</p>"
    assert "<h1>March 2025</h1>" in site.output("archive/2025/03/index.html")


def test_an_edit_that_changes_no_card_touches_no_page_of_the_archive_and_a_new_title_only_its_month(site):
    site.build()
    before = site.outputs()
    site.post(
        "a",
        "First",
        "2025-03-01",
        body="Another text, which is long enough to be read by somebody.\n\nIt ends.",
    )
    site.build()
    text = site.outputs()
    site.post(
        "a",
        "First of all",
        "2025-03-01",
        body="Another text, which is long enough to be read by somebody.\n\nIt ends.",
    )
    site.build()
    title = site.outputs()

    def changed(old, new):
        return sorted(path for path in new if path.startswith("archive/") and old.get(path) != new[path])

    assert changed(before, text) == ["archive/2025/03/index.html"] * (
        before["archive/2025/03/index.html"] != text["archive/2025/03/index.html"]
    )
    assert changed(text, title) == ["archive/2025/03/index.html"]


def test_a_month_with_very_many_stories_has_numbered_pages(make_site, monkeypatch):
    monkeypatch.setattr("edblog.kinds.stories.archive.ROWS", 2)
    site = make_site({f"content/posts/{n}.md": post(f"Story {n}", f"2026-01-{n + 10}") for n in range(5)})
    html = built(site, "archive/2026/01/index.html")

    assert [title for _, _, title in lines(html)] == ["Story 4", "Story 3", "Story 2"]
    numbered = site.output("archive/2026/01/page/1/index.html")
    assert [title for _, _, title in lines(numbered)] == ["Story 1", "Story 0"]
    assert "5 stories" in html
    assert "5 stories" not in numbered


# Columns


def test_a_column_has_a_page_under_its_name_with_its_months_and_a_feed(site):
    html = built(site, "columns/from-the-lab/index.html")

    assert "<h1>From the lab</h1>" in html
    assert '<a href="/stories/authors/li/">Li Wei</a>' in html
    assert "Li mixes. Li waits." in html
    assert re.findall(r'<h3 class="month-head">(.*?)</h3>', html) == [
        "February 2026",
        "January 2026",
        "December 2025",
    ]
    assert lines(html) == [(7, "d/", "Fourth"), (5, "c/", "Third"), (31, "b/", "Second")]
    assert 'href="/stories/columns/from-the-lab/rss.xml"' in html
    assert "From the lab" in site.output("columns/from-the-lab/rss.xml")
    assert data(html)["@type"] == "Blog"
    assert [entry["name"] for entry in data(html)["blogPost"]] == ["Fourth", "Third", "Second"]


def test_columns_are_listed_linked_from_their_authors_and_offered_to_follow(site):
    html = built(site, "columns/index.html")

    assert re.findall(r'<h2 class="card-title"><a href="([^"]*)">(.*?)</a>', html) == [
        ("/stories/columns/from-the-lab/", "From the lab")
    ]
    assert '<a href="/stories/columns/from-the-lab/">From the lab</a>' in site.output("authors/li/index.html")
    assert "/columns/" not in site.output("authors/rosa/index.html")
    follow = site.output("follow/index.html")
    assert "One column</h2>" in follow
    assert 'href="/stories/columns/from-the-lab/rss.xml"' in follow


def test_two_people_can_share_a_column_and_somebody_without_stories_has_none_yet(site):
    site.write("content/authors/rosa.md", "---\nname: Rosa Okafor\ncolumn: From the lab\n---\nRosa asks.\n")
    site.write("content/authors/kim.md", "---\nname: Kim Sample\ncolumn: Soon\n---\nKim waits.\n")
    html = built(site, "columns/from-the-lab/index.html")

    assert [title for _, _, title in lines(html)] == ["Fourth", "Third", "Second", "First"]
    assert "columns/soon/index.html" not in site.outputs()
