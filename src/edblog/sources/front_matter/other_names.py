"""What edblog calls the fields of other programs, and what to do about a field that it does not know."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from edblog.comments import SERVICES
from edblog.files.types import draft_name
from edblog.problems import brief, nearest
from edblog.sources.front_matter.foreign import Foreign, foreign, is_about_readers, spelled
from edblog.sources.front_matter.foreign_values import day_of
from edblog.sources.front_matter.parsing import Mapping, Scalar, Value
from edblog.urls import split_date


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Names of other programs, written together and small, each with those of edblog whose lines it is in."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        own, names = line.split(":")
        for name in names.split():
            found[name] = (*found.get(name, ()), own.strip())
    return found


_STORY = _table("""
    topics: tags tag keywords keyword labels label subjects subject categories category taxonomies grade grades
    topics: gradelevel gradelevels gradeband gradebands
    summary: excerpt description desc abstract subtitle lead lede teaser intro deck snippet blurb metadescription seodescription ogdescription
    slug: permalink url path route link basename
    aliases: alias redirectfrom redirects redirect redirectto oldurl oldurls
    title: headline name heading posttitle seotitle metatitle linktitle
    author: writer writers byline by contributor contributors creator creators authorname postedby
    date: day created createdat creationdate dateposted posted timestamp pubdate postdate entrydate dateadded
    updated: lastmod modified modifiedat modifieddate datemodified lastmodified lastmodifiedat lastupdated updatedat updateddate updatedate dateupdated lastedited revised
    image: cover coverimage thumbnail thumb thumbnailurl featuredimage featureimage featuredmedia heroimage hero banner bannerimage headerimage ogimage imageurl picture photo teaserimage socialimage
    image_alt: alt alttext imagealttext imagedescription heroalt coveralt featuredimagealt photoalt picturealt thumbnailalt
    image_caption: caption imagefigcaption figcaption imagecredit
    lang: language locale hreflang
    comments: comment allowcomments commentsenabled enablecomments commentable discussion commentstatus
    pinned: pin sticky ispinned pintop featured isfeatured weight
    feed_id: guid id uuid feedid atomid
""") | dict.fromkeys(SERVICES, ("comments",))
_PAGE = _STORY | _table("""
    order: navorder weight sort sortorder position menuorder
    menu: nav navigation mainmenu navbar
""")
_PERSON = _table("""
    name: title fullname displayname author
    role: title position job jobtitle occupation subject subjects
    school: organization organisation institution affiliation district company employer workplace
    links: website url homepage twitter mastodon bluesky linkedin social socials email link
    photo: avatar picture image headshot portrait
    photo_alt: alt avataralt imagealt picturealt alttext
    lang: language locale
    aliases: alias redirectfrom permalink
""")
_CREDENTIAL = _table("""
    name: title
    issuer: provider organization organisation awardedby awarder creator author
    url: link website homepage permalink
    hashtag: tag tags
    competency: description summary excerpt
    badge: image icon logo picture
    badge_alt: alt imagealt iconalt alttext
    renewal: hours credit credits points ceu ceus pdp pdps
    lang: language locale
    aliases: alias redirectfrom
