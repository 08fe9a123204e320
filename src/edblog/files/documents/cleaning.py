"""Removal of names and file paths from the parts of an office document that its pages do not show.

These are the properties (ECMA-376 part 2, 8.3; OpenDocument 1.3 part 3, 4.3), the list of commenters, PowerPoint's history
of changes, and the paths of templates and videos on the author's computer. Only parts with something to remove are
written again; all other parts stay the same, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from edblog.files.documents.archive import SAVE_AGAIN
from edblog.files.documents.rules import REDIRECTED, is_redirected, use_of
from edblog.files.documents.shared_findings import TOO_LARGE, UnsafeError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CLEANED = 2_000_000
"""Largest part in bytes that is written again."""
_NAMED = frozenset("creator lastModifiedBy Company Manager HyperlinkBase initial-creator printed-by".split())
# Words of a fixed length in the name of a custom property: linear.
_ABOUT_PEOPLE = re.compile(
    r"author|creator|owner|editor|manager|company|review|approv|e-?mail|user|login|initials|path|folder|person",
    re.IGNORECASE,
)
_PATH = re.compile(r"[/\\:]")


def may_name_people(name: str) -> bool:
    """Whether a part, by its name in lower case, may name people who worked on the document."""
    return (
        name.startswith(("docprops/", "ppt/changesinfos/"))
        or name.endswith((".psmdcp", "meta.xml"))
        or name == "word/people.xml"
    ) and name.endswith((".xml", ".psmdcp"))


def cleaned_part(name: str, data: bytes, *, keep_names: bool, has_comments: bool) -> bytes:
    """A part without people and file paths; the same object if nothing was removed."""
    if name.endswith(".rels"):
        return _edited(data, partial(_redirect_relations, name))
    if name.startswith("ppt/changesinfos/"):
        return _edited(data, _clear_history)
    if name == "word/people.xml":
        return _edited(data, _clear_people(has_comments=has_comments))
    return _edited(data, _clear_properties(keep_names=keep_names))


def _edited(data: bytes, edit: Callable[[_Element], bool]) -> bytes:
    from lxml import etree

    if len(data) > MAX_CLEANED:
        raise UnsafeError(*TOO_LARGE)
    # The part is known to be XML without a document type; undeclared prefixes are accepted.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnsafeError("a part of this document cannot be read", SAVE_AGAIN)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) if edit(root) else data


def _elements(root: _Element) -> Iterator[tuple[str, _Element]]:
    """All elements with their names without prefixes; elements may be removed during the iteration."""
    for element in list(root.iter("*")):
        yield _short(str(element.tag)), element


def _short(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def _attribute(element: _Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _short(str(key)) == name), "")


def _clear_properties(*, keep_names: bool) -> Callable[[_Element], bool]:
    def edit(root: _Element) -> bool:
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

    return edit


def _clear_history(root: _Element) -> bool:
    """Remove the names and accounts in PowerPoint's history of changes ([MS-PPTX] 2.2.11)."""
    found = False
    for _, element in _elements(root):
        for key in ("name", "userId"):
            if element.get(key):
                element.set(key, "")
                found = True
    return found


def _clear_people(*, has_comments: bool) -> Callable[[_Element], bool]:
    """Remove the accounts of commenters, and their names if there are no comments ([MS-DOCX] 2.5.1.27)."""

    def edit(root: _Element) -> bool:
        found = False
        for name, element in _elements(root):
            if name == "presenceInfo":
                found |= _removed(element)
            elif name == "person" and not has_comments:
                found |= _renamed(element)
        return found

    return edit


def _redirect_relations(part: str, root: _Element) -> bool:
    """Redirect relations to a template on the author's computer, a video, or the table of a chart."""
    found = False
    for _, element in _elements(root):
        use, target = use_of(part, element.get("Type", "")), element.get("Target", "").strip()
        outside = element.get("TargetMode", "").strip().lower() == "external"
        if outside and is_redirected(use, target) and target != REDIRECTED.get(use, target):
            element.set("Target", REDIRECTED[use])
            found = True
    return found


def _emptied(element: _Element) -> bool:
    has_content = len(element) > 0 or bool((element.text or "").strip())
    if has_content:
        element.text = None
        del element[:]
    return has_content


def _renamed(element: _Element) -> bool:
    """Replace a person's name with Word's placeholder; some programs refuse an empty list of people."""
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
