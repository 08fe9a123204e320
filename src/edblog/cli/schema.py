"""The command `edblog schema`: prints the JSON Schemas of front matter and of `edblog.toml` for editors."""

from __future__ import annotations

from pathlib import Path

import click

from edblog.kinds import KINDS


@click.command()
@click.argument("kind", default="")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a file for each into this folder, such as DIR/post.json, instead of printing them.",
)
def schema(kind: str, output: Path | None) -> None:
    """Prints the JSON Schema of front matter, with which editors explain and check it while you write.

    KIND is one of those that `edblog new` knows, such as post, or settings for edblog.toml; without it, all are printed as one
    object.
    """
    from edblog.options.schema import schema_text
    from edblog.problems import did_you_mean
    from edblog.scaffold.editors import schemas

    found = schemas()
    kind = next((known.word for known in KINDS if known.folder == kind), kind)
    if kind and kind not in found:
        hint = did_you_mean(kind, found)
        hint = f"{hint[:1].upper()}{hint[1:]}" or f"There is a schema for: {', '.join(found)}."
        raise click.BadParameter(f"there is no schema for '{kind}'. {hint}", param_hint="KIND")
    chosen = {kind: found[kind]} if kind else found
    if output is None:
        click.echo(schema_text(found[kind] if kind else found), nl=False)
        return
    output.mkdir(parents=True, exist_ok=True)
    for name, one in chosen.items():
        path = output / f"{name}.json"
        path.write_text(schema_text(one), encoding="utf-8", newline="\n")
        click.echo(f"  {path}")
