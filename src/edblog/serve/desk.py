"""What the preview shows at the moment: the last build, and how often the shown thing has changed."""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import msgspec

from edblog.problems import EdblogError, Problem

logger = logging.getLogger(__name__)


class Preview(msgspec.Struct, frozen=True):
    """The outcome of one build, as far as a preview needs to know it."""

    output: Path
    """The folder with the site; it may not exist yet."""
    root: str
    """Path of the site's `base_url`; it starts and ends with `/`."""
    problems: tuple[Problem, ...]
    """What to show over the last good page; located, with excerpt and help."""
    changed: bool
    """Whether this build changed the output folder."""
    summary: str
    """One line for the terminal."""
    inputs: tuple[Path, ...]
    """Files and folders whose change makes a build due; they need not exist."""


class Showing(msgspec.Struct, frozen=True):
    """A preview with the name of its generation."""

    preview: Preview
    generation: str
    """Differs between any two things shown, also across restarts of the server."""


class Desk:
    """The place where builds put what is to be shown, and from which the server takes it."""

    shown: Showing
    """Replaced as a whole, so that the server's thread never sees half a change."""
    built_at: int
    """When the last build began, in nanoseconds since the epoch."""

    def __init__(self, build: Callable[[], Preview]) -> None:
        self._build = build
        # A page left open from an earlier run of the server must not pass for one of this run.
        self._run = f"run-{secrets.token_hex(4)}"
        self._count = 0
        # Where to look, and what to watch, when not even the first build tells.
        nothing = Preview(
            output=Path("site"), root="/", problems=(), changed=False, summary="", inputs=(Path(),)
        )
        self._show(nothing)

    def rebuild(self) -> bool:
        """Build once; whether the browsers have something else to show now. Never raises `Exception`."""
        before = self.shown.preview
        self.built_at = time.time_ns()
        try:
            now = self._build()
        except EdblogError as error:
            now = _failed(before, error.problems)
        except Exception as error:
            logger.debug("the build failed unexpectedly", exc_info=True)
            now = _failed(before, (_crash(error),))
        news = now.changed or _face(now) != _face(before)
        self._show(now, news=news)
        return news

    def _show(self, preview: Preview, *, news: bool = True) -> None:
        self._count += news
        self.shown = Showing(preview=preview, generation=f"{self._run}-{self._count}")


def _face(preview: Preview) -> tuple[object, ...]:
    """What a browser would notice about a preview whose output is unchanged."""
    return preview.output, preview.root, preview.problems


def _failed(before: Preview, problems: tuple[Problem, ...]) -> Preview:
    summary = "The build failed; the preview shows the last good pages"
    return msgspec.structs.replace(before, problems=problems, changed=False, summary=summary)


def _crash(error: Exception) -> Problem:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(
        path="",
        severity="error",
        code="build-crashed",
        message=f"the build stopped unexpectedly: {said}{place}",
        help="undo your last edit, or report this as a fault of edblog; the preview goes on",
    )
