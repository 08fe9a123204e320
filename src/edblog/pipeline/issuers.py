"""The files in `data/issuers/`: reads them for whoever verifies badges, and writes them for `edblog issuers add`."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from edblog import __version__
from edblog.badges.dates import moment
from edblog.badges.gathering import gather
from edblog.badges.pins import Pin, PinKind, Pins, pin_text, pins_of, read_pin
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import id_of, read_json
from edblog.links.addresses import redirected, target_of
from edblog.links.connection import Network, NoAnswerError, ask
from edblog.model.issuers import BADGES_FOLDER, ISSUERS_FOLDER
from edblog.problems import EdblogError, Problem
from edblog.problems.checks import problem_of
from edblog.sources.scan import symbolic_link
from edblog.start import within

_MOST_BYTES = 4_000_000
_MOST_ANSWER = 900_000
_MOST_REDIRECTS = 5
_ACCEPT = "application/json,application/ld+json,application/did+json,application/jwt,*/*;q=0.1"


class Offered:
    """What `edblog issuers add` would pin."""

    def __init__(self, pins: Sequence[Pin], missed: Sequence[str], former: Sequence[Pin]) -> None:
        self.pins = pins
        self.missed = missed
        """Why a list that the issuer names is not among them."""
        self._former = {(pin.kind, pin.id): pin for pin in former}

    def former(self, pin: Pin) -> Pin | None:
        """The pin that a new one takes the place of."""
        return self._former.get((pin.kind, pin.id))

    def has_other_keys(self, pin: Pin) -> bool:
        """Whether an issuer that is pinned already has other keys now."""
        former = self.former(pin)
        return former is not None and former.keys != pin.keys


def read_pins(folder: Path) -> list[tuple[str, Pin]]:
    """The pins of a site with the paths of their files. Raises `EdblogError` with a problem for each file that cannot be read."""
    if link := within.link_on_the_way(folder, ISSUERS_FOLDER):
        raise EdblogError([symbolic_link(link)], 2)
    found: list[tuple[str, Pin]] = []
    problems: list[Problem] = []
    for name in _names(folder):
        path = f"{ISSUERS_FOLDER}/{name}"
        try:
            found.append((path, read_pin(within.read(folder, path, _MOST_BYTES))))
        except RefusedError as error:
            help_ = "undo the change to this file, or delete it and run: edblog issuers add"
            problems.append(
                problem_of("issuers-file", path, f"this file cannot be used: {error.detail}", help_, 1, 1)
            )
    if problems:
        raise EdblogError(problems, 2)
    return found


def _names(folder: Path) -> Iterator[str]:
    place = folder / ISSUERS_FOLDER
    if place.is_dir():
        yield from sorted(
            entry.name
            for entry in place.iterdir()
            if entry.name.endswith(".json") and not entry.name.startswith(".")
        )


def site_pins(folder: Path) -> Pins:
    """All that a site has pinned, and the site itself, if it gives badges; nothing if there is no site."""
    return pins_of([*_own(folder), *(pin for _, pin in read_pins(folder))])


def _own(folder: Path) -> Iterator[Pin]:
    """Pins for the site's own key, and for its list of badges that were taken back."""
    kinds: tuple[tuple[PinKind, str], ...] = (("issuer", "did.json"), ("status-list", "status.json"))
    for kind, name in kinds:
        try:
            document = read_json(within.read(folder, f"{BADGES_FOLDER}/{name}", _MOST_BYTES), "file")
            day = moment(document.get("validFrom"), "validFrom")
            pin = Pin(kind, id_of(document), day.date() if day else date.min, document)
            pins_of([pin])
        except (OSError, RefusedError):
            # A site without badges of its own; a damaged file says nothing about those of others.
            return
        yield pin


def offer(folder: Path, what: str, *, network: Network | None = None, now: datetime | None = None) -> Offered:
    """What there is to pin for an address or a file. Asks other hosts, and writes nothing. Raises `EdblogError`."""
    former = [pin for _, pin in read_pins(folder)]
    today = (now or datetime.now(UTC)).date()
    content = None
    if not what.startswith(("https://", "http://", "did:")):
        content = Path(what).read_bytes()
    try:
        found = gather(what, content, _fetcher(network or Network()), today)
        return Offered(found.pins, found.missed, former)
    except RefusedError as error:
        help_ = "check the address, or ask the issuer for the address of its profile or of its DID document"
        raise EdblogError(
            [problem_of("issuer-not-found", what, f"nothing was pinned: {error.detail}", help_, 1, 1)]
        ) from None


def _fetcher(network: Network) -> Callable[[str], bytes]:
    def fetch(address: str) -> bytes:
        url = address
        for _ in range(_MOST_REDIRECTS + 1):
            target = target_of(url)
            if target is None or target.scheme != "https":
                raise RefusedError("address", f"{url} is not an address that starts with https://")
            try:
                answer = ask(
                    "GET", target, f"edblog/{__version__}", network, body=_MOST_ANSWER, accept=_ACCEPT
                )
            except NoAnswerError as error:
                raise RefusedError("no-answer", f"{url} does not answer: {error}") from None
            if answer.status in (301, 302, 303, 307, 308) and answer.location:
                url = redirected(url, answer.location)
                continue
            if answer.status != 200:
                raise RefusedError("no-answer", f"{url} answers {answer.status}")
            if len(answer.body) >= _MOST_ANSWER:
                raise RefusedError("too-large", f"{url} has {_MOST_ANSWER:,} bytes or more")
            return answer.body
        raise RefusedError("no-answer", f"{address} redirects too often")

    return fetch


def file_name(pin: Pin) -> str:
    """The name of the file for a pin: words that people know it by, and a digest, so that no two have the same.

    >>> from datetime import date
    >>> file_name(Pin("issuer", "did:web:maple.example", date(2026, 12, 1), {}))
    'issuer-did-web-maple-example-4fe51b34.json'
    """
    words = re.sub(r"[^a-z0-9]+", "-", pin.id.removeprefix("https://").lower()).strip("-")[:50].strip("-")
    digest = sha256(f"{pin.kind} {pin.id}".encode()).hexdigest()[:8]
    return f"{pin.kind}-{words}-{digest}.json"


def write_pins(folder: Path, pins: Sequence[Pin]) -> list[str]:
    """Writes a file for each pin, all or nothing each, and returns their paths. Raises `EdblogError`."""
    if link := within.link_on_the_way(folder, ISSUERS_FOLDER):
        raise EdblogError([symbolic_link(link)], 2)
    place = folder / ISSUERS_FOLDER
    place.mkdir(parents=True, exist_ok=True)
    former = {(pin.kind, pin.id): path for path, pin in read_pins(folder)}
    paths = []
    for pin in pins:
        path = folder / former.get((pin.kind, pin.id), f"{ISSUERS_FOLDER}/{file_name(pin)}")
        # Its name starts with a dot, so that nothing reads it.
        new = path.with_name(f".{path.name}.new")
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(pin_text(pin).encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        paths.append(path.relative_to(folder).as_posix())
    return paths
