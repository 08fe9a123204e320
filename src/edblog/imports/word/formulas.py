"""Converts formulas of Word (OMML; ECMA-376, 22.1) to TeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from edblog.imports.word.xml import attribute, child, children, is_on, name, value, within

_LETTERS = {
    **dict(zip("αβγδεζηθικλμνξπρστυφχψω", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon varphi chi psi omega".split(), strict=True)),
    **dict(zip("ΓΔΘΛΞΠΣΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(), strict=True)),
    **dict(zip("×÷±∓≤≥≠≈∞→←↔⇒⇔∈∉⊂⊆∪∩∀∃∂∇∙⋅√∑∏∫∝∠⊥∥…°", r"times div pm mp le ge ne approx infty to leftarrow leftrightarrow Rightarrow Leftrightarrow in notin subset subseteq cup cap forall exists partial nabla cdot cdot surd sum prod int propto angle perp parallel ldots circ".split(), strict=True)),
}  # fmt: skip
_OPERATORS = {"∑": "sum", "∏": "prod", "∫": "int", "∬": "iint", "∭": "iiint", "∮": "oint", "⋃": "bigcup", "⋂": "bigcap", "∐": "coprod"}  # fmt: skip
_ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline", "\u20d7": "vec", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u0306": "breve", "\u0301": "acute", "\u0300": "grave", "¯": "bar", "^": "hat", "~": "tilde"}  # fmt: skip
_FUNCTIONS = frozenset("sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp lim max min sup inf det dim ker gcd".split())  # fmt: skip
_BRACKETS = {"{": r"\{", "}": r"\}", "⟨": r"\langle", "⟩": r"\rangle", "⌈": r"\lceil", "⌉": r"\rceil", "⌊": r"\lfloor", "⌋": r"\rfloor", "‖": r"\|", "": "."}  # fmt: skip
_SPECIAL = {"\\": r"\backslash ", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "^": r"\hat{}", "~": r"\sim "}  # fmt: skip
_INVISIBLE = re.compile("[\u2061-\u2064\u200b\u00ad\u2060]")
_SPACES = re.compile(r"\s+")
_MAX_DEPTH = 60


def tex_of(element: etree._Element) -> str:
    """The TeX of an `m:oMath` or an `m:oMathPara`; several formulas become lines below each other."""
    formulas = [element] if name(element) == "m:oMath" else list(children(element, "m:oMath"))
    lines = [_SPACES.sub(" ", _row(formula, 0)).strip() for formula in formulas]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return "".join(lines)
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


def _row(element: etree._Element | None, depth: int) -> str:
    """The TeX of the content of an element."""
    if element is None:
        return ""
    if depth > _MAX_DEPTH:
        return _text(element)
    return "".join(_one(inner, depth + 1) for inner in element)


def _one(element: etree._Element, depth: int) -> str:
    kind = name(element)
    if kind in ("w:del", "w:moveFrom") or kind.endswith("Pr"):
        return ""
    if kind == "m:r":
        return _run(element)
    if kind == "w:r":
        return "".join(_escaped(one.text or "") for one in within(element, "w:t"))
    make = _MAKERS.get(kind)
    return make(element, depth) if make else _row(element, depth)


def _text(element: etree._Element) -> str:
    return "".join(_escaped(one.text or "") for one in within(element, "m:t"))


def _run(run: etree._Element) -> str:
    text = "".join(one.text or "" for one in children(run, "m:t"))
    properties = child(run, "m:rPr")
    if is_on(properties, "m:nor"):
        return rf"\text{{{_plain(text)}}}"
    if text.strip() in _FUNCTIONS:
        return rf"\{text.strip()} "
    tex = _escaped(text)
    if value(properties, "m:sty") == "p" and re.fullmatch(r"[A-Za-z]{2,}", text.strip()):
        return rf"\mathrm{{{text.strip()}}}"
    if value(properties, "m:sty") in ("b", "bi") and tex.strip():
        return rf"\mathbf{{{tex.strip()}}}"
    doubled = value(properties, "m:scr") == "double-struck"
    return rf"\mathbb{{{tex.strip()}}}" if doubled and tex.strip() else tex


def _plain(text: str) -> str:
    return "".join("" if one in "{}\\$%&#_^~" else one for one in text)


def _escaped(text: str) -> str:
    found = []
    for one in _INVISIBLE.sub("", text):
        if one in _LETTERS:
            found.append(rf"\{_LETTERS[one]} ")
        elif one == "\u2212":
            found.append("-")
        elif 0x1D400 <= ord(one) <= 0x1D7FF:
            # Letters of mathematics, such as the italic ones that Word's own keyboard gives.
            import unicodedata

            plain = unicodedata.normalize("NFKC", one)
            found.append(rf"\{_LETTERS[plain]} " if plain in _LETTERS else plain)
        else:
            found.append(_SPECIAL.get(one, one))
    return "".join(found)


def _group(element: etree._Element, part: str, depth: int) -> str:
    return f"{{{_row(child(element, part), depth).strip()}}}"


def _fraction(element: etree._Element, depth: int) -> str:
    top, below = _group(element, "m:num", depth), _group(element, "m:den", depth)
    kind = value(element, "m:fPr", "m:type")
    if kind == "noBar":
        return rf"\binom{top}{below}"
    return f"{top}/{below}" if kind == "lin" else rf"\frac{top}{below}"


def _scripts(element: etree._Element, depth: int) -> str:
    base = _group(element, "m:e", depth)
    low = f"_{_group(element, 'm:sub', depth)}" if child(element, "m:sub") is not None else ""
    high = f"^{_group(element, 'm:sup', depth)}" if child(element, "m:sup") is not None else ""
    return f"{{}}{low}{high}{base}" if name(element) == "m:sPre" else f"{base}{low}{high}"


def _root(element: etree._Element, depth: int) -> str:
    degree = _row(child(element, "m:deg"), depth).strip()
    return rf"\sqrt{f'[{degree}]' * bool(degree)}{_group(element, 'm:e', depth)}"


def _big(element: etree._Element, depth: int) -> str:
    sign = value(element, "m:naryPr", "m:chr") or "∫"
    low, high = (_row(child(element, part), depth).strip() for part in ("m:sub", "m:sup"))
    operator = rf"\{_OPERATORS[sign]}" if sign in _OPERATORS else _escaped(sign)
    return f"{operator}{f'_{{{low}}}' * bool(low)}{f'^{{{high}}}' * bool(high)} {_row(child(element, 'm:e'), depth)}"


def _brackets(element: etree._Element, depth: int) -> str:
    properties = child(element, "m:dPr")

    def sign(which: str, usual: str) -> str:
        said = child(properties, f"m:{which}")
        shown = usual if said is None else attribute(said, "val")
        return _BRACKETS.get(shown, shown)

    between = f" {sign('sepChr', '|')} ".join(_row(one, depth).strip() for one in children(element, "m:e"))
    return rf"\left{sign('begChr', '(')} {between} \right{sign('endChr', ')')}"


def _matrix(element: etree._Element, depth: int) -> str:
    rows = (
        " & ".join(_row(one, depth).strip() for one in children(row, "m:e"))
        for row in children(element, "m:mr")
    )
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _lines(element: etree._Element, depth: int) -> str:
    rows = (_row(one, depth).strip().replace(r"\&", "") for one in children(element, "m:e"))
    return r"\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}"


def _accent(element: etree._Element, depth: int) -> str:
    sign = value(element, "m:accPr", "m:chr") or "\u0302"
    return rf"\{_ACCENTS.get(sign, 'hat')}{_group(element, 'm:e', depth)}"


def _bar(element: etree._Element, depth: int) -> str:
    which = "underline" if value(element, "m:barPr", "m:pos") == "bot" else "overline"
    return rf"\{which}{_group(element, 'm:e', depth)}"


def _brace(element: etree._Element, depth: int) -> str:
    sign = value(element, "m:groupChrPr", "m:chr") or "⏟"
    return rf"\{'overbrace' if sign == '⏞' else 'underbrace'}{_group(element, 'm:e', depth)}"


def _function(element: etree._Element, depth: int) -> str:
    return f"{_row(child(element, 'm:fName'), depth).strip()} {_group(element, 'm:e', depth)}"


def _limit(element: etree._Element, depth: int) -> str:
    below = name(element) == "m:limLow"
    base, limit = _group(element, "m:e", depth), _group(element, "m:lim", depth)
    inner = base[1:-1].strip()
    if below and inner.startswith("\\") and inner[1:] in _FUNCTIONS:
        return f"{inner}_{limit}"
    return rf"\{'underset' if below else 'overset'}{limit}{base}"


_MAKERS: Mapping[str, Callable[[etree._Element, int], str]] = {
    "m:f": _fraction,
    "m:sSup": _scripts,
    "m:sSub": _scripts,
    "m:sSubSup": _scripts,
    "m:sPre": _scripts,
    "m:rad": _root,
    "m:nary": _big,
    "m:d": _brackets,
    "m:m": _matrix,
    "m:eqArr": _lines,
    "m:acc": _accent,
    "m:bar": _bar,
    "m:groupChr": _brace,
    "m:func": _function,
    "m:limLow": _limit,
    "m:limUpp": _limit,
}
