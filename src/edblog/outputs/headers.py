"""HTTP headers in the forms that web hosts read: `_headers` (Netlify, Cloudflare Pages), nginx, Caddy and Apache.

Paths and values are those of the settings and of edblog, in which no quote and no line break can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from edblog.views import HeaderRule, Headers

_HSTS = "Strict-Transport-Security: max-age=31536000"
_ABOUT_HSTS = (
    "Once everything on this host name is served by https, for good, add:",
    f"  {_HSTS}",
)


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def netlify(view: Headers) -> str:
    """A file `_headers`: a path on a line, its headers indented below it; equal headers of two rules both hold."""
    about = (
        f"# {line}"
        for line in ("Made by edblog. Put a file of your own at static/_headers to replace it.", *_ABOUT_HSTS)
    )
    rules = (
        line
        for rule in view.rules
        for line in ("", rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers))
    )
    return _lines(*about, *rules)


def nginx(view: Headers) -> str:
    """A location for a server block; nginx forgets the headers around a location that has some itself."""
    general, *others = view.rules
    inner = [line for rule in others for line in _location(rule, _merged(general, rule))]
    return _lines(
        "# Put this into the server block of the site, in the place of the location that it has.",
        *(f"# {line}" for line in _ABOUT_HSTS),
        f"location {view.root} {{",
        *(
            f"    {line}"
            for line in (*_add_header(general.headers), f"error_page 404 {view.root}404.html;", *inner)
        ),
        "}",
    )


def _merged(general: HeaderRule, rule: HeaderRule) -> tuple[tuple[str, str], ...]:
    names = {name for name, _ in rule.headers}
    return (*(pair for pair in general.headers if pair[0] not in names), *rule.headers)


def _location(rule: HeaderRule, headers: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'location ~* "{_regex(rule.pattern)}" {{'
    yield from (f"    {line}" for line in _add_header(headers))
    yield "}"


def _add_header(headers: tuple[tuple[str, str], ...]) -> Iterator[str]:
    # Without `always`, they would be missing on the page of a lost address.
    yield from (f'add_header {name} "{value}" always;' for name, value in headers)


def _regex(pattern: str) -> str:
    return f"^{'.*'.join(map(re.escape, pattern.split('*')))}$"


def caddy(view: Headers) -> str:
    """Directives for the site block of a Caddyfile; `+` adds to what another rule says."""
    lines = []
    for number, rule in enumerate(view.rules):
        sign = "+" if number else ""
        lines += [
            f'@edblog{number} path_regexp "(?i){_regex(rule.pattern)}"',
            f"header @edblog{number} {{",
            *(f'    {sign}{name} "{value}"' for name, value in rule.headers),
            "}",
        ]
    return _lines(
        "# Put this into the block of the site in the Caddyfile.",
        *(f"# {line}" for line in _ABOUT_HSTS),
        *lines,
    )


def apache(view: Headers) -> str:
    """A file `.htaccess` for the folder of the site; it needs mod_headers."""
    lines = []
    for rule in view.rules:
        lines += [
            f'<If "%{{REQUEST_URI}} =~ m#{_regex(rule.pattern)}#i">',
            *(f'    Header always set {name} "{value}"' for name, value in rule.headers),
            "</If>",
        ]
    return _lines(
        "# Put this into the file .htaccess in static/. It needs mod_headers, and AllowOverride FileInfo.",
        *(f"# {line}" for line in _ABOUT_HSTS),
        f"ErrorDocument 404 {view.root}404.html",
        *lines,
    )


SERVERS: dict[str, Callable[[Headers], str]] = {
    "netlify": netlify,
    "nginx": nginx,
    "caddy": caddy,
    "apache": apache,
}
"""Every form, by the name that `edblog headers --server` takes."""


def render_headers(view: Headers) -> bytes:
    """The file `_headers` of the site."""
    return netlify(view).encode()
