"""Writes books of stories: EPUB with the standard library, PDF with typst. Nothing else loads these modules."""
