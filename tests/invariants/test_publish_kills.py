"""A publish that is killed at any instant, and repeated: whoever reads meanwhile finds every file that a page names.

`make publish-kills` kills fifty times at each server; `make test` twice at two of them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from tests.deploy_servers import SERVERS

from edblog.deploy.manifest import SLOTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

KILLS = int(os.environ.get("EDBLOG_KILLS", "1"))
NAMES = os.environ.get("EDBLOG_KILLED", "S3,SFTP,WebDAV,rsync" if KILLS > 3 else "S3,SFTP").split(",")
ROOT = Path(__file__).parents[2]
EDITIONS = "abc"
BASE = "/stories/"
STORIES = 8


def write(site, edition: str) -> None:
    """One of the editions, which differ nearly everywhere: other texts, pictures, stories and topics."""
    number = EDITIONS.index(edition)
    for story in range(STORIES):
        if story % len(EDITIONS) == number:
            continue
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{ord(edition)}" height="9"/>'
        folder = f"content/posts/story-{story}"
        site.write(f"{folder}/jar-{edition}.svg", picture)
        site.write(f"{folder}/same.svg", picture)
        text = (
            f"![A jar](jar-{edition}.svg)\n\n![A shelf](same.svg)\n\nIt filled up, {edition}. "
            + "Then we talked. " * 30
        )
        topics = f"[Maths, {edition}-{story % 2}]"
        site.write(
            f"{folder}/index.md",
            f"---\ntitle: Story {story}{edition}\ndate: 2026-0{story + 1}-11\nauthor: rosa\ntopics: {topics}\n---\n{text}\n",
        )


class Page(HTMLParser):
    """The addresses of this site that a page names."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__()
        self.url, self.found = url, set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src", "poster"):
                self.add(value)
            elif name == "srcset":
                for part in value.split(","):
                    self.add(part.split()[0])

    def add(self, value):
        url = urlsplit(urldefrag(urljoin(f"https://district.example{self.url}", value or "")).url)
        if url.netloc == "district.example" and url.path.startswith(BASE):
            self.found.add(url.path)


