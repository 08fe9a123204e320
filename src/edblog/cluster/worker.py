"""The worker side of a cluster: runs calls in helper processes of the worker."""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from edblog.versions import version_digest

if TYPE_CHECKING:
    from subprocess import Popen

Versions = Mapping[str, str]
_thread = threading.local()


class OtherVersionError(Exception):
    """A worker with other versions, whose results might differ; the argument is its address."""


class HelperEndedError(Exception):
    """A helper process that the operating system killed; the argument is the address of its worker."""


def about() -> tuple[bytes, Versions]:
    """The digest of everything that results depend on, and the versions of edblog, its libraries and Python."""
    from importlib.metadata import PackageNotFoundError, requires, version
    from platform import python_version

    versions = {"Python": python_version()}
    with contextlib.suppress(PackageNotFoundError):
        versions["edblog"] = version("edblog")
        for line in requires("edblog") or ():
            if "extra ==" not in line:
                name = re.split(r"[^\w.-]", line)[0]
                versions[name] = version(name)
    return version_digest(), versions


def run_at_worker(version: bytes, work: bytes, call: bytes) -> bytes:
    """The pickled result of a pickled call, made in the helper process of this thread of the worker."""
    from distributed import get_worker

    helper: Popen[bytes] | None = getattr(_thread, "helper", None)
    if helper is None:
        helper = _thread.helper = _start_helper()
    assert helper.stdin is not None
    assert helper.stdout is not None
    try:
        pickle.dump((version, work, call), helper.stdin)
        helper.stdin.flush()
        answer = pickle.load(helper.stdout)  # noqa: S301  (this machine's own process)
    except (EOFError, OSError, pickle.UnpicklingError):
        del _thread.helper
        helper.kill()
        helper.wait()
        raise HelperEndedError(get_worker().address) from None
    if answer is None:
        raise OtherVersionError(get_worker().address)
    if isinstance(answer, Exception):
        raise answer
    result: bytes = answer
    return result


def _start_helper() -> Popen[bytes]:
    from subprocess import PIPE, Popen

    # Not multiprocessing: under Dask's nanny, workers are daemonic processes, which may not have children.
    command = [sys.executable, "-P", "-c", "from edblog.cluster.worker import help_worker; help_worker()"]
    return Popen(command, stdin=PIPE, stdout=PIPE)


def help_worker() -> None:
    """The main loop of a helper process: answers calls from standard input until the worker ends."""
    # Ctrl-C reaches every process of a terminal; only the worker reacts to it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    # Printed text must not end up between the answers.
    os.dup2(2, 1)
    questions: SimpleQueue[tuple[bytes, bytes, bytes]] = SimpleQueue()
    # In its own thread, so that the process notices the end of the worker even in the middle of a call.
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    while True:
        pickle.dump(_answer(*questions.get()), answers)
        answers.flush()


def _listen(questions: SimpleQueue[tuple[bytes, bytes, bytes]]) -> None:
    with contextlib.suppress(EOFError):
        while True:
            questions.put(pickle.load(sys.stdin.buffer))  # noqa: S301  (from the worker that started this process)
    os._exit(0)


def _answer(version: bytes, work: bytes, call: bytes) -> bytes | Exception | None:
    """The pickled result, or the exception; None if the versions differ."""
    if version != version_digest():
        return None
    try:
        args, kwargs = pickle.loads(call)  # noqa: S301  (made by the same edblog)
        return pickle.dumps(_unpickled(work)(*args, **kwargs))
    except Exception as error:  # noqa: BLE001  (`run_at_worker` raises it again)
        return error


@lru_cache(maxsize=2)
def _unpickled(work: bytes) -> Callable[..., Any]:
    function: Callable[..., Any] = pickle.loads(work)  # noqa: S301  (made by the same edblog)
    return function
