"""Reports about programs that do the same, as small inputs: each names the report that it comes from."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.pdfs.made import PLAIN

from edblog.web.licenses import license_of
from edblog.web.qr import qr_code

CSS = Path(__file__).parents[2] / "themes/marigold/static/boards.css"


def resource(title="A tool", **fields):
    given = {"what": "tool", "url": "https://example.org/", "added": "2026-01-31", **fields}
    lines = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    return f"---\ntitle: {title}\n{lines}---\nWe use it.\n"


def links_in(html):
    return [unescape(link) for link in re.findall(r'<a href="(/stories/[^"#]*)', html)]


@pytest.mark.parametrize(
    "topic",
    [
        "C#",  # lxndrblz/anatole#163
        "C%",  # gohugoio/hugo#10598
        "E3/DC",  # getgrav/grav#2321
        "Kinder- und Jugendgesundheit",  # mhwkb/mhwkb.github.io#73
        "औषधि",  # the same
        "Conan O’Brien",  # JupiterBroadcasting/jupiterbroadcasting.com#534
        "Books & Publications",  # field-theory/jekyll-category-pages#10
        "GNU/Linux",  # liuzc/LeaveIt#16
        "v1.0",  # spf13/hugo#1188
    ],
)
def test_the_page_of_a_topic_is_where_its_links_lead(make_site, topic):
    files = {
        "content/resources/one.md": resource(topics=f'["{topic}"]'),
        "content/resources/two.md": resource("Another", topics="[other]"),
    }
    site = make_site(files)
    assert site.build(strict=True).problems == ()
    outputs = {f"/stories/{path.removesuffix('index.html')}" for path in site.outputs()}
    leads = [link for link in links_in(site.output("resources/index.html")) if "/topic/" in link]

    assert len(leads) == 2
    assert {unquote(link) for link in leads} <= outputs
    assert topic in unescape(site.output("resources/index.html"))


def test_a_name_of_a_file_may_have_characters_of_addresses(make_site):
    """Names that people give to files: `Ticket #2.pdf`, `Why?.pdf`, `100%.pdf`."""
    names = ("Ticket #2.pdf", "100% done.pdf", "été.pdf")
    files = {
        f"content/resources/r{number}.md": resource(url="", file=f'"{name}"')
        for number, name in enumerate(names)
    }
    site = make_site({**files, **{f"content/resources/{name}": PLAIN for name in names}})
    site.build()

    for number in range(len(names)):
        page = site.output(f"resources/r{number}/index.html")
        link = unescape(re.search(r'<a class="button" href="/stories/([^"]*)"', page)[1])
        assert unquote(link) in site.outputs()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),  # podlove/podlove-publisher#273
        ("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"),  # lfzawacki/musical-artifacts#48
        ("CC BY-ND 2.0", "https://creativecommons.org/licenses/by-nd/2.0/"),  # creativecommons.org#1239
        ("CC BY", ""),  # nylki/CommonsFinder#128: without a version, no license is named
    ],
)
def test_a_license_leads_to_its_own_text(text, url):
    assert license_of(text).url == url


def test_the_size_is_that_of_the_published_file(make_site):
    """WPChill/download-monitor#994 said one byte too many."""
    site = make_site(
        {"content/resources/a.md": resource(url="", file="a.pdf"), "content/resources/a.pdf": PLAIN}
    )
    site.build()
    size = len(site.outputs()["media/resources/a.pdf"])

    assert f", {max(1, round(size / 1000))} kB" in site.output("resources/a/index.html")


def test_a_page_elsewhere_has_no_size_and_is_not_asked_for_one(make_site):
    """A5hleyRich/delightful-downloads#135."""
    site = make_site({"content/resources/a.md": resource()})
    site.build()

    assert "kB" not in site.output("resources/a/index.html")


def test_a_code_has_white_around_it_in_the_dark():
    """kern/filepizza#231, labd/wagtail-2fa#253, mawoka-myblock/ClassQuiz#205."""
    html = qr_code("https://example.org/", "x").html

    assert 'fill="#fff"' in html
    assert 'stroke="#000"' in html
    assert "currentColor" not in html
    assert min(int(x) for x in re.findall(r"M(\d+) ", html)) == 4


def test_no_card_is_cut_at_the_end_of_a_column():
    """xwp/material-design-wp-theme#45: the space between cards must be padding, since a margin is cut."""
    rule = re.search(r"\.wall > li \{([^}]*)\}", CSS.read_text(encoding="utf-8"))[1]

    assert "break-inside: avoid" in rule
    assert "padding:" in rule
    assert "margin" not in rule
