"""Forgejo, on codeberg.org and on other servers. Its pages have the same addresses as those of Gitea, which it is based on."""

from __future__ import annotations

from edblog.services.hosts.gitea import GITEA

FORGEJO = GITEA._replace(
    name="Forgejo",
    domains=("codeberg.org",),
    buttons=("Propose file change", "New pull request", "Create pull request"),
    upload_buttons=("Propose file change", "New pull request", "Create pull request"),
    fork_button="Fork repository",
)
