"""`edblog award`: signs badges of a district with a key that lies outside of the repository."""

from __future__ import annotations

import json
import os
import secrets
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from edblog.badges import issuing
from edblog.badges.gathering import did_of_address
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import Pin, pins_of
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import read_json
from edblog.badges.verifier import verify
from edblog.model.issuers import BADGES_FOLDER, GIVEN_FILE
from edblog.pipeline.configuration import configure
from edblog.problems import EdblogError
from edblog.problems.checks import problem_of
from edblog.sources.scan import symbolic_link
from edblog.start import within

_MOST_BYTES = 4_000_000


class Issued(NamedTuple):
    """A badge that was made."""

    data: bytes
    id: str


class Place(NamedTuple):
    """Where the site of the issuer is."""

    folder: Path
    did: str
    name: str
    address: str
    """Of the folder with the DID document, with `/` at its end."""

    @property
    def list_address(self) -> str:
        """Of the list of badges that were taken back."""
        return f"{self.address}status.json"


def place_of(folder: Path) -> Place:
    """The issuer that a site is. Raises `EdblogError`."""
    config, _ = configure(folder)
    address = f"{config.base_url.rstrip('/')}/badges/"
    if not address.startswith("https://"):
        raise _refuse(
            "edblog.toml",
            "badges need a base_url that starts with https://",
            "write the address of your site",
        )
    return Place(folder, did_of_address(f"{address}did.json"), config.title, address)


def _refuse(path: str, message: str, help_: str) -> EdblogError:
    return EdblogError([problem_of("award", path, message, help_, 1, 1)])


