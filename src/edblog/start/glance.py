"""A first look at a site, with next to nothing imported: whether everything is as the last build left it.

A build leaves a *seal*: the files it was made of, their stamps, and what else it depended on. Where all of it is the same, nothing
has to be done, and nothing has to be loaded to see that. Where something is not, what was seen here is handed on.

A stamp is modification time in nanoseconds, size in bytes, and inode number. An equal stamp means an equal file only when the file
had not been touched for a while when it was last looked at: `RACE_NS`.
"""

from __future__ import annotations

import os
import sys
import time
from array import array
from binascii import crc32

from edblog.start import within

# Modules that a light start has to do without: pathlib, typing, re, hashlib, json, and all that import them.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from edblog.start.ahead import Ahead

    Stamp = tuple[int, int, int]

RACE_NS = 2_500_000_000
"""A file changed within this time of a look may change again under the same stamp: file systems keep times as coarse as two
seconds (FAT)."""
FEW = 20
"""Changed stories up to which only what they reach is looked at."""
_STORIES = "content/posts/"
FOLDERS = ("content", "static", "themes")
"""What a site is made of, beside its settings."""
SETTINGS = "edblog.toml"
STATE = ".edblog"
PUBLIC = "public"
"""Name, in that folder, of what is remembered of the folder that is published."""
BUNDLED = "theme:"
"""Stands before the paths of themes that come with edblog."""
_FROM_WITHIN = os.scandir in os.supports_fd
_MAGIC = b"edblog seal 5\n"
"""Another number means another form, or that other files are left out."""
_JUNK = frozenset(["thumbs.db", "desktop.ini", "icon\r", "4913", "__macosx", "@eadir"])
_UNFINISHED = (".tmp", ".swp", ".swo", ".part", ".crdownload", "___jb_tmp___", "___jb_old___")
"""Ends of the names that editors and browsers give to files while they write them."""
_HIDDEN_JUNK = frozenset([".ds_store", ".git", ".gitkeep", ".gitignore", ".gitattributes", ".edblog-journal"])


def is_left_out(name: str, *, hidden: bool = False) -> bool:
    """Whether a file or folder of this name is no part of a site: hidden, or what desktops and editors leave.

    `hidden` lets hidden names in, such as `.htaccess`, apart from those of git and of desktops.
    """
    if name[0] == ".":
        return not hidden or name.lower() in _HIDDEN_JUNK
    if name[0] in "TtDdIi4_@" and name.lower() in _JUNK:
        return True
    # Word has a file such as `~$jar.docx` beside a document that is open, and Emacs `#jar.md#`.
    return (
        name[-1] == "~" or name[0] + name[-1] == "##" or name.startswith("~$") or name.endswith(_UNFINISHED)
    )


class Look:
    """What is there, beside what is known."""

    def __init__(self) -> None:
        self.at = time.time_ns()
        """The moment before it, in nanoseconds since the epoch."""
        self.same: list[str] = []
        """Paths of files that are as they were."""
        self.others: list[tuple[str, str, os.stat_result | OSError]] = []
        """The files that have to be read: path in the site, path on this computer, and what the system says of it."""
        self.closed: list[tuple[str, OSError]] = []
        """Folders that cannot be read."""


def look(roots: Iterable[tuple[str, str]], stamps: Mapping[str, Stamp], known_at: int) -> Look:
    """All files below some folders, each with what goes before its paths; `stamps` are those of the look at `known_at`.

    Hidden files are left out, and the junk that desktops leave.
    """
    seen = Look()
    waiting = list(roots)
    while waiting:
        prefix, folder = waiting.pop()
        try:
            # The system finds a file sooner from within its folder than by a whole path.
            # Behind a link, everybody's files are.
            if not _FROM_WITHIN and within.is_link(folder):
                raise NotADirectoryError(folder)
            handle = os.open(folder, within.FOLDER_FLAGS) if _FROM_WITHIN else None
        except FileNotFoundError:
            continue
        except OSError as error:
            seen.closed.append((prefix.rstrip("/"), error))
            continue
        try:
            waiting += _look(
                folder if handle is None else handle, folder, prefix, stamps, known_at - RACE_NS, seen
            )
        finally:
            if handle is not None:
                os.close(handle)
    return seen


