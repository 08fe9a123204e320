"""The content of a new recording from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts a recording called TITLE.",
    done="Put the file beside {path}, and write its name there. See it while you write: {serve}",
    values={"date": "{day}", "file": "talk.mp4", "captions": "talk.vtt"},
    options=(
        Option("--speaker", "speakers", "Id of a file in content/authors/; may be repeated."),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
        Option("--event", "event", "Id of a file in content/events/."),
    ),
    text="What it is about, and for whom.\n",
)
