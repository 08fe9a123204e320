"""Fields said once: tables of which reading, messages and JSON Schema follow."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from tests.cases.test_faults import FOLDER, read_case
from tests.conftest import ORDINARY
from tests.unit.test_docs import NEEDED, ROOT

from edblog.files.types import describes_its_folder
from edblog.kinds import KINDS
from edblog.scaffold.editors import front_matter_schema
from edblog.sources.front_matter.addresses import slug_and_former
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Table, called, every_table
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import parse
from edblog.sources.front_matter.readers import Line, Prose, WholeNumber
from edblog.sources.front_matter.schema import as_json

CHAT = Table(
    "a chat",
    (
        Field("title", Prose(), "what it is called", "Jars", needed="Our jars"),
        Field(
            "starts",
            Moment(),
            "when it begins",
            "2026-01-31",
            needed="2026-01-31",
            called=called("begin from"),
        ),
        Field("room", Line(), "where it is", "Room 4", is_public=True),
        Field("seats", WholeNumber(), "how many may come", "12"),
    ),
    hold_back="move this file out of content/",
)


def read(table, text):
    """The values of front matter, and what is wrong with it."""
    parsed = parse("content/chats/x.md", f"---\n{text}\n---\n")
    values = table.read(Fields("content/chats/x.md", parsed.fields, parsed.problems))
    return values, [(p.line, p.column, p.code, p.message, p.help) for p in parsed.problems]


def test_a_table_reads_its_fields():
    assert read(CHAT, "title: Jars &amp; slips\nstarts: 2026-01-31 14:30\nseats: 12") == (
        {
            "title": "Jars & slips",
            "starts": datetime(2026, 1, 31, 14, 30, tzinfo=UTC),
            "room": "",
            "seats": 12,
        },
        [],
    )


def test_a_needed_field_that_is_misspelt():
    values, problems = read(CHAT, "title: Jars\nbegin: soon")

    assert values["starts"] == datetime(1970, 1, 1, tzinfo=UTC)
    assert problems == [
        (
            3,
            1,
            "missing-field",
            'there is no field "begin", and "starts" is missing',
            'did you mean "starts"?',
        )
    ]


def test_a_field_that_is_not_in_the_table():
    _, problems = read(CHAT, "title: Jars\nstarts: 2026-01-31\nfrom: noon\nRoom: 4\nmood: calm")

    assert problems == [
        (4, 1, "unknown-key", 'there is no field "from", so it has no effect', 'edblog calls it "starts", which is here already: delete this line'),
        (5, 1, "unknown-key", 'there is no field "Room", so it has no effect', "write it in lowercase: room"),
        (6, 1, "unknown-key", 'there is no field "mood", so it has no effect', "a chat can have these fields: title, starts, room, seats"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_a_name_within_a_kind_means_free_text_everywhere_or_nowhere(kind):
    """What is looked through for private things is told by names alone."""
    fields = [field for table in every_table(kind.table) for field in table.fields]

    assert kind.table.not_free.isdisjoint(field.name for field in fields if field.is_free_text)


# A validator that knows only the schema finds the same fields wrong

BY_FOLDER = {kind.folder: kind for kind in KINDS}
SCHEMAS = {folder: front_matter_schema(kind) for folder, kind in BY_FOLDER.items()}
VALIDATORS = {folder: Draft202012Validator(schema) for folder, schema in SCHEMAS.items()}

MISSED = {
    "date": "the name of the file may have it, and a month has 28 to 31 days",
    "updated": "a month has 28 to 31 days",
    "starts": "the same",
    "ends": "the same",
    "added": "the same",
    "expires": "the same; and a notice has four digits in its year",
    "flyer": "the name of a file says whether it is a picture or a PDF",
    "author": "a comma is wrong only without quotes, and the length is that of the address",
    "credentials": "a comma is wrong only without quotes",
    "answered_by": "the same",
    "also": "the same",
    "members": "the same",
    "facilitators": "the same",
    "hosts": "the same",
    "hashtag_hosts": "the same",
    "circle": "the same",
    "event": "the same",
    "recap": "the same",
    "by": "the same",
    "boards": "the same",
    "order": "the same",
    "speakers": "the same",
    "captions": "the same",
    "stories": "the same",
    "events": "the same",
    "circles": "the same",
    "recordings": "the same",
    "resources": "the same",
    "chapters": "a line must begin with a time",
    "contact": "an email address needs `mailto:`, and any text may be the address of a page",
    "items": "an entry is one thing, and nothing is in a list twice",
    "topics": "the same; the length is that of the address; and one needs letters or digits",
    "subjects": "the same",
    "open_to": "an entry of a list may be null",
    "series": "the same as topics; and a number is not 0",
    "grades": "a grade can be written in many words",
    "privacy_ok": "a comma is wrong only without quotes",
    "image": "words that say nothing are told by what is in them, and by the name of the picture",
    "slug": "accents are taken from some letters and left on others",
    "aliases": "some names are those of Windows, a part may be too long, and YAML takes some names for numbers",
}
"""Fields in which edblog finds more that is wrong, with the reason that the schema does not. What one field asks of another, such as that
an event ends after it starts, is not compared: a schema does not say it."""
MORE = {
    "image": "edblog reads description and caption only where there is a picture",
    "photo": "the same",
    "badge": "the same",
    "cover": "the same",
}
"""Fields of which the schema takes fewer values."""


def wrong_for_edblog(kind, path, parsed):
    """The fields that are wrong according to edblog, each by the one with which it is read; also those that it does not know."""

    def is_wrong(read, *arguments):
        fields = Fields(path, parsed.fields, [])
        value = read(fields, *arguments)
        return value, any(p.severity == "error" or p.code == "unknown-key" for p in fields.problems)

    found = {key for key in parsed.fields.keys if key not in kind.table.by_name}
    for field in kind.table.read_in_turn:
        value, wrong = is_wrong(field.reader.read, field.name)
        is_there = field.name in parsed.fields.broken or not Fields(path, parsed.fields, []).is_blank(
            field.name
        )
        missing = field.needed and not value and not is_there
        unfit = field.name == "slug" and is_wrong(slug_and_former, value, "x")[1]
        if wrong or missing or unfit:
            found.add(field.name)
    return found


def wrong_for_the_schema(kind, parsed, validator):
    """The same, according to a validator."""
    table = kind.table
    main = {other: field.name for field in table.read_in_turn for other in field.reader.read_with}
    conditions = [field.name for field in table.fields if field.reader.conditions(field.name)]
    found = set()
    for error in validator.iter_errors(as_json(parsed.fields)):
        if error.absolute_path:
            found.add(error.absolute_path[0])
        elif error.validator == "additionalProperties":
            found |= error.instance.keys() - table.by_name.keys()
        elif error.absolute_schema_path[0] == "required":
            found |= set(error.validator_value) - error.instance.keys()
        else:
            found.add(conditions[error.absolute_schema_path[1]])
    # What YAML could not read has a problem of its own.
    unread = {main.get(name, name) for name in parsed.fields.broken}
    return {main.get(name, name) for name in found} - unread


def written():
    """Every text of the fault cases, of the sample site, of the starter and of the sites of the tests, by its path."""
    for case in sorted(FOLDER.glob("*.md")):
        yield from read_case(case.read_text(encoding="utf-8")).files.items()
    yield from published()


def published():
    for site in (ROOT, ROOT / "src/edblog/scaffold/template", *ROOT.glob("tests/sites/*/src")):
        for path in site.glob("content/**/*.md"):
            yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")


VALUES = """
x|a b|a, b|""|true|Yes|off|maybe|1|-3|1.5|1234567|20000|en|pt-BR|español|header|gold|más|日本|a-b|-a-|a_b|CON|My Jar|x.jpg
2026-01-31|2026-1-3 14:30|2026-02-30|2026-13-01|Jan 31, 2026|[]|[a, b]|[a, 1, true]|[[a]]|[null]|[{a: b}]|{a: b}|{}
https://example.org/|mailto:a@b.org|ftp://x|/old/|old/page.html|/_x/|/a/../b/|/x?y|/web.config|{name: Kim}|{name: ""}
{name: Kim, photo: k.jpg}|[{name: Kim}, rosa]|{label: x, url: "https://a.org"}|[{url: x}]|[{authority: S, amount: 15, unit: ceu}]
[{authority: S}]|[{amount: 1}]|[{authority: S, amount: "15"}]|[{authority: S, amount: -1}]|[{authority: S, amount: 1e3}]
[{authority: S, amount: 15, unit: hours}]
"""
"""Something of every type, in YAML."""
EACH = ["", *(value for line in VALUES.strip().splitlines() for value in line.split("|"))]
EACH += [f'"{"x" * 301}"', f'"{"x" * 1001}"', f"[{', '.join(map(str, range(101)))}]"]


def each_value_of_each_field():
    for folder, kind in BY_FOLDER.items():
        for name in kind.table.by_name:
            others = {
                k: v for k, v in NEEDED[folder].items() if k != name and (k, name) != ("author", "authors")
            }
            for value in EACH:
                lines = "".join(f"{key}: {text}\n" for key, text in {**others, name: value}.items())
                yield f"content/{folder}/x.md", f"---\n{lines}---\nWords.\n"


def differences(texts, validators):
    """The fields that only edblog finds wrong, those that only the schema does, and how many texts were looked at."""
    missed, more, count = set(), set(), 0
    for path, text in texts:
        folder = next((name for name in BY_FOLDER if path.startswith(f"content/{name}/")), "")
        if not folder or not path.endswith(".md") or describes_its_folder(path.rpartition("/")[2]):
            continue
        parsed = parse(path, text)
        if parsed.fields is not None:
            edblog = wrong_for_edblog(BY_FOLDER[folder], path, parsed)
            schema = wrong_for_the_schema(BY_FOLDER[folder], parsed, validators[folder])
            count += 1
            missed |= edblog - schema
            more |= schema - edblog
    return missed, more, count


def test_the_schema_and_edblog_find_the_same_fields_wrong():
    missed, more, count = differences([*written(), *each_value_of_each_field()], VALIDATORS)

    assert count > 3000
    assert missed == MISSED.keys()
    assert more == MORE.keys()


def test_the_schema_finds_nothing_wrong_that_edblog_takes_in_any_text():
    assert differences(written(), VALIDATORS)[1] == set()
    assert differences(published(), VALIDATORS)[0] == set()


def test_the_schema_means_the_same_in_an_older_draft():
    older = {folder: Draft7Validator(schema) for folder, schema in SCHEMAS.items()}

    assert differences(written(), older) == differences(written(), VALIDATORS)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_the_schema_says_what_each_field_is(schema):
    groups = schema.get("$defs", {})
    fields = [field for table in (schema, *groups.values()) for field in table["properties"].values()]

    assert all(field["title"] and field["description"] and field["examples"] for field in fields)
    for field in fields:
        Draft202012Validator.check_schema(field)
        for example in field["examples"]:
            assert Draft202012Validator({**field, "$defs": groups}).is_valid(example), example


def patterns(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            yield from [value] if key == "pattern" else patterns(value)


def test_the_patterns_are_those_of_javascript_too():
    """With its flag `u`, a backslash stands only before what it means something for (ECMA-262, 22.2.1)."""
    found = {pattern for schema in SCHEMAS.values() for pattern in patterns(schema)}

    assert len(found) > 5
    assert [p for p in found if re.search(r"\\[^dDsSwW^$.*+?()\[\]{}|/\\]", p)] == []


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("new_author: {name: Kim Sample, school: Example High School}", ["Kim Sample"]),
        ("new_author:\n  - name: Kim Sample\n  - name: Lee Example", ["Kim Sample", "Lee Example"]),
        ("authors: [rosa]\nnew_author: [{name: Kim Sample}]", ["Rosa Okafor", "Kim Sample"]),
        ("author: rosa\nnew_author: []", ["Rosa Okafor"]),
    ],
)
def test_somebody_without_a_page_has_a_field_for_forms(make_site, lines, byline):
    site = make_site({"content/posts/jar.md": f"---\ntitle: T\ndate: 2026-01-02\n{lines}\n---\n{ORDINARY}"})

    assert [p.code for p in site.build().problems if p.severity != "notice"] == []
    page = site.output("posts/jar/index.html")
    assert [name for name in ("Rosa Okafor", "Kim Sample", "Lee Example") if name in page] == byline


def test_a_story_with_an_empty_field_for_somebody_without_a_page_has_no_author(make_site):
    site = make_site(
        {"content/posts/jar.md": f"---\ntitle: T\ndate: 2026-01-02\nnew_author: []\n---\n{ORDINARY}"}
    )

    assert site.problems() == ["error content/posts/jar.md:4:1 missing-author"]
