"""The content of a new list from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts a list called TITLE.",
    done="Write the ids of the stories into {path}. See it while you write: {serve}",
    values={"date": "{day}", "items": "[]"},
    options=(Option("--by", "by", "Id of a file in content/authors/; may be repeated."),),
    text="Who it is for, and how you chose.\n",
)
