"""Resources and boards: the walls, what narrows them, the pages of resources, feeds, and what is printed."""

from __future__ import annotations

import json
import re
from html import unescape
from io import BytesIO

import feedparser
import pikepdf
import pytest
from click.testing import CliRunner
from PIL import Image
from tests.pdfs.made import PLAIN

from edblog.cli.commands import main
from edblog.files.documents.pdf import pages_of
from edblog.kinds.resources import pages, walls
from edblog.kinds.resources.cards import _size
from edblog.kinds.resources.walls import bands_of, runs
from edblog.web.licenses import license_of
from edblog.web.qr import qr_file

TICKET = """\
---
title: Exit ticket
what: printable
file: ticket.pdf
added: 2026-01-05
summary: Three questions.
by: [rosa]
license: CC BY 4.0
boards: [drawer, talk]
credentials: [checks]
topics: [Maths, Talk]
grades: 3-5
image: ticket.png
image_alt: A ticket
---
Print it *twice*.
"""
FILES = {
    "content/credentials/checks.md": "---\nname: Checks\nissuer: NEA\n---\n",
    "content/boards/drawer.md": "---\ntitle: The drawer\nsummary: What we reach for.\n---\n",
    "content/boards/talk.md": "---\ntitle: Talk\n---\n",
    "content/resources/ticket.md": TICKET,
    "content/resources/ticket.pdf": PLAIN,
    "content/resources/draft.md": (
        "---\ntitle: A second draft\nwhat: article\nurl: https://www.example.org/draft\nadded: 2026-01-03\nmade_by: Sample Project\n"
        "license: CC-BY-SA-4.0\nboards: [drawer]\ntopics: [maths]\ngrades: k-2\n---\nRead it.\n"
    ),
    "content/resources/clock.md": (
        "---\ntitle: Seven seconds\nwhat: video\nurl: https://example.org/clock\nadded: 2026-01-04\nby: [rosa]\nboards: [drawer]\n---\n"
    ),
}


@pytest.fixture
def site(make_site):
    """Three resources on two boards and at one micro-credential."""
    data = BytesIO()
    Image.new("RGB", (400, 300), "gold").save(data, "PNG")
    return make_site({**FILES, "content/resources/ticket.png": data.getvalue()})


def built(site, path=None):
    report = site.build(strict=True)
    assert report.problems == ()
    return site.output(path) if path else report


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def titles(html):
    """The titles of the cards on a wall."""
    return re.findall(r'class="card-title"><a href="[^"]*">([^<]*)', html)


def picks(html):
    """What narrows a wall: the words and the number of each choice, by row."""
    return {
        text_of(name): [text_of(re.sub(r'<span class="unseen">.*?</span>', "", a)) for a in re.findall(r"<a .*?</a>", links, re.DOTALL)]
        for name, links in re.findall(r"<dt>(.*?)</dt>\s*<dd.*?>(.*?)</dd>", html.partition('class="wall-filters"')[2].partition("</nav>")[0], re.DOTALL)
    }  # fmt: skip


# Which pages there are


def test_each_wall_has_a_page_and_so_has_each_value_that_narrows_it(site):
    built(site)
    pages = {
        path for path in site.outputs() if re.match(r"(boards|resources|credentials/\w+/board)/.*html", path)
    }

    assert pages == {
        "boards/index.html",
        *(f"boards/drawer/{part}index.html" for part in (
            "", "flyer/", "print/", "grade/k-2/", "grade/3-5/", "kind/printable/", "kind/video/", "kind/article/", "topic/maths/", "topic/talk/",
        )),
        "boards/talk/index.html", "boards/talk/flyer/index.html", "boards/talk/print/index.html",
        "credentials/checks/board/index.html", "credentials/checks/board/flyer/index.html", "credentials/checks/board/print/index.html",
        *(f"resources/{part}index.html" for part in (
            "", "ticket/", "draft/", "clock/",
            "grade/k-2/", "grade/3-5/", "kind/printable/", "kind/video/", "kind/article/", "topic/maths/", "topic/talk/",
        )),
    }  # fmt: skip


