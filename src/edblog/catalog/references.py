"""Resolves links and pictures in texts to addresses on the site, or to problems."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from edblog.catalog.lookup import Lookup
from edblog.catalog.players import player
from edblog.catalog.site import Held, Shown, media_url
from edblog.catalog.unpublished import (
    encoded_name,
    in_closed_folder,
    is_address,
    is_published,
    not_a_picture,
    picture_elsewhere,
    unpublished_type,
    why_held,
)
from edblog.catalog.variants import srcset, variants, webp_srcset
from edblog.files.types import extension, is_picture
from edblog.model import Document, Media, PictureRef, Reference
from edblog.problems import MOST, Problem, brief, did_you_mean, messages
from edblog.services.ids import former_anchor
from edblog.settings.table import Pictures
from edblog.views import NO_PICTURE, Body, Picture
from edblog.web.licenses import credited
from edblog.web.urls import encode

_Target = tuple[str, tuple[int, int, str]]
"""An address, and its entry in `Body.pictures`: width, height and `srcset`."""
TO_PAGE = "link to the file of the story: [words](other-story.md)"
"""Advice for a link in a text to a page that does not exist."""


class Spot(NamedTuple):
    """The place of a reference in a document, with the fields of `Problem`."""

    key: tuple[str, ...] = ()
    text: str = ""
    nth: int = 0
    line: int = 0
    column: int = 0


class Resolver:
    """Resolves the references of texts; collects their problems, and the media files that they use."""

    def __init__(
        self,
        lookup: Lookup,
        held: Mapping[str, Held],
        made: Pictures,
        types: tuple[str, ...] = (),
    ) -> None:
        self.lookup = lookup
        self.held = held
        """The texts that are not published now, by source."""
        self.made = made
        self.types = types
        """Extensions without dots that the district allows, besides those that are always published."""
        self.problems: list[Problem] = []
        self._anchors_of: dict[str, frozenset[str]] = {}
        self._hints = 0
        self.used: set[str] = set()
        """Sources of the media files that texts refer to."""
        self.published: set[str] = set()
        """Sources of the used media files that are published unresized."""
        self.shown: dict[str, Shown] = {}
        """Pictures that are resized, by the URL of their widest size."""
        self.media_at: dict[str, Media] = {}  # see `Site.media_at`
        self.anchored: set[str] = set()
        """Sources of the texts with a heading to which another text links."""

    def body(self, document: Document) -> Body:
        """The text of a document with every placeholder resolved."""
        urls, pictures = [], []
        self._hints = MOST
        for reference in document.text.references:
            url, picture = self._resolve(document, reference)
            urls.append(url)
            pictures.append(picture)
        text = document.text
        webp = [self._webp(url) if any(picture) else "" for url, picture in zip(urls, pictures, strict=True)]
        embeds = tuple(player(record, urls, pictures, webp) for record in text.players)
        sized = tuple(pictures) if any(map(any, pictures)) else ()
        return Body(text.digest, tuple(urls), sized, embeds, tuple(webp) if any(webp) else ())

    def link(self, document: Document, target: str) -> str:
        """The URL for a link outside of the text; empty if it leads nowhere, which is a problem."""
        self._hints = MOST
        return self._resolve(document, Reference(target, "link", 0))[0]

    def picture(self, document: Document, picture: PictureRef | None, key: str) -> Picture | None:
        """The picture named in the front matter field `key`; None if there is none, or if it is missing (a problem)."""
        if picture is None:
            return None
        found = self.lookup.file(document.source, picture.path)
        terms = credited(picture.credit, picture.license)
        if found is None and (own := self.lookup.own_picture(document.source, picture.path)):
            return Picture(own, picture.alt, 0, 0, picture.caption, "", *terms)
        if found is None or found not in self.lookup.media or not is_picture(found):
            # A translation has the picture of its story, which says what is wrong with it.
            if not document.translates and (found is None or not is_picture(found)):
                self._missing_picture(document, picture.path, found, Spot(key=(key,)))
            return None
        url, (width, height, sizes) = self._show(found)
        self.media_at[url] = self.lookup.media[found]
        return Picture(url, picture.alt, width, height, picture.caption, sizes, *terms, self._webp(url))

    def _webp(self, url: str) -> str:
        """The WebP twins of a picture, by the URL of its widest size."""
        return webp_srcset(self.shown[url].sizes, self.lookup.root) if url in self.shown else ""

    def _show(self, found: str) -> _Target:
        """The widest size of a picture; records that the picture is published in all its sizes."""
        self.used.add(found)
        *_, widest = sizes = variants(self.lookup.media[found], self.made.widths, webp=self.made.webp)
        if not widest.resized:
            self.published.add(found)
        url = self.lookup.root + widest.path
        if sizes[0].resized or sizes[0].webp:
            self.shown[url] = Shown(self.lookup.media[found].digest, sizes)
        return url, (widest.width, widest.height, srcset(sizes, self.lookup.root))

    def _use(self, found: str) -> str:
        """The address of a media file; records that the file is published."""
        self.used.add(found)
        self.published.add(found)
        self.media_at[url := self.lookup.root + encode(media_url(found))] = self.lookup.media[found]
        return url

    def _resolve(self, document: Document, reference: Reference) -> _Target:
        path, _, fragment = reference.target.partition("#")
        path, _, query = path.partition("?")
        if reference.kind == "media":
            return self._played(document, reference), NO_PICTURE
        tail = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
        if reference.kind == "picture":
            return self._picture(document, reference, path)
        if not reference.target.strip():
            help_ = "write the address in the parentheses: [words](other-story.md)"
            nowhere = Reference("]()", "link", reference.nth)
            self._problem(document, nowhere, "broken-link", "this link leads nowhere", help_)
        if not path:
            self._anchor(document, document, unquote(fragment), reference)
            return tail or "#", NO_PICTURE
        found = self.lookup.file(document.source, path)
        if found is not None:
            return self._to_file(document, reference, found, tail, unquote(fragment)), NO_PICTURE
        if path.startswith("/"):
            return self._to_url(document, reference, path, tail, unquote(fragment)), NO_PICTURE
        if own := self.lookup.own(document.source, path):
            return own + tail, NO_PICTURE
        self._broken(document, reference, path)
        return "", NO_PICTURE

    def _picture(self, document: Document, reference: Reference, path: str) -> _Target:
        found = self.lookup.file(document.source, path)
        if found is None and (own := self.lookup.own_picture(document.source, path)):
            return own, NO_PICTURE
        if found is not None and found in self.lookup.media and is_picture(found):
            return self._show(found)
        # A picture that could not be read has a problem of its own.
        if found is None or not is_picture(found):
            spot = Spot((), reference.target, reference.nth, reference.line, reference.column)
            self._missing_picture(document, path, found, spot)
        return "", NO_PICTURE

    def _played(self, document: Document, reference: Reference) -> str:
        """The address that a player plays: a page of its host, or a file of the site."""
        if "://" in reference.target:
            return reference.target
        found = self.lookup.file(document.source, reference.target)
        if found is None and (own := self.lookup.own(document.source, reference.target)):
            return own
        if found is None:
            message, help_ = self._closed(document, reference.target) or (
                f'there is no file "{reference.target}"',
                self._like(document, reference.target, self.lookup.played)
                or "put it in the same folder as this file",
            )
            self._problem(document, reference, "missing-media", message, help_)
            return ""
        # A file that could not be read has a problem of its own.
        return self._use(found) if found in self.lookup.media else ""

    def _to_file(self, document: Document, reference: Reference, found: str, tail: str, fragment: str) -> str:
        if found in self.lookup.urls:
            found = self._in_its_language(document, found, fragment)
            if fragment:
                self._anchor(document, self.lookup.documents[found], fragment, reference)
            return self.lookup.root + encode(self.lookup.urls[found]) + tail
        if found in self.lookup.media:
            return self._use(found) + tail
        if found in self.held:
            self._problem(
                document,
                reference,
                "link-to-unpublished",
                f'this links to "{posixpath.basename(found)}", which is not published: {why_held(self.held[found])}',
                "publish that story first, or remove the link until it is published",
            )
        elif not is_published(kind := extension(found), self.types) and kind != ".md":
            self._problem(document, reference, "unpublished-type", *unpublished_type(kind))
        # Any other file already has a problem that says why it is not published.
        return ""

    def _to_url(self, document: Document, reference: Reference, path: str, tail: str, fragment: str) -> str:
        if found := self.lookup.page(path):
            url, source = found
            if source and (other := self._in_its_language(document, source, fragment)) != source:
                url, source = self.lookup.urls[other], other
            if source and fragment:
                self._anchor(document, self.lookup.documents[source], fragment, reference)
            return self.lookup.root + encode(url) + tail
        if own := self.lookup.own(document.source, path):
            return own + tail
        self._broken(document, reference, path)
        return ""

    def _in_its_language(self, document: Document, source: str, fragment: str) -> str:
        """For a link of a translation: the source of the translation of the text that it leads to, if it has the heading, too."""
        other = self.lookup.translation(document, source)
        if other in ("", document.source) or not fragment:
            return source if other == document.source else other or source
        self.anchored.add(other)
        return other if fragment in self._anchors(self.lookup.documents[other]) else source

    def _may_suggest(self) -> bool:
        """Whether to search for a similar name. The search is slow, so only the first broken links of a text get a suggestion."""
        self._hints -= 1
        return self._hints >= 0

    def _anchors(self, document: Document) -> frozenset[str]:
        if document.source not in self._anchors_of:
            self._anchors_of[document.source] = frozenset(document.text.anchors)
        return self._anchors_of[document.source]

    def _anchor(self, document: Document, target: Document, fragment: str, reference: Reference) -> None:
        if target is not document:
            self.anchored.add(target.source)
        if target is document and fragment.startswith("fnref"):
            # The back link of a footnote is generated. If nothing refers to the footnote, a check has reported that.
            return
        if fragment and fragment != "top" and fragment not in self._anchors(target):
            where = "in this text" if target is document else f'in "{posixpath.basename(target.source)}"'
            # Former ids of headings still work, but should not be suggested.
            former = {former_anchor(heading.title) for heading in target.text.headings}
            former -= {heading.id for heading in target.text.headings}
            headings = [
                a for a in target.text.anchors if not a.startswith(("fn:", "fnref")) and a not in former
            ]
            help_ = did_you_mean(fragment, headings) if self._may_suggest() else ""
            if not help_:
                help_ = (
                    f"these exist: {', '.join(f'#{a}' for a in headings[:6])}"
                    if headings
                    else f'leave out "#{fragment}"'
                )
            self._problem(
                document, reference, "broken-anchor", f'there is no heading "#{fragment}" {where}', help_
            )

    def _broken(self, document: Document, reference: Reference, path: str) -> None:
        message, help_ = self._closed(document, path) or (
            self._no_page(document, path)
            if path.startswith("/")
            else self._no_file(document, path, reference.target)
        )
        self._problem(document, reference, "broken-link", message, help_)

    def _closed(self, document: Document, path: str) -> tuple[str, str] | None:
        """The message and the help for a path into a folder that texts cannot use; None for any other path."""
        folder = self.lookup.closed_folder(document.source, path)
        return in_closed_folder(path, folder) if folder else None

    def _no_page(self, document: Document, path: str) -> tuple[str, str]:
        help_ = (
            self.lookup.like_own(document.source, path)
            or (self._may_suggest() and self.lookup.like_page(path))
            or TO_PAGE
        )
        return f'there is no page "{path}" on this site', help_

    def _no_file(self, document: Document, path: str, typed: str) -> tuple[str, str]:
        help_ = self._hidden(document, typed)
        if not help_ and is_address(path):
            help_ = f"if it is a website, write: https://{path}"
        help_ = (
            help_
            or self.lookup.like_own(document.source, path)
            or self._like(document, path, self.lookup.texts)
            or "write the path of the file, relative to this one"
        )
        return f'there is no file "{path}" to link to', help_

    def _hidden(self, document: Document, typed: str) -> str:
        """Advice for a file with #, ? or % in its name: how to encode these in an address; empty if there is no such file."""
        found = self.lookup.literal(document.source, typed)
        if found is None:
            return ""
        self.used.add(found)
        return encoded_name(typed)

    def _like(self, document: Document, path: str, files: tuple[str, ...]) -> str:
        return self.lookup.like_file(document.source, path, files) if self._may_suggest() else ""

    def _missing_picture(self, document: Document, path: str, found: str | None, spot: Spot) -> None:
        if found is not None:
            self.used |= {found} & self.lookup.media.keys()
            message, help_ = not_a_picture(path, found, in_text=bool(spot.text))
        elif elsewhere := picture_elsewhere(path):
            message, help_ = elsewhere
            path = "data:" if path.lower().startswith("data:") else path
        elif closed := self._closed(document, path):
            message, help_ = closed
        else:
            message = messages.NO_PICTURE.format(name=brief(path))
            help_ = (
                self._hidden(document, spot.text or path)
                or self.lookup.like_own(document.source, path)
                or self._like(document, path, self.lookup.pictures)
                or "put the picture in the same folder as this file"
            )
        self.problems.append(
            Problem(
                document.source,
                "error",
                "missing-picture",
                message,
                help_,
                line=spot.line,
                column=spot.column,
                key=spot.key,
                text=spot.text or path,
                nth=spot.nth,
            )
        )

    def _problem(self, document: Document, reference: Reference, code: str, message: str, help_: str) -> None:
        line, column, nth = reference.line, reference.column, reference.nth
        self.problems.append(
            Problem(
                document.source, "error", code, message, help_, line, column, text=reference.target, nth=nth
            )
        )
