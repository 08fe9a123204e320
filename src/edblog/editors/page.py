"""The page at `/admin/`, which starts an editor, and its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.editors.backends import server
from edblog.editors.service import Service
from edblog.policy import content_security_policy

if TYPE_CHECKING:
    from edblog.settings import Config

LOCAL_PROXY = "http://localhost:8081"


def policy(editor: Service, config: Config) -> str:
    """The Content Security Policy of the page: the program, and the server of the repository."""
    asked = server(config)
    sources = {name: list(values) for name, values in editor.policy.items()}
    for name, more in (
        ("script-src", ("'self'",)),
        ("connect-src", asked.asked),
        ("img-src", asked.pictures),
    ):
        sources[name] = [*sources.get(name, ()), *more]
    return content_security_policy(sources)
