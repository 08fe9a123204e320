"""The content of a new notice from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts a notice for the community board, called TITLE.",
    done="Say until when it counts in {path}. See it while you write: {serve}",
    values={"expires": "{in_two_weeks}"},
    options=(
        Option(
            "--event",
            "event",
            "Id of a file in content/events/: the notice counts until that event is over.",
            replaces="expires",
        ),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
    ),
    text="What is coming up, where, and for whom.\n",
)
