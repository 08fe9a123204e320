from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from edblog.files.pictures import without_metadata

SERIAL = b"SERIAL-0042"


def photo(kind, *, orientation=None, **options):
    """A picture of two colours as a phone would save it: with a position, a serial number and XMP."""
    image = Image.new("RGB", (40, 30), "#f2a81d")
    image.paste("#1f6b4f", (0, 0, 20, 30))
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif[0xA431] = SERIAL.decode()
    if orientation:
        exif[0x0112] = orientation
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (41.0, 52.0, 30.0)
    out = BytesIO()
    image.save(out, kind, exif=exif, **options)
    return out.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "quality": 95, "comment": b"taken at school"}),
        ("JPEG", {"xmp": b"<x:xmpmeta>41.875 N</x:xmpmeta>"}),
        ("PNG", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"xmp": b"<x:xmpmeta>41.875 N</x:xmpmeta>"}),
    ],
)
def test_positions_and_serial_numbers_go_and_the_picture_stays(kind, options):
    before = photo(kind, **options)
    after = without_metadata(before)

    assert opened(before).getexif().get_ifd(0x8825) != {}
    assert dict(opened(after).getexif()) == {}
    assert SERIAL not in after
    assert b"xmpmeta" not in after
    assert b"taken at school" not in after
    assert opened(after).convert("RGB").tobytes() == opened(before).convert("RGB").tobytes()


def test_a_story_publishes_a_photo_without_its_position(make_site):
    site = make_site(
        {
            "content/posts/jar/index.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n![The jar](jar.jpg)\n",
            "content/posts/jar/jar.jpg": photo("JPEG", orientation=6),
        }
    )

    report = site.build()

    assert [(p.severity, p.path, p.code) for p in report.problems] == [
        ("notice", "content/posts/jar/jar.jpg", "location-removed")
    ]
    assert SERIAL not in site.outputs()["media/posts/jar/jar.jpg"]
    assert '<img alt="The jar" src="/stories/media/posts/jar/jar.jpg" width="30" height="40"' in site.output(
        "posts/jar/index.html"
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_which_way_is_up_is_kept(kind, orientation):
    after = without_metadata(photo(kind, orientation=orientation))

    assert dict(opened(after).getexif()) == {0x0112: orientation}


def test_the_colour_profile_is_kept():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "WEBP"):
        assert opened(without_metadata(photo(kind, icc_profile=profile))).info["icc_profile"] == profile


def test_words_in_a_png_go():
    info = PngInfo()
    info.add_text("Author", "Somebody")
    info.add_itxt("Location", "41.875 N", zip=True)
    out = BytesIO()
    Image.new("P", (3, 3)).save(out, "PNG", pnginfo=info, transparency=0)
    after = opened(without_metadata(out.getvalue()))

    assert after.text == {}
    assert after.info["transparency"] == 0


def test_what_follows_the_picture_goes():
    picture = without_metadata(photo("JPEG"))

    assert without_metadata(picture + b"a film of the moment before") == picture


def test_an_animation_stays_one():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("#f00", "#0f0", "#00f")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], xmp=b"<x:xmpmeta/>", lossless=True)

    after = opened(without_metadata(out.getvalue()))
    assert after.n_frames == 3
    assert b"xmpmeta" not in without_metadata(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"BM", b"RIFF"])
def test_what_is_none_of_these_comes_back_as_it_is(data):
    assert without_metadata(data) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_was_cut_off_is_refused(kind):
    whole = photo(kind)
    for length in range(12, len(whole) - 1, 7):
        with pytest.raises(ValueError, match="damaged picture"):
            without_metadata(whole[:length])
