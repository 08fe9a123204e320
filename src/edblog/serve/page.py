"""Additions to the served copy of a page: the reload script, the problems, and a Content Security Policy that allows both.

Pure: text in, text out.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlencode

import msgspec

from edblog.problems import Problem, in_order

MAX_PROBLEMS = 50
OVERLAY_CSS = "/__edblog__/overlay.css"
RELOAD_JS = "/livereload.js"
RELOAD_SOCKET = "/livereload"

# Runs over pages of edblog, whose comments come from the theme and are closed. Otherwise linear: one alternative at each character.
_COMMENT_OR_META = re.compile(
    r"""<!--.*?-->|<meta\b(?:"[^"]*"|'[^']*'|[^'">])*>""", re.IGNORECASE | re.DOTALL
)
NEVER = 'data-reload="never"'
"""In the tag `html` of a page that must not reload: somebody writes in it, and what they save makes the site be built again."""
_START = 500
"""Characters at the start of a page that have the tag."""
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)


class Reload(msgspec.Struct, frozen=True):
    """The connection of a page to the server that sent it."""

    host: str
    """`name:port`, as the browser wrote it in its `Host` header."""
    generation: str

    def url(self, path: str) -> str:
        """An absolute URL; relative ones would depend on the page's `base` element."""
        return f"http://{self.host}{path}"

    @property
    def script(self) -> str:
        """URL of livereload.js with its options in the query."""
        name, _, port = self.host.rpartition(":")
        options = {
            "host": name,
            "port": port,
            # livereload.js sends it back in its handshake, so that the server recognizes an outdated page.
            "snipver": self.generation,
            # Milliseconds between attempts to reconnect; by default, they grow to a minute.
            "mindelay": "500",
            "maxdelay": "4000",
        }
        return f"{self.url(RELOAD_JS)}?{urlencode(options)}"


def served_copy(html: str, reload: Reload, problems: tuple[Problem, ...] = ()) -> str:
    """The page with the reload script and the problems before `</body>`, and a policy that allows them; a page that must not reload as it is."""
    if NEVER in html[:_START]:
        return html
    head = _HEAD_END.search(html)
    split = head.start() if head else len(html)
    html = _COMMENT_OR_META.sub(lambda tag: _widened(tag[0], reload), html[:split]) + html[split:]
    added = f'<script src="{escape(reload.script)}" defer></script>\n'
    if problems:
        added = f"{overlay(problems, reload)}{added}"
    ends = list(_BODY_END.finditer(html))
    at = ends[-1].start() if ends else len(html)
    return html[:at] + added + html[at:]


def bare_page(title: str, reload: Reload, problems: tuple[Problem, ...] = ()) -> str:
    """A page of the preview itself, if the site has none to show."""
    html = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # An empty icon, so that the browser does not ask for /favicon.ico.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        "<p>This page reloads after the next build.</p>\n</body>\n</html>\n"
    )
    return served_copy(html, reload, problems)


def overlay(problems: tuple[Problem, ...], reload: Reload) -> str:
    """The problems as HTML in a `details` element, which can be closed without a script."""
    listed = in_order(problems)
    title = "1 problem" if len(listed) == 1 else f"{len(listed)} problems"
    items = "".join(_item(problem) for problem in listed[:MAX_PROBLEMS])
    more = len(listed) - MAX_PROBLEMS
    rest = f"<p>… and {more} more; the terminal lists all of them.</p>\n" if more > 0 else ""
    return (
        f'<link rel="stylesheet" href="{escape(reload.url(OVERLAY_CSS))}">\n'
        '<section id="edblog-problems" role="alert" aria-labelledby="edblog-problems-title"'
        ' lang="en" dir="ltr">\n'
        f'<details open>\n<summary><h2 id="edblog-problems-title">{title} in the last build</h2></summary>\n'
        f"<ol>\n{items}</ol>\n{rest}"
        "<p>This page is from the last successful build, if there was one. It reloads when you save a change.</p>\n"
        "</details>\n</section>\n"
    )


def _item(problem: Problem) -> str:
    place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
    lines = [
        f'<p class="edblog-place"><code>{escape(place)}</code></p>\n' if problem.path else "",
        f'<p class="edblog-message">{escape(problem.message)}</p>\n',
        f"<pre>{escape(excerpt(problem))}</pre>\n" if problem.excerpt else "",
        f'<p class="edblog-help">Help: {escape(problem.help)}</p>\n' if problem.help else "",
    ]
    return f"<li>\n{''.join(lines)}</li>\n"


def excerpt(problem: Problem) -> str:
    """The source line with its number, and a caret below the column."""
    number = str(problem.line) if problem.line else ""
    line = f"{number} | {problem.excerpt}"
    if not problem.column:
        return line
    before = problem.excerpt[: problem.column - 1]
    indent = "".join("\t" if char == "\t" else " " for char in before)
    return f"{line}\n{' ' * len(number)} | {indent}^"


def widened_policy(policy: str, reload: Reload) -> str:
    """A Content Security Policy (Level 3) that also allows the preview's additions, and nothing else.

    It adds exact URLs instead of `'self'`, so that a script that the published site would block is blocked here too.
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        # The first of two equal directives is used.
        directives.setdefault(name.lower(), sources)
    for name in ("", "upgrade-insecure-requests", "block-all-mixed-content"):
        # These are for a site with https; the preview uses http.
        directives.pop(name, None)
    added = {
        ("script-src-elem", "script-src", "default-src"): reload.url(RELOAD_JS),
        ("style-src-elem", "style-src", "default-src"): reload.url(OVERLAY_CSS),
        ("connect-src", "default-src"): f"ws://{reload.host}{RELOAD_SOCKET}",
    }
    for fallbacks, source in added.items():
        _allow(directives, fallbacks, source)
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _allow(directives: dict[str, list[str]], fallbacks: tuple[str, ...], source: str) -> None:
    """Add a source to the directive that governs, the first of `fallbacks` that the policy has."""
    governing = next((name for name in fallbacks if name in directives), None)
    if governing is None:
        return
    sources = [known for known in directives[governing] if known.lower() != "'none'"]
    # `default-src` also governs other things, which must not be widened.
    target = fallbacks[-2] if governing == "default-src" else governing
    directives[target] = [*sources, source]


def _widened(tag: str, reload: Reload) -> str:
    """The tag itself, or a meta tag with a Content Security Policy as `widened_policy` makes it."""
    if tag.startswith("<!--"):
        return tag
    reader = _Attributes()
    reader.feed(tag)
    if (reader.found.get("http-equiv") or "").strip().lower() != "content-security-policy":
        return tag
    policy = widened_policy(reader.found.get("content") or "", reload)
    return f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'


class _Attributes(HTMLParser):
    """A parser for the attributes of a single tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = dict(reversed(attrs))
