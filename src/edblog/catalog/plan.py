"""Plans the outputs of a site: each with its path, its view and its renderer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from edblog import submit
from edblog.catalog.addresses import generated
from edblog.catalog.cards import Cards
from edblog.catalog.editor import checked_copy, editor_outputs, missing_files
from edblog.catalog.feeds import Subscriptions
from edblog.catalog.frame import Frame
from edblog.catalog.headers import headers
from edblog.catalog.pages import COLORS, Pages
from edblog.catalog.reach import EVERYTHING, Reach
from edblog.catalog.revision import Change
from edblog.catalog.site import Site, media_url, static_url
from edblog.catalog.sitemaps import sitemap_paths, sitemaps
from edblog.catalog.words import Words
from edblog.model import Document, SourceFile, Theme
from edblog.problems import Problem
from edblog.settings import Config
from edblog.views import Copy, Output, Resized, Robots, Text
from edblog.web.urls import collision_key, output_of

if TYPE_CHECKING:
    from edblog.catalog.search.edit import Load, SearchEdit
    from edblog.views.search import SearchManifest

ASSETS = "assets/"
"""URL path of the theme's static files."""


def plan(
    site: Site, theme: Theme, config: Config, static: Iterable[SourceFile], reach: Reach = EVERYTHING
) -> tuple[list[Output], list[Problem]]:
    """The outputs of the site within reach, and problems such as two outputs with one path.

    `static` has the files in `static/`, which are published unchanged.
    """
    static = tuple(static)
    pages = _pages(site, theme, config, static, reach)
    outputs, cards, frame = _outputs(pages), pages.cards, pages.frame
    if not reach.everything:
        return outputs, []
    outputs += [
        *_redirects(site, pages),
        Output(
            "robots.txt", "robots", Robots("" if config.noindex else cards.origin + cards.href("sitemap.xml"))
        ),
        Output("_headers", "headers", headers(config, site.kinds)),
        *_copies(site, theme, config),
        *_own_colors(theme),
        *(_search(pages) if pages.is_searched else ()),
        *(editor_outputs(site, config, static, frame.icon()[0]) if config.editor.is_on else ()),
    ]
    own = [
        checked_copy(file, config) or Output(static_url(file.path), "copy", Copy(file.path, file.digest))
        for file in static
    ]
    replaced = {output.path for output in own} & {"robots.txt", "favicon.ico", "_headers", "llms.txt"}
    outputs = [output for output in outputs if output.path not in replaced] + own
    problems = [
        *_clashes(outputs, site),
        *frame.problems({output.path for output in outputs}),
        *missing_files(config, static),
    ]
    return [*outputs, *_former(site, pages, outputs)], problems


def plan_edit(
    before: Site, after: Site, theme: Theme, config: Config, static: Iterable[SourceFile], reach: Reach
) -> tuple[list[Output], frozenset[str]] | None:
    """The outputs that an edit of a few records may change, and the paths of those that are gone; None if others may depend on these.

    Beside those within `reach`, the pages of records on which other kinds show other parts than before the edit.
    """
    static = tuple(static)
    former, pages = (_pages(site, theme, config, static, reach) for site in (before, after))
    reach = reach.with_newest_pages(_changed_beside(former, pages))
    former.reach = pages.reach = reach
    outputs = _outputs(pages)
    paths = {output.path for output in outputs}.union(sitemap_paths(after))
    gone = frozenset(path for path in _paths(former) if path not in paths)
    return (outputs, gone) if _may_go(gone, former, pages) else None


def plan_search(
    before: SearchManifest | None,
    former: Site | None,
    site: Site,
    order: Sequence[str],
    theme: Theme,
    config: Config,
    changes: Sequence[Change],
    load: Load,
) -> SearchEdit | None:
    """The files of the search after an edit, which `revised` takes from those before it; None if the whole site must be planned."""
    from edblog.catalog.search.edit import revised

    words = Words(theme, config.language)
    cards = Cards(site.titled(words), config)
    return None if before is None else revised(before, changes, order, cards, load, former)


def _search(pages: Pages) -> Iterator[Output]:
    from edblog.catalog.search.index import search_outputs

    return search_outputs(pages.cards)


