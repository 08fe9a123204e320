"""The commands `edblog issuers`: pin the issuers of badges, and list those that are pinned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli.options import SITE, Commands
from edblog.cli.verify import need_badges

if TYPE_CHECKING:
    from edblog.badges.pins import Pin
    from edblog.pipeline.issuers import Offered

_KINDS = {
    "issuer": "issuer",
    "badge": "badge class",
    "assertion": "hosted badge",
    "status-list": "list of badges taken back",
    "revocation-list": "list of badges taken back",
}


@click.group(cls=Commands)
def issuers() -> None:
    """The issuers whose badges your site believes, in data/issuers/."""


@issuers.command()
@click.argument("what", metavar="WHAT")
@SITE
@click.option(
    "--yes", is_flag=True, help="Pin without asking; for scripts that have compared the fingerprints."
)
def add(what: str, site: Path, yes: bool) -> None:
    """Pins an issuer: its keys, and what is needed to verify its badges.

    \b
    edblog issuers add https://badges.example/issuer.json
    edblog issuers add did:web:badges.example
    edblog issuers add rosa-badge.png

    WHAT is the address of an issuer, a badge or a list, a DID, or a file: a badge, or a document of the issuer. This is the only command for
    badges that asks other sites. It shows the fingerprint of each key, and asks you before it writes into data/issuers/. Commit what it wrote.
    Run it again to take a new look at lists of badges that were taken back.
    """  # noqa: D301  (click takes the backspace for "keep these lines")
    need_badges()
    from edblog.pipeline.issuers import offer, write_pins
    from edblog.start.wording import say

    is_address = what.startswith(("https://", "http://", "did:"))
    if not is_address and not Path(what).is_file():
        raise click.BadParameter(
            f"there is no file '{what}', and it is no address that starts with https://", param_hint="WHAT"
        )
    offered = offer(site, what)
    say(offered_lines(offered))
    if not yes:
        click.confirm("Pin this?", abort=True)
    say(f"Wrote {path}" for path in write_pins(site, offered.pins))


def offered_lines(offered: Offered) -> Iterator[str]:
    """What would be pinned, with the fingerprints to compare."""
    for pin in offered.pins:
        yield from _lines(pin)
        if offered.has_other_keys(pin):
            former = offered.former(pin)
            yield f"  ITS KEYS HAVE CHANGED since {former.date if former else ''}. Ask the issuer why before you say yes."
    yield from (f"note: {missed}" for missed in offered.missed)
    if any(pin.keys for pin in offered.pins):
        yield "Compare the fingerprints with those that the issuer tells you some other way, such as by phone or on paper."


def _lines(pin: Pin) -> Iterator[str]:
    yield f"{_KINDS[pin.kind]}: {' · '.join(filter(None, (pin.name, pin.id)))}"
    if pin.source and pin.source != pin.id:
        yield f"  from {pin.source}"
    for key in pin.keys:
        yield f"  key {key.id}"
        yield f"      {key.fingerprint}"


@issuers.command("list")
@SITE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people, or for programs.",
)
def list_(site: Path, form: str) -> None:
    """Lists what is pinned: issuers with the fingerprints of their keys, and dated snapshots."""
    need_badges()
    from edblog.pipeline.issuers import read_pins
    from edblog.problems.formats import json_text
    from edblog.start.wording import say

    pins = read_pins(site)
    if form == "json":
        rows = [
            {"file": path, "kind": p.kind, "id": p.id, "name": p.name, "date": str(p.date), "source": p.source, "keys": [{"id": k.id, "fingerprint": k.fingerprint} for k in p.keys]}
            for path, p in pins
        ]  # fmt: skip
        click.echo(json_text(rows), nl=False)
        return
    if not pins:
        say(["No issuer is pinned. To pin one: edblog issuers add"])
    for path, pin in pins:
        say(_lines(pin))
        say([f"  pinned {pin.date}, in {path}"])
