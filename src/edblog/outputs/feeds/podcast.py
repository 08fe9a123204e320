"""Writes a podcast: RSS 2.0 with the elements of Apple, Podlove Simple Chapters and Podcasting 2.0.

The rules are those of Apple (https://podcasters.apple.com/support/823-podcast-requirements) and Spotify.
"""

from __future__ import annotations

from email.utils import format_datetime

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from edblog.outputs.writing import xml_text
from edblog.views import Episode, Podcast

_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_CHAPTERS = "{http://podlove.org/simple-chapters}"
_PODCAST = "{https://podcastindex.org/namespace/1.0}"
CATEGORY = "Education"
"""The category of Apple's list for all podcasts of school districts."""
LONGEST = 4000
"""The most bytes of a description, which Apple shows."""


def render_podcast(view: Podcast) -> bytes:
    """The file of a podcast: the newest episode first. Characters that XML forbids are left out."""
    channel = FeedGenerator()
    channel.load_extension("podcast", atom=False, rss=True)
    channel.register_extension("edblog", _Channel, _Item, atom=False, rss=True)
    channel.title(_text(view.title))
    # The last link becomes the link of the channel.
    channel.link(href=view.self_url, rel="self", type="application/rss+xml")
    channel.link(href=view.url, rel="alternate", type="text/html")
    channel.description(_cut(_text(view.description or view.title)))
    channel.language(view.language)
    channel.generator("edblog")
    channel.updated(view.updated)
    channel.podcast.itunes_author(_text(view.author))
    channel.podcast.itunes_category([{"cat": CATEGORY}], replace=True)
    channel.podcast.itunes_image(view.cover)
    if view.email:
        channel.podcast.itunes_owner(name=_text(view.author), email=view.email)
    channel.entry([_entry(episode) for episode in view.episodes], replace=True)
    channel.edblog.built = format_datetime(view.updated)
    return bytes(channel.rss_str(pretty=True))


def _entry(episode: Episode) -> FeedEntry:
    entry = FeedEntry()
    entry.guid(episode.id)
    entry.title(_text(episode.title))
    entry.link(href=episode.url, rel="alternate")
    entry.published(episode.published)
    entry.description(_cut(_text(episode.summary)))
    entry.content(_text(episode.html))
    entry.enclosure(episode.file, str(episode.bytes), episode.type)
    entry.load_extension("podcast", atom=False, rss=True)
    if episode.author:
        entry.podcast.itunes_author(_text(episode.author))
    if episode.seconds:
        entry.podcast.itunes_duration(str(episode.seconds))
    entry.register_extension("edblog", _Item, atom=False, rss=True)
    entry.edblog.episode = episode
    return entry


def _text(value: str) -> str:
    return xml_text(value).strip()


def _cut(text: str) -> str:
    """A text of at most `LONGEST` bytes, cut between characters."""
    return text.encode()[:LONGEST].decode(errors="ignore")


class _Channel(BaseExtension):  # type: ignore[misc]
    """The namespaces, and elements that feedgen lacks or fills with words that Apple has given up: `no` for `false`."""

    built = ""

    def extend_ns(self) -> dict[str, str]:
        return {"psc": _CHAPTERS[1:-1], "podcast": _PODCAST[1:-1]}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        channel = rss[0]
        channel.find("lastBuildDate").text = self.built
        etree.SubElement(channel, f"{_ITUNES}explicit").text = "false"
        etree.SubElement(channel, f"{_ITUNES}type").text = "episodic"
        return rss


class _Item(BaseEntryExtension):  # type: ignore[misc]
    """The words for each episode that feedgen has no method for."""

    episode: Episode

    def extend_rss(self, item: etree._Element) -> etree._Element:
        episode = self.episode
        item.find("pubDate").text = format_datetime(episode.published)
        item.find("guid").set("isPermaLink", "true")
        etree.SubElement(item, f"{_ITUNES}title").text = _text(episode.title)
        etree.SubElement(item, f"{_ITUNES}episodeType").text = "full"
        etree.SubElement(item, f"{_ITUNES}explicit").text = "false"
        if episode.chapters:
            chapters = etree.SubElement(item, f"{_CHAPTERS}chapters", {"version": "1.2"})
            for chapter in episode.chapters:
                etree.SubElement(
                    chapters, f"{_CHAPTERS}chapter", {"start": chapter.time, "title": _text(chapter.title)}
                )
            etree.SubElement(
                item,
                f"{_PODCAST}chapters",
                {"url": episode.chapters_url, "type": "application/json+chapters"},
            )
        for transcript in episode.transcripts:
            found = {"url": transcript.url, "type": transcript.type, "language": transcript.lang}
            etree.SubElement(item, f"{_PODCAST}transcript", found)
        return item
