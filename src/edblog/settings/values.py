"""Checks of single settings: time zone, output folder, people, file types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from edblog.files.languages import unknown_language
from edblog.files.names import RESERVED_NAMES, unusable_name
from edblog.files.types import HEIC, OPTIONAL, PUBLISHED, can_read_heic
from edblog.options import Mistake
from edblog.problems import brief, nearest
from edblog.start.stat_scan import CONFIG_NAME, SOURCE_FOLDERS, STATE_FOLDER
from edblog.web.languages import with_script

SCHEMA_FOLDER = ".edblog-schema"
"""The folder for editors that `edblog init` makes."""
_US_ZONES = {
    **dict.fromkeys(("eastern", "et", "edt"), "America/New_York"),
    **dict.fromkeys(("central", "ct", "cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mountain", "mt", "mdt"), "America/Denver"),
    **dict.fromkeys(("pacific", "pt", "pst", "pdt"), "America/Los_Angeles"),
}
"""Time zones by the first word of their common names in the United States."""
_OF_A_MACHINE = re.compile(r"(?:posix|right)/.*|posixrules|localtime")
"""Names that some machines have beside those of the zone database."""
REGIONS = tuple(
    """
    AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
    GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB
    SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US
    UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()
)
"""Regions with their own phone numbers: ISO 3166-1 alpha-2, and some similar codes."""
# Two labels or more, each ending with a dot: linear.
_DOMAIN = re.compile(r"(?:[a-z0-9-]++\.)++[a-z]{2,24}")
FILE_TYPES = sorted(extension[1:] for extension in OPTIONAL)
"""File types that a district can allow, without their dots."""
_SAVE_AS = {
    "doc": 'PDF, or as Word documents (.docx), and write: types = ["docx"]',
    "xls": 'PDF, or as Excel workbooks (.xlsx), and write: types = ["xlsx"]',
    "ppt": 'PDF, or as PowerPoint presentations (.pptx), and write: types = ["pptx"]',
    **dict.fromkeys(("pages", "numbers", "key", "rtf", "pub", "txt", "html", "docm", "xlsm", "pptm"), "PDF"),
    **dict.fromkeys(("heic", "heif", "tif", "tiff", "bmp"), "JPEG"),
    **dict.fromkeys(("avi", "m4v", "wmv"), "MP4"),
    **dict.fromkeys(("aac", "wma", "flac"), "MP3"),
}
"""Formats in which files of other types can be saved."""


def without_query(url: str) -> str:
    """An address without spaces around it, and without what a button to share puts after `?`."""
    return url.strip().partition("?")[0]


def wrong_language(language: str) -> Iterator[Mistake]:
    """Mistakes in a language tag that has the right form."""
    if wrong := unknown_language(language):
        yield Mistake(*wrong)


def wrong_languages(languages: Sequence[str]) -> Iterator[Mistake]:
    """Mistakes in a list of languages."""
    seen: dict[str, str] = {}
    for language in languages:
        yield from wrong_language(language)
        key = with_script(language).lower()
        if key in seen:
            again = f', as "{seen[key]}"' if seen[key].lower() != language.lower() else ""
            yield Mistake(f'the language "{language}" is there twice{again}', "delete one of the two")
        seen.setdefault(key, language)


def stripped(names: Mapping[str, str]) -> dict[str, str]:
    """Names without spaces around them."""
    return {key: name.strip() for key, name in names.items()}


COLOR = r"^\s*#[0-9A-Fa-f]{6}\s*\Z"
"""A pattern for colors such as `#0a4fb0`."""


def lowered(colors: Mapping[str, str]) -> dict[str, str]:
    """Colors in lowercase, without spaces around them."""
    return {name: color.strip().lower() for name, color in colors.items()}


def wrong_time_zone(name: str) -> Iterator[Mistake]:
    """Mistakes in the name of a time zone."""
    if not _is_zone(name):
        import zoneinfo

        cities = {
            zone.rpartition("/")[2]: zone for zone in sorted(zoneinfo.available_timezones()) if "/" in zone
        }
        if _OF_A_MACHINE.fullmatch(name):
            cities = {city: zone for city, zone in cities.items() if city in name}
        zone = _US_ZONES.get(re.split(r"[\s/]", name)[-1 if "/" in name else 0].casefold(), "")
        zone = zone or cities.get(nearest(name.rpartition("/")[2].replace(" ", "_"), cities), "")
        help_ = f'did you mean "{zone}"?' if zone else 'write a name such as "America/Chicago"'
        yield Mistake(f'there is no time zone "{name}"', help_)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return not _OF_A_MACHINE.fullmatch(name)


