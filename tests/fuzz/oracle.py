"""What must be true of a site whatever one of its files holds, as one function that raises `AssertionError`.

A site of a few files is made in memory, with the file in question among them, and goes through every stage from reading to bytes.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import html5lib
import msgspec
from icalendar import Calendar
from inputs import CONFIG, Input
from lxml import etree
from lxml.html import document_fromstring

from edblog.catalog.assemble import assemble
from edblog.catalog.plan import plan
from edblog.catalog.words import adapted
from edblog.files.types import read_as
from edblog.kinds import KINDS
from edblog.outputs.render import bodies_of, render, writer_of
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.theme import Theme, load_theme
from edblog.pipeline.configuration import bundled_themes
from edblog.problems import Problem, in_order
from edblog.problems.formats import FORMATS
from edblog.settings import Config, read_config
from edblog.sources.locate import locate
from edblog.sources.read import read
from edblog.sources.reading import Reading
from edblog.sources.reading import ReadSettings as Settings
from edblog.views import Output

NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)
SLOW = 5.0
"""Seconds of work for one input of a few thousand characters, beyond which it counts as a hang."""
_encode = msgspec.msgpack.Encoder().encode


def _post(title: str, body: str) -> bytes:
    return f"---\ntitle: {title}\ndate: 2026-01-01\nauthor: rosa\ncredentials: [wait-time]\ntopics: [Jars]\n---\n{body}\n".encode()


OTHERS = {
    "content/authors/rosa.md": b"---\nname: Rosa Okafor\n---\nRosa asks.\n",
    "content/credentials/wait-time.md": b"---\nname: Wait Time\nissuer: Riverside\n---\nYou wait.\n",
    "content/pages/about.md": b"---\ntitle: About\nmenu: header\n---\n[Other](../posts/other.md)\n",
    "content/posts/other.md": _post("Other", "## A\n\n![A jar](jar.svg)\n"),
    "content/posts/jar.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
}
"""The files beside the one in question."""

_ACTIVE = frozenset(
    "script iframe frame frameset object embed applet base form input button textarea select meta link style svg math template".split()
)
"""Elements that no text may bring with it."""
_ADDRESSES = frozenset(
    "href src srcset action formaction poster background cite data xlink:href ping manifest longdesc".split()
)
_NEVER = frozenset("iframe frame frameset object embed applet base".split())
"""Elements that no page has."""
_PLAYERS = tuple(
    f"https://{host}/"
    for host in (
        "www.youtube-nocookie.com",
        "player.vimeo.com",
        "www.loom.com",
        "edpuzzle.com",
        "embed.ted.com",
        "drive.google.com",
        "archive.org",
        "w.soundcloud.com",
        "open.spotify.com",
        "embed.podcasts.apple.com",
        "docs.google.com",
        "www.canva.com",
        "view.genially.com",
        "embed.bsky.app",
        "padlet.com",
        "fosstodon.org",
        "hachyderm.io",
        "hcommons.social",
        "mas.to",
        "mastodon.online",
        "mastodon.social",
        "mastodon.world",
        "mathstodon.xyz",
        "mstdn.social",
        "scholar.social",
    )
)
"""Where the players of the known hosts are."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SCHEMES = frozenset(["http", "https", "mailto", "tel", "edblog"])
_IN_EVENTS = frozenset(
    """CATEGORIES DESCRIPTION DTEND DTSTAMP DTSTART EXDATE LAST-MODIFIED LOCATION RRULE SEQUENCE STATUS SUMMARY UID URL""".split()
)
"""The properties of an event in a calendar."""


def settings_of(config: Config) -> Settings:
    """What of the configuration reading depends on."""
    return Settings.of(config)


@cache
def _others(settings: Settings) -> dict[str, Reading]:
    return {path: read(path, data, settings, KINDS) for path, data in OTHERS.items()}


@cache
def _theme(name: str) -> Theme | None:
    return load_theme(name, Path("/nowhere"), bundled_themes())[0]


@cache
def _renderer(theme: str, language: str) -> Renderer:
    found = _theme(theme)
    assert found is not None
    return Renderer(adapted(found, KINDS, _usual()), language)


@cache
def _usual() -> Config:
    config, _ = read_config(CONFIG)
    assert config is not None
    return config


def check(item: Input, *, thoroughly: bool = False) -> str:
    """How the input was taken: `built` or `refused`. Raises AssertionError, or whatever a stage raised.

    Every page that shows the text is rendered; all others, everything twice, and every parser, only when looking `thoroughly`.
    """
    started = time.process_time()
    if item.path == "edblog.toml":
        outcome = _settings(item, thoroughly=thoroughly)
    else:
        outcome = _site(item, _usual(), thoroughly=thoroughly)
    assert time.process_time() - started < SLOW, "this took too long"
    return outcome


def _settings(item: Input, *, thoroughly: bool) -> str:
    try:
        text = item.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "refused"
    config, problems = read_config(text)
    assert (config, problems) == read_config(text)
    _shown(problems, {"edblog.toml": text})
    if config is None:
        assert any(problem.severity == "error" for problem in problems)
        return "refused"
    return _site(Input("content/posts/any.md", _post("Any", "Words.")), config, thoroughly=thoroughly)


