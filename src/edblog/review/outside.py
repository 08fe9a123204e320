"""Describes changes of files outside `content/`, which may affect the program or the whole site."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from edblog.options import toml
from edblog.problems import brief
from edblog.review.git import Entry, Repository
from edblog.review.media import odd
from edblog.review.values import Change, Note

_LIMIT = 1_000_000
"""The most bytes of settings that are read."""
_MOST_SETTINGS = 20
# All patterns are linear: each begins at the start or at a folder, and has one way to go on.
_RULES = (
    (
        re.compile(r"\Aedblog\.toml\Z", re.IGNORECASE),
        "settings",
        "the settings of the whole site: read each line",
    ),
    (
        re.compile(
            r"(?:^|/)(?:\.(?:github|forgejo|gitea)/(?:workflows|actions)/|\.gitlab/|\.gitlab-ci|\.circleci/|\.woodpecker|\.drone\.ya?ml\Z"
            r"|azure-pipelines\.ya?ml\Z|bitbucket-pipelines\.ya?ml\Z|Jenkinsfile\Z)",
            re.IGNORECASE,
        ),
        "workflow",
        "programs that the git host runs, perhaps with your secrets",
    ),
    (
        re.compile(
            r"(?:^|/)(?:netlify\.toml|vercel\.json|wrangler\.(?:toml|jsonc?)|_headers|_redirects|Dockerfile|Caddyfile)\Z",
            re.IGNORECASE,
        ),
        "hosting file",
        "how the site is built, published or served",
    ),
    (re.compile(r"(?:^|/)CODEOWNERS\Z", re.IGNORECASE), "review rule", "who must approve which files"),
    (
        re.compile(
            r"(?:^|/)(?:\.git(?:modules|attributes|ignore|-blame-ignore-revs)?|\.mailmap)\Z", re.IGNORECASE
        ),
        "git setting",
        "how git treats files, or where it gets others from",
    ),
    (
        re.compile(r"\A\.edblog(?:/|\Z)", re.IGNORECASE),
        "file of edblog",
        "only edblog may write here: do not merge this",
    ),
    (
        re.compile(r"\Athemes/", re.IGNORECASE),
        "theme file",
        "templates are programs: they decide what every page shows and runs",
    ),
    (
        re.compile(r"\Astatic/", re.IGNORECASE),
        "public file",
        "published exactly as it is, without a check",
    ),
    (re.compile(r"\Adata/", re.IGNORECASE), "data file", "facts that pages show without a check"),
    (
        re.compile(
            r"(?:^|/)(?:requirements[^/]*\.txt|constraints[^/]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|package(?:-lock)?\.json|Makefile)\Z"
            r"|\.(?:pyz?|sh|bash|zsh|bat|cmd|ps1|exe|[mc]?js|ts|rb|pl|php|whl|jar|so|dll|dylib|wasm)\Z",
            re.IGNORECASE,
        ),
        "program",
        "a program, or the list of programs that are installed",
    ),
)
"""Patterns for paths, each with the kind of file and the reason to read it; the first that fits counts."""


def outside_change(entry: Entry, repository: Repository, settings: str) -> Change:
    """The change of a file outside `content/`; `settings` is the name of the file with the settings."""
    path = entry.path.removeprefix("/")
    what, why = next(
        ((what, why) for pattern, what, why in _RULES if pattern.search(path)),
        ("file", "not a text of the site"),
    )
    notes = [*odd(entry, repository.size(entry.blob) if not entry.is_special else 0), Note("danger", why)]
    if not entry.is_in_site:
        notes.append(Note("danger", "outside of the site's folder"))
    if entry.path == settings and not entry.is_special:
        notes += setting_notes(
            repository.read(entry.old_blob, _LIMIT) or b"", repository.read(entry.blob, _LIMIT) or b""
        )
    return Change(entry.path, entry.status, what, was=entry.was, notes=tuple(notes))


def setting_notes(old: bytes, new: bytes) -> Iterator[Note]:
    """A note for each changed setting."""
    before, after = _flat(old), _flat(new)
    if before is None or after is None:
        yield Note("danger", "this file cannot be read, so its settings cannot be compared")
        return
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    for name in names[:_MOST_SETTINGS]:
        was, now = before.get(name), after.get(name)
        if was is None:
            yield Note("danger", "{} is new: {}", (name, brief(now or "")))
        elif now is None:
            yield Note("danger", "{} is gone; it was {}", (name, brief(was)))
        else:
            yield Note("danger", "{} was {}, and is now {}", (name, brief(was), brief(now)))
    if len(names) > _MOST_SETTINGS:
        yield Note("danger", f"{len(names) - _MOST_SETTINGS:,} more settings changed")


def _flat(data: bytes) -> dict[str, str] | None:
    """The settings as written, by their full names such as `feeds.size`; None if they cannot be read."""
    try:
        raw = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return None
    return dict(_settings(raw, ""))


def _settings(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _settings(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value if isinstance(value, str) else toml(value)
