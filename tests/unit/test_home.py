"""The home page: the welcome that a district writes, and the stories that its reviewers pin."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.conftest import CONFIG, post

WELCOME = "---\ntitle: Welcome & hello\n---\nSee [the jar](../posts/jar.md).\n"


def titles(site, path="index.html"):
    """The stories of a page, in order."""
    return re.findall(r"<h[23][^>]*><a [^>]*>([^<]+)</a></h[23]>", site.output(path))


def stories(count, **fields):
    """Stories called 1 to `count`, each a day newer than the one before; `fields` by the number of the story."""
    return {
        f"content/posts/s{n}.md": post(str(n), f"2026-01-{n:02}", **fields.get(f"s{n}", {}))
        for n in range(1, count + 1)
    }


PINNED = {"pinned": "yes"}


def test_a_welcome_stands_above_the_stories(make_site):
    site = make_site({"content/pages/home.md": WELCOME, "content/posts/jar.md": post()})

    report = site.build()
    page = site.output("index.html")

    assert report.problems == ()
    assert "<h1>Welcome &amp; hello</h1>" in page
    assert '<a href="/stories/posts/jar/">the jar</a>' in page
    assert page.index("<h1>") < page.index("The jar</a></h2>")
    assert page.count("<h1") == 1
    assert "<title>Stories</title>" in page


def test_the_former_address_of_a_welcome_leads_to_the_home_page(make_site):
    files = {
        "content/pages/home.md": WELCOME,
        "content/posts/jar.md": post(body="[Home](../pages/home.md) [H](/home/)"),
    }
    site = make_site(files)

    assert site.build().problems == ()
    assert 'content="0; url=/stories/"' in site.output("home/index.html")
    assert '<a href="/stories/">Home</a> <a href="/stories/">H</a>' in site.output("posts/jar/index.html")
    assert site.output("sitemap.xml").count("<loc>https://district.example/stories/</loc>") == 1
    assert "/home/" not in site.output("sitemap.xml")


def test_without_a_welcome_the_title_of_the_site_is_the_heading(make_site):
    site = make_site({"content/posts/jar.md": post()})
    site.build()

    assert '<h1 class="unseen">Stories</h1>' in site.output("index.html")
    assert not (site.folder / "site/home").exists()


def test_a_welcome_in_the_menu_is_an_entry_for_the_home_page(make_site):
    site = make_site(
        {
            "content/pages/home.md": WELCOME.replace("---\nSee", "menu: header\n---\nSee"),
            "content/posts/jar.md": post(),
        }
    )
    site.build()

    page = site.output("index.html")
    menu = page[page.index('<ul class="menu">') : page.index("</nav>")]
    assert '<li><a href="/stories/" aria-current="page">Welcome &amp; hello</a></li>' in menu
    assert menu.count("aria-current") == 1


def test_a_welcome_in_another_language_is_marked(make_site):
    site = make_site({"content/pages/home.md": "---\ntitle: Bienvenida\nlang: es\n---\nHola.\n"})
    site.build()

    assert '<div class="welcome" lang="es" dir="ltr">\n<h1>Bienvenida</h1>' in site.output("index.html")


def test_pinned_stories_come_first_on_the_home_page_and_nowhere_else(make_site):
    site = make_site(stories(9, s2=PINNED, s4=PINNED))
    site.build()

    assert titles(site) == ["4", "2", "9", "8", "7", "6", "5"]
    assert titles(site, "posts/index.html") == list("987654321")
    assert re.findall(r"<title>(\d)</title>", site.output("rss.xml")) == list("987654321")
    assert titles(site, "404.html") == list("987")


def test_pinned_stories_are_marked(make_site):
    site = make_site(stories(4, s1=PINNED, s2=PINNED))
    site.build()
    page = site.output("index.html")
    cards = re.findall(r'<article class="card.*?</article>', page, re.DOTALL)

    assert '<p class="kicker">Pinned</p>' in page
    assert ["Pinned" in card for card in cards] == [True, False, False]
    assert "Pinned" not in site.output("posts/index.html")


def test_three_stories_can_be_pinned_and_a_fourth_is_told(make_site):
    site = make_site(stories(6, s1=PINNED, s2=PINNED, s3=PINNED, s4=PINNED))

    report = site.build()

    assert titles(site) == ["4", "3", "2", "6", "5", "1"]
    assert [(p.severity, p.path, p.line, p.code) for p in report.problems] == [
        ("warning", "content/posts/s1.md", 5, "too-many-pinned")
    ]


def test_a_pinned_draft_and_one_of_the_future_take_no_room(make_site):
    site = make_site(stories(3, s1={"pinned": "yes", "draft": "true"}, s2=PINNED))
    site.post("later", "later", "2027-01-01", pinned="yes")
    site.build()

    assert titles(site) == ["2", "3"]


def test_dates_of_the_year_of_the_newest_story_go_without_it(make_site):
    site = make_site({**stories(2), "content/posts/old.md": post("old", "2024-05-06", pinned="yes")})
    site.build()

    assert re.findall(r"<time[^>]*>([^<]+)</time>", site.output("index.html")) == [
        "May 6, 2024",
        "Jan 2",
        "Jan 1",
    ]


@pytest.mark.parametrize("number", [1, 3, 8, 9])
def test_an_edit_of_a_story_on_the_home_page_is_seen_there(make_site, number):
    """The quick way of an everyday edit knows the pinned ones."""
    site = make_site(stories(9, s1=PINNED, s3=PINNED))
    site.build()
    fields = PINNED if number in (1, 3) else {}
    site.write(f"content/posts/s{number}.md", post("other", f"2026-01-{number:02}", **fields))
    report = site.build()
    quick = site.outputs()
    site.forget()
    site.build()

    assert "index.html" in report.written
    assert quick == site.outputs()


@pytest.mark.parametrize("change", ["pin", "unpin", "new", "new pinned"])
def test_pins_that_change_are_seen(make_site, change):
    site = make_site(stories(9, s1=PINNED))
    site.build()
    match change:
        case "pin":
            site.write("content/posts/s2.md", post("2", "2026-01-02", pinned="yes"))
        case "unpin":
            site.write("content/posts/s1.md", post("1", "2026-01-01"))
        case _:
            site.post("ten", "10", "2026-01-10", **(PINNED if "pinned" in change else {}))
    site.build()
    quick = site.outputs()
    site.forget()
    site.build()

    assert quick == site.outputs()
    assert titles(site)[:3] == {
        "pin": ["2", "1", "9"], "unpin": ["9", "8", "7"], "new": ["1", "10", "9"], "new pinned": ["10", "1", "9"],
    }[change]  # fmt: skip


def test_the_first_story_of_a_site_changes_every_menu(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    site.build(now=datetime(2026, 1, 1, tzinfo=UTC))
    site.write("content/posts/jar.md", post())
    site.build()
    quick = site.outputs()
    site.forget()
    site.build()

    assert quick == site.outputs()
    assert ">Stories</a></li>" in site.output("about/index.html")
