"""Every renderer of `WRITERS` keeps one contract."""

from base64 import b64encode
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import partial
from hashlib import blake2b, sha384
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from PIL import Image
from tests.unit.test_docs import read as guide
from tests.unit.test_docs import rows, section
from tests.unit.test_feeds import JAR, feed
from tests.unit.test_theme import PAGE

from edblog import views
from edblog.catalog.headers import headers
from edblog.catalog.sharing import look_of
from edblog.catalog.words import english_texts
from edblog.kinds import KINDS
from edblog.outputs.copies import read_unchanged
from edblog.outputs.render import WRITERS, bodies_of, render, renderer_digest, writer_of
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.theme import load_theme
from edblog.serve.media import CONTENT_TYPES
from edblog.settings import Config
from edblog.views.digests import Digest, DigestFeed, DigestPage, DigestText
from edblog.views.search import SearchManifest, SearchTable
from edblog.web.markup import CleanHtml

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "themes"
CONFIG = Config(title="Stories", base_url="https://district.example/stories/")
HOME = CONFIG.base_url


def picture():
    data = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, "PNG")
    return data.getvalue()


def card():
    theme, _ = load_theme("marigold", ROOT, THEMES)
    return views.SharingCard(
        look=look_of(theme), layout="panel", site="Stories", title="The jar", tone=0, drawing=0
    )


PICTURE = picture()
DIGEST = blake2b(PICTURE, digest_size=16).digest()


class Sample(NamedTuple):
    path: str
    view: views.View
    begins: bytes
    """What the file begins with."""
    media_type: str
    """As a server should say it; empty for a file that is for the server itself."""
    renderer: str = ""
    """Where it is not the key."""


XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
FEED = b"<?xml version='1.0' encoding='UTF-8'?>\n<rss "
PNG = b"\x89PNG\r\n\x1a\n"
SITEMAP = views.Sitemap((views.SitemapEntry(HOME, datetime(2026, 11, 9, tzinfo=UTC)),))
PARTS = views.SitemapIndex((f"{HOME}sitemap-pages-1.xml",))
COPY = views.Copy("content/posts/jar.png", DIGEST)
INTEGRITY = f"sha384-{b64encode(sha384(PICTURE).digest()).decode()}"
CHECKED = views.CheckedCopy("content/posts/jar.png", DIGEST, INTEGRITY)
EDITOR_PAGE = views.EditorPage(
    title="Write", lang="en", policy="default-src 'self'", icon="", config="config.yml", config_type="text/yaml",
    script="editor.js", integrity=INTEGRITY, scripts=(), styles=(), repository="https://git.example/a/b", language="",
)  # fmt: skip
TEXT = replace(PAGE, body=views.Body(b"", ()))
MANIFEST = SearchManifest(1, 0, ("0123456789", ""), ("",), (), (), {}, ("posts",), (), 128, 25)
LETTER = DigestPage(
    **{name: getattr(PAGE, name) for name in views.PageView.__struct_fields__},
    digest=Digest(
        key="2026-01", unit="month", first=datetime(2026, 1, 1, tzinfo=UTC), last=datetime(2026, 1, 31, tzinfo=UTC), about=None,
        preview="", count=0, stories=(), more=0, all=HOME, events=(), groups=(), write="", home=HOME, browser=HOME, text=HOME,
    ),
)  # fmt: skip
SAMPLES = {
    ".html": Sample("about/index.html", TEXT, b"<!DOCTYPE html>\n", "text/html", "page.html"),
    "feed": Sample("rss.xml", feed("rss", JAR), FEED, "application/rss+xml"),
    "markdown": Sample(
        "posts/jar/index.md",
        views.MarkdownStory(title="Full jar", facts={"title": "Full jar"}, body=views.Body(b"", ())),
        b'---\ntitle: "Full jar"\n',
        "text/markdown",
    ),
    "digest-text": Sample(
        "digests/2026-01/email.txt", DigestText(LETTER), b"Stories\nJanuary 2026\n", "text/plain"
    ),
    "digest-feed": Sample(
        "digests/monthly/rss.xml", DigestFeed(feed("rss", JAR), (LETTER,)), FEED, "application/rss+xml"
    ),
    "opml": Sample("feeds.opml", views.Opml("Stories", ()), XML + b"<opml ", "text/x-opml"),
    "qr-code": Sample("resources/jar/qr.svg", views.QrCode(HOME), b"<svg xmlns", "image/svg+xml"),
    "sitemap": Sample("sitemap.xml", SITEMAP, XML + b"<urlset ", "application/xml"),
    "sitemap-index": Sample("sitemap.xml", PARTS, XML + b"<sitemapindex ", "application/xml"),
    "robots": Sample("robots.txt", views.Robots(f"{HOME}sitemap.xml"), b"User-agent: *\n", "text/plain"),
    "calendar": Sample(
        "events/chat/event.ics",
        views.Calendar(title="Chats", url=HOME, zones=(), events=()),
        b"BEGIN:VCALENDAR\r\n",
        "text/calendar",
    ),
    "podcast": Sample(
        "recordings/podcast.xml",
        views.Podcast(
            title="Stories",
            description="",
            url=HOME,
            self_url=HOME,
            language="en",
            author="",
            email="",
            cover=f"{HOME}cover.png",
            updated=datetime(2026, 11, 9, tzinfo=UTC),
            episodes=(),
        ),
        FEED,
        "application/xml",
    ),
    "headers": Sample("_headers", headers(CONFIG, KINDS), b"# Made by edblog.", ""),
    "search-table": Sample("search/0123456789.txt", SearchTable("jar\t!0\n"), b"jar\t", "text/plain"),
    "search-manifest": Sample("search/manifest.json", MANIFEST, b'{"stories":1,', "application/json"),
    "text": Sample("admin/fonts.css", views.Text("a {}\n"), b"a {}\n", "text/css"),
    "editor-page": Sample("admin/index.html", EDITOR_PAGE, b"<!doctype html>\n", "text/html"),
    "checked-copy": Sample("admin/editor.png", CHECKED, PNG, "image/png"),
    "copy": Sample("media/posts/jar.png", COPY, PNG, "image/png"),
    "script": Sample(
        "assets/comments/disqus.js", views.Copy("services/comments/disqus.js", b""), b"// ", "text/javascript"
    ),
    "sharing-card": Sample("posts/jar/card.png", card(), PNG, "image/png"),
    "resized": Sample("media/resized/jar-4.png", views.Resized(DIGEST, 4, 3), PNG, "image/png"),
}
every_renderer = pytest.mark.parametrize("name", WRITERS)


