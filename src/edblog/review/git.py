"""Reads commits and files from git by running the git program.

Only reading commands are used, and none that runs a program named in the repository: no hooks, filters, external diffs, pagers
or fetches. Settings for git in the files of a commit (`.gitattributes`, `.gitmodules`) have no effect.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from shlex import quote
from types import TracebackType
from typing import IO, NamedTuple, Self

from edblog.problems import EdblogError, Problem, brief
from edblog.review.values import Status
from edblog.start.wording import printable

_NOTHING = "000000"
_LINK, _SUBMODULE, _PROGRAM = "120000", "160000", "100755"
_STATUS: dict[str, Status] = {"A": "new", "D": "deleted", "R": "moved", "M": "changed", "T": "changed"}
_CONFIG = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.quotePath": "false",
    "diff.external": "",
}
_VARIABLES = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_UNWANTED = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_TRACE", "GIT_PAGER")
"""Prefixes of environment variables that would change git's behavior or output."""
_DIFFERENCES = (
    *("-r", "-z", "--raw", "--no-abbrev", "--find-renames", "-l1000"),
    *("--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=none"),
)
_COMMITS = 1_000
"""The most commits whose authors are read."""


class Entry(NamedTuple):
    """A changed file in git."""

    path: str
    """The path relative to the site's folder; for a file outside, from the root of the repository, with `/` in front."""
    status: Status
    was: str
    """The former path of a moved file; empty for others."""
    old_mode: str
    mode: str
    """The file mode in git: six octal digits, zeros for a deleted file."""
    old_blob: str
    """Hash of the former content; empty if there was none."""
    blob: str

    @property
    def is_in_site(self) -> bool:
        """Whether it is in the site's folder."""
        return not self.path.startswith("/")

    @property
    def is_link(self) -> bool:
        """Whether it is or was a symbolic link."""
        return _LINK in (self.mode, self.old_mode)

    @property
    def is_submodule(self) -> bool:
        """Whether it is or was a commit of another repository."""
        return _SUBMODULE in (self.mode, self.old_mode)

    @property
    def is_special(self) -> bool:
        """Whether it is not a regular file."""
        return self.is_link or self.is_submodule

    @property
    def becomes_program(self) -> bool:
        """Whether it is executable now, and was not before."""
        return self.mode == _PROGRAM != self.old_mode


