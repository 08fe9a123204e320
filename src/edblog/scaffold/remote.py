"""The address of the repository that a folder is a copy of, as git remembers it."""

from __future__ import annotations

import re
from pathlib import Path

from edblog.scaffold.memory import read

_CONFIG = ".git/config"
# Linear: a line is looked at from its start, and no two neighbors have a character in common.
_SECTION = re.compile(r'\s*\[remote "origin"\]\s*')
_URL = re.compile(r"\s*url\s*=\s*(\S+)\s*")
_SSH = re.compile(r"(?:ssh://)?(?:[\w.-]+@)?([\w.-]+)(?::\d+/|:|/)([\w./~-]+)")
_WEB = re.compile(r"(https?)://(?:[^@/\s]*@)?([\w.-]+(?::\d+)?)/([\w./~-]+)")


def repository_of(folder: Path) -> str:
    """The web address of the repository, without a name or a token of its user; empty where there is none."""
    config = (read(folder, _CONFIG) or b"").decode(errors="replace")
    url, is_origin = "", False
    for line in config.splitlines():
        if line.lstrip().startswith("["):
            is_origin = bool(_SECTION.fullmatch(line))
        elif is_origin and (found := _URL.fullmatch(line)):
            url = found[1]
    if web := _WEB.fullmatch(url):
        url = f"{web[1]}://{web[2]}/{web[3]}"
    elif "://" in url.removeprefix("ssh://") or not (ssh := _SSH.fullmatch(url)):
        return ""
    else:
        url = f"https://{ssh[1]}/{ssh[2]}"
    return url.rstrip("/").removesuffix(".git")
