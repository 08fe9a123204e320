"""Addresses that a build takes off the site, each with the alias that would keep old links working.

The digest of each text is kept beside its address, so that a text that has moved can be recognized.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from edblog.catalog.site import Site
from edblog.model import Document, Record
from edblog.problems import Problem
from edblog.urls import HOME_SLUG, output_of


class Published(Record, frozen=True, array_like=True):
    """A text as it was public."""

    source: str
    title: str
    text: bytes
    """Digest of its HTML."""


def published(site: Site) -> dict[str, Published]:
    """Every text of a site that has an address of its own, by the path of its output."""
    return {output_of(site.urls[text.source]): _published(text) for text in site.documents}


def decoded(note: bytes) -> dict[str, Published]:
    """The texts that were kept; none where the note cannot be read."""
    try:
        return msgspec.msgpack.decode(note, type=dict[str, Published])
    except msgspec.MsgspecError:
        return {}


def vanished(
    files: Iterable[str], target: Collection[str], site: Site, before: Mapping[str, Published]
) -> list[Problem]:
    """A notice for each address of a text that is among the public `files` and not in the `target`."""
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
        # A story that is held back has a notice already, and its address will come back.
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
    """The text that was probably at the address: the same file, else the same words, else the same title."""
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
        message = f'the address "{url}" is gone from the site'
        help_ = f"if this moved, add a line to the file that has it now: aliases: [{url}]; if it was taken down, there is nothing to do"
        return Problem(source, "notice", "address-gone", message, help_, line=1, column=1)
    message = f'the address "{url}" is gone from the site; this {what} seems to be what was there'
    # edblog itself gives home.md an alias.
    written = [alias for alias in now.aliases if not (now.address == "" and alias == f"/{HOME_SLUG}/")]
    line = f"aliases: [{', '.join((*written, url))}]"
    place = "change the line aliases to this" if written else "add a line between the two ---"
    help_ = f"so that old links still work, {place}: {line}"
    return Problem(
        now.source, "notice", "address-gone", message, help_, key=("aliases", "slug", "title", "name")
    )
