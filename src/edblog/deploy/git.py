"""Publishes to a branch of a git repository, which a host such as GitHub Pages shows."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from edblog.deploy import programs
from edblog.deploy.ssh import KEY, KNOWN_HOSTS, ssh_command
from edblog.deploy.target import DeployError, Method, Place, Progress, Remote, Secret, Target, secret_mistake
from edblog.options import Mistake
from edblog.start.stat_scan import CONFIG_NAME

TOKEN = "EDBLOG_GIT_TOKEN"  # noqa: S105
_BRANCH = re.compile(r"(?!/)(?!.*(?:\.\.|//|@\{|\.lock$|/$))[^\s~^:?*\[\\-][^\s~^:?*\[\\]*")
# Linear: a login ends at the first character that it cannot contain.
_LOGIN = re.compile(r"(https?://)[^/@\s]+@")
_REMOTE = "target"
_NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to publish files as they are."""


class Branch(Target):
    """A branch as a target. Each deployment with changes is one commit, so the host has either the old site or the new one."""

    # The host puts the whole commit online, and keeps nothing of the one before.
    deletes_late = False
    own = frozenset([_NO_JEKYLL])

    def __init__(self, place: Place) -> None:
        address, _, branch = place.address.removeprefix("git:").rpartition("#")
        self._place, self._branch = place, branch
        self._folder = place.work / "git"
        self._tip = ""
        url = address or self._origin(place)
        if "://" not in url and ":" not in url.partition("/")[0]:
            url = str((place.site / url).resolve())
        self.name = f"branch {branch} of {_without_login(url)}"
        self._environment = _login(place, url)

    def _origin(self, place: Place) -> str:
        done = self._git(["remote", "get-url", "origin"], cwd=place.site, environment=place.environment)
        if done.code:
            raise DeployError(
                "publish-target",
                "the site is in no repository with a remote",
                'name one: to = "git:https://git.example/stories.git#pages"',
                2,
            )
        return done.output.strip()

    def listing(self) -> dict[str, Remote]:
        """All files of the branch; none if there is no such branch."""
        self._folder.mkdir(exist_ok=True)
        self._asked(["init", "--quiet", "--bare"])
        ref = f"refs/heads/{self._branch}"
        if not self._asked(["ls-remote", _REMOTE, ref]).strip():
            self._tip = ""
            return {}
        self._asked(["fetch", "--quiet", "--no-tags", "--depth", "1", _REMOTE, ref])
        self._tip = self._asked(["rev-parse", "FETCH_HEAD"]).strip()
        found = {}
        for line in self._asked(["ls-tree", "-r", "-l", "-z", self._tip]).split("\0"):
            if line:
                facts, _, path = line.partition("\t")
                mode, _, id_, size = facts.split()
                found[path] = Remote(
                    int(size) if mode.startswith("100") and size.isdigit() else -1, digest=id_
                )
        if CONFIG_NAME in found:
            message = f"the branch {self._branch} holds the texts of the site"
            raise DeployError(
                "publish-target", message, 'name a branch for the published site alone: to = "git:pages"', 2
            )
        return found

    def digest(self, file: Path) -> str:
        """The hash of a file's content in git (the blob id)."""
        data = file.read_bytes()
        return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()

    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Writes files of the branch into a local folder, as they were when `listing` read it."""
        if not self._tip:
            self.listing()
        for path in paths:
            (folder / path).unlink(missing_ok=True)
            done = self._git(["cat-file", "blob", f"{self._tip}:{path}"])
            if not done.code:
                (folder / path).write_bytes(done.output.encode("utf-8", "surrogateescape"))

    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Adds or changes files in a commit."""
        self.replace(folder, paths, (), progress)

    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files in a commit."""
        self.replace(self._folder, (), paths, lambda _done: None)

    def replace(
        self, folder: Path, add: Collection[str], remove: Collection[str], progress: Progress
    ) -> bool:
        """Makes one commit with all changes, and pushes it."""
        index = {"GIT_INDEX_FILE": str(self._place.work / "index")}
        self._asked(["read-tree", self._tip] if self._tip else ["read-tree", "--empty"], index)
        names = "".join(f"{folder / path}\n" for path in add)
        ids = self._asked(["hash-object", "-w", "--no-filters", "--stdin-paths"], data=names).split()
        entries = [f"0 {'0' * 40}\t{path}\0" for path in remove]
        entries += [f"100644 {id_}\t{path}\0" for id_, path in zip(ids, add, strict=True)]
        empty = self._asked(["hash-object", "-w", "--stdin"], data="").strip()
        entries.append(f"100644 {empty}\t{_NO_JEKYLL}\0")
        self._asked(["update-index", "-z", "--index-info"], index, data="".join(entries))
        tree = self._asked(["write-tree"], index).strip()
        parent = ["-p", self._tip] if self._tip else []
        commit = self._asked(
            ["commit-tree", tree, *parent, "-m", "Publish the site"], _author(self._environment)
        ).strip()
        done = self._git(["push", "--quiet", _REMOTE, f"{commit}:refs/heads/{self._branch}"])
        if done.code and "[rejected]" in done.said + done.output:
            raise DeployError(
                "publish-conflict",
                f"somebody else published to the {self.name} at the same time",
                "publish again",
            )
        self._refuse(done)
        self._tip = commit
        progress(len(add))
        return True

    def _asked(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None, *, data: str | None = None
    ) -> str:
        done = self._git(command, environment={**self._environment, **(environment or {})}, data=data)
        self._refuse(done)
        return done.output

    def _git(
        self,
        command: Sequence[str],
        *,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        data: str | None = None,
    ) -> programs.Done:
        name = programs.program("git", "install git: https://git-scm.com")
        return programs.run(
            [name, *command],
            self._place,
            environment=environment or self._environment,
            cwd=cwd or self._folder,
            data=data,
        )

    def _refuse(self, done: programs.Done) -> None:
        if done.code:
            raise DeployError(
                "publish-failed",
                f"the {self.name} cannot be read or written: {_without_login(done.said) or f'git ended with {done.code}'}",
                "check the address and the secrets, and run the command again",
            )


def _login(place: Place, url: str) -> dict[str, str]:
    """The environment variables for git: it asks nothing in the terminal, and secrets are not in its arguments."""
    environment = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "GIT_DIR": str(place.work / "git")}
    # The address of a remote may contain a token, too.
    settings = {f"remote.{_REMOTE}.url": url}
    token = place.environment.get(TOKEN)
    if token and url.startswith("https://"):
        login = b64encode(f"x-access-token:{token}".encode()).decode()
        settings[f"http.{url}.extraHeader"] = f"Authorization: Basic {login}"
    before = place.environment.get("GIT_CONFIG_COUNT", "")
    first = int(before) if before.isdecimal() else 0
    for number, (key, value) in enumerate(settings.items(), first):
        environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    environment["GIT_CONFIG_COUNT"] = str(first + len(settings))
    if place.environment.get(KEY) or place.environment.get(KNOWN_HOSTS):
        environment["GIT_SSH_COMMAND"] = ssh_command(place)
    return environment


def _without_login(text: str) -> str:
    """The text without the names, passwords and tokens in its web addresses."""
    return _LOGIN.sub(r"\1", text)


def _author(environment: Mapping[str, str]) -> dict[str, str]:
    names = {"NAME": "edblog", "EMAIL": "edblog@localhost"}
    return {
        **environment,
        **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in names.items()},
    }


def _mistakes(address: str) -> Iterator[Mistake]:
    where, _, branch = address.removeprefix("git:").rpartition("#")
    login = where.partition("://")[2].partition("/")[0].rpartition("@")[0]
    if "?" in where or (login and (":" in login or where.startswith("http"))):
        yield secret_mistake(TOKEN)
    elif not _BRANCH.fullmatch(branch):
        yield Mistake(
            f'"{address}" does not contain the name of a branch',
            'write: to = "git:pages", or to = "git:https://git.example/stories.git#pages"',
        )


METHOD = Method(
    name="git",
    what="a branch of the site's repository, or of another one (`git:ADDRESS#BRANCH`), from which a host publishes; each publish is a commit",
    example="git:pages",
    matches=lambda address: address.startswith("git:"),
    mistakes=_mistakes,
    open=Branch,
    secrets=(
        Secret(TOKEN, "a token for an `https://` address; without it, git does as it does in your terminal"),
        Secret(KEY, "the text of the private key, for an address of SSH"),
    ),
)
