"""The podcast: held to what Apple and Spotify ask for in their documents, and to the files themselves.

https://podcasters.apple.com/support/823-podcast-requirements, https://help.apple.com/itc/podcasts_connect/#/itcb54353390,
https://podcasters.spotify.com/terms/Spotify_Podcast_Delivery_Specification_v1.9.pdf
"""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from tests.conftest import CONFIG
from tests.unit.test_recording_pages import FILES, MP3, wav

from edblog.settings import read_config

ROOT = Path(__file__).parents[2]
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PSC = "{http://podlove.org/simple-chapters}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".mp4": "video/mp4"}
PAGE = "---\ntitle: Talks\nsummary: What we say & why.\nimage: cover.png\nimage_alt: A microphone\n---\n"


def picture(size=(1400, 1400), mode="RGB", format_="PNG"):
    data = BytesIO()
    Image.new(mode, size).save(data, format_)
    return data.getvalue()


COVER = picture()
PODCASTING = {
    **FILES,
    "edblog.toml": f'{CONFIG}\n[submit]\nrepository = "https://github.com/a/b"\nemail = "stories@schools.example"\n',
    "content/pages/recordings.md": PAGE,
    "content/pages/cover.png": COVER,
}


@pytest.fixture
def site(make_site):
    return make_site(PODCASTING)


def faults(data: bytes, files: Path, root: str = "https://district.example/stories/") -> list[str]:
    """What directories of podcasts would find wrong with a feed, whose files are in a folder."""
    found: list[str] = []

    def hold(is_so: object, fault: str) -> None:
        if not is_so:
            found.append(fault)

    def file(url: str) -> bytes:
        hold(url.startswith(root) and url.isascii(), f"address {url}")
        path = files / url.removeprefix(root)
        hold(path.is_file(), f"no file {url}")
        return path.read_bytes() if path.is_file() else b""

    def text(parent: ET.Element, tag: str) -> str:
        elements = parent.findall(tag)
        hold(len(elements) == 1, f"{len(elements)} × {tag}")
        return (elements[0].text or "").strip() if elements else ""

    rss = ET.fromstring(data)
    hold(rss.tag == "rss" and rss.get("version") == "2.0", "not RSS 2.0")
    [channel] = rss
    for tag in ("title", "link", "description", "language", f"{ITUNES}author", f"{ITUNES}type"):
        hold(text(channel, tag), f"empty {tag}")
    hold(len(text(channel, "description").encode()) <= 4000, "long description")
    hold(text(channel, f"{ITUNES}explicit") in ("true", "false"), "explicit")
    hold([e.get("text") for e in channel.findall(f"{ITUNES}category")] == ["Education"], "category")
    hold("@" in text(channel.find(f"{ITUNES}owner"), f"{ITUNES}email"), "no email")
    [image] = channel.findall(f"{ITUNES}image")
    cover = Image.open(BytesIO(file(image.get("href"))))
    hold(cover.width == cover.height and 1400 <= cover.width <= 3000 and cover.mode == "RGB", "cover")
    hold(
        cover.format == {".png": "PNG", ".jpg": "JPEG"}.get(Path(image.get("href")).suffix),
        "type of the cover",
    )
    items = channel.findall("item")
    hold(items, "no episode")
    ids, dates = [], []
    for item in items:
        hold(text(item, "title") and len(text(item, "title")) <= 255, "title")
        ids.append(text(item, "guid"))
        dates.append(parsedate_to_datetime(text(item, "pubDate")))
        hold(
            re.fullmatch(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}", text(item, "pubDate")),
            "date",
        )
        hold(len(text(item, "description").encode()) <= 4000, "long description of an episode")
        hold(text(item, f"{ITUNES}duration").isdigit(), "duration")
        hold(text(item, f"{ITUNES}explicit") in ("true", "false"), "explicit")
        [enclosure] = item.findall("enclosure")
        url = enclosure.get("url")
        hold(int(enclosure.get("length")) == len(file(url)), "length")
        hold(enclosure.get("type") == TYPES.get(Path(urlsplit(url).path).suffix), "type")
        starts = [e.get("start") for e in item.iter(f"{PSC}chapter")]
        hold(all(re.fullmatch(r"(\d+:)?\d?\d:\d\d", start) for start in starts), "chapters")
        for chapters in item.findall(f"{PODCAST}chapters"):
            hold(len(json.loads(file(chapters.get("url")))["chapters"]) == len(starts), "other chapters")
        for transcript in item.findall(f"{PODCAST}transcript"):
            hold(file(transcript.get("url")) and transcript.get("language"), "transcript")
    hold(len(set(ids)) == len(ids) and all(ids), "two episodes with one id")
    hold(dates == sorted(dates, reverse=True), "not newest first")
    return found