""")
INTRODUCED = "an author who is introduced in a story"
_TABLES = {
    "a story": _STORY,
    "a page": _PAGE,
    "an author": _PERSON,
    INTRODUCED: _PERSON,
    "a micro-credential": _CREDENTIAL,
}
_BELOW = frozenset(["content", "body", "text", "bio", "biography", "about", "description", "markdown"])
"""Texts that belong below the front matter."""
_NOTHING = frozenset(
    """layout template type kind posttype format toc tableofcontents math mathjax katex mermaid sidebar weight cssclasses cssclass
    published publish status draft drafts hidden visibility private generator version markup outputs output""".split()
)
"""Fields that a site of edblog does not need."""
_PLAIN = re.compile(r"[^a-z0-9]+")


class Advice(NamedTuple):
    """What is wrong with a field that edblog does not know, and what to do."""

    is_error: bool
    code: str
    message: str
    help: str


def advice(key: str, value: Value, path: str, fields: Mapping, own: Collection[str], what: str) -> Advice:
    """What to say of a field that is none of the `own` ones of `what`, such as `a story`."""
    near = meant(key, fields, own, what)
    same = spelled(key, own)
    written = f"write it {'in small letters' if same == key.lower() else 'as'}: {same}"
    if (found := _foreign(key, value, path, fields, what)) is not None:
        code, message, help_ = _harm(found, what)
        if same and isinstance(value, Scalar):
            help_ = f"{written}: {value.text}"
        is_draft = what == "a story" and _is_draft(fields, path)
        return Advice(not is_draft, code, message, help_)
    plain = _plain(key)
    if same:
        help_ = written
    elif near and plain in _TABLES.get(what, {}):
        there = _more(plain, near)
        if near in fields.keys:
            there = ", which is here already: delete this line"
            if near in ("topics", "credentials", "aliases", "links"):
                there = ", which is here already: add what is missing there, and delete this line"
        help_ = f'edblog calls it "{near}"{there}'
    elif near:
        help_ = f'did you mean "{near}"?'
    elif plain in _BELOW:
        help_ = "write it below the closing ---, as the text"
    elif plain in _NOTHING or is_about_readers(key):
        help_ = "delete this line: edblog does not need it"
    else:
        help_ = f"the fields of {what} are: {', '.join(own)}"
    return Advice(False, "unknown-key", f'there is no field "{brief(key)}", so it has no effect', help_)


def _is_draft(fields: Mapping, path: str) -> bool:
    """Whether a story is a draft already, so that nobody else reads it."""
    draft = fields.items.get("draft")
    return bool(draft_name(path)) or (
        isinstance(draft, Scalar) and draft.text.casefold() in ("true", "yes", "on")
    )


def meant(key: str, fields: Mapping, own: Collection[str], what: str) -> str:
    """The field of edblog that was probably meant; empty where nobody can tell."""
    if same := spelled(key, own):
        return same
    plain = _plain(key)
    others = [name for name in _TABLES.get(what, {}).get(plain, ()) if name in own]
    if others:
        return next((name for name in others if name not in fields.keys), others[0])
    return "" if plain in _NOTHING | _BELOW or is_about_readers(key) else nearest(key, own)


def _plain(key: str) -> str:
    return _PLAIN.sub("", key.casefold())


def _more(plain: str, own: str) -> str:
    if own == "topics" and plain.startswith("categor"):
        return ', or "credentials" for the names of micro-credentials'
    if own == "slug":
        return ', with the last part of the address alone, as in slug: my-story; an old address goes into "aliases"'
    return ""


def _foreign(key: str, value: Value, path: str, fields: Mapping, what: str) -> Foreign | None:
    day = _day(fields, path)
    found = foreign(key, value, fields.keys[key], day, has_status=what not in ("a story", "a page"))
    if found is None or found.kind not in ("date", "created", "end"):
        return found
    # Of other files, a date says nothing of whether they are shown; nor do two fields that date a story by themselves.
    if what not in ("a story", "a page") or (
        found.kind == "created" and (what == "a page" or "date" in fields.keys)
    ):
        return None
    return found


def _day(fields: Mapping, path: str) -> str:
    """The day by which edblog dates a story."""
    own = fields.items.get("date")
    if isinstance(own, Scalar) and not own.empty:
        return day_of(own.text)
    *_, folder, name = path.split("/")
    named = split_date(name)[0] or split_date(folder)[0]
    return "{:04}-{:02}-{:02}".format(*named) if named else ""


def _harm(found: Foreign, what: str) -> tuple[str, str, str]:
    """Code, message and help for a field by which another program would keep a file from readers."""
    thing = "author" if what == INTRODUCED else what.partition(" ")[2]
    key = brief(found.key)
    # Only a story can be held back.
    away = "write: draft: true" if thing == "story" else "move this file out of content/"
    if what not in _TABLES or what == INTRODUCED:
        away = f"take the {thing} out"
    delete = "delete this line"
    match found.kind:
        case "draft":
            message = f'this seems to be a draft, but "{key}" does not keep it off the site'
            help_ = f"if it is not ready, {away}; if it is ready, {delete}"
            return "foreign-draft", message, help_
        case "hidden":
            message = f'this {thing} seems to be hidden, but "{key}" does not keep it off the site'
            return "foreign-draft", message, f"if nobody may read it yet, {away}; if everybody may, {delete}"
        case "unlisted":
            message = f'this {thing} seems to be kept out of lists or search engines, but "{key}" has no effect here'
            return "foreign-draft", message, f"if everybody may find it, {delete}; if nobody may, {away}"
        case "protection":
            message = (
                f'this {thing} seems to be protected, but "{key}" has no effect here: everybody could read it'
            )
            return "foreign-protection", message, f"if everybody may read it, {delete}; if not, {away}"
        case "date" | "created":
            message = f'this seems to be the day on which the {thing} appears, but "{key}" has no effect here'
            if thing != "story":
                return "foreign-date", message, f"pages have no date: {delete}, or {away} until that day"
            day = found.day or "2026-01-31"
            return "foreign-date", message, f"write it as: date: {day}, and {delete}"
        case "end":
            message = (
                f'this seems to be the day on which the {thing} is taken down, but "{key}" has no effect here'
            )
            then = "write draft: true or delete the file" if thing == "story" else "delete the file"
            return "foreign-date", message, f"{delete}; on that day, {then}"
