"""Checks of `[submit]`, the settings for sending stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from edblog.options import Mistake
from edblog.problems import brief
from edblog.services.hosts import HOSTS, guess

if TYPE_CHECKING:
    from edblog.settings.table import Submit

REPOSITORY = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"'\\/?#@{}]+(/[^\s<>\"'\\?#{}/]+){2,}/?\Z"
"""A pattern for the address of a repository's page: a host, an owner, perhaps groups, and a name."""
BRANCH = r"^[^\s~^:?*\[\]\\{}\"'<>#%/]+(/[^\s~^:?*\[\]\\{}\"'<>#%/]+)*\Z"
"""A pattern for the name of a branch; git allows a few more."""
EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z"
"""A pattern for an email address, as in the HTML standard, with a domain that has a dot."""
_FOLDER = re.compile(r"[^\x00-\x1f\x7f\\:{}?#%\"'<>]*+")


def clean_repository(url: str) -> str:
    """The address of a repository's page without what `git clone` adds to it."""
    return url.rstrip("/").removesuffix(".git")


def clean_folder(folder: str) -> str:
    """The path of a folder in a repository, without `/` at its ends."""
    return "/".join(part for part in folder.replace("\\", "/").split("/") if part not in ("", "."))


def wrong_folder(folder: str) -> Iterator[Mistake]:
    """Mistakes in the folder of a repository."""
    path = folder.replace("\\", "/")
    if ".." in path.split("/") or not _FOLDER.fullmatch(path):
        yield Mistake(
            f'"{brief(folder)}" is not a folder in the repository',
            'write its path from the top of the repository: folder = "site"; or remove this line if edblog.toml is at the top',
        )


def with_host(submit: Submit) -> tuple[Submit, Mistake | None]:
    """The settings with their host guessed from the repository, and the mistake if it cannot be guessed."""
    if submit.host or not submit.repository:
        return submit, None
    host = guess(submit.repository)
    if host:
        return msgspec.structs.replace(submit, host=host), None
    known = ", ".join(f'"{key}"' for key in HOSTS)
    return submit, Mistake(
        f'edblog cannot tell from "{brief(submit.repository)}" which git host this is',
        f'add a line below [submit], such as: host = "forgejo"; the hosts are: {known}',
        "config-missing",
    )
