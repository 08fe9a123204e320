from __future__ import annotations

import re

import pytest

from edblog.catalog import sitemaps

HOME = "https://district.example/stories/"


def listed(site, name):
    return re.findall("<loc>(.*?)</loc>", site.output(name))


@pytest.fixture
def site(make_site, monkeypatch):
    """Five stories, in sitemaps of two."""
    monkeypatch.setattr(sitemaps, "PART", 2)
    site = make_site({})
    for day in range(1, 6):
        site.post(f"s{day}", f"Story {day}", f"2026-01-0{day}")
    site.build()
    return site


def test_a_large_site_has_an_index_of_sitemaps(site):
    names = ["sitemap-pages-1.xml", "sitemap-stories-1.xml", "sitemap-stories-2.xml", "sitemap-stories-3.xml"]

    assert site.output("sitemap.xml").startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <sitemap>\n    <loc>https://district.example/stories/sitemap-pages-1.xml</loc>\n  </sitemap>\n"
    )
    assert listed(site, "sitemap.xml") == [HOME + name for name in names]
    assert f"{HOME}authors/rosa/" in listed(site, names[0])
    assert listed(site, names[1]) == [f"{HOME}posts/s2/", f"{HOME}posts/s1/"]
    assert listed(site, names[2]) == [f"{HOME}posts/s4/", f"{HOME}posts/s3/"]
    assert listed(site, names[3]) == [f"{HOME}posts/s5/"]


def test_a_new_story_changes_the_newest_sitemap_alone(site):
    site.post("s6", "Story 6", "2026-01-06")

    assert [path for path in site.build().written if path.startswith("sitemap")] == ["sitemap-stories-3.xml"]
    site.post("s7", "Story 7", "2026-01-07")
    assert sorted(path for path in site.build().written if path.startswith("sitemap")) == [
        "sitemap-stories-4.xml",
        "sitemap.xml",
    ]
