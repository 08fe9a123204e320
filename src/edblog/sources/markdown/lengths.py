"""How long a plain text is: words for the reading time, and where a summary ends.

Both look at the script. Chinese, Japanese and Korean are measured in characters, since about 500 of them are read in a minute; Thai, Lao, Khmer
and Burmese have no spaces between words, so five characters count as one.
"""

from __future__ import annotations

import re
import unicodedata

from edblog.model import CHARACTERS_PER_MINUTE, WORDS_PER_MINUTE

SUMMARY_LIMIT = 300
"""How wide a first paragraph that serves as a summary may be; a Chinese character is as wide as two letters."""

# Each pattern here goes one way at each character, so it is linear.
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_PLAIN = (("’", "'"), ("‘", '"'), ("“", '"'), ("”", '"'), ("–", " "), ("—", " "), ("…", " "))
# What each sign of Latin-1 is to `_WORD`; with these three kinds, words are counted in a fraction of the time.
_KINDS = bytes(
    ord("w" if _WORD.match(chr(code)) else "-" if chr(code) in "'.-" else " ") for code in range(256)
)
# Han, kana, bopomofo and Hangul, with the marks that stand for a repeated or a longer sound.
_CJK = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Thai, Lao, Burmese and Khmer, vowel signs included, and smaller scripts of the same neighborhood.
_SPACELESS = re.compile(
    "[\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u104f\u1050-\u109f\u1780-\u17d3\u1950-\u19df\u1a20-\u1aad\ua9e0-\ua9ff\uaa60-\uaadf]"
)
_CHARACTERS_A_WORD = 5
_SENTENCE_ENDS = "。！？｡．"
_JOINER = "\u200d"


class _Marks(dict[int, int | None]):
    """For `str.translate`: takes out the marks that belong to the letter before them."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.category(chr(code))[0] == "M" else code
        return kept


_MARKS = _Marks()


def count_words(text: str) -> int:
    """The number of words; `3.5` and `well-known` are one each. Where words have no spaces, as many as are read in the same time."""
    for typographic, simple in _PLAIN:
        text = text.replace(typographic, simple)
    try:
        kinds = b" " + text.encode("latin-1").translate(_KINDS)
    except UnicodeEncodeError:
        return _count_any(text)
    # Twice, since in `a.b.c` the second stop has no letter of its own before it when the first one is replaced.
    return kinds.replace(b"w-w", b"ww").replace(b"w-w", b"ww").replace(b"-", b" ").count(b" w")


def _count_any(text: str) -> int:
    text, characters = _CJK.subn(" ", text)
    text, letters = _SPACELESS.subn(" ", text)
    words = len(_WORD.findall(text.translate(_MARKS)))
    return words + round(characters * WORDS_PER_MINUTE / CHARACTERS_PER_MINUTE + letters / _CHARACTERS_A_WORD)


def shorten(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The text, cut where it is wider than the limit: at the end of a word, or of a sentence or character where there are no spaces."""
    end = _fitting(text, limit)
    if end >= len(text):
        return text
    head = text[:end]
    if _is_dense(text[end - 1]) or _is_dense(text[end]):
        if (stop := max(map(head.rfind, _SENTENCE_ENDS)) + 1) > end // 2:
            return head[:stop]
    elif (space := len(head) if text[end] == " " else head.rfind(" ")) > end // 2:
        head = head[:space]
    # A long address or word is cut in its middle: else little or nothing would be left.
    return head.rstrip(" ,;:–—-、，；：") + "…"


def _is_dense(character: str) -> bool:
    return bool(_CJK.match(character) or _SPACELESS.match(character)) or character in "、。，；：！？"


def _fitting(text: str, limit: int) -> int:
    """How many characters fit, none of them without the marks that belong to it."""
    if 2 * len(text) <= limit or (len(text) <= limit and text.isascii()):
        return len(text)
    width = 0
    for at, character in enumerate(text):
        if character >= "\u0300":
            if unicodedata.category(character)[0] != "M":
                width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        else:
            width += 1
        if width > limit:
            return _edge(text, at)
    return len(text)


def _edge(text: str, at: int) -> int:
    """The nearest place at or before this one that is between two characters as people see them (UAX 29, simplified)."""
    end = at
    while end > 0 and (_goes_on(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    flags = len(text[:end]) - len(text[:end].rstrip(_FLAGS))
    if flags % 2 and text[end] in _FLAGS:
        end -= 1
    return end or at


_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Letters of which two make a flag."""


def _goes_on(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )
