"""Cuts a text to its first sentences."""

from __future__ import annotations

import re
from itertools import islice

# Linear: one run of marks, one of closing quotes, and one space. Chinese and Japanese have no space between sentences.
_END = re.compile(r"[.!?…؟۔।]{1,8}[\"'”’»)\]]{0,3}(?=\s)|[。！？｡]{1,8}[」』”’）]{0,3}")
_LAST_WORD = re.compile(r"([\w.]{1,40})\Z")
_ABBREVIATIONS = frozenset(
    "dr dra mr mrs ms mx prof sr sra srta jr st mt ft rev hon capt lt sgt gen gov sen rep pres supt"
    " vs etc e.g i.e eg ie p.m a.m ee uu ed pp vol dept univ approx est ave blvd ca cf fig ph.d m.ed b.a m.a".split()
)
_BEFORE_NUMBERS = frozenset(["no", "núm", "pág", "p", "rm", "gr", "art"])


def first_sentences(text: str, count: int = 2) -> str:
    """The first sentences of a text; all of it if it has no more."""
    ends = (found.end() for found in _END.finditer(text) if _is_end(text, found))
    last = next(islice(ends, count - 1, None), len(text))
    return text[:last].strip()


def _is_end(text: str, found: re.Match[str]) -> bool:
    rest = text[found.end() :].lstrip()
    if not rest:
        return True
    # "at 9 a.m. on Monday": a sentence does not begin with a small letter.
    if rest[0].islower():
        return False
    if found[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, found.start() - 40), found.start())
    if word is None:
        return True
    last = word[1].casefold()
    is_initial = len(last.rpartition(".")[2]) == 1 and last[-1].isalpha() and word[1][-1].isupper()
    return not (last in _ABBREVIATIONS or is_initial or (last in _BEFORE_NUMBERS and rest[0].isdigit()))
