"""What is added to the served copy of a page: the reload script, the problems, and leave to load both.

Pure: text in, text out.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlencode

import msgspec

from edblog.problems import Problem, in_order

MOST_PROBLEMS = 50
OVERLAY_CSS = "/__edblog__/overlay.css"
RELOAD_JS = "/livereload.js"
RELOAD_SOCKET = "/livereload"

# Over pages of edblog's own: comments in them are the theme's, and closed. Linear otherwise: one way to go on at each character.
_COMMENT_OR_META = re.compile(
    r"""<!--.*?-->|<meta\b(?:"[^"]*"|'[^']*'|[^'">])*>""", re.IGNORECASE | re.DOTALL
)
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)


class Reload(msgspec.Struct, frozen=True):
    """How a page connects to the server that sent it."""

    host: str
    """`name:port`, as the browser wrote it in its `Host` header."""
    generation: str

    def url(self, path: str) -> str:
        """An absolute URL: the page may set another base for its relative ones."""
        return f"http://{self.host}{path}"

    @property
    def script(self) -> str:
        """URL of livereload.js, which reads its options from there."""
        name, _, port = self.host.rpartition(":")
        options = {
            "host": name,
            "port": port,
            # Comes back with the handshake of livereload.js, so that the server knows a page from before.
            "snipver": self.generation,
            # Milliseconds between attempts to connect again; the default grows to a minute.
            "mindelay": "500",
            "maxdelay": "4000",
        }
        return f"{self.url(RELOAD_JS)}?{urlencode(options)}"


def served_copy(html: str, reload: Reload, problems: tuple[Problem, ...] = ()) -> str:
    """The page with the reload script and the problems before `</body>`, allowed by its own policy."""
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
    """A page of the preview's own, for when the site has none to show."""
    html = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # An empty icon, or the browser asks for /favicon.ico and complains that there is none.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        "<p>This page reloads after the next build.</p>\n</body>\n</html>\n"
    )
    return served_copy(html, reload, problems)


def overlay(problems: tuple[Problem, ...], reload: Reload) -> str:
    """The problems as a piece of HTML that can be folded away without a script."""
    listed = in_order(problems)
    title = "1 problem" if len(listed) == 1 else f"{len(listed)} problems"
    items = "".join(_item(problem) for problem in listed[:MOST_PROBLEMS])
    more = len(listed) - MOST_PROBLEMS
    rest = f"<p>… and {more} more; the terminal lists all of them.</p>\n" if more > 0 else ""
    return (
        f'<link rel="stylesheet" href="{escape(reload.url(OVERLAY_CSS))}">\n'
        '<section id="edblog-problems" role="alert" aria-labelledby="edblog-problems-title"'
        ' lang="en" dir="ltr">\n'
        f'<details open>\n<summary><h2 id="edblog-problems-title">{title} in the last build</h2></summary>\n'
        f"<ol>\n{items}</ol>\n{rest}"
        "<p>The page is from the last good build, if any, and reloads once a source file changes.</p>\n"
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
    """The source line with its number and, below it, a caret at the column."""
    number = str(problem.line) if problem.line else ""
    line = f"{number} | {problem.excerpt}"
    if not problem.column:
        return line
    before = problem.excerpt[: problem.column - 1]
    blank = "".join("\t" if char == "\t" else " " for char in before)
    return f"{line}\n{' ' * len(number)} | {blank}^"


def widened_policy(policy: str, reload: Reload) -> str:
    """A Content Security Policy (Level 3) that also allows what the preview adds, and no more.

    Exact URLs and not `'self'`, so that a script which the published site would block is blocked here too.
    """
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        # The first of two equal directives counts.
        directives.setdefault(name.lower(), sources)
    for name in ("", "upgrade-insecure-requests", "block-all-mixed-content"):
        # Made for a site behind https; the preview speaks plain http.
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
    """A reader of the attributes of a single tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str | None] = {}

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = dict(reversed(attrs))
