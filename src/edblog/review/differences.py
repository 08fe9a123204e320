"""Finds differences between two versions of a text: words, pictures, links, players and HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from edblog.files.types import PICTURES, extension
from edblog.model import Document
from edblog.review.fields import web_addresses
from edblog.review.values import Note
from edblog.services.embeds import HOSTS
from edblog.sources.front_matter.parsing import Mapping
from edblog.sources.markdown.prose import without_code
from edblog.start.wording import count

_MOST_NAMED = 10
"""The most hosts or tags that a note lists."""
# Linear: the sanitizer writes attributes in double quotes.
_HREF = re.compile(r'\shref="([^"]*)"')
# Linear: the character after the name of a tag cannot be part of the name.
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")


class Version(NamedTuple):
    """A text before or after the change."""

    record: Document | None
    fields: Mapping | None
    body: str
    html: str


NONE = Version(None, None, "", "")


def pictures_of(record: Document | None) -> set[str]:
    """The paths of the pictures in a text, as written there."""
    if record is None:
        return set()
    named = {reference.target for reference in record.text.references if reference.kind == "picture"}
    named |= {picture.path for picture in record.named_pictures().values()}
    return {name.removeprefix("./") for name in named if extension(name) in PICTURES}


def photos(record: Document, added: int) -> Iterator[Note]:
    """The note about people in new pictures."""
    shown = count(added, "picture")
    if not added:
        return
    if record.people_in_photo is None:
        yield Note(
            "look",
            f"{shown}; nobody says whether people can be recognized in {'it' if added == 1 else 'them'}",
        )
    elif record.people_in_photo:
        yield Note(
            "look",
            f"{shown} with people (release: {'yes' if record.photo_release else 'no, so do not publish yet'})",
        )
    else:
        yield Note("fact", f"{shown}; nobody can be recognized, the writer says")


def words(old: Version, new: Version, *, is_new: bool) -> Iterator[Note]:
    """The note about the words of a new text, or about added and deleted words; moved words do not count."""
    before, after = Counter(old.body.split()), Counter(new.body.split())
    added, removed = (after - before).total(), (before - after).total()
    if is_new and new.record:
        yield Note("fact", count(new.record.text.words, "word"))
    elif added or removed:
        yield Note("fact", f"{count(added, 'word')} added, {removed:,} removed")
    elif old.body.split() != new.body.split():
        yield Note("fact", "the same words in another order")
    elif old.body != new.body:
        yield Note("fact", "the same words; only spaces or line breaks differ")


def parts(old: Version, new: Version, own: str) -> Iterator[Note]:
    """Notes about new links, players and HTML in a text."""
    if hosts := sorted(_hosts(new) - _hosts(old) - {own}):
        yield Note("fact", "links to {}" + _and_more(hosts), (", ".join(hosts[:_MOST_NAMED]),))
    if odd_hosts := [
        host for host in hosts if host.startswith("xn--") or ".xn--" in host or not re.search("[a-z]", host)
    ]:
        yield Note(
            "look", "is this really the site that it seems to be? {}", (", ".join(odd_hosts[:_MOST_NAMED]),)
        )
    if players := sorted(_players(new) - _players(old)):
        yield Note("fact", "players of {}, which load when a reader clicks", (", ".join(players),))
    if tags := sorted(_tags(new) - _tags(old)):
        yield Note("look", "HTML in the text: {}" + _and_more(tags), (", ".join(tags[:_MOST_NAMED]),))


def _and_more(found: list[str]) -> str:
    return f" and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""


def _hosts(version: Version) -> set[str]:
    """The host names that links lead to, in ASCII."""
    addresses = [unescape(address) for address in _HREF.findall(version.html)]
    addresses += web_addresses(version.fields) if version.fields else []
    return {host for address in addresses if (host := _host(address))}


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
        return host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""


def _players(version: Version) -> set[str]:
    players = version.record.text.players if version.record else ()
    return {HOSTS[player.host].name for player in players if player.host}


def _tags(version: Version) -> set[str]:
    return {f"<{name.lower()}>" for name in _TAG.findall(without_code(version.body))}
