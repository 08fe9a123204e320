"""Views of the chat sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from edblog.views import Link, PageView, View


class ChatPost(View, kw_only=True, frozen=True):
    """A text that is ready to post."""

    kind: Literal["welcome", "question", "thanks"]
    number: int = 0
    """Of the question, from 1; else 0."""
    at: datetime
    """In the time zone of the event."""
    clock: str
    """The same in words, such as `7:06`."""
    half: str
    """The half of the day, such as `PM`; empty in languages that count 24 hours."""
    text: str
    whole: str
    """The text with the hashtag and the address of the event's page."""
    length: int
    """Of the whole text, as X counts it."""
    is_cut: bool = False
    """Whether the text was shortened to fit."""
    links: tuple[Link, ...]
    """Pages of networks on which the text is filled in."""


class ChatSheet(PageView, kw_only=True, frozen=True):
    """What the hosts of a chat post, and when; template `events/script.html`."""

    event: Link
    when: str
    """The day and the time, in words."""
    hosts: str
    """Names, in words; may be empty."""
    hashtag: str
    """Without `#`; may be empty."""
    tail: str
    """The hashtag and the address, with which every text ends."""
    post_lang: str
    """The language of the texts."""
    posts: tuple[ChatPost, ...]
    script: str
    """URL of the script that copies texts; empty if the theme has none."""
