"""What others have reported of programs that do the same: podcast feeds, captions, chapters, lengths. Each is tried as a small input."""

from __future__ import annotations

import json
import re
import struct
from xml.etree import ElementTree as ET

import pytest
from tests.unit.test_podcast import ITUNES, PODCASTING
from tests.unit.test_recording_pages import FILES, FRAME, MP3

from edblog.files.recordings import seconds_of
from edblog.files.recordings.cues import read_cues, seconds_at


def texts(vtt: str) -> list[tuple[float, str]]:
    return [(cue.starts, cue.text) for cue in read_cues(vtt.encode())]


@pytest.mark.parametrize(
    ("vtt", "found"),
    [
        pytest.param(
            "WEBVTT - Translation of that film I like\n\nNOTE\nThis was done by Kyle so that\nothers can watch.\n\n1\n02:15.000 --> 02:20.000\n- Ta en kopp varmt te.\n- Det är inte varmt.\n\nNOTE This may not --> translate well.\n",
            [(135, "- Ta en kopp varmt te. - Det är inte varmt.")],
            id="osk/node-webvtt#10: a text in the header, and notes",
        ),
        pytest.param(
            "WEBVTT\n\nSTYLE\n::cue {\n  color: papayawhip;\n}\n\nSTYLE\n::cue(b) {}\n\n00:00.000 --> 00:10.000\n- <b>Hello</b> world.\n",
            [(0, "- Hello world.")],
            id="w3c/webvtt.js#27: a style that is taken for words",
        ),
        pytest.param(
            "WEBVTT\n\n1\n00:00:23.000 --> 00:00:24.500\n\n2\n00:00:25.000 --> 00:00:27.000\ntest message\n",
            [(25, "test message")],
            id="shaka-packager#433: a cue without words",
        ),
        pytest.param(
            "WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\nUPDATE:N\n\n00:01.000 --> 00:02.000\nTwo\n\n\n\n",
            [(0, "One"), (1, "Two")],
            id="osk/node-webvtt#4 and #2: blank lines within a cue and at the end",
        ),
        pytest.param(
            "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.120 --> 00:00:02.389 align:start position:0%\n \nwell<00:00:00.389><c> we</c><00:00:00.900><c> wait</c>\n",
            [(0.12, "well we wait")],
            id="docling-core#744: times within the words, as YouTube writes them",
        ),
        pytest.param(
            "WEBVTT\n\n00:00.000-->00:01.000\nOne\n\n00:01.000 --> 00:02.000align:start\nTwo\n",
            [(0, "One"), (1, "Two")],
            id="mozilla/vtt.js#226: no space around the arrow or before a setting",
        ),
    ],
)
def test_captions_of_others_are_read(vtt, found):
    assert texts(vtt) == found


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        ("60:15", 3615),
        ("75:15.500", 4515.5),
        ("100:04", 6004),
        ("00:00:00.000", 0),
        ("1:05:11.538", 3911.538),
    ],
)
def test_times_over_an_hour_may_be_in_minutes(clock, seconds):
    """advplyr/audiobookshelf#3068, podlove-publisher#91."""
    assert seconds_at(clock) == pytest.approx(seconds)


@pytest.mark.parametrize("name", [b"VBRI", b"Xing", b"Info"])
def test_a_header_with_a_wrong_number_of_frames_does_not_change_the_length(name):
    """navidrome#6047, getID3#41, mp3-duration#16: zero frames, or a rate of its own."""
    header = b"\xff\xfb\x90\x00" + bytes(32) + name + bytes(377)

    assert seconds_of(".mp3", header + FRAME * 100) == seconds_of(".mp3", FRAME * 100) == 2.612


def test_joined_files_are_as_long_as_both():
    """getID3#120."""
    assert seconds_of(".mp3", MP3 + MP3) == pytest.approx(2 * seconds_of(".mp3", MP3), abs=0.002)


def test_a_chapter_after_the_end_has_no_end_before_its_start(make_site):
    """pocket-casts-ios#933."""
    text = FILES["content/recordings/calls.md"].replace('"0:09 Try: it"', '"2:00 Never"')
    site = make_site({**FILES, "content/recordings/calls.md": text})
    site.build()
    script = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', site.output("recordings/calls/index.html")
    )

    assert [clip.get("endOffset") for clip in json.loads(script[1])["hasPart"]] == [120, None]


def test_chapters_out_of_order_are_named(make_site):
    """podlove-publisher#1416: they were shown in the order of the file."""
    text = FILES["content/recordings/calls.md"].replace(
        '["0:00 Begin", "0:09 Try: it"]', '["35:53 End", "0:16 Begin"]'
    )
    [problem] = make_site({**FILES, "content/recordings/calls.md": text}).build().problems

    assert (problem.code, problem.message) == (
        "wrong-value",
        '"Begin" does not begin after the chapter before it',
    )


