"""The texts of a chat sheet: their times, and that every network takes them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edblog.kinds.events.sheet.posts import MAX_LENGTH, fitting, length, posts, schedule
from edblog.outputs.templates.texts import Texts
from edblog.outputs.templates.theme import load_theme

CHICAGO = ZoneInfo("America/Chicago")
TAIL = "#SampleCheckMC https://district.example/stories/events/first-on-an-exit-ticket/"
HOW = "Answer the first one with A1, the second with A2, and keep the hashtag."
TITLE = "What do you read first on an exit ticket?"


@pytest.fixture(scope="module")
def theme():
    root = Path(__file__).parents[2]
    return load_theme("marigold", root, root / "themes")[0]


def made(theme, language="en", **more):
    given = {
        "title": TITLE,
        "questions": ["What do you look at first?", "How many minutes does a pile take you?"],
        "starts": datetime(2026, 11, 19, 19, tzinfo=CHICAGO),
        "minutes": 60,
        "tail": TAIL,
        "coming": "Next: One room, two languages.",
    }
    return [*posts(Texts(theme, language), **(given | more))]


@pytest.mark.parametrize(
    ("minutes", "questions", "times"),
    [
        (60, 8, (0, 6, 12, 18, 24, 30, 36, 42, 48, 54)),
        (60, 6, (0, 6, 14, 22, 30, 38, 46, 54)),
        (60, 10, (0, 6, 10, 15, 20, 25, 30, 34, 39, 44, 49, 54)),
        (30, 5, (0, 3, 7, 12, 17, 22, 27)),
        (45, 1, (0, 4, 41)),
        (240, 2, (0, 10, 120, 230)),
        (5, 3, (0, 0, 1, 3, 5)),
    ],
)
def test_the_questions_share_the_time(minutes, questions, times):
    assert schedule(minutes, questions) == times


def test_what_is_posted(theme):
    assert [(post.clock, post.half, post.kind, post.number, post.text) for post in made(theme)] == [
        (
            "7:00",
            "PM",
            "welcome",
            0,
            f"Welcome! 60 minutes, 2 questions: {TITLE} {HOW} Tell us who you are and what you teach.",
        ),
        ("7:06", "PM", "question", 1, "Q1 What do you look at first?"),
        ("7:30", "PM", "question", 2, "Q2 How many minutes does a pile take you?"),
        (
            "7:54",
            "PM",
            "thanks",
            0,
            "That was our chat. Thank you! The page will keep answers from tonight. Next: One room, two languages.",
        ),
    ]
    for post in made(theme):
        assert post.whole == f"{post.text}\n{TAIL}"
        assert post.length == len(post.whole)
        assert not post.is_cut


def test_in_spanish_with_a_clock_of_24_hours(theme):
    welcome, question, *_ = made(theme, "es-ES", questions=["¿Qué ves primero?"])

    assert (welcome.clock, welcome.half) == ("19:00", "")
    assert welcome.text.startswith(f"¡Hola! 60 minutos, una pregunta: {TITLE} Respóndela con A1")
    assert question.text == "Q1 ¿Qué ves primero?"


def test_a_title_gets_a_period_if_it_has_no_end(theme):
    assert "2 questions: Exit tickets. Answer" in made(theme, title="Exit tickets")[0].text


def test_clocks_that_change_during_a_chat(theme):
    late = made(theme, starts=datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO), minutes=60)

    assert [post.clock for post in late] == ["1:30", "1:36", "1:00", "1:24"]


def test_what_has_no_room_is_left_out_or_cut(theme):
    long = "Why does the eraser know more than the pencil? " * 8
    welcome, question, _, thanks = made(theme, title=long, questions=[long, "Why?"], coming=long)

    assert welcome.is_cut
    assert question.is_cut
    assert question.text.startswith("Q1 Why does the eraser")
    assert question.text.endswith("the pencil? Why…")
    assert not thanks.is_cut
    assert thanks.text == "That was our chat. Thank you! The page will keep answers from tonight."
    assert max(post.length for post in made(theme, title=long, questions=[long])) <= MAX_LENGTH


def test_the_length_is_that_of_x():
    assert length("a é ¡ ñ “x” – …") == 15 + 1
    assert length("e\u0301") == 1
    assert length("語") == 2
    assert length("\U0001f33c") == 2


@given(st.text(max_size=400), st.text(max_size=90))
def test_every_text_fits(text, tail):
    found, is_whole = fitting([text], tail)

    assert length(f"{found}\n{tail}") <= MAX_LENGTH or length(tail) > 250
    assert is_whole or found.endswith("…")
