"""Notices about acronyms that neither a text nor the site explains; one for each text.

Reading a text collects the acronyms that it does not explain itself. This module drops those that the glossary or the settings know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from edblog.model import Acronym, AnyRecord, Document
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.settings import Config
from edblog.web.languages import primary

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

NAMED = 5
"""The most acronyms that one notice names."""


def unexplained(
    records: Iterable[AnyRecord],
    config: Config,
    kinds: Iterable[Kind],
    known: Mapping[str, Sequence[Document]],
) -> Iterator[Problem]:
    """A notice for each text with acronyms that nothing explains; `known` has the site's records by the folder of their kind."""
    explaining = [kind for kind in kinds if kind.explains]
    words = {
        # Readers of a text get the explanations in its own language alone.
        (primary(record.lang or config.language), form)
        for kind in explaining
        for record in known[kind.folder]
        for form in record.forms
    }
    folders = {kind.folder for kind in explaining}
    for record in records:
        if isinstance(record, Document) and record.text.acronyms and record.folder not in folders:
            language = primary(record.lang or config.language)
            found = [
                acronym
                for acronym in record.text.acronyms
                if acronym.name not in config.plain_language.known and (language, acronym.name) not in words
            ]
            if found:
                is_own = language == primary(config.language)
                yield _notice(record.source, found, "" if is_own else record.lang)


def _notice(source: str, found: Sequence[Acronym], language: str) -> Problem:
    """The notice of a text in another `language` than the site; that is empty for one in the same."""
    first, *others = found
    named = [f"{other.name} (line {other.line})" for other in others[: NAMED - 1]]
    more = len(others) - len(named)
    if more:
        named.append(f"{more} more")
    joined = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)
    message = f'nothing here says what "{first.name}" stands for'
    if joined:
        message += f"; the same is true of {joined}"
    help_ = (
        f"at its first use, write what it stands for, and ({first.name}) after it; or explain it once for all stories: edblog new term {first.name}"
        f"{f' (with lang: {language}, because this text is in that language)' if language else ''}"
        f'\nif everybody here knows it, the district can allow it in edblog.toml, under [plain_language]: known = ["{first.name}"]'
    )
    return problem_of("unexplained-acronym", source, message, help_, first.line, first.column)
