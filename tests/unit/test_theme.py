import pickle
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b
from pathlib import Path

import msgspec
import pytest

from edblog.catalog.words import Words
from edblog.kinds import KINDS
from edblog.kinds.pages.views import TextPage
from edblog.model import StaticFile
from edblog.outputs.templates.engine import TemplateFault
from edblog.outputs.templates.installed import theme_file
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.texts import locale_of
from edblog.outputs.templates.theme import load_theme
from edblog.problems import Problem
from edblog.views import MenuItem, Site
from edblog.web.markup import SafeHtml

ENGLISH = {key: text for kind in KINDS for key, text in kind.english.items()}
ROOT = Path(__file__).parents[2]

SITE = Site(
    title="Stories",
    description="From our classrooms",
    base_url="https://district.example/stories/",
    root="/stories/",
    language="en",
    menu=(MenuItem("Home", "/stories/", "stories"),),
    footer=(),
    feeds=(),
    opml="/stories/feeds.opml",
    follow="/stories/follow/",
    write="",
    assets={"style.css": "/stories/assets/style.css"},
    stylesheets=("/stories/assets/style.css",),
    icon="",
)
PAGE = TextPage(
    site=SITE,
    url="/stories/about/",
    title="About <us>",
    description="",
    lang="en",
    policy="default-src 'self'",
    parts={"badges": ("gold",)},
)

MARIGOLD = {
    "marigold/theme.toml": """
name = "Marigold"
version = "1.0"
stylesheets = ["style.css"]
icon = "icon.svg"
""",
    "marigold/templates/base.html": """<title>{% block title %}{{ page.title }}{% endblock %}</title>
{% include "partials/foot.html" %}

{% block main %}{% endblock %}
""",
    "marigold/templates/partials/foot.html": "<footer>{{ t('foot') }}</footer>",
    "marigold/templates/page.html": """{% extends "base.html" %}
{% block main %}
<main>{{ body }}</main>
{% endblock %}
""",
    "marigold/templates/topic.html": """{% extends "base.html" %}
{% block main %}{{ t("stories", count=2) }}{% endblock %}
""",
    "marigold/templates/bare.html": "<p>{{ page.title }}</p>",
    "marigold/static/style.css": "body { color: black }",
    "marigold/static/icon.svg": "<svg/>",
    "marigold/static/.DS_Store": "left behind",
    "marigold/translations/en.toml": """
foot = "Made by teachers"
stories = { one = "{count} story", other = "{count} stories" }
by = "By {who}"

[formats]
date_long = "MMMM d, y"
date_short = "MMM d"
""",
    "marigold/translations/es.toml": """
foot = "Hecho por docentes"

[formats]
date_long = "d 'de' MMMM 'de' y"
""",
}

DISTRICT = {
    "themes/district/theme.toml": 'name = "District"\nextends = "marigold"\nstylesheets = ["district.css"]\n',
    "themes/district/templates/base.html": """{% extends "marigold/base.html" %}
{% block title %}{{ super() }} | District 9{% endblock %}
""",
    "themes/district/templates/partials/foot.html": "<footer>District: {{ t('foot') }}</footer>",
    "themes/district/templates/bare.html": "<h1>{{ page.title }}</h1>",
    "themes/district/static/district.css": "body { margin: 0 }",
    "themes/district/static/icon.svg": "<svg><circle/></svg>",
    "themes/district/translations/en.toml": 'foot = "Made in District 9"\n',
}


@pytest.fixture
def load(tmp_path):
    """Writes files (those of bundled themes without a folder in front) and loads a theme."""

    def load(name, *groups):
        for path, text in {path: text for group in groups for path, text in group.items()}.items():
            folder = tmp_path / "site" if path.startswith("themes/") else tmp_path / "bundled"
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return load_theme(name, tmp_path / "site", tmp_path / "bundled")

    return load


@pytest.fixture
def fault(load):
    """The problem with a template of a theme that is otherwise well."""

    def fault(source, **templates):
        files = {f"marigold/templates/{name}.html": text for name, text in templates.items()}
        theme, problems = load("marigold", MARIGOLD, {"marigold/templates/wrong.html": source}, files)
        assert problems == []
        with pytest.raises(TemplateFault) as caught:
            Renderer(theme, "en").render("wrong.html", PAGE)
        return caught.value.problem

    return fault


