"""The translations of marigold are whole, and a translator is told what is missing or wrong, with its line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG, post

from edblog.cli.commands import main
from edblog.outputs.templates.texts import Texts
from edblog.outputs.templates.theme import load_theme
from edblog.outputs.templates.translation_checks import Translation, checked_translation
from edblog.pipeline.translations import check_translations

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "themes/common/translations"
MOST_WAITING = 120
"""The most texts that may wait for a translation into a language other than Spanish."""
ENGLISH = {
    "skip": "Skip to the content",
    "feed_rss": "RSS",
    "page_number": "Page {number}",
    "stories": {"one": "{count} story", "other": "{count} stories"},
    "talk.open": "Open it",
    "form.help.picture": "write ![what it shows](photo.jpg){.wide}",
}
WHOLE = """skip = "Aller au texte"
feed_rss = "RSS"
page_number = "Page n° {number}"
stories = { one = "{count} récit", many = "{count} de récits", other = "{count} récits" }
[talk]
open = "L’ouvrir"
[form.help]
picture = "écrivez ![ce qu’on voit](photo.jpg){.wide}"
"""


def told(source, language="fr", inherited=None):
    found = Translation(f"translations/{language}.toml", language, source)
    problems = checked_translation(found, ENGLISH, inherited or {})
    return [(p.severity, p.code, p.line, p.column, p.message, p.help) for p in problems]


def with_line(old, new):
    assert old in WHOLE
    return told(WHOLE.replace(old, new))


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "en"))
def test_each_translation_of_marigold_is_whole(language):
    _, languages, problems = check_translations(ROOT, "marigold", language)

    assert languages == [language]
    waiting = [int(p.message.partition(" ")[0]) for p in problems if p.code == "untranslated"]
    # New texts come with their Spanish ones; the other languages may follow, and `make translations` asks for all.
    assert sum(waiting) <= (0 if language == "es" else MOST_WAITING)
    wrong = [problem for problem in problems if problem.code not in ("translation-same", "untranslated")]
    assert [f"{p.line}: {p.message}; {p.help}" for p in wrong] == []


def test_a_whole_translation_is_fine_and_names_may_be_as_in_english():
    assert told(WHOLE) == []


def test_missing_texts_are_one_notice_with_their_english_words():
    assert with_line('skip = "Aller au texte"\n', "") == [
        ("notice", "untranslated", 1, 1, "1 text is not in this language, so pages show them in English", 'add: skip = "Skip to the content"'),
    ]  # fmt: skip
    [(*_, message, help_)] = told("")
    assert message == "6 texts are not in this language, so pages show them in English"
    assert help_ == (
        'add: skip = "Skip to the content"; feed_rss = "RSS"; page_number = "Page {number}"; '
        'stories = { … other = "{count} stories" }; talk.open = "Open it"; then form.help.picture'
    )
    assert told("", inherited=ENGLISH) == []


def test_a_text_that_no_page_has_is_told_with_the_name_that_was_meant():
    more = '[talk]\nopne = "x"\nopen = "L’ouvrir"'

    assert with_line('[talk]\nopen = "L’ouvrir"', more) == [
        ("warning", "translation-unknown", 6, 1, 'no text is named "talk.opne"', 'did you mean "talk.open"?')
    ]


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ('"{count} récits"', '"stories" depends on a number, and has one form for all'),
        ('{ one = "{count} récit", other = "{count} récits" }', '"stories" has no form for many, which this language has'),
        (
            '{ one = "{count} récit", few = "{count} récits", many = "{count} de récits", other = "{count} récits" }',
            '"stories" has a form for few, which this language does not have',
        ),
    ],
)  # fmt: skip
def test_forms_are_those_of_the_language(phrase, message):
    usual = '{ one = "{count} récit", many = "{count} de récits", other = "{count} récits" }'
    expected = (
        "warning",
        "translation-plural",
        4,
        1,
        message,
        'write: { one = "…", many = "…", other = "…" }',
    )

    assert with_line(usual, phrase) == [expected]


@pytest.mark.parametrize(
    ("language", "count"), [("ar", 6), ("es", 3), ("fr", 3), ("pt", 3), ("zh-Hans", 1), ("en", 2)]
)
def test_the_number_of_forms_is_that_of_the_cldr(language, count):
    source = WHOLE.replace('many = "{count} de récits", ', "").replace('one = "{count} récit", ', "")
    wanted = [help_ for _, code, *_, help_ in told(source, language) if code == "translation-plural"]

    assert "".join(wanted).count("…") == (count if count > 1 else 0)


def test_forms_where_there_are_none_are_told():
    assert with_line('"Aller au texte"', '{ one = "a", many = "b", other = "c" }') == [
        ("warning", "translation-plural", 1, 1, '"skip" depends on no number, and has forms for numbers', 'write: skip = "…"')
    ]  # fmt: skip


def test_words_in_braces_are_those_of_english():
    braces = "these words in braces may be in it, as they are: {number}"

    assert with_line("n° {number}", "n° {numéro}") == [
        (
            "warning",
            "translation-place",
            3,
            1,
            '"page_number" has {numéro}, which English does not have',
            braces,
        )
    ]
    assert with_line("n° {number}", "n° {number") == [
        (
            "warning",
            "translation-place",
            3,
            1,
            '"page_number" has a brace, which English does not have',
            braces,
        )
    ]
    assert with_line("n° {number}", "suivante") == [
        ("warning", "translation-place", 3, 1, '"page_number" lacks {number}', 'in English: "Page {number}"')
    ]
    assert with_line('{count} récit"', 'un récit"') == []
    assert [found[4] for found in with_line("{count} récits", "récits")] == [
        '"stories" for other lacks {count}'
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Aller au «texte", '"skip" has « or » without its partner'),
        ("Aller (au texte", '"skip" has ( or ) without its partner'),
        ("Aller au <em>texte", '"skip" has <em>, which pages show as it is written'),
        ("Aller&nbsp;au texte", '"skip" has &nbsp;, which pages show as it is written'),
        (r"Aller au \"texte", '"skip" has " without its partner'),
    ],
)
def test_quotes_without_partners_and_html_are_told(text, message):
    assert [found[:5] for found in with_line("Aller au texte", text)] == [
        ("warning", "translation-markup", 1, 1, message)
    ]


def test_texts_that_are_still_english_are_one_notice():
    assert with_line("Aller au texte", "Skip to the content") == [
        (
            "notice", "translation-same", 1, 1, "1 text is the same as in English",
            "if that is right, there is nothing to do: skip",
        )
    ]  # fmt: skip


def test_a_language_that_unicode_does_not_know_is_asked_for_its_formats():
    one_form = WHOLE.replace('many = "{count} de récits", ', "").replace('one = "{count} récit", ', "")
    [(_, code, line, _, message, help_)] = told(one_form, "ht")

    assert (code, line) == ("translation-formats", 1)
    assert message == 'the Unicode tables do not know the language "ht", so its dates are in English'
    assert help_.startswith(
        "add to [formats]: months, months_short, weekdays, weekdays_short, am_pm, date_full"
    )


def test_a_misspelled_format_is_told():
    assert told(WHOLE + '[formats]\ntimes = "H"\n') == [
        ("warning", "translation-unknown", 10, 1, 'no format is named "times"', 'did you mean "time"?')
    ]


def test_the_command_checks_a_theme_of_the_site(make_site):
    files = {
        "themes/maple/theme.toml": 'extends = "marigold"\n',
        "themes/maple/translations/en.toml": 'maple = "Maple {tree}"\n',
        "themes/maple/translations/es.toml": 'skip = "Saltar"\nmaple = "Arce {arbol}"\n',
    }
    site = make_site({"edblog.toml": CONFIG + 'theme = "maple"\n', **files})

    def run(*arguments):
        result = CliRunner().invoke(main, ["theme", "check", "--site", str(site.folder), *arguments])
        return result.exit_code, result.output

    code, output = run()
    assert code == 1
    assert 'themes/maple/translations/es.toml:2:1  "maple" has {arbol}, which English does not have' in output
    site.write("themes/maple/translations/es.toml", 'skip = "Saltar"\nmaple = "Arce {tree}"\n')
    assert run("maple") == (0, "The theme maple has 1 translation, and all are complete: es\n")
    assert run("--language", "fi")[0] == 2


# Languages that Unicode does not know


def texts_in(language):
    theme, problems = load_theme("marigold", ROOT, ROOT / "themes")
    assert problems == []
    return Texts(theme, language)


def test_dates_and_numbers_in_haitian_creole_come_from_the_theme():
    texts, day = texts_in("ht"), datetime(2026, 11, 19, 20, 30, tzinfo=UTC)

    assert [texts.day(day, width) for width in ("full", "long", "short", "month", "weekday_date", "time")] == [
        "jedi 19 novanm 2026", "19 novanm 2026", "19 nov", "novanm 2026", "jedi 19 novanm", "8:30 PM",
    ]  # fmt: skip
    assert [texts.day(day, width) for width in ("weekday", "weekday_short", "month_name", "month_short")] == [
        "jedi", "jed", "novanm", "nov",
    ]  # fmt: skip
    assert texts.day(day, time=True) == "19 novanm 2026, 8:30 PM"
    assert [texts.number(1250), texts.number(0.5)] == ["1,250", "0.5"]
    assert [texts.zone(name) for name in ("America/Chicago", "Pacific/Honolulu")] == [
        "Lè Santral",
        "Lè Awayi",
    ]
    assert [texts.text("all_stories"), texts.text("form.to_fix", count=1), texts.text("form.to_fix", count=0)] == [
        "Tout istwa yo", "Yon bagay pou ranje", "0 bagay pou ranje",
    ]  # fmt: skip
    assert texts_in("ht-US").day(day) == "19 novanm 2026"


def test_arabic_has_six_forms():
    texts = texts_in("ar")

    assert [texts.text("stories", count=count) for count in (0, 1, 2, 3, 11, 100)] == [
        "لا قصص", "قصة واحدة", "قصتان", "3 قصص", "11 قصة", "100 قصة",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message", "help_"),
    [
        ('months = "janvye, fevriye"', '"formats.months" has 2 names, and needs 12', 'write them in one line with commas between them: months = "January, February, …"'),
        ('am_pm = "AM"', '"formats.am_pm" has 1 names, and needs 2', 'write them in one line with commas between them: am_pm = "AM, PM"'),
        ('plural_one = "if 1"', '"if 1" is not a plural rule', 'write it as Unicode does: plural_one = "n = 1"'),
        ('like = "xx"', 'the language "xx" is unknown', 'write the tag of a large language, such as "fr"'),
        ('group = ""', '"formats.group" must be one sign', 'write: group = ","'),
    ],
)  # fmt: skip
def test_a_format_that_cannot_be_used_is_an_error_with_what_to_write(make_site, line, message, help_):
    theme = {"themes/maple/theme.toml": "", "themes/maple/translations/ht.toml": f"[formats]\n{line}\n"}
    site = make_site({"edblog.toml": CONFIG + 'theme = "maple"\n', **theme})

    _, (problem,) = load_theme("maple", site.folder, ROOT / "themes")

    assert (problem.severity, problem.code, problem.message, problem.help) == (
        "error",
        "theme-value",
        message,
        help_,
    )


def test_a_language_may_be_like_another(make_site):
    source = 'stories = { one = "1", other = "{count}" }\n[formats]\nlike = "fr"\nmonths = "a,b,c,d,e,f,g,h,i,j,k,l"\n'
    theme = {"themes/maple/theme.toml": "", "themes/maple/translations/ht.toml": source}
    site = make_site({"edblog.toml": CONFIG + 'theme = "maple"\n', **theme})
    texts = Texts(load_theme("maple", site.folder, ROOT / "themes")[0], "ht")

    assert texts.day(datetime(2026, 11, 19, tzinfo=UTC)) == "19 k 2026"
    assert texts.number(1250) == "1\u202f250"
    assert texts.text("stories", count=0) == "1"


def test_names_are_in_the_order_of_their_letters_without_accents(make_site):
    names = ("Zoe Adams", "Ángel Ruiz", "Angela Diaz", "Andrea Lopez", "Łukasz Nowak", "Luis Vega")
    people = {
        f"content/authors/p{at}.md": f"---\nname: {name}\n---\nText.\n" for at, name in enumerate(names)
    }
    story = post(author="[p0, p1, p2, p3, p4, p5]", topics="[zoology, álgebra, algae, angles]")
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar.md": story, **people})
    site.build()

    page = site.output("authors/index.html")
    found = sorted((page.index(f'href="/stories/authors/p{at}/"'), name) for at, name in enumerate(names))
    assert [name for _, name in found] == [
        "Andrea Lopez", "Ángel Ruiz", "Angela Diaz", "Luis Vega", "Łukasz Nowak", "Zoe Adams",
    ]  # fmt: skip
    topics = site.output("topics/index.html")
    found = sorted(
        (topics.index(f"topics/{slug}/"), slug) for slug in ("zoology", "algebra", "algae", "angles")
    )
    assert [slug for _, slug in found] == ["algae", "algebra", "angles", "zoology"]
