"""Checks of files together: problems between files that are each fine on their own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from edblog.catalog.site import Held
from edblog.catalog.unpublished import why_held
from edblog.files.types import draft_name
from edblog.model import AnyRecord, Document, Media
from edblog.problems import Problem, did_you_mean, messages
from edblog.web.urls import collision_key, output_of, readable_date, slugify

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

RESERVED = frozenset(["media", "assets", "404", "index"])
"""First parts of addresses that are reserved: edblog's own folders, and names with a meaning to web servers."""


def by_id(records: Mapping[str, Iterable[Document]], kinds: Iterable[Kind]) -> dict[str, dict[str, Document]]:
    """Records by the folder of their kind and their ids, of each kind that a field refers to."""
    named = dict.fromkeys(
        folder for kind in kinds for folder in kind.folders_named(list(records[kind.folder]))
    )
    return {
        folder: {record.slug: record for record in records[folder]} for folder in named if folder in records
    }


def unknown_ids(
    text: Document,
    kind: Kind,
    kinds: Iterable[Kind],
    known: Mapping[str, Mapping[str, Document]],
    everything: Mapping[str, Mapping[str, Document]],
    held: Mapping[str, Held],
) -> Iterator[Problem]:
    """Problems with ids that no file has, or only one that is not published.

    `known` has what this text may name, `everything` all texts; both are made by `by_id`, once for all texts.
    """
    for field, folder, id_ in kind.named_ids(text):
        if folder not in everything or id_ in known.get(folder, ()):
            continue
        if id_ in everything[folder]:
            yield _unpublished(text, field, id_, held[everything[folder][id_].source])
        else:
            other = next(other for other in kinds if other.folder == folder)
            is_writer = field == kind.writers
            yield _unknown(text, field, id_, other, known.get(folder, {}), is_writer=is_writer)


def _unknown(
    text: Document, field: str, id_: str, other: Kind, known: Mapping[str, Document], *, is_writer: bool
) -> Problem:
    what = other.what.partition(" ")[2]
    names = {record.label.casefold(): slug for slug, record in known.items()}
    # The path of its file, or of its page, ends with it.
    stem = id_.rstrip("/").rpartition("/")[2].removesuffix(".md")
    meant = names.get(id_.casefold()) or next(
        (slugify(each) for each in (id_, stem) if slugify(each) in known), ""
    )
    help_ = f'write the id: "{meant}"' if meant else did_you_mean(id_, known)
    new = slugify(id_) or "new-id"
    file = f"content/{other.folder}/{new}.md"
    return Problem(
        text.source,
        "error",
        other.unknown,
        messages.UNKNOWN_ID.format(what=what, id=id_),
        help_ or (is_writer and other.introduce(id_, file)) or f'create {file}, then write its id: "{new}"',
        key=(field, field.removesuffix("s")),
        text=id_,
    )


def _unpublished(text: Document, field: str, id_: str, found: Held) -> Problem:
    return Problem(
        text.source,
        "error",
        "link-to-unpublished",
        f'"{id_}" is not published: {why_held(found)}',
        "publish it first, or take this out until it is published",
        key=(field, field.removesuffix("s")),
        text=id_,
    )


def collisions(documents: Iterable[Document]) -> Iterable[Problem]:
    """Problems with addresses that two files share, even if they differ in case or Unicode form."""
    owners: dict[str, Document] = {}
    ordered = sorted(documents, key=lambda document: document.source)
    for document in ordered:
        if document.address.rstrip("/") in RESERVED:
            yield Problem(
                document.source,
                "error",
                "address-taken",
                f'the address "/{document.slug}/" is used by edblog itself',
                "rename the file, or give it another address: slug: another-name",
                line=1,
                column=1,
            )
        url = document.address
        other = owners.setdefault(_key(url), document)
        if other is not document:
            choice = "" if document.has_id else f", or give it another address: slug: {document.slug}-2"
            yield Problem(
                document.source,
                "error",
                "duplicate-address",
                f'this file and "{other.source}" have the same address, "/{url}"',
                f"rename one of the two files{choice}",
                key=("slug",),
                text=document.slug,
            )
    for document in ordered:
        taken = {_key(document.address)}
        for alias in document.aliases:
            is_again = (key := _key(alias.lstrip("/"))) in taken
            taken.add(key)
            other = owners.setdefault(key, document)
            if other is not document or is_again:
                of = f'"{other.source}"' if other is not document else "this file itself"
                yield Problem(
                    document.source,
                    "error",
                    "duplicate-address",
                    f'the alias "{alias}" is already an address of {of}',
                    "delete this alias",
                    key=("aliases",),
                    text=alias,
                )


def _key(url: str) -> str:
    """A key that is equal for addresses of the same file: `/old/` and `/old/index.html`."""
    return collision_key(output_of(url))


def unused(records: Mapping[str, AnyRecord | None], used: set[str]) -> Iterable[Problem]:
    """Notices of pictures and documents that no published text uses."""
    for source, record in records.items():
        if isinstance(record, Media) and source not in used:
            yield Problem(
                source,
                "notice",
                "unused-file",
                f'no published text uses "{posixpath.basename(source)}", so it is not published',
                "use it in a story, or delete it",
                line=1,
                column=1,
            )


def waiting(held: Held, kind: Kind) -> Problem:
    """The notice that a text is not published now."""
    what = kind.what.partition(" ")[2]
    if held.reason == "draft":
        message = f"this {what} is a draft, so it is not published"
        if name := draft_name(held.source):
            is_folder = f"/{name}/" in held.source and not held.source.endswith(f"/{name}/index.md")
            move = f'move it out of the folder "{name}"' if is_folder else "give it another name"
            message = f'this {what} is a draft because of the name "{name}", so it is not published'
            help_ = f"when the {what} is ready, {move}"
        else:
            help_ = f"when the {what} is ready, delete the line draft: true"
        return Problem(held.source, "notice", "draft", message, help_, key=("draft",))
    if held.reason == "over":
        message = f"this {what} has expired, so it is no longer published"
        return Problem(
            held.source,
            "notice",
            "over",
            message,
            "delete the file, or give it another date",
            line=1,
            column=1,
        )
    day = readable_date(held.date) if held.date else "its day"
    message = messages.SCHEDULED.format(what=what, day=day)
    help_ = "you need not do anything; to publish it now, give it today's date"
    return Problem(held.source, "notice", "scheduled", message, help_, key=("date", "starts"))
