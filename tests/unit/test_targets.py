"""One contract for every target: each is tried against a real server on this computer."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.deploy_servers import SERVERS

from edblog.deploy import Place, methods, open_target, wrong_address
from edblog.deploy.deployment import Deployment, Options, Site
from edblog.deploy.manifest import SLOTS, Status, read_manifest
from edblog.deploy.snapshot import snapshot
from edblog.deploy.target import DeployError

NAMES = [method.name for method in methods()]
PAGE = "<!doctype html><title>Å</title>" + "Then we talked. " * 200
ODD = {
    "posts/ein Glas voll Fragen/grüße #1 100%.txt": "accents",
    "media/Ünïcode – “quotes” & 漢字.svg": "<svg/>",
    "static/a+b=c,d;e'f!.txt": "signs",
    "static/" + "long-name-" * 20 + ".txt": "long",
    "static/con.txt": "a name that Windows reserves",
    ".well-known/security.txt": "Contact: mailto:office@district.example\r\n",
    "empty.txt": "",
}
SITE = {
    "index.html": PAGE,
    "posts/jar/index.html": PAGE,
    "assets/a.css": "a{}",
    "sitemap.xml": "<x/>",
    "_headers": "/stories/*\n  X-Frame-Options: DENY\n\n/stories/assets/*\n  Cache-Control: public, max-age=31536000\n",
    **ODD,
}


class Publisher:
    """Publishes small trees of files to one server."""

    def __init__(self, server, home: Path) -> None:
        self.server, self.home, self.number = server, home, 0
        self.asked: list[str] = []

    def __call__(self, files: dict[str, str], *, who: str = "us", commit: str | None = "c1", **options):
        self.number += 1
        home = self.home / str(self.number)
        work, output, tree = home / "work", home / "output", home / "work" / "site"
        tree.mkdir(parents=True)
        for path, text in files.items():
            file = output / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        values = dict(line.split(" = ") for line in self.server.settings.splitlines())
        place = Place(
            address=self.server.to,
            site=home / "nowhere",
            output=home / "nowhere" / "site",
            work=work,
            environment={**os.environ, **self.server.environment},
            **{key: value.strip('"') for key, value in values.items()},
        )
        target = open_target(place)
        for name in ("listing", "put", "delete", "fetch", "replace"):
            setattr(target, name, self._noted(name, getattr(target, name)))
        status = Status("2026-11-30T16:22:08Z", commit)
        site = Site(
            "https://district.example/stories/", tree, snapshot(output, sorted(files), tree), status, who
        )
        said: list[str] = []
        self.asked = []
        options = {"wait": 0.0, **options}
        return Deployment(
            target,
            site,
            Options(**options),
            progress=lambda *_: None,
            say=said.append,
            now=lambda: datetime(2026, 11, 30, tzinfo=UTC),
        ).run()

    def _noted(self, name, call):
        def noted(*args):
            self.asked.append(name)
            return call(*args)

        return noted

    def there(self) -> dict[str, str]:
        """What visitors find, without edblog's own files."""
        root = self.server.folder
        self.pull()
        own = (*SLOTS, "status.json", ".nojekyll")
        paths = {p.relative_to(root).as_posix(): p for p in root.rglob("*") if p.is_file()}
        return {
            path: file.read_bytes().decode()
            for path, file in paths.items()
            if path not in own and not path.startswith(".git/")
        }

    def pull(self) -> None:
        """Brings the working copy of a branch up to date."""
        if self.server.to.startswith("git:"):
            repository = self.server.to.removeprefix("git:").partition("#")[0]
            if not self.server.folder.exists():
                git("clone", "-q", "-b", "pages", repository, str(self.server.folder))
            git("-C", str(self.server.folder), "pull", "-q")

    def push(self) -> None:
        """Publishes what somebody else has changed in the working copy of a branch."""
        if self.server.to.startswith("git:"):
            folder = str(self.server.folder)
            git("-C", folder, "add", "-A")
            git(
                "-C",
                folder,
                "-c",
                "user.name=Kim",
                "-c",
                "user.email=kim@district.example",
                "commit",
                "-qm",
                "By hand",
            )
            git("-C", folder, "push", "-q")


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


