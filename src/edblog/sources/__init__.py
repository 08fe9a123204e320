"""Reads files into records: scan, front matter, Markdown, sanitizing."""
