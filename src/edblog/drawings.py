"""Drawings (SVG): read by a real parser against a list of what may be in them, and written anew.

A picture in an `img` element can neither run nor load anything. But the file has an address of its own, and
somebody who opens that gets a document. So what could act there is refused with its place. What is merely
private, such as names of files and people that drawing programs leave, is left out; and since the published
file is written by this module, no other parser can understand it differently: it is UTF-8, with no document
type, no entities, no processing instructions and no comments.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

MAX_BYTES = 5_000_000
MAX_DEPTH = 200
MAX_DRAWN = 1_000_000
"""Elements that a browser has to draw, when what `use` and others repeat is counted each time."""
MAX_SIDE = 10_000
"""Pixels that pages are told; a drawing is as large as it is shown, so only the ratio matters."""
_SVG, _XLINK, _XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
_ELEMENTS = frozenset(
    """svg a g defs symbol use switch title desc style view path rect circle ellipse line polyline polygon text tspan
    textPath tref image marker pattern mask clipPath linearGradient radialGradient stop meshgradient filter feBlend
    feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
    feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology
    feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence animateTransform animateMotion mpath
    font font-face font-face-src font-face-name glyph missing-glyph hkern vkern color-profile cursor""".split()
)
_LEFT_OUT = frozenset("metadata flowRoot flowPara flowRegion flowSpan solidColor hatch hatchpath".split())
"""What browsers do not know, and drawing programs write."""
_INERT_SPACES = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
_TURNED = frozenset(["transform", "gradientTransform", "patternTransform"])
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_FONT_DATA = re.compile(r"data:(?:application|font)/[\w.+-]{1,40}(?:;charset=[\w-]{1,20})?;base64,[A-Za-z0-9+/=\s]*")
# One character of a class at a time and no two ways to match, so linear.
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^0-9a-fA-F\n]))")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_DANGER = re.compile(
    r"@\s*(import)|(expression)\s*\(|(-moz-binding|behavior)\s*:|(javascript|vbscript)\s*:"
    r"|(?<![\w-])((?:-webkit-)?image-set|image|src|cross-fade)\s*\(",
    re.IGNORECASE,
)
_WORDS = frozenset("id class d points role lang title alt content name transform viewBox in in2 result".split())
"""Attributes that are never a style; those of assistive technology and of data are not, either."""
_PIXELS = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)(?:px)?\s*")


class Drawing(NamedTuple):
    """A drawing as it is published."""

    data: bytes
    width: int
    """In CSS pixels, at most MAX_SIDE; 0: unknown."""
    height: int


class DrawingError(ValueError):
    """Why a drawing is refused, and where."""

    def __init__(self, what: str, line: int = 1, column: int = 1, *, damaged: bool = False) -> None:
        super().__init__(what)
        self.what, self.line, self.column, self.damaged = what, line, column, damaged


def read_drawing(data: bytes) -> Drawing:
    """A drawing from its file; raises DrawingError."""
    if len(data) > MAX_BYTES:
        raise DrawingError(f"more than {MAX_BYTES // 1_000_000} MB")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DrawingError("an encoding other than UTF-8") from None
    return _Writer().read(data.removeprefix(b"\xef\xbb\xbf"))


class _Writer:
    """Takes what the parser meets, and writes what may stay."""

    def __init__(self) -> None:
        # Whatever a file says of its encoding, it is UTF-8 to us. Parts are named by their namespaces.
        self._parser = parser = ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.SetParamEntityParsing(0)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        parser.AttlistDeclHandler = self._attribute_list
        self._out: list[str] = []
        self._open: list[str] = []
        self._empty = False
        """Whether the last start tag is not closed yet by its `>`."""
        self._skipped = 0
        self._style: list[str] | None = None
        self._ids: list[str] = [""]
        """Of the elements that are open, the nearest id of each."""
        self._drawn: Counter[str] = Counter()
        """How many elements are within each id."""
        self._shows: dict[str, Counter[str]] = {}
        """Which ids each id refers to, and how often."""
        self._size = (0, 0)

    def read(self, data: bytes) -> Drawing:
        try:
            self._parser.Parse(data, True)
        except ExpatError as error:
            raise DrawingError(str(error).partition(":")[0], error.lineno, error.offset + 1, damaged=True) from None
        self._check_repeated()
        return Drawing("".join(self._out).encode() + b"\n", *self._size)

    def _refuse(self, what: str) -> None:
        raise DrawingError(what, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    # What is refused wherever it stands

    def _entity(self, *_: object) -> None:
        self._refuse("<!ENTITY")

    def _attribute_list(self, *_: object) -> None:
        self._refuse("<!ATTLIST")

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() not in ("xpacket", "adobe-xap-filters"):
            self._refuse(f"<?{target}")

    # Elements

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self._open) + self._skipped >= MAX_DEPTH:
            self._refuse(f"more than {MAX_DEPTH} elements within each other")
        space, _, tag = name.rpartition(" ")
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        if not self._open and (space, tag) != (_SVG, "svg"):
            for key, value in pairs:
                self._attribute(tag, key, value)
            raise DrawingError(f'it begins with "{tag}", and not with: <svg xmlns="{_SVG}"', 1, 1, damaged=True)
        if space != _SVG:
            # Elements of no namespace mean nothing either, but their names say what they were meant to be.
            if not space or _is_active(space):
                self._refuse(tag)
            self._skipped += 1
            return
        if tag in _LEFT_OUT or self._skipped:
            self._skipped += 1
            if tag not in _LEFT_OUT | _ELEMENTS:
                self._refuse(tag)
            return
        if tag not in _ELEMENTS:
            self._refuse(tag)
        self._close_tag()
        plain = dict(pairs)
        # With both, browsers follow the one without a prefix.
        written = [pair for pair in pairs if pair[0] != f"{_XLINK} href" or "href" not in plain]
        kept = [self._attribute(tag, name, value) for name, value in written]
        if tag == "animateTransform" and plain.get("attributeName", "transform") not in _TURNED:
            self._refuse(f'attributeName="{plain["attributeName"]}"')
        self._ids.append(plain.get("id", self._ids[-1]))
        self._drawn[self._ids[-1]] += 1
        if plain.get("id"):
            self._show(self._ids[-2], self._ids[-1])
        for _, value in pairs:
            for target in _targets(value):
                self._show(self._ids[-1], target)
        if not self._open:
            self._size = _size(plain)
            kept.insert(0, f' xmlns="{_SVG}"')
        self._open.append(tag)
        self._out.append(f"<{tag}" + "".join(kept))
        self._empty = True
        if tag == "style":
            self._style = []

    def _attribute(self, tag: str, name: str, value: str) -> str:
        """The attribute as it is written, with a space before it; empty where it is left out."""
        space, _, key = name.rpartition(" ")
        if space == _XML:
            return _written(f"xml:{key}", value) if key in ("space", "lang") else ""
        if space == _XLINK:
            if key != "href":
                return ""
        elif space:
            return ""
        low = key.lower()
        if low.startswith("on"):
            self._refuse(key)
        if low in ("href", "src"):
            self._link(tag, value)
            return _written("href", value)
        if key not in _WORDS and not low.startswith(("aria-", "data-")):
            self._css(value)
        return _written(key, value)

    def _link(self, tag: str, value: str) -> None:
        plain = "".join(value.split())
        if plain.startswith("#") or not plain:
            return
        if tag in ("image", "feImage") and _PICTURE_DATA.fullmatch(value.strip()):
            return
        scheme = plain.partition(":")[0] if ":" in plain else ""
        self._refuse(f"{scheme[:20]}:" if scheme and scheme.isprintable() else f'href="{plain[:40]}"')

    def _css(self, text: str) -> None:
        """Refuses what loads or runs something from within a style; escapes are read as a browser reads them."""
        if not ("(" in text or "@" in text or ":" in text or "\\" in text):
            return
        bare, plain = _CSS_COMMENT.sub(" ", text), _CSS_ESCAPE.sub(_unescaped, text)
        for variant in dict.fromkeys((plain, _CSS_COMMENT.sub("", plain), _CSS_ESCAPE.sub(_unescaped, bare))):
            if found := _CSS_DANGER.search(variant):
                self._refuse(next(part for part in found.groups() if part))
            for url in _urls(variant):
                if not (url.startswith("#") or _PICTURE_DATA.fullmatch(url) or _FONT_DATA.fullmatch(url)):
                    self._refuse(f"url({url[:40]}")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = self._open.pop()
        self._ids.pop()
        if self._style is not None and tag == "style":
            style, self._style = "".join(self._style), None
            self._css(style)
            for target in _targets(style):
                self._show("", target)
            self._close_tag()
            self._out.append(escape(style))
        if self._empty:
            self._out.append("/>")
            self._empty = False
        else:
            self._out.append(f"</{tag}>")

    def _text(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        if self._style is not None:
            self._style.append(text)
            return
        self._close_tag()
        self._out.append(escape(text))

    def _close_tag(self) -> None:
        if self._empty:
            self._out.append(">")
            self._empty = False

    # What is drawn again and again

    def _show(self, where: str, target: str) -> None:
        self._shows.setdefault(where, Counter())[target] += 1

    def _check_repeated(self) -> None:
        """Refuses a drawing whose elements repeat each other until no browser gets to an end."""
        weights: dict[str, int] = {}
        under_way: set[str] = set()
        stack = [("", False)]
        # A walk in depth without recursion: each id is opened once and closed once, so linear in references.
        while stack:
            name, is_done = stack.pop()
            if is_done:
                under_way.discard(name)
                shown = self._shows.get(name, {})
                # An element that shows itself is not drawn by browsers.
                weights[name] = self._drawn[name] + sum(times * weights.get(other, 1) for other, times in shown.items())
                if weights[name] > MAX_DRAWN:
                    raise DrawingError("parts that repeat each other too often")
            elif name not in weights and name not in under_way:
                under_way.add(name)
                stack.append((name, True))
                stack += [(other, False) for other in self._shows.get(name, ())]


def _is_active(space: str) -> bool:
    """Whether elements of a namespace mean something to a browser; those of drawing programs do not."""
    return space.lower().startswith(("http://www.w3.org/", "https://www.w3.org/", "http://www.mozilla.org/")) and space not in _INERT_SPACES


def _written(name: str, value: str) -> str:
    text = escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return f' {name}="{text}"'


def _targets(value: str) -> list[str]:
    """Ids that an attribute or a style refers to."""
    if "#" not in value:
        return []
    if value.strip().startswith("#"):
        return [value.strip()[1:]]
    return [url[1:] for url in _urls(value) if url.startswith("#")]


def _urls(style: str) -> Iterator[str]:
    """What stands between the parentheses of each `url()`, without quotes; one that is not closed ends with the style."""
    low, at = style.lower(), 0
    while (at := low.find("url", at)) >= 0:
        at += 3
        start = at
        while start < len(low) and low[start].isspace():
            start += 1
        if low[start : start + 1] == "(":
            end = low.find(")", start)
            at = len(low) if end < 0 else end
            yield style[start + 1 : at].strip().strip("\"'").strip()


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    return match[2] or ""


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height in CSS pixels, made small enough in the same ratio; (0, 0) where nobody says."""
    sides = [_PIXELS.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
    else:
        parts = re.split(r"[\s,]+", attributes.get("viewBox", "").strip()[:200])
        numbers = [_PIXELS.fullmatch(part) for part in parts[2:]]
        if len(parts) != 4 or not (numbers[0] and numbers[1]):
            return 0, 0
        width, height = float(numbers[0][1]), float(numbers[1][1])
    scale = min(1.0, MAX_SIDE / max(width, height, 1.0))
    return round(width * scale), round(height * scale)