@pytest.fixture(params=NAMES)
def publish(request, tmp_path, require_program):
    rclone = require_program("rclone")
    for name in {"rsync": ("rsync", "sshd", "ssh-keygen"), "SFTP": ("ssh-keygen",)}.get(request.param, ()):
        require_program(name)
    with SERVERS[request.param](rclone, tmp_path / "server") as server:
        yield Publisher(server, tmp_path / "runs")


def test_every_target_keeps_its_promises(publish):
    # Everything is there, under its own name.
    outcome = publish(SITE)
    assert publish.there() == SITE
    assert sorted(outcome.plan.new) == sorted(SITE)
    # Nothing to do: one look, and no upload.
    assert publish(SITE).is_idle
    assert publish.asked == ["listing", "fetch"]
    # Somebody else adds, changes and deletes files there.
    (publish.server.folder / "old app").mkdir()
    (publish.server.folder / "old app" / "lunch menu.pdf").write_bytes(b"menu")
    (publish.server.folder / "posts/jar/index.html").write_text("defaced")
    (publish.server.folder / "static/con.txt").unlink()
    publish.push()
    before = publish.there()
    # Another publisher is stopped, and nothing has changed.
    with pytest.raises(DeployError, match="another person or computer published there on 2026-11-30 at"):
        publish({"index.html": PAGE}, who="them")
    assert publish.there() == before
    # Only what changed is uploaded, and what is gone is deleted. A folder takes the place of a file, and the other way round.
    gone = "posts/ein Glas voll Fragen/grüße #1 100%.txt"
    changed = {path: text for path, text in SITE.items() if path not in (gone, "assets/a.css", "empty.txt")}
    changed |= {
        "index.html": f"{PAGE} more",
        "posts/new/index.html": PAGE,
        "assets": "a file",
        "empty.txt/index.html": PAGE,
    }
    plan = publish(changed).plan
    assert publish.there() == {**changed, "old app/lunch menu.pdf": "menu"}
    assert plan.new == ("assets", "empty.txt/index.html", "posts/new/index.html", "static/con.txt")
    assert plan.changed == ("index.html", "posts/jar/index.html")
    assert plan.gone == ("assets/a.css", "empty.txt", gone)
    assert plan.altered == ("posts/jar/index.html", "static/con.txt")
    assert plan.foreign == ("old app/lunch menu.pdf",)
    assert not (publish.server.folder / gone).parent.exists()
    # The manifest says what is there.
    manifest = read_manifest(publish.server.folder)
    assert {path: entry.size for path, entry in manifest.files.items()} == {
        path: len(text.encode()) for path, text in changed.items()
    }
    assert (manifest.pending, manifest.gone) == ((), {})


def test_every_method_has_a_server_here():
    assert sorted(NAMES) == sorted(SERVERS)


@pytest.mark.parametrize("method", methods(), ids=lambda method: method.name)
def test_the_example_of_a_method_is_right(method):
    assert method.matches(method.example)
    assert [*wrong_address(method.example)] == []


def test_a_bucket_keeps_the_headers_that_the_site_wants(tmp_path):
    from edblog.deploy.headers import stored_headers

    (tmp_path / "_headers").write_text(SITE["_headers"])
    headers = stored_headers(tmp_path)

    assert headers("assets/a.css") == (("cache-control", "public, max-age=31536000"),)
    assert headers("index.html") == (("cache-control", "no-cache"),)


def test_a_missing_program_is_named(tmp_path, monkeypatch):
    from edblog.deploy import programs

    monkeypatch.setattr(programs.shutil, "which", lambda *_args, **_more: None)

    with pytest.raises(DeployError) as caught:
        programs.program("rclone", "install it with edblog: pip install 'edblog[publish]'")

    assert caught.value.problems[0].code == "publish-program"
    assert caught.value.exit_code == 2


def test_new_headers_of_a_file_are_a_change_in_a_bucket(tmp_path, require_program):
    with SERVERS["S3"](require_program("rclone"), tmp_path / "server") as server:
        publish = Publisher(server, tmp_path / "runs")
        publish(SITE)

        plan = publish({**SITE, "_headers": SITE["_headers"].replace("31536000", "60")}).plan

        assert plan.changed == ("_headers", "assets/a.css")
        assert plan.altered == ()
