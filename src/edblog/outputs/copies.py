"""Reads the files that are copied to the output: pictures, documents, and the files of the theme and the district."""

from __future__ import annotations

from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from edblog.files.signatures import is_lfs_pointer
from edblog.files.types import extension
from edblog.outputs.templates.theme import theme_file
from edblog.problems import Problem, of_file, only_a_pointer
from edblog.start import within
from edblog.views import Copy


def read_script(view: Copy, _site: Path, _bundled: Path) -> tuple[bytes, None]:
    """A script of a comment service, which is part of edblog."""
    return files("edblog.comments").joinpath(view.source).read_bytes(), None


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
