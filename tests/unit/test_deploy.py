"""Publishing to a folder: what is brought there, what stays, and what stops it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG, SiteFolder, post

from edblog.cli.commands import main
from edblog.deploy import method_of
from edblog.deploy.folder import Folder
from edblog.deploy.manifest import SLOTS
from edblog.deploy.status import publisher_of, waiting_id
from edblog.settings import read_config

SCHEDULED = datetime.now(UTC) + timedelta(days=60)


def call(site, *args, code=0):
    result = CliRunner().invoke(main, [*args, "--site", str(site.folder)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def publish(site, *args, code=0):
    return call(site, "publish", "--wait", "0", *args, code=code)


def contents(folder):
    """Every file by path, without the manifest and the status."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {path: data for path, data in found.items() if path not in (*SLOTS, "status.json")}


@pytest.fixture
def target(tmp_path):
    return tmp_path / "www" / "stories"


@pytest.fixture(scope="module")
def built(make_site):
    """A built site, of which each test gets a copy."""
    site = make_site({"content/posts/jar.md": post()})
    assert site.build().ok
    return site


@pytest.fixture
def site(built, target, tmp_path):
    folder = tmp_path / "site of a test"
    shutil.copytree(built.folder, folder)
    config = f'{CONFIG}\n[publish]\nto = "{target.as_posix()}"\n'
    (folder / "edblog.toml").write_text(config)
    return SiteFolder(folder)


def test_the_built_site_is_published_with_its_status(site, target):
    said = publish(site)

    assert contents(target) == site.outputs()
    assert f"Published to {target}" in said
    status = json.loads((target / "status.json").read_bytes())
    assert status["waiting"] == []
    assert status["commit"] is None
    assert datetime.now(UTC) - datetime.fromisoformat(status["published_at"]) < timedelta(minutes=5)


def test_a_second_run_has_nothing_to_do(site, target):
    publish(site)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}

    assert f"Nothing to do: {target} has the site as it is." in publish(site)
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_a_dry_run_says_what_would_happen_and_changes_nothing(site, target):
    publish(site)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*")}
    site.post("second", "A second jar", "2026-01-03")
    site.delete("content/posts/jar.md")

    said = publish(site, "--dry-run")

    assert "  upload (new): posts/second/index.html\n" in said
    assert "  upload (changed): index.html\n" in said
    assert "  delete: posts/jar/index.html\n" in said
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*")} == before


def test_only_what_changed_is_uploaded_and_what_is_gone_is_deleted(site, target):
    site.post("second", "A second jar", "2026-01-03")
    publish(site)
    untouched = (target / "assets/marigold.css").stat()
    site.delete("content/posts/second.md")

    publish(site)

    assert contents(target) == site.outputs()
    assert not (target / "posts/second").exists()
    assert (target / "assets/marigold.css").stat().st_ino == untouched.st_ino


def test_a_site_that_cannot_be_built_is_not_published(site, target):
    site.post("second", "A second jar", "2026-01-03", author="nobody")

    publish(site, code=1)

    assert not target.exists()


def test_what_edblog_did_not_upload_stays_and_is_named(site, target):
    publish(site)
    (target / "old app").mkdir()
    (target / "old app" / "grüße #1?.txt").write_text("hello")
    site.post("second", "A second jar", "2026-01-03")

    said = publish(site)

    assert "kept there, though edblog did not upload it: old app/grüße #1?.txt\n" in said
    assert (target / "old app" / "grüße #1?.txt").read_text() == "hello"


def test_a_page_that_somebody_changed_there_is_named_and_uploaded_again(site, target):
    publish(site)
    (target / "index.html").write_text("defaced")
    (target / "robots.txt").unlink()

    said = publish(site, "--quiet")

    assert "changed or deleted there by somebody else, and uploaded again: index.html, robots.txt\n" in said
    assert contents(target) == site.outputs()


def test_a_file_that_took_the_place_of_a_page_that_is_gone_stays(site, target):
    site.post("second", "A second jar", "2026-01-03")
    publish(site)
    (target / "posts/second/index.html").write_text("mine now")
    site.delete("content/posts/second.md")

    assert "kept there, though edblog did not upload it: posts/second/index.html\n" in publish(site)
    assert (target / "posts/second/index.html").read_text() == "mine now"


