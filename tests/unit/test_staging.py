"""A trial copy: another address, another folder, no search engines, and the public site as it was."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from edblog.cli.commands import main
from edblog.pipeline.headers import server_headers
from edblog.pipeline.report import Options

STORY = "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\naliases: [/old/jar/]\n---\nIt filled up.\n"


def call(site, *args):
    result = CliRunner().invoke(main, [*args, "--site", str(site.folder)], catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture
def site(make_site):
    site = make_site({"content/posts/jar.md": STORY})
    assert site.build().ok
    return site


@pytest.fixture
def trial(tmp_path):
    return tmp_path / "trial"


def staged(site, trial, *more):
    address = ("--base-url", "https://trial.school/here")
    return call(site, "build", *address, "--output", str(trial), "--noindex", *more)


def test_a_trial_copy_is_at_another_address_and_asks_search_engines_to_stay_away(site, trial):
    before = site.outputs()

    code, _ = staged(site, trial)

    assert code == 0
    pages = [path.read_text() for path in trial.rglob("*.html")]
    assert len(pages) >= 10
    assert all('<meta name="robots" content="noindex">' in page for page in pages)
    assert not any("district.example" in page for page in pages)
    assert (
        '<link rel="canonical" href="https://trial.school/here/posts/jar/">'
        in (trial / "posts/jar/index.html").read_text()
    )
    assert (trial / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert not list(trial.glob("sitemap*"))
    assert "\n  X-Robots-Tag: noindex\n" in (trial / "_headers").read_text()
    assert site.outputs() == before


def test_what_is_public_is_open_to_search_engines(site):
    outputs = site.outputs()

    assert b"X-Robots-Tag" not in outputs["_headers"]
    assert b'name="robots"' not in outputs["index.html"]
    assert outputs["robots.txt"].endswith(b"Sitemap: https://district.example/stories/sitemap.xml\n")


def test_a_trial_copy_disturbs_no_build_and_no_build_disturbs_it(site, trial):
    staged(site, trial)
    assert "0 files written" in call(site, "build")[1]
    assert "0 files written" in staged(site, trial)[1]
    site.write("content/posts/jar.md", STORY.replace("filled up", "was empty"))
    staged(site, trial)

    report = site.build()

    assert "assemble" not in dict(report.stages)
    assert "was empty" in site.output("posts/jar/index.html")
    assert "was empty" in (trial / "posts/jar/index.html").read_text()


def test_a_trial_copy_shares_what_does_not_depend_on_its_address(site, trial):
    staged(site, trial)

    css = "assets/marigold.css"
    same_disk = (site.folder / "site").stat().st_dev == trial.stat().st_dev
    assert (trial / css).samefile(site.folder / "site" / css) == same_disk


def test_a_folder_that_is_not_empty_is_refused(site, trial):
    trial.mkdir()
    (trial / "thesis.txt").write_text("mine")

    code, said = staged(site, trial)

    assert code == 2
    assert said == (
        f"error {trial}:1:1  this folder is not empty, and edblog did not create its files\n"
        "  help: choose an empty or a new folder: --output ../staging; "
        "if this is an earlier trial copy, delete it first\n\n"
    )
    assert [path.name for path in trial.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "folder",
    [
        ".",
        "..",
        "content",
        "content/posts/x",
        "data",
        "data/x",
        "static/x",
        ".edblog",
        ".edblog/x",
        ".git/x",
        "site/x",
    ],
)
def test_a_folder_that_is_needed_for_something_else_is_refused(site, folder):
    before = site.sources()

    code, said = call(site, "build", "--output", str(site.folder / folder))

    assert code == 2
    assert re.search(
        "this folder is already used for something else|the files of the site are in this folder", said
    )
    assert site.sources() == before


def test_a_file_in_the_place_of_the_folder(site, trial):
    trial.write_text("mine")

    assert staged(site, trial)[0] == 2
    assert trial.read_text() == "mine"


def test_a_folder_inside_of_the_site_s_own(site):
    assert call(site, "build", "--output", str(site.folder / "trial"))[0] == 0
    assert (site.folder / "trial/index.html").is_file()
    assert call(site, "build", "--output", str(site.folder / "trial"))[0] == 0


@pytest.mark.parametrize("options", [(), ("--output", "site")])
def test_the_public_site_never_asks_search_engines_to_stay_away(site, monkeypatch, options):
    monkeypatch.chdir(site.folder)
    before = site.outputs()

    code, said = call(site, "build", "--noindex", *options)

    assert code == 2
    assert "this is the folder of the live site, and --noindex would hide it from search engines" in said
    assert site.outputs() == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", '"nonsense" is not a web address; write the whole address: https://district.example/stories/'),
        ("https://x.school/index.html", 'the address must be the address of a folder, and index.html is a page; write: "https://x.school/"'),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_a_mistake_in_the_command(site, url, said):
    code, printed = call(site, "build", "--base-url", url)

    assert code == 2
    assert said in " ".join(printed.split())


def test_an_address_that_was_named_in_a_command_is_no_placeholder(site, trial):
    _, said = call(site, "build", "--base-url", "http://localhost:8080/", "--output", str(trial))

    assert said.startswith("1 story: ")


@pytest.mark.parametrize("server", ["nginx", "caddy", "apache", "netlify"])
def test_printed_headers_ask_search_engines_to_stay_away(site, server):
    options = Options(base_url="https://trial.school/here/", noindex=True)

    assert "X-Robots-Tag" in server_headers(site.folder, server, options=options)
    assert "/here/" in server_headers(site.folder, server, options=options)
    assert "X-Robots-Tag" not in server_headers(site.folder, server)


def test_drafts_go_to_a_trial_copy_and_not_to_the_public_site(site, trial):
    site.write("content/posts/later.md", STORY.replace("aliases: [/old/jar/]", "draft: true"))

    assert staged(site, trial, "--drafts")[0] == 0
    assert (trial / "posts/later/index.html").is_file()
    assert not (site.folder / "site/posts/later").exists()
