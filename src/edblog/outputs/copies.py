"""Reads the files that are copied to the output: pictures, documents, and the files of the theme and the district."""

from __future__ import annotations

from base64 import b64encode
from hashlib import blake2b, sha384
from importlib.resources import files
from pathlib import Path

from edblog import submit
from edblog.files.signatures import is_lfs_pointer
from edblog.files.types import extension
from edblog.outputs.templates.installed import theme_file
from edblog.problems import Problem, of_file, only_a_pointer
from edblog.start import within
from edblog.start.stat_scan import CONFIG_NAME
from edblog.views import CheckedCopy, Copy


def read_script(view: Copy, _site: Path, _bundled: Path) -> tuple[bytes, None]:
    """A script of a comment service, of the form or of an editor's page, which is part of edblog."""
    data = files("edblog").joinpath(view.source).read_bytes()
    if submit.is_own(view.source):
        return submit.without_comments(data.decode()).encode(), None
    return data, None


def read_checked(view: CheckedCopy, site: Path, bundled: Path) -> tuple[bytes, Problem | None]:
    """The bytes of a file, or the problem that its content is not the one in the settings."""
    data, problem = read_unchanged(site, bundled, view.source, view.digest)
    if problem:
        return b"", problem
    found = f"sha384-{b64encode(sha384(data).digest()).decode()}"
    if found == view.integrity:
        return data, None
    name = view.source.rpartition("/")[2]
    message = f"the SHA-384 of {view.source} is not the one under integrity"
    help_ = f'if you have put a new version of {name} there yourself, write: integrity = "{found}"; if not, find out who did'
    if not view.integrity:
        message = (
            f"the SHA-384 of {view.source} is missing, by which browsers notice that somebody exchanged it"
        )
        help_ = f'add a line below [editor]: integrity = "{found}"'
    key = ("editor", "integrity") if view.integrity else ("editor",)
    return b"", Problem(CONFIG_NAME, "error", "editor-integrity", message, help_, key=key)


def read_copy(view: Copy, site: Path, bundled: Path) -> tuple[bytes, Problem | None]:
    """The bytes to publish, without private metadata, or the problem with the file.

    A file that changed after the scan is refused: its output would not match its
    fingerprint.
    """
    source = view.source
    from_theme = source.startswith("theme:")
    data, problem = read_unchanged(site, bundled, source, view.digest)
    if problem:
        return b"", problem
    if is_lfs_pointer(data):
        return b"", only_a_pointer(source)
    if source.startswith("content/") and (document := _document(source, data)) is not None:
        return document
    try:
        return (data if from_theme else _cleaned(source, data)), None
    except ValueError:
        return b"", damaged_picture(source)


def _document(source: str, data: bytes) -> tuple[bytes, Problem | None] | None:
    """The bytes to publish of a document, or the problem that keeps it unpublished; None for other files."""
    # Imported late: most builds copy nothing.
    from edblog.files import documents

    type_ = extension(source)
    if type_ not in documents.READERS:
        return None
    data, findings = documents.read_document(type_, data)
    return data, next((of_file(source, found) for found in findings if found.severity == "error"), None)


def _cleaned(source: str, data: bytes) -> bytes:
    """The bytes to publish of a file. The district's own files are trusted: only their pictures lose metadata."""
    # Imported late: most builds copy nothing.
    from edblog.files import drawings, pictures, recordings

    type_ = extension(source)
    if not source.startswith("content/"):
        return pictures.without_metadata(data)
    if type_ == ".svg":
        return drawings.read_drawing(data, pictures.clean_embedded).data
    if type_ in recordings.EXTENSIONS:
        return recordings.clean(type_, data).data
    if pictures.converted.is_heic_or_avif(data):
        return pictures.converted.convert(data)
    return pictures.without_metadata(data)


def read_unchanged(site: Path, bundled: Path, source: str, digest: bytes) -> tuple[bytes, Problem | None]:
    """The bytes of a scanned file, or the problem if it has changed."""
    try:
        if source.startswith("theme:"):
            data = within.read(*theme_file(source, site, bundled))
        else:
            data = within.read(site, source)
    except OSError:
        data = b""
    if blake2b(data, digest_size=16).digest() == digest:
        return data, None
    message = "this file changed while the site was being built"
    return b"", Problem(source, "error", "changed-meanwhile", message, "build again", line=1, column=1)


def damaged_picture(source: str) -> Problem:
    """The problem of a picture that proves to be damaged when it is published."""
    help_ = "open it and save it again"
    return Problem(source, "error", "damaged-picture", "this picture is damaged", help_, line=1, column=1)
