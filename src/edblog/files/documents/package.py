"""Checks across the parts of an office document: relations, content types, embedded objects (ECMA-376 part 2; MS-CFB)."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from edblog.files.documents.markup import Facts
from edblog.files.documents.rules import OLE
from edblog.files.documents.shared_findings import UnsafeError

EMBEDDED_DOCUMENT = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+(\.(?:docx|pptx|xlsx))")
"""An embedded document, such as the table behind a chart."""
HARMLESS_PARTS = re.compile(
    r"mimetype|layout-cache|objectreplacements/[^/]+|(?:word|ppt|xl)/(?:metadata|printersettings/printersettings[0-9]+\.bin)"
)
"""Parts without a usual extension that are allowed: the type of the document, caches, and settings of printers."""
OLE_FILE = b"\xd0\xcf\x11\xe0"
"""First bytes of an OLE file, the data of an object of another program."""


def _empty_object() -> bytes:
    free, end, of_table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    version, shifts, counts = (0x3E, 3, 0xFFFE), (9, 6, 0), (1, 1, 0, 4096, end, 0, end, 0)
    header = struct.pack("<8s16x5H6x9I", OLE_FILE + b"\xa1\xb1\x1a\xe1", *version, *shifts, *counts)
    sectors = struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", of_table, end, *[free] * 126)
    root = struct.pack("<64sHBB3I36xI8x", "Root Entry".encode("utf-16-le"), 22, 5, 1, free, free, free, end)
    none = struct.pack("<68x3I48x", free, free, free)
    return header + sectors + table + root + none * 3


EMPTY_OBJECT = _empty_object()
"""An empty compound file, which replaces the data of an object; the published copy keeps only its picture."""


def extension_of(name: str) -> str:
    """The extension of a part's name with its dot; empty if there is none."""
    # A name may consist of its extension only: `_rels/.rels`.
    _, dot, last = name.rpartition("/")[2].rpartition(".")
    return f".{last}" if dot else ""


def main_part(usual: str, names: Mapping[str, object], facts: Facts) -> str:
    """The main part: the text, the slides or the workbook; `usual` is its usual name. Raises ValueError if there is none."""
    targets = {target for use, _, target in facts.relations.get("_rels/.rels", []) if use == "officeDocument"}
    main = usual if not targets else _resolved("", targets.pop())
    # Word on the web names it document2.xml.
    if targets or posixpath.dirname(main) != posixpath.dirname(usual) or not main.endswith(".xml"):
        raise ValueError("another type of document")
    if main not in names or "[content_types].xml" not in names:
        raise ValueError("another type of document")
    return main


def _resolved(folder: str, target: str) -> str:
    """The name, in lower case, of the target of a relation from a part in this folder; empty if it is outside."""
    target = unquote(target.partition("#")[0])
    path = posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))
    return "" if path.startswith(("..", "/")) else path.lower()


def check_objects(names: Mapping[str, object], facts: Facts, changed: Mapping[str, bytes | None]) -> None:
    """Refuse programs, and objects of other programs other than those replaced by their pictures."""
    emptied = {name for name, content in changed.items() if content == EMPTY_OBJECT}
    if emptied and not facts.objects:
        raise UnsafeError(*OLE)
    for name in names:
        refusal = facts.defaults.get(extension_of(name))
        if refusal and not (refusal == OLE and (name in emptied or HARMLESS_PARTS.fullmatch(name))):
            raise UnsafeError(*refusal)
    for name in facts.ole_types:
        if (part := unquote(name).lstrip("/")) in names and part not in emptied:
            raise UnsafeError(*OLE)
    for source, relations in facts.relations.items():
        folder = posixpath.dirname(posixpath.dirname(source))
        for target in [target for use, _, target in relations if use == "oleObject"]:
            part = _resolved(folder, target)
            if part not in emptied and not (part in names and EMBEDDED_DOCUMENT.fullmatch(part)):
                raise UnsafeError(*OLE)


def videos(facts: Facts, main: str) -> Iterator[str]:
    """A description of each linked video: its slide, and its address if it is on the web."""
    folder, name = posixpath.split(main)
    listed = {key: target for _, key, target in facts.relations.get(f"{folder}/_rels/{name}.rels", [])}
    number = {_resolved(folder, listed.get(key, "")): at for at, key in enumerate(facts.slides, 1)}
    for source, address in facts.redirected.items():
        if address:
            part = f"{posixpath.dirname(posixpath.dirname(source))}/{posixpath.basename(source).removesuffix('.rels')}"
            where = f"the video on slide {number[part]}" if part in number else "a video"
            yield f"{where} ({address})" if address.startswith("http") else where
