"""Lists the texts that a proposal changes, each with its address, date, terms and pictures."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote

from edblog.catalog.groups import Grouping
from edblog.catalog.site import Site
from edblog.model import AnyRecord, Document
from edblog.views.proposal import LINE, MOST_TERMS, MOST_TEXTS, ProposedText, Terms, clipped


def proposed_texts(
    site: Site,
    records: Mapping[str, AnyRecord | None],
    sizes: Mapping[str, int],
    changed: Collection[str],
    now: datetime,
) -> tuple[ProposedText, ...]:
    """The texts among the `changed` files; `records` and `sizes` (in bytes) have all files by path."""
    labels = {key: text for kind in site.kinds for key, text in kind.english.items()}
    names = {(r.folder, r.slug): r.label for r in _with_introduced(records)}
    what = {kind.folder: kind.what for kind in site.kinds}
    found = [(path, record) for path in sorted(changed) if isinstance(record := records.get(path), Document)]
    return tuple(
        _proposed(site, record, sizes, now, names, labels, what[record.folder])
        for _, record in found[:MOST_TEXTS]
    )


def _with_introduced(records: Mapping[str, AnyRecord | None]) -> Iterator[Document]:
    for record in records.values():
        if isinstance(record, Document):
            yield from (record, *record.introduced())


def _proposed(
    site: Site,
    text: Document,
    sizes: Mapping[str, int],
    now: datetime,
    names: Mapping[tuple[str, str], str],
    labels: Mapping[str, str],
    what: str,
) -> ProposedText:
    groupings = site.groupings if text.folder == site.stream.folder else ()
    terms = {grouping.name: _terms(grouping, text, site, names) for grouping in groupings}
    due = text.due(now)
    pictures = _pictures(text)
    return ProposedText(
        path=clipped(text.source, LINE),
        what=what,
        title=clipped(text.label, LINE),
        url=clipped(text.address, LINE),
        state="draft" if text.draft else due.reason,
        moment=due.until if due.reason == "scheduled" and not text.draft else None,
        by=next((terms[g.name] for g in groupings if g.schema_property == "author"), ()),
        terms=tuple(
            Terms(labels.get(f"nav_{g.name}", g.name), terms[g.name]) for g in groupings if terms[g.name]
        ),
        pictures=len(pictures),
        picture_bytes=sum(sizes.get(path, 0) for path in pictures),
        links=sum(reference.kind == "link" for reference in text.text.references),
        words=text.text.words,
    )


def _terms(
    grouping: Grouping, text: Document, site: Site, names: Mapping[tuple[str, str], str]
) -> tuple[str, ...]:
    """The names of a text's terms; for an unknown term, its id."""
    groups = site.groups[grouping.name]
    titles = [
        names.get((grouping.folder, key)) or (groups[key].title if key in groups else key)
        for key in grouping.keys(text)
    ]
    return tuple(clipped(title, LINE) for title in titles[:MOST_TERMS])


def _pictures(text: Document) -> set[str]:
    """The paths of the pictures in a text that are files in its folder."""
    named = [picture.path for picture in text.named_pictures().values()]
    named += [reference.target for reference in text.text.references if reference.kind == "picture"]
    folder = posixpath.dirname(text.source)
    return {posixpath.normpath(posixpath.join(folder, unquote(target.partition("#")[0]))) for target in named}