def _site(item: Input, config: Config, *, thoroughly: bool) -> str:
    settings = settings_of(config)
    reading = read(item.path, item.data, settings, KINDS)
    unreadable = next(
        (problem.message for problem in reading.problems if problem.code == "text-unreadable"), ""
    )
    assert not unreadable, unreadable
    if thoroughly:
        again = read(item.path, item.data, settings, KINDS)
        assert _encode(again) == _encode(reading), "another reading gave something else"
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    assert reading.record is not None or errors, "no record, and no word why"
    _safe_fragment(reading.html, item.data.decode("utf-8", "replace"))
    readings = {**_others(settings), item.path: reading}
    made = _outputs(readings, config)
    if made is None:
        return "refused"
    outputs, problems = made
    texts = {path: data.decode("utf-8", "replace") for path, data in {**OTHERS, item.path: item.data}.items()}
    _shown([*reading.problems, *problems], {**texts, "edblog.toml": CONFIG})
    if thoroughly:
        second = _outputs(readings, config)
        assert second is not None
        assert [_encode(o) for o in second[0]] == [_encode(o) for o in outputs], (
            "another plan is something else"
        )
        assert second[1] == problems
    refused = any(problem.severity == "error" for problem in [*reading.problems, *problems])
    if not refused:
        _paths(outputs)
    _render(outputs, readings, config, thoroughly=thoroughly)
    return "refused" if refused else "built"


def _render(outputs: list[Output], readings: dict[str, Reading], config: Config, *, thoroughly: bool) -> None:
    """Renders what shows the text, and looks at what came of it."""
    html = {text.digest: r.html for r in readings.values() if (text := getattr(r.record, "text", None))}
    renderer = _renderer(config.theme, config.language)
    for output in outputs:
        if writer_of(output.renderer).takes != "view":
            continue
        # A few pages hold all that can be said of a file; the others say the same in the same way.
        if (
            not thoroughly
            and not (bodies_of(output) and "/feed" not in output.path)
            and output.path not in ("index.html", "sitemap.xml")
        ):
            continue
        key = _encode((output, config.theme, config.language))
        if key in _seen and not thoroughly:
            continue
        if len(_seen) < 5_000:
            _seen.add(key)
        bodies = tuple(html.get(body.digest, "") for body in bodies_of(output))
        data = render(output, bodies, renderer)
        _safe_output(output.path, data, config, thoroughly=thoroughly)
        if thoroughly:
            assert render(output, bodies, renderer) == data, f"{output.path} came out in two ways"


_seen: set[bytes] = set()
"""Outputs that were looked at before: most of a site is the same for every input."""


def _outputs(readings: dict[str, Reading], config: Config) -> tuple[list[Output], list[Problem]] | None:
    records = {
        path: reading.record
        for path, reading in readings.items()
        if read_as(path, (), [kind.folder for kind in KINDS])
    }
    site, problems = assemble(records, KINDS, config, NOW)
    theme = _theme(config.theme)
    if theme is None:
        return None
    outputs, more = plan(site, adapted(theme, KINDS, config), config, [])
    return outputs, [*problems, *more]


def _shown(problems: list[Problem], texts: dict[str, str]) -> None:
    """Each problem has words and a place inside its file, and can be printed in every form."""
    located = [
        locate(problem, texts[problem.path]) if problem.path in texts else problem for problem in problems
    ]
    for problem in in_order(located):
        assert problem.message, problem
        assert problem.path in texts or problem.path in OTHERS, problem
        lines = (
            texts[problem.path].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        )
        assert 1 <= problem.line <= len(lines), problem
        assert problem.severity != "error" or 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    for form in FORMATS.values():
        form(located).encode()


def _paths(outputs: list[Output]) -> None:
    """Every output is inside the folder, and has a name that all systems take."""
    for output in outputs:
        parts = PurePosixPath(output.path).parts
        assert parts, output.path
        assert not output.path.startswith("/"), output.path
        assert not {"..", "."} & set(parts), output.path
        assert all(
            unicodedata.category(sign) not in ("Cc", "Cs") and sign not in '\\:*?"<>|' for sign in output.path
        ), output.path
        assert all(len(part.encode()) <= 255 for part in parts), output.path


def _elements(tree: object) -> Iterator[tuple[str, dict[str, str]]]:
    for element in tree.iter():  # type: ignore[attr-defined]
        if isinstance(element.tag, str):
            yield (
                element.tag.rpartition("}")[2].lower(),
                {str(name).rpartition("}")[2].lower(): value for name, value in element.attrib.items()},
            )


def _safe_fragment(html: str, source: str = "") -> None:
    """The text of a story as a browser reads it: a parser of the HTML standard that shares no code with the sanitizer.

    `source` is what was written. MathML is edblog's own where that has as many formulas, and a writer's `<math>` anywhere else.
    """
    if not html or html in _safe:
        return
    assert not _CONTROL.search(html), "a control character in a text"
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    _without_formulas(tree, len(_FORMULA.findall(source)))
    for tag, attributes in _elements(tree):
        assert tag not in _ACTIVE, f"<{tag}> in a text"
        for name, value in attributes.items():
            _safe_attribute(tag, name, value)
            assert name not in ("style", "name", "target", "srcset", "srcdoc"), f"{name}= in a text"
            assert name != "id" or not value.lower().startswith("eb-"), f'id="{value}" in a text'
    if len(_safe) < 5_000:
        _safe.add(html)


