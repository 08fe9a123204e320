"""The file of a story from the write page: edblog reads what was typed, without a problem."""

from __future__ import annotations

import os
import unicodedata

import lxml.html
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG

from edblog.files.names import unusable_name
from edblog.kinds import KINDS
from edblog.settings import read_config
from edblog.sources.front_matter.fields import one_line
from edblog.sources.markdown.typography import typeset
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings
from edblog.web.urls import slugify

BATCH = 60
BATCHES = max(1, int(os.environ.get("EDBLOG_TEXTS", "240")) // BATCH)
CONFIGURATION = read_config(CONFIG)[0]
assert CONFIGURATION is not None
SETTINGS = ReadSettings.of(CONFIGURATION)

AWKWARD = """yes no null Null ~ true off 2026-01-31 12:30 1e3 0x1F .5 - -- --- ? : # & * ! | > % @ ` " ' \\ \\n {} [] {a: b} [a, b] a: b a #b :: <b> &amp; &lt; &#39;
&copy; &T; é ñ 漢字 العربية 👩‍🏫 ... … “q” ‘s’ << <<<<<<< === >>>>>>> title: draft: true !!binary &x *x %YAML "" '' "a" 'a' \\x41 \\u0041 C:\\temp a\\""".split()
"""Words that YAML, Markdown or edblog read as something else."""
TYPED = st.lists(
    st.one_of(
        st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=4).map(" ".join),
        st.text(
            st.one_of(
                st.characters(),
                st.sampled_from(
                    ":#-?&*!|>%@\"'\\{}[],\t\n\r\x00\x07\x1b\x7f\x85\xa0\u2028\u202e\ufeff\ufffe\ue000"
                ),
            ),
            max_size=30,
        ),
    ),
    min_size=BATCH,
    max_size=BATCH,
)
"""Many texts at a time: one call of the browser takes them all."""
MANY = settings(
    max_examples=BATCHES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def as_read(text: str) -> str:
    """A text on one line, as edblog reads a field, and without what no file can hold."""
    return one_line(
        "".join(
            c for c in text if c not in "\ufffe\uffff" and (c.isspace() or unicodedata.category(c) != "Cc")
        )
    )


def story(**fields: object) -> dict[str, object]:
    usual = {
        "title": "A jar",
        "date": "2026-01-02",
        "author": {"id": "rosa"},
        "text": "It filled up.",
        "file": "2026-01-02-a-jar",
    }
    return {**usual, **fields}


def read_story(text: str, path: str = "content/posts/2026-01-02-a-jar.md"):
    """The record that edblog makes of a file, and its problems, without those of privacy."""
    reading = read(path, text.encode(), SETTINGS, KINDS)
    assert reading.record is not None, (text, reading.problems)
    return reading


@MANY
@given(typed=TYPED)
def test_what_was_typed_is_what_is_read(modules, typed):
    calls = [
        [
            story(
                title=text,
                summary=text,
                asks=text,
                topics=["a", f"{text} b"],
                author={"name": f"Kim {text}", "role": text, "school": text},
            )
        ]
        for text in typed
    ]

    for text, markdown in zip(typed, modules.each("markdown", "toFile", calls), strict=True):
        reading = read_story(markdown)
        wanted, record = as_read(text), reading.record
        if not wanted:
            # There is no story without a title.
            continue
        [author] = record.inline_authors
        assert record.title == typeset(wanted), markdown
        assert (record.summary, record.asks) == (typeset(wanted), typeset(wanted)), markdown
        assert record.topics == ("a", as_read(f"{text} b")), markdown
        assert author.name == as_read(f"Kim {text}"), markdown
        assert (author.role, author.school) == (wanted, wanted), markdown
        assert [p for p in reading.problems if p.code != "all-capitals"] == [], markdown


@MANY
@given(typed=TYPED)
def test_the_words_of_a_picture_are_those_that_readers_hear(modules, typed):
    calls = [[story(pictures=[{"name": "jar.jpg", "alt": text}])] for text in typed]

    for text, markdown in zip(typed, modules.each("markdown", "toFile", calls), strict=True):
        [image] = lxml.html.fromstring(f"<div>{read_story(markdown).html}</div>").iter("img")
        # Square brackets would end the words, so they become round ones.
        wanted = as_read(text).replace("[", "(").replace("]", ")")
        assert one_line(image.get("alt")) == wanted, markdown


def test_questions_are_headings_and_those_without_an_answer_leave_nothing(modules):
    answers = [
        {"question": "What *was* it? #1", "answer": "A jar.\r\n\r\nOf glass.  "},
        {"question": "What next?", "answer": " \n "},
        {"question": "1. What would you change?", "answer": "- the lid"},
    ]

    assert modules.call("markdown", "toFile", story(text="  \n", answers=answers)) == (
        '---\ntitle: "A jar"\ndate: 2026-01-02\nauthor: rosa\n---\n'
        "## What \\*was\\* it? #1\n\nA jar.\n\nOf glass.\n\n## 1\\. What would you change?\n\n- the lid\n"
    )


def test_a_story_without_pictures_is_a_file_and_one_with_pictures_a_folder(modules):
    made = modules.run(
        """const {filesOf, pathOf} = await use('markdown');
        const picture = {name: 'jar.jpg', alt: 'A jar', blob: new Blob(['jar'], {type: 'image/jpeg'})};
        const [, withPicture] = [argument, {...argument, pictures: [picture]}];
        return [pathOf(argument), filesOf(withPicture).map(({path, name}) => [path, name]), await filesOf(withPicture)[0].blob.text()];""",
        story(text="See ![](jar.jpg) here."),
    )

    assert made == [
        "content/posts/2026-01-02-a-jar.md",
        [
            ["content/posts/2026-01-02-a-jar/index.md", "index.md"],
            ["content/posts/2026-01-02-a-jar/jar.jpg", "jar.jpg"],
        ],
        '---\ntitle: "A jar"\ndate: 2026-01-02\nauthor: rosa\n---\nSee ![A jar](jar.jpg) here.\n',
    ]


@pytest.mark.parametrize(
    ("people", "fields"),
    [
        ([None], {}),
        (["nobody"], {"people_in_photo": False}),
        (["nobody", "agreed"], {"people_in_photo": True, "photo_release": True}),
        (["agreed", "not-yet"], {"people_in_photo": True}),
        (["agreed", None], {"people_in_photo": True}),
        (["nobody", None], {}),
    ],
)
def test_what_is_said_of_the_people_in_all_pictures(modules, people, fields):
    pictures = [{"name": f"{at}.jpg", "alt": "A jar", "people": one} for at, one in enumerate(people)]

    record = read_story(modules.call("markdown", "toFile", story(pictures=pictures))).record

    assert (record.people_in_photo, bool(record.photo_release)) == (
        fields.get("people_in_photo"),
        fields.get("photo_release", False),
    )


@pytest.mark.parametrize("id_", ["rosa", "2026", "null", "on", "añil", "a b", "1e3", "x-1", "-x", "a:b"])
def test_an_id_is_read_as_it_is(modules, id_):
    record = read_story(
        modules.call("markdown", "toFile", story(author={"id": id_}, credentials=[id_, "other"]))
    ).record

    assert (record.authors, record.credentials) == ((id_,), (id_, "other"))


@MANY
@given(typed=TYPED)
def test_a_name_is_one_that_every_computer_keeps_and_makes_the_same_address(modules, typed):
    names = modules.each("names", "fileName", [[text, "2026-01-02"] for text in typed])
    addresses = modules.each("names", "addressOf", [[name] for name in names])

    for text, name, address in zip(typed, names, addresses, strict=True):
        assert unusable_name(f"content/posts/{name}.md") is None, text
        assert name == f"2026-01-02-{address}", text
        assert len(name) <= 80, text
        # The address of the story is the one that is asked for while a name is chosen.
        assert slugify(address) == address, text


def test_latin_titles_have_the_words_of_their_own_address(modules):
    titles = [
        "Una pregunta más, Łódź",
        "It's 5 o'clock — Straße",
        "Œuvre & Ærø",
        "İstanbul ĳs",
        "x²",
        "Ⅳ grade",
        "a_b c.d",
    ]

    assert modules.each("names", "slug", [[title] for title in titles]) == [
        slugify(title) for title in titles
    ]


def test_a_title_in_another_script_gets_a_code(modules):
    titles = ["漢字の瓶", "السؤال", "Вопрос", "🎉", "", "2 جرار", "con", "A" * 200, "One two " * 20]

    found = modules.each("names", "fileName", [[title, "2026-01-02"] for title in titles])

    assert all(name.startswith("2026-01-02-story-") for name in found[:6])
    assert len(set(found[:6])) == 6
    assert found[6:] == [
        "2026-01-02-con-story",
        f"2026-01-02-{'a' * 60}",
        "2026-01-02-" + "-".join(["one-two"] * 7) + "-one",
    ]


def test_a_name_that_is_taken_gets_a_number(modules):
    assert modules.each(
        "names", "free", [["jar.jpg", ["Jar.JPG", "jar-2.jpg"]], ["a-jar", ["b"]], ["a-jar", ["a-jar"]]]
    ) == ["jar-3.jpg", "a-jar", "a-jar-2"]
