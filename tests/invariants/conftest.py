"""What the tests of the invariants share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No flushing to disk and no other processes: their own tests are elsewhere, and they take their time."""
    monkeypatch.setattr("os.fsync", lambda _: None)
    monkeypatch.setattr("edblog.outputs.publish.files._sync_file_system", lambda _: True)
    monkeypatch.setattr("edblog.pipeline.workers.MANY", 1_000_000)


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where the system has such a thing: creating files is most of what a small build does."""
    ram = Path("/dev/shm")
    folder = (
        Path(mkdtemp(prefix="edblog-", dir=ram))
        if os.access(ram, os.W_OK)
        else tmp_path_factory.mktemp("sites")
    )
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def differences() -> Callable[[dict[str, bytes], dict[str, bytes]], list[str]]:
    """In which files two sites differ, as lines to read."""

    def compare(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
        paths = sorted(one.keys() | other.keys())
        return [
            f"{path}: {'only in the first' if path not in other else 'only in the second' if path not in one else 'differs'}"
            for path in paths
            if one.get(path) != other.get(path)
        ]

    return compare
