"""The cards that social networks show for pages without a picture."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageFont
from tests.conftest import CONFIG, ORDINARY, ROSA
from tests.every_kind import BARE

from edblog.catalog.sharing import CARD, _known, look_of
from edblog.outputs.copies import read_unchanged
from edblog.outputs.sharing.drawing import draw_card
from edblog.outputs.sharing.lettering import Face, cut, fitted, lines
from edblog.outputs.templates.theme import load_theme
from edblog.outputs.templates.theme_card import contrast
from edblog.views import SharingCard
from edblog.web.urls import output_of

ROOT = Path(__file__).parents[2]
THEMES = ROOT / "themes"
FONTS = THEMES / "marigold/static/fonts"
MARIGOLD, _ = load_theme("marigold", ROOT, THEMES)
LOOK = look_of(MARIGOLD)
PAPER, WASH, INK = (0xFF, 0xFA, 0xF0), (0xCF, 0xE7, 0xDA), (0x24, 0x1C, 0x15)
JAR = SharingCard(
    look=LOOK, layout="panel", site="Stories", title="The jar", by="Rosa Okafor", tone=1, drawing=3
)
AWARD = """\
---
name: Checking for Understanding
issuer: Sample Learning Institute
competency: Gather evidence of learning during a lesson.
---
We look closely.
"""


def read(source, digest):
    return read_unchanged(ROOT, THEMES, source, digest)


def drawn(card):
    data, problem = draw_card(card, read)
    assert problem is None
    return Image.open(BytesIO(data)).convert("RGB")


def colors_in(image, box):
    return {color for _, color in image.crop(box).getcolors(100_000)}


def head(page):
    """The properties of a page for sharing, by name."""
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


# What is drawn


def test_a_card_has_its_size_its_colors_and_its_words():
    image = drawn(JAR)

    assert image.size == (1200, 630)
    assert (image.getpixel((400, 610)), image.getpixel((1190, 500))) == (PAPER, WASH)
    assert INK in colors_in(image, (72, 140, 700, 462))
    assert INK in colors_in(image, (72, 480, 700, 600))
    assert colors_in(drawn(replace(JAR, by="")), (72, 480, 700, 600)) == {PAPER}


def test_a_card_is_small_and_has_the_same_bytes_each_time():
    data, _ = draw_card(JAR, read)
    kinds = [data[at + 4 : at + 8] for at in _chunks(data)]

    assert draw_card(JAR, read)[0] == data
    assert kinds == [b"IHDR", b"PLTE", *[b"IDAT"] * kinds.count(b"IDAT"), b"IEND"]
    assert len(data) < 40_000


def _chunks(data):
    at = 8
    while at < len(data):
        yield at
        at += 12 + struct.unpack(">I", data[at : at + 4])[0]


def test_the_bytes_do_not_depend_on_how_zlib_searches():
    data, _ = draw_card(JAR, read)
    packed = b"".join(
        data[at + 8 : at + 8 + struct.unpack(">I", data[at : at + 4])[0]]
        for at in _chunks(data)
        if data[at + 4 : at + 8] == b"IDAT"
    )
    packer = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    rows = zlib.decompress(packed)

    assert len(rows) == 630 * 1201
    assert set(rows[::1201]) == {0}
    assert abs(len(packer.compress(rows) + packer.flush()) - len(packed)) < 200


def test_a_card_without_words_is_a_drawing_in_its_tone():
    for layout in ("panel", "badge"):
        image = drawn(SharingCard(look=LOOK, layout=layout, site="", title="", letter="C", tone=1, drawing=0))

        assert image.getpixel((5, 5)) == WASH
        assert INK not in colors_in(image, (0, 0, 1200, 630))


@pytest.mark.parametrize("layout", ["panel", "badge"])
@pytest.mark.parametrize("title", ["Jar " * 60, "Donaudampfschifffahrt" * 12, "I", "“¿Qué?” — ñ ł ž"])
def test_words_stay_on_their_ground(title, layout):
    image = drawn(
        replace(
            JAR, layout=layout, title=title, kicker="Chat " * 40, by="Rosa " * 40, place="At " * 60,
            initials="RO", about="About " * 80, letter="W",
        )
    )  # fmt: skip
    edges = [(0, 0, 60, 630), (0, 600, 1200, 630)]
    if layout == "panel":
        edges.append((838, 0, 1200, 630))
        assert colors_in(image, (730, 0, 800, 340)) == {PAPER}

    assert all(INK not in colors_in(image, edge) for edge in edges)


def test_a_title_is_as_large_as_it_can_be_and_ends_with_dots_where_it_does_not_fit():
    face = Face([(FONTS / "fraunces-latin.woff2").read_bytes()], 42, 600)

    assert lines("The week the timer broke", face, 230, 3) == ["The week", "the timer", "broke"]
    assert lines("The week the timer broke", face, 300, 1) is None
    assert fitted("The week the timer broke", face, 230, 2) == ["The week", "the timer…"]
    assert cut("The week", face, 1000) == "The week"
    assert face.width(cut("The week the timer broke", face, 200)) <= 200
    assert fitted("W" * 40, face, 200, 2)[1].endswith("W…")


def test_a_letter_comes_from_the_first_font_that_has_it():
    files = [(FONTS / f"atkinson-latin{more}.woff2").read_bytes() for more in ("", "-ext")]
    both, first = Face(files, 40, 400), Face(files[:1], 40, 400)

    assert both.mask("Rosa").tobytes() == first.mask("Rosa").tobytes()
    assert both.mask("ł").tobytes() != first.mask("ł").tobytes()
    assert first.mask("ł").tobytes() == first.mask("ж").tobytes()


@pytest.mark.parametrize("family", [LOOK.title, LOOK.text])
def test_marigold_has_the_letters_that_it_names(family):
    fonts = [
        ImageFont.truetype(BytesIO(read(font.source, font.digest)[0]), 40, layout_engine=ImageFont.Layout.BASIC)
        for font in family
    ]  # fmt: skip

    def looks(font, letter):
        return font.getlength(letter), bytes(font.getmask(letter))

    missing = [looks(font, "\uffff") for font in fonts]
    lacking = {
        letter
        for letter in _known(LOOK.letters)
        if all(looks(font, letter) == none for font, none in zip(fonts, missing, strict=True))
    }

    assert lacking == set()


def test_the_words_of_marigold_can_be_told_from_their_ground():
    pairs = [(LOOK.ink, LOOK.paper), (LOOK.soft, LOOK.paper)]
    for tone in LOOK.tones:
        pairs += [
            (LOOK.ink, tone.soft),
            *((tone.ink, ground) for ground in (LOOK.paper, tone.soft, "#ffffff")),
        ]

    assert min(contrast(*pair) for pair in pairs) >= 4.5
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


# Which pages have one


@pytest.fixture(scope="module")
def site(make_site):
    picture = BytesIO()
    Image.new("RGB", (1300, 700), "teal").save(picture, "PNG")
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8v6z"/></svg>'
    site = make_site(
        {
            "content/posts/a.png": picture.getvalue(),
            "content/posts/b.svg": drawing,
            "content/authors/rosa.md": ROSA,
            **{f"content/authors/{name}.md": f"---\nname: {name.title()} Haddad\n---\n" for name in "defg"},
            "content/credentials/checking.md": AWARD,
            "content/events/chat.md": (
                "---\ntitle: Exit tickets, aloud\nstarts: 2027-01-12 19:00\nwhat: chat\nhosts: [rosa]\n"
                "credentials: [checking]\n---\nCome.\n"
            ),
            "content/boards/drawer.md": "---\ntitle: The drawer by the door\nsummary: What we reach for.\n---\n",
        }
    )
    site.post(
        "photo", "With a photo", "2026-01-02", image="a.png", image_alt="A jar", credentials="[checking]"
    )
    site.post("drawing", "With a drawing", "2026-01-03", image="b.svg", image_alt="A jar")
    site.post("plain", "The week 🎉 the timer broke", "2026-01-04", credentials="[checking]")
    site.post("many", "Five of us", "2026-01-05", authors="[d, rosa, e, f]")
    site.post("arabic", "المرطبان", "2026-01-06")
    site.post("chinese", "罐子 and more", "2026-01-07", lang="zh")
    report = site.build()
    assert [p for p in report.problems if p.severity == "error"] == []
    return site


def test_pages_without_a_picture_that_networks_show_have_a_card(site):
    made = {path.removesuffix(CARD) for path in site.outputs() if path.endswith(f"/{CARD}")}

    assert made == {
        "boards/drawer/", "credentials/checking/", "events/chat/",
        *(f"posts/{name}/" for name in ("drawing", "plain", "many", "arabic", "chinese")),
    }  # fmt: skip
    for url in made:
        said = head(site.output(output_of(url)))
        assert (
            re.sub("=[0-9a-f]{8}$", "", said["og:image"])
            == f"https://district.example/stories/{url}card.png?v"
        )
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["twitter:card"] == "summary_large_image"
    assert "/media/" in head(site.output("posts/photo/index.html"))["og:image"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("posts/plain", "The week the timer broke · Rosa Okafor, Maple Street Elementary · Stories"),
        ("posts/many", "Five of us · D Haddad, Rosa Okafor and 2 others · Stories"),
        ("posts/arabic", "Stories"),
        ("posts/chinese", "Stories"),
        ("events/chat", "Chat · Exit tickets, aloud · Rosa Okafor, Maple Street Elementary · Stories"),
        ("boards/drawer", "Board · The drawer by the door · What we reach for. · Stories"),
        (
            "credentials/checking",
            (
                "Micro-credential · Checking for Understanding · Gather evidence of learning during a lesson. · "
                "Sample Learning Institute · Stories"
            ),
        ),
    ],
)
def test_the_description_of_a_card_is_its_words(site, page, words):
    assert head(site.output(f"{page}/index.html"))["og:image:alt"] == words


def test_a_title_in_letters_that_the_fonts_lack_is_left_out(site):
    files = site.outputs()

    assert files["posts/arabic/card.png"] != files["posts/chinese/card.png"]
    for name in ("arabic", "chinese"):
        image = Image.open(BytesIO(files[f"posts/{name}/card.png"])).convert("RGB")
        assert INK not in colors_in(image, (0, 0, 1200, 630))


def test_search_engines_read_of_the_card(site):
    page = site.output("posts/plain/index.html")

    assert f'"image":"{head(page)["og:image"]}"' in page


def test_a_card_is_drawn_again_only_if_its_words_change(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.post("other", "The other jar", "2026-01-03")
    site.build()
    card, page = site.folder / "site/posts/jar/card.png", site.output("posts/jar/index.html")
    first, file = card.read_bytes(), card.stat().st_ino

    site.post("jar", "The jar", "2026-01-02", f"{ORDINARY}\nMore of it.\n")
    site.build()
    assert (card.stat().st_ino, card.read_bytes()) == (file, first)
    assert head(site.output("posts/jar/index.html"))["og:image"] == head(page)["og:image"]

    site.post("jar", "The large jar", "2026-01-02")
    report = site.build()
    assert card.read_bytes() != first
    assert head(site.output("posts/jar/index.html"))["og:image"] != head(page)["og:image"]
    assert sorted(path for path in report.written if path.endswith("png")) == ["posts/jar/card.png"]

    site.post("new", "One more jar", "2026-01-04")
    site.delete("content/posts/other.md")
    site.build()
    after = site.outputs()
    assert "posts/other/card.png" not in after
    site.forget()
    site.build()
    assert site.outputs() == after


def test_many_cards_are_drawn_by_several_processes(make_site, monkeypatch):
    site = make_site({})
    for number in range(6):
        site.post(f"jar-{number}", f"Jar {number}", "2026-01-02")
    site.build()
    alone = site.outputs()
    site.forget()
    monkeypatch.setattr("edblog.pipeline.workers.MANY", 2)
    site.build()

    assert site.outputs() == alone


@pytest.mark.parametrize("settings", [f"{CONFIG}\n[share]\ncards = false\n", f'theme = "bare"\n{CONFIG}'])
def test_a_site_may_have_no_cards(make_site, settings):
    site = make_site({**BARE, "edblog.toml": settings})
    site.post("jar", "The jar", "2026-01-02")
    site.build()

    assert "posts/jar/index.html" in site.outputs()
    assert not [path for path in site.outputs() if path.endswith(CARD)]
    assert "card.png" not in site.output("posts/jar/index.html")


def test_a_theme_may_change_only_the_colors(make_site):
    site = make_site(
        {
            "edblog.toml": f'{CONFIG}theme = "blue"\n',
            "themes/blue/theme.toml": 'name = "Blue"\nextends = "marigold"\n\n[card]\ncolors = { paper = "#eef4ff" }\n',
        }
    )
    site.post("jar", "The jar", "2026-01-02")
    site.build()
    image = Image.open(BytesIO(site.outputs()["posts/jar/card.png"])).convert("RGB")

    assert image.getpixel((400, 610)) == (0xEE, 0xF4, 0xFF)
    assert INK in colors_in(image, (72, 140, 700, 462))
