"""Names in the fediverse, and the hub that tells feed readers what is new."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from tests.conftest import CONFIG, ROSA


def with_name(name):
    return ROSA.replace("role:", f'fediverse: "{name}"\nrole:')


@pytest.mark.parametrize(
    "written",
    [
        "@rosa@social.example",
        "@rosa@Social.Example",
        " https://social.example/@rosa ",
        "https://social.example/users/rosa/",
    ],
)
def test_links_to_a_story_name_who_wrote_it(make_site, written):
    site = make_site({"content/authors/rosa.md": with_name(written)})
    site.post("jar", "The jar", "2026-01-02")
    assert site.build(strict=True).problems == ()

    names = re.findall(
        '<meta name="fediverse:creator" content="([^"]*)">', site.output("posts/jar/index.html")
    )
    assert names == ["@rosa@social.example"]
    # By this link, the profile shows that the page is hers.
    assert '<a rel="me" href="https://social.example/@rosa">@rosa@social.example</a>' in site.output(
        "authors/rosa/index.html"
    )


def test_a_profile_that_is_a_link_already_is_there_once(make_site):
    links = "links: [{label: Mastodon, url: 'https://social.example/@rosa'}]\nrole:"
    site = make_site({"content/authors/rosa.md": with_name("@rosa@social.example").replace("role:", links)})
    site.post("jar", "The jar", "2026-01-02")
    site.build()

    assert re.findall('rel="me" href="([^"]*)">([^<]*)', site.output("authors/rosa/index.html")) == [
        ("https://social.example/@rosa", "Mastodon")
    ]


@pytest.mark.parametrize(
    "written",
    ["@rosa", "rosa", "@rosa@social", "https://social.example/rosa", "@<@c.example"],
)
def test_half_a_name_is_an_error_with_its_place(make_site, written):
    site = make_site({"content/authors/rosa.md": with_name(written)})
    [problem] = site.build(dry=True).problems

    assert (problem.code, problem.path, problem.line) == ("wrong-value", "content/authors/rosa.md", 3)
    assert problem.message == f'"{written}" is no name in the fediverse'
    assert (
        problem.help
        == "write both parts, the person's and the server's: fediverse: \"@robin@social.example\""
    )


def test_without_names_and_without_a_hub_nothing_is_said(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.build()

    assert not [
        path for path, data in site.outputs().items() if b"fediverse:creator" in data or b'rel="hub"' in data
    ]


def test_feeds_name_their_hub(make_site):
    hub = "https://hub.example.org/"
    site = make_site(
        {"edblog.toml": f'{CONFIG}\n[feeds]\nformats = ["rss", "atom", "json"]\nhub = "{hub}"\n'}
    )
    site.post("jar", "The jar", "2026-01-02")
    assert site.build(strict=True).problems == ()

    for name in ("rss.xml", "atom.xml"):
        feed = feedparser.parse(site.output(name)).feed
        assert [link.href for link in feed.links if link.rel == "hub"] == [hub]
        assert feed.link == "https://district.example/stories/"
    assert json.loads(site.output("feed.json"))["hubs"] == [{"type": "WebSub", "url": hub}]
