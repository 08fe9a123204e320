"""Editors in the browser, with which a team writes texts at `/admin/` and saves them in the repository.

The program itself is a file of the district; edblog writes the page that starts it, and its configuration. To add an editor, write
a module with a `SERVICE`, and add its name to `SERVICES`.
"""

from __future__ import annotations

from importlib import import_module

from edblog.services.editors.service import Backend, Service

__all__ = ["FOLDER", "NONE", "SERVICES", "Backend", "Service", "command", "service"]

SERVICES = ("sveltia", "decap")
"""Every editor, by its name in `edblog.toml`."""
NONE = "none"
FOLDER = "admin/"
"""The URL path of the page, and the folder below `static/` that has the program."""


def service(name: str) -> Service:
    """The editor with this name. Its module is imported late, because most sites have no editor."""
    found: Service = import_module(f"{__name__}.{name}").SERVICE
    return found


def command(editor: Service) -> str:
    """The command that puts the files of an editor into `static/admin/`."""
    archive = f"{editor.package.removeprefix('@').replace('/', '-')}-{editor.version}.tgz"
    return (
        f"mkdir -p static/{FOLDER[:-1]} && npm pack {editor.package}@{editor.version} && "
        f"tar -xzf {archive} -C static/{FOLDER[:-1]} --strip-components=2 {' '.join(editor.members)}"
    )
