"""Finds the folder of a theme, for people who copy files from it."""

from __future__ import annotations

from pathlib import Path

from edblog.outputs.templates.installed import installed_themes, theme_folder
from edblog.pipeline.configuration import bundled_themes
from edblog.problems import EdblogError, Problem, did_you_mean


def theme_path(site: Path, name: str) -> Path:
    """The folder of an installed theme; the site's own wins over a bundled one. Raises `EdblogError` if there is none of that name."""
    bundled = bundled_themes()
    folder = theme_folder(name, site, bundled)
    if folder is None:
        installed = installed_themes(site, bundled)
        help_ = did_you_mean(name, installed) or f"installed: {', '.join(installed)}"
        raise EdblogError(
            [Problem("themes", "error", "unknown-theme", f'there is no theme "{name}"', help_)], 2
        )
    return folder.resolve()
