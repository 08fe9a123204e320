"""The front matter fields of a recording."""

from __future__ import annotations

from edblog.kinds.recordings.chapters import CHAPTER, SAMPLE, Chapters, chapter_of
from edblog.sources.front_matter.common import IMAGE_CALLED, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import FileName, Names, OneName, WebAddress, WholeNumber

FIELDS = (
    title(
        "what the recording is called", '"Two teachers on wait time"', needed='"Two teachers on wait time"'
    ),
    Field(
        "date",
        Moment(),
        "the day on which it was recorded; with a day to come, it waits for that day",
        "2026-02-11",
        needed="2026-02-11",
        called=called("day when published publishdate pubdate recorded created uploaddate"),
    ),
    summary(
        "a sentence or two for lists, feeds and the podcast",
        "They both timed themselves. Neither liked the number.",
    ),
    Field(
        "file",
        FileName(),
        "the recording itself, in the same folder: MP4, MOV or WebM for a video, MP3, M4A, OGG or WAV for sound",
        "wait-time.mp4",
        called=called("video audio media recording enclosure src source mp3 mp4 movie film"),
    ),
    Field(
        "url",
        WebAddress(),
        "its address, in place of `file`, if it is kept on YouTube, Vimeo or elsewhere",
        '"https://www.youtube.com/watch?v=SampleVideo"',
        called=called("link youtube vimeo videourl audiourl href soundcloud"),
    ),
    Field(
        "captions",
        Names(),
        "the captions of a video: `.vtt` files in the same folder, with `.es.vtt` at the end for Spanish; `yes` if the other site has good ones. "
        "The words on the page are made of the first one",
        "[wait-time.vtt]",
        called=called("caption subtitles subtitle vtt track tracks cc"),
    ),
    Field(
        "transcript",
        FileName(),
        "what is said, in a `.vtt` file; needed for sound, unless it is below the front matter",
        "wait-time.vtt",
        called=called("words transcription text"),
    ),
    Field(
        "sound",
        FileName(),
        "the sound of a video alone, as MP3 or M4A, for people who listen; the podcast has it in place of the video",
        "wait-time.mp3",
        called=called("soundonly audioonly audioversion"),
    ),
    Field(
        "chapters",
        Chapters(CHAPTER, chapter_of, SAMPLE),
        "its parts: each a time and a title",
        SAMPLE,
        called=called("chapter markers timestamps contents"),
    ),
    Field(
        "minutes",
        WholeNumber("24"),
        "how long it is, for one that is kept elsewhere; the length of a file is found by itself",
        "24",
        called=called("duration length"),
    ),
    Field(
        "speakers",
        Names(),
        "who speaks: ids of author pages",
        "[robin-sample, kim-example]",
        called=called("speaker author authors host hosts people guest guests presenter presenters with"),
        ids_of="authors",
    ),
    Field(
        "credentials",
        Names(),
        "the micro-credentials that it is about: their ids",
        "[checking-for-understanding]",
        called=called("credential badge badges"),
        ids_of="credentials",
    ),
    Field("event", OneName(), "the event that was recorded: its id", "wait-time-webinar", ids_of="events"),
    *picture(
        "image",
        "a picture for lists, and to look at before the video begins",
        "microphone.jpg",
        alt=("what that picture shows; needed with `image`", "A microphone between two cups"),
        called={key: names for key, names in IMAGE_CALLED.items() if key != "caption"},
    ),
)
