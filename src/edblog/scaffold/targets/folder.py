"""A folder of the web server itself; a daily job builds the site there."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Target

TARGET = Target(
    name="A folder of your web server",
    hosts=("github", "gitlab", "forgejo", "none"),
    to="/srv/www/stories",
    steps={
        ANY: (
            "On the web server, install edblog, and write the folder below `[publish]` in `edblog.toml`. Let cron publish each day, which also brings stories on "
            "their day: `cd /srv/stories && edblog publish --quiet --fail-on starter-text,placeholder-address`, after `git pull --ff-only` if the folder is a "
            "repository. `edblog headers --server nginx` prints what the server needs."
        ),
    },
)
