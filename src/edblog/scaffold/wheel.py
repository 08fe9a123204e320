"""The wheel of the running edblog, for the machines that check and publish a site (PyPA's binary distribution format, 1.0).

An installed edblog is packed again from its RECORD; of an edblog that runs from its source, the wheel is made of that. The same
files make the same bytes.
"""

from __future__ import annotations

import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import edblog
from edblog import __version__
from edblog.pipeline import bundled_themes
from edblog.scaffold.writing import stop

WHEEL_NAME = f"edblog-{__version__}-py3-none-any.whl"
_INFO = f"edblog-{__version__}.dist-info"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of each file in it, the earliest that a zip file can say."""
_OF_INSTALLERS = frozenset(["RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"])
"""Files beside the metadata that a wheel does not have."""
_WHEEL = b"Wheel-Version: 1.0\nGenerator: edblog\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@cache
def wheel() -> bytes:
    """The wheel of the running edblog. Raises `EdblogError` where a part of edblog is missing."""
    installed = _installed()
    return _packed(dict(_of_record(installed) if installed else _of_source()))


def _installed() -> Distribution | None:
    """The distribution that the running edblog was installed as; None where it runs from its source."""
    try:
        found = distribution("edblog")
    except PackageNotFoundError:
        return None
    here = Path(edblog.__file__).resolve()
    there = Path(str(found.locate_file("edblog/__init__.py")))
    return found if there.exists() and there.resolve() == here and found.version == __version__ else None


def _of_record(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    """The files of an installed edblog, without what the installer has added."""
    for file in installed.files or ():
        path = file.as_posix()
        first, _, rest = path.partition("/")
        is_added = first.endswith(".dist-info") and rest in _OF_INSTALLERS
        if first not in ("edblog", _INFO) or is_added or _is_compiled(path):
            continue
        try:
            yield path, Path(str(file.locate())).read_bytes()
        except OSError as error:
            help_ = "install edblog again, and run edblog init once more"
            raise stop(path, "a file of edblog itself is missing", help_) from error


def _is_compiled(path: str) -> bool:
    return path.endswith((".pyc", ".pyo")) or "__pycache__" in path


def _of_source() -> Iterator[tuple[str, bytes]]:
    """The files of an edblog that runs from its source, with the metadata that its `pyproject.toml` asks for."""
    package = Path(edblog.__file__).resolve().parent
    themes = Path(bundled_themes())
    for folder, prefix in ((package, "edblog"), (themes, "edblog/themes")):
        for path in folder.rglob("*"):
            name = f"{prefix}/{path.relative_to(folder).as_posix()}"
            if path.is_file() and not _is_compiled(name):
                yield name, path.read_bytes()
    root = package.parents[1]
    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        licenses = [(name, (root / name).read_bytes()) for name in project["license-files"]]
    except (OSError, KeyError) as error:
        help_ = "install edblog with pip, and run edblog init once more"
        raise stop(
            str(root), "this copy of edblog has no pyproject.toml, so no wheel can be made from it", help_
        ) from error
    scripts = "".join(f"{name} = {target}\n" for name, target in project["scripts"].items())
    yield f"{_INFO}/METADATA", _metadata(project).encode()
    yield f"{_INFO}/WHEEL", _WHEEL
    yield f"{_INFO}/entry_points.txt", f"[console_scripts]\n{scripts}".encode()
    yield from ((f"{_INFO}/licenses/{name}", data) for name, data in licenses)


def _metadata(project: Mapping[str, Any]) -> str:
    """Core metadata (PyPA, 2.4) of a project."""
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {__version__}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        *(f"License-File: {name}" for name in project["license-files"]),
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {needed}" for needed in project["dependencies"]),
    ]
    for extra, needs in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        for needed in needs:
            name, _, marker = needed.partition(";")
            condition = f"({marker.strip()}) and extra == '{extra}'" if marker else f"extra == '{extra}'"
            lines.append(f"Requires-Dist: {name.strip()}; {condition}")
    return "".join(f"{line}\n" for line in lines)


def _packed(files: dict[str, bytes]) -> bytes:
    """A wheel of these files, with its RECORD at the end."""
    names = sorted(files, key=lambda name: (name.startswith(_INFO), name))
    hashes = {name: urlsafe_b64encode(sha256(files[name]).digest()).rstrip(b"=").decode() for name in names}
    lines = [f"{name},sha256={hashes[name]},{len(files[name])}\n" for name in names]
    record = f"{_INFO}/RECORD"
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED, compresslevel=9) as box:
        for name in names:
            box.writestr(_entry(name), files[name])
        box.writestr(_entry(record), "".join((*lines, f"{record},,\n")))
    return data.getvalue()


def _entry(name: str) -> ZipInfo:
    """The entry of a file, without anything of this computer."""
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
