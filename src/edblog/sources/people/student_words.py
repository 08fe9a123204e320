"""Tells names of students from other names by the words before and after them.

Each pattern reads only the few dozen characters before or after a name.
"""

from __future__ import annotations

import re

from edblog.sources.people.full_names import Token, fold, is_known, next_name
from edblog.sources.people.names import GIVEN_NAMES

_NOUN = (
    r"(?:(?:[\w.º-]+[ -])?graders?|students?|pupils?|kinder(?:gart[ne]+rs?)?|pre-?schoolers?|freshm[ae]n|sophomores?|schoolboys?|schoolgirls?|classmates?"
    r"|kids?|child|children|sons?|daughters?|alumn[oa]s?|estudiantes?|niñ[oa]s?|hij[oa]s?)"
)
# Words that often describe adults, readers or people in books, so only a name in the lists counts after them.
_LOOSE = (
    r"(?:seniors?|juniors?|girls?|boys?|student (?:helper|leader|author|artist|reporter|council president))"
)
_BEFORE = re.compile(
    rf"(?:^|[\s(|–—-])(?:(?P<noun>{_NOUN})|(?P<loose>{_LOOSE}))"
    r"(?P<link>(?P<mark>[,:])"
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
# "For students, Robert Example writes": they are his audience.
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
NOT_A_CHILD = re.compile(
    r"\b(?:graduate|grad|doctoral|phd|ph\.d\.|college|university|law|medical|nursing|exchange|student|adult|whiz|foster)[ -]$",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Dr|Prof|Sra?|Srta|Coach|Principal|President|Senator|Judge|Professor|Superintendent|Teacher|author|poet|Dra|director|teacher|librarian|counselor|maestr[oa]|docente|director[a]?|[Cc]olleague|[Cc]oworker|paraprofessional|aide|by|por)\.?,? $"
)
MADE_BY = re.compile(
    r"\b(?:drawn|drawing|art|artwork|painted|painting|built|sketch(?:ed)?|dibujo|hecho) (?:by|por) $",
    re.IGNORECASE,
)
_END = r"(?=\s*(?:$|[,.;:!?)|\]–—\n]| (?:in|at|from|here|who|whose|this|last|and|with|y|en|del?|que|con|wrote|said|asked|told|made|was|is|has|had)\b))"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
_GRADO = r"(?:(?:primer|segundo|tercer|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo)|\d{1,2}\.? ?[º°o])"
_JOIN = r"\s{0,2}[,(|:–—-]{1,3}\s{0,2}"
# These also follow the title of a book or a lesson, so only a name in the lists counts before them.
_GRADE_WORD = rf"(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}}|[a-z]{{3,8}})|{_ORDINAL}[ -]grade(?:r)?(?: student| pupil)?|(?:de |del )?{_GRADO} (?:de )?grado|(?:de )?kinder(?:garten)?)"
_GRADE = re.compile(
    rf"{_JOIN}(?:(?:in|from|of|de|del) )?{_GRADE_WORD}{_END}",
    re.IGNORECASE,
)
# "Emma Example from third grade", "Emma Example 3rd grade", "Emma Example, student": only for a name in the lists.
_BARE = re.compile(
    rf" (?:from |of |del? )?(?:(?:grade|grado|gr\.) (?:k|\d{{1,2}})|{_ORDINAL}[ -]grade(?:r)?|{_GRADO} (?:de )?grado){_END}"
    r"|,? (?:student|pupil)(?=\s*(?:$|[,.;!?)|\]\n]))",
    re.IGNORECASE,
)
_IN_GRADE = re.compile(rf" in {_ORDINAL}[ -]grade{_END}", re.IGNORECASE)
_CHILDS_AGE = r"(?:[4-9]|1[0-8]|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen)"
_AFTER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_JOIN}(?:(?:age[ds]?|de) )?\d{{1,2}}(?: years? old|-year-old| años)\b",
        rf"{_JOIN}aged? (?:[4-9]|1\d)\b",
        rf",? who is (?:only |almost )?{_CHILDS_AGE}(?: years old)?{_END}",
        rf"(?:{_JOIN}|,? (?:who )?(?:is|was) )(?:a|the|one of the) (?:\w+ ){{0,2}}(?:girls?|boys?) (?:in|from) (?:my|our|{_ORDINAL}) ",
        rf"{_JOIN}(?:(?:un|una|mi|nuestr[oa]) )?(?P<es>alumn[oa]|estudiante|niñ[oa])\b",
        rf"(?:{_JOIN}(?:who (?:is|was) )?| (?:is|was) | es | era )(?:an? |my |our |one of (?:my|our|the) )(?P<gap>(?:[\w’'-]+ ){{0,3}})(?:{_NOUN}|junior|senior|kindergartner){_END}",
        rf"(?:{_JOIN}| es | era )(?:un|una|mi|nuestr[oa]|un[oa] de mis) (?:[\w]+ ){{0,1}}{_NOUN}\b",
        rf"(?:,? |,? (?:who )?(?:is|was|sits|sat|es|está|estaba) )(?:in|from|of|en|de) (?:my|our|mi|nuestr[oa]) (?P<room>(?:[\w-]+ ){{0,2}})(?:class|classroom|homeroom|clase|grupo|salón|grado|grade){_END}",
    )
)
_ANY = re.compile(r"\b(?:each|every|per|any|no|cada|ning[úu]n|todo) (?:\w+ )?$", re.IGNORECASE)
IS_NOUN = re.compile(rf"{_NOUN}|seniors|juniors", re.IGNORECASE)
_GAP = frozenset(
    "graduate grad doctoral phd college university law medical nursing former ex teacher teachers whose who that for of with on where and but "
    "parent parents mother father graduated at in to is was not as exchange student adult fan friend classmate".split()
)
_IN_CLASS = re.compile(r",? (?:in|of|en|de) ", re.IGNORECASE)


