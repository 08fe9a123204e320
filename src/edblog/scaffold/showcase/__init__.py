"""A small made-up site that has every page and every state of a theme, and an index of its pages.

Pure but for the reading of its own files, which are below `site/`: `@theme@` and `@language@` stand for those, `@+7@` for the day in
seven days, and `@-7@` for that of seven days ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable

INDEX = "theme-preview.html"
"""Address of the index, below that of the home page."""
PAGES: dict[str, dict[str, str]] = {
    "The site": {
        "Home": "",
        "Follow": "follow/",
        "A page": "about/",
        "Search": "search/?q=jar",
        "Nothing found": "search/?q=xylophone",
        "Write": "write/",
        "Not found": "404.html",
        "A former address": "old-address/",
    },
    "Stories": {
        "With a picture and comments": "posts/with-a-picture/",
        "Everything that a text can hold": "posts/everything/",
        "A long title, no picture, a question": "posts/long-title/",
        "An answer": "posts/an-answer/",
        "A draft": "posts/draft/",
        "An old one": "posts/old/",
        "In a language from right to left": "posts/arabic/",
        "All stories": "posts/",
        "Older stories": "posts/page/1/",
        "By month": "archive/",
        "A year": "archive/%Y/",
        "A month": "archive/%Y/%m/",
        "Flyer": "posts/with-a-picture/flyer/",
        "Questions": "questions/",
        "Answered questions": "questions/answered/",
    },
    "Micro-credentials": {
        "All of them": "credentials/",
        "With a badge": "credentials/asking-well/",
        "Without a badge": "credentials/listening/",
        "Without stories": "credentials/no-stories/",
        "All pathways": "pathways/",
        "A pathway": "pathways/talk-in-class/",
        "What counts": "what-counts/",
        "Hashtags": "hashtags/",
    },
    "People and topics": {
        "Everybody": "authors/",
        "With a photo": "authors/ada/",
        "Without stories": "authors/no-stories/",
        "People of a grade": "authors/grade/4/",
        "All schools": "schools/",
        "A school": "schools/maple-street-elementary/",
        "All columns": "columns/",
        "A column": "columns/from-the-back-row/",
        "All topics": "topics/",
        "A topic": "topics/questions/",
        "All grades": "grades/",
        "A grade": "grades/4/",
    },
    "Events and circles": {
        "All events": "events/",
        "A chat to come": "events/chat/",
        "A chat that is over": "events/past-chat/",
        "A canceled event": "events/canceled/",
        "An event of others": "events/external/",
        "Events of a year": "events/%Y/",
        "Chat sheet": "events/chat/script/",
        "Flyer": "events/chat/flyer/",
        "All circles": "circles/",
        "A circle": "circles/circle/",
        "Stories of a circle": "circles/circle/stories/",
    },
    "Pinned up": {
        "Community board": "notices/",
        "A notice with a flyer": "notices/up/",
        "A notice that is over": "notices/over/",
        "All boards": "boards/",
        "A board": "boards/board/",
        "An empty board": "boards/empty/",
        "A board to print": "boards/board/print/",
        "A resource with a picture": "resources/with-picture/",
        "A resource without one": "resources/without-picture/",
        "All resources": "resources/",
        "All lists": "lists/",
        "A list": "lists/numbered/",
    },
    "More": {
        "All recordings": "recordings/",
        "A recording": "recordings/talk/",
        "All goals": "goals/",
        "A goal": "goals/goal/",
        "A goal that nobody has told of": "goals/second/",
        "Impact": "impact/",
    },
}
"""Addresses below that of the home page, by heading and label; `%Y` and `%m` stand for the month of a day a month ago, as in strftime."""
_AGO = timedelta(days=30)
_PLACE = re.compile(r"@(theme|language|[+-]\d+)@")


def showcase(theme: str, language: str, today: date) -> dict[str, bytes]:
    """The files of the made-up site by their paths, its index and that of its looks among them, as they are on a day."""
    words = {"theme": theme, "language": language}

    def filled(found: re.Match[str]) -> str:
        name = found[1]
        return words.get(name) or (today + timedelta(days=int(name))).isoformat()

    made = {
        path: _PLACE.sub(filled, text).encode() for path, text in _texts(files(__name__).joinpath("site"))
    }
    for name in ("preview.css", "preview.js"):
        made[f"static/theme-{name}"] = files(__name__).joinpath(name).read_bytes()
    return made | {f"static/{INDEX}": _index(theme, pages(today)).encode()}


def pages(today: date) -> dict[str, dict[str, str]]:
    """`PAGES` on a day."""
    month = today - _AGO
    return {
        heading: {label: month.strftime(path) for label, path in pages.items()}
        for heading, pages in PAGES.items()
    }


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
