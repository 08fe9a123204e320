"""The `edblog` command and its arguments.

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage or configuration.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from edblog import __version__
from edblog.cli import console
from edblog.cli.award import award
from edblog.cli.book import book
from edblog.cli.config import config
from edblog.cli.init import init
from edblog.cli.issuers import issuers
from edblog.cli.links import links
from edblog.cli.new import new
from edblog.cli.options import BASE_URL, DRAFTS, FAIL_ON, FUTURE, NOINDEX, SITE, STRICT, Commands
from edblog.cli.pictures import pictures
from edblog.cli.proposal import comment
from edblog.cli.publish import publish, status
from edblog.cli.review import review
from edblog.cli.schema import schema
from edblog.cli.theme import theme
from edblog.cli.translations import translations
from edblog.cli.verify import verify


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="edblog")
def main() -> None:
    """Makes a blog out of the stories that educators tell each other.

    \b
    Begin:      edblog init my-site
    Write:      edblog new post "The question jar" --author your-id
    Look at it: edblog serve
    Publish:    edblog build, then put the folder site/ on any web host
    """  # noqa: D301  (click takes the backspace for "keep these lines")


@main.command()
@SITE
@DRAFTS
@FUTURE
@STRICT
@FAIL_ON
@click.option("--clean", is_flag=True, help="Rebuild everything from scratch.")
@BASE_URL
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write to this folder and leave the public one as it is; it must be empty, or from an earlier build.",
)
@NOINDEX
@click.option(
    "--removed",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the paths of files that the site no longer has to FILE, one on a line, for upload tools.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.option("--timings", is_flag=True, help="Print how long each stage took.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Read and render on a Dask cluster, such as tcp://10.0.0.5:8786."
)
def build(
    site: Path,
    drafts: bool,
    future: bool,
    strict: bool,
    fail_on: tuple[str, ...],
    clean: bool,
    base_url: str,
    output: Path | None,
    noindex: bool,
    removed: Path | None,
    quiet: bool,
    timings: bool,
    cluster: str | None,
) -> None:
    """Builds the site into its output folder.

    Only what changed is made again. If there is an error in any file, nothing is published: the site
    stays as it is, and every problem is listed with its place and what to do.
    """
    from edblog.pipeline.report import Options

    options = Options(
        drafts=drafts,
        future=future,
        strict=strict,
        fail_on=fail_on,
        clean=clean,
        output=os.path.abspath(output) if output else "",  # noqa: PTH100 - a link stays a link
        base_url=base_url,
        noindex=noindex,
    )
    sys.exit(console.build(site, options, quiet=quiet, timings=timings, cluster=cluster, removed=removed))


@main.command()
@SITE
@DRAFTS
@FUTURE
@STRICT
@FAIL_ON
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "markdown"]),
    default="text",
    help="For people, for programs, as annotations of a pull or merge request, or as a comment on one.",
)
@click.option(
    "--base",
    metavar="COMMIT",
    default="",
    help="Report a pull request: in json and markdown, what became of the files that differ from COMMIT.",
)
def check(
    site: Path, drafts: bool, future: bool, strict: bool, fail_on: tuple[str, ...], form: str, base: str
) -> None:
    """Checks everything that a build checks, and writes nothing."""
    from edblog.cli.proposal import proposal_text
    from edblog.pipeline.report import Options
    from edblog.problems import EdblogError
    from edblog.problems.formats import FORMATS

    is_proposal = form == "markdown" or bool(base and form == "json")
    try:
        options = Options(drafts=drafts, future=future, strict=strict, fail_on=fail_on, dry=True)
        if is_proposal:
            text, exit_code = proposal_text(site, options, form, base)
            click.echo(text, nl=False)
            sys.exit(exit_code)
        report = console.run(site, options, progress=form == "text")
    except EdblogError as error:
        click.echo(FORMATS["text" if form == "markdown" else form](error.problems), nl=False)
        sys.exit(error.exit_code)
    click.echo(FORMATS[form]([*report.problems, *report.gone]), nl=False)
    if form == "text":
        click.echo(console.verdict(report))
    sys.exit(report.exit_code)


@main.command()
@SITE
@DRAFTS
@FUTURE
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your web browser.")
def serve(site: Path, drafts: bool, future: bool, port: int, open_browser: bool) -> None:
    """Shows the site on this computer while you write.

    The browser reloads by itself when a file changes. What is wrong is shown over the last good page.
    It is in a folder of its own, .edblog/preview, so that it cannot be published by mistake. Only this
    computer can see the preview. Ctrl-C ends it.
    """
    from edblog.cli.preview import preview

    def ready(url: str) -> None:
        if open_browser:
            click.launch(url)

    preview(
        site,
        drafts=drafts,
        future=future,
        port=port,
        announce=click.echo,
        show=console.print_problems,
        ready=ready,
    )


@main.command()
@SITE
@click.option(
    "--server",
    type=click.Choice(["nginx", "caddy", "apache", "netlify"]),
    required=True,
    help="Which server to print for. Netlify and Cloudflare Pages read the file _headers, which a build writes.",
)
@BASE_URL
@click.option("--noindex", is_flag=True, help="Ask search engines to leave every file out.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where the web server has the site's files (default: where a build writes).",
)
def headers(site: Path, server: str, base_url: str, noindex: bool, folder: Path | None) -> None:
    """Prints the configuration for your web server: folder, types and HTTP headers."""
    from edblog.pipeline.headers import server_headers
    from edblog.pipeline.report import Options

    options = Options(base_url=base_url, noindex=noindex)
    click.echo(server_headers(site, server, folder, options), nl=False)


main.add_command(init)
main.add_command(book)
main.add_command(comment)
main.add_command(pictures)
main.add_command(new)
main.add_command(review)
main.add_command(schema)
main.add_command(config)
main.add_command(publish)
main.add_command(status)
main.add_command(links)
main.add_command(issuers)
main.add_command(verify)
main.add_command(award)
main.add_command(theme)
main.add_command(translations)
