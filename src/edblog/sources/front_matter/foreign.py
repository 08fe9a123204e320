"""Recognizes fields of other programs that hide, protect or date a story, so that it is not published by mistake.

A story that is hidden in Jekyll, Hugo, WordPress, Ghost, Eleventy, Astro, Hexo, Pelican, Zola, Nikola, MkDocs, Docusaurus, Obsidian
or an editor such as Decap must not become public only because the field has another name in edblog. So a field's name is split
into words, in any spelling (`publishDate`, `publish_date`, `PUBLISH-DATE`), and these are looked up in the lists below. The value
counts as well: `published: false` hides a story, and `published: true` does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from edblog.sources.front_matter.foreign_values import Meaning, day_of, is_level_of_support, meaning_of
from edblog.sources.front_matter.parsing import Mapping, Value

Kind = Literal["draft", "hidden", "unlisted", "protection", "date", "created", "end"]
"""The effect of a field: hold a story back as a draft, hide it, keep it out of lists, protect it, date it (`created`: only if no
other field does), or take it down (`end`)."""

_DRAFT = frozenset(
    """draft drafts drafted drafting wip unpublished unfinished incomplete borrador brouillon entwurf rascunho""".split()
)
_HIDE = frozenset(
    """hidden hide private unlisted unlist nolist noindex noarchive nofeed nosearch nositemap exclude excluded excludes ignore
    ignored skip internal confidential secret disabled disable archived trashed trash deleted inactive invisible delisted headless
    suppress suppressed withhold withheld hold held offline unapproved oculto privado""".split()
)
_SHOW = frozenset(
    """published publish publishing public visible online listed list live ready render index indexed indexable show shown display enabled
    enable active searchable released approved sitemap search feed rss publicado publicada""".split()
)
_SURE = _DRAFT | frozenset(["private", "unlisted", "noindex", "published", "publish", "unpublished"])
"""Words that are about the whole story next to any other words. Other words are about a part of the page if an unknown word is
next to them (`show_toc`)."""
_NOT = frozenset(["no", "not", "non", "dont", "never", "un", "without"])
_STATUS = frozenset(["status", "visibility"])
_STAGE = frozenset(
    "state stage phase workflow robots googlebot lifecycle permission permissions sharing viewers".split()
)
_PROTECT = frozenset(
    """password passwd passwort passcode passphrase protected protect protection paywall paywalled restricted restrict encrypted
    encrypt locked contrasena contraseña""".split()
)
_LEVEL = frozenset(["access", "tier", "tiers", "restriction", "restrictions", "membership", "audience"])
_TIERS = frozenset(["tier", "tiers"])
_MEMBERS = frozenset(
    """members member subscribers subscriber premium paid gated lock login auth authentication authenticated staff roles users
    groups""".split()
)
_ONLY = frozenset(["only", "required", "require", "requires", "needed", "allowed", "allow"])
_APPEARS = frozenset(
    """publish published publishing pub publication release released live launch launched embargo embargoed schedule scheduled
    available appear appears valid golive""".split()
)
_ALWAYS_A_DATE = frozenset(["embargo", "embargoed", "scheduled", "golive"])
_ENDS = frozenset(
    """expire expires expired expiry expiration unpublish remove removal delete takedown sunset archive hide offline""".split()
)
_ALWAYS_AN_END = frozenset(
    ["expire", "expires", "expired", "expiry", "expiration", "unpublish", "takedown", "sunset"]
)
_CREATED = frozenset(["created", "creation", "written", "timestamp", "datetime"])
_WHEN = frozenset(
    ["date", "datetime", "at", "on", "time", "day", "when", "from", "after", "starting", "since", "timestamp"]
)
_UNTIL = frozenset(["until", "till", "before", "through", "thru"])
_LISTS = frozenset(
    """home homepage frontpage front list lists listing listings feed feeds rss search index sitemap nav menu archive archives
    collection collections robots engines everyone all blog""".split()
)
_PARTS = frozenset(["nav", "menu", "meta"])
"""Parts of a page: a field that hides them does not hide the story, unless it hides it `from` them."""
_VERBS = frozenset("hide hold exclude excludes ignore skip suppress disable show display enable".split())
"""Verbs whose object may be in the value: `hide: [toc]`."""
_LISTING = _LISTS | frozenset(
    "noindex unlisted unlist delisted nolist listed indexed indexable searchable".split()
)
_NEUTRAL = frozenset(
    """is be to the a an this of in on at from for my as page post posts story stories article entry item content site
    web website it go take down first date time wp wordpress hugo jekyll ghost eleventy astro hexo pelican dg obsidian seo meta
    params extra build data yoast has make set mode flag value only do default""".split()
)
_WORDS = frozenset().union(
    _DRAFT, _HIDE, _SHOW, _NOT, _STATUS, _STAGE, _PROTECT, _LEVEL, _MEMBERS, _ONLY, _APPEARS, _ENDS, _CREATED, _WHEN, _UNTIL,
    _LISTS, _NEUTRAL,
)  # fmt: skip
_ABOUT_READERS = frozenset().union(
    _DRAFT, _HIDE, _SHOW, _STATUS, _STAGE, _PROTECT, _LEVEL, _MEMBERS, _APPEARS, _ENDS, _CREATED
)
_LONGEST = max(map(len, _WORDS))
_LEVELS = _LEVEL | frozenset("level levels control right rights role roles group groups".split())
# Linear: each alternative is one run of a class of characters.
_PIECES = re.compile(r"[A-Z]?[a-zß-öø-ÿ]+|[A-Z]+(?![a-z])|\d+")
_MISSPELT = tuple(
    """draft drafts isdraft published publish unpublished hidden private unlisted noindex password protected visibility status
    expires expirydate publishdate pubdate embargo scheduled membersonly exclude""".split()
)


class Foreign(NamedTuple):
    """The effect of a field in another program."""

    kind: Kind
    key: str
    """The field's name, after the names of the groups that it is in: `seo.noindex`."""
    place: tuple[int, int]
    """Line and column of the key."""
    day: str = ""
    """The day in its value, such as `2027-01-31`; empty if there is none that can be read."""


