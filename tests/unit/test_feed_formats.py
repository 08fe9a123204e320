"""Every format of `FEED_FORMATS` keeps one contract, and a new one is a module and a line."""

import html
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from tests.conftest import CONFIG, post
from tests.unit.test_docs import read as guide
from tests.unit.test_docs import rows, section
from tests.unit.test_feeds import JAR, SILENCE, SITE, feed, render_feed

from edblog.files.feeds import FEED_FORMATS, FeedFormat
from edblog.outputs import feeds
from edblog.outputs.writing import xml_text
from edblog.serve.media import CONTENT_TYPES
from edblog.settings import read_config
from edblog.views import Link

BODY = "<p>Full <b>jar</b> ]]> &amp;</p>"
every_format = pytest.mark.parametrize("name", FEED_FORMATS)


class Entry(NamedTuple):
    id: str
    link: str
    title: str
    published: datetime
    language: str
    body: str


class Read(NamedTuple):
    """A feed as a feed reader understands it."""

    title: str
    home: str
    language: str
    updated: datetime | None
    entries: list[Entry]


def read(data):
    return _read_json(json.loads(data)) if data.startswith(b"{") else _read_xml(data)


def _read_json(document):
    language = document["language"]
    entries = [
        Entry(
            item["id"],
            item["url"],
            item["title"],
            datetime.fromisoformat(item["date_published"]),
            item.get("language", language),
            item["content_html"],
        )
        for item in document["items"]
    ]
    # JSON Feed has no date for the feed itself, so readers go by its entries.
    changes = [datetime.fromisoformat(item["date_modified"]) for item in document["items"]]
    return Read(document["title"], document["home_page_url"], language, max(changes, default=None), entries)


def _read_xml(data):
    parsed = feedparser.parse(data)
    assert parsed.bozo == 0
    language = parsed.feed.language
    texts = etree.fromstring(data).iter("{*}encoded", "{http://www.w3.org/2005/Atom}content")
    entries = [
        Entry(
            entry.id,
            entry.link,
            # The title of an RSS item is HTML to readers.
            html.unescape(entry.title) if parsed.version.startswith("rss") else entry.title,
            _moment(entry.published_parsed),
            entry.get("language") or entry.get("content", [{}])[0].get("language") or language,
            # As it is; feedparser trims it.
            text.text or "",
        )
        for entry, text in zip(parsed.entries, texts, strict=True)
    ]
    return Read(
        parsed.feed.title, parsed.feed.link, language, _moment(parsed.feed.get("updated_parsed")), entries
    )


def _moment(parts):
    return datetime(*parts[:6], tzinfo=UTC) if parts else None


@every_format
def test_a_reader_finds_the_feed_as_it_is_with_the_newest_entry_first(name):
    data = render_feed(feed(name, JAR, SILENCE), [BODY, "<p>Doce</p>"])

    assert read(data) == Read(
        "Classroom Stories",
        SITE,
        "en",
        SILENCE.updated,
        [
            Entry(SILENCE.id, SILENCE.url, "Doce minutos", SILENCE.published, "es", "<p>Doce</p>"),
            Entry(JAR.id, JAR.url, "The jar & the <marble>", JAR.published, "en", BODY),
        ],
    )
    assert data.endswith(b"\n")
    assert data == render_feed(feed(name, SILENCE, JAR), ["<p>Doce</p>", BODY])


@every_format
def test_an_entry_keeps_its_id_whatever_else_changes(name):
    moved = replace(JAR, id="tag:district.example,2019:jar", url=f"{SITE}posts/a-jar/")
    rewritten = replace(moved, title="Another", summary="", updated=SILENCE.updated, authors=(), lang="es")

    before = read(render_feed(feed(name, moved), [BODY]))
    after = read(render_feed(feed(name, SILENCE, rewritten), ["", "Rewritten"]))

    assert [entry.id for entry in before.entries] == ["tag:district.example,2019:jar"]
    assert [entry.id for entry in after.entries] == [SILENCE.id, "tag:district.example,2019:jar"]


@every_format
def test_the_feed_was_updated_when_its_newest_entry_was(name):
    changed = datetime(2026, 11, 20, 12, tzinfo=UTC)
    view = feed(name, SILENCE, replace(JAR, updated=changed))

    assert read(render_feed(view, ["", ""])).updated == changed


@every_format
def test_a_feed_without_entries_is_a_feed_without_the_time_of_the_build(name):
    title, home, language, updated, entries = read(render_feed(feed(name), []))

    assert (title, home, language, entries) == ("Classroom Stories", SITE, "en", [])
    assert updated in (None, datetime(1970, 1, 1, tzinfo=UTC))


@every_format
def test_characters_that_no_xml_may_hold_are_left_out_everywhere(name):
    bad = "\x00\x0b\x1f\ud800\udfff\ufffe\uffff"
    spoil = {
        "id": f"{SITE}{bad}jar/",
        "title": f"The{bad} jar",
        "summary": f"Sum{bad}mary",
        "authors": (Link(f"Ro{bad}sa", f"{SITE}{bad}rosa/"), Link(bad, SITE)),
        "categories": (f"Ma{bad}th", bad),
        "image": f"{SITE}{bad}a.png",
        "image_alt": f"A{bad} jar",
    }
    clean = {
        "id": f"{SITE}jar/",
        "title": "The jar",
        "summary": "Summary",
        "authors": (Link("Rosa", f"{SITE}rosa/"),),
        "categories": ("Math",),
        "image": f"{SITE}a.png",
        "image_alt": "A jar",
    }
    spoilt = feed(name, replace(JAR, **spoil), title=f"Sto{bad}ries", description=f"We{bad} try")
    expected = feed(name, replace(JAR, **clean), title="Stories", description="We try")

    assert render_feed(spoilt, [f"<p>Bo{bad}dy</p>"]) == render_feed(expected, ["<p>Body</p>"])


