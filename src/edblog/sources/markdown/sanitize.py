"""Sanitizes the HTML of texts with nh3's allowlist; the only module that does.

Texts come from strangers. Sanitized HTML has no scripts, styles, forms or frames, and no ids or classes
that belong to the theme. Links and pictures that point into the site become placeholders
(`href="edblog:0"`), which are filled in once every address is known.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3

from edblog.services.ids import RESERVED_IDS, is_reserved_id
from edblog.sources.decode import without_controls
from edblog.web.markup import CleanHtml

TAGS = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small
    span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr""".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "lang", "dir", "title", "aria-label"},
    "a": {"href"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"src", "alt"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}
SCHEMES = frozenset(["http", "https", "mailto", "tel"])
DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
}
_PLAIN_CLASSES = frozenset(
    """highlight codehilite admonition admonition-title note tip try warning important danger hint caution
    attention error footnote footnote-ref footnote-backref task task-box wide align-left align-center
    align-right center small lead""".split()
)
# All patterns are linear: the next character decides how each goes on.
_PYGMENTS_CLASS = re.compile(r"[a-z][a-z0-9]{0,2}|[lp]-[A-Z][A-Za-z-]{2,20}")
_ID = re.compile(r"[^\s\"'<>`=&]{1,120}")
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?:/[\w./-]*)?", re.ASCII)
# A whole tag: some versions of nh3 do not escape `<` and `>` in attributes.
_TAG = re.compile(r'<(/?[a-z0-9]++)(?:[^"<>]++|"[^"]*+")*+>')
_IGNORED = str.maketrans("", "", "\t\n\r")
_IGNORED_AT_ENDS = "".join(map(chr, range(0x21)))
_OTHER_HOST = ("//", "\\\\", "/\\", "\\/")
_SRC = re.compile(r' src="edblog:remote:(\d+)"')
_ALT = re.compile(r' alt="([^"]*)"')


_INSIDE = re.compile("<([^<>]*)>")
_PLAIN_TAGS = frozenset(form for tag in TAGS for form in (tag, f"/{tag}", f"{tag} /"))
# No word may match both parts, or forty words would have a million million ways to match.
_WORD = "|".join(["[a-z][a-z0-9]{0,2}", *sorted(word for word in _PLAIN_CLASSES if len(word) > 3)])
_CLASS = rf'class="(?:(?:{_WORD})(?: |(?=")))+"'
_ADDRESS = '="(?:https?://[^"]*|#[^"]*|[^":&]*)"'
# The tags of links, pictures and highlighted code, as Markdown makes them, and usual attributes of other tags.
_FINE_TAG = re.compile(
    rf"""(?:a(?: class="footnote-(?:back)?ref")? href{_ADDRESS}|img alt="[^"]*" src{_ADDRESS}|[a-z]+[1-6]?(?= ))"""
    rf"""(?: (?:id="(?!(?i:{RESERVED_IDS}))[^"&]*"|(?:title|aria-label)="[^"]*"|{_CLASS}))*(?: /)?"""
)


class Pointer(NamedTuple):
    """A link or picture that points into the site."""

    target: str
    kind: str
    """`link`, `picture` or `player`."""


class Sanitized(NamedTuple):
    """HTML that is safe to publish once its placeholders are filled in."""

    html: CleanHtml
    pointers: list[Pointer]
    """Placeholder `edblog:N` stands for `pointers[N]`."""
    remote_pictures: list[str]
    """Addresses of pictures on other hosts; these pictures became links."""