def test_a_site_without_resources_has_no_such_pages(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-01")
    site.build()

    assert [
        path
        for path in site.outputs()
        if "board" in path.partition("assets/")[0] or path.startswith("resources")
    ] == []
    assert "resources/" not in site.output("index.html")


def test_the_menu_has_boards_or_else_resources(site):
    assert '<a href="/stories/boards/">Boards</a>' in built(site, "index.html")
    assert '<a href="/stories/resources/">' not in site.output("index.html")
    for name in ("drawer", "talk"):
        site.delete(f"content/boards/{name}.md")
    for name in ("ticket", "draft", "clock"):
        path = f"content/resources/{name}.md"
        site.write(path, re.sub(r"boards: .*\n", "", site.sources()[path].decode()))

    assert '<a href="/stories/resources/">Resources</a>' in built(site, "index.html")
    assert '<a href="/stories/boards/">' not in site.output("index.html")


# Walls


def test_the_newest_come_first_or_those_that_the_board_names(site):
    assert titles(built(site, "boards/drawer/index.html")) == [
        "Exit ticket",
        "Seven seconds",
        "A second draft",
    ]
    site.write("content/boards/drawer.md", "---\ntitle: The drawer\norder: [draft, clock]\n---\n")

    assert titles(built(site, "boards/drawer/index.html")) == [
        "A second draft",
        "Seven seconds",
        "Exit ticket",
    ]
    assert titles(site.output("resources/index.html")) == ["Exit ticket", "Seven seconds", "A second draft"]


def test_a_wall_is_narrowed_by_grade_kind_and_topic(site):
    wall = built(site, "boards/drawer/index.html")
    narrowed = site.output("boards/drawer/grade/k-2/index.html")

    assert picks(wall) == {
        "Grade": ["All 3", "K to 2 2", "3 to 5 2"],
        "Kind": ["Printables 1", "Videos 1", "Articles 1"],
        "Topic": ["Maths 2", "Talk 1"],
    }
    # Without grades, a resource is for all of them.
    assert titles(narrowed) == ["Seven seconds", "A second draft"]
    assert text_of(re.search(r"<h2 id=\"eb-wall\".*?</h2>", narrowed)[0]) == "Grades K to 2: 2"
    assert 'aria-current="page">K to 2' in narrowed
    assert titles(site.output("boards/drawer/topic/maths/index.html")) == ["Exit ticket", "A second draft"]


def test_only_a_whole_wall_has_the_script_that_narrows_it(site):
    wall = built(site, "boards/drawer/index.html")
    script = re.search(r'<script src="([^"]*)" type="module">', wall)[1]

    assert script.startswith("/stories/assets/boards.js?v=")
    assert "script-src &#39;self&#39;" in wall or "script-src 'self'" in wall
    assert 'data-eb-keys="grade/3-5 kind/printable topic/maths topic/talk"' in wall
    assert "<script src" not in site.output("boards/drawer/grade/k-2/index.html")
    # With one resource there is nothing to choose.
    assert "<script src" not in site.output("boards/talk/index.html")
    assert "wall-filters" not in site.output("boards/talk/index.html")


def test_a_wall_of_many_resources_has_several_pages(site):
    for number in range(70):
        site.write(
            f"content/resources/tool-{number:02}.md",
            f"---\ntitle: Tool {number:02}\nwhat: tool\nurl: https://example.org/{number}\nadded: 2025-12-01\nboards: [talk]\n---\n",
        )
    first = built(site, "boards/talk/index.html")
    second = site.output("boards/talk/page/2/index.html")

    assert len(titles(first)) == 60
    assert titles(first)[0] == "Exit ticket"
    assert titles(second) == [f"Tool {number}" for number in range(59, 70)]
    assert '<a class="step" rel="next" href="/stories/boards/talk/page/2/">' in first
    assert "<script src" not in first
    assert titles(site.output("boards/talk/kind/tool/page/2/index.html"))[-1] == "Tool 69"
    assert site.output("boards/talk/print/page/2/index.html").count('<img class="qr"') == 11


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({}, {"resources/tool-8/index.html"}),
        ({"title": "Tool 99"}, {"boards/talk/print/page/4/index.html", "resources/tool-7/index.html"}),
        ({"added": "2026-10-01"}, {"boards/talk/page/2/index.html", "resources/tool-1/index.html"}),
        ({"topics": "[clocks]"}, {"boards/talk/index.html", "resources/topic/clocks/index.html"}),
        ({"boards": "[drawer]"}, {"boards/talk/index.html", "boards/drawer/page/2/index.html"}),
    ],
)
def test_an_edit_on_a_wall_of_several_pages_gives_the_clean_build(site, monkeypatch, fields, changed):
    def resource(number, text="", **fields):
        fields = {"title": f"Tool {number}", "what": "tool", "url": "https://example.org/"} | fields
        fields = {"added": "2025-12-01", "boards": "[talk]"} | fields
        head = "".join(f"{name}: {value}\n" for name, value in fields.items())
        return f"---\n{head}---\n{text}"

    monkeypatch.setattr(walls, "SIZE", 3)
    monkeypatch.setattr(pages, "SIZE", 3)
    for number in range(9):
        site.write(f"content/resources/tool-{number}.md", resource(number))
    built(site)
    before = site.outputs()
    site.write("content/resources/tool-8.md", resource(8, "Other words.", **fields))
    built(site)
    after = site.outputs()

    assert {path for path in changed if before.get(path) != after[path]} == changed
    site.forget()
    built(site)
    assert site.outputs() == after


