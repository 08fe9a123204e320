"""The front matter fields of a resource, and the check of their values together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from edblog.files.types import OPTIONAL, PUBLISHED, extension
from edblog.kinds.resources.record import WHAT
from edblog.kinds.stories.grade_field import Grades
from edblog.kinds.stories.topics import Topics
from edblog.options.schema import Schema
from edblog.sources.front_matter.common import IMAGE_CALLED, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.moments import EPOCH
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Choice, FileName, Line, Names, Prose
from edblog.web.licenses import license_of

_ELSEWHERE = ("http://", "https://")
_FREE_WORDS = ("public domain", "publicdomain", "pd", "no known copyright")


@dataclass(frozen=True)
class Page(Line):
    """Reads the address of a page of another site."""

    limit: int = 2000

    is_free_text: ClassVar[bool] = False

    def read(self, fields: Fields, name: str) -> str:
        """The address; empty if the field is empty or has a problem. A path belongs into the field `file`."""
        url = fields.text(name, self.limit)
        if not url or (url.lower().startswith(_ELSEWHERE) and " " not in url and _host(url)):
            return url
        help_ = f'write the full address: {name}: "https://…"'
        if extension(url.partition("?")[0]) in PUBLISHED | OPTIONAL and "://" not in url:
            help_ = f"for a file beside this one, write: file: {url}"
        elif "." in url.partition("/")[0] and "://" not in url and " " not in url:
            help_ = f'write the full address: {name}: "https://{url}"'
        fields.note(fields.place(name), "bad-url", f'"{url}" is not a web address', help_)
        return ""

    def schema(self) -> Schema:
        """A text that starts with `http://` or `https://`."""
        return {"type": "string", "pattern": r"^(https?://\S*)?$", "maxLength": self.limit}


@dataclass(frozen=True)
class Download(FileName):
    """Reads the path of a file of the site that readers download."""

    def read(self, fields: Fields, name: str) -> str:
        """The path; empty if the field is empty or has a problem. Whether there is such a file is found out later."""
        path = fields.text(name)
        if path.lower().startswith((*_ELSEWHERE, "www.")):
            message = f'"{name}" is for a file beside this one, and this is a web address'
            fields.note(fields.place(name), "wrong-value", message, f'write: url: "{path}"')
            return ""
        kind = extension(path)
        if path and (not kind or kind == ".md" or kind[1:].isdigit() or path.endswith("/")):
            message = f'"{path}" is not a file that readers can download'
            help_ = "write the name of a file beside this one, with its ending, such as exit-ticket.pdf"
            fields.note(fields.place(name), "wrong-value", message, help_)
            return ""
        return path

    def schema(self) -> Schema:
        """A text with an ending, and no web address."""
        return {
            "type": "string",
            "pattern": r"^((?!https?://|www\.|.*\.md$).*\.[A-Za-z0-9]+)?$",
            "maxLength": self.limit,
        }


@dataclass(frozen=True)
class LicenseName(Prose):
    """Reads the license of a resource: an SPDX id, a name of Creative Commons, or words."""

    is_free_text: ClassVar[bool] = False

    def read(self, fields: Fields, name: str) -> str:
        """The license as written. A warning is noted for one that looks like the id of a license and is none that is known."""
        text = super().read(fields, name)
        if text and not license_of(text).url and (help_ := _better(name, text)):
            message = f'"{text}" is not a license that edblog knows, so there is no link to its text'
            fields.note(fields.place(name), "unknown-license", message, help_)
        return text


def _better(name: str, text: str) -> str:
    """What to write in place of an unknown license; empty for words, such as "Ask the library"."""
    plain = " ".join(text.casefold().replace("-", " ").split())
    for start in ("creative commons attribution", "creative commons", "attribution"):
        if plain.startswith(start):
            return f"write its short name with its version: {name}: CC BY 4.0"
    if plain in _FREE_WORDS:
        return (
            f"if you made it and give it away, write: {name}: CC0 1.0; "
            f"if it is so old that nobody owns it: {name}: Public Domain Mark 1.0"
        )
    if plain.startswith("cc"):
        with_version = license_of(f"{text} 4.0")
        shown = with_version.name if with_version.url else "CC BY 4.0"
        return f"write its name with its version: {name}: {shown}"
    return (
        f"write an SPDX id or the name of a Creative Commons license: {name}: CC BY 4.0"
        if " " not in text
        else ""
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


FIELDS = (
    title(
        "what the resource is called", '"Three-question exit ticket"', needed='"Three-question exit ticket"'
    ),
    Field(
        "what",
        Choice(WHAT),
        f"one of {', '.join(f'`{word}`' for word in WHAT)}",
        "printable",
        needed="printable",
        called=called("type kind format resourcetype category"),
    ),
    Field(
        "file",
        Download(),
        "its file, in the same folder as this one: a PDF, a picture, a recording, or another type that your district allows",
        "exit-ticket.pdf",
        called=called("pdf download attachment document path"),
    ),
    Field(
        "url",
        Page(),
        "in place of `file`: its address on another site",
        '"https://example.org/exit-ticket"',
        called=called("link website web href source address"),
    ),
    Field(
        "added",
        Moment(),
        "the day on which you added it; the newest come first",
        "2026-01-31",
        needed="2026-01-31",
        called=called("date day created dateadded published pubdate posted"),
    ),
    summary(
        "a sentence for lists and feeds; without it, the first paragraph serves",
        "Three questions on half a sheet.",
    ),
    Field(
        "by",
        Names(),
        "who shares it: ids of author pages",
        "[robin-sample]",
        called=called("author authors sharedby addedby teacher contributor contributors"),
        ids_of="authors",
    ),
    Field(
        "made_by",
        Prose(),
        "who made it, if not the people in `by`; their name is in the words for credit",
        "The Example Museum",
        called=called("creator maker credit credits publisher artist"),
        is_public=True,
    ),
    Field(
        "license",
        LicenseName(),
        "how others may use it: an SPDX id or the name of a Creative Commons license, which becomes a link, or words",
        "CC BY 4.0",
        called=called("licence rights copyright terms"),
    ),
    Field(
        "boards",
        Names(),
        "the boards on which it is: their ids",
        "[drawer-by-the-door]",
        called=called("board collections collection lists"),
        ids_of="boards",
    ),
    Field(
        "credentials",
        Names(),
        "the micro-credentials that it helps with: their ids",
        "[checking-for-understanding]",
        called=called("credential badge badges microcredential microcredentials"),
        ids_of="credentials",
    ),
    Field(
        "topics",
        Topics(),
        "subjects by which readers find it on a board",
        "[mathematics, assessment]",
        called=called("tags tag keywords keyword labels subjects subject categories topic"),
    ),
    Field(
        "grades",
        Grades(),
        "the grades that it is for: `prek`, `k`, `1` to `12`, `adult`, or a range such as `3-5`; if left out, all grades",
        "3-8",
        called=called("grade gradelevel gradelevels gradeband gradebands level levels"),
    ),
    *picture(
        "image",
        "the picture on its card; without it, a cover is drawn with its title",
        "exit-ticket.png",
        alt=("what that picture shows; needed with `image`", "A ticket with three lines, and a pencil"),
        called={key: names for key, names in IMAGE_CALLED.items() if key != "caption"},
    ),
)


def resource_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a resource's record. It has a file or an address, and not both."""
    values = {name: value for name, value in values.items() if value is not None}
    values["added"] = values.get("added") or EPOCH
    values["what"] = values.get("what") or WHAT[0]
    if not (fields.is_blank("file") or fields.is_blank("url")):
        message = 'a resource has "file" or "url", not both'
        fields.note(
            fields.place("url"),
            "wrong-value",
            message,
            "delete one of the two lines; the text below can have more links",
        )
        values["url"] = ""
    elif fields.is_blank("file") and fields.is_blank("url"):
        help_ = (
            'url: "https://example.org/exit-ticket"\nor, for a file beside this one: file: exit-ticket.pdf'
        )
        fields.missing(("url", "file"), help_)
    return values
