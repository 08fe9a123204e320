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


def test_what_was_taken_down_lies_in_no_folder_of_the_site(make_site):
    site = make_site(
        {"content/posts/jar.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}
    )
    for day in range(1, 6):
        site.post(f"s{day}", f"Story {day}", f"2026-01-0{day}")
    site.post("jar", "The jar", "2026-01-07", "![A jar](jar.svg)\n\nThe secret of the jar.")
    site.build()
    site.build(clean=True)

    def holding(text: str) -> list[str]:
        folders = [site.folder / name for name in ("site", ".site.shadow")]
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        return [
            path.relative_to(site.folder).as_posix() for path in files if text.encode() in path.read_bytes()
        ]

    assert holding("The secret") != []
    site.delete("content/posts/jar.md")
    assert site.build().removed == (
        "media/posts/jar.svg",
        "posts/jar/card.png",
        "posts/jar/index.html",
    )
    assert holding("The secret") == []
    assert list(site.folder.rglob("*/jar.svg")) == [site.folder / "content/posts/jar.svg"]
    site.post("s1", "Story 1", "2026-01-01", "Another text.")
    site.build()
    after = site.outputs()
    site.forget()
    site.build()
    assert site.outputs() == after
