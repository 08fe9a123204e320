"""Where an expression stands decides how it is escaped, and nothing makes HTML of a text."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from markupsafe import Markup

from edblog.model import Theme
from edblog.outputs.templates.contexts import Place, after, sink
from edblog.outputs.templates.engine import TemplateFault
from edblog.outputs.templates.renderer import Renderer
from edblog.web.markup import SafeHtml

HOSTILE = "\"><script>alert(1)</script><b x='"
ESCAPED = "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b x=&#39;"
BODY = SafeHtml('<p class="note">Hi</p>')


def show(source, parts=None, body=BODY, **page):
    """What a template makes of a page, by the quick code and by Jinja's own, which agree."""
    sources = {"shown.html": source, **(parts or {})}
    theme = Theme(("t",), sources, {name: f"templates/{name}" for name in sources}, {}, (), "", "100vw", {})
    view = SimpleNamespace(site=None, **({"title": HOSTILE, "url": "/a/", "word": "x"} | page))
    made = Renderer(theme, "en").render("shown.html", view, body)
    plain = Renderer(theme, "en")
    plain.engine._not_quick.add("shown.html")
    assert plain.render("shown.html", view, body) == made
    return made


def refusal(source, **given):
    with pytest.raises(TemplateFault) as caught:
        show(source, **given)
    problem = caught.value.problem
    return problem.code, problem.line, problem.message


@pytest.mark.parametrize(
    ("data", "place", "filter_"),
    [
        ("", Place(), ""),
        ("<p>", Place("text", "p"), ""),
        ("a < b", Place(), ""),
        ("<h", Place("name", "h"), "eb_word"),
        ("<", Place("name"), "eb_word"),
        ("</h", Place("name"), "eb_word"),
        ("<p ", Place("tag", "p"), "eb_word"),
        ("<p hid", Place("attribute", "p", "hid"), "eb_word"),
        ('<p title="', Place('"', "p", "title"), "eb_attribute"),
        ("<p title='a ", Place("'", "p", "title", "a "), "eb_attribute"),
        ('<p title="a>b" class="', Place('"', "p", "class"), "eb_attribute"),
        ('<A HREF = "', Place('"', "a", "href"), "eb_address"),
        ('<a href="/x', Place('"', "a", "href", "/x"), "eb_attribute"),
        ('<meta content="0; URL=', Place('"', "meta", "content", "0; URL="), "eb_address"),
        ("<script>", Place("raw", "script"), "eb_script"),
        ("<script>a<b></script>", Place("text"), ""),
        ("<title>", Place("raw", "title"), "eb_attribute"),
        ("<title>a</title>", Place("text"), ""),
        ("<!-- <p ", Place("comment"), "eb_attribute"),
        ("<!-- <p --><b>", Place("text", "b"), ""),
        ("<input value=a b>", Place("text", "input"), ""),
        ('<img src="a"/>', Place("text", "img"), ""),
    ],
)
def test_a_template_is_read_as_a_browser_reads_it(data, place, filter_):
    found = after(Place(), data)

    assert found == place
    assert sink(found) == filter_


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{{ page.title }}</p>", f"<p>{ESCAPED}</p>"),
        ('<p title="{{ page.title }}">', f'<p title="{ESCAPED}">'),
        ("<p title='a {{ page.title }}'>", f"<p title='a {ESCAPED}'>"),
        ("<title>{{ page.title }}</title>", f"<title>{ESCAPED}</title>"),
        ("<!-- {{ page.title }} -->", f"<!-- {ESCAPED} -->"),
        ('<a href="{{ page.url }}#{{ page.title }}">', f'<a href="/a/#{ESCAPED}">'),
        ("<h{{ 2 }} class='x'></h{{ 2 }}>", "<h2 class='x'></h2>"),
        ('<details {{ "open" if page.word else "" }}>', "<details open>"),
        ("<div>{{ body }}</div>", '<div><p class="note">Hi</p></div>'),
        ('<div>{{ "<b>" ~ body[3:] }}</div>', "<div>&lt;b&gt;class=&#34;note&#34;&gt;Hi&lt;/p&gt;</div>"),
        ("<p title='{{ 'x' ~ body }}'>", "<p title='x&lt;p class=&#34;note&#34;&gt;Hi&lt;/p&gt;'>"),
        ("<div>{{ body[:3] }}</div>", "<div>&lt;p </div>"),
        ("<div>{{ body|upper }}</div>", "<div>&lt;P CLASS=&#34;NOTE&#34;&gt;HI&lt;/P&gt;</div>"),
        ('<p title="{{ body|striptags }}">', '<p title="Hi">'),
        ('<p title="{{ page.title|e }}">', f'<p title="{ESCAPED}">'),
        ("{% set x %}<b>{{ page.title }}</b>{% endset %}<p>{{ x }}</p>", f"<p><b>{ESCAPED}</b></p>"),
        (
            '<p {% if page.word %}title="{{ page.title }}"{% else %}id="x"{% endif %}>',
            f'<p title="{ESCAPED}">',
        ),
        ("<p{% include 'part.html' %}>", f'<p lang="{ESCAPED}">'),
        ("{% if body %}{{ body|length }}{% endif %}", "22"),
    ],
)
def test_a_value_is_escaped_for_its_place(source, expected):
    assert show(source, {"part.html": ' lang="{{ page.title }}"'}) == expected


