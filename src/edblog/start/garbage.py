"""How often Python looks for garbage."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Has Python look for garbage only now and then: what a build makes lives until its end, and to look at all of it takes long."""
    gc.set_threshold(100_000, 20, 100)