def _look(
    place: str | int, folder: str, prefix: str, stamps: Mapping[str, Stamp], fresh: int, seen: Look
) -> list[tuple[str, str]]:
    """Looks at what is in a folder; the folders in it."""
    try:
        entries = list(os.scandir(place))
    except FileNotFoundError:
        return []
    except OSError as error:
        seen.closed.append((prefix.rstrip("/"), error))
        return []
    below = []
    # Hosts ask for files such as `.well-known/` and `.nojekyll`.
    hidden = prefix.startswith("static/")
    for entry in _others(entries, prefix, stamps, fresh, seen.same):
        if is_left_out(entry.name, hidden=hidden):
            continue
        path, file = prefix + entry.name, os.path.join(folder, entry.name)
        if entry.is_dir(follow_symlinks=False):
            below.append((f"{path}/", file))
            continue
        try:
            seen.others.append((path, file, entry.stat(follow_symlinks=False)))
        except OSError as error:
            seen.others.append((path, file, error))
    return below


def _others(
    entries: list[os.DirEntry[str]], prefix: str, stamps: Mapping[str, Stamp], fresh: int, same: list[str]
) -> list[os.DirEntry[str]]:
    """What is not as it was; what is, is added to `same`.

    This is most of what a build with nothing to do does, so it asks nothing that need not be asked.
    """
    others = []
    known, add = stamps.get, same.append
    for entry in entries:
        path = prefix + entry.name
        if (stamp := known(path)) is not None:
            mtime, size, inode = stamp
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError:
                others.append(entry)
                continue
            if info.st_mtime_ns == mtime < fresh and info.st_size == size and info.st_ino == inode:
                add(path)
                continue
        others.append(entry)
    return others


class First:
    """The first look of all: what the last build left, and what is there beside it."""

    def __init__(self, seal: Seal, seen: Look) -> None:
        self.seal, self.seen = seal, seen
        self.helper: Ahead | None = None
        """A process that gets ready to read."""

    @property
    def is_story(self) -> bool:
        """Whether all that is different, as far as this look can tell, is in a few stories."""
        others = self.seen.others
        return 0 < len(others) <= FEW and all(path.startswith(_STORIES) for path, _, _ in others)

    @property
    def has_new(self) -> bool:
        """Whether there is a file that was not there before."""
        return any(path not in self.seal.paths for path, _, _ in self.seen.others)


def first(site: str) -> First | None:
    """The first look at a site; None where no build has left anything."""
    seal = read(site)
    return First(seal, look(roots(site), seal.known(), seal.looked)) if seal else None


def themes() -> str:
    """The folder of the themes that come with edblog: in the wheel, or beside the sources."""
    # A package manager may install the whole of it as a link.
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    inside = os.path.join(package, "themes")
    return (
        inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "themes")
    )


def roots(site: str) -> list[tuple[str, str]]:
    """The folders of a site, absolute, each with what goes before the paths of its files."""
    own = [(f"{name}/", os.path.join(site, name)) for name in FOLDERS]
    bundled = themes()
    if bundled != os.path.join(site, "themes"):
        own.append((f"{BUNDLED}{os.path.basename(bundled)}/", bundled))
    return own


def settings(site: str) -> bytes:
    """The bytes of the settings; empty where there are none."""
    try:
        return within.read(site, SETTINGS)
    except OSError:
        return b""


def python() -> list[str]:
    """Which Python this is, and where it looks for modules."""
    return [sys.version, *sys.path]


