"""Output folders: where a build writes the site, and where it keeps what it remembers of that folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from edblog.model import Record
from edblog.pipeline.report import Options
from edblog.problems import EdblogError, Problem
from edblog.settings import CONFIG_NAME, SOURCE_FOLDERS, STATE_FOLDER, Config
from edblog.start.stat_scan import PUBLIC

PREVIEW = f"{STATE_FOLDER}/preview"
"""The folder that `edblog serve` shows, where nobody publishes it by mistake."""


class Place(Record, frozen=True):
    """An output folder."""

    name: str
    """The name under which edblog remembers it."""
    output: Path
    state: Path
    """The folder in `.edblog/` for what is remembered of it."""


def place(site: Path, config: Config, output: str = "") -> Place:
    """The place of an output folder, relative to the site or absolute; an empty one stands for the configured folder."""
    folder = Path(os.path.abspath(site / (output or config.output)))  # noqa: PTH100 - a link stays a link
    if folder == site / config.output:
        name = PUBLIC
    elif folder == site / PREVIEW:
        name = "previewed"
    else:
        name = f"staged-{blake2b(os.fsencode(folder), digest_size=8).hexdigest()}"
    return Place(name, folder, site / STATE_FOLDER / name)


def in_site(site: Path, output: str) -> str:
    """An output folder as a path relative to the site, with `/`; empty where it lies elsewhere."""
    folder = Path(os.path.abspath(site / output))  # noqa: PTH100 - a link stays a link
    return folder.relative_to(site).as_posix() if output and folder.is_relative_to(site) else ""


def check_place(site: Path, config: Config, options: Options) -> None:
    """Raises `EdblogError` for an output folder that is used for something else, or holds files that edblog did not write."""
    here = place(site, config, options.output)
    if here.name == PUBLIC:
        if options.noindex:
            raise _refused(
                here.output,
                "the public site would ask search engines to leave it out",
                "name another folder: --output ../staging",
            )
        return
    if here.output != site / PREVIEW:
        _check_free(site, site / config.output, here)


def _check_free(site: Path, public: Path, here: Place) -> None:
    folder = here.output
    help_ = "name an empty folder, or one that is not there yet: --output ../staging"
    used = (*(site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github")), public)
    if site.is_relative_to(folder):
        raise _refused(folder, "the files of the site are in this folder", help_)
    if any(folder.is_relative_to(each) or each.is_relative_to(folder) for each in used):
        raise _refused(folder, "this folder is already used for something else", help_)
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, "this is a file and no folder", help_)
    is_own = (here.state / "publication").is_file()
    if not is_own and folder.is_dir() and any(folder.iterdir()):
        # It may be an earlier copy, if somebody has deleted `.edblog/`.
        help_ += "; if this is an earlier trial copy, delete it first"
        raise _refused(folder, "this folder is not empty, and edblog does not know what is in it", help_)


def check_list(site: Path, listed: Path) -> None:
    """Raises `EdblogError` if the list of removed files would overwrite a file of the site."""
    site, file = site.resolve(), listed.resolve()
    used = [site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github", CONFIG_NAME)]
    if any(file.is_relative_to(each) for each in used):
        help_ = "name a file outside of the site's own folders: --removed gone.txt"
        raise _refused(listed, "the list would take the place of a file of the site", help_)


def _refused(folder: Path, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(str(folder), "error", "output-taken", message, help_, line=1, column=1)], 2)


def others(site: Path, config: Config, own: Place) -> Iterator[Place]:
    """The other places, from which files can be taken over."""
    return (found for found in (place(site, config), place(site, config, PREVIEW)) if found != own)
