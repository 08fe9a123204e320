"""Sentences that a build with nothing to do prints too; so nothing is imported here."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def count(number: int, one: str, many: str = "") -> str:
    """A number with the noun that it counts."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def summary_line(stories: int, files: int, written: int, removed: int, seconds: float) -> str:
    """What a build did, in a line."""
    gone = f", {removed:,} removed" if removed else ""
    wrote = count(written, "file")
    return f"{count(stories, 'story', 'stories')}: {wrote} written, {files - written:,} unchanged{gone}, in {seconds:.2f} s."


def printable(text: str) -> str:
    """A line that terminals and the logs of CI services print without obeying anything in it.

    Controls, escape sequences and characters that change the direction of a text become spaces. GitHub Actions runs what follows
    `::` at the start of a line, and `##[` anywhere in it, as a command; Azure Pipelines what follows `##vso[`.
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    if "##" in text:
        text = text.replace("##[", "##(").replace("##vso[", "##vso(")
    start = text.lstrip()
    # Three colons are no command.
    return text.replace("::", ": :", 1) if start.startswith("::") and not start.startswith(":::") else text


def say(lines: Iterable[str]) -> None:
    """Prints lines; a character that the terminal cannot show becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(printable(line).encode(encoding, "replace").decode(encoding))


_COLORS = {"error": "31", "warning": "33", "notice": "34"}
"""Colors of severities, as terminals number them (ECMA-48)."""


def complain(problems: Iterable[str]) -> None:
    """Prints problems to the error stream; their first word, the severity, is in color in a terminal."""
    colored = sys.stderr.isatty()
    for problem in problems:
        severity, _, rest = problem.partition(" ")
        first = f"\x1b[{_COLORS[severity]}m\x1b[1m{severity}\x1b[0m" if colored else severity
        _print(f"{first} {rest}")


def _print(text: str) -> None:
    if sys.platform == "win32":
        # The terminal of Windows takes no colors as they are.
        import click

        click.echo(text, err=True)
    else:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
