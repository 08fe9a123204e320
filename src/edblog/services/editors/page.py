"""Makes the page at `/admin/`, which starts an editor, and its Content Security Policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edblog.services.editors import FOLDER
from edblog.services.editors.backends import server
from edblog.services.editors.service import Font, Service
from edblog.web.policy import page_policy

if TYPE_CHECKING:
    from edblog.settings import Config

FONTS = "fonts.css"
"""The name of the stylesheet in `/admin/`."""


def policy(editor: Service, config: Config) -> str:
    """The Content Security Policy of the page, which allows the program and the server of the repository."""
    asked = server(config)
    local = (editor.preview_server,) if config.preview and editor.preview_server else ()
    hosts = {"connect-src": (*asked.asked, *local), "img-src": asked.pictures}
    return page_policy({"editor": {**editor.policy, **hosts}})


def stylesheet(fonts: Iterable[Font], static: Iterable[str]) -> str:
    """The stylesheet for those fonts of an editor that are among the files `static`; empty if there are none.

    The editor's own stylesheet names the same families at a public host, which the policy blocks; browsers then take these.
    """
    paths = sorted(static)
    found = ((font, next((path for path in paths if _is_at(path, font)), "")) for font in fonts)
    rules = (
        f"@font-face {{ font-family: '{font.family}'; font-style: normal; font-weight: {font.weight}; "
        f"font-display: block; src: url('{path.removeprefix(_STATIC)}') format('woff2'); }}\n"
        for font, path in found
        if path
    )
    return "".join(rules)


_STATIC = f"static/{FOLDER}"


def _is_at(path: str, font: Font) -> bool:
    return (
        path.startswith(_STATIC + font.path)
        and path.endswith(".woff2")
        and path.isascii()
        and "'" not in path
    )
