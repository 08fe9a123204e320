"""The workers of a Dask cluster, on other computers, as an executor.

Calls and results travel as bytes that only edblog unpickles, and only if the same versions are installed on both sides,
because the result must be the same as on one computer. Each worker runs the calls in a process of its own: Dask uses
threads, and the time limit for a text needs a main thread.
"""

from __future__ import annotations

import contextlib
import pickle
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, wait
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from edblog.cluster.worker import HelperEndedError, OtherVersionError, Versions, about, run_at_worker
from edblog.problems import EdblogError, Problem
from edblog.versions import version_digest

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

PATIENCE = 30.0
"""Seconds to wait for the scheduler or a worker."""
RETRIES = 3
"""How many times a failed chunk is tried again; Dask itself counts lost workers."""
_COUNT_AGE = 2.0
"""Seconds between counts of the workers, and to wait for such a count."""

P = ParamSpec("P")
T = TypeVar("T")


class Cluster(Executor):
    """An executor for the workers of the Dask scheduler at an address such as `tcp://10.0.0.5:8786`.

    It connects at the first call. Raises `EdblogError` for an invalid address, and if Dask is not installed; `submit` and
    the futures raise it for everything that is wrong with the cluster.
    """

    def __init__(self, address: str) -> None:
        from importlib.util import find_spec

        if not _is_address(address):
            message = f'"{address}" is not the address of a Dask scheduler'
            raise _stop(message, "write it as tcp://HOST:PORT, for example: --cluster tcp://10.0.0.5:8786")
        if find_spec("distributed") is None:
            raise _stop(
                "building on a cluster needs Dask, which is not installed",
                'in the folder that contains your copy of edblog, run: pip install "./edblog[cluster]"',
            )
        self.address = address
        self._client: Client | None = None
        self._threads, self._counted = 1, -_COUNT_AGE

    @property
    def width(self) -> int:
        """The number of chunks that the cluster works on at a time; it changes as workers come and go."""
        client = self._ready()
        if time.monotonic() - self._counted > _COUNT_AGE:
            # A lost connection is reported to the callers that wait for results.
            with contextlib.suppress(Exception):
                self._threads = sum(client.nthreads(callback_timeout=_COUNT_AGE).values()) or self._threads
            self._counted = time.monotonic()
        return self._threads

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of a call that a worker makes."""
        client = self._ready()
        call = pickle.dumps((args, kwargs))
        answer: Future[T] = _WorkerFuture(self)
        try:
            executor = client.get_executor(pure=False, retries=RETRIES)
            remote = executor.submit(run_at_worker, version_digest(), _pickled(fn), call)
        except Exception as error:
            raise self._lost() from error
        remote.add_done_callback(partial(self._settle, answer))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  (an executor's)
        """Leave the cluster, which drops the remaining calls of this build."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def wait_for_worker(self) -> None:
        """Wait for a worker; raise `EdblogError` if none appears in time."""
        assert self._client is not None
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = f"the scheduler at {self.address} has no workers"
            help_ = (
                f"on each computer, start some: dask worker {self.address} --no-dashboard; then build again"
            )
            raise _stop(message, help_) from error
        except Exception as error:
            raise self._lost() from error

    def _ready(self) -> Client:
        if self._client is None:
            self._client = self._connected()
            try:
                self.wait_for_worker()
                self._check(self._client)
            except EdblogError:
                self.shutdown()
                raise
        return self._client

    def _connected(self) -> Client:
        import logging

        import dask
        from distributed import Client

        for name in ("distributed", "distributed.client"):
            # Failures are reported as problems.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # A chunk may contain a large photo, so no warning about its size; and no log of messages, to save memory.
        settings = {"large-graph-warning-threshold": "1 GB", "low-level-log-length": 0}
        dask.config.set({f"distributed.admin.{name}": value for name, value in settings.items()})
        security = _security(self.address)
        try:
            return Client(self.address, timeout=PATIENCE, security=security, set_as_default=False)
        except OSError as error:
            message = f"no Dask scheduler answers at {self.address}"
            help_ = "start one there: dask scheduler --no-dashboard; or build without --cluster"
            raise _stop(message, help_) from error

    def _check(self, client: Client) -> None:
        """Raise `EdblogError` for computers whose results might differ from those of this one."""
        try:
            installed = {
                f"the worker at {who}": versions
                for who, versions in client.run(about, on_error="return").items()
            }
        except OSError as error:
            raise self._lost() from error
        try:
            installed["the scheduler"] = client.run_on_scheduler(about)
        except Exception as error:  # noqa: BLE001  (handled below, like those of workers)
            installed["the scheduler"] = error
        digest, ours = about()
        problems = [
            _version_problem(who, theirs, ours)
            for who, theirs in installed.items()
            if isinstance(theirs, Exception) or theirs[0] != digest
        ]
        if problems:
            raise EdblogError(problems, 2)

    def _settle(self, answer: Future[T], remote: Future[bytes]) -> None:
        """Pass on the result or the exception of a call."""
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(pickle.loads(remote.result()))  # noqa: S301  (made by the same edblog)
        except Exception as error:  # noqa: BLE001  (the caller that waits for the future gets it)
            answer.set_exception(self._explained(error))

    def _explained(self, error: BaseException) -> BaseException:
        from distributed import KilledWorker

        if isinstance(error, CancelledError):
            return self._lost()
        if isinstance(error, OtherVersionError):
            return EdblogError([_version_problem(f"the worker at {error}", error, {})], 2)
        if isinstance(error, KilledWorker | HelperEndedError):
            where = f"at {error}" if isinstance(error, HelperEndedError) else "of the cluster"
            message = f"the operating system ended the same task {where} several times, probably because memory ran out"
            return _stop(
                message,
                "give workers more memory or fewer threads, then build again; the live site did not change",
            )
        return error

    def _lost(self) -> EdblogError:
        message = f"the connection to the scheduler at {self.address} was lost"
        return _stop(
            message, "check that it is still running, then build again; the live site did not change"
        )


