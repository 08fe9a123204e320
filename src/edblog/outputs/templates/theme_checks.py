"""Checks a site's own themes for mistakes that rendering does not notice: blocks that the parent lacks, which Jinja ignores, and
what the page's Content Security Policy blocks. Templates and stylesheets are only searched as text, so a warning can be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser

import msgspec

from edblog.model import FALLBACK_LANGUAGE, Theme
from edblog.outputs.templates.references import references
from edblog.outputs.templates.tags import Tag, html_of, tags
from edblog.outputs.templates.texts import Texts, no_such_text
from edblog.problems import Problem, brief, did_you_mean
from edblog.problems.places import line_and_column

REDIRECT = "redirect.html"
"""The only template whose pages show no content, and so need no policy."""
OWN = "themes/"
"""Start of the paths of the site's own themes. Bundled themes are not checked: edblog's tests do that."""
# Linear: no two alternatives start with the same character.
_OTHER_HOST = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_LOADED_BY_CSS = re.compile(r"(?:@import\s*[\"']|url\(\s*[\"']?)\s*(?:https?:)?//[^\s\"')]*", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NAME = re.compile(r"\w+")
_PARENT = re.compile(r"(?:\"([^\"\\]*)\"|'([^'\\]*)')\s*[-+]?")
_CALL_OF_T = re.compile(r"(?<![\w.])t\(\s*(?:\"([^\"\\]*)\"|'([^'\\]*)')\s*[,)]")
_HEAD = re.compile(r"<head[\s>]", re.IGNORECASE)
_IN_STATIC = "put it into a file in static/"
_STYLES = f"{_IN_STATIC} that theme.toml lists in stylesheets, and give the element a class"
_DOWNLOAD = "if you may use the file, download it to static/ and get its address from site.assets"
_SCRIPTS = frozenset(
    ["", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"]
)
"""Types of `script` elements that a browser runs or follows; all others are data."""
_LOADS = {
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    **dict.fromkeys(("audio", "track", "input"), ("src",)),
    "video": ("src", "poster"),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
"""Attributes that make a browser load something, by element."""
_POLICY = "because the page's security policy"
_FRAMES = frozenset(["iframe", "frame", "object", "embed"])
_NO_FRAME = "link to the page instead; in stories, edblog makes players that load when the reader clicks"
_BLOCKED = {
    "style": (f"browsers ignore this style element, {_POLICY} does not allow it", _STYLES),
    "form": (
        f"browsers do not send this form, {_POLICY} does not allow it",
        "link to a page that has the form",
    ),
    "base": (
        f"browsers ignore this base element, {_POLICY} does not allow it",
        "delete it, and write addresses in full",
    ),
    **{
        tag: (f"browsers leave this {tag} empty, {_POLICY} does not allow it", _NO_FRAME)
        for tag in sorted(_FRAMES)
    },
}
"""The message and the help for each element that no page may have."""
_EVENT = re.compile(r"on[a-z]+")
_LINKS = frozenset("stylesheet icon apple-touch-icon preload modulepreload prefetch manifest".split())
"""Relations of `link` elements that make a browser load something."""


def checked(
    theme: Theme, pages: Iterable[str], language: str, read: Callable[[str], str]
) -> Iterator[Problem]:
    """Warnings about `theme` and the themes that it extends, as far as they are the site's own.

    `pages` are the names of the templates of the site's pages; `read` returns the text of a static file.
    """
    own = {path: name for name, path in theme.paths.items() if path.startswith(OWN) and _layer(name, theme)}
    for path, name in sorted(own.items()):
        source = theme.templates[name]
        yield from _blocks(path, name, source, theme)
        yield from _blocked(path, source)
    yield from _without_policy(theme, pages)
    for file in theme.static.values():
        inside = file.source.removeprefix("theme:")
        if file.is_own and inside.endswith(".css"):
            yield from _loaded(f"{OWN}{inside}", read(file.source))
    yield from _not_translated(theme, language)


def _layer(name: str, theme: Theme) -> bool:
    """Whether a template's name starts with its theme's. Each has two names, `post.html` and `THEME/post.html`."""
    return name.partition("/")[0] in theme.chain


def _warning(path: str, source: str, at: int, code: str, message: str, help_: str) -> Problem:
    line, column = line_and_column(source, at)
    excerpt = source.split("\n")[line - 1].rstrip("\r")
    return Problem(path, "warning", code, message, help_, line=line, column=column, excerpt=excerpt)


# Blocks


def _blocks(path: str, name: str, source: str, theme: Theme) -> Iterator[Problem]:
    """Warnings about blocks that no parent template has, and about text outside of all blocks."""
    parent = _parent(source)
    if parent is None:
        return
    known = _blocks_above(parent, theme, {name})
    has_text_said = False
    open_: list[str] = []
    at = 0
    for tag in (*tags(source), Tag(len(source), len(source), "#", "", "")):
        text = source[at : tag.start]
        at = tag.end
        if not open_ and not has_text_said and (text.strip() or tag.kind == "{"):
            has_text_said = True
            start = tag.start if not text.strip() else tag.start - len(text.lstrip())
            message = "this is never shown: a template that extends another may only contain blocks"
            help_ = (
                f"put it into a block: {', '.join(sorted(known)[:12])}" if known else "put it into a block"
            )
            yield _warning(path, source, start, "unseen-template-text", message, help_)
        if tag.kind != "%":
            continue
        if tag.word == "block" and (found := _NAME.match(tag.rest)):
            if not open_ and known and found[0] not in known:
                where = source.index(found[0], tag.start + len("{% block"))
                message = f'"{parent}" has no block "{found[0]}", so this is never shown'
                help_ = did_you_mean(found[0], known) or f"its blocks are: {', '.join(sorted(known))}"
                yield _warning(path, source, where, "unknown-block", message, help_)
            open_.append("endblock")
        elif tag.word in ("macro", "call", "filter") or (tag.word == "set" and "=" not in tag.rest):
            open_.append(f"end{tag.word}")
        elif open_ and tag.word == open_[-1]:
            open_.pop()


@lru_cache(maxsize=512)
def _parent(source: str) -> str | None:
    """The name of the template that this one extends; None if it extends none or the name is computed."""
    for tag in tags(source):
        if tag.kind == "%" and tag.word == "extends":
            found = _PARENT.fullmatch(tag.rest)
            return (found[1] or found[2]) if found else None
    return None


def _blocks_above(name: str, theme: Theme, seen: set[str]) -> set[str]:
    """The names of the blocks of a template and its parents; none if one of these templates is not known."""
    source = theme.templates.get(name)
    if source is None or name in seen:
        return set()
    own = {
        found[0]
        for tag in tags(source)
        if tag.kind == "%" and tag.word == "block" and (found := _NAME.match(tag.rest))
    }
    if not any(tag.word == "extends" for tag in tags(source)):
        return own
    parent = _parent(source)
    above = _blocks_above(parent, theme, {*seen, name}) if parent else set()
    return own | above if above else set()


# The policy


class _Reader(HTMLParser):
    """Finds elements and attributes that a page's policy blocks: the place of the tag, the attribute, message and help."""

    def __init__(self, source: str, *, is_email: bool) -> None:
        super().__init__()
        self._is_email = is_email  # Programs for email read only styles in attributes.
        self.found: list[tuple[tuple[int, int], str, str, str]] = []
        self._waiting = 0
        self._may_script = any(
            name in source for name in ("page.waits", "page.script", "site.share", "site.search")
        )
        self._may_send = "site.search" in source
        self.feed(html_of(source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Checks a start tag and its attributes."""
        given = {name: (value or "").strip() for name, value in attrs}
        self._waiting += tag == "template"
        if tag == "script":
            self._script(given)
        elif (
            tag in _BLOCKED
            and not (self._waiting and tag in _FRAMES)
            and not (self._may_send and tag == "form")
            and given.get("method", "").lower() != "dialog"
        ):
            self._add("", *_BLOCKED[tag])
        for name, address in given.items():
            self._attribute(name)
            is_link = (
                tag == "link" and name == "href" and _LINKS.intersection(given.get("rel", "").lower().split())
            )
            if is_link or name in _LOADS.get(tag, ()):
                self._load(name, address)
            elif name == "href" and address.lower().startswith("javascript:"):
                message = f"browsers do not follow this link, {_POLICY} does not allow scripts in links"
                self._add(name, message, "link to a page")

    def _attribute(self, name: str) -> None:
        if name == "style" and not self._is_email:
            message = f"browsers ignore this style attribute, {_POLICY} does not allow it"
            self._add(name, message, _STYLES)
        elif _EVENT.fullmatch(name):
            message = f'browsers do not run "{name}", {_POLICY} does not allow scripts in attributes'
            self._add(name, message, "delete it; pages must work without scripts")

    def handle_endtag(self, tag: str) -> None:
        """Follows the end of `template` elements, whose content loads only after a click."""
        if tag == "template":
            self._waiting = max(0, self._waiting - 1)

    def _script(self, given: Mapping[str, str]) -> None:
        if given.get("type", "").lower() not in _SCRIPTS or self._waiting:
            return
        if "src" not in given:
            self._add(
                "",
                f"browsers do not run this script, {_POLICY} allows only script files",
                f"{_IN_STATIC}, or delete it",
            )
        elif _OTHER_HOST.match(given["src"]):
            self._load("src", given["src"])
        elif not self._may_script:
            self._add(
                "src",
                "browsers run scripts only on pages where something waits for a click",
                "write {% if page.waits %} before it and {% endif %} after it",
            )

    def _load(self, name: str, address: str) -> None:
        if any(_OTHER_HOST.match(part) for part in address.split(",")):
            shown = brief(address)
            self._add(
                name,
                f'browsers do not load "{shown}", {_POLICY} does not allow other hosts',
                _DOWNLOAD,
            )

    def _add(self, word: str, message: str, help_: str) -> None:
        self.found.append((self.getpos(), word, message, help_))


def _blocked(path: str, source: str) -> Iterator[Problem]:
    """Warnings about elements and attributes of a template that readers' browsers will block."""
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    for (line, column), word, message, help_ in _Reader(source, is_email="templates/emails/" in path).found:
        at = starts[line - 1] + column
        if word and (found := re.compile(rf"\s{re.escape(word)}\b", re.IGNORECASE).search(source, at)):
            at = found.start() + 1
        yield _warning(path, source, at, "blocked-by-policy", message, help_)


def _without_policy(theme: Theme, pages: Iterable[str]) -> Iterator[Problem]:
    """Warnings about page templates that no Content Security Policy is written in."""
    said: set[str] = set()
    for page in sorted(set(pages) - {REDIRECT}):
        chain = [page]
        while (parent := _parent(theme.templates.get(chain[-1], ""))) and parent not in chain:
            chain.append(parent)
        frame = chain[-1]
        path = theme.paths.get(frame, "")
        if not path.startswith(OWN) or path in said:
            continue
        if not any(_says_policy(theme.templates[name]) for name in _reached(chain, theme)):
            said.add(path)
            source = theme.templates[frame]
            head = _HEAD.search(source)
            message = (
                "pages from this template have no Content Security Policy, which stops strangers' scripts"
            )
            help_ = (
                'write below <head>: <meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">'
            )
            yield _warning(path, source, head.start() if head else 0, "missing-policy", message, help_)


def _says_policy(source: str) -> bool:
    return any(tag.kind != "#" and "page.policy" in source[tag.start : tag.end] for tag in tags(source))


def _reached(names: Iterable[str], theme: Theme) -> set[str]:
    """The names of these templates and of all that they extend, include or import, as far as they exist."""
    reached: set[str] = set()
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in theme.templates:
            continue
        reached.add(name)
        waiting += filter(None, references(theme.templates[name]))
    return reached


def _loaded(path: str, css: str) -> Iterator[Problem]:
    """Warnings about files that a stylesheet would load from other hosts."""
    plain = _CSS_COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    for found in _LOADED_BY_CSS.finditer(plain):
        message = "browsers do not load this, because the security policy of pages does not allow other hosts"
        help_ = "if you may use the file, download it to static/ and write its path relative to this file"
        yield _warning(path, css, found.start(), "blocked-by-policy", message, help_)


# Words


def _not_translated(theme: Theme, language: str) -> Iterator[Problem]:
    """A notice of the texts that a theme's translation lacks; pages show these in English."""
    path = next(filter(None, map(theme.translated.get, _tags(language))), "")
    if not path.startswith(OWN) or FALLBACK_LANGUAGE in _tags(language):
        return
    everything, own = theme.phrases(FALLBACK_LANGUAGE), theme.phrases(language)
    missing = [key for key in everything if key not in own and not key.startswith("formats.")]
    if missing:
        are = "text is" if len(missing) == 1 else "texts are"
        message = f"{len(missing)} {are} not in this language, so pages show them in English"
        yield Problem(path, "notice", "untranslated", message, f"add: {', '.join(missing)}", line=1, column=1)


def _tags(language: str) -> list[str]:
    parts = language.lower().split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


def missing_texts(theme: Theme, texts: Texts, templates: Collection[str]) -> Iterator[Problem]:
    """An error for each text that these templates, or templates that they use, ask for and no translation has."""
    for name in sorted(_reached(templates, theme)):
        source = theme.templates[name]
        for tag in tags(source):
            if tag.kind == "#":
                continue
            for found in _CALL_OF_T.finditer(source, tag.start, tag.end):
                key = found[1] or found[2] or ""
                if key not in texts.phrases:
                    message, help_ = no_such_text(key, texts.phrases)
                    at = found.start(1) if found[1] is not None else found.start(2)
                    problem = _warning(
                        theme.paths[name], source, at - 1, "missing-translation", message, help_
                    )
                    yield msgspec.structs.replace(problem, severity="error")
