"""Packs all words of a text, so that a page can be asked within a microsecond whether it may have a word."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from edblog.web.terms import words_of

_BYTES = 4


def packed(text: str) -> bytes:
    """The checksum (CRC-32) of each word, sorted; capital letters and accents make no difference."""
    return b"".join(sorted({_checksum(word) for word in words_of(text)}))


def checksums(phrase: str) -> tuple[bytes, ...]:
    """The checksums of the words of a phrase; in scripts without spaces, those of all pairs of neighbors."""
    words = words_of(phrase)
    # The last letter alone is a word only at the end of a run.
    return tuple(_checksum(word) for word in words if len(word) > 1 or len(words) == 1 or word.isascii())


def may_have(vocabulary: bytes, phrase: Iterable[bytes]) -> bool:
    """Whether a text may have a phrase. It is never wrong about a text that has it; one without it seldom seems to."""
    return all(checksum in vocabulary for checksum in phrase)


def _checksum(word: str) -> bytes:
    return zlib.crc32(word.encode()).to_bytes(_BYTES, "big")
