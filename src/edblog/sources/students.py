"""What looks like the full name of a student: two or more names in a row, and beside them words that say who it is.

Names alone say nothing: stories are full of authors, colleagues and schools. So a name counts only where it stands in apposition
to a word for a student ("my student Emma Example", "Emma Example, a fourth grader", "Ana Ejemplo (4.º grado)").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from edblog.sources.names import FAMILY_NAMES, FAMOUS, GIVEN_NAMES, NOT_NAMES

# In the shape of a text: two words with capital letters, with no more between them than an initial or two short words.
# Each match begins at a capital letter and reads one word, and nothing twice, so it is linear.
_PAIR = re.compile(rb"Aa++(?:-aa?a(?=-)){0,2}+-{1,2}+(?:A-{1,2}+)?+(?=Aa)")
# Without first letters, which may be capital.
_CUES = (
    "tud", "rad", "lass", "lase", "upil", "lumn", "kid", "inder", "hil", "iñ", "hij", "son ", "aughter", "age", "year", "años", "chool",
    "ophom", "resh", "unior", "enior", "omer", "grupo", "salón",
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_](?:\w|['’-](?=\w)){0,40}")
_PARTICLES = frozenset("de del la las los y van von bin al el da dos du st".split())
_SIGNS = str.maketrans(dict.fromkeys('*_“”"', ""))

_NOUN = (
    r"(?:(?:[\w.º-]+[ -])?graders?|students?|pupils?|kinder(?:gart[ne]+rs?)?|pre-?schoolers?|freshm[ae]n|sophomores?|schoolboys?|schoolgirls?|classmates?"
    r"|kids?|child|children|sons?|daughters?|alumn[oa]s?|estudiantes?|niñ[oa]s?|hij[oa]s?)"
)
# Each of these looks at no more than the few dozen characters beside a name.
_BEFORE = re.compile(
    rf"(?:^|[\s(|–—-])(?P<noun>{_NOUN})(?P<link>[,:]|,? (?:named|called|including|llamad[oa]|se llama))? ?$",
    re.IGNORECASE,
)
_GIVING = re.compile(
    r"\b(?:g[ia]v(?:e|es|ing)|teach(?:es|ing)?|taught|show(?:s|ed|ing)?|read(?:s|ing)?|hand(?:s|ed)?|told|tell(?:s|ing)?|offer(?:s|ed)?|assign(?:s|ed)?|sent|send(?:s|ing)?|ask(?:s|ed)?)(?: \w+){0,3} \w+ $",
    re.IGNORECASE,
)
_NO_CHILD = re.compile(
    r"\b(?:graduate|grad|doctoral|phd|ph\.d\.|college|university|law|medical|nursing|exchange|student|adult|whiz|foster)[ -]$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Dr|Prof|Sra?|Srta|Coach|Principal|President|Senator|Judge|Professor|Superintendent|Teacher|author|poet|Dra|director|teacher|librarian|counselor|maestr[oa]|docente|director[a]?|by|por)\.? $"
)
_END = r"(?=\s*(?:$|[,.;:!?)|\]–—\n]| (?:in|at|from|here|who|whose|this|last|and|with|y|en|del?|que|con|wrote|said|asked|told|made|was|is|has|had)\b))"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_GRADO = r"(?:(?:primer|segundo|tercer|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo)|\d{1,2}\.? ?[º°o])"
_JOIN = r"\s{0,2}[,(|:–—-]{1,3}\s{0,2}"
# What also stands after the title of a book or of a lesson, so that only a name in the list counts.
_GRADE = re.compile(
    rf"{_JOIN}(?:(?:in|from|of|de|del) )?(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}}|[a-z]{{3,8}})|{_ORDINAL}[ -]grade(?:r)?|(?:de |del )?{_GRADO} (?:de )?grado|(?:de )?kinder(?:garten)?){_END}",
    re.IGNORECASE,
)
_AFTER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_JOIN}(?:(?:age[ds]?|de) )?\d{{1,2}}(?: years? old|-year-old| años)\b",
        rf"{_JOIN}aged? (?:[4-9]|1\d)\b",
        rf"{_JOIN}(?:(?:un|una|mi|nuestr[oa]) )?(?P<es>alumn[oa]|estudiante|niñ[oa])\b",
        rf"(?:{_JOIN}(?:who (?:is|was) )?| (?:is|was) | es | era )(?:an? |my |our |one of (?:my|our|the) )(?P<gap>(?:[\w’'-]+ ){{0,3}})(?:{_NOUN}|junior|senior|kindergartner){_END}",
        rf"(?:{_JOIN}| es | era )(?:un|una|mi|nuestr[oa]|un[oa] de mis) (?:[\w]+ ){{0,1}}{_NOUN}\b",
        rf"(?:,? | (?:is|was|sits|sat|es|está|estaba) )(?:in|from|of|en|de) (?:my|our|mi|nuestr[oa]) (?P<room>(?:[\w-]+ ){{0,2}})(?:class|classroom|homeroom|clase|grupo|salón|grado|grade){_END}",
    )
)
_ANY = re.compile(r"\b(?:each|every|per|any|no|cada|ning[úu]n|todo) (?:\w+ )?$", re.IGNORECASE)
_IS_NOUN = re.compile(_NOUN, re.IGNORECASE)
_JOINT = re.compile(r"[*_]{0,2}(?:, and |, y |, | and | y | e )[*_]{0,2}(?=[^\W\d_])")
_BREAK = re.compile(r"[*_]{0,3}(?: {1,2}|\n(?!\n)(?:> ?)?)[*_]{0,3}")
_GAP = frozenset(
    "graduate grad doctoral phd college university law medical nursing former ex teacher teachers whose who that for of with on where and but "
    "parent parents mother father graduated at in to is was not as exchange student adult fan friend classmate".split()
)
_IN_CLASS = re.compile(r",? (?:in|of|en|de) ", re.IGNORECASE)


class Student(NamedTuple):
    """A name that looks like that of a student."""

    start: int
    end: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def students(text: str, shape: bytes) -> Iterator[Student]:
    """The full names in a text that words beside them make those of students; `shape` is that of the text."""
    done = 0
    for pair in _PAIR.finditer(shape):
        start = pair.start()
        if start < done:
            continue
        near = text[max(0, start - 45) : start + 110]
        if not _has_cue(near):
            continue
        tokens = _run(text, start)
        done = tokens[-1].end if tokens else start
        found = _student(text, tokens)
        while found:
            yield found
            done = found.end
            found = _next(text, found)


def _has_cue(text: str) -> bool:
    for cue in _CUES:  # noqa: SIM110  (a generator takes three times as long)
        if cue in text:
            return True
    return False


def _run(text: str, start: int) -> list[_Token]:
    """The words of names from a place on: capitalised ones, with initials and short words between them."""
    tokens: list[_Token] = []
    particles: list[_Token] = []
    at = start
    while len(tokens) < 7 and (found := _TOKEN.match(text, at)):
        word = _Token(found[0], *found.span())
        if word.text[0].isupper() and (len(word.text) == 1 or any(map(str.islower, word.text))):
            tokens += [*particles, word]
            particles = []
        elif word.text.lower() in _PARTICLES and tokens and len(particles) < 2:
            particles.append(word)
        else:
            break
        at = word.end
        if len(word.text) == 1 and text[at : at + 1] == ".":
            at += 1
        gap = _BREAK.match(text, at)
        if gap is None:
            break
        at = gap.end()
    return tokens


def _student(text: str, run: list[_Token]) -> Student | None:
    """The student whose name is in a run of words, if the words beside it say so."""
    # "Student Emma Example": the word for a student has a capital letter of its own.
    nouns = [at for at, token in enumerate(run[:-2]) if _IS_NOUN.fullmatch(token.text)]
    if nouns:
        name, noun = _name(run[nouns[-1] + 1 :]), run[nouns[-1]]
        is_one = (
            name
            and _fold(name[0].text) in GIVEN_NAMES
            and not _NO_CHILD.search(text[max(0, noun.start - 12) : noun.start])
        )
        return _spot(name) if is_one else None
    while run and (_fold(run[0].text) in NOT_NAMES or run[0].text.lower() in _PARTICLES):
        run = run[1:]
    name = _name(run)
    if not name:
        return None
    before = text[max(0, name[0].start - 60) : name[0].start].translate(_SIGNS).replace("\n", " ")
    if _TITLED.search(before):
        return None
    after = re.sub(r"\n(?!\n)(?:> ?)?", " ", text[name[-1].end : name[-1].end + 80].translate(_SIGNS))
    if _is_introduced(before, after, name) or (name[-1] is run[-1] and _is_described(after, name)):
        return _spot(name)
    return None


def _is_introduced(before: str, after: str, name: list[_Token]) -> bool:
    """Whether a word for a student stands before a name."""
    found = _BEFORE.search(before)
    if found is None:
        return False
    head = before[: found.start("noun")]
    if _NO_CHILD.search(head):
        return False
    if not found["noun"].lower().endswith(("s", "children")):
        return not _ANY.search(head) or _fold(name[0].text) in GIVEN_NAMES
    # "I gave my students Emma Example's book": what is given is no student.
    return (
        _fold(name[0].text) in GIVEN_NAMES
        and not after.startswith(("'s", "’s"))
        and not _GIVING.search(f"{head}x ")
    )


def _is_described(after: str, name: list[_Token]) -> bool:
    """Whether the words after a name say that it is that of a student."""
    if _GRADE.match(after):
        return _fold(name[0].text) in GIVEN_NAMES
    for form in _AFTER:
        found = form.match(after)
        if found is None:
            continue
        groups = found.groupdict()
        gap = (groups.get("gap") or "").lower().split()
        # "We read Emma Example in our class" says nothing of who she is; "Emma Example is in our class" does.
        elsewhere = "room" in groups and _IN_CLASS.match(found[0])
        if _GAP.isdisjoint(gap) and not elsewhere:
            return True
    return False


def _next(text: str, last: Student) -> Student | None:
    """The name that is listed after another one: "Emma Example and Liam Sample"."""
    joint = _JOINT.match(text, last.end)
    name = _name(_run(text, joint.end())) if joint else []
    return _spot(name) if 0 < len(name) <= 4 else None


def _name(run: list[_Token]) -> list[_Token]:
    """The full name with which a run of words begins, if it does: two to five words, of which none is another word."""
    name: list[_Token] = []
    for token in run:
        word = _fold(token.text)
        if (
            word in NOT_NAMES
            and word not in _PARTICLES
            and not (name and word in FAMILY_NAMES and _fold(name[0].text) in GIVEN_NAMES)
        ):
            break
        name.append(token)
    while name and name[-1].text.lower() in _PARTICLES | {"i", "a"}:
        name.pop()
    if any(token.text.endswith(("'s", "’s")) for token in name[:-1]):
        return []
    full = [token for token in name if len(token.text) > 1 and token.text.lower() not in _PARTICLES]
    if len(full) > 4 and _fold(full[0].text) in GIVEN_NAMES:
        # A headline, in which every word has a capital letter.
        full = full[:2]
        name = name[: name.index(full[1]) + 1]
    if not 2 <= len(full) <= 4 or " ".join(_fold(token.text) for token in full) in FAMOUS:
        return []
    return name


def _spot(name: list[_Token]) -> Student:
    return Student(name[0].start, name[-1].end)


def _fold(word: str) -> str:
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    )


_SCHOOL_SIGNS = (
    "tud",
    "upil",
    "rad",
    "RAD",
    "lass",
    "CLASS",
    "lumn",
    "LUMN",
    "inder",
    "lase",
    "niñ",
    "kid",
    "Kid",
    "TUD",
)
_SCHOOL_WORD = re.compile(
    r"stud(?:ent|iante)|pupil|grade|class|alumn|grado|kinder|clase|niñ|kid", re.IGNORECASE
)
_IN_A_NAME = re.compile(r"[^\W\d_]{2,}")


def student_in_file_name(path: str) -> str:
    """The name in a path that looks like that of a student, such as `emma-example` in `IMG_emma-example-grade-4.jpg`, or nothing."""
    if not any(sign in path for sign in _SCHOOL_SIGNS):
        return ""
    for part in path.split("/"):
        if not _SCHOOL_WORD.search(part):
            continue
        words = [
            (found[0], _fold(found[0])) for found in _IN_A_NAME.finditer(part.rpartition(".")[0] or part)
        ]
        for (first, given), (last, family) in pairwise(words):
            is_word = family in NOT_NAMES or family in _FILE_WORDS or _SCHOOL_WORD.search(family)
            if given in GIVEN_NAMES and not is_word and f"{given} {family}" not in FAMOUS:
                return f"{first} {last}"
    return ""


_FILE_WORDS = frozenset(
    "and y img photo picture pic image foto drawing poem essay report pdf jpg final copy draft portrait s story presents reads writes".split()
)
