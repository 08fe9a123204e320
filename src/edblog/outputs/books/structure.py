"""Puts elements only where the schema of EPUB allows them: writers may put HTML into a text, and browsers forgive what readers of books do not."""

from __future__ import annotations

from collections.abc import Callable

from edblog.outputs.books.nodes import Node

_PHRASING = frozenset(
    """a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby s samp small span strong sub sup u var wbr math noteref""".split()
)
"""Elements within a line."""
_LINES = frozenset("p h1 h2 h3 h4 h5 h6 pre dt th summary rt rp".split()) | (_PHRASING - {"math"})
"""Elements with nothing but text and elements within a line."""
_EMPTY = frozenset(["img", "br", "hr", "wbr", "col"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_ROWS = frozenset(["thead", "tbody", "tfoot"])
_HOMES: dict[str, frozenset[str]] = {
    "li": frozenset(["ul", "ol"]),
    "dt": frozenset(["dl"]),
    "dd": frozenset(["dl"]),
    "figcaption": frozenset(["figure"]),
    "summary": frozenset(["details"]),
    "caption": frozenset(["table"]),
    "colgroup": frozenset(["table"]),
    "col": frozenset(["colgroup"]),
    **dict.fromkeys(_ROWS, frozenset(["table"])),
    "tr": frozenset([*_ROWS]),
    "td": frozenset(["tr"]),
    "th": frozenset(["tr"]),
    "rt": frozenset(["ruby"]),
    "rp": frozenset(["ruby"]),
}
"""Elements that may only be in these."""


def structured(nodes: list[Node | str]) -> list[Node | str]:
    """The nodes of a chapter, each where it may be, and with headings that leave out no level, the first being 2."""
    return _leveled(_flow(nodes, "section"), [1])


def _flow(nodes: list[Node | str], parent: str, *, in_link: bool = False) -> list[Node | str]:
    """Content of an element that may have paragraphs."""
    found: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
        elif node.tag in _HOMES and parent not in _HOMES[node.tag]:
            found += _flow(node.children, parent, in_link=in_link)
        else:
            found += _one(node, in_link=in_link)
    return _trimmed(found)


def _one(node: Node, *, in_link: bool) -> list[Node | str]:
    tag, attributes, children = node
    if tag == "a" and in_link:
        return _line(children, in_link=True)
    in_link = in_link or tag == "a"
    if tag == "math":
        return [node]
    if tag in _EMPTY:
        return [Node(tag, attributes, [])]
    if tag == "table":
        return _table(node, in_link=in_link)
    if tag in ("colgroup", "ruby"):
        return _line(children, in_link=in_link)
    if tag in _PARTS:
        inner = _PARTS[tag](children, in_link=in_link)
        return [Node(tag, attributes, inner)] if inner else []
    if tag in _LINES:
        return _of_lines(node, in_link=in_link)
    return [Node(tag, attributes, _flow(children, tag, in_link=in_link))]


def _of_lines(node: Node, *, in_link: bool) -> list[Node | str]:
    tag, attributes, children = node
    inner = children if tag == "pre" else _line(children, in_link=in_link)
    if not inner and tag not in ("span", "a"):
        return []
    return [Node(tag, attributes, inner if tag in _PHRASING or tag == "pre" else _trimmed(inner))]


def _line(nodes: list[Node | str], *, in_link: bool) -> list[Node | str]:
    """Content of an element within a line: of other elements only their text is left."""
    found: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
        elif node.tag in _PHRASING:
            found += _one(node, in_link=in_link)
        else:
            found += [" "] * bool(found) + _line(node.children, in_link=in_link)
    return found


def _only(
    nodes: list[Node | str], tags: tuple[str, ...], otherwise: str, *, in_link: bool
) -> list[Node | str]:
    """Only elements with these tags; anything else with words gets into a new one, `otherwise`."""
    found: list[Node | str] = []
    for node in nodes:
        tag = _tag_of(node)
        if tag in tags and isinstance(node, Node):
            inner = node.children
            line = tag in _LINES
            content = _trimmed(_line(inner, in_link=in_link)) if line else _flow(inner, tag, in_link=in_link)
            found.append(Node(tag, node.attributes, content))
        elif not isinstance(node, str) or node.strip():
            found.append(Node(otherwise, {}, _flow([node], otherwise, in_link=in_link)))
    return found


def _items(children: list[Node | str], *, in_link: bool) -> list[Node | str]:
    return _only(children, ("li",), "li", in_link=in_link)


def _terms(children: list[Node | str], *, in_link: bool) -> list[Node | str]:
    """Terms and what they mean: it begins with a term, and ends with a meaning."""
    items = _only(children, ("dt", "dd"), "dd", in_link=in_link)
    if items and _tag_of(items[0]) != "dt":
        items = [Node("dt", {}, ["…"]), *items]
    return [*items, Node("dd", {}, [])] if items and _tag_of(items[-1]) != "dd" else items


def _figure(children: list[Node | str], *, in_link: bool) -> list[Node | str]:
    captions = [node for node in children if _tag_of(node) == "figcaption" and isinstance(node, Node)]
    rest = _flow([node for node in children if node not in captions], "figure", in_link=in_link)
    own = [
        Node("figcaption", one.attributes, _flow(one.children, "figcaption", in_link=in_link))
        for one in captions
    ]
    return [*rest, *own[:1]]


def _details(children: list[Node | str], *, in_link: bool) -> list[Node | str]:
    said = next((node for node in children if _tag_of(node) == "summary" and isinstance(node, Node)), None)
    words = _trimmed(_line(said.children, in_link=in_link)) if said else []
    rest = _flow([node for node in children if node is not said], "details", in_link=in_link)
    return [Node("summary", {}, words or ["…"]), *rest]


_PARTS: dict[str, Callable[..., list[Node | str]]] = {
    "ul": _items,
    "ol": _items,
    "dl": _terms,
    "figure": _figure,
    "details": _details,
}
"""Elements with parts of their own, each with the function that sorts these."""


def _table(node: Node, *, in_link: bool) -> list[Node | str]:
    """A table: its caption, and its rows in a head and bodies. One without a cell is left out."""
    caption: list[Node | str] = []
    head: list[Node | str] = []
    body: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.tag == "caption":
            caption = caption or [Node("caption", {}, _line(child.children, in_link=in_link))]
        elif child.tag in _ROWS:
            rows = head if child.tag == "thead" and not body else body
            rows += [_row(row, in_link=in_link) for row in child.children if _tag_of(row) == "tr"]
        elif child.tag == "tr":
            body.append(_row(child, in_link=in_link))
    head, body = _filled(head), _filled(body)
    if not body:
        head, body = [], head
    parts: list[Node | str] = [*caption]
    parts += [Node("thead", {}, head)] if head else []
    return [Node("table", node.attributes, [*parts, Node("tbody", {}, body)])] if body else []


def _filled(rows: list[Node | str]) -> list[Node | str]:
    return [row for row in rows if isinstance(row, Node) and row.children]


def _row(row: Node | str, *, in_link: bool) -> Node:
    assert isinstance(row, Node)
    return Node("tr", {}, _only(row.children, ("td", "th"), "td", in_link=in_link))


def _tag_of(node: Node | str) -> str:
    return "" if isinstance(node, str) else node.tag


def _trimmed(nodes: list[Node | str]) -> list[Node | str]:
    """Without blanks at both ends, and beside elements that are no part of a line."""
    found: list[Node | str] = []
    for at, node in enumerate(nodes):
        if isinstance(node, str):
            before, after = (
                _tag_of(nodes[at - 1]) if at else "",
                _tag_of(nodes[at + 1]) if at + 1 < len(nodes) else "",
            )
            text = node
            if at == 0 or (before and before not in _PHRASING):
                text = text.lstrip(" ")
            if at + 1 == len(nodes) or (after and after not in _PHRASING):
                text = text.rstrip(" ")
            if text:
                found.append(text)
        else:
            found.append(node)
    return found


def _leveled(nodes: list[Node | str], last: list[int]) -> list[Node | str]:
    """The same with levels of headings that go down one at a time; `last` has the level of the last one."""
    found: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        tag = node.tag
        if tag in _HEADINGS:
            last[0] = max(2, min(int(tag[1]), last[0] + 1))
            tag = f"h{last[0]}"
        found.append(Node(tag, node.attributes, _leveled(node.children, last)))
    return found
