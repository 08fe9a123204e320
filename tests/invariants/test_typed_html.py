"""HTML that is shown as it is has a type of its own, and few may make one."""

from __future__ import annotations

import ast
import pickle
from typing import get_args, get_type_hints

import markupsafe
import msgspec
import pytest
from tests.invariants.test_architecture import TEXTS, tree

from edblog import views
from edblog.web.markup import SafeHtml

MAKERS = {
    "CleanHtml": {
        "web.markup": "an empty one",
        "outputs.explained": "what the sanitizer made, with marks that a template has made",
        "sources.markdown.formulas": "what the sanitizer made, with MathML that edblog builds from a list of its own",
        "sources.markdown.sanitize": "the sanitizer, which makes all of them",
        "sources.outside_links": "what the sanitizer made, with the addresses of archived copies and escaped words about them",
        "pipeline.store": "what the sanitizer made, read back",
    },
    "SafeHtml": {
        "web.qr": "a drawing of squares, whose label is escaped",
        "services.comments": "the embed of a comment service, which comes from the settings",
        "outputs.body": "what the sanitizer made, with the addresses filled in",
        "outputs.templates.renderer": "an empty one, and players and explanations that templates have made",
        "views.parts": "an empty one",
    },
    "Markup": {
        "outputs.templates.sinks": "a value that was escaped for its place",
        "outputs.templates.texts": "a text of the interface whose parts are escaped",
    },
    "ScriptJson": {"outputs.schema_org": "JSON without a sign that ends a script element"},
}


def callers(name):
    return {
        module
        for module in TEXTS
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    }


@pytest.mark.parametrize("name", MAKERS)
def test_only_these_say_of_a_text_that_it_is_html(name):
    assert callers(name) == MAKERS[name].keys()


def test_nothing_goes_around_the_types():
    """No other object has `__html__`, and no type checker is told to look away from one of these."""
    with_html = {
        module
        for module in TEXTS
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and node.name == "__html__"
    }

    assert with_html == {"web.markup"}


def every_view():
    waiting, found = [views.View], set()
    while waiting:
        for view in waiting.pop().__subclasses__():
            waiting.append(view)
            found.add(view)
    return sorted(found, key=lambda view: view.__name__)


def named_in(hint):
    return {hint} | {inner for part in get_args(hint) for inner in named_in(part)}


def test_these_fields_of_views_are_html_and_no_others():
    html = {
        f"{view.__name__}.{name}"
        for view in every_view()
        for name, hint in get_type_hints(view).items()
        if SafeHtml in named_in(hint)
    }
    unescaped = {
        hint
        for view in every_view()
        for field in get_type_hints(view).values()
        for hint in named_in(field)
        if hasattr(hint, "__html__")
    }

    assert html == {"Comments.markup", "Comments.head"}
    assert unescaped == {SafeHtml}


def test_a_text_that_is_read_back_is_a_text():
    """Views are bytes at times: a text in the place of HTML is refused, and HTML never comes of one."""
    comments = views.Comments("S", "h", "click", "", SafeHtml("<b>"), "")
    data = msgspec.msgpack.encode(comments)

    assert msgspec.msgpack.decode(data, type=views.Comments) == comments
    assert pickle.loads(pickle.dumps(comments)) == comments
    assert type(msgspec.msgpack.decode(data)["markup"]) is dict
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(
            msgspec.msgpack.encode({"html": SafeHtml("x"), "markup": "<b>"}), type=views.Comments
        )


def test_a_piece_of_html_is_text():
    html = SafeHtml("<b>x</b>")

    assert markupsafe.escape(html) == "<b>x</b>"
    assert markupsafe.escape(html[:3]) == "&lt;b&gt;"
    assert markupsafe.escape(str(html)) == "&lt;b&gt;x&lt;/b&gt;"
    assert not isinstance(html, str)
