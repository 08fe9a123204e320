"""The Content Security Policy of a page (W3C CSP Level 3), as the `content` of its meta element.

`frame-ancestors`, `report-uri` and `sandbox` are absent because browsers ignore them in a meta element;
a district that wants them sets the HTTP header as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

BASE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (),
        "base-uri": (),
        "form-action": (),
        "script-src": (),
        "style-src": ("'self'",),
        "img-src": ("'self'", "data:"),
        "font-src": ("'self'",),
        "media-src": ("'self'",),
        "manifest-src": ("'self'",),
        "connect-src": (),
        "frame-src": (),
    }
)
"""What a page of text and pictures needs: nothing from elsewhere, and no scripts."""


def content_security_policy(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """The policy that allows `BASE` and, for each directive, the sources in `extra`.

    The order of the mapping makes no difference to the result.
    """
    directives = []
    for name in (*BASE, *sorted(extra.keys() - BASE.keys())):
        sources = dict.fromkeys((*BASE.get(name, ()), *extra.get(name, ())))
        directives.append(" ".join((name, *(sources or ("'none'",)))))
    return "; ".join(directives)
