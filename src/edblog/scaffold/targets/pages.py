"""The pages of the host itself: GitHub Pages and GitLab Pages."""

from __future__ import annotations

from edblog.scaffold.targets.target import Target

TARGET = Target(
    name="GitHub Pages or GitLab Pages",
    hosts=("github", "gitlab"),
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
    },
)
