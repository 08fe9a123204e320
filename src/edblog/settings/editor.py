"""Checks of `[editor]` together with `[submit]`, which has the address of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.options import Mistake
from edblog.services.hosts import HOSTS

if TYPE_CHECKING:
    from edblog.settings.table import Editor, Submit

_EXAMPLES = {
    "sign_in": 'sign_in = "https://…", the address of the helper',
    "app_id": 'app_id = "…", the id of the application',
}


def editor_problems(settings: Editor, submit: Submit) -> Iterator[tuple[str, Mistake]]:
    """The keys of `[editor]` with mistakes in them: an editor without a repository, for a host that it cannot use, or without a way to sign in."""
    if not settings.is_on:
        return
    from edblog.services.editors import SERVICES, service

    editor = service(settings.service)
    if not submit.repository:
        message = f"{editor.name} needs a repository to save texts in, but [submit] has none"
        help_ = 'add below a line [submit]: repository = "https://github.com/sample-district/stories"'
        yield "service", Mistake(message, help_, "config-missing")
        return
    host = HOSTS[submit.host].name
    if submit.host not in editor.backends:
        others = [key for key in SERVICES if submit.host in service(key).backends]
        help_ = f'write: service = "{others[0]}"' if others else "remove [editor]"
        yield "service", Mistake(f"{editor.name} cannot save texts on {host}", help_)
        return
    needs = editor.backends[submit.host].needs
    if needs and not any(getattr(settings, key) for key in needs):
        message = f"nobody can sign in to {editor.name} on {host} without one more setting"
        help_ = f"add below [editor]: {' or '.join(_EXAMPLES[key] for key in needs)}"
        yield "service", Mistake(message, help_, "config-editor-sign-in", "warning")
