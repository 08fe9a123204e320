"""The answers for `edblog init`: title, address and so on of a new site, with their defaults and checks."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from edblog.outputs.templates.installed import installed_themes
from edblog.pipeline import bundled_themes
from edblog.problems import brief, did_you_mean
from edblog.scaffold.repositories import REPOSITORIES
from edblog.scaffold.targets import TARGETS
from edblog.scaffold.writing import quoted
from edblog.settings import read_config

NONE = "none"


class Answers(msgspec.Struct, frozen=True):
    """The answers for a new site. The defaults are placeholders, which `edblog check` reports."""

    title: str = "Our Classroom Stories"
    base_url: str = "https://district.example/stories/"
    language: str = "en"
    timezone: str = "UTC"
    contact: str = "stories@district.example"
    """An email address."""
    host: str = NONE
    """The host of its repository, a key of `REPOSITORIES`."""
    publish: str = NONE
    """The place that it is published to, a key of `TARGETS`."""
    theme: str = "marigold"
    """A theme that comes with edblog, or one in the folder `themes/` of the site."""


SETTINGS = ("title", "base_url", "language", "timezone", "theme")
"""The answers that become settings in `edblog.toml`, by the name of the setting."""
# Linear: no two neighboring parts can match the same character.
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
CHOICES: dict[str, tuple[str, ...]] = {"host": tuple(REPOSITORIES), "publish": tuple(TARGETS)}
"""The answers that are choices from a list."""


def whole_address(text: str) -> str:
    """The address with `https://` in front, which most people do not type."""
    return text if not text or "://" in text else f"https://{text}"


def option_of(name: str) -> str:
    """The option of `edblog init` that gives an answer, such as `--base-url`."""
    return f"--{name.replace('_', '-')}"


def wrong_answer(name: str, text: str) -> str:
    """The mistake in an answer with advice; empty if it is right."""
    if name == "contact":
        is_email = _EMAIL.fullmatch(text)
        return (
            ""
            if is_email
            else f'"{brief(text)}" is not an email address; write one such as stories@district.org'
        )
    if known := CHOICES.get(name):
        advice = did_you_mean(text, known) or f"write one of: {', '.join(known)}"
        return "" if text in known else f'"{brief(text)}" is not a choice here; {advice}'
    settings = {"title": "A blog", "base_url": "https://blog.district.org/", name: text}
    toml = "".join(f"{key} = {quoted(value)}\n" for key, value in settings.items())
    _, problems = read_config(toml)
    return next((f"{p.message}; {p.help}" for p in problems if p.severity == "error"), "")


def wrong_theme(name: str, folder: Path) -> str:
    """The reason that a site in `folder` cannot have a theme, with advice; empty if it can."""
    themes = installed_themes(folder, Path(bundled_themes()))
    if name in themes:
        return ""
    advice = did_you_mean(name, themes)
    return f'there is no theme "{brief(name)}" to begin with; {advice}{" " if advice else ""}the themes are: {", ".join(themes)}'


def targets_of(host: str) -> list[str]:
    """The names of the targets that a repository at `host` can publish to."""
    return [name for name, target in TARGETS.items() if host in target.hosts]


def wrong_pair(host: str, publish: str) -> str:
    """The reason that a repository at `host` cannot publish to `publish`, with advice; empty if it can."""
    if host not in REPOSITORIES or publish not in TARGETS or host in TARGETS[publish].hosts:
        return ""
    where = f"with {option_of('host')} {host}" if host != NONE else "without a git host"
    hosts = ", ".join(f"{option_of('host')} {name}" for name in TARGETS[publish].hosts)
    return (
        f"{TARGETS[publish].name} does not work {where}: {TARGETS[publish].needs}; "
        f"write {hosts}, or publish to one of: {', '.join(targets_of(host))}"
    )


def time_zone_here() -> str:
    """The time zone of this computer, such as `America/Chicago`; UTC if unknown."""
    try:
        name = Path("/etc/localtime").readlink().as_posix().partition("zoneinfo/")[2]
    except OSError:
        name = ""
    return name if name and not wrong_answer("timezone", name) else "UTC"
