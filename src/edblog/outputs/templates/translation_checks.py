"""Checks the translation files of a theme: texts that are missing or unknown, plural forms, words in braces, quotes and HTML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from edblog.model import Phrase
from edblog.outputs.templates.locales import KEYS, NEEDED, RULES, START, ZONES, known
from edblog.problems import Problem, did_you_mean

_ORDER = ("zero", "one", "two", "few", "many", "other")
_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_BRACE = re.compile(r"[{}]")
_TABLE = re.compile(r"\s*+\[([\w.\-\"' ]++)\]\s*+(?:#.*)?")
_KEY = re.compile(r"\s*([\w\-]+|\"[^\"]*\"|'[^']*')\s*=")
# The name after < is what makes it an element: "a < b" is none.
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\w+);")
_PAIRS = (
    ("“", "”"),
    ("«", "»"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("(", ")"),
    ("（", "）"),
    ("[", "]"),
)
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = 5
"""The most missing texts whose English words a message names."""


class Translation:
    """A translation file of a theme: its texts by key, and the line of each key."""

    def __init__(self, path: str, language: str, source: str) -> None:
        self.path, self.language, self.source = path, language, source
        self.texts: dict[str, Phrase] = dict(_flat("", tomllib.loads(source)))
        self.lines = _lines(source)

    def problem(self, severity: str, code: str, message: str, help_: str, key: str = "") -> Problem:
        """A problem at the line of a key; at the start of the file without one."""
        line, column = self.lines.get(key, (1, 1))
        excerpt = self.source.split("\n")[line - 1].rstrip("\r") if key in self.lines else ""
        return Problem(self.path, severity, code, message, help_, line=line, column=column, excerpt=excerpt)  # type: ignore[arg-type]  # the callers are below


def checked_translation(
    found: Translation, english: Mapping[str, Phrase], inherited: Mapping[str, Phrase]
) -> Iterator[Problem]:
    """What is wrong with a translation, or missing.

    `english` are all texts that pages use; `inherited` are those that pages in the language find elsewhere, such as in the theme that this one extends.
    """
    yield from _missing(found, english, inherited)
    yield from _formats(found, inherited)
    needed = categories({**inherited, **found.texts}, found.language)
    for key, phrase in found.texts.items():
        if key.startswith(START):
            continue
        if key not in english:
            help_ = did_you_mean(key, english) or "delete it; no page has it"
            yield found.problem("warning", "translation-unknown", f'no text is named "{key}"', help_, key)
            continue
        yield from _plurals(found, key, phrase, english[key], needed)
        yield from _places(found, key, phrase, english[key])
        for form in _forms(phrase).values():
            yield from _signs(found, key, form)
    same = [
        key
        for key, phrase in found.texts.items()
        if key in english
        and set(_forms(phrase).values()) & set(_forms(english[key]).values())
        and _words(phrase)
    ]
    if same:
        are = (
            "1 text is the same as in English"
            if len(same) == 1
            else f"{len(same)} texts are the same as in English"
        )
        help_ = f"if that is right, there is nothing to do: {', '.join(same)}"
        yield found.problem("notice", "translation-same", are, help_)


def categories(texts: Mapping[str, Phrase], language: str) -> tuple[str, ...]:
    """The plural categories of a language: those of its `[formats]` if it has any, else those of the CLDR."""
    brought = {category for key, category in RULES.items() if START + key in texts}
    locale = known(language)
    own = brought or (set(locale.plural_form.tags) if locale else set())
    return tuple(category for category in _ORDER if category in own | {"other"})


def _missing(
    found: Translation, english: Mapping[str, Phrase], inherited: Mapping[str, Phrase]
) -> Iterator[Problem]:
    missing = [
        key
        for key in english
        if key not in found.texts and key not in inherited and not key.startswith(START)
    ]
    if not missing:
        return
    are = "text is" if len(missing) == 1 else "texts are"
    message = f"{len(missing)} {are} not in this language, so pages show them in English"
    first = "; ".join(f"{key} = {_shown(english[key])}" for key in missing[:_NAMED])
    more = f"; then {', '.join(missing[_NAMED:])}" if missing[_NAMED:] else ""
    yield found.problem("notice", "untranslated", message, f"add: {first}{more}")


def _formats(found: Translation, inherited: Mapping[str, Phrase]) -> Iterator[Problem]:
    own = [key for key in found.texts if key.startswith(START)]
    for key in own:
        name = key.removeprefix(START)
        if name not in KEYS and not name.startswith(ZONES):
            help_ = did_you_mean(name, KEYS) or f"the formats are: {', '.join(KEYS)}"
            yield found.problem("warning", "translation-unknown", f'no format is named "{name}"', help_, key)
    missing = [name for name in NEEDED if START + name not in found.texts and START + name not in inherited]
    if missing and known(found.language) is None:
        message = (
            f'the Unicode tables do not know the language "{found.language}", so its dates are in English'
        )
        help_ = f"add to [formats]: {', '.join(missing)}"
        yield found.problem("warning", "translation-formats", message, help_)


def _plurals(
    found: Translation, key: str, phrase: Phrase, english: Phrase, needed: tuple[str, ...]
) -> Iterator[Problem]:
    forms = _example(needed)
    if isinstance(phrase, str):
        if isinstance(english, dict):
            message = f'"{key}" depends on a number, and has one form for all'
            yield found.problem("warning", "translation-plural", message, f"write: {forms}", key)
        return
    if isinstance(english, str):
        message = f'"{key}" depends on no number, and has forms for numbers'
        yield found.problem(
            "warning", "translation-plural", message, f'write: {key.rpartition(".")[2]} = "…"', key
        )
        return
    lacking = [category for category in needed if category not in phrase]
    unused = [category for category in phrase if category not in needed]
    if lacking:
        message = f'"{key}" has no form for {", ".join(lacking)}, which this language has'
        yield found.problem("warning", "translation-plural", message, f"write: {forms}", key)
    if unused:
        message = f'"{key}" has a form for {", ".join(unused)}, which this language does not have'
        yield found.problem("warning", "translation-plural", message, f"write: {forms}", key)


def _places(found: Translation, key: str, phrase: Phrase, english: Phrase) -> Iterator[Problem]:
    """Warnings about words in braces that English does not have, and about those that are lost."""
    allowed = {place for text in _forms(english).values() for place in _PLACE.findall(text)}
    for category, text in _forms(phrase).items():
        named = _PLACE.findall(text)
        wrong = sorted(set(named) - allowed)
        # Help of the form shows signs of Markdown, some of them with braces.
        is_broken = _loose(text) and not any(map(_loose, _forms(english).values()))
        # A form for one number may leave that number out; the others, and plain texts, have all that English has.
        is_one = category in ("zero", "one", "two")
        usual = _forms(english).get(category, _forms(english)["other"])
        lost = sorted(set(_PLACE.findall(usual)) - set(named) - ({"count", "amount"} if is_one else set()))
        where = f'"{key}"' if category == "other" and isinstance(phrase, str) else f'"{key}" for {category}'
        if wrong or is_broken:
            what = f"{{{wrong[0]}}}" if wrong else "a brace"
            listed = ", ".join(f"{{{place}}}" for place in sorted(allowed))
            help_ = f"these words in braces may be in it, as they are: {listed}" if listed else "delete it"
            yield found.problem(
                "warning", "translation-place", f"{where} has {what}, which English does not have", help_, key
            )
        elif lost:
            message = f"{where} lacks {', '.join(f'{{{place}}}' for place in lost)}"
            yield found.problem("warning", "translation-place", message, f"in English: {_shown(usual)}", key)


def _loose(text: str) -> bool:
    return _BRACE.search(_PLACE.sub("", text)) is not None


def _signs(found: Translation, key: str, text: str) -> Iterator[Problem]:
    """Warnings about HTML, which pages show as it is written, and about quotes and brackets without their partners."""
    plain = _PLACE.sub("", text)
    if html := _HTML.search(plain):
        message = f'"{key}" has {html[0]}, which pages show as it is written'
        yield found.problem(
            "warning", "translation-markup", message, "write plain words, and “ or & themselves", key
        )
    if key.startswith(("form.message.", "form.help.")):
        return  # These show signs of Markdown.
    for opening, closing in _PAIRS:
        if plain.count(opening) != plain.count(closing):
            message = f'"{key}" has {opening} or {closing} without its partner'
            yield found.problem(
                "warning", "translation-markup", message, f"write both: {opening}…{closing}", key
            )
    if plain.count('"') % 2:
        message = f'"{key}" has " without its partner'
        yield found.problem("warning", "translation-markup", message, "write both quotes", key)


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Phrase]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield prefix + name, value
        elif isinstance(value, dict) and value and set(_ORDER).issuperset(value):
            yield prefix + name, {category: str(text) for category, text in value.items()}
        elif isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)


def _lines(source: str) -> dict[str, tuple[int, int]]:
    """The line and column, from 1, of each key that begins a line."""
    found: dict[str, tuple[int, int]] = {}
    prefix = ""
    for number, line in enumerate(source.split("\n"), start=1):
        if table := _TABLE.fullmatch(line.rstrip()):
            prefix = f"{table[1].replace(' ', '')}."
        elif key := _KEY.match(line):
            name = key[1].strip("\"'")
            found.setdefault(prefix + name, (number, key.start(1) + 1))
    return found


def _forms(phrase: Phrase) -> Mapping[str, str]:
    return {"other": phrase} if isinstance(phrase, str) else {"other": "", **phrase}


def _words(phrase: Phrase) -> bool:
    """Whether a text has words of its own, and more than a name such as RSS."""
    plain = _PLACE.sub("", _forms(phrase)["other"])
    return any(len(word) > 2 and word.islower() for word in _WORD.findall(plain))


def _shown(phrase: Phrase) -> str:
    text = _forms(phrase)["other"]
    return f'"{text}"' if isinstance(phrase, str) else f'{{ … other = "{text}" }}'


def _example(needed: tuple[str, ...]) -> str:
    return "{ " + ", ".join(f'{category} = "…"' for category in needed) + " }"