def _may_go(gone: Collection[str], former: Pages, pages: Pages) -> bool:
    """Whether outputs can go without a look at the whole site: each belongs to a record that stays, and nothing else depends on it.

    No link may lead to it, neither in a text nor in the settings, and no redirect may have waited for its path.
    """
    if not gone:
        return True
    site = former.site
    others = [text for kind in site.kinds if not kind.is_stream for text in site.records[kind.folder]]
    owners = [text.address for text in others if text.address and pages.reach.has(text)]
    linked = generated(former.config, site.indexes, former.cards.lists, site.moved, ())
    linked |= {*former.frame.linked(), *(text.address for text in others)}
    paths = {output_of(form) for url in linked for form in (url, f"{url}/")}
    waiting = {
        collision_key(output_of(url)) for url in (*site.moved, *map(site.former_address, others)) if url
    }
    return all(
        path not in paths
        and any(path.startswith(address) for address in owners)
        and not path.startswith(f"{site.stream.folder}/")
        and waiting.isdisjoint((key := collision_key(path), *_folders(key)))
        and not any(way.startswith(f"{key}/") for way in waiting)
        for path in gone
    )


def _changed_beside(former: Pages, pages: Pages) -> Iterator[Document]:
    """The records on whose pages other parts of other records are shown than before, without those within reach."""
    reach, sites = pages.reach, (former.site, pages.site)
    named = {
        (folder, id_)
        for site in sites
        for kind in site.kinds
        for record in (() if kind.is_stream else filter(reach.has, site.records[kind.folder]))
        for _, folder, id_ in kind.named_ids(record)
    }
    for kind in pages.site.kinds:
        if kind.is_stream:
            continue
        before, after = (site.records[kind.folder] for site in sites)
        known = {(record.source, record.slug): record for record in before}
        is_compared = any(map(reach.has, after))
        for record in after:
            old = known.get((record.source, record.slug))
            if (
                old is not None
                and not reach.has(record)
                and (
                    ((kind.folder, record.slug) in named and former.beside(old) != pages.beside(record))
                    or (is_compared and kind.compared(former, old) != kind.compared(pages, record))
                )
            ):
                yield record


def _pages(site: Site, theme: Theme, config: Config, static: tuple[SourceFile, ...], reach: Reach) -> Pages:
    words = Words(theme, config.language)
    cards = Cards(site.titled(words), config)
    return Pages(cards, Subscriptions(cards, words, theme), theme, words, Frame(cards, words, static), reach)


def _outputs(pages: Pages) -> list[Output]:
    """All pages within reach, and the files that are made of several records."""
    config, feeds, reach = pages.config, pages.feeds, pages.reach
    outputs = [*pages.outputs(), *feeds.outputs(reach)]
    outputs += [output for other in pages.others for output in other.feeds.outputs(reach)]
    if not config.noindex:
        outputs += sitemaps(pages.cards, reach)
    if reach.front and config.programs.llms_txt:
        from edblog.catalog.llms import llms

        outputs.append(llms(pages))
    if reach.indexes and config.feeds.formats:
        outputs.append(Output("feeds.opml", "opml", feeds.opml()))
    return outputs


def _paths(pages: Pages) -> Iterator[str]:
    """The paths of all pages within reach, of the files that are made of several records, and of all sitemaps."""
    yield from pages.paths()
    for each in (pages, *pages.others):
        yield from each.feeds.paths(pages.reach)
    if not pages.config.noindex:
        yield from sitemap_paths(pages.site)


def _redirects(site: Site, pages: Pages) -> Iterator[Output]:
    for document in site.documents:
        for alias in document.aliases:
            url = alias.lstrip("/")
            yield Output(output_of(url), "redirect.html", pages.redirect(url, document.address))


