"""Beginnings: a new site, story, author, micro-credential or page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from edblog.files.types import extension
from edblog.options.schema import schema_text
from edblog.pipeline import configure
from edblog.problems import EdblogError, Problem, brief, did_you_mean
from edblog.settings import CONFIG_NAME, read_config
from edblog.settings.editors import SCHEMA_PATH, settings_schema
from edblog.start.within import is_link, link_on_the_way
from edblog.urls import slugify

_OFTEN_THERE = ("README.md", ".gitignore")
"""Files of a new repository that are left as they are."""
_NAME_LIMIT, _NAME_BYTES = 80, 200
"""Characters and bytes of UTF-8 that a title gives to a file name; file systems take 255 bytes."""
_STORY = """Tell colleagues what happened, as you would at the end of a long table.

## What I tried

What did you want to find out, and what did you do on Monday?

## What happened

Say what went wrong, too. Leave out the names of students.

## What you could try

One thing that somebody could do tomorrow.
"""


class Answers(msgspec.Struct, frozen=True):
    """What a new site says of itself; the defaults are placeholders, which a check finds."""

    title: str = "Our Classroom Stories"
    address: str = "https://district.example/stories/"
    language: str = "en"
    timezone: str = "UTC"
    contact: str = "stories@district.example"
    """An email address."""


_SETTINGS = {"title": "title", "address": "base_url", "language": "language", "timezone": "timezone"}
"""The keys of `edblog.toml` that answers go into."""
# Linear: no two neighbors have a character in common.
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def whole_address(text: str) -> str:
    """An address with its `https://`, which few people type."""
    return text if not text or "://" in text else f"https://{text}"


def wrong_answer(name: str, text: str) -> str:
    """What is wrong with an answer, and what to write; empty where nothing is."""
    if name == "contact":
        is_email = _EMAIL.fullmatch(text)
        return (
            ""
            if is_email
            else f'"{brief(text)}" is not an email address; write one such as stories@district.org'
        )
    settings = {"title": "A blog", "base_url": "https://blog.district.org/", _SETTINGS[name]: text}
    toml = "".join(f"{key} = {_quoted(value)}\n" for key, value in settings.items())
    _, problems = read_config(toml)
    return next((f"{p.message}; {p.help}" for p in problems if p.severity == "error"), "")


def time_zone_here() -> str:
    """The time zone of this computer, such as `America/Chicago`; UTC where it does not say."""
    try:
        name = Path("/etc/localtime").readlink().as_posix().partition("zoneinfo/")[2]
    except OSError:
        name = ""
    return name if name and not wrong_answer("timezone", name) else "UTC"


def start_site(folder: Path, answers: Answers = Answers()) -> list[str]:  # noqa: B008 - frozen
    """Writes a small working site into a folder, and returns the paths written.

    Raises `EdblogError` where an answer is wrong, or a file of a site is there already; nothing is overwritten.
    """
    wrong = [
        problem
        for name, text in msgspec.structs.asdict(answers).items()
        if (found := wrong_answer(name, text))
        for message, _, help_ in [found.partition("; ")]
        for problem in _stop(f"--{name}", message, help_, 2).problems
    ]
    if wrong:
        raise EdblogError(wrong, 2)
    wanted = _beginning(folder)
    values = {name: _quoted(text) for name, text in msgspec.structs.asdict(answers).items()}
    values |= {
        "contact": answers.contact,
        "today": datetime.now(ZoneInfo(answers.timezone)).date().isoformat(),
    }
    is_english = answers.language.partition("-")[0].lower() == "en"
    for path, text in wanted.items():
        # The sample texts are English, also on a site in another language.
        own = (
            text
            if is_english or not path.startswith("content/")
            else text.replace("\n---\n", "\nlang: en\n---\n", 1)
        )
        filled = re.sub(r"\{\{(\w+)\}\}", lambda found: values.get(found[1], found[0]), own)
        _write(folder / path, filled)
    return list(wanted)


def refuse_to_start(folder: Path) -> None:
    """Raises `EdblogError` where a file of a site is there already."""
    _beginning(folder)


def _beginning(folder: Path) -> dict[str, str]:
    """The files of a new site that a folder does not have yet, by path."""
    wanted = dict(_template(files("edblog.scaffold") / "template"))
    wanted[SCHEMA_PATH] = schema_text(settings_schema())
    for path in _OFTEN_THERE:
        if (folder / path).exists():
            del wanted[path]
    for path in (CONFIG_NAME, *wanted):
        _refuse_link(folder, path)
        if (folder / path).exists():
            raise _stop(
                str(folder / path), "this file is there already", "name a new folder: edblog init my-site", 2
            )
    return wanted


def _template(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # Packaging leaves out names that start with a dot.
        name = f".{entry.name.removeprefix('dot-')}" if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            yield from _template(entry, f"{prefix}{name}/")
        elif entry.name != "__init__.py":
            yield prefix + name, entry.read_text(encoding="utf-8")


def start_post(
    site: Path,
    title: str,
    authors: Sequence[str],
    credentials: Sequence[str],
    topics: Sequence[str],
    *,
    bundle: bool = False,
    draft: bool = False,
) -> str:
    """Writes the beginning of a story and returns its path; raises `EdblogError` for an id without a file."""
    config, _ = configure(site)
    _check("author", authors, site / "content/authors")
    _check("credential", credentials, site / "content/credentials")
    day = datetime.now(ZoneInfo(config.timezone)).date().isoformat()
    name = f"{day}-{_slug(title)}"
    # Without an id, the story introduces its author, so that a first story needs one file.
    by = f"authors: [{', '.join(authors)}]" if authors else "author: {name: Your Name, school: Your School}"
    fields = [f"title: {_quoted(title)}", f"date: {day}", by]
    fields += [f"credentials: [{', '.join(credentials)}]"] if credentials else []
    fields += [f"topics: [{', '.join(map(_quoted, topics))}]"] if topics else []
    fields += ["draft: true"] if draft else []
    path = f"content/posts/{name}/index.md" if bundle else f"content/posts/{name}.md"
    return _begin(site, path, fields, _STORY)


def start_author(site: Path, name: str) -> tuple[str, str]:
    """Writes the beginning of an author's page; returns its path and the id."""
    configure(site)
    id_ = _slug(name)
    fields = [f"name: {_quoted(name)}", 'role: ""', 'school: ""']
    return _begin(site, f"content/authors/{id_}.md", fields, "Two or three sentences about you.\n"), id_


