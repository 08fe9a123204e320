"""The workers of a Dask cluster, on other machines, as an executor.

What travels are bytes that only edblog takes apart, and only where the same versions are installed, since
the result must be that of one machine. At a worker they go on to a process of its own: Dask works in
threads, and the time limit on a text needs a main thread.
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

from edblog.cluster.worker import HelperEndedError, OtherVersionError, Versions, about, work_there
from edblog.problems import EdblogError, Problem
from edblog.versions import version_digest

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

PATIENCE = 30.0
"""Seconds to wait for the scheduler, and for a worker."""
RETRIES = 3
"""How often a chunk is worked on again after a failure; Dask itself counts the workers that were lost."""
_FRESH = 2.0
"""Seconds for which the number of workers is taken as known, and to wait for a newer one."""

P = ParamSpec("P")
T = TypeVar("T")


class Cluster(Executor):
    """The workers of the Dask scheduler at an address such as `tcp://10.0.0.5:8786`.

    It connects when there is work. Raises `EdblogError` for an address that is none, and where Dask is not
    installed; `submit` and the futures do so for whatever is wrong with the cluster.
    """

    def __init__(self, address: str) -> None:
        from importlib.util import find_spec

        if not _is_address(address):
            message = f'"{address}" is not the address of a Dask scheduler'
            raise _stop(message, "write it as tcp://HOST:PORT, for example: --cluster tcp://10.0.0.5:8786")
        if find_spec("distributed") is None:
            raise _stop(
                "building on a cluster needs Dask, which is not installed",
                'in the folder that holds a copy of edblog: pip install "./edblog[cluster]"',
            )
        self.address = address
        self._client: Client | None = None
        self._threads, self._counted = 1, -_FRESH

    @property
    def width(self) -> int:
        """How many chunks the cluster works on at a time; workers may come and go."""
        client = self._ready()
        if time.monotonic() - self._counted > _FRESH:
            # Whoever waits for a result hears of a connection that is lost.
            with contextlib.suppress(Exception):
                self._threads = sum(client.nthreads(callback_timeout=_FRESH).values()) or self._threads
            self._counted = time.monotonic()
        return self._threads

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The future of a call at a worker."""
        client = self._ready()
        call = pickle.dumps((args, kwargs))
        answer: Future[T] = _Answer(self)
        try:
            executor = client.get_executor(pure=False, retries=RETRIES)
            there = executor.submit(work_there, version_digest(), _pickled(fn), call)
        except Exception as error:
            raise self._lost() from error
        there.add_done_callback(partial(self._settle, answer))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002  (an executor's)
        """Leaves the cluster, which drops what it still works on for this build."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def wait_for_worker(self) -> None:
        """Returns when there is a worker; raises `EdblogError` when none comes in time."""
        assert self._client is not None
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = f"the scheduler at {self.address} has no workers"
            help_ = (
                f"start some, on each machine: dask worker {self.address} --no-dashboard; then build again"
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
            # What matters is said as a problem.
            logging.getLogger(name).setLevel(logging.CRITICAL)
        # A chunk may hold a large photo, and there is no better way for it; nor must messages be kept for a log.
        settings = {"large-graph-warning-threshold": "1 GB", "low-level-log-length": 0}
        dask.config.set({f"distributed.admin.{name}": value for name, value in settings.items()})
        security = _security(self.address)
        try:
            return Client(self.address, timeout=PATIENCE, security=security, set_as_default=False)
        except OSError as error:
            message = f"there is no answer from a Dask scheduler at {self.address}"
            help_ = "start one there: dask scheduler --no-dashboard; or build without --cluster"
            raise _stop(message, help_) from error

    def _check(self, client: Client) -> None:
        """Raises `EdblogError` for machines whose results might differ from those of this one."""
        try:
            there = {
                f"the worker at {who}": said for who, said in client.run(about, on_error="return").items()
            }
        except OSError as error:
            raise self._lost() from error
        try:
            there["the scheduler"] = client.run_on_scheduler(about)
        except Exception as error:  # noqa: BLE001  (it is looked at like those of workers)
            there["the scheduler"] = error
        digest, versions = about()
        wrong = {who: said for who, said in there.items() if isinstance(said, Exception) or said[0] != digest}
        if wrong:
            raise EdblogError([_other(who, said, versions) for who, said in wrong.items()], 2)

    def _settle(self, answer: Future[T], there: Future[bytes]) -> None:
        """Hands over what came of a call."""
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(pickle.loads(there.result()))  # noqa: S301  (made by the same edblog)
        except Exception as error:  # noqa: BLE001  (whoever waits for the answer gets it)
            answer.set_exception(self._explained(error))

    def _explained(self, error: BaseException) -> BaseException:
        from distributed import KilledWorker

        if isinstance(error, CancelledError):
            return self._lost()
        if isinstance(error, OtherVersionError):
            return EdblogError([_other(f"the worker at {error}", error, {})], 2)
        if isinstance(error, KilledWorker | HelperEndedError):
            where = f"at {error}" if isinstance(error, HelperEndedError) else "of the cluster"
            message = (
                f"the system ended the same work {where} again and again, probably because memory ran out"
            )
            return _stop(
                message,
                "give workers more memory or fewer threads, then build again; the live site did not change",
            )
        return error

    def _lost(self) -> EdblogError:
        message = f"the connection to the scheduler at {self.address} was lost"
        return _stop(message, "see whether it still runs, then build again; the live site did not change")


class _Answer(Future[T]):
    """The future of a call; whoever waits for it hears when there is nobody left to do it."""

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
    """How Dask is configured to encrypt."""
    from distributed.security import Security

    security = Security()
    help_ = "set distributed.comm.tls.ca-file and distributed.comm.tls.client in the configuration of Dask"
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise _stop(f"the certificates for the cluster cannot be used: {error}", help_) from error
    if address.startswith("tls:") and context is None:
        raise _stop("Dask does not know the certificates for a tls:// address", help_)
    if address.startswith("tcp:") and security.require_encryption:
        raise _stop(
            f"Dask is configured to encrypt, and {address} does not", "write the address as tls://HOST:PORT"
        )
    return security


def _stop(message: str, help_: str) -> EdblogError:
    return EdblogError([Problem(".", "error", "cluster", message, help_, line=1, column=1)], 2)


def _other(who: str, said: Exception | tuple[bytes, Versions], versions: Versions) -> Problem:
    """What to do about a machine that has other versions."""
    if isinstance(said, Exception) and not isinstance(said, OtherVersionError):
        message = f"{who} cannot run this edblog: {said}"
    else:
        message = f"{who} has another version of edblog, its libraries or Python, so its results may differ"
        theirs = {} if isinstance(said, Exception) else said[1]
        differing = [f"{n} {theirs[n]} there, {v} here" for n, v in versions.items() if theirs.get(n, v) != v]
        message += f" ({'; '.join(differing)})" if differing else ""
    help_ = "install the same there (pip freeze here tells what), then start it again; or leave it out"
    return Problem(".", "error", "cluster-version", message, help_, line=1, column=1)


@lru_cache(maxsize=2)
def _pickled(work: Callable[..., Any]) -> bytes:
    return pickle.dumps(work)
