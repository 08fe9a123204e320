"""The JSON Schema of `edblog.toml`: a validator that knows only it finds the same settings wrong as edblog does."""

from __future__ import annotations

import json
import tomllib

from jsonschema import Draft7Validator, Draft202012Validator
from tests.cases.test_faults import FOLDER, read_case
from tests.unit.test_config import GOOD_FOLDERS, GOOD_HOSTS, NO_FOLDERS, PAGES, TAKEN_FOLDERS
from tests.unit.test_docs import ROOT, examples_of_settings

from edblog.options import settings_of, toml
from edblog.scaffold import start_site
from edblog.services.comments import SERVICES, Comments
from edblog.settings import Config, read_config
from edblog.settings.editors import settings_schema

SCHEMA = settings_schema()
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)
NEEDED = {"title": "Stories", "base_url": "https://district.example/"}

MISSED = {
    "publish.to": "a scheme that no target has, and a password in an address",
    "title": "a character that nobody can see is wrong",
    "base_url": "a part of its address, such as index.html or .., is what makes it none",
    "language": "some codes of two letters are no language",
    "timezone": "the names of time zones are those of the computer",
    "output": "a folder can hold something else, or have a name that one system does not allow",
    "icon": "the name of a picture ends in capital or small letters",
    "logo": "the same; and it needs logo_alt",
    "logo_alt": "it needs a logo",
    "footer.text": "links are looked at",
    "footer.address": "links are looked at",
    "announcement.text": "links are looked at",
    "announcement.until": "a month has 28 to 31 days, and time ends with the year 9999",
    "privacy.allow": "some names, numbers and addresses can have no effect",
    "submit.repository": "a server that is not public needs a host",
    "editor.service": "it needs a repository on a host that the editor can use",
    "submit.folder": "a path has more than one way out of the repository",
    "limits.total_mb": "1000.0 is a whole number in JSON",
    "comments.giscus.mapping": "two of its values need a term",
    "comments.giscus.term": "it is a number with one of the values of mapping",
}
"""Settings in which edblog finds more that is wrong, with the reason that the schema does not."""
MORE = {
    "files.types": "edblog also takes .DOCX for docx; an editor offers one spelling",
    "announcement.until": "edblog also takes texts that write a date in the other ways of ISO 8601",
}
"""Settings of which the schema takes fewer values."""


def paths_of_edblog(raw):
    """Every setting that is wrong, by its path, according to edblog."""
    _, problems = read_config("".join(f"{key} = {toml(value)}\n" for key, value in raw.items()))
    return {".".join(problem.key) for problem in problems if problem.severity == "error"}


def paths_of_schema(raw, validator=VALIDATOR):
    """The same, according to a validator; what it names are a table and the keys that are too many or missing there."""
    found = set()
    for error in validator.iter_errors(json.loads(json.dumps(raw, default=str))):
        table = [part for part in error.absolute_path if isinstance(part, str)]
        keys = {
            "additionalProperties": lambda error=error: (
                error.instance.keys() - error.schema["properties"].keys()
            ),
            "required": lambda error=error: set(error.validator_value) - error.instance.keys(),
        }.get(error.validator)
        found |= {".".join([*table, key]) for key in keys()} if keys else {".".join(table)}
    return found


VALUES = (
    *(
        "",
        "x",
        "a b",
        "US",
        "2026-12-04",
        "2026-02-30",
        "20261204",
        "http://",
        "[a](b)",
        "a.svg",
        "docx",
        "DOCX",
    ),
    *(0, 1, -1, 5, 150, 10**9, 1.5, True, False),
    *([], ["x"], [1], ["x", 1], [""], [150], ["rss"], ["docx"], ["DOCX"], ["*@"], [True], [["x"]]),
    *({}, {"x": "y"}, {"x": 1}, {"x": ""}, {"x": []}),
)
"""Something of every type. Not a date, which is text in JSON, and not 5.0, which is a whole number there."""


def settings():
    """Every setting, by its path, each with the settings without which it would be wrong."""
    for row in settings_of(Config):
        if row.table:
            yield from (((row.name, inner.name), {}) for inner in settings_of(row.table))
        if row.name != "comments":
            yield (row.name,), {}
    yield from ((("comments", row.name), {}) for row in settings_of(Comments))
    for key, service in SERVICES.items():
        options = {row.name: row.option.example for row in settings_of(service.options) if row.is_needed}
        yield from (
            (("comments", key, row.name), {"comments": {"service": key, key: options}})
            for row in settings_of(service.options)
        )


def given(path, value, others):
    """Settings with one at a path."""
    name, *rest = path
    inner = given(rest, value, others.get(name, {})) if rest else value
    return {**others, name: inner}


def each_value_of_each_setting():
    for path, others in settings():
        for value in VALUES:
            yield given(path, value, {**NEEDED, **others})


def faults():
    for path in sorted(FOLDER.glob("config_*.md")):
        try:
            yield tomllib.loads(read_case(path.read_text(encoding="utf-8")).files.get("edblog.toml", ""))
        except tomllib.TOMLDecodeError:
            continue
    for folder in (*TAKEN_FOLDERS, *NO_FOLDERS):
        yield {**NEEDED, "output": folder}
    for url, *_ in PAGES:
        yield {**NEEDED, "base_url": url}
    yield {**NEEDED, "title": "Sto\1ries"}
    giscus = {row.name: row.option.example for row in settings_of(SERVICES["giscus"].options)}
    for mapping in ("specific", "number"):
        for term in ("", "#12"):
            options = {**giscus, "mapping": mapping, "term": term}
            yield {**NEEDED, "comments": {"service": "giscus", "giscus": options}}


def test_the_schema_and_edblog_find_the_same_faults():
    missed, more = set(), set()
    for raw in (*each_value_of_each_setting(), *faults()):
        edblog, schema = paths_of_edblog(raw), paths_of_schema(raw)
        assert edblog - schema <= MISSED.keys(), raw
        assert schema - edblog <= MORE.keys(), raw
        missed |= edblog - schema
        more |= schema - edblog

    assert missed == MISSED.keys()
    assert more == MORE.keys()


def test_the_schema_means_the_same_in_the_draft_that_even_better_toml_knows():
    assert r"\\Z" not in json.dumps(SCHEMA)
    for raw in faults():
        assert paths_of_schema(raw, Draft7Validator(SCHEMA)) == paths_of_schema(raw)


def samples():
    paths = [ROOT / "edblog.toml", *ROOT.glob("tests/sites/*/src/edblog.toml")]
    for text in (*(path.read_text(encoding="utf-8") for path in paths), *examples_of_settings()):
        yield {**NEEDED, **tomllib.loads(text)}
    yield from ({**NEEDED, "output": folder} for folder in GOOD_FOLDERS)
    yield from ({**NEEDED, "base_url": f"https://{host}/"} for host in GOOD_HOSTS)


def test_the_schema_and_edblog_find_nothing_wrong_with_the_samples():
    for raw in samples():
        assert paths_of_edblog(raw) == set(), raw
        assert paths_of_schema(raw) == set(), raw


def test_a_new_site_ties_its_settings_to_the_schema(tmp_path):
    """As Even Better TOML reads it: a comment at the very beginning, and a path from the file itself."""
    start_site(tmp_path)
    first = (tmp_path / "edblog.toml").read_text(encoding="utf-8").splitlines()[0]

    assert first == "#:schema ./.edblog-schema/settings.json"
    assert json.loads((tmp_path / first.partition(" ")[2]).read_text(encoding="utf-8")) == SCHEMA
    assert "edblog-schema" not in (tmp_path / ".gitignore").read_text(encoding="utf-8")
