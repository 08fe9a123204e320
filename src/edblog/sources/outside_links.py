"""Finds the links of a text to other sites, and applies what `data/links.toml` says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple

from msgspec.structs import replace

from edblog.model import Text
from edblog.model.links import LINKS_FILE, KnownLink
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.parsing import Parsed, Scalar, Value
from edblog.sources.front_matter.parsing import Sequence as YamlList
from edblog.sources.markdown.phrases import phrases
from edblog.web.markup import CleanHtml

# As in `outputs/body.py`: texts and other attributes are matched too, to be skipped. Linear: each character is read once.
_LINK = re.compile(r'(?<=\s)href="(https?://[^"]*)"|(</a)(?=>)|="[^"]*"|>[^<]*|\A[^<]+', re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


class LinkSpot(NamedTuple):
    """A link to another site, and its place."""

    path: str
    address: str
    """Without the part after `#`, which servers do not see."""
    typed: str
    """As in the text."""
    nth: int = 0
    """Number of this occurrence in the text."""
    line: int = 0
    column: int = 0
    """The place of one in front matter; 0 for one in the text, which is found by `typed` and `nth`."""
    is_in_html: bool = False
    """Whether it is a link within the text, which can lead to a copy."""


def spots(path: str, parsed: Parsed, html: str, text: Text) -> list[LinkSpot]:
    """The links of a file to other sites: those in front matter, those in its text, and the pages that its players show."""
    found = [
        LinkSpot(path, _plain(scalar.text), scalar.text, 0, scalar.line, scalar.column)
        for scalar in _scalars(parsed.fields)
        if _WEB.fullmatch(scalar.text)
    ]
    in_html = [unescape(match[1]) for match in _LINK.finditer(html) if match[1]]
    played = [r.target for r in text.references if r.kind == "media" and _WEB.fullmatch(r.target)]
    seen: Counter[str] = Counter()
    for number, address in enumerate((*in_html, *played)):
        found.append(
            LinkSpot(path, _plain(address), address, seen[address], is_in_html=number < len(in_html))
        )
        seen[address] += 1
    return found


def _scalars(value: Value | None) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif value is not None:
        for inner in value.items if isinstance(value, YamlList) else value.items.values():
            yield from _scalars(inner)


def _plain(address: str) -> str:
    return address.partition("#")[0]


def link_problem(spot: LinkSpot, known: KnownLink) -> Problem | None:
    """The problem with a link that is gone or has moved; None if readers are led to a copy."""
    if known.answer == "moved":
        fragment = spot.typed[len(spot.address) :]
        to = known.to if "#" in known.to else known.to + fragment
        problem = problem_of(
            "moved-link", spot.path, "this page has moved for good", f"write: {to}", text=spot.typed
        )
    else:
        if known.archived and spot.is_in_html:
            return None
        because = f"its site answers {known.why}" if known.why.isdecimal() else known.why
        help_ = (
            f"write the address of the copy: {known.archived}"
            if known.archived
            else f'delete the link, or write another address; to lead readers to a copy, add archived = "https://…" to its line in {LINKS_FILE}'
        )
        message = (
            f"the page behind this link is gone: {because}"
            if because
            else "the page behind this link is gone"
        )
        problem = problem_of("gone-link", spot.path, message, help_, text=spot.typed)
    return replace(problem, nth=spot.nth, line=spot.line, column=spot.column)


def with_known_links(
    path: str, parsed: Parsed, text: Text, html: CleanHtml, known: Mapping[str, KnownLink], lang: str
) -> tuple[Text, CleanHtml, list[Problem]]:
    """The text and its HTML, in which links to pages that are gone lead to their archived copies, and problems with other links."""
    problems = [
        problem
        for spot in spots(path, parsed, html, text)
        if spot.address in known and (problem := link_problem(spot, known[spot.address]))
    ]
    copies = {a: link.archived for a, link in known.items() if link.answer == "gone" and link.archived}
    archived = _archived(html, copies, phrases(lang).archived) if copies else html
    if archived == html:
        return text, html, problems
    return replace(text, digest=blake2b(archived.encode(), digest_size=16).digest()), archived, problems


def _archived(html: CleanHtml, copies: Mapping[str, str], words: str) -> CleanHtml:
    is_copy = False

    def changed(match: re.Match[str]) -> str:
        nonlocal is_copy
        if match[1]:
            copy = copies.get(_plain(unescape(match[1])), "")
            is_copy = bool(copy)
            return f'href="{escape(copy)}"' if copy else match[0]
        if match[2] and is_copy:
            # Within the link, so that who hears only the link hears it, too.
            is_copy = False
            return f" ({escape(words)}){match[2]}"
        return match[0]

    return CleanHtml(_LINK.sub(changed, html))
