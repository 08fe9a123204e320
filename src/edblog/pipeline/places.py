"""Finds and checks output folders, and the folder in `.edblog/` with the state of each."""

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
"""The output folder of `edblog serve`. It is hidden in `.edblog/`, so nobody publishes a preview by mistake."""


class Place(Record, frozen=True):
    """An output folder and its state."""

    name: str
    """Its name in edblog's store."""
    output: Path
    state: Path
    """The folder in `.edblog/` with its state."""


def place(site: Path, config: Config, output: str = "") -> Place:
    """The place for an output folder, given relative to the site or as an absolute path; empty for the configured folder."""
    folder = Path(os.path.abspath(site / (output or config.output)))  # noqa: PTH100 - `resolve` would follow symbolic links
    if folder == site / config.output:
        name = PUBLIC
    elif folder == site / PREVIEW:
        name = "previewed"
    else:
        name = f"staged-{blake2b(os.fsencode(folder), digest_size=8).hexdigest()}"
    return Place(name, folder, site / STATE_FOLDER / name)


def in_site(site: Path, output: str) -> str:
    """An output folder as a path relative to the site, with `/`; empty if it is outside of the site."""
    folder = Path(os.path.abspath(site / output))  # noqa: PTH100 - `resolve` would follow symbolic links
    return folder.relative_to(site).as_posix() if output and folder.is_relative_to(site) else ""


def check_place(site: Path, config: Config, options: Options) -> None:
    """Raises `EdblogError` for an output folder with another use, or with files that edblog did not write."""
    here = place(site, config, options.output)
    if here.name == PUBLIC:
        if options.noindex:
            raise _refused(
                here.output,
                "this is the folder of the live site, and --noindex would hide it from search engines",
                "choose another folder: --output ../staging",
            )
        return
    if here.output != site / PREVIEW:
        _check_free(site, site / config.output, here)


def _check_free(site: Path, public: Path, here: Place) -> None:
    folder = here.output
    help_ = "choose an empty or a new folder: --output ../staging"
    used = (*(site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github")), public)
    if site.is_relative_to(folder):
        raise _refused(folder, "the files of the site are in this folder", help_)
    if any(folder.is_relative_to(each) or each.is_relative_to(folder) for each in used):
        raise _refused(folder, "this folder is already used for something else", help_)
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, "this is a file, not a folder", help_)
    is_own = (here.state / "publication").is_file()
    if not is_own and folder.is_dir() and any(folder.iterdir()):
        # After `.edblog/` was deleted, edblog does not recognize its own output.
        help_ += "; if this is an earlier trial copy, delete it first"
        raise _refused(folder, "this folder is not empty, and edblog did not create its files", help_)


def check_list(site: Path, listed: Path) -> None:
    """Raises `EdblogError` if the list of removed files would overwrite a file of the site."""
    site, file = site.resolve(), listed.resolve()
    used = [site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github", CONFIG_NAME)]
    if any(file.is_relative_to(each) for each in used):
        help_ = "choose a file outside of the site's own folders: --removed gone.txt"
        raise _refused(listed, "the list would overwrite a file of the site", help_)


BOOK = b"edblog book"
"""Words in every book that edblog has made."""


def refuse_book(site: Path, file: Path) -> None:
    """Raises `EdblogError` if a book would overwrite a file of the site, or one that edblog did not make."""
    used = [site / name for name in (*SOURCE_FOLDERS, STATE_FOLDER, ".git", ".github", CONFIG_NAME)]
    if any(file.resolve().is_relative_to(each) for each in used):
        help_ = "choose a file outside of the site's own folders: --out book.epub"
        raise _refused(file, "the book would be in a folder of the site's own files", help_)
    if file.is_symlink() or (file.exists() and not (file.is_file() and BOOK in file.read_bytes())):
        message = "there is something of this name already that edblog did not make"
        raise _refused(file, message, "choose another name: --out book.epub; or move that file away")


def _refused(folder: Path, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(str(folder), "error", "output-taken", message, help_, line=1, column=1)], 2)


def others(site: Path, config: Config, own: Place) -> Iterator[Place]:
    """The configured and the preview folder, without `own`: their files may be reused."""
    return (found for found in (place(site, config), place(site, config, PREVIEW)) if found != own)
