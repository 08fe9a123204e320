"""The content of a new page from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Start

START = Start(
    about="Starts a page called TITLE, such as About.",
    done="Write the page in {path}.",
    values={"menu": "footer"},
)
