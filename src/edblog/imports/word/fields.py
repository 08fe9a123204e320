"""Reads fields of Word: codes such as `HYPERLINK "https://…"`, whose result readers see (ECMA-376, 17.16)."""

from __future__ import annotations

import re

from lxml import etree

from edblog.imports.word.xml import attribute, child, children, is_on, value, within

# Linear: no two alternatives start with the same character, and none can start inside another.
_WORD = re.compile(r'"([^"]*+)"?+|(\\\w)|([^\s"\\]\S*+)')
_LEFT_OUT = frozenset(["TOC", "TOA"])
"""Types of fields for a table of contents, which edblog makes itself."""


class Field:
    """A field whose end has not been read yet."""

    def __init__(self, begin: etree._Element | None) -> None:
        self.begin = begin
        self.code = ""
        self.in_code = begin is not None
        self.href = ""
        self.anchor = ""
        self.is_left_out = False

    def parse(self) -> None:
        """Parses the code after its end was read: the link, and whether the field is left out."""
        self.in_code = False
        words = [(found[1] or found[3] or "", found[2] or "") for found in _WORD.finditer(self.code)]
        kind = words[0][0].upper() if words else ""
        self.is_left_out = kind in _LEFT_OUT
        if kind != "HYPERLINK":
            return
        waits_for = ""
        for word, switch in words[1:]:
            if switch:
                waits_for = switch.lower() if switch.lower() in ("\\l", "\\o", "\\t") else ""
                continue
            if waits_for == "\\l":
                self.anchor = word
            elif not waits_for and not self.href:
                self.href = word
            waits_for = ""

    def form_value(self) -> str:
        """The value of a form field without a result: a check box, or the chosen entry of a list; empty for others."""
        kind = self.code.strip().upper()
        data = child(self.begin, "w:ffData")
        if kind.startswith("FORMCHECKBOX"):
            box = child(data, "w:checkBox")
            on = is_on(box, "w:checked")
            return "☒" if (is_on(box, "w:default") if on is None else on) else "☐"
        if kind.startswith("FORMDROPDOWN"):
            choices = child(data, "w:ddList")
            listed = [attribute(entry, "val") for entry in children(choices, "w:listEntry")]
            chosen = value(choices, "w:result") or value(choices, "w:default") or "0"
            return listed[int(chosen)] if chosen.isdecimal() and int(chosen) < len(listed) else ""
        return ""


class Fields:
    """The stack of open fields while a part is read."""

    def __init__(self, part: etree._Element) -> None:
        self._ends = _matched(part)
        self._open: list[Field] = []

    def simple(self, element: etree._Element) -> Field:
        """The field of a `w:fldSimple`, which has its code in an attribute."""
        field = Field(None)
        field.code = attribute(element, "instr")
        field.parse()
        return field

    def push(self, field: Field) -> None:
        """Opens a field."""
        self._open.append(field)

    def pop(self) -> Field:
        """Closes the innermost field."""
        return self._open.pop()

    def character(self, element: etree._Element) -> str:
        """Reads a `w:fldChar`: the start, the separator or the end of a field. Returns the value of a form field that ends there."""
        kind = attribute(element, "fldCharType")
        if element not in self._ends:
            return ""
        if kind == "begin":
            self.push(Field(element))
        elif kind == "separate" and self._open[-1].in_code:
            self._open[-1].parse()
        elif kind == "end":
            field = self.pop()
            return "" if self.is_code else field.form_value()
        return ""

    def instruction(self, text: str) -> None:
        """Adds to the code of the innermost field."""
        if self._open:
            self._open[-1].code += text

    @property
    def is_code(self) -> bool:
        """Whether the current text is code, which readers do not see."""
        return any(field.in_code for field in self._open)

    @property
    def is_left_out(self) -> bool:
        """Whether the current text belongs to a table of contents."""
        return any(field.is_left_out for field in self._open)

    @property
    def link(self) -> tuple[str, str]:
        """The address and anchor of the innermost link; empty without one."""
        links = ((field.href, field.anchor) for field in reversed(self._open) if field.href or field.anchor)
        return next(links, ("", ""))


def _matched(part: etree._Element) -> set[etree._Element]:
    """The `w:fldChar` elements of complete fields. A field without an end is ignored, as it would hide the rest of the text."""
    matched: set[etree._Element] = set()
    opened: list[list[etree._Element]] = []
    for element in within(part, "w:fldChar"):
        match attribute(element, "fldCharType"):
            case "begin":
                opened.append([element])
            case "separate" if opened:
                opened[-1].append(element)
            case "end" if opened:
                matched.update([*opened.pop(), element])
            case _:
                pass
    return matched
