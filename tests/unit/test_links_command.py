"""The command `edblog links` on whole sites, with a server on this computer in place of all others."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import NOW, post
from tests.link_server import NETWORK, answer, serving

from edblog.cli.commands import main
from edblog.links.file import read_links
from edblog.model.links import LinkState
from edblog.pipeline import linking
from edblog.problems import EdblogError


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def look(monkeypatch):
    """The function behind the command, which may ask this computer, and does not pause."""
    found = partial(linking.look, network=NETWORK, pause=0, now=NOW)
    monkeypatch.setattr(linking, "look", found)
    return partial(found, days=14)


DELETE = (
    "delete the link, or write another address; to lead readers to a copy, "
    'add archived = "https://…" to its line in data/links.toml'
)


def run(site, *args):
    result = CliRunner().invoke(main, ["links", "--site", str(site.folder), *args], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def states(site):
    return read_links((site.folder / "data/links.toml").read_text(encoding="utf-8"))[0]


@pytest.fixture
def site(make_site, server):
    url = server.url
    return make_site(
        {
            "content/authors/rosa.md": f"---\nname: Rosa Okafor\nlinks:\n  - label: My class\n    url: {url('/class')}\n---\nRosa.\n",
            "content/posts/jar.md": post(
                body=f"[The first page]({url('/404/jar#lid')}), [the second one]({url('/old')}) and\n[the first again]({url('/404/jar')}).\n\n"
                f"`[code]({url('/code')})` and <!-- [hidden]({url('/hidden')}) --> are no links.\n\n"
                "[Our home](https://district.example/stories/posts/jar/), [mail](mailto:rosa@district.example) and [here](#top) are not asked."
            ),
            "content/posts/draft.md": post(
                "Draft", body=f"[A draft]({url('/draft')}) may be private.", draft="true"
            ),
            "content/posts/later.md": post(
                "Later", "2026-12-24", body=f"[Later]({url('/later')}) this is public."
            ),
        }
    )


def test_a_run_writes_what_it_found_and_says_it(site, server, look):
    server.answers = {"/old": answer(301, Location="/new"), "/class": answer(403)}

    exit_code, said, problems = run(site)

    assert exit_code == 1
    assert (
        said
        == f"""\
Looking at 4 links of 4. Each site is asked for one page at a time.
No clear answer (you need not do anything; try some of these in your browser):
  {server.url("/class")}
    its site answers 403, as some do to programs

