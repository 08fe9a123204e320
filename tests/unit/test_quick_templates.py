"""Quick code makes what Jinja's own code makes, or gives way to it."""

import pickle
import shutil
from pathlib import Path

import msgspec
import pytest

from edblog.kinds.pages.views import TextPage
from edblog.model import Theme
from edblog.outputs.templates import engine, quick
from edblog.outputs.templates.engine import TemplateFault
from edblog.outputs.templates.quick import NotQuick, Parts
from edblog.outputs.templates.references import references
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.theme import load_theme
from edblog.pipeline import build, bundled_themes
from edblog.pipeline.report import Options
from edblog.views import Link, MenuItem, Site
from edblog.web.markup import SafeHtml

SITE = Site(
    title="Stories & more",
    description="",
    base_url="https://district.example/stories/",
    root="/stories/",
    language="en",
    menu=(MenuItem("Home", "/stories/", "stories"), MenuItem("<About>", "/stories/about/", "")),
    footer=(Link("Privacy", "/stories/privacy/"),),
    feeds=(),
    opml="",
    follow="",
    write="",
    assets={"style.css": "/stories/assets/style.css"},
    stylesheets=(),
    icon="",
)
PAGE = TextPage(site=SITE, url="/stories/about/", title="Über <us>", description="", lang="en", policy="")
PARTS = {
    "base.html": "<b>{% block title %}{{ page.title }}{% endblock %}{% block main %}{% endblock %}</b>",
    "link.html": '<a href="{{ link.url }}">{{ link.title }}</a>',
    "sets.html": '{% set word = "inner" %}{{ word }}',
    "asks.html": "{{ word|default('none') }}{{ other is defined }}",
    "counts.html": "{{ loop.index if loop is defined else 'no loop' }}",
    "counts_more.html": "{% for n in range(loop.index if loop is defined else 1) %}{{ n }}{% endfor %}",
    "inner_loop.html": "{% for n in [1, 2] %}{{ loop.last }}{% include 'asks.html' %}{% endfor %}",
    "unescaped.html": "{{ page.title }}{% include 'asks.html' without context %}",
    "block.html": "{% block part %}part{% endblock %}",
    "macros.html": "{% macro link(to) %}<i>{{ to.title }}{{ caller() if caller is defined else '' }}</i>{% endmacro %}",
    "name.html": "{{ link.title }}",
    "entry.html": "{% set mark = link.section or '-' %}<li>{{ mark }}{% include 'name.html' %}{{ extra|default('') }}</li>",
    "entry_of_page.html": "{% include 'name.html' %} {{ page.title }} {{ body }}",
    "entry_for_all.html": "{% with link = link %}{% include 'name.html' %}{% endwith %}{{ t('menu') }}{{ absolute(link.url) }}{{ site.title }}",
    "counts_calls.html": "{% include 'name.html' %}{{ counter.next() }}",
    "circle.html": "{% if deep > 0 %}{% with deep = deep - 1 %}{{ deep }}{% include 'circle.html' %}{% endwith %}{% endif %}",
}


def renderer(source: str) -> Renderer:
    sources = PARTS | {"shown.html": source}
    paths = {name: f"templates/{name}" for name in sources}
    phrases = {
        "by": "By {who}",
        "stories": {"one": "{count} story", "other": "{count} stories"},
        "menu": "Menu",
    }
    return Renderer(Theme(("t",), sources, paths, {}, (), "", "100vw", {"en": phrases}), "en")


