"""The content of a new goal from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts the page of a goal of the district, called TITLE.",
    done="Say in {path} what serves it. See it while you write: {serve}",
    options=(
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
    ),
    text="Why the district wants it, in words that a family understands.\n",
)
