"""A small made-up site that has every page and every state of a theme, and an index of its pages.

Another one has nothing in it; its pages are below `/empty/`. Pure but for the reading of its own files, which are below `site/` and `empty/`: `@theme@` and `@language@` stand for those, `@other@` for the language of a translation, `@+7@` for the day in
seven days, and `@-7@` for that of seven days ago.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

INDEX = "theme-preview.html"
"""Address of the index, below that of the home page."""
EMPTY = "empty"
"""The folder of the pages of the site that has nothing in it, below the home page of the other one."""
_AGO = timedelta(days=30)
_PLACE = re.compile(r"@(theme|language|other|[+-]\d+)@")


def showcase(theme: str, language: str, today: date) -> dict[str, bytes]:
    """The files of the made-up site by their paths, its index and that of its looks among them, as they are on a day."""
    made = _made("site", theme, language, today)
    for name in ("preview.css", "preview.js"):
        made[f"static/theme-{name}"] = files(__name__).joinpath(name).read_bytes()
    return made | {f"static/{INDEX}": _index(theme, pages(language, today)).encode()}


def empty_site(theme: str, language: str, today: date) -> dict[str, bytes]:
    """The files of the made-up site that has nothing in it, by their paths."""
    return _made(EMPTY, theme, language, today)


def _made(folder: str, theme: str, language: str, today: date) -> dict[str, bytes]:
    words = {"theme": theme, "language": language, "other": _other(language)}

    def filled(found: re.Match[str]) -> str:
        name = found[1]
        return words.get(name) or (today + timedelta(days=int(name))).isoformat()

    return {
        _PLACE.sub(filled, path): _PLACE.sub(filled, text).encode()
        for path, text in _texts(files(__name__).joinpath(folder))
    }


def pages(language: str, today: date) -> dict[str, dict[str, str]]:
    """Addresses below that of the home page on a day, by heading and label; `pages.toml` has them."""
    month = today - _AGO
    listed = tomllib.loads(files(__name__).joinpath("pages.toml").read_text(encoding="utf-8"))
    return {
        heading: {
            label: month.strftime(path.replace("@other@", _other(language))) for label, path in pages.items()
        }
        for heading, pages in listed.items()
    }


def _other(language: str) -> str:
    """The language of the translation that a made-up site in a language has."""
    return "en" if language.lower().split("-")[0] == "es" else "es"


def _texts(folder: Traversable, before: str = "") -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        path = f"{before}{entry.name}"
        if entry.is_dir():
            yield from _texts(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")


def _index(theme: str, shown: dict[str, dict[str, str]]) -> str:
    """The page with a frame for each address. It stays as it is while the pages in its frames load again after an edit."""
    name = escape(theme)
    menu = "".join(f'<li><a href="#{_id(heading)}">{escape(heading)}</a></li>' for heading in shown)
    sections = "".join(
        f'<section id="{_id(heading)}"><h2>{escape(heading)}</h2>\n{"".join(_frames(pages))}</section>\n'
        for heading, pages in shown.items()
    )
    return f"""\
<!DOCTYPE html>
<html lang="en" data-reload="never">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every page of {name}</title>
<link rel="stylesheet" href="theme-preview.css">
<script src="theme-preview.js" defer></script>
</head>
<body>
<header><h1>Every page of {name}</h1>
<ul>{menu}</ul>
<fieldset><legend>Show</legend>
<label><input type="checkbox" name="phone" checked> Phones</label>
<label><input type="checkbox" name="desktop" checked> Desktops</label>
<label><input type="checkbox" name="light" checked> Light</label>
<label><input type="checkbox" name="dark"> Dark</label>
</fieldset>
</header>
<main>
{sections}</main>
</body>
</html>
"""


def _id(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _frames(pages: dict[str, str]) -> Iterator[str]:
    for label, path in pages.items():
        shown = escape(label)
        frames = "".join(
            f'<iframe class="{screen} {scheme}" title="{shown}, {screen}, {scheme}" data-src="/{escape(path)}"></iframe>'
            for screen in ("phone", "desktop")
            for scheme in ("light", "dark")
        )
        yield (
            f'<article><h3>{shown} <a href="/{escape(path)}" target="_blank">/{escape(path)}</a></h3>'
            f'<div class="frames">{frames}</div></article>\n'
        )