def built(site, path="recordings/podcast.xml"):
    report = site.build(strict=True)
    assert report.problems == ()
    return site.output(path)


def test_the_podcast_has_what_directories_ask_for(site):
    data = built(site)

    assert faults(data.encode(), site.folder / "site") == []
    channel = ET.fromstring(data)[0]
    assert channel.findtext("title") == "Talks · Stories"
    assert channel.findtext("description") == "What we say & why."
    assert (
        channel.find(f"{ITUNES}image").get("href") == "https://district.example/stories/recordings/cover.png"
    )
    [item] = channel.findall("item")
    assert item.find("enclosure").attrib == {
        "url": "https://district.example/stories/media/recordings/calls.mp3",
        "length": str(len(MP3)),
        "type": "audio/mpeg",
    }
    assert item.findtext(f"{ITUNES}duration") == "60"
    assert item.findtext(f"{ITUNES}author") == "Jonas Tanaka"
    assert [(e.get("start"), e.get("title")) for e in item.iter(f"{PSC}chapter")] == [
        ("0:00", "Begin"),
        ("0:09", "Try: it"),
    ]
    assert json.loads(site.output("recordings/calls/chapters.json"))["chapters"] == [
        {"startTime": 0, "title": "Begin"}, {"startTime": 9, "title": "Try: it"},
    ]  # fmt: skip
    assert [(e.get("type"), e.get("language")) for e in item.findall(f"{PODCAST}transcript")] == [
        ("text/vtt", "en"),
        ("text/plain", "en"),
    ]


def test_pages_lead_to_the_podcast(site):
    page = built(site, "recordings/index.html")
    link = '<link rel="alternate" type="application/rss+xml" title="Podcast" href="/stories/recordings/podcast.xml">'

    assert link in page
    assert 'href="/stories/recordings/podcast.xml"' in site.output("recordings/calls/index.html")


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("cover.png", picture((1399, 1399)), "it is 1399 pixels wide"),
        ("cover.png", picture((3001, 3001)), "it is 3001 pixels wide"),
        ("cover.png", picture((1400, 1401)), "it is 1400 × 1401 pixels, and not square"),
        ("cover.png", picture(mode="RGBA"), "it is transparent"),
        ("cover.png", picture(mode="L"), "its colors are not RGB"),
        ("cover.jpg", picture(mode="CMYK", format_="JPEG"), "its colors are not RGB"),
        ("cover.webp", picture(format_="WEBP"), "it is neither JPEG nor PNG"),
    ],
)
def test_a_cover_that_directories_refuse_is_a_warning(site, name, data, fault):
    (site.folder / "content/pages/cover.png").unlink()
    (site.folder / "content/pages" / name).write_bytes(data)
    site.write("content/pages/recordings.md", PAGE.replace("cover.png", name))
    report = site.build()

    [problem] = report.problems
    assert (problem.code, problem.severity, problem.path, problem.line) == (
        "podcast-cover", "warning", "content/pages/recordings.md", 4,
    )  # fmt: skip
    assert problem.message == f"this picture cannot be the cover of the podcast, so there is none: {fault}"
    assert not (site.folder / "site/recordings/podcast.xml").exists()
    assert "podcast" not in site.output("recordings/index.html")


def test_the_warning_stays_when_only_the_text_of_its_page_is_edited(site):
    (site.folder / "content/pages/cover.png").write_bytes(picture((100, 100)))
    for text in ("One.\n", "Two.\n"):
        site.write("content/pages/recordings.md", PAGE + text)
        assert [problem.code for problem in site.build().problems] == ["podcast-cover"]


