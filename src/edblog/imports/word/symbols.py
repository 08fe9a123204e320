"""Converts characters of symbol fonts, such as Wingdings, to Unicode."""

from __future__ import annotations

from edblog.imports.word.ledger import Ledger

_FONTS = ("Symbol", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3")


def symbol(font: str, code: str, ledger: Ledger) -> str:
    """The Unicode character of a `w:sym`; empty, and counted, if there is none."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    found = _in_font(font, number)
    if not found and font not in _FONTS and not 0xE000 <= number <= 0xF8FF and 0x20 <= number <= 0xFFFF:
        found = chr(number) if not 0xD800 <= number <= 0xDFFF else ""
    if not found:
        ledger.count("symbol")
    return found


def readable(text: str, font: str, ledger: Ledger) -> str:
    """The text without soft hyphens, and with Unicode characters in place of those of a symbol font."""
    text = text.replace("\u00ad", "")
    if text.isascii() and font not in _FONTS:
        return text
    found = []
    for one in text:
        if 0xE000 <= ord(one) <= 0xF8FF:
            known = _in_font(font, ord(one)) or _in_font("Symbol", ord(one))
            if not known:
                ledger.count("symbol")
            # A character that only its font knows separates words.
            found.append(known or " ")
        else:
            found.append(one)
    return "".join(found)


def _in_font(font: str, number: int) -> str:
    from mammoth.docx.dingbats import dingbats

    known = dingbats.get((font, number))
    if known is None and 0xF000 <= number <= 0xF0FF:
        known = dingbats.get((font, number - 0xF000))
    return chr(known) if known is not None else ""