def _former(site: Site, pages: Pages, outputs: Iterable[Output]) -> Iterator[Output]:
    """Redirects from addresses in the slug format used until November 2026, unless another output has that path now."""
    ways = {url: text.address for text in site.documents if (url := site.former_address(text))}
    if not (ways := site.moved | ways):
        return
    paths = {output.path for output in outputs}
    files = set(map(collision_key, paths))
    folders = {folder for key in files for folder in _folders(key)}
    for url, target in ways.items():
        key = collision_key(output_of(url))
        # `straße` and `strasse` have the same collision key, but are two addresses.
        is_own = key == collision_key(output_of(target)) and output_of(url) not in paths
        if is_own or (key not in files and key not in folders and files.isdisjoint(_folders(key))):
            files.add(key)
            yield Output(output_of(url), "redirect.html", pages.redirect(url, target))


def _folders(path: str) -> list[str]:
    return [path[:at] for at, sign in enumerate(path) if sign == "/"]


def _copies(site: Site, theme: Theme, config: Config) -> Iterator[Output]:
    for source, media in site.media.items():
        yield Output(media_url(source), "copy", Copy(source, media.digest))
    made: dict[str, Resized] = {}
    for picture in site.shown.values():
        for size in picture.sizes:
            if size.resized:
                made[size.path] = Resized(picture.digest, size.width, size.height)
            if size.webp:
                made[size.webp] = Resized(picture.digest, size.width, size.height, as_webp=True)
    yield from (Output(path, "resized", view) for path, view in made.items())
    for name, file in theme.static.items():
        yield Output(ASSETS + name, "copy", Copy(file.source, file.digest))
    if theme.icon.endswith(".ico") and not config.icon:
        icon = theme.static[theme.icon]
        yield Output("favicon.ico", "copy", Copy(icon.source, icon.digest))
    for name in config.comments.files if config.comments else ():
        yield Output(f"{ASSETS}comments/{name}", "script", Copy(f"services/comments/{name}", b""))
    for path, source in submit.scripts().items() if config.submit.form else ():
        yield Output(ASSETS + path, "script", Copy(source, b""))


def _own_colors(theme: Theme) -> Iterator[Output]:
    if theme.color_styles:
        yield Output(COLORS, "text", Text(theme.color_styles))


def _clashes(outputs: list[Output], site: Site) -> Iterator[Problem]:
    """Problems of two files of the site with one path, or a file at a path where others need a folder.

    `assemble` has already reported documents that share an address.
    """
    owners = {output_of(site.urls[text.source]): text.source for text in site.documents}
    aliases = {output_of(alias.lstrip("/")): (d.source, alias) for d in site.documents for alias in d.aliases}
    files: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    for output in sorted(outputs, key=lambda output: output.renderer == "redirect.html"):
        key = collision_key(output.path)
        parents = [key[:at] for at, sign in enumerate(key) if sign == "/"]
        other = files.get(key) or folders.get(key) or next(filter(None, map(files.get, parents)), None)
        if other is None:
            files[key] = output
            folders.update((parent, output) for parent in parents)
        elif output.renderer == "redirect.html":
            # A text of which only the address is left has a redirect, too; `assemble` knows all addresses of texts.
            source, alias = aliases.get(output.path, ("", ""))
            is_said = not source or other.path in owners or other.renderer == "redirect.html"
            if not is_said or collision_key(other.path) != key:
                message = f'the alias "{alias}" is already an address of this site'
                yield Problem(
                    source,
                    "error",
                    "duplicate-address",
                    message,
                    "delete this alias",
                    key=("aliases",),
                    text=alias,
                )
        elif isinstance(output.view, Copy):
            also = _shown(other.view.source) if isinstance(other.view, Copy) else owners.get(other.path, "")
            message = f'this file would be published as "/{output.path}", and so is {also or "a page that edblog makes"}'
            help_ = "rename this file"
            if output.path == "404.html":
                message, help_ = (
                    "edblog makes 404.html itself, the page that readers see at a wrong address",
                    _NOT_FOUND,
                )
            yield Problem(output.view.source, "error", "duplicate-address", message, help_, line=1, column=1)


_NOT_FOUND = (
    "delete this file; to change the words of the page, set lost_title and lost_text in a theme's translations; "
    "to change the whole page, add templates/404.html to a theme"
)


def _shown(source: str) -> str:
    """A source in the form for messages: for a file of a theme, `theme marigold: static/icon.svg`."""
    if not source.startswith("theme:"):
        return source
    name, _, path = source.removeprefix("theme:").partition("/")
    return f"theme {name}: {path}"
