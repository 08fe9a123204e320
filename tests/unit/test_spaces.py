"""A Mac writes a narrow space into the name of each screenshot; to people, and so to edblog, all spaces are one."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pytest
from PIL import Image

NARROW, FIXED, WIDE = "\u202f", "\u00a0", "\u3000"


def png():
    out = BytesIO()
    Image.new("RGB", (4, 3), (242, 168, 29)).save(out, "PNG")
    return out.getvalue()


def story(body, **fields):
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


@pytest.mark.parametrize("kept", [" ", NARROW, FIXED, WIDE])
@pytest.mark.parametrize("typed", [" ", "%20", NARROW, "%E2%80%AF", FIXED, WIDE])
def test_a_screenshot_is_found_and_published_whatever_space_its_name_has(make_site, kept, typed):
    site = make_site(
        {
            f"content/posts/jar/Screenshot 2026-01-31 at 9.15.03{kept}AM.png": png(),
            "content/posts/jar/index.md": story(
                f"![A window](Screenshot%202026-01-31%20at%209.15.03{typed}AM.png)\n\n"
                f"[The window](</posts/jar/Screenshot 2026-01-31 at 9.15.03{typed}AM.png>)"
            ),
        }
    )

    report = site.build()

    assert report.problems == ()
    assert [path for path in site.outputs() if path.startswith("media/posts/")] == [
        "media/posts/jar/Screenshot 2026-01-31 at 9.15.03 AM.png"
    ]
    page = site.output("posts/jar/index.html")
    assert page.count("/media/posts/jar/Screenshot%202026-01-31%20at%209.15.03%20AM.png") >= 2
    assert NARROW not in page
    assert "%E2%80%AF" not in page


def test_the_same_holds_for_folders_stories_fields_and_the_districts_own_files(make_site):
    site = make_site(
        {
            f"content/posts/My{FIXED}jar/index.md": story(
                f"[Another](../the{NARROW}other.md) and [a file](/a%20b.txt).",
                image=f"9{NARROW}AM.png",
                image_alt="A jar",
            ),
            f"content/posts/My{FIXED}jar/9 AM.png": png(),
            "content/posts/the other.md": story("Words."),
            f"static/a{NARROW}b.txt": "words",
        }
    )

    report = site.build()

    assert report.problems == ()
    outputs = site.outputs()
    assert {"posts/my-jar/index.html", "posts/the-other/index.html", "a b.txt"} <= outputs.keys()
    assert "media/posts/My jar/9 AM.png" in outputs


def test_two_files_whose_names_differ_only_in_their_spaces_are_an_error(make_site):
    site = make_site({"content/posts/9 AM.png": png(), f"content/posts/9{NARROW}AM.png": png()})

    (problem,) = [p for p in site.build().problems if p.severity == "error"]

    assert (problem.code, problem.path) == ("same-name", f"content/posts/9{NARROW}AM.png")
    assert problem.message == (
        'some computers cannot tell this file and "content/posts/9 AM.png" apart: '
        "only capital letters, accents or kinds of spaces differ"
    )


def test_another_space_in_a_name_changes_nothing(make_site):
    site = make_site(
        {f"content/posts/9{NARROW}AM.png": png(), "content/posts/jar.md": story("![A window](9%20AM.png)")}
    )
    site.build()
    before = site.outputs()
    site.rename(f"content/posts/9{NARROW}AM.png", "content/posts/9 AM.png")

    report = site.build()

    assert (report.problems, site.outputs()) == ((), before)


def test_accents_and_spaces_of_a_czech_mac_are_found_as_they_are_typed(make_site):
    kept = unicodedata.normalize("NFD", f"Snímek obrazovky 2026-01-31 v{FIXED}13.05.05.png")
    site = make_site(
        {
            f"content/posts/jar/{kept}": png(),
            "content/posts/jar/index.md": story("![A window](Snímek obrazovky 2026-01-31 v 13.05.05.png)"),
        }
    )

    assert site.build().problems == ()
