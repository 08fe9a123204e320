import html
import re
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.outputs.listings import render_opml, render_robots, render_sitemap
from edblog.outputs.writing import timestamp, xml_text
from edblog.views import SITEMAP_LIMIT, Opml, Outline, OutlineGroup, Robots, Sitemap, SitemapEntry


def test_opml_lists_every_feed_in_its_group():
    view = Opml(
        "Stories & more",
        (
            OutlineGroup("Site", (Outline("All", "https://d.example/", "https://d.example/feed.xml"),)),
            OutlineGroup(
                "Authors",
                (
                    Outline('Rosa "R" Okafor', "https://d.example/rosa/", "https://d.example/rosa/feed.xml"),
                    Outline("Inés\x07 <3", "https://d.example/a?b&c", "https://d.example/a.xml?b&c"),
                ),
            ),
        ),
    )

    assert render_opml(view).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n'
        "  <head>\n"
        "    <title>Stories &amp; more</title>\n"
        "  </head>\n"
        "  <body>\n"
        '    <outline text="Site" title="Site">\n'
        '      <outline type="rss" text="All" title="All" xmlUrl="https://d.example/feed.xml" '
        'htmlUrl="https://d.example/" />\n'
        "    </outline>\n"
        '    <outline text="Authors" title="Authors">\n'
        '      <outline type="rss" text="Rosa &quot;R&quot; Okafor" title="Rosa &quot;R&quot; Okafor" '
        'xmlUrl="https://d.example/rosa/feed.xml" htmlUrl="https://d.example/rosa/" />\n'
        '      <outline type="rss" text="Inés &lt;3" title="Inés &lt;3" '
        'xmlUrl="https://d.example/a.xml?b&amp;c" htmlUrl="https://d.example/a?b&amp;c" />\n'
        "    </outline>\n"
        "  </body>\n"
        "</opml>\n"
    )


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_any_title_gives_readable_opml(title):
    view = Opml(title, (OutlineGroup(title, (Outline(title, "https://d.example/", "https://d.example/f"),)),))

    outline = ET.fromstring(render_opml(view)).find("body/outline/outline")

    assert outline.get("text") in (xml_text(title), html.escape(xml_text(title), quote=False))
    assert not re.search("<[A-Za-z/!?]", outline.get("text"))


def test_a_sitemap_lists_pages_with_the_time_of_their_last_change():
    view = Sitemap(
        (
            SitemapEntry(
                "https://d.example/", datetime(2026, 11, 9, 8, 30, tzinfo=timezone(timedelta(hours=-6)))
            ),
            SitemapEntry("https://d.example/a?b&c", datetime(2026, 11, 9, 8, 30, 1, 5, tzinfo=UTC)),
            SitemapEntry("https://d.example/about/", None),
        )
    )

    assert render_sitemap(view).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <url>\n"
        "    <loc>https://d.example/</loc>\n"
        "    <lastmod>2026-11-09T08:30:00-06:00</lastmod>\n"
        "  </url>\n"
        "  <url>\n"
        "    <loc>https://d.example/a?b&amp;c</loc>\n"
        "    <lastmod>2026-11-09T08:30:01+00:00</lastmod>\n"
        "  </url>\n"
        "  <url>\n"
        "    <loc>https://d.example/about/</loc>\n"
        "  </url>\n"
        "</urlset>\n"
    )


def test_a_sitemap_that_is_too_long_is_refused():
    entries = (SitemapEntry("https://d.example/", None),) * (SITEMAP_LIMIT + 1)

    with pytest.raises(ValueError) as caught:
        render_sitemap(Sitemap(entries))

    assert str(caught.value) == "a sitemap has room for 50000 pages, not 50001"


def test_robots_may_visit_everything_and_find_the_sitemap():
    assert render_robots(Robots("https://d.example/sitemap.xml")) == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://d.example/sitemap.xml\n"
    )
    assert render_robots(Robots("")) == b"User-agent: *\nAllow: /\n"


def test_an_address_cannot_add_a_rule_for_robots():
    assert render_robots(Robots("https://d.example/\r\nDisallow: /")) == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://d.example/Disallow:/\n"
    )


def test_characters_that_xml_forbids_are_left_out():
    assert xml_text("a\x00\x08\x0b\x0c\x1f\ud800\udfff\ufffe\uffffb\t\n\r\x7f\ufffd\U0001f600") == (
        "ab\t\n\r\x7f\ufffd\U0001f600"
    )


def test_a_time_from_before_standard_time_is_written_in_utc():
    chicago = timezone(-timedelta(hours=5, minutes=50, seconds=36))

    assert timestamp(datetime(1880, 1, 1, tzinfo=chicago)) == "1880-01-01T05:50:36+00:00"
