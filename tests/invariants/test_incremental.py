"""Incremental equals clean: after any edits, the site is what a build from nothing makes of the same files.

Hypothesis makes up how people work on a site: they write, rename, mistype, restyle and delete. After every
edit the site is built on top of what is there; now and then, and at the end, the same files are built in an
empty folder, and both sites are compared byte by byte, and so is what the two reports say.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.conftest import post

from edblog.problems import EdblogError


def photo(width: int, colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, 90), colour).save(out, "JPEG")
    return out.getvalue()


PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="8"><path d="M0 0h8"/></svg>'
PHOTOS = [photo(130, "#f2a81d"), photo(130, "#1f6b4f"), photo(101, "#17577d")]
WORDS = "jar bridge ticket graph Tuesday question café answer window pencil ¿Qué? <b> & 5 < 6".split()
PEOPLE_IN_TEXTS = [
    "Call (312) 555-0199.",
    "My student Ana Ruiz asked.",
    "Write to ana@mail.example.",
    "See 12 Oak Street.",
]
IN_OTHER_LANGUAGES = (".es.md", ".fr.md")
Fields = dict[str, str]
FIRST_DAY = datetime(2026, 1, 5, 18, tzinfo=UTC)
CAREFUL = settings(
    max_examples=int(os.environ.get("EDBLOG_EDITS", "6")),
    deadline=None,
    derandomize=True,
    database=None,
    # A story is six edits at most: to read it is quicker than to shrink it.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


class Desk:
    """What the people of a site have written: texts as front matter and body, and all other files."""

    def __init__(self) -> None:
        self.now = FIRST_DAY
        self.texts: dict[str, tuple[Fields, str]] = {
            "content/posts/jar.md": ({"title": "The jar", "date": "2026-01-01", "author": "rosa", "credentials": "[talk]", "topics": "[Maths]"}, "It filled up.\n\n## Then\n\nMore."),
            "content/posts/graph/index.md": ({"title": "The graph", "date": "2026-01-02", "authors": "[rosa, li]", "image": "wall.svg", "image_alt": "A wall"}, "See [the jar](../jar.md).\n\n![A wall](wall.svg)\n\n![A jar](photo.jpg)"),
            "content/posts/2026-01-03-ticket.md": ({"title": "The ticket", "author": "li", "credentials": "[talk, notice]", "topics": "[maths, Reading]"}, "Nobody left."),
            "content/posts/bridge.md": ({"title": "A bridge", "date": "2026-01-04", "author": "{name: Guest Teacher, school: Elm}", "topics": "[Science]"}, "It held."),
            "content/posts/tomorrow.md": ({"title": "Tomorrow", "date": "2026-01-06", "author": "rosa"}, "Soon."),
            "content/authors/rosa.md": ({"name": "Rosa Okafor", "role": "Grade 4 teacher"}, "Rosa collects questions."),
            "content/authors/li.md": ({"name": "Li Wei", "school": "Elm"}, ""),
            "content/credentials/talk.md": ({"name": "Productive Talk", "issuer": "NEA", "stack": "Talk"}, "Talk."),
            "content/credentials/notice.md": ({"name": "Noticing", "issuer": "NEA"}, ""),
            "content/circles/talkers.md": ({"name": "Talkers", "members": "[rosa, li]", "credentials": "[talk]"}, ""),
            "content/notices/swap.md": ({"title": "The swap", "expires": "2026-01-07", "credentials": "[talk]"}, "Bring one."),
            "content/pages/about.md": ({"title": "About", "menu": "header"}, "About [us](../authors/rosa.md)."),
        }  # fmt: skip
        self.files = {
            "content/posts/graph/wall.svg": PIXEL % 20,
            "content/posts/graph/photo.jpg": PHOTOS[0],
            "content/posts/graph/film.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
            "content/posts/graph/film.vtt": b"WEBVTT\n\n00:00.000 --> 00:04.000\nIt fills up.\n",
            "static/robots.txt": b"User-agent: *\n",
            "themes/own/theme.toml": b'extends = "marigold"\n',
            "themes/own/templates/post.html": b'{% extends "marigold/post.html" %}{% block title %}{{ page.title }}{% endblock %}',
            "themes/own/templates/partials/when.html": b"<i>{{ page.post.date|date }}</i>",
            "themes/own/translations/en.toml": b'older = "Before"\n',
        }
        self.settings = {
            "title": '"Stories"',
            "base_url": '"https://district.example/stories/"',
            "timezone": '"America/Chicago"',
            "theme": '"own"',
            "page_size": "2",
        }
        self.mistakes: dict[str, bytes] = {}
        """What is on disk in place of a text or file, until somebody mends it."""
        self.moved: tuple[str, str] | None = None
        self._saved: dict[str, bytes] = {}

    def find(self, folder: str) -> list[str]:
        return sorted(
            path
            for path in self.texts
            if path.startswith(f"content/{folder}/") and not path.endswith(IN_OTHER_LANGUAGES)
        )

    def translations(self) -> list[str]:
        return sorted(path for path in self.texts if path.endswith(IN_OTHER_LANGUAGES))

    def put(self, path: str, **fields: str) -> None:
        """Changes the front matter of a text; an empty value takes a field out."""
        old, body = self.texts[path]
        self.texts[path] = ({key: value for key, value in {**old, **fields}.items() if value}, body)

    def move(self, path: str, to: str) -> None:
        if to not in self.texts and to not in self.files:
            book: dict[str, Any] = self.texts if path in self.texts else self.files  # type: ignore[assignment]
            book[to] = book.pop(path)
            self.moved = (path, to)

    def save(self, site: Any) -> None:
        """Brings the files on disk up to date; those that stay as they are, are not touched."""
        toml = "".join(
            f"{key} = {value}\n" for key, value in sorted(self.settings.items(), key=lambda s: "." in s[0])
        )
        wanted = {"edblog.toml": toml.encode(), **self.files}
        for path, (fields, body) in self.texts.items():
            lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
            wanted[path] = f"---\n{lines}---\n{body}\n".encode()
        wanted |= {path: data for path, data in self.mistakes.items() if path in wanted}
        if self.moved and self.moved[0] in self._saved:
            site.rename(*self.moved)
            self._saved[self.moved[1]] = self._saved.pop(self.moved[0])
        self.moved = None
        for path in self._saved.keys() - wanted.keys():
            site.delete(path)
        for path, data in wanted.items():
            if self._saved.get(path) != data:
                site.write(path, data)
        self._saved = wanted

    def mend(self) -> None:
        """Puts everything right that can be wrong, so that the site can be published again."""
        self.mistakes.clear()
        for position, path in enumerate(self.find("posts")):
            plain = {
                "author": "{name: Guest Teacher}",
                "authors": "",
                "credentials": "",
                "image": "",
                "image_alt": "",
                "asks": "",
                "answered_by": "",
                "people_in_photo": "no",
            }
            self.put(path, **plain, slug=f"story-{position}", aliases="", date=f"2026-01-0{1 + position % 9}")
            fields, body = self.texts[path]
            self.texts[path] = (fields, body.replace("](", "] ("))
        for path in self.translations():
            if f"{path[:-6]}.md" not in self.texts or path[-5:-3] not in self.settings.get("languages", ""):
                del self.texts[path]
            else:
                self.texts[path] = ({"title": "Otra vez"}, "Texto.")
        self.settings["language"] = '"en"'
        for path in self.find("circles"):
            self.put(path, members="", facilitators="", credentials="")
        for path in self.find("notices"):
            self.put(path, credentials="", starts="")
        for path in self.find("pages"):
            self.texts[path] = (self.texts[path][0], "About us.")
        self.files = {
            path: data
            for path, data in self.files.items()
            if not path.startswith(("static/posts/", "themes/own/templates/"))
        }


Edit = Callable[[Desk, Random], None]


def some(number: Random) -> str:
    return " ".join(number.choices(WORDS, k=number.randint(1, 6)))


def a_story_is_written(desk: Desk, number: Random) -> None:
    day = number.randint(1, 9)
    path = number.choice(
        [f"content/posts/new-{number.randint(1, 5)}.md", f"content/posts/2026/0{day}/new.md"]
    )
    fields = {
        "title": f'"{some(number)}"',
        "date": f"2026-01-0{day}",
        "author": number.choice(["rosa", "li"]),
    }
    desk.texts.setdefault(path, (fields, some(number)))


def a_story_gets_another_text(desk: Desk, number: Random) -> None:
    for path in number.sample(desk.find("posts"), k=1):
        first = desk.texts[path][1].partition("\n\n")[0]
        desk.texts[path] = (
            desk.texts[path][0],
            number.choice(
                [
                    f"{first}\n\n{some(number)}",
                    some(number),
                    number.choice(PEOPLE_IN_TEXTS),
                    f"{first}\n\n## {some(number)}\n\nwords " * 9,
                ]
            ),
        )


def a_story_gets_a_player(desk: Desk, number: Random) -> None:
    path = number.choice(
        [
            *desk.find("posts"),
            *desk.find("posts"),
            *desk.find("pages"),
            *desk.find("authors"),
            "content/posts/new-1.md",
        ]
    )
    fields = ({"title": "New", "date": "2026-01-02", "author": "li"}, "")
    address = number.choice(["youtu.be/abcdefghijk", "youtu.be/bcdefghijkl", "vimeo.com/123456789"])
    player = number.choice(
        [
            f"https://{address}",
            f"[{some(number)}](https://{address})",
            "![A film](/posts/graph/film.mp4)",
            "::: video\nfile: /posts/graph/film.mp4\ncaptions: /posts/graph/film.vtt\n:::",
        ]
    )
    fields, body = desk.texts.get(path, fields)
    desk.texts[path] = (fields, f"{body}\n\n{player}")


def a_story_links_to_another(desk: Desk, number: Random) -> None:
    posts = desk.find("posts")
    path, other = number.choice(posts), number.choice(posts)
    up = "../" * (path.count("/") - 1)
    desk.texts[path] = (
        desk.texts[path][0],
        f"{desk.texts[path][1]}\n\n[Read]({up}{other.removeprefix('content/')})",
    )


def a_story_gets_other_fields(desk: Desk, number: Random) -> None:
    choices: dict[str, list[str]] = {
        "title": ['"A new title"', '"¿Qué? <b>"', '"A bridge"'],
        "date": ["2026-01-02", "2026-01-03 09:30", "2025-12-31", "2026-01-06", "2026-01-08 07:00"],
        "updated": ["", "2026-01-04"],
        "draft": ["", "true", "false"],
        "credentials": ["", "[talk]", "[notice, talk]"],
        "topics": ["", "[Maths]", "[maths, MATHS, Reading]", "[Reading, Writing]"],
        "aliases": ["", "[/old/jar/]", "[/old/graph.html, /2020/1/]", "[/posts/jar/]"],
        "slug": ["", "jar", "another-name"],
        "summary": ["", '"In short."'],
        "author": ["rosa", "li", "{name: Guest Teacher}"],
        "lang": ["", "es"],
        "comments": ["", "false"],
        "pinned": ["", "yes"],
        "asks": ['"How do you begin?"', '"¿Y tú?"'],
        "answered_by": ["", "[jar]", "[graph, bridge]", "[tomorrow]"],
        "privacy_ok": ["", "[Ana Ruiz]", '["ana@mail.example", "(312) 555-0199"]'],
    }
    field = number.choice(sorted(choices))
    more = {"author": {"authors": ""}, "answered_by": {"asks": '"How do you end?"'}}.get(field, {})
    desk.put(number.choice(desk.find("posts")), **{field: number.choice(choices[field])}, **more)


def a_story_is_renamed(desk: Desk, number: Random) -> None:
    path = number.choice(desk.find("posts"))
    to = number.choice(
        ["content/posts/renamed.md", "content/posts/2026/jar.md", "content/posts/bundle/index.md"]
    )
    desk.move(path, to)


def a_story_is_deleted(desk: Desk, number: Random) -> None:
    if len(desk.find("posts")) > 1:
        del desk.texts[number.choice(desk.find("posts"))]


def a_translation_is_written(desk: Desk, number: Random) -> None:
    desk.settings["languages"] = number.choice(['["es"]', '["es", "fr"]'])
    story = number.choice(desk.find("posts"))
    path = story.removesuffix(".md") + number.choice([".es.md", ".es.md", ".fr.md"])
    other = number.choice(desk.find("posts"))
    link = f"[y](/{other.removeprefix('content/')}{number.choice(['', '#then'])})"
    desk.texts[path] = ({"title": f'"{some(number)}"'}, f"{some(number)}\n\n{number.choice(['', link])}")


def a_translation_changes(desk: Desk, number: Random) -> None:
    path = number.choice(desk.translations() or ["content/posts/jar.es.md"])
    fields, body = desk.texts.get(path, ({"title": "El frasco"}, "Se llenó."))
    desk.texts[path] = fields, body
    match number.randrange(4):
        case 0:
            desk.put(path, title=f'"{some(number)}"')
        case 1:
            desk.texts[path] = (fields, f"{body}\n\n{some(number)}")
        case 2:
            desk.texts[path] = (fields, f"{some(number)}\n\n## {some(number)}")
        case _:
            choices = {
                "summary": ["", "En breve."],
                "draft": ["", "true"],
                "date": ["", "2026-01-01"],
                "asks": ["", '"¿Y tú?"'],
                "updated": ["", "2026-01-05"],
                "image_alt": ["", "Un muro"],
                "aliases": ["", "[/viejo/]"],
            }
            field = number.choice(sorted(choices))
            desk.put(path, **{field: number.choice(choices[field])})


def a_translation_is_deleted(desk: Desk, number: Random) -> None:
    if found := desk.translations():
        del desk.texts[number.choice(found)]


def a_day_passes(desk: Desk, number: Random) -> None:
    desk.now += timedelta(hours=number.choice([1, 14, 40]))


def a_picture_changes(desk: Desk, number: Random) -> None:
    path = "content/posts/graph/wall.svg"
    match number.randrange(4):
        case 0 if path in desk.files:
            desk.move(path, "content/posts/graph/wand.svg")
        case 1:
            desk.files.pop(path, None)
        case 2:
            desk.files["content/posts/graph/unused.svg"] = PIXEL % number.randint(1, 9)
        case _:
            desk.files[path] = PIXEL % number.randint(1, 99)


def a_photo_changes(desk: Desk, number: Random) -> None:
    path = "content/posts/graph/photo.jpg"
    match number.randrange(4):
        case 0 if path in desk.files:
            desk.move(path, "content/posts/graph/foto más.jpg")
        case 1:
            desk.put(
                number.choice(desk.find("posts")),
                image="/posts/graph/photo.jpg",
                image_alt="A jar",
                people_in_photo=number.choice(["", "yes", "no"]),
            )
        case 2:
            desk.files["content/posts/graph/photo 2.jpg"] = PHOTOS[0]
            desk.texts["content/posts/graph/2.md"] = (
                {"title": "2", "date": "2026-01-01", "author": "li"},
                "![x](<photo 2.jpg>)",
            )
        case _:
            desk.files[path] = number.choice(PHOTOS)


def an_author_changes(desk: Desk, number: Random) -> None:
    path = number.choice(desk.find("authors") or ["content/authors/ana.md"])
    match number.randrange(5):
        case 0:
            links = number.choice(["", "[{label: E-mail, url: 'mailto:ana@mail.example'}]"])
            desk.texts["content/authors/ana.md"] = ({"name": "Ana Ruiz"}, some(number))
            desk.put("content/authors/ana.md", links=links)
        case 1:
            desk.texts.pop(path, None)
        case 2 if path in desk.texts:
            desk.put(path, name=number.choice(["Zoe Adler", "Rosa Okafor-Lind"]))
        case 3 if path in desk.texts:
            desk.put(
                path,
                role=number.choice(["", "Librarian"]),
                photo=number.choice(["", "../posts/graph/wall.svg"]),
                photo_alt="A face",
            )
        case _ if path in desk.texts:
            desk.texts[path] = (desk.texts[path][0], some(number))


def a_credential_changes(desk: Desk, number: Random) -> None:
    path = number.choice(desk.find("credentials") or ["content/credentials/new.md"])
    match number.randrange(5):
        case 0:
            desk.texts["content/credentials/aaa.md"] = (
                {"name": "A New One", "issuer": "NEA", "stack": "Talk", "stack_order": "1"},
                "",
            )
        case 1:
            desk.texts.pop(path, None)
        case 2 if path in desk.texts:
            desk.put(path, name=number.choice(["Talking Well", "A Name & Another"]))
        case 3 if path in desk.texts:
            desk.put(
                path,
                stack=number.choice(["", "Talk", "Other"]),
                competency=number.choice(["", "You listen."]),
            )
        case _ if path in desk.texts:
            desk.move(path, "content/credentials/renamed.md")


def a_circle_changes(desk: Desk, number: Random) -> None:
    path = number.choice(desk.find("circles") or ["content/circles/talkers.md"])
    match number.randrange(4):
        case 0:
            desk.texts["content/circles/more.md"] = ({"name": "More", "facilitators": "[li]"}, some(number))
        case 1:
            desk.texts.pop(path, None)
        case 2 if path in desk.texts:
            desk.put(
                path,
                members=number.choice(["", "[rosa]", "[rosa, li]", "[li, nobody]"]),
                credentials=number.choice(["", "[talk]", "[talk, notice]"]),
                milestones=number.choice(["", "[{title: Begun, reached: 2026-01-02}, {title: Done}]"]),
            )
        case _ if path in desk.texts:
            desk.put(path, name=number.choice(["Talkers", "Zebras", "A circle"]))


def a_notice_changes(desk: Desk, number: Random) -> None:
    path = number.choice(desk.find("notices") or ["content/notices/swap.md"])
    match number.randrange(4):
        case 0:
            desk.texts["content/notices/more.md"] = ({"title": "More", "expires": "2026-01-06"}, some(number))
        case 1:
            desk.texts.pop(path, None)
        case 2 if path in desk.texts:
            desk.put(path, credentials=number.choice(["", "[talk]", "[talk, notice]"]))
        case _ if path in desk.texts:
            desk.put(
                path,
                starts=number.choice(["", "2026-01-03", "2026-01-06"]),
                expires=number.choice(["2025-11-20", "2026-01-04", "2026-01-06 12:00", "2026-01-31"]),
            )


def a_page_changes(desk: Desk, number: Random) -> None:
    path = "content/pages/about.md"
    match number.randrange(5):
        case 0:
            desk.texts.pop(path, None)
        case 4:
            # All of these addresses are those of pages that edblog makes.
            name = number.choice(["home", "posts", "credentials", "topics", "follow"])
            desk.texts[f"content/pages/{name}.md"] = (
                {"title": "Welcome", "menu": number.choice(["", "header"])},
                some(number),
            )
        case 1:
            desk.texts[path] = (
                {
                    "title": some(number).replace("&", "").join('""'),
                    "menu": number.choice(["header", "footer"]),
                },
                "Text.",
            )
        case 2:
            desk.texts["content/pages/write.md"] = ({"title": "Write", "menu": "footer"}, "Do.")
        case _:
            desk.texts["content/pages/more.md"] = (
                {"title": "More", "order": str(number.randint(1, 3)), "menu": "header"},
                "So.",
            )


def a_template_changes(desk: Desk, number: Random) -> None:
    templates: dict[str, list[bytes]] = {
        "post.html": [
            b'{% extends "marigold/post.html" %}{% block title %}* {{ page.title }}{% endblock %}',
            b'{% extends "marigold/post.html" %}{% block neighbors %}{% include "partials/extra.html" ignore missing %}{% endblock %}',
            b'{% extends "marigold/post.html" %}{% block neighbors %}{% include "partials/ex" ~ "tra.html" ignore missing %}{% endblock %}',
        ],
        "partials/when.html": [b"<b>{{ page.post.date|date('short') }}</b>", b""],
        "partials/card.html": [b"<a href='{{ card.url }}'>{{ card.title }}</a>"],
        "partials/embed.html": [
            b"<i>{{ embed.title }}</i>",
            b"",
            b'<a href="{{ embed.url }}">{{ page.title }}</a>',
        ],
        "partials/extra.html": [b"1", b"2 {{ page.title }}", b"3"],
        "topic.html": [
            b'{% extends "listing.html" %}{% block cards %}{{ 12345|number }} {{ t("older") }}{% endblock %}'
        ],
    }
    name = number.choice(["partials/extra.html", *sorted(templates)])
    path = f"themes/own/templates/{name}"
    if path in desk.files and number.random() < 0.3:
        del desk.files[path]
    else:
        desk.files[path] = number.choice(templates[name])


def the_looks_change(desk: Desk, number: Random) -> None:
    match number.randrange(4):
        case 0:
            desk.files["themes/own/translations/en.toml"] = number.choice(
                [b"", b'older = "Earlier"\n', b'all_stories = "Everything"\n']
            )
        case 1:
            desk.files["themes/own/static/own.css"] = f"a {{ top: {number.randint(0, 9)}px }}\n".encode()
        case 2:
            desk.files["themes/own/static/own.css"] = b"a {}\n"
            desk.files["themes/own/theme.toml"] = b'extends = "marigold"\nstylesheets = ["own.css"]\n'
        case _:
            desk.files["themes/own/theme.toml"] = b'extends = "marigold"\n'
            desk.files.pop("themes/own/static/own.css", None)


def a_static_file_changes(desk: Desk, number: Random) -> None:
    path = number.choice(
        ["static/robots.txt", "static/favicon.ico", "static/forms/trip.pdf", "static/posts/jar/index.html"]
    )
    if path in desk.files and number.random() < 0.5:
        del desk.files[path]
    else:
        desk.files[path] = some(number).encode()


def a_setting_changes(desk: Desk, number: Random) -> None:
    choices = {
        "title": ['"Stories"', '"Stories & more"'],
        "description": ['""', '"From our <classrooms>"'],
        "base_url": [
            '"https://district.example/"',
            '"https://district.example/a/b/"',
            '"http://localhost:8000"',
        ],
        "page_size": ["1", "2", "20"],
        "language": ['"en"', '"es"'],
        "languages": ["[]", '["es"]', '["fr", "es"]'],
        "timezone": ['"UTC"', '"Asia/Tokyo"'],
        "theme": ['"own"', '"marigold"'],
        "feeds.formats": ["[]", '["json"]', '["atom", "rss", "json"]'],
        "feeds.size": ["1", "3"],
        "privacy.allow": ["[]", '["*@mail.example", "12 Oak Street"]'],
        "privacy.region": ['"US"', '"MX"'],
        "privacy.photo_release": ['"optional"', '"required"'],
        "announcement.text": ['"Fair on Friday"', '"[About](/about/)"'],
        "announcement.until": ["2026-01-05", "2026-01-06", "2026-01-07 12:00:00"],
        "menu.order": ['["authors", "stories"]', '["topics"]'],
        "menu.names": ['{ stories = "Tales" }', "{}"],
        "pictures.widths": ["[]", "[100]", "[100, 120]", "[120, 200]"],
    }
    key = number.choice(sorted(choices))
    desk.settings[key] = number.choice(choices[key])


def somebody_makes_a_mistake(desk: Desk, number: Random) -> None:
    wrong = {
        "content/posts/jar.md": b"---\ntitle: The jar: again\n---\nText\n",
        "content/posts/bridge.md": b"---\ntitle: Bridge\ndate: soon\nauthor: nobody\n---\n[x](nowhere.md)\n",
        "content/credentials/talk.md": b"",
        "content/posts/graph/wall.svg": b"<svg onload='x'/>",
        "edblog.toml": b'title = "Stories\n',
        "themes/own/theme.toml": b'extends = "marigould"\n',
        "themes/own/templates/post.html": b"{% if %}",
        "themes/own/templates/partials/when.html": b"{{ page.nothing }}",
    }
    path = number.choice(sorted(wrong))
    desk.mistakes[path] = wrong[path]


def a_mistake_is_mended(desk: Desk, number: Random) -> None:
    if desk.mistakes:
        del desk.mistakes[number.choice(sorted(desk.mistakes))]


STORIES: list[Edit] = [
    a_story_is_written, a_story_gets_another_text, a_story_links_to_another, a_story_gets_other_fields,
    a_story_gets_other_fields, a_story_is_renamed, a_story_is_deleted, a_day_passes, a_picture_changes,
    a_photo_changes, a_photo_changes, a_story_gets_a_player,
]  # fmt: skip
PEOPLE: list[Edit] = [
    an_author_changes,
    a_credential_changes,
    a_circle_changes,
    a_notice_changes,
    a_page_changes,
    a_story_gets_other_fields,
]
TRANSLATIONS: list[Edit] = [
    a_translation_is_written,
    a_translation_changes,
    a_translation_changes,
    a_translation_is_deleted,
    a_story_gets_another_text,
    a_story_gets_other_fields,
    an_author_changes,
]
LOOKS: list[Edit] = [
    a_template_changes,
    a_template_changes,
    the_looks_change,
    a_static_file_changes,
    a_setting_changes,
]
MISTAKES: list[Edit] = [somebody_makes_a_mistake, a_mistake_is_mended]
WORKERS = {
    "writers": STORIES,
    "people": PEOPLE,
    "designers": LOOKS,
    "translators": TRANSLATIONS,
    "everybody": [*STORIES, *PEOPLE, *LOOKS, *TRANSLATIONS, *MISTAKES * 4],
}


def outcome(site: Any, now: datetime) -> dict[str, Any]:
    """What a build says about a site, apart from what it had to do."""
    try:
        report = site.build(now=now)
    except EdblogError as error:
        return {"problems": error.problems, "ok": False}
    return {
        name: getattr(report, name)
        for name in ("problems", "ok", "stories", "outputs", "foreign", "held", "until")
    }


def story_of(workers: list[Edit]) -> st.SearchStrategy[list[tuple[Edit, int, bool]]]:
    """Edits, each with a number that decides what it does, and whether to compare after it."""
    step = st.tuples(st.sampled_from(workers), st.integers(0, 9999), st.sampled_from([False, False, True]))
    return st.lists(step, min_size=2, max_size=6)


@pytest.mark.parametrize("who", WORKERS)
def test_a_site_that_grew_edit_by_edit_equals_one_built_from_nothing(
    who, quick, memory, make_site, differences
):
    @CAREFUL
    @given(story=story_of(WORKERS[who]))
    def check(story):
        site, desk = make_site({}, bare=True, into=memory), Desk()
        good: dict[str, bytes] = {}

        def build_and_compare(*, deeply: bool, must_be_good: bool = False) -> None:
            nonlocal good
            desk.save(site)
            said = outcome(site, desk.now)
            assert said["ok"] or not must_be_good, said["problems"]
            if not said["ok"]:
                assert differences(site.outputs(), good) == []
            if deeply:
                fresh = make_site(site.sources(), bare=True, into=memory)
                assert outcome(fresh, desk.now) == said
                if said["ok"]:
                    assert differences(site.outputs(), fresh.outputs()) == []
                shutil.rmtree(fresh.folder)
            good = site.outputs() if said["ok"] else good

        build_and_compare(deeply=False, must_be_good=True)
        for edit, number, deeply in story:
            edit(desk, Random(f"{who} {number}"))
            build_and_compare(deeply=deeply)
        build_and_compare(deeply=True)
        desk.mend()
        build_and_compare(deeply=True, must_be_good=True)
        shutil.rmtree(site.folder)

    check()


def test_a_touched_file_and_a_fresh_checkout_change_nothing(quick, make_site):
    site, desk = make_site({}, bare=True), Desk()
    desk.save(site)
    site.build()
    for path in site.sources():
        os.utime(site.folder / path, ns=(1, 1))

    assert site.build().written == ()


def test_an_edit_within_one_tick_of_the_clock_is_seen(quick, make_site):
    """Same size, same time, same inode: a file that changed just before the last look is read again."""
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02", "It was full.")
    stamp = (site.folder / "content/posts/jar.md").stat().st_mtime_ns
    site.build()
    site.post("jar", "The jar", "2026-01-02", "It was gone.")
    os.utime(site.folder / "content/posts/jar.md", ns=(stamp, stamp))
    site.build()

    assert "It was gone." in site.output("posts/jar/index.html")


def test_an_output_that_somebody_changed_is_put_right_with_the_next_edit(quick, make_site, differences):
    site, desk = make_site({}, bare=True), Desk()
    desk.save(site)
    site.build()
    expected = site.outputs()
    site.write("site/posts/jar/index.html", "<h1>Defaced</h1>")
    site.delete("site/authors/li/index.html")
    site.write("static/note.txt", "An edit.")
    site.build()

    assert differences(site.outputs(), {**expected, "note.txt": b"An edit."}) == []


def test_a_date_that_is_no_longer_far_ahead(quick, make_site):
    """The warning ends on a day, and the year that is suggested is that of the day."""
    files = {
        "content/posts/a.md": post(date="2026-01-05", updated="2028-03-01"),
        "content/posts/b.md": post(title="B", date="2026-01-06", updated="2031-06-01"),
    }
    site = make_site(files)
    days = [
        datetime(2026, 12, 31, 23, tzinfo=UTC),
        datetime(2027, 1, 1, 1, tzinfo=UTC),
        datetime(2027, 3, 2, 1, tzinfo=UTC),
    ]

    said = [site.build(now=day).problems for day in days]

    assert said == [make_site(files).build(now=day).problems for day in days]
    assert [[problem.help[-10:] for problem in problems] for problems in said] == [
        ["2026-03-01", "2026-06-01"],
        ["2027-03-01", "2027-06-01"],
        ["2027-06-01"],
    ]
