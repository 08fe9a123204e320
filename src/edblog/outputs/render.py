"""From one output's view to its bytes: templates, feeds and lists behind one function."""

from __future__ import annotations

from collections.abc import Sequence

from edblog.markup import CleanHtml
from edblog.outputs.body import resolve
from edblog.outputs.templates.renderer import Renderer
from edblog.versions import resizing_digest
from edblog.views import Body, Feed, Output, PageView

RESIZED = "resized"
"""Renderer of smaller versions of pictures, several of which are made at once: `resizing` has it."""


def bodies_of(output: Output) -> tuple[Body, ...]:
    """The texts that an output shows; their HTML must be at hand to render it."""
    view = output.view
    if isinstance(view, Feed):
        return tuple(item.body for item in view.items)
    if isinstance(view, PageView) and view.body is not None:
        return (view.body,)
    return ()


def render(output: Output, html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    """The bytes of an output; `html` holds its texts in the order of `bodies_of`.

    Raises `TemplateFault` for what is wrong with a template.
    """
    view = output.view
    sizes = renderer.theme.picture_sizes
    if isinstance(view, PageView):
        body = view.body
        if body is None:
            return renderer.render(output.renderer, view).encode()
        players = [renderer.player(view, embed) for embed in body.embeds]
        return renderer.render(output.renderer, view, resolve(html[0], body, sizes, players)).encode()
    resolved = [resolve(text, body, sizes) for text, body in zip(html, bodies_of(output), strict=True)]
    # Most builds need neither the XML of feeds nor that of lists.
    if isinstance(view, Feed):
        from edblog.outputs.feeds import render_feed

        return render_feed(view, resolved)
    from edblog.outputs.listings import WRITERS

    return WRITERS[output.renderer](view)


def renderer_digest(name: str, renderer: Renderer, version: bytes) -> bytes:
    """What the bytes of an output depend on besides its view."""
    if name == RESIZED:
        return resizing_digest()
    return renderer.digest(name, version) if name.endswith(".html") else version
