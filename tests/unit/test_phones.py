"""What phones and new cameras save (HEIC, AVIF, QuickTime, odd endings of JPEG) is published as every browser shows it."""

from __future__ import annotations

import struct
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from edblog import versions
from edblog.files import recordings
from edblog.files import types as kinds
from edblog.files.pictures import converted
from edblog.files.pictures.converted import TooMuchError, convert, inspect
from edblog.files.recordings import UnsupportedError
from edblog.outputs.resizing import resize
from edblog.sources.media import read_media

HEIC = (Path(__file__).parent / "samples/phone.heic").read_bytes()
"""320 by 240 pixels, which the phone held upright; with a place, a serial number, and the profile of a display."""
CONFIG = 'title = "Stories"\nbase_url = "https://district.example/"\n[pictures]\nwidths = [100, 200]\n'
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture
def no_heic(monkeypatch):
    """As where the extra is not installed."""
    monkeypatch.setattr(kinds, "find_spec", lambda _: None)
    kinds.can_read_heic.cache_clear()
    yield
    kinds.can_read_heic.cache_clear()


def story(body, **fields):
    more = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


def picture(size=(320, 240), mode="RGB", color=(31, 107, 79)):
    image = Image.new("RGB", size, (242, 168, 29)).convert(mode)
    image.paste((*color, 255)[: len(mode)], (0, 0, size[0] // 2, size[1] // 2))
    return image


def saved(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data):
    image = Image.open(BytesIO(data))
    image.load()
    return image


def tells(data):
    """Whether a place or a serial number is in the bytes."""
    return any(word in data for word in (b"SERIAL", b"Exif", b"xmpmeta", b"Pat"))


# HEIC


def test_a_photo_of_an_iphone_is_published_as_jpeg_in_all_sizes(make_site):
    site = make_site(
        {
            "edblog.toml": CONFIG,
            "content/posts/jar/IMG_2034.HEIC": HEIC,
            "content/posts/jar/index.md": story(
                "![A jar](IMG_2034.HEIC)\n\n[In full](IMG_2034.HEIC)",
                image="IMG_2034.HEIC",
                image_alt="A jar",
            ),
        }
    )

    report = site.build()

    assert [(p.severity, p.path, p.code) for p in report.problems] == [
        ("notice", "content/posts/jar/IMG_2034.HEIC", "location-removed")
    ]
    media = {path: data for path, data in site.outputs().items() if path.startswith("media/")}
    sizes = {path: opened(data).size for path, data in media.items()}
    assert sizes.pop("media/posts/jar/IMG_2034.heic.jpg") == (240, 320)
    assert sorted(sizes.values()) == [(100, 133), (100, 133), (200, 267), (200, 267)]
    assert [opened(data).format for data in media.values()] == ["JPEG", *["JPEG", "WEBP"] * 2]
    assert not any(map(tells, media.values()))
    page = site.output("posts/jar/index.html")
    assert '<a href="/media/posts/jar/IMG_2034.heic.jpg">In full</a>' in page
    assert all(path in page for path in media)


def test_it_is_the_right_way_up_and_its_profile_names_no_display():
    data = convert(HEIC)
    image = opened(data)

    assert image.size == (240, 320)
    # The red corner is above on the left before the photo is turned to the right, and the blue one below on the right.
    assert image.convert("RGB").getpixel((200, 50))[0] > 150
    assert image.convert("RGB").getpixel((50, 250))[2] > 150
    assert b"SERIAL-0042" not in image.info["icc_profile"]
    (small,) = resize(HEIC, [(120, 160)])
    assert opened(small).info["icc_profile"] == image.info["icc_profile"]
    assert convert(HEIC) == data


def test_without_the_extra_it_is_not_published_and_the_message_says_how(make_site, no_heic):
    site = make_site(
        {
            "content/posts/jar/IMG_2034.heic": HEIC,
            "content/posts/jar/IMG_2035.jpg": HEIC,
            "content/posts/jar/index.md": story("![A jar](IMG_2034.heic)\n\n[In full](IMG_2034.heic)"),
        }
    )
    help_ = (
        "open it on the phone or computer that made it, and save or export it as JPEG; "
        "or ask the person who runs the site to run: pip install pi-heif"
    )

    report = site.build()

    assert [(p.severity, p.path, p.line, p.message, p.help) for p in report.problems] == [
        ("notice", "content/posts/jar/IMG_2034.heic", 1, "files of the type .heic are not published", help_),
        (
            "error",
            "content/posts/jar/IMG_2035.jpg",
            1,
            "this is a HEIC photo, although its name ends in .jpg",
            help_,
        ),
        (
            "error",
            "content/posts/jar/index.md",
            6,
            '"IMG_2034.heic" is not a picture that a browser can show',
            help_,
        ),
        ("error", "content/posts/jar/index.md", 8, "files of the type .heic are not published", help_),
    ]


def test_a_file_of_that_name_is_an_error(make_site):
    site = make_site(
        {
            "content/posts/a.heic": HEIC,
            "content/posts/a.heic.jpg": saved(picture(), "JPEG"),
            "content/posts/b.jpg": saved(picture(), "JPEG"),
            "content/posts/b.heic": HEIC,
            "content/posts/jar.md": story("![A](a.heic) ![A](a.heic.jpg) ![B](b.jpg) ![B](b.heic)"),
        }
    )

    errors = [p for p in site.build().problems if p.severity == "error"]

    assert [(p.path, p.code) for p in errors] == [("content/posts/a.heic.jpg", "duplicate-address")]


def test_a_damaged_photo_is_refused():
    for data in (HEIC[:-200], HEIC[:400], HEIC[:40] + bytes(400)):
        media, (problem,) = read_media("content/posts/a.heic", data)

        assert (media, problem.code) == (None, "damaged-picture")


def test_a_new_build_is_the_same_as_one_from_nothing(make_site):
    site = make_site(
        {
            "content/posts/jar/a.heic": HEIC,
            "content/posts/jar/b.avif": saved(picture(), "AVIF"),
            "content/posts/jar/index.md": story("![A](a.heic) ![B](b.avif)"),
        }
    )
    site.build()
    site.write("content/posts/jar/index.md", story("![B](b.avif)"))
    site.write("content/posts/jar/b.avif", saved(picture(color=(9, 9, 200)), "AVIF"))
    site.build()
    edited = site.outputs()
    site.forget()
    site.build()

    assert site.outputs() == edited
    assert [path for path in edited if path.startswith("media/")] == ["media/posts/jar/b.avif.webp"]


# AVIF


def test_an_avif_is_published_as_webp_in_all_sizes(make_site):
    exif = Image.Exif()
    exif[0x0112], exif[0xA431] = 6, "SERIAL-0042"
    exif.get_ifd(0x8825)[1] = "N"
    data = saved(picture(), "AVIF", exif=exif.tobytes(), xmp=b"<x:xmpmeta/>", icc_profile=SRGB, quality=90)
    site = make_site(
        {
            "edblog.toml": CONFIG,
            "content/posts/jar/jar.avif": data,
            "content/posts/jar/index.md": story("![A jar](jar.avif)\n\n[In full](jar.avif)"),
        }
    )

    report = site.build()

    assert [p.code for p in report.problems] == ["location-removed"]
    media = {path: opened(data) for path, data in site.outputs().items() if path.startswith("media/")}
    whole = media["media/posts/jar/jar.avif.webp"]
    assert sorted(image.size for image in media.values()) == [(100, 133), (200, 267), (240, 320)]
    assert {image.format for image in media.values()} == {"WEBP"}
    assert {image.info["icc_profile"] for image in media.values()} == {SRGB}
    assert not any(tells(data) for path, data in site.outputs().items() if path.startswith("media/"))
    expected = picture().rotate(-90, expand=True)
    assert max(ImageStat.Stat(ImageChops.difference(whole.convert("RGB"), expected)).mean) < 3


def test_what_is_transparent_in_an_avif_stays_so():
    image = picture(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))

    again = opened(convert(saved(image, "AVIF")))

    assert again.mode == "RGBA"
    assert ImageStat.Stat(ImageChops.difference(again.getchannel("A"), image.getchannel("A"))).mean[0] < 3
    assert opened(*resize(saved(image, "AVIF"), [(160, 120)])).mode == "RGBA"


def test_an_avif_that_moves_still_does(make_site):
    frames = [picture(color=(90 * number, 9, 9)) for number in range(3)]
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    site = make_site({"content/posts/a.avif": data, "content/posts/jar.md": story("![A jar](a.avif)")})

    site.build()

    moving = opened(site.outputs()["media/posts/a.avif.webp"])
    shown = []
    for number in range(moving.n_frames):
        moving.seek(number)
        moving.load()
        shown.append((moving.info["duration"], round(moving.convert("RGB").getpixel((5, 5))[0], -1)))
    assert [duration for duration, _ in shown] == [100, 200, 300]
    assert [abs(red - wanted) < 25 for (_, red), wanted in zip(shown, (0, 90, 180), strict=True)] == [
        True
    ] * 3


def test_an_avif_that_is_too_large_is_refused_by_its_header():
    whole = saved(picture(), "AVIF")
    at = whole.index(b"ispe") + 8
    huge = whole[:at] + struct.pack(">II", 12_000, 12_000) + whole[at + 8 :]

    media, (problem,) = read_media("content/posts/a.avif", huge)

    assert (media, problem.code) == (None, "picture-too-large")
    assert problem.message == "this picture has 144 megapixels, and the limit is 89"


def test_one_that_takes_all_time_or_memory_is_refused(monkeypatch):
    monkeypatch.setattr(converted, "_safely", _endless)
    monkeypatch.setattr(converted, "SECONDS", 0.2)

    media, (problem,) = read_media("content/posts/a.avif", saved(picture(), "AVIF"))

    assert (media, problem.code) == (None, "picture-too-slow")
    assert problem.message == "opening this picture takes too much time or memory"
    with pytest.raises(TooMuchError):
        inspect(saved(picture(), "AVIF"), 1, 1)


def _endless(*_):
    from edblog.files.deadline import DeadlineExceeded

    raise DeadlineExceeded


@pytest.mark.parametrize("ending", ["jfif", "jpe", "JFIF"])
def test_other_endings_of_jpeg_become_one_that_hosts_know(make_site, ending):
    site = make_site(
        {
            "edblog.toml": CONFIG,
            f"content/posts/jar/a.{ending}": saved(picture(), "JPEG"),
            "content/posts/jar/index.md": story(f"![A jar](a.{ending})\n\n[In full](a.{ending})"),
        }
    )

    assert site.build().problems == ()
    media = [path for path in site.outputs() if path.startswith("media/")]
    assert [path for path in media if "resized" not in path] == [f"media/posts/jar/a.{ending.lower()}.jpg"]
    assert len(media) == 5


# QuickTime


def box(kind, *content):
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


QUICKTIME = box(b"ftyp", b"qt  \0\0\0\0qt  ")


def track(handler, codec, offset, length, number):
    row = bytes(78) if handler == b"vide" else bytes(28)
    stbl = box(
        b"stbl",
        box(b"stsd", bytes(4), b"\0\0\0\1", box(codec, row)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stsz", bytes(4), struct.pack(">III", 0, 1, length)),
        box(b"stco", bytes(4), struct.pack(">II", 1, offset)),
    )
    times = struct.pack(">II", 3_900_000_000, 3_900_000_001)
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", stbl))
    return box(b"trak", box(b"tkhd", bytes(4), times, struct.pack(">I", number), bytes(68)), media)


def video(pictures=b"hvc1", sound=b"mp4a", first=QUICKTIME, more=b""):
    """As an iPhone saves it: with a place, and a track that says how the phone was held."""
    at = len(first) + 16
    data = box(b"wide") + box(b"mdat", b"PICTURE", b"SOUND", b"HELD-SO")
    tracks = [
        track(b"vide", pictures, at, 7, 1),
        track(b"soun", sound, at + 7, 5, 2),
        track(b"meta", b"mebx", at + 12, 7, 3),
    ]
    place = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+41.8750-087.6200/"))
    return first + data + box(b"moov", box(b"mvhd", bytes(100)), *tracks, place, more)


def test_a_video_of_an_iphone_is_published_as_mp4(make_site):
    site = make_site(
        {
            "content/posts/jar/IMG_0007.MOV": video(),
            "content/posts/jar/index.md": story("![The jar is filled](IMG_0007.MOV)\n\n[It](IMG_0007.MOV)."),
        }
    )

    report = site.build()

    assert [(p.severity, p.code) for p in report.problems] == [
        ("notice", "location-removed"),
        ("notice", "video-hevc"),
        ("warning", "video-without-captions"),
    ]
    data = site.outputs()["media/posts/jar/IMG_0007.mov.mp4"]
    assert data.startswith(box(b"ftyp", b"mp42\0\0\0\0isom"))
    assert b"PICTURESOUND" in data
    assert not any(word in data for word in (b"qt  ", b"HELD-SO", b"+41.8750", b"\xa9xyz"))
    assert len(data) == len(video())
    page = site.output("posts/jar/index.html")
    assert 'type="video/mp4"' in page
    assert page.count("/media/posts/jar/IMG_0007.mov.mp4") >= 2
    # What is published is a video that would be taken itself.
    assert recordings.clean(".mp4", data).data == data


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (video(pictures=b"jpeg"), "a QuickTime video with pictures that browsers cannot play (jpeg)"),
        (video(pictures=b"apcn"), "a QuickTime video with pictures that browsers cannot play (apcn)"),
        (video(sound=b"sowt"), "a QuickTime video with sound that browsers cannot play (sowt)"),
        (video(sound=b"\0\0\0\1"), "a QuickTime video with sound that browsers cannot play"),
        (video(first=b""), "a QuickTime video in an old format"),
        (video(more=box(b"cmov", bytes(8))), "a QuickTime video whose index is compressed"),
    ],
)
def test_a_video_that_browsers_cannot_play_is_refused(data, what):
    media, (problem,) = read_media("content/posts/a.mov", data)

    assert (media, problem.code, problem.message) == (None, "unknown-recording", f"this recording is {what}")
    assert problem.help == "open it on the phone or computer that made it, and export it as MP4"
    with pytest.raises(UnsupportedError):
        recordings.clean(".mov", data)


def test_a_video_that_some_browsers_cannot_show_gets_a_notice():
    hevc = read_media("content/posts/a.mp4", recordings.clean(".mov", video()).data)
    plain = read_media("content/posts/a.mov", video(pictures=b"avc1").replace(b"\xa9xyz", b"name"))

    assert [(p.severity, p.code) for p in hevc[1]] == [("notice", "video-hevc")]
    assert plain[1] == []


def test_a_damaged_video_is_refused():
    for data in (video()[:-9], video().replace(b"stsd", b"xxxx"), video()[:60]):
        media, (problem,) = read_media("content/posts/a.mov", data)

        assert (media, problem.severity) == (None, "error")


def test_another_version_of_a_decoder_is_another_way_to_make_pictures(tmp_path, monkeypatch):
    """What is remembered of HEIC photos holds for the library that read them, and where there is one."""
    found = {versions.version_digest.__wrapped__(), versions.resizing_digest.__wrapped__()}
    for name in ("pi_heif-98.0.dist-info", "pillow-98.0.dist-info"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        found |= {versions.version_digest.__wrapped__(), versions.resizing_digest.__wrapped__()}

    assert len(found) == 6
