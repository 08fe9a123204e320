"""Resolves the links in front matter that lead to pages and files of the site."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from edblog.catalog.references import TO_PAGE, Resolver
from edblog.model import Document

_HELP = "write the path of a file beside this one, such as slip.pdf, or the address of a page: /about/"


def named_link(resolver: Resolver, document: Document, address: str) -> str:
    """The URL for an address in the front matter of a document; empty if it leads nowhere, which is a problem.

    For an address of another site, KeyError.
    """
    fields = tuple(field for field, addresses in document.named_links().items() if address in addresses)
    if not fields:
        raise KeyError(address)
    known = len(resolver.problems)
    url = resolver.link(document, address)
    resolver.problems[known:] = [
        replace(problem, key=fields, help=_HELP if problem.help == TO_PAGE else problem.help)
        for problem in resolver.problems[known:]
    ]
    return url


def named_links(documents: Iterable[Document], resolver: Resolver) -> dict[tuple[str, str], str]:
    """The URLs for all links in the front matter of documents, by source and address as written there."""
    return {
        (document.source, address): named_link(resolver, document, address)
        for document in documents
        for addresses in document.named_links().values()
        for address in dict.fromkeys(addresses)
    }
