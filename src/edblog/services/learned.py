"""The words for what a service of others learns about a reader who uses it. Each entry of a registry of services says which of them hold."""

from __future__ import annotations

from typing import Literal, get_args

Learned = Literal["device", "page", "account", "written", "played", "shared", "event", "story"]
"""
device: the internet address and the browser;
page: which page the reader is on;
account: who the reader is, if signed in there;
written: what the reader writes there;
played: what the reader plays or looks at;
shared: the title and the address of the page that is shared;
event: the title, time and place of an event;
story: a story that is sent, with its pictures.
"""
LEARNED: tuple[Learned, ...] = get_args(Learned)
PLAYED: tuple[Learned, ...] = ("device", "played", "account")
"""What the host of a player learns."""
SIGNED_IN: tuple[Learned, ...] = ("device", "account")
"""What the helper learns through which people sign in to an editor in the browser."""
SHARED: tuple[Learned, ...] = ("device", "shared", "account")
"""What a social network learns where somebody shares a page."""
