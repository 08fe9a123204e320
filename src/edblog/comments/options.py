"""What the options of all comment services have in common. Each is said once, with `edblog.options.option`."""

from __future__ import annotations

import msgspec

SERVER_ADDRESS = r"""^https?://[^\s/?#@;,"']+(/[^\s?#;,"']*)?\Z"""
"""A pattern for where a server of one's own is reached."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every service's options: what `[comments.SERVICE]` in edblog.toml may hold."""
