"""Photos of which the words that stand for them say that students can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edblog.sources.front_matter.parsing import Mapping, Scalar

# A picture is read to the end of its name on the same line, and no bracket stands between, so no sign is read twice.
_PHOTO = re.compile(
    r"!\[([^\[\]\n]+)\]\([ ]{0,3}<?[^()<>\n]*\.(?:jpe?g|jpe|jfif|png|webp|avif|hei[cf]|hif)\b", re.IGNORECASE
)
_PHOTO_NAME = re.compile(r"\.(?:jpe?g|jpe|jfif|png|webp|avif|hei[cf]|hif)$", re.IGNORECASE)
LONGEST = 300
"""Characters of the words for a photo that are looked at, by each pattern below."""
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
# What a picture is, if it is no photo: before any word for students, and after no word that makes a place of it.
_DRAWN = re.compile(
    r"(?:(?!(?:in|on|at|by|beside|near|under|with|behind|before|around|from|to|of|en|con|junto)\b)[\w'’-]{1,24} ){0,3}"
    r"(?:drawings?|sketch(?:es)?|posters?|paintings?|illustrations?|cartoons?|diagrams?|charts?|graphs?|maps?|screen ?shots?|infographics?|timelines?|slides?|covers?|logos?|icons?|signs?|banners?|murals?|statues?|flyers?"
    r"|dibujos?|carteles|cartel|portadas?|gráficas?|gráficos?|diagramas?|mapas?|letreros?)\b(?! (?:class|lesson|contest|club|time|project|table|station)\b)"
    r"|(?:an? |the |una? )?(?:empty|vací[oa])\b|(?:how|what|which|why|number|percent(?:age)?|survey|results|scores|cómo|qué)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:no|without|sin|ning[úu]n) (?:\w{1,12} )?$", re.IGNORECASE)


def students_shown(
    body: str, fields: Mapping | None, pictures: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """The words for each photo that shows students; where they are in the text, or else line and column of their field.

    `pictures` are the fields that name one, each with that of its words.
    """
    for names in pictures:
        image, alt = (fields.items.get(name) if fields else None for name in names)
        if (
            isinstance(image, Scalar)
            and isinstance(alt, Scalar)
            and _PHOTO_NAME.search(image.text)
            and _says_so(alt.text)
        ):
            yield alt.text, -1, (alt.line, alt.column)
    if "![" in body:
        for found in _PHOTO.finditer(body):
            if _says_so(found[1]):
                yield found[1], found.start(), (0, 0)


def _says_so(alt: str) -> bool:
    alt = alt[:LONGEST]
    drawn = _DRAWN.match(alt)
    for found in _STUDENTS.finditer(alt):
        # "Students painting a mural" is a photo of them; "a painting of students" is none.
        if drawn and drawn.end() <= found.start():
            return False
        before = alt[max(0, found.start() - 60) : found.start()]
        if not _BY.search(before) and not _NOBODY.search(before):
            return True
    return False
