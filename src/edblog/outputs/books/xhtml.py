"""Writes the pages of a book as XHTML."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from edblog.outputs.books.nodes import Node

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_MATHML = "http://www.w3.org/1998/Math/MathML"
_EMPTY = frozenset(["img", "br", "hr", "wbr", "col", "mspace", "none", "mprescripts"])
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tr figure hr section aside details div".split()
)


def page(title: str, body: str, lang: str, direction: str) -> bytes:
    """A whole page; `body` is XHTML."""
    at = f'xml:lang="{lang}" lang="{lang}" dir="{direction}"'
    return (
        f'{XML}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {at}>\n'
        f"<head>\n<title>{text(title)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    ).encode()


def text(words: str) -> str:
    """Words as XML, without characters that XML does not have."""
    return escape(_known(words))


def _known(words: str) -> str:
    return "".join(c for c in words if c in "\t\n" or (c >= " " and c not in "\x7f\ufffe\uffff"))


def attribute(value: str) -> str:
    """A value of an attribute with its quotes."""
    return quoteattr(_known(value))


def anchor(words: str, url: str) -> str:
    """A link, or words alone if the address is empty."""
    return f"<a href={attribute(url)}>{text(words)}</a>" if url else text(words)


def element(tag: str, words: str, **attributes: str) -> str:
    """An element with words; nothing without any. In names of attributes, `__` stands for a colon, and `_` at the end for nothing."""
    if not words:
        return ""
    named = ((name.rstrip("_").replace("__", ":"), value) for name, value in attributes.items() if value)
    return f"<{tag}{''.join(f' {name}={attribute(value)}' for name, value in named)}>{text(words)}</{tag}>\n"


def markup(nodes: Iterable[Node | str], refs: dict[str, str] | None = None) -> str:
    """The nodes of a chapter as XHTML; `refs` has the ids of references to footnotes, by those of the notes."""
    refs = {} if refs is None else refs
    return "".join(text(node) if isinstance(node, str) else _markup(node, refs) for node in nodes)


def _markup(node: Node, refs: dict[str, str]) -> str:
    tag, attributes, children = node
    if tag == "noteref":
        id_ = attributes.get("id", "")
        refs.setdefault(attributes["to"], id_)
        to = attribute("#" + _fragment(attributes["to"]))
        at = f" id={attribute(id_)}" if id_ else ""
        return f'<sup{at}><a epub:type="noteref" role="doc-noteref" href={to}>{markup(children)}</a></sup>'
    if tag == "notes":
        items = "".join(_footnote(child, refs) for child in children if isinstance(child, Node))
        return f'<section epub:type="footnotes" role="doc-endnotes" class="notes">\n<ol>\n{items}</ol>\n</section>\n'
    attributes = dict(attributes)
    if tag == "math":
        attributes = {"xmlns": _MATHML, **attributes}
    if tag == "img":
        attributes = {"src": f"pictures/{attributes['src']}", "alt": attributes["alt"]}
    if tag == "a":
        attributes = _pointing(attributes)
        if "href" not in attributes:
            tag = "span"
    if lang := attributes.get("lang"):
        attributes["xml:lang"] = lang
    given = "".join(f" {name}={attribute(value)}" for name, value in attributes.items())
    end = "\n" if tag in _BLOCKS else ""
    if tag in _EMPTY:
        return f"<{tag}{given}/>{end}"
    if tag == "pre":
        return f"<pre{given}><code>{markup(children, refs)}</code></pre>\n"
    return f"<{tag}{given}>{markup(children, refs)}</{tag}>{end}"


def _footnote(note: Node, refs: dict[str, str]) -> str:
    id_ = note.attributes.get("id", "")
    back = refs.get(id_, "")
    to = f' <a role="doc-backlink" href={attribute("#" + _fragment(back))}>↩</a>' if back else ""
    at = f" id={attribute(id_)}" if id_ else ""
    return f'<li{at} epub:type="footnote">{markup(note.children, refs)}{to}</li>\n'


def _pointing(attributes: dict[str, str]) -> dict[str, str]:
    rest = {name: value for name, value in attributes.items() if name not in ("to", "at")}
    if "to" not in attributes:
        return rest
    place = f"#{_fragment(attributes['at'])}" if attributes["at"] else ""
    return {**rest, "href": f"story-{int(attributes['to']) + 1}.xhtml{place}"}


def _fragment(id_: str) -> str:
    return quote(id_, safe=":!$'()*+,;@/?-._~")