def test_a_card_without_a_picture_is_a_sheet_with_the_title_as_its_heading(site):
    wall = built(site, "boards/drawer/index.html")
    cards = re.findall(r'<article class="pinned.*?</article>', wall, re.DOTALL)

    assert [text_of(card) for card in cards] == [
        "Printable, 1 page · grades 3 to 5 Exit ticket Checks RO Rosa Okafor PDF, 1 kB · CC BY 4.0",
        "Seven seconds Video · all grades RO Rosa Okafor On example.org",
        "A second draft Article · K to grade 2 Sample Project On example.org · CC BY-SA 4.0",
    ]
    assert ["pinned-sheet" in card for card in cards] == [False, True, True]


def test_a_board_says_what_it_is_and_leads_to_others(site):
    page = built(site, "boards/drawer/index.html")

    assert text_of(re.search(r'<header class="page-head">.*?</header>', page, re.DOTALL)[0]) == (
        "Board · 3 resources The drawer What we reach for."
    )
    assert text_of(re.search(r'<section class="strip other-boards".*?</section>', page, re.DOTALL)[0]) == (
        "Other boards Talk 1 resource"
    )


def test_a_board_without_resources_says_so(site):
    site.write("content/boards/empty.md", "---\ntitle: Empty\n---\n")
    page = built(site, "boards/empty/index.html")

    assert "Nothing is pinned here yet." in page
    assert "print/" not in page


def test_the_list_of_boards_has_those_of_micro_credentials(site):
    page = built(site, "boards/index.html")

    assert titles(page) == ["Talk", "The drawer"]
    assert text_of(re.search(r'<section class="strip by-credential".*?</section>', page, re.DOTALL)[0]) == (
        "By micro-credential Checks 1 resource"
    )
    assert '<a class="button quiet" href="/stories/resources/">All 3 resources</a>' in page


def test_the_page_of_a_micro_credential_leads_to_its_board(site):
    page = built(site, "credentials/checks/index.html")

    assert '<a href="/stories/credentials/checks/board/">1 resource</a>' in page
    assert titles(site.output("credentials/checks/board/index.html")) == ["Exit ticket"]
    assert "<h1>Resources for Checks</h1>" in site.output("credentials/checks/board/index.html")


# A resource


def test_the_page_of_a_resource_has_its_file_with_its_size_and_pages(site):
    page = built(site, "resources/ticket/index.html")

    assert text_of(re.search(r'<p class="resource-file">.*?</p>', page, re.DOTALL)[0]) == (
        "Download the PDF 1 page, 1 kB"
    )
    assert '<a class="button" href="/stories/media/resources/ticket.pdf">' in page
    assert "media/resources/ticket.pdf" in site.outputs()
    assert text_of(re.search(r'<dl class="pairs">.*?</dl>', page, re.DOTALL)[0]) == (
        "Kind Printable Grades grades 3 to 5 Helps with Checks Topics Maths Talk License CC BY 4.0 . "
        "Copy it, change it, and name the author."
    )


def test_a_page_elsewhere_is_a_plain_link_and_loads_nothing(site):
    page = built(site, "resources/clock/index.html")

    assert '<a class="button" href="https://example.org/clock" rel="external noopener">Open it</a>' in page
    assert re.findall(r'(?:src|srcset|data)="https?://[^"]*"', page) == []