def test_a_page_is_rendered_from_its_view_and_its_body(load):
    theme, problems = load("marigold", MARIGOLD)

    assert problems == []
    assert (
        Renderer(theme, "en").render("page.html", PAGE, SafeHtml("<p>Hello</p>"))
        == """<title>About &lt;us&gt;</title>
<footer>Made by teachers</footer>
<main><p>Hello</p></main>
"""
    )


def test_a_theme_of_the_site_overrides_a_block_a_partial_and_a_text_of_the_one_it_extends(load):
    theme, problems = load("district", MARIGOLD, DISTRICT)

    assert problems == []
    assert theme.chain == ("district", "marigold")
    assert (
        Renderer(theme, "en").render("page.html", PAGE)
        == """<title>About &lt;us&gt; | District 9</title>
<footer>District: Made in District 9</footer>
<main></main>
"""
    )


def test_a_theme_overrides_a_whole_template_and_the_other_can_still_be_named(load):
    theme, _ = load("district", MARIGOLD, DISTRICT)
    renderer = Renderer(theme, "en")

    assert renderer.render("bare.html", PAGE) == "<h1>About &lt;us&gt;</h1>"
    assert renderer.render("marigold/bare.html", PAGE) == "<p>About &lt;us&gt;</p>"
    assert theme.paths["bare.html"] == "themes/district/templates/bare.html"
    assert theme.paths["marigold/bare.html"] == "theme marigold: templates/bare.html"
    assert theme.paths["page.html"] == "theme marigold: templates/page.html"


def test_static_files_are_merged_and_stylesheets_of_the_child_come_last(load, tmp_path):
    theme, _ = load("district", MARIGOLD, DISTRICT)

    assert theme.stylesheets == ("style.css", "district.css")
    assert theme.icon == "icon.svg"
    assert {name: (file.source, file.theme) for name, file in theme.static.items()} == {
        "district.css": ("theme:district/static/district.css", "district"),
        "icon.svg": ("theme:district/static/icon.svg", "district"),
        "style.css": ("theme:marigold/static/style.css", "marigold"),
    }
    source = theme.static["icon.svg"].source
    assert (tmp_path / "site/themes/district", "static/icon.svg") == theme_file(
        source, tmp_path / "site", tmp_path / "bundled"
    )


def test_a_stylesheet_of_the_same_name_takes_the_place_of_the_other(load):
    files = {
        "themes/district/theme.toml": 'extends = "marigold"\nstylesheets = ["style.css", "more.css"]\n',
        "themes/district/static/style.css": "body { color: navy }",
        "themes/district/static/more.css": "",
    }

    theme, problems = load("district", MARIGOLD, files)

    assert problems == []
    assert theme.stylesheets == ("style.css", "more.css")
    assert theme.static["style.css"] == StaticFile(
        "theme:district/static/style.css",
        blake2b(b"body { color: navy }", digest_size=16).digest(),
        "district",
        is_own=True,
    )


def test_a_static_file_whose_digest_is_known_is_not_read(load, tmp_path):
    load("district", MARIGOLD, DISTRICT)
    digests = {
        "themes/district/static/icon.svg": b"own",
        "theme:bundled/marigold/static/icon.svg": b"of marigold",
        "theme:bundled/marigold/static/style.css": b"style",
    }

    theme, _ = load_theme("district", tmp_path / "site", tmp_path / "bundled", digests=digests)

    assert {name: file.digest for name, file in theme.static.items()} == {
        "district.css": blake2b(b"body { margin: 0 }", digest_size=16).digest(),
        "icon.svg": b"own",
        "style.css": b"style",
    }


def test_a_missing_file_named_by_the_theme_is_a_problem_and_the_pages_do_without(load):
    files = MARIGOLD | {
        "marigold/theme.toml": 'stylesheets = [\n  "style.css",\n  "stile.css",\n]\nicon = "flower.png"\n'
    }

    theme, problems = load("marigold", files)

    assert theme.stylesheets == ("style.css",)
    assert theme.icon == ""
    where = "theme marigold: theme.toml"
    assert [
        Problem(
            where,
            "error",
            "theme-missing-file",
            '"stylesheets" names "stile.css", which is not in static/',
            'did you mean "style.css"?',
            line=3,
            column=3,
        ),
        Problem(
            where,
            "error",
            "theme-missing-file",
            '"icon" names "flower.png", which is not in static/',
            "save the file as theme marigold: static/flower.png",
            line=5,
            column=8,
        ),
    ] == problems


