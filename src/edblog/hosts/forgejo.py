"""Forgejo, on codeberg.org and on servers of one's own. Its pages are where those of Gitea are, from which it came."""

from __future__ import annotations

from edblog.hosts.gitea import GITEA

FORGEJO = GITEA._replace(
    name="Forgejo",
    domains=("codeberg.org",),
    buttons=("Propose file change", "New pull request", "Create pull request"),
    upload_buttons=("Propose file change", "New pull request", "Create pull request"),
    fork_button="Fork repository",
)
