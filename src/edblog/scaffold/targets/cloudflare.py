"""Cloudflare Pages, which builds the site itself from a repository on GitHub or GitLab."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Secret, Target

TARGET = Target(
    name="Cloudflare Pages",
    hosts=("github", "gitlab"),
    needs="Cloudflare takes the files from a repository on GitHub or GitLab",
    overlays=("cloudflare", "{host}-hook"),
    secrets=(Secret("BUILD_HOOK", "the address of a deploy hook"),),
    steps={
        ANY: (
            "In Cloudflare, make a Pages project from this repository. Build command: `pip install -r requirements.txt && edblog build --fail-on "
            "starter-text,placeholder-address && edblog status --write`; output directory: `site`. Let `base_url` in `edblog.toml` be its address, without a folder. For stories with a "
            "date: make a *deploy hook*; its address is the secret below."
        ),
    },
)
