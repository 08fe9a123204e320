"""Bitbucket Cloud. Its editor for new files takes a name from the address, but no text, and it has no upload page."""

from __future__ import annotations

from edblog.services.hosts.host import Host

BITBUCKET = Host(
    name="Bitbucket",
    domains=("bitbucket.org",),
    new_file="",
    new_empty_file="{repository}/create-file/{branch}/{folder}?at={branch}&filename={name}",
    upload="",
    fork="{repository}/fork",
    edit="{repository}/src/{branch}/{path}?mode=edit&at={branch}",
    view="{repository}/src/{branch}/{path}",
    requests="{repository}/pull-requests",
    runs="{repository}/pipelines",
    sign_in="{origin}/account/signin/",
    learns=("device", "account", "story"),
    request="pull request",
    buttons=("Commit", "Commit", "Create pull request"),
    fork_button="Fork repository",
)
