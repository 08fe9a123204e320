"""What the options of all comment services have in common. Each is said once, with `edblog.options.option`."""

from __future__ import annotations

import msgspec

from edblog.options import option


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every service's options: what `[comments.SERVICE]` in edblog.toml may hold."""


def server_address(meaning: str, advice: str) -> msgspec.Meta:
    """The option for the address of a server that the district runs itself."""
    example = "https://comments.district.example"
    return option(
        meaning,
        example,
        expected="an address that starts with https:// or http://",
        advice=f'{advice}, such as host = "{example}"',
        # What would end a source of the policy, or hide the host, is no part of it.
        pattern=r"""^https?://[^\s/?#@;,"']+(/[^\s?#;,"']*)?\Z""",
    )