def both(source: str) -> tuple[str, str, bool]:
    """What quick code makes of a template, what Jinja makes of it, and whether it was quick."""
    fast, plain = renderer(source), renderer(source)
    plain.engine._not_quick.add("shown.html")
    made = fast.render("shown.html", PAGE, SafeHtml("<p>Hi</p>"))
    return made, plain.render("shown.html", PAGE, SafeHtml("<p>Hi</p>")), not fast.engine._not_quick


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.title }} {{ site.title|upper }} {{ body }} {{ body|striptags }} {{ 3 }} {{ none }}",
        "{{ page['title'] }} {{ site.assets['style.css'] }} {{ site.menu[0].title }} {{ site.assets.keys()|list }}",
        "{% for link in site.menu %}{{ loop.index }}{% include 'link.html' %}{{ ', ' if not loop.last }}{% endfor %}",
        "{% for link in site.menu if link.section %}{% include 'link.html' %}{% else %}none{% endfor %}",
        "{% set word = 'outer' %}{% include 'sets.html' %}{{ word }}{% include 'asks.html' %}",
        "{% include 'asks.html' %}{% with word = 'x', other = 1 %}{% include 'asks.html' %}{% endwith %}",
        "{% if page.title %}{% set word = 1 %}{% endif %}{% include 'asks.html' %}",
        "{% include 'inner_loop.html' %}",
        "{% for n in [1, 2] %}{{ loop.index }}{% include 'counts.html' %}{% endfor %}{% include 'counts.html' %}",
        "{% for n in [1, 2] %}{% include 'counts.html' %}{% include 'counts_more.html' %}{% endfor %}",
        "{% extends 'base.html' %}{% set word = 'up' %}{% block main %}{% include 'asks.html' %}{% endblock %}",
        "{% extends 'base.html' %}{% block title %}{{ super() }}, {{ super() }}{% endblock %}",
        "{% extends 'base.html' if page.title else 'link.html' %}{% block main %}!{% endblock %}",
        "{% if page.url %}{% extends 'base.html' %}{% endif %}{% block main %}{{ page.url }}{% endblock %}",
        "{% block a %}1{% block b scoped %}2{% endblock %}{% endblock %}{% include 'block.html' %}",
        "{% for n in [1, 2] %}{% block each scoped %}{{ n }}{{ loop.first }}{% endblock %}{% endfor %}",
        "{% from 'macros.html' import link %}{{ link(site.menu[0]) }}{% call link(site.menu[1]) %}<u>{% endcall %}",
        "{% import 'macros.html' as macros %}{{ macros.link(to=page) }}{{ macros.link(*[page]) }}",
        "{% macro own(a, b='x') %}{{ a }}{{ b }}{{ varargs }}{{ kwargs }}{{ page.title }}{% endmacro %}{{ own(1, 2, 3, c=4) }}",
        "{% set html %}<i>{{ page.title }}</i>{% endset %}{{ html }}{{ t('by', who=html) }}{{ t('by', who='<') }}",
        "{% filter upper %}{% include 'sets.html' %}&amp;{% endfilter %}",
        "{{ t('menu') }}{{ t('stories', count=1) }}{{ t('stories', count=1200) }}{{ t('stories', count=1.5) }}",
        "{{ dict(a=1)['a'] }}{{ namespace(x=2).x }}{% set n = namespace(v=1) %}{% set n.v = 5 %}{{ n.v }}{{ cycler(1, 2).next() }}",
        "{% for link in site.menu recursive %}{{ link.title }}{{ loop([]) }}{% endfor %}",
        "{{ page.nothing is defined }}{{ page.nothing|d('none') }}{{ (page.nothing|default(site)).title }}{{ nothing is defined }}",
        "{{ page.nothing.more|default('none') if page.nothing is defined else 'gone' }}",
        "{{ absolute(page.url) }} {{ absolute(url=site.root) }} {{ json_ld(page) or '-' }} {{ 1234|number }}",
        "{{ [page, site]|map(attribute='title')|join(' ') }} {{ site.menu|groupby('section')|length }}",
        "{% with deep = 3 %}{% include 'circle.html' %}{% endwith %}",
        "{% for link in site.menu * 2 %}{% include 'entry.html' %}{% endfor %}",
        "{% for link in site.menu * 2 %}{% set extra = loop.index %}{% include 'entry.html' %}{% endfor %}",
        "{% for link in site.menu * 2 %}{% with extra = loop.first %}{% include 'entry.html' %}{% endwith %}{% endfor %}",
        "{% for extra in [1, true, '1', none, 1.0, [1], '<b>'] %}{% for link in site.menu %}{% include 'entry.html' %}{% endfor %}{% endfor %}",
        "{% for link in site.menu * 2 %}{% include 'entry_of_page.html' %}{% include 'entry_for_all.html' %}{% endfor %}",
        "{% for link in site.menu %}{% with t = 'x'|upper if loop.first else t %}{% if not loop.first %}{% include 'entry_for_all.html' %}{% endif %}{% endwith %}{% endfor %}",
        "{% for link in site.menu %}{% with site = page %}{% include 'name.html' %}{% endwith %}{% endfor %}",
        "{% set counter = cycler(1, 2, 3) %}{% for link in site.menu * 2 %}{% include 'counts_calls.html' %}{% endfor %}",
        "{% for link in site.menu * 2 %}{% set mark = 'outer' %}{% include 'entry.html' %}{{ mark }}{% endfor %}",
        "{% include ['absent.html', 'sets.html'] %}{% include 'absent.html' ignore missing %}",
        "{% include page.lang ~ '.html' ignore missing %}{# c #}{% raw %}{{ raw }}{% endraw %}{{ page.tïtle|default('é') }}",
    ],
)  # fmt: skip
def test_quick_code_makes_what_jinja_makes(source):
    made, wanted, is_quick = both(source)

    assert made == wanted
    assert is_quick


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% include 'unescaped.html' %}</p>{% if false %}{% include 'absent.html' %}{% endif %}",
        "<p>{% include 'asks.html' without context %}</p>",
        "{{ dict(a=1).a }}",
        "{% set maybe = page.nothing %}{{ maybe is defined }}",
        "{% extends 'base.html' %}{% block main %}{{ self.title() }}{% endblock %}",
    ],
)
def test_what_would_be_wrong_is_left_to_jinja(source):
    made, wanted, is_quick = both(source)

    assert made == wanted
    assert not is_quick


