"""Defines the base of all records."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True):
    """Base of every value that edblog caches or hashes."""
