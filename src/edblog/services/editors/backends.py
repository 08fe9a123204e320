"""Configures the connection of an editor to the repository, and lists the hosts that its page may send requests to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from edblog.services.editors.service import Service

if TYPE_CHECKING:
    from edblog.settings import Config


class Server(NamedTuple):
    """The API server of a git host."""

    options: Mapping[str, str]
    """Options of the editor's `backend`; none if the editor knows the addresses."""
    asked: tuple[str, ...]
    """Origins to which the editor sends requests."""
    pictures: tuple[str, ...]
    """Origins of users' pictures."""


def _github(origin: str) -> Server:
    if origin == "https://github.com":
        return Server({}, ("https://api.github.com",), ("https://*.githubusercontent.com",))
    return Server({"api_root": f"{origin}/api/v3"}, (origin,), (origin,))


def _gitlab(origin: str) -> Server:
    return Server({"base_url": origin, "api_root": f"{origin}/api/v4"}, (origin,), (origin,))


def _gitea(origin: str) -> Server:
    return Server({"base_url": origin, "api_root": f"{origin}/api/v1"}, (origin,), (origin,))


def _bitbucket(origin: str) -> Server:
    return Server({}, ("https://api.bitbucket.org", origin), (origin,))


SERVERS: Mapping[str, Callable[[str], Server]] = {
    "github": _github,
    "gitlab": _gitlab,
    "gitea": _gitea,
    "forgejo": _gitea,
    "bitbucket": _bitbucket,
}
"""Functions from the origin of a repository to its server, by host (keys of `HOSTS`)."""


def server(config: Config) -> Server:
    """The server of the site's repository."""
    parts = urlsplit(config.submit.repository)
    return SERVERS[config.submit.host](f"{parts.scheme}://{parts.netloc}")


def backend(editor: Service, config: Config) -> dict[str, Any]:
    """The object `backend` of an editor's configuration."""
    submit, options = config.submit, config.editor
    connection = editor.backends[submit.host]
    found: dict[str, Any] = {
        "name": connection.name,
        "repo": urlsplit(submit.repository).path.strip("/"),
        "branch": submit.branch,
        **server(config).options,
        **connection.options,
    }
    if options.app_id:
        found |= {"app_id": options.app_id, **connection.with_app}
    if options.sign_in:
        found["base_url"] = options.sign_in
    return found if options.app_id or options.sign_in else {**found, **connection.without_sign_in}
