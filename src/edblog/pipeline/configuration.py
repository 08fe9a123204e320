"""Reads the settings of a site, and finds the bundled themes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from edblog.pipeline.report import Options
from edblog.problems import EdblogError, Problem, in_order
from edblog.settings import CONFIG_NAME, Config, read_config
from edblog.settings.digests import Current
from edblog.start import stat_scan, within

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

STARTER_TITLE = "Our Classroom Stories"
"""The title that `edblog init` gives to a site without one."""


def configure(folder: Path) -> tuple[Config, list[Problem]]:
    """The settings of the site in `folder`, and warnings about them. Raises `EdblogError` for missing or wrong settings."""
    path = folder / CONFIG_NAME
    if within.is_link(path):
        from edblog.sources.scan import symbolic_link

        raise EdblogError([symbolic_link(CONFIG_NAME)], 2)
    try:
        text = within.read(folder, CONFIG_NAME).decode("utf-8-sig").replace("\r\n", "\n")
    except (FileNotFoundError, NotADirectoryError):
        help_ = "go to the folder of your site, or make one: edblog init my-site"
        problem = Problem(
            CONFIG_NAME, "error", "no-site", f"there is no {CONFIG_NAME} in {folder}", help_, line=1, column=1
        )
        raise EdblogError([problem], 2) from None
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            CONFIG_NAME,
            "error",
            "config-syntax",
            f"this file cannot be read: {error}",
            "save it as UTF-8",
            line=1,
            column=1,
        )
        raise EdblogError([problem], 2) from None
    config, problems = read_config(text)
    # With another title, the site is not the unchanged starter, so the code that compares them is not loaded.
    if STARTER_TITLE in text:
        from edblog.sources.starter import sample_settings

        problems += filter(None, [sample_settings(CONFIG_NAME, text)])
    if not problems:
        assert config is not None
        return config, []
    from edblog.sources.locate import locate

    located = [locate(problem, text) for problem in problems]
    if config is None:
        raise EdblogError(in_order(located), 2)
    return config, located


def adapted(config: Config, problems: list[Problem], options: Options) -> tuple[Config, list[Problem]]:
    """The settings and warnings, changed by the options of a command such as `--base-url`."""
    # Only the writer sees a preview; an address given in the command is not the placeholder of the starter.
    not_asked = {"placeholder-address", "starter-text"} if options.preview else set()
    if options.base_url:
        not_asked.add("placeholder-address")
    problems = [problem for problem in problems if problem.code not in not_asked]
    changes: dict[str, Any] = {"base_url": options.base_url} if options.base_url else {}
    if options.noindex:
        changes["noindex"] = True
    # Without an editor a preview has the same files as the site, and takes them over.
    if options.preview and config.editor.is_on:
        changes["preview"] = True
    return msgspec.structs.replace(config, **changes) if changes else config, problems


def with_explanations(folder: Path, config: Config, kinds: Iterable[Kind]) -> Config:
    """The settings with whether there is a folder with files that explain words."""
    explains = any(kind.explains and (folder / "content" / kind.folder).is_dir() for kind in kinds)
    return msgspec.structs.replace(config, explains=True) if explains else config


def in_time(config: Config, now: datetime) -> Config:
    """The settings with the current week and month, if digests depend on them."""
    if not config.digests.every:
        return config
    return msgspec.structs.replace(config, current=Current.at(now, config.timezone))


def bundled_themes() -> Path:
    """The folder of the themes that come with edblog: inside the installed package, or next to the sources in the repository."""
    return Path(stat_scan.bundled_themes())
