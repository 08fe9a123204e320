"""Generates the forms of an editor from the tables of fields: a widget for each field, whose saved values edblog can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from edblog.options.schema import sentence, title_of

if TYPE_CHECKING:
    from edblog.sources.front_matter.field import Field, Table

Widget = dict[str, Any]
_LINE = 300
"""The most characters of a text in a one-line widget; a longer one has a text box."""
TEXT = "body"
"""The name that both editors use for the text below the front matter."""


def forms(table: Table, labels: Mapping[str, str]) -> list[Widget]:
    """The widgets of a table, without fields that another one can replace; `labels` has the field that labels a record, by the folder of its kind."""
    return [widget(field, labels) for field in table.fields if not field.instead]


def widget(field: Field, labels: Mapping[str, str]) -> Widget:
    """The widget of a field."""
    found: Widget = {
        "name": field.name,
        "label": field.label or title_of(field.name),
        "hint": _hint(field.meaning),
        "required": bool(field.needed),
    }
    if field.ids_of:
        return found | _relation(field, labels[field.ids_of])
    return found | _FORMS[field.reader.form](field, labels)


def _relation(field: Field, label: str) -> Widget:
    return {
        "widget": "relation",
        "collection": field.ids_of,
        "value_field": "{{slug}}",
        "display_fields": [label],
        "search_fields": [label],
        "multiple": field.reader.is_list,
    }


def _hint(meaning: str) -> str:
    """The description of a field as plain text, without references to other parts of the guide."""
    return sentence(_SEE.sub("", meaning)).replace("`", "")


# Linear: brackets do not nest.
_SEE = re.compile(r"; see \[[^\[\]]*\]\([^()]*\)")


def _text(field: Field, _labels: Mapping[str, str]) -> Widget:
    schema = field.reader.schema()
    if pattern := schema.get("pattern"):
        return {"widget": "string", "pattern": [pattern, f"Write it like this: {_plain(field.example)}"]}
    return {"widget": "text" if schema.get("maxLength", 0) > _LINE else "string"}


def _plain(example: str) -> str:
    """A text without the quotes of YAML."""
    return example.strip("\"'")


def _list(field: Field, _labels: Mapping[str, str]) -> Widget:
    # A list of separate entries, because an entry may contain a comma.
    entry = {"name": "entry", "label": field.label or title_of(field.name), "widget": "string"}
    return {"widget": "list", "collapsed": False, "field": entry}


def _number(field: Field, _labels: Mapping[str, str]) -> Widget:
    schema = field.reader.schema()
    is_whole = "integer" in schema["type"]
    found: Widget = {
        "widget": "number",
        "value_type": "int" if is_whole else "float",
        "min": schema["minimum"],
    }
    if not is_whole:
        found["step"] = 0.01
    return found | ({"max": schema["maximum"]} if "maximum" in schema else {})


def _moment(field: Field, _labels: Mapping[str, str]) -> Widget:
    has_time = ":" in field.example
    return {
        "widget": "datetime",
        "format": "YYYY-MM-DD HH:mm" if has_time else "YYYY-MM-DD",
        "date_format": "YYYY-MM-DD",
        "time_format": "HH:mm" if has_time else False,
        "default": "",
    }


def _choice(field: Field, _labels: Mapping[str, str]) -> Widget:
    return {"widget": "select", "options": list(field.reader.choices), "multiple": field.reader.is_list}


def _groups(field: Field, labels: Mapping[str, str]) -> Widget:
    assert field.reader.groups is not None
    fields = forms(field.reader.groups, labels)
    return {
        "widget": "list",
        "label_singular": field.reader.groups.thing,
        "summary": f"{{{{fields.{fields[0]['name']}}}}}",
        "fields": fields,
        **({} if field.reader.is_list else {"max": 1}),
    }


_FORMS = {
    "text": _text,
    # Three answers: yes, no, and none.
    "yes or no": lambda _field, _labels: {"widget": "select", "options": ["yes", "no"]},
    "draft": lambda _field, _labels: {"widget": "boolean", "default": False},
    "number": _number,
    "choice": _choice,
    "moment": _moment,
    "list": _list,
    "tags": lambda _field, _labels: {"widget": "list"},
    "picture": lambda _field, _labels: {"widget": "image", "choose_url": False},
    "file": lambda _field, _labels: {"widget": "file", "choose_url": False},
    "groups": _groups,
}
"""The widget for each form of input."""
