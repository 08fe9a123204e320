"""Links and pictures in texts: from what the writer typed to an address on the site, or a problem."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from edblog.catalog.lazy import LazyMapping
from edblog.catalog.players import player
from edblog.catalog.site import Held, Shown, document_url, former_url, media_url, static_url
from edblog.catalog.variants import srcset, variants
from edblog.files.names import with_plain_spaces
from edblog.files.types import (
    EXPORTED,
    FILMS,
    HEIC,
    NOT_HEIC,
    OPTIONAL,
    PICTURES,
    PUBLISHED,
    SOUNDS,
    extension,
    is_picture,
    listed,
    reads_heic,
)
from edblog.model import Document, Media, PictureRef, Reference
from edblog.problems import MOST, Problem, brief, did_you_mean, nearest
from edblog.urls import encode, former_anchor, shown_day
from edblog.views import NO_PICTURE, Body, Picture

_Target = tuple[str, tuple[int, int, str]]
"""An address, and what `Body.pictures` says of it."""
PLAYED = frozenset([*FILMS, *SOUNDS, ".vtt"])
# Matched at the start of an address; linear, as a label of a name ends where the next one begins.
_HOST = re.compile(
    r"(www\.|[\w-]+(\.[\w-]+)*\.(com|edu|gov|net|org|us|io|be|ly|gle|app|tv|co|uk|ca|mx|es)(/|$))",
    re.IGNORECASE,
)


class Resolver:
    """Knows every address of the site; resolves references and collects what is wrong with them."""

    def __init__(
        self,
        root: str,
        documents: Mapping[str, Document],
        media: Mapping[str, Media],
        sources: Collection[str],
        generated: Callable[[], frozenset[str]],
        held: Mapping[str, Held],
        widths: tuple[int, ...],
        types: tuple[str, ...] = (),
        static: Collection[str] = (),
    ) -> None:
        self.root = root
        self.documents = documents
        """Every published document, by source."""
        self.urls = LazyMapping(documents.keys(), lambda source: document_url(documents[source]))
        """Their URL paths, relative to the site's root."""
        self.media = media
        self.sources = sources
        """Every file of the content, also those that could not be read."""
        self._generated = generated
        self._anchors_of: dict[str, frozenset[str]] = {}
        self.held = held
        """The stories that are not published, by source."""
        self.widths = widths
        """Of smaller versions of pictures, ascending."""
        self.types = types
        """Extensions, without their dots, that the district allows besides those that are always published."""
        self.static = static
        """Sources of the district's own files."""
        self.problems: list[Problem] = []
        self._hints = 0
        self.used: set[str] = set()
        """Sources of the media that were asked for."""
        self.published: set[str] = set()
        """Those of them that are published as they are."""
        self.shown: dict[str, Shown] = {}
        """Pictures that are made smaller, by URL of the widest size."""
        self.anchored: set[str] = set()
        """Sources of the texts to whose headings another text links."""

    @cached_property
    def generated(self) -> frozenset[str]:
        """URL paths that no document stands for."""
        return self._generated()

    @cached_property
    def _static(self) -> frozenset[str]:
        return frozenset(map(static_url, self.static))

    @cached_property
    def _static_folded(self) -> dict[str, str]:
        return {name.casefold(): name for name in sorted(self._static)}

    @cached_property
    def _sources(self) -> dict[str, str]:
        return {_same(source): source for source in sorted(self.sources)}

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {source.casefold(): source for source in self._sources}

    @cached_property
    def _by_url(self) -> dict[str, str]:
        found = {url: source for source, url in self.urls.items()}
        for source, document in self.documents.items():
            found.update((alias.lstrip("/"), source) for alias in document.aliases)
        for source, document in self.documents.items():
            if former := former_url(document):
                found.setdefault(former, source)
        return found

    def body(self, document: Document) -> Body:
        """The text of a document with every placeholder resolved."""
        urls, pictures = [], []
        self._hints = MOST
        for reference in document.text.references:
            url, picture = self._resolve(document, reference)
            urls.append(url)
            pictures.append(picture)
        text = document.text
        embeds = tuple(player(embed, urls, pictures) for embed in text.embeds)
        return Body(text.digest, tuple(urls), tuple(pictures) if any(map(any, pictures)) else (), embeds)

    def picture(self, document: Document, picture: PictureRef | None, key: str) -> Picture | None:
        """A picture named in front matter."""
        if picture is None:
            return None
        found = self._file(document.source, picture.path)
        if found is None and (own := self._own_picture(document.source, picture.path)):
            return Picture(own, picture.alt, caption=picture.caption)
        if found is None or found not in self.media or not is_picture(found):
            if found is None or not is_picture(found):
                self._missing_picture(document, picture.path, found, Spot(key=(key,)))
            return None
        url, (width, height, sizes) = self._show(found)
        return Picture(url, picture.alt, width, height, picture.caption, sizes)

    def _show(self, found: str) -> _Target:
        """The widest size of a picture, which is published in every size because of this."""
        self.used.add(found)
        sizes = variants(self.media[found], self.widths)
        widest = sizes[-1]
        if not widest.resized:
            self.published.add(found)
        url = self.root + widest.path
        if sizes[0].resized:
            self.shown[url] = Shown(self.media[found].digest, sizes)
        return url, (widest.width, widest.height, srcset(sizes, self.root))

    def _use(self, found: str) -> str:
        """The address of a media file, which is published as it is because of this."""
        self.used.add(found)
        self.published.add(found)
        return self.root + encode(media_url(found))

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
        found = self._file(document.source, path)
        if found is not None:
            return self._to_file(document, reference, found, tail, unquote(fragment)), NO_PICTURE
        if path.startswith("/"):
            return self._to_url(document, reference, path, tail, unquote(fragment)), NO_PICTURE
        if own := self._own(document.source, path):
            return own + tail, NO_PICTURE
        self._broken(document, reference, path)
        return "", NO_PICTURE

    def _picture(self, document: Document, reference: Reference, path: str) -> _Target:
        found = self._file(document.source, path)
        if found is None and (own := self._own_picture(document.source, path)):
            return own, NO_PICTURE
        if found is not None and found in self.media and is_picture(found):
            return self._show(found)
        # A picture that could not be read has a problem of its own.
        if found is None or not is_picture(found):
            spot = Spot((), reference.target, reference.nth, reference.line, reference.column)
            self._missing_picture(document, path, found, spot)
        return "", NO_PICTURE

    def _played(self, document: Document, reference: Reference) -> str:
        """The address of what a player plays: a page of its host, or a file of the site."""
        if "://" in reference.target:
            return reference.target
        found = self._file(document.source, reference.target)
        if found is None and (own := self._own(document.source, reference.target)):
            return own
        if found is None:
            files = {_end(source): source for source in self.media if extension(source) in PLAYED}
            help_ = self._like(document, reference.target, files) or "put it in the same folder as this file"
            self._problem(
                document, reference, "missing-media", f'there is no file "{reference.target}"', help_
            )
            return ""
        # A file that could not be read has a problem of its own.
        return self._use(found) if found in self.media else ""

    def _to_file(self, document: Document, reference: Reference, found: str, tail: str, fragment: str) -> str:
        if found in self.urls:
            if fragment:
                self._anchor(document, self.documents[found], fragment, reference)
            return self.root + encode(self.urls[found]) + tail
        if found in self.media:
            return self._use(found) + tail
        if found in self.held:
            self._problem(
                document,
                reference,
                "link-to-unpublished",
                f'this links to "{posixpath.basename(found)}", which is not published: {self._reason(self.held[found])}',
                "publish that story first, or take the link out until it appears",
            )
        elif not self._is_published(kind := extension(found)) and kind != ".md":
            help_ = f"save it as PDF; these are published: {listed(PUBLISHED)}"
            if kind in HEIC:
                help_ = NOT_HEIC
            if kind in OPTIONAL:
                help_ = f'save it as PDF, or ask whoever looks after the site for a setting in edblog.toml: [files] types = ["{kind[1:]}"]'
            message = f"a file of the type {kind or 'without an ending'} is not published"
            self._problem(document, reference, "unpublished-type", message, help_)
        # Any other file has a problem of its own, which says why it is not there.
        return ""

    def _is_published(self, kind: str) -> bool:
        if kind in HEIC:
            return reads_heic()
        return kind in PUBLISHED or (kind in OPTIONAL and kind[1:] in self.types)

    @staticmethod
    def _reason(held: Held) -> str:
        return "it is a draft" if held.reason == "draft" else f"it appears on {shown_day(held.date)}"

    def _to_url(self, document: Document, reference: Reference, path: str, tail: str, fragment: str) -> str:
        decoded = with_plain_spaces(unquote(path))
        local = decoded.removeprefix(self.root) if decoded.startswith(self.root) else decoded.lstrip("/")
        candidates = (
            local,
            decoded.lstrip("/"),
            f"{local}/",
            f"{decoded.lstrip('/')}/",
            local.removesuffix("index.html"),
        )
        for url in candidates:
            if url in self._by_url:
                if fragment:
                    self._anchor(document, self.documents[self._by_url[url]], fragment, reference)
                return self.root + encode(self.urls[self._by_url[url]]) + tail
            if url in self.generated:
                return self.root + encode(url) + tail
        if own := self._own(document.source, path):
            return own + tail
        self._problem(
            document,
            reference,
            "broken-link",
            f'there is no page "{path}" on this site',
            self._like_own(document.source, path)
            or self._meant(decoded, self._known)
            or "link to the file of the story: [words](other-story.md)",
        )
        return ""

    def _meant(self, word: str, known: Iterable[str]) -> str:
        """A question that helps; a text with very many broken links is told only a few times what was meant."""
        self._hints -= 1
        return did_you_mean(word, known) if self._hints >= 0 else ""

    @cached_property
    def _known(self) -> list[str]:
        return sorted(f"/{url}" for url in (*self._by_url, *self.generated))

    def _anchors(self, document: Document) -> frozenset[str]:
        if document.source not in self._anchors_of:
            self._anchors_of[document.source] = frozenset(document.text.anchors)
        return self._anchors_of[document.source]

    def _file(self, source: str, path: str) -> str | None:
        """The source file that a relative path names, as written or with `.md` left out."""
        folder = "content" if path.startswith("/") else posixpath.dirname(source)
        plain = unquote(path).replace("\\", "/")
        base = posixpath.normpath(
            posixpath.join(folder, plain.lstrip("/") if path.startswith("/") else plain)
        )
        names = [base, f"{base}.md", f"{base}/index.md"]
        if plain.startswith("/content/"):
            names.insert(0, posixpath.normpath(plain.lstrip("/")))
        return next((self._sources[_same(name)] for name in names if _same(name) in self._sources), None)

    def _own(self, source: str, path: str) -> str:
        """The address of one of the district's own files in `static/`; empty for any other.

        A CMS names it by its address on the site, `/uploads/a.jpg`, and an editor by the way to it, `../../static/uploads/a.jpg`.
        """
        names = self._own_names(source, path)
        return next((self.root + encode(name) for name in names if name in self._static), "")

    def _own_names(self, source: str, path: str) -> list[str]:
        plain = with_plain_spaces(unquote(path)).replace("\\", "/")
        if plain.startswith("/"):
            return [plain.removeprefix(self.root), plain.lstrip("/"), plain.removeprefix("/static/")]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), plain))
        return [there.removeprefix("static/")] if there.startswith("static/") else []

    def _like_own(self, source: str, path: str) -> str:
        """How to write the name of one of the district's own files that only capital letters tell apart; empty without one."""
        names = (name.casefold() for name in self._own_names(source, path))
        found = next((self._static_folded[name] for name in names if name in self._static_folded), "")
        return f'capitalization matters: write "/{found}"' if found else ""

    def _own_picture(self, source: str, path: str) -> str:
        """The same for a picture that browsers show as it is."""
        kind = extension(path)
        return self._own(source, path) if kind in PICTURES and kind not in HEIC else ""

    def _anchor(self, document: Document, target: Document, fragment: str, reference: Reference) -> None:
        if target is not document:
            self.anchored.add(target.source)
        if target is document and fragment.startswith("fnref"):
            # The way back from a footnote is not the writer's; of one that nothing leads to, its reader has told.
            return
        if fragment and fragment != "top" and fragment not in self._anchors(target):
            where = "in this text" if target is document else f'in "{posixpath.basename(target.source)}"'
            # An id that a heading had before leads to it, and is not what anybody should write now.
            former = {former_anchor(heading.title) for heading in target.text.headings}
            former -= {heading.id for heading in target.text.headings}
            headings = [
                a for a in target.text.anchors if not a.startswith(("fn:", "fnref")) and a not in former
            ]
            help_ = self._meant(fragment, headings)
            if not help_:
                help_ = (
                    f"there is: {', '.join(f'#{a}' for a in headings[:6])}"
                    if headings
                    else f'leave out "#{fragment}"'
                )
            self._problem(
                document, reference, "broken-anchor", f'there is no heading "#{fragment}" {where}', help_
            )

    def _broken(self, document: Document, reference: Reference, path: str) -> None:
        help_ = self._hidden(document, reference.target)
        if not help_ and _HOST.match(path):
            help_ = f"if it is a web site, write: https://{path}"
        help_ = (
            help_
            or self._like_own(document.source, path)
            or self._like(document, path, self._texts)
            or "write the path from this file to the other one"
        )
        self._problem(document, reference, "broken-link", f'there is no file "{path}" to link to', help_)

    def _hidden(self, document: Document, typed: str) -> str:
        """How to write the name of a file that is there, and that an address reads in another way: # and ? end a path there."""
        folder = posixpath.dirname(document.source)
        found = self._sources.get(_same(posixpath.normpath(posixpath.join(folder, typed))))
        if found is None:
            return ""
        self.used.add(found)
        signs = {"%": "%25", "#": "%23", "?": "%3F"}
        shown = "".join(signs.get(character, character) for character in typed)
        codes = " and ".join(f"{code} for {sign}" for sign, code in signs.items() if sign in typed)
        return f'in an address, write {codes}: "{shown}"'

    def _like(self, document: Document, path: str, names: Mapping[str, str]) -> str:
        """The file that was probably meant, as this document would name it; `names` are ends of paths."""
        self._hints -= 1
        if self._hints < 0:
            return ""
        folder = posixpath.dirname(document.source)
        wanted = _same(posixpath.normpath(posixpath.join(folder, unquote(path))))
        if (other := self._folded.get(wanted.casefold())) is not None:
            return f'capitalization matters: write "{posixpath.relpath(self._sources[other], folder)}"'
        near = nearest(
            _end(unquote(path)), (name for name, source in names.items() if source != document.source)
        )
        return f'did you mean "{posixpath.relpath(names[near], folder)}"?' if near else ""

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {_end(source): source for source in self._sources.values()}

    @cached_property
    def _pictures(self) -> dict[str, str]:
        return {_end(source): source for source in self.media if is_picture(source)}

    def _missing_picture(self, document: Document, path: str, found: str | None, spot: Spot) -> None:
        if found is not None:
            self.used |= {found} & self.media.keys()
            message = f'"{path}" is not a picture that a browser can show'
            help_ = f"save it as JPEG or PNG; these work: {listed(PICTURES)}"
            if extension(found) in HEIC:
                help_ = NOT_HEIC
            if spot.text and extension(found) in EXPORTED:
                help_ = f"{EXPORTED[extension(found)]}, and name that file on a line of its own: it becomes a player"
            if spot.text and (extension(found) in FILMS or extension(found) in SOUNDS):
                help_ = (
                    "give it a line of its own, with a blank line above and below, and it becomes a player"
                )
        elif path.lower().startswith(("http:", "https:", "//")):
            message = "this picture is on another web site, and pages load nothing from other sites"
            help_ = "if you may use it, download it, put it beside the story and name that file"
        elif path.lower().startswith("data:"):
            path = "data:"
            message = "this picture is written into the text itself (data:…), and pages show only files"
            help_ = "save it beside the story, and name that file"
        else:
            message = f'there is no picture "{brief(path)}"'
            help_ = (
                self._hidden(document, spot.text or path)
                or self._like_own(document.source, path)
                or self._like(document, path, self._pictures)
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


def _end(path: str) -> str:
    """The part of a path by which people know a file: its name, or that of its folder for `index.md`."""
    folder, name = posixpath.split(path)
    return f"{posixpath.basename(folder)}/{name}" if name == "index.md" else name


class Spot(NamedTuple):
    """Where in a document a reference stands."""

    key: tuple[str, ...] = ()
    text: str = ""
    nth: int = 0
    line: int = 0
    column: int = 0


def _same(path: str) -> str:
    """Equal for two spellings of one path: how accents are stored, and kinds of spaces."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", with_plain_spaces(path))
