"""Photos of which the words that stand for them say that students can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.sources.front_matter import Mapping, Scalar

# A picture is read to the end of its name on the same line, and no bracket stands between, so no sign is read twice.
_PHOTO = re.compile(r"!\[([^\[\]\n]+)\]\([ ]{0,3}<?[^()<>\n]*\.(?:jpe?g|webp|avif)\b", re.IGNORECASE)
_PHOTO_NAME = re.compile(r"\.(?:jpe?g|webp|avif)$", re.IGNORECASE)
_STUDENTS = re.compile(
    r"(?<!by )(?<!for )(?<!from )(?<!por )(?<!para )(?<!our )(?<!the )(?<!los )(?<!las )\b"
    r"(?:students|pupils|children|kids|boys|girls|classmates|(?:\w{1,12}[- ])?graders|kindergart[ne]{2}rs|estudiantes|alumn[oa]s|niñ[oa]s"
    r"|(?:a|one|an?other|my|un|una) (?:\w{1,12} )?(?:student|pupil|child|kid|boy|girl|alumn[oa]|niñ[oa]))\b(?!['’-]| (?:work|art|desks?|drawings?|writing|names?|books?)\b)",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"draw|sketch|poster|paint|illustrat|cartoon|diagram|chart|graph\b|map\b|screen|cover|logo|dibuj|cartel|portada|no students|without|empty|sin ", re.IGNORECASE)


def students_shown(body: str, fields: Mapping | None) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """The words for each photo that shows students; where they stand in the text, or else line and column of their field."""
    image, alt = (fields.items.get(key) if fields else None for key in ("image", "image_alt"))
    if isinstance(image, Scalar) and isinstance(alt, Scalar) and _PHOTO_NAME.search(image.text) and _says_so(alt.text):
        yield alt.text, -1, (alt.line, alt.column)
    if "![" in body:
        for found in _PHOTO.finditer(body):
            if _says_so(found[1]):
                yield found[1], found.start(), (0, 0)


def _says_so(alt: str) -> bool:
    return _STUDENTS.search(alt[:300]) is not None and not _DRAWN.search(alt[:300])