TEXT = st.text(st.characters(codec=None))


@every_format
@settings(deadline=None)
@given(texts=st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT))
def test_any_text_gives_a_feed_that_can_be_read(name, texts):
    title, summary, author, category, body = texts
    item = replace(JAR, title=title, summary=summary, authors=(Link(author, SITE),), categories=(category,))

    (entry,) = read(render_feed(feed(name, item, title=title, description=summary), [body])).entries

    assert (entry.id, entry.link, entry.body) == (JAR.id, JAR.url, xml_text(body))


@every_format
def test_a_story_without_a_title_is_called_by_its_address(name):
    nameless, named = replace(JAR, title=" \x01"), replace(JAR, title=JAR.url)

    assert render_feed(feed(name, nameless), [""]) == render_feed(feed(name, named), [""])


@every_format
def test_a_time_without_a_zone_is_refused(name):
    with pytest.raises(ValueError) as caught:
        render_feed(feed(name, JAR, updated=datetime(2026, 11, 9)), [""])  # noqa: DTZ001

    assert str(caught.value) == "2026-11-09 00:00:00 has no time zone"


@every_format
def test_every_entry_needs_its_text(name):
    with pytest.raises(ValueError):
        render_feed(feed(name, JAR, SILENCE), [""])


@every_format
def test_the_guides_name_the_format_and_the_preview_serves_it(name):
    form = FEED_FORMATS[name]

    assert rows(section(guide("docs/developers.md"), "A feed format"))[name] == [
        f"`{form.file}`",
        f"`{form.media_type}`",
    ]
    assert f'"{name}"' in rows(guide("docs/district.md"))["feeds.formats"][1]
    assert Path(form.file).suffix in CONTENT_TYPES


def test_no_two_formats_share_a_file_or_a_media_type():
    assert len({form.file for form in FEED_FORMATS.values()}) == len(FEED_FORMATS)
    assert len({form.media_type for form in FEED_FORMATS.values()}) == len(FEED_FORMATS)


# A new format

MODULE = '''
def write(feed, bodies):
    """The titles and addresses of a feed."""
    lines = (feed.title, *(f"{item.published:%Y-%m-%d} {item.title} <{item.url}>" for item in feed.items))
    return "".join(f"{line}\\n" for line in lines).encode()
'''


@pytest.fixture
def txt(tmp_path, monkeypatch):
    """A format that edblog does not have: one module, and one line of the table."""
    (tmp_path / "txt.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(feeds, "__path__", [*feeds.__path__, str(tmp_path)])
    monkeypatch.setitem(FEED_FORMATS, "txt", FeedFormat("Plain text", "feed.txt", "text/plain"))
    yield
    sys.modules.pop("edblog.outputs.feeds.txt", None)


def test_a_new_format_is_one_module_and_one_line(txt, make_site):
    config = CONFIG + '[feeds]\nformats = ["txt"]\n'
    site = make_site({"edblog.toml": config, "content/posts/jar.md": post(title="The jar & lid")})
    home = "https://district.example/stories/"

    assert site.build().ok
    # files
    story = f"2026-01-02 The jar & lid <{home}posts/jar/>\n"
    assert site.output("feed.txt") == f"Stories\n{story}"
    assert site.output("authors/rosa/feed.txt") == f"Rosa Okafor · Stories\n{story}"
    # autodiscovery
    assert re.findall('<link rel="alternate" [^>]*>', site.output("authors/rosa/index.html")) == [
        '<link rel="alternate" type="text/plain" title="Rosa Okafor (Plain text)" href="/stories/authors/rosa/feed.txt">',
        '<link rel="alternate" type="text/plain" title="Stories (Plain text)" href="/stories/feed.txt">',
    ]
    # the Follow page, the foot of every page, and the chip of a person
    chip = r'<a class="chip topic" href="(/[^"]*feed\.txt)" type="text/plain">(?:<svg.*?</svg>)?([^<]*)'
    assert re.findall(chip, site.output("follow/index.html"), re.DOTALL) == [
        ("/stories/feed.txt", "Plain text"),
        ("/stories/authors/rosa/feed.txt", "Plain text"),
        ("/stories/schools/maple-street-elementary/feed.txt", "Plain text"),
    ]
    assert '<li><a href="/stories/feed.txt">Plain text</a></li>' in site.output("posts/jar/index.html")
    assert "Plain text feed</a>" in site.output("authors/rosa/index.html")
    # OPML
    outlines = ET.fromstring(site.output("feeds.opml")).iterfind("body/outline/outline")
    assert [outline.get("xmlUrl") for outline in outlines] == [
        f"{home}feed.txt",
        f"{home}authors/rosa/feed.txt",
        f"{home}schools/maple-street-elementary/feed.txt",
    ]
    # headers
    assert "/stories/*feed.txt\n  Content-Type: text/plain\n" in site.output("_headers")


def test_a_new_format_is_named_where_a_format_is_mistyped(txt):
    _, problems = read_config(CONFIG + '[feeds]\nformats = ["txd", "yaml"]\n')

    assert [(problem.message, problem.help) for problem in problems] == [
        ('there is no feed format "txd"', 'did you mean "txt"?'),
        ('there is no feed format "yaml"', 'write: formats = ["rss", "atom"]'),
    ]
