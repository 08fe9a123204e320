"""A git host on loopback: the few pages of GitHub that a writer meets, over real bare repositories.

It has the sign-in, the editor for a new file, the upload page, the fork page, and the page that makes a pull request, at GitHub's
addresses and with the words on GitHub's buttons. Each sends what it gets into git, on a branch of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

STYLE = """
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff }
header { background: #24292f; color: #fff; padding: .75rem 1rem; display: flex; gap: .75rem; font-weight: 600 }
header span { margin-left: auto; font-weight: 400 }
main { padding: 1rem; max-width: 46rem; margin: auto }
h1 { font-size: 1.25rem; line-height: 1.3 }
label { display: block; font-weight: 600; margin: 1rem 0 .25rem }
input, textarea { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem .75rem; border: 1px solid #8c959f; border-radius: 6px }
textarea { font: 13px/1.5 ui-monospace, monospace; height: 14rem }
button { font: inherit; font-weight: 600; margin-top: 1rem; padding: .6rem 1rem; border: 0; border-radius: 6px; background: #1f7a38; color: #fff }
.drop { border: 1px dashed #8c959f; border-radius: 6px; padding: 2rem 1rem; text-align: center }
li, p { overflow-wrap: anywhere } code { font: 13px ui-monospace, monospace }
.open { background: #1f7a38; color: #fff; border-radius: 2rem; padding: .25rem .75rem; font-weight: 600 }
"""


class PullRequest(NamedTuple):
    """A proposal to take a branch over."""

    number: int
    title: str
    owner: str
    """Whose copy of the repository has the branch."""
    branch: str


class Upload(NamedTuple):
    """A file of a form."""

    name: str
    data: bytes


class GitHost(AbstractContextManager["GitHost"]):
    """The host. `team` are users who may push to the repository; everybody else must fork it first."""

    def __init__(self, name: str = "maple/stories", team: tuple[str, ...] = ()) -> None:
        self.name, self.team = name, team
        self.pulls: list[PullRequest] = []
        self.visits: list[str] = []
        """Pages that were opened, without their queries."""
        self._folder = TemporaryDirectory()
        self._lock = threading.Lock()
        self.path = self.repository(name)
        git(Path(self._folder.name), "init", "-q", "--bare", "-b", "main", str(self.path))
        host = self

        class Pages(_Pages):
            pass

        Pages.host = host
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """The address of the repository's page."""
        return f"{self.address}/{self.name}"

    def repository(self, name: str) -> Path:
        """The folder of a bare repository, such as `maple/stories`."""
        return Path(self._folder.name) / f"{name}.git"

    def push(self, folder: Path) -> None:
        """Makes the files of a folder the first commit of the branch `main`."""
        git(folder, "init", "-q", "-b", "main")
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "The site")
        git(folder, "push", "-q", str(self.path), "main")

    def fork(self, user: str) -> str:
        """Copies the repository for a user, and returns the name of the copy."""
        name = f"{user}/{self.name.partition('/')[2]}"
        if not self.repository(name).exists():
            shutil.copytree(self.path, self.repository(name))
        return name

    def commit(self, name: str, user: str, files: Mapping[str, bytes], message: str) -> str:
        """Commits files on a new branch of a repository, on top of `main`, and returns the name of the branch."""
        at = self.repository(name)
        with self._lock, TemporaryDirectory() as scratch:
            patches = git(at, "branch", "--list", "--format=%(refname:short)", f"{user}-patch-*").split()
            branch = f"{user}-patch-{len(patches) + 1}"
            index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            git(at, "read-tree", "main", env=index)
            for path, data in files.items():
                blob = git(at, "hash-object", "-w", "--stdin", data=data)
                git(at, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}", env=index)
            tree = git(at, "write-tree", env=index)
            made = git(at, "commit-tree", tree, "-p", "main", "-m", message, by=user)
            git(at, "update-ref", f"refs/heads/{branch}", made)
        return branch

    def propose(self, owner: str, branch: str, title: str) -> PullRequest:
        """Makes a pull request; its commits are then in this repository, too, as `refs/pull/NUMBER/head`."""
        number = len(self.pulls) + 1
        there = self.repository(f"{owner}/{self.name.partition('/')[2]}")
        git(self.path, "fetch", "-q", str(there), f"{branch}:refs/pull/{number}/head")
        self.pulls.append(PullRequest(number, title, owner, branch))
        return self.pulls[-1]


def git(
    folder: Path,
    *words: str,
    data: bytes | None = None,
    env: Mapping[str, str] | None = None,
    by: str = "The district",
) -> str:
    """Runs git, and returns what it prints."""
    who = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), f"{by}")
    mail = {
        part: f"{by.replace(' ', '.')}@mail.example" for part in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    }
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        input=data,
        env={**os.environ, **who, **mail, **(env or {})},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


class _Pages(BaseHTTPRequestHandler):
    """The pages; one class of them for each host."""

    host: GitHost

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        path, query = unquote(url.path), {name: values[0] for name, values in parse_qs(url.query).items()}
        self.host.visits.append(path)
        owner, name, page, rest = [*path.strip("/").split("/", 3), "", "", "", ""][:4]
        repository = f"{owner}/{name}"
        if path == "/login":
            self._show("Sign in", self._sign_in(query.get("return_to", "/")))
        elif not self._user and page:
            self._go(f"/login?return_to={quote(self.path, safe='')}")
        elif not self.host.repository(repository).exists():
            self._show("Page not found", "<h1>404</h1>", 404)
        elif page == "new":
            self._show("New file", self._new_file(repository, rest, query))
        elif page == "upload":
            branch, _, folder = rest.partition("/")
            self._show("Upload files", self._upload(repository, branch, folder))
        elif page == "fork":
            self._show("Create a new fork", self._fork_page(repository))
        elif page == "compare":
            self._show("Open a pull request", self._compare(repository, rest))
        elif page == "pull":
            self._show(f"Pull request {rest}", self._pull(repository, int(rest)))
        else:
            self._show(repository, f"<h1>{escape(repository)}</h1>")

    def do_POST(self) -> None:
        path = unquote(urlsplit(self.path).path)
        fields = self._fields()
        owner, name, page, rest = [*path.strip("/").split("/", 3), "", "", "", ""][:4]
        repository = f"{owner}/{name}"
        if path == "/login":
            self._go(_text(fields["return_to"]), user=_text(fields["user"]))
        elif page == "fork":
            self._go(f"/{self.host.fork(self._user)}")
        elif page in ("new", "upload"):
            if page == "new":
                files = {_text(fields["filename"]): _text(fields["value"]).replace("\r\n", "\n").encode()}
                # Who may not push gets a copy of their own without being asked.
                target = repository if self._may_push(repository) else self.host.fork(self._user)
            else:
                branch, _, folder = rest.partition("/")
                target = repository
                files = {f"{folder}/{upload.name}": upload.data for upload in fields["file"]}
            message = (
                f"Create {next(iter(files)).rpartition('/')[2]}" if page == "new" else "Add files via upload"
            )
            branch = self.host.commit(target, self._user, files, message)
            self._go(f"/{self.host.name}/compare/main...{target.partition('/')[0]}:{branch}")
        elif page == "pull":
            made = self.host.propose(_text(fields["owner"]), _text(fields["branch"]), _text(fields["title"]))
            self._go(f"/{repository}/pull/{made.number}")

    # Pages

    def _sign_in(self, return_to: str) -> str:
        return f"""<h1>Sign in</h1><form method="post" action="/login">
<input type="hidden" name="return_to" value="{escape(return_to)}">
<label for="user">Username or email address</label><input id="user" name="user" autocomplete="username">
<label for="password">Password</label><input id="password" type="password" name="password" autocomplete="current-password">
<button>Sign in</button></form>"""

    def _new_file(self, repository: str, branch: str, query: Mapping[str, str]) -> str:
        button = "Commit changes" if self._may_push(repository) else "Propose changes"
        note = (
            ""
            if self._may_push(repository)
            else "<p>You are making changes in a project that you do not have write access to. They go into a new branch of your fork.</p>"
        )
        return f"""<h1>New file</h1>{note}<form method="post" action="/{repository}/new/{branch}">
<label for="filename">Name of the file</label><input id="filename" name="filename" value="{escape(query.get("filename", ""))}">
<label for="value">Text</label><textarea id="value" name="value">
{escape(query.get("value", ""))}</textarea><button>{button}</button></form>"""

    def _upload(self, repository: str, branch: str, folder: str) -> str:
        if not self._may_push(repository):
            return "<h1>Uploads are disabled</h1><p>File uploads require push access to this repository.</p>"
        names = "document.querySelector('ul').replaceChildren(...[...this.files].map(f => Object.assign(document.createElement('li'), {textContent: f.name})))"
        return f"""<h1>Upload files</h1><p><code>{escape(folder)}/</code></p>
<form method="post" enctype="multipart/form-data" action="/{repository}/upload/{quote(branch)}/{quote(folder)}">
<div class="drop"><label for="file">Choose your files</label><input id="file" type="file" name="file" multiple onchange="{names}"></div>
<ul></ul><button>Commit changes</button></form>"""

    def _fork_page(self, repository: str) -> str:
        return f"""<h1>Create a new fork</h1><p>A fork is a copy of a repository that is yours.</p>
<form method="post" action="/{repository}/fork"><button>Create fork</button></form>"""

    def _compare(self, repository: str, rest: str) -> str:
        owner, _, branch = rest.partition("...")[2].partition(":")
        there = self.host.repository(f"{owner}/{repository.partition('/')[2]}")
        paths = git(there, "diff", "--name-only", f"main...{branch}").splitlines()
        title = git(there, "log", "-1", "--format=%s", branch)
        files = "".join(f"<li><code>{escape(path)}</code></li>" for path in paths)
        return f"""<h1>Open a pull request</h1><form method="post" action="/{repository}/pull">
<input type="hidden" name="owner" value="{escape(owner)}"><input type="hidden" name="branch" value="{escape(branch)}">
<label for="title">Title</label><input id="title" name="title" value="{escape(title)}">
<ul>{files}</ul><button>Create pull request</button></form>"""

    def _pull(self, repository: str, number: int) -> str:
        pull = self.host.pulls[number - 1]
        return f"""<h1>{escape(pull.title)} #{number}</h1><p><span class="open">Open</span></p>
<p><code>{escape(pull.owner)}</code> wants to merge 1 commit into <code>main</code>.</p>"""

    # Requests

    @property
    def _user(self) -> str:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("user")
        return cookie.value if cookie else ""

    def _may_push(self, repository: str) -> bool:
        return repository.partition("/")[0] == self._user or (
            repository == self.host.name and self._user in self.host.team
        )

    def _fields(self) -> dict[str, list[Upload]]:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        found: dict[str, list[Upload]] = {}
        if kind.startswith("multipart/form-data"):
            message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
            for part in message.iter_parts():
                disposition = part["Content-Disposition"].params
                upload = Upload(disposition.get("filename", ""), part.get_payload(decode=True))
                found.setdefault(disposition["name"], []).append(upload)
            return found
        for name, values in parse_qs(body.decode(), keep_blank_values=True).items():
            found[name] = [Upload("", value.encode()) for value in values]
        return found

    def _show(self, title: str, body: str, status: int = 200) -> None:
        user = f"<span>{escape(self._user)}</span>" if self._user else ""
        page = f"""<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{STYLE}</style>
<header>{escape(self.host.name)}{user}</header><main>{body}</main></html>""".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def _go(self, where: str, user: str = "") -> None:
        self.send_response(303)
        self.send_header("Location", quote(where, safe="/:?&=%#"))
        if user:
            self.send_header("Set-Cookie", f"user={quote(user)}; Path=/; HttpOnly; SameSite=Lax")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _text(values: list[Upload]) -> str:
    return values[0].data.decode()