def test_a_feed_with_signs_of_xml_in_its_titles(make_site):
    """microdotblog/theme-blank#3; AzuraCast#8594 and RSSHub#9287: the length is in bytes; PodcastGenerator#765: explicit is true or false."""
    text = FILES["content/recordings/calls.md"].replace("Nine calls", '"Q & A <part 1> ]]>"')
    site = make_site({**PODCASTING, "content/recordings/calls.md": text})
    site.build()
    [item] = ET.fromstring(site.output("recordings/podcast.xml")).iter("item")

    assert item.findtext("title") == "Q & A <part 1> ]]>"
    assert [e.get("length") for e in item.findall("enclosure")] == [str(len(MP3))]
    assert item.findtext(f"{ITUNES}explicit") == "false"


def box(name, *parts):
    body = b"".join(part if isinstance(part, bytes) else struct.pack(">I", part) for part in parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


@pytest.mark.parametrize(
    ("header", "runs", "seconds"),
    [
        # The usual duration of `trex`, that of the fragment, and one for each sample beside other fields.
        ((0x20000, 1), [(0x1, 3, 0)], 1.5),
        ((0x2000B, 1, 0, 0, 1, 250), [(0x5, 4, 0, 0), (0x0, 2)], 1.5),
        ((0x0, 1), [(0xF01, 2, 0, 100, 9, 9, 9, 200, 9, 9, 9)], 0.3),
        # The header of another track, and a run that says more samples than it has.
        ((0x0, 7), [(0x1, 3, 0)], 0),
        ((0x0, 1), [(0x100, 4_000_000_000, 1)], 0),
    ],
)
def test_a_film_in_fragments_is_as_long_as_these(header, runs, seconds):
    """Chromium and phones record so, and the header of the video says 0 so that a player shows 0:00."""
    movie = box(b"moov", box(b"mvhd", bytes(12), 1000, 0, bytes(80)),
                box(b"trak", box(b"tkhd", 0, 0, 0, 1, bytes(64)), box(b"mdia", box(b"mdhd", 0, 0, 0, 1000, 0, 0))),
                box(b"mvex", box(b"trex", 0, 1, 1, 500, 0, 0)))  # fmt: skip
    fragment = box(b"moof", box(b"traf", box(b"tfhd", *header), *(box(b"trun", *run) for run in runs)))

    assert seconds_of(".mp4", movie + fragment) == seconds
    assert seconds_of(".mp4", movie + fragment * 2) == pytest.approx(2 * seconds)


def test_two_recordings_of_one_file_are_one_episode(make_site):
    """TryGhost/Wave#12: Apple leaves out an episode whose file the feed has already."""
    text = FILES["content/recordings/calls.md"]
    again = (
        text.replace("Nine calls", "Nine calls again")
        .replace("2026-01-03", "2026-01-02")
        .replace("event: live\n", "")
    )
    site = make_site({**PODCASTING, "content/recordings/again.md": again})

    [problem] = site.build().problems
    assert (problem.severity, problem.code, problem.path) == (
        "notice",
        "podcast-format",
        "content/recordings/again.md",
    )
    assert problem.message.startswith('"Nine calls" has this file, too')
    items = ET.fromstring(site.output("recordings/podcast.xml").encode()).findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Nine calls"]


def test_the_time_of_an_episode_is_midnight_where_the_site_is(make_site):
    """Seriously-Simple-Podcasting#553, fireside#40: a day becomes midnight in UTC, which is the day before in Chicago."""
    site = make_site(PODCASTING)
    site.build()

    item = ET.fromstring(site.output("recordings/podcast.xml").encode()).find("channel/item")
    assert item.findtext("pubDate") == "Sat, 03 Jan 2026 00:00:00 -0600"
    assert len(item.findall("enclosure")) == 1  # wp-calypso#92043


def test_an_episode_keeps_its_id_with_another_title_file_or_day(make_site):
    """Podcast programs take an episode with another id for a new one, and load it again (stack-blog#165)."""
    site = make_site(PODCASTING)
    site.build()
    ids = [ET.fromstring(site.output("recordings/podcast.xml").encode()).findtext("channel/item/guid")]
    text = (
        FILES["content/recordings/calls.md"]
        .replace("Nine calls", "Ten calls")
        .replace("2026-01-03", "2026-01-02")
    )
    site.write("content/recordings/calls.md", text)
    site.write("content/recordings/calls.mp3", MP3 + FRAME * 10)
    site.build()
    ids.append(ET.fromstring(site.output("recordings/podcast.xml").encode()).findtext("channel/item/guid"))

    assert ids[0] == ids[1] != ""
