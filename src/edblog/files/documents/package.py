"""What the relations and the types of an office document's parts say together (ECMA-376 part 2; MS-CFB)."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from edblog.files.documents.markup import Found
from edblog.files.documents.rules import OLE, DangerError

WITHIN = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+(\.(?:docx|pptx|xlsx))")
"""A document within a document, such as the table behind a chart."""
UNNAMED = re.compile(
    r"mimetype|layout-cache|objectreplacements/[^/]+|(?:word|ppt|xl)/(?:metadata|printersettings/printersettings[0-9]+\.bin)"
)
"""Parts that say of themselves what they are, or are bytes of a printer or of Google."""
OLE_FILE = b"\xd0\xcf\x11\xe0"
"""How the data of an object of another program begins."""


def _empty_object() -> bytes:
    free, end, of_table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    version, shifts, counts = (0x3E, 3, 0xFFFE), (9, 6, 0), (1, 1, 0, 4096, end, 0, end, 0)
    header = struct.pack("<8s16x5H6x9I", OLE_FILE + b"\xa1\xb1\x1a\xe1", *version, *shifts, *counts)
    places = struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", of_table, end, *[free] * 126)
    root = struct.pack("<64sHBB3I36xI8x", "Root Entry".encode("utf-16-le"), 22, 5, 1, free, free, free, end)
    none = struct.pack("<68x3I48x", free, free, free)
    return header + places + table + root + none * 3


EMPTY_OBJECT = _empty_object()
"""A compound file with nothing in it, for objects of which the published copy keeps the picture only."""


def ending_of(name: str) -> str:
    """The last dot of a part's name and what follows it; empty where there is none."""
    # A name may consist of its ending: `_rels/.rels`.
    _, dot, last = name.rpartition("/")[2].rpartition(".")
    return f".{last}" if dot else ""


def main_part(usual: str, names: Mapping[str, object], found: Found) -> str:
    """The part that is the text, the slides or the table; `usual` is its usual name. Raises ValueError if there is none."""
    targets = {target for use, _, target in found.relations.get("_rels/.rels", []) if use == "officeDocument"}
    main = usual if not targets else _resolved("", targets.pop())
    # Word on the web calls it document2.xml.
    if targets or posixpath.dirname(main) != posixpath.dirname(usual) or not main.endswith(".xml"):
        raise ValueError("another kind of document")
    if main not in names or "[content_types].xml" not in names:
        raise ValueError("another kind of document")
    return main


def _resolved(folder: str, target: str) -> str:
    """The name, in lower case, of the part to which a relation of a part in this folder leads; empty for one outside."""
    target = unquote(target.partition("#")[0])
    path = posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))
    return "" if path.startswith(("..", "/")) else path.lower()


def check_objects(names: Mapping[str, object], found: Found, changed: Mapping[str, bytes | None]) -> None:
    """Refuse programs, and objects of other programs that are more than a picture with data behind it."""
    emptied = {name for name, content in changed.items() if content == EMPTY_OBJECT}
    if emptied and not found.objects:
        raise DangerError(*OLE)
    for name in names:
        words = found.defaults.get(ending_of(name))
        if words and not (words == OLE and (name in emptied or UNNAMED.fullmatch(name))):
            raise DangerError(*words)
    for name in found.ole_types:
        if (part := unquote(name).lstrip("/")) in names and part not in emptied:
            raise DangerError(*OLE)
    for source, relations in found.relations.items():
        folder = posixpath.dirname(posixpath.dirname(source))
        for target in [target for use, _, target in relations if use == "oleObject"]:
            part = _resolved(folder, target)
            if part not in emptied and not (part in names and WITHIN.fullmatch(part)):
                raise DangerError(*OLE)


def videos(found: Found, main: str) -> Iterator[str]:
    """Each video that plays from elsewhere, in words: its slide, and its address if it is one of the web."""
    folder, name = posixpath.split(main)
    listed = {key: target for _, key, target in found.relations.get(f"{folder}/_rels/{name}.rels", [])}
    number = {_resolved(folder, listed.get(key, "")): at for at, key in enumerate(found.slides, 1)}
    for source, address in found.replaced.items():
        if address:
            part = f"{posixpath.dirname(posixpath.dirname(source))}/{posixpath.basename(source).removesuffix('.rels')}"
            where = f"the video on slide {number[part]}" if part in number else "a video"
            yield f"{where} ({address})" if address.startswith("http") else where