def _without_formulas(tree: Any, most: int) -> None:
    """Takes the MathML of formulas out, after a look at it; at most so many are edblog's own."""
    formulas = [element for element in tree.iter() if _plain_name(element) == "math"]
    assert len(formulas) <= most, "<math> in a text"
    for formula in formulas:
        assert formula.attrib.keys() - {"display"} == {"alttext"}, "a <math> that is not edblog's own"
        for element in formula.iter():
            if element is not formula:
                assert _plain_name(element) in _MATHML, f"<{_plain_name(element)}> in a formula"
                assert element.attrib.keys() <= _MATHML_ATTRIBUTES, "an attribute in a formula"
        tail = formula.tail
        formula.clear()
        formula.tag, formula.tail = "span", tail


def _plain_name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_FORMULA = re.compile(r"\$|(?:```|~~~)[ \t]*math", re.IGNORECASE)
"""How a formula begins or ends."""
_MATHML = frozenset(
    """mrow mi mn mo mtext ms mspace mstyle mpadded mphantom msqrt mroot mtable mtr mtd mmultiscripts mprescripts mfrac msub msup munder
    mover msubsup munderover""".split()
)
_MATHML_ATTRIBUTES = frozenset(
    """stretchy fence separator largeop movablelimits symmetric accent accentunder displaystyle lspace rspace width height depth voffset
    minsize maxsize linethickness mathvariant form scriptlevel columnspan rowspan class""".split()
)
"""What is in MathML Core and neither leads anywhere nor runs anything."""
_safe: set[str] = set()
"""Texts that were looked at before."""


def _safe_attribute(tag: str, name: str, value: str) -> None:
    assert not name.startswith("on"), f"{name}= on <{tag}>"
    if name in _ADDRESSES:
        plain = "".join(sign for sign in value if sign > " " and sign != "\x7f").lower()
        scheme, colon, _ = plain.partition(":")
        is_scheme = colon and scheme[:1].isalpha() and all(sign.isalnum() or sign in "+-." for sign in scheme)
        assert not is_scheme or scheme in _SCHEMES, f'{name}="{value}" on <{tag}>'


def _is_player(attributes: Mapping[str, str | None]) -> bool:
    source = attributes.get("src") or ""
    return (
        source.startswith(_PLAYERS)
        and "allow-scripts" in (attributes.get("sandbox") or "")
        and "srcdoc" not in attributes
    )


class _Active(HTMLParser):
    """Takes down every element and its attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name.lower(): value for name, value in attrs}))

    handle_startendtag = handle_starttag


def _safe_output(path: str, data: bytes, config: Config, *, thoroughly: bool) -> None:
    text = data.decode("utf-8")
    if path.endswith(".html"):
        assert not _CONTROL.search(text), f"a control character in {path}"
        tree = document_fromstring(text)
        found = list(_elements(tree))
        if thoroughly:
            parser = _Active()
            parser.feed(text)
            parser.close()
            standard = list(_elements(html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)))
            numbers = [sum(tag == "script" for tag, _ in seen) for seen in (found, parser.found, standard)]
            assert len(set(numbers)) == 1, f"three parsers see {numbers} scripts in {path}"
            found += [*parser.found, *standard]
        # A player waits in a template until the reader asks for it.
        waiting = sum(frame.getparent().tag == "template" for frame in tree.iter("iframe"))
        assert waiting == len(list(tree.iter("iframe"))), f"an <iframe> outside of a template in {path}"
        for tag, attributes in found:
            # Scripts in line are the theme's: no text can bring one, as a look at its own HTML has shown. A service for comments has one.
            source = "" if config.comments else attributes.get("src") or ""
            assert (
                tag != "script" or not source or (source.startswith("/") and not source.startswith("//"))
            ), f"a script from {source} in {path}"
            assert tag not in _NEVER or (tag == "iframe" and _is_player(attributes)), f"<{tag}> in {path}"
            for name, value in attributes.items():
                # The calendar of all events; no text can bring such a link, as a look at its own HTML has shown.
                if not (tag == "a" and (value or "").startswith("webcal://")):
                    _safe_attribute(tag, name, value or "")
        for script in tree.iter("script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text)
    else:
        _safe_file(path, data)


def _safe_file(path: str, data: bytes) -> None:
    if path.endswith((".xml", ".opml", ".rss", ".atom")):
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    elif path.endswith(".json"):
        json.loads(data)
    elif path.endswith(".ics"):
        assert max(map(len, data.split(b"\r\n"))) <= 75, f"a long line in {path}"
        for event in Calendar.from_ical(data).events:
            assert {*event} <= _IN_EVENTS, f"{sorted({*event} - _IN_EVENTS)} in {path}"
