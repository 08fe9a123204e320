"""The content of a new board from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts a board called TITLE.",
    done="Say what belongs on it in {path}. In resources, write: boards: [{id}]",
    text="What belongs on this board.\n",
)
