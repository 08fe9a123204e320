"""Beginnings of sites and of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from edblog.options.schema import schema_text
from edblog.problems import EdblogError, brief
from edblog.scaffold.front_matter_cms import CMS_PATH, front_matter_cms
from edblog.scaffold.writing import quoted, refuse_link, stop, write
from edblog.settings import CONFIG_NAME, read_config
from edblog.settings.editors import SCHEMA_PATH, settings_schema

_OFTEN_THERE = ("README.md", ".gitignore")
"""Files of a new repository that are left as they are."""


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
    toml = "".join(f"{key} = {quoted(value)}\n" for key, value in settings.items())
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
        for problem in stop(f"--{name}", message, help_).problems
    ]
    if wrong:
        raise EdblogError(wrong, 2)
    wanted = _beginning(folder, answers)
    for path, text in wanted.items():
        write(folder / path, text)
    return list(wanted)


def refuse_to_start(folder: Path) -> None:
    """Raises `EdblogError` where a file of a site is there already."""
    _beginning(folder, Answers())


def _beginning(folder: Path, answers: Answers) -> dict[str, str]:
    """The files of a new site that a folder does not have yet, by path."""
    template = dict(_template(files("edblog.scaffold") / "template"))
    ids: dict[str, list[str]] = {}
    for path in template:
        if path.startswith("content/") and path.endswith(".md"):
            ids.setdefault(path.split("/")[1], []).append(Path(path).stem)
    wanted = {path: _filled(path, text, answers) for path, text in template.items()}
    wanted[SCHEMA_PATH] = schema_text(settings_schema())
    wanted[CMS_PATH] = schema_text(front_matter_cms(answers.address, ids))
    for path in _OFTEN_THERE:
        if (folder / path).exists():
            del wanted[path]
    for path in (CONFIG_NAME, *wanted):
        refuse_link(folder, path)
        if (folder / path).exists():
            help_ = "name a new folder: edblog init my-site"
            raise stop(str(folder / path), "this file is there already", help_)
    return wanted


def _filled(path: str, text: str, answers: Answers) -> str:
    """A file of the template with the answers in it."""
    values = {name: quoted(answer) for name, answer in msgspec.structs.asdict(answers).items()}
    values["contact"] = answers.contact
    values["today"] = datetime.now(ZoneInfo(answers.timezone)).date().isoformat()
    # The sample texts are English, also on a site in another language.
    if path.startswith("content/") and answers.language.partition("-")[0].lower() != "en":
        text = text.replace("\n---\n", "\nlang: en\n---\n", 1)
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values.get(found[1], found[0]), text)


def _template(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # Packaging leaves out names that start with a dot.
        name = f".{entry.name.removeprefix('dot-')}" if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            yield from _template(entry, f"{prefix}{name}/")
        elif entry.name != "__init__.py":
            yield prefix + name, entry.read_text(encoding="utf-8")
