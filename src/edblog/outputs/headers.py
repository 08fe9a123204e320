"""Writes the HTTP headers of a site for each web server: `_headers` (Netlify, Cloudflare Pages), nginx, Caddy and Apache.

The configurations for nginx and Caddy are complete: they set the folder, the path, the media types and the headers.
Paths and values come from the settings and from edblog, and contain no quotes or line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from edblog.views import HeaderRule, Headers

_Pairs = tuple[tuple[str, str], ...]

_HSTS = "Strict-Transport-Security: max-age=31536000"
_ABOUT_HSTS = (
    "Once everything on this host name is served by https, for good, add:",
    f"  {_HSTS}",
)
_ASK_AGAIN = (("Cache-Control", "no-cache"),)
"""Files keep their names when they change. Netlify and Cloudflare Pages send such a header by themselves."""
_TEXTS = "text/css text/plain application/javascript text/javascript application/json application/xml text/xml image/svg+xml"
"""Media types, besides HTML, of the text files of a site; all are UTF-8."""


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _comments(*lines: str) -> list[str]:
    return [f"# {line}" for line in lines]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def netlify(view: Headers, _folder: str) -> str:
    """A file `_headers`: each path on a line, its headers indented below; if two rules have the same header, both are sent."""
    rules = [rule for rule in view.rules if not rule.versioned]
    feeds = [HeaderRule(pattern, (("Content-Type", type_),)) for pattern, type_ in view.feeds]
    return _lines(
        *_comments("Made by edblog. Put a file of your own at static/_headers to replace it.", *_ABOUT_HSTS),
        *(
            line
            for rule in (*rules, *feeds)
            for line in ("", rule.pattern, *(f"  {name}: {value}" for name, value in rule.headers))
        ),
    )


def nginx(view: Headers, folder: str) -> str:
    """Locations for a server block. A location with headers of its own loses those around it, so each repeats them."""
    general, *others = view.rules
    path = view.root.rstrip("/")
    return _lines(
        *_comments(
            "Put this into the server block of the site, instead of any location that the block already has",
            f"for {view.root}. If the server keeps the files of the site in another folder, change the line with {folder}.",
            *_ABOUT_HSTS,
        ),
        *([f"location = {path} {{", f"    return 301 {view.root};", "}"] if path else []),
        f"location {'^~ ' if path else ''}{view.root} {{",
        *_indented(
            (
                f'alias "{folder}/";' if path else f'root "{folder}";',
                "index index.html;",
                "absolute_redirect off;",
                f"error_page 404 {view.root}404.html;",
                "charset utf-8;",
                f"charset_types {_TEXTS};",
                *_add_headers(general.headers + _ASK_AGAIN),
                *(line for rule in others for line in _location(rule, _merged(general.headers, rule))),
                *(
                    line
                    for pattern, type_ in view.feeds + view.types
                    for line in _typed_location(pattern, type_)
                ),
            )
        ),
        "}",
    )


def _merged(general: _Pairs, rule: HeaderRule) -> _Pairs:
    names = {name for name, _ in rule.headers}
    return (*(pair for pair in general + _ASK_AGAIN if pair[0] not in names), *rule.headers)


def _location(rule: HeaderRule, headers: _Pairs) -> Iterator[str]:
    yield f'location ~* "{_regex(rule.pattern)}" {{'
    if rule.versioned:
        # With a variable, because an `if` that adds a header would drop all others.
        cached = dict(rule.headers)["Cache-Control"]
        yield f'    set $edblog_cache "{dict(_ASK_AGAIN)["Cache-Control"]}";'
        yield f'    if ($arg_v) {{ set $edblog_cache "{cached}"; }}'
        headers = tuple(
            (name, "$edblog_cache" if name == "Cache-Control" else value) for name, value in headers
        )
    yield from _indented(_add_headers(headers))
    yield "}"


def _typed_location(pattern: str, type_: str) -> Iterator[str]:
    yield f'location ~* "{_regex(pattern)}" {{'
    yield "    types { }"
    yield f'    default_type "{type_}";'
    yield "}"


def _add_headers(headers: _Pairs) -> Iterator[str]:
    for name, value in headers:
        # `always` sends a header on error pages, too; but an error page must not be cached for a year.
        always = "" if "max-age" in value or value.startswith("$") else " always"
        yield f'add_header {name} "{value}"{always};'


def _regex(pattern: str) -> str:
    return f"^{'.*'.join(map(re.escape, pattern.split('*')))}$"


def caddy(view: Headers, folder: str) -> str:
    """Directives for the site block of a Caddyfile; `+` adds a value to the header of another rule."""
    path = view.root.rstrip("/")
    return _lines(
        *_comments(
            "Put this into the block of the site in the Caddyfile, instead of a root and file_server for this path.",
            f"If the server keeps the files of the site in another folder, change the two lines with {folder}.",
            *_ABOUT_HSTS,
        ),
        *([f"redir {path} {view.root}"] if path else []),
        *(line for number, rule in enumerate(view.rules) for line in _caddy_rule(number, rule)),
        *(line for number, rule in enumerate(view.feeds + view.types) for line in _caddy_type(number, *rule)),
        f"handle_path {view.root}* {{",
        f'    root * "{folder}"',
        "    file_server",
        "}",
        "handle_errors {",
        f"    @edblog_lost expression `{{err.status_code}} == 404 && path('{view.root}*')`",
        "    handle @edblog_lost {",
        "        header Cache-Control no-cache",
        f'        root * "{folder}"',
        "        rewrite * /404.html",
        "        file_server {",
        "            status 404",
        "        }",
        "    }",
        "}",
    )


def _caddy_rule(number: int, rule: HeaderRule) -> Iterator[str]:
    yield f"@edblog{number} {{"
    yield f'    path_regexp "(?i){_regex(rule.pattern)}"'
    if rule.versioned:
        yield "    query v=*"
    yield "}"
    yield f"header @edblog{number} {{"
    for name, value in rule.headers + (() if number else _ASK_AGAIN):
        # A second policy narrows the first one; of other headers the last one is meant.
        sign = "+" if number and name == "Content-Security-Policy" else ""
        yield f'    {sign}{name} "{value}"'
    yield "}"


def _caddy_type(number: int, pattern: str, type_: str) -> Iterator[str]:
    yield f'@edblog_type{number} path_regexp "(?i){_regex(pattern)}"'
    yield f'header @edblog_type{number} Content-Type "{type_}"'


def apache(view: Headers, _folder: str) -> str:
    """A file `.htaccess` for the folder of the site; it needs mod_headers."""
    lines: list[str] = []
    for number, rule in enumerate(view.rules):
        fits = f"%{{REQUEST_URI}} =~ m#{_regex(rule.pattern)}#i"
        if rule.versioned:
            fits += " && %{QUERY_STRING} =~ m#^v=#"
        lines.append(f'<If "{fits}">')
        for name, value in rule.headers + (() if number else _ASK_AGAIN):
            # An error page must not be cached for a year.
            found = ' "expr=%{REQUEST_STATUS} -lt 400"' if "max-age" in value else ""
            lines.append(f'    Header always set {name} "{value}"{found}')
        lines.append("</If>")
    for pattern, type_ in view.feeds + view.types:
        lines += [
            f'<If "%{{REQUEST_URI}} =~ m#{_regex(pattern)}#i">',
            f'    ForceType "{type_}"',
            "</If>",
        ]
    return _lines(
        *_comments(
            "Put this into the file .htaccess in static/. It needs mod_headers, and AllowOverride FileInfo Indexes.",
            *_ABOUT_HSTS,
        ),
        "DirectoryIndex index.html",
        f"ErrorDocument 404 {view.root}404.html",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .css .js .json .svg .txt .xml",
        *lines,
    )


SERVERS: dict[str, Callable[[Headers, str], str]] = {
    "netlify": netlify,
    "nginx": nginx,
    "caddy": caddy,
    "apache": apache,
}
"""A writer for each server, by its name in `edblog headers --server`; it takes the view and the folder to serve."""


def render_headers(view: Headers) -> bytes:
    """The file `_headers` of the site."""
    return netlify(view, "").encode()