def test_it_says_how_to_credit_it(site):
    credit = r'<section class="credit-box".*?</section>'

    assert text_of(re.search(credit, built(site, "resources/ticket/index.html"), re.DOTALL)[0]) == (
        "How to credit it “Exit ticket” by Rosa Okafor, Stories, CC BY 4.0."
    )
    assert text_of(re.search(credit, site.output("resources/draft/index.html"), re.DOTALL)[0]) == (
        "How to credit it “A second draft” by Sample Project, example.org, CC BY-SA 4.0."
    )
    assert "None is given. Ask before you copy it." in site.output("resources/clock/index.html")


@pytest.mark.parametrize(
    ("written", "name", "terms"),
    [
        ("CC BY 4.0", "CC BY 4.0", "by"),
        ("cc-by-nc-sa-4.0", "CC BY-NC-SA 4.0", "by-nc-sa"),
        ("CC BY-ND 3.0", "CC BY-ND 3.0", "by-nd"),
        ("CC0-1.0", "CC0 1.0", "zero"),
        ("PDM 1.0", "Public Domain Mark 1.0", "mark"),
        ("mit", "MIT", "open"),
        ("Ask the library", "Ask the library", ""),
    ],
)
def test_a_license_has_a_name_and_says_what_it_asks(written, name, terms):
    found = license_of(written)

    assert (found.name, found.terms, bool(found.url)) == (name, terms, bool(terms))


def test_it_can_be_pinned_with_its_picture(site):
    page = built(site, "resources/ticket/index.html")
    link = unescape(re.search(r'href="(https://www.pinterest.com/[^"]*)"', page)[1])

    assert "url=https%3A%2F%2Fdistrict.example%2Fstories%2Fresources%2Fticket%2F" in link
    assert re.search(r"media=https%3A%2F%2Fdistrict\.example%2Fstories%2Fmedia%2F[^&]*\.png", link)
    # Drawings and covers cannot be pinned.
    assert "pinterest" not in site.output("resources/draft/index.html")


def test_its_tags_are_those_of_a_rich_pin(site):
    page = built(site, "resources/ticket/index.html")
    tags = dict(re.findall(r'<meta property="([^"]*)" content="([^"]*)">', page))

    assert tags["og:type"] == "article"
    assert tags["og:title"] == "Exit ticket"
    assert tags["og:description"] == "Three questions."
    assert tags["og:image"].endswith(".png")
    assert tags["article:published_time"].startswith("2026-01-05")
    # https://developers.pinterest.com/docs/web-features/article-rich-pins/: the name, without an address or markup.
    assert tags["article:author"] == "Rosa Okafor"
    assert tags["og:url"] == "https://district.example/stories/resources/ticket/"
    # Both are required, though nobody wrote a word about it.
    bare = dict(
        re.findall(r'<meta property="([^"]*)" content="([^"]*)">', site.output("resources/clock/index.html"))
    )
    assert bare["og:description"] == "Seven seconds"
    other = dict(
        re.findall(r'<meta property="([^"]*)" content="([^"]*)">', site.output("resources/draft/index.html"))
    )
    assert other["article:author"] == "Sample Project"


def test_a_board_is_shared_with_its_first_picture(site):
    assert (
        '<meta property="og:image" content="https://district.example/stories/media/resources/ticket.png">'
        in built(site, "boards/drawer/index.html")
    )


