"""`edblog pictures`: how the texts of a pull request will look, on a phone and on a computer."""

from __future__ import annotations

from pathlib import Path

import click

from edblog.cli.options import BASE_URL, SITE

WIDTHS = (390, 1280)
"""Pixels of a phone and of a computer."""
_MOST = 10
"""Texts of which there are pictures."""


@click.command()
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SITE
@click.option(
    "--preview",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder that edblog build has written.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the pictures.",
)
@BASE_URL
def pictures(report: Path, site: Path, preview: Path, output: Path, base_url: str) -> None:
    """Takes pictures of the pages that a REPORT names, 390 and 1280 pixels wide, with the Chrome of this computer.

    REPORT is what `edblog check --format json --base` wrote. Nothing is loaded but the files of the preview.
    """
    from edblog.pipeline import configure
    from edblog.review.comment.browser import Browser, BrowserError, folder_at
    from edblog.review.comment.collecting import WrongReportError, read_report
    from edblog.web.urls import encode

    config, _ = configure(site)
    home = (base_url or config.base_url).rstrip("/")
    try:
        texts = read_report(report.read_bytes()).texts
    except WrongReportError as error:
        raise click.BadParameter(f"this is no report of edblog's: {error}", param_hint="REPORT") from error
    shown = [text for text in texts if (preview / text.url / "index.html").is_file()][:_MOST]
    if not shown:
        click.echo("There is no page to take a picture of.")
        return
    output.mkdir(parents=True, exist_ok=True)
    try:
        with Browser(folder_at(home, preview)) as browser:
            for text in shown:
                name = "-".join(part for part in text.url.split("/") if part) or "home"
                for width in WIDTHS:
                    path = output / f"{name}-{width}.png"
                    path.write_bytes(browser.picture(f"{home}/{encode(text.url)}", width))
                    click.echo(f"  {path}")
    except BrowserError as error:
        raise click.ClickException(f"no pictures could be taken: {error}") from error
