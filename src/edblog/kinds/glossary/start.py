"""The content of a new word from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts the explanation of a word in the glossary, called TERM.",
    done="Explain the word in {path}. See it while you write: {serve}",
    argument="TERM",
    text="What it is, in a sentence or two that a family understands.\n",
)
