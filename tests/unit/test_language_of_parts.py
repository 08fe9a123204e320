"""Every part of a page says in which language it is (WCAG 3.1.2): a walk over the pages of a site with a marker in each text."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conftest import CONFIG

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"‹(\w+)›")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SEEN = frozenset(["alt", "aria-label", "title", "placeholder"])
"""Attributes whose text a reader gets in the language of their element."""


class Walk(HTMLParser):
    """Collects the texts of the body of a page whose marker is of another language than the element around it."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.wrong: list[str] = []
        self.seen: set[str] = set()

    @property
    def lang(self) -> str:
        return self.stack[-1][1] if self.stack else ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        lang = (given.get("lang") or self.lang).split("-")[0]
        for name in SEEN & given.keys():
            self._check(given[name] or "", lang, f"<{tag} {name}>")
        if tag not in VOID:
            self.stack.append((tag, lang))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._check(data, self.lang, " ".join(tag for tag, _ in self.stack[-3:]))

    def _check(self, text, lang, place):
        tags = {tag for tag, _ in self.stack}
        if "head" in tags or "script" in tags or "style" in tags:
            return
        marks = MARK.findall(text)
        # An attribute can only have one language: that of the words around a title.
        for mark in marks[-1:] if place.startswith("<") else marks:
            self.seen.add(mark)
            if mark != lang:
                self.wrong.append(f"{place}: {' '.join(text.split())} is in {lang}")


def wrong(html):
    """The texts of a page in a language that is not said, and the languages of all that are marked."""
    walk = Walk()
    walk.feed(html)
    return walk.wrong, walk.seen


def marked(words, language):
    """The words of a theme, each with a marker of its language."""
    lines, tables = [], []
    for key, value in words.items():
        if isinstance(value, dict):
            tables.append((key, value))
        else:
            lines.append(f'{key} = """{_escaped(value)} ‹{language}›"""')
    return lines, tables


def _escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def as_toml(words, language, name=""):
    lines, tables = marked(words, language)
    return "\n".join(
        [*([f"[{name}]"] if name else []), *lines]
        + [as_toml(table, language, f"{name}.{key}" if name else key) for key, table in tables]
    )


def words_of(theme, language):
    path = ROOT / "themes" / theme / "translations" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def text(front_matter, body):
    return f"---\n{front_matter}\n---\n{body}\n"


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8"/></svg>'
STORY = "author: rosa\ncredentials: [asking]\ntopics: [science ‹en›]\ngrades: [4]"
FILES = {
    "content/posts/jar.svg": DRAWING,
    "content/authors/rosa.md": text(
        "name: Rosa Okafor\nrole: Teacher ‹en›\nschool: Maple Street\ncolumn: From the desk ‹en›", "A life ‹en›."
    ),
    "content/credentials/asking.md": text(
        "name: Asking well ‹en›\nissuer: Digital Promise\nurl: https://issuer.example/one\nhashtag: Sample", "Why ‹en›."
    ),
    "content/pages/about.md": text("title: About ‹en›\nmenu: header", "About us ‹en›."),
    "content/glossary/wait.md": text("term: wait time\nlong: Time to think ‹en›", "The pause ‹en›."),
    "content/glossary/espera.md": text("term: tiempo de espera\nlang: es", "La pausa ‹es›."),
    "content/posts/jar.md": text(
        f"title: The jar ‹en›\ndate: 2026-01-02\nsummary: A jar ‹en›\n{STORY}\nasks: How ‹en›?\nanswered_by: [box, una]\nseries: The shelf ‹en›, 1\nimage: jar.svg\nimage_alt: A jar ‹en›\nimage_caption: The jar ‹en›",
        "Full ‹en›, after a wait time, a tiempo de espera. [The box ‹en›](box.md)\n\n## Why ‹en›\n\nSo ‹en›.",
    ),
    "content/posts/jar.es.md": text(
        "title: El frasco ‹es›\nsummary: Un frasco ‹es›\nasks: ¿Cómo ‹es›?\nimage_alt: Un frasco ‹es›\nimage_caption: El frasco ‹es›",
        "Lleno ‹es›, tras un tiempo de espera, en inglés wait time. [La caja ‹es›](box.md)\n\n## Por qué ‹es›\n\nAsí ‹es›.",
    ),
    "content/posts/box.md": text(
        f"title: The box ‹en›\ndate: 2026-01-03\nsummary: Square ‹en›\n{STORY}\nseries: The shelf ‹en›, 2", "Square ‹en›."
    ),
    "content/posts/lid.md": text(
        f"title: The lid ‹en›\ndate: 2026-01-04\nsummary: Round ‹en›\n{STORY}\nseries: The shelf ‹en›, 3", "Round ‹en›."
    ),
    "content/posts/lid.es.md": text("title: La tapa ‹es›\nsummary: Redonda ‹es›", "Redonda ‹es›."),
    "content/posts/una.md": text(
        f"title: Una más ‹es›\ndate: 2026-01-05\nlang: es\nsummary: Otra ‹es›\n{STORY}\nseries: The shelf ‹en›, 4", "Otra ‹es›."
    ),
    "content/posts/old.md": text(
        f"title: Old ‹en›\ndate: 2009-01-05\nsummary: Before ‹en›\n{STORY}\nasks: When ‹en›?", "Before ‹en›."
    ),
    "content/posts/old.es.md": text("title: Vieja ‹es›\nsummary: Antes ‹es›", "Antes ‹es›."),
}  # fmt: skip


