"""No host: the files are on a computer, or in a repository without continuous integration."""

from __future__ import annotations

from edblog.scaffold.repositories.repository import Repository

REPOSITORY = Repository(
    name="no git host",
    secrets="Before you run `edblog publish`, set these environment variables",
    steps=(
        (
            "Keep this folder in a place with a backup, such as a git repository. `edblog init --host github` adds later what GitHub needs, "
            "and `gitlab` or `forgejo` what these need."
        ),
    ),
)
