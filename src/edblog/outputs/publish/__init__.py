"""The output folder, changed all at once and at the cost of what changed.

    published = recover(output, state)
    with Publication(output, state, published, target) as publication:
        for path in publication.stale:
            write_file(publication.folder, path, render(path), output)
        receipt = publication.commit()

An `Amendment`, which `propose` makes, is used in the same way, for a few outputs of a large site.

A build that is killed at any instant leaves the folder as it was, or leaves a note with which the next
`recover` finishes the change. Files that edblog did not write are kept and named, never deleted.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edblog.outputs.publish.amendment import Amendment, propose
    from edblog.outputs.publish.errors import BusyError, ConflictError, IncompleteError, PublishError
    from edblog.outputs.publish.files import write_file
    from edblog.outputs.publish.publication import Publication, Published, Receipt, adopt, recover
    from edblog.outputs.publish.state import Tree, identity, on_record, witnesses

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
    "adopt",
    "identity",
    "on_record",
    "propose",
    "recover",
    "witnesses",
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
    "adopt": "publication",
    "propose": "amendment",
    "identity": "state",
    "on_record": "state",
    "recover": "publication",
    "witnesses": "state",
    "write_file": "files",
}


def __getattr__(name: str) -> object:
    """What is asked for: a build with nothing to do needs little of this package."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
