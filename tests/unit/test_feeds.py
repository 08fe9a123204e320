import re
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import msgspec
import pytest
from lxml import etree

from edblog.outputs import feeds
from edblog.views import Body, Feed, FeedItem, Link
from edblog.web.markup import SafeHtml


def render_feed(view, bodies):
    return feeds.render_feed(view, [*map(SafeHtml, bodies)])


CENTRAL = timezone(timedelta(hours=-6))
SITE = "https://district.example/stories/"
JAR = FeedItem(
    id=f"{SITE}posts/jar/",
    title="The jar & the <marble>",
    url=f"{SITE}posts/jar/",
    published=datetime(2026, 11, 2, 8, 30, tzinfo=CENTRAL),
    updated=datetime(2026, 11, 3, 9, 0, 0, 7, tzinfo=CENTRAL),
    authors=(Link("Rosa Okafor", f"{SITE}authors/rosa/"), Link("A guest", "")),
    categories=("Classroom Talk", "Math"),
    summary="Is 3 < 4 & why?",
    image=f"{SITE}posts/jar/jar.png",
    image_alt="A jar & a lid",
    image_width=800,
    image_height=600,
    lang="en",
    body=Body(b"", ()),
)
SILENCE = FeedItem(
    id=f"{SITE}posts/silencio/",
    title="Doce minutos",
    url=f"{SITE}posts/silencio/",
    published=datetime(2026, 11, 9, 8, 30, tzinfo=CENTRAL),
    updated=datetime(2026, 11, 9, 8, 30, tzinfo=CENTRAL),
    authors=(),
    categories=(),
    summary="",
    image="",
    lang="es",
    body=Body(b"", ()),
)
BODIES = ("<p>Doce</p>", "<p>Full <b>jar</b> ]]> &amp;</p>")


def feed(kind, *items, **fields):
    common = {
        "title": "Classroom Stories",
        "description": "What we try",
        "url": SITE,
        "self_url": f"{SITE}feed.{kind}",
        "language": "en",
        "updated": max(
            (item.updated for item in items if item.updated), default=datetime(1970, 1, 1, tzinfo=UTC)
        ),
    }
    return Feed(format=kind, items=items, **common | fields)


RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>Classroom Stories</title>
    <link>https://district.example/stories/</link>
    <description>What we try</description>
    <atom:link href="https://district.example/stories/feed.rss" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <generator>edblog</generator>
    <language>en</language>
    <lastBuildDate>Mon, 09 Nov 2026 08:30:00 -0600</lastBuildDate>
    <item>
      <title>Doce minutos</title>
      <link>https://district.example/stories/posts/silencio/</link>
      <content:encoded>&lt;p&gt;Doce&lt;/p&gt;</content:encoded>
      <guid isPermaLink="true">https://district.example/stories/posts/silencio/</guid>
      <pubDate>Mon, 09 Nov 2026 08:30:00 -0600</pubDate>
      <dc:language>es</dc:language>
    </item>
    <item>
      <title>The jar &amp;amp; the &amp;lt;marble&amp;gt;</title>
      <link>https://district.example/stories/posts/jar/</link>
      <description>Is 3 &amp;lt; 4 &amp;amp; why?</description>
      <content:encoded>&lt;p&gt;Full &lt;b&gt;jar&lt;/b&gt; ]]&gt; &amp;amp;&lt;/p&gt;</content:encoded>
      <guid isPermaLink="true">https://district.example/stories/posts/jar/</guid>
      <category>Classroom Talk</category>
      <category>Math</category>
      <pubDate>Mon, 02 Nov 2026 08:30:00 -0600</pubDate>
      <dc:creator>Rosa Okafor</dc:creator>
      <dc:creator>A guest</dc:creator>
      <media:content url="https://district.example/stories/posts/jar/jar.png" type="image/png" medium="image" \
width="800" height="600">
        <media:description type="plain">A jar &amp; a lid</media:description>
      </media:content>
    </item>
  </channel>
