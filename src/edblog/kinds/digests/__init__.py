"""Digests: what was new in a week or a month, as an email, as plain text and in feeds. Not a kind of content, but made of several."""
