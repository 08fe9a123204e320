"""Work for other processes, and a Dask cluster of real processes on the loopback interface."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

import edblog
from edblog.pipeline.workers import MANY

HERE = Path(__file__).parent
SOURCES = Path(edblog.__file__).parents[1]


@pytest.fixture(autouse=True)
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many items go to other processes."""
    monkeypatch.setattr("edblog.pipeline.workers.MANY", MANY)


@pytest.fixture(scope="session")
def there() -> Iterator[ModuleType]:
    """The module `there.py`, by a name that other processes can import."""
    sys.path.insert(0, str(HERE))
    yield importlib.import_module("there")
    sys.path.remove(str(HERE))


class Process:
    """A command of Dask's in a process of its own, and what it says."""

    def __init__(self, *args: str, first_on_path: Path | None = None) -> None:
        path = [str(folder) for folder in (first_on_path, SOURCES, HERE) if folder]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
        command = [sys.executable, "-m", "dask", *args, "--no-dashboard"]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        self.said: list[str] = []
        self.address = ""
        self.listener: Thread | None = None

    def wait_for(self, pattern: str) -> str:
        """The first group of the pattern, in the first line that it says and that fits."""
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found[1]
        raise AssertionError("".join(self.said))

    def listen(self) -> None:
        """Takes whatever it goes on saying, so that it can."""
        self.listener = Thread(target=self.said.extend, args=[self.process.stderr])
        self.listener.start()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()
        if self.listener:
            self.listener.join()
        self.process.stderr.close()


class Dask:
    """A scheduler, to which workers can be added."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.scheduler = Process("scheduler", "--host", "127.0.0.1", "--port", "0")
        stack.callback(self.scheduler.end)
        self.address = self.scheduler.wait_for(r"Scheduler at:\s+(tcp://\S+)")
        self.scheduler.listen()

    def worker(self, *, nanny: bool = True, first_on_path: Path | None = None) -> Process:
        command = ["worker", self.address, "--host", "127.0.0.1", "--nthreads", "1"]
        command += ["--nanny" if nanny else "--no-nanny", "--local-directory", str(self.folder)]
        worker = Process(*command, first_on_path=first_on_path)
        self.stack.callback(worker.end)
        worker.address = worker.wait_for(r"Start worker at:\s+(\S+)")
        worker.wait_for(r"Registered to:\s+(\S+)")
        worker.listen()
        return worker


@contextmanager
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    if find_spec("distributed") is None:
        reason = 'needs Dask, which is not installed: pip install "./edblog[cluster]"'
        # In CI, it must never be missed unnoticed.
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with ExitStack() as stack:
        yield Dask(tmp_path_factory.mktemp("dask"), stack)


@pytest.fixture(scope="session")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, which their nannies start again when they are killed."""
    with _running(tmp_path_factory) as dask:
        dask.worker()
        dask.worker()
        yield dask.address


@pytest.fixture
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler of the test's own."""
    with _running(tmp_path_factory) as dask:
        yield dask
