"""Counts the words of a plain text for its reading time, and shortens texts to summaries.

Both depend on the script. Chinese, Japanese and Korean are counted in characters, at a reading speed of about 500 a minute. Thai, Lao,
Khmer and Burmese have no spaces between words, so five characters count as one word.
"""

from __future__ import annotations

import re
import unicodedata

from edblog.model import CHARACTERS_PER_MINUTE, WORDS_PER_MINUTE

SUMMARY_LIMIT = 300
"""Width of a summary in letters; a Chinese character counts as two letters."""

# Linear: the next character decides how each pattern goes on.
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_PLAIN = (("’", "'"), ("‘", '"'), ("“", '"'), ("”", '"'), ("–", " "), ("—", " "), ("…", " "))
# The class of each Latin-1 character in `_WORD`. Counting words with these three classes is several times faster.
_CLASSES = bytes(
    ord("w" if _WORD.match(chr(code)) else "-" if chr(code) in "'.-" else " ") for code in range(256)
)
# Han, kana, bopomofo and Hangul, with the marks for repeated and long sounds.
_CJK = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
# Thai, Lao, Burmese and Khmer, with vowel signs, and smaller scripts of the same region.
_SPACELESS = re.compile(
    "[\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u104f\u1050-\u109f\u1780-\u17d3\u1950-\u19df\u1a20-\u1aad\ua9e0-\ua9ff\uaa60-\uaadf]"
)
_CHARACTERS_A_WORD = 5
_SENTENCE_ENDS = "。！？｡．"
_JOINER = "\u200d"


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that removes combining marks."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.category(chr(code))[0] == "M" else code
        return kept


_MARKS = _Marks()


def count_words(text: str) -> int:
    """The number of words; `3.5` and `well-known` are one each. For scripts without spaces, as many as can be read in the same time."""
    for typographic, simple in _PLAIN:
        text = text.replace(typographic, simple)
    try:
        classes = b" " + text.encode("latin-1").translate(_CLASSES)
    except UnicodeEncodeError:
        return _count_any(text)
    # Twice, because the first replacement in `a.b.c` also takes the letter before the second dot.
    return classes.replace(b"w-w", b"ww").replace(b"w-w", b"ww").replace(b"-", b" ").count(b" w")


def _count_any(text: str) -> int:
    text, characters = _CJK.subn(" ", text)
    text, letters = _SPACELESS.subn(" ", text)
    words = len(_WORD.findall(text.translate(_MARKS)))
    return words + round(characters * WORDS_PER_MINUTE / CHARACTERS_PER_MINUTE + letters / _CHARACTERS_A_WORD)


def shorten(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The text, cut at the width limit: after a word, or in scripts without spaces after a sentence or a character."""
    end = _fitting(text, limit)
    if end >= len(text):
        return text
    head = text[:end]
    if _is_dense(text[end - 1]) or _is_dense(text[end]):
        if (stop := max(map(head.rfind, _SENTENCE_ENDS)) + 1) > end // 2:
            return head[:stop]
    elif (space := len(head) if text[end] == " " else head.rfind(" ")) > end // 2:
        head = head[:space]
    # A long address or word is cut in the middle, or little would be left.
    return head.rstrip(" ,;:–—-、，；：") + "…"


def _is_dense(character: str) -> bool:
    return bool(_CJK.match(character) or _SPACELESS.match(character)) or character in "、。，；：！？"


def _fitting(text: str, limit: int) -> int:
    """The number of characters that fit, each with its combining marks."""
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
    """The nearest position at or before this one that splits no character as people see it (UAX 29, simplified)."""
    end = at
    while end > 0 and (_extends_character(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    flags = len(text[:end]) - len(text[:end].rstrip(_FLAGS))
    if flags % 2 and text[end] in _FLAGS:
        end -= 1
    return end or at


_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of these letters make a flag."""


def _extends_character(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )
