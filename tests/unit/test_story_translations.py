"""Stories in several languages: files with a language in their names, their pages, lists, feeds and links."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import feedparser
import pytest
from tests.conftest import CONFIG, post

from edblog.web.languages import lookup_range

SPANISH = f'{CONFIG}languages = ["es", "ar"]\n'
HOME = "https://district.example/stories/"
NO_CARDS = "\n[share]\ncards = false\n"


def told(title: str, body: str = "Se llenó de papelitos antes del viernes.", **fields: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **fields}.items())
    return f"---\n{lines}---\n{body}\n"


FILES = {
    "edblog.toml": f"{SPANISH}{NO_CARDS}",
    "content/posts/jar.md": post(topics="[science]", body="See [the box](box/index.md).\n\n## Why\n\nSo."),
    "content/posts/jar.es.md": told(
        "El frasco",
        "Vea [la caja](box/index.md), [de nuevo](/stories/posts/box/), [por qué](box/index.md#why), "
        "[dentro](box/index.md#dentro), [sola](alone.md) y [el original](jar.md).\n\n## Por qué\n\nPorque sí.",
    ),
    "content/posts/jar.ar.md": told("الجرة", "امتلأت."),
    "content/posts/box/index.md": post("The box", "2026-01-03", "It is square.\n\n## Why\n\nSo."),
    "content/posts/box/index.es.md": told("La caja", "Es cuadrada.\n\n## Dentro\n\nAsí."),
    "content/posts/alone.md": post("Alone", "2026-01-04", "Nobody has translated it."),
    "content/posts/pregunta.md": post("Una pregunta", "2026-01-05", "Una más.", lang="es-MX"),
}
"""A story in English, Spanish and Arabic, one in English and Spanish, one in English alone, and one that was written in Spanish."""


@pytest.fixture
def site(make_site):
    return make_site(FILES)


@pytest.fixture(scope="module")
def done(make_site):
    """The same site, built."""
    site = make_site(FILES)
    assert site.build(strict=True).problems == ()
    return site


def built(site, path):
    assert site.build(strict=True).problems == ()
    return site.output(path)


def alternates(html):
    return re.findall(
        r'<link rel="alternate" hreflang="([^"]*)" href="https://district.example([^"]*)">', html
    )


def cards(html):
    """The titles of the cards, with the language of those in another one."""
    found = re.findall(
        r'<h2 class="card-title"(?: lang="([^"]*)" dir="\w+")?><a href="([^"]*)">(.*?)</a>', html
    )
    return [(lang, url.removeprefix("/stories/"), title) for lang, url, title in found]


def test_a_translation_has_the_words_around_it_in_its_language(done):
    html = done.output("es/posts/jar/index.html")

    assert '<html lang="es">' in html
    assert '<h1 class="p-name">El frasco</h1>' in html
    assert "2 de enero de 2026" in html
    assert '<a class="skip" href="#eb-main">Saltar al contenido</a>' in html
    assert '<a href="/stories/es/" aria-current="true">Historias</a>' in html
    assert '<link rel="canonical" href="https://district.example/stories/es/posts/jar/">' in html


def test_arabic_is_mirrored(done):
    assert '<html lang="ar" dir="rtl">' in done.output("ar/posts/jar/index.html")


def test_what_is_not_translated_is_marked_with_its_language(done):
    html = done.output("ar/posts/jar/index.html")

    assert re.search(r'<a class="brand" href="/stories/ar/" lang="en" dir="ltr">', html)
    assert (
        '<a class="chip topic p-category" href="/stories/topics/science/" lang="en" dir="ltr">science</a>'
        in html
    )
    assert '<p class="soft" lang="en" dir="ltr">Grade 4 teacher, Maple Street Elementary</p>' in html


def test_every_page_of_a_story_names_all_its_languages(done):
    urls = [
        ("en", "/stories/posts/jar/"),
        ("x-default", "/stories/posts/jar/"),
        ("es", "/stories/es/posts/jar/"),
        ("ar", "/stories/ar/posts/jar/"),
    ]

    for path in ("posts/jar", "es/posts/jar", "ar/posts/jar"):
        assert alternates(done.output(f"{path}/index.html")) == urls
    assert alternates(done.output("posts/alone/index.html")) == []
    assert alternates(done.output("es/index.html")) == alternates(done.output("index.html")) == [
        ("en", "/stories/"), ("x-default", "/stories/"), ("es", "/stories/es/"), ("ar", "/stories/ar/"),
    ]  # fmt: skip


def test_the_switch_leads_to_the_same_story_or_else_to_the_home_page_of_the_language(done):
    html = done.output("es/posts/box/index.html")
    switch = re.search(r'<nav class="languages" aria-label="Idioma">(.*?)</nav>', html, re.DOTALL)

    assert switch
    assert re.findall(r"<li>(.*?)</li>", switch[1]) == [
        '<a href="/stories/posts/box/" hreflang="en" lang="en" dir="ltr">English</a>',
        '<span aria-current="true">Español</span>',
        '<a href="/stories/ar/" hreflang="ar" lang="ar" dir="rtl">العربية</a>',
    ]


def test_a_translation_says_so_and_leads_to_the_original(done):
    html = done.output("es/posts/jar/index.html")

    assert (
        'Esta es una traducción. El original: <a href="/stories/posts/jar/" rel="alternate" hreflang="en" lang="en" dir="ltr">English</a>'
        in html
    )
    assert 'class="translated"' not in done.output("posts/jar/index.html")


def test_structured_data_says_what_it_is_a_translation_of(done):
    html = done.output("es/posts/jar/index.html")

    def data(html):
        return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])

    original = {
        "@type": "BlogPosting",
        "@id": "https://district.example/stories/posts/jar/",
        "inLanguage": "en",
    }
    assert (data(html)["inLanguage"], data(html)["translationOfWork"]) == ("es", original)
    work = data(done.output("posts/jar/index.html"))["workTranslation"]
    assert [(each["@id"], each["inLanguage"]) for each in work] == [
        ("https://district.example/stories/es/posts/jar/", "es"),
        ("https://district.example/stories/ar/posts/jar/", "ar"),
    ]


def test_networks_learn_of_languages_with_a_country(make_site):
    site = make_site(
        {
            "edblog.toml": f'{CONFIG}language = "en-US"\nlanguages = ["es-MX", "ht"]\n{NO_CARDS}',
            "content/posts/jar.md": post(),
            "content/posts/jar.es-MX.md": told("El frasco"),
            "content/posts/jar.ht.md": told("Bokal la", "Li plen."),
        }
    )
    html = built(site, "es-mx/posts/jar/index.html")

    assert re.findall(r'<meta property="(og:locale[^"]*)" content="([^"]*)">', html) == [
        ("og:locale", "es_MX"),
        ("og:locale:alternate", "en_US"),
    ]


def test_a_link_leads_to_the_translation_where_there_is_one(done):
    html = done.output("es/posts/jar/index.html")
    links = dict(
        re.findall(
            r'<a href="([^"]*)">([^<]*)</a>',
            html.partition('<div class="prose')[2].partition("</article>")[0],
        )
    )

    assert {words: url for url, words in links.items()} == {
        "de nuevo": "/stories/es/posts/box/",
        # The heading is only in the English text.
        "por qué": "/stories/posts/box/#why",
        "dentro": "/stories/es/posts/box/#dentro",
        "sola": "/stories/posts/alone/",
        "el original": "/stories/posts/jar/",
    }
    assert 'href="/stories/posts/box/"' in done.output("posts/jar/index.html")


def test_the_home_page_of_a_language_has_all_stories_and_marks_those_in_another_one(done):
    html = done.output("es/index.html")

    assert cards(html) == [
        ("es-MX", "posts/pregunta/", "Una pregunta"),
        ("en", "posts/alone/", "Alone"),
        ("", "es/posts/box/", "La caja"),
        ("", "es/posts/jar/", "El frasco"),
    ]
    assert "Las historias que aún no están traducidas aparecen en el idioma en que se escribieron." in html


def test_a_page_of_the_district_stands_above_that_list(site):
    site.write("content/pages/es.md", "---\ntitle: Bienvenidos\nlang: es\n---\nLean con nosotros.\n")
    html = built(site, "es/index.html")

    assert "<h1>Bienvenidos</h1>" in html
    assert "<p>Lean con nosotros.</p>" in html


def test_a_feed_has_the_stories_in_its_language(site):
    site.write("edblog.toml", f'{SPANISH}{NO_CARDS}\n[feeds]\nformats = ["rss", "atom", "json"]\n')
    built(site, "index.html")

    for name in ("rss.xml", "atom.xml"):
        feed = feedparser.parse(site.output(f"es/{name}"))
        assert not feed.bozo
        assert feed.feed.language == "es" if name == "rss.xml" else True
        assert feed.feed.title == "Español · Stories"
        assert [(entry.title, entry.link.rpartition("/stories/")[2]) for entry in feed.entries] == [
            ("Una pregunta", "posts/pregunta/"),
            ("La caja", "es/posts/box/"),
            ("El frasco", "es/posts/jar/"),
        ]
    own = feedparser.parse(site.output("rss.xml"))
    assert [entry.title for entry in own.entries] == ["Una pregunta", "Alone", "The box", "The jar"]
    items = json.loads(site.output("es/feed.json"))
    assert items["language"] == "es"
    assert [item["id"] for item in items["items"]][1:] == [
        "https://district.example/stories/es/posts/box/",
        "https://district.example/stories/es/posts/jar/",
    ]


def test_the_follow_page_and_the_list_of_feeds_have_those_of_languages(done):
    html = done.output("follow/index.html")

    assert 'href="/stories/es/rss.xml"' in html
    assert "In other languages" in html
    assert "https://district.example/stories/es/rss.xml" in done.output("feeds.opml")


def test_the_sitemap_has_each_page_with_all_its_languages(done):
    sitemap = done.output("sitemap.xml")

    assert sitemap.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n  <url>\n    <loc>https://district.example/stories/</loc>\n'
        '    <xhtml:link rel="alternate" hreflang="en" href="https://district.example/stories/" />\n'
        '    <xhtml:link rel="alternate" hreflang="es" href="https://district.example/stories/es/" />\n'
        '    <xhtml:link rel="alternate" hreflang="ar" href="https://district.example/stories/ar/" />\n'
        '    <xhtml:link rel="alternate" hreflang="x-default" href="https://district.example/stories/" />\n  </url>\n'
    )
    links = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{tag}" href="https://district.example/stories/{url}posts/box/" />\n'
        for tag, url in (("en", ""), ("es", "es/"), ("x-default", ""))
    )
    assert (
        "  <url>\n    <loc>https://district.example/stories/posts/box/</loc>\n    <lastmod>2026-01-03T00:00:00-06:00</lastmod>\n"
        f"{links}  </url>\n"
        "  <url>\n    <loc>https://district.example/stories/es/posts/box/</loc>\n    <lastmod>2026-01-03T00:00:00-06:00</lastmod>\n"
        f"{links}  </url>\n"
    ) in sitemap
    assert (
        "  <url>\n    <loc>https://district.example/stories/posts/alone/</loc>\n    <lastmod>2026-01-04T00:00:00-06:00</lastmod>\n  </url>\n"
        in sitemap
    )


def test_versions_in_the_sitemap_name_each_other(done):
    """The rule of Google: each page names itself, and each page that it names names it, too; nobody is named twice."""
    names = {
        url.find("{*}loc").text: [
            (link.get("hreflang"), link.get("href")) for link in url.iterfind("{*}link")
        ]
        for url in ET.fromstring(done.output("sitemap.xml").encode()).iterfind("{*}url")
    }

    assert len([page for page, links in names.items() if links]) == 3 + 3 + 2
    for page, links in names.items():
        assert all(names[url] == links for _, url in links)
        assert not links or page in dict(links).values()
        assert len(dict(links)) == len(links)
        pages = [path for path in (f"{page.removeprefix(HOME)}index.html",) if path in done.outputs()]
        assert {(tag, f"https://district.example{url}") for path in pages for tag, url in alternates(done.output(path))} == set(links)  # fmt: skip


def test_all_translations_have_one_thread_of_comments(site):
    site.write(
        "edblog.toml",
        f'{SPANISH}{NO_CARDS}\n[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://comments.district.example/"\n',
    )
    built(site, "index.html")
    threads = {
        re.search(r'data-isso-id="([^"]*)"', site.output(f"{path}/index.html"))[1]
        for path in ("posts/jar", "es/posts/jar", "ar/posts/jar")
    }
    assert threads == {"/stories/posts/jar/"}


def test_a_translation_comes_with_its_story(site):
    site.write("content/posts/jar.md", post(draft="yes"))
    site.write("content/posts/box/index.md", post("The box", "2026-12-24"))
    site.write("content/posts/jar.es.md", told("El frasco"))
    site.build()

    files = site.outputs()
    assert not [path for path in files if path.startswith(("es/posts/", "ar/posts/"))]
    assert [p for p in site.problems() if ".es.md" in p or ".ar.md" in p] == []

    site.build(drafts=True, future=True)
    assert {
        "es/posts/jar/index.html",
        "ar/posts/jar/index.html",
        "es/posts/box/index.html",
    } <= site.outputs().keys()


def test_a_translation_may_be_a_draft_of_its_own(site):
    site.write("content/posts/jar.es.md", told("El frasco", draft="yes"))
    report = site.build()

    assert "es/posts/jar/index.html" not in site.outputs()
    assert [(p.path, p.code) for p in report.problems] == [("content/posts/jar.es.md", "draft")]


def test_a_translation_may_repeat_what_the_story_says(site):
    site.write(
        "content/posts/jar.es.md",
        told("El frasco", date="2026-01-02", author="rosa", topics="[science]", lang="es"),
    )
    assert site.build(strict=True).problems == ()


def test_the_picture_is_that_of_the_story_with_its_own_description(site):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8"/></svg>'
    site.write("content/posts/jar.svg", drawing)
    site.write("content/posts/jar.md", post(image="jar.svg", image_alt="A jar", image_credit="Kim"))
    site.write("content/posts/jar.es.md", told("El frasco", image_alt="Un frasco"))
    site.write("content/posts/jar.ar.md", told("الجرة"))

    assert site.problems() == ["warning content/posts/jar.ar.md:2:8 translation-without-alt"]
    site.build()
    assert 'alt="Un frasco"' in site.output("es/posts/jar/index.html")
    assert "Kim" in site.output("es/posts/jar/index.html")


def test_a_slug_of_the_story_counts_for_its_translations(site):
    site.write("content/posts/jar.md", post(slug="glass"))
    site.write("content/posts/box/index.md", post("The box", "2026-01-03"))
    site.write("content/posts/jar.es.md", told("El frasco"))
    built(site, "es/posts/glass/index.html")


def test_the_search_finds_translations(site):
    site.write("edblog.toml", f"{SPANISH}{NO_CARDS}\n[search]\nenabled = true\n")
    built(site, "index.html")
    tables = "".join(
        text.decode()
        for path, text in site.outputs().items()
        if path.startswith("search/") and path.endswith(".txt")
    )

    assert '["El frasco","es/posts/jar/","translations","2026-01-02","Rosa Okafor"' in tables
    assert "languages:es\t" in tables
    assert '"translations":"Translation"' in site.output("search/index.html")


PROGRAMS = "\n[programs]\nllms_txt = true\nmarkdown = true\n"


def test_programs_find_each_story_in_each_language(site):
    site.write("edblog.toml", f"{SPANISH}{NO_CARDS}{PROGRAMS}")
    site.write("content/posts/jar.md", post(topics="[science]", updated="2026-02-01"))
    site.write("content/posts/jar.es.md", told("El frasco", updated="2026-02-03"))
    built(site, "index.html")

    overview = site.output("llms.txt")
    assert (
        overview.partition("\n## Optional")[0].partition("## Stories\n")[2]
        == f"""
- [Una pregunta]({HOME}posts/pregunta/index.md): Una más.
- [Alone]({HOME}posts/alone/index.md): Nobody has translated it.
- [The box]({HOME}posts/box/index.md): It is square.
- [The jar]({HOME}posts/jar/index.md): It filled up.

## Español

- [La caja]({HOME}es/posts/box/index.md): Es cuadrada.
- [El frasco]({HOME}es/posts/jar/index.md): Se llenó de papelitos antes del viernes.

## العربية

- [الجرة]({HOME}ar/posts/jar/index.md): امتلأت.
"""
    )
    for path, facts in (
        ("", ('title: "The jar"', 'lang: "en"', 'updated: "2026-02-01')),
        ("es/", ('title: "El frasco"', 'lang: "es"', 'updated: "2026-02-03')),
        ("ar/", ('title: "الجرة"', 'lang: "ar"')),
    ):
        text = site.output(f"{path}posts/jar/index.md")
        front_matter = text.split("---\n")[1]
        assert all(fact in front_matter for fact in facts), front_matter
        assert f"{HOME}{path}posts/jar/" in front_matter
        assert ("updated" in front_matter) == (path != "ar/")
        assert f'<link rel="alternate" type="text/markdown" href="/stories/{path}posts/jar/index.md">' in site.output(f"{path}posts/jar/index.html")  # fmt: skip


def test_both_themes_name_the_markdown_of_a_story(site):
    site.write("edblog.toml", f'{SPANISH}theme = "civic"\n{NO_CARDS}{PROGRAMS}')

    assert 'type="text/markdown" href="/stories/es/posts/jar/index.md"' in built(
        site, "es/posts/jar/index.html"
    )
    assert '<li><a href="/stories/es/">' in site.output("es/posts/jar/index.html")


def test_without_languages_such_a_file_is_a_story(make_site):
    site = make_site(
        {
            "edblog.toml": f"{CONFIG}{NO_CARDS}",
            "content/posts/jar.md": post(),
            "content/posts/jar.es.md": post("El frasco"),
        }
    )
    site.build()

    assert "posts/jar-es/index.html" in site.outputs()
    assert not [path for path in site.outputs() if path.startswith("es/")]


def test_a_name_that_ends_in_no_language_is_a_story(site):
    site.write("content/posts/v1.old.md", post("Old", "2026-01-06"))
    built(site, "posts/v1-old/index.html")


@pytest.mark.parametrize(
    ("languages", "message"),
    [
        ('["EN"]', '"EN" is the language of the site itself, so nothing is translated into it'),
        ('["es", "ES"]', 'the language "ES" is there twice'),
        ('["Spanish"]', '"Spanish" is not a language tag'),
        ('["sp"]', 'there is no language "sp"'),
        ('["zh-CN", "zh-hans"]', 'the language "zh-hans" is there twice, as "zh-CN"'),
    ],
)
def test_languages_in_the_settings(make_site, languages, message):
    from edblog.settings import read_config

    _, problems = read_config(f"{CONFIG}languages = {languages}\n")
    assert [problem.message for problem in problems if problem.code == "config-value"] == [message]


@pytest.mark.parametrize(
    ("language", "tags"),
    [
        ("zh", ["zh", "zh-Hans"]),
        ("zh-CN", ["zh-CN", "zh-Hans", "zh"]),
        ("zh-TW", ["zh-TW", "zh-Hant", "zh"]),
        ("zh-Hant-HK", ["zh-Hant-HK", "zh-Hant", "zh"]),
        ("es-MX", ["es-MX", "es"]),
    ],
)
def test_a_tag_that_means_a_script_finds_the_words_in_it(language, tags):
    assert lookup_range(language) == tags