@pytest.mark.parametrize(
    "address", ["https://a.example/", "HTTP://a", "mailto:a@b.example", "tel:+1", "/x:y", "?a:b", "#a", ""]
)
def test_an_address_may_lead_to_these(address):
    assert show('<a href="{{ page.url }}">', url=address) == f'<a href="{address}">'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVa\tScRiPt:alert(1)",
        " \x01javascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "file:///x",
    ],
)
@pytest.mark.parametrize(
    "element", ['<a href="{}">', "<img src=' {}'>", '<form action="{}">', '<meta content="0; url={}">']
)
def test_an_address_that_runs_or_leads_into_the_computer_is_refused(element, address):
    code, line, message = refusal(element.format("{{ page.url }}"), url=address)

    assert (code, line) == ("unsafe-address", 1)
    assert message.startswith("an address of a page cannot start with ")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\n{{ page.title|safe }}", ("unsafe-template", 2, "there is no filter safe")),
        ("{{ page.title|upper|safe }}", ("unsafe-template", 1, "there is no filter safe")),
        ("{% set x = page.title|safe %}", ("unsafe-template", 1, "there is no filter safe")),
        ("{% filter safe %}x{% endfilter %}", ("unsafe-template", 1, "there is no filter safe")),
        ("{{ page.title|tojson }}", ("unsafe-template", 1, "there is no filter tojson")),
        ("<a {{ {'href': page.title}|xmlattr }}>", ("unsafe-template", 1, "there is no filter xmlattr")),
        (
            "{% autoescape false %}{{ page.title }}{% endautoescape %}",
            ("unsafe-template", 1, "escaping cannot be turned off"),
        ),
        (
            "{%- autoescape page.word %}{% endautoescape %}",
            ("unsafe-template", 1, "escaping cannot be turned off"),
        ),
        ("<a title={{ page.title }}>", ("unsafe-template", 1, 'put the value of "title" in quotes')),
        ("<a title=x{{ page.title }}>", ("unsafe-template", 1, 'put the value of "title" in quotes')),
        (
            '<a onclick="go({{ page.title }})">',
            ("unsafe-template", 1, 'a template cannot insert values in the attribute "onclick"'),
        ),
        (
            '<a style="color: {{ page.word }}">',
            ("unsafe-template", 1, 'a template cannot insert values in the attribute "style"'),
        ),
        (
            "<style>.a { color: {{ page.word }} }</style>",
            ("unsafe-template", 1, "a template cannot insert values in a style element"),
        ),
        (
            "<script>{% include 'x.html' %}</script>",
            ("unsafe-template", 1, 'a script element cannot hold "include"'),
        ),
        (
            "<script>let a = '{{ page.title }}'</script>",
            ("value-in-script", 1, "a script element can hold only the result of json_ld or script_data"),
        ),
        (
            "<script>{{ body }}</script>",
            ("value-in-script", 1, "a script element can hold only the result of json_ld or script_data"),
        ),
        (
            '<p title="{{ body }}">',
            ("html-in-attribute", 1, "this is HTML inside an attribute, and an attribute can hold only text"),
        ),
        (
            "{% set x %}{{ body }}{% endset %}<p title='{{ x }}'>",
            ("html-in-attribute", 1, "this is HTML inside an attribute, and an attribute can hold only text"),
        ),
        (
            "<title>{{ body }}</title>",
            ("html-in-attribute", 1, "this is HTML inside an attribute, and an attribute can hold only text"),
        ),
        (
            "<p {{ page.title }}>",
            (
                "unquoted-value",
                1,
                "this value is in a tag without quotes, so it may contain only letters, digits, spaces, - and _",
            ),
        ),
        (
            "<{{ page.title }}>",
            (
                "unquoted-value",
                1,
                "this value is in a tag without quotes, so it may contain only letters, digits, spaces, - and _",
            ),
        ),
        (
            "{{ [page.title]|map('safe')|join }}",
            ("template-error", 1, "this template cannot be rendered: No filter named 'safe'"),
        ),
    ],
)
def test_what_would_open_a_hole_is_refused_with_its_place(source, expected):
    assert refusal(source) == expected


def test_a_view_that_was_tampered_with_is_not_html():
    """Nothing but the type counts: a text that says that it is HTML is a text."""

    class Sly(str):
        __slots__ = ()

        def __html__(self):
            return self

    assert show("<p>{{ page.title }}</p>", title="<b>") == "<p>&lt;b&gt;</p>"
    assert refusal('<p title="{{ page.title }}">', title=Sly('"x'))[0] == "html-in-attribute"
    assert show('<p title="{{ page.title }}">', title=Markup("a &amp; b")) == '<p title="a &amp; b">'
