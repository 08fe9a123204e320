"""Makes new texts, such as a story or a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from edblog.files.types import extension
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind
from edblog.pipeline import configure
from edblog.problems import EdblogError, Problem, did_you_mean
from edblog.scaffold.writing import quoted, refuse_link, stop, write
from edblog.start.within import is_link
from edblog.web.urls import slugify

_NAME_LIMIT, _NAME_BYTES = 80, 200
"""The most characters, and bytes of UTF-8, that a file name takes from a title; file systems allow 255 bytes."""


class Started(NamedTuple):
    """A new text."""

    path: str
    id: str
    """The id by which other files refer to it."""
    above: str
    """The URL path of the generated page that shows its text above the list; empty if it has a page of its own."""
    content: str
    """The whole file."""


def start_text(
    site: Path,
    kind: Kind,
    title: str,
    given: Mapping[str, Sequence[str]],
    *,
    bundle: bool = False,
    draft: bool = False,
) -> Started:
    """Writes a new text with the `given` values of its fields. Raises like `plan_text`."""
    planned = plan_text(site, kind, title, given, bundle=bundle, draft=draft)
    write(site / planned.path, planned.content)
    return planned


def plan_text(
    site: Path,
    kind: Kind,
    title: str,
    given: Mapping[str, Sequence[str]],
    *,
    bundle: bool = False,
    draft: bool = False,
    body: str = "",
) -> Started:
    """Plans a new text without writing it; without a `body`, it has the sample text of its kind.

    Raises `EdblogError` for an unknown id, for an address that edblog uses itself, and if the file exists already.
    """
    from edblog.catalog.checks import RESERVED
    from edblog.catalog.site import possible_indexes

    config, _ = configure(site)
    start = kind.start
    for option in start.options:
        if folder := kind.table.by_name[option.field].ids_of:
            [other] = [other for other in KINDS if other.folder == folder]
            _check(other, given.get(option.field, ()), site, option.otherwise)
    slug = _slug(title)
    if kind.is_at_root and slug in RESERVED:
        raise stop(title, f'the address "/{slug}/" is used by edblog itself', "choose another title")
    today = datetime.now(ZoneInfo(config.timezone)).date()
    day = today.isoformat()
    stem = f"content/{kind.folder}/{f'{day}-' * start.is_dated}{slug}"
    path = f"{stem}/index.md" if bundle else f"{stem}.md"
    refuse_link(site, path)
    if (site / path).exists():
        help_ = "choose another title, or continue in that file"
        raise stop(path, "this file already exists", help_)
    values = _values(kind, title, today, given)
    address = kind.record.address_of(slug)
    is_above = kind.is_at_root and address in possible_indexes(KINDS)
    if is_above:
        # Menus already have a link to that page.
        values = {name: value for name, value in values.items() if name not in start.values}
    if draft:
        values["draft"] = "true"
    lines = [f"{name}: {values[name]}\n" for name in kind.table.by_name if name in values]
    content = f"---\n{''.join(lines)}---\n\n{body or start.text}"
    return Started(path, slug, f"/{address}" if is_above else "", content)


def _values(kind: Kind, title: str, today: date, given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The values of the fields of a new text, in YAML."""
    days = {"{day}": today.isoformat(), "{in_two_weeks}": (today + timedelta(days=14)).isoformat()}
    table, start = kind.table, kind.start
    first, *others = (field for field in table.fields if field.needed)
    values = {
        field.name: days["{day}"] if field.reader.form == "moment" else field.needed for field in others
    }
    values |= start.values
    for word, day in days.items():
        values = {name: value.replace(word, day) for name, value in values.items()}
    for option in start.options:
        if entries := given.get(option.field):
            is_id = table.by_name[option.field].ids_of
            values[option.field] = f"[{', '.join(entries if is_id else map(quoted, entries))}]"
            values.pop(option.replaces, None)
    return {**values, first.name: quoted(title)}


def _check(kind: Kind, ids: Iterable[str], site: Path, otherwise: str) -> None:
    folder = site / "content" / kind.folder
    linked = is_link(folder) or is_link(folder.parent)
    known = [] if linked else sorted(p.stem for p in folder.glob("*") if extension(p.name) == ".md")
    there_is = f"there is: {', '.join(known)}." if known else "there is none yet."
    another = f'To start another: edblog new {kind.word} "A Name"' + (
        f"; or {otherwise}" if otherwise else ""
    )
    problems = [
        Problem(
            f"content/{kind.folder}/",
            "error",
            kind.unknown,
            f'there is no {kind.table.thing} "{id_}"',
            f"{did_you_mean(id_, known) or there_is} {another}",
            line=1,
            column=1,
        )
        for id_ in ids
        if id_ not in known
    ]
    if problems:
        raise EdblogError(problems, 2)


def _slug(title: str) -> str:
    """The file name for a title; a long one is cut after a whole word, if possible."""
    slug = slugify(title)
    if not slug:
        raise stop(title, "no file name can be made from this title", "use at least one letter or digit")
    short = slug[:_NAME_LIMIT].encode()[:_NAME_BYTES].decode(errors="ignore")
    if short != slug and not slug.startswith(f"{short}-"):
        short = short.rpartition("-")[0] or short
    return slugify(short)
