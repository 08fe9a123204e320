"""How addresses are made."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.web.urls import (
    RESERVED_NAMES,
    collision_key,
    encode,
    origin_of,
    output_of,
    readable_date,
    root_of,
    slugify,
    split_date,
)

anything = settings(max_examples=300, derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The question jar", "the-question-jar"),
        ("Una pregunta más: ¿qué pasó?", "una-pregunta-mas-que-paso"),
        ("It's Rosa’s", "its-rosas"),
        ("snake_case  and -- dashes", "snake-case-and-dashes"),
        ("Straße ﬁne ½", "strasse-fine-1-2"),
        ("Łódź i Gdańsk", "lodz-i-gdansk"),
        ("Đường đến trường", "duong-den-truong"),
        ("Une œuvre, Ærø, İstanbul ırmak", "une-oeuvre-aero-istanbul-irmak"),
        ("Þór ĲSSEL ŋ", "thor-ijssel-n"),
        ("Hawaiʻi", "hawaii"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("Café Ω", "cafe-ω"),
        ("हिन्दी में", "हिन्दी-में"),
        ("ภาษาไทย", "ภาษาไทย"),
        ("Привет, мир й", "привет-мир-й"),
        ("6′2″", "6-2"),
        ("日々の質問", "日々の質問"),
        ("Вопрос", "вопрос"),
        ("が", "が"),
        ("한국어", "한국어"),
        ("CON", "con-"),
        ("com1", "com1-"),
        ("console", "console"),
        ("🎉", ""),
        ("../..", ""),
        ("a/b\\c", "a-b-c"),
    ],
)
def test_a_slug(text, slug):
    assert slugify(text) == slug


@anything
@given(st.text())
def test_a_slug_is_safe_in_a_path_and_stays_the_same(text):
    slug = slugify(text)

    assert slugify(slug) == slug
    assert not set(slug) & set("/\\.:*?\"<>|%#& \t\n'")
    assert slug not in RESERVED_NAMES


@pytest.mark.parametrize(
    ("stem", "date", "rest"),
    [
        ("2026-01-12-the-jar", (2026, 1, 12), "the-jar"),
        ("2026-1-2 the jar", (2026, 1, 2), "the jar"),
        ("2026-01-12_the-jar", (2026, 1, 12), "the-jar"),
        ("2026-01-12", None, "2026-01-12"),
        ("2026-01-12-", None, "2026-01-12-"),
        ("the-jar-2026-01-12", None, "the-jar-2026-01-12"),
        ("2026-13-45-nonsense", (2026, 13, 45), "nonsense"),
    ],
)
def test_the_date_in_a_file_name(stem, date, rest):
    assert split_date(stem) == (date, rest)


@pytest.mark.parametrize(
    ("base_url", "root", "origin"),
    [
        ("https://district.example/", "/", "https://district.example"),
        ("https://district.example", "/", "https://district.example"),
        ("https://district.example/stories/", "/stories/", "https://district.example"),
        ("http://127.0.0.1:8000//a//b", "/a/b/", "http://127.0.0.1:8000"),
    ],
)
def test_the_root_and_the_origin_of_a_site(base_url, root, origin):
    assert (root_of(base_url), origin_of(base_url)) == (root, origin)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "index.html"),
        ("posts/jar/", "posts/jar/index.html"),
        ("404.html", "404.html"),
        ("topics/q/rss.xml", "topics/q/rss.xml"),
    ],
)
def test_the_file_that_serves_an_address(url, path):
    assert output_of(url) == path


@anything
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_encoded_path_is_read_back_as_it_was(path):
    encoded = encode(path)

    assert encoded.isascii()
    assert unquote(encoded) == path
    assert urlsplit(f"https://district.example/{encoded}").path == f"/{encoded}"


def test_paths_that_some_file_system_takes_for_one():
    assert collision_key("posts/Más/") == collision_key("posts/ma\u0301s/") == collision_key("POSTS/MÁS/")
    assert collision_key("posts/mas/") != collision_key("posts/más/")


def test_a_day_is_shown_with_its_time_where_that_is_not_midnight():
    assert readable_date(datetime(2026, 3, 1, tzinfo=UTC)) == "2026-03-01"
    assert readable_date(datetime(2026, 3, 1, 9, 5, tzinfo=UTC)) == "2026-03-01 09:05"
