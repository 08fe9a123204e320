"""The Content Security Policy of a page (W3C CSP Level 3), as the `content` of its meta element.

`frame-ancestors`, `report-uri` and `sandbox` are missing because browsers ignore them in a meta element; a district that
wants them also sets the HTTP header.
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
"""The sources for a page of text and pictures: nothing from other sites, and no scripts."""


def content_security_policy(extra: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """The policy that allows `BASE` and the additional sources in `extra`, by directive.

    The result does not depend on the order of the mapping.
    """
    directives = []
    for name in (*BASE, *sorted(extra.keys() - BASE.keys())):
        sources = dict.fromkeys((*BASE.get(name, ()), *extra.get(name, ())))
        directives.append(" ".join((name, *(sources or ("'none'",)))))
    return "; ".join(directives)