def output(name):
    sample = SAMPLES[name]
    return views.Output(sample.path, sample.renderer or name, sample.view)


@pytest.fixture(scope="module")
def renderer():
    return new_renderer()


def new_renderer():
    theme, problems = load_theme("bare", ROOT / "tests/sites/minimal/src", THEMES)
    assert theme is not None, problems
    return Renderer(theme.with_fallbacks(english_texts(KINDS)), "en")


def make(name, renderer, folder):
    """The bytes of the example, made in the way that the pipeline goes about it."""
    one, writer = output(name), WRITERS[name]
    if writer.takes == "view":
        return render(one, [CleanHtml("<p>Full jar</p>")] * len(bodies_of(one)), renderer)
    if writer.takes == "file":
        data, problem = writer.make(one.view, folder, THEMES)
        assert problem is None
        return data
    if writer.takes == "fonts":
        data, problem = writer.make(one.view, partial(read_unchanged, folder, THEMES))
        assert problem is None
        return data
    (data,) = writer.make(PICTURE, [(one.view.width, one.view.height)])
    return data


def test_every_renderer_has_an_example():
    assert SAMPLES.keys() == WRITERS.keys()
    assert {name: writer_of(output(name).renderer) for name in SAMPLES} == WRITERS


@every_renderer
def test_the_same_view_makes_the_same_bytes_of_its_kind(name, renderer, tmp_path):
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/jar.png").write_bytes(PICTURE)

    data = make(name, renderer, tmp_path)

    assert isinstance(output(name).view, WRITERS[name].view)
    assert data == make(name, new_renderer(), tmp_path)
    assert data.startswith(SAMPLES[name].begins)


@every_renderer
def test_a_renderer_shows_the_texts_of_its_view(name, renderer, tmp_path):
    if bodies_of(output(name)):
        assert b"Full jar" in make(name, renderer, tmp_path)


@every_renderer
def test_servers_are_told_the_media_type_where_they_do_not_know_it(name):
    path, media_type = SAMPLES[name].path, SAMPLES[name].media_type
    view = headers(CONFIG, KINDS)
    told = {type_ for pattern, type_ in view.feeds + view.types if fnmatchcase(view.root + path, pattern)}
    known = {CONTENT_TYPES[Path(path).suffix]} if Path(path).suffix in CONTENT_TYPES else set()

    assert {type_.partition(";")[0] for type_ in told or known} == ({media_type} if media_type else set())


def test_an_output_is_made_again_by_another_edblog_unless_it_is_a_picture(renderer):
    another = {name for name in WRITERS if _digest(name, renderer, b"1") != _digest(name, renderer, b"2")}

    assert another == WRITERS.keys() - {"resized", "sharing-card"}


def test_a_page_is_made_again_by_another_template(renderer):
    assert renderer_digest("post.html", renderer, b"") != renderer_digest("page.html", renderer, b"")


def _digest(name, renderer, version):
    return renderer_digest(output(name).renderer, renderer, version)


@every_renderer
def test_the_guide_names_the_renderer_with_its_view(name):
    assert (
        rows(section(guide("docs/developers.md"), "An output"))[name][0] == f"`{WRITERS[name].view.__name__}`"
    )
