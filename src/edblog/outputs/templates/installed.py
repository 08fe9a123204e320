"""Where the themes that a site can use are: its own in `themes/`, and those that come with edblog."""

from __future__ import annotations

from pathlib import Path

from edblog.files.names import unusable_name
from edblog.problems import did_you_mean
from edblog.start import within

MANIFEST_NAME = "theme.toml"
WORDS_ALONE = "common"
"""The theme that comes with edblog and has words and scripts for others, but no pages."""


def theme_folder(name: str, site: Path, bundled: Path) -> Path | None:
    """The folder of an installed theme; None if there is none. The site's own theme wins over a bundled one of that name."""
    if not is_plain_name(name):
        return None
    themes = (root for root in (site / "themes", bundled) if not within.is_link(root))
    return next((themes / name for themes in themes if _is_theme(themes / name)), None)


def _is_theme(folder: Path) -> bool:
    manifest = folder / MANIFEST_NAME
    return manifest.is_file() and not (within.is_link(folder) or within.is_link(manifest))


def theme_file(source: str, site: Path, bundled: Path) -> tuple[Path, str]:
    """The theme folder and the path inside it for a source `theme:NAME/PATH`. Raises FileNotFoundError if the theme is gone."""
    name, _, path = source.removeprefix("theme:").partition("/")
    folder = theme_folder(name, site, bundled)
    if folder is None:
        raise FileNotFoundError(source)
    return folder, path


def installed_themes(site: Path, bundled: Path) -> list[str]:
    """The names of all themes that a site can use, sorted."""
    roots = (root for root in (site / "themes", bundled) if root.is_dir() and not within.is_link(root))
    names = {folder.name for root in roots for folder in root.iterdir() if _is_theme(folder)}
    return sorted(names - {WORDS_ALONE})


def is_plain_name(name: str) -> bool:
    """Whether a theme's name is a plain folder name, so that it cannot lead to another folder."""
    return bool(name) and not name.startswith(".") and "/" not in name and unusable_name(name) is None


def not_installed(name: str, site: Path, bundled: Path) -> tuple[str, str]:
    """What is wrong with the name of a theme that cannot be found, and what to do."""
    installed = installed_themes(site, bundled)
    listed = f"installed: {', '.join(installed) or 'none'}"
    if not is_plain_name(name):
        return f'"{name}" is not the name of a theme', f"write only the name of its folder; {listed}"
    if link := within.link_on_the_way(site, f"themes/{name}/{MANIFEST_NAME}"):
        return (
            f'the theme "{name}" is behind a symbolic link, and edblog does not follow those',
            f"replace the link {link} by the folder or file itself",
        )
    if any((root / name).is_dir() for root in (site / "themes", bundled)):
        return f'the theme "{name}" has no {MANIFEST_NAME}', f"add themes/{name}/{MANIFEST_NAME}"
    return f'there is no theme "{name}"', f"{did_you_mean(name, installed)} {listed}".strip()
