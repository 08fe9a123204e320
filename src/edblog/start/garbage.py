"""Settings of Python's garbage collector."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Makes Python collect garbage rarely: most objects of a build live until its end, so scanning them is wasted time."""
    gc.set_threshold(100_000, 20, 100)