def start_credential(site: Path, name: str) -> tuple[str, str]:
    """Writes the beginning of a micro-credential's page; returns its path and the id."""
    configure(site)
    id_ = _slug(name)
    fields = [f"name: {_quoted(name)}", 'issuer: "Who awards it"', 'url: ""', 'hashtag: ""', 'competency: ""']
    return _begin(
        site, f"content/credentials/{id_}.md", fields, "What it asks of you, in your own words.\n"
    ), id_


def start_page(site: Path, title: str) -> str:
    """Writes the beginning of a page and returns its path; raises `EdblogError` for an address of edblog's own."""
    from edblog.catalog.checks import RESERVED

    configure(site)
    slug = _slug(title)
    if slug in RESERVED:
        raise _stop(title, f'the address "/{slug}/" belongs to edblog itself', "choose another title", 2)
    return _begin(
        site, f"content/pages/{slug}.md", [f"title: {_quoted(title)}", "menu: footer"], "Write here.\n"
    )


def _begin(site: Path, path: str, fields: Iterable[str], text: str) -> str:
    _refuse_link(site, path)
    if (site / path).exists():
        raise _stop(
            path, "this file is there already", "choose another title, or go on writing in that file", 2
        )
    _write(site / path, "---\n" + "\n".join(fields) + f"\n---\n\n{text}")
    return path


def _refuse_link(site: Path, path: str) -> None:
    """Raises `EdblogError` where a file would be written to another place than its path says."""
    if link := link_on_the_way(site, path):
        message = "this is a link to another place on the computer, so nothing is written there"
        raise _stop(link, message, "delete the link, and put the file or folder itself here", 2)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _check(what: str, ids: Iterable[str], folder: Path) -> None:
    linked = is_link(folder) or is_link(folder.parent)
    known = [] if linked else sorted(p.stem for p in folder.glob("*") if extension(p.name) == ".md")
    name = "micro-credential" if what == "credential" else what
    another = f'To start another: edblog new {what} "A Name"'
    if what == "author":
        another += "; or leave --author out, and introduce the person in the story"
    there_is = f"there is: {', '.join(known)}." if known else "there is none yet."
    problems = [
        Problem(
            f"content/{folder.name}/",
            "error",
            f"unknown-{what}",
            f'there is no {name} "{id_}"',
            f"{did_you_mean(id_, known) or there_is} {another}",
            line=1,
            column=1,
        )
        for id_ in ids
        if id_ not in known
    ]
    if problems:
        raise EdblogError(problems, 2)


def _slug(title: str) -> str:
    """A file name made from a title; a long one ends with a whole word where it has words."""
    slug = slugify(title)
    if not slug:
        raise _stop(title, "no file name can be made from this title", "use at least one letter or digit", 2)
    short = slug[:_NAME_LIMIT].encode()[:_NAME_BYTES].decode(errors="ignore")
    if short != slug and not slug.startswith(f"{short}-"):
        short = short.rpartition("-")[0] or short
    return slugify(short)


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar: the same escapes as in JSON."""
    return json.dumps(text, ensure_ascii=False)


def _stop(path: str, message: str, help_: str, exit_code: int) -> EdblogError:
    return EdblogError([Problem(path, "error", "not-started", message, help_, line=1, column=1)], exit_code)
