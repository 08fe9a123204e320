"""The files of a new site, made from the template, the overlays of its host and target, and the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from edblog.options.schema import schema_text
from edblog.scaffold.answers import Answers
from edblog.scaffold.front_matter_cms import CMS_PATH, front_matter_cms
from edblog.scaffold.repositories import REPOSITORIES
from edblog.scaffold.targets import ANY, TARGETS
from edblog.scaffold.wheel import WHEEL_NAME, wheel
from edblog.scaffold.writing import quoted
from edblog.settings.editors import SCHEMA_PATH, settings_schema

TOOLS = "tools"
"""The folder of what the machines need that check and publish the site."""
SAMPLES = "content/"
"""Where the sample texts are, which a site replaces with its own."""


def beginning(answers: Answers, day: str) -> dict[str, bytes]:
    """The files of a new site by their paths; `day` is the day on which it began, such as `2026-11-30`."""
    template = dict(_texts(_folder("template")))
    ids: dict[str, list[str]] = {}
    for path in template:
        if path.startswith(SAMPLES) and path.endswith(".md"):
            ids.setdefault(path.split("/")[1], []).append(Path(path).stem)
    texts = template | dict(_overlays(answers))
    wanted = {path: _filled(path, text, answers, day) for path, text in texts.items()}
    wanted[SCHEMA_PATH] = schema_text(settings_schema())
    wanted[CMS_PATH] = schema_text(front_matter_cms(answers.base_url, ids))
    return {path: text.encode() for path, text in wanted.items()} | {f"{TOOLS}/{WHEEL_NAME}": wheel()}


def _folder(*names: str) -> Traversable:
    return files("edblog.scaffold").joinpath(*names)


def _overlays(answers: Answers) -> Iterable[tuple[str, str]]:
    """The files that the host of the repository and the target need."""
    repository, target = REPOSITORIES[answers.host], TARGETS[answers.publish]
    names = [answers.host, *(name.format(host=answers.host) for name in target.overlays)]
    for name in names:
        folder = _folder("overlays", name)
        if folder.is_dir():
            yield from _texts(folder)
    for name, path in repository.shared.items():
        yield path, _folder("overlays", "shared", name).read_text(encoding="utf-8")


def _filled(path: str, text: str, answers: Answers, day: str) -> str:
    """A file of the template with the answers in it."""
    values = {name: quoted(answer) for name, answer in msgspec.structs.asdict(answers).items()}
    values |= {"contact": answers.contact, "today": day, "wheel": WHEEL_NAME, "steps": _steps(answers)}
    # The sample texts are English, also on a site in another language.
    if path.startswith(SAMPLES) and answers.language.partition("-")[0].lower() != "en":
        text = text.replace("\n---\n", "\nlang: en\n---\n", 1)
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values.get(found[1], found[0]), text)


def _steps(answers: Answers) -> str:
    """The steps that the host and the target need, as items of a numbered list."""
    repository, target = REPOSITORIES[answers.host], TARGETS[answers.publish]
    steps = (*repository.steps, target.steps.get(answers.host) or target.steps[ANY], *repository.last)
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 4))


def _texts(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # Packaging leaves out names that start with a dot.
        name = f".{entry.name.removeprefix('dot-')}" if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            yield from _texts(entry, f"{prefix}{name}/")
        elif entry.name != "__init__.py":
            yield prefix + name, entry.read_text(encoding="utf-8")
