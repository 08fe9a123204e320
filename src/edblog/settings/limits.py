"""`[limits]`: how large files and texts may be, and how much work one may take."""

# No `from __future__ import annotations`: the annotations contain the declarations, and are needed at run time.
from typing import Annotated

import msgspec

from edblog.options import option

# fmt: off
# Formatted by hand as a table, like `table.py`.


class Limits(msgspec.Struct, frozen=True):
    """`[limits]`: limits for the files that people send; larger files are refused."""

    text_kb: Annotated[int, option("how large the file of a text may be, in thousands of bytes", 200, low=1, high=10_000)] = 1_000
    front_matter_kb: Annotated[int, option("how long front matter may be, in thousands of characters", 8, low=1, high=1_000)] = 32
    seconds: Annotated[int, option(
        "how many seconds the computer may work on one text; an ordinary one takes a few thousandths", 5, low=1, high=60,
    )] = 2
    file_mb: Annotated[int, option("how large a picture or other file may be, in millions of bytes", 20, low=1, high=10_000)] = 100
    # A larger picture takes more than a quarter of a gigabyte of memory.
    megapixels: Annotated[int, option("how large a picture may be, in millions of pixels", 50, low=1, high=89)] = 89
    files: Annotated[int, option("how many files `content/` may have", 5_000, low=1, high=10_000_000)] = 200_000
    total_mb: Annotated[int, option(
        "how large all files of `content/` may be together, in millions of bytes", 2_000, low=1, high=10_000_000,
    )] = 50_000
