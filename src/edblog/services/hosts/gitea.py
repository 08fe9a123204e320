"""Gitea, on gitea.com and on other servers."""

from __future__ import annotations

from edblog.services.hosts.host import Host

GITEA = Host(
    name="Gitea",
    domains=("gitea.com",),
    new_file="{repository}/_new/{branch}/{folder}?filename={name}&value={text}",
    new_empty_file="{repository}/_new/{branch}/{folder}?filename={name}",
    upload="{repository}/_upload/{branch}/{folder}",
    fork="{repository}/fork",
    edit="{repository}/_edit/{branch}/{path}",
    view="{repository}/src/branch/{branch}/{path}",
    requests="{repository}/pulls",
    runs="{repository}/actions",
    sign_in="{origin}/user/login",
    learns=("device", "account", "story"),
    request="pull request",
    buttons=("Propose file change", "New Pull Request", "Create Pull Request"),
    upload_buttons=("Propose file change", "New Pull Request", "Create Pull Request"),
    fork_button="Fork Repository",
)
