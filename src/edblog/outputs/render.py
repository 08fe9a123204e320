"""The table of renderers: the view that each takes, the function that makes the bytes, and the digest of its dependencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal, NamedTuple

from edblog import views
from edblog.outputs.body import resolve
from edblog.outputs.templates.renderer import NO_BODY, Renderer
from edblog.versions import drawing_digest, resizing_digest
from edblog.views.digests import DigestFeed, DigestText
from edblog.views.search import SearchManifest, SearchTable
from edblog.web.markup import CleanHtml


class Writer(NamedTuple):
    """A renderer of outputs."""

    view: type[views.View]
    make: Callable[..., Any]
    """Makes the bytes. Its arguments depend on `takes`:
    view: the output, the HTML of its texts and a `Renderer`;
    file: the view, the folder of the site and the folder of the bundled themes; it also returns a problem or None;
    fonts: the view, and a function that returns the bytes of a file of the theme or the problem with it; it also returns a problem or None;
    picture: the bytes of a picture and the sizes to make; it yields the bytes of each size."""
    takes: Literal["view", "file", "fonts", "picture"] = "view"
    digest: Callable[[str, Renderer, bytes], bytes] = lambda _name, _renderer, version: version
    """Computes the digest of the bytes' dependencies except the view; by default, it is the version of edblog, the last argument."""


def bodies_of(output: views.Output) -> tuple[views.Body, ...]:
    """The texts in an output; their HTML is needed to render it."""
    view = output.view
    if isinstance(view, views.Feed):
        return tuple(item.body for item in view.items)
    if isinstance(view, views.PageView):
        return view.texts if view.body is None else (view.body, *view.texts)
    if isinstance(view, views.MarkdownStory):
        return (view.body,)
    if isinstance(view, views.PageView) and view.body is not None:
        return (view.body,)
    return ()


def _page(output: views.Output, html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    view = output.view
    assert isinstance(view, views.PageView)
    sizes, body, rest = renderer.theme.picture_sizes, NO_BODY, html
    if view.body is not None:
        players = [renderer.player(view, embed) for embed in view.body.embeds]
        marked, notes = renderer.explained(view, html[0])
        body = resolve(marked, view.body, sizes, players, notes)
        rest = html[1:]
    texts = [resolve(text, found, sizes, start=0) for text, found in zip(rest, view.texts, strict=True)]
    return renderer.render(output.renderer, view, body, texts).encode()


def _feed(output: views.Output, html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    from edblog.outputs.feeds import render_feed

    assert isinstance(output.view, views.Feed)
    sizes = renderer.theme.picture_sizes
    bodies = [resolve(text, body, sizes, start=0) for text, body in zip(html, bodies_of(output), strict=True)]
    return render_feed(output.view, bodies)


def _markdown(output: views.Output, html: Sequence[CleanHtml], _renderer: Renderer) -> bytes:
    from edblog.outputs.markdown.stories import render_markdown

    assert isinstance(output.view, views.MarkdownStory)
    return render_markdown(output.view, resolve(html[0], output.view.body, ""))


def _imported(name: str) -> Callable[..., Any]:
    """A function in a module of `outputs` that is imported at the first call: most builds need few of these modules."""
    module, _, function = name.rpartition(".")

    def call(*args: Any) -> Any:
        return getattr(import_module(f"edblog.outputs.{module}"), function)(*args)

    return call


def _list(name: str) -> Callable[..., bytes]:
    """A function in a module of `outputs` that takes only a view, imported at the first call."""
    write = _imported(name)
    return lambda output, _html, _renderer: write(output.view)


EMAIL = "emails/content.html"
"""The template of what is in a digest."""
TEMPLATES = ".html"
"""The entry of all templates in `WRITERS`, and the end of their names."""
WRITERS: dict[str, Writer] = {
    TEMPLATES: Writer(views.PageView, _page, digest=lambda name, templates, v: templates.digest(name, v)),
    "feed": Writer(views.Feed, _feed),
    "markdown": Writer(views.MarkdownStory, _markdown),
    "digest-text": Writer(
        DigestText,
        _imported("digests.render_text"),
        digest=lambda _, templates, v: templates.digest(EMAIL, v),
    ),
    "digest-feed": Writer(
        DigestFeed,
        _imported("digests.render_feed"),
        digest=lambda _, templates, v: templates.digest(EMAIL, v),
    ),
    "calendar": Writer(views.Calendar, _list("calendars.writer.render_calendar")),
    "podcast": Writer(views.Podcast, _list("feeds.podcast.render_podcast")),
    "opml": Writer(views.Opml, _list("listings.render_opml")),
    "qr-code": Writer(views.QrCode, _list("qr_codes.render_qr_code")),
    "sitemap": Writer(views.Sitemap, _list("listings.render_sitemap")),
    "sitemap-index": Writer(views.SitemapIndex, _list("listings.render_sitemap_index")),
    "robots": Writer(views.Robots, _list("listings.render_robots")),
    "headers": Writer(views.Headers, _list("headers.render_headers")),
    "search-table": Writer(SearchTable, _list("search.render_table")),
    "search-manifest": Writer(SearchManifest, _list("search.render_manifest")),
    "text": Writer(views.Text, _list("editor.render_text")),
    "editor-page": Writer(views.EditorPage, _list("editor.render_page")),
    "checked-copy": Writer(views.CheckedCopy, _imported("copies.read_checked"), "file"),
    "copy": Writer(views.Copy, _imported("copies.read_copy"), "file"),
    "script": Writer(views.Copy, _imported("copies.read_script"), "file"),
    "sharing-card": Writer(
        views.SharingCard, _imported("sharing.drawing.draw_card"), "fonts", lambda *_: drawing_digest()
    ),
    "resized": Writer(views.Resized, _imported("resizing.resize"), "picture", lambda *_: resizing_digest()),
}
"""Every renderer by name."""


def writer_of(name: str) -> Writer:
    """The renderer of a name such as `feed` or `post.html`."""
    return WRITERS[TEMPLATES if name.endswith(TEMPLATES) else name]


def render(output: views.Output, html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    """The bytes of an output that takes a view; `html` has the HTML of its texts in the order of `bodies_of`.

    Raises `TemplateFault` for a mistake in a template.
    """
    data: bytes = writer_of(output.renderer).make(output, html, renderer)
    return data


def renderer_digest(name: str, renderer: Renderer, version: bytes) -> bytes:
    """The digest of everything that the bytes of an output depend on, except its view."""
    return writer_of(name).digest(name, renderer, version)
