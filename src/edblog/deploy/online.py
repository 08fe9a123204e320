"""Reads files of the published site over HTTP."""

from __future__ import annotations

from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from edblog.deploy.target import DeployError

_SECONDS = 20
_MOST = 10_000_000
"""The most bytes read."""


def read_online(url: str) -> bytes:
    """The bytes at an address of the site; empty if there is no such file. Raises `DeployError` if the server does not answer."""
    request = Request(url, headers={"Cache-Control": "no-cache", "User-Agent": "edblog"})  # noqa: S310 - http or https, by the settings
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read(_MOST)
            return data
    except HTTPError as error:
        error.close()
        if error.code in (404, 410):
            return b""
        raise _silent(url, f"it answered {error.code}") from error
    except (URLError, OSError, ValueError) as error:
        raise _silent(url, str(getattr(error, "reason", error))) from error


def _silent(url: str, why: str) -> DeployError:
    return DeployError(
        "publish-failed", f"{url} cannot be read: {why}", "check that base_url is the address of the site"
    )
