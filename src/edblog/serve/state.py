"""The current state of the preview: the result of the last build, and a counter of visible changes."""

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


class BuildResult(msgspec.Struct, frozen=True):
    """The result of one build, for the preview."""

    output: Path
    """The output folder; it may not exist yet."""
    root: str
    """Path of the site's `base_url`; it starts and ends with `/`."""
    problems: tuple[Problem, ...]
    """Problems to show over the page, with position, excerpt and help."""
    changed: bool
    """Whether this build changed the output folder."""
    summary: str
    """One line for the terminal."""
    inputs: tuple[Path, ...]
    """Files and folders to watch; a change in them starts a build. They may not exist."""


class Snapshot(msgspec.Struct, frozen=True):
    """A build result and its generation."""

    result: BuildResult
    generation: str
    """Changes with everything that browsers can see, also at a restart of the server."""


class PreviewState:
    """The latest build result; builds write it, and the server reads it."""

    current: Snapshot
    """Replaced as a whole, so that the server's thread never sees part of a change."""
    built_at: int
    """When the last build began, in nanoseconds since the epoch."""

    def __init__(self, build: Callable[[], BuildResult]) -> None:
        self._build = build
        # A page that is open since an earlier run of the server must not look current.
        self._run = f"run-{secrets.token_hex(4)}"
        self._count = 0
        # Used if even the first build fails.
        initial = BuildResult(
            output=Path("site"), root="/", problems=(), changed=False, summary="", inputs=(Path(),)
        )
        self._show(initial)

    def rebuild(self) -> bool:
        """Build once; return whether browsers have something new to show. Never raises `Exception`."""
        before = self.current.result
        self.built_at = time.time_ns()
        try:
            now = self._build()
        except EdblogError as error:
            now = _failed(before, error.problems)
        except Exception as error:
            logger.debug("the build failed unexpectedly", exc_info=True)
            now = _failed(before, (_crash(error),))
        is_new = now.changed or _visible_parts(now) != _visible_parts(before)
        self._show(now, is_new=is_new)
        return is_new

    def _show(self, result: BuildResult, *, is_new: bool = True) -> None:
        self._count += is_new
        self.current = Snapshot(result=result, generation=f"{self._run}-{self._count}")


def _visible_parts(result: BuildResult) -> tuple[object, ...]:
    """The parts of a result that a browser can see, apart from the files."""
    return result.output, result.root, result.problems


def _failed(before: BuildResult, problems: tuple[Problem, ...]) -> BuildResult:
    summary = "The build failed; the preview shows the last successful build"
    return msgspec.structs.replace(before, problems=problems, changed=False, summary=summary)


def _crash(error: Exception) -> Problem:
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    description = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Problem(
        path="",
        severity="error",
        code="build-crashed",
        message=f"the build stopped unexpectedly: {description}{place}",
        help="undo your last edit, or report this as a bug in edblog; the preview keeps running",
    )
