"""Pathways, which are the stacks of micro-credentials, and the page of what counts."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from tests.conftest import post

STATE = "{authority: State board, amount: 15, unit: clock_hour}"


def credential(name, stack="", order=0, renewal=""):
    stacked = f"stack: {stack}\nstack_order: {order}\n" if stack else ""
    return f"---\nname: {name}\nissuer: NEA\nevidence: [A plan]\n{stacked}renewal: [{renewal}]\n---\nDo it.\n"


FILES = {
    "content/credentials/look.md": credential("Look", "See & Say", 2, STATE),
    "content/credentials/check.md": credential(
        "Check", "See & Say", 1, f"{STATE}, {{authority: College, amount: 1.2, unit: ceu}}"
    ),
    "content/credentials/alone.md": credential("Alone", renewal="{authority: College, amount: 1, unit: ceu}"),
    "content/authors/li.md": "---\nname: Li Wei\nschool: Larkspur\n---\n",
    "content/authors/hidden.md": "---\nname: Prefers Not\nlisted: no\n---\n",
    "content/posts/a.md": post("A", credentials="[check, look]"),
    "content/posts/b.md": post("B", "2026-01-03", author="li", credentials="[look]"),
    "content/posts/c.md": post("C", "2026-01-04", author="li", credentials="[look]"),
    "content/posts/d.md": post("D", "2026-01-05", author="hidden", credentials="[check]"),
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def built(site, path):
    assert site.build(strict=True).problems == ()
    return site.output(path)


def rows(html, table):
    """The words in each cell of each row of a table."""
    found = re.search(rf'<table class="{table}">(.*?)</table>', html, re.DOTALL)[1]
    return [
        [unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", found, re.DOTALL)
    ]  # fmt: skip


def test_a_stack_is_a_pathway_with_its_steps_in_order(site):
    html = built(site, "pathways/see-say/index.html")

    assert "<h1>See &amp; Say</h1>" in html
    assert re.findall(r'<h2><a href="([^"]*)">(.*?)</a></h2>', html) == [
        ("/stories/credentials/check/", "Check"),
        ("/stories/credentials/look/", "Look"),
    ]
    assert re.findall(r">(\d+ stor\w+ by \d+ educators?)</a>", html) == [
        "2 stories by 1 educator",
        "3 stories by 2 educators",
    ]
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert [item["name"] for item in data["mainEntity"]["itemListElement"]] == ["Check", "Look"]
    assert [item["name"] for item in data["breadcrumb"]["itemListElement"]] == ["Pathways", "See & Say"]


def test_the_hours_of_a_pathway_are_added_up_for_each_authority(site):
    assert rows(built(site, "pathways/see-say/index.html"), "counts") == [
        ["Authority", "Check", "Look", "Together"],
        ["State board", "15", "15", "30 clock hours"],
        ["College", "1.2", "none", "1.2 continuing education units"],
    ]


def test_a_pathway_says_how_people_went_through_it_and_names_nobody_who_is_not_listed(site):
    html = built(site, "pathways/see-say/index.html")

    assert rows(html, "ways-table") == [
        ["Educator", "1. Check", "2. Look"],
        ["RO Rosa Okafor Maple Street Elementary", "1 story", "1 story"],
        ["LW Li Wei Larkspur", "not yet", "2 stories"],
    ]
    assert "Prefers Not" not in html
    assert '<a href="/stories/pathways/see-say/">See &amp; Say</a> (wrote about 1 of 2)' in site.output(
        "authors/li/index.html"
    )
    assert "/pathways/" not in site.output("authors/hidden/index.html").partition("<footer")[0]


def test_what_counts_is_a_table_by_pathway_with_the_words_of_the_district_below(site):
    site.write("content/pages/what-counts.md", "---\ntitle: What counts at Larkspur\n---\nAsk *Kim* first.\n")
    html = built(site, "what-counts/index.html")

    assert rows(html, "counts") == [
        ["Micro-credential", "State board clock hours", "College CEU"],
        ["See & Say"],
        ["C Check", "15", "1.2"],
        ["L Look", "15", "none"],
        ["A Alone", "none", "1"],
        ["All together", "30", "2.2"],
    ]
    assert "<h1>What counts at Larkspur</h1>" in html
    assert html.index("</table>") < html.index("<p>Ask <em>Kim</em> first.</p>")


def test_both_are_in_the_footer_and_in_the_sitemap_and_the_stack_leads_to_its_pathway(site):
    head, _, foot = built(site, "index.html").partition("<footer")

    assert "/pathways/" not in head
    assert '<li><a href="/stories/pathways/">Pathways</a></li>' in foot
    assert '<li><a href="/stories/what-counts/">What counts here</a></li>' in foot
    sitemap = site.output("sitemap.xml")
    assert [
        sitemap.count(f"<loc>https://district.example/stories/{url}</loc>")
        for url in ("pathways/", "pathways/see-say/", "what-counts/")
    ] == [1, 1, 1]
    assert '<a href="/stories/pathways/see-say/">See &amp; Say</a>, 1 of 2' in site.output(
        "credentials/check/index.html"
    )


def test_a_site_without_stacks_and_renewal_has_neither(make_site):
    site = make_site({"content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\nTalk.\n"})
    site.build()

    assert not [path for path in site.outputs() if path.startswith(("pathways", "what-counts"))]


@pytest.mark.parametrize(
    "edit",
    [
        lambda site: site.write("content/posts/e.md", post("E", "2026-01-06", author="li", credentials="[check]")),
        lambda site: site.write("content/posts/a.md", post("Another title", credentials="[check, look]")),
        lambda site: site.write("content/credentials/look.md", credential("Look", "See & Say", 2)),
        lambda site: site.write("content/credentials/look.md", credential("Look", "Look longer", 2, STATE)),
        lambda site: site.write("content/authors/li.md", "---\nname: Li Wei\nschool: Harbor View\n---\n"),
    ],
)  # fmt: skip
def test_any_edit_has_the_result_of_a_build_from_nothing(make_site, edit):
    site, clean = make_site(FILES), make_site(FILES)
    site.build()
    edit(site)
    edit(clean)
    site.build()
    clean.build()

    assert site.outputs() == clean.outputs()


def counted(html):
    """The links of a micro-credential's page from what it counts for."""
    return re.findall(r'<dd>[^<]*<span class="soft">\(<a href="([^"]*)">(.*?)</a>\)</span></dd>', html)


def test_what_a_micro_credential_counts_for_leads_to_what_the_district_says_of_that_authority(site):
    text = "---\ntitle: What counts\n---\n## Whom to ask\n\n### State board\n\nRoom 4.\n"
    assert counted(built(site, "credentials/check/index.html")) == [
        ("/stories/what-counts/", "State board"),
        ("/stories/what-counts/", "College"),
    ]

    site.write("content/pages/what-counts.md", text)
    assert counted(built(site, "credentials/check/index.html")) == [
        ("/stories/what-counts/#state-board", "State board"),
        ("/stories/what-counts/", "College"),
    ]

    site.write("content/pages/what-counts.md", text.replace("### State board", "### College"))
    assert counted(built(site, "credentials/check/index.html")) == [
        ("/stories/what-counts/", "State board"),
        ("/stories/what-counts/#college", "College"),
    ]
    assert 'id="college"' in site.output("what-counts/index.html")