def test_an_unknown_theme_is_answered_with_the_nearest_and_all_that_are_installed(load):
    theme, problems = load("marygold", MARIGOLD, DISTRICT)

    assert theme is None
    assert [
        Problem(
            "edblog.toml",
            "error",
            "unknown-theme",
            'there is no theme "marygold"',
            'did you mean "marigold"? installed: district, marigold',
            key=("theme",),
        )
    ] == problems


def test_an_unknown_parent_is_a_problem_of_the_theme_that_names_it(load):
    theme, problems = load("district", DISTRICT)

    assert theme is None
    assert [
        Problem(
            "themes/district/theme.toml",
            "error",
            "unknown-theme",
            'there is no theme "marigold"',
            "installed: district",
            line=2,
            column=1,
            key=("extends",),
        )
    ] == problems


def test_themes_that_extend_each_other_are_refused(load):
    theme, problems = load(
        "a", {"a/theme.toml": 'extends = "b"\n', "b/theme.toml": 'name = "B"\nextends = "a"\n'}
    )

    assert theme is None
    assert [
        Problem(
            "theme b: theme.toml",
            "error",
            "theme-circle",
            "the themes extend each other in a circle: a → b → a",
            'in the theme "b", write another theme after "extends", or delete that line',
            line=2,
            column=1,
            key=("extends",),
        )
    ] == problems


@pytest.mark.parametrize("name", ["../marigold", "..", "a/b", "a\\b", "c:x", "", ".hidden"])
def test_a_theme_name_is_one_folder(load, name):
    theme, problems = load(name, MARIGOLD)

    assert theme is None
    assert [
        (f'"{name}" is not the name of a theme', "write only the name of its folder; installed: marigold")
    ] == [(problem.message, problem.help) for problem in problems]


def test_a_folder_without_theme_toml_is_not_a_theme(load):
    _, problems = load("half", {"themes/half/templates/base.html": ""})

    assert [(problem.message, problem.help) for problem in problems] == [
        ('the theme "half" has no theme.toml', "add themes/half/theme.toml")
    ]


def test_everything_wrong_in_theme_toml_and_translations_comes_in_one_run(load):
    _, problems = load(
        "marigold",
        MARIGOLD,
        {
            "marigold/theme.toml": 'name = "M"\nextend = "x"\nstylesheets = "style.css"\nversion = 2\n',
            "marigold/translations/es.toml": 'foot = 3\nn = { one = "uno" }\n',
            "marigold/translations/fr.toml": 'a = "b"\nc = d\n',
        },
    )

    assert problems[0].code == "theme-unknown-key"
    assert [(p.path.removeprefix("theme marigold: "), p.line, p.message, p.help) for p in problems] == [
        ("theme.toml", 2, 'theme.toml has no key "extend"', 'did you mean "extends"?'),
        ("theme.toml", 3, '"stylesheets" must be a list of texts in quotes', 'write: stylesheets = ["…"]'),
        ("theme.toml", 4, '"version" must be text in quotes', 'write: version = "…"'),
        ("translations/es.toml", 0, '"foot" must be text in quotes', 'write: foot = "…"'),
        (
            "translations/es.toml",
            0,
            '"n" has no text for "other"',
            'for a text that depends on a number, write: { one = "…", other = "…" }',
        ),
        (
            "translations/fr.toml",
            2,
            "this line is not valid TOML: invalid value",
            'write each line as: name = "text in quotes"',
        ),
    ]


def test_an_unreadable_theme_toml_is_a_problem(load):
    assert (
        None,
        [
            Problem(
                "theme marigold: theme.toml",
                "error",
                "theme-syntax",
                "this line is not valid TOML: invalid value",
                'write each line as: name = "text in quotes"',
                line=1,
                column=8,
            )
        ],
    ) == load("marigold", {"marigold/theme.toml": "name = marigold\n"})


def test_a_template_that_is_not_utf8_is_a_problem(load, tmp_path):
    load("marigold", MARIGOLD)
    (tmp_path / "bundled/marigold/templates/bare.html").write_bytes(b"caf\xe9")

    _, problems = load("marigold")

    assert [
        Problem(
            "theme marigold: templates/bare.html",
            "error",
            "theme-encoding",
            "this file is not UTF-8 text",
            "save it with the encoding UTF-8",
        )
    ] == problems