class Reader(threading.Thread):
    """Reads the site from its home page on, again and again."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=20)
        self.ending = threading.Event()
        self.broken: list[str] = []
        self.cut: list[str] = []
        """Pages of which only a part was there."""
        self.pages = self.references = 0
        self.parents: dict[str, str] = {}
        """The page on which a link to another was found."""
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.ending.is_set():
                self.read_all()
        except BaseException as error:  # noqa: BLE001 - the test reports it
            self.error = error

    def get(self, path: str) -> bytes | None:
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        data = answer.read()
        return data if answer.status == 200 else None

    def read_all(self) -> None:
        waiting, seen = [BASE], {BASE}
        while waiting and not self.ending.is_set():
            url = waiting.pop(0)
            for found in self.read(url):
                if found not in seen and found.endswith("/"):
                    seen.add(found)
                    self.parents[found] = url
                    waiting.append(found)

    def page(self, url: str) -> Page | None:
        """A page. The servers of rclone take a page away for a moment before they put the new one into its place."""
        for _ in range(20):
            if (data := self.get(url)) is not None and b"</html>" in data:
                return Page(url, data.decode())
            time.sleep(0.02)
        if data is not None:
            self.cut.append(url)
            return Page(url, data.decode(errors="replace"))
        return None

    def read(self, url: str) -> set[str]:
        page = self.page(url)
        if page is None:
            # It may have been deleted since its address was read.
            return set()
        self.pages += 1
        for path in sorted(page.found):
            self.references += 1
            if self.there(path):
                continue
            # A reader with an old page open has some seconds; what a page names when it is asked again must be there.
            again = self.page(url)
            if not again or path not in again.found or self.there(path):
                continue
            # Its files must be there for everybody who has the address of a page. A link from a page to another counts if readers can
            # get to the page: new pages name each other in circles, so some of them name others that are still on their way.
            if not path.endswith("/") or self.leads_to(url):
                self.broken.append(f"{url} names {path}")
        return page.found

    def leads_to(self, url: str) -> bool:
        """Whether a reader who begins at the home page now gets to a page; new pages that no other names yet are being uploaded."""
        while url != BASE:
            page = self.page(self.parents[url])
            if page is None or url not in page.found:
                return False
            url = self.parents[url]
        return True

    def there(self, path: str) -> bool:
        for _ in range(20):
            if self.get(path) is not None:
                return True
            time.sleep(0.02)
        return False


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # In one piece: otherwise each answer waits for the acknowledgment of its head.
    wbufsize = -1

    def translate_path(self, path):
        inside = super().translate_path(path)
        return inside.replace(f"{self.directory}{BASE.rstrip('/')}", str(self.directory), 1)

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def editions(make_site) -> dict[str, Path]:
    """The built site of each edition."""
    found = {}
    for edition in EDITIONS:
        site = make_site({})
        write(site, edition)
        assert site.build().ok
        found[edition] = site.folder / "site"
    return found


def start(server, output: Path, home: Path, wait: float = 0.5) -> subprocess.Popen[bytes]:
    settings = dict(line.split(" = ") for line in server.settings.splitlines())
    given = {
        "to": server.to, "environment": server.environment, "output": str(output), "home": str(home), "wait": wait,
        "endpoint": settings.get("endpoint", "").strip('"'), "region": settings.get("region", "").strip('"'),
    }  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.deploy_driver", json.dumps(given)],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )


def files(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if path not in (*SLOTS, "status.json")}


@pytest.fixture(params=NAMES)
def server(request, tmp_path, require_program) -> Iterator:
    for name in ("ssh-keygen", "sshd", "rsync"):
        require_program(name)
    with SERVERS[request.param](require_program("rclone"), tmp_path / "server") as found:
        yield found


@pytest.mark.timeout(60 + 30 * KILLS)
def test_whoever_reads_meanwhile_finds_every_file(server, editions, tmp_path):
    home, drawn = tmp_path / "home", Random(KILLS)
    started = time.monotonic()
    assert start(server, editions["a"], home).wait() == 0
    assert files(server.folder) == files(editions["a"])
    assert start(server, editions["b"], home, 0.0).wait() == 0
    seconds = (time.monotonic() - started) / 2
    web = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(server.folder)))
    threading.Thread(target=web.serve_forever, daemon=True).start()
    reader = Reader(web.server_address[1])
    reader.start()
    try:
        edition, ended_by_itself = "b", 0
        for kill in range(KILLS):
            edition = drawn.choice([other for other in EDITIONS if other != edition])
            process = start(server, editions[edition], home)
            # One from each part of the time.
            instant = seconds * 1.2 * (kill + drawn.random()) / KILLS
            try:
                ended_by_itself += process.wait(instant) == 0
            except subprocess.TimeoutExpired:
                # Either the computer dies, or edblog alone, and its program goes on for a while.
                (os.killpg if kill % 3 else os.kill)(process.pid, signal.SIGKILL)
                process.wait()
            if kill % 10 == 9 or kill == KILLS - 1:
                assert start(server, editions[edition], home).wait() == 0
                assert files(server.folder) == files(editions[edition])
    finally:
        reader.ending.set()
        reader.join(30)
        reader.connection.close()
        web.shutdown()
        web.server_close()
    print(
        f"{server.to}: {KILLS} kills, {reader.pages} pages and {reader.references} references read, {len(reader.cut)} pages cut off"
    )
    assert reader.error is None
    assert reader.broken == []
    assert reader.pages > 0
    assert ended_by_itself < max(KILLS, 2)
    if not server.to.startswith("dav"):
        # Some WebDAV servers show a page while it arrives, as this one does.
        assert reader.cut == []
