"""Defines `Host`, a git host in the registry: templates for the addresses of its pages, and the words on its buttons.

The templates are data, because the write page fills in the same ones in the browser.
"""

from __future__ import annotations

from typing import NamedTuple

from edblog.services.learned import Learned


class Host(NamedTuple):
    """A git host.

    Templates may have `{repository}` (an absolute URL), `{origin}` (its scheme and host), `{branch}`, `{folder}` and `{path}`
    (in the repository, without `/` at either end), `{name}` (a file's name) and `{text}`. Empty: the host has no such page.
    """

    name: str
    """Display name, such as `GitHub`."""
    domains: tuple[str, ...]
    """Public domains, from which the host is guessed."""
    new_file: str
    """The editor for a new file, with its name and its text filled in."""
    new_empty_file: str
    """The editor for a new file, with at most its name filled in, for a text that is pasted."""
    upload: str
    """The page that takes files from the writer's computer, for those who may push to the repository."""
    fork: str
    """The page that makes a copy of the repository for those who may not push."""
    edit: str
    """The editor of a file."""
    view: str
    """A file or a folder."""
    requests: str
    """The list of open pull requests or merge requests."""
    runs: str
    """The list of workflow runs."""
    sign_in: str
    """The page to sign in."""
    learns: tuple[Learned, ...]
    """What it learns about a reader who uses it, for the page about privacy."""
    request: str
    """The host's own word for a proposal, such as `pull request`."""
    buttons: tuple[str, ...]
    """The words on the buttons that propose a new file, in the order in which they are clicked."""
    upload_buttons: tuple[str, ...] = ()
    """The same for files that are uploaded."""
    fork_button: str = ""
    """The words on the button that makes the copy."""
    number: str = "#42"
    """A number of a proposal, as the host writes it."""
    upload_title: str = ""
    """The title that the host gives to a proposal of uploaded files, if it is always the same one."""
    max_address: int = 7_500
    """Bytes of the longest URL of `new_file` that the host opens."""


ADDRESSES = ("new_file", "new_empty_file", "upload", "fork", "edit", "view", "requests", "runs", "sign_in")
"""The fields of a `Host` that are templates."""
