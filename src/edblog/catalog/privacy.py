"""Privacy warnings for texts and photos: names, addresses and numbers that are not meant to be public.

Reading a file collects everything suspicious (`PrivateDetail`). This module drops the details that the district allows, and
those of people who write for the site, and reports the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from urllib.parse import unquote, urlsplit

from edblog.files.types import PICTURES, extension
from edblog.model import AnyRecord, Document, PrivateDetail, PrivateDetailKind
from edblog.problems import Problem, Severity, messages
from edblog.settings import Config

_DRAWINGS = frozenset([".svg"])
_STUDENT_ACCOUNT = re.compile(r"[a-z._-]*\d{2,}|\d{2,}[a-z]{4,}")
"""The part before the @ in addresses of students: with a year or a number, such as `ejohnson2031`."""
_NUMBERS: frozenset[PrivateDetailKind] = frozenset(["phone", "number", "ssn"])

_SAID: dict[PrivateDetailKind, tuple[str, str, str]] = {
    "phone": (
        "phone-number",
        "looks like a telephone number",
        "delete it: strangers could call this person; FERPA protects students' and families' phone numbers",
    ),
    "email": (
        "email-address",
        "is an email address that is not one of your authors'",
        "delete it: strangers could contact this person; FERPA protects students' and families' addresses",
    ),
    "street": (
        "street-address",
        "looks like a street address",
        "delete it: strangers could find a student or a family there; FERPA protects their addresses",
    ),
    "student": (
        "student-name",
        "looks like the full name of a student",
        'write "a student" instead: FERPA protects whatever identifies a student, and COPPA what is collected from children under 13',
    ),
    "number": (
        "identifier",
        "looks like a personal number, such as a student ID",
        "delete it: it leads to records that FERPA protects",
    ),
    "ssn": (
        "identifier",
        "looks like a Social Security number",
        "delete it at once, and tell your district: it is the key to a person's records (FERPA)",
    ),
    "photo": (
        "photo-release",
        "says that this photo shows students, but not whether they can be recognized",
        "photos of students can be education records (FERPA)",
    ),
    "file-name": (
        "student-name",
        "in this file's name looks like the name of a student, and file names are public",
        "rename the file: FERPA protects whatever identifies a student",
    ),
}
"""The code, the end of the message, and the help for each kind of detail."""


class Privacy:
    """Knows which names, addresses and numbers may be public on a site."""

    def __init__(self, config: Config, known: Mapping[str, Sequence[Document]]) -> None:
        """`known` has the site's records by the folder of their kind; the names that these make public are allowed."""
        self.config = config.privacy
        self._host = (urlsplit(config.base_url).hostname or "").removeprefix("www.")
        self._known = known

    def problems(self, records: Iterable[AnyRecord]) -> Iterator[Problem]:
        """Privacy warnings for these records."""
        for record in records:
            if record.private_details:
                yield from self._remarked(record)
            if isinstance(record, Document):
                yield from self._photos(record)

    def _remarked(self, record: AnyRecord) -> Iterator[Problem]:
        own = record.privacy_ok if isinstance(record, Document) else ()
        introduced = record.introduced() if isinstance(record, Document) else ()
        people = [_words(name) for person in introduced for name in person.public_names()]
        addresses = {address for person in introduced for address in person.public_addresses()}
        for detail in record.private_details:
            if detail.kind == "photo" and self._is_answered(record):
                continue
            if any(allows(word, detail) for word in (*own, *self.config.allow)):
                continue
            if detail.kind in ("student", "file-name") and _is_one_of(detail.text, (*self._names, *people)):
                continue
            if detail.kind == "email" and (
                self._is_ours(detail.text) or detail.text.casefold() in self._addresses | addresses
            ):
                continue
            yield _problem(record, detail)

    def _is_answered(self, record: AnyRecord) -> bool:
        """Whether front matter answers the photo question, or the site-wide rule asks it already."""
        asked = self.config.photo_release == "required"
        return asked or (
            isinstance(record, Document) and (record.people_in_photo is not None or record.photo_release)
        )

    @cached_property
    def _names(self) -> list[frozenset[str]]:
        return [_words(name) for text in chain(*self._known.values()) for name in text.public_names()]

    @cached_property
    def _addresses(self) -> frozenset[str]:
        texts = chain(*self._known.values())
        return frozenset(address for text in texts for address in text.public_addresses())

    def _is_ours(self, address: str) -> bool:
        """Whether an email address is at the site's own domain, and does not look like a student's account."""
        name, _, domain = address.casefold().rpartition("@")
        return (domain == self._host or self._host.endswith(f".{domain}")) and not _STUDENT_ACCOUNT.fullmatch(
            name
        )

    def _photos(self, text: Document) -> Iterator[Problem]:
        """The problem of a text whose front matter does not answer the questions about its photos."""
        is_required = self.config.photo_release == "required"
        if text.people_in_photo is False or text.photo_release or not (is_required or text.people_in_photo):
            return
        photo = next(_photos_of(text), None)
        if photo is None:
            return
        severity: Severity = "error" if is_required and not text.draft else "warning"
        if text.people_in_photo:
            message = messages.PEOPLE_IN_PHOTOS
            help_ = (
                "photos of students can be education records (FERPA): get the release that your district asks for, then "
                "write: photo_release: yes; or use a photo without people"
            )
            yield Problem(text.source, severity, "photo-release", message, help_, key=("people_in_photo",))
        else:
            message = messages.EVERY_PHOTO
            help_ = (
                "photos of students can be education records (FERPA); write: people_in_photo: no; "
                "or, if people can be recognized and their families agreed in writing: photo_release: yes"
            )
            key, piece = photo
            yield Problem(text.source, severity, "photo-release", message, help_, key=key, text=piece)


