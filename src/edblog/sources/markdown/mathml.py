"""Converts TeX to MathML: `latex2mathml` reads the TeX, and only listed elements and attributes of its result are written.

The list is MathML Core without links, scripts and styles. A formula with any other element is refused.
"""

from __future__ import annotations

import re
from html import escape, unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element

from edblog.files.deadline import DeadlineExceeded
from edblog.sources.decode import without_controls

DEPTH = 40
"""Levels of nested groups or elements."""
_PARTS = {
    "mrow": 0, "mi": 0, "mn": 0, "mo": 0, "mtext": 0, "ms": 0, "mspace": 0, "mstyle": 0, "mpadded": 0, "mphantom": 0, "msqrt": 0, "mtable": 0,
    "mtr": 0, "mtd": 0, "mmultiscripts": 0, "mprescripts": 0, "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip
"""The number of children that each element must have; 0 for any number."""
_SUBSTITUTES = {"menclose": "mrow", "mlabeledtr": "mtr", "none": "mrow", "mglyph": "mrow"}
"""Elements that browsers do not know, and the elements to use instead."""
_WORDS = frozenset(["mi", "mn", "mo", "mtext", "ms"])
_YES_OR_NO = re.compile(r"true|false")
_LENGTH = re.compile(r"-?\d{0,4}(?:\.\d{1,6})?(?:em|ex|px|pt|pc|cm|mm|in|rem|%)?")
_NUMBER = re.compile(r"-?\d{1,2}")
_VALUES = {
    **dict.fromkeys(
        ("stretchy", "fence", "separator", "largeop", "movablelimits", "symmetric", "accent", "accentunder", "displaystyle"), _YES_OR_NO
    ),
    **dict.fromkeys(("lspace", "rspace", "width", "height", "depth", "voffset", "minsize", "maxsize", "linethickness"), _LENGTH),
    "mathvariant": re.compile("normal"), "form": re.compile("prefix|infix|postfix"), "scriptlevel": _NUMBER, "columnspan": _NUMBER, "rowspan": _NUMBER,
}  # fmt: skip
_SIDES = frozenset(["left", "right"])
_ENVIRONMENTS = {
    **dict.fromkeys(("align", "align*", "aligned", "eqnarray", "eqnarray*", "equation*"), "split"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
}
"""TeX environments, and similar ones that the converter knows; formulas have no numbers here."""
_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(align\*?|aligned|eqnarray\*?|equation\*|gather\*?|gathered|multline\*?)\}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")


class FormulaError(Exception):
    """A formula that cannot be converted; the text is the reason, in words for its writer."""


def mathml(tex: str, *, is_block: bool) -> str:
    """The MathML of a formula, safe for any page; raises `FormulaError`."""
    depth = 0
    for piece in re.finditer(r"\\.|[{}]|\\left|\\begin", tex, re.DOTALL):
        depth += (piece[0] == "{") - (piece[0] == "}")
        if depth > DEPTH:
            raise FormulaError("its groups are nested too deeply")
    if tex.count("\\left") + tex.count("\\begin") + tex.count("\\sqrt") > 2 * DEPTH:
        raise FormulaError("it has too many parts")
    try:
        root = convert_to_element(_in_rows(tex, is_block=is_block), display="block" if is_block else "inline")
    except DeadlineExceeded:
        raise
    except Exception as error:
        # The library raises many exceptions of its own, and others for cases that it does not expect.
        raise FormulaError(_reason(tex, error)) from error
    inner = "".join(_serialized(child, 0) for child in root)
    display = ' display="block"' if is_block else ""
    return f'<math{display} alttext="{escape(_one_line(tex))}">{inner}</math>'


def _in_rows(tex: str, *, is_block: bool) -> str:
    """The TeX with environments that the library knows. Browsers break no lines in formulas, so several lines become a table."""
    tex = _ENVIRONMENT.sub(lambda found: f"\\{found[1]}{{{_ENVIRONMENTS[found[2]]}}}", tex)
    if not is_block or "\\\\" not in tex or "\\begin" in tex:
        return tex
    kind = "split" if "&" in tex else "matrix"
    return f"\\begin{{{kind}}}{tex}\\end{{{kind}}}"


def _one_line(tex: str) -> str:
    return " ".join(without_controls(tex).split())


def _reason(tex: str, error: Exception) -> str:
    if tex.count("{") != tex.count("}"):
        return "a { or a } is missing"
    name = type(error).__name__
    words = "".join(
        f" {letter.lower()}" if letter.isupper() else letter for letter in name.removesuffix("Error")
    )
    return (
        f"its TeX has a mistake ({words.strip()})"
        if name.endswith("Error")
        else "edblog does not understand this TeX"
    )


def _serialized(element: Element, depth: int) -> str:
    tag = _SUBSTITUTES.get(element.tag, element.tag)
    if tag not in _PARTS:
        raise FormulaError("it has a part that browsers do not know")
    if depth > 3 * DEPTH:
        raise FormulaError("its groups are nested too deeply")
    if (parts := _PARTS[tag]) and len(element) != parts:
        raise FormulaError("a part of it is missing")
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _VALUES and value and _VALUES[name].fullmatch(value)
    )
    if tag == "mtd" and (side := element.get("columnalign")) in _SIDES:
        attributes += f' class="align-{side}"'
    if tag not in _WORDS:
        return f"<{tag}{attributes}>{''.join(_serialized(child, depth + 1) for child in element)}</{tag}>"
    if len(element):
        raise FormulaError("it has a part that browsers do not know")
    words = without_controls(unescape(element.text or ""))
    if words == "&":
        raise FormulaError("an & separates columns, but there is no table here")
    if tag != "mtext" and (command := _COMMAND.match(words)):
        raise FormulaError(f"{command[0]} is not a command that edblog knows")
    return f"<{tag}{attributes}>{escape(words)}</{tag}>"
