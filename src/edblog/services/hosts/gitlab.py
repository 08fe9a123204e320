"""GitLab, on gitlab.com and on other servers.

It has no address for its upload page: files are uploaded from a menu on the page of a folder.
"""

from __future__ import annotations

from edblog.services.hosts.host import Host

GITLAB = Host(
    name="GitLab",
    domains=("gitlab.com",),
    new_file="{repository}/-/new/{branch}/{folder}?file_name={name}&content={text}",
    new_empty_file="{repository}/-/new/{branch}/{folder}?file_name={name}",
    upload="",
    fork="{repository}/-/forks/new",
    edit="{repository}/-/edit/{branch}/{path}",
    view="{repository}/-/blob/{branch}/{path}",
    requests="{repository}/-/merge_requests",
    runs="{repository}/-/pipelines",
    sign_in="{origin}/users/sign_in",
    learns=("device", "account", "story"),
    request="merge request",
    buttons=("Commit changes", "Create merge request"),
    fork_button="Fork project",
    number="!42",
)
