"""A color profile tells nothing of somebody's display, and shows the same colors as before."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from edblog.files.pictures import clean, without_metadata
from edblog.files.pictures.icc import clean_profile
from edblog.outputs.resizing import resize

SECRET = b"SERIAL-0042"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
KINDS = ["JPEG", "PNG", "WEBP"]


def tags_of(profile):
    """Name and content of each tag, in their order; the table and the size must be sound."""
    assert struct.unpack_from(">I", profile)[0] == len(profile)
    (count,) = struct.unpack_from(">I", profile, 128)
    found = []
    for number in range(count):
        name, start, size = struct.unpack_from(">4sII", profile, 132 + 12 * number)
        assert start % 4 == 0
        assert 132 + 12 * count <= start <= start + size <= len(profile)
        found.append((name, profile[start : start + size]))
    return found


def profile_of(tags, version=4, kind=b"mntr", date=(2021, 3, 4, 5, 6, 7)):
    """A profile whose header names maker, model and date, as that of a Mac's display does."""
    first = 132 + 12 * len(tags)
    table, body = b"", b""
    for name, content in tags:
        table += struct.pack(">4sII", name, first + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    header = bytearray(SRGB[:128])
    header[8], header[12:16] = version, kind
    header[24:36] = struct.pack(">6H", *date)
    header[48:56], header[80:84], header[84:100] = b"APPL\0\0\xa0\x44", b"appl", bytes(range(16))
    whole = bytes(header[4:]) + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(whole) + 4) + whole


def words(text, version):
    if version == 2:
        return b"desc" + struct.pack(">II", 0, len(text) + 1) + text + b"\0" + bytes(78)
    wide = text.decode().encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(wide), 28) + wide


def curve(gamma):
    return b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256))


def point(x, y, z):
    return b"XYZ " + struct.pack(">I3i", 0, *(round(65536 * value) for value in (x, y, z)))


def of_a_mac(version):
    """A wide profile with what macOS writes about a display."""
    return profile_of(
        [
            (b"desc", words(b"SERIAL-0042 of Pat", version)),
            (b"dscm", words(b"SERIAL-0042", 4)),
            (b"cprt", b"text\0\0\0\0Copyright\0"),
            (b"wtpt", point(0.9642, 1, 0.8249)),
            (b"rXYZ", point(0.515, 0.241, -0.001)),
            (b"gXYZ", point(0.292, 0.692, 0.042)),
            (b"bXYZ", point(0.157, 0.067, 0.784)),
            (b"rTRC", curve(2.2)),
            (b"gTRC", curve(1.8)),
            (b"bTRC", curve(2.2)),
            (b"vcgt", b"vcgt" + bytes(4) + SECRET),
            (b"ndin", b"ndin" + bytes(4) + SECRET),
            (b"dmdd", words(SECRET, version)),
            (b"mmod", b"mmod" + bytes(4) + b"\0\0\x06\x10\0\0\xa0\x44" + SECRET + b"\xd9\x4a\x2c\0"),
            (b"meta", b"dict" + bytes(4) + SECRET),
        ],
        version,
    )


def picture(mode="RGB"):
    image = Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * turn) for turn in range(3)])
    return image.resize((96, 72)).convert(mode)


def saved(image, kind, profile):
    out = BytesIO()
    image.save(out, kind, icc_profile=profile)
    return out.getvalue()


def in_srgb(data, profile):
    """The colors that a screen shows."""
    image = Image.open(BytesIO(data)).convert("RGB")
    shown = ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"))
    return shown.tobytes()


@pytest.mark.parametrize("version", [2, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_the_profile_of_a_display_names_it_no_more_and_the_colors_are_the_same(kind, version):
    profile = of_a_mac(version)
    data = saved(picture(), kind, profile)

    cleaned = without_metadata(data)

    image = Image.open(BytesIO(cleaned))
    kept = image.info["icc_profile"]
    assert image.tobytes() == Image.open(BytesIO(data)).tobytes()
    assert in_srgb(cleaned, kept) == in_srgb(data, profile)
    assert in_srgb(cleaned, kept) != image.tobytes()
    assert SECRET not in cleaned + kept
    assert SECRET.decode().encode("utf-16-be") not in kept
    assert [name for name, _ in tags_of(kept)] == b"desc cprt wtpt rXYZ gXYZ bXYZ rTRC gTRC bTRC".split()
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(kept))) == "Color profile\n"
    assert kept[24:36] == struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    assert kept[48:56] + kept[80:100] == bytes(28)


@pytest.mark.parametrize("version", [2, 4])
@pytest.mark.parametrize("kind", KINDS)
def test_a_smaller_copy_has_the_same_profile(kind, version):
    profile = of_a_mac(version)

    (small,) = resize(saved(picture(), kind, profile), [(48, 36)])

    assert Image.open(BytesIO(small)).info["icc_profile"] == clean_profile(profile)


