"""Finds the file or page for an address in a text, and suggests a similar one if there is none."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from urllib.parse import unquote

from edblog.catalog.lazy import LazyMapping
from edblog.catalog.site import static_url
from edblog.files.names import with_plain_spaces
from edblog.files.types import HEIC, PICTURES, SOUND_TYPES, VIDEO_TYPES, extension, is_picture
from edblog.model import Document, Media
from edblog.problems import did_you_mean, nearest
from edblog.web.urls import encode, split_date

PLAYED = frozenset([*VIDEO_TYPES, *SOUND_TYPES, ".vtt"])
CLOSED = frozenset(["data", "themes"])
"""The district's folders whose files texts cannot link to."""
_TELLING = 6
"""The fewest characters by which a beginning tells a file."""


class Lookup:
    """Knows all addresses of the site and all files in `content/`."""

    def __init__(
        self,
        root: str,
        documents: Mapping[str, Document],
        media: Mapping[str, Media],
        sources: Collection[str],
        generated: Callable[[], frozenset[str]],
        static: Collection[str] = (),
        translations: Iterable[Document] = (),
    ) -> None:
        self.root = root
        self.documents = documents
        """Every published document, by source."""
        self.urls = LazyMapping(documents.keys(), lambda source: documents[source].address)
        """URL paths of the documents by source, relative to the site's root."""
        self.media = media
        self.sources = sources
        """Every file in `content/`, including files that could not be read."""
        self._generated = generated
        self._within: dict[tuple[int, str], dict[str, str]] = {}
        self.static = static
        """Sources of the district's own files."""
        self._translations = {(text.translates, text.lang): text.source for text in translations}

    def translation(self, document: Document, source: str) -> str:
        """The source of the translation of a text into the language of a document that is a translation itself; else empty."""
        return self._translations.get((source, document.lang), "") if document.translates else ""

    @cached_property
    def generated(self) -> frozenset[str]:
        """URL paths of generated pages and files, which have no document."""
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
            if former := document.former_address:
                found.setdefault(former, source)
        return found

    @cached_property
    def _known(self) -> list[str]:
        return sorted(f"/{url}" for url in (*self._by_url, *self.generated))

    @cached_property
    def _published_folders(self) -> frozenset[str]:
        """The first part of each address of the site, in lowercase."""
        return frozenset(address.split("/")[1].casefold() for address in self._known)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every file in `content/`, for suggestions."""
        return tuple(self._sources.values())

    @cached_property
    def pictures(self) -> tuple[str, ...]:
        """Every picture, for suggestions."""
        return tuple(source for source in self.media if is_picture(source))

    @cached_property
    def played(self) -> tuple[str, ...]:
        """Every recording and captions file, for suggestions."""
        return tuple(source for source in self.media if extension(source) in PLAYED)

    def file(self, source: str, path: str) -> str | None:
        """The source file for a path in the file `source`, also if the path lacks `.md`; None if there is none.

        A path that starts with `/` is relative to `content/`.
        """
        folder = "content" if path.startswith("/") else posixpath.dirname(source)
        plain = unquote(path).replace("\\", "/")
        base = posixpath.normpath(
            posixpath.join(folder, plain.lstrip("/") if path.startswith("/") else plain)
        )
        names = [base, f"{base}.md", f"{base}/index.md"]
        if plain.startswith("/content/"):
            names.insert(0, posixpath.normpath(plain.lstrip("/")))
        return next((self._sources[_same(name)] for name in names if _same(name) in self._sources), None)

    def page(self, path: str) -> tuple[str, str | None] | None:
        """The URL path of the page for an absolute path, and the source of its document, if it has one; None if there is no page."""
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
                source = self._by_url[url]
                return self.urls[source], source
            if url in self.generated:
                return url, None
        return None

    def own(self, source: str, path: str) -> str:
        """The address of a file in `static/`, for a path in the file `source`; empty if there is none.

        A CMS writes its address on the site, `/uploads/a.jpg`; an editor writes a relative path, `../../static/uploads/a.jpg`.
        """
        names = self._own_names(source, path)
        return next((self.root + encode(name) for name in names if name in self._static), "")

    def closed_folder(self, source: str, path: str) -> str:
        """The folder of `CLOSED` that a path in the file `source` leads to; empty for any other path.

        An address of the site may start with `/data/` too, such as that of a file in `static/data/`.
        """
        plain = unquote(path).replace("\\", "/")
        is_address = plain.startswith("/")
        there = f"/{plain.removeprefix(self.root)}" if is_address else f"/{posixpath.dirname(source)}/{plain}"
        folder, is_inside, _ = posixpath.normpath(there).lstrip("/").partition("/")
        name = folder.casefold()
        is_closed = is_inside and name in CLOSED and not (is_address and name in self._published_folders)
        return name if is_closed else ""

    def own_picture(self, source: str, path: str) -> str:
        """The address of a picture in `static/` that browsers can show; empty if there is none."""
        kind = extension(path)
        return self.own(source, path) if kind in PICTURES and kind not in HEIC else ""

    def _own_names(self, source: str, path: str) -> list[str]:
        plain = with_plain_spaces(unquote(path)).replace("\\", "/")
        if plain.startswith("/"):
            return [plain.removeprefix(self.root), plain.lstrip("/"), plain.removeprefix("/static/")]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), plain))
        return [there.removeprefix("static/")] if there.startswith("static/") else []

    def like_own(self, source: str, path: str) -> str:
        """Advice to correct the capitalization of a name in `static/`; empty if no file has this name."""
        names = (name.casefold() for name in self._own_names(source, path))
        found = next((self._static_folded[name] for name in names if name in self._static_folded), "")
        return f'capitalization matters: write "/{found}"' if found else ""

    def like_page(self, path: str) -> str:
        """The question `did you mean "/x/"?` for the most similar address; empty if none is similar."""
        return did_you_mean(with_plain_spaces(unquote(path)), self._known)

    def like_file(self, source: str, path: str, others: tuple[str, ...]) -> str:
        """Advice with the most similar of some files, as a path relative to the file `source`.

        A file with the same name is the best. Of similar ones, those in the folder that the path names come first, then those of the same kind.
        """
        folder = posixpath.dirname(source)
        target = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if (other := self._folded.get(_same(target).casefold())) is not None:
            return f'capitalization matters: write "{posixpath.relpath(self._sources[other], folder)}"'
        kind = "/".join(source.split("/")[:2])
        scopes = [self._names(others, within) for within in (posixpath.dirname(target), kind, "content")]
        wanted = _name(target)
        for find in (_equal, _beginning, nearest):
            for names in scopes:
                if near := find(wanted, [name for name, there in names.items() if there != source]):
                    return f'did you mean "{posixpath.relpath(names[near], folder)}"?'
        return ""

    def _names(self, files: tuple[str, ...], folder: str) -> dict[str, str]:
        """The files within a folder by their names, kept for the next time."""
        key = id(files), folder
        if key not in self._within:
            self._within[key] = {_name(file): file for file in files if file.startswith(f"{folder}/")}
        return self._within[key]

    def literal(self, source: str, typed: str) -> str | None:
        """The file with exactly the typed name, including # and ?, which end the path in an address; None if there is none."""
        return self._sources.get(_same(posixpath.normpath(posixpath.join(posixpath.dirname(source), typed))))


def _name(path: str) -> str:
    """The name by which somebody remembers a file: without a date and `.md`; of `index.md`, that of its folder."""
    folder, name = posixpath.split(path)
    stem = posixpath.basename(folder) if name == "index.md" else name.removesuffix(".md")
    return split_date(stem)[1] or stem


def _equal(word: str, names: Collection[str]) -> str:
    """The word itself, if it is one of the names; else empty."""
    return word if word in names else ""


def _beginning(word: str, names: Iterable[str]) -> str:
    """The shortest of the names that begin with a word that is long enough to mean one; empty if none does."""
    found = (name for name in names if len(word) >= _TELLING and name.startswith(word))
    return min(found, key=lambda name: (len(name), name), default="")


def _same(path: str) -> str:
    """The path with composed accents and plain spaces, so that two paths that look the same are equal."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", with_plain_spaces(path))
