"""What an edit costs: exactly the files that show what was edited are made again, and no other.

Eight stories, three to a page; the newest is `h`. Pages are numbered from the oldest, so `posts/` shows
h to d and `posts/page/1/` shows c, b and a. Feeds hold the three newest stories.
"""

from __future__ import annotations

from typing import Any

import pytest

from edblog.outputs import render
from edblog.pipeline.jobs import DrawJob

CONFIG = """\
title = "Stories"
base_url = "https://district.example/"
page_size = 3
theme = "own"

[feeds]
formats = ["atom"]
size = 3
"""
TALK = "---\nname: {name}\nissuer: NEA\n---\nTalk.\n"
PERSON = "---\nname: {name}\nrole: {role}\n---\n"
WALL = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="9"/>'
EVERY_PAGE = """
    404.html
    about/index.html
    archive/2026/01/index.html
    archive/2026/index.html
    archive/index.html
    authors/index.html
    authors/li/index.html
    authors/li/page/1/index.html
    authors/rosa/index.html
    credentials/index.html
    credentials/talk/index.html
    follow/index.html
    index.html
    old/a/index.html
    posts/a/index.html
    posts/b/index.html
    posts/c/index.html
    posts/d/index.html
    posts/e/index.html
    posts/f/index.html
    posts/g/index.html
    posts/h/index.html
    posts/index.html
    posts/page/1/index.html
    topics/index.html
    topics/maths/index.html
    write/index.html
"""
EVERY_CARD = " ".join(["credentials/talk/card.png", *(f"posts/{name}/card.png" for name in "abcdefgh")])
EVERY_FEED = """
    atom.xml
    authors/li/atom.xml
    authors/rosa/atom.xml
    credentials/talk/atom.xml
    topics/maths/atom.xml
"""
EVERY_LIST = """
    _headers
    authors/educators.opml
    feeds.opml
    robots.txt
    sitemap.xml
"""


