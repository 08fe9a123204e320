"""Email, in the program of who shares the page."""

from __future__ import annotations

from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, shortened

_MAX_SUBJECT = 100
"""Characters."""


def _link(shared: Shared) -> str:
    text = shortened(shared.text)
    # Lines of an email end with both characters (RFC 6068); a subject is one line.
    body = "\r\n\r\n".join(filter(None, ("\r\n".join(text.splitlines()), shared.url)))
    return "mailto:?" + query(subject=shortened(" ".join(text.split()), _MAX_SUBJECT), body=body)


SERVICE = Service("share.email", _link, ("shared",), is_word=True)
