"""Mistakes that other programs for author pages, directories, breadcrumbs and share links made in public, each as a small site of ours."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.conftest import CONFIG, post

from edblog.services.sharing import SERVICES, Shared

ORIGIN = "https://district.example"


def person(name, **fields):
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\nname: {name}\n{lines}---\nWords.\n"


def built(site):
    report = site.build(strict=True)
    assert report.problems == ()
    return site


def data_of(html):
    """Everything that a page tells search engines."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [one for text in found for one in json.loads(text).get("@graph", [json.loads(text)])]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        # narative/gatsby-theme-novela#86: the accented letter became a hyphen, as in s-bastien.
        ("Sébastien Lorbeer", "sebastien-lorbeer"),
        # HugoBlox/kit#1058 and #1143: a name with letters that are not ASCII had an empty link, and no page.
        ("Łukasz Żółty", "lukasz-zolty"),
        ("李雷", "李雷"),
        # preaction/Statocles#508: the apostrophe became a hyphen.
        ("Ciara O’Neal", "ciara-oneal"),
        # ahmedkaludi/accelerated-mobile-pages#5426: no page for a name with a hyphen.
        ("Jean-Luc Petit", "jean-luc-petit"),
        # HugoBlox/hugo-blox-builder#2114: special characters in a name broke the page.
        ('Dr. J. R. Smith & "Sons" <b>', "dr-j-r-smith-sons-b"),
    ],
)
def test_a_name_has_a_page_a_link_and_valid_data(make_site, name, address):
    site = built(make_site({"content/posts/a.md": post(author=f"{{name: {json.dumps(name)}}}")}))
    story, page = site.output("posts/a/index.html"), site.output(f"authors/{address}/index.html")
    [(url, shown)] = re.findall(r'class="p-name u-url" href="([^"]*)">([^<]*)</a>', story)

    assert unescape(shown) == name
    assert url.isascii()
    assert unescape(re.search(r'<h1 class="p-name">(.*?)</h1>', page)[1]) == name
    [profile] = [one for one in data_of(page) if one["@type"] == "ProfilePage"]
    assert (profile["mainEntity"]["name"], profile["url"]) == (name, ORIGIN + url)


def test_a_page_named_with_capitals_has_the_stories_of_its_author(make_site):
    """ropensci-archive/roweb2#439: a capital in the middle of a name, and the page listed no story."""
    files = {
        "content/authors/laura-deCicco.md": person("Laura DeCicco"),
        "content/posts/a.md": post(author="laura-deCicco"),
    }
    site = make_site(files)
    [problem] = site.build().problems
    site.post("a", "By Laura", "2026-01-02", author="laura-decicco")

    assert (problem.code, problem.help) == ("unknown-author", 'write the id: "laura-decicco"')
    assert ">By Laura</a>" in built(site).output("authors/laura-decicco/index.html")


def test_a_new_name_is_everywhere_at_once(make_site):
    """osunyorg/admin#1981: pages that named a person kept the former name."""
    files = {
        "content/credentials/c.md": "---\nname: Checks\nissuer: NEA\n---\n",
        "content/circles/x.md": "---\nname: X\nmembers: [kim]\n---\n",
        "content/authors/kim.md": person("Kim Example", school="Elm"),
        "content/posts/a.md": post(author="kim", credentials="[c]", asks="Why?"),
        "content/events/e.md": "---\ntitle: E\nstarts: 2027-03-04 16:00\nplace: Here\nhosts: [kim]\n---\n",
    }
    site = built(make_site(files))
    site.write("content/authors/kim.md", person("Kim Newname", school="Elm"))
    clean = built(make_site(built(site).sources(), bare=True))

    assert site.outputs() == clean.outputs()
    assert [path for path, data in site.outputs().items() if b"Kim Example" in data] == []


TITLES = [
    "Gin & juice",  # Automattic/jetpack#61, forem/forem#3451: cut or encoded twice at the ampersand.
    "Foo #bar",  # TryGhost/Casper#36: cut at the number sign.
    "A | B",  # milligram/milligram#16: a character that addresses do not allow.
    "100% of 3+4 = ¿qué?",
    "What’s “this”?",  # jdmdigital/bootplate#70
]


@pytest.mark.parametrize("title", TITLES)
def test_each_network_gets_the_whole_title_and_the_whole_address(title):
    url = f"{ORIGIN}/stories/posts/a/?x=1&y=2#z"

    for name, service in SERVICES.items():
        address = service.link(Shared(title, url, "Tag", f"{ORIGIN}/p.png"))
        query = parse_qs(urlsplit(address).query)
        given = " ".join(value for values in query.values() for value in values)
        assert address.isascii()
        assert url in given, name
        assert title in given or name in ("facebook", "linkedin"), name


def test_a_breadcrumb_leads_only_to_pages_that_exist(make_site):
    """JSONbored/metagraphed#11287, comarkdown/comark-docs#24 and adityatelange/hugo-PaperMod#1373: levels without a page, levels without
    an address, and JSON that cannot be read. schemapress/Schema#37: an address without the folder of the site.
    """
    files = {
        "content/credentials/c.md": '---\nname: "Checks, \\"so\\" & <so>"\nissuer: NEA\n---\n',
        "content/posts/2026/a.md": post(credentials="[c]"),
        "content/posts/b.md": post(),
    }
    site = built(make_site(files))
    pages = {f"{ORIGIN}/stories/{path.removesuffix('index.html')}" for path in site.outputs()}

    for path, levels in (("posts/a/index.html", 3), ("posts/b/index.html", 2)):
        [story] = [one for one in data_of(site.output(path)) if one["@type"] == "BlogPosting"]
        items = story["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, levels + 1))
        assert all(item["@type"] == "ListItem" and item["name"] for item in items)
        assert {item["item"] for item in items} <= pages


def test_what_search_engines_hear_of_a_hidden_person_is_one_thing(make_site):
    """Yoast/wordpress-seo#8818 and #19634: a page in the sitemap asked to be left out, and the other way round."""
    files = {
        "content/authors/a.md": person("Ana Ruiz", listed="no", school="Elm", subjects="[art]"),
        "content/authors/b.md": person("Ben Ode", listed="no"),
        "content/posts/a.md": post(author="[a, b]"),
    }
    site = built(make_site({"edblog.toml": CONFIG, **files}, bare=True))
    sitemap = site.output("sitemap.xml")

    for name in ("a", "b"):
        assert '<meta name="robots" content="noindex">' in site.output(f"authors/{name}/index.html")
        assert f"authors/{name}/" not in sitemap
    # Nobody wants to be listed, so the directory is empty, and there is no school.
    assert "Nobody is on this list yet." in site.output("authors/index.html")
    assert [path for path in site.outputs() if path.startswith(("schools/", "authors/subject/"))] == []
