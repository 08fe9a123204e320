"""Gives advice on unknown fields: edblog's name for the field, or how to hide or date a story in edblog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from edblog.files.types import draft_name
from edblog.problems import brief, nearest
from edblog.sources.front_matter.foreign import Foreign, foreign, is_about_readers, spelled
from edblog.sources.front_matter.foreign_values import day_of
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.web.urls import split_date

if TYPE_CHECKING:
    from edblog.sources.front_matter.field import Table

_BELOW = frozenset(["content", "body", "text", "bio", "biography", "about", "description", "markdown"])
"""Names of fields whose text belongs below the front matter."""
_NOTHING = frozenset(
    """layout template type kind posttype format toc tableofcontents math mathjax katex mermaid sidebar weight cssclasses cssclass
    published publish status draft drafts hidden visibility private generator version markup outputs output""".split()
)
"""Fields of other programs that edblog does not need."""
_PLAIN = re.compile(r"[^a-z0-9]+")


class Advice(NamedTuple):
    """The problem of an unknown field: its severity, code, message and help."""

    is_error: bool
    code: str
    message: str
    help: str


def advice(key: str, path: str, fields: Mapping, table: Table) -> Advice:
    """The advice for a field that is not in the table."""
    value = fields.items[key]
    near = meant(key, fields, table)
    same = spelled(key, table.by_name)
    written = f"write it {'in lowercase' if same == key.lower() else 'as'}: {same}"
    if (found := _foreign(key, path, fields, table)) is not None:
        code, message, help_ = _harm(found, table)
        if same and isinstance(value, Scalar):
            help_ = f"{written}: {value.text}"
        is_draft = table.can_be_draft and _is_draft(fields, path)
        return Advice(not is_draft, code, message, help_)
    plain = _plain(key)
    if same:
        help_ = written
    elif near and plain in table.by_other_name:
        own = table.by_name[near]
        there = own.called.get(plain, "")
        if near in fields.keys:
            there = ", which is here already: delete this line"
            if own.reader.is_list:
                there = ", which is here already: add what is missing there, and delete this line"
        help_ = f'edblog calls it "{near}"{there}'
    elif near:
        help_ = f'did you mean "{near}"?'
    elif plain in _BELOW:
        help_ = "write it below the closing ---, as the text"
    elif plain in _NOTHING or is_about_readers(key):
        help_ = "delete this line: edblog does not need it"
    else:
        help_ = f"{table.what} can have these fields: {', '.join(table.by_name)}"
    return Advice(False, "unknown-key", f'there is no field "{brief(key)}", so it has no effect', help_)


def _is_draft(fields: Mapping, path: str) -> bool:
    """Whether edblog already holds a text back as a draft."""
    draft = fields.items.get("draft")
    return bool(draft_name(path)) or (
        isinstance(draft, Scalar) and draft.text.casefold() in ("true", "yes", "on")
    )


def meant(key: str, fields: Mapping, table: Table) -> str:
    """The name of the field that was probably meant; empty if that is not clear."""
    if same := spelled(key, table.by_name):
        return same
    plain = _plain(key)
    others = [field.name for field in table.by_other_name.get(plain, ())]
    if others:
        return next((name for name in others if name not in fields.keys), others[0])
    return "" if plain in _NOTHING | _BELOW or is_about_readers(key) else nearest(key, table.by_name)


def _plain(key: str) -> str:
    return _PLAIN.sub("", key.casefold())


def _foreign(key: str, path: str, fields: Mapping, table: Table) -> Foreign | None:
    day = _day(fields, path)
    found = foreign(key, fields.items[key], fields.keys[key], day, has_status=table.describes_others)
    if found is None or found.kind not in ("date", "created", "end"):
        return found
    # A date in a file about a person or a thing may be theirs. A creation date counts only without the field `date`.
    if table.describes_others or (
        found.kind == "created" and ("date" not in table.by_name or "date" in fields.keys)
    ):
        return None
    return found


def _day(fields: Mapping, path: str) -> str:
    """The date of a text in edblog, from its field `date` or its file name, in the form `2026-01-31`; empty for none."""
    own = fields.items.get("date")
    if isinstance(own, Scalar) and not own.empty:
        return day_of(own.text)
    *_, folder, name = path.split("/")
    named = split_date(name)[0] or split_date(folder)[0]
    return "{:04}-{:02}-{:02}".format(*named) if named else ""


def _harm(found: Foreign, table: Table) -> tuple[str, str, str]:
    """The code, message and help for a field that would hide, protect or date a file in another program."""
    thing, away = table.thing, table.hold_back
    key = brief(found.key)
    delete = "delete this line"
    match found.kind:
        case "draft":
            message = f'this seems to be a draft, but "{key}" does not keep it off the site'
            help_ = f"if it is not ready, {away}; if it is ready, {delete}"
            return "foreign-draft", message, help_
        case "hidden":
            message = f'this {thing} seems to be hidden, but "{key}" does not keep it off the site'
            return "foreign-draft", message, f"if nobody may read it yet, {away}; if everyone may, {delete}"
        case "unlisted":
            message = f'this {thing} seems to be kept out of lists or search engines, but "{key}" has no effect here'
            return "foreign-draft", message, f"if everyone may find it, {delete}; if nobody may, {away}"
        case "protection":
            message = (
                f'this {thing} seems to be protected, but "{key}" has no effect here: everyone could read it'
            )
            return "foreign-protection", message, f"if everyone may read it, {delete}; if not, {away}"
        case "date" | "created":
            message = f'this seems to be the day on which the {thing} appears, but "{key}" has no effect here'
            if "date" not in table.by_name:
                return "foreign-date", message, f"{thing}s have no date: {delete}, or {away} until that day"
            day = found.day or "2026-01-31"
            return "foreign-date", message, f"write it as: date: {day}, and {delete}"
        case "end":
            message = (
                f'this seems to be the day on which the {thing} is taken down, but "{key}" has no effect here'
            )
            then = "write draft: true or delete the file" if table.can_be_draft else "delete the file"
            return "foreign-date", message, f"{delete}; on that day, {then}"
