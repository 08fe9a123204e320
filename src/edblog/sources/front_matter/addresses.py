"""Reads the address of a text: its slug, from the file name or the front matter, and its former addresses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from edblog.files.names import RESERVED_NAMES, unusable_name
from edblog.files.types import extension
from edblog.options.schema import Schema
from edblog.sources.front_matter.field import Form, Reader
from edblog.sources.front_matter.fields import LINE_LIMIT, Fields, Place
from edblog.sources.front_matter.readers import Line, one_or_more
from edblog.web.urls import former_slug, slugify

SLUG_LIMIT = 200
"""Bytes of UTF-8 in one part of an address; file systems take 255."""
_OLD_PAGES = frozenset([".html", ".htm", ".shtml", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".cfm"])
"""Extensions of web pages. A web host may treat a file with any other one as settings or as a program."""
_NOT_IN_ALIASES = r'?#<>:"|*\\'


def stem_of(path: str) -> str:
    """The file name without its extension; for `index.md` in a folder of its own, the name of the folder."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem.lower() == "index" and len(pure.parts) > 3 else pure.stem


def slug_and_former(fields: Fields, given: str, stem: str) -> tuple[str, str]:
    """The slug of a text, and the slug that edblog made from its file name before December 2026 if that differs, else "".

    `given` is the slug in the front matter, empty for none; `stem` is the file name without its extension.
    """
    slug, former = slugify(given or stem), former_slug(given or stem)
    if given and given in (slug, former):
        # A slug that was valid under the old rules stays as it is, so that no address changes.
        slug = former = given
    elif given:
        help_ = f"write: slug: {slug}" if slug else "delete this line: the file name is used instead"
        message = f'"{given}" cannot be part of a web address: use only lowercase letters, digits and hyphens'
        fields.note(fields.place("slug"), "bad-slug", message, help_)
    elif not slug:
        message = f'no address can be made from the file name "{stem}"'
        fields.note((1, 1), "bad-slug", message, "add a line such as: slug: my-story")
    place = fields.place("slug") if given else (1, 1)
    fits(fields, slug, place, "give it a short one: slug: my-story")
    return slug or "story", other(slug, former)


def other(slug: str, former: str) -> str:
    """The former slug if it differs from the slug and is short enough for an address; else an empty string."""
    return former if former != slug and len(former.encode()) <= SLUG_LIMIT else ""


def fits(fields: Fields, slug: str, place: Place, help_: str) -> None:
    """Notes a problem if a slug is too long for a file name."""
    if len(slug.encode()) > SLUG_LIMIT:
        fields.note(place, "too-long", "this makes an address that is too long for a web host", help_)


def id_of(fields: Fields) -> str:
    """The id by which stories refer to a file, such as that of an author: the file name without its extension."""
    stem = stem_of(fields.path)
    # Ids that were valid under the old rules stay as they are, because stories use them.
    slug = former_slug(stem) if former_slug(stem) == stem.lower() else slugify(stem)
    if slug != stem.lower() or slug in RESERVED_NAMES:
        message = f'the file name "{stem}.md" is the id that stories use, so it may hold only letters, digits and hyphens'
        fields.note((1, 1), "bad-slug", message, f"rename the file to {slug or 'my-name'}.md")
    return slug or "unnamed"


@dataclass(frozen=True)
class Slug(Reader):
    """Reads the last part of the address from the front matter; `slug_and_former` checks it."""

    def read(self, fields: Fields, name: str) -> str:
        """The slug as it was typed."""
        return fields.text(name)

    def schema(self) -> Schema:
        """A text of lowercase letters of any script, digits and hyphens."""
        letters = r"[^\s!-/:-@A-Z\[-`{-~]+"
        return {**Line(SLUG_LIMIT).schema(), "pattern": f"^({letters}(-{letters})*)?$"}


@dataclass(frozen=True)
class Aliases(Reader):
    """Reads former addresses on the site, from which readers are redirected."""

    is_list = True
    form: ClassVar[Form] = "list"

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The addresses without duplicates. Each starts with a slash, and ends with one unless it is that of a file."""
        found = (_alias(fields, place, alias) for place, alias in fields.texts(name))
        return tuple(dict.fromkeys(filter(None, found)))

    def schema(self) -> Schema:
        """One path or a list of paths; no part of a path starts with a dot."""
        first, plain = rf"[^\s/.{_NOT_IN_ALIASES}]", rf"[^/.{_NOT_IN_ALIASES}]*"
        part = rf"{first}[^/{_NOT_IN_ALIASES}]*"
        pages = "|".join(sorted(ending[1:] for ending in _OLD_PAGES))
        pattern = rf"^(/*(?!_)({part}/+)*({part}/+|{part}\.({pages})|{first}{plain}))?$"
        return one_or_more({**Line(LINE_LIMIT).schema(), "pattern": pattern})


def _alias(fields: Fields, place: Place, alias: str) -> str:
    path = "/" + alias.replace("\\", "/").lstrip("/")
    parts = [part for part in path.split("/") if part]
    is_bad = (
        not parts
        or any(part.startswith(".") or part[-1] in ". " for part in parts)
        or unusable_name("/".join(parts)) is not None
        or max(len(part.encode()) for part in parts) > SLUG_LIMIT
        or len(path.encode()) > 3 * SLUG_LIMIT
        or any(character in _NOT_IN_ALIASES for character in alias)
        or not alias.isprintable()
    )
    if is_bad:
        message = f'"{alias}" is not an address on this site'
        fields.note(place, "bad-alias", message, "write the old path: /old/path/")
        return ""
    is_folder = "." not in parts[-1] or path.endswith("/")
    if parts[0].startswith("_") or not (is_folder or extension(parts[-1]) in _OLD_PAGES):
        message = f'a web host may treat "{alias}" as something other than a page'
        fields.note(place, "bad-alias", message, "write an old path that ends in / or in .html")
        return ""
    return "/".join(("", *parts)) + ("/" if is_folder else "")
