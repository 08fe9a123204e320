"""What others have reported of archives, series and lists of picked posts. Each is tried with a small site."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from tests.conftest import CONFIG, ORDINARY, post

FURTHER = (
    f"{ORDINARY}\nAnd then it was {{}} again, and we read them all, and wrote down what each of us would ask."
)


@pytest.fixture
def archive(make_site):
    """Stories at the ends of months, in a zone behind UTC: each with its title and its date."""
    site = make_site({})
    stories = {
        "a": "2026-01-31 23:59",
        "b": "2026-02-01",
        "c": "2026-02-01",
        "d": "2025-02-14",
        "e": "2026-01-01T05:59:59Z",
        "f": "2024-10-02",
        "g": "2024-03-09",
        "h": "2024-02-29 12:00",
        "later": "2026-12-24",
    }
    for name, date in stories.items():
        site.post(name, f"Story {name}", date, body=FURTHER.format(name))
    site.post("draft", "Story draft", "2023-01-01", body=FURTHER.format("draft"), draft="true")
    return site


def months(html):
    """The address of each month, and its number of stories."""
    return [
        (month, int(count))
        for month, count in re.findall(r'/archive/(\d{4}/\d\d)/"><b>.*?<span class="number">(\d+)', html)
    ]


def titles(html):
    return re.findall(r'<h3[^>]*><a href="[^"]*">Story (\w+)</a>', html)


def test_months_are_those_of_the_clock_of_the_site(archive):
    """zotonic/zotonic#2235, jekyll/jekyll#6033: a story of the first day, or of the last evening, is in the month before or after.

    blue-penguin#1: February of two years is one month. hexo-theme-geektutu#9, nikola#742: October comes before March, or the oldest first.
    nushackers-site#61, hugo: what is a draft or waits is counted.
    """
    archive.build()

    assert months(archive.output("archive/index.html")) == [
        ("2026/02", 2), ("2026/01", 1), ("2025/12", 1), ("2025/02", 1), ("2024/10", 1), ("2024/03", 1), ("2024/02", 1),
    ]  # fmt: skip
    assert titles(archive.output("archive/2026/01/index.html")) == ["a"]
    assert titles(archive.output("archive/2025/12/index.html")) == ["e"]
    assert not [path for path in archive.outputs() if path.startswith(("archive/2023", "archive/2026/12"))]


def test_stories_of_one_day_have_an_order_that_stays(archive, make_site):
    """plerd#2: two posts of one day change places with each build."""
    archive.build()
    first = titles(archive.output("archive/2026/02/index.html"))
    archive.post("b", "Story b", "2026-02-01", body=FURTHER.format("edited"))
    archive.build()
    clean = make_site(archive.sources(), bare=True)
    clean.build()

    assert sorted(first) == ["b", "c"]
    assert (
        titles(archive.output("archive/2026/02/index.html"))
        == titles(clean.output("archive/2026/02/index.html"))
        == first
    )


def test_a_new_year_begins_though_nobody_edits(archive):
    """hugo-theme-pure#73: as soon as there is a story of the new year, those of the old one are grouped in another way."""
    archive.build()
    before = archive.output("archive/2026/index.html")
    archive.build(now=datetime(2026, 12, 24, 6, tzinfo=UTC))

    after = archive.output("archive/index.html")
    assert months(after)[0] == ("2026/12", 1)
    assert archive.output("archive/2026/index.html") != before
    assert re.findall(r'<h2 id="eb-year-(\d+)">', after) == ["2026", "2025", "2024"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Tokyo", "Pacific/Honolulu"])
def test_a_story_of_today_is_there_when_the_day_begins_where_the_site_is(make_site, zone):
    """gohugoio/hugo#12940: a plain day is taken for one of UTC, so that a new story waits until noon."""
    site = make_site({"edblog.toml": CONFIG.replace("America/Chicago", zone)})
    site.post("old", "Old", "2026-01-02")
    site.post("new", "New", "2026-03-01", body=FURTHER.format("new"))
    report = site.build(now=datetime(2026, 2, 1, tzinfo=UTC))
    begins = report.until

    assert begins is not None
    site.build(now=begins - timedelta(seconds=1))
    assert "posts/new/index.html" not in site.outputs()
    site.build(now=begins)
    assert months(site.output("archive/index.html"))[0] == ("2026/03", 1)


def picked(html):
    return [
        unescape(title)
        for title in re.findall(r'<p class="sort">.*?<h3[^>]*><a [^>]*>(.*?)</a>', html, re.DOTALL)
    ]


LIST = "---\ntitle: Our series\n{}\n---\n"


@pytest.mark.parametrize("items", ["[c, a, b]", "[b, c, a]"])
def test_a_series_is_in_the_order_of_its_file(make_site, items):
    """Programs for series put them in the order of dates, and number them by it."""
    site = make_site({"content/lists/ours.md": LIST.format(f"items: {items}")})
    for day, name in enumerate("abc", 1):
        site.post(name, name, f"2026-01-0{day}", body=FURTHER.format(name))
    site.build()

    html = site.output("lists/ours/index.html")
    assert picked(html) == items.strip("[]").split(", ")
    assert re.findall(r'<span class="number" aria-hidden="true">(\d)</span>', html) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "item", ["../posts/jar.md", "jar.md", "content/posts/jar.md", "/posts/jar/", "The Jar"]
)
def test_a_path_or_a_title_is_no_id_and_the_message_has_the_id(make_site, item):
    """Writers of series name the file, the page or the title."""
    site = make_site(
        {"content/posts/jar.md": post(), "content/lists/ours.md": LIST.format(f"items: ['{item}']")}
    )

    [problem] = site.build().problems
    assert (problem.code, problem.help) == ("unknown-id", 'write the id: "jar"')


def test_an_address_without_a_title_says_how_to_give_it_one(make_site):
    site = make_site(
        {
            "content/posts/jar.md": post(),
            "content/lists/ours.md": LIST.format("items:\n- https://example.org/a"),
        }
    )

    problems = [(p.line, p.message, p.help) for p in site.build().problems]
    assert problems == [
        (
            4,
            "a page elsewhere needs a title",
            'write: {url: "https://example.org/a", title: What the page is called}',
        )
    ]


def test_a_list_of_a_day_to_come_waits_for_it(make_site):
    """A feed with an entry of tomorrow: readers hide it, or show it first for ever (reported of many feeds)."""
    files = {"content/posts/jar.md": post(), "content/lists/now.md": LIST.format("items: [jar]"),
             "content/lists/ours.md": LIST.format("items: [jar]\ndate: 2026-12-24")}  # fmt: skip
    site = make_site(files)
    report = site.build()

    assert report.until == datetime(2026, 12, 24, 6, tzinfo=UTC)
    assert [(p.code, p.path) for p in report.problems] == [("scheduled", "content/lists/ours.md")]
    assert not [path for path in site.outputs() if path.startswith("lists/ours")]
    site.build(now=report.until)
    assert picked(site.output("lists/ours/index.html")) == ["The jar"]
    assert "2026-12-24T00:00:00-06:00" in site.output("lists/atom.xml")
