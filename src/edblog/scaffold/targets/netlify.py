"""Netlify, which builds the site itself from a repository on GitHub or GitLab."""

from __future__ import annotations

from edblog.scaffold.targets.target import ANY, Secret, Target

TARGET = Target(
    name="Netlify",
    hosts=("github", "gitlab"),
    needs="Netlify takes the files from a repository on GitHub or GitLab",
    overlays=("netlify", "{host}-hook"),
    secrets=(Secret("BUILD_HOOK", "the address of a build hook"),),
    steps={
        ANY: (
            "In Netlify, add a site from this repository; `netlify.toml` says how it is built. Let `base_url` in `edblog.toml` be its address, without a folder. "
            "For stories with a date: make a *build hook* in Netlify; its address is the secret below."
        ),
    },
)
