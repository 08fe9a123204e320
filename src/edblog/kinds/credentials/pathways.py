"""Makes the pages of pathways, which are the stacks of micro-credentials, and the page that says what counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from edblog.catalog.cards import Cards, fields_of
from edblog.catalog.lists import List
from edblog.catalog.pages import Made, Pages
from edblog.kinds.credentials.pathway_views import (
    CountGroup,
    CountRow,
    CountsPage,
    PathwayCard,
    PathwayPage,
    PathwayPerson,
    PathwaysPage,
    PathwayStep,
    SumRow,
    Way,
)
from edblog.kinds.credentials.record import Credential
from edblog.kinds.credentials.views import CredentialChip, Renewal
from edblog.kinds.people.directory import may_be_listed
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.model import Document
from edblog.services.ids import anchor
from edblog.views import Link
from edblog.web.urls import slugify

if TYPE_CHECKING:
    from edblog.kinds.kind import Groups, Records

INDEX = "pathways/"
COUNTS = "what-counts/"
FACES = 5
"""How many people a step shows."""
MOST = 60
"""How many people the page of a pathway names."""
_STORIES = "posts"


def stacks(records: Records) -> dict[str, list[Credential]]:
    """The micro-credentials of each stack in order, by the last part of its address."""
    found: dict[str, list[Credential]] = {}
    for record in records[Credential.folder]:
        if isinstance(record, Credential) and (key := slugify(record.stack)):
            found.setdefault(key, []).append(record)
    for members in found.values():
        members.sort(key=lambda member: (member.stack_order or 1000, slugify(member.name)))
    return dict(sorted(found.items()))


def something_counts(records: Records) -> bool:
    """Whether an authority counts a micro-credential."""
    return any(isinstance(r, Credential) and r.renewal for r in records[Credential.folder])


def url_of(stack: str) -> str:
    """URL path of a stack's pathway."""
    return f"{INDEX}{slugify(stack)}/"


def lists(records: Records) -> Iterator[List]:
    """The pathways, which list no stories by themselves."""
    for key, members in stacks(records).items():
        yield List(f"{INDEX}{key}/", members[0].stack, _STORIES, (), "pathways")


def made(pages: Pages) -> Iterator[Made]:
    """The page of each pathway, that of all, and that of what counts. All of them only count stories."""
    if not pages.reach.counts:
        return
    found = stacks(pages.site.records)
    counts = something_counts(pages.site.records)
    for key, members in found.items():
        yield f"{INDEX}{key}/", "pathway.html", _pathway(pages, members, has_counts=counts)
    if found:
        page = pages.page(
            INDEX, pages.words["nav_pathways"], pages.words["pathways.intro"], section="pathways"
        )
        shown = tuple(_card(pages.cards, members) for members in found.values())
        yield INDEX, "pathways.html", PathwaysPage(**page, pathways=shown)
    if counts:
        yield COUNTS, "counts.html", _counts(pages, found)


def ways(cards: Cards, author: Author) -> tuple[Way, ...]:
    """How far somebody is in each pathway that they have begun."""
    groups = cards.site.groups
    own, found = set(groups[Author.folder][author.slug].positions), []
    for key, members in stacks(cards.site.records).items() if own else ():
        written = sum(not own.isdisjoint(_positions(groups, member)) for member in members)
        if written:
            found.append(Way(members[0].stack, cards.href(f"{INDEX}{key}/"), written, len(members)))
    return tuple(found)


def beside(pages: Pages, record: Document) -> dict[str, tuple[Way, ...]]:
    """The ways of a person through pathways, for the person's page."""
    if not isinstance(record, Author):
        return {}
    is_listed = may_be_listed(record, pages.site.groups)
    return {"ways": ways(pages.cards, record) if is_listed else ()}


def renewal(cards: Cards, credential: Credential) -> tuple[Renewal, ...]:
    """What a micro-credential counts for, each entry with a link to what the district says about that authority."""
    return tuple(
        Renewal(entry.authority, entry.amount, entry.unit, _about(cards, entry.authority))
        for entry in credential.renewal
    )


def _about(cards: Cards, authority: str) -> str:
    """URL of the heading with the name of an authority in the district's text on the page of what counts; without one, of that page.

    An edit of a text above a list looks at the whole site, so the pages of micro-credentials may depend on it.
    """
    text = next((text for text in cards.site.documents_at_root if text.address == COUNTS), None)
    id_ = anchor(authority)
    is_there = text is not None and id_ in text.text.anchors
    return cards.href(COUNTS) + (f"#{id_}" if is_there else "")


