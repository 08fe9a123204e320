"""Generates the settings of Front Matter CMS, an extension of VS Code with forms for front matter, from the tables of fields.

They follow the schema of its version 10.10. Stories have its content type `default`, which leaves no mark in their files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from edblog.kinds import KINDS
from edblog.kinds.kind import Kind
from edblog.options.schema import sentence, title_of
from edblog.sources.front_matter.field import Field, Form, Table
from edblog.sources.front_matter.fields import LINE_LIMIT
from edblog.web.urls import root_of

CMS_PATH = "frontmatter.json"
PREVIEW = "http://localhost:8000"
"""The address of the preview of `edblog serve`."""
_TYPES: Mapping[Form, str] = {
    "text": "string",
    # When it saves, the extension deletes fields with `false`, which has a meaning in edblog.
    "yes or no": "choice",
    "draft": "draft",
    "number": "number",
    "choice": "choice",
    "moment": "datetime",
    "list": "list",
    "tags": "tags",
    "picture": "image",
    "file": "file",
    "groups": "fieldCollection",
}
"""The type of field for each form."""


def front_matter_cms(base_url: str, ids: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The settings for a site; `ids` has the existing ids by the folder of their kind."""
    offered = [field for kind in KINDS for field in _offered(kind.table)]
    groups = [field.reader.groups for field in offered if field.reader.form == "groups"]
    settings = {
        "framework.id": "other",
        "framework.startCommand": "edblog serve",
        "preview.host": PREVIEW + root_of(base_url),
        "preview.trailingSlash": True,
        "content.pageFolders": list(map(_folder, KINDS)),
        "content.publicFolder": {"path": "content", "relative": True},
        "content.supportedFileTypes": ["md"],
        "taxonomy.contentTypes": list(map(_content_type, KINDS)),
        "taxonomy.fieldGroups": [_group(group) for group in groups if group],
        "taxonomy.customTaxonomy": [
            {"id": folder, "options": sorted(ids.get(folder, ()))}
            for folder in sorted({field.ids_of for field in offered if field.ids_of})
        ],
        "taxonomy.dateFormat": "yyyy-MM-dd",
        "taxonomy.seoDescriptionField": "summary",
        # edblog allows more than these forms can express, and checks everything itself.
        "validation.enabled": False,
    }
    schema = {"$schema": "https://frontmatter.codes/frontmatter.schema.json"}
    return schema | {f"frontMatter.{name}": value for name, value in settings.items()}


def _name(kind: Kind) -> str:
    return "default" if kind is KINDS[0] else kind.word


def _folder(kind: Kind) -> dict[str, Any]:
    """The settings for the folder of a kind, and the address of its pages."""
    return {
        "title": kind.folder.capitalize(),
        "path": f"[[workspace]]/content/{kind.folder}",
        "contentTypes": [_name(kind)],
        "previewPath": kind.record.address_of("x").removesuffix("x/").rstrip("/") or None,
    }


def _content_type(kind: Kind) -> dict[str, Any]:
    """The form of a kind."""
    return {
        "name": _name(kind),
        "pageBundle": False,
        # The date is in the front matter.
        "filePrefix": None,
        "clearEmpty": True,
        "fields": [_field(field) | _default(field, kind) for field in _offered(kind.table)],
    }


def _group(table: Table) -> dict[str, Any]:
    """The form of a group within a field."""
    first, *_ = fields = list(map(_field, _offered(table)))
    return {"id": table.thing, "labelField": first["name"], "fields": fields}


def _offered(table: Table) -> list[Field]:
    return [field for field in table.fields if not field.instead]


def _default(field: Field, kind: Kind) -> dict[str, Any]:
    """The default of a field in a new file: the typed title for the first required field, and today's date."""
    first = next(other for other in kind.table.fields if other.needed)
    if field is first and field.name != "title":
        return {"default": "{{title}}"}
    return {"default": "{{now}}", "isPublishDate": True} if field.name == "date" else {}


def _field(field: Field) -> dict[str, Any]:
    """A field of a form."""
    reader = field.reader
    found: dict[str, Any] = {
        "title": field.label or title_of(field.name),
        "name": field.name,
        "type": "taxonomy" if field.ids_of else _TYPES[reader.form],
        "description": sentence(field.meaning),
    }
    if field.needed:
        found["required"] = True
    if field.ids_of:
        found["taxonomyId"] = field.ids_of
    match reader.form:
        case "text":
            found["single"] = reader.schema().get("maxLength", 0) <= LINE_LIMIT
        case "yes or no":
            found["choices"] = ["yes", "no"]
        case "choice":
            found |= {"choices": list(reader.choices), "multiple": reader.is_list}
        case "number":
            found["numberOptions"] = {"isDecimal": "number" in reader.schema()["type"]}
        case "moment":
            found["dateFormat"] = "yyyy-MM-dd HH:mm" if ":" in field.example else "yyyy-MM-dd"
        case "picture":
            found["isPreviewImage"] = True
        case "groups" if reader.groups:
            found["fieldGroup"] = [reader.groups.thing]
        case _:
            pass
    return found