# What templates can use


@pytest.fixture
def show(load):
    def show(source, language="en", **more):
        theme, _ = load("marigold", MARIGOLD, {"marigold/templates/shown.html": source})
        renderer = Renderer(theme, language)
        renderer.engine.environment.globals |= more
        return renderer.render("shown.html", PAGE)

    return show


def test_texts_take_parameters_and_are_escaped(show):
    assert show('{{ t("by", who="<b>Ann</b>") }}') == "By &lt;b&gt;Ann&lt;/b&gt;"
    assert (
        show('{% set who %}<b>{{ "A & B" }}</b>{% endset %}{{ t("by", who=who) }}') == "By <b>A &amp; B</b>"
    )


@pytest.mark.parametrize(("count", "text"), [(0, "0 stories"), (1, "1 story"), (1200, "1,200 stories")])
def test_a_text_follows_the_plural_rule_of_its_language(show, count, text):
    assert text == show('{{ t("stories", count=count) }}', count=count)


def test_a_language_without_a_text_falls_back_to_english(show):
    source = '{{ t("foot") }}, {{ t("stories", count=1) }}'

    assert show(source, "es-MX") == "Hecho por docentes, 1 story"
    assert show(source, "tlh") == "Made by teachers, 1 story"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("pt-br", "Artigos"),
        ("PT-BR", "Artigos"),
        ("pt-PT", "Textos"),
        ("zh-Hant-TW", "故事"),
        ("es-MX", "Historias"),
        ("fr", "Tales"),
    ],
)
def test_menus_and_templates_look_for_a_text_in_the_same_places(load, language, word):
    files = {
        "marigold/translations/en.toml": 'nav_stories = "Tales"\n',
        "marigold/translations/es.toml": 'nav_stories = "Historias"\n',
        "marigold/translations/pt.toml": 'nav_stories = "Textos"\n',
        "marigold/translations/pt-BR.toml": 'nav_stories = { one = "Artigo", other = "Artigos" }\n',
        "marigold/translations/zh-hant.toml": 'nav_stories = "故事"\n',
        "marigold/templates/shown.html": '{{ t("nav_stories", count=2) }}',
    }
    theme, problems = load("marigold", MARIGOLD, files)

    assert problems == []
    assert Words(theme.with_fallbacks(ENGLISH), language)["nav_stories"] == word
    assert Renderer(theme, language).render("shown.html", PAGE) == word


def test_a_child_may_spell_the_name_of_a_language_in_another_way(load):
    files = {
        "marigold/translations/pt-BR.toml": 'foot = "Rodapé"\nby = "De {who}"\n',
        "themes/district/translations/pt-br.toml": 'foot = "Pé"\n',
    }
    theme, _ = load("district", MARIGOLD, DISTRICT, files)

    assert theme.translations["pt-br"] == {"foot": "Pé", "by": "De {who}"}


def test_a_menu_is_in_english_where_the_theme_has_no_words_for_it(load):
    theme, _ = load("marigold", MARIGOLD)

    assert Words(theme.with_fallbacks(ENGLISH), "es")["nav_authors"] == "Educators"


def test_dates_and_numbers_follow_the_language(show):
    source = '{{ day|date }}, {{ day|date("short") }}, {{ 1234.5|number }}'
    day = datetime(2026, 11, 9, 20, 30, tzinfo=timezone(timedelta(hours=-6)))

    assert show(source, day=day) == "November 9, 2026, Nov 9, 1,234.5"
    assert show(source, "es", day=day) == "9 de noviembre de 2026, 9 nov, 1.234,5"
    assert show(source, "de", day=day) == "9. November 2026, 9. Nov., 1.234,5"


