"""The command `edblog config`: shows what is set, where, and what it does."""

from __future__ import annotations

from pathlib import Path

import click

from edblog.cli.options import BASE_URL, SITE


@click.command()
@SITE
@click.argument("key", default="")
@BASE_URL
@click.option("--all", "everything", is_flag=True, help="Show the settings that have their defaults, too.")
@click.option("--json", "as_json", is_flag=True, help="Print all settings as a JSON array.")
def config(site: Path, key: str, base_url: str, everything: bool, as_json: bool) -> None:
    """Shows the settings of the site: the value of each, where it comes from, and what it does.

    KEY is one setting, such as feeds.size, or a table, such as feeds. Without it, the settings that edblog.toml names are shown, and how many
    others have their defaults.
    """
    import msgspec

    from edblog.pipeline.settings_list import DEFAULT, list_settings
    from edblog.problems import did_you_mean

    found = list_settings(site, base_url)
    if key:
        names = {setting.name for setting in found} | {setting.name.partition(".")[0] for setting in found}
        chosen = [each for each in found if each.name == key or each.name.startswith(f"{key}.")]
        if not chosen:
            hint = did_you_mean(key, names)
            hint = f"{hint[:1].upper()}{hint[1:]}" or 'All of them are shown by "edblog config --all".'
            raise click.BadParameter(f"there is no setting '{key}'. {hint}", param_hint="KEY")
        found = chosen
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    shown = [each for each in found if key or everything or each.origin != DEFAULT]
    for each in shown:
        default = f", default: {each.default}" if each.is_unusual and each.default else ""
        click.echo(f"{each.name} = {each.value}")
        click.echo(f"    {each.origin}{default}")
        if each.meaning:
            click.echo(f"    {each.meaning}")
    if rest := len(found) - len(shown):
        noun = "setting has its default" if rest == 1 else "settings have their defaults"
        click.echo(f"\n{rest} other {noun}; to see all: edblog config --all")
