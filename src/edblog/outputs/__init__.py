"""Turns views into files: theme, templates, feeds, assets, and the output folder."""
