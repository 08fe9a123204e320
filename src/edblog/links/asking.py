"""Finds out whether a link works: which requests it takes, and what their answers mean."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from edblog.links.addresses import Target, is_home, is_trifle, is_wall, redirected, target_of
from edblog.links.connection import Answer, GarbledError, Network, NoAnswerError, PrivateHostError, ask
from edblog.links.robots import EVERYTHING, LONGEST_PAUSE, Robots, read_robots
from edblog.model.links import LinkAnswer

MOST_REDIRECTS = 5
PAUSE = 1.0
"""Seconds between two requests to one host."""
LONGEST_WAIT = 60.0
"""The longest that a host which asks to wait is waited for; after that, it is left alone until the next run."""
_ROBOTS_BYTES = 512_000
_MOVED, _GONE = frozenset([301, 302, 303, 307, 308]), frozenset([404, 410])
_FOR_GOOD = frozenset([301, 308])
_PATIENCE = 3
"""After so many pages without an answer, one after another, a host is left alone until the next run."""


class Finding(NamedTuple):
    """What was found out about a link."""

    answer: LinkAnswer
    why: str = ""
    to: str = ""
    is_silence: bool = False
    """Whether there was no answer at all, which after some time means that the page is gone."""


class LaterError(Exception):
    """A host asks to be left alone for now, or the run is over."""


class _Host:
    """What is known of a host during a run."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        """Held during a request, so that there is one at a time."""
        self.next_at = 0.0
        self.pause = 0.0
        self.is_tired = False
        """Whether it is left alone until the next run."""
        self.silent = 0
        """Pages in a row without an answer."""
        self.dead: NoAnswerError | None = None
        """Why none of its pages can be asked for."""


class Asker:
    """Asks for links. Several threads may share one."""

    def __init__(
        self,
        agent: str,
        network: Network | None = None,
        *,
        pause: float = PAUSE,
        stop: threading.Event | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._agent, self._network, self._pause, self._now = agent, network or Network(), pause, now
        self.stop = stop or threading.Event()
        """Set to end the run."""
        self._hosts: dict[tuple[str, int], _Host] = {}
        self._robots: dict[tuple[str, str, int], Robots | NoAnswerError] = {}
        self._lock = threading.Lock()

    def look(self, address: str) -> Finding:
        """What becomes of those who follow a link. Raises `LaterError` if that cannot be found out now."""
        url, is_for_good, seen = address, True, {address}
        for _ in range(MOST_REDIRECTS + 1):
            target = target_of(url)
            if target is None:
                return Finding("unclear", "the address cannot be read")
            try:
                if not self._allows(target):
                    return Finding("unclear", "robots.txt asks programs not to look")
                answer = self._answer(target)
            except NoAnswerError as error:
                return Finding("unclear", str(error), is_silence=not isinstance(error, PrivateHostError))
            if answer.status not in _MOVED or not answer.location:
                return _finding(address, url, answer.status, is_for_good=is_for_good)
            is_for_good = is_for_good and answer.status in _FOR_GOOD
            url = redirected(url, answer.location)
            if url in seen:
                return Finding("unclear", "it redirects in a circle")
            seen.add(url)
        return Finding("unclear", f"more than {MOST_REDIRECTS} redirects")

    def _answer(self, target: Target) -> Answer:
        """The answer to HEAD, or to GET if HEAD is refused: many servers answer it with an error, even with 404."""
        try:
            answer = self._ask("HEAD", target)
        except GarbledError:
            return self._ask("GET", target)
        return self._ask("GET", target) if answer.status >= 400 else answer

    def _allows(self, target: Target) -> bool:
        known = self._robots.get(target.origin)
        if known is None:
            known = self._read_robots(target)
            self._robots[target.origin] = known
            if isinstance(known, Robots):
                self._host(target).pause = known.pause
        if isinstance(known, NoAnswerError):
            raise known
        return known.allows(target.path)

    def _read_robots(self, target: Target) -> Robots | NoAnswerError:
        place = target._replace(path="/robots.txt")
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = self._ask("GET", place, body=_ROBOTS_BYTES)
                if answer.status not in _MOVED:
                    break
                url = redirected(f"{place.scheme}://{place.host_header}{place.path}", answer.location)
                if (further := target_of(url)) is None:
                    return EVERYTHING
                place = further
        except NoAnswerError as error:
            return error
        if answer.status >= 500:
            # RFC 9309, 2.3.1.4: who cannot read the rules must not go on.
            return NoAnswerError(f"robots.txt cannot be read: {answer.status}")
        return read_robots(answer.body) if answer.status < 300 else EVERYTHING

    def _ask(self, method: str, target: Target, *, body: int = 0) -> Answer:
        """The answer of a host, when it is its turn. One that asks to wait is asked once more."""
        host = self._host(target)
        with host.turn:
            for is_last in (False, True):
                if host.dead is not None:
                    raise host.dead
                self._wait(host.next_at - time.monotonic())
                if host.is_tired or self.stop.is_set():
                    raise LaterError
                answer = self._once(method, target, host, body)
                wait = self._asked_to_wait(answer)
                if wait is None:
                    return answer
                if is_last or wait > LONGEST_WAIT:
                    break
                host.next_at = time.monotonic() + wait
            host.is_tired = True
        raise LaterError

    def _once(self, method: str, target: Target, host: _Host, body: int) -> Answer:
        try:
            answer = ask(method, target, self._agent, self._network, body=body)
        except NoAnswerError as error:
            host.dead = error if error.is_final else None
            host.silent += not isinstance(error, GarbledError)
            host.is_tired = host.silent >= _PATIENCE
            raise
        finally:
            host.next_at = time.monotonic() + max(
                self._pause, min(host.pause, LONGEST_PAUSE) if self._pause else 0
            )
        host.silent = 0
        return answer

    def _asked_to_wait(self, answer: Answer) -> float | None:
        """How many seconds a host asks to wait; None if it does not. One that does not say how long gets a long time."""
        if answer.status != 429 and not (answer.status == 503 and answer.retry_after):
            return None
        if answer.retry_after.isdecimal() and len(answer.retry_after) < 10:
            return float(answer.retry_after)
        try:
            moment = parsedate_to_datetime(answer.retry_after)
        except ValueError:
            return float("inf")
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - self._now()).total_seconds())

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self.stop.wait(seconds)

    def _host(self, target: Target) -> _Host:
        with self._lock:
            return self._hosts.setdefault((target.host, target.port), _Host())


def _finding(address: str, url: str, status: int, *, is_for_good: bool) -> Finding:
    """What the last answer means for the link."""
    if status in _GONE:
        return Finding("gone", str(status))
    if not 200 <= status < 300:
        # Many servers refuse programs with 401, 403, 405, 406, 415, 451 or 999, and show the page to people.
        return Finding("unclear", str(status))
    if url == address or is_trifle(address, url) or is_wall(url):
        return Finding("fine")
    if is_home(url) and not is_home(address):
        return Finding("unclear", "it leads to a home page now, so the page may be gone")
    is_downgrade = address.startswith("https:") and not url.startswith("https:")
    return Finding("moved", to=url) if is_for_good and not is_downgrade else Finding("fine")