def test_its_structured_data_is_that_of_a_learning_resource(site):
    page = built(site, "resources/ticket/index.html")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert data["@type"] == "LearningResource"
    assert data["learningResourceType"] == "worksheet"
    assert data["educationalLevel"] == ["3-5"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["encoding"]["contentUrl"] == "https://district.example/stories/media/resources/ticket.pdf"
    assert data["author"] == [
        {"@type": "Person", "name": "Rosa Okafor", "url": "https://district.example/stories/authors/rosa/"}
    ]
    assert data["isPartOf"][0]["name"] == "The drawer"


def test_it_leads_to_the_next_ones_on_its_board(site):
    page = built(site, "resources/clock/index.html")

    assert titles(page.partition('class="also"')[2]) == ["A second draft", "Exit ticket"]
    assert '<p><a href="/stories/boards/drawer/">The drawer</a></p>' in page


# Paper


def test_a_board_is_printed_as_a_list_with_addresses_and_codes(site):
    page = built(site, "boards/drawer/print/index.html")
    paper = page.partition('<div class="paper">')[2]

    assert re.findall(r'role="img" aria-label="([^"]*)"', paper) == ["QR code: The drawer"]
    assert re.findall(r'<img class="qr" src="([^"]*)" alt="([^"]*)"', paper) == [
        (f"/stories/resources/{id_}/qr.svg", f"QR code: {title}")
        for id_, title in (("ticket", "Exit ticket"), ("clock", "Seven seconds"), ("draft", "A second draft"))
    ]
    assert site.output("resources/clock/qr.svg").encode() == qr_file(
        "https://district.example/stories/resources/clock/"
    )
    assert re.findall(r'<p class="paper-address">([^<]*)', paper) == [
        f"district.example/stories/resources/{id_}/" for id_ in ("ticket", "clock", "draft")
    ]
    assert '<meta name="robots" content="noindex">' in page
    assert 'data-eb-print href="/stories/boards/drawer/print/#grade/k-2"' in site.output(
        "boards/drawer/grade/k-2/index.html"
    )


# Feeds


def test_feeds_have_the_newest_of_all_and_of_each_board(site):
    site.write("content/boards/drawer.md", "---\ntitle: The drawer\norder: [draft]\n---\n")
    built(site)
    everything = feedparser.parse(site.output("resources/rss.xml"))
    board = feedparser.parse(site.output("boards/drawer/rss.xml"))

    assert [entry.title for entry in everything.entries] == ["Exit ticket", "Seven seconds", "A second draft"]
    assert [entry.title for entry in board.entries] == ["Exit ticket", "Seven seconds", "A second draft"]
    assert board.feed.title == "Resources · The drawer · Stories"
    assert everything.entries[0].published.startswith("Mon, 05 Jan 2026")
    assert 'href="/stories/boards/talk/rss.xml"' in site.output("follow/index.html")


def test_search_engines_hear_of_walls_and_not_of_what_narrows_them(site):
    built(site)
    pages = re.findall(r"<loc>https://district.example/stories/([^<]*)", site.output("sitemap.xml"))

    assert [
        page for page in pages if page.startswith(("boards", "resources", "credentials/checks/board"))
    ] == [
        "boards/",
        "boards/talk/",
        "boards/drawer/",
        "resources/",
        "credentials/checks/board/",
        "resources/ticket/",
        "resources/clock/",
        "resources/draft/",
    ]


# Small things


def test_grades_without_a_gap_are_one_span():
    assert runs(()) == ()
    assert runs(("k", "1", "2")) == (("k", "2"),)
    assert runs(("3", "5", "6", "adult")) == (("3", "3"), ("5", "6"), ("adult", "adult"))
    assert bands_of(("2", "3", "12")) == ("k-2", "3-5", "9-12")


def test_a_size_has_a_unit_that_people_know():
    assert [_size(count) for count in (0, 1, 999, 84_400, 999_499, 999_500, 1_200_000, 38_000_000)] == [
        (0, "kB"), (1, "kB"), (1, "kB"), (84, "kB"), (999, "kB"), (1, "MB"), (1.2, "MB"), (38, "MB"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([(612, 792)], (1, "letter")),
        ([(792, 612), (612, 792)], (2, "letter")),
        ([(595.28, 841.89)] * 3, (3, "a4")),
        ([(612, 792), (595, 842)], (2, "")),
        ([(400, 400)], (1, "")),
    ],
)
def test_the_pages_of_a_pdf_are_counted_and_their_paper_is_named(sizes, expected):
    pdf, data = pikepdf.new(), BytesIO()
    for size in sizes:
        pdf.add_blank_page(page_size=size)
    pdf.save(data)

    assert pages_of(data.getvalue()) == expected
    assert pages_of(b"no PDF") == (0, "")


def test_links_to_a_wall_and_to_a_value_lead_there(site):
    site.post(
        "jar",
        "The jar",
        "2026-01-01",
        body="See [it](/boards/drawer/grade/k-2/), [all](/resources/) and [one](../resources/ticket.md).",
    )

    page = built(site, "posts/jar/index.html")
    assert 'href="/stories/boards/drawer/grade/k-2/"' in page
    assert 'href="/stories/resources/ticket/"' in page


def test_new_files_can_be_built(site):
    run = CliRunner().invoke
    arguments = ("--site", str(site.folder))
    made = [
        run(main, ["new", "board", "Letters home", *arguments]),
        run(
            main,
            ["new", "resource", "First letter", "--by", "rosa", "--board", "letters-home", "--credential", "checks", *arguments],
        ),
    ]  # fmt: skip

    assert [result.exit_code for result in made] == [0, 0], [result.output for result in made]
    assert site.build().ok
    assert "First letter" in titles(site.output("boards/letters-home/index.html"))