@pytest.fixture
def site(quick: None, make_site: Any) -> Any:
    """By Li a to f, by Rosa g and h; about Talk a, d and e; about maths b and h; a has an alias, f a picture."""
    site = make_site({"edblog.toml": CONFIG, "content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    site.write("content/authors/rosa.md", PERSON.format(name="Rosa Okafor", role="Teacher"))
    site.write("content/authors/li.md", PERSON.format(name="Li Wei", role="Librarian"))
    site.write("content/credentials/talk.md", TALK.format(name="Productive Talk"))
    site.write("content/posts/wall.svg", WALL.format(width=10))
    site.write("themes/own/theme.toml", 'extends = "marigold"\nstylesheets = ["own.css"]\n')
    site.write("themes/own/static/own.css", "a { color: navy }\n")
    site.write(
        "themes/own/templates/topic.html",
        '{% extends "marigold/topic.html" %}{% block kind %}one{% endblock %}',
    )
    site.write("themes/own/templates/partials/pagination.html", "1")
    fields: dict[str, dict[str, str]] = {
        "a": {"credential": "talk", "aliases": "[/old/a/]"},
        "b": {"topics": "[maths]"},
        "d": {"credential": "talk"},
        "e": {"credential": "talk"},
        "f": {"image": "wall.svg", "image_alt": "A wall"},
        "g": {"author": "rosa"},
        "h": {"author": "rosa", "topics": "[maths]"},
    }
    for day, slug in enumerate("abcdefgh", 1):
        site.post(
            slug,
            f"Story {slug}",
            f"2026-01-0{day}",
            "First.\n\nSecond.",
            **{"author": "li", **fields.get(slug, {})},
        )
    assert site.build().problems == ()
    return site


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the outputs that a template or a writer was run for."""
    found: list[str] = []
    real = render.render

    def recording(output, html, renderer):
        found.append(output.path)
        return real(output, html, renderer)

    drawing = DrawJob._draw

    def drawn(job, output):
        found.append(output.path)
        return drawing(job, output)

    monkeypatch.setattr(render, "render", recording)
    monkeypatch.setattr(DrawJob, "_draw", drawn)
    # Another process would take down what it renders for itself.
    monkeypatch.setattr("edblog.pipeline.helpers.Helpers.render", lambda _, work, items: work(items))
    return found


def paths(text: str) -> list[str]:
    return sorted(text.split())


def made(site: Any, rendered: list[str]) -> list[str]:
    """What a build makes anew; nothing is rendered in vain."""
    written = sorted(site.build().written)
    assert written == sorted(rendered)
    return written


def test_nothing(site, rendered):
    report = site.build()

    assert (report.written, report.removed, rendered) == ((), (), [])


def test_the_text_of_an_old_story(site, rendered):
    site.post("b", "Story b", "2026-01-02", "First.\n\nAnother second.", author="li", topics="[maths]")

    assert made(site, rendered) == paths("""
        posts/b/index.html
        topics/maths/atom.xml
    """)


def test_the_text_of_the_newest_story(site, rendered):
    site.post("h", "Story h", "2026-01-08", "First.\n\nAnother second.", author="rosa", topics="[maths]")

    assert made(site, rendered) == paths("""
        atom.xml
        authors/rosa/atom.xml
        posts/h/index.html
        topics/maths/atom.xml
    """)


def test_the_text_of_a_story_in_no_feed(site, rendered):
    """Li has written three stories since."""
    site.post("c", "Story c", "2026-01-03", "First.\n\nAnother second.", author="li")

    assert made(site, rendered) == ["posts/c/index.html"]


def test_the_first_words_of_a_story_in_no_feed(site, rendered):
    """Lists show them; the neighbors in time show the title alone."""
    site.post("c", "Story c", "2026-01-03", "Another first.\n\nSecond.", author="li")

    assert made(site, rendered) == paths("""
        authors/li/page/1/index.html
        index.html
        posts/c/index.html
        posts/page/1/index.html
    """)


def test_the_moment_of_a_change(site, rendered):
    site.post("c", "Story c", "2026-01-03", "First.\n\nSecond.", author="li", updated="2026-02-01")

    assert made(site, rendered) == paths("""
        posts/c/index.html
        sitemap.xml
    """)


def test_a_story_between_others(site, rendered):
    """Between d and e, its neighbors; a recommends it, and the eight others of the archive are on three pages now."""
    site.post("dd", "Story dd", "2026-01-04 12:00", "First.\n\nSecond.", author="li", credential="talk")

    assert made(site, rendered) == paths("""
        archive/2026/01/index.html
        archive/2026/index.html
        archive/index.html
        authors/index.html
        authors/li/atom.xml
        authors/li/index.html
        credentials/index.html
        credentials/talk/atom.xml
        credentials/talk/index.html
        index.html
        posts/a/index.html
        posts/d/index.html
        posts/dd/card.png
        posts/dd/index.html
        posts/e/index.html
        posts/index.html
        posts/page/1/index.html
        posts/page/2/index.html
        sitemap.xml
    """)


def test_a_story_before_all_others(site, rendered):
    site.post("0", "Story 0", "2025-12-31", "First.\n\nSecond.", author="rosa")

    assert made(site, rendered) == paths("""
        archive/2025/12/index.html
        archive/2025/index.html
        archive/2026/01/index.html
        archive/2026/index.html
        archive/index.html
        authors/index.html
        authors/rosa/atom.xml
        authors/rosa/index.html
        posts/0/card.png
        posts/0/index.html
        posts/a/index.html
        posts/index.html
        posts/page/1/index.html
        posts/page/2/index.html
        sitemap.xml
    """)


def test_the_title_of_an_old_story(site, rendered):
    """Beside the lists that show it: its neighbors in time, and h, which recommends it as of the same topic."""
    site.post("b", "Story two", "2026-01-02", "First.\n\nSecond.", author="li", topics="[maths]")

    assert made(site, rendered) == paths("""
        archive/2026/01/index.html
        authors/li/page/1/index.html
        index.html
        posts/a/index.html
        posts/b/card.png
        posts/b/index.html
        posts/c/index.html
        posts/h/index.html
        posts/page/1/index.html
        topics/maths/atom.xml
        topics/maths/index.html
    """)


def test_a_new_story(site, rendered):
    """The ninth story fills a page, which gets a number; every third one does."""
    site.post("i", "Story i", "2026-01-09", author="rosa")

    assert made(site, rendered) == paths("""
        404.html
        archive/2026/01/index.html
        archive/2026/index.html
        archive/index.html
        atom.xml
        authors/index.html
        authors/rosa/atom.xml
        authors/rosa/index.html
        index.html
        posts/h/index.html
        posts/i/card.png
        posts/i/index.html
        posts/index.html
        posts/page/1/index.html
        posts/page/2/index.html
        sitemap.xml
    """)


def test_two_more_stories_leave_the_numbered_pages_as_they_are(site, rendered):
    site.post("i", "Story i", "2026-01-09", author="rosa")
    site.build()
    rendered.clear()
    site.post("j", "Story j", "2026-01-10", author="rosa")

    assert made(site, rendered) == paths("""
        404.html
        archive/2026/01/index.html
        archive/2026/index.html
        archive/index.html
        atom.xml
        authors/index.html
        authors/rosa/atom.xml
        authors/rosa/index.html
        index.html
        posts/i/index.html
        posts/index.html
        posts/j/card.png
        posts/j/index.html
        sitemap.xml
    """)


def test_a_story_is_deleted(site, rendered):
    """Its page and its alias go, and Li has too few stories for two pages; d and e recommended it."""
    site.delete("content/posts/a.md")
    before = site.outputs().keys()

    assert made(site, rendered) == paths("""
        archive/2026/01/index.html
        archive/2026/index.html
        archive/index.html
        authors/index.html
        authors/li/index.html
        credentials/index.html
        credentials/talk/atom.xml
        credentials/talk/index.html
        index.html
        posts/b/index.html
        posts/d/index.html
        posts/e/index.html
        posts/index.html
        posts/page/1/index.html
        sitemap.xml
    """)
    assert sorted(before - site.outputs().keys()) == [
        "authors/li/page/1/index.html",
        "old/a/index.html",
        "posts/a/card.png",
        "posts/a/index.html",
    ]


def test_the_name_of_a_credential(site, rendered):
    """Every list of a story that is about it, and every list of credentials and feeds."""
    site.write("content/credentials/talk.md", TALK.format(name="Good Talk"))

    assert made(site, rendered) == paths("""
        archive/2026/01/index.html
        authors/li/atom.xml
        authors/li/index.html
        authors/li/page/1/index.html
        credentials/index.html
        credentials/talk/atom.xml
        credentials/talk/card.png
        credentials/talk/index.html
        feeds.opml
        follow/index.html
        index.html
        posts/a/card.png
        posts/a/index.html
        posts/d/card.png
        posts/d/index.html
        posts/e/card.png
        posts/e/index.html
        posts/index.html
        posts/page/1/index.html
        write/index.html
    """)


def test_the_role_of_an_author(site, rendered):
    """A theme may show it in any byline, so every list with Rosa is made; where it is not shown, the file stays."""
    site.write("content/authors/rosa.md", PERSON.format(name="Rosa Okafor", role="Principal"))
    report = site.build()

    assert sorted(report.written) == paths("""
        authors/index.html
        authors/rosa/atom.xml
        authors/rosa/index.html
        posts/g/index.html
        posts/h/index.html
        write/index.html
    """)
    assert sorted(set(rendered) - set(report.written)) == paths("""
        404.html
        archive/2026/01/index.html
        index.html
        posts/b/index.html
        posts/index.html
        topics/maths/index.html
    """)


def test_a_picture(site, rendered):
    """Of the same size: the file alone. Of another size: what shows it, too, so that pages do not jump."""
    site.write("content/posts/wall.svg", WALL.format(width=10).replace("/>", "><g/></svg>"))
    report = site.build()

    assert (report.written, rendered) == (("media/posts/wall.svg",), [])

    site.write("content/posts/wall.svg", WALL.format(width=20))
    report = site.build()

    # Feeds name the picture, but not its size.
    assert sorted(report.written) == sorted(
        ["media/posts/wall.svg", *(path for path in rendered if not path.endswith(".xml"))]
    )
    assert sorted(rendered) == paths("""
        404.html
        atom.xml
        authors/li/atom.xml
        authors/li/index.html
        index.html
        posts/f/index.html
        posts/index.html
    """)


def test_a_block_of_one_template(site, rendered):
    site.write(
        "themes/own/templates/topic.html",
        '{% extends "marigold/topic.html" %}{% block kind %}two{% endblock %}',
    )

    assert made(site, rendered) == ["topics/maths/index.html"]


def test_a_partial_of_several_templates(site, rendered):
    site.write("themes/own/templates/partials/pagination.html", "2")
    report = site.build()

    # The pages that count the stories of years have a place for it, and are of one page.
    assert sorted(set(rendered) - set(report.written)) == ["archive/2026/index.html", "archive/index.html"]
    assert sorted(report.written) == paths("""
        archive/2026/01/index.html
        authors/li/index.html
        authors/li/page/1/index.html
        authors/rosa/index.html
        credentials/talk/index.html
        posts/index.html
        posts/page/1/index.html
        topics/maths/index.html
    """)


def test_a_stylesheet(site, rendered):
    """Its address names its content, so that no browser shows an old one: every page has the new address."""
    site.write("themes/own/static/own.css", "a { color: black }\n")
    report = site.build()

    assert sorted(rendered) == paths(EVERY_PAGE)
    assert sorted(report.written) == sorted(["assets/own.css", *rendered])


def test_a_translation(site, rendered):
    """A text can be in any template, so every page is made; the files whose bytes are the same are left alone."""
    site.write("themes/own/translations/en.toml", 'all_stories = "Everything"\n')
    report = site.build()

    assert sorted(rendered) == paths(EVERY_PAGE)
    assert sorted(report.written) == paths("""
        404.html
        index.html
        posts/index.html
        posts/page/1/index.html
    """)


def test_the_title_of_the_site(site, rendered):
    """The title is on every page and in every feed, and the address of the site has not changed."""
    site.write("edblog.toml", CONFIG.replace('"Stories"', '"Our stories"'))

    assert made(site, rendered) == paths(
        f"{EVERY_PAGE} {EVERY_FEED} {EVERY_CARD} authors/educators.opml feeds.opml"
    )


def test_everything(site, rendered):
    """The whole site, so that the tests above can be read against it."""
    report = site.build(clean=True)

    assert report.written == ()
    assert sorted(rendered) == paths(EVERY_PAGE + EVERY_FEED + EVERY_LIST + EVERY_CARD)