def foreign(
    key: str, value: Value, place: tuple[int, int], day: str, *, has_status: bool = False
) -> Foreign | None:
    """The effect of an unknown field in another program; None if it would not keep the story from readers or date it.

    `day` is the story's date in edblog, such as `2026-01-31`; a field with the same day has no effect. An unknown status counts as
    hidden, but not with `has_status`: it may be the status of the thing described, such as a book that is out of print.
    """
    return _found((key,), value, place, day, has_status)


def is_about_readers(key: str) -> bool:
    """Whether a field's name may be about who can read a text, or when."""
    return not _ABOUT_READERS.isdisjoint(words_of(key))


def _found(
    keys: tuple[str, ...], value: Value, place: tuple[int, int], day: str, has_status: bool
) -> Foreign | None:
    if isinstance(value, Mapping):
        inner = (
            _found((*keys, key), below, value.keys[key], day, has_status)
            for key, below in value.items.items()
        )
        return next(filter(None, inner), None) if len(keys) < 4 else None
    meaning, text = meaning_of(value)
    # A name inside a group such as `seo` may be clear only together with the group's name.
    words = frozenset(word for key in keys for word in words_of(key))
    if has_status and words & (_STATUS | _STAGE) and meaning == "other":
        return None
    if words & _TIERS and is_level_of_support(value):
        return None
    kind = _kind(words, meaning) or (_misspelt(keys[-1], meaning) if len(keys) == 1 else None)
    if kind is None:
        return None
    named = day_of(text)
    if kind in ("date", "created") and named and named == day:
        return None
    return Foreign(kind, ".".join(keys), place, named)


def _kind(words: frozenset[str], meaning: Meaning) -> Kind | None:
    """The effect of a field whose name has these words, with a value of this meaning; None for none."""
    if words == {"permalink"} and meaning == "no":
        return "hidden"
    if (kind := _dated(words, meaning)) is not None:
        return kind if meaning not in ("no", "empty") else None
    if words == {"audience"}:
        # `audience` mostly names the people whom a story is written for, not those who may read it.
        return "protection" if meaning == "hidden" else None
    if words & _PROTECT or (words & _MEMBERS and (words & _ONLY or meaning == "yes")):
        return "protection" if meaning not in ("no", "empty", "shown") else None
    if (words & _LEVEL and words <= _LEVELS | _NEUTRAL) or ("visible" in words and "to" in words):
        is_open = meaning in ("no", "empty", "shown") or (meaning == "yes" and words.isdisjoint(_TIERS))
        return None if is_open else "protection"
    return _hidden(words, meaning)


