"""Pages of kinds of content that a theme does not know: `record.html` and `list.html`, which every theme has."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape
from tests.conftest import CONFIG
from tests.every_kind import BARE, RECORDS, planned

from edblog.kinds import KINDS
from edblog.outputs.metadata import script
from edblog.views import FlyerPage, KindPage, ListPage, RecordPage
from edblog.web.urls import output_of

SETTINGS = f'theme = "bare"\npage_size = 1\nlanguages = ["es"]\n{CONFIG}\n[search]\nenabled = true\n[impact]\npage = true\n[digests]\nevery = ["week"]\n'
LATER = {
    f"content/posts/{name}.md": RECORDS["content/posts/one.md"]
    .replace("A story", f"Story {name}")
    .replace("begin, 1", f"begin, {part}")
    for part, name in enumerate(("two", "three"), 2)
}


@pytest.fixture
def bare(make_site):
    return make_site({"edblog.toml": SETTINGS, **BARE, **RECORDS, **LATER}, bare=True)


def test_a_theme_without_the_templates_of_a_kind_shows_its_records_and_lists(bare):
    outputs = [output for output in planned(bare)[1] if isinstance(output.view, KindPage)]

    for output in outputs:
        html, view = bare.output(output.path), output.view
        is_numbered = bool(view.pagination and view.pagination.newer)
        assert output.renderer == ("record.html" if isinstance(view, RecordPage) else "list.html")
        assert f'<h1 id="eb-title">{escape(view.title)}</h1>' in html
        for line in (*view.facts, *view.entries):
            words = escape(getattr(line, "title", "") or getattr(line, "text", ""))
            assert (f'<a href="{line.url}">{words}</a>' if line.url else words) in html
        for feed in (*view.feeds, *view.site.feeds):
            assert (
                f'<link rel="alternate" type="{feed.type}" title="{escape(feed.title)}" href="{feed.url}">'
                in html
            )
        assert ("<div><p>Words of " in html) == (view.body is not None and not is_numbered)
        found = re.findall('<script type="application/ld\\+json">(.*)</script>', html)
        assert found == [data for data in [script(view)] if data]
    assert any(output.path.endswith("page/1/index.html") for output in outputs)
    for kind in KINDS:
        page = bare.output(output_of(kind.record.address_of("one")))
        assert f"<div><p>Words of {kind.folder}.</p></div>" in page
    assert '<p><a href="/stories/authors/one/">Rosa Okafor</a></p>' in bare.output("posts/one/index.html")
    assert '<time datetime="2026-01-02T00:00:00-06:00">January 2, 2026</time>' in bare.output(
        "posts/one/index.html"
    )
    event = bare.output("events/one/index.html")
    assert ">March 4, 2027, 4:00\u202fPM</time> – <time datetime=" in event
    assert ">5:00\u202fPM</time></p>" in event
    assert {type(output.view) for output in outputs} >= (every(RecordPage) | every(ListPage)) - {FlyerPage}


def every(kind):
    """The views of pages below one, without those that tests make up."""
    below = {view for view in kind.__subclasses__() if view.__module__.startswith("edblog.")}
    return below.union(*map(every, below))


def test_plain_pages_of_a_list_lead_to_each_other(bare):
    bare.build()
    older = bare.output("posts/page/1/index.html")

    assert "<title>All stories · Stories</title>" in bare.output("posts/index.html")
    assert "<title>All stories · 1 · Stories</title>" in older
    assert re.findall('<a (href="[^"]*")( aria-current="page")?>([0-9])</a>', older) == [
        ('href="/stories/posts/"', "", "3"),
        ('href="/stories/posts/page/2/"', "", "2"),
        ('href="/stories/posts/page/1/"', ' aria-current="page"', "1"),
    ]


def test_a_plain_page_has_what_the_district_has_around_its_pages(make_site):
    settings = (
        SETTINGS
        + '[announcement]\ntext = "Closed on [Friday](/about/)"\n'
        + '[footer]\ntext = "By us"\naddress = """\n12 School Road\nstories@district.example\n"""\n'
    )
    own = {"content/pages/one.md": "---\ntitle: About\nslug: about\nmenu: footer\nlang: ar\n---\nWords.\n"}
    site = make_site({"edblog.toml": settings, **BARE, **RECORDS, **own}, bare=True)
    assert site.build(strict=True).problems == ()
    page = site.output("about/index.html")

    assert '<html lang="en" dir="ltr">' in page
    assert '<main lang="ar" dir="rtl">' in page
    assert '<p>Closed on <a href="/stories/about/">Friday</a></p>' in page
    assert "<p>By us</p>" in page
    assert '<address>12 School Road<br><a href="mailto:stories@district.example">' in page
    assert '<li><a href="/stories/about/">About</a></li>' in page


def test_a_theme_replaces_the_plain_templates_with_its_own(make_site):
    own = {
        "themes/bare/templates/base.html": "{{ page.policy|length }}<main>{% block content %}{% endblock %}</main>",
        "themes/bare/templates/record.html": '{% extends "base.html" %}{% block content %}{{ page.title }}{% endblock %}',
    }
    site = make_site({"edblog.toml": SETTINGS, **BARE, **RECORDS, **own}, bare=True)
    assert site.build(strict=True).problems == ()

    assert re.fullmatch(r"\d+<main>About</main>", site.output("one/index.html"))
    assert '<h1 id="eb-title">All stories</h1>' in site.output("posts/index.html")