</rss>
"""

ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>https://district.example/stories/feed.atom</id>
  <title>Classroom Stories</title>
  <updated>2026-11-09T08:30:00-06:00</updated>
  <author>
    <name>Classroom Stories</name>
    <uri>https://district.example/stories/</uri>
  </author>
  <link href="https://district.example/stories/feed.atom" rel="self" type="application/atom+xml"/>
  <link href="https://district.example/stories/" rel="alternate" type="text/html"/>
  <generator>edblog</generator>
  <subtitle>What we try</subtitle>
  <entry xml:lang="es">
    <id>https://district.example/stories/posts/silencio/</id>
    <title>Doce minutos</title>
    <updated>2026-11-09T08:30:00-06:00</updated>
    <content type="html">&lt;p&gt;Doce&lt;/p&gt;</content>
    <link href="https://district.example/stories/posts/silencio/" rel="alternate"/>
    <published>2026-11-09T08:30:00-06:00</published>
  </entry>
  <entry>
    <id>https://district.example/stories/posts/jar/</id>
    <title>The jar &amp; the &lt;marble&gt;</title>
    <updated>2026-11-03T09:00:00-06:00</updated>
    <author>
      <name>Rosa Okafor</name>
      <uri>https://district.example/stories/authors/rosa/</uri>
    </author>
    <author>
      <name>A guest</name>
    </author>
    <content type="html">&lt;p&gt;Full &lt;b&gt;jar&lt;/b&gt; ]]&gt; &amp;amp;&lt;/p&gt;</content>
    <link href="https://district.example/stories/posts/jar/" rel="alternate"/>
    <link href="https://district.example/stories/posts/jar/jar.png" rel="enclosure" type="image/png"/>
    <summary>Is 3 &lt; 4 &amp; why?</summary>
    <category term="Classroom Talk"/>
    <category term="Math"/>
    <published>2026-11-02T08:30:00-06:00</published>
  </entry>
</feed>
"""

JSON = """{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "Classroom Stories",
  "home_page_url": "https://district.example/stories/",
  "feed_url": "https://district.example/stories/feed.json",
  "description": "What we try",
  "language": "en",
  "items": [
    {
      "id": "https://district.example/stories/posts/silencio/",
      "url": "https://district.example/stories/posts/silencio/",
      "title": "Doce minutos",
      "date_published": "2026-11-09T08:30:00-06:00",
      "date_modified": "2026-11-09T08:30:00-06:00",
      "language": "es",
      "content_html": "<p>Doce</p>"
    },
    {
      "id": "https://district.example/stories/posts/jar/",
      "url": "https://district.example/stories/posts/jar/",
      "title": "The jar & the <marble>",
      "summary": "Is 3 < 4 & why?",
      "image": "https://district.example/stories/posts/jar/jar.png",
      "date_published": "2026-11-02T08:30:00-06:00",
      "date_modified": "2026-11-03T09:00:00-06:00",
      "authors": [
        {
          "name": "Rosa Okafor",
          "url": "https://district.example/stories/authors/rosa/"
        },
        {
          "name": "A guest"
        }
      ],
      "tags": [
        "Classroom Talk",
        "Math"
      ],
      "content_html": "<p>Full <b>jar</b> ]]> &amp;</p>"
    }
  ]
}
"""


@pytest.mark.parametrize(("kind", "expected"), [("rss", RSS), ("atom", ATOM), ("json", JSON)])
def test_a_feed_is_these_bytes_with_every_release_of_feedgen(kind, expected):
    assert render_feed(feed(kind, SILENCE, JAR), BODIES).decode() == expected


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_reader_finds_every_entry_as_it_was_written(kind):
    parsed = feedparser.parse(render_feed(feed(kind, SILENCE, JAR), BODIES))

    assert parsed.bozo == 0
    assert parsed.feed.title == "Classroom Stories"
    assert parsed.feed.link == SITE
    assert parsed.feed.language == "en"
    assert [
        (
            entry.id,
            entry.link,
            entry.title,
            entry.content[0].value,
            [author.name for author in entry.get("authors", [])],
            [tag.term for tag in entry.get("tags", [])],
            entry.published_parsed[:6],
        )
        for entry in parsed.entries
    ] == [
        (
            SILENCE.id,
            SILENCE.url,
            "Doce minutos",
            "<p>Doce</p>",
            [],
            [],
            (2026, 11, 9, 14, 30, 0),
        ),
        (
            JAR.id,
            JAR.url,
            # Readers take an RSS title with tags in it for HTML.
            "The jar & the <marble>" if kind == "atom" else "The jar &amp; the &lt;marble&gt;",
            "<p>Full <b>jar</b> ]]> &amp;</p>",
            ["Rosa Okafor", "A guest"],
            ["Classroom Talk", "Math"],
            (2026, 11, 2, 14, 30, 0),
        ),
    ]


