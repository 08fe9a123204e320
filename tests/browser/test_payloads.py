"""Nothing that stands in a file runs in a page, fetches from elsewhere, or stands in the theme's place.

Every payload is in every field of a site, which is published in spite of the errors that edblog finds in it. Each page is
loaded in Chromium with its policy and without it, so that neither hides a hole of the other. `EDBLOG_PAYLOADS` is how many
payloads are tried, `all` of them with `make payloads`; in the suite it is every few.
"""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import os
import socketserver
import threading
from collections import Counter
from pathlib import Path

import feedparser
import pytest
from PIL import Image
from tests.payloads.corpus import every, files, odd_files

from edblog.outputs.body import resolve
from edblog.pipeline import build
from edblog.pipeline.setup import Setup
from edblog.problems import Problem
from edblog.serve.page import Reload, bare_page
from edblog.sources.markdown.rendering import render_text
from edblog.sources.markdown.sanitize import Sanitizer, removed_by_cleaning
from edblog.views import Body
from edblog.web.markup import CleanHtml

PAYLOADS = every()
WANTED = os.environ.get("EDBLOG_PAYLOADS", "8")
MANY = "EDBLOG_PAYLOADS" in os.environ
# All of them take more than an hour, most of it in one test.
pytestmark = pytest.mark.timeout(6 * 3600 if MANY else 300)
STEP = 1 if WANTED == "all" else max(1, len(PAYLOADS) // int(WANTED))
SITE = 200
"""Payloads in one site."""
FRAMES = 60
"""Pages that are loaded at once, each in a frame of its own."""
CONFIG = 'title = "Stories"\nbase_url = "http://127.0.0.1/stories/"\n[feeds]\nformats = ["rss", "atom", "json"]\nsize = 1000\n'

TRIPWIRE = """
(() => {
  const outer = window === top, seen = [], post = top.postMessage.bind(top);
  if (outer) { window.seen = seen; addEventListener("message", (event) => { if (event.data.kind) seen.push(event.data); }); }
  const tell = (kind, more) => {
    const what = { kind, text: `${kind} ${String(more).slice(0, 200)} at ${location.href}`, directive: String(more) };
    if (outer) seen.push(what); else post(what, "*");
  };
  const trap = (owner, name) => {
    try { Object.defineProperty(owner, name, { configurable: true, writable: true, value: (...given) => { tell(name, given); } }); } catch {}
  };
  // The script of the form builds the form, and waits; what it must never do stays a trap.
  const form = location.pathname.endsWith("/write/index.html");
  // Playwright itself evaluates in the page around the frames.
  const inner = outer || form ? ["eval", "Function"].filter(() => form) : ["eval", "Function", "setTimeout", "setInterval", "requestAnimationFrame", "queueMicrotask", "postMessage"];
  for (const name of [...inner, "alert", "confirm", "prompt", "print", "fetch", "open", "msgbox", "importScripts", "XMLHttpRequest", "WebSocket",
                      "EventSource", "Worker", "SharedWorker", "Image", "find", "stop"]) trap(window, name);
  for (const name of ["write", "writeln", "open", "execCommand"]) trap(document, name);
  // The scripts of the theme may make elements; nothing else may.
  const make = document.createElement.bind(document), theme = /\\/assets\\/(copy|directory|share|zone)\\.js/;
  if (!form) document.createElement = (...given) => { if (!theme.test(new Error().stack)) tell("createElement", given); return make(...given); };
  trap(navigator, "sendBeacon");
  trap(HTMLFormElement.prototype, "submit");
  for (const name of ["error", "log", "info", "warn", "debug", "dir"]) console[name] = (...given) => tell("console", given);
  addEventListener("submit", (event) => tell("submit", event.target), true);
  addEventListener("error", (event) => { if (event.message) tell("error", event.message); }, true);
  addEventListener("securitypolicyviolation", (event) => tell("policy", event.violatedDirective), true);
})();
"""
SEEN = """\
async () => {
  // Messages of frames come as tasks.
  await new Promise((done) => setTimeout(done, 0));
  return window.seen.splice(0);
}
"""
LOOK = """\
() => {
  const found = [];
  const allowed = new Set(["http:", "https:", "mailto:", "tel:"]), theme = /\\/assets\\/(copy|directory|share|zone)\\.js\\?v=/;
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument;
    const say = (what) => found.push(frame.getAttribute("src") + " " + what);
    if (!page || page.location.pathname !== new URL(frame.src).pathname) { say("went away"); continue; }
    const form = page.location.pathname.endsWith("/write/index.html");
    for (const element of page.querySelectorAll("*")) {
      // The script of the form makes what is in there.
      const ours = (form && element.closest("#eb-form") !== null) || element.closest("aside.share, section.share, div.share") !== null && element.closest(".prose") === null;
      const name = element.localName, home = element.namespaceURI.endsWith("xhtml");
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^(style|srcdoc|ping|target|formaction|autofocus|contenteditable|accesskey|background|action|is|name)$/.test(attribute)
            && !(name === "meta" && attribute === "name") && !(ours && !attribute.startsWith("on"))) say(`<${name} ${attribute}="${value}">`);
      }
      if (home && /^(script|iframe|frame|object|embed|form|input|textarea|select|button|style|base|portal|applet|dialog|video|audio)$/.test(name)
          && !(name === "script" && element.type === "application/ld+json")
          && !(name === "script" && element.parentElement === page.body && theme.test(element.src))
          && !(ours && name !== "script") && !(form && element.matches("#eb-form-data, body > script[type=module][src*='/assets/write/']:last-child"))) say(`<${name}>`);
      if (name === "meta" && /refresh/i.test(element.httpEquiv)) say("<meta refresh>");
      if (name === "link" && /^(?!canonical$|alternate$|icon$|stylesheet$|preload$|prev$|next$)/.test(element.rel)) say(`<link rel=${element.rel}>`);
      if (home && element.href !== undefined && element.hasAttribute("href") && !allowed.has(new URL(element.href, page.baseURI).protocol)
          && (!element.href.startsWith("webcal:") || element.closest(".prose"))) say(`href=${element.href}`);
      if (element.src && new URL(element.src, page.baseURI).host !== location.host) say(`src=${element.src}`);
      if (/^eb-/i.test(element.id) && element.closest(".prose")) say(`id=${element.id}`);
      if (element.closest && element.closest(".prose")) {
        const style = page.defaultView.getComputedStyle(element);
        if (style.position === "fixed" || style.position === "sticky") say(`position: ${style.position}`);
      }
    }
    if (page.querySelector("main")) {
      const count = (selector) => page.querySelectorAll(selector).length;
      for (const selector of ["title", "main#eb-main", "body > header.masthead", "body > footer.colophon", "body > a.skip"])
        if (count(selector) !== 1) say(`${count(selector)} of ${selector}`);
      for (const id of new Set([...page.querySelectorAll("[id^=eb-]")].map((element) => element.id)))
        if (count("#" + CSS.escape(id)) !== 1) say(`${count("#" + CSS.escape(id))} of #${id}`);
      const data = page.querySelector("script[type='application/ld+json']");
      if (data) try { JSON.parse(data.textContent); } catch (error) { say("JSON-LD: " + error); }
      if ([...page.body.children].filter((element) => element.localName !== "script" && !element.matches("p.unseen[role=status]")).at(-1).localName !== "footer") say("something behind the footer");
    }
  }
  return found;
}
"""
TOUCH = """\
() => {
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument;
    for (const element of page.querySelectorAll("main a, main summary, main [tabindex], main p, main img")) {
      for (const kind of ["mouseover", "mouseenter", "pointerenter", "focusin", "mousedown", "mouseup", "keydown", "copy", "dragstart", "wheel"])
        element.dispatchEvent(new Event(kind, { bubbles: true }));
      if (element.focus) element.focus();
      // Where a link leads is the reader's wish; whether it runs something is looked at.
      const link = element.closest("a[href]");
      if (!link || link.protocol === "javascript:" || link.protocol === "data:") element.click();
    }
  }
}
"""


_NUMBERS = itertools.count()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def end_headers(self):
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    # A browser asks for all frames of a page at once, and would show an error for one that finds no room.
    request_queue_size = 4 * FRAMES


class _Elsewhere(socketserver.BaseRequestHandler):
    """Stands for every host but this computer: writes down what was asked for, and answers nothing."""

    def handle(self) -> None:
        first = self.request.recv(500).split(b"\r\n")[0].decode("latin-1")
        # Chromium itself looks for updates and the like.
        if not any(host in first for host in ("google", "gvt1.com")):
            self.server.asked.append(first)


class Watched:
    """A browser that sees whatever happens in the pages of one folder."""

    def __init__(self, browser, folder: Path, *, bypass: bool) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self.server = _Server(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.home = f"http://127.0.0.1:{self.server.server_port}"
        # Nothing leaves this computer; what is for another host goes to the proxy.
        self.elsewhere = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Elsewhere)
        self.elsewhere.daemon_threads = True
        self.elsewhere.asked = []
        threading.Thread(target=self.elsewhere.serve_forever, daemon=True).start()
        proxy = {"server": f"http://127.0.0.1:{self.elsewhere.server_address[1]}", "bypass": "127.0.0.1"}
        self.context = browser.new_context(bypass_csp=bypass, proxy=proxy)
        self.context.add_init_script(TRIPWIRE)
        self.happened: list[str] = []
        self.blocked: Counter[str] = Counter()
        """What the policy kept from happening, by directive."""
        self.context.on(
            "page", lambda page: self.happened.append(f"popup {page.url}") if page is not self.page else None
        )
        self.page = None
        self.page = self.context.new_page()
        self.happened.clear()
        self.page.on("dialog", self._dialog)
        self.page.on("download", lambda download: self.happened.append(f"download {download.url}"))

    def seen(self) -> None:
        """Takes down what happened in the page and its frames since it was loaded."""
        for what in self.page.evaluate(SEEN):
            if what["kind"] == "policy":
                self.blocked[what["directive"]] += 1
            else:
                self.happened.append(what["text"])
        self.happened += [f"request {line}" for line in self.elsewhere.asked]
        self.elsewhere.asked.clear()

    def _dialog(self, dialog):
        self.happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def look(self, folder: Path, paths: list[str], *, touch: bool = False) -> None:
        """Loads pages of the folder, a few at a time."""
        for at in range(0, len(paths), FRAMES):
            frames = "".join(
                f'<iframe src="/{path}" width="400" height="300"></iframe>'
                for path in paths[at : at + FRAMES]
            )
            (folder / "frames.html").write_text(f"<!doctype html><title>frames</title>{frames}")
            url = f"{self.home}/frames.html?{next(_NUMBERS)}"
            self.page.goto(url, wait_until="load")
            self.happened += self.page.evaluate(LOOK)
            if touch:
                self.page.evaluate(TOUCH)
                self.happened += self.page.evaluate(LOOK)
            self.seen()
            if self.page.url != url:
                self.happened.append(f"navigation to {self.page.url}")

    def close(self) -> None:
        self.context.close()
        self.elsewhere.shutdown()
        self.elsewhere.server_close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(params=["with the policy", "without the policy"])
def watch(browser, request):
    """Loads pages with what their own policy allows, or as if they had none."""
    opened = []

    def open_(folder):
        watched = Watched(browser, folder, bypass=request.param == "without the policy")
        opened.append(watched)
        return watched

    yield open_
    for watched in opened:
        watched.close()


def test_there_are_enough_of_them():
    assert len(PAYLOADS) >= 6000
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def test_the_tripwire_trips(tmp_path, watch):
    """A test that sees nothing proves nothing."""
    hostile = {
        "a.html": "<script>alert(1)</script>",
        "b.html": "<img src=https://evil.example/x.png>",
        "c.html": '<main><a href="javascript:alert(2)">x</a></main>',
        "d.html": "<p style='position:fixed'>x</p><p onclick=x>y</p>",
        "e.html": "<meta http-equiv=refresh content='9;url=/f.html'>",
        "f.html": "<iframe srcdoc='<script>parent.confirm(1)</script>'></iframe>",
        "g.html": "<svg><animate onbegin=prompt(3) attributeName=x dur=1s></svg>",
    }
    for name, text in hostile.items():
        (tmp_path / name).write_text(text)
    watched = watch(tmp_path)

    for name in hostile:
        watched.look(tmp_path, [name], touch=True)

    happened = "\n".join(watched.happened)
    for sign in (
        "alert 1 at",
        "request CONNECT evil.example:443",
        "alert 2 at",
        'd.html <p style="',
        'd.html <p onclick="',
        "<meta refresh>",
        "confirm 1",
        "prompt 3",
        "href=javascript:alert(2)",
    ):
        assert sign in happened


def _fragments(folder: Path) -> list[str]:
    """A page without a policy for each payload, as Markdown and as HTML: what swallows the rest is alone."""
    (folder / "f").mkdir()
    names, sanitizer = [], Sanitizer()
    for number, payload in enumerate(PAYLOADS[:: 1 if MANY else STEP // 4]):
        _, markdown, _ = render_text("x.md", payload, 1)
        for form, html in (("m", markdown), ("h", sanitizer.clean(payload).html)):
            shown = resolve(CleanHtml(html), Body(b"", ("/f/x",) * html.count("edblog:")), "").html
            name = f"f/{form}{number}.html"
            (folder / name).write_text(
                f"<!doctype html><title>x</title><div class=prose>{shown}</div>",
                encoding="utf-8",
                errors="replace",
            )
            names.append(name)
    return names


def test_no_fragment_runs_or_fetches(tmp_path, browser):
    names = _fragments(tmp_path)
    # In one frame for each twenty: the pages are small, and hold no theme that could break.
    watched = Watched(browser, tmp_path, bypass=True)
    try:
        watched.look(tmp_path, names)
    finally:
        watched.close()

    print(f"{len(names)} fragments")
    assert watched.happened == []


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """Folders with published sites that have every payload in every field."""
    patch = pytest.MonkeyPatch()
    patch.setattr(Setup, "refuses", lambda *_: False)
    chosen = PAYLOADS[::STEP]
    folders = []
    for start in range(0, len(chosen), SITE):
        folder = tmp_path_factory.mktemp("hostile")
        _publish(folder, list(files(chosen[start : start + SITE], start)))
        folders.append(folder / "www")
    folder = tmp_path_factory.mktemp("odd")
    _publish(folder, list(odd_files(PAYLOADS[:: max(17, STEP)])))
    folders.append(folder / "www")
    patch.undo()
    return folders


def _publish(folder: Path, sources: list[tuple[str, str]]) -> None:
    (folder / "edblog.toml").write_text(CONFIG)
    for path, text in sources:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", errors="replace")
        if not (target.parent / "dot.png").exists():
            Image.new("RGB", (4, 3), "gold").save(target.parent / "dot.png")
    report = build(folder)
    assert len(report.written) > len(sources)
    (folder / "www").mkdir()
    (folder / "site").rename(folder / "www" / "stories")


def _pages(folder: Path) -> list[str]:
    found = sorted(path.relative_to(folder).as_posix() for path in (folder / "stories").rglob("*.html"))
    # Former addresses lead on, which is what they are for; `test_pages.py` looks at those.
    return [
        path.replace("%", "%25").replace("?", "%3F").replace("#", "%23").replace('"', "%22")
        for path in found
        if 'http-equiv="refresh"' not in (folder / path).read_text(encoding="utf-8")
    ]


def test_no_field_of_a_site_runs_fetches_or_stands_in_the_way(sites, watch):
    pages, blocked = 0, Counter()
    for folder in sites:
        watched = watch(folder)
        names = _pages(folder)
        watched.look(folder, names, touch=True)
        pages += len(names)
        blocked += watched.blocked
        assert watched.happened == []

    print(
        f"{len(PAYLOADS[::STEP])} payloads, {pages} pages; kept from happening by the policy: {dict(blocked)}"
    )
    assert blocked == {}


def test_no_feed_runs_in_a_browser_or_a_reader(sites, watch):
    for folder in sites:
        lists = [path for path in folder.rglob("*") if path.suffix in (".xml", ".opml", ".json", ".txt")]
        watched = watch(folder)
        for path in (
            lists
            if MANY
            else sorted(lists)[:20] + [path for path in lists if path.parent == folder / "stories"]
        ):
            if path.suffix in (".xml", ".txt"):
                watched.page.goto(f"{watched.home}/{path.relative_to(folder).as_posix()}")
                watched.seen()
            elif path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
        assert watched.happened == []


def test_a_reader_that_takes_everything_for_html_is_safe(sites):
    for folder in sites:
        for name in ("rss.xml", "atom.xml"):
            parsed = feedparser.parse(
                (folder / "stories" / name).read_bytes(), sanitize_html=False, resolve_relative_uris=False
            )
            assert parsed.bozo == 0
            assert parsed.entries
            for entry in parsed.entries:
                for content in entry.get("content", []):
                    assert set(removed_by_cleaning(content.value)) <= {
                        "tabindex=",
                        "srcset=",
                        "sizes=",
                        "decoding=",
                    }
                if name == "rss.xml":
                    titles = [
                        entry.title,
                        *(author.get("name", "") for author in entry.get("authors", [])),
                        *(tag.term for tag in entry.get("tags", [])),
                    ]
                    assert [
                        title for title in titles if "<script" in title.lower() or "<img" in title.lower()
                    ] == []


def test_the_problems_that_the_preview_shows_are_texts(tmp_path, watch):
    reload = Reload("127.0.0.1:1", "x")
    names = []
    for number, payload in enumerate(PAYLOADS[::STEP]):
        problem = Problem(payload, "error", payload, payload, payload, line=1, column=3, excerpt=payload)
        page = bare_page(payload, reload, (problem,)).encode(errors="replace").decode()
        name = f"o{number}.html"
        # Its own icon is no link, and its script and style come from a server that does not run here.
        page = page.replace('<link rel="icon" href="data:,">', "")
        page = page.replace("http://127.0.0.1:1/", "/").replace(
            '<script src="/livereload.js', '<script type="application/ld+json" src="/livereload.js'
        )
        (tmp_path / name).write_text(page, encoding="utf-8")
        names.append(name)
    watched = watch(tmp_path)

    watched.look(tmp_path, names)

    assert watched.happened == []
