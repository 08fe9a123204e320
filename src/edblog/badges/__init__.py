"""Reads and verifies digital badges (Open Badges 2.0 and 3.0, CLR 2.0) without asking anybody.

`verifier.verify` is a function of the bytes of a file, of what the site has pinned (`pins.py`), and of a moment. Its result is a frozen
`Verdict`. Nothing here asks another host, looks at a clock or reads a file of a site. The libraries that it needs are the extra
`edblog[badges]`, so no module outside imports this package before it has a badge to look at.
"""