@pytest.fixture(scope="module", params=["marigold", "civic"])
def site(request, make_site):
    theme = request.param
    words = {
        f"themes/marked/translations/{language}.toml": as_toml(
            words_of("common", language) | words_of(theme, language), language
        )
        for language in ("en", "es")
    }
    settings = CONFIG.replace('title = "Stories"', 'title = "Stories ‹en›"') + (
        'theme = "marked"\nlanguages = ["es"]\n[stories]\nflyers = true\nold_after_years = 5\n[share]\nservices = ["facebook", "mastodon"]\ncards = false\n'
        '[search]\nenabled = true\n[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://comments.district.example/"\n'
        '[footer]\ntext = "Our district ‹en›"\n[announcement]\ntext = "Snow ‹en›"\n'
    )
    own = {"themes/marked/theme.toml": f'name = "marked"\nextends = "{theme}"\n', "edblog.toml": settings}
    site = make_site(FILES | words | own)
    assert site.build().problems == ()
    return site


def test_each_text_is_marked_with_its_language(site):
    found = {}
    for path in (path for path in site.outputs() if path.endswith(".html")):
        texts, seen = wrong(site.output(path))
        assert seen
        found |= {f"{path} {text}": 1 for text in texts}
    print(*found, sep="\n")
    assert list(found) == []


def parts_around(html):
    """The parts of a series before and after a story: the address, the language if it is another one, and the title."""
    found = re.findall(
        r'<a rel="(prev|next)" href="/stories/((?:es/)?posts/\w+/)"(.*?)</a>', html.partition("</article>")[2]
    )
    return [
        (rel, url, "".join(re.findall(r'lang="(\w+)"', more)), re.findall(r"[\w ]+ ‹\w+›", more)[-1].strip())
        for rel, url, more in found
    ]


def test_a_translation_has_its_place_in_the_series(site):
    """The parts beside it in its language where there are translations, else the originals."""
    jar, lid = (parts_around(site.output(f"es/posts/{name}/index.html")) for name in ("jar", "lid"))

    assert jar[0] == ("next", "posts/box/", "en", "The box ‹en›")
    assert lid[:2] == [
        ("prev", "posts/box/", "en", "The box ‹en›"),
        ("next", "posts/una/", "", "Una más ‹es›"),
    ]
    box = parts_around(site.output("posts/box/index.html"))
    assert box[:2] == [("prev", "posts/jar/", "", "The jar ‹en›"), ("next", "posts/lid/", "", "The lid ‹en›")]
    assert "Parte 1 de 4 ‹es›" in site.output("es/posts/jar/index.html")


def test_a_word_is_explained_in_the_language_of_the_text(site):
    """An English explanation of a word in a Spanish text would help nobody, even if the English word is there."""

    def explained(path):
        return re.findall(r'<div[^>]* id="eb-word-(\w+)"', site.output(path))

    assert explained("posts/jar/index.html") == ["wait"]
    assert explained("es/posts/jar/index.html") == ["espera"]


def test_an_acronym_needs_an_explanation_in_the_language_of_the_text(make_site):
    body = "Before the meeting, the IEP is there."
    site = make_site(
        {
            "edblog.toml": f'{CONFIG}languages = ["es"]\n',
            "content/glossary/iep.md": text("term: IEP\nlong: Individualized Education Program", ""),
            "content/posts/jar.md": text("title: The jar\ndate: 2026-01-02\nauthor: rosa", body),
            "content/posts/jar.es.md": text("title: El frasco", "Antes de la reunión, el IEP está listo."),
        }
    )
    (notice,) = site.build().problems

    assert (notice.path, notice.code) == ("content/posts/jar.es.md", "unexplained-acronym")
    assert "edblog new term IEP (with lang: es, because this text is in that language)" in notice.help
    site.write(
        "content/glossary/iep-es.md",
        text("term: IEP\nlang: es\nlong: Programa Educativo Individualizado", ""),
    )
    assert site.build().problems == ()
