"""The content of a new resource from `edblog new`."""

from __future__ import annotations

from edblog.kinds.start import Option, Start

START = Start(
    about="Starts a resource called TITLE.",
    done="Put its file beside {path}, or write its url there. See it while you write: {serve}",
    values={"what": "printable", "url": '"https://example.org/"', "added": "{day}", "license": "CC BY 4.0"},
    options=(
        Option("--by", "by", "Id of a file in content/authors/; may be repeated."),
        Option("--board", "boards", "Id of a file in content/boards/; may be repeated."),
        Option("--credential", "credentials", "Id of a file in content/credentials/; may be repeated."),
    ),
    text="What it is, and how you use it, in two or three sentences.\n",
)
