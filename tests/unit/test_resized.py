"""Photos in sizes that fit a screen: which are made, what is in them, and when they are made again."""

from __future__ import annotations

import re
import struct
import subprocess
import warnings
from functools import partial
from hashlib import blake2b
from io import BytesIO
from zlib import compress, crc32

import pytest
from PIL import Image, ImageCms

from edblog.catalog.site import Variant
from edblog.catalog.variants import at_least, variants
from edblog.model import Media
from edblog.outputs import resizing
from edblog.outputs.copies import read_unchanged
from edblog.outputs.resizing import resize
from edblog.pipeline import jobs, workers
from edblog.views import Output, Resized

CONFIG = 'title = "Stories"\nbase_url = "https://district.example/sub/"\n[pictures]\nwidths = [100, 200, 400]\nwebp = false\n'
GOLD, LEAF, SKY = (242, 168, 29), (31, 107, 79), (23, 87, 125)
STORY = "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"
BODY = "![A jar](foto%20m%C3%A1s.jpg)"
PHOTO = "content/posts/jar/foto más.jpg"
PAGE = "posts/jar/index.html"


def picture(width=800, height=600, mode="RGB"):
    """Gold, with leaf green in the upper left quarter and blue in the upper right one."""
    image = Image.new("RGB", (width, height), GOLD)
    image.paste(LEAF, (0, 0, width // 2, height // 2))
    image.paste(SKY, (width // 2, 0, width, height // 2))
    return image.convert(mode)


def saved(image, kind="JPEG", **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width=800, height=600, orientation=1, kind="JPEG", **options):
    """As a phone saves it: with a position, and upright or not."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0xA431] = "SERIAL-0042"
    exif.get_ifd(0x8825)[1] = "N"
    return saved(picture(width, height), kind, exif=exif, **options)


def opened(data):
    return Image.open(BytesIO(data))


def corners(image):
    """The colours at the upper left, upper right, lower left and lower right."""
    plain = image.convert("RGB")
    width, height = plain.size
    return [
        min(
            (GOLD, LEAF, SKY),
            key=lambda known: sum(abs(a - b) for a, b in zip(known, plain.getpixel(at), strict=True)),
        )
        for at in ((9, 9), (width - 9, 9), (9, height - 9), (width - 9, height - 9))
    ]


def media(site):
    """The published pictures, by the part of their paths that says something."""
    found = {path: data for path, data in site.outputs().items() if path.startswith("media/")}
    return {re.sub(r"resized/[0-9a-f]{16}", "resized/…", path): data for path, data in found.items()}


@pytest.fixture
def jar(make_site):
    """A story with a photo of 800 pixels, whose name has an accent and a space."""
    return make_site(
        {
            "edblog.toml": CONFIG,
            "content/posts/jar/index.md": STORY.format(more="", body=BODY),
            PHOTO: photo(),
        }
    )


@pytest.fixture
def made(monkeypatch):
    """The sizes that are made, in this process."""
    widths = []

    def counted(data, sizes):
        widths.extend(width for width, *_ in sizes)
        return resize(data, sizes)

    monkeypatch.setattr(resizing, "resize", counted)
    monkeypatch.setattr(workers, "MANY", 1_000_000)
    return widths


# Which sizes there are


@pytest.mark.parametrize(
    ("width", "kind", "expected"),
    [
        (4000, "jpg", [(480, True), (960, True), (1600, True)]),
        (1601, "png", [(480, True), (960, True), (1600, True)]),
        (1600, "webp", [(480, True), (960, True), (1600, False)]),
        (481, "jpg", [(480, True), (481, False)]),
        (480, "jpg", [(480, False)]),
        (4000, "", [(4000, False)]),
    ],
)
def test_a_picture_has_the_widths_below_its_own_and_itself_unless_it_is_wider_than_all(width, kind, expected):
    sizes = variants(
        Media("content/posts/jar.jpg", b"0123456789abcdef", width, width // 2, kind), (480, 960, 1600)
    )

    assert [(size.width, size.resized) for size in sizes] == expected


def test_a_size_is_named_by_the_content_and_the_width():
    sizes = variants(Media("content/posts/a, b.jpg", bytes(range(16)), 600, 401, "jpg"), (300,))

    assert sizes == (Variant("media/resized/0001020304050607-300.jpg", 300, 200, resized=True),)


def test_without_widths_a_picture_is_published_as_it_is():
    sizes = variants(Media("content/posts/a b.jpg", b"", 4000, 3000, "jpg"), ())

    assert sizes == (Variant("media/posts/a%20b.jpg", 4000, 3000),)


@pytest.mark.parametrize(("wanted", "width"), [(1, 480), (480, 480), (481, 960), (5000, 960)])
def test_one_size_is_the_smallest_that_is_wide_enough(wanted, width):
    assert at_least(wanted, [Variant("a", 480, 1), Variant("b", 960, 1)]).width == width


# What is in them


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_the_right_way_up(orientation, progressive):
    data = photo(orientation=orientation, progressive=progressive)
    expected = {
        1: [LEAF, SKY, GOLD, GOLD], 2: [SKY, LEAF, GOLD, GOLD], 3: [GOLD, GOLD, SKY, LEAF], 4: [GOLD, GOLD, LEAF, SKY],
        5: [LEAF, GOLD, SKY, GOLD], 6: [GOLD, LEAF, GOLD, SKY], 7: [GOLD, SKY, GOLD, LEAF], 8: [SKY, GOLD, LEAF, GOLD],
    }  # fmt: skip
    size = (240, 180) if orientation < 5 else (180, 240)

    (small,) = map(opened, resize(data, [size]))

    assert (small.format, small.size, dict(small.getexif())) == ("JPEG", size, {})
    assert corners(small) == expected[orientation]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_size_keeps_the_kind_and_the_colour_profile_and_nothing_else(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"comment": b"at school"} if kind == "JPEG" else {}
    data = photo(kind=kind, icc_profile=profile, xmp=b"<x:xmpmeta>41.875 N</x:xmpmeta>", **more)

    for width, made in zip((400, 200), resize(data, [(400, 300), (200, 150)]), strict=True):
        small = opened(made)
        assert (small.format, small.size) == (kind, (width, width * 3 // 4))
        assert corners(small) == [LEAF, SKY, GOLD, GOLD]
        assert small.info["icc_profile"] == profile
        assert dict(small.getexif()) == {}
        assert not re.search(rb"SERIAL|xmpmeta|at school|Exif", made)


def test_a_size_of_a_photo_is_progressive_and_much_smaller():
    data = saved(Image.effect_noise((1600, 1200), 60).convert("RGB"), quality=95)
    (small,) = resize(data, [(480, 360)])

    assert opened(small).info["progressive"] == 1
    assert len(small) < len(data) / 10


@pytest.mark.parametrize(
    ("mode", "options", "becomes"),
    [
        ("P", {}, "P"),
        ("P", {"transparency": 0}, "P"),
        ("1", {}, "L"),
        ("L", {}, "L"),
        ("LA", {}, "LA"),
        ("RGB", {}, "RGB"),
        ("RGB", {"transparency": GOLD}, "RGBA"),
        ("RGBA", {}, "RGBA"),
    ],
)
def test_a_png_keeps_its_palette_and_its_transparency(mode, options, becomes):
    (small,) = map(opened, resize(saved(picture(mode=mode), "PNG", **options), [(80, 60)]))

    assert (small.format, small.size, small.mode) == ("PNG", (80, 60), becomes)
    assert small.has_transparency_data == (bool(options) or "A" in mode)


@pytest.mark.parametrize("profile", [None, b"no profile"])
def test_a_photo_for_a_printing_press_gets_the_colours_of_a_screen(profile):
    (small,) = map(opened, resize(saved(picture(mode="CMYK"), icc_profile=profile), [(80, 60)]))

    assert (small.mode, corners(small)) == ("RGB", [LEAF, SKY, GOLD, GOLD])
    assert "icc_profile" not in small.info


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_bytes_of_a_size_do_not_depend_on_the_others_or_on_the_time(kind):
    data = photo(kind=kind)
    together = list(resize(data, [(100, 75), (200, 150), (400, 300)]))

    assert together == [next(resize(data, [size])) for size in ((100, 75), (200, 150), (400, 300))]


# What a site publishes


def test_pages_offer_every_size_and_the_large_original_stays_at_home(jar):
    jar.build()

    assert {path: opened(data).size for path, data in media(jar).items()} == {
        "media/resized/…-100.jpg": (100, 75),
        "media/resized/…-200.jpg": (200, 150),
        "media/resized/…-400.jpg": (400, 300),
    }
    found = re.search(r"<img[^>]*>", jar.output(PAGE))[0]
    assert re.sub("[0-9a-f]{16}", "…", found) == (
        '<img alt="A jar" src="/sub/media/resized/…-400.jpg" srcset="/sub/media/resized/…-100.jpg 100w, '
        '/sub/media/resized/…-200.jpg 200w, /sub/media/resized/…-400.jpg 400w" sizes="(min-width: 46rem) 42rem, 92vw" '
        'width="400" height="300" decoding="async">'
    )


def test_a_photo_that_is_linked_to_is_published_as_it_is_too(jar):
    jar.write("content/posts/jar/index.md", STORY.format(more="", body=f"[{BODY}](foto%20m%C3%A1s.jpg)"))
    jar.build()

    assert opened(media(jar)["media/posts/jar/foto más.jpg"]).size == (800, 600)
    assert '<a href="/sub/media/posts/jar/foto%20m%C3%A1s.jpg"><img' in jar.output(PAGE)


def test_a_photo_no_wider_than_the_widest_is_the_last_of_its_sizes(jar):
    jar.write(PHOTO, photo(400, 300))
    jar.build()

    assert sorted(media(jar)) == [
        "media/posts/jar/foto más.jpg",
        "media/resized/…-100.jpg",
        "media/resized/…-200.jpg",
    ]
    assert '-200.jpg 200w, /sub/media/posts/jar/foto%20m%C3%A1s.jpg 400w"' in jar.output(PAGE)


def test_the_leading_picture_loads_first_and_is_shared_in_one_size(jar):
    fields = "image: foto más.jpg\nimage_alt: A jar\n"
    jar.write("edblog.toml", CONFIG.replace("[100, 200, 400]", "[480, 1000, 1300, 1600]"))
    jar.write(PHOTO, photo(2000, 1500))
    jar.write("content/posts/jar/index.md", STORY.format(more=fields, body=BODY))
    jar.build()
    page, feed = jar.output(PAGE), jar.output("atom.xml")

    leading = re.search(r'<figure class="story-picture">\n(<img[^>]*>)', page)[1]
    assert leading.count("w, /sub/media/resized/") == 3
    assert leading.endswith('width="1600" height="1200" fetchpriority="high" decoding="async">')
    assert re.search(r'og:image" content="https://district.example/sub/media/resized/\w{16}-1300.jpg"', page)
    assert (
        '<meta property="og:image:width" content="1300">\n<meta property="og:image:height" content="975">'
        in page
    )
    assert re.search(r'"image":"https://district.example/sub/media/resized/\w{16}-1300.jpg"', page)
    assert re.findall(r'img alt="A jar" src="(.*?)-(\d+).jpg"(.*?) loading', feed.replace("&#34;", '"'))[0][
        1:
    ] == (
        "1000",
        ' width="1000" height="750"',
    )
    assert "srcset" not in feed


def test_a_card_and_a_person_have_every_size_too(jar):
    jar.write(
        "content/authors/rosa.md", "---\nname: Rosa\nphoto: ../posts/jar/foto más.jpg\nphoto_alt: Rosa\n---\n"
    )
    jar.write(
        "content/posts/jar/index.md",
        STORY.format(more="image: foto más.jpg\nimage_alt: A jar\n", body="Text."),
    )
    jar.build()

    shown = re.findall(r'<img (?:class="(\w+)" )?[^>]* sizes="([^"]+)"', jar.output("index.html"))
    assert shown == [("avatar", "7.5rem"), ("", "(min-width: 69rem) 26rem, (min-width: 52rem) 38vw, 92vw")]
    assert re.findall(
        r'card-picture">\n<img src=".*?" srcset=.*? sizes="(.*?)"', jar.output("posts/index.html")
    ) == ["(min-width: 60rem) 21rem, (min-width: 40rem) 45vw, 92vw"]


def test_small_pictures_drawings_and_animations_are_published_as_they_are(make_site):
    frames = [Image.new("RGB", (300, 200), colour) for colour in (GOLD, LEAF, SKY)]
    moving = {"save_all": True, "append_images": frames[1:]}
    files = {
        "small.png": saved(picture(100, 75), "PNG"),
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="9"/>\n',
        "still.gif": saved(picture(300, 200, "P"), "GIF"),
        "moving.gif": saved(frames[0], "GIF", **moving),
        "moving.webp": saved(frames[0], "WEBP", lossless=True, **moving),
        "moving.png": saved(frames[0], "PNG", **moving),
        "deep.png": saved(Image.new("I;16", (300, 200), 40_000), "PNG"),
    }
    body = "\n\n".join(f"![x]({name})" for name in files)
    site = make_site({"edblog.toml": CONFIG, "content/posts/jar/index.md": STORY.format(more="", body=body)})
    for name, data in files.items():
        site.write(f"content/posts/jar/{name}", data)
    site.build()

    assert media(site) == {f"media/posts/jar/{name}": data for name, data in files.items()}
    assert "srcset" not in site.output(PAGE)


def test_several_pictures_in_one_jpeg_are_a_photo(jar):
    jar.write(PHOTO, saved(picture(), "MPO", save_all=True, append_images=[picture(80, 60)]))
    jar.build()

    assert opened(media(jar)["media/resized/…-400.jpg"]).format == "JPEG"


def test_a_draft_keeps_its_photo_to_itself(jar):
    jar.write("content/posts/jar/index.md", STORY.format(more="draft: true\n", body=BODY))
    jar.build()

    assert media(jar) == {}


# When they are made


def test_one_photo_under_two_names_is_made_once(jar, made):
    jar.write("content/posts/again/index.md", STORY.format(more="", body="![A jar](other.jpg)"))
    jar.write("content/posts/again/other.jpg", photo())
    jar.build()

    assert made == [100, 200, 400]
    assert len(media(jar)) == 3


@pytest.mark.parametrize("edit", ["text", "name", "edblog"])
def test_an_edit_of_something_else_makes_no_size_again(jar, made, monkeypatch, edit):
    jar.build()
    before = {path: path.stat() for path in (jar.folder / "site/media").rglob("*") if path.is_file()}
    del made[:]
    if edit == "text":
        jar.write("content/posts/jar/index.md", STORY.format(more="", body=f"More.\n\n{BODY}"))
    elif edit == "name":
        jar.rename(PHOTO, "content/posts/jar/jar.jpg")
        jar.write("content/posts/jar/index.md", STORY.format(more="", body="![A jar](jar.jpg)"))
    else:
        monkeypatch.setattr("edblog.pipeline.memory.Memory.version", b"another version")
    report = jar.build()

    after = {path: path.stat() for path in before}
    assert made == []
    assert PAGE in report.written or edit != "text"
    assert [(s.st_ino, s.st_mtime_ns) for s in after.values()] == [
        (s.st_ino, s.st_mtime_ns) for s in before.values()
    ]


def test_a_site_that_was_put_away_and_brought_back_makes_no_size_again(jar, made):
    """What continuous integration does with the two folders that it keeps."""
    jar.build()
    del made[:]
    subprocess.run(["tar", "--posix", "-cf", "kept.tar", ".edblog", "site"], cwd=jar.folder, check=True)
    jar.forget()
    subprocess.run(["tar", "-xf", "kept.tar"], cwd=jar.folder, check=True)
    jar.write("content/posts/jar/index.md", STORY.format(more="", body=f"More.\n\n{BODY}"))
    report = jar.build()

    assert made == []
    assert PAGE in report.written


def test_another_width_is_made_and_the_others_stay(jar, made, make_site):
    jar.build()
    del made[:]
    jar.write("edblog.toml", CONFIG.replace("[100, 200, 400]", "[300, 400, 100]"))
    report = jar.build()

    assert made == [300]
    assert [re.sub(r"\w{16}", "…", path) for path in report.removed] == ["media/resized/…-200.jpg"]
    fresh = make_site(jar.sources(), bare=True)
    fresh.build()
    assert jar.outputs() == fresh.outputs()


def test_a_picture_that_is_no_longer_shown_takes_its_sizes_along(jar):
    jar.build()
    jar.write("content/posts/jar/index.md", STORY.format(more="", body="Only words."))
    report = jar.build()

    assert len(report.removed) == 3
    assert media(jar) == {}


def test_clean_makes_them_anew_and_the_same(jar, made):
    jar.build()
    before = jar.outputs()
    report = jar.build(clean=True)

    assert made == [100, 200, 400, 100, 200, 400]
    assert report.written == ()
    assert jar.outputs() == before


def test_a_check_makes_and_writes_nothing(jar, made):
    report = jar.build(dry=True)

    assert (report.ok, made) == (True, [])
    assert {path.name for path in jar.folder.iterdir()} == {"edblog.toml", "content"}


def test_several_photos_are_made_by_several_processes_and_come_out_the_same(jar, monkeypatch, make_site):
    for number in range(4):
        jar.write(f"content/posts/more-{number}/index.md", STORY.format(more="", body="![x](p.jpg)"))
        jar.write(f"content/posts/more-{number}/p.jpg", photo(500 + number, 300))
    asked = []
    monkeypatch.setattr("edblog.pipeline.workers.os.cpu_count", lambda: 2)
    monkeypatch.setattr(workers, "MANY", 64)
    several = workers._in_flight

    def watched(chunks, work, executor):
        for chunk, results in several(chunks, work, executor):
            asked.append(len(chunk))
            yield chunk, results

    monkeypatch.setattr(workers, "_in_flight", watched)
    jar.build()

    assert asked == [1, 1, 1, 1, 1]
    monkeypatch.setattr(workers, "MANY", 1_000_000)
    alone = make_site(jar.sources(), bare=True)
    alone.build()
    assert jar.outputs() == alone.outputs()


# What is refused


def header(width, height):
    """A PNG that says how large it is, and has no pixel."""
    fields = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", fields), (b"IDAT", compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
        for kind, data in chunks
    )


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [(12_000, 9_000, "108"), (9_460, 9_460, "90"), (60_000, 60_000, "3600")],
)
def test_a_picture_that_is_too_large_is_refused_by_its_header(jar, width, height, said):
    jar.write("content/posts/jar/large.png", header(width, height))
    report = jar.build()

    (problem,) = (p for p in report.problems if p.severity == "error")
    assert (problem.path, problem.code) == ("content/posts/jar/large.png", "picture-too-large")
    assert problem.message == f"this picture has {said} megapixels, and the limit is 89"
    assert problem.help == "save a smaller copy: 4000 pixels on the longer side are plenty"
    assert not (jar.folder / "site").exists()


def test_damaged_pictures_are_told_in_one_run_and_nothing_is_published(jar):
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    files = {
        "cut.jpg": saved(noise)[:-900],
        "cut.png": saved(noise, "PNG")[:-900],
        "bits.png": saved(noise, "PNG").replace(b"IDAT", b"IDAT\0", 1),
        "cut.webp": saved(noise, "WEBP")[:-900],
        "cut.gif": saved(noise.convert("P"), "GIF")[:-9000],
    }
    for name, data in files.items():
        jar.write(f"content/posts/jar/{name}", data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = jar.build()

    refused = [(p.path, p.code) for p in report.problems if p.severity == "error"]
    assert refused == [(f"content/posts/jar/{name}", "damaged-picture") for name in sorted(files)]
    assert not (jar.folder / "site").exists()


@pytest.mark.parametrize(
    ("data", "digest", "code"),
    [
        (photo(), b"another", "changed-meanwhile"),
        (photo()[:-40], None, "damaged-picture"),
        (None, b"", "changed-meanwhile"),
    ],
)
def test_a_photo_that_changes_while_it_is_made_is_a_problem(tmp_path, data, digest, code):
    if data:
        (tmp_path / "jar.jpg").write_bytes(data)
    digest = blake2b(data, digest_size=16).digest() if digest is None else digest
    job = jobs.ResizeJob(partial(read_unchanged, tmp_path, tmp_path), jobs.discard)

    (problem,) = job([("jar.jpg", [Output("a.jpg", "resized", Resized(digest, 80, 60))])])

    assert (problem.severity, problem.path, problem.code) == ("error", "jar.jpg", code)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_webp_twin_shows_the_same_and_is_smaller(kind, orientation):
    data = photo(orientation=orientation, kind=kind)
    size = (400, 300) if orientation == 1 else (300, 400)
    whole = (800, 600) if orientation == 1 else (600, 800)

    small, twin, large = resize(data, [size, (*size, True), (*whole, True)])

    assert len(twin) < len(small)
    # The picture in its full size is published as it came.
    assert len(large) < len(data)
    for made, expected in ((twin, size), (large, whole)):
        shown = opened(made)
        assert (shown.format, shown.size, shown.getexif().get(0x0112)) == ("WEBP", expected, None)
    same = opened(small).convert("RGB"), opened(twin).convert("RGB")
    for place in ((10, 10), (size[0] - 10, 10), (10, size[1] - 10)):
        assert all(
            abs(a - b) < 12 for a, b in zip(*(image.getpixel(place) for image in same), strict=True)
        ), place


def test_a_photo_of_few_bytes_gets_a_twin_of_even_fewer():
    noise = Image.effect_noise((30, 20), 90).convert("RGB").resize((300, 200), Image.Resampling.BICUBIC)
    data = saved(noise, quality=25)

    (twin,) = resize(data, [(300, 200, True)])

    assert len(twin) < len(data)


def test_a_drawing_keeps_each_color_in_its_twin():
    drawing = picture(400, 300).quantize(8)

    small, twin = resize(saved(drawing, "PNG"), [(200, 150), (200, 150, True)])

    assert opened(small).convert("RGB").tobytes() == opened(twin).convert("RGB").tobytes()


def test_pages_offer_webp_first_and_feeds_do_not(jar):
    jar.write("edblog.toml", CONFIG.replace("webp = false", "webp = true"))
    jar.write(
        "content/posts/jar/index.md",
        STORY.format(
            more="image: foto más.jpg\nimage_alt: A jar\n",
            body=f"{BODY}\n\n![A dot > a mark](dot.png)\n\n![A drawing](line.svg)",
        ),
    )
    jar.write("content/posts/jar/dot.png", saved(picture(40, 30), "PNG"))
    jar.write("content/posts/jar/line.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    jar.build()
    page = re.sub("[0-9a-f]{16}", "…", jar.output(PAGE))

    source = (
        '<picture><source type="image/webp" srcset="/sub/media/resized/…-100.webp 100w, /sub/media/resized/…-200.webp 200w, '
        '/sub/media/resized/…-400.webp 400w" sizes="(min-width: 46rem) 42rem, 92vw"><img '
    )
    assert page.count(source) == 2
    dot = '<picture><source type="image/webp" srcset="/sub/media/resized/…-40.webp" sizes="(min-width: 46rem) 42rem, 92vw"><img '
    assert page.count(dot) == 1
    assert page.count("<source") == page.count("</picture>") == 3
    assert "webp" not in jar.output("atom.xml") + jar.output("rss.xml")
    assert [path for path in sorted(media(jar)) if path.endswith(".webp")] == [
        "media/resized/…-100.webp",
        "media/resized/…-200.webp",
        "media/resized/…-40.webp",
        "media/resized/…-400.webp",
    ]


def test_a_picture_far_down_in_a_text_loads_late(jar):
    jar.write(
        "content/posts/jar/index.md", STORY.format(more="", body=f"{BODY}\n\n{'A word. ' * 150}\n\n{BODY}")
    )
    jar.build()

    first, second = re.findall(r'<img alt="A jar"[^>]*>', jar.output(PAGE))
    assert ("lazy" in first, "lazy" in second) == (False, True)
