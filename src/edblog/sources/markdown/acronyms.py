"""Finds acronyms that a text does not explain, such as *MTSS*.

A text explains an acronym if words whose first letters it has stand near its first use, as in *Multi-Tiered System of Supports (MTSS)*, or if it
has the explanation that Markdown has for it, `*[MTSS]: …`. Acronyms that everybody knows, words in capital letters, Roman numerals, initials of
speakers and names of files are left alone. `catalog/acronyms.py` knows what a glossary explains.
"""

from __future__ import annotations

import re

from edblog.model import Acronym
from edblog.problems.places import line_and_column
from edblog.sources.markdown.checked_text import SourceText
from edblog.sources.markdown.prose import shape_of, without_addresses

LIMIT = 60
"""The most words in capital letters that are looked at in one text."""
NEAR = 300
"""Characters before and after the first use in which its words are sought, without addresses."""
_FAR = 1200
# fmt: off
_KNOWN = frozenset("""
    AAA ABC ABCS AC ACT AD AI AIDS AKA AM AOL AP ASAP ATM BA BBC BBQ BC BCE BS CD CDC CDS CDT CE CEO CET CFO CIA CNN COVID CPR CSS CST CT DC
    DIY DJ DMV DNA DOI DOS DVD EDT EE EPA ESPN EST ET EU EUA EXIT FAQ FAQS FBI FM FYI GB GIF GMT GPA GPS HBO HD HEAD HIV HQ HR HTML HTTP HTTPS IBM ID
    IDS IKEA IOS IQ IRS ISBN ISSN IT JPEG JPG JR KB LA LED LGBT LGBTQ LLC LOL MA MB MBA MC MD MDT MIT MLB MP MS MST MT NA NAACP NASA NATO NBA NCAA NE
    NFL NPR NW NY NYC OK OMG ON ONU PA PBS PC PDF PDT PE PHD PIN PM PNG POV PR PS PSAT PST PT PTA PTO QR RGB RIP RNA RSS RSVP SAT SE SMS SOS
    SR SUV SVG SW TED TV TVS UFO UK UN UNESCO UNICEF UPS URL URLS US USA USB USPS UTC UU VCR VIP VR WIFI WWI WWII WWW XL XYZ YMCA YWCA ZIP
    """.split())
"""Acronyms that need no explanation: of daily life, of time, of files and of names that are known by their letters alone."""
_STATES = frozenset("""
    AK AL AR AZ CA CO CT DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX
    UT VA VI VT WA WI WV WY
    """.split())
_SHOUTED = frozenset("""
    ALL ALWAYS AND ANY ASK BAD BE BEFORE BEST BIG BINGO BOTH BUT BY CAN CALL DID DO DOES DONE DRAFT EACH EAT END EVERY FEED FIRST FOR FREE FUN
    GET GO GOOD HAVE HELP HER HERE HIS HOW HUGE IF IS ITS JUST KEY LAST LESS LETS LIVE LOOK LOVE MANY MAY MORE MOST MUST MY NEED NEVER NEW NEWS
    NEXT NO NONE NOT NOTE NOW OF OFF OLD ONCE ONE ONLY OUR OUT OVER PLAY PLEASE PLUS READ README REAL REALLY RED SAME SAW SAY SEE SHE SHOW SO SOLD SOME
    START STILL STOP SUCH SURE TAKE THAT THE THEIR THEM THEN THERE THESE THEY THINK THIS TIP TO TODO TOO TOP TRUE TRY TWO UP USE VERY VOTE WAIT
    WANT WAS WAY WE WELL WERE WHAT WHEN WHO WHY WILL WITH WORK WOW YES YET YOU YOUR ZERO
    CON EL ESO ESTA LOS MAS NADA NI NUNCA OJO PARA PERO POR QUE SI SIN SOLO TODO TODOS UNA UNO YA
    """.split())
