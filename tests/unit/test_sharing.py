"""What marigold tells the networks on which somebody shares a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edblog.kinds.pages.views import TextPage
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.theme import load_theme
from edblog.views import Picture, Site

THEMES = Path(__file__).parents[2] / "themes"


@pytest.fixture(scope="module")
def shared():
    """The properties of a page for sharing, by name."""
    theme, _ = load_theme("marigold", THEMES.parent, THEMES)
    renderer = Renderer(theme, "en")
    site = Site(
        title="Stories",
        description="",
        base_url="https://district.example/stories/",
        root="/stories/",
        language="en",
        menu=(),
        footer=(),
        feeds=(),
        opml="",
        follow="",
        write="",
        assets={name: f"/stories/assets/{name}" for name in theme.static},
        stylesheets=(),
        icon="",
    )

    def shared(image="", lang="en"):
        page = TextPage(
            site=site,
            url="/stories/about/",
            title="About",
            description="",
            lang=lang,
            policy="default-src 'self'",
            image=Picture(image, "A jar", 640, 480) if image else None,
        )
        html = renderer.render("page.html", page)
        return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html))

    return shared


@pytest.mark.parametrize(
    "image",
    ["/stories/media/jar.png", "/stories/media/jar.JPG?v=1f", "/stories/jar.jpeg", "/jar.webp", "/jar.gif"],
)
def test_a_photo_is_shown_large(shared, image):
    assert shared(image) == {
        "og:title": "About",
        "og:type": "website",
        "og:url": "https://district.example/stories/about/",
        "og:site_name": "Stories",
        "og:image": f"https://district.example{image}",
        "og:image:width": "640",
        "og:image:height": "480",
        "og:image:alt": "A jar",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.parametrize(
    "image", ["", "/stories/media/jar.svg", "/stories/media/jar.svg?v=1.png", "/stories/jar"]
)
def test_a_drawing_is_not_offered_since_no_network_shows_one(shared, image):
    found = shared(image)

    assert [name for name in found if name.startswith("og:image")] == []
    assert found["twitter:card"] == "summary"


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("es", None),
        ("es-MX", "es_MX"),
        ("PT-br", "pt_BR"),
        ("zh-Hant-TW", "zh_TW"),
        ("zh-Hant", None),
        ("es-419", None),
        ("de-u-co-phonebk", None),
    ],
)
def test_a_locale_is_a_language_and_a_territory_or_nothing(shared, lang, locale):
    assert shared(lang=lang).get("og:locale") == locale
