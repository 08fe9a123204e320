"""A kind of content that edblog gets later: it takes nothing of a site that does not use it, and shows what there is in any theme."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import pytest
from tests.conftest import CONFIG
from tests.every_kind import BARE, RECORDS

from edblog.catalog.pages import Made, Pages
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind
from edblog.model import Document
from edblog.sources.front_matter.common import SLUG, title
from edblog.sources.front_matter.field import Field
from edblog.views import Link, ListPage, Output, RecordPage, Robots


class Recipe(Document, kw_only=True, frozen=True):
    """A recipe for a class party."""

    folder = "recipes"
    title: str

    @property
    def label(self) -> str:
        return self.title


class RecipesPage(ListPage, kw_only=True, frozen=True):
    """All recipes."""

    recipes: tuple[Link, ...]

    @property
    def entries(self) -> tuple[Link, ...]:
        return self.recipes


class Recipes(Kind):
    """Recipes, as somebody would add them who has read the guide for developers."""

    record = Recipe
    what = "a recipe"
    word = "recipe"
    english = MappingProxyType({"nav_recipes": "Recipes", "feeds_recipes": "Recipes"})

    @property
    def own_fields(self) -> tuple[Field, ...]:
        return title("its title", "Soup", needed='"Soup"'), SLUG

    def pages(self, pages: Pages) -> Iterator[Made]:
        recipes = pages.site.records[self.folder]
        for recipe in filter(pages.reach.has, recipes):
            page = pages.page(recipe.address, recipe.label, section=self.folder)
            yield recipe.address, "recipe.html", RecordPage(**(page | pages.text(recipe)))
        if recipes and pages.reach.indexes:
            links = tuple(self.chip(pages.cards, recipe) for recipe in recipes)
            page = pages.page("recipes/", pages.words["nav_recipes"], section=self.folder)
            page["feeds"] = pages.feeds.links("Recipes", "recipes/")
            yield "recipes/", "recipes.html", RecipesPage(**page, recipes=links)

    def beside(self, pages: Pages, record: Document) -> dict[str, tuple[Link, ...]]:
        found = pages.site.records[self.folder] if record.folder == "credentials" else ()
        return {"to_cook": tuple(self.chip(pages.cards, recipe) for recipe in found)}

    def outputs(self, pages: Pages) -> Iterator[Output]:
        for recipe in pages.site.records[self.folder]:
            yield Output(f"recipes/{recipe.slug}/robots.txt", "robots", Robots(recipe.label))


SOUP = {"content/recipes/soup.md": "---\ntitle: Soup\n---\nStir it.\n"}
ABOVE = {"content/pages/recipes.md": "---\ntitle: What we cook\nmenu: header\n---\nWe eat together.\n"}


@pytest.fixture
def site_with(make_site):
    def site_with(*files, theme="marigold"):
        texts = {path: text for group in files for path, text in group.items()}
        return make_site(
            {"edblog.toml": f'theme = "{theme}"\n{CONFIG}', **BARE, **RECORDS, **texts}, bare=True
        )

    return site_with


@pytest.fixture
def with_recipes(monkeypatch):
    """edblog with recipes as well."""
    monkeypatch.setattr("edblog.kinds.KINDS", (*KINDS, Recipes()))


@pytest.mark.parametrize("files", [{}, ABOVE], ids=["without", "with a page at its address"])
def test_a_site_that_does_not_use_a_kind_is_the_same_with_it(site_with, files, request):
    before = site_with(files)
    assert before.build(strict=True).problems == ()
    request.getfixturevalue("with_recipes")
    after = site_with(files)

    assert after.build(strict=True).problems == ()
    assert after.outputs() == before.outputs()
    assert ("recipes/index.html" in after.outputs()) == bool(files)


@pytest.mark.parametrize("theme", ["marigold", "bare"])
@pytest.mark.usefixtures("with_recipes")
def test_a_kind_that_no_theme_knows_has_its_pages_in_each(site_with, theme):
    site = site_with(SOUP, theme=theme)

    assert site.build(strict=True).problems == ()
    record, listed = site.output("recipes/soup/index.html"), site.output("recipes/index.html")
    assert "<p>Stir it.</p>" in record
    assert '<li><a href="/stories/recipes/soup/">Soup</a></li>' in listed
    assert '<li><a href="/stories/recipes/" aria-current="page">Recipes</a></li>' in listed
    assert '<li><a href="/stories/recipes/" aria-current="true">Recipes</a></li>' in record
    assert 'href="/stories/recipes/rss.xml"' in listed
    assert "Recipes</h2>" in site.output("follow/index.html")
    assert "<title>Soup</title>" in site.output("recipes/rss.xml")
    assert "/stories/recipes/soup/</loc>" in site.output("sitemap.xml")


@pytest.mark.usefixtures("with_recipes")
def test_a_page_that_was_there_before_stands_above_the_list_of_a_new_kind(site_with):
    site = site_with(ABOVE)
    site.build()
    site.write("content/recipes/soup.md", SOUP["content/recipes/soup.md"])

    assert site.build(strict=True).problems == ()
    page = site.output("recipes/index.html")
    clean = site_with(ABOVE, SOUP)
    clean.build()
    assert page.index("<p>We eat together.</p>") < page.index('<a href="/stories/recipes/soup/">Soup</a>')
    assert page.count('<a href="/stories/recipes/"') == 1
    assert site.outputs() == clean.outputs()


@pytest.mark.usefixtures("with_recipes")
def test_a_kind_has_parts_on_pages_of_others_and_files_of_its_own(site_with):
    template = '{% extends "home.html" %}{% block more %}{% for link in page.to_cook %}{{ link.title }}!{% endfor %}{% endblock %}'
    shows = {f"themes/bare/templates/{name}.html": template for name in ("credential", "author")}
    site = site_with(SOUP, shows, theme="bare")

    assert site.build().written
    assert "Soup!" in site.output("credentials/one/index.html")
    assert "Soup!" not in site.output("authors/one/index.html")
    assert "Sitemap: Soup" in site.output("recipes/soup/robots.txt")