@pytest.mark.parametrize(
    ("kind", "absent", "present"),
    [
        ("rss", b"lastBuildDate", b"<title>Classroom Stories</title>"),
        ("atom", b"<entry", b"<updated>1970-01-01T00:00:00+00:00</updated>"),
        ("json", b'"id"', b'"items": []'),
    ],
)
def test_a_feed_without_stories_is_still_a_feed(kind, absent, present):
    data = render_feed(feed(kind), [])

    assert absent not in data
    assert present in data


def test_an_atom_feed_whose_entries_all_have_authors_names_no_other():
    data = render_feed(feed("atom", JAR), [""])

    names = etree.fromstring(data).findall("{*}author/{*}name")
    assert [name.text for name in names] == []


def test_a_time_from_before_standard_time_has_an_offset_in_minutes():
    old = msgspec.structs.replace(
        JAR, published=datetime(1880, 1, 1, tzinfo=timezone(-timedelta(hours=5, minutes=50, seconds=36)))
    )

    assert b"<published>1880-01-01T05:50:36+00:00</published>" in render_feed(feed("atom", old), [""])


@pytest.mark.parametrize(
    ("kind", "dates"),
    [("rss", []), ("json", []), ("atom", ["<updated>1970-01-01T00:00:00+00:00"] * 2)],
)
def test_what_has_no_date_gets_none_unless_the_format_demands_one(kind, dates):
    undated = msgspec.structs.replace(JAR, published=None, updated=None)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    data = render_feed(feed(kind, undated, updated=epoch), [""]).decode()

    assert re.findall(r"<updated>[^<]+|<published>|<pubDate>|<lastBuildDate>|date_\w+", data) == dates


@pytest.mark.parametrize("year", [26, 999, 1926])
def test_a_year_has_four_digits(year):
    old = msgspec.structs.replace(
        JAR, published=datetime(year, 1, 10, tzinfo=UTC), updated=datetime(year, 1, 10, tzinfo=UTC)
    )

    rss = etree.fromstring(render_feed(feed("rss", old), [""]))
    assert rss.findtext("channel/item/pubDate").split()[1:4] == ["10", "Jan", f"{year:04}"]
    assert rss.findtext("channel/lastBuildDate").split()[1:4] == ["10", "Jan", f"{year:04}"]
    assert f"{year:04}-01-10T00:00:00+00:00".encode() in render_feed(feed("atom", old), [""])


def test_an_id_that_is_no_address_of_the_story_is_no_permalink():
    moved = msgspec.structs.replace(JAR, id="tag:district.example,2019:jar")

    (rss,) = feedparser.parse(render_feed(feed("rss", moved), [""])).entries
    (atom,) = feedparser.parse(render_feed(feed("atom", moved), [""])).entries
    assert (rss.id, rss.link, rss.guidislink) == ("tag:district.example,2019:jar", JAR.url, False)
    assert (atom.id, atom.link) == ("tag:district.example,2019:jar", JAR.url)


def test_a_reader_finds_the_picture_of_a_story():
    (rss,) = feedparser.parse(render_feed(feed("rss", JAR), [""])).entries
    (atom,) = feedparser.parse(render_feed(feed("atom", JAR), [""])).entries

    content = {"url": JAR.image, "type": "image/png", "medium": "image", "width": "800", "height": "600"}
    assert rss.media_content == [content]
    assert [(link.href, link.type) for link in atom.enclosures] == [(JAR.image, "image/png")]
    assert atom.link == JAR.url


def test_a_story_without_a_picture_has_none_in_feeds():
    assert b"media:content" not in render_feed(feed("rss", SILENCE), [""])
    assert b"enclosure" not in render_feed(feed("atom", SILENCE), [""])


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize(
    ("lang", "site", "body"),
    [
        ("ar", "en", '<div lang="ar" dir="rtl"><p>x</p></div>'),
        ("uz-Arab", "en", '<div lang="uz-Arab" dir="rtl"><p>x</p></div>'),
        ("az-Latn", "fa", '<div lang="az-Latn" dir="ltr"><p>x</p></div>'),
        ("es", "en", "<p>x</p>"),
    ],
)
def test_a_feed_says_the_direction_of_a_story(kind, lang, site, body):
    data = render_feed(feed(kind, msgspec.structs.replace(JAR, lang=lang), language=site), ["<p>x</p>"])

    root = etree.fromstring(data)
    path = "channel/item/{*}encoded" if kind == "rss" else "{*}entry/{*}content"
    assert root.findtext(path) == body
