"""Publishes to a bucket of Amazon S3, or of a service with the same interface: Cloudflare R2, Backblaze B2, Hetzner, MinIO."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from edblog.deploy.headers import stored_headers
from edblog.deploy.rclone import Rclone
from edblog.deploy.target import DeployError, Method, Place, Progress, Secret, secret_mistake
from edblog.options import Mistake

_ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[^?#]*)?")
_ENOUGH = (
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
)
"""Variables with which Amazon's own tools find secrets elsewhere."""


class S3(Rclone):
    """A bucket or a folder in one, as a target."""

    # The digest of each file is in the listing, and times would take a request for each.
    listing_options = ("--hash", "--hash-type", "md5", "--no-modtime")
    has_folders = False

    def __init__(self, place: Place) -> None:
        env = place.environment
        if (
            not any(env.get(name) for name in ("AWS_ACCESS_KEY_ID", *_ENOUGH))
            and not (Path.home() / ".aws").is_dir()
        ):
            raise DeployError(
                "publish-secret",
                "there is no key for the bucket",
                "put it into the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                2,
            )
        options = {"type": "s3", "env_auth": "true", "no_check_bucket": "true", "provider": "AWS"}
        if place.endpoint:
            options |= {"provider": "Other", "endpoint": place.endpoint}
        if place.region:
            options["region"] = place.region
        super().__init__(place, place.address, place.address.removeprefix("s3://"), options)

    def headers(self, folder: Path) -> Callable[[str], str]:
        """The headers that a bucket keeps with each file."""
        found = stored_headers(folder)
        return lambda path: repr(found(path))

    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Uploads files, each with its HTTP headers from the site's `_headers`, which a bucket stores with the file."""
        groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
        headers = stored_headers(folder)
        for path in paths:
            groups.setdefault(headers(path), []).append(path)
        done = 0
        for group, members in groups.items():
            options = [part for name, value in group for part in ("--header-upload", f"{name}: {value}")]
            self._copy(str(folder), self._root, members, partial(_add, progress, done), *options)
            done += len(members)


def _add(progress: Progress, before: int, more: int) -> None:
    progress(before + more)


def _mistakes(address: str) -> Iterator[Mistake]:
    if "@" in address or "?" in address:
        yield secret_mistake("AWS_SECRET_ACCESS_KEY")
    elif not _ADDRESS.fullmatch(address) or not urlsplit(address).netloc:
        yield Mistake(
            f'"{address}" is not the address of a bucket',
            'write: to = "s3://name-of-the-bucket" or to = "s3://name-of-the-bucket/folder"',
        )


METHOD = Method(
    name="S3",
    what="a bucket of Amazon S3, or with `endpoint` of a service that speaks its language: Cloudflare R2, Backblaze B2, Hetzner, MinIO and others",
    example="s3://bucket/stories",
    matches=lambda address: address.startswith("s3://"),
    mistakes=_mistakes,
    open=S3,
    secrets=(
        Secret("AWS_ACCESS_KEY_ID", "the id of the key"),
        Secret("AWS_SECRET_ACCESS_KEY", "the key; profiles and roles of Amazon's own tools work, too"),
    ),
)
