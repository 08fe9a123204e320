"""What looks like the full name of a student: two or more names in a row, and beside them words that say who it is.

Names alone say nothing: stories are full of authors, colleagues and schools. So a name counts only where it stands beside a word
for a student ("my student Emma Example", "Emma Example, a fourth grader", "Ana Ejemplo (4.º grado)"), or in a table below one. Where
such words are often said of others, too, one of the names must be in a list of those that many students have (`_is_known`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from edblog.sources.people.names import COMMON_FAMILY_NAMES, FAMILY_NAMES, FAMOUS, GIVEN_NAMES, NOT_NAMES

# In the shape of a text: two words with capital letters, with no more between them than an initial or two short words.
# Each match begins at a capital letter and reads one word, and nothing twice, so it is linear.
_PAIR = re.compile(rb"Aa++(?:-aa?a(?=-)){0,2}+-{1,2}+(?:A-{1,2}+)?+(?=Aa)")
# The same in capital letters. It begins where no letter stands before it, and reads nothing twice.
_CAPITALS = re.compile(rb"(?<![Aa])(AA++)-{1,2}+(?=AA)")
# Without first letters, which may be capital.
_CUES = (
    "tud", "rad", "lass", "lase", "upil", "lumn", "kid", "inder", "hil", "iñ", "hij", "son ", "aughter", "age", "year", "años", "chool",
    "ophom", "resh", "unior", "enior", "omer", "grupo", "salón", "irl", "boy", "who is ",
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_](?:\w|['’-](?=\w)){0,40}")
_PARTICLES = frozenset("de del la las los y van von bin al el da dos du st".split())
_SIGNS = str.maketrans(dict.fromkeys('*_“”"', ""))

_NOUN = (
    r"(?:(?:[\w.º-]+[ -])?graders?|students?|pupils?|kinder(?:gart[ne]+rs?)?|pre-?schoolers?|freshm[ae]n|sophomores?|schoolboys?|schoolgirls?|classmates?"
    r"|kids?|child|children|sons?|daughters?|alumn[oa]s?|estudiantes?|niñ[oa]s?|hij[oa]s?)"
)
# Words that are often said of grown people, of readers and of people in books, so that only a name in the lists counts.
_LOOSE = (
    r"(?:seniors?|juniors?|girls?|boys?|student (?:helper|leader|author|artist|reporter|council president))"
)
# Each of these looks at no more than the few dozen characters beside a name.
_BEFORE = re.compile(
    rf"(?:^|[\s(|–—-])(?:(?P<noun>{_NOUN})|(?P<loose>{_LOOSE}))"
    r"(?P<link>(?P<sign>[,:])"
    r"|(?P<dash> ?[–—]+| -{1,2}| \()"
    r"|,? (?:named|called|including|such as|llamad[oa]s?|se llaman?|by the name of|whose name (?:is|was)|(?:is|was|are|were) (?:named|called))"
    r"|(?:['’]s?)? (?:full )?names?(?::| (?:is|was|are|were))"
    r"| of (?:mine|ours)[,:]?"
    r"|(?P<be>(?: of the (?:month|week|year|day|quarter|semester)| del mes)?(?:[,:]| (?:is|was|are|were|es|era|son):?)| of the (?:month|week|year|day|quarter|semester)| del mes)"
    r")? {0,2}(?:(?:[+•-]|\d{1,2}[.)]) )?$",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:my|our|mis|nuestr[oa]s)(?: \w+)? ?$", re.IGNORECASE)
_OF_CLASS = re.compile(
    r"\b(?:my|our|an?|one|two|three|four|mi|mis|nuestr[oa]s?|una?|dos|tres)(?: [\w-]+)? ?$", re.IGNORECASE
)
# "For students, Robert Example writes": they are whom he writes for.
_FOR = re.compile(
    r"\b(?P<prep>for|with|to|by|among|from|like|unlike|about|para|con|entre|por)(?P<whose>(?: [\w’'-]+){0,2}) ?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r" (?:my|our|two|three|four|five|some|several|mis|nuestr[oa]s|dos|tres)\b", re.IGNORECASE
)
_LISTED = re.compile(r",| and | y | & ")
_IN_ROOM = re.compile(
    r"(?:^|[\s(])(?:in|en) (?:my|our|mi|nuestr[oa]) (?:[\w-]+ ){0,2}(?:class|classroom|homeroom|clase|grupo|salón),? $",
    re.IGNORECASE,
)
_DOES = re.compile(
    r" (?:is|was|has|had|sits|sat|said|says|asked|asks|raised|drew|cried|laughed|loves|likes|came|struggled|struggles|es|era|está|estaba|dijo|tiene|pregunt[aó])\b"
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
    r"\b(?:Mrs?|Ms|Mx|Dr|Prof|Sra?|Srta|Coach|Principal|President|Senator|Judge|Professor|Superintendent|Teacher|author|poet|Dra|director|teacher|librarian|counselor|maestr[oa]|docente|director[a]?|[Cc]olleague|[Cc]oworker|paraprofessional|aide|by|por)\.?,? $"
)
_MADE_BY = re.compile(
    r"\b(?:drawn|drawing|art|artwork|painted|painting|built|sketch(?:ed)?|dibujo|hecho) (?:by|por) $",
    re.IGNORECASE,
)
_END = r"(?=\s*(?:$|[,.;:!?)|\]–—\n]| (?:in|at|from|here|who|whose|this|last|and|with|y|en|del?|que|con|wrote|said|asked|told|made|was|is|has|had)\b))"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_GRADO = r"(?:(?:primer|segundo|tercer|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo)|\d{1,2}\.? ?[º°o])"
_JOIN = r"\s{0,2}[,(|:–—-]{1,3}\s{0,2}"
# What also stands after the title of a book or of a lesson, so that only a name in the list counts.
_GRADE_WORD = rf"(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}}|[a-z]{{3,8}})|{_ORDINAL}[ -]grade(?:r)?(?: student| pupil)?|(?:de |del )?{_GRADO} (?:de )?grado|(?:de )?kinder(?:garten)?)"
_GRADE = re.compile(
    rf"{_JOIN}(?:(?:in|from|of|de|del) )?{_GRADE_WORD}{_END}",
    re.IGNORECASE,
)
# "Emma Example from third grade", "Emma Example 3rd grade", "Emma Example, student": of a name in the lists.
_BARE = re.compile(
    rf" (?:from |of |del? )?(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}})|{_ORDINAL}[ -]grade(?:r)?|{_GRADO} (?:de )?grado){_END}"
    r"|,? (?:student|pupil)(?=\s*(?:$|[,.;!?)|\]\n]))",
    re.IGNORECASE,
)
_IN_GRADE = re.compile(rf" in {_ORDINAL}[ -]grade{_END}", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[ >]{0,4}(?:(?:[-*+•]|\d{1,2}[.)]) {1,3})?[*_]{0,2}$")
_SMALL = r"(?:[4-9]|1[0-8]|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_AFTER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_JOIN}(?:(?:age[ds]?|de) )?\d{{1,2}}(?: years? old|-year-old| años)\b",
        rf"{_JOIN}aged? (?:[4-9]|1\d)\b",
        rf",? who is (?:only |almost )?{_SMALL}(?: years old)?{_END}",
        rf"(?:{_JOIN}|,? (?:who )?(?:is|was) )(?:a|the|one of the) (?:\w+ ){{0,2}}(?:girls?|boys?) (?:in|from) (?:my|our|{_ORDINAL}) ",
        rf"{_JOIN}(?:(?:un|una|mi|nuestr[oa]) )?(?P<es>alumn[oa]|estudiante|niñ[oa])\b",
        rf"(?:{_JOIN}(?:who (?:is|was) )?| (?:is|was) | es | era )(?:an? |my |our |one of (?:my|our|the) )(?P<gap>(?:[\w’'-]+ ){{0,3}})(?:{_NOUN}|junior|senior|kindergartner){_END}",
        rf"(?:{_JOIN}| es | era )(?:un|una|mi|nuestr[oa]|un[oa] de mis) (?:[\w]+ ){{0,1}}{_NOUN}\b",
        rf"(?:,? |,? (?:who )?(?:is|was|sits|sat|es|está|estaba) )(?:in|from|of|en|de) (?:my|our|mi|nuestr[oa]) (?P<room>(?:[\w-]+ ){{0,2}})(?:class|classroom|homeroom|clase|grupo|salón|grado|grade){_END}",
    )
)
_ANY = re.compile(r"\b(?:each|every|per|any|no|cada|ning[úu]n|todo) (?:\w+ )?$", re.IGNORECASE)
_IS_NOUN = re.compile(rf"{_NOUN}|seniors|juniors", re.IGNORECASE)
_JOINT = re.compile(
    r"[*_]{0,2}(?:, and |, y |, | and | y | e | & |; |(?P<item>\n{1,2}(?:[-*+•]|\d{1,2}[.)]) ))[*_]{0,2}(?=[^\W\d_])"
)
# "Johnson, Emma (grade 3)" at the start of a line, an item or a cell.
_REVERSED = re.compile(
    r"(?:^|[\n|]|[-*+•] |\d[.)] )[ *_]{0,3}(?P<name>(?P<last>[^\W\d_][\w'’-]{1,30}), (?P<first>[^\W\d_][\w'’-]{1,30})(?: [^\W\d_]\.?)?)[ *_]{0,3}[,(|–—:-]{1,3} ?(?:\w{1,8}[ -]){0,2}$"
)
# Of these, each looks at one line or one cell, from its start and reading no sign twice.
_RULE = re.compile(r"[ ]{0,3}\|?[ ]*+:?-[-:| ]*+\n?")
_STUDENTS_ABOVE = re.compile(
    r"[ *_]*(?:(?:the |my |our )?(?:students?|pupils?|children|alumn[oa]s?|estudiantes?)(?:['’]s?)?(?: names?)?|name of (?:the )?student|nombre del? (?:alumn[oa]|estudiante))[ *_]*",
    re.IGNORECASE,
)
_FULL = re.compile(r" ([^\W\d_])[\w'’-]{1,40} ([^\W\d_])\w")
_BREAK = re.compile(r"[*_]{0,3}(?: {1,2}|\n(?!\n)(?:> ?)?)[*_]{0,3}")
_GRADES = frozenset(
    "grade kindergarten first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
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
        if start < done or not _has_cue(text[max(0, start - 45) : start + 110]):
            continue
        # "DeShawn": the shape has a capital letter within.
        while start > done and (
            text[start - 1].isalpha() or (text[start - 1] in "'’" and text[start - 2 : start - 1].isalpha())
        ):
            start -= 1
        tokens = _run(text, start)
        done = tokens[-1].end if tokens else start
        for found in _listed(text, _student(text, tokens)):
            yield found
            done = found.end
    if b"AA-AA" in shape:
        yield from _in_capitals(text, shape)
    if "rade" in text:
        yield from _last_name_first(text)
    if "|" in text and ("-|" in text or "- |" in text):
        yield from _in_tables(text)


def _listed(text: str, found: Student | None) -> Iterator[Student]:
    """A student, and those who are listed behind."""
    while found:
        yield found
        found = _next(text, found.end)


def _in_capitals(text: str, shape: bytes) -> Iterator[Student]:
    """Names in capital letters, if the given one is in the list: so many other words are."""
    done = 0
    for pair in _CAPITALS.finditer(shape):
        start = pair.start()
        if start < done or _fold(text[start : pair.end(1)]) not in GIVEN_NAMES:
            continue
        tokens = _run(text, start, in_capitals=True)
        done = tokens[-1].end if tokens else start
        if found := _student(text, tokens):
            yield found


def _last_name_first(text: str) -> Iterator[Student]:
    at = text.find("rade")
    while at >= 0:
        start = max(0, at - 80)
        has_comma = text.find(", ", max(0, at - 45), at) >= 0
        found = _REVERSED.search(text[start : at - 1]) if has_comma else None
        if found and _fold(found["first"]) in GIVEN_NAMES and _is_family_name(found["last"]):
            yield Student(start + found.start("name"), start + found.end("name"))
        at = text.find("rade", at + 4)


def _is_family_name(word: str) -> bool:
    return word[0].isupper() and (_fold(word) not in NOT_NAMES or _fold(word) in FAMILY_NAMES)


def _in_tables(text: str) -> Iterator[Student]:
    """The full names below *Student*, if one of them is in the lists: others are groups of students."""
    at, above = 0, ""
    column = -1
    names: list[list[_Token]] = []
    for line in text.splitlines(keepends=True):
        if column >= 0 and "|" in line:
            names.append(_cell_name(at, line, column))
        elif column >= 0:
            yield from _rows(names)
            column, names = -1, []
        elif "|" in above and _RULE.fullmatch(line):
            heads = above.strip().strip("|").split("|")
            column = next((k for k, head in enumerate(heads) if _STUDENTS_ABOVE.fullmatch(head)), -1)
        at += len(line)
        above = line
    yield from _rows(names)


def _cell_name(at: int, line: str, column: int) -> list[_Token]:
    """The name that fills a cell of a row, or nothing; `at` is where the row begins in the text."""
    start = len(line) - len(line.lstrip(" |")) if line.lstrip(" ").startswith("|") else 0
    for _ in range(column):
        start = line.find("|", start) + 1
        if not start:
            return []
    cell = line[start:].partition("|")[0].rstrip(" *_\n")
    run = _run(cell, len(cell) - len(cell.lstrip(" *_")))
    name = _name(run)
    if not name or name[-1].end != len(cell):
        return []
    return [_Token(token.text, at + start + token.start, at + start + token.end) for token in name]


def _rows(names: list[list[_Token]]) -> Iterator[Student]:
    if any(name and _is_known(name) for name in names):
        yield from (_spot(name) for name in names if name)


def _has_cue(text: str) -> bool:
    for cue in _CUES:  # noqa: SIM110  (a generator takes three times as long)
        if cue in text:
            return True
    return False


def _run(text: str, start: int, *, in_capitals: bool = False) -> list[_Token]:
    """The words of names from a place on: capitalised ones, with initials and short words between them."""
    tokens: list[_Token] = []
    particles: list[_Token] = []
    at = start
    while len(tokens) < 7 and (found := _TOKEN.match(text, at)):
        word = _Token(found[0], *found.span())
        if word.text[0].isupper() and (
            len(word.text) == 1 or (in_capitals and word.text.isupper()) or any(map(str.islower, word.text))
        ):
            tokens += [*particles, word]
            particles = []
        elif (
            word.text.lower() in _PARTICLES
            and tokens
            and len(particles) < 2
            # "Sofía Ejemplo y Ana Muestra" are two, "José Ortega y Gasset" is one.
            and not (word.text in ("y", "e") and len(tokens) > 1 and _is_full(_FULL.match(text, word.end)))
        ):
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


def _is_full(found: re.Match[str] | None) -> bool:
    """Whether two words with capital letters stand there."""
    return found is not None and found[1].isupper() and found[2].isupper()


def _student(text: str, run: list[_Token]) -> Student | None:
    """The student whose name is in a run of words, if the words beside it say so."""
    # "Student Emma Example": the word for a student has a capital letter of its own.
    nouns = [at for at, token in enumerate(run[:-2]) if _IS_NOUN.fullmatch(token.text)]
    if nouns:
        name, noun = _name(run[nouns[-1] + 1 :]), run[nouns[-1]]
        is_one = name and _is_known(name) and not _NO_CHILD.search(text[max(0, noun.start - 12) : noun.start])
        return _spot(name) if is_one else None
    while run and (_fold(run[0].text) in NOT_NAMES or run[0].text.lower() in _PARTICLES):
        run = run[1:]
    name = _name(run)
    if not name:
        return None
    before = text[max(0, name[0].start - 60) : name[0].start].translate(_SIGNS).replace("\n", " ")
    if _TITLED.search(before) and not _MADE_BY.search(before):
        return None
    after = re.sub(r"\n(?!\n)(?:> ?)?", " ", text[name[-1].end : name[-1].end + 80].translate(_SIGNS))
    # "Emma Example Third Grade": a word that ends the name and belongs to what follows.
    last = run.index(name[-1])
    if last + 1 < len(run) and _fold(run[last + 1].text) in _GRADES:
        after = text[name[-1].end : name[-1].end + 80]
    elif name[-1] is not run[-1]:
        after = ""
    is_first = _LINE_START.search(text[max(0, name[0].start - 12) : name[0].start]) is not None
    if _is_introduced(text, before, name) or (after and _is_described(after, name, is_first=is_first)):
        return _spot(name)
    return None


def _is_introduced(text: str, before: str, name: list[_Token]) -> bool:
    """Whether a word for a student stands before a name."""
    found, known, end = _BEFORE.search(before), _is_known(name), name[-1].end
    after = text[end : end + 16].replace("\n", " ")
    if found is None:
        return known and _IN_ROOM.search(before) is not None and _DOES.match(after) is not None
    noun = (found["noun"] or found["loose"]).lower()
    head = before[: found.start("noun" if found["noun"] else "loose")]
    # "We teach the whole child (Ana Example)": a source, or who signs.
    if _NO_CHILD.search(head) or (found["dash"] and not _OF_CLASS.search(head)):
        return False
    is_loose = found["loose"] or found["be"] or found["dash"]
    if not noun.endswith(("s", "children")):
        return known or not (is_loose or _ANY.search(head))
    # "I gave my students Emma Example's book": what is given is no student.
    if after.startswith(("'s", "’s")) or _GIVING.search(f"{head}x "):
        return False
    if (found["sign"] or found["dash"]) and _is_for(head, found["link"], after):
        return False
    if known or is_loose:
        return known
    # Names that are in no list: "my students, A B and C D", and "Students: A B, C D" if one of those behind is.
    other = _next_name(text, end)
    if found["sign"] == "," and _MINE.search(head):
        return bool(other) or after.startswith(",")
    return found["sign"] != "," and _is_known(other)


def _is_for(head: str, link: str, after: str) -> bool:
    """Whether students are only those for whom something is: "a book for children, Peter Example"."""
    found = _FOR.search(head)
    if found is None:
        return False
    if link == ":" and found["prep"].lower() in ("by", "from", "with", "por", "con"):
        return False
    return not (_COUNTED.match(found["whose"]) and _LISTED.match(after))


def _is_described(after: str, name: list[_Token], *, is_first: bool) -> bool:
    """Whether the words after a name say that it is that of a student; `is_first` if the name begins a line."""
    if _GRADE.match(after):
        return _is_known(name)
    if _BARE.match(after) or (is_first and _IN_GRADE.match(after)):
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


def _is_known(name: list[_Token]) -> bool:
    """Whether a name begins or ends with one that many students have."""
    return bool(name) and (_fold(name[0].text) in GIVEN_NAMES or _fold(name[-1].text) in COMMON_FAMILY_NAMES)


def _next(text: str, end: int) -> Student | None:
    """The name that is listed after another one: "Emma Example and Liam Sample"."""
    name = _next_name(text, end)
    return _spot(name) if name else None


def _next_name(text: str, end: int) -> list[_Token]:
    joint = _JOINT.match(text, end)
    name = _name(_run(text, joint.end())) if joint else []
    is_one = 0 < len(name) <= 4 and (_is_known(name) or not (joint and joint["item"]))
    return name if is_one else []


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
