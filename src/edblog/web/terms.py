"""Finds the words of a text that a search looks for, in the same form as the script of the search page, `search.js`.

Letters are small and without accents. In scripts without spaces, every two neighbors are a word, and the last letter: 分数が is 分数, 数が
and が. So a search for one letter finds all that start with it.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable

LIMIT = 1000
"""The number of words of one text that a search knows; `benchmarks/search_recall.py` says what that is worth."""
STRONG = 3
"""A word that is in a text as often as this counts twice."""
# fmt: off
COMMON = frozenset("""
    a about after again all also an and any are as at be because been before being but by can could did do does doing done down each even
    every few for from get go going had has have having he her here him his how i if in into is it its just like made make many may me might
    more most much must my no nor not now of off on once one only or other our out over own said same she should so some such than that the
    their them then there these they this those through to too two under until up us very was way we were what when where which while who
    whom why will with would you your dont didnt doesnt im ive thats wasnt isnt cant couldnt wouldnt youre theyre weve were id ill shes hes
    whats whos wheres whens hows whys theres heres lets wont havent hasnt hadnt arent shouldnt youve theyve youll
    al ante con como cuando cual de del desde donde e el ella ellas ellos en entre era eran es esa ese eso esta estaba estas este esto estos
    fue ha habia hasta hay la las le les lo los mas me mi mis muy ni nos o para pero por porque que quien se ser si sin sobre son su sus
    tambien tan te tiene todo todos tu un una uno unos y ya yo
    """.split())
"""Words that are in nearly every text, in English and Spanish. A search knows them in titles, not in bodies."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ς": "σ"})
# fmt: on
# Linear: single characters.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0652\u0670]")
_QUOTES = "'\u2019\u02bc\u00ad\u200b\u200c\u200d"
_SPACES = "\u201c\u201d\u2018\u2013\u2014\u2026\u00a0"
"""Common characters that end a word. Without them, most English texts are ASCII, which is faster."""
# Linear: one class. A longer run of letters is more than one word.
_WORD = re.compile(r"[^\W_]{1,40}")
_ASCII = bytes(code if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
"""A table for `bytes.translate` that leaves letters and digits; `split` is several times faster than a regular expression."""
_SPACELESS = (
    "\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u104f\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana, bopomofo, Thai, Lao, Burmese and Khmer, as the inside of a class of a regular expression."""
_FIRST_DENSE = "\u0e01"
_DENSE = re.compile(f"[{_SPACELESS}]+")


def folded(text: str) -> str:
    """The text in small letters, without accents, and without apostrophes."""
    text = text.lower().replace("'", "")
    if text.isascii():
        return text
    for quote in _QUOTES:
        text = text.replace(quote, "")
    for space in _SPACES:
        text = text.replace(space, " ")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    # Korean letters belong together again.
    return unicodedata.normalize("NFC", _MARKS.sub("", text)).lower()


def words_of(text: str) -> list[str]:
    """All words of a text, in order."""
    text = folded(text)
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()
    if max(text) >= _FIRST_DENSE:
        text = _DENSE.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", text)
    return _WORD.findall(text)


def _pairs(run: str) -> Iterable[str]:
    return (run[at : at + 2] for at in range(len(run)))


def start_of(word: str, letters: int) -> str:
    """The first letters of a word; in scripts without spaces, the first one."""
    return word[:1] if word[:1] >= _FIRST_DENSE and _DENSE.match(word) else word[:letters]


def packed(text: str) -> bytes:
    """The strongest words of a body: those that it has most often, and of these the first ones."""
    counts = Counter(words_of(text))
    for word in COMMON & counts.keys():
        del counts[word]
    found = list(counts)
    if len(found) > LIMIT:
        # A stable sort: among equally frequent words, the first ones stay first.
        found = sorted(found, key=lambda word: -counts[word])[:LIMIT]
    strong = [word for word in found if counts[word] >= STRONG]
    weak = [word for word in found if counts[word] < STRONG]
    return zlib.compress(f"{' '.join(strong)}\n{' '.join(weak)}".encode(), 1) if found else b""


def unpacked(terms: bytes) -> tuple[list[str], list[str]]:
    """The words that `packed` has found: those that count twice, and the others."""
    if not terms:
        return [], []
    strong, _, weak = zlib.decompress(terms).decode().partition("\n")
    return strong.split(), weak.split()
