"""Search without a server: the index of all words, in parts that a browser loads as it needs them.

The index has four kinds of tables. *Words* leads from a word to records; a word's table depends on its first letters, so that words with
the same start are in one. *Spelling* has only the words, by their last letters, for typing mistakes in the first ones. *Entries* has what
results show. *Filters* leads from a topic, school or year to records. Stories are numbered from the oldest, in the order of their dates.
"""
