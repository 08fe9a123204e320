"""The content of a new event from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts an event called TITLE.",
    done="Say when and where it is in {path}. See it while you write: {serve}",
    values={
        "what": "meeting",
        "starts": "{day} 16:00",
        "minutes": "60",
        "place": '"Where it is"',
        "updated": "{day}",
    },
    options=(
        Option("--host", "hosts", "Id of a file in content/authors/; may be repeated."),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
        Option("--circle", "circle", "Id of a file in content/circles/."),
    ),
    text="What people will do there, and what to bring.\n",
)
