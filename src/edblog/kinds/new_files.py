"""The links by which somebody adds a file of a kind of content in the browser, such as a notice."""

from __future__ import annotations

from edblog.services.hosts import HOSTS, address
from edblog.settings import Config


def new_file_address(config: Config, folder: str, name: str, text: str) -> str:
    """The URL at which the host of the site's repository begins a file in a folder of `content/`; empty if there is none.

    A host that takes no text from an address begins an empty file.
    """
    submit = config.submit
    if not submit.repository or not submit.host:
        return ""
    host = HOSTS[submit.host]
    within = "/".join(filter(None, (submit.folder, "content", folder)))
    return address(
        host.new_file or host.new_empty_file,
        submit.repository,
        branch=submit.branch,
        folder=within,
        name=name,
        path=f"{within}/{name}",
        text=text,
    )
