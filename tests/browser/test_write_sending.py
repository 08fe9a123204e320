"""The ways to send a story: addresses that each git host reads back as the same file, and that no text is cut in."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from tests.write_modules import served

from edblog.services.hosts import ADDRESSES, HOSTS, address

AWKWARD = "Año 漢字 🎉 & #1 + 50% = \"quotes\" 'q' <b> {path} \\ a/b?c;d !()*~\n\n- item\n"
BRANCH = "main"


@dataclass
class Opened:
    """The new files that the pages of a host were opened with: path and text."""

    files: list[tuple[str, str]] = field(default_factory=list)


class _Host(BaseHTTPRequestHandler):
    """Reads the address of the editor for a new file as GitHub, GitLab, Gitea and Forgejo do."""

    opened = Opened()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        owner, name, *rest = parts.path.strip("/").split("/")
        assert (owner, name) == ("example", "stories")
        rest = [unquote(part) for part in rest]
        if rest[0] == "new":  # GitHub: the whole path is in the file name
            _, branch, *folders = rest
            file, text = query["filename"], query.get("value", "")
        elif rest[0] == "-":  # GitLab
            _, _, branch, *folders = rest
            file, text = query["file_name"], query.get("content", "")
        else:  # Gitea and Forgejo
            action, branch, *folders = rest
            assert action == "_new"
            file, text = query["filename"], query.get("value", "")
        assert branch == BRANCH
        self.opened.files.append(("/".join([*folders, file]), text))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def submit(host: str, **settings: object) -> dict[str, object]:
    usual = {
        "repository": f"https://{host}.example/example/stories",
        "branch": BRANCH,
        "folder": "",
        "email": "",
    }
    return {**usual, "host": HOSTS[host]._asdict(), **settings}


def story(**fields: object) -> dict[str, object]:
    usual = {
        "title": "A jar",
        "date": "2026-11-30",
        "author": {"id": "rosa"},
        "text": "It filled up.",
        "file": "2026-11-30-a-jar",
    }
    return {**usual, **fields}


def ways(modules, *calls: tuple[dict, dict]) -> list[list[dict]]:
    """The ways for each story and its settings; of files, their paths."""
    return modules.run(
        """const {ways} = await use('send');
        return argument.map(([story, submit]) => {
            for (const picture of story.pictures ?? []) picture.blob = new Blob([picture.name]);
            return ways(story, submit).map((way) => ({...way, files: way.files?.map(({path}) => path), inFork: way.inFork?.('kim')}));
        });""",
        calls,
    )


@pytest.mark.parametrize("host", [name for name, host in HOSTS.items() if host.new_file])
@pytest.mark.parametrize("folder", ["", "sites/año"])
def test_a_host_reads_back_the_same_file(modules, browser, host, folder):
    with served(_Host) as origin:
        _Host.opened.files.clear()
        wanted = story(title="Año & #1", text=AWKWARD)
        settings = submit(host, repository=f"{origin}/example/stories", folder=folder)
        [[way, *_]] = ways(modules, (wanted, settings))
        page = browser.new_page()
        page.goto(way["url"])
        page.close()

    [(path, text)] = _Host.opened.files
    assert way["way"] == "new-file"
    assert path == "/".join(filter(None, [folder, "content/posts/2026-11-30-a-jar.md"]))
    assert text == modules.call("markdown", "toFile", wanted)


@pytest.mark.parametrize("host", HOSTS)
def test_an_address_is_the_one_that_edblog_makes(modules, host):
    values = {
        "branch": "main/2",
        "folder": "content/año b",
        "path": "content/a#b?.md",
        "name": "a+b&c.md",
        "text": AWKWARD,
    }
    repository = "https://host.example/group/sub/stories"
    templates = [getattr(HOSTS[host], name) for name in ADDRESSES]

    filled = modules.each(
        "send", "fill", [[template, {"repository": repository}, values] for template in templates]
    )

    assert filled == [address(template, repository, **values) for template in templates]


@pytest.mark.parametrize("host", HOSTS)
def test_a_text_is_whole_in_an_address_or_not_in_it(modules, host):
    stories = [
        story(text=letter * length) for letter in "a漢é\n " for length in (*range(600, 7_400, 400), 7_500)
    ]
    texts = modules.each("markdown", "toFile", [[one] for one in stories])

    for one, text, (way, *_) in zip(
        stories, texts, ways(modules, *((one, submit(host)) for one in stories)), strict=True
    ):
        assert len(way["url"]) <= HOSTS[host].max_address
        query = parse_qs(urlsplit(way["url"]).query)
        given = query.get("value", query.get("content", [""]))[0]
        if way["way"] == "new-file":
            assert given == text, one
        else:
            assert (way["way"], given, way["text"]) == ("paste", "", text), one


def test_the_longest_address_is_one_of_7_500_bytes(modules):
    stories = [story(text="a" * length) for length in range(7_200, 7_420)]

    found = [
        way["url"]
        for way, *_ in ways(modules, *((one, submit("github")) for one in stories))
        if way["way"] == "new-file"
    ]

    assert max(map(len, found)) == 7_500


def test_pictures_go_to_the_upload_page_or_into_a_fork(modules):
    pictures = [{"name": "jar.jpg", "alt": "A jar"}, {"name": "lid.jpg", "alt": "A lid"}]
    [found] = ways(
        modules, (story(pictures=pictures), submit("github", folder="site", email="stories@district.example"))
    )

    paths = [f"content/posts/2026-11-30-a-jar/{name}" for name in ("index.md", "jar.jpg", "lid.jpg")]
    assert [(way["way"], way["files"]) for way in found] == [
        (way, paths) for way in ("upload", "fork", "email", "download")
    ]
    upload, fork, email, _ = found
    below = "upload/main/site/content/posts/2026-11-30-a-jar"
    assert upload["url"] == f"https://github.example/example/stories/{below}"
    assert fork["url"] == "https://github.example/example/stories/fork"
    assert fork["inFork"] == f"https://github.example/kim/stories/{below}"
    assert upload["steps"][-2:] == [
        {"step": "click", "button": button} for button in HOSTS["github"].upload_buttons
    ]
    assert email["isWhole"] is False
    assert email["text"].endswith("![A jar](jar.jpg)\n\n![A lid](lid.jpg)\n")


def test_a_host_without_an_upload_page_takes_the_text_first(modules):
    [[way, *_]] = ways(modules, (story(pictures=[{"name": "jar.jpg", "alt": "A jar"}]), submit("gitlab")))

    assert way["way"] == "paste"
    assert (
        way["url"]
        == "https://gitlab.example/example/stories/-/new/main/content/posts/2026-11-30-a-jar?file_name=index.md"
    )
    assert way["view"] == "https://gitlab.example/example/stories/-/blob/main/content/posts/2026-11-30-a-jar"
    assert way["steps"][-1] == {"step": "add-pictures", "names": ["jar.jpg"]}


def test_a_short_story_is_whole_in_an_email_and_a_long_one_is_attached(modules):
    settings = {"email": "stories+new@district.example"}
    stories = [story(title="Año & #1?", text="漢" * length) for length in (1, 50, 250, 400)]

    for one, (way, last) in zip(stories, ways(modules, *((one, settings) for one in stories)), strict=True):
        text = modules.call("markdown", "toFile", one)
        url = way["url"]
        assert len(url) <= 1_800
        assert urlsplit(url).path == "stories%2Bnew@district.example"
        query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
        assert query["subject"] == "Story: Año & #1?"
        assert query["body"].replace("\r\n", "\n") == (
            text if way["isWhole"] else "My story is in the attached files."
        )
        assert last["way"] == "download"
    assert [way["isWhole"] for way, _ in ways(modules, *((one, settings) for one in stories))] == [
        True,
        True,
        False,
        False,
    ]


def test_a_site_that_names_neither_host_nor_email_still_gives_the_files(modules):
    [[way]] = ways(modules, (story(), {}))

    assert (way["way"], way["files"]) == ("download", ["content/posts/2026-11-30-a-jar.md"])
