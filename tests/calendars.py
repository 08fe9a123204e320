"""Programs that read calendars, beside which edblog's are held: icalendar with dateutil, and ical.js of Thunderbird in node.

`python -m tests.calendars` gets ical.js with npm into `.venv/`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dateutil.rrule import rruleset, rrulestr
from icalendar import Calendar, Component

PACKAGE, VERSION = "ical.js", "2.2.1"
MEMBER = "package/dist/ical.js"
FOLDER = Path(sys.prefix) / f"{PACKAGE}-{VERSION}"
READER = Path(__file__).with_name("calendars.mjs")

Times = list[tuple[datetime, datetime]]
"""The starts and ends of an event's occurrences, in UTC."""


def read_with_ical_js(calendars: Sequence[bytes]) -> list[dict[str, Times]]:
    """The occurrences of each event in each calendar, by its UID. ical.js knows only the zones in the calendar."""
    program = FOLDER / MEMBER
    if not program.is_file() or not shutil.which("node"):
        reason = f"needs node and {FOLDER.name}, which make test installs if there is npm"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    texts = json.dumps([data.decode() for data in calendars])
    done = subprocess.run(
        ["node", READER, program.as_uri()], input=texts, capture_output=True, text=True, check=True
    )
    return [
        {uid: [(_utc(start), _utc(end)) for start, end in times] for uid, times in found.items()}
        for found in json.loads(done.stdout)
    ]


def read_with_icalendar(data: bytes) -> dict[str, Times]:
    """The same by icalendar and dateutil. They know the zones by their names."""
    calendar = Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return {str(event["uid"]): _times(event) for event in calendar.walk("VEVENT")}


def _times(event: Component) -> Times:
    starts, ends = event["dtstart"].dt, event["dtend"].dt
    length = ends.astimezone(UTC) - starts.astimezone(UTC)
    moments = rruleset()
    if "rrule" in event:
        moments.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=starts))
    else:
        moments.rdate(starts)
    exceptions = event.get("exdate", [])
    for exception in exceptions if isinstance(exceptions, list) else [exceptions]:
        for moment in exception.dts:
            moments.exdate(moment.dt)
    return [(moment.astimezone(UTC), moment.astimezone(UTC) + length) for moment in moments]


def _utc(seconds: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def install() -> None:
    """Gets ical.js, complete or not at all."""
    npm = shutil.which("npm")
    if npm is None:
        print("There is no npm, so the tests that read calendars with ical.js are skipped (in CI they fail).")
        return
    if FOLDER.is_dir():
        return
    with TemporaryDirectory(dir=sys.prefix) as temporary:
        command = [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, cwd=temporary, check=True, stdout=subprocess.DEVNULL)
        [archive] = Path(temporary).glob("*.tgz")
        made = Path(temporary) / PACKAGE
        with tarfile.open(archive) as file:
            file.extractall(made, [file.getmember(MEMBER)], filter="data")
        made.rename(FOLDER)


if __name__ == "__main__":
    install()
