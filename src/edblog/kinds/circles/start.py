"""The content of a new circle from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts the page of the circle called NAME.",
    done="Describe the circle in {path}. In events, write: circle: {id}",
    argument="NAME",
    values={"how_to_join": '"Write to us."', "join": '""', "protocol": "[]", "milestones": "[]"},
    options=(
        Option("--facilitator", "facilitators", "Id of a file in content/authors/; may be repeated."),
        Option("--member", "members", "Id of a file in content/authors/; may be repeated."),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
    ),
    text="What you work on together, and why.\n",
)
