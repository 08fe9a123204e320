"""`[programs]`, the settings of what the site has for other programs, such as assistants with a language model."""

# No `from __future__ import annotations`: the annotations contain the declarations, and are needed at run time.
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Annotated

import msgspec

from edblog.options import Mistake, option

LLMS = "llms.txt"
"""URL path of the overview for language models (llmstxt.org)."""


def _without_converter(value: bool) -> Iterator[Mistake]:
    """The mistake of asking for Markdown where the library that makes it is not installed."""
    if value and find_spec("html_to_markdown") is None:
        yield Mistake(
            "to write stories as Markdown, edblog needs one more library",
            'run: pip install "edblog[import]"; where requirements.txt names the file of edblog, write [import] behind that name, too',
        )


# fmt: off
class Programs(msgspec.Struct, frozen=True):
    """`[programs]`: files for other programs."""

    llms_txt: Annotated[bool, option(
        "whether there is [`/llms.txt`](#for-assistants), which tells assistants with a language model what the site has", True,
    )] = False
    markdown: Annotated[bool, option(
        "whether each story is there [as Markdown, too](#for-assistants), at `/posts/NAME/index.md`; needs `edblog[import]`", True,
        check=_without_converter,
    )] = False
# fmt: on
