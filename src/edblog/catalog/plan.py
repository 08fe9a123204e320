"""From the site to the outputs that it consists of: which files, from which views, by which renderers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from edblog.catalog.cards import Cards
from edblog.catalog.feeds import Subscriptions
from edblog.catalog.pages import Pages
from edblog.catalog.site import Site, document_url, media_url
from edblog.config import Config
from edblog.model import SourceFile
from edblog.outputs.listings import SITEMAP_LIMIT
from edblog.outputs.theme import Theme
from edblog.problems import Problem
from edblog.urls import collision_key, output_of
from edblog.views import Copy, Output, RedirectPage, Robots, Sitemap, SitemapEntry

ASSETS = "assets/"
"""URL path of the theme's static files."""


def plan(site: Site, theme: Theme, config: Config, static: Iterable[SourceFile]) -> tuple[list[Output], list[Problem]]:
    """Every output of the site, and the problems of two outputs that want one path.

    `static` holds the files of the district that are published as they are.
    """
    cards = Cards(site, config)
    feeds = Subscriptions(cards)
    pages = Pages(cards, feeds, theme)
    outputs = [
        *pages.outputs(),
        *feeds.outputs(),
        Output("feeds.opml", "opml", feeds.opml()),
        *_redirects(site, pages),
        *_sitemap(pages, cards),
        *_copies(site, theme, config),
    ]
    own = [Output(file.path.partition("/")[2], "copy", Copy(file.path, file.digest)) for file in static]
    replaced = {output.path for output in own} & {"robots.txt", "favicon.ico"}
    outputs = [output for output in outputs if output.path not in replaced] + own
    return outputs, list(_clashes(outputs))


def _redirects(site: Site, pages: Pages) -> Iterator[Output]:
    for document in (*site.posts, *site.authors.values(), *site.credentials.values(), *site.pages):
        for alias in document.aliases:
            url = alias.lstrip("/")
            yield Output(output_of(url), "redirect.html", pages.redirect(url, document_url(document)))


def _sitemap(pages: Pages, cards: Cards) -> Iterator[Output]:
    entries = tuple(
        SitemapEntry(cards.origin + view.url, pages.modified(view))
        for view in (output.view for output in pages.outputs() if output.renderer != "404.html")
        if not isinstance(view, RedirectPage) and hasattr(view, "url")
    )[:SITEMAP_LIMIT]
    yield Output("sitemap.xml", "sitemap", Sitemap(entries))
    yield Output("robots.txt", "robots", Robots(cards.origin + cards.href("sitemap.xml")))


def _copies(site: Site, theme: Theme, config: Config) -> Iterator[Output]:
    for source, media in site.media.items():
        yield Output(media_url(source), "copy", Copy(source, media.digest))
    for name, file in theme.static.items():
        yield Output(ASSETS + name, "copy", Copy(file.source, file.digest))
    if theme.icon.endswith(".ico"):
        icon = theme.static[theme.icon]
        yield Output("favicon.ico", "copy", Copy(icon.source, icon.digest))
    for script in config.comments.scripts if config.comments else ():
        yield Output(f"{ASSETS}comments/{script}", "script", Copy(script, b""))


def _clashes(outputs: list[Output]) -> Iterator[Problem]:
    keys = Counter(collision_key(output.path) for output in outputs)
    seen: dict[str, Output] = {}
    for output in outputs:
        key = collision_key(output.path)
        if keys[key] == 1:
            continue
        other = seen.setdefault(key, output)
        if other is output:
            continue
        source = output.view.source if isinstance(output.view, Copy) else "edblog.toml"
        yield Problem(
            source if not source.startswith("theme:") else "edblog.toml",
            "error",
            "duplicate-address",
            f'two files of the site want the address "/{output.path}"',
            f"rename this file; the other one is {_name(other)}",
            line=1,
            column=1,
        )


def _name(output: Output) -> str:
    return f'"{output.view.source}"' if isinstance(output.view, Copy) else f"made by {output.renderer}"
