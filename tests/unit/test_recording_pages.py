"""Recordings: their pages, their words by chapter, what other pages show of them, and what is wrong with their files."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG

from edblog.cli.commands import main
from edblog.files.recordings import seconds_of
from edblog.files.recordings.cues import Cue, pack, read_cues, seconds_at, speaker, unpack
from edblog.kinds.recordings.record import Chapter
from edblog.kinds.recordings.transcript import clock, parts

ROOT = Path(__file__).parents[2]
FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""A frame of an MP3: 1,152 samples at 44,100 Hz."""
MP3 = FRAME * 2300
"""A minute of silence."""
VTT = """\
WEBVTT

00:00.000 --> 00:03.000
<v Jonas Tanaka>I ask, and I count.</v>

00:03.500 --> 00:05.000
<v Jonas Tanaka>Then I wait &amp; see.</v>

00:09.000 --> 00:11.000
<v Dalia Haddad>Let us try seven.</v>
"""
FILES = {
    "edblog.toml": CONFIG,
    "content/authors/jonas.md": "---\nname: Jonas Tanaka\nschool: Elm\n---\n",
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\n",
    "content/events/live.md": "---\ntitle: Live\nstarts: 2026-01-05 15:00\nplace: Here\n---\n",
    "content/recordings/calls.md": """\
---
title: Nine calls
date: 2026-01-03
summary: Read aloud.
file: calls.mp3
transcript: calls.vtt
chapters: ["0:00 Begin", "0:09 Try: it"]
speakers: [jonas]
credentials: [talk]
event: live
---
He was in the closet.
""",
    "content/recordings/calls.mp3": MP3,
    "content/recordings/calls.vtt": VTT,
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def built(site, path="recordings/calls/index.html"):
    report = site.build(strict=True)
    assert report.problems == ()
    return site.output(path)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def data_of(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


def test_the_words_are_shown_by_chapter_with_times_that_lead_into_the_file(site):
    page = built(site)
    file = "/stories/media/recordings/calls.mp3"
    found = re.findall(r"<details( open)?>\n<summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)

    assert [(bool(is_open), words(title)) for is_open, title, _ in found] == [
        (True, "0:00 Begin"),
        (False, "0:09 Try: it"),
    ]
    assert words(found[0][2]) == "From 0:00 Jonas Tanaka I ask, and I count. Then I wait & see."
    assert words(found[1][2]) == "From 0:09 Dalia Haddad Let us try seven."
    assert re.findall(r'href="([^"]*#t=\d+)"', page) == [
        f"{file}#t=0",
        f"{file}#t=9",
        f"{file}#t=0",
        f"{file}#t=9",
    ]
    assert "He was in the closet." in page
    assert f'<source src="{file}" type="audio/mpeg">' in page
    assert page.count("recording.js") == 1
    assert "script-src 'self'" in unescape(page)
    assert site.output("recordings/calls/transcript.txt") == (
        "Nine calls\n\n\n0:00 Begin\n\n[0:00] Jonas Tanaka: I ask, and I count. Then I wait & see.\n"
        "\n\n0:09 Try: it\n\n[0:09] Dalia Haddad: Let us try seven.\n"
    )


def test_search_engines_are_told_what_it_is(site):
    data = data_of(built(site))

    assert data["@type"] == "AudioObject"
    assert data["contentUrl"] == "https://district.example/stories/media/recordings/calls.mp3"
    assert (data["duration"], data["contentSize"]) == ("PT1M", str(len(MP3)))
    assert data["uploadDate"] == "2026-01-03T00:00:00-06:00"
    assert data["recordedAt"]["url"] == "https://district.example/stories/events/live/"
    assert data["hasPart"] == [
        {"@type": "Clip", "name": "Begin", "startOffset": 0, "endOffset": 9, "url": "https://district.example/stories/recordings/calls/#t=0"},
        {"@type": "Clip", "name": "Try: it", "startOffset": 9, "endOffset": 60, "url": "https://district.example/stories/recordings/calls/#t=9"},
    ]  # fmt: skip


def test_pages_of_what_it_names_show_it(site):
    built(site)

    for path in ("events/live/", "credentials/talk/", "authors/jonas/", "recordings/"):
        assert 'href="/stories/recordings/calls/"' in site.output(f"{path}index.html"), path
    assert "Sound, 1 min" in site.output("recordings/index.html")


def test_a_recap_of_an_event_can_be_a_recording(site):
    site.write(
        "content/recordings/calls.md", FILES["content/recordings/calls.md"].replace("event: live\n", "")
    )
    event = FILES["content/events/live.md"]
    site.write("content/events/live.md", event.replace("place:", "recap: recordings/calls\nplace:"))
    assert 'href="/stories/recordings/calls/"' in built(site, "events/live/index.html")

    site.write("content/events/live.md", event.replace("place:", "recap: recordings/cals\nplace:"))
    [problem] = site.build().problems
    assert (problem.code, problem.line, problem.message) == ("unknown-id", 4, 'there is no recording "cals"')
    assert problem.help == 'did you mean "calls"?'


def test_the_words_may_be_below_the_front_matter(make_site):
    text = "We watched it\ntwice.\n\n## 0:00 Begin\n\n0:02 Jonas Tanaka: I ask.\n\nAnd I wait.\n\n[0:40] Quiet is work: we know.\n\n## 1:05 End\n\n1:05 - Done."
    site = make_site(
        {
            **FILES,
            "content/recordings/calls.md": f"---\ntitle: T\ndate: 2026-01-03\nfile: calls.mp3\n---\n{text}\n",
        }
    )
    (site.folder / "content/recordings/calls.vtt").unlink()
    page = built(site)
    found = [words(part) for part in re.findall(r"<details.*?</details>", page, re.DOTALL)]

    assert found == [
        "0:00 Begin We watched it twice. From 0:02 Jonas Tanaka I ask. And I wait. From 0:40 Quiet is work: we know.",
        "1:05 End From 1:05 Done.",
    ]
    assert page.count("And I wait.") == 1
    assert [words(li) for li in re.findall(r"<li><a [^>]*data-eb-at>.*?</li>", page)] == [
        "0:00 Begin",
        "1:05 End",
    ]


def test_words_without_times_are_shown_as_they_are(make_site):
    site = make_site(
        {
            **FILES,
            "content/recordings/calls.md": "---\ntitle: T\ndate: 2026-01-03\nfile: calls.mp3\n---\nI *ask*. At 3:15 we stop.\n",
        }
    )
    (site.folder / "content/recordings/calls.vtt").unlink()
    page = built(site)

    assert (
        words(re.search(r'<section class="transcript".*?</section>', page, re.DOTALL)[0])
        == "Transcript I ask . At 3:15 we stop."
    )
    assert "<em>ask</em>" in page
    assert "recording.js" not in page
    assert not (site.folder / "site/recordings/calls/transcript.txt").exists()


def test_a_film_has_captions_of_which_the_words_are_made(make_site):
    film = (ROOT / "content/recordings/seven-seconds.mp4").read_bytes()
    head = "title: T\ndate: 2026-01-03\nfile: f.mp4\ncaptions: [f.vtt, f.es.vtt]\nsound: calls.mp3\n"
    site = make_site({**FILES, "content/recordings/calls.md": f"---\n{head}---\n", "content/recordings/f.mp4": film,
                      "content/recordings/f.vtt": VTT, "content/recordings/f.es.vtt": VTT})  # fmt: skip
    (site.folder / "content/recordings/calls.vtt").unlink()
    page = built(site)

    assert re.findall(r'<track kind="captions" src="[^"]*" srclang="(\w+)" label="([^"]*)"( default)?>', page) == [
        ("en", "English", " default"), ("es", "Español", ""),
    ]  # fmt: skip
    assert words(re.search(r'<div class="words">.*?</div>', page, re.DOTALL)[0]).startswith(
        "From 0:00 Jonas Tanaka I ask"
    )
    assert "<details" not in page
    assert re.findall(r"<b>(\w+ \w+)</b> <span class=\"soft\">([^<]*)", page) == [
        ("Sound only", "MP3, 1 MB"), ("Video file", "MP4, 107 kB"),
    ]  # fmt: skip
    assert data_of(page)["duration"] == "PT27S"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://youtu.be/abcdefghijk", '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?'),
        ("https://video.district.example/talk", '<a class="button" href="https://video.district.example/talk">Watch it on video.district.example</a>'),
    ],
)  # fmt: skip
def test_one_that_is_kept_elsewhere_loads_nothing_before_a_click(make_site, url, shown):
    head = f'title: T\ndate: 2026-01-03\nurl: "{url}"\ncaptions: yes\nminutes: 12\n'
    site = make_site({**FILES, "content/recordings/calls.md": f"---\n{head}---\n0:40 Jonas Tanaka: Look.\n"})
    for name in ("calls.mp3", "calls.vtt"):
        (site.folder / "content/recordings" / name).unlink()
    page = built(site)

    assert shown in page
    assert ("<template><iframe" in page) == ("youtu" in url)
    assert "Video, 12 min" in page
    assert "0:40" in page
    assert "data-eb-at" not in page


def test_a_site_without_recordings_has_nothing_of_them(make_site):
    site = make_site({"edblog.toml": CONFIG})
    site.post("jar", "The jar", "2026-01-01")
    site.build()

    assert not (site.folder / "site/recordings").exists()
    assert "recordings" not in re.sub(r"recordings\.css|recording\.js", "", site.output("index.html"))


def test_one_with_a_date_to_come_waits_for_it(site):
    late = FILES["content/recordings/calls.md"].replace("2026-01-03", "2027-03-01 12:00")
    site.write("content/recordings/more.md", late.replace("Nine calls", "Later"))
    assert [problem.code for problem in site.build().problems] == ["scheduled"]
    assert "Later" not in site.output("recordings/index.html")

    report = site.build(now=datetime(2027, 3, 1, 18, 0, tzinfo=UTC))
    assert "Later" in site.output("recordings/index.html")
    assert report.problems == ()


def test_a_new_one_moves_the_list_and_an_edit_of_one_changes_what_shows_it(site):
    """As a clean build."""
    built(site)
    more = (
        FILES["content/recordings/calls.md"]
        .replace("Nine calls", "Ten calls")
        .replace("2026-01-03", "2026-01-04")
    )
    for text in (more, more.replace("Ten", "Eleven"), more.replace("credentials: [talk]\n", "")):
        site.write("content/recordings/more.md", text)
        site.build()
        quick = site.outputs()
        site.build(clean=True)
        assert site.outputs() == quick


def test_the_list_has_pages(make_site):
    site = make_site({**FILES, "edblog.toml": f"{CONFIG}page_size = 2\n"})
    for number in range(5):
        text = FILES["content/recordings/calls.md"].replace("Nine", str(number)).replace("event: live\n", "")
        site.write(f"content/recordings/r{number}.md", text)
    page = built(site, "recordings/index.html")

    assert (
        page.count("recording-card") + site.output("recordings/page/1/index.html").count("recording-card")
        >= 4
    )
    assert (site.folder / "site/recordings/page/2/index.html").exists()


def test_a_new_recording_is_begun(tmp_path, monkeypatch):
    (tmp_path / "edblog.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(main, ["new", "recording", "Two teachers"])

    assert found.exit_code == 0, found.output
    text = (tmp_path / "content/recordings/two-teachers.md").read_text()
    assert 'title: "Two teachers"\n' in text
    assert "file: talk.mp4" in text


# The words of captions


def test_cues_have_a_voice_however_it_is_written():
    text = "WEBVTT - made by a program\nKind: captions\n\nNOTE a note --> here\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 align:start\nJonas Tanaka: I ask.\n\n2\n01:00:02,500 --> 01:00:03,000\n<v.loud Dalia  Haddad><i>Yes</i> &lt;now&gt;</v> <v Rosa>No.\n\n01:00:09.000 --> 01:00:10.000\nThe rule is this: wait.\n"

    assert read_cues(text.replace("\n", "\r\n").encode("utf-8-sig")) == [
        Cue(1, 2, "Jonas Tanaka", "I ask."),
        Cue(3602.5, 3603, "Dalia Haddad", "Yes <now>"),
        Cue(3602.5, 3603, "Rosa", "No."),
        Cue(3609, 3610, "", "The rule is this: wait."),
    ]


def test_automatic_captions_that_show_each_line_twice_are_read_once():
    text = "WEBVTT\n\n00:00.000 --> 00:02.000\nI ask\n\n00:02.000 --> 00:02.010\nI ask\n \n\n00:02.010 --> 00:04.000\nI ask\nand<00:00:02.400><c> I</c> wait\n\n00:04.000 --> 00:06.000\nand I wait\nfor you\n"

    assert [cue.text for cue in read_cues(text.encode())] == ["I ask", "and I wait", "for you"]


def test_what_is_packed_is_unpacked():
    cues = [Cue(0, 1.5, "Ana", "One\ttwo"), Cue(1.5, 2, "", "três\nquatro")]

    assert unpack(pack(cues)) == [Cue(0, 1.5, "Ana", "One two"), Cue(1.5, 2, "", "três quatro")]
    assert unpack(pack([])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("0:00", 0), ("2:41", 161), ("1:02:03", 3723), ("00:02:41.500", 161.5), ("2:61", None), ("1:99:00", None), ("soon", None), ("", None), ("2", None)],
)  # fmt: skip
def test_a_time_is_read(text, found):
    assert seconds_at(text) == found


@pytest.mark.parametrize(
    ("text", "who"),
    [("Jonas Tanaka: I ask.", "Jonas Tanaka"), ("María de la Cruz: Sí.", "María de la Cruz"), ("محمد علي: نعم", "محمد علي"),
     ("The rule is this: wait.", ""), ("At 3:15 we stop", ""), ("Yes. Jonas: no", ""), ("Note: listen", "Note")],
)  # fmt: skip
def test_a_name_before_the_words_is_a_speaker(text, who):
    assert speaker(text)[0] == who


def test_captions_become_paragraphs():
    long = ("A sentence of some length, which ends. " * 5).strip()
    cues = [Cue(0, 2, "Ana", "I begin"), Cue(2, 4, "", "and end."), Cue(9, 10, "Ana", "After a pause."), Cue(10, 12, "Li", long), Cue(12, 14, "Li", long),
            Cue(45, 46, "Li", "Later."), Cue(59.8, 61, "Ana", "The end.")]  # fmt: skip
    [first, last] = parts(cues, [Chapter(0, "One"), Chapter(60, "Two")], "/f.mp3")

    assert [(p.time, p.who, p.text[:14]) for p in first.paragraphs] == [
        ("0:00", "Ana", "I begin and en"), ("", "", "After a pause."), ("0:10", "Li", "A sentence of "), ("0:45", "", "Later."),
    ]  # fmt: skip
    assert [(p.time, p.who, p.text) for p in last.paragraphs] == [("0:59", "Ana", "The end.")]
    assert (last.title, last.url, last.time) == ("Two", "/f.mp3#t=60", "1:00")
    assert clock(3723) == "1:02:03"


def test_words_before_the_first_chapter_have_a_part_of_their_own():
    found = parts([Cue(1, 2, "", "Hello."), Cue(30, 31, "", "Now.")], [Chapter(30, "One")], "")

    assert [(part.title, [p.text for p in part.paragraphs]) for part in found] == [
        ("", ["Hello."]),
        ("One", ["Now."]),
    ]


# Lengths


def wav(seconds):
    sound = bytes(8_000 * seconds)
    fmt = b"fmt \x10\0\0\0\x01\0\x01\0" + (8000).to_bytes(4, "little") * 2 + b"\x01\0\x08\0"
    return (
        b"RIFF"
        + (36 + len(sound)).to_bytes(4, "little")
        + b"WAVE"
        + fmt
        + b"data"
        + len(sound).to_bytes(4, "little")
        + sound
    )


@pytest.mark.parametrize(
    ("extension", "data", "seconds"),
    [
        (".mp3", MP3, 60.082),
        (".mp3", b"\xff\xfb\x90\x00" + bytes(32) + b"Xing" + bytes(377) + MP3, 60.082),
        (".wav", wav(3), 3),
        (".mp4", (ROOT / "content/recordings/seven-seconds.mp4").read_bytes(), 27.285),
        (".mp3", (ROOT / "content/recordings/nine-calls.mp3").read_bytes(), 26.384),
        (".mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov", 0),
        (".webm", b"", 0),
        (".ogg", b"OggS", 0),
        (".wav", b"RIFF", 0),
    ],
)  # fmt: skip
def test_the_length_is_that_of_the_file(extension, data, seconds):
    assert seconds_of(extension, data) == seconds
