"""The content of a new author's page from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts the page of the educator called NAME.",
    done="Write about yourself in {path}. In stories, write: author: {id}",
    argument="NAME",
    values={"role": '""', "school": '""'},
    text="Two or three sentences about you.\n",
)
