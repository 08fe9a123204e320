"""`[plain_language]`: notices about texts that are hard to read."""

# No `from __future__ import annotations`: the annotations contain the declarations, and are needed at run time.
from typing import Annotated

import msgspec

from edblog.options import option

# fmt: off
# Formatted by hand as a table, like `table.py`.


class PlainLanguage(msgspec.Struct, frozen=True):
    """`[plain_language]`: notices about texts that are hard to read."""

    acronyms: Annotated[bool, option(
        "whether a check names [acronyms that a text does not explain](#plain-language)", False,
    )] = True
    known: Annotated[tuple[Annotated[str, option(pattern=r"\S")], ...], option(
        "acronyms that need no explanation on this site", ("PBIS", "ELA"), expected="a list of texts in quotes",
    )] = ()
    sentence_words: Annotated[int, option(
        "from how many words on a check names a sentence as [long](#plain-language); 0 means never", 30, low=0, high=200,
    )] = 0
    grade: Annotated[int, option(
        "the highest [reading grade](#plain-language) of a text in English about which a check says nothing; 0 means any", 9, low=0, high=20,
    )] = 0
    spanish_ease: Annotated[int, option(
        "the lowest [reading ease](#plain-language) of a text in Spanish about which a check says nothing, from 1 to 100; 0 means any", 55, low=0, high=100,
    )] = 0
