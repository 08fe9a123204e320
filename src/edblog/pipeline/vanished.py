"""Reports addresses that a build removes from the site, with the alias that would keep old links working.

The digest of each text is stored with its address, so that a text that moved can be recognized.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from edblog.catalog.site import Site
from edblog.model import Document, Record
from edblog.problems import Problem
from edblog.web.urls import HOME_SLUG, output_of


class Published(Record, frozen=True, array_like=True):
    """A text at the time when it was public."""

    source: str
    title: str
    text: bytes
    """Digest of its HTML."""


def published(texts: Iterable[Document]) -> dict[str, Published]:
    """Texts that have a page of their own, by output path."""
    return {output_of(text.address): _published(text) for text in texts}


def decoded(note: bytes) -> dict[str, Published]:
    """The stored texts by output path; none if the stored value (MessagePack) cannot be read."""
    try:
        return msgspec.msgpack.decode(note, type=dict[str, Published])
    except msgspec.MsgspecError:
        return {}


def vanished(
    files: Iterable[str], target: Collection[str], site: Site, before: Mapping[str, Published]
) -> list[Problem]:
    """A notice for each text's address that is in the public `files` but not in the `target`; `before` has the texts there."""
    gone = sorted(
        path
        for path in files
        if path not in target and (path in before or _is_story(path, site.stream.folder))
    )
    if not gone:
        return []
    later = {output_of(held.url) for held in site.held}
    new = [text for text in site.documents if output_of(site.urls[text.source]) not in before]
    what = {kind.folder: kind.what.partition(" ")[2] for kind in site.kinds}
    notices = []
    for path in gone:
        # A held-back story has a notice of its own, and its address will come back.
        if path not in later:
            was = before.get(path)
            now = _probably_same(was, new) if was else None
            notices.append(_notice(path, was, now, what.get(now.folder, "text") if now else ""))
    return notices


def _published(text: Document) -> Published:
    return Published(text.source, text.label, text.text.digest)


def _is_story(path: str, stories: str) -> bool:
    folder, _, rest = path.partition("/")
    slug, _, name = rest.partition("/")
    return folder == stories and slug != "page" and name == "index.html"


def _probably_same(was: Published, new: Iterable[Document]) -> Document | None:
    """The text that was probably at the address: that of the same file, else with the same words, else with the same title."""
    kind = was.source.split("/")[1]
    found = [text for text in new if text.source.split("/")[1] == kind]
    marks: tuple[Callable[[Document], bool], ...] = (
        lambda text: text.source == was.source,
        lambda text: text.text.words > 0 and text.text.digest == was.text,
        lambda text: text.label.casefold() == was.title.casefold(),
    )
    return next((text for mark in marks for text in found if mark(text)), None)


def _notice(path: str, was: Published | None, now: Document | None, what: str) -> Problem:
    url = "/" + path.removesuffix("index.html")
    if now is None:
        source = was.source if was else f"content/{path.removesuffix('/index.html')}.md"
        message = f'the address "{url}" is no longer on the site'
        help_ = f"if the page moved, add this line to its new file: aliases: [{url}]; if it was deleted on purpose, there is nothing to do"
        return Problem(source, "notice", "address-gone", message, help_, line=1, column=1)
    message = f'the address "{url}" is no longer on the site; this {what} seems to be the page that was there'
    # edblog adds this alias to home.md itself.
    written = [alias for alias in now.aliases if not (now.address == "" and alias == f"/{HOME_SLUG}/")]
    line = f"aliases: [{', '.join((*written, url))}]"
    place = "change the line aliases to this" if written else "add a line between the two ---"
    help_ = f"so that old links still work, {place}: {line}"
    return Problem(
        now.source, "notice", "address-gone", message, help_, key=("aliases", "slug", "title", "name")
    )
