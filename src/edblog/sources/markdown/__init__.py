"""Markdown: the text below the front matter, and the HTML it becomes."""
