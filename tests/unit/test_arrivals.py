"""What teachers, editors and CMSs put beside a story or name in it, and what the message says where it cannot be shown."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

POINTER = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:4d7a21464d7a21464d7a21464d7a21464d7a21464d7a21464d7a21464d7a2146\nsize 3381220\n"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>\n'


def story(body, **fields):
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


def photo(number=0, *, place=False):
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (4, 3), (number % 256, number // 256, 9)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def told(report):
    return [
        (p.severity, p.path.rpartition("/")[2], p.line, p.column, p.message, p.help) for p in report.problems
    ]


# Git LFS


def test_a_pointer_of_git_lfs_is_called_that(make_site):
    site = make_site(
        {
            "content/posts/jar/jar.jpg": POINTER,
            "content/posts/jar/slip.pdf": POINTER,
            "content/posts/jar/film.mp4": POINTER.replace(b"git-lfs", b"hawser"),
            "content/posts/jar/index.md": story(
                "![A jar](jar.jpg)\n\n[The slip](slip.pdf)\n\n[Film](film.mp4)"
            ),
            "content/posts/old.md": POINTER,
        }
    )

    assert told(site.build()) == [
        (
            "error",
            name,
            1,
            1,
            "this is only a pointer: Git LFS stores the file itself elsewhere, and it was not downloaded",
            "run: git lfs pull; in a GitHub workflow, add lfs: true to the step actions/checkout",
        )
        for name in ("film.mp4", "jar.jpg", "slip.pdf", "old.md")
    ]


def test_a_pointer_among_the_districts_own_files_is_not_published(make_site):
    site = make_site({"static/logo.png": POINTER})

    report = site.build()

    assert not report.ok
    assert [(p.path, p.code) for p in report.problems] == [("static/logo.png", "lfs-pointer")]


def test_a_text_about_git_lfs_is_no_pointer(make_site):
    text = story("A pointer begins with `version https://git-lfs.github.com/spec/v1`.")

    assert make_site({"content/posts/jar.md": text}).build().problems == ()


# Names that an address reads in another way


@pytest.mark.parametrize(
    ("name", "typed", "help_"),
    [
        ("a#1.jpg", "a#1.jpg", 'in an address, write %23 for #: "a%231.jpg"'),
        ("a%20b.jpg", "a%20b.jpg", 'in an address, write %25 for %: "a%2520b.jpg"'),
        ("50%25#2.jpg", "50%25#2.jpg", 'in an address, write %25 for % and %23 for #: "50%2525%232.jpg"'),
    ],
)
def test_a_name_with_a_number_sign_says_how_to_write_it(make_site, name, typed, help_):
    picture = {f"content/posts/jar/{name}": photo()}
    site = make_site({**picture, "content/posts/jar/index.md": story(f"![A jar]({typed})\n\n[It]({typed})")})

    report = site.build()
    right = help_.partition('"')[2].rstrip('"')
    site.write("content/posts/jar/index.md", story(f"![A jar]({right})\n\n[It]({right})"))

    assert [p.help for p in report.problems] == [help_] * 2
    assert [(p.line, p.column) for p in report.problems] == [(6, 10), (8, 6)]
    assert site.build().problems == ()
    assert f"media/posts/jar/{name}" in site.outputs()


# Pictures that are words


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("![A jar](data:image/png;base64,iVBORw0KGgo=)", (6, 10)),
        ("![A jar][image1]\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>", (8, 12)),
        ('<img src="data:image/png;base64,iVBORw0KGgo=" alt="A jar">', (6, 11)),
    ],
)
def test_a_picture_that_is_written_into_the_text_is_to_be_saved_beside_it(make_site, body, place):
    assert told(make_site({"content/posts/jar.md": story(body)}).build()) == [
        (
            "warning",
            "jar.md",
            *place,
            "this picture is inside the text itself (data:…), so it was left out",
            "save it in the same folder as the story, and write its file name here: ![what it shows](picture.png)",
        )
    ]


def test_the_same_in_a_field_is_an_error(make_site):
    text = story("Words.", image="data:image/png;base64,iVBORw0KGgo=", image_alt="A jar")

    assert told(make_site({"content/posts/jar.md": text}).build()) == [
        (
            "error",
            "jar.md",
            5,
            8,
            "this picture is inside the text itself (data:…), and pages show only picture files",
            "save it in the same folder as the story, and write its file name here",
        )
    ]


# A CMS


def test_capital_letters_tell_files_in_static_apart(make_site):
    text = "![A](/uploads/Jar.svg)\n\n[The slip](/stories/uploads/Slip.PDF) and [again](../../static/uploads/SLIP.pdf)"
    site = make_site(
        {
            "static/uploads/jar.svg": SVG,
            "static/uploads/slip.pdf": b"%PDF-1.7\n",
            "content/posts/jar.md": story(text),
        }
    )

    assert [(p.code, p.help) for p in site.build().problems] == [
        ("missing-picture", 'capitalization matters: write "/uploads/jar.svg"'),
        ("broken-link", 'capitalization matters: write "/uploads/slip.pdf"'),
        ("broken-link", 'capitalization matters: write "/uploads/slip.pdf"'),
    ]


@pytest.mark.parametrize(
    "before", ["/uploads/", "/stories/uploads/", "/static/uploads/", "../../static/uploads/"]
)
def test_what_a_cms_puts_into_static_is_found_there(make_site, before):
    site = make_site(
        {
            "static/uploads/box two.svg": SVG,
            "static/uploads/slip.pdf": b"%PDF-1.7\n",
            "static/uploads/jar.mp4": b"a video",
            "content/posts/jar.md": story(
                f"![A box]({before}box%20two.svg)\n\n[The slip]({before}slip.pdf#page=2)\n\n"
                f"![The jar is filled]({before}jar.mp4)",
                image=f"{before}box two.svg",
                image_alt="A box",
            ),
        }
    )

    report = site.build()

    assert [p.code for p in report.problems] == ["video-without-captions"]
    page = site.output("posts/jar/index.html")
    assert page.count('src="/stories/uploads/box%20two.svg"') == 2
    assert 'href="/stories/uploads/slip.pdf#page=2"' in page
    assert "/stories/uploads/jar.mp4" in page
    # Networks show no drawings: a card is drawn for them.
    assert '<meta property="og:image" content="https://district.example/stories/posts/jar/card.png?v=' in page
    assert "uploads/box two.svg" in site.outputs()


def test_a_picture_beside_the_story_comes_before_one_in_static(make_site):
    site = make_site(
        {
            "static/posts/a.svg": SVG,
            "content/posts/a.svg": SVG,
            "content/posts/jar.md": story("![A](/posts/a.svg)"),
        }
    )
    site.build()

    assert 'src="/stories/media/posts/a.svg"' in site.output("posts/jar/index.html")


def test_what_is_not_there_or_no_picture_is_an_error_as_before(make_site):
    site = make_site(
        {
            "static/uploads/slip.pdf": b"%PDF-1.7\n",
            "static/uploads/a.heic": b"a photo",
            "content/posts/jar.md": story(
                "![A](/uploads/b.svg)\n\n![A](/uploads/slip.pdf)\n\n![A](/uploads/a.heic)\n\n![A](../../edblog.toml)"
            ),
        }
    )

    assert [(p.line, p.code) for p in site.build().problems] == [
        (line, "missing-picture") for line in (6, 8, 10, 12)
    ]


def test_when_it_is_taken_away_the_next_build_says_so(make_site):
    site = make_site({"static/uploads/a.svg": SVG, "content/posts/jar.md": story("![A](/uploads/a.svg)")})
    assert site.build().ok
    site.delete("static/uploads/a.svg")

    assert [p.code for p in site.build().problems] == ["missing-picture"]


# Animations


def gif(frames, size):
    images = [Image.effect_noise((size, size), 90 + number) for number in range(frames)]
    out = BytesIO()
    images[0].save(out, "GIF", save_all=frames > 1, append_images=images[1:])
    return out.getvalue()


def test_a_large_animation_would_be_a_tenth_as_a_video(make_site):
    site = make_site(
        {
            "content/posts/jar/a.gif": gif(3, 1000),
            "content/posts/jar/b.gif": gif(1, 1700),
            "content/posts/jar/c.gif": gif(2, 100),
            "content/posts/jar/index.md": story("![A](a.gif) ![B](b.gif) ![C](c.gif)"),
        }
    )

    report = site.build()
    found = told(report)

    assert {p.code for p in report.problems} == {"heavy-picture"}
    assert [(severity, name, help_) for severity, name, _, _, _, help_ in found] == [
        (
            "notice",
            "a.gif",
            "save it as a video (MP4), which is about a tenth of the size, and write on a line of its own: ![what it shows](name.mp4)",
        ),
        ("notice", "b.gif", "save it as PNG or JPEG, which makes it much smaller"),
    ]
    size = len(site.outputs()["media/posts/jar/a.gif"])
    assert found[0][4] == f"this GIF is {size / 1e6:.1f} MB, and readers' phones have to load all of it"


# Many photos


def test_photos_that_told_a_place_have_one_line_together(make_site):
    photos = {f"content/posts/jar/{n:03}.jpg": photo(n, place=True) for n in range(500)}
    body = "\n\n".join(f"![A jar, day {n}]({n:03}.jpg)" for n in range(500))
    site = make_site({**photos, "content/posts/jar/index.md": story(body)})

    first = told(site.build())
    site.write("content/posts/jar/500.jpg", photo(500, place=True))
    site.write("content/posts/jar/index.md", story(f"{body}\n\n![A jar, day 500](500.jpg)"))

    help_ = "you need not do anything, but the files in the repository still contain the location"
    message = "this file, 001.jpg, 002.jpg and {} more contain the location where they were made; edblog removed it from the published copies"
    assert first == [("notice", "000.jpg", 1, 1, message.format(497), help_)]
    assert told(site.build()) == [("notice", "000.jpg", 1, 1, message.format(498), help_)]


def test_a_few_such_photos_are_told_one_by_one(make_site):
    photos = {f"content/posts/jar/{n}.jpg": photo(n, place=True) for n in range(3)}
    body = "\n\n".join(f"![A jar, day {n}]({n}.jpg)" for n in range(3))
    report = make_site({**photos, "content/posts/jar/index.md": story(body)}).build()

    assert [(p.path.rpartition("/")[2], p.code) for p in report.problems] == [
        (f"{n}.jpg", "location-removed") for n in range(3)
    ]
