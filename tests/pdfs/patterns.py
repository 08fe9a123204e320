"""A second opinion on PDFs, by patterns alone. It takes no word of qpdf for granted, and sees more danger than there is.

PDF (ISO 32000-2): no programs, no other files inside, nothing that sends or loads.

What a PDF can do is said by names in its objects. These stand in the file itself, or in object streams, which
are packed. Programs that show a PDF find an object by its number and place, or look for it where the places are
wrong. So nothing here believes a place: whatever begins like an object anywhere in the file is read, and a
dictionary that two programs could understand in two ways is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain

MAX_UNPACKED = 64_000_000
"""Bytes that are looked at in the packed parts of one document."""

MAX_DICTIONARIES = 40_000_000
"""Bytes of dictionaries that are read in one file."""
MAX_KEYS = 4_000_000
"""Bytes of those among them that are read key by key."""
_ZIP_TAIL = 66_000
"""A ZIP file is known by its end, which is 22 bytes and a comment of at most 65,535."""
_WORDS = {
    b"JavaScript": "a program (JavaScript)",
    b"Rendition": "a film that a program controls",
    b"Launch": "a command that starts another program",
    b"EmbeddedFile": "another file inside",
    b"EmbeddedFiles": "another file inside",
    b"RichMedia": "a film or Flash inside",
    b"SubmitForm": "a form that sends what is typed to another computer",
    b"ImportData": "a command that reads files on the reader's computer",
    b"GoToE": "a link into another file inside",
    b"GoToR": "a link that opens another file on the reader's computer or in its network",
    b"Encrypt": "a password",
}


def _spelt(*names: bytes) -> bytes:
    """A pattern for names, each letter of which may be a number: `/J#61vaScript`."""
    return b"|".join(b"".join(b"(?:%c|#(?i:%02x))" % (sign, sign) for sign in name) for name in names)


# Fixed words, long enough not to occur by chance in a picture. Linear.
_NAME = re.compile(rb"/(" + _spelt(*_WORDS) + rb")(?![\w.+-])")
_XFA = re.compile(b"/(?:" + _spelt(b"XFA") + rb")(?![\w.+-])")
_FORM = re.compile(b"/(?:" + _spelt(b"AcroForm") + b")")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")

# The pieces of a dictionary. Each is read where the one before it ended, and gives nothing back: linear.
_OBJECT = re.compile(rb"(?<!end)obj[0-9]{0,10}(?=[\0\t\n\f\r %<])")
_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+").match
_KEY = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]*+").match
_SIMPLE = (
    rb"(?:/[^\0\t\n\f\r ()<>\[\]{}/%]*+"
    rb"|(?:[0-9]{1,10}[\0\t\n\f\r ]{1,9}[0-9]{1,5}[\0\t\n\f\r ]{1,9}R|[-+.0-9]++|true|false|null)(?=[\0\t\n\f\r ()<>\[\]{}/%])"
    rb"|<[\0\t\n\f\r 0-9A-Fa-f]*+>)"
)
_VALUE = re.compile(_SIMPLE + rb"|<<|\[|\(").match
# Most of what is in a dictionary, at one go; what does not fit is looked at again by the patterns above. Runs
# that give nothing back, of pieces that each begin with another sign: linear.
_PAIRS = re.compile(
    rb"(?:[\0\t\n\f\r ]*+/[^\0\t\n\f\r ()<>\[\]{}/%]*+[\0\t\n\f\r ]*+" + _SIMPLE + rb")*+"
).match
_ITEMS = re.compile(rb"(?:[\0\t\n\f\r ]*+" + _SIMPLE + rb")*+").match
_STRING = re.compile(rb"[^()\\]++|\\.|[()]", re.DOTALL).match
_STREAM = re.compile(rb"stream(\r?\n)?")
_PLAIN = re.compile(rb"\[?[\0\t\n\f\r ]{0,9}/(?:FlateDecode|Fl)[\0\t\n\f\r ]{0,9}\]?")
_COUNTED = frozenset([b"N", b"First"])
"""Keys by which programs know an object stream; not all of them look at its type."""
# Whether any key of interest, or one that is spelt in numbers, may be there. Fixed words, so linear.
_MARKED = re.compile(rb"#|/(?:N|First|ObjStm|F|FFilter|FDecodeParms)(?![\w])")
_ELSEWHERE = frozenset([b"F", b"FFilter", b"FDecodeParms"])
"""Keys of a stream whose bytes are in another file."""
_ALTERED = frozenset([b"DP", b"DecodeParms"])
"""Keys that say what else was done to the bytes of a stream."""


def danger(data: bytes) -> str:
    """What seems to act in a PDF, or why nobody can tell; empty where nothing does."""
    tail = data[-_ZIP_TAIL:]
    if tail.rfind(b"PK\x05\x06") > tail.rfind(b"%%EOF"):
        return "a ZIP file behind it"
    found: re.Match[bytes] | None = None
    has_xfa = has_form = False
    try:
        for part in chain([data], _packed(data)):
            found = found or _NAME.search(part)
            has_xfa = has_xfa or _XFA.search(part) is not None
            has_form = has_form or _FORM.search(part) is not None
    except _LoadedError:
        return "a part of itself in another file"
    except (zlib.error, ValueError):
        return "parts that cannot be looked into"
    if found:
        return _WORDS[_without_hex(found[1])]
    return "an XFA form, which can run programs" if has_xfa and has_form else ""


class _LoadedError(Exception):
    """A stream whose bytes are in another file."""


def _without_hex(name: bytes) -> bytes:
    return _HEX.sub(lambda match: bytes([int(match[1], 16)]), name) if b"#" in name else name


def _packed(data: bytes) -> Iterator[bytes]:
    """What is in the streams of a PDF that may hold objects.

    Raises ValueError and zlib.error for what cannot be understood. All of them together take and give a bounded
    number of bytes, and so do the dictionaries, which may begin within each other.
    """
    reader = _Reader(data)
    given, left, of_keys = 4 * len(data), MAX_UNPACKED, MAX_KEYS
    for match in _OBJECT.finditer(data):
        at = reader.space(match.end())
        if not data.startswith(b"<<", at):
            continue
        end = reader.dictionary(at)
        stream = _STREAM.match(data, reader.space(end))
        if stream is None or not _MARKED.search(data, at, end):
            continue
        of_keys -= end - at
        if of_keys < 0:
            raise ValueError("a PDF of very large dictionaries")
        if not stream[1]:
            raise ValueError("a stream that begins in a way of its own")
        if not _holds_objects(reader.keys(at)):
            continue
        part, taken = _unpacked(data, stream.end(), given, left)
        given -= taken
        left -= len(part)
        yield part


def _holds_objects(keys: dict[bytes, bytes]) -> bool:
    """Whether a stream may hold objects that have to be unpacked before they can be looked at."""
    if not _ELSEWHERE.isdisjoint(keys):
        raise _LoadedError
    if _COUNTED.isdisjoint(keys) and b"/ObjStm" not in _without_hex(keys.get(b"Type", b"")):
        return False
    if not _ALTERED.isdisjoint(keys) or not _PLAIN.fullmatch(_without_hex(keys.get(b"Filter", b"/Fl"))):
        raise ValueError("an object stream of an unusual kind")
    # Without a filter, its bytes stand in the file as they are.
    return b"Filter" in keys


def _unpacked(data: bytes, start: int, given: int, left: int) -> tuple[bytes, int]:
    """A packed stream and how many bytes it took; it ends where it says so itself, whatever its length is said to be."""
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    at, chunk = start, 1024
    while not unpacker.eof:
        piece = data[at : at + chunk]
        # Most streams are small, and there may be very many.
        chunk = min(2 * chunk, 65_536)
        at += len(piece)
        if not piece or at - start > given:
            raise ValueError("a packed stream without an end")
        parts.append(unpacker.decompress(piece, left + 1))
        left -= len(parts[-1])
        if left < 0 or unpacker.unconsumed_tail:
            raise ValueError("a PDF that is far larger inside than outside")
    return b"".join(parts), at - start - len(unpacker.unused_data)


class _Reader:
    """Reads dictionaries by the letter of the standard; raises ValueError for any other.

    A key without a value, or a bracket that is not closed, is read on in another place by each program.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MAX_DICTIONARIES

    def _advance(self, start: int, end: int) -> int:
        self._left -= end - start
        if self._left < 0:
            raise ValueError("a PDF of very many dictionaries")
        return end

    def space(self, at: int) -> int:
        """The place behind blanks and comments."""
        match = _SPACE(self._data, at)
        return self._advance(at, match.end()) if match else at

    def dictionary(self, start: int) -> int:
        """The place behind a dictionary."""
        return self._closed(start + 2, b"<<")

    def keys(self, start: int) -> dict[bytes, bytes]:
        """The keys of a dictionary, with the values that matter as they are written."""
        data, at = self._data, self.space(start + 2)
        keys: dict[bytes, bytes] = {}
        while not data.startswith(b">>", at):
            name = self._next(_KEY, at)
            key, value = _without_hex(name[0][1:]), self.space(name.end())
            token = self._next(_VALUE, value)
            end = self._string(token.end()) if token[0] == b"(" else token.end()
            end = self._closed(end, token[0]) if token[0] in (b"<<", b"[") else end
            # A key that comes twice has both values, which is none that is taken.
            keys[key] = keys.get(key, b"") + data[value:end] if key in (b"Filter", b"Type") else b""
            if len(keys[key]) > 1000:
                raise ValueError("a stream of very many kinds")
            at = self.space(end)
        return keys

    def _closed(self, at: int, opened: bytes) -> int:
        """The place behind the end of a dictionary or a list, and of all that are in it."""
        data, inside = self._data, [opened]
        while inside:
            in_list = inside[-1] == b"["
            at = self.space(self._next(_ITEMS if in_list else _PAIRS, at).end())
            end = b"]" if in_list else b">>"
            if data.startswith(end, at):
                inside.pop()
                at += len(end)
                continue
            if not in_list:
                at = self.space(self._next(_KEY, at).end())
            token = self._next(_VALUE, at)
            at = token.end()
            if token[0] in (b"<<", b"["):
                inside.append(token[0])
            elif token[0] == b"(":
                at = self._string(at)
        return at

    def _next(self, pattern: Callable[[bytes, int], re.Match[bytes] | None], at: int) -> re.Match[bytes]:
        token = pattern(self._data, at)
        if token is None:
            raise ValueError("a dictionary that is not well formed")
        self._advance(at, token.end())
        return token

    def _string(self, at: int) -> int:
        """The place behind a text, in which brackets come in pairs."""
        depth = 1
        while depth:
            token = self._next(_STRING, at)
            at = token.end()
            depth += (token[0] == b"(") - (token[0] == b")")
        return at
