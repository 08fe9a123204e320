"""Measures how hard a text is to read: long sentences, and a grade or an ease by the lengths of sentences and words.

English: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom: *Derivation of new readability formulas for Navy enlisted personnel*,
Research Branch Report 8-75, 1975), the years of a US school that a reader needs. Spanish has no formula of grades that was tested beyond the
sixth; so it is the ease of Szigriszt Pazos (*Sistemas predictivos de legibilidad del mensaje escrito*, Madrid 1993), from 0 to 100, on
the scale INFLESZ (Barrio-Cantalejo and others, Anales del Sistema Sanitario de Navarra 31/2, 2008): below 40 very hard, from 55 ordinary, from 65 easy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from edblog.sources.markdown.checked_text import Find, SourceText
from edblog.sources.markdown.prose import without_addresses
from edblog.sources.markdown.syllables import in_english, in_spanish
from edblog.web.languages import primary

FEWEST_WORDS = 100
"""Words from which on a text is measured: the formulas were made with passages of a hundred."""
MOST_SENTENCES = 5
"""Long sentences of one text that are reported."""
# All patterns are linear: each starts with a character at which nothing before it goes on, and repeats one class.
_NOT_PROSE = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t][^\n]*|\|[^\n]*|[^|\n]{0,200}\|[^\n]*|[-=*_:| \t]{3,}$|\*?\[[^\[\]\n]{1,80}\]:[^\n]*|:::[^\n]*)|<[^<>\n]{0,500}>|\{[^{}\n]{0,200}\}"
    r"|\[\^[^\[\]\n]{1,40}\]:?",
    re.MULTILINE,
)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)]|!!!|>)[ \t]", re.MULTILINE)
_BLOCK = re.compile(r"\n[ \t>]*\n")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*+(?=\s)")
# Abbreviations and initials do not end a sentence.
_NO_END = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Jr|Sr|St|vs|etc|e\.g|i\.e|approx|No|Sra|Dra|Ud|Uds|p\.ej|EE|UU)|\d)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:/]\d+)*")


class Sentence(NamedTuple):
    """A sentence of a text."""

    start: int
    """Its position in the text."""
    words: tuple[str, ...]


def sentences(text: SourceText) -> Iterator[Sentence]:
    """The sentences of a text, without headings, tables, code and addresses. Each item of a list ends one."""
    prose = _NOT_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), without_addresses(text.prose))
    ends = {found.start() for found in _BLOCK.finditer(prose)} | {
        found.start() for found in _ITEM.finditer(prose)
    }
    for found in _END.finditer(prose):
        if found[0][0] != "." or not _NO_END.search(prose, max(0, found.start() - 8), found.start()):
            ends.add(found.end())
    start = 0
    for end in (*sorted(ends), len(prose)):
        found_words = list(_WORD.finditer(prose, start, end))
        if found_words:
            yield Sentence(found_words[0].start(), tuple(word[0] for word in found_words))
        start = end


def long_sentences(text: SourceText) -> Iterator[Find]:
    """The first few sentences with more words than the settings want."""
    limit, count = text.asked.sentence_words, 0
    for sentence in sentences(text) if limit else ():
        if len(sentence.words) > limit:
            message = (
                f"this sentence has {len(sentence.words)} words, and is easier to read with at most {limit}"
            )
            yield Find(sentence.start, "long-sentence", message, "make two or three sentences of it")
            count += 1
            if count == MOST_SENTENCES:
                return


def hard_text(text: SourceText) -> Iterator[Find]:
    """A text that is harder to read than the settings want."""
    asked, language = text.asked, primary(text.lang)
    if language == "en" and asked.grade:
        grade = english_grade(sentences(text))
        if grade is not None and grade > asked.grade:
            message = f"this text reads like grade {grade:.1f}, and the district wants at most {asked.grade}"
            yield Find(_START, "hard-to-read", message, _HELP)
    elif language == "es" and asked.spanish_ease:
        ease = spanish_ease(sentences(text))
        if ease is not None and ease < asked.spanish_ease:
            message = f"this text has a reading ease of {ease:.0f} (INFLESZ), and the district wants at least {asked.spanish_ease}"
            yield Find(_START, "hard-to-read", message, _HELP)


_START = 1
"""The first character of a text, after the newline that each `SourceText` begins with."""
_HELP = "write shorter sentences, and words that you would say to a parent; it is fine to keep the words of your subject"


def english_grade(found: Iterable[Sentence]) -> float | None:
    """The Flesch-Kincaid grade; None for a text that is too short."""
    count, words, syllables = _sums(found, in_english)
    return None if words < FEWEST_WORDS else flesch_kincaid(count, words, syllables)


def flesch_kincaid(count: int, words: int, syllables: int) -> float:
    """The grade by the numbers of sentences, words and syllables."""
    return 0.39 * words / count + 11.8 * syllables / words - 15.59


def spanish_ease(found: Iterable[Sentence]) -> float | None:
    """The ease of Szigriszt Pazos, at least 0; None for a text that is too short."""
    count, words, syllables = _sums(found, in_spanish)
    return None if words < FEWEST_WORDS else max(0.0, 206.835 - 62.3 * syllables / words - words / count)


def _sums(found: Iterable[Sentence], syllables_of: Callable[[str], int]) -> tuple[int, int, int]:
    """The numbers of sentences, words and syllables."""
    count = words = syllables = 0
    for sentence in found:
        count += 1
        words += len(sentence.words)
        syllables += sum(map(syllables_of, sentence.words))
    return count, words, syllables
