"""Marks the first use of each explained word in the HTML of a text.

A word is left alone within links, headings, code, abbreviations that the writer explains, parts in another language, and names such as
*Sample IEP Network*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape

from edblog.views import Explained
from edblog.web.markup import CleanHtml, SafeHtml

# A tag in the sanitizer's output. Linear: the next character decides how it goes on, and nothing is given back.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*+)((?:[^"<>]++|"[^"]*+")*+)>')
_LEFT_ALONE = frozenset(
    "a abbr cite code del dfn h1 h2 h3 h4 h5 h6 kbd math pre ruby samp sub summary sup svg th var".split()
)
_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
_SPACES = r"(?:\s|&nbsp;)+"
# The word before and after an explained one. Linear: each looks at one word, and the first is tried at one place alone.
_BEFORE = re.compile(r"([^\W\d_][\w'’-]{0,40})[ \u00a0\n]\Z")
_AFTER = re.compile(r"[ \u00a0\n]([^\W\d_][\w'’-]{0,40})")
_START = re.compile(r"(?:\A|[.!?:;…(\[“\"¿¡]\s*|[—–]\s*)\Z")
_WINDOW = 44
"""Characters before a word in which the one before it is sought."""


def marked(
    html: CleanHtml, words: Iterable[Explained], mark: Callable[[Explained, str], SafeHtml]
) -> tuple[CleanHtml, tuple[Explained, ...]]:
    """The HTML with `mark(word, written)` at the first use of each word, and the words that it has, in the order of the text."""
    pattern, by_form = _pattern(words)
    count = len({word.id for word in by_form.values()})
    found: dict[str, Explained] = {}
    pieces: list[str] = []
    done = 0
    for start, end in _plain_parts(html):
        text = html[start:end]
        for use in pattern.finditer(text):
            word = by_form[_key(use[0])]
            if word.id in found or _is_in_name(text, use):
                continue
            found[word.id] = word
            pieces += (html[done : start + use.start()], mark(word, unescape(use[0])).html)
            done = start + use.end()
        if len(found) == count:
            break
    return CleanHtml("".join((*pieces, html[done:]))), tuple(found.values())


def _pattern(words: Iterable[Explained]) -> tuple[re.Pattern[str], dict[str, Explained]]:
    """A pattern for all forms of the words, the longest first, and the word of each form."""
    by_form: dict[str, Explained] = {}
    for word in words:
        for form in word.forms:
            by_form.setdefault(_key(escape(form, quote=False)), word)
            by_form.setdefault(_key(_capitalized(escape(form, quote=False))), word)
    forms = sorted(by_form, key=lambda form: (-len(form), form))
    # Linear in the text: each form is a fixed text, but for its spaces, which no other part can match.
    either = "|".join(
        _SPACES.join(map(re.escape, form.replace("’", "'").split())).replace("'", "['’]") for form in forms
    )
    return re.compile(rf"(?<![\w&-])(?:{either})(?![\w-])"), by_form


def _key(form: str) -> str:
    return " ".join(form.replace("’", "'").replace("&nbsp;", " ").split())


def _capitalized(form: str) -> str:
    """The form at the beginning of a sentence."""
    return form[:1].upper() + form[1:]


def _plain_parts(html: str) -> Iterator[tuple[int, int]]:
    """The start and end of each piece of text in which words may be marked."""
    depth = closed = done = 0
    for tag in _TAG.finditer(html):
        if not closed and tag.start() > done:
            yield done, tag.start()
        done = tag.end()
        if tag[2] in _VOID:
            continue
        if tag[1]:
            depth -= 1
            if depth < closed:
                closed = 0
        else:
            depth += 1
            if not closed and (tag[2] in _LEFT_ALONE or ' lang="' in tag[3] or 'class="footnote' in tag[3]):
                closed = depth
    if not closed and done < len(html):
        yield done, len(html)


def _is_in_name(text: str, use: re.Match[str]) -> bool:
    """Whether a word seems to be part of a name, because the one before or after it has a capital letter and is not the first of a sentence."""
    if (after := _AFTER.match(text, use.end())) and _is_capitalized(after[1]):
        return True
    head = text[max(0, use.start() - _WINDOW) : use.start()]
    before = _BEFORE.search(head)
    return before is not None and _is_capitalized(before[1]) and _START.search(head[: before.start()]) is None


def _is_capitalized(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()