def _dated(words: frozenset[str], meaning: Meaning) -> Kind | None:
    if meaning == "date" and (
        (words & _UNTIL and words & (_DRAFT | _HIDE))
        or (words & _SHOW and words & {"from", "after", "starting"})
    ):
        return "date"
    if words & _ALWAYS_AN_END or (
        words & _UNTIL and words & (_APPEARS | _ENDS | _SHOW) - _ALWAYS_A_DATE - {"hide"}
    ):
        return "end" if meaning != "yes" or not words & {"unpublish", "expired"} else "hidden"
    if words & _ENDS and words & _WHEN - {"from"} and words <= _ENDS | _WHEN | _NEUTRAL:
        return "end" if meaning not in ("yes", "no", "list") else None
    if words & _ALWAYS_A_DATE:
        return "date"
    if words & _APPEARS and words & _WHEN and (meaning == "date" or words <= _APPEARS | _WHEN | _NEUTRAL):
        return "date"
    if words & _APPEARS and meaning == "date":
        return "date"
    if words & _CREATED and words <= _CREATED | _WHEN | _NEUTRAL and meaning == "date":
        return "created"
    # Only the spelling differs from edblog's own field: `Date`.
    return "created" if words == {"date"} else None


def _hidden(words: frozenset[str], meaning: Meaning) -> Kind | None:
    if words & (_STATUS | _STAGE):
        strict = bool(words & _STATUS) and words <= _STATUS | _NEUTRAL | _APPEARS
        hides = meaning in ("hidden", "no") or (strict and meaning not in ("yes", "shown", "empty"))
        if hides and not words & _NOT:
            if "robots" in words or "googlebot" in words:
                return "unlisted"
            return "hidden" if "visibility" in words else "draft"
        words -= _STATUS | _STAGE
    if words & {"school", "schools"}:
        return None
    hiding, showing = words & (_DRAFT | _HIDE), words & _SHOW
    if not hiding and not showing:
        return None
    others = words - _DRAFT - _HIDE - _SHOW - _NOT - _LISTS - _LEVELS - (_NEUTRAL - {"date", "time"})
    is_part = bool(words & _PARTS) and not words & {"from", "in"} and not words & {"exclude", "excluded"}
    # Words such as `hide` and `show` may be about a part of the page.
    if (others or is_part) and not words & _SURE:
        return None
    is_hidden = bool(hiding) != bool(words & _NOT)
    clear = "yes" if is_hidden else "no"
    harmless: set[Meaning] = {"no", "shown", "list"} if is_hidden else {"yes", "shown", "list"}
    # `published_in: The Gazette` names where a story first appeared.
    unclear = meaning not in harmless and not (meaning == "other" and "in" in words)
    if meaning in (clear, "hidden") or (unclear and not others and words & _SURE):
        kind: Kind = (
            "draft"
            if words & (_DRAFT | {"published", "publish", "publishing", "ready", "approved"})
            else "hidden"
        )
        return "unlisted" if words & _LISTING else kind
    if is_hidden and not others and meaning in ("other", "date") and not words & _VERBS:
        return "hidden"
    return None


def _misspelt(key: str, meaning: Meaning) -> Kind | None:
    """The effect of a field whose name is nearly one of `_MISSPELT`, if the value leaves no doubt; else None."""
    plain = "".join(_PIECES.findall(key)).lower()
    if len(plain) < 4 or _WORDS.issuperset(words_of(key)):
        return None
    for word in _MISSPELT:
        if plain != word and OSA.distance(plain, word, score_cutoff=2) <= (1 if len(word) < 8 else 2):
            words = frozenset(words_of(word))
            kind = _kind(words, meaning)
            sure = {"hidden"} if words & _STATUS else {"yes", "no", "date", "hidden"}
            return kind if meaning in sure or word == "password" else None
    return None


@lru_cache(maxsize=1024)
def words_of(key: str) -> tuple[str, ...]:
    """The words in a field name, in lowercase. A name written as one word is split if it consists of known words.

    >>> words_of("publishDate"), words_of("isdraft")
    (('publish', 'date'), ('is', 'draft'))
    """
    pieces = tuple(piece.lower() for piece in _PIECES.findall(unicodedata.normalize("NFKC", key[:100])))
    together = "".join(pieces)
    return _split(together) or tuple(word for piece in pieces for word in _split(piece) or (piece,))


def _split(text: str) -> tuple[str, ...]:
    """The text split into the smallest number of known words; empty if it does not consist of known words."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is not None and text[start:end] in _WORDS:
                row = (*before, text[start:end])
                now = best[end]
                if now is None or len(row) < len(now):
                    best[end] = row
    return best[len(text)] or ()


def spelled(key: str, own: Iterable[str]) -> str:
    """The name in `own` that differs from `key` only in spelling, as in `Topics`, `image-alt` or `imageAlt`; empty for none."""
    plain = "".join(_PIECES.findall(key)).lower()
    return next((name for name in own if name.replace("_", "") == plain), "")
