"""A page of the district at an address that edblog makes is no error: its text stands above what is made there."""

from __future__ import annotations

import re

import pytest
from tests.conftest import CONFIG
from tests.every_kind import RECORDS, planned

from edblog.catalog.site import possible_indexes
from edblog.kinds import KINDS
from edblog.web.urls import output_of

MADE = sorted(possible_indexes(KINDS))
"""URL paths at which edblog makes a page."""
LATER = {
    f"content/posts/{name}.md": RECORDS["content/posts/one.md"]
    .replace("A story", f"Story {name}")
    .replace("begin, 1", f"begin, {part}")
    for part, name in enumerate(("two", "three"), 2)
}


def called(url: str) -> str:
    return url.rstrip("/") or "home"


def source(url: str) -> str:
    """The file of a text that stands above what is made at an address."""
    return f"content/pages/{called(url)}.md"


def above(url: str, body: str = "Words above.", **fields: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": f"Our {called(url)}", **fields}.items())
    return f"---\n{lines}---\n{body}\n"


@pytest.fixture
def site(make_site):
    """A site with a record of each kind, and lists of several pages."""
    config = f'page_size = 1\n{CONFIG}\n[impact]\npage = true\n[search]\nenabled = true\n[digests]\nevery = ["month"]\n'
    return make_site({"edblog.toml": config, **RECORDS, **LATER}, bare=True)


def test_these_are_the_addresses_that_edblog_makes(site):
    found = planned(site)[0]

    # The wall of a board is at the address of a record, where no text of the district can be.
    at_records = tuple(found.urls.values())
    assert {url for url in found.indexes if not url.startswith(at_records)} == {*MADE}


@pytest.mark.parametrize("urls", [MADE[start::8] for start in range(8)], ids=" ".join)
def test_a_text_stands_above_what_is_made_at_its_address(site, urls):
    """A few at a time, because a menu has an end."""
    site.build()
    without = site.outputs()
    names = [source(url).removeprefix("content/") for url in urls]
    for url in urls:
        site.write(source(url), above(url, f"Words above {url}.\n\n## Part\n\nMore.", menu="header"))
    text = "\n\n".join(f"[one](../{name}) [two](../{name}#part)" for name in names)
    site.write("content/pages/links.md", above("links", text))

    assert site.build(strict=True).problems == ()
    for url in urls:
        _stands_above(site, url, without[output_of(url)].decode())


def _stands_above(site, url, without):
    page = site.output(output_of(url))
    words = f"<p>Words above {url}.</p>".encode()
    assert [path for path, data in site.outputs().items() if path.endswith(".html") and words in data] == [
        output_of(url)
    ]
    assert re.findall("<h1[^>]*>(.*?)</h1>", page) == [f"Our {called(url)}"]
    # What was made is still there.
    assert links(without) <= links(page)
    assert site.output("sitemap.xml").count(f"<loc>https://district.example/stories/{url}</loc>") == 1
    for path in (output_of(url), "posts/one/index.html"):
        assert menu(site, path).count(f'<a href="/stories/{url}"') == 1
    entry = f'<a href="/stories/{url}" aria-current="page">Our {called(url)}</a>'
    assert entry in menu(site, output_of(url))
    both = f'<a href="/stories/{url}">one</a> <a href="/stories/{url}#part">two</a>'
    assert both in site.output("links/index.html")


def links(page):
    return set(re.findall('<a [^>]*href="([^"]*)"', page[page.index("<main") : page.index("</main>")]))


def menu(site, path):
    page = site.output(path)
    return page[page.index('<ul class="menu">') : page.index("</nav>")]


def test_a_text_above_that_is_not_in_the_menu_leaves_the_menu_as_it_is(site):
    site.build()
    before = menu(site, "posts/one/index.html")
    for url in MADE:
        site.write(source(url), above(url))
    site.build()

    assert menu(site, "posts/one/index.html") == before


def test_pages_below_belong_to_the_entry_that_a_text_above_has_in_the_menu(site):
    site.write("content/pages/topics.md", above("topics/", menu="header"))
    site.write("edblog.toml", f'{CONFIG}\n[menu]\norder = ["topics"]\n')

    assert site.build(strict=True).problems == ()
    [first] = re.findall("<li>(.*)</li>", menu(site, "topics/maths/index.html"))[:1]
    assert first == '<a href="/stories/topics/" aria-current="true">Our topics</a>'


def test_settings_know_the_entry_of_a_page_by_one_name(site):
    site.write("content/pages/posts.md", above("posts/", menu="header"))
    site.write("edblog.toml", f'{CONFIG}\n[menu]\nhide = ["stories", "posts"]\n')

    [problem] = site.build().problems

    assert (problem.code, problem.message) == ("unknown-menu-entry", 'the menu has no entry "posts"')


def test_a_text_above_in_another_language_is_marked(site):
    for url in MADE:
        site.write(source(url), above(url, lang="es"))
    site.build()

    for url in MADE:
        main = site.output(output_of(url)).partition("<main")[2]
        marked = re.sub(r'<(\w+)[^>]* lang="es" dir="ltr">.*?</\1>', "", main, flags=re.DOTALL)
        assert "<p>Words above.</p>" in main
        assert "<p>Words above.</p>" not in marked
        assert "<h1" not in marked


def test_after_each_change_of_a_text_above_the_site_is_what_a_clean_build_makes(site, make_site):
    site.build()
    story = RECORDS["content/posts/one.md"]
    changes = [
        {source(url): above(url, menu="header") for url in MADE},
        {source(url): above(url, "Other words.", menu="header") for url in MADE},
        {source(url): above(url, "Other words.", title="Another title") for url in MADE},
        # The everyday edits of a story, below texts.
        {"content/posts/three.md": f"{story.replace('begin, 1', 'begin, 3')}\nMore.\n"},
        {"content/posts/four.md": story.replace("A story", "Four").replace("begin, 1", "begin, 4")},
        {source(url): None for url in MADE},
    ]
    for change in changes:
        # One of them alone, and the others together.
        for number, (path, text) in enumerate(change.items()):
            site.delete(path) if text is None else site.write(path, text)
            if number in (0, len(change) - 1):
                assert site.build().problems == ()
        clean = make_site(site.sources(), bare=True)
        clean.build()
        assert site.outputs() == clean.outputs()
