"""Converts HTML to Markdown: documents of other programs for `imports/`, and published stories for programs."""
