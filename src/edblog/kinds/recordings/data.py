"""Structured data (schema.org) of recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, present, publisher, thing
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.recordings.views import RecordingPage


def recording(page: RecordingPage) -> Data:
    """The structured data of a recording's page."""
    found, site, player = page.recording, page.site, page.player
    is_file = player is not None and not player.frame
    about = (thing("EducationalOccupationalCredential", site, chip) for chip in found.credentials)
    return {
        "@type": "VideoObject" if found.kind == "video" else "AudioObject",
        "name": found.title,
        "description": found.summary or found.title,
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "uploadDate": timestamp(found.date),
        "duration": iso_length(page.seconds) if page.seconds else "",
        "thumbnailUrl": image(site, page.image),
        "contentUrl": address(site, player.url) if player and is_file else "",
        "encodingFormat": player.type if player and is_file else "",
        "embedUrl": player.frame if player and not is_file else "",
        "contentSize": next((str(file.bytes) for file in reversed(page.files) if file.bytes), ""),
        "actor": [thing("Person", site, person) for person in found.speakers],
        "about": list(about),
        "publisher": publisher(site),
        "recordedAt": thing("Event", site, page.event) if page.event else {},
        "hasPart": [_clip(page, at) for at in range(len(page.chapters))] if is_file else [],
    }


def _clip(page: RecordingPage, at: int) -> Data:
    """A chapter, for search engines that show them."""
    chapter = page.chapters[at]
    following = page.chapters[at + 1].time if at + 1 < len(page.chapters) else ""
    ends = _seconds(following) if following else page.seconds
    starts = _seconds(chapter.time)
    return present(
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": starts,
            "endOffset": ends if ends > starts else "",
            "url": f"{address(page.site, page.url)}#t={starts}",
        }
    )


def _seconds(clock: str) -> int:
    total = 0
    for part in clock.split(":"):
        total = 60 * total + int(part)
    return total


def iso_length(seconds: int) -> str:
    """A length as in ISO 8601: `PT24M18S`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)
