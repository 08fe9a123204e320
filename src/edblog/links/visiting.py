"""Asks for many links: some hosts at a time, one link of a host at a time, and no longer than there is time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from queue import Empty, SimpleQueue
from threading import Thread

from edblog.links.addresses import target_of
from edblog.links.asking import Asker, Finding, LaterError
from edblog.model.links import LinkState

WORKERS = 8
"""Hosts asked at a time."""
PATIENCE = timedelta(days=14)
"""After so long without any answer, a page is gone."""
Progress = Callable[[int, int], object]


def visit(
    addresses: Iterable[str], asker: Asker, seconds: float, found: dict[str, Finding], progress: Progress
) -> None:
    """Asks for addresses, and adds what is found to `found`, which is complete up to any instant at which this is interrupted.

    An address that cannot be asked for now is left out. After `seconds`, the others are.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        target = target_of(address)
        by_host[target.host if target else ""].append(address)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for group in sorted(by_host.values(), key=len, reverse=True):
        waiting.put(group)
    results: SimpleQueue[tuple[str, Finding | BaseException | None]] = SimpleQueue()
    total = sum(map(len, by_host.values()))
    for _ in range(min(WORKERS, len(by_host))):
        # A thread that waits for a host does not keep the program from ending.
        Thread(target=_work, args=(waiting, results, asker), daemon=True).start()
    ends = time.monotonic() + seconds
    try:
        for done in range(1, total + 1):
            result = _next(results, ends)
            if result is None:
                return
            address, finding = result
            if isinstance(finding, BaseException):
                raise finding
            if finding is not None:
                found[address] = finding
            progress(done, total)
    finally:
        asker.stop.set()


def _next(
    results: SimpleQueue[tuple[str, Finding | BaseException | None]], ends: float
) -> tuple[str, Finding | BaseException | None] | None:
    """The next result; None when the time is over."""
    while (left := ends - time.monotonic()) > 0:
        try:
            # In short pieces: on Windows, Ctrl-C does not end a long one.
            return results.get(timeout=min(left, 0.5))
        except Empty:
            continue
    return None


def _work(
    waiting: SimpleQueue[list[str]],
    results: SimpleQueue[tuple[str, Finding | BaseException | None]],
    asker: Asker,
) -> None:
    while True:
        try:
            group = waiting.get_nowait()
        except Empty:
            return
        for address in group:
            try:
                results.put((address, asker.look(address)))
            except LaterError:
                results.put((address, None))
            except Exception as error:  # noqa: BLE001 - raised again where it is waited for
                results.put((address, error))


def due(
    states: Mapping[str, LinkState], addresses: Iterable[str], today: date, days: int, *, only_new: bool
) -> list[str]:
    """The addresses to ask for: new ones, and those that were last asked for at least `days` days ago."""
    return [
        address
        for address in sorted(set(addresses))
        if (state := states.get(address)) is None
        or (not only_new and (today - date.fromisoformat(state.checked)).days >= days)
    ]


def renewed(
    states: Mapping[str, LinkState], addresses: Iterable[str], found: Mapping[str, Finding], today: date
) -> dict[str, LinkState]:
    """The states after a run. Those of links that the site no longer has are left out, unless somebody added an archived copy."""
    kept = {a: s for a, s in states.items() if s.archived} | {a: states[a] for a in addresses if a in states}
    return kept | {
        address: _renewed(states.get(address), finding, today) for address, finding in found.items()
    }


def _renewed(old: LinkState | None, finding: Finding, today: date) -> LinkState:
    answer, why, since = finding.answer, finding.why, ""
    if answer in ("gone", "unclear"):
        # A host that refused to answer and is silent now has not been silent before.
        since = old.since if old and old.since and old.why == why else today.isoformat()
        if finding.is_silence and today - date.fromisoformat(since) >= PATIENCE:
            answer = "gone"
    return LinkState(today.isoformat(), answer, why, since, finding.to, old.archived if old else "")