Looked at 4 links: 1 fine, 1 moved for good, 1 gone, 1 without a clear answer.
Wrote data/links.toml. Commit it, so that builds know.
"""
    )
    assert re.findall(r"^(?:\w+ content|  help).*", problems, re.MULTILINE) == [
        "warning content/posts/jar.md:6:18  the page behind this link is gone: its site answers 404",
        f"  help: {DELETE}",
        "notice content/posts/jar.md:6:74  this page has moved for good",
        f"  help: write: {server.url('/new')}",
        "warning content/posts/jar.md:7:19  the page behind this link is gone: its site answers 404",
        f"  help: {DELETE}",
    ]
    found = {address.removeprefix(server.url("")): state for address, state in states(site).items()}
    assert found == {
        "/404/jar": LinkState("2026-11-12", "gone", "404", "2026-11-12"),
        "/class": LinkState("2026-11-12", "unclear", "403", "2026-11-12"),
        "/later": LinkState("2026-11-12", "fine"),
        "/old": LinkState("2026-11-12", "moved", to=server.url("/new")),
    }


def test_a_build_says_the_same_as_the_command(site, server, look):
    server.answers = {"/old": answer(301, Location="/new")}
    looked = look(site.folder)

    report = site.build(dry=True)

    links = [problem for problem in report.problems if problem.code in ("gone-link", "moved-link")]
    assert links == list(looked.problems)
    assert len(links) == 3


def test_what_was_asked_for_is_not_asked_again_within_some_days(site, server, look):
    look(site.folder)
    before, asked = (site.folder / "data/links.toml").read_bytes(), len(server.asked)

    again = look(site.folder, now=NOW + timedelta(days=13))

    assert (again.asked, again.is_changed, len(server.asked)) == (0, False, asked)
    assert (site.folder / "data/links.toml").read_bytes() == before
    assert len(again.problems) == 2
    assert look(site.folder, now=NOW + timedelta(days=14)).asked == 4


def test_only_new_links_are_asked_for_on_request(site, server, look):
    look(site.folder)
    site.post("new", "New", "2026-01-03", body=f"[New]({server.url('/new')}) is this.")
    asked = len(server.paths())

    exit_code, said, _ = run(site, "--only-new", "--days", "0")

    assert server.paths()[asked:] == ["HEAD /new"]
    assert exit_code == 1
    assert said.startswith("Looking at 1 link of 5.")


def test_a_copy_that_somebody_added_stays_and_is_linked(site, server, look):
    look(site.folder)
    file = site.folder / "data/links.toml"
    file.write_text(
        file.read_text().replace('why = "404"', 'why = "404", archived = "https://archive.example/jar"')
    )

    looked = look(site.folder, days=0)
    site.build()

    assert states(site)[server.url("/404/jar")].archived == "https://archive.example/jar"
    assert looked.problems == []
    assert site.output("posts/jar/index.html").count('href="https://archive.example/jar"') == 2


def test_a_copy_that_is_added_during_a_run_stays(site, server, look):
    look(site.folder)
    file = site.folder / "data/links.toml"

    def edit(done, _total):
        if done > 1:
            return
        file.write_text(
            file.read_text().replace('why = "404",', 'why = "404", archived = "https://archive.example/jar",')
        )

    look(site.folder, days=0, progress=edit)

    assert states(site)[server.url("/404/jar")].archived == "https://archive.example/jar"


def test_what_was_found_before_ctrl_c_is_kept(site, server, look):
    done = []

    def interrupt(number, _total):
        done.append(number)
        if number == 2:
            raise KeyboardInterrupt

    looked = look(site.folder, progress=interrupt)

    assert (looked.was_interrupted, done, len(states(site))) == (True, [1, 2], 2)


def test_ctrl_c_has_its_exit_code(site, server, look, monkeypatch):
    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(linking, "visit", interrupt)

    exit_code, said, _ = run(site)

    assert exit_code == 130
    assert "4 links will be looked at next time" in said
    assert not (site.folder / "data").exists()


def test_a_run_has_an_end_and_the_next_one_goes_on(site, server, look):
    server.answers = {"/class": b"wait"}

    looked = look(site.folder, seconds=0)

    assert (looked.asked, looked.found, looked.is_changed) == (4, {}, False)
    assert look(site.folder).found.keys() == {
        server.url(path) for path in ("/404/jar", "/class", "/later", "/old")
    }


def test_a_host_that_asks_to_wait_is_for_the_next_run(site, server, look):
    server.answers = {"/robots.txt": answer(429, Retry_After="3600")}

    exit_code, said, problems = run(site)

    assert (exit_code, problems) == (0, "")
    assert said.endswith("4 links will be looked at next time: a site asked to wait, or there was no time.\n")
    assert not (site.folder / "data").exists()


def test_a_write_that_fails_leaves_the_file(site, server, look, monkeypatch):
    look(site.folder)
    before = (site.folder / "data/links.toml").read_bytes()
    server.answers = {"/later": answer(410)}

    def fail(self, _target):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", fail)
    exit_code, _, problems = run(site, "--days", "0")
    monkeypatch.undo()

    assert (site.folder / "data/links.toml").read_bytes() == before
    assert exit_code == 2
    assert "the operating system reports: No space left on device" in problems
    assert look(site.folder, days=0, now=NOW, network=NETWORK, pause=0).is_changed
    assert [path.name for path in (site.folder / "data").iterdir()] == ["links.toml"]


def test_without_a_connection_nothing_is_written(make_site, look):
    def unreachable(_host, _port):
        raise OSError(101, "Network is unreachable")

    pages = ", ".join(f"[page {name}](https://{name}.example/)" for name in ("one", "two", "three"))
    site = make_site({"content/posts/jar.md": post(body=pages)})

    with pytest.raises(EdblogError) as stopped:
        look(site.folder, network=NETWORK._replace(look_up=unreachable))

    assert [problem.code for problem in stopped.value.problems] == ["no-connection"]
    assert stopped.value.exit_code == 2
    assert not (site.folder / "data").exists()


def test_a_file_that_cannot_be_read_stops_the_command(site, server, look):
    site.write("data/links.toml", "[links\n")

    exit_code, said, problems = run(site)

    assert (exit_code, said, server.asked) == (2, "", [])
    assert problems.startswith("error data/links.toml:1:7  this line cannot be read")
    assert (site.folder / "data/links.toml").read_text() == "[links\n"


def test_a_file_that_is_a_link_to_another_is_not_written(site, server, look, tmp_path):
    (tmp_path / "secret").write_text("")
    (site.folder / "data").symlink_to(tmp_path)

    with pytest.raises(EdblogError):
        look(site.folder)
    assert server.asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_site_without_links_to_others_gets_no_file(make_site, look):
    site = make_site({"content/posts/jar.md": post()})

    exit_code, said, _ = run(site)

    assert (exit_code, said) == (
        0,
        "Looking at 0 links of 0. Each site is asked for one page at a time.\nThere is no link to another site.\n",
    )
    assert not (site.folder / "data").exists()


def test_links_in_every_spelling_are_found(make_site, server, look):
    url = server.url
    body = f"""<{url("/auto")}>, [reference][1], [spaces](<{url("/a b")}>), <a href="{url("/html?a=1&amp;b=2")}">HTML</a> and
[one without a scheme](//one.example:1/relative), [capitals]({url("/caps").replace("http", "HTTP")}).

[1]: {url("/reference")} "Title"
"""
    site = make_site({"content/posts/jar.md": post(body=body)})

    look(site.folder, seconds=20)

    assert {p.removeprefix("HEAD ") for p in server.paths()} == {
        "/auto",
        "/reference",
        "/a%20b",
        "/html?a=1&b=2",
        "/caps",
    }
    assert "https://one.example:1/relative" in states(site)


def test_the_site_says_who_asks(site, server, look):
    look(site.folder)

    [agent] = {asked.agent for asked in server.asked}
    assert agent.startswith("edblog/")
    assert agent.endswith(" (+https://district.example/stories/)")
