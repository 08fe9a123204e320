"""The stages `diff` (planned outputs against public ones) and `publish`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from edblog.pipeline.places import others

if TYPE_CHECKING:
    from edblog.outputs.publish import Amendment, Publication, Receipt
    from edblog.pipeline.memory import Memory
    from edblog.pipeline.planning import Assembled, Planned
    from edblog.pipeline.setup import Setup
    from edblog.problems import Problem


class Rehearsal(msgspec.Struct, frozen=True):
    """A publication for checks: its outputs are rendered only to find problems, and nothing is published."""

    stale: Sequence[str] = ()
    folder: None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Does nothing."""

    def commit(self) -> None:
        """Does nothing."""


class Difference(msgspec.Struct, frozen=True):
    """The difference between the public outputs and the planned ones."""

    publication: Publication | Amendment | Rehearsal
    """Lists the stale outputs, and publishes them once they are rendered."""
    renderers: Mapping[str, bytes] = {}
    """Digests of the renderers, by name."""
    gone: Sequence[Problem] = ()
    """Notices of addresses that this run removes from the site."""
    problems: Sequence[Problem] = ()
    """The same notices, if `--fail-on address-gone` makes them errors."""


def diff(setup: Setup, memory: Memory, assembled: Assembled, planned: Planned) -> Difference:
    """Finds the stale outputs and the removed addresses. No output is stale if problems stop the site, or if a quick edit must end."""
    if planned.renderer is None or setup.refuses([*assembled.problems, *planned.problems]):
        return Difference(Rehearsal())
    renderers = _renderer_digests(planned, memory.version, assembled.renderers)
    target = _fingerprints(planned, renderers)
    gone = _gone(memory, assembled, target)
    # With `--fail-on address-gone` these notices stop the site.
    if setup.refuses(gone):
        return Difference(Rehearsal(), problems=gone)
    return Difference(_publication(setup, memory, assembled, planned, target), renderers, gone)


def borrow(setup: Setup, publication: Publication | Amendment | Rehearsal) -> set[str]:
    """Reuses outputs from another output folder of this site; returns their paths, which need not be rendered."""
    from edblog.outputs.publish import Publication, recorded_tree

    if setup.options.clean or not publication.stale or not isinstance(publication, Publication):
        return set()
    places = others(setup.folder, setup.config, setup.place)
    trees = ((other.output, recorded_tree(other.output, other.state)) for other in places)
    return publication.borrow((folder, tree) for folder, tree in trees if tree is not None)


def publish(
    setup: Setup, publication: Publication | Amendment | Rehearsal, problems: Iterable[Problem]
) -> Receipt | None:
    """Publishes the rendered outputs; None if problems stopped the site."""
    return None if setup.refuses(problems) else publication.commit()


def _renderer_digests(planned: Planned, version: bytes, known: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests of the known renderers and of those that the outputs need, by name."""
    from edblog.outputs.render import renderer_digest

    assert planned.renderer is not None
    names = dict.fromkeys(output.renderer for output in planned.outputs)
    return {
        **known,
        **{name: renderer_digest(name, planned.renderer, version) for name in names if name not in known},
    }


def _fingerprints(planned: Planned, renderers: Mapping[str, bytes]) -> dict[str, bytes]:
    """The fingerprint of each output by path: the digest of its view, keyed by the digest of its renderer."""
    encode = msgspec.msgpack.Encoder().encode
    return {
        output.path: blake2b(encode(output.view), key=renderers[output.renderer], digest_size=16).digest()
        for output in planned.outputs
    }


def _gone(memory: Memory, assembled: Assembled, target: Collection[str]) -> list[Problem]:
    """Notices of public addresses of texts that will be gone; none for a quick edit, which removes no text."""
    from edblog.pipeline.vanished import vanished

    if memory.public is None or not assembled.is_whole:
        return []
    return vanished(memory.public.files, target, assembled.site, memory.published_texts())


def _publication(
    setup: Setup, memory: Memory, assembled: Assembled, planned: Planned, target: Mapping[str, bytes]
) -> Publication | Amendment | Rehearsal:
    """The publication of the target; a rehearsal for a check, or if a quick edit must end."""
    from edblog.catalog.search import is_table
    from edblog.outputs.publish import Publication, plan_amendment, recover

    output, state = setup.place.output, setup.place.state
    if setup.options.dry:
        return Rehearsal(_not_rendered_before(memory, planned, target))
    if assembled.is_whole:
        return Publication(output, state, recover(output, state), target, clean=setup.options.clean)
    public, index = memory.public, assembled.index
    if public is None or index is None:
        return Rehearsal()
    if not all(index.is_free(path) for path in target if path not in public.files and not is_table(path)):
        return Rehearsal()
    return plan_amendment(output, state, public, target, planned.gone) or Rehearsal()


def _not_rendered_before(memory: Memory, planned: Planned, target: Mapping[str, bytes]) -> list[str]:
    """The paths of outputs to render that are not public with the same fingerprint, without resized pictures."""
    from edblog.outputs.render import writer_of

    known = memory.public.files if memory.public else {}
    # Reading a picture has already shown whether it can be resized.
    rendered = (o.path for o in planned.outputs if writer_of(o.renderer).takes != "picture")
    return [path for path in rendered if path not in known or known[path].fingerprint != target[path]]
