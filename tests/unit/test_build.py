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


def test_an_address_that_nobody_can_open_is_a_warning_but_not_to_a_preview(make_site):
    site = make_site({"edblog.toml": 'title = "Stories"\nbase_url = "http://localhost:8000/"\n'})
    site.post("jar", "The jar", "2026-01-02")

    assert site.problems() == ["warning edblog.toml:2:1 placeholder-address"]
    assert [problem.code for problem in site.build().problems] == ["placeholder-address"]
    assert [problem.code for problem in site.build().problems] == ["placeholder-address"]
    assert site.build(preview=True).problems == ()
    assert not site.build(fail_on=("placeholder-address",)).ok