def test_a_site_publishes_screenshots_without_the_serial_number(make_site):
    shot = saved(picture(), "PNG", of_a_mac(2))
    site = make_site(
        {
            "content/posts/jar/index.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\n![A window](shot.png)\n",
            "content/posts/jar/shot.png": shot,
            "static/shot.png": shot,
        }
    )

    site.build()

    published = [site.outputs()[path] for path in ("media/posts/jar/shot.png", "shot.png")]
    assert published == [without_metadata(shot)] * 2
    assert SECRET not in Image.open(BytesIO(published[0])).info["icc_profile"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_profile_that_tells_nothing_stays_byte_for_byte(kind):
    data = saved(picture(), kind, SRGB)

    assert Image.open(BytesIO(without_metadata(data))).info["icc_profile"] == SRGB


def test_the_profile_of_a_printing_press_keeps_its_name():
    tags = [(b"desc", words(b"Coated paper", 2)), (b"targ", b"text\0\0\0\0" + SECRET)]

    kept = clean_profile(profile_of(tags, version=2, kind=b"prtr"))

    assert tags_of(kept) == tags[:1]
    assert kept[24:36] == struct.pack(">6H", 2021, 3, 4, 5, 6, 7)


def test_tags_that_share_their_content_still_do():
    shared = curve(2.2)
    profile = profile_of([(b"rTRC", shared), (b"gTRC", shared), (b"bTRC", shared), (b"mmod", SECRET)])

    kept = clean_profile(profile)

    assert tags_of(kept) == [(b"rTRC", shared), (b"gTRC", shared), (b"bTRC", shared)]
    assert len({kept[136 + 12 * n : 140 + 12 * n] for n in range(3)}) == 1


def test_what_is_hidden_between_and_behind_the_tags_goes():
    whole = profile_of(
        [(b"wtpt", point(1, 1, 1)), (b"kTRC", curve(2) + bytes(1)), (b"cprt", b"text\0\0\0\0\0")]
    )
    padding = 132 + 36 + 20 + 15
    between = whole[:padding] + b"!" + whole[padding + 1 :]
    reserved = whole[:100] + SECRET + whole[111:]
    behind = whole + SECRET
    counted = struct.pack(">I", len(behind)) + behind[4:]

    for each in (between, reserved, counted):
        assert tags_of(clean_profile(each)) == tags_of(whole)
        assert SECRET not in clean_profile(each)
    assert clean_profile(behind) == whole


def entry(profile, number, start, size):
    at = 136 + 12 * number
    return profile[:at] + struct.pack(">II", start, size) + profile[at + 8 :]


def test_tags_outside_of_the_profile_are_left_out():
    whole = profile_of([(b"rXYZ", point(1, 1, 1)), (b"gXYZ", point(1, 0, 1))])

    for start, size in ((4, 20), (len(whole), 20), (0xFFFFFFF0, 32), (168, 0xFFFFFFFF), (160, 3)):
        assert tags_of(clean_profile(entry(whole, 1, start, size))) == tags_of(whole)[:1]


def test_tags_that_lie_over_each_other_are_written_apart_and_in_bounds():
    whole = profile_of([(b"rXYZ", point(1, 1, 1)), (b"gXYZ", point(1, 0, 1)), (b"mmod", SECRET)])
    overlapping = clean_profile(entry(whole, 1, 168 + 4, 20))

    assert [name for name, _ in tags_of(overlapping)] == [b"rXYZ", b"gXYZ"]

    names = [b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"]
    bomb = profile_of([(name, b"") for name in names]) + bytes(1_000_000)
    bomb = struct.pack(">I", len(bomb)) + bomb[4:]
    for number in range(len(names)):
        bomb = entry(bomb, number, 300 + number, len(bomb) - 400)

    assert clean_profile(bomb) == b""


@pytest.mark.parametrize(
    "damaged",
    [b"", SRGB[:100], SRGB[:36] + b"none" + SRGB[40:], SRGB[:128] + b"\xff" * 4],
    # Not by their bytes, which hold the time at which they were made.
    ids=["empty", "cut", "unsigned", "many-tags"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_profile_is_left_out(kind, damaged):
    assert clean_profile(damaged) == b""
    cleaned = without_metadata(saved(picture(), kind, damaged or b"nothing"))

    image = Image.open(BytesIO(cleaned))
    image.load()
    assert "icc_profile" not in image.info


def test_a_large_profile_lies_in_several_segments_and_one_with_a_gap_is_left_out():
    profile = profile_of([(b"desc", words(b"Paper", 2)), (b"A2B0", bytes(range(256)) * 800)], 2, b"prtr")
    data = saved(picture("CMYK"), "JPEG", profile)
    third = data.index(b"ICC_PROFILE\0\3")
    length = struct.unpack_from(">H", data, third - 2)[0]
    without = data[: third - 4] + data[third - 2 + length :]

    assert Image.open(BytesIO(without_metadata(data))).info["icc_profile"] == profile
    assert b"ICC_PROFILE" not in without_metadata(without)


def test_a_png_whose_profile_unpacks_to_gigabytes_is_cleaned_in_bounded_memory():
    bomb = zlib.compressobj()
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(50)) + bomb.flush()
    content = SECRET + b"\0\0" + packed
    data = saved(picture(), "PNG", None)
    chunk = struct.pack(">I", len(content)) + b"iCCP" + content
    chunk += struct.pack(">I", zlib.crc32(chunk[4:]))

    assert without_metadata(data[:33] + chunk + data[33:]) == data


def test_the_profile_of_a_gif_is_cleaned_too():
    image = picture("P")
    data = saved(image, "GIF", None)
    profile = of_a_mac(2)
    pieces = [profile[at : at + 255] for at in range(0, len(profile), 255)]
    block = b"\x21\xff\x0bICCRGBG1012" + b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"
    start = data.index(b"\x2c")

    cleaned = clean(data[:start] + block + data[start:]).data

    assert SECRET not in cleaned
    assert b"ICCRGBG1012" in cleaned
    assert (
        Image.open(BytesIO(cleaned)).convert("RGB").tobytes()
        == Image.open(BytesIO(data)).convert("RGB").tobytes()
    )


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.sampled_from([2, 4]),
)
def test_a_damaged_profile_becomes_a_sound_one_or_none(tail, changes, version):
    data = bytearray(of_a_mac(version) + tail)
    for at, value in changes:
        data[at] = value

    kept = clean_profile(bytes(data))

    if kept:
        tags_of(kept)
        assert clean_profile(kept) == kept
        assert len(kept) <= 4 * len(data)