def _pathway(pages: Pages, members: Sequence[Credential], *, has_counts: bool) -> PathwayPage:
    cards, name = pages.cards, members[0].stack
    people = _people(cards, members)
    order = sorted(people, key=lambda id_: (-sum(map(bool, people[id_])), -sum(people[id_]), id_))
    text = pages.words["pathways.of"].format(name=name)
    return PathwayPage(
        **pages.page(url_of(name), name, text, section="pathways"),
        steps=tuple(_step(cards, member, at, people) for at, member in enumerate(members)),
        sums=_sums(members),
        people=tuple(
            PathwayPerson(**fields_of(_author(cards, id_)), stories=people[id_]) for id_ in order[:MOST]
        ),
        others=max(0, len(order) - MOST),
        all=Link(pages.words["nav_pathways"], cards.href(INDEX)),
        counts=cards.href(COUNTS) if has_counts else "",
    )


def _step(cards: Cards, credential: Credential, at: int, people: Mapping[str, Sequence[int]]) -> PathwayStep:
    wrote = sorted(
        (id_ for id_, stories in people.items() if stories[at]), key=lambda id_: (-people[id_][at], id_)
    )
    return PathwayStep(
        **fields_of(_chip(cards, credential)),
        competency=credential.competency,
        evidence=credential.evidence,
        renewal=renewal(cards, credential),
        stories=len(_positions(cards.site.groups, credential)),
        people=tuple(_author(cards, id_) for id_ in wrote[:FACES]),
        writers=len(wrote),
    )


def _people(cards: Cards, members: Sequence[Credential]) -> dict[str, tuple[int, ...]]:
    """How many stories each person on lists has about each step, without those who have none."""
    groups, found = cards.site.groups, dict[str, tuple[int, ...]]()
    about = [frozenset(_positions(groups, member)) for member in members]
    for author in cards.site.records[Author.folder]:
        if isinstance(author, Author) and may_be_listed(author, groups):
            own = groups[Author.folder][author.slug].positions
            stories = tuple(sum(position in step for position in own) for step in about)
            if any(stories):
                found[author.slug] = stories
    return found


def _sums(members: Sequence[Credential]) -> tuple[SumRow, ...]:
    """What each authority counts in each unit, in the order in which they are first named."""
    amounts: dict[tuple[str, str], list[float | None]] = {}
    for at, member in enumerate(members):
        for entry in member.renewal:
            row = amounts.setdefault((entry.authority, entry.unit), [None] * len(members))
            row[at] = (row[at] or 0) + entry.amount
    return tuple(
        SumRow(authority, unit, tuple(row), round(sum(amount or 0 for amount in row), 6))
        for (authority, unit), row in amounts.items()
    )


def _counts(pages: Pages, found: Mapping[str, Sequence[Credential]]) -> CountsPage:
    cards = pages.cards
    everything = [r for r in cards.site.records[Credential.folder] if isinstance(r, Credential)]
    alone = [record for record in everything if not slugify(record.stack)]
    ordered = [member for members in found.values() for member in members] + alone
    sums = _sums(ordered)
    rows = {
        member.slug: CountRow(
            **fields_of(_chip(cards, member)), amounts=tuple(row.amounts[at] for row in sums)
        )
        for at, member in enumerate(ordered)
    }

    def group(title: str, url: str, members: Iterable[Credential]) -> CountGroup:
        return CountGroup(title, url, tuple(rows[member.slug] for member in members))

    groups = [
        group(members[0].stack, cards.href(f"{INDEX}{key}/"), members) for key, members in found.items()
    ]
    if alone:
        groups.append(group("", "", alone))
    page = pages.page(COUNTS, pages.words["nav_counts"], pages.words["counts.intro"], section="counts")
    columns = tuple(SumRow(row.authority, row.unit, (), row.total) for row in sums)
    return CountsPage(**page, columns=columns, groups=tuple(groups))


def _card(cards: Cards, members: Sequence[Credential]) -> PathwayCard:
    groups = cards.site.groups
    stories = {position for member in members for position in _positions(groups, member)}
    steps = tuple(_chip(cards, member) for member in members)
    return PathwayCard(members[0].stack, cards.href(url_of(members[0].stack)), steps, len(stories))


def _positions(groups: Groups, credential: Credential) -> Sequence[int]:
    return groups[Credential.folder][credential.slug].positions


def _chip(cards: Cards, credential: Credential) -> CredentialChip:
    return cast("CredentialChip", cards.chips[Credential.folder][credential.slug])


def _author(cards: Cards, id_: str) -> AuthorChip:
    return cast("AuthorChip", cards.chips[Author.folder][id_])
