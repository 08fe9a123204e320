"""Search without a server: the index of all words, in parts that a browser loads as it needs them.

The index has four kinds of tables. *Words* leads from a word to records; a word's table depends on its first letters, so that words with
the same start are in one. *Spelling* has only the words, by their last letters, for typing mistakes in the first ones. *Entries* has what
results show. *Filters* leads from a topic, school or year to records. Stories are numbered from the oldest, in the order of their dates.
"""

from __future__ import annotations

from edblog.model import Theme
from edblog.settings import Config

# The modules of this package are loaded only by a site with a search.
TEMPLATE = "search.html"
"""A theme without this template has no search, and at its address the lists of everything."""
FOLDER = "search/"
MANIFEST = f"{FOLDER}manifest.json"
END = ".txt"


def has_search(config: Config, theme: Theme) -> bool:
    """Whether the site has a search."""
    return config.search.enabled and TEMPLATE in theme.templates


def is_table(path: str) -> bool:
    """Whether an output path is that of a table. No other output has such a path."""
    return path.startswith(FOLDER) and path.endswith(END) and path.count("/") == 1