def versions(site: str) -> list[str]:
    """The files and folders whose stamps tell edblog and its libraries from any others."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # What is installed in a folder changes the folder. That of the site changes with each build.
    found = [path for path in sys.path if path and path != site]
    folders = [package]
    while folders:
        folder = folders.pop()
        found.append(folder)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".js")):
                    found.append(entry.path)
                elif entry.is_dir() and entry.name not in ("__pycache__", "template", "themes"):
                    folders.append(entry.path)
    return sorted(found)


def stamp(path: str) -> Stamp:
    """The stamp of a file or folder; zeros where there is none."""
    try:
        info = os.stat(path)
    except OSError:
        return 0, 0, 0
    return info.st_mtime_ns, info.st_size, info.st_ino & 0x7FFF_FFFF_FFFF_FFFF


class Seal:
    """What a build left."""

    def __init__(
        self,
        *,
        token: bytes,
        paths: Sequence[str],
        stamps: Sequence[int],
        digests: bytes,
        looked: int,
        now: int = 0,
        until: int = 0,
        counts: tuple[int, int] = (0, 0),
        lines: Sequence[str] = (),
        problems: Sequence[str] = (),
        settings: bytes = b"",
        python: Sequence[str] = (),
        version: bytes = b"",
        witnesses: Sequence[str] = (),
        testimony: Sequence[int] = (),
    ) -> None:
        self.token = token
        """Name of its publication."""
        self.paths, self.stamps, self.digests = paths, stamps, digests
        """The files: paths, three numbers for each, and 16 bytes for each."""
        self.looked = looked
        """When they were looked at, in nanoseconds since the epoch, as all moments here."""
        self.now, self.until = now, until
        """The moment of the build, and that from which another one makes another site. No build is left alone where both are 0."""
        self.counts = counts
        """Stories, and files of the site."""
        self.lines = lines
        """What is said of the site after each build."""
        self.problems = problems
        """What is wrong with it and does not keep it from being published, as people read it."""
        self.settings, self.python = settings, python
        self.version = version
        """Digest of edblog and its libraries."""
        self.witnesses, self.testimony = witnesses, testimony
        """Other files and folders, and three numbers for each."""

    def known(self) -> dict[str, Stamp]:
        """The stamps of the files, by path."""
        numbers = self.stamps
        return dict(
            zip(self.paths, zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True), strict=True)
        )

    def holds(self, site: str, seen: Look) -> bool:
        """Whether a build that is asked for nothing special would find nothing to do."""
        if (
            not self.now <= seen.at < self.until
            or len(seen.same) != len(self.paths)
            or seen.others
            or seen.closed
        ):
            return False
        if self.settings != settings(site) or self.python != python():
            return False
        return list(self.testimony) == [number for path in self.witnesses for number in stamp(path)]

    def write(self, site: str, name: str = PUBLIC) -> None:
        """Keeps it, for an output folder of a site. Raises OSError, and OverflowError for a number beyond 64 bits."""
        numbers = [self.looked, self.now, self.until, *self.counts]
        parts = [
            self.token,
            _bytes(numbers),
            _text(self.lines),
            _text(self.problems),
            self.settings,
            _text(self.python),
            self.version,
            _text(self.witnesses),
            _bytes(self.testimony),
            _text(self.paths),
            _bytes(self.stamps),
            self.digests,
        ]
        data = b"".join(part for each in parts for part in (len(each).to_bytes(8, "big"), each))
        folder = os.path.join(site, STATE, name)
        temporary = os.path.join(folder, "seal.new")
        with open(temporary, "wb") as file:
            file.write(_MAGIC + crc32(data).to_bytes(4, "big"))
            file.write(data)
        os.replace(temporary, os.path.join(folder, "seal"))


def read(site: str, name: str = PUBLIC) -> Seal | None:
    """The seal of an output folder of a site; None where there is none, or it is damaged."""
    try:
        data = within.read(site, f"{STATE}/{name}/seal")
    except OSError:
        return None
    body = memoryview(data)[len(_MAGIC) + 4 :]
    if not data.startswith(_MAGIC) or data[len(_MAGIC) : len(_MAGIC) + 4] != crc32(body).to_bytes(4, "big"):
        return None
    (
        token,
        numbers,
        lines,
        problems,
        toml,
        modules,
        version,
        witnesses,
        testimony,
        paths,
        stamps,
        digests,
    ) = _parts(body)
    looked, now, until, *counts = _numbers(numbers)
    return Seal(
        token=token,
        paths=_names(paths),
        stamps=_numbers(stamps),
        digests=digests,
        looked=looked,
        now=now,
        until=until,
        counts=(counts[0], counts[1]),
        lines=_names(lines),
        problems=_names(problems),
        settings=toml,
        python=_names(modules),
        version=version,
        witnesses=_names(witnesses),
        testimony=_numbers(testimony),
    )


def _parts(body: memoryview) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 8], "big")
        yield bytes(body[at + 8 : at + 8 + size])
        at += 8 + size


def _text(names: Iterable[str]) -> bytes:
    return "\0".join(names).encode("utf-8", "surrogateescape")


def _names(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0") if data else []


def _bytes(numbers: Sequence[int]) -> bytes:
    return array("q", numbers).tobytes()


def _numbers(data: bytes) -> array[int]:
    numbers = array("q")
    numbers.frombytes(data)
    return numbers
