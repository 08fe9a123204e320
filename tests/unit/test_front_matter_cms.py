"""The forms that `edblog init` writes for Front Matter CMS: they fit its schema, and edblog takes what they save."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from edblog.kinds import KINDS
from edblog.scaffold import Answers, start_site
from edblog.scaffold.front_matter_cms import CMS_PATH, front_matter_cms
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import parse

SETTINGS = front_matter_cms(
    "https://district.example/stories/", {"authors": ["rosa", "li"], "posts": ["jar"]}
)
FORMS = {form["name"]: form for form in SETTINGS["frontMatter.taxonomy.contentTypes"]}
GROUPS = {group["id"]: group for group in SETTINGS["frontMatter.taxonomy.fieldGroups"]}
NAMES = {"type": "array", "items": {"type": "string"}}
FIELD = {
    "type": "object",
    "properties": {
        "type": {
            "enum": [
                *(
                    "string",
                    "number",
                    "datetime",
                    "boolean",
                    "image",
                    "file",
                    "choice",
                    "taxonomy",
                    "tags",
                    "draft",
                ),
                *("list", "slug", "fieldCollection"),
            ]
        },
        "name": {"type": "string"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "default": {"type": "string"},
        "choices": NAMES,
        "single": {"type": "boolean"},
        "multiple": {"type": "boolean"},
        "required": {"type": "boolean"},
        "isPreviewImage": {"type": "boolean"},
        "isPublishDate": {"type": "boolean"},
        "dateFormat": {"type": "string"},
        "taxonomyId": {"type": "string", "not": {"enum": ["", "tags", "categories"]}},
        "fieldGroup": NAMES,
        "numberOptions": {"type": "object", "properties": {"isDecimal": {"type": "boolean"}}},
    },
    "required": ["type", "name"],
    "additionalProperties": False,
    "allOf": [
        {"if": {"properties": {"type": {"const": kind}}}, "then": {"required": [needed]}}
        for kind, needed in (
            ("taxonomy", "taxonomyId"),
            ("choice", "choices"),
            ("fieldCollection", "fieldGroup"),
        )
    ],
}


def table(properties, *required):
    return {
        "type": "object",
        "properties": properties,
        "required": list(required or properties),
        "additionalProperties": False,
    }


TEXT, FLAG, PATH = {"type": "string"}, {"type": "boolean"}, {"type": ["string", "null"]}
FIELDS = {"type": "array", "items": FIELD}
SCHEMA = table(
    {
        "$schema": TEXT,
        "frontMatter.framework.id": TEXT,
        "frontMatter.framework.startCommand": TEXT,
        "frontMatter.preview.host": TEXT,
        "frontMatter.preview.trailingSlash": FLAG,
        "frontMatter.content.pageFolders": {
            "type": "array",
            "items": table({"title": TEXT, "path": TEXT, "contentTypes": NAMES, "previewPath": PATH}),
        },
        "frontMatter.content.publicFolder": table({"path": TEXT, "relative": FLAG}),
        "frontMatter.content.supportedFileTypes": NAMES,
        "frontMatter.taxonomy.contentTypes": {
            "type": "array",
            "items": table(
                {"name": TEXT, "pageBundle": FLAG, "filePrefix": PATH, "clearEmpty": FLAG, "fields": FIELDS}
            ),
        },
        "frontMatter.taxonomy.fieldGroups": {
            "type": "array",
            "items": table({"id": TEXT, "labelField": TEXT, "fields": FIELDS}),
        },
        "frontMatter.taxonomy.customTaxonomy": {
            "type": "array",
            "items": table({"id": TEXT, "options": NAMES}),
        },
        "frontMatter.taxonomy.dateFormat": TEXT,
        "frontMatter.taxonomy.seoDescriptionField": TEXT,
        "frontMatter.validation.enabled": FLAG,
    }
)
"""What version 10.10 says of the settings that are used here."""


def test_the_settings_fit_the_schema_of_the_extension():
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(SETTINGS)] == []
    assert {
        group for form in FORMS.values() for f in form["fields"] for group in f.get("fieldGroup", ())
    } == set(GROUPS)


def test_each_kind_has_a_folder_and_a_form():
    folders = {
        folder["path"].rpartition("/")[2]: folder for folder in SETTINGS["frontMatter.content.pageFolders"]
    }

    assert list(folders) == [kind.folder for kind in KINDS]
    assert [folder["contentTypes"] for folder in folders.values()] == [[name] for name in FORMS]
    assert {name: folder["previewPath"] for name, folder in folders.items()} == {
        kind.folder: None if kind.is_at_root else kind.folder for kind in KINDS
    }
    assert list(FORMS) == ["default", *(kind.word for kind in KINDS[1:])]
    assert SETTINGS["frontMatter.preview.host"] == "http://localhost:8000/stories/"
    assert SETTINGS["frontMatter.taxonomy.customTaxonomy"] == [
        {"id": "authors", "options": ["li", "rosa"]},
        {"id": "boards", "options": []},
        {"id": "circles", "options": []},
        {"id": "credentials", "options": []},
        {"id": "events", "options": []},
        {"id": "posts", "options": ["jar"]},
        {"id": "recordings", "options": []},
        {"id": "resources", "options": []},
    ]


def test_each_field_has_its_place_in_a_form():
    for kind, form in zip(KINDS, FORMS.values(), strict=True):
        names = [field["name"] for field in form["fields"]]
        left_out = {field.name: field.instead for field in kind.table.fields if field.instead}

        assert sorted([*names, *left_out]) == sorted(kind.table.by_name)
        assert set(left_out.values()) <= set(names)
    assert {f["name"]: f["type"] for f in FORMS["default"]["fields"]}.items() >= {
        "title": "string", "date": "datetime", "authors": "taxonomy", "topics": "tags", "grades": "choice",
        "image": "image", "draft": "draft", "comments": "choice", "aliases": "list",
    }.items()  # fmt: skip


def test_a_field_is_as_the_table_says():
    name, role, *_ = FORMS["author"]["fields"]

    assert name == {
        "title": "Name", "name": "name", "type": "string", "description": "Your name, as it appears above your stories.",
        "required": True, "single": True, "default": "{{title}}",
    }  # fmt: skip
    assert role == {
        "title": "Role", "name": "role", "type": "string", "description": "What you do.", "single": True,
    }  # fmt: skip


ONE_OF = frozenset(kind.word for kind in KINDS).difference(["post"]) | {"url"}
"""Fields of an entry of a list that it has in place of a story."""


def saved(field):
    """Something that the extension saves for a field."""
    date = {"yyyy-MM-dd": "2026-01-31", "yyyy-MM-dd HH:mm": "2026-01-31 16:00"}
    return {
        "string": lambda: {
            "lang": "es",
            "url": "https://a.example/",
            "join_url": "https://a.example/",
            "join": "https://a.example/",
            "hashtag": "SampleTag",
            "at": "2:41",
            "file": "",
            "license": "CC BY 4.0",
            "fediverse": "@robin@social.example",
            "series": "The exit ticket, 2",
        }.get(field["name"], "some-words"),
        "number": lambda: 1.5 if field["numberOptions"]["isDecimal"] else 1,
        "datetime": lambda: date[field["dateFormat"]],
        "image": lambda: "jar.jpg",
        "file": lambda: "flyer.pdf",
        "choice": lambda: field["choices"][:2] if field.get("multiple") else field["choices"][0],
        "taxonomy": lambda: (
            ["rosa"] if field["name"] in ("circle", "event", "recap", "story") else ["rosa", "li"]
        ),
        "tags": lambda: ["exit tickets", "science"],
        "draft": lambda: True,
        "list": lambda: ["2026-04-02"] if field["name"] == "except" else ["/old/", "/older/"],
        "fieldCollection": lambda: [
            {
                f["name"]: saved(f)
                for f in GROUPS[field["fieldGroup"][0]]["fields"]
                if field["name"] != "items" or f["name"] not in ONE_OF
            }
        ],
    }[field["type"]]()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_edblog_takes_what_a_form_saves(kind):
    form = FORMS.get(kind.word, FORMS["default"])
    values = {field["name"]: saved(field) for field in form["fields"]} | {"fmContentType": form["name"]}
    parsed = parse(
        f"content/{kind.folder}/x.md", f"---\n{yaml.safe_dump(values, sort_keys=False)}---\nWords.\n"
    )

    fields = Fields("x", parsed.fields, parsed.problems)
    read = kind.table.read(fields)

    assert parsed.problems == []
    assert read.keys() == {field.name for field in kind.table.read_in_turn}


def test_a_new_site_has_the_forms_and_they_are_in_the_repository(tmp_path):
    written = start_site(tmp_path, Answers(base_url="https://blog.rio.k12.tx.us/")).written
    text = (tmp_path / CMS_PATH).read_text(encoding="utf-8")
    ids = {
        "authors": ["robin-sample"],
        "credentials": ["checking-for-understanding"],
        "posts": ["a-jar-for-questions"],
    }

    assert CMS_PATH in written
    assert json.loads(text) == front_matter_cms("https://blog.rio.k12.tx.us/", ids)
    assert "frontmatter" not in (tmp_path / ".gitignore").read_text(encoding="utf-8")