"""Words that people write in capital letters for emphasis."""
# fmt: on
_SMALL = frozenset("a an and at by de del e el en for in la las los of on or para the to with y".split())
"""Words that most acronyms skip."""
# All patterns are linear: each starts with one class, of which a bounded number of characters follows.
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ACRONYM = re.compile(r"(?<![\w.@/#$%&!{'’+-])([A-Z]{2,6})(?:s|['’]s)?(?![\w&+/@]|[.;-]\w|['’]\w)")
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{[{%][^{}\n]{0,200}[%}]\}")
_OWN = re.compile(r"^[ ]{0,3}\*\[([^\[\]\n]{1,40})\]:", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"[^\W\d_][\w-]{0,60}")
_AFTER_NAME = re.compile(
    r"[A-Z][\w’'-]{0,40} (?:(?:of|for|and|the|&) ){0,2}[A-Z][\w’'-]{0,40}[\])*_]{0,4} ?[(\[]{1,2}\Z"
)
_BEFORE = re.compile(r"(?<![\w-])(?:[A-Z]{2,20},? ){1,2}\Z")
_AFTER = re.compile(r"(?: [A-Z]{2,20}(?![\w-])){1,2}")
_SPEAKER = re.compile(r"(?:\A|\n)[ \t>*_-]{0,10}\Z")
_COLON = re.compile(r"[*_]{0,3}:")
_LONG_WORD = 7
_INITIALS = 3


def acronyms(text: SourceText) -> tuple[Acronym, ...]:
    """The acronyms of a text that it does not explain, each at its first use, in their order."""
    if b"AA" not in shape_of(text.prose) or all(map(_is_known, _ACRONYM.findall(text.prose))):
        return ()
    prose = _MARKUP.sub(_blank, without_addresses(text.prose))
    passed = {word for own in _OWN.findall(prose) for word in (own, own.removesuffix("s"))}
    first: dict[str, int] = {}
    for found in _ACRONYM.finditer(prose):
        name = found[1]
        if name in first or name in passed:
            continue
        if _is_known(name) or _has_in_small_letters(prose, name):
            passed.add(name)
        elif not _is_shouted(prose, *found.span()) and not _speaks(prose, *found.span()):
            first[name] = found.start()
        if len(first) + len(passed) == LIMIT:
            break
    return tuple(
        Acronym(name, *line_and_column(text.written, at, text.first_line - 1))
        for name, at in first.items()
        if not _is_spelled_out(prose, name, at)
    )


def _has_in_small_letters(prose: str, name: str) -> bool:
    """Whether a text has a word in small letters, too, so that it is no acronym, such as *not*."""
    return f" {name.lower()} " in prose


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_known(name: str) -> bool:
    return name in _KNOWN or name in _STATES or name in _SHOUTED or _ROMAN.fullmatch(name) is not None


def _is_shouted(prose: str, start: int, end: int) -> bool:
    """Whether it is part of a line in capital letters: one of three such words in a row, or beside an ordinary one."""
    before = _BEFORE.search(prose, max(0, start - 50), start)
    after = _AFTER.match(prose, end)
    words = [word for found in (before, after) if found for word in found[0].split()]
    return len(words) > 1 or any(
        len(word) >= _LONG_WORD or word in _SHOUTED or _has_in_small_letters(prose, word) for word in words
    )


def _speaks(prose: str, start: int, end: int) -> bool:
    """Whether these are the initials of somebody in an interview, at the start of a line and before a colon."""
    return (
        end - start <= _INITIALS
        and _COLON.match(prose, end) is not None
        and _SPEAKER.search(prose, max(0, start - 12), start) is not None
    )


def _is_spelled_out(prose: str, name: str, at: int) -> bool:
    """Whether words that begin with its letters stand near a place, or it stands in parentheses after a name."""
    # Addresses are spaces here, which do not count.
    before = " ".join(prose[max(0, at - _FAR) : at].split())[-NEAR:]
    after = " ".join(prose[at + len(name) : at + _FAR].split())[:NEAR]
    if _AFTER_NAME.search(before) and after[:1] == ")":
        return True
    near = f"{before} {after}"
    words = _WORD.findall(near)
    telling = [word for word in words if word.lower() not in _SMALL]
    return any(
        name in "".join(word[0] for word in each).upper()
        for each in (words, telling, _HYPHENED.findall(near))
    )