def test_a_fault_is_told_with_its_place_again_and_again():
    faulty = renderer("\n{% for link in site.menu %}\n{% include 'link.html' %}{{ link.ulr }}{% endfor %}")

    for _ in range(2):
        with pytest.raises(TemplateFault) as caught:
            faulty.render("shown.html", PAGE)
        assert (caught.value.problem.path, caught.value.problem.line) == ("templates/shown.html", 3)


def refuse(*_):
    raise NotQuick


def pages(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}


def test_all_of_marigold_is_quick_and_makes_the_same_pages_without(tmp_path, monkeypatch):
    sample = Path(__file__).parents[2]
    shutil.copytree(sample / "content", tmp_path / "content")
    shutil.copy(sample / "edblog.toml", tmp_path)

    with monkeypatch.context() as patched:
        patched.setattr(engine.Engine, "_plain_code", refuse)
        patched.setattr(engine, "_CODE", {})
        assert build(tmp_path).ok
    fast = pages(tmp_path / "site")
    monkeypatch.setattr(engine.Inliner, "tree", refuse)
    monkeypatch.setattr(engine, "_CODE", {})
    assert build(tmp_path, Options(clean=True)).ok

    assert len(fast) >= 50
    assert pages(tmp_path / "site") == fast


# References


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('{% extends "base.html" %}{{ "x.html" }}', ("base.html",)),
        ("{%- include 'a.html' -%} {%+ include'b.html'+%}{%\ninclude\n'c.html'\n%}", ("a.html", "b.html", "c.html")),
        ("{% include 'a%}b.html' ignore missing with context %}{% include ('c') %}", ("a%}b.html", "c")),
        ("{% include ['a.html', \"b.html\",] ignore missing without context %}", ("a.html", "b.html")),
        ("{% import 'm.html' as m with context %}{% from 'f.html' import a as b, c without context -%}", ("m.html", "f.html")),
        ("{% include page.title %}", (None,)),
        ("{% include 'a' if page.title else 'b' %}", (None,)),
        ("{% include 'parts/' ~ 'a' %}{% include 'parts/' 'a' %}", (None, None)),
        ("{% include 'a'|lower %}{% include ['a', 'b'][0] %}{% extends layout %}", (None, None, None)),
        (r"{% include 'a\x2ehtml' %}", (None,)),
        ("{# {% include ' #}{% include 'a.html' %}{# ' %} #}", (None, "a.html")),
        ("{% includes 'a' %}{% if include %}{% endif %}", ()),
    ],
)  # fmt: skip
def test_names_of_templates_are_found_without_parsing(source, names):
    assert references(source) == names


def test_no_reference_of_marigold_is_computed():
    theme, _ = load_theme("marigold", Path("nowhere"), bundled_themes())

    assert {name for name, source in theme.templates.items() if None in references(source)} == set()


def test_a_part_that_pages_share_is_made_once(monkeypatch):
    page = renderer("{% for link in site.menu * 3 %}{% include 'entry.html' %}{% endfor %}")
    kept = []
    keep = Parts.keep
    monkeypatch.setattr(Parts, "keep", lambda *given: kept.append(given[1]) or keep(*given))

    shown = [page.render("shown.html", PAGE) for _ in range(2)]
    assert len(kept) == len(SITE.menu)
    assert shown == [("<li>storiesHome</li><li>-&lt;About&gt;</li>" * 3)] * 2


def test_a_part_of_one_site_is_not_shown_on_another():
    page = renderer("{% for link in site.menu %}{% include 'entry_for_all.html' %}{% endfor %}")
    other = msgspec.structs.replace(SITE, title="Other")

    assert "Stories &amp; more" in page.render("shown.html", PAGE)
    assert "Stories &amp; more" not in page.render("shown.html", msgspec.structs.replace(PAGE, site=other))


def test_only_so_many_parts_are_kept(monkeypatch):
    monkeypatch.setattr(quick, "_PARTS", 2)
    page = renderer(
        "{% for extra in range(5) %}{% for link in site.menu %}{% include 'entry.html' %}{% endfor %}{% endfor %}"
    )
    page.render("shown.html", PAGE)

    assert len(page.engine._parts._made) == 2


def test_a_renderer_is_made_once_in_a_process_that_it_is_sent_to():
    one, other = renderer("{{ page.title }}"), renderer("{{ page.url }}")
    sent = [pickle.loads(pickle.dumps(each)) for each in (one, one, other)]

    assert sent[0] is sent[1]
    assert [each.render("shown.html", PAGE) for each in sent] == ["Über &lt;us&gt;"] * 2 + ["/stories/about/"]
