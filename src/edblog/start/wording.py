"""Texts that every build prints. This module imports nothing, so that a build with nothing to do stays fast."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun, such as `1 file` or `1,250 files`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def summary_line(stories: int, files: int, written: int, removed: int, seconds: float) -> str:
    """The line that sums up a build: numbers of stories and files, and seconds."""
    gone = f", {removed:,} removed" if removed else ""
    wrote = count(written, "file")
    return f"{count(stories, 'story', 'stories')}: {wrote} written, {files - written:,} unchanged{gone}, in {seconds:.2f} s."


def printable(text: str) -> str:
    """The line without anything that a terminal or the log of a CI service would run as a command.

    Control characters, and characters that change the direction of text, become spaces. GitHub Actions runs text after `::` at
    the start of a line, and after `##[` anywhere, as a command; Azure Pipelines runs text after `##vso[`.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    if "##" in text:
        text = text.replace("##[", "##(").replace("##vso[", "##vso(")
    start = text.lstrip()
    # Three colons do not start a command.
    return text.replace("::", ": :", 1) if start.startswith("::") and not start.startswith(":::") else text


def say(lines: Iterable[str]) -> None:
    """Prints lines to standard output; a character that the terminal cannot show becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(printable(line).encode(encoding, "replace").decode(encoding))


_COLORS = {"error": "31", "warning": "33", "notice": "34"}
"""The terminal color of each severity (ECMA-48)."""


def complain(problems: Iterable[str]) -> None:
    """Prints problems to standard error; in a terminal, their first word, the severity, is in color."""
    colored = sys.stderr.isatty()
    for problem in problems:
        severity, _, rest = problem.partition(" ")
        first = f"\x1b[{_COLORS[severity]}m\x1b[1m{severity}\x1b[0m" if colored else severity
        _print(f"{first} {rest}")


def _print(text: str) -> None:
    if sys.platform == "win32":
        # On Windows, click translates color codes for the terminal.
        import click

        click.echo(text, err=True)
    else:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
