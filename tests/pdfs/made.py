"""Small PDFs, written by hand so that what is in them can be seen."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(catalog: str = "", page: str = "", *objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of one page, with more keys in its catalog and its page, and more objects, numbered from 4.

    It has no table of places, so each object is found by its beginning.
    """
    first = (
        f"<</Type/Catalog/Pages 2 0 R {catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200] {page}>>",
    )
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, item.encode() if isinstance(item, str) else item)
        for number, item in enumerate((*first, *objects), 1)
    )
    size = len(first) + len(objects) + 1
    return b"%%PDF-1.7\n%strailer\n<</Root 1 0 R/Size %d %s>>\n%%%%EOF\n" % (body, size, trailer.encode())


def stream(data: bytes, keys: str = "") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys.encode(), len(data), data)


def annotated(*annotations: str) -> bytes:
    """A PDF with annotations on its page, each the keys of one."""
    return pdf("", f"/Annots[{' '.join(f'<</Type/Annot/Rect[9 9 99 99] {keys}>>' for keys in annotations)}]")


def many_pages(pages: Sequence[str]) -> bytes:
    """A PDF of several pages, each with more keys."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + len(pages)))
    items = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        *(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200] {keys}>>" for keys in pages),
    ]
    body = "".join(f"{number} 0 obj\n{item}\nendobj\n" for number, item in enumerate(items, 1))
    return f"%PDF-1.7\n{body}trailer\n<</Root 1 0 R/Size {len(items) + 1}>>\n%%EOF\n".encode()


PLAIN = pdf()