def test_a_file_that_podcast_programs_do_not_play_is_not_in_it(site):
    head = FILES["content/recordings/calls.md"]
    site.write(
        "content/recordings/more.md", head.replace("Nine", "Ten").replace("file: calls.mp3", "file: more.wav")
    )
    (site.folder / "content/recordings/more.wav").write_bytes(wav(2))
    [problem] = site.build().problems

    assert (problem.code, problem.severity, problem.path, problem.line) == (
        "podcast-format", "notice", "content/recordings/more.md", 5,
    )  # fmt: skip
    assert site.output("recordings/podcast.xml").count("<item>") == 1

    site.write(
        "content/recordings/more.md",
        head.replace("Nine", "Ten").replace("file: calls.mp3", "file: more.wav\nsound: more.mp3"),
    )
    (site.folder / "content/recordings/more.mp3").write_bytes(MP3)
    assert site.build().problems == ()
    assert site.output("recordings/podcast.xml").count("<item>") == 2


@pytest.mark.parametrize("change", ["no page", "no picture", "no feeds"])
def test_there_is_none_without_a_cover_or_without_feeds(site, change):
    match change:
        case "no page":
            (site.folder / "content/pages/recordings.md").unlink()
            (site.folder / "content/pages/cover.png").unlink()
        case "no picture":
            site.write("content/pages/recordings.md", "---\ntitle: Talks\n---\n")
            (site.folder / "content/pages/cover.png").unlink()
        case "no feeds":
            site.write("edblog.toml", f"{CONFIG}[feeds]\nformats = []\n")
    built(site, "recordings/index.html")

    assert not (site.folder / "site/recordings/podcast.xml").exists()
    assert not (site.folder / "site/recordings/calls/chapters.json").exists()


def test_an_edit_of_a_recording_changes_the_podcast_as_a_clean_build_does(site):
    built(site)
    text = FILES["content/recordings/calls.md"]
    for new in (
        text.replace("Read aloud", "Read twice"),
        text.replace("0:09 Try: it", "0:09 Tried"),
        text.replace("chapters", "# chapters"),
    ):
        site.write("content/recordings/calls.md", new)
        site.build()
        quick = site.outputs()
        site.build(clean=True)
        assert site.outputs() == quick


def test_words_that_xml_forbids_are_left_out(site):
    text = FILES["content/recordings/calls.md"].replace("Read aloud.", '"Read \\x0B <b>& aloud]]>\\uFFFE"')
    site.write("content/recordings/calls.md", text)
    site.build()

    assert faults(site.output("recordings/podcast.xml").encode(), site.folder / "site") == []


APPLE, SPOTIFY = (
    "https://podcasts.apple.com/us/podcast/talks/id1234567890",
    "https://open.spotify.com/show/0a1B",
)


def test_recordings_lead_to_the_podcast_elsewhere(site):
    settings = PODCASTING["edblog.toml"]
    site.write(
        "edblog.toml", f'{settings}[podcast]\napple = "{APPLE}?l=es"\nspotify = " {SPOTIFY}?si=0123 "\n'
    )
    episode, whole = built(site, "recordings/calls/index.html"), site.output("recordings/index.html")

    listen = episode.partition('aria-labelledby="eb-listen"')[2].partition("</section>")[0]
    assert re.findall(r'<a href="([^"]*)"[^>]*>(?:<b>)?(.*?)<', listen)[1:3] == [
        (APPLE, "Apple Podcasts"), (SPOTIFY, "Spotify"),
    ]  # fmt: skip
    assert re.findall(r'<a class="chip topic" href="(https://[^"]*)" rel="external">(.*?)</a>', whole) == [
        (APPLE, "Apple Podcasts"), (SPOTIFY, "Spotify"),
    ]  # fmt: skip
    site.delete("content/pages/recordings.md")
    site.delete("content/pages/cover.png")
    # The district may have its podcast elsewhere altogether; but nobody knows whether this recording is in it.
    assert APPLE not in built(site, "recordings/calls/index.html")
    assert APPLE in site.output("recordings/index.html")


@pytest.mark.parametrize(
    "line",
    [
        'apple = "https://music.apple.com/us/album/id1"', 'apple = "https://podcasts.apple.com/us/podcast/talks"', 'apple = "podcasts.apple.com/id1"',
        'spotify = "https://open.spotify.com/episode/1"', 'spotify = "https://open.spotify.com.evil.example/show/1"', "spotify = 4",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_a_podcast_is_refused(line):
    config, problems = read_config(f"{CONFIG}[podcast]\n{line}\n")

    assert config is None
    assert [(problem.severity, problem.key[0]) for problem in problems] == [("error", "podcast")]
