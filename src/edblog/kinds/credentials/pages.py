"""Makes labels and cards of micro-credentials, their pages, and the list of all."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.cards import Cards, fields_of, initials
from edblog.catalog.pages import Made, Pages
from edblog.catalog.sharing import CARD, WRITER, card_of, for_sharing
from edblog.kinds.credentials import hashtags, pathways
from edblog.kinds.credentials.record import Credential
from edblog.kinds.credentials.views import (
    CredentialCard,
    CredentialChip,
    CredentialPage,
    CredentialsPage,
    Stack,
    StackPlace,
)
from edblog.model import TONES
from edblog.services.ids import anchor
from edblog.submit import WRITE
from edblog.views import Link
from edblog.web.urls import encode, slugify

INDEX = f"{Credential.folder}/"


def chip(cards: Cards, credential: Credential) -> CredentialChip:
    """The linked label of a micro-credential."""
    number = cards.numbers[Credential.folder][credential.slug]
    return CredentialChip(
        title=credential.name,
        url=cards.href(credential.address),
        tone=TONES.index(credential.tone) if credential.tone else number % len(TONES),
        badge=cards.picture(credential, "badge"),
        letter=initials(credential.name)[:1],
    )


def by_stories(cards: Cards) -> tuple[CredentialCard, ...]:
    """The cards of all micro-credentials, those with the most stories first."""
    found = (card(cards, credential) for credential in _all(cards))
    return tuple(sorted(found, key=lambda each: (-each.stories, slugify(each.title))))


def made(pages: Pages) -> Iterator[Made]:
    """The pages of micro-credentials with their stories, and the list of all."""
    for credential in _all(pages.cards):
        yield from _credential(pages, credential)
    if pages.reach.counts:
        names = {credential.stack for credential in _all(pages.cards)}
        stacks = tuple(
            Stack(
                name,
                anchor(name) if name else "",
                tuple(card(pages.cards, member) for member in _stack(pages.cards, name)),
            )
            for name in sorted(names, key=lambda name: (not name, slugify(name)))
        )
        page = pages.page(INDEX, pages.words["nav_credentials"], section="credentials")
        url = pages.cards.href(hashtags.INDEX) if hashtags.exist(pages.site.records) else ""
        yield INDEX, "credentials.html", CredentialsPage(**page, stacks=stacks, hashtags=url)
    yield from hashtags.made(pages)
    yield from pathways.made(pages)


def _all(cards: Cards) -> list[Credential]:
    return [record for record in cards.site.records[Credential.folder] if isinstance(record, Credential)]


def card(cards: Cards, credential: Credential) -> CredentialCard:
    """The card of a micro-credential for lists."""
    return CredentialCard(
        **fields_of(cards.chips["credentials"][credential.slug]),
        competency=credential.competency,
        stories=len(cards.site.groups["credentials"][credential.slug].positions),
    )


def _credential(pages: Pages, credential: Credential) -> Iterator[Made]:
    shown = pages.cards.chips["credentials"][credential.slug]
    assert isinstance(shown, CredentialChip)
    positions = pages.site.groups["credentials"][credential.slug].positions
    picture = card_of(
        pages,
        shown.badge,
        credential.name,
        layout="badge",
        kicker=pages.words.get("lists.kind_credentials", ""),
        about=credential.competency,
        by=credential.issuer,
        tone=shown.tone,
        letter=shown.letter,
    )
    image = for_sharing(pages, credential.address, shown.badge, picture) if picture else shown.badge
    for part, stories in pages.slices(credential.address, positions):
        page = pages.page(part.url, credential.name, credential.competency, section="credentials")
        page |= {"feeds": pages.feeds.links(credential.name, credential.address), "image": image}
        page |= pages.holding(pages.site.bodies[credential.source])
        view = CredentialPage(
            **page,
            credential=shown,
            issuer=credential.issuer,
            link=credential.url,
            hashtag=credential.hashtag,
            hashtags=hashtags.url_of(pages.cards, credential.hashtag) if credential.hashtag else "",
            competency=credential.competency,
            key_method=credential.key_method,
            evidence=credential.evidence,
            renewal=pathways.renewal(pages.cards, credential),
            stack=_place_in_stack(pages.cards, credential),
            stories=0 if part.pagination.newer else len(positions),
            cards=stories,
            pagination=part.pagination,
            write=_write(pages, credential),
            parts={} if part.pagination.newer else pages.beside(credential),
        )
        yield part.url, "credential.html", view
        if picture and not part.pagination.newer:
            yield credential.address + CARD, WRITER, picture


def _write(pages: Pages, credential: Credential) -> Link | None:
    if not pages.config.submit.form:
        return None
    return Link(
        pages.words["form.about_this"],
        f"{pages.cards.href(WRITE)}?credential={encode(credential.slug)}#eb-form",
    )


def _stack(cards: Cards, name: str) -> list[Credential]:
    members = (credential for credential in _all(cards) if credential.stack == name)
    return sorted(members, key=lambda member: (member.stack_order or 1000, slugify(member.name)))


def _place_in_stack(cards: Cards, credential: Credential) -> StackPlace | None:
    if not credential.stack:
        return None
    members = _stack(cards, credential.stack)
    chips = (cards.chips["credentials"][member.slug] for member in members)
    return StackPlace(
        name=credential.stack,
        url=cards.href(pathways.url_of(credential.stack) if slugify(credential.stack) else INDEX),
        position=members.index(credential) + 1,
        size=len(members),
        credentials=tuple(Link(member.title, member.url) for member in chips),
    )