class Sanitizer:
    """A reusable cleaner; not thread-safe."""

    def __init__(self) -> None:
        self._pointers: list[Pointer] = []
        self._remote_pictures: list[str] = []
        self._in_link = False
        self._players = ""
        self._cleaner = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags=set(DROPPED_WITH_CONTENT),
            attributes=ATTRIBUTES,
            attribute_filter=self._attribute,
            tag_attribute_values={"span": {"role": {"img"}}},
            # Wide tables and code scroll, so keyboard users must be able to focus them.
            set_tag_attribute_values={"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}},
            url_schemes=set(SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def clean(self, text: str, players: str = "") -> Sanitized:
        """The safe part of an HTML fragment; links whose address starts with `players` stand for players."""
        self._pointers, self._remote_pictures, self._players = [], [], players
        cleaned = self._cleaner.clean(text)
        if "<img" in cleaned:
            self._in_link = False
            cleaned = _TAG.sub(self._tag, cleaned)
        return Sanitized(CleanHtml(cleaned), self._pointers, self._remote_pictures)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        # Control characters are removed from the page later, so they must not hide a value from the checks here.
        if not value.isprintable():
            value = without_controls(value)
        if name == "href" and tag == "a":
            return value if _PLAIN_ADDRESS.fullmatch(value) else self._point(value, "link")
        if name == "src" and tag == "img":
            # Browsers ignore tabs and line ends anywhere in an address, and other controls at its ends (WHATWG URL, section 4.4).
            value = value.translate(_IGNORED).strip(_IGNORED_AT_ENDS)
            scheme = urlsplit_safe(value)[0]
            if scheme and scheme not in ("http", "https"):
                return None
            if scheme or value.startswith(_OTHER_HOST):
                self._remote_pictures.append(value)
                return f"edblog:remote:{len(self._remote_pictures) - 1}"
            return self._number(value, "picture")
        if name == "class":
            kept = [word for word in value.split() if _is_content_class(word)]
            return " ".join(kept) or None
        if name == "id":
            if not _ID.fullmatch(value) or is_reserved_id(value):
                return None
        elif name == "cite" and urlsplit_safe(value)[0] not in ("http", "https"):
            return None
        return value

    def _point(self, value: str, kind: str) -> str | None:
        value = value.translate(_IGNORED).strip(_IGNORED_AT_ENDS)
        if scheme := urlsplit_safe(value)[0]:
            return value if scheme in SCHEMES else None
        if value.startswith(_OTHER_HOST):
            return "https://" + value.lstrip("/\\")
        return self._number(value, "player" if self._players and value.startswith(self._players) else kind)

    def _number(self, value: str, kind: str) -> str:
        self._pointers.append(Pointer(value, kind))
        return f"edblog:{len(self._pointers) - 1}"

    def _tag(self, match: re.Match[str]) -> str:
        if match[1] == "img":
            return self._picture(match[0])
        if match[1] in ("a", "/a"):
            self._in_link = match[1] == "a"
        return match[0]

    def _picture(self, tag: str) -> str:
        if found := _SRC.search(tag):
            address = self._remote_pictures[int(found[1])]
            alt = _ALT.search(tag)
            # Older versions of nh3 do not escape `<` in an attribute, and here the words move between tags.
            words = html.escape(html.unescape(alt[1] if alt and alt[1].strip() else address), quote=False)
            if self._in_link:
                return words
            if address.startswith(_OTHER_HOST):
                address = "https://" + address.lstrip("/\\")
            return f'<a href="{html.escape(address)}">{words}</a>'
        if ' src="' not in tag:
            return ""
        return tag if ' alt="' in tag else f'{tag[:-1]} alt="">'


def urlsplit_safe(value: str) -> tuple[str, str]:
    """The scheme in lowercase and the path of an address; an address that cannot be split is all path."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return "", value
    return parts.scheme.lower(), parts.path


def _is_content_class(word: str) -> bool:
    return word in _PLAIN_CLASSES or _PYGMENTS_CLASS.fullmatch(word) is not None


class _Inventory(HTMLParser):
    """Counts the tags and attributes of an HTML fragment that are not on the allowlist."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.removed: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.removed[f"<{tag}>"] += 1
            return
        allowed = ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]
        for name, value in attrs:
            scheme, _ = urlsplit_safe((value or "").strip())
            if name in ("href", "src", "cite") and name in allowed:
                if scheme and scheme not in SCHEMES:
                    self.removed[f'{name}="{scheme}:…"'] += 1
            elif (name not in allowed and not (tag == "span" and name == "role") and tag != "img") or (
                tag == "img" and name not in allowed | {"width", "height", "loading"}
            ):
                self.removed[f"{name}="] += 1
            elif name == "id" and is_reserved_id(value or ""):
                self.removed[f'id="{value}"'] += 1
            elif name == "class":
                for word in (value or "").split():
                    if not _is_content_class(word) and not word.startswith("language-"):
                        self.removed[f'class="{word}"'] += 1

    handle_startendtag = handle_starttag


def without_control_characters(text: CleanHtml) -> CleanHtml:
    """The same HTML without control characters."""
    return CleanHtml(without_controls(text))


def has_unusual_tags(text: str) -> bool:
    """Whether an HTML fragment may have something that cleaning removes. Faster than `removed_by_cleaning`."""
    found = _INSIDE.findall(text)
    others = set(found) - _PLAIN_TAGS
    return text.count("<") > len(found) or not all(
        _FINE_TAG.fullmatch(tag) and tag.partition(" ")[0] in TAGS for tag in others
    )


def removed_by_cleaning(text: str) -> list[str]:
    """Names of the tags, attributes, classes and kinds of address that cleaning removes, in order."""
    inventory = _Inventory()
    # Python's parser fails at HTML such as `<![x`, which the sanitizer can read; such HTML is removed without a warning.
    with suppress(AssertionError):
        inventory.feed(text)
        inventory.close()
    return list(inventory.removed)
