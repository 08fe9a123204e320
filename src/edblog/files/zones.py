"""Time zones as the package tzdata has them, so that a calendar does not depend on the machine that builds it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo


@cache
def zone(name: str) -> ZoneInfo:
    """The zone with a name such as `America/Chicago`. It cannot be pickled. Raises ValueError for an unknown name."""
    return ZoneInfo.from_file(BytesIO(_file(name)), key=name)


@cache
def posix_rule(name: str) -> str:
    """What a zone does in all years after its table, as a POSIX rule such as `CST6CDT,M3.2.0,M11.1.0`; it may be empty.

    Raises ValueError for an unknown name.
    """
    return _file(name).rstrip(b"\n").rpartition(b"\n")[2].decode()


def _file(name: str) -> bytes:
    if name not in names():
        raise ValueError(f"there is no time zone {name}")
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


@cache
def names() -> frozenset[str]:
    """The names of all zones."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())
