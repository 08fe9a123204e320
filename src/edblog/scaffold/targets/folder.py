"""A folder of the web server itself, on which a daily job builds."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Target

TARGET = Target(
    name="A folder of your web server",
    hosts=("github", "gitlab", "forgejo", "none"),
    steps={
        ANY: (
            "On the web server, install edblog, and let cron build each day, which also publishes stories on their day: "
            "`cd /srv/stories && edblog build --quiet --fail-on starter-text,placeholder-address`, after `git pull --ff-only` if the folder is a repository. "
            "`edblog headers --server nginx` prints what the server needs."
        ),
    },
)
