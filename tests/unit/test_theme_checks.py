"""What a theme says in vain: blocks that are not there, what the policy blocks, texts that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import CONFIG, post

from edblog.outputs.templates.tags import html_of, tags
from edblog.outputs.templates.theme import load_theme
from edblog.outputs.templates.theme_checks import checked

ROOT = Path(__file__).parents[2]
SETTINGS = CONFIG + 'theme = "maple"\n'
MANIFEST = 'extends = "marigold"\nstylesheets = ["maple.css"]\n'
CHILD = '{% extends "marigold/base.html" %}\n'


@pytest.fixture
def told(make_site):
    """What a build says of a theme that extends marigold."""

    def told(files, *, settings=SETTINGS):
        usual = {"themes/maple/theme.toml": MANIFEST, "themes/maple/static/maple.css": "a { color: red }\n"}
        site = make_site({"edblog.toml": settings, "content/posts/jar.md": post(), **usual, **files})
        return site.build().problems

    return told


@pytest.fixture
def of_base(told):
    """The same for its base.html, each as severity, line, column, code, message and help."""

    def of_base(source):
        found = told({"themes/maple/templates/base.html": source})
        assert {problem.path for problem in found} <= {"themes/maple/templates/base.html"}
        return [(p.severity, p.line, p.column, p.code, p.message, p.help) for p in found]

    return of_base


# Blocks


def test_a_misspelled_block_is_a_warning_with_its_line_and_the_name_that_was_meant(of_base):
    source = (
        CHILD
        + "{% block header %}{{ super() }}{% endblock %}\n{%- block fotter %}Hello{% endblock fotter %}\n"
    )

    assert of_base(source) == [
        (
            "warning", 3, 11, "unknown-block",
            '"marigold/base.html" has no block "fotter", so this is never shown', 'did you mean "footer"?',
        )
    ]  # fmt: skip


def test_a_block_of_any_template_above_is_known_and_so_is_a_new_one_within(told):
    source = (
        '{% extends "marigold/author.html" %}\n{% block footer_more %}{% block mine %}Hi{% endblock %}{% endblock %}\n'
        "{% block cards %}{{ super() }}{% endblock %}{% block extra_head %}{% endblock %}\n"
    )

    assert told({"themes/maple/templates/author.html": source}) == ()


def test_a_block_that_is_only_in_a_comment_or_raw_is_none(of_base):
    assert (
        of_base(
            CHILD
            + "{# {% block fotter %} #}{% block footer %}{% raw %}{% block x %}{% endraw %}{% endblock %}\n"
        )
        == []
    )


def test_words_outside_of_all_blocks_are_told_once(of_base):
    source = (
        CHILD
        + "{% set a = 1 %}{% macro m() %}<p>fine</p>{% endmacro %}\n<p>lost</p>\n{% block footer %}x{% endblock %}more\n"
    )
    (found,) = of_base(source)

    assert found[:5] == (
        "warning", 3, 1, "unseen-template-text",
        "this is never shown: a template that extends another may only contain blocks",
    )  # fmt: skip


# What browsers will block


STYLES = "put it into a file in static/ that theme.toml lists in stylesheets, and give the element a class"


@pytest.mark.parametrize(
    ("html", "column", "message", "help_"),
    [
        ('<p style="color: red">', 4, "browsers ignore this style attribute, because the page's security policy does not allow it", STYLES),
        ("<style>p { color: red }</style>", 1, "browsers ignore this style element, because the page's security policy does not allow it", STYLES),
        ("<script>go()</script>", 1, "browsers do not run this script, because the page's security policy allows only script files", "put it into a file in static/, or delete it"),
        ("<b onClick='go()'>", 4, 'browsers do not run "onclick", because the page\'s security policy does not allow scripts in attributes', "delete it; pages must work without scripts"),
        ('<iframe src="x"></iframe>', 1, "browsers leave this iframe empty, because the page's security policy does not allow it", "link to the page instead; in stories, edblog makes players that load when the reader clicks"),
        ("<form action='/go'></form>", 1, "browsers do not send this form, because the page's security policy does not allow it", "link to a page that has the form"),
        ('<link rel="preload stylesheet" href="https://fonts.example/a.css">', 32, 'browsers do not load "https://fonts.example/a.css", because the page\'s security policy does not allow other hosts', "if you may use the file, download it to static/ and get its address from site.assets"),
        ('<img alt="" src="//c.example/a.png">', 13, 'browsers do not load "//c.example/a.png", because the page\'s security policy does not allow other hosts', "if you may use the file, download it to static/ and get its address from site.assets"),
        ('<script src="https://c.example/a.js"></script>', 9, 'browsers do not load "https://c.example/a.js", because the page\'s security policy does not allow other hosts', "if you may use the file, download it to static/ and get its address from site.assets"),
        ("<script src='{{ site.assets[\"waiting.js\"] }}'></script>", 9, "browsers run scripts only on pages where something waits for a click", "write {% if page.waits %} before it and {% endif %} after it"),
        ('<a href="javascript:go()">', 4, "browsers do not follow this link, because the page's security policy does not allow scripts in links", "link to a page"),
    ],
)  # fmt: skip
def test_what_browsers_will_block_is_a_warning_with_its_place(of_base, html, column, message, help_):
    source = CHILD + "{% block footer_more %}\n" + html + "\n{% endblock %}\n"

    assert of_base(source) == [("warning", 3, column, "blocked-by-policy", message, help_)]


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a{% if page.title %} b{% endif %}" data-style="x">style="y" onclick="z"</p>',
        '<!-- <p style="x"> --> {# <p style="x"> #}',
        '<script type="application/ld+json">{{ json_ld(page) }}</script>',
        '{% if page.waits %}<script src="{{ site.assets["waiting.js"] }}" defer></script>{% endif %}',
        '<template><iframe src="https://a.example/"></iframe></template>',
        '<a href="https://a.example/">A</a> <link rel="canonical" href="https://a.example/">',
        '<img src="data:image/png;base64,AA==" alt=""> <img src="{{ site.root }}x.png" alt="">',
        '<svg><path fill="red" d="M0 0"/></svg>',
        '{% raw %}{{ "<p style=x>" }}{% endraw %}'.replace("<", "&lt;"),
    ],
)
def test_what_browsers_allow_is_not_told(of_base, html):
    assert of_base(CHILD + "{% block footer_more %}" + html + "{% endblock %}\n") == []


def test_a_stylesheet_that_loads_from_elsewhere_is_told(told):
    css = '/* url(https://a.example/) */\n@import "https://fonts.example/a.css";\np { background: url( //c.example/x.png) }\np { background: url("a.png") }\n'
    found = told({"themes/maple/static/maple.css": css})

    assert [(p.severity, p.path, p.line, p.column, p.code) for p in found] == [
        ("warning", "themes/maple/static/maple.css", 2, 1, "blocked-by-policy"),
        ("warning", "themes/maple/static/maple.css", 3, 17, "blocked-by-policy"),
    ]


def test_pages_without_a_policy_are_told_at_their_head(told):
    page = "<!DOCTYPE html>\n<html>{# page.policy #}\n<head>\n<title>{{ page.title }}</title>\n</head>\n<body>{{ body }}</body>\n</html>\n"
    files = {
        "themes/maple/templates/page.html": page,
        "themes/maple/templates/404.html": '{% extends "page.html" %}',
    }

    assert [(p.severity, p.path, p.line, p.column, p.code, p.message, p.help) for p in told(files)] == [
        (
            "warning", "themes/maple/templates/page.html", 3, 1, "missing-policy",
            "pages from this template have no Content Security Policy, which stops strangers' scripts",
            'write below <head>: <meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">',
        )
    ]  # fmt: skip
    files["themes/maple/templates/page.html"] = page.replace(
        "<title>", '{% include "partials/policy.html" %}<title>'
    )
    files["themes/maple/templates/partials/policy.html"] = (
        '<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">'
    )
    assert told(files) == ()


def test_the_theme_that_comes_with_edblog_has_nothing_of_the_kind(tmp_path):
    """It is not looked into when a site is built, so it is here."""
    (tmp_path / "themes").symlink_to(ROOT / "themes")
    (tmp_path / "real").mkdir()
    theme, problems = load_theme("marigold", ROOT, tmp_path / "real")
    pages = [name for name in theme.templates if "/" not in name and name != "redirect.html"]
    languages = {
        tag: list(
            checked(theme, pages, tag, lambda _: (ROOT / "themes/marigold/static/marigold.css").read_text())
        )
        for tag in ("en", "es")
    }

    assert problems == []
    assert theme.paths["base.html"] == "themes/marigold/templates/base.html"
    assert languages == {"en": [], "es": []}


# Texts


def test_all_missing_texts_come_in_one_run(told):
    files = {
        "themes/maple/templates/base.html": CHILD
        + '{% block footer_more %}{{ t("one") }}\n{{ t(\'two\', count=3) }} {{ t("stries", count=1) }}{% endblock %}\n',
        "themes/maple/templates/partials/card.html": '<p>{{ t("three") }}{{ t("feed_" ~ "rss") }}</p>\n',
        "themes/maple/templates/partials/unused.html": '{{ t("four") }}',
    }

    assert [(p.severity, p.path.rpartition("/")[2], p.line, p.column, p.message, p.help) for p in told(files)] == [
        ("error", "base.html", 2, 29, 'there is no text "one" in the translations', 'add it to translations/en.toml: one = "…"'),
        ("error", "base.html", 3, 6, 'there is no text "two" in the translations', 'add it to translations/en.toml: two = "…"'),
        ("error", "base.html", 3, 30, 'there is no text "stries" in the translations', 'did you mean "stories"?'),
        ("error", "card.html", 1, 9, 'there is no text "three" in the translations', 'add it to translations/en.toml: three = "…"'),
    ]  # fmt: skip


def test_a_translation_that_lacks_texts_is_a_notice_with_their_names(told):
    english = {"themes/maple/translations/en.toml": 'maple_one = "One"\nmaple_two = "Two"\n'}
    spanish = {"themes/maple/translations/es.toml": 'maple_one = "Uno"\n'}
    in_spanish = SETTINGS + 'language = "es-MX"\n'

    (problem,) = told(english | spanish, settings=in_spanish)
    assert (problem.severity, problem.path, problem.code) == (
        "notice",
        "themes/maple/translations/es.toml",
        "untranslated",
    )
    assert problem.message == "1 text is not in this language, so pages show them in English"
    assert problem.help == "add: maple_two"
    assert told(english | spanish) == ()
    assert told({}, settings=in_spanish) == ()


# Templates taken apart


def test_the_html_of_a_template_keeps_its_places():
    source = '<p {% if a %}id="{{ "%}" ~ b }}"{% endif %}>\n{# <b> #}{% raw %}{{ c }}{% endraw %}</p>'

    parts = ["<p ", " " * 10, 'id="', "x" * 14, '"', " " * 11, ">\n", " " * 18, "{{ c }}", " " * 12, "</p>"]
    assert html_of(source) == "".join(parts)
    assert [(tag.kind, tag.word, tag.rest) for tag in tags("{%- block  a -%}{{ x }}{% endblock")] == [
        ("%", "block", "a -"), ("{", "x", ""), ("%", "endblock", ""),
    ]  # fmt: skip


def test_an_edit_of_a_story_keeps_the_warnings_about_the_theme(make_site):
    files = {
        "themes/maple/theme.toml": 'extends = "marigold"\n',
        "themes/maple/templates/base.html": CHILD + "{% block fotter %}{% endblock %}",
    }
    site = make_site({"edblog.toml": SETTINGS, "content/posts/jar.md": post(), **files})
    before = site.build()
    site.write("content/posts/jar.md", post(body="Other words."))

    assert [p.code for p in site.build().problems] == [p.code for p in before.problems] == ["unknown-block"]


def test_a_story_has_its_writers_with_what_their_pages_say(make_site):
    template = '{% extends "marigold/post.html" %}{% block comments %}{% for w in page.writers %}[{{ w.title }}: {{ w.text }}]{% endfor %}{% endblock %}'
    files = {
        "themes/maple/theme.toml": 'extends = "marigold"\n',
        "themes/maple/templates/post.html": template,
    }
    guest = post(author="[rosa, {name: Kim Sample}]")
    site = make_site({"edblog.toml": SETTINGS, "content/posts/jar.md": guest, **files})
    site.build()

    assert "[Rosa Okafor: Rosa collects questions.][Kim Sample: ]" in site.output("posts/jar/index.html")
