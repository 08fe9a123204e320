"""From files to records: scan, front matter, Markdown, sanitising."""
