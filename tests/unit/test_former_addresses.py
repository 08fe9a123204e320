"""Addresses that slugs of another form gave lead to where their story is now, and nobody's reader shows a story twice."""

import json

import feedparser
import pytest
from tests.conftest import post

ROOT = "https://district.example/stories/"


def ids(site):
    return [entry.id for entry in feedparser.parse(site.output("atom.xml")).entries]


def leads_to(site, path):
    """Where a redirect goes."""
    page = site.output(path)
    return page.partition('http-equiv="refresh" content="0; url=')[2].partition('"')[0]


def test_a_story_keeps_its_old_address_as_a_redirect_and_its_id_in_feeds(make_site):
    site = make_site({})
    site.post("Łódź", "Łódź", "2026-01-02")

    report = site.build()

    assert report.problems == ()
    assert "/stories/posts/lodz/" in site.output("index.html")
    assert leads_to(site, "posts/łodz/index.html") == "/stories/posts/lodz/"
    assert ids(site) == [f"{ROOT}posts/%C5%82odz/"]


def test_an_address_that_folds_into_the_new_one_is_still_another(make_site):
    site = make_site({})
    site.post("Straße", "Street", "2026-01-02", topics="[Grüße]")

    assert site.build().problems == ()
    assert leads_to(site, "posts/straße/index.html") == "/stories/posts/strasse/"
    assert leads_to(site, "topics/gruße/index.html") == "/stories/topics/grusse/"
    assert ids(site) == [f"{ROOT}posts/stra%C3%9Fe/"]


