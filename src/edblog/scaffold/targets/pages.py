"""The pages of the host itself: GitHub Pages, GitLab Pages, and those of Codeberg and other servers with Forgejo."""

from __future__ import annotations

from edblog.scaffold.targets.target import Target

TARGET = Target(
    name="Publishing to the pages of a git host",
    hosts=("github", "gitlab", "forgejo"),
    needs="it is a service of these hosts",
    overlays=("{host}-pages",),
    steps={
        "github": (
            "In *Settings → Pages*, choose *GitHub Actions* as the source. `base_url` in `edblog.toml` must be the address that is shown there."
        ),
        "gitlab": (
            "In *Build → Pipeline schedules*, add one that runs daily on `main`, for stories with a date. `base_url` in `edblog.toml` must be the "
            "address that *Deploy → Pages* shows, with *Use unique domain* as you want it."
        ),
        "forgejo": (
            "The workflow writes the site into the branch `pages`. Codeberg shows it at `https://OWNER.codeberg.page/REPOSITORY/`, which `base_url` in `edblog.toml` must say; "
            "ask about your own Forgejo, because not every one shows pages."
        ),
    },
)
