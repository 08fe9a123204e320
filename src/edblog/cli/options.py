"""Options that several commands share, and the group of commands with its message for an unknown command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from edblog.cli import console

SITE = click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder of the site, where edblog.toml is. Default: the folder you are in.",
)
DRAFTS = click.option("--drafts", is_flag=True, help="Include stories marked as drafts.")
FUTURE = click.option("--future", is_flag=True, help="Include stories dated in the future.")
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


def _codes(_context: click.Context, _option: click.Parameter, lists: tuple[str, ...]) -> tuple[str, ...]:
    if not lists:
        return ()
    from edblog.problems.codes import UnknownCodeError, listed

    try:
        return listed(lists)
    except UnknownCodeError as error:
        raise click.BadParameter(str(error)) from error


FAIL_ON = click.option(
    "--fail-on",
    metavar="CODE,…",
    multiple=True,
    callback=_codes,
    help="Treat problems with these codes as errors, such as placeholder-address.",
)


def _address(_context: click.Context, _option: click.Parameter, url: str) -> str:
    if not url:
        return ""
    from edblog.settings import read_address

    address, wrong = read_address(url)
    if wrong:
        raise click.BadParameter(wrong.replace('"base_url"', "the address").replace("base_url = ", ""))
    return address


BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    default="",
    callback=_address,
    help="Address of the home page, instead of base_url in edblog.toml.",
)
NOINDEX = click.option(
    "--noindex", is_flag=True, help="Ask search engines to leave every page out; needs another folder."
)


class Commands(click.Group):
    """A group of commands. It prints the problems of an error that edblog can explain, and exits with its code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        with console.explained():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a name; for an unknown name, an error that suggests a similar one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from edblog.problems import did_you_mean

            hint = did_you_mean(args[0], self.commands)
            hint = f"{hint[:1].upper()}{hint[1:]}" or f"The commands are: {', '.join(self.commands)}."
            raise click.UsageError(f"No such command '{args[0]}'. {hint}", ctx) from error
