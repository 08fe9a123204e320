"""Whatever somebody types: no stage that reads it raises, and every error has a place inside the file."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edblog.kinds import KINDS
from edblog.problems.formats import FORMATS
from edblog.services.comments import SERVICES
from edblog.settings import read_config
from edblog.sources.locate import locate
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings

SETTINGS = ReadSettings("America/Chicago", "en")
anything = settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

SIGNS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
YAML_SIGNS = st.text(st.sampled_from(list("ab1:-?#&*!|>%@`'\"[]{},~=<. \t\n\\é“”")), max_size=40)
KEYS = st.sampled_from(
    ["title", "date", "author", "authors", "credentials", "topics", "summary", "image", "image_alt", "updated", "draft",
     "lang", "slug", "aliases", "comments", "name", "links", "renewal", "menu", "order", "issuer", "url", "Titel", "?"]
)  # fmt: skip
VALUES = st.one_of(
    SIGNS,
    YAML_SIGNS,
    st.sampled_from(
        ["2026-01-02", "2026-02-30", "9999-12-31T23:59-14:00", "0001-01-01", "12:30", "No", "null", "{name: Ana}", "[a, b]",
         "'it's'", "“x”", "rosa", "[[[[[[[[]]]]]]]]", "{a: {b: {c: {d: {e: {f: {g: 1}}}}}}}", "&a [*a]", "!!python/object:os.x {}",
         "|\n  a\n  b", "[{label: x, url: 'https://a'}]", "[1, [2], {3: 4}]", "1e400", "../../x", "con", "a" * 400]
    ),
)  # fmt: skip
MARKDOWN_SIGNS = st.text(st.sampled_from(list("ab1#*_`~[]()!<>|:-+\\\"'{}&;=^$ \t\n.é")), max_size=200)
FOLDERS = st.sampled_from(["posts", "pages", "authors", "credentials"])


def front_matter(fields, body):
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields) + "---\n" + body


def settle(path, data):
    """The problems of a reading, with their places; each error is inside the file."""
    reading = read(path, data, SETTINGS, KINDS)
    text = data.decode("utf-8", "replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems = [locate(problem, text) for problem in reading.problems]
    for problem in problems:
        assert problem.message
        assert 1 <= problem.line <= len(lines), problem
        assert problem.severity != "error" or 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    assert reading.record is not None or any(problem.severity == "error" for problem in problems)
    for form in FORMATS.values():
        form(problems).encode()
    return problems


@anything
@given(
    folder=FOLDERS, data=st.one_of(st.binary(max_size=300), SIGNS.map(str.encode), YAML_SIGNS.map(str.encode))
)
def test_any_bytes_as_a_file(folder, data):
    settle(f"content/{folder}/any.md", data)


@anything
@given(folder=FOLDERS, text=st.one_of(SIGNS, YAML_SIGNS))
def test_any_text_as_front_matter(folder, text):
    settle(f"content/{folder}/any.md", f"---\n{text}\n---\nWords.\n".encode())


@anything
@given(folder=FOLDERS, fields=st.lists(st.tuples(KEYS, VALUES), max_size=6), body=SIGNS)
def test_any_fields(folder, fields, body):
    settle(f"content/{folder}/any.md", front_matter(fields, body).encode())


@anything
@given(body=st.one_of(MARKDOWN_SIGNS, SIGNS))
def test_any_markdown(body):
    fields = [("title", "Any"), ("date", "2026-01-02"), ("author", "rosa")]

    problems = settle("content/posts/any.md", front_matter(fields, body).encode())

    # A line of three colons is half a block.
    errors = {
        problem.code
        for problem in problems
        if problem.severity == "error" and not problem.code.startswith("embed-")
    }
    assert errors <= {"empty-story", "not-text", "merge-conflict", "unclosed-comment"}


@anything
@given(
    stem=SIGNS.filter(lambda stem: "/" not in stem and "\0" not in stem and stem not in ("", ".", "..")),
    folder=FOLDERS,
)
def test_any_file_name(stem, folder):
    fields = [("title", "Any"), ("name", "Any"), ("author", "rosa"), ("issuer", "Any")]

    settle(f"content/{folder}/{stem}.md", front_matter(fields, "Words.").encode())


TOML_VALUES = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        SIGNS.filter(lambda text: "\x7f" not in text),
        st.sampled_from(
            ["https://[", "https://a:99999999/", "http://", "//a", "https://a b/", "..", "/", "con", "es", "America", "",
             "America/Chicago", "../../etc", *SERVICES, "rss", "click"]
        ),
    ),
    lambda children: st.lists(children, max_size=3),
    max_leaves=4,
)  # fmt: skip
TOML_KEYS = st.sampled_from(
    ["title", "base_url", "description", "language", "timezone", "theme", "page_size", "output", "feeds", "comments",
     "feeds.formats", "feeds.size", "comments.service", "comments.load", *(f"comments.{key}" for key in SERVICES), "comments.isso.host", "titel"]
)  # fmt: skip


def config_problems(text):
    config, problems = read_config(text)
    lines = text.replace("\r\n", "\n").split("\n")
    located = [locate(problem, text) for problem in problems]
    for problem in located:
        assert problem.message
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
    assert (config is None) == any(problem.severity == "error" for problem in located)
    for form in FORMATS.values():
        form(located).encode()


@anything
@given(text=st.one_of(SIGNS, YAML_SIGNS))
def test_any_text_as_settings(text):
    config_problems(text)


@anything
@given(st.dictionaries(TOML_KEYS, TOML_VALUES, max_size=8))
def test_any_settings(values):
    # JSON's numbers, texts and lists are TOML's as well.
    config_problems("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))


@pytest.mark.parametrize("name", ["a" * 5000, "a\nb", "../x", "a?b#c", "C:\\x"])
def test_a_long_or_odd_reference_is_only_a_broken_link(make_site, name):
    site = make_site(
        {"content/posts/jar.md": f"---\ntitle: A\ndate: 2026-01-02\nauthor: rosa\n---\n[x](<{name}>)\n"}
    )

    assert {code.rpartition(" ")[2] for code in site.problems()} <= {
        "broken-link",
        "broken-anchor",
        "html-removed",
    }
