"""Publishes to a server over WebDAV, such as Nextcloud or Apache."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from edblog.deploy.rclone import Rclone, obscured
from edblog.deploy.target import DeployError, Method, Place, Secret, secret_mistake, split_secret
from edblog.options import Mistake

_ADDRESS = re.compile(r"davs?://(?:[^@/\s]+@)?[^@/\s]+/[^?]*")
_LOCAL = ("localhost", "127.0.0.1", "::1")
PASSWORD = "EDBLOG_DAV_PASSWORD"  # noqa: S105
TOKEN = "EDBLOG_DAV_TOKEN"  # noqa: S105


class Webdav(Rclone):
    """A folder on a server as a target, reached over WebDAV."""

    listing_options = ("--no-modtime",)

    def __init__(self, place: Place) -> None:
        parts, env = urlsplit(place.address), place.environment
        scheme = "https" if parts.scheme == "davs" else "http"
        host = parts.netloc.rpartition("@")[2]
        options = {"type": "webdav", "vendor": "other", "url": f"{scheme}://{host}/"}
        if env.get(TOKEN):
            options["bearer_token"] = env[TOKEN]
        elif parts.username:
            if not env.get(PASSWORD):
                raise DeployError(
                    "publish-secret",
                    f"there is no password for {unquote(parts.username)}",
                    f"put it into the environment variable {PASSWORD}",
                    2,
                )
            options |= {"user": unquote(parts.username), "pass": obscured(place, env[PASSWORD])}
        super().__init__(place, place.address, unquote(parts.path.lstrip("/")), options)


def _mistakes(address: str) -> Iterator[Mistake]:
    if secrets := [*split_secret(address, PASSWORD)]:
        yield from secrets
    elif "?" in address:
        yield secret_mistake(PASSWORD)
    elif not _ADDRESS.fullmatch(address):
        yield Mistake(f'"{address}" is not the address of a folder', 'write: to = "davs://user@host/folder"')
    elif address.startswith("dav://") and urlsplit(address).hostname not in _LOCAL:
        yield Mistake(
            "dav:// sends the password where everybody on the way can read it",
            f'write: to = "{address.replace("dav://", "davs://")}"',
        )


METHOD = Method(
    name="WebDAV",
    what="a folder on a WebDAV server with https",
    example="davs://web@files.district.example/stories",
    matches=lambda address: address.startswith(("dav://", "davs://")),
    mistakes=_mistakes,
    open=Webdav,
    secrets=(Secret(PASSWORD, "the password"), Secret(TOKEN, "or a token (bearer)")),
)