@pytest.mark.parametrize(
    ("language", "long", "short", "with_time", "time"),
    [
        ("en", "November 24, 2026", "Nov 24", "November 24, 2026, 4:05\u202fPM", "4:05\u202fPM"),
        ("en-US", "November 24, 2026", "Nov 24", "November 24, 2026, 4:05\u202fPM", "4:05\u202fPM"),
        ("en-GB", "24 November 2026", "24 Nov", "24 November 2026, 16:05", "16:05"),
        ("es", "24 de noviembre de 2026", "24 nov", "24 de noviembre de 2026, 16:05", "16:05"),
        ("de", "24. November 2026", "24. Nov.", "24. November 2026, 16:05", "16:05"),
        ("zh", "2026年11月24日", "11月24日", "2026年11月24日 16:05", "16:05"),
    ],
)
def test_marigold_writes_dates_and_times_as_the_language_and_the_country_do(
    language, long, short, with_time, time
):
    theme, _ = load_theme("marigold", ROOT, ROOT / "themes")
    day = datetime(2026, 11, 24, 16, 5, tzinfo=timezone(timedelta(hours=-6)))
    texts = Renderer(theme, language).texts

    assert [texts.day(day), texts.day(day, "short")] == [long, short]
    assert [texts.day(day, time=True), texts.day(day, "time")] == [with_time, time]


def test_a_template_shows_the_time_beside_the_day_and_by_itself(show):
    source = '{{ day|date("short", time=True) }}; {{ day|date("time") }}; {{ day|date(time=True) }}'
    day = datetime(2026, 11, 9, 20, 30, tzinfo=timezone(timedelta(hours=-6)))

    assert show(source, "de", day=day) == "9. Nov., 20:30; 20:30; 9. November 2026, 20:30"


def test_a_theme_may_say_how_times_look(load):
    files = {"marigold/translations/de.toml": "[formats]\ntime = \"H 'Uhr' mm\"\n"}
    theme, _ = load("marigold", MARIGOLD, files)
    day = datetime(2026, 11, 9, 20, 30, tzinfo=timezone(timedelta(hours=-6)))

    assert Renderer(theme, "de").texts.day(day, "time") == "20 Uhr 30"


def test_the_same_instant_in_another_zone_keeps_its_own_day(show):
    here = datetime(2026, 11, 9, 20, 30, tzinfo=timezone(timedelta(hours=-6)))

    assert (
        show('{{ here|date("short") }}, {{ there|date("short") }}', here=here, there=here.astimezone(UTC))
        == "Nov 9, Nov 10"
    )


def test_times_for_machines_have_seconds(show):
    assert (
        show("{{ time|iso }}", time=datetime(2026, 11, 9, 8, 30, 0, 5, tzinfo=timezone(timedelta(hours=-6))))
        == "2026-11-09T08:30:00-06:00"
    )


def test_addresses_become_absolute_even_in_an_imported_macro(load):
    files = {
        "marigold/templates/macros.html": "{% macro link(url) %}{{ absolute(url) }}{% endmacro %}",
        "marigold/templates/shown.html": '{% from "macros.html" import link %}\n{{ link(page.url) }} {{ link("https://a.example/") }}',
    }
    theme, _ = load("marigold", MARIGOLD, files)

    assert (
        Renderer(theme, "en").render("shown.html", PAGE)
        == "https://district.example/stories/about/ https://a.example/"
    )


def test_a_page_without_structured_data_has_none(show):
    assert show('{{ json_ld(page) or "none" }}') == "none"


def test_a_renderer_can_be_sent_to_a_worker(load):
    theme, _ = load("district", MARIGOLD, DISTRICT)
    renderer = Renderer(theme, "en")
    sent = pickle.loads(pickle.dumps(renderer))

    assert renderer.render("page.html", PAGE, SafeHtml("x")) == sent.render("page.html", PAGE, SafeHtml("x"))
    assert renderer.digest("page.html", b"1") == sent.digest("page.html", b"1")


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("pt-br", "pt_BR"),
        ("zh-Hant-TW", "zh_Hant_TW"),
        ("es-419", "es_419"),
        ("en-x-home", "en"),
        ("tlh", "en"),
    ],
)
def test_a_language_tag_finds_the_nearest_locale(tag, locale):
    assert locale == str(locale_of(tag))


# Digests


def digests(theme, language="en", version=b""):
    renderer = Renderer(theme, language)
    return {
        name: renderer.digest(name, version)
        for name in ("bare.html", "page.html", "partials/foot.html", "topic.html")
    }


def changed(before, after):
    return {name for name in before if before[name] != after[name]}


def test_editing_a_partial_changes_only_the_digests_of_templates_that_reach_it(load):
    before, _ = load("marigold", MARIGOLD)
    after, _ = load("marigold", {"marigold/templates/partials/foot.html": "<footer>New</footer>"})

    assert {"page.html", "partials/foot.html", "topic.html"} == changed(digests(before), digests(after))