def new_key(folder: Path, path: Path, now: datetime | None = None) -> tuple[Place, str]:
    """Makes a key at a path, and writes what the site publishes of it. Returns the issuer and the fingerprint of the key."""
    found = place_of(folder)
    _check_outside(folder, path)
    if (folder / BADGES_FOLDER / "did.json").exists():
        help_ = "use the key that you have; a new one would make all badges that you have given unverifiable"
        raise _refuse(f"{BADGES_FOLDER}/did.json", "this site has a key already", help_)
    private = Ed25519PrivateKey.generate()
    data = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    signer = issuing.Signer(found.did, found.name, private)
    document = issuing.did_document(signer)
    _write(folder, f"{BADGES_FOLDER}/did.json", document)
    _write_list(found, signer, bytes(issuing.ENTRIES // 8), now or datetime.now(UTC))
    pin = Pin("issuer", found.did, datetime.now(UTC).date(), document)
    return found, next(iter(pins_of([pin]).issuers[found.did].methods.values())).fingerprint


def _check_outside(folder: Path, path: Path) -> None:
    """A key lies in no repository: whoever can read one could sign badges with it. Raises `EdblogError`."""
    whole = path.absolute().parent.resolve()
    help_ = (
        "put it where only you can read it, such as your home folder, and make a copy on paper or on a stick"
    )
    if any((parent / ".git").exists() for parent in (whole, *whole.parents)) or whole.is_relative_to(
        folder.resolve()
    ):
        raise _refuse(str(path), "a key must not lie in a repository or in the folder of a site", help_)


def signer_of(place: Place, path: Path) -> issuing.Signer:
    """The signer with the key in a file. Raises `EdblogError` if it is not the key that the site publishes."""
    _check_outside(place.folder, path)
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise _refuse(
            str(path), "this is not a key that edblog award key has made", "name the right file with --key"
        )
    signer = issuing.Signer(place.did, place.name, private)
    published = _read(place.folder, f"{BADGES_FOLDER}/did.json")
    if published != issuing.did_document(signer) | {"name": published.get("name")}:
        help_ = (
            "use the key that belongs to this site; if base_url has changed, badges need its former address"
        )
        raise _refuse(
            f"{BADGES_FOLDER}/did.json", "this key or this address is not that of the site's badges", help_
        )
    return signer


def award(
    place: Place,
    signer: issuing.Signer,
    achievement: dict[str, Any],
    email: str,
    *,
    until: datetime | None = None,
    is_token: bool = False,
    picture: bytes | None = None,
    now: datetime | None = None,
) -> Issued:
    """Makes a badge, after counting it. Raises `EdblogError`; a badge that would not be verified is not made."""
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    number = _given(place.folder)
    made = issuing.Award(
        f"urn:uuid:{uuid.uuid4()}",
        achievement,
        email.strip().lower(),
        secrets.token_hex(16),
        moment,
        until,
        place.list_address,
        issuing.place(number),
    )
    linked = LinkedData()
    try:
        document = issuing.unsigned(made, signer)
        text = (
            issuing.as_token(document, signer)
            if is_token
            else json.dumps(issuing.with_proof(document, signer, moment, linked))
        )
        data = issuing.baked(picture, text) if picture is not None else f"{text}\n".encode()
    except RefusedError as error:
        raise _refuse(
            "achievement", f"no badge was made: {error.detail}", "correct the achievement, and try again"
        ) from None
    own = pins_of([Pin("issuer", place.did, moment.date(), _read(place.folder, f"{BADGES_FOLDER}/did.json"))])
    verdict = verify(data, own, moment, recipient=made.email)
    if not verdict.is_verified:
        raise _refuse(
            "achievement", f"no badge was made: {verdict.detail}", "correct the achievement, and try again"
        )
    _write_text(
        place.folder,
        GIVEN_FILE,
        f"# How many badges this site has given. edblog award counts here.\ngiven = {number + 1}\n",
    )
    return Issued(data, made.id)


def revoke(place: Place, signer: issuing.Signer, data: bytes, now: datetime | None = None) -> str:
    """Takes a badge of this site back, and returns its identifier. Raises `EdblogError`."""
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    own = pins_of([Pin("issuer", place.did, moment.date(), _read(place.folder, f"{BADGES_FOLDER}/did.json"))])
    verdict = verify(data, own, moment)
    help_ = "only the issuer of a badge can take it back"
    if not verdict.is_pinned or verdict.state == "invalid":
        detail = verdict.detail or "it is not signed with this site's key"
        raise _refuse("badge", f"this is not a badge of this site: {detail}", help_)
    try:
        index = issuing.place_in(data, place.list_address)
    except RefusedError as error:
        raise _refuse("badge", f"this is not a badge of this site: {error.detail}", help_) from None
    bits = issuing.bits_of(_read(place.folder, f"{BADGES_FOLDER}/status.json"))
    _write_list(place, signer, issuing.with_bit(bits, index), moment)
    return verdict.id


def _write_list(place: Place, signer: issuing.Signer, bits: bytes, moment: datetime) -> None:
    document = issuing.status_list(bits, place.list_address, signer, moment)
    _write(
        place.folder,
        f"{BADGES_FOLDER}/status.json",
        issuing.with_proof(document, signer, moment, LinkedData()),
    )


def _given(folder: Path) -> int:
    import tomllib

    try:
        found = tomllib.loads(within.read(folder, GIVEN_FILE, _MOST_BYTES).decode())["given"]
    except FileNotFoundError:
        return 0
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        found = None
    if not isinstance(found, int) or found < 0:
        raise _refuse(
            GIVEN_FILE, "the number of badges that were given cannot be read", "undo the change to this file"
        )
    return found


def _read(folder: Path, path: str) -> dict[str, Any]:
    try:
        return read_json(within.read(folder, path, _MOST_BYTES), "file")
    except FileNotFoundError:
        raise _refuse(path, "this site has no key for badges yet", "run: edblog award key FILE") from None
    except RefusedError as error:
        raise _refuse(
            path, f"this file cannot be used: {error.detail}", "undo the change to this file"
        ) from None


def _write(folder: Path, path: str, document: dict[str, Any]) -> None:
    _write_text(folder, path, json.dumps(document, indent=2) + "\n")


def _write_text(folder: Path, path: str, text: str) -> None:
    if link := within.link_on_the_way(folder, path):
        raise EdblogError([symbolic_link(link)], 2)
    whole = folder / path
    whole.parent.mkdir(parents=True, exist_ok=True)
    new = whole.with_name(f".{whole.name}.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    new.replace(whole)
