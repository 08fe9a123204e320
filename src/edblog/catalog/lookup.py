"""Finds the file or page that an address in a text names, and suggests one where nothing has that name."""

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
from edblog.urls import encode

PLAYED = frozenset([*VIDEO_TYPES, *SOUND_TYPES, ".vtt"])
CLOSED = frozenset(["data", "themes"])
"""Folders of the district whose files no text may link to."""


class Lookup:
    """Every address of the site and every file of its content."""

    def __init__(
        self,
        root: str,
        documents: Mapping[str, Document],
        media: Mapping[str, Media],
        sources: Collection[str],
        generated: Callable[[], frozenset[str]],
        static: Collection[str] = (),
    ) -> None:
        self.root = root
        self.documents = documents
        """Every published document, by source."""
        self.urls = LazyMapping(documents.keys(), lambda source: documents[source].address)
        """Their URL paths, relative to the site's root."""
        self.media = media
        self.sources = sources
        """Every file of the content, also those that could not be read."""
        self._generated = generated
        self.static = static
        """Sources of the district's own files."""

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
            if former := document.former_address:
                found.setdefault(former, source)
        return found

    @cached_property
    def _known(self) -> list[str]:
        return sorted(f"/{url}" for url in (*self._by_url, *self.generated))

    @cached_property
    def _published_folders(self) -> frozenset[str]:
        """The first part of each address of the site, in small letters."""
        return frozenset(address.split("/")[1].casefold() for address in self._known)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every file of the content, by the end of its path."""
        return {_end(source): source for source in self._sources.values()}

    @cached_property
    def pictures(self) -> dict[str, str]:
        """Every picture, by the end of its path."""
        return {_end(source): source for source in self.media if is_picture(source)}

    @cached_property
    def played(self) -> dict[str, str]:
        """Every recording and its captions, by the end of their paths."""
        return {_end(source): source for source in self.media if extension(source) in PLAYED}

    def file(self, source: str, path: str) -> str | None:
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

    def page(self, path: str) -> tuple[str, str | None] | None:
        """The URL path of the page that an absolute path names, and the source of its document if it has one."""
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
        """The address of one of the district's own files in `static/`; empty for any other.

        A CMS names it by its address on the site, `/uploads/a.jpg`, and an editor by the way to it, `../../static/uploads/a.jpg`.
        """
        names = self._own_names(source, path)
        return next((self.root + encode(name) for name in names if name in self._static), "")

    def closed_folder(self, source: str, path: str) -> str:
        """The folder of the district that a path leads into and in which no text can name a file; empty for any other.

        `/data/` can also begin an address of the site, such as that of a file in `static/data/`.
        """
        plain = unquote(path).replace("\\", "/")
        is_address = plain.startswith("/")
        there = f"/{plain.removeprefix(self.root)}" if is_address else f"/{posixpath.dirname(source)}/{plain}"
        folder, is_inside, _ = posixpath.normpath(there).lstrip("/").partition("/")
        name = folder.casefold()
        is_closed = is_inside and name in CLOSED and not (is_address and name in self._published_folders)
        return name if is_closed else ""

    def own_picture(self, source: str, path: str) -> str:
        """The same for a picture that browsers show as it is."""
        kind = extension(path)
        return self.own(source, path) if kind in PICTURES and kind not in HEIC else ""

    def _own_names(self, source: str, path: str) -> list[str]:
        plain = with_plain_spaces(unquote(path)).replace("\\", "/")
        if plain.startswith("/"):
            return [plain.removeprefix(self.root), plain.lstrip("/"), plain.removeprefix("/static/")]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), plain))
        return [there.removeprefix("static/")] if there.startswith("static/") else []

    def like_own(self, source: str, path: str) -> str:
        """The right capitalization of a name in `static/`; empty if no file has this name."""
        names = (name.casefold() for name in self._own_names(source, path))
        found = next((self._static_folded[name] for name in names if name in self._static_folded), "")
        return f'capitalization matters: write "/{found}"' if found else ""

    def like_page(self, path: str) -> str:
        """A question for the address that was probably meant."""
        return did_you_mean(with_plain_spaces(unquote(path)), self._known)

    def like_file(self, source: str, path: str, names: Mapping[str, str]) -> str:
        """The file that was probably meant, as the file `source` would name it; `names` are ends of paths."""
        folder = posixpath.dirname(source)
        wanted = _same(posixpath.normpath(posixpath.join(folder, unquote(path))))
        if (other := self._folded.get(wanted.casefold())) is not None:
            return f'capitalization matters: write "{posixpath.relpath(self._sources[other], folder)}"'
        others: Iterable[str] = (name for name, there in names.items() if there != source)
        near = nearest(_end(unquote(path)), others)
        return f'did you mean "{posixpath.relpath(names[near], folder)}"?' if near else ""

    def literal(self, source: str, typed: str) -> str | None:
        """The file whose name is exactly what was typed, also where an address would end at its # or ?."""
        return self._sources.get(_same(posixpath.normpath(posixpath.join(posixpath.dirname(source), typed))))


def _end(path: str) -> str:
    """The part of a path by which people know a file: its name, or that of its folder for `index.md`."""
    folder, name = posixpath.split(path)
    return f"{posixpath.basename(folder)}/{name}" if name == "index.md" else name


def _same(path: str) -> str:
    """Equal for two spellings of one path: how accents are stored, and kinds of spaces."""
    if path.isascii():
        return path
    return unicodedata.normalize("NFC", with_plain_spaces(path))