def test_a_mac_takes_them_for_one_file(make_site, monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    site = make_site({})
    site.post("Straße", "Street", "2026-01-02")

    assert site.build().problems == ()
    assert "posts/straße/index.html" not in site.outputs()
    assert "Street" in site.output("posts/strasse/index.html")


def test_another_story_at_the_old_address_wins(make_site):
    site = make_site({})
    site.post("Łódź", "City", "2026-01-02")
    site.write("content/posts/z.md", post("Other", "2026-01-03", slug="łodz"))

    report = site.build()

    assert report.problems == ()
    assert "Other" in site.output("posts/łodz/index.html")
    assert ids(site) == [f"{ROOT}posts/%C5%82odz/", f"{ROOT}posts/lodz/"]


def test_a_slug_that_somebody_wrote_stays_as_it_is(make_site):
    site = make_site({})
    site.write("content/posts/a.md", post("A", slug="straße"))

    report = site.build()

    assert report.problems == ()
    assert "posts/straße/index.html" in report.written
    assert "posts/strasse/index.html" not in report.written


def test_links_to_old_addresses_and_old_headings_are_good(make_site):
    site = make_site({})
    site.post("Ærø", "Island", "2026-01-02", "## Straße\n\nText.", topics="[Þór]")
    site.post("b", "B", "2026-01-03", "[one](/posts/ærø/#straße) [two](Ærø.md#straße) [three](/topics/þor/)")

    report = site.build()

    assert report.problems == ()
    page = site.output("posts/b/index.html")
    assert page.count('href="/stories/posts/aero/#straße"') == 2
    assert leads_to(site, "topics/þor/index.html") == "/stories/topics/thor/"
    assert site.output("topics/þor/rss.xml") == site.output("topics/thor/rss.xml")


def test_what_a_broken_link_may_mean_is_named_as_it_is_now(make_site):
    site = make_site({})
    site.post("a", "A", "2026-01-02", "## Straße\n\n[x](#strass) and [y](#zzz)")

    assert [p.help for p in site.build().problems] == ['did you mean "strasse"?', "these exist: #strasse"]


def test_a_person_who_is_introduced_in_a_story_moves_with_a_redirect(make_site):
    site = make_site({})
    site.post("a", "A", "2026-01-02", author="{name: Łucja Sample}")

    site.build()

    assert leads_to(site, "authors/łucja-sample/index.html") == "/stories/authors/lucja-sample/"


def test_an_id_of_a_person_stays_as_stories_name_it(make_site):
    site = make_site({"content/authors/łucja.md": "---\nname: Łucja\n---\n"})
    site.post("a", "A", "2026-01-02", author="łucja")

    assert site.build().problems == ()
    assert "Łucja" in site.output("authors/łucja/index.html")


@pytest.mark.parametrize(
    ("fields", "id_"),
    [
        ({}, f"{ROOT}posts/jar/"),
        ({"aliases": "[/2019/jar/, /b/]"}, f"{ROOT}2019/jar/"),
        ({"aliases": "[/2019/jar/]", "feed_id": '"tag:x,2019:jar"'}, "tag:x,2019:jar"),
    ],
)
def test_the_id_of_a_story_in_feeds(make_site, fields, id_):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02", **fields)
    site.build()

    assert ids(site) == [id_]
    assert f">{id_}</guid>" in site.output("rss.xml")
    assert f"<id>{id_}</id>" in site.output("atom.xml")


def test_a_feed_id_of_more_than_500_characters_is_refused(make_site):
    site = make_site({})
    site.post("a", "A", "2026-01-02", feed_id="x" * 500)
    site.post("b", "B", "2026-01-02", feed_id="y" * 501)

    assert site.problems() == ["error content/posts/b.md:5:10 too-long"]


def test_an_edit_of_the_id_reaches_the_feeds(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.build()
    site.post("jar", "The jar", "2026-01-02", feed_id="x")
    site.build()
    edited = site.outputs()
    site.forget()
    site.build()

    assert edited == site.outputs()
    assert ids(site) == ["x"]


def test_international_names_are_ascii_in_feeds(make_site):
    config = 'title = "S"\nbase_url = "https://schule-münchen.example/größe/"\n[feeds]\nformats = ["rss", "atom", "json"]\n'
    site = make_site({"edblog.toml": config})
    site.post("日記", "日記", "2026-01-02", "[x](/posts/) ![J](jar.svg)")
    site.write("content/posts/jar.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    site.build()

    item = json.loads(site.output("feed.json"))["items"][0]
    start = "https://xn--schule-mnchen-3ob.example/gr%C3%B6%C3%9Fe/"
    assert item["url"] == f"{start}posts/%E6%97%A5%E8%A8%98/"
    assert item["id"] == "https://schule-münchen.example/größe/posts/%E6%97%A5%E8%A8%98/"
    assert f'href="{start}posts/"' in item["content_html"]
    assert f"<link>{start}</link>" in site.output("rss.xml")
    assert f'htmlUrl="{start}"' in site.output("feeds.opml")


def test_edits_give_what_a_clean_build_gives(make_site):
    site = make_site({})
    site.post("Łódź", "City", "2026-01-02", "## Straße", topics="[Grüße]", author="{name: Łucja Sample}")
    site.post("jar", "The jar", "2026-01-03", "[x](/posts/łodz/#straße)")
    site.build()
    steps = [
        lambda: site.post("jar", "The jar", "2026-01-03", "Other. [x](Łódź.md#straße)"),
        lambda: site.post(
            "Łódź", "City", "2026-01-02", "## Gasse\n\n## Straße", author="{name: Łucja Sample}"
        ),
        lambda: site.post("Ærø", "Island", "2026-01-04"),
        lambda: site.write("content/posts/z.md", post("Other", "2026-01-05", slug="łodz")),
        lambda: site.post("jar", "The jar", "2026-01-03", "Once more."),
        lambda: site.delete("content/posts/z.md"),
        lambda: site.rename("content/posts/Łódź.md", "content/posts/lodz.md"),
    ]
    for step in steps:
        step()
        report = site.build()
        clean = make_site(site.sources(), bare=True)
        assert report.problems == clean.build().problems
        assert site.outputs() == clean.outputs()
