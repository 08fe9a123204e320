"""Structured data of each kind of page, beside what schema.org defines and what search engines ask for in their guides (November 2026)."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from tests.every_kind import planned
from tests.unit.test_digests import BARE, FILES

from edblog.outputs.metadata import json_ld
from edblog.views import PageView

TEXT, URL, DATE, NUMBER = "text", "url", "date", "number"
ASKED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "WebSite": (
        {"name": TEXT, "url": URL},
        {"publisher": "Organization", "inLanguage": TEXT},
    ),
    "BlogPosting": (
        {"headline": TEXT},
        {
            "author": "Person",
            "datePublished": DATE,
            "dateModified": DATE,
            "image": URL,
            "publisher": "Organization",
            "mainEntityOfPage": "WebPage",
        },
    ),
    "Event": (
        {"name": TEXT, "startDate": DATE, "location": "Place|VirtualLocation"},
        {
            "description": TEXT,
            "endDate": DATE,
            "eventStatus": URL,
            "eventAttendanceMode": URL,
            "organizer": "Person|Organization",
            "performer": "Person",
        },
    ),
    "Place": ({"name": TEXT, "address": TEXT}, {}),
    "VirtualLocation": ({"url": URL}, {}),
    "ProfilePage": ({"mainEntity": "Person"}, {}),
    "Person": ({"name": TEXT}, {}),
    "Organization": ({"name": TEXT}, {}),
    "BreadcrumbList": ({"itemListElement": "ListItem"}, {}),
    "ListItem": ({"position": NUMBER, "name": TEXT}, {}),
    "CollectionPage": ({"name": TEXT, "url": URL}, {"mainEntity": "ItemList"}),
    "ItemList": ({"itemListElement": "ListItem", "numberOfItems": NUMBER}, {}),
    "VideoObject": (
        {"name": TEXT, "uploadDate": DATE},
        {"description": TEXT, "duration": TEXT, "thumbnailUrl": URL},
    ),
    "AudioObject": ({"name": TEXT}, {"description": TEXT, "uploadDate": DATE}),
    "LearningResource": (
        {"name": TEXT},
        {
            "description": TEXT,
            "learningResourceType": TEXT,
            "educationalLevel": TEXT,
            "inLanguage": TEXT,
            "author": "Person",
            "about": "EducationalOccupationalCredential",
        },
    ),
    "EducationalOccupationalCredential": ({"name": TEXT, "url": URL}, {}),
    "SpecialAnnouncement": ({"name": TEXT, "text": TEXT}, {"expires": DATE, "url": URL}),
}
"""Of each type: what it needs, and what the fullest page here has besides, each with its type."""
STORY = "---\ntitle: Two\ndate: 2026-01-30\nauthor: rosa\ncredentials: [talk]\ntopics: [talk]\ngrades: [4]\nimage: jar.jpg\nimage_alt: A jar\n---\nWords.\n"
SITE = {
    **FILES,
    **BARE,
    "content/authors/rosa.md": (
        "---\nname: Rosa Okafor\nrole: Teacher\nschool: Maple Street\nphoto: rosa.jpg\nphoto_alt: Rosa\n"
        'fediverse: "@rosa@social.example"\nlinks:\n- {label: Site, url: "https://rosa.example/"}\n---\nRosa asks.\n'
    ),
    "content/authors/rosa.jpg": FILES["content/posts/jar.jpg"],
    "content/posts/full.md": STORY,
    "content/events/full.md": (
        "---\ntitle: Full\nstarts: 2026-12-05 16:00\nminutes: 60\nplace: Room 12\njoin_url: https://meet.example/\nhosts: [rosa]\n"
        "credentials: [talk]\nrepeats: {every: week, count: 3}\n---\nCome.\n"
    ),
    "content/resources/full.md": (
        "---\ntitle: Full\nwhat: tool\nadded: 2026-01-27\nurl: https://tool.example/full\nby: [rosa]\ngrades: [4]\ncredentials: [talk]\n---\nGood.\n"
    ),
    "content/recordings/full.md": (
        "---\ntitle: Full\ndate: 2026-01-29\nurl: https://video.example/2\nminutes: 4\nspeakers: [rosa]\ncredentials: [talk]\n"
        "image: jar.jpg\nimage_alt: A jar\nsummary: They wait.\n---\nWords.\n"
    ),
    "content/recordings/jar.jpg": FILES["content/posts/jar.jpg"],
    "content/notices/swap.md": "---\ntitle: The swap\nexpires: 2026-12-06\n---\nBring one book.\n",
    "content/lists/year.md": "---\ntitle: Our year\nitems:\n- {story: full}\n---\nTen stories.\n",
}


@pytest.fixture(scope="module")
def pages(make_site) -> list[tuple[str, dict[str, Any]]]:
    _, outputs = planned(make_site(SITE))
    found = [(output.path, json_ld(output.view)) for output in outputs if isinstance(output.view, PageView)]
    return [(path, data) for path, data in found if data]


def things(value: Any) -> list[dict[str, Any]]:
    """All objects with a type, at any depth."""
    if isinstance(value, dict):
        inner = [found for part in value.values() for found in things(part)]
        return [value, *inner] if "@type" in value else inner
    return [found for part in value for found in things(part)] if isinstance(value, list) else []


def fits(value: Any, type_: str) -> bool:
    values = value if isinstance(value, list) else [value]
    if not values:
        return False
    tests = {
        TEXT: lambda v: isinstance(v, str) and bool(v.strip()),
        URL: lambda v: isinstance(v, str) and re.fullmatch(r"https://\S+", v),
        DATE: lambda v: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", v),
        NUMBER: lambda v: isinstance(v, int),
    }
    check = tests.get(type_, lambda v: isinstance(v, dict) and v["@type"] in type_.split("|"))
    return all(map(check, values))


def test_every_thing_has_what_its_type_needs(pages):
    seen = set()
    for path, page in pages:
        assert page["@context"] == "https://schema.org"
        for thing in things(page):
            seen.add(thing["@type"])
            needed, more = ASKED.get(thing["@type"], ({}, {}))
            assert [name for name, type_ in needed.items() if not fits(thing.get(name), type_)] == [], (
                path,
                thing,
            )
            assert [
                name for name, type_ in more.items() if name in thing and not fits(thing[name], type_)
            ] == [], (path, thing)
            # Nothing is empty, and no address is that of another page than its own file says.
            assert "" not in thing.values()
            assert not any(value in ([], {}, None) for value in thing.values())
    assert seen >= ASKED.keys() - {"AudioObject"}


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "posts/full/index.html",
        "events/full/index.html",
        "recordings/full/index.html",
        "resources/full/index.html",
        "notices/swap/index.html",
        "lists/year/index.html",
    ],
)
def test_a_full_page_has_all_that_search_engines_ask_for(pages, path):
    page = dict(pages)[path]
    needed, more = ASKED[page["@type"]]

    assert [name for name in (*needed, *more) if name not in page] == []
    json.dumps(page)


def test_a_person_is_the_same_everywhere(pages):
    profile = dict(pages)["authors/rosa/index.html"]["mainEntity"]

    assert profile["sameAs"] == ["https://rosa.example/", "https://social.example/@rosa"]
    assert (profile["alternateName"], profile["description"]) == ("@rosa@social.example", "Rosa asks.")
    [author] = dict(pages)["posts/full/index.html"]["author"]
    assert author == {"@type": "Person", "name": profile["name"], "url": profile["url"]}


def test_dates_of_a_series_have_a_place_of_their_own(pages):
    page = dict(pages)["events/full/index.html"]

    assert len(page["subEvent"]) == 3
    assert all(date["location"] == page["location"] for date in page["subEvent"])
    assert page["location"][0] == {"@type": "Place", "name": "Room 12", "address": "Room 12"}
