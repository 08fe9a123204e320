"""The command `edblog verify`: says whether a digital badge is real."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli.options import SITE

if TYPE_CHECKING:
    from edblog.badges.verdict import Verdict

_STATES = {
    "verified": "verified",
    "seen": "seen at its address, not signed",
    "unverified": "not verified",
    "signature-only": "signed by somebody your site does not know",
    "expired": "expired",
    "revoked": "revoked",
    "invalid": "INVALID",
}


def need_badges() -> None:
    """Raises a usage error if the libraries for badges are not installed."""
    if any(find_spec(name) is None for name in ("pyld", "cryptography", "joserfc", "rfc8785", "base58")):
        raise click.UsageError('badges need more than edblog itself; run: pip install "edblog[badges]"')


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SITE
@click.option(
    "--recipient",
    default="",
    metavar="EMAIL",
    help="Also check that the badge was given to the person with this email address.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or for programs.",
)
def verify(file: Path, site: Path, recipient: str, form: str) -> None:
    """Says whether a digital badge is real. Asks nobody.

    FILE is a badge as its issuer gave it: a picture (PNG, SVG) or a text (JSON, JWT), of Open Badges 2.0 or 3.0, or a CLR 2.0. The issuers
    that count are those in data/issuers/, which "edblog issuers add" writes.

    Exit code 0: verified. 1: everything else. 2: wrong usage.
    """
    need_badges()
    from edblog.badges.containers import MAX_FILE
    from edblog.badges.verifier import verify as look
    from edblog.pipeline.issuers import site_pins
    from edblog.start.wording import say

    with file.open("rb") as opened:
        data = opened.read(MAX_FILE + 1)
    verdict = look(data, site_pins(site), datetime.now(UTC), recipient=recipient)
    if form == "json":
        click.echo(as_json(verdict), nl=False)
    else:
        say(as_text(file.name, verdict))
    sys.exit(0 if verdict.is_verified else 1)


def as_json(verdict: Verdict) -> str:
    """The verdict as JSON, with its sentences."""
    from edblog.problems.formats import json_text

    return json_text(_told(verdict))


def _told(verdict: Verdict) -> dict[str, object]:
    import msgspec

    from edblog.badges.words import for_engineer, for_teacher

    raw: dict[str, object] = msgspec.to_builtins(verdict)
    raw |= {
        "verified": verdict.is_verified,
        "teacher": for_teacher(verdict),
        "engineer": for_engineer(verdict),
    }
    if verdict.inside:
        raw["inside"] = [_told(inner) for inner in verdict.inside]
    return raw


def as_text(name: str, verdict: Verdict) -> Iterator[str]:
    """The lines about a badge, and about those within it."""
    yield from _lines(name, verdict, "")
    for number, inner in enumerate(verdict.inside, 1):
        yield ""
        yield from _lines(f"{number} of {len(verdict.inside)}", inner, "  ")


def _lines(name: str, verdict: Verdict, indent: str) -> Iterator[str]:
    from edblog.badges.words import for_engineer, for_teacher

    yield f"{indent}{name}: {_STATES[verdict.state]}"
    if verdict.name:
        yield f"{indent}  {verdict.name}"
    if verdict.issuer_name or verdict.issuer:
        claims = "from" if verdict.is_pinned or verdict.state == "seen" else "says it is from"
        yield f"{indent}  {claims} {' · '.join(filter(None, (verdict.issuer_name, verdict.issuer)))}"
    if verdict.valid_from:
        until = f", until {verdict.valid_until[:10]}" if verdict.valid_until else ""
        yield f"{indent}  since {verdict.valid_from[:10]}{until}"
    yield f"{indent}  {for_teacher(verdict)}"
    for note in verdict.notes:
        yield f"{indent}  note: {note.message}" + (f"; {note.help}" if note.help else "")
    yield f"{indent}  for engineers: {for_engineer(verdict)}"