class _WorkerFuture(Future[T]):
    """The future of a call at a worker; waiting for it fails if no workers are left."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__()
        self._cluster = cluster

    def result(self, timeout: float | None = None) -> T:
        while timeout is None and not wait([self], PATIENCE).done:
            self._cluster.wait_for_worker()
        return super().result(timeout)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("tcp", "tls") and bool(parts.hostname and port) and not parts.path.strip("/")


def _security(address: str) -> Security:
    """The encryption settings of Dask."""
    from distributed.security import Security

    security = Security()
    help_ = "set distributed.comm.tls.ca-file and distributed.comm.tls.client in the configuration of Dask"
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise _stop(f"the certificates for the cluster cannot be used: {error}", help_) from error
    if address.startswith("tls:") and context is None:
        raise _stop("Dask has no certificates for a tls:// address", help_)
    if address.startswith("tcp:") and security.require_encryption:
        raise _stop(
            f"Dask is set to require encryption, and {address} is not encrypted",
            "write the address as tls://HOST:PORT",
        )
    return security


def _stop(message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(".", "error", "cluster", message, help_, line=1, column=1)], 2)


def _version_problem(who: str, found: Exception | tuple[bytes, Versions], ours: Versions) -> Problem:
    """The problem of a computer with other versions of edblog, its libraries or Python."""
    if isinstance(found, Exception) and not isinstance(found, OtherVersionError):
        message = f"{who} cannot run this edblog: {found}"
    else:
        message = f"{who} has another version of edblog, its libraries or Python, so its results may differ"
        theirs = {} if isinstance(found, Exception) else found[1]
        differing = [f"{n} {theirs[n]} there, {v} here" for n, v in ours.items() if theirs.get(n, v) != v]
        message += f" ({'; '.join(differing)})" if differing else ""
    help_ = "install the same versions there (pip freeze lists them here), then start it again; or remove it from the cluster"
    return Problem(".", "error", "cluster-version", message, help_, line=1, column=1)


@lru_cache(maxsize=2)
def _pickled(work: Callable[..., Any]) -> bytes:
    return pickle.dumps(work)
