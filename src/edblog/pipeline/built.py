"""Finds the files of the last build, for commands that publish them."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from edblog.deploy import STATUS
from edblog.pipeline.configuration import configure
from edblog.pipeline.places import place
from edblog.pipeline.report import Report
from edblog.problems import EdblogError, Problem
from edblog.settings import Config


class Built(msgspec.Struct, frozen=True):
    """The built site."""

    site: Path
    """The site's folder, as an absolute path."""
    config: Config
    output: Path
    state: Path
    paths: tuple[str, ...]
    """Paths of its files in the output folder, sorted."""
    foreign: tuple[str, ...]
    """Files in the output folder that edblog did not write, sorted."""


def built_site(folder: Path, report: Report) -> Built:
    """The built site; `report` is that of any run, and has the texts that are not public yet.

    Raises `EdblogError` if there is none, or if it contains texts that are not public.
    """
    from edblog.outputs.publish import recorded_tree
    from edblog.outputs.publish.files import walk

    folder = folder.resolve()
    config, _ = configure(folder)
    here = place(folder, config)
    found = walk(here.output)
    if not found:
        raise _not_ready(config.output, "there is no built site in this folder", "build it: edblog build")
    tree = recorded_tree(here.output, here.state)
    own = found.keys() & tree.files.keys() if tree else found.keys() - {STATUS}
    links = [path for path in own if found[path][0] < 0]
    if links:
        raise _not_ready(
            config.output,
            f"this is no regular file: {links[0]}",
            "build the site again: edblog build --clean",
        )
    if "sitemap.xml" in own and config.base_url not in (here.output / "sitemap.xml").read_text("utf-8"):
        raise _not_ready(
            config.output,
            f"the built site is not the one at {config.base_url}: base_url was changed since",
            "build it again: edblog build",
        )
    hidden = [held.source for held in report.held if _page(held.url) in own]
    if hidden:
        raise _not_ready(
            config.output,
            f"the built site holds what is not public yet: {hidden[0]}",
            "build it without --drafts and --future: edblog build",
        )
    foreign = tuple(sorted(found.keys() - own - {STATUS}))
    return Built(folder, config, here.output, here.state, tuple(sorted(own)), foreign)


def _page(url: str) -> str:
    return f"{url}index.html" if url.endswith("/") else url


def _not_ready(output: str, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(os.fspath(output), "error", "publish-not-ready", message, help_)], 1)
