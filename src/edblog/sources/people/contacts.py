"""Finds phone numbers, email addresses, street addresses and ID numbers of persons in a text.

Each function yields the start and the end of its finds. Those for numbers read only the runs of digits (`prose.digit_runs`) that
have the right shape. A find may be in code or in a web address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

Find = tuple[int, int]
"""Start and end of a find."""
Runs = list[tuple[int, int]]

# Linear: the name starts where no such character is before it, so each run is read once. It may contain an apostrophe.
_EMAIL = re.compile(
    r"(?<![\w.+%/@-])(?<![\w.+%-]['’])[\w.+%-]++(?:['’][\w.+%-]++)*+@(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}\b(?![/(]|@)",
    re.ASCII,
)
_PLACEHOLDERS = ("example.com", "example.org", "example.net")
"""Domains without real addresses (RFC 2606), which people use in examples."""
_OFFICES = frozenset(
    "info contact contacto help helpdesk support press news hello office oficina inquiries inquires questions feedback subscribe unsubscribe "
    "request jobs careers privacy security accessibility webmaster webmanager postmaster listserv abuse noreply reply donotreply git".split()
)
"""Words in the address of an office, not of a person."""

# At most six groups of digits, each of them short, and none starts within another.
_PHONE = re.compile(
    r"(?<![\w.,/$€£#=%&@+-])(?<!\d[ .-])(?:\+\d{1,3}[ .-]?|1[ .-](?=\(?[2-9]))?(?:\(\d{1,4}\)[ .-]{0,2})?\d{2,5}(?:[ .-]\d{2,5}){1,4}(?![\w%/]|[.,-]\d)|(?<!\w)\+\d{9,14}(?!\w)"
)
_NORTH_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)[ .-]{0,2}|[2-9]\d\d[ .-])[2-9]\d\d[ .-]\d{4}")
_LOCAL = re.compile(r"[2-9]\d\d[.-]\d{4}")
_CALLS = re.compile(
    r"(?:\b(?:call|phone|tel|telephone|text|fax|cell|mobile|dial|whatsapp|ext|tel[eé]fono|ll[aá]me\w*|celular|m[oó]vil|(?:my|his|her|our|their|your|mi|su) (?:\w+ )?n(?:umber|[uú]mero))\b|☎|📞)[^\n]{0,16}$",
    re.IGNORECASE,
)
_NORTH_AMERICAN_REGIONS = frozenset(["US", "CA", "PR", "DO", "JM", "BS", "GU", "VI", "AS", "MP"])
"""Regions with the phone numbers of North America."""

_STREET = re.compile(
    r"(?<![\w.,$#/:-])\d{1,5}[A-Z]?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?"
    r"(?:(?:[A-Z][\w'’]+|\d{1,3}(?:st|nd|rd|th)|[A-Z])\.? ){1,3}"
    r"(?:(?P<weak>Way|Place|Court|Drive|Circle|Trail|Terrace|Square|Loop)|Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Dr|Ct|Pl|Highway|Hwy|Parkway|Pkwy)\b"
    r"(?!\.? (?:[A-Z][a-z]*(?:mentary|chool|cademy|iddle|igh|rimary|harter|ibrary|ournal|ress|and|roject|heater|heatre|ounty|lub)|Elementary|School|Band|Bridge|Park|curriculum|students|Fair)\b)"
)
_CALLE = re.compile(
    r"(?<!\w)(?:[Cc]alle|[Aa]venida|Av\.|Avda\.|[Pp]aseo|[Cc]amino|[Cc]arretera|C/) (?:(?:de|del|la|las|los|el|San|Santa) ){0,3}[A-ZÁÉÍÓÚÑ]\w+"
    r"(?: (?:(?:de|del|la|las|los|y) ){0,2}[A-ZÁÉÍÓÚÑ]\w+){0,3},? (?:(?:n[.º°úu][.mº]{0,2}\.?|#|No\.) ?)?\d{1,5}\b(?! ?(?:de|del)\b)"
)
_CALLE_HINTS = ("alle ", "venida ", "Av. ", "Avda. ", "aseo ", "amino ", "arretera ", "C/ ")
_COUNTED = re.compile(
    r"\b(?:grades?|unit|lesson|chapter|room|step|page|day|week|level|part|stage|volume|book|top|the|first|last|over|than|about)[ \n]+$",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    r"\b(?:in|since|by|until|from|of|summer|spring|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)[ \n]+$",
    re.IGNORECASE,
)
_NOT_A_ROAD = frozenset(
    "Reading Way Food Book Clothing Coat Toy Hard Google Blood Flash Literature Fund Membership Pledge Sock Learning First Second Third Easy Best Better Only Right Wrong Every Each Same Long Great Other Another".split()
)
"""Words before *drive*, *way* or *circle* that name something else: *food drive*."""
_COLORS = frozenset(
    "Red Blue Green Yellow Orange Purple Pink Brown Black White Gray Grey Gold Silver".split()
)
_COUNTS_THINGS = re.compile(
    r"(?: Value\b| (?!(?:is|was|has|as|this|its|always|across|plus|unless)\b)[a-z]{2,20}s\b)"
)
"""Text after *24 Red Square* or *15 Place* that counts things: `tiles`, `Value disks`."""

_SSN = re.compile(r"(?<![\w.,/$#-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w/-])")
_LONG = re.compile(
    r"(?<![\w.,/$€£&=@+%-])(?<![v_])(?<!\d )[A-Z]{0,2}(\d{5,12})(?![\w%/=@_°]|[.,:-]\d|-\w| (?:million|billion|dollars|miles|km|people|students|words|characters|pixels|bytes|steps|users)\b)"
)
_IS_ID = re.compile(
    r"\b(?:(?:student|pupil|lunch|school|state|district|alumno|estudiante|login|badge|testing)(?: |'s |’s )?(?:ID|id|number|no\.?|num\.?|PIN|pin|code)|ID(?: number)?"
    r"|(?:n[úu]mero|id|matr[íi]cula)(?: del?| de la)? (?:alumn[oa]|estudiante)|matr[íi]cula|OSIS|SASID|PEIMS|SSID)"
    r"(?: (?:is|was|es|of|de|number))?[ :#=()]{1,3}$"
)
_NOT_AN_ID = re.compile(
    r"(?:[#:]|[×÷=] ?|(?:\d ?| )[*+÷] ?| x |(?:Kahoot|Blooket|Quizizz|Gimkit|[Gg]ame)!? (?:[Gg]ame )?(?:PIN|[Pp]in)[ :#=]{0,3}"
    r"|(?:[Cc]alculator|[Aa]nswer|[Ss]um|[Pp]roduct|[Tt]otal) (?:is|was|said|says|showed|shows|gave|read) )$"
    r"|(?:ISBN|ISSN|DOI|doi|arXiv|PMID|ERIC|ED|OCLC|UPC|SKU|LCCN|RFC|CVE|NASA|Grant|Award|Contract|award|grant|contract|meeting|Meeting|webinar|Zoom|zoom|code|Code|build|version|"
    r"[Pp]opulation|[Rr]oom|census|issue|Issue|commit|PR|about|nearly|over|than|least|almost|roughly|around|of|by|to|[$€£¢])[ :#=\n(-]{0,3}(?:13|10)?[ :=-]{0,2}$"
)

_IN_SUM = re.compile(r" ?(?:[×÷=] ?|[*+x] ?\d| x )")
"""Text after a number in a calculation."""


def emails(text: str) -> Iterator[Find]:
    """Email addresses of persons (RFC 5322, as people write them)."""
    at = text.find("@")
    while at >= 0:
        # Linear: an address is short, so each search is short, too.
        for found in _EMAIL.finditer(text, max(0, at - 64), at + 128):
            name, _, domain = found[0].lower().rpartition("@")
            is_here = found.start() < at < found.end() and found.start() + len(name) == at
            if (
                is_here
                and not domain.endswith(_PLACEHOLDERS)
                and _OFFICES.isdisjoint(re.split("[._-]", name))
            ):
                yield found.span()
        at = text.find("@", at + 1)


def phones(text: str, shape: bytes, runs: Runs, region: str) -> Iterator[Find]:
    """Phone numbers as people write them in a region (ISO 3166-1), and international ones with `+` (E.123)."""
    shapes = (b"000-0000",) if region in _NORTH_AMERICAN_REGIONS else (b"000-000", b"-00-00-00", b"00000000")
    for start, end in runs:
        if shape[start - 1 : start] != b"+" and not any(each in shape[start:end] for each in shapes):
            continue
        for found in _PHONE.finditer(text, max(0, start - 6), end + 3):
            written = found[0]
            digits = sum(map(str.isdigit, written))
            if 7 <= digits <= 15 and _is_phone(
                written, digits, region, text[max(0, found.start() - 40) : found.start()]
            ):
                yield found.span()


def _is_phone(written: str, digits: int, region: str, before: str) -> bool:
    called = _CALLS.search(before) is not None
    if digits == 7:
        return called and region in _NORTH_AMERICAN_REGIONS and _LOCAL.fullmatch(written) is not None
    international = written.startswith("+")
    if region in _NORTH_AMERICAN_REGIONS and not international and not _NORTH_AMERICAN.fullmatch(written):
        return False
    if _SSN.fullmatch(written) or _is_years_or_date(written):
        return False
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    if international or region in _NORTH_AMERICAN_REGIONS:
        return phonenumbers.is_possible_number(number) and (
            international or phonenumbers.is_valid_number(number)
        )
    # In other regions phone numbers are grouped in many ways, so a run of other numbers may look like one.
    return phonenumbers.is_valid_number(number) and (
        called or written.startswith(("0", "(")) or len(written) - digits >= 2
    )


def _is_years_or_date(written: str) -> bool:
    """Whether this is a range of years, or a date."""
    parts = [int(part) for part in re.findall(r"\d+", written)]
    return (
        any(1800 <= part <= 2100 for part in parts[:1] + parts[-1:])
        and len(parts) <= 3
        and sum(map(str.isdigit, written)) <= 8
    )


def streets(text: str, shape: bytes, runs: Runs) -> Iterator[Find]:
    """Street addresses of the United States, and Spanish ones with a word for the street: `Calle Mayor 12`."""
    for found in _us_streets(text, shape, runs):
        before = text[max(0, found.start() - 16) : found.start()]
        number, *words = re.findall(r"[\w'’]+", found[0])
        is_year = (
            len(number) == 4 and number.isdigit() and 1800 <= int(number) <= 2100 and _IN_YEAR.search(before)
        )
        if (
            is_year
            or _COUNTED.search(before)
            or not _NOT_A_ROAD.isdisjoint(words)
            or (
                found["weak"]
                and (len(number) < 2 or words[-2] in _COLORS or _COUNTS_THINGS.match(text, found.end()))
            )
        ):
            continue
        yield found.span()
    for start, end in runs:
        name = max(0, start - 72)
        if b"-A" in shape[max(0, start - 20) : start] and any(
            hint in text[name:start] for hint in _CALLE_HINTS
        ):
            yield from (found.span() for found in _CALLE.finditer(text, name, min(end, start + 6)))


def _us_streets(text: str, shape: bytes, runs: Runs) -> Iterator[re.Match[str]]:
    for start, end in runs:
        if shape[end : end + 1] == b"A":
            yield from (found for found in _STREET.finditer(text, start, end + 72) if found.start() < end)


def social_security_numbers(text: str, shape: bytes, runs: Runs) -> Iterator[Find]:
    """Positions of valid Social Security numbers in a text."""
    for start, end in runs:
        if b"000-00-0000" in shape[start:end]:
            yield from (found.span() for found in _SSN.finditer(text, start, end + 1))


def id_numbers(text: str, shape: bytes, runs: Runs) -> Iterator[Find]:
    """Numbers that may identify a person: those after *student ID* and the like, and others with 7 to 12 digits."""
    for start, end in runs:
        if b"00000" not in shape[start:end]:
            continue
        for found in _LONG.finditer(text, max(0, start - 2), end + 16):
            if found.start() >= end:
                break
            before, digits = text[max(0, found.start() - 32) : found.start()], found[1]
            if _IS_ID.search(before) or (
                len(digits) >= 7
                and not (
                    _NOT_AN_ID.search(before) or _IN_SUM.match(text, found.end()) or _is_harmless(digits)
                )
            ):
                yield found.span()


def _is_harmless(digits: str) -> bool:
    """Whether a number is round, a date, or an ISBN (ISO 2108)."""
    if (
        digits.endswith("000")
        or len(set(digits)) == 1
        or digits in ("123456789", "1234567890", "12345678", "1234567")
    ):
        return True
    if len(digits) == 8:
        for year, month, day in (
            (digits[:4], digits[4:6], digits[6:]),
            (digits[4:], digits[:2], digits[2:4]),
        ):
            try:
                if 1900 <= date(int(year), int(month), int(day)).year <= 2100:
                    return True
            except ValueError:
                continue
    return len(digits) == 10 and sum((10 - at) * int(digit) for at, digit in enumerate(digits)) % 11 == 0