def _photos_of(text: Document) -> Iterator[tuple[tuple[str, ...], str]]:
    """The place of each picture in a text that may be a photo: the key of its field, or a piece of the text."""
    image = text.named_pictures().get("image")
    if image and extension(image.path) not in _DRAWINGS:
        yield ("image",), ""
    for reference in text.text.references:
        kind = extension(unquote(reference.target))
        if kind in PICTURES and kind not in _DRAWINGS:
            yield (), reference.target


def _problem(record: AnyRecord, detail: PrivateDetail) -> Problem:
    code, message, help_ = _SAID[detail.kind]
    if detail.kind == "photo":
        instead = "if nobody can be recognized, write: people_in_photo: no; if their families agreed in writing: photo_release: yes"
    elif not isinstance(record, Document) or detail.kind == "file-name":
        instead = f'if it is meant to be public, the district can allow it in edblog.toml, under [privacy]: allow = ["{detail.text}"]'
    elif detail.kind == "email" and (on_purpose := record.shows_address(detail.text)):
        instead = on_purpose
    else:
        words = ", ".join(f'"{word}"' for word in (*record.privacy_ok, detail.text))
        line = "write" if record.privacy_ok else "add a line between the two ---"
        instead = f"if it is {'something else' if detail.kind == 'ssn' else 'meant to be public'}, {line}: privacy_ok: [{words}]"
    message = f'"{detail.text}" {message}'
    return Problem(
        record.source, "warning", code, message, f"{help_}\n{instead}", line=detail.line, column=detail.column
    )


def allows(word: str, detail: PrivateDetail) -> bool:
    """Whether an entry of an allowlist matches a detail; `*@district.example` matches every address at that domain."""
    if detail.kind == "email":
        word, text = word.strip().casefold(), detail.text.casefold()
        return text.endswith(word[1:]) if word.startswith("*@") else text == word
    if detail.kind in _NUMBERS:
        allowed, found = _digits(word), _digits(detail.text)
        return (
            len(allowed) >= (7 if detail.kind == "phone" else 4)
            and found.endswith(allowed)
            # The number in the text may also have an area code and a country code.
            and len(found) - len(allowed) <= (5 if detail.kind == "phone" else 0)
        )
    return _folded(detail.text) == _folded(word)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _folded(text: str) -> str:
    """A name in lowercase, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _words(name: str) -> frozenset[str]:
    return frozenset(_folded(name).split())


def _is_one_of(name: str, others: Iterable[frozenset[str]]) -> bool:
    """Whether a name is one of the others, with or without a middle name."""
    wanted = _words(name)
    return any(wanted <= words or (len(words) > 1 and words <= wanted) for words in others)
