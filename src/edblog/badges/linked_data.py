"""JSON-LD in safe mode, and its canonical form (RDF Dataset Canonicalization 1.0).

A signature of Data Integrity covers the triples that a document expands to, and nothing else. What JSON-LD drops silently is not signed, and
what has two spellings can be spelled so that a reader of the JSON misses it. So a document is refused if anything in it would be dropped
(undefined terms and types, relative addresses, null, directions of text), if it brings definitions of its own, if a property or a type is
spelled other than by its term, or if two objects are the same node where that matters. 1EdTech asks verifiers for the first of these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256, sha384
from math import factorial
from typing import Any

from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

from edblog.badges.contexts import context, terms
from edblog.badges.refusal import RefusedError, unknown
from edblog.badges.strict import id_of, listed, shown

Contexts = Callable[[str], dict[str, Any] | None]
"""Gives the document of a context by its address; None if it is not known."""

_BASE = "https://relative.invalid/"
"""What relative addresses are resolved against, so that they are found."""
# One run without what N-Quads would have to escape, so linear.
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`\x7f-\x9f]+')
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
_IN_VALUES = frozenset(["@value", "@language", "@type"])
_HAVE_TERMS = (
    "https://www.w3.org/2018/credentials#",
    "https://www.w3.org/ns/credentials",
    "https://w3id.org/security#",
    "https://purl.imsglobal.org/",
)
_MAY_HAVE_CONTEXT = frozenset(["verifiableCredential", "endorsement"])
_MOST_WORK = 4_000
"""Steps for nodes that look alike: their number can grow as a factorial."""
_MOST_CACHED = 2_000
_MOST_KNOWN = 200
_MOST_CHARACTERS = 50_000


def check_contexts(document: Mapping[str, Any]) -> None:
    """Refuses contexts that are not pinned addresses, anywhere in a document. Raises `RefusedError`."""
    for inner, name in _objects(document):
        if "@context" not in inner:
            continue
        if inner is not document and name not in _MAY_HAVE_CONTEXT:
            raise RefusedError("inner-context", f"a context inside of {shown(name)}")
        _check_context(inner["@context"])


def _check_context(value: Any) -> None:
    for entry in listed(value) or [None]:
        if isinstance(entry, str):
            continue
        if not isinstance(entry, dict):
            raise RefusedError("context", f"a context that is no address: {shown(entry)}")
        for name, meaning in entry.items():
            if name.startswith("@") or name in terms() or not isinstance(meaning, str):
                raise RefusedError("own-terms", f"it gives {shown(name)} a meaning of its own")
        raise unknown("unknown-context", "it defines terms of its own, which edblog does not accept")


def _objects(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """All objects of a document, with the name of the property that each stands in."""
    waiting: list[tuple[Any, str]] = [(document, "")]
    while waiting:
        value, name = waiting.pop()
        if isinstance(value, dict):
            yield value, name
            waiting += [(item, key) for key, item in value.items() if key != "@context"]
        elif isinstance(value, list):
            waiting += [(item, name) for item in value]


def check_spelling(document: Mapping[str, Any]) -> None:
    """Refuses what a reader of the JSON would miss or see differently than a reader of the triples. Raises `RefusedError`."""
    for inner, name in _objects(document):
        _check_keys(inner, name)
        for value in (inner.get("id"), *listed(inner.get("type"))):
            if isinstance(value, str) and value.startswith("_:"):
                raise RefusedError("blank-node", f"{shown(value)} names a blank node")
        for type_ in listed(inner.get("type")):
            if isinstance(type_, str) and type_.startswith(_HAVE_TERMS):
                raise RefusedError("spelling", f"the type {shown(type_)} is not written as a term")
    _check_nodes(document)


def _check_keys(inner: Mapping[str, Any], name: str) -> None:
    is_value = "@value" in inner
    for key, value in inner.items():
        if is_value and key not in _IN_VALUES:
            raise RefusedError("keyword", f"{shown(key)} beside @value in {shown(name)}")
        if not is_value and key != "@context" and ("@" in key[:1] or ":" in key):
            raise RefusedError("spelling", f"{shown(key)} is not written as a term")
        if any(item is None for item in (value if isinstance(value, list) else [value])):
            raise RefusedError("dropped", f"{shown(key)} is null, which a signature does not cover")
        if isinstance(value, list) and any(isinstance(item, list) for item in value):
            raise RefusedError("spelling", f"{shown(key)} is a list of lists")


def _check_nodes(document: Mapping[str, Any]) -> None:
    """Refuses a second object, with other properties, that has the identifier of a credential or of its status.

    Both are one node to JSON-LD, so a date or a status could be moved from one to the other without a change of the signature. Credentials
    within a record are in its graph, too.
    """
    own: set[str] = set()
    for inner, name in _objects(document):
        if name in ("", "verifiableCredential"):
            own |= {id_of(inner), *(id_of(entry) for entry in listed(inner.get("credentialStatus")))} - {""}
    first: dict[str, Mapping[str, Any]] = {}
    for inner in _nodes(document):
        name = id_of(inner)
        if (
            name in own
            and inner.keys() - {"id", "type", "@context"}
            and first.setdefault(name, inner) != inner
        ):
            raise RefusedError("same-node", f"two objects have the identifier {shown(name)}")


def _nodes(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All objects of a document but proofs, which are graphs of their own."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [item for key, item in value.items() if key not in ("@context", "proof")]
        elif isinstance(value, list):
            waiting += value


class _Processor(JsonLdProcessor):  # type: ignore[misc]
    """PyLD, which remembers contexts in scope, and refuses what it would drop."""

    def __init__(self, scopes: dict[Any, Any]) -> None:
        self.dropped: list[Any] = []
        super().__init__(on_property_dropped=self.dropped.append)
        self._scopes = scopes

    def _process_context(self, active_ctx: Any, local_ctx: Any, options: Any, **how: Any) -> Any:
        # All contexts are pinned, so the same one in the same scope always gives the same.
        if not active_ctx.get("_uuid") or "cycles" in how:
            return super()._process_context(active_ctx, local_ctx, options, **how)
        named = isinstance(local_ctx, list) and all(isinstance(entry, str) for entry in local_ctx)
        local = tuple(local_ctx) if named else local_ctx if isinstance(local_ctx, str) else id(local_ctx)
        key = active_ctx["_uuid"], local, tuple(sorted(how.items()))
        known = self._scopes.get(key)
        # The former context is held, so that no other gets its identity.
        if known is None or (known[0] is not local_ctx and not isinstance(local, tuple | str)):
            if len(self._scopes) > _MOST_CACHED:
                self._scopes.clear()
            known = self._scopes[key] = (
                local_ctx,
                super()._process_context(active_ctx, local_ctx, options, **how),
            )
        return known[1]

    def expand(self, input_: Any, options: Any) -> Any:
        """The expanded document, in which nothing was dropped."""
        expanded = super().expand(input_, options)
        if self.dropped:
            raise RefusedError(
                "undefined-term", f"{shown(self.dropped[0])} is not defined, so no signature covers it"
            )
        _check_expanded(expanded)
        return expanded


def _check_expanded(value: Any) -> None:
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting += inner
        elif isinstance(inner, dict):
            for key, item in inner.items():
                _check_entry(key, item)
                if key != "@value":
                    waiting.append(item)


def _check_entry(key: str, item: Any) -> None:
    if key == "@id":
        _check_iri(item, "an identifier")
    elif key == "@type":
        for type_ in listed(item):
            if type_ != "@json":
                _check_iri(type_, "a type")
    elif key == "@language":
        if not isinstance(item, str) or not _LANGUAGE.fullmatch(item):
            raise RefusedError("language", f"{shown(item)} is no language")
    elif not key.startswith("@"):
        _check_iri(key, "a property")


def _check_iri(value: Any, what: str) -> None:
    if not isinstance(value, str) or value.startswith(_BASE):
        text = shown(value.removeprefix(_BASE) if isinstance(value, str) else value)
        code = "undefined-type" if what == "a type" else "relative-address"
        raise RefusedError(code, f"{what} is not defined or not a whole address: {text}")
    if not _IRI.fullmatch(value):
        raise RefusedError("address", f"{what} has characters that no address has: {shown(value)}")


class _Canonical(URDNA2015):  # type: ignore[misc]
    """RDFC-1.0 with a limit of work."""

    def __init__(self, hash_: Callable[[], Any]) -> None:
        super().__init__()
        self._hash = hash_
        self._work = 0

    def create_hash(self) -> Any:
        return self._hash()

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        related = super().create_hash_to_related(id_, issuer)
        self._work += 1 + sum(factorial(min(len(nodes), 9)) for nodes in related.values())
        if self._work > _MOST_WORK:
            raise RefusedError("too-large", "too many parts look alike to be put into one order")
        return related


class LinkedData:
    """Canonical forms of documents. One may be used for many; what it remembers changes nothing but the time."""

    def __init__(self, contexts: Contexts = context) -> None:
        self._contexts = contexts
        self._scopes: dict[Any, Any] = {}
        self._resolver = ContextResolver({}, self._load)
        self._known: dict[tuple[str, str], bytes] = {}

    def _load(self, url: str, _options: Any = None) -> dict[str, Any]:
        document = self._contexts(url)
        if document is None:
            raise unknown("unknown-context", f"the context {shown(url, 120)} does not come with edblog")
        return {"contextUrl": None, "documentUrl": url, "document": document, "tag": "static"}

    def dataset(self, document: Mapping[str, Any]) -> Any:
        """The triples of a document. Raises `RefusedError` if anything in it would be dropped."""
        for entry in listed(document.get("@context")):
            if isinstance(entry, str):
                self._load(entry)
        check_contexts(document)
        check_spelling(document)
        processor = _Processor(self._scopes)
        options = {"base": _BASE, "documentLoader": self._load, "contextResolver": self._resolver}
        try:
            return processor.to_rdf(document, options)
        except RefusedError:
            raise
        except JsonLdError as error:
            raise _refused(error) from None
        except Exception as error:  # noqa: BLE001 - PyLD was not written for documents of strangers
            raise RefusedError("json-ld", f"not JSON-LD: {type(error).__name__}") from None

    def canonical(self, document: Mapping[str, Any], hash_name: str = "sha256") -> bytes:
        """The canonical N-Quads of a document, in UTF-8. Raises `RefusedError`."""
        # Status lists, and proofs of badges that were made together, come again and again.
        key = json.dumps(document), hash_name
        if key in self._known:
            return self._known[key]
        found = self._canonical(document, hash_name)
        if len(key[0]) < _MOST_CHARACTERS:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = found
        return found

    def _canonical(self, document: Mapping[str, Any], hash_name: str) -> bytes:
        dataset = self.dataset(document)
        try:
            text: str = _Canonical(sha384 if hash_name == "sha384" else sha256).main(
                dataset, {"format": "application/n-quads"}
            )
        except RefusedError:
            raise
        except Exception as error:  # noqa: BLE001 - the same
            raise RefusedError("json-ld", f"no canonical form: {type(error).__name__}") from None
        return text.encode()


def _refused(error: BaseException) -> RefusedError:
    """Why PyLD refuses a document. Its own texts may hold the document."""
    code = ""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, RefusedError):
            return at
        code = getattr(at, "code", None) or code
        at = at.__cause__ or at.__context__
    return RefusedError("json-ld", f"not JSON-LD: {code or 'it cannot be expanded'}")
