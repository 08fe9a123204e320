"""Plain language: syllables, sentences, grades, and acronyms that nothing explains."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG, post

from edblog.sources.markdown.acronyms import acronyms
from edblog.sources.markdown.checked_text import SourceText
from edblog.sources.markdown.readability import (
    english_grade,
    flesch_kincaid,
    sentences,
    spanish_ease,
)
from edblog.sources.markdown.syllables import in_english, in_spanish


def source(body: str) -> SourceText:
    return SourceText.of("content/posts/jar.md", body, 6)


def found(body: str) -> list[str]:
    return [acronym.name for acronym in acronyms(source(body))]


@pytest.mark.parametrize(
    ("sentence", "syllables", "grade"),
    [
        # The examples of the formula in the encyclopedia, with their published syllables and grades.
        ("The cat sat on the mat", 6, -1.4),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature", 24, 11.3),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point", 23, 7.6),
    ],
)
def test_the_grade_of_published_examples(sentence, syllables, grade):
    [one] = sentences(source(f"{sentence}."))

    assert sum(map(in_english, one.words)) == syllables
    assert round(flesch_kincaid(1, len(one.words), syllables), 1) == grade


@pytest.mark.parametrize(
    ("word", "syllables"),
    {
        "the": 1, "story": 2, "table": 2, "made": 1, "wanted": 2, "asked": 1, "houses": 2, "classes": 2, "makes": 1, "little": 2,
        "science": 2, "create": 2, "idea": 3, "people": 2, "something": 2, "homework": 2, "careful": 2, "teachers'": 2, "they're": 1,
        "didn't": 2, "education": 4, "experience": 4, "social": 2, "being": 2, "five-year-old": 3, "naïve": 1, "2026": 1, "rhythm": 1,
    }.items(),
)  # fmt: skip
def test_syllables_of_english_words(word, syllables):
    assert in_english(word) == syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    {
        "casa": 2, "maestro": 3, "guerra": 2, "pingüino": 3, "país": 2, "día": 2, "ciudad": 2, "que": 1, "quién": 1, "guía": 2,
        "averiguáis": 4, "huir": 1, "construir": 2, "leer": 2, "aéreo": 4, "ahora": 3, "búho": 2, "rey": 1, "muy": 1, "y": 1,
        "estudiante": 4, "educación": 4, "escuela": 3, "lingüística": 4, "caída": 3, "2026": 1,
    }.items(),
)  # fmt: skip
def test_syllables_of_spanish_words(word, syllables):
    assert in_spanish(word) == syllables


def test_sentences_end_where_a_reader_pauses():
    text = (
        "# A heading without words that count\n\nDr. Sample waited 3.5 seconds. “Why?” they asked!\n\n- one item\n- two items\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\nSee [the *page*](https://a.example/b.c) today"
    )
    assert [" ".join(sentence.words) for sentence in sentences(source(text))] == [
        "Dr Sample waited 3.5 seconds",
        "Why",
        "they asked",
        "one item",
        "two items",
        "See the page today",
    ]


def test_short_texts_are_not_measured():
    assert english_grade(sentences(source("One short story. " * 33))) is None
    assert english_grade(sentences(source("One short story. " * 34))) == pytest.approx(
        0.39 * 3 + 11.8 * 4 / 3 - 15.59
    )
    assert spanish_ease(sentences(source("La casa es roja. " * 25))) == pytest.approx(
        206.835 - 62.3 * 6 / 4 - 4
    )


@pytest.mark.parametrize(
    "body",
    [
        "The Multi-Tiered System of Supports (MTSS) helps.",
        "MTSS, a multi-tiered system of supports, helps. MTSS again.",
        "MTSS (Multi-Tiered System of Supports)",
        "The [Multi-Tiered\nSystem of Supports](https://example.org/a/very/long/address) (MTSS).",
        "Our Office of Government-wide Policy (OGP) writes.",
        "The U.S. Patent and Trademark Office (USPTO).",
        "El Plan Educativo Individual (PEI) y la PEI.",
        "The MTSS lead.\n\n*[MTSS]: Multi-Tiered System of Supports",
        "In the USA, NASA, a PDF of 3 KB, OK, TV, COVID and the PTA.",
        "From IL to CA, chapter XIV, Part III.",
        "DO NOT RUN, please. NEVER. We do NOT, they do not. WASH YOUR HANDS.",
        "`MTSS` and\n\n```\nRTI\n```\n",
        "README.md, x.MTSS, /RTI/ and https://example.org/MTSS/RTI",
        "<span title='MTSS'>x</span> {{ MTSS }}",
        "**MK:** What did you do?\n\n**JH:** We waited.",
    ],
)
def test_these_need_no_explanation(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The MTSS lead and the *IEPs* of RTI’s.", ["MTSS", "IEP", "RTI"]),
        ("**MTSS** and “RTI”, (PLC), ELL-", ["MTSS", "RTI", "PLC", "ELL"]),
        ("El DUA en el aula.", ["DUA"]),
        ("MTSS. " + "Words between. " * 60 + "A multi-tiered system of supports.", ["MTSS"]),
    ],
)
def test_these_need_one(body, expected):
    assert found(body) == expected


def test_a_notice_has_the_place_of_each(make_site):
    site = make_site({"content/posts/jar.md": post("The jar", body="We met.\n\nThe RTI and the MTSS.\n")})

    [problem] = site.build().problems
    assert (problem.code, problem.severity, problem.line, problem.column) == (
        "unexplained-acronym",
        "notice",
        8,
        5,
    )
    assert problem.message == 'nothing here says what "RTI" stands for; the same is true of MTSS (line 8)'


def test_the_glossary_and_the_settings_explain_and_a_quick_edit_knows(make_site):
    files = {
        "content/glossary/rti.md": "---\nterm: RTI\nlong: Response to Intervention\n---\n",
        "content/posts/jar.md": post("The jar", body="The RTI and the MTSS.\n"),
        "edblog.toml": CONFIG + '\n[plain_language]\nknown = ["MTSS"]\n',
    }
    site = make_site(files)
    assert site.build().problems == ()
    site.write("content/posts/jar.md", post("The jar", body="The RTI and the PBIS.\n"))
    assert [problem.message for problem in site.build().problems] == [
        'nothing here says what "PBIS" stands for'
    ]
    site.write("edblog.toml", CONFIG + "\n[plain_language]\nacronyms = false\n")
    assert site.build().problems == ()


@settings(deadline=None)
@given(st.text(alphabet="AB .,()*[]:\n’-|#e", max_size=200))
def test_any_text_is_read(text):
    assert len(acronyms(source(text))) <= 60
    assert all(sentence.words for sentence in sentences(source(text)))


def test_a_sign_in_capital_letters_has_no_acronyms():
    assert found("Each office has a sign that says OFFICE HOURS.") == []
    assert found("The MTSS PBIS team met.") == ["MTSS", "PBIS"]
