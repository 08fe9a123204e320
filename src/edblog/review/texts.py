"""Describes changes of texts in `content/`, by comparing their records and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from edblog.files.types import read_as
from edblog.model import Document
from edblog.problems import brief
from edblog.review.differences import NONE, Version, parts, photos, pictures_of, words
from edblog.review.fields import field_notes
from edblog.review.git import Entry, Repository, same_people
from edblog.review.media import odd
from edblog.review.values import Change, Note
from edblog.settings import CONFIG_NAME, Config, read_config
from edblog.sources.decode import decode
from edblog.sources.front_matter.parsing import parse
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings
from edblog.web.urls import readable_date

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_SETTINGS = 1_000_000
"""The most bytes of settings that are read."""
_MOST_NAMED = 10
"""The most hosts, tags and addresses that a note lists."""
_MOST_HISTORIES = 50
"""The most texts whose earlier authors are looked up."""
_EARLIEST = 1971
"""A year before this one means that the date could not be read."""
_STANDARD = 'title = "Stories"\nbase_url = "https://stories.example/"\n'


class TextReader:
    """Reads texts of two commits, with the settings of the first one."""

    def __init__(self, repository: Repository, kinds: tuple[Kind, ...], base: str, head: str) -> None:
        self.repository, self.kinds, self.base, self.head = repository, kinds, base, head
        self.by_folder = {kind.folder: kind for kind in kinds}
        self.config = _config(repository, base)
        self.settings = ReadSettings.of(self.config)
        self.count = 0
        """The number of texts that were read."""
        self._started = monotonic()
        self._histories = 0
        self._name = cache(self._name_of)
        self._files = cache(self._ids_in)

    @property
    def seconds(self) -> float:
        """The time since the beginning."""
        return monotonic() - self._started

    def read_as(self, path: str) -> str:
        """The way that a build reads a file: the folder of its kind of content, `media`, or an empty string for not at all."""
        return read_as(path, self.settings.types, self.by_folder, self.settings.beside(self.kinds))

    def kind_of(self, path: str) -> Kind | None:
        """The kind of a text; None for other files."""
        return self.by_folder.get(self.read_as(path))

    def change(self, entry: Entry, kind: Kind, people: list[str]) -> Change:
        """The change of a text; `people` are the authors of the commits."""
        self.count += 1
        old = self._version(entry.was or entry.path, entry.old_blob)
        new = self._version(entry.path, entry.blob)
        shown = new if new.record else old
        record = shown.record
        by = self._writers(kind, record) if record else ()
        notes = odd(entry, 0)
        added = len(pictures_of(new.record) - pictures_of(old.record))
        if entry.status == "deleted":
            notes += self._gone(old)
        elif record is None or new.record is None:
            notes.append(Note("look", "it cannot be read; the check says what to fix"))
        else:
            notes += self._about(new.record, is_new=entry.status == "new")
            notes += field_notes(kind.table, old.fields, new.fields, is_new=entry.status == "new")
            notes += words(old, new, is_new=entry.status == "new")
            notes += photos(new.record, added)
            notes += parts(old, new, urlsplit(self.config.base_url).hostname or "")
            notes += self._moved(old.record, new.record) if old.record else ()
        if entry.status in ("changed", "moved", "deleted"):
            notes += self._of_somebody_else(entry, by, people)
        return Change(
            entry.path,
            entry.status,
            kind.what.partition(" ")[2],
            was=entry.was,
            label=record.label if record else "",
            by=by,
            address=urljoin(self.config.base_url, record.address) if record and new.record else "",
            with_people=added if record and record.people_in_photo else 0,
            is_released=record is not None and record.photo_release,
            notes=tuple(sorted(notes, key=lambda note: ("danger", "look", "fact").index(note.level))),
        )

    # Reading a version

    def _version(self, path: str, blob: str) -> Version:
        data = self.repository.read(blob, self.settings.limits.text_kb * 1_000)
        if data is None:
            return NONE
        reading = read(path, data, self.settings, self.kinds)
        text, _ = decode(path, data)
        if text is None or not isinstance(reading.record, Document):
            return NONE
        parsed = parse(path, text, self.settings.limits.front_matter_kb * 1_000)
        return Version(reading.record, parsed.fields, parsed.body, str(reading.html))

    def _about(self, record: Document, *, is_new: bool) -> Iterator[Note]:
        if not is_new:
            return
        if record.draft:
            yield Note("fact", "a draft, which is not published")
        if record.dated and record.dated.year >= _EARLIEST:
            zone = ZoneInfo(self.config.timezone)
            yield Note("fact", f"dated {readable_date(record.dated.astimezone(zone))}")
        for person in record.introduced():
            about = f"{person.label}, {person.about}" if person.about else person.label
            yield Note("fact", "introduces {}", (brief(about),))

    def _gone(self, old: Version) -> Iterator[Note]:
        if old.record:
            address = urljoin(self.config.base_url, old.record.address)
            yield Note("look", "links to {} will not work any more", (address,))

    def _moved(self, old: Document, new: Document) -> Iterator[Note]:
        before = {f"/{old.address}", *old.aliases, *([f"/{old.former_address}"] if old.former else [])}
        after = {f"/{new.address}", *new.aliases, *([f"/{new.former_address}"] if new.former else [])}
        if old.address != new.address:
            yield Note("look", "its address was {}, and is now {}", (f"/{old.address}", f"/{new.address}"))
        for lost in sorted(before - after)[:_MOST_NAMED]:
            words = "links to {} will not work any more; to keep them, add: {}"
            yield Note("look", words, (lost, f"aliases: [{lost}]"))

    # People

    def _writers(self, kind: Kind, record: Document) -> tuple[str, ...]:
        """The names of a text's authors, from its front matter."""
        if not kind.writers:
            return ()
        introduced = {person.slug: person.label for person in record.introduced()}
        folder = kind.names[kind.writers]
        return tuple(introduced.get(id_) or self._name(folder, id_) for id_ in getattr(record, kind.writers))

    def _name_of(self, folder: str, id_: str) -> str:
        path = self._files(folder).get(id_, "")
        found = (
            self._version(path, self.repository.files(f"content/{folder}", self.head)[path]) if path else NONE
        )
        return found.record.label if found.record else id_

    def _ids_in(self, folder: str) -> dict[str, str]:
        """The paths of the files of a kind, by id."""
        kind = self.by_folder[folder]
        return {kind.stem(path): path for path in self.repository.files(f"content/{folder}", self.head)}

    def _of_somebody_else(self, entry: Entry, by: tuple[str, ...], people: list[str]) -> Iterator[Note]:
        self._histories += 1
        if self._histories > _MOST_HISTORIES or not by:
            return
        known = [(person, "") for person in people]
        earlier = self.repository.people_of(entry.was or entry.path, self.base)
        if not same_people(known, [*earlier, *((name, "") for name in by)]):
            yield Note(
                "look",
                "a text of somebody else: until now changed by {}, and this is by {}",
                (_listed(name for name, _ in earlier), _listed(people)),
            )


def _config(repository: Repository, revision: str) -> Config:
    """The settings in a commit; the defaults if they cannot be read."""
    data = repository.at(revision, CONFIG_NAME, _SETTINGS) or b""
    config, _ = read_config(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    standard, _ = read_config(_STANDARD)
    assert standard
    return config or standard


def _listed(names: Iterable[str]) -> str:
    *first, last = [*dict.fromkeys(names)][:_MOST_NAMED] or ["nobody"]
    return f"{', '.join(first)} and {last}" if first else last
