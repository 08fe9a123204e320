"""A real Chromium for tests that need one."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.write_modules import Modules, scripts, served

from edblog.pipeline import build

ROOT = Path(__file__).parents[2]

CHROMIUM_FLAGS = [
    "--no-sandbox",  # containers of continuous integration run as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(require_program) -> Iterator:
    executable = require_program("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        # Colors that are still changing from light to dark have another contrast than either has. Playwright tells each page whether
        # its reader wants less motion, whatever flags the browser has.
        browser.new_context = partial(browser.new_context, reduced_motion="reduce")
        yield browser
        browser.close()


@pytest.fixture
def page(browser) -> Iterator:
    """A page of a visitor who has never been here."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def modules(browser) -> Iterator[Modules]:
    """The modules of the write page's script, in a page with its policy; the browser has nothing to complain of."""
    context = browser.new_context()
    with served(scripts()) as address:
        page = context.new_page()
        page.goto(f"{address}/write/")
        modules = Modules(page)
        yield modules
        context.close()
    assert modules.said == []


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """The sample site, built from a copy of its sources."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("content", "themes", "edblog.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder)
    config = (folder / "edblog.toml").read_text(encoding="utf-8")
    (folder / "edblog.toml").write_text(config.replace("page_size = 12", "page_size = 6"), encoding="utf-8")
    report = build(folder)
    assert [p for p in report.problems if p.severity != "notice"] == []
    return folder / "site"