def test_files_of_somebody_else_are_not_replaced(site, target):
    """The problem is `publish-in-the-way`."""
    target.mkdir(parents=True)
    (target / "index.html").write_text("the school's old home page")
    (target / "lunch.pdf").write_text("menu")

    said = publish(site, code=1)

    assert f"edblog did not upload these files to {target}, and would replace them: index.html\n" in said
    assert contents(target) == {"index.html": b"the school's old home page", "lunch.pdf": b"menu"}
    publish(site, "--force")
    assert contents(target) == {**site.outputs(), "lunch.pdf": b"menu"}


def test_what_somebody_else_has_published_is_not_replaced(site, target, monkeypatch):
    publish(site)
    monkeypatch.setenv("EDBLOG_PUBLISHER", "the other laptop")
    site.post("second", "A second jar", "2026-01-03")

    said = publish(site, code=1)

    assert "publish-conflict" not in said
    assert "another person or computer published there on " in said
    assert not (target / "posts/second").exists()
    publish(site, "--force")
    assert contents(target) == site.outputs()


def test_another_site_is_neither_replaced_nor_deleted(site, target, make_site):
    config = CONFIG.replace("district.example/stories", "other.example")
    other = make_site({"edblog.toml": f'{config}\n[publish]\nto = "{target.as_posix()}"\n'})
    other.write("content/pages/only-here.md", "---\ntitle: Only here\n---\nHello.\n")
    publish(other)

    assert "another site is published there: https://other.example/\n" in publish(site, code=1)
    publish(site, "--force")
    assert "only-here/index.html" in contents(target)


def test_a_site_without_a_target_says_what_to_write(make_site):
    """The problem is `publish-target`."""
    site = make_site({})

    said = publish(site, code=2)

    assert "edblog.toml does not say where to publish" in said
    assert "[publish]" in said


@pytest.mark.parametrize("place", ["content/out", "site", ".", "site/below", ".git/www"])
def test_the_folder_of_the_site_itself_is_no_target(make_site, place):
    site = make_site({"edblog.toml": f'{CONFIG}\n[publish]\nto = "{place}"\n'})

    assert "is in the folder" in publish(site, code=2)


def test_a_site_with_drafts_is_not_published(site, target):
    """The problem is `publish-not-ready`."""
    site.post("second", "A second jar", "2026-01-03", draft="true")
    site.build(drafts=True)

    said = publish(site, "--no-build", code=1)

    assert "the built site holds what is not public yet: content/posts/second.md" in said
    assert not target.exists()
    publish(site)
    assert "posts/second/index.html" not in contents(target)


def test_without_a_build_the_folder_is_published_as_it_is(site, target):
    site.build()
    site.post("second", "A second jar", "2026-01-03")
    (site.folder / "site" / "mine.txt").write_text("not edblog's")

    said = publish(site, "--no-build")

    assert "in the output folder, but not published, since edblog did not write it: mine.txt\n" in said
    assert "posts/second/index.html" not in contents(target)
    assert "mine.txt" not in contents(target)


def test_without_a_build_the_address_must_be_that_of_the_last_build(site, target):
    site.build()
    config = (site.folder / "edblog.toml").read_text()
    site.write("edblog.toml", config.replace("https://district.example/stories/", "https://other.example/"))

    said = publish(site, "--no-build", code=1)

    assert "the built site is not the one at https://other.example/: base_url was changed since" in said
    assert not target.exists()


