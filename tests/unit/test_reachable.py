"""A reader who starts at the home page and follows links comes to every page of the sample site."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from edblog.pipeline import build

ROOT = Path(__file__).parents[2]
HOME = "https://district.example/stories/"


class Links(HTMLParser):
    """The addresses that a page links to with `a`."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url, self.found = url, set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        href = dict(attributes).get("href")
        if tag == "a" and href:
            self.found.add(urldefrag(urljoin(self.url, href)).url)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """The sample site as it is published."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("content", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "edblog.toml").read_text(encoding="utf-8")
    # Listings of several pages have pages of their own to reach.
    (folder / "edblog.toml").write_text(config.replace("page_size = 12", "page_size = 3"), encoding="utf-8")
    assert build(folder).ok
    return folder / "site"


def page_at(site: Path, url: str) -> Path:
    path = site / url.removeprefix(HOME)
    return path / "index.html" if url.endswith("/") else path


def test_every_page_is_reached_by_links_from_the_home_page(sample):
    listed = set(re.findall("<loc>(.*?)</loc>", (sample / "sitemap.xml").read_text(encoding="utf-8")))
    numbered = (path.parent.relative_to(sample).as_posix() for path in sample.rglob("page/*/index.html"))
    listed |= {f"{HOME}{path}/" for path in numbered}
    reached, waiting = set(), [HOME]
    while waiting:
        url = waiting.pop()
        page = page_at(sample, url)
        if url not in reached and url.startswith(HOME) and page.suffix == ".html" and page.is_file():
            reached.add(url)
            waiting += Links(url, page.read_text(encoding="utf-8")).found

    assert len(listed) > 50
    assert sorted(listed - reached) == []
