"""The settings of a site, and the themes that come with edblog."""

from __future__ import annotations

from pathlib import Path

from edblog import glance, within
from edblog.config import CONFIG_NAME, Config, read_config
from edblog.problems import EdblogError, Problem, in_order

STARTER_TITLE = "Our Classroom Stories"
"""What `edblog init` calls a site of which nobody has said what it is called."""


def configure(folder: Path) -> tuple[Config, list[Problem]]:
    """The settings of the site in `folder` and warnings about them; raises `EdblogError`."""
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
    # What reads texts need not be loaded to see that the settings are somebody's own.
    if STARTER_TITLE in text:
        from edblog.sources.starter import settings_still_say

        problems += filter(None, [settings_still_say(CONFIG_NAME, text)])
    if not problems:
        assert config is not None
        return config, []
    from edblog.sources.locate import locate

    located = [locate(problem, text) for problem in problems]
    if config is None:
        raise EdblogError(in_order(located), 2)
    return config, located


def bundled_themes() -> Path:
    """The folder of the themes that come with edblog: in the wheel, or beside the sources."""
    return Path(glance.themes())
