"""Settings for each comment service, made of the examples that the services give of their options."""

from __future__ import annotations

import json
from typing import Any

from edblog.options import settings_of
from edblog.services.comments import SERVICES, Choice, Thread, read_options

THREAD = Thread(
    path="/stories/posts/jar/",
    url="https://district.example/stories/posts/jar/",
    title="The jar",
    lang="en",
    site_lang="en",
    assets="/stories/assets/comments/",
)


def needed(key: str) -> dict[str, object]:
    """The options that a service cannot do without."""
    return {row.name: row.option.example for row in settings_of(SERVICES[key].options) if row.is_needed}


def choice(key: str, **more: object) -> Choice:
    """The choice of a service with what it needs, and more."""
    raw: dict[str, Any] = {"service": key, key: needed(key) | more}
    chosen, problems = read_options(raw)
    assert chosen is not None, problems
    return chosen


def settings(key: str, load: str = "click") -> str:
    """The same as lines of edblog.toml."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in needed(key).items()]
    return "\n".join(
        ["", "[comments]", f'service = "{key}"', f'load = "{load}"', f"[comments.{key}]", *lines, ""]
    )
