"""The output folder, changed all at once and at the cost of what changed.

    published = recover(output, state)
    with Publication(output, state, published, target) as publication:
        for path in publication.stale:
            write_file(publication.folder, path, render(path), output)
        receipt = publication.commit()

An `amendment` is used in the same way, for a few outputs of a large site.

A build that is killed at any instant leaves the folder as it was, or leaves a note with which the next
`recover` finishes the change. Files that edblog did not write are kept and named, never deleted.
"""

from edblog.outputs.publish.amendment import Amendment, amendment
from edblog.outputs.publish.errors import BusyError, ConflictError, IncompleteError, PublishError
from edblog.outputs.publish.files import write_file
from edblog.outputs.publish.publication import Publication, Published, Receipt, recover
from edblog.outputs.publish.state import Tree, identity, on_record

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
    "amendment",
    "identity",
    "on_record",
    "recover",
    "write_file",
]
