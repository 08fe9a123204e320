"""How often Python collects garbage."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Makes Python collect garbage rarely: most objects of a build live until its end, and scanning them all takes long."""
    gc.set_threshold(100_000, 20, 100)
