"""Nothing vanishes silently: every file that somebody wrote is published, or there is a line that says why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.pdfs.made import PLAIN

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
STORY = "---\ntitle: {title}\ndate: {date}\nauthor: rosa\n{more}---\n{body}\n"


def story(title, date="2026-01-02", more="", body="It filled up."):
    return STORY.format(title=title, date=date, more=more, body=body)


FILM = """\
::: video
file: film.mp4
title: A film
poster: poster.svg
captions: film.vtt
transcript: words.pdf
:::
"""
PUBLISHED = {
    "content/posts/jar.md": story("The jar", body="![A jar](jar.svg) and [the sheet](sheet.pdf)."),
    "content/posts/jar.svg": PICTURE,
    "content/posts/sheet.pdf": PLAIN,
    "content/posts/film.md": story("Film", body=FILM),
    "content/posts/film.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
    "content/posts/film.vtt": "WEBVTT\n\n00:00.000 --> 00:04.000\nIt fills up.\n",
    "content/posts/poster.svg": PICTURE,
    "content/posts/words.pdf": PLAIN,
    "content/posts/CAPITALS.MD": story("Capitals"),
    "content/posts/2026/una pregunta más.md": story("Una pregunta"),
    "content/posts/bundle/index.md": story("A bundle", more="image: photo.svg\nimage_alt: A jar\n"),
    "content/posts/bundle/photo.svg": PICTURE,
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\nbadge: talk.svg\nbadge_alt: Two people talk\n---\n",
    "content/credentials/talk.svg": PICTURE,
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    "static/CNAME": "stories.district.example\n",
    "static/.well-known/security.txt": "Contact: mailto:web@district.example\n",
    "static/forms/trip.pdf": "%PDF-1.4",
}
ADDRESSES = {
    "content/posts/jar.md": "posts/jar/index.html",
    "content/posts/CAPITALS.MD": "posts/capitals/index.html",
    "content/posts/film.md": "posts/film/index.html",
    "content/posts/2026/una pregunta más.md": "posts/una-pregunta-mas/index.html",
    "content/posts/bundle/index.md": "posts/bundle/index.html",
    "content/credentials/talk.md": "credentials/talk/index.html",
    "content/pages/about.md": "about/index.html",
    "content/authors/rosa.md": "authors/rosa/index.html",
}
NOT_PUBLISHED = {
    "content/notes.md": ("not-published", "notes"),
    "content/TODO": ("not-published", "notes"),
    "content/ideas/later.md": ("not-published", "notes"),
    "content/posts/field-trip.docx": ("not-published", "binary"),
    "content/posts/trip.txt": ("not-published", "notes"),
    "content/posts/song.aiff": ("not-published", "binary"),
    "content/posts/Makefile": ("not-published", "notes"),
    "data/links.csv": ("not-published", "notes"),
    "data/README.md": ("not-published", "notes"),
    "content/posts/nobody-uses.svg": ("unused-file", PICTURE),
    "content/authors/old-photo.svg": ("unused-file", PICTURE),
    "content/posts/not-yet.md": ("draft", story("Not yet", more="draft: true\n", body="![x](not-yet.svg)")),
    "content/posts/soon.md": ("scheduled", story("Soon", date="2027-02-03 08:30")),
}
REFUSED = {
    "content/posts/empty.md": ("empty-file", ""),
    "content/posts/no-fields.md": ("no-front-matter", "Only text.\n"),
    "content/posts/old.md": ("not-utf-8", "café".encode("latin-1")),
    "content/posts/word.md": ("not-text", b"PK\x03\x04\x00\x00"),
    "content/posts/broken.svg": ("unsafe-picture", "<svg onload='x()'/>"),
    "content/posts/photo.png": ("damaged-picture", "not a picture"),
    "content/posts/empty.pdf": ("empty-file", ""),
    "content/authors/ana ruiz.md": ("bad-slug", "---\nname: Ana Ruiz\n---\n"),
    "content/credentials/unnamed.md": ("missing-name", "---\nissuer: NEA\n---\n"),
    "static/index.html": ("duplicate-address", "<h1>Mine</h1>"),
}


def test_every_file_is_published_or_named_with_the_reason(make_site):
    site = make_site({**PUBLISHED, **{path: text for path, (_, text) in NOT_PUBLISHED.items()}})
    site.write("content/posts/not-yet.svg", PICTURE)
    report = site.build()

    assert {p.path: p.code for p in report.problems} == {
        path: code for path, (code, _) in NOT_PUBLISHED.items()
    }
    published = site.outputs()
    for source in site.sources().keys() - NOT_PUBLISHED.keys() - {"edblog.toml"}:
        address = ADDRESSES.get(source) or source.removeprefix("static/").replace("content/", "media/")
        # The picture of a draft waits with it; the line about the draft stands for both.
        assert (address in published) == (source != "content/posts/not-yet.svg"), source


def test_one_run_names_every_file_that_is_in_the_way_and_the_site_stays(make_site):
    site = make_site(PUBLISHED)
    site.build()
    before = site.outputs()
    for path, (_, text) in REFUSED.items():
        site.write(path, text)
    report = site.build()

    found = {(p.path, p.code) for p in report.problems if p.severity == "error"}
    assert found == {(path, code) for path, (code, _) in REFUSED.items()}
    assert site.outputs() == before


def test_a_link_to_another_file_is_named(make_site, tmp_path):
    site = make_site({})
    (tmp_path / "secret.md").write_text("---\n---\n")
    for path in ("content/posts", "static"):
        (site.folder / path).mkdir(exist_ok=True)
        (site.folder / path / "link.md").symlink_to(tmp_path / "secret.md")
        (site.folder / path / "folder").symlink_to(tmp_path)

    assert site.problems() == [
        "error content/posts/folder:1:1 symbolic-link",
        "error content/posts/link.md:1:1 symbolic-link",
        "error static/folder:1:1 symbolic-link",
        "error static/link.md:1:1 symbolic-link",
    ]


def test_what_desktops_and_editors_leave_is_no_part_of_the_site(make_site):
    """Nobody wrote these."""
    site = make_site({})
    for path in (
        ".DS_Store",
        "posts/Thumbs.db",
        "posts/jar.md~",
        "posts/.jar.md.swp",
        ".git/config",
        "posts/desktop.ini",
    ):
        site.write(f"content/{path}", "junk")

    assert site.problems() == []


def test_a_story_that_waits_is_in_the_report_with_its_date(make_site):
    site = make_site(
        {
            "content/posts/b.md": story("B", date="2026-11-20 09:30"),
            "content/posts/c.md": story("C", date="2026-12-01"),
        }
    )
    site.write("content/posts/a.md", story("A", date="2027-01-01", more="draft: true\n"))
    report = site.build()

    assert [(held.source, held.title, held.date, held.reason) for held in report.held] == [
        ("content/posts/b.md", "B", "2026-11-20 09:30", "scheduled"),
        ("content/posts/c.md", "C", "2026-12-01", "scheduled"),
        ("content/posts/a.md", "A", "2027-01-01", "draft"),
    ]
    assert report.until == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    # A build with nothing to do says it again.
    assert site.build().held == report.held


@pytest.mark.parametrize("first", [{}, {"clean": True}])
def test_a_scheduled_story_appears_by_itself_when_its_time_comes(make_site, first):
    """District time: midnight in Chicago is six o'clock in UTC."""
    site = make_site({"content/posts/soon.md": story("Soon", date="2026-11-20")})
    midnight = datetime(2026, 11, 20, 6, tzinfo=UTC)
    site.build(now=midnight - timedelta(days=3), **first)

    assert site.build(now=midnight - timedelta(seconds=1)).written == ()
    assert "posts/soon/index.html" in site.build(now=midnight).written
    assert site.build(now=midnight + timedelta(days=400)).written == ()


def test_a_clock_that_went_back_hides_it_again(make_site):
    site = make_site({"content/posts/soon.md": story("Soon", date="2026-11-20")})
    site.build(now=datetime(2026, 11, 21, tzinfo=UTC))

    assert "posts/soon/index.html" in site.build(now=datetime(2026, 11, 1, tzinfo=UTC)).removed


def test_what_stands_in_the_output_folder_and_is_not_the_sites_is_kept_and_named(make_site):
    site = make_site({})
    site.build()
    site.write("site/hand-made.html", "<h1>Hand-made</h1>")
    site.post("jar", "The jar", "2026-01-02")

    assert site.build().foreign == ("hand-made.html",)
    assert site.output("hand-made.html") == "<h1>Hand-made</h1>"
