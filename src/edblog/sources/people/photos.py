"""Finds photos of students by the descriptions of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edblog.sources.front_matter.parsing import Mapping, Scalar

# Linear: no bracket is allowed inside, so no character is read twice.
_PHOTO = re.compile(
    r"!\[([^\[\]\n]+)\]\([ ]{0,3}<?[^()<>\n]*\.(?:jpe?g|jpe|jfif|png|webp|avif|hei[cf]|hif)\b", re.IGNORECASE
)
_PHOTO_NAME = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|avif|hei[cf]|hif)$", re.IGNORECASE)
LONGEST = 300
"""Characters of a description that each pattern below reads."""
_STUDENTS = re.compile(
    r"\b(?:(?:students|pupils|children|kids|boys|girls|teen(?:ager)?s|toddlers|pre-?schoolers|classmates|graders|kindergart[ne]{2}rs|estudiantes|alumn[oa]s|niñ[oa]s)"
    r"(?! (?:work (?:samples?|on (?:a|the) (?:wall|board)|on display)|art|desks?|drawings|names?|books?|menu|section|corner|room)\b)"
    r"|(?:an?|one|an?other|this|that|the|my|our|una?|el|la|est[ea]|mi|nuestr[oa]) (?:[\w-]{1,16} ){0,2}(?:student|pupil|child|kid|boy|girl|(?:\w{1,12}-)?grader|kindergart[ne]{2}r|estudiante|alumn[oa]|niñ[oa])"
    r"(?! (?:work|art|desks?|drawings?|writing|names?|books?|council|center|store|handbook|portal|planner|survey|data|papers?|notebooks?|journals?|posters?|projects?|samples?|essays?|poems?)\b)"
    r"|\w{1,12}[- ]grader"
    r"|^(?:student|pupil|child|boy|girl|kid)(?= (?:in|at|with|who|holds?|reads?|writes|looks?|points?|sits|stands|shows|holding|standing|sitting|looking|pointing|smiling|playing|wearing|using)\b))"
    r"\b(?!-|['’](?!s? faces?\b))",
    re.IGNORECASE,
)
# "Posters by our students", "a wall of slips from two of the fifth graders", "the work of students".
_BY = re.compile(
    r"\b(?:by|for|from|about|por|para|sobre|(?:work|art|posters?|drawings?|projects?|names?|lists?|words|notes|ideas|numbers?|percent(?:age)?) (?:of|by))"
    r"(?: (?:the|our|my|their|her|his|all|both|many|some|several|one|two|three|four|five|six|of|older|younger|other|former|local|los|las|mis|nuestr[oa]s|\w{2,8}(?:rst|ond|ird|th)|\d{1,2}(?:st|nd|rd|th))){0,3} ?$",
    re.IGNORECASE,
)
# Pictures that are not photos. The word must come before any word for students, and not after a preposition: "in front of the mural".
_DRAWN = re.compile(
    r"(?:(?!(?:in|on|at|by|beside|near|under|with|behind|before|around|from|to|of|en|con|junto)\b)[\w'’-]{1,24} ){0,3}"
    r"(?:drawings?|sketch(?:es)?|posters?|paintings?|illustrations?|cartoons?|diagrams?|charts?|graphs?|maps?|screen ?shots?|infographics?|timelines?|slides?|covers?|logos?|icons?|signs?|banners?|murals?|statues?|flyers?"
    r"|dibujos?|carteles|cartel|portadas?|gráficas?|gráficos?|diagramas?|mapas?|letreros?)\b(?! (?:class|lesson|contest|club|time|project|table|station)\b)"
    r"|(?:an? |the |una? )?(?:empty|vací[oa])\b|(?:how|what|which|why|number|percent(?:age)?|survey|results|scores|cómo|qué)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:no|without|sin|ning[úu]n) (?:\w{1,12} )?$", re.IGNORECASE)


def photos_of_students(
    body: str, fields: Mapping | None, pictures: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """The description of each photo of students: its position in the text, or -1 with the line and column of its field.

    `pictures` has the names of fields in pairs: the picture, and its description.
    """
    for names in pictures:
        image, alt = (fields.items.get(name) if fields else None for name in names)
        if (
            isinstance(image, Scalar)
            and isinstance(alt, Scalar)
            and _PHOTO_NAME.search(image.text)
            and _mentions_students(alt.text)
        ):
            yield alt.text, -1, (alt.line, alt.column)
    if "![" in body:
        for found in _PHOTO.finditer(body):
            if _mentions_students(found[1]):
                yield found[1], found.start(), (0, 0)


def _mentions_students(alt: str) -> bool:
    alt = alt[:LONGEST]
    drawn = _DRAWN.match(alt)
    for found in _STUDENTS.finditer(alt):
        # "Students painting a mural" is a photo of them; "a painting of students" is not.
        if drawn and drawn.end() <= found.start():
            return False
        before = alt[max(0, found.start() - 60) : found.start()]
        if not _BY.search(before) and not _NOBODY.search(before):
            return True
    return False
