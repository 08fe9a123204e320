"""Publishes outputs to the output folder: all or nothing, at the cost of what changed.

    published = recover(output, state)
    with Publication(output, state, published, target) as publication:
        for path in publication.stale:
            write_file(publication.folder, path, render(path), output)
        receipt = publication.commit()

For a few outputs of a large site, `plan_amendment` makes an `Amendment`, which is used in the same way.

A build that is killed at any moment leaves the old site, or a journal with which the next
`recover` finishes the change. Files that edblog did not write are kept and reported, never deleted.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edblog.outputs.publish.amendment import Amendment, plan_amendment
    from edblog.outputs.publish.errors import BusyError, ConflictError, IncompleteError, PublishError
    from edblog.outputs.publish.files import write_file
    from edblog.outputs.publish.publication import Publication, Published, Receipt, adopt_copy, recover
    from edblog.outputs.publish.state import Tree, current_token, recorded_tree, token_files

__all__ = [
    "Amendment",
    "BusyError",
    "ConflictError",
    "IncompleteError",
    "Publication",
    "PublishError",
    "Published",
    "Receipt",
    "Tree",
    "adopt_copy",
    "current_token",
    "plan_amendment",
    "recorded_tree",
    "recover",
    "token_files",
    "write_file",
]

_HOMES = {
    "Amendment": "amendment",
    "BusyError": "errors",
    "ConflictError": "errors",
    "IncompleteError": "errors",
    "Publication": "publication",
    "PublishError": "errors",
    "Published": "publication",
    "Receipt": "publication",
    "Tree": "state",
    "adopt_copy": "publication",
    "plan_amendment": "amendment",
    "current_token": "state",
    "recorded_tree": "state",
    "recover": "publication",
    "token_files": "state",
    "write_file": "files",
}


def __getattr__(name: str) -> object:
    """A name of `__all__`, imported on first use: a build with nothing to do needs few of them."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
