"""The commands `edblog award`: badges that a district gives itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from edblog.cli.options import SITE, Commands
from edblog.cli.verify import need_badges

_KEY = click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="The file with your key, outside of the repository.",
)


@click.group(cls=Commands)
def award() -> None:
    """Badges that your district gives itself: signed, and verifiable by anybody."""


@award.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@SITE
def key(file: Path, site: Path) -> None:
    """Makes the key that signs your badges, in FILE, once.

    FILE must lie outside of the repository: whoever can read it can sign badges in your name. What everybody may know is written into
    static/badges/. Commit that, and publish the site.
    """
    need_badges()
    from edblog.pipeline.awarding import new_key
    from edblog.start.wording import say

    if file.exists():
        raise click.BadParameter(f"'{file}' exists already; a key is never replaced", param_hint="FILE")
    place, fingerprint = new_key(site, file)
    say(
        [
            f"Your key is in {file}. Nobody can make it again, so keep a copy where only you can read it.",
            "Wrote static/badges/did.json and static/badges/status.json. Commit them, and publish the site.",
            f"You are {place.did}, and the fingerprint of your key is {fingerprint}",
            f"Others then run: edblog issuers add {place.did}",
        ]
    )


@award.command()
@click.argument("achievement", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "email",
    required=True,
    metavar="EMAIL",
    help="The person; the badge has only a digest of the address.",
)
@_KEY
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to put the badge.",
)
@click.option(
    "--picture",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A PNG that the badge is baked into; then --out is a PNG, too.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day at whose end the badge expires. Default: it does not.",
)
@click.option(
    "--jwt", "is_token", is_flag=True, help="Make a JWT, which some wallets want, in place of JSON."
)
@SITE
def give(
    achievement: Path,
    email: str,
    key: Path,
    out: Path,
    picture: Path | None,
    until: datetime | None,
    is_token: bool,
    site: Path,
) -> None:
    """Makes a badge for a person.

    ACHIEVEMENT is a file with an Achievement of Open Badges 3.0, as JSON: its id (an address), name, description and criteria. The badge is
    verified before it is written. Commit data/issuers/given.toml afterwards, and not the badge: it belongs to the person.
    """
    need_badges()
    from edblog.badges.refusal import RefusedError
    from edblog.badges.strict import read_json
    from edblog.pipeline.awarding import award as make
    from edblog.pipeline.awarding import place_of, signer_of
    from edblog.start.wording import say

    if "@" not in email:
        raise click.BadParameter("write an email address", param_hint="--to")
    if out.exists():
        raise click.BadParameter(f"'{out}' exists already", param_hint="--out")
    try:
        document = read_json(achievement.read_bytes(), "achievement")
    except RefusedError as error:
        raise click.BadParameter(error.detail, param_hint="ACHIEVEMENT") from error
    place = place_of(site)
    end = until.replace(hour=23, minute=59, second=59, tzinfo=UTC) if until else None
    made = make(
        place,
        signer_of(place, key),
        document,
        email,
        until=end,
        is_token=is_token,
        picture=picture.read_bytes() if picture else None,
    )
    out.write_bytes(made.data)
    say([f"Wrote {out}. Give it to the person, and commit data/issuers/given.toml."])


@award.command()
@click.argument("badge", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_KEY
@SITE
def revoke(badge: Path, key: Path, site: Path) -> None:
    """Takes a BADGE back that your site has given.

    The list in static/badges/status.json is signed again. Commit it, and publish the site: whoever looks at the list then, sees it.
    """
    need_badges()
    from edblog.pipeline.awarding import place_of, signer_of
    from edblog.pipeline.awarding import revoke as take_back
    from edblog.start.wording import say

    place = place_of(site)
    name = take_back(place, signer_of(place, key), badge.read_bytes())
    say([f"Took {name} back. Commit static/badges/status.json, and publish the site."])