def test_overriding_a_partial_in_a_child_changes_the_same_digests(load):
    before, _ = load("district", MARIGOLD, {"themes/district/theme.toml": 'extends = "marigold"\n'})
    after, _ = load("district", {"themes/district/templates/partials/foot.html": ""})

    assert {"page.html", "partials/foot.html", "topic.html"} == changed(digests(before), digests(after))


def test_a_computed_include_reaches_every_template(load):
    dynamic = {"marigold/templates/bare.html": "{% include page.title %}"}
    before, _ = load("marigold", MARIGOLD, dynamic)
    after, _ = load("marigold", {"marigold/templates/partials/unused.html": "x"})

    assert {"bare.html"} == changed(digests(before), digests(after))


def test_texts_of_the_language_and_of_its_fallback_change_every_digest_and_others_none(load):
    before, _ = load("marigold", MARIGOLD)
    after, _ = load("marigold", {"marigold/translations/es.toml": 'foot = "Otra"\n'})

    assert set() == changed(digests(before, "en"), digests(after, "en"))
    assert set(digests(before)) == changed(digests(before, "es"), digests(after, "es"))
    assert set(digests(before)) == changed(digests(before), digests(before, version=b"2"))


def test_digests_do_not_depend_on_where_the_theme_is_or_what_it_is_called(load):
    before, _ = load("marigold", MARIGOLD)
    after = msgspec.structs.replace(before, paths=dict.fromkeys(before.paths, "elsewhere"))

    assert digests(before) == digests(after)


# Faults


def test_an_undefined_field_is_named_with_its_place_and_the_nearest_field(fault):
    assert Problem(
        "theme marigold: templates/wrong.html",
        "error",
        "undefined-variable",
        "'page.titel' is undefined",
        'did you mean "title"?',
        line=3,
        column=9,
        excerpt="<h1>{{  page.titel }}</h1>",
    ) == fault("{# a page #}\n\n<h1>{{  page.titel }}</h1>\n")


@pytest.mark.parametrize(
    ("source", "message", "help_", "place"),
    [
        ("{{ pge.title }}", "'pge' is undefined", 'did you mean "page"?', (1, 4)),
        (
            "{% for item in site.menu %}\n{{ itm.url }}\n{% endfor %}",
            "'itm' is undefined",
            'did you mean "item"?',
            (2, 4),
        ),
        (
            "{% for i in site.menu %}{{ i.ulr }}{% endfor %}",
            "'i.ulr' is undefined",
            'did you mean "url"?',
            (1, 28),
        ),
        (
            "{% if page.title and\n   page.titel %}{% endif %}",
            "'page.titel' is undefined",
            'did you mean "title"?',
            (2, 4),
        ),
        (
            '{{ site.assets["stile.css"] }}',
            "'site.assets[\"stile.css\"]' is undefined",
            'did you mean "style.css"?',
            (1, 4),
        ),
        ("{{ site.menu[0].urll }}", "'site.menu[0].urll' is undefined", 'did you mean "url"?', (1, 4)),
        ("{{ page.bages }}", "'page.bages' is undefined", 'did you mean "badges"?', (1, 4)),
        ("{{ page.titel|upper }}", "'page.titel' is undefined", 'did you mean "title"?', (1, 4)),
        (
            "{{ page.zzz }}",
            "'page.zzz' is undefined",
            f"these names exist: {', '.join(TextPage.__struct_fields__)}, badges, entries, facts, texts",
            (1, 4),
        ),
    ],
)
def test_undefined_names_are_found_wherever_they_stand(fault, source, message, help_, place):
    problem = fault(source)

    assert (problem.message, problem.help) == (message, help_)
    assert (problem.line, problem.column) == place


def test_an_undefined_name_in_a_partial_is_a_problem_of_the_partial(fault):
    problem = fault('{% include "part.html" %}', part="\n{{ page.titel }}")

    assert (problem.path, problem.line) == ("theme marigold: templates/part.html", 2)