def test_an_old_page_is_deleted_before_its_files(site, target, monkeypatch):
    """Somebody who has its address gets all of it, or nothing."""
    site.write(
        "content/posts/second/index.md",
        "---\ntitle: Second\ndate: 2026-01-03\nauthor: rosa\n---\n![A jar](jar.svg)\n",
    )
    site.write(
        "content/posts/second/jar.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    publish(site)
    site.delete("content/posts/second/index.md")
    site.delete("content/posts/second/jar.svg")
    deleted, real = [], Folder.delete
    monkeypatch.setattr(
        Folder, "delete", lambda self, paths: (deleted.append(list(paths)), real(self, paths))[1]
    )

    publish(site)

    pages, others = deleted
    assert "posts/second/index.html" in pages
    assert all(path.endswith(".html") for path in pages)
    assert others == ["media/posts/second/jar.svg", "posts/second/card.png"]
    assert contents(target) == site.outputs()


def test_without_a_build_there_must_be_a_site(site):
    site.forget()
    assert "there is no built site in this folder" in publish(site, "--no-build", code=1)


def test_a_folder_that_cannot_be_written_is_named(site, target):
    """The problem is `publish-failed`."""
    if os.geteuid() == 0:
        target.parent.mkdir(parents=True)
        target.write_text("a file")
        assert f"{target} is a file, not a folder" in publish(site, code=2)
    else:
        target.mkdir(parents=True)
        target.chmod(0o500)
        assert str(target) in publish(site, code=2)


def test_a_status_names_no_text_that_waits(site, target):
    site.post("surprise", "A surprise", SCHEDULED.isoformat(timespec="seconds"))
    site.post("draft", "A draft", "2026-01-03", draft="true")

    publish(site)

    status = json.loads((target / "status.json").read_bytes())
    [waiting] = status["waiting"]
    assert waiting["id"] == blake2b(b"content/posts/surprise.md", digest_size=6).hexdigest()
    assert waiting["when"] == SCHEDULED.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert b"surprise" not in (target / "status.json").read_bytes()
    assert "content/posts/surprise.md" in call(site, "status")
    assert json.loads(call(site, "status", "--json")) == status


def test_a_scheduled_story_that_is_new_changes_the_status_alone(site, target):
    publish(site)
    site.post("surprise", "A surprise", SCHEDULED.isoformat(timespec="seconds"))

    assert "0 files uploaded" in publish(site)
    assert len(json.loads((target / "status.json").read_bytes())["waiting"]) == 1


def test_the_commit_is_that_of_the_repository(site, target):
    def git(*args):
        command = ("git", "-c", "user.name=Kim", "-c", "user.email=kim@district.example", *args)
        return subprocess.run(
            command, cwd=site.folder, check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q")
    git("add", "edblog.toml", "content")
    git("commit", "-qm", "Stories")
    publish(site)
    assert json.loads((target / "status.json").read_bytes())["commit"] == git("rev-parse", "HEAD")

    site.post("second", "A second jar", "2026-01-03")
    publish(site)
    assert json.loads((target / "status.json").read_bytes())["commit"] is None


def test_a_status_for_a_workflow_that_uploads_the_folder_itself(make_site):
    site = make_site(
        {"content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\n---\nIt filled up.\n"}
    )
    site.build()

    call(site, "status", "--write")

    assert json.loads(site.output("status.json"))["waiting"] == []
    said = call(site, "build")
    assert "status.json" not in said
    assert "0 files written" in said
    site.post("second", "A second jar", "2026-01-03")
    assert "status.json" not in call(site, "build")
    assert "status.json" in site.outputs()
    assert call(site, "status").startswith("Published ")


def test_a_site_that_was_never_published_says_so(site):
    assert "there is no status.json at " in call(site, "status", code=1)


def test_a_status_of_the_districts_own_is_published_as_it_is(site, target):
    site.write("static/status.json", "{}")

    publish(site)

    assert (target / "status.json").read_text() == "{}"
    assert "Nothing to do" in publish(site)


def test_an_interrupted_run_is_completed_by_the_next(site, target, monkeypatch):
    publish(site)
    site.post("second", "A second jar", "2026-01-03")
    monkeypatch.setattr("edblog.deploy.folder.exchange_names", lambda *_: False)
    real, left = Folder.put, [3]

    def put(self, folder, paths, progress):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(self, folder, paths, progress)

    monkeypatch.setattr(Folder, "put", put)
    result = CliRunner().invoke(main, ["publish", "--site", str(site.folder)])
    assert result.exit_code == 1
    monkeypatch.setattr(Folder, "put", real)

    assert "The last publish was interrupted; this one completes it.\n" in publish(site)
    assert contents(target) == site.outputs()


def test_a_folder_without_exchange_gets_its_pages_after_their_files(site, target, monkeypatch):
    monkeypatch.setattr("edblog.deploy.folder.exchange_names", lambda *_: False)
    publish(site)
    target.rename(target.with_name("moved"))
    shutil.move(target.with_name("moved"), target)
    site.write(
        "content/posts/second/index.md",
        "---\ntitle: Second\ndate: 2026-01-03\nauthor: rosa\n---\n![A jar](jar.svg)\n",
    )
    site.write(
        "content/posts/second/jar.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    put = []
    real = Folder.put
    monkeypatch.setattr(
        Folder, "put", lambda self, f, paths, p: (put.extend(paths), real(self, f, paths, p))[1]
    )

    publish(site)

    at = {path: put.index(path) for path in put}
    assert (
        at["media/posts/second/jar.svg"]
        < at["posts/second/index.html"]
        < at["index.html"]
        < at["sitemap.xml"]
    )
    assert put[0] in SLOTS
    assert put[-1] in SLOTS
    assert contents(target) == site.outputs()


def test_ids_of_waiting_texts():
    # The browser computes the same: tests/browser/test_status.py.
    assert (
        waiting_id("content/posts/2026-11-30-a-jar.md")
        == blake2b(b"content/posts/2026-11-30-a-jar.md", digest_size=6).hexdigest()
    )


def test_continuous_integration_is_the_same_publisher_on_every_machine(tmp_path):
    one = publisher_of(tmp_path / "a", {"CI": "true", "GITHUB_REPOSITORY": "sample/stories"})

    assert one == publisher_of(tmp_path / "b", {"CI": "true", "GITHUB_REPOSITORY": "sample/stories"})
    assert one != publisher_of(tmp_path / "a", {})


@pytest.mark.parametrize(
    ("address", "variable"),
    [
        ("sftp://web:hunter2@host.example/www", "EDBLOG_SSH_PASSWORD"),
        ("sftp://web:hunter2@host.example", "EDBLOG_SSH_PASSWORD"),
        ("sftp://web:hunter2/x@host.example/www", "EDBLOG_SSH_PASSWORD"),
        ("web:hunter2@host.example:/www", "EDBLOG_SSH_KEY"),
        ("ssh://web:hunter2@host.example:22/www", "EDBLOG_SSH_KEY"),
        ("davs://web:hunt er2@host.example/www", "EDBLOG_DAV_PASSWORD"),
        ("davs://host.example/www?token=hunter2", "EDBLOG_DAV_PASSWORD"),
        ("s3://AKIA:hunter2@bucket", "AWS_SECRET_ACCESS_KEY"),
        ("git:https://hunter2@git.example/a.git#pages", "EDBLOG_GIT_TOKEN"),
        ("git:https://git.example/a.git?access_token=hunter2#pages", "EDBLOG_GIT_TOKEN"),
    ],
)
def test_a_password_in_the_settings_is_refused(address, variable):
    config = f'{CONFIG}\n[publish]\nto = "{address}"\n'

    _, problems = read_config(config)

    assert [(p.code, p.key) for p in problems] == [("publish-secret", ("publish", "to"))]
    assert variable in problems[0].help
    assert "hunt" not in problems[0].message + problems[0].help


@pytest.mark.parametrize("format_", ["text", "json", "github", "gitlab", "markdown"])
def test_no_message_shows_a_password_in_the_settings(site, format_):
    """Logs and comments may be public."""
    site.write("edblog.toml", f'{CONFIG}\n[publish]\nto = "sftp://web:hunter2@host.example/www"\n')

    said = call(site, "check", "--format", format_, code=2)

    assert "contains a password" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("web@host.example:/www", "rsync"),
        ("ssh://web@host.example:2222/srv/www", "rsync"),
        ("sftp://host.example:2222/srv/@home", "SFTP"),
        ("davs://files.example:8443/www", "WebDAV"),
        ("git:git@git.example:a/b.git#pages", "git"),
    ],
)
def test_right_addresses_have_no_mistake(address, name):
    assert method_of(address).name == name
    assert read_config(f'{CONFIG}\n[publish]\nto = "{address}"\n')[1] == []


def test_a_token_in_the_address_of_a_remote_is_not_shown(site):
    """Continuous integration clones with such addresses."""
    remote = "https://x-access-token:hunter2@127.0.0.1:9/a.git"
    subprocess.run(["git", "init", "-q"], cwd=site.folder, check=True)
    subprocess.run(["git", "remote", "add", "origin", remote], cwd=site.folder, check=True)

    said = publish(site, "--to", "git:pages", code=1)

    assert "the branch pages of https://127.0.0.1:9/a.git cannot be read or written: " in said
    assert "hunter2" not in said


class Answering(BaseHTTPRequestHandler):
    """A web host with one file."""

    def do_GET(self):
        is_there = self.path == "/stories/status.json"
        body = (
            b'{"published_at":"2026-11-30T16:22:08Z","commit":null,"waiting":[]}'
            if is_there
            else b"Page not found"
        )
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


def test_the_status_online_is_that_at_the_address_of_the_site(site):
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/stories/"
        site.write("edblog.toml", CONFIG.replace("https://district.example/stories/", home))
        assert f"({home}status.json)" in call(site, "status", "--online")
        site.write("edblog.toml", CONFIG.replace("https://district.example/stories/", f"{home}other/"))
        assert "there is no status.json at " in call(site, "status", "--online", code=1)
        server.shutdown()
    assert "status.json cannot be read: " in call(site, "status", "--online", code=1)
