"""Takes a badge out of the file that holds it: JSON, a compact JWS (JWT), or a picture that it was baked into.

The rules of baking are those of Open Badges 2.0 and 3.0: in a PNG, a text with the keyword `openbadges` or `openbadgecredential`; in an SVG,
an element `assertion` or `credential`. Pictures come from strangers: texts are unpacked up to a limit, checksums must hold, and an SVG with a
document type or with entities is refused.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Literal, NamedTuple, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from edblog.badges.refusal import RefusedError, unknown
from edblog.badges.strict import MAX_BYTES

Container = Literal["json", "jwt", "png", "svg"]

MAX_FILE = 20_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_MAX_CHUNKS = 20_000
_MAX_DEPTH = 200
_KEYWORDS = frozenset([b"openbadges", b"openbadgecredential"])
_NAMESPACES = frozenset(
    ["http://openbadges.org", "https://openbadges.org", "https://purl.imsglobal.org/ob/v3p0"]
)
_ELEMENTS = frozenset(f"{space} {name}" for space in _NAMESPACES for name in ("assertion", "credential"))
# Three runs of letters up to a dot or the end, so linear.
_COMPACT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")


class Contained(NamedTuple):
    """What a file holds."""

    container: Container
    content: bytes
    """JSON, or the three parts of a compact JWS."""
    is_compact: bool


def unpack(data: bytes) -> Contained:
    """The badge in a file. Raises `RefusedError`."""
    if len(data) > MAX_FILE:
        raise RefusedError("too-large", f"the file has more than {MAX_FILE:,} bytes")
    if data.startswith(_PNG):
        return _contained("png", _in_png(data))
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise RefusedError(
            "no-badge",
            "this is a web page, not a badge: its address is that for people, or one has to sign in",
        )
    if start.startswith(b"<"):
        return _contained("svg", _in_svg(data.removeprefix(b"\xef\xbb\xbf").lstrip()))
    if not start:
        raise RefusedError("no-badge", "the file is empty")
    if _COMPACT.fullmatch(data.strip()):
        return _contained("jwt", data)
    return _contained("json", data)


def _contained(container: Container, content: bytes) -> Contained:
    content = content.strip()
    if len(content) > MAX_BYTES:
        raise RefusedError("too-large", f"the badge has more than {MAX_BYTES:,} bytes")
    if content.startswith((b"https://", b"http://")):
        raise unknown(
            "address-only", "the picture holds only an address (Open Badges 1.0), and edblog fetches nothing"
        )
    return Contained(container, content, bool(_COMPACT.fullmatch(content)))


# PNG (W3C, third edition)


def _in_png(data: bytes) -> bytes:
    found: list[bytes] = []
    at = len(_PNG)
    for _ in range(_MAX_CHUNKS):
        if len(data) < at + 12:
            raise RefusedError("damaged-picture", "the PNG ends too early")
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4:
            raise RefusedError("damaged-picture", "the PNG ends too early")
        if zlib.crc32(name + content) != int.from_bytes(check):
            raise RefusedError(
                "damaged-picture", f"the checksum of a chunk of the PNG is wrong, at byte {at}"
            )
        at += 12 + length
        keyword, _, rest = content.partition(b"\0")
        if name in (b"tEXt", b"zTXt", b"iTXt") and keyword in _KEYWORDS:
            found.append(_text(name, rest))
        if name == b"IEND":
            return _only(found, "PNG")
    raise RefusedError("damaged-picture", "the PNG has too many chunks")


def _text(name: bytes, rest: bytes) -> bytes:
    packed = name == b"zTXt"
    if name == b"iTXt":
        if len(rest) < 2 or rest[0] > 1 or rest.count(b"\0", 2) < 2:
            raise RefusedError("damaged-picture", "the text chunk of the badge is not complete")
        packed, rest = rest[0] == 1, rest[2:].split(b"\0", 2)[2]
    elif packed:
        rest = rest[1:]
    if not packed:
        return rest
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(rest, MAX_BYTES + 1)
    except zlib.error:
        raise RefusedError("damaged-picture", "the text chunk of the badge cannot be unpacked") from None
    if len(text) > MAX_BYTES:
        raise RefusedError("too-large", f"the badge in the PNG unpacks to more than {MAX_BYTES:,} bytes")
    if not unpacker.eof:
        raise RefusedError("damaged-picture", "the text chunk of the badge is cut short")
    return text


def _only(found: list[bytes], what: str) -> bytes:
    if not found:
        raise RefusedError(
            "no-badge", f"there is no badge in the {what}: it was not baked, or a program removed it"
        )
    if len(found) > 1:
        raise RefusedError(
            "two-badges", f"the {what} holds {len(found)} badges, so programs would show different ones"
        )
    return found[0]


# SVG


class _Baked:
    """Collects the baked elements of an SVG."""

    def __init__(self) -> None:
        self.found: list[bytes] = []
        self.depth = 0
        self.inside = 0
        self.text: list[str] = []
        self.verify = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise RefusedError("too-deep", f"the SVG is nested more than {_MAX_DEPTH} deep")
        if name in _ELEMENTS and not self.inside:
            self.inside, self.text, self.verify = self.depth, [], attributes.get("verify", "").strip()

    def end(self, _name: str) -> None:
        if self.depth == self.inside:
            self.inside = 0
            text = "".join(self.text).strip()
            # A JWS stands in the attribute, and JSON in the element; both only if the attribute is an address.
            is_token = bool(_COMPACT.fullmatch(self.verify.encode()))
            if is_token and text:
                raise RefusedError(
                    "two-badges", "the SVG holds a JWS and JSON, so programs would show different badges"
                )
            self.found.append((self.verify if is_token or not text else text).encode("utf-8", "replace"))
        self.depth -= 1

    def characters(self, text: str) -> None:
        if self.inside:
            self.text.append(text)


def _refuse(*_: object) -> NoReturn:
    raise RefusedError("unsafe-picture", "the SVG has a document type or entities")


def _in_svg(data: bytes) -> bytes:
    baked = _Baked()
    parser = ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(0)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.StartElementHandler = baked.start
    parser.EndElementHandler = baked.end
    parser.CharacterDataHandler = baked.characters
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise RefusedError("damaged-picture", f"the SVG cannot be read, line {error.lineno}") from None
    except ValueError:
        raise RefusedError("damaged-picture", "the SVG cannot be read") from None
    return _only(baked.found, "SVG")
