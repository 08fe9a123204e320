"""What is taken out of parts that no page of an office document shows: who worked on it, and where.

These are its properties (ECMA-376 part 2, 8.3; OpenDocument 1.3 part 3, 4.3), the list of those who commented, the
history that PowerPoint keeps of everybody's changes, and the paths by which a template or a video was found.
Such a part is written again only if there is something to take out; all other parts stay as they are, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from edblog.files.documents.archive import AGAIN
from edblog.files.documents.rules import REPLACED, DangerError, is_replaced, use_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CLEANED = 2_000_000
"""Bytes of a part that is written again."""
_NAMED = frozenset("creator lastModifiedBy Company Manager HyperlinkBase initial-creator printed-by".split())
# Words of a fixed length in the name of a property that somebody made up: linear.
_ABOUT_PEOPLE = re.compile(
    r"author|creator|owner|editor|manager|company|review|approv|e-?mail|user|login|initials|path|folder|person",
    re.IGNORECASE,
)
_PATH = re.compile(r"[/\\:]")


def may_name_people(name: str) -> bool:
    """Whether a part, named in lower case, is one that says who worked on a document."""
    return (
        name.startswith(("docprops/", "ppt/changesinfos/"))
        or name.endswith((".psmdcp", "meta.xml"))
        or name == "word/people.xml"
    ) and name.endswith((".xml", ".psmdcp"))


def cleaned_part(name: str, data: bytes, *, keep_names: bool, has_remarks: bool) -> bytes:
    """A part without people and places; what comes back is the same object where there are none."""
    if name.endswith(".rels"):
        return _without(data, partial(_relations, name))
    if name.startswith("ppt/changesinfos/"):
        return _without(data, _changes)
    if name == "word/people.xml":
        return _without(data, _people(has_remarks=has_remarks))
    return _without(data, _properties(keep_names=keep_names))


def _without(data: bytes, take_out: Callable[[_Element], bool]) -> bytes:
    from lxml import etree

    if len(data) > MAX_CLEANED:
        raise DangerError("this document is too large to be looked into", "split it, or save it as PDF")
    # It was found to be XML without a document type; prefixes that nothing declares are let pass.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise DangerError("this document holds a part that nobody can read", AGAIN)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) if take_out(root) else data


def _elements(root: _Element) -> Iterator[tuple[str, _Element]]:
    """All elements by their names without prefixes; a list, so that they can be taken out."""
    for element in list(root.iter("*")):
        yield _short(str(element.tag)), element


def _short(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _short(str(key)) == name), "")


def _properties(*, keep_names: bool) -> Callable[[_Element], bool]:
    def take_out(root: _Element) -> bool:
        found = False
        for name, element in _elements(root):
            if name in _NAMED or (name == "Template" and _PATH.search(element.text or "")):
                if not keep_names:
                    found |= _emptied(element)
            elif name in ("property", "user-defined") and _ABOUT_PEOPLE.search(_attribute(element, "name")):
                for value in element if name == "property" else [element]:
                    found |= _emptied(value)
            elif name == "template":
                found |= _removed(element)
        return found

    return take_out


def _changes(root: _Element) -> bool:
    """Take out of PowerPoint's history who changed something ([MS-PPTX] 2.2.11)."""
    found = False
    for _, element in _elements(root):
        for key in ("name", "userId"):
            if element.get(key):
                element.set(key, "")
                found = True
    return found


def _people(*, has_remarks: bool) -> Callable[[_Element], bool]:
    """Take out the accounts of those who commented, and where no comment is left, their names ([MS-DOCX] 2.5.1.27)."""

    def take_out(root: _Element) -> bool:
        found = False
        for name, element in _elements(root):
            if name == "presenceInfo":
                found |= _removed(element)
            elif name == "person" and not has_remarks:
                found |= _renamed(element)
        return found

    return take_out


def _relations(part: str, root: _Element) -> bool:
    """Let relations lead nowhere that lead to a template on the author's computer, a video, or the table of a chart."""
    found = False
    for _, element in _elements(root):
        use, target = use_of(part, element.get("Type", "")), element.get("Target", "").strip()
        outside = element.get("TargetMode", "").strip().lower() == "external"
        if outside and is_replaced(use, target) and target != REPLACED.get(use, target):
            element.set("Target", REPLACED[use])
            found = True
    return found


def _emptied(element: _Element) -> bool:
    held = len(element) > 0 or bool((element.text or "").strip())
    if held:
        element.text = None
        del element[:]
    return held


def _renamed(element: _Element) -> bool:
    """Call a person what Word calls somebody whose name it does not know: some programs refuse a list of nobody."""
    keys = [
        key for key, value in element.attrib.items() if _short(str(key)) == "author" and value != "Author"
    ]
    for key in keys:
        element.set(key, "Author")
    return bool(keys)


def _removed(element: _Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    parent.remove(element)
    return True