class Repository:
    """The git repository that contains a site, for reading. As a context manager, it ends its git processes."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._helpers: dict[str, subprocess.Popen[bytes]] = {}
        self.prefix = self._top()
        """The path of the site's folder in the repository, empty or with `/` at its end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers.values():
            helper.kill()
            helper.communicate()

    # Commits

    def commit(self, revision: str) -> tuple[str, str]:
        """The name and the hash of a commit; a branch that only `origin` has is found there, as `git checkout` does."""
        for name in (revision, f"origin/{revision}"):
            found = self._try("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
            if found is not None:
                return name, found.decode().strip()
        message = f'git does not know a commit or branch called "{brief(printable(revision))}"'
        help_ = "write the name of a branch, a tag or a commit; a branch of a server may have to be fetched first: git fetch origin"
        raise _stop("unknown-revision", message, help_)

    def merge_base(self, name: str, base: str, head: str) -> str:
        """The last commit that two branches have in common."""
        found = self._try("merge-base", base, head)
        if found is not None:
            return found.decode().strip()
        message = f'"{brief(printable(name))}" and this branch have no commit in common'
        help_ = "write the name of the branch that this one came from"
        if self._git("rev-parse", "--is-shallow-repository").strip() == b"true":
            message = "git has only the newest commits here (a shallow clone), so it cannot tell what changed"
            help_ = (
                "get the others: git fetch --unshallow; in a GitHub workflow, add fetch-depth: 0 to the step "
                "actions/checkout"
            )
        raise _stop("unknown-revision", message, help_)

    def count(self, start: str, head: str) -> int:
        """The number of commits from `start` to `head`."""
        return int(self._git("rev-list", "--count", f"{start}..{head}"))

    def people(self, start: str, head: str) -> list[tuple[str, str]]:
        """The names and email addresses of the authors of commits, oldest first."""
        return self._authors("--reverse", f"{start}..{head}")

    def people_of(self, path: str, revision: str) -> list[tuple[str, str]]:
        """The names and email addresses of the authors of earlier commits to a file, oldest first."""
        return self._authors("--reverse", revision, "--", f":(top,literal){self.prefix}{path}")

    def _authors(self, *arguments: str) -> list[tuple[str, str]]:
        options = (f"--max-count={_COMMITS}", "--no-commit-header", "--format=%an%x00%ae")
        lines = self._git("rev-list", *options, *arguments).decode("utf-8", "replace").splitlines()
        pairs = (line.partition("\0") for line in lines if "\0" in line)
        return list(dict.fromkeys((" ".join(name.split()), email.casefold()) for name, _, email in pairs))

    # Files

    def changes(self, start: str, head: str) -> list[Entry]:
        """The files that differ between two commits, sorted by path."""
        parts = self._git("diff-tree", *_DIFFERENCES, start, head).split(b"\0")
        found = []
        while parts and parts[0]:
            old_mode, mode, old_blob, blob, letter = parts.pop(0).decode().lstrip(":").split(" ")
            was = self._path(parts.pop(0)) if letter[0] in "RC" else ""
            found.append(
                Entry(
                    self._path(parts.pop(0)),
                    _STATUS.get(letter[0], "changed"),
                    was,
                    old_mode,
                    mode,
                    "" if old_mode == _NOTHING else old_blob,
                    "" if mode == _NOTHING else blob,
                )
            )
        return sorted(found)

    def _path(self, raw: bytes) -> str:
        path = raw.decode("utf-8", "backslashreplace")
        return path.removeprefix(self.prefix) if path.startswith(self.prefix) else f"/{path}"

    def files(self, folder: str, revision: str) -> dict[str, str]:
        """The hashes of the files below a folder of the site, by path."""
        lines = self._git("ls-tree", "-r", "-z", "--full-tree", revision, "--", f"{self.prefix}{folder}/")
        rows = (line.partition(b"\t") for line in lines.split(b"\0") if line)
        return {self._path(path): info.split(b" ")[2].decode() for info, _, path in rows}

    def size(self, blob: str) -> int:
        """The size of a file in bytes; 0 if there is no such file."""
        return self._ask("--batch-check", blob)[1] if blob else 0

    def read(self, blob: str, limit: int) -> bytes | None:
        """The bytes of a file; None if there is no such file, or if it has more than `limit` bytes."""
        if not blob or self.size(blob) > limit:
            return None
        helper, size = self._ask("--batch", blob)
        data = helper.read(size)
        helper.read(1)
        return data

    def has(self, revision: str, path: str) -> bool:
        """Whether a commit has a file of the site."""
        return bool(self._git("ls-tree", "-z", "--full-tree", revision, "--", f"{self.prefix}{path}"))

    def at(self, revision: str, path: str, limit: int) -> bytes | None:
        """The bytes of a site's file in a commit; None if there is no such file, or if it has more than `limit` bytes."""
        line = self._git("ls-tree", "-z", "--full-tree", revision, "--", f"{self.prefix}{path}")
        mode, kind, blob = line.partition(b"\t")[0].decode().split(" ") if line else ("", "", "")
        return self.read(blob, limit) if kind == "blob" and mode != _LINK else None

    def _ask(self, mode: str, blob: str) -> tuple[IO[bytes], int]:
        """The output stream of a git process after the header of its answer, and the size of the file."""
        helper = self._helpers.get(mode)
        if helper is None:
            helper = self._helpers[mode] = self._start("cat-file", mode)
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.write(blob.encode() + b"\n")
        helper.stdin.flush()
        words = helper.stdout.readline().split()
        if len(words) != 3:
            message = "git does not have the files of these commits (a partial clone)"
            raise _stop("unknown-revision", message, "clone the repository again, without --filter")
        return helper.stdout, int(words[2])

    # Running git

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
        settings = [part for name, value in _CONFIG.items() for part in ("-c", f"{name}={value}")]
        try:
            return subprocess.Popen(
                ["git", "--no-pager", *settings, *arguments],
                cwd=self.site,
                env=kept | _VARIABLES,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if arguments[0] != "cat-file" else subprocess.DEVNULL,
            )
        except OSError:
            if not self.site.is_dir():
                raise _stop(
                    "no-repository", f"there is no folder {self.site}", "go to the folder of your site"
                ) from None
            message = "the program git is not installed, or not on the PATH"
            raise _stop("no-repository", message, "install it: https://git-scm.com/downloads") from None

    def _run(self, arguments: Sequence[str]) -> tuple[int, bytes, bytes]:
        process = self._start(*arguments)
        out, error = process.communicate()
        return process.returncode, out, error

    def _try(self, *arguments: str) -> bytes | None:
        code, out, _ = self._run(arguments)
        return None if code else out

    def _git(self, *arguments: str) -> bytes:
        code, out, error = self._run(arguments)
        if code:
            raise _stop("no-repository", f"git cannot read this repository: {_last(error)}", "run: git fsck")
        return out

    def _top(self) -> str:
        code, out, error = self._run(("rev-parse", "--is-inside-work-tree", "--show-prefix"))
        inside, _, prefix = out.decode("utf-8", "surrogateescape").partition("\n")
        if not code and inside == "true":
            return prefix.rstrip("\n")
        folder = printable(str(self.site.resolve()))
        if b"safe.directory" in error:
            message = 'git does not read the files here, because the folder belongs to another user ("dubious ownership")'
            help_ = f"if you trust the folder: git config --global --add safe.directory {quote(folder)}"
            raise _stop("no-repository", message, help_)
        message = f"the folder {folder} is not in a clone of a git repository"
        if not code:
            message = f"the repository {folder} has no working files (a bare repository)"
        raise _stop(
            "no-repository",
            message,
            "go to the folder of your site, in a clone of its repository: git clone …",
        )


def _last(error: bytes) -> str:
    lines = error.decode("utf-8", "replace").strip().splitlines()
    return brief(printable(lines[-1].removeprefix("fatal: "))) if lines else "it says nothing"


def _stop(code: str, message: str, help_: str) -> EdblogError:
    return EdblogError([Problem("git", "error", code, message, help_, line=1, column=1)], 2)


def same_people(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> bool:
    """Whether two lists of names and email addresses have a person in common."""
    known = {part.casefold() for person in some for part in person if part}
    return any(part.casefold() in known for person in others for part in person if part)
