"""The content of a new event from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts an event called TITLE.",
    done="Say when and where it is in {path}. See it while you write: {serve}",
    values={"starts": "{day} 16:00", "place": '"Where it is"'},
    text="What people will do there, and what to bring.\n",
)
