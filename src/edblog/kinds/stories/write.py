"""The page with the form for writing a story."""

from __future__ import annotations

from collections.abc import Iterator

from edblog import submit
from edblog.catalog.cards import initials, tone_of
from edblog.catalog.pages import Made, Pages
from edblog.kinds.credentials.record import Credential
from edblog.kinds.credentials.views import CredentialChip
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.views import Form, FormAuthor, FormCredential, Sending, WritePage
from edblog.model import Phrase
from edblog.services.hosts import ADDRESSES, HOSTS, address
from edblog.settings import Config
from edblog.sources.front_matter.rules import Rules
from edblog.sources.rules import form_rules
from edblog.web.urls import slugify

TOPICS = 100
"""How many topics the form suggests, so that it does not grow with the stories."""
WORDS = "form."
"""How the keys of its interface texts begin."""


def write_page(pages: Pages) -> Iterator[Made]:
    """The page, for a district that does not do without."""
    above = next((text for text in pages.site.documents_at_root if text.address == submit.WRITE), None)
    section = submit.WRITE if above is not None and above.place_in_menu == "header" else ""
    page = pages.page(
        submit.WRITE,
        pages.words["form.title"],
        pages.words["form.intro"],
        shown={"form": {}},
        section=section,
    )
    script = pages.cards.href(f"assets/{submit.main_script()}")
    yield submit.WRITE, "write.html", WritePage(**page, script=script, form=_form(pages))


def _form(pages: Pages) -> Form:
    cards, site, config = pages.cards, pages.site, pages.config
    words = pages.words.below(WORDS)
    return Form(
        root=cards.root,
        base_url=config.base_url,
        language=config.language,
        timezone=config.timezone,
        authors=tuple(
            FormAuthor(author.slug, author.name, author.about, initials(author.name), tone_of(author.slug))
            for author in site.records[Author.folder]
            if isinstance(author, Author) and not author.is_introduced and author.is_on_lists(1)
        ),
        credentials=tuple(
            _credential(pages, record)
            for record in site.records[Credential.folder]
            if isinstance(record, Credential)
        ),
        topics=_topics(pages),
        sending=sending(config),
        photo_release=config.privacy.photo_release,
        rules=_rules(pages, words),
        words=words,
    )


def _rules(pages: Pages, words: dict[str, Phrase]) -> Rules:
    """The rules for the checks while writing, with the messages in the theme's language where it has them."""
    rules = form_rules(pages.site.stream, pages.site.kinds, pages.config)
    for code, message in rules["messages"].items():
        for part in ("message", "help"):
            translated = words.pop(f"{part}.{code}", None)
            message[part] = translated if isinstance(translated, str) else message[part]
    for key in [key for key in words if key.startswith(("message.", "help."))]:
        del words[key]
    return rules


def _credential(pages: Pages, record: Credential) -> FormCredential:
    chip = pages.cards.chips["credentials"][record.slug]
    assert isinstance(chip, CredentialChip)
    badge = pages.cards.one_size(chip.badge, 96)
    return FormCredential(
        record.slug, record.name, chip.tone, chip.letter, badge.url if badge else "", record.prompts
    )


def _topics(pages: Pages) -> tuple[str, ...]:
    groups = pages.site.groups["topics"].values()
    common = sorted(groups, key=lambda group: (-len(group.positions), slugify(group.title)))[:TOPICS]
    return tuple(sorted((group.title for group in common), key=slugify))


def sending(config: Config) -> Sending:
    """Where stories go, with the addresses of the pages of the git host."""
    submitted = config.submit
    if not submitted.repository:
        return Sending(email=submitted.email)
    host = HOSTS[submitted.host]
    folder = "/".join(filter(None, (submitted.folder, "content", Post.folder)))
    name = "story.md"
    return Sending(
        repository=submitted.repository,
        host=submitted.host,
        name=host.name,
        branch=submitted.branch,
        folder=submitted.folder,
        email=submitted.email,
        request=host.request,
        addresses={field: getattr(host, field) for field in ADDRESSES},
        buttons=host.buttons,
        upload_buttons=host.upload_buttons,
        fork_button=host.fork_button,
        number=host.number,
        upload_title=host.upload_title,
        max_address=host.max_address,
        new_file=address(
            host.new_empty_file,
            submitted.repository,
            branch=submitted.branch,
            folder=folder,
            path=f"{folder}/{name}",
            name=name,
        ),
        runs=address(host.runs, submitted.repository, branch=submitted.branch),
    )
