from __future__ import annotations

from edblog.catalog import plan


def test_a_site_with_too_many_pages_for_one_sitemap_has_an_index(make_site, monkeypatch):
    monkeypatch.setattr(plan, "SITEMAP_LIMIT", 6)
    story = "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"
    site = make_site({"content/posts/jar.md": story})
    site.build()

    assert site.output("sitemap.xml") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <sitemap>\n    <loc>https://district.example/stories/sitemap-1.xml</loc>\n  </sitemap>\n"
        "  <sitemap>\n    <loc>https://district.example/stories/sitemap-2.xml</loc>\n  </sitemap>\n"
        "</sitemapindex>\n"
    )
    assert site.output("sitemap-1.xml").count("<loc>") == 6
    assert "<loc>https://district.example/stories/posts/jar/</loc>" in site.output("sitemap-1.xml")
