"""The front matter fields of a word in the glossary."""

from __future__ import annotations

from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.readers import Names, Prose

FIELDS = (
    Field(
        "term",
        Prose(100, is_typeset=True),
        "the word, the phrase or the acronym, as stories write it",
        "IEP",
        needed="IEP",
        called=called("title name word acronym abbreviation headword abbr label"),
    ),
    Field(
        "long",
        Prose(200, is_typeset=True),
        "what an acronym stands for",
        "Individualized Education Program",
        called=called("definition meaning expansion fullname full longform standsfor longname spelledout"),
    ),
    Field(
        "also",
        Names(),
        "other forms in which stories have it; an `s` at the end goes without saying",
        "[I.E.P.]",
        called=called("forms variants synonyms alternatives plural plurals otherforms"),
    ),
)
