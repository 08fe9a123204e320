"""No target: a person builds the site, and copies `site/` to a web host."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Target

TARGET = Target(
    name="Nothing yet",
    hosts=("github", "gitlab", "forgejo", "none"),
    steps={
        ANY: (
            "Nothing publishes the site yet. Run `edblog build` and copy what is in `site/` to a web server, with a tool that also deletes there what is "
            "gone, such as `rsync -a --delete`: otherwise a story that you take down stays public. `edblog init --publish` prepares other ways."
        ),
    },
)
