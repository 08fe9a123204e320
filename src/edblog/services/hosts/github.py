"""GitHub, and GitHub Enterprise on other servers.

The query of the editor for new files: https://docs.github.com/en/repositories/creating-and-managing-repositories
"""

from __future__ import annotations

from edblog.services.hosts.host import Host

GITHUB = Host(
    name="GitHub",
    domains=("github.com",),
    new_file="{repository}/new/{branch}?filename={path}&value={text}",
    new_empty_file="{repository}/new/{branch}?filename={path}",
    upload="{repository}/upload/{branch}/{folder}",
    fork="{repository}/fork",
    edit="{repository}/edit/{branch}/{path}",
    view="{repository}/blob/{branch}/{path}",
    requests="{repository}/pulls",
    runs="{repository}/actions",
    sign_in="{origin}/login",
    learns=("device", "account", "story"),
    request="pull request",
    buttons=("Propose changes", "Create pull request"),
    upload_buttons=("Commit changes", "Create pull request"),
    fork_button="Create fork",
    upload_title="Add files via upload",
)
