"""Base class and field types for the options of all comment services."""

from __future__ import annotations

import msgspec

from edblog.options import option


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every service's options, the table `[comments.SERVICE]` in edblog.toml."""


def server_address(meaning: str, advice: str) -> msgspec.Meta:
    """The option for the address of a server that the district runs itself."""
    example = "https://comments.district.example"
    return option(
        meaning,
        example,
        expected="an address that starts with https:// or http://",
        advice=f'{advice}, such as host = "{example}"',
        # No characters that would end a source in the policy, or hide the host.
        pattern=r"""^https?://[^\s/?#@;,"']+(/[^\s?#;,"']*)?\Z""",
    )
