from __future__ import annotations


def test_one_story_becomes_a_page(make_site):
    site = make_site(
        {"content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"}
    )

    report = site.build()

    assert report.problems == ()
    assert "posts/jar/index.html" in report.written
    assert "<p>It filled up.</p>" in site.output("posts/jar/index.html")


def test_nothing_is_written_when_nothing_changed(make_site):
    site = make_site(
        {"content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"}
    )
    site.build()

    assert site.build().written == ()
