"""The content of a new micro-credential's page from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts the page of the micro-credential called NAME.",
    done="Describe it in {path}. In stories, write: credentials: [{id}]",
    argument="NAME",
    values={"issuer": '"Who awards it"', "url": '""', "hashtag": '""', "competency": '""'},
    text="What it asks of you, in your own words.\n",
)