def is_introduced(text: str, before: str, name: list[Token]) -> bool:
    """Whether the words before a name introduce a student."""
    found, known, end = _BEFORE.search(before), is_known(name), name[-1].end
    after = text[end : end + 16].replace("\n", " ")
    if found is None:
        return known and _IN_ROOM.search(before) is not None and _DOES.match(after) is not None
    noun = (found["noun"] or found["loose"]).lower()
    head = before[: found.start("noun" if found["noun"] else "loose")]
    # "We teach the whole child (Ana Example)": the name is a source or a signature.
    if NOT_A_CHILD.search(head) or (found["dash"] and not _OF_CLASS.search(head)):
        return False
    is_loose = found["loose"] or found["be"] or found["dash"]
    if not noun.endswith(("s", "children")):
        return known or not (is_loose or _ANY.search(head))
    # "I gave my students Emma Example's book": the name belongs to the gift.
    if after.startswith(("'s", "’s")) or _GIVING.search(f"{head}x "):
        return False
    if (found["mark"] or found["dash"]) and _is_audience(head, found["link"], after):
        return False
    if known or is_loose:
        return known
    # An unknown name counts in "my students, A B and C D"; in "Students: A B, C D" only if the next name is known.
    other = next_name(text, end)
    if found["mark"] == "," and _MINE.search(head):
        return bool(other) or after.startswith(",")
    return found["mark"] != "," and is_known(other)


def _is_audience(head: str, link: str, after: str) -> bool:
    """Whether the students are only an audience: "a book for children, Peter Example"."""
    found = _FOR.search(head)
    if found is None:
        return False
    if link == ":" and found["prep"].lower() in ("by", "from", "with", "por", "con"):
        return False
    return not (_COUNTED.match(found["whose"]) and _LISTED.match(after))


def is_described(after: str, name: list[Token], *, is_first: bool) -> bool:
    """Whether the words after a name describe a student; `is_first` if the name starts a line."""
    if _GRADE.match(after):
        return is_known(name)
    if _BARE.match(after) or (is_first and _IN_GRADE.match(after)):
        return fold(name[0].text) in GIVEN_NAMES
    for form in _AFTER:
        found = form.match(after)
        if found is None:
            continue
        groups = found.groupdict()
        gap = (groups.get("gap") or "").lower().split()
        # "We read Emma Example in our class" does not say who she is; "Emma Example is in our class" does.
        elsewhere = "room" in groups and _IN_CLASS.match(found[0])
        if _GAP.isdisjoint(gap) and not elsewhere:
            return True
    return False