_RESERVED_FOLDERS = frozenset(
    [*SOURCE_FOLDERS, STATE_FOLDER, CONFIG_NAME, SCHEMA_FOLDER, ".git", ".github", ".venv", "src", "tests"]
)
"""Names in the site's folder that cannot be the output folder."""


def clean_folder(folder: str) -> str:
    """The normalized path of a folder."""
    return str(PurePosixPath(folder.replace("\\", "/")))


def wrong_output(folder: str) -> Iterator[Mistake]:
    """Mistakes in the output folder."""
    path = PurePosixPath(clean_folder(folder))
    help_ = 'write: output = "site"'
    # Windows drops dots and spaces at the end of a name.
    parts = [part.casefold().rstrip(". ") for part in path.parts]
    inside = parts and all(parts) and not path.is_absolute() and ".." not in path.parts
    if not inside or ":" in folder or folder.startswith("~") or not folder.isprintable():
        yield Mistake(f'"{folder}" is not a folder inside the site\'s own folder', help_)
    elif (
        parts[0] in _RESERVED_FOLDERS
        or parts[-1].endswith(".shadow")
        or any(part in RESERVED_NAMES for part in parts)
    ):
        yield Mistake(f'"{folder}" is already used for something else', help_)
    elif (why := unusable_name(str(path))) is not None:
        yield Mistake(why[0], help_)


def wrong_allow(allowed: Sequence[str]) -> Iterator[Mistake]:
    """Entries of `allow` that match nothing."""
    for item in allowed:
        if reason := _useless_entry(item.strip()):
            yield Mistake(f'"{brief(item)}" under "allow" {reason[0]}', reason[1])


def _useless_entry(item: str) -> tuple[str, str] | None:
    """The reason that an entry of `allow` matches nothing, and help; None if it can match."""
    domain = item.removeprefix("*").removeprefix("@").removeprefix(".").lower()
    is_domain = _DOMAIN.fullmatch(domain) is not None
    if item.startswith("*@") and is_domain and item[2] != ".":
        return None
    if is_domain and (item[0] in "*@" or item.islower()):
        return "is not a name, number or address", f'for every address at {domain} write: "*@{domain}"'
    if "*" in item:
        help_ = (
            'use * only in "*@partner.example", for every address there; write each name and number as it is'
        )
        return "has a * that has no effect", help_
    digits = re.sub(r"\D", "", item)
    if len(digits) < 5 and not any(map(str.isalpha, item)):
        return "is too short to match a number", "write the whole number, or remove it"
    return None


def wrong_region(region: str) -> Iterator[Mistake]:
    """Mistakes in the code of a country."""
    if region not in REGIONS:
        meant = {"UK": "GB"}.get(region.upper(), region.upper())
        help_ = 'write the two letters of a country, such as "US" or "MX"'
        if meant in REGIONS:
            help_ = f'write: region = "{meant}"'
        yield Mistake(f'"{region}" is not a country code', help_)


def file_types(names: Sequence[str]) -> list[str]:
    """Sorted extensions without their dots."""
    return sorted({name.lower().lstrip(".") for name in names})


def file_types_schema() -> dict[str, Any]:
    """The JSON Schema of a list of file types."""
    return {"type": "array", "items": {"enum": FILE_TYPES}}


def wrong_types(names: Sequence[str]) -> Iterator[Mistake]:
    """File types that are always published, or cannot be allowed."""
    for name in names:
        [type_] = file_types([name])
        if f".{type_}" in PUBLISHED and (f".{type_}" not in HEIC or can_read_heic()):
            yield Mistake(f'files of the type "{name}" are always published', "remove it here")
        elif type_ not in FILE_TYPES:
            help_ = f"the types that can be allowed are: {', '.join(FILE_TYPES)}"
            if type_ in _SAVE_AS:
                help_ = f"save them as {_SAVE_AS[type_]}"
            yield Mistake(f'files of the type "{name}" cannot be allowed', help_)
