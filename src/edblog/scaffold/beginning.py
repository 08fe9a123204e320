"""Makes the files of a new site from the template, the overlays of its host and target, and the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
from edblog.services.hosts import HOSTS, guess
from edblog.settings.editors import SCHEMA_PATH, settings_schema

TOOLS = "tools"
"""The folder of files for the machines that check and publish the site."""
SAMPLES = "content/"
"""The folder of the sample texts, which a site replaces with its own."""


def beginning(answers: Answers, day: str, repository: str = "") -> dict[str, bytes]:
    """The files of a new site by path.

    `day` is the day of its start, such as `2026-11-30`, and `repository` the web address of its repository; empty if it is not known.
    """
    template = dict(_texts(_folder("template")))
    ids: dict[str, list[str]] = {}
    for path in template:
        if path.startswith(SAMPLES) and path.endswith(".md"):
            ids.setdefault(path.split("/")[1], []).append(Path(path).stem)
    texts = template | dict(_overlays(answers))
    values = _values(answers, day, repository)
    wanted = {path: _filled(path, text, answers, values) for path, text in texts.items()}
    wanted[SCHEMA_PATH] = schema_text(settings_schema())
    wanted[CMS_PATH] = schema_text(front_matter_cms(answers.base_url, ids))
    return {path: text.encode() for path, text in wanted.items()} | {f"{TOOLS}/{WHEEL_NAME}": wheel()}


def _folder(*names: str) -> Traversable:
    return files("edblog.scaffold").joinpath(*names)


def _overlays(answers: Answers) -> Iterable[tuple[str, str]]:
    """The files for the repository's host and the target, by path."""
    repository, target = REPOSITORIES[answers.host], TARGETS[answers.publish]
    names = [answers.host, *(name.format(host=answers.host) for name in target.overlays)]
    for name in names:
        folder = _folder("overlays", name)
        if folder.is_dir():
            yield from _texts(folder)
    for name, path in repository.shared.items():
        yield path, _folder("overlays", "shared", name).read_text(encoding="utf-8")


def _filled(path: str, text: str, answers: Answers, values: Mapping[str, str]) -> str:
    """A file of the template with the answers filled in."""
    # The sample texts are in English, even on a site in another language.
    if path.startswith(SAMPLES) and answers.language.partition("-")[0].lower() != "en":
        text = text.replace("\n---\n", "\nlang: en\n---\n", 1)
    if not values["programs"]:
        text = "".join(line for line in text.splitlines(keepends=True) if "{{programs}}" not in line)
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values.get(found[1], found[0]), text)


def _values(answers: Answers, day: str, repository: str) -> dict[str, str]:
    """The values for the placeholders of the template, by name."""
    target = TARGETS[answers.publish]
    secrets = [f"{secret.name}: ${{{{ secrets.{secret.name} }}}}" for secret in target.secrets]
    programs = f"apt-get update -qq && apt-get install -qq {target.programs}" if target.programs else ""
    return {name: quoted(answer) for name, answer in msgspec.structs.asdict(answers).items()} | {
        "contact": answers.contact,
        "today": day,
        "wheel": WHEEL_NAME + (f"[{target.extra}]" if target.extra else ""),
        "steps": _steps(answers),
        "submit": _submit(answers, repository),
        "to": target.to or "/srv/www/stories",
        "secrets": "\n          ".join(secrets),
        "programs": programs,
    }


def _submit(answers: Answers, repository: str) -> str:
    """The lines of `[submit]`: those that are known, or an example."""
    known = {}
    if repository:
        known["repository"] = repository
        if not guess(repository) and answers.host in HOSTS:
            known["host"] = answers.host
    if answers.contact != Answers().contact:
        known["email"] = answers.contact
    if known:
        return "\n".join(("[submit]", *(f"{key} = {quoted(value)}" for key, value in known.items())))
    example = "https://github.com/your-district/stories"
    return f'# [submit]\n# repository = "{example}"\n# email = "{answers.contact}"'


def _steps(answers: Answers) -> str:
    """The steps for setting up the host and the target, as items of a numbered list in Markdown."""
    repository, target = REPOSITORIES[answers.host], TARGETS[answers.publish]
    secrets = "; ".join(f"`{secret.name}`: {secret.meaning}" for secret in target.secrets)
    steps = [*repository.steps, target.steps.get(answers.host) or target.steps[ANY]]
    steps += [f"{repository.secrets}: {secrets}."] if secrets else []
    if answers.contact == Answers().contact:
        steps.insert(
            0,
            f"`{answers.contact}` is a made-up address: `edblog init --contact YOUR-ADDRESS` puts yours in its place.",
        )
    return "\n".join(f"{number}. {step}" for number, step in enumerate((*steps, *repository.last), 4))


def _texts(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        # Packaging leaves out names that start with a dot.
        name = f".{entry.name.removeprefix('dot-')}" if entry.name.startswith("dot-") else entry.name
        if entry.is_dir():
            yield from _texts(entry, f"{prefix}{name}/")
        elif entry.name != "__init__.py":
            yield prefix + name, entry.read_text(encoding="utf-8")