@pytest.mark.parametrize(
    ("source", "place", "words"),
    [
        (
            "<p>\n{% if %}",
            (2, 1),
            (
                "template-syntax",
                "Expected an expression, got 'end of statement block'",
                "see https://jinja.palletsprojects.com/templates/",
            ),
        ),
        (
            "\n<p>{{ 3|random }}",
            (2, 4),
            (
                "template-syntax",
                "No filter named 'random'",
                "see https://jinja.palletsprojects.com/templates/",
            ),
        ),
        (
            '\n{% include "bar.html" %}',
            (2, 12),
            ("missing-template", 'there is no template "bar.html"', 'did you mean "bare.html"?'),
        ),
        (
            '{% extends "nothing/like/it" %}',
            (1, 12),
            (
                "missing-template",
                'there is no template "nothing/like/it"',
                "add templates/nothing/like/it to the theme",
            ),
        ),
        (
            '{% extends "wrong.html" %}',
            (1, 1),
            (
                "template-circle",
                "these templates include or extend each other in a circle",
                'to extend the same template of another theme, put that theme\'s name before it: "marigold/wrong.html"',
            ),
        ),
        (
            '\n\n{{ t("fot") }}',
            (3, 6),
            ("missing-translation", 'there is no text "fot" in the translations', 'did you mean "foot"?'),
        ),
        (
            '{{ t("stories") }}',
            (1, 6),
            ("missing-count", 'the text "stories" depends on a number', 't("stories", count=…)'),
        ),
        ("{{ t('by') }}", (1, 6), ("missing-parameter", 'the text "by" needs {who}', 't("by", who=…)')),
        (
            "  {{ 1 / 0 }}",
            (1, 3),
            ("template-error", "this template cannot be rendered: division by zero", ""),
        ),
        (
            '{{ page.title|date("wide") }}',
            (1, 20),
            (
                "date-format",
                'there is no date format "wide"',
                'write date("long"), date("short") or date("time"), or one of: full, weekday, weekday_short, day, month, month_name, month_short, weekday_date',
            ),
        ),
    ],
)
def test_whatever_is_wrong_with_a_template_is_a_problem_with_its_place(fault, source, place, words):
    line, column = place
    expected = Problem(
        "theme marigold: templates/wrong.html",
        "error",
        *words,
        line=line,
        column=column,
        excerpt=source.split("\n")[line - 1],
    )

    assert fault(source) == expected


def test_a_theme_without_a_template_says_so(load):
    theme, _ = load("district", MARIGOLD, DISTRICT)

    with pytest.raises(TemplateFault) as caught:
        Renderer(theme, "en").render("pages.html", PAGE)

    assert (
        Problem(
            "theme district",
            "error",
            "missing-template",
            'there is no template "pages.html"',
            "add templates/pages.html to the theme",
        )
        == caught.value.problem
    )
    assert caught.value.problem == pickle.loads(pickle.dumps(caught.value)).problem


def test_a_fault_leaves_the_renderer_usable(load):
    theme, _ = load("marigold", MARIGOLD, {"marigold/templates/wrong.html": "{{ nothing }}"})
    renderer = Renderer(theme, "en")
    with pytest.raises(TemplateFault):
        renderer.render("wrong.html", PAGE)

    assert renderer.render("bare.html", PAGE) == "<p>About &lt;us&gt;</p>"


@pytest.mark.parametrize(
    ("languages", "read"),
    [
        (["es-MX"], {"en", "es", "es-mx"}),
        (["fr", "pt"], {"en", "fr", "pt"}),
        ([], {"en"}),
        (None, {"en", "es", "es-mx", "fr", "pt"}),
    ],
)
def test_of_a_bundled_theme_only_translations_that_a_site_needs_are_read(tmp_path, languages, read):
    for folder in (tmp_path / "ours/plain", tmp_path / "site/themes/mine"):
        (folder / "translations").mkdir(parents=True)
        (folder / "theme.toml").write_text('extends = "plain"\n' if folder.name == "mine" else "")
        for language in ("en", "es", "es-MX", "fr", "pt"):
            (folder / f"translations/{language}.toml").write_text(f'word = "{folder.name} {language}"\n')

    def translations(name: str) -> set[str]:
        theme, problems = load_theme(name, tmp_path / "site", tmp_path / "ours", languages=languages)
        assert not problems
        return set(theme.translations)

    assert translations("plain") == read
    # A district's own are read whole, so that each mistake in them is named.
    assert translations("mine") == {"en", "es", "es-mx", "fr", "pt"}
