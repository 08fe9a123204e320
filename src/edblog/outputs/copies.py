"""Outputs that are files as they are: pictures, documents, the theme's and the district's own files."""

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
    """A script of a comment service, which edblog brings along."""
    return files("edblog.comments").joinpath(view.source).read_bytes(), None


def read_copy(view: Copy, site: Path, bundled: Path) -> tuple[bytes, Problem | None]:
    """The bytes to publish, pictures and recordings without private metadata, and what is wrong with the file, if anything.

    A file that is no longer the one that was scanned is refused: its output would not be what its
    fingerprint says.
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
        return b"", damaged(source)


def _document(source: str, data: bytes) -> tuple[bytes, Problem | None] | None:
    """The bytes to publish of a document, or the problem that keeps it unpublished; None for other files."""
    # Most builds copy nothing.
    from edblog.files import documents

    kind = extension(source)
    if kind not in documents.READERS:
        return None
    data, findings = documents.read_document(kind, data)
    return data, next((of_file(source, found) for found in findings if found.severity == "error"), None)


def _cleaned(source: str, data: bytes) -> bytes:
    """What is published of a file; of the district's own, which is trusted, pictures alone are changed."""
    # Most builds copy nothing.
    from edblog.files import drawings, pictures, recordings

    kind = extension(source)
    if not source.startswith("content/"):
        return pictures.without_metadata(data)
    if kind == ".svg":
        return drawings.read_drawing(data, pictures.clean_embedded).data
    if kind in recordings.EXTENSIONS:
        return recordings.clean(kind, data).data
    if pictures.converted.is_heic_or_avif(data):
        return pictures.converted.convert(data)
    return pictures.without_metadata(data)


def read_unchanged(site: Path, bundled: Path, source: str, digest: bytes) -> tuple[bytes, Problem | None]:
    """The bytes of a file that was scanned, or what is wrong with it now."""
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


def damaged(source: str) -> Problem:
    """The problem of a picture that turns out to be damaged when it is published."""
    help_ = "open it and save it again"
    return Problem(source, "error", "damaged-picture", "this picture is damaged", help_, line=1, column=1)
