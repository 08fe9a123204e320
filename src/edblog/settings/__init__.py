"""`edblog.toml`: what a district decides about its site.

`read_config` turns the text into a frozen `Config` and says everything that is wrong with it at once,
each problem with the line it is about.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from edblog.comments import Choice, read_options
from edblog.files.feeds import FEED_FORMATS
from edblog.files.names import RESERVED_NAMES, why_not
from edblog.files.types import HEIC, OPTIONAL, PUBLISHED, reads_heic
from edblog.problems import Problem, brief, did_you_mean, nearest
from edblog.settings.frame import Announcement, Footer, Menu, read_frame
from edblog.start import stat_scan

CONFIG_NAME = stat_scan.CONFIG_NAME
STATE_FOLDER = stat_scan.STATE_FOLDER
"""Where edblog keeps what it remembers, in the folder of the site."""
SOURCE_FOLDERS = stat_scan.SOURCE_FOLDERS
"""The folders in which people write, in the folder of the site."""
_US_ZONES = {
    **dict.fromkeys(("eastern", "et", "edt"), "America/New_York"),
    **dict.fromkeys(("central", "ct", "cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mountain", "mt", "mdt"), "America/Denver"),
    **dict.fromkeys(("pacific", "pt", "pst", "pdt"), "America/Los_Angeles"),
}
"""Time zones by the first word of what a clock in the United States calls them."""


_REGIONS = frozenset(
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
"""Regions that have telephone numbers of their own: ISO 3166-1 alpha-2, and some that are named like it."""


class Feeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[feeds]`: which feeds are written."""

    formats: tuple[str, ...] = ("rss", "atom")
    size: int = 20
    """Number of newest stories in each feed."""


class Pictures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[pictures]`: the sizes in which photos are published."""

    widths: tuple[int, ...] = (480, 960, 1600)
    """In pixels, ascending; none: photos are published as they are."""


class Privacy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[privacy]`: what may be said of people, and what must be said of photos."""

    allow: tuple[str, ...] = ()
    """Names, numbers and addresses that may stand in every text; `*@district.example` is every address there."""
    region: str = "US"
    """Where telephone numbers without a country code are from, as ISO 3166-1 alpha-2."""
    photo_release: Literal["optional", "required"] = "optional"
    """Whether each text with photos must say `people_in_photo`."""


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[files]`: which types of files are published besides those that every site publishes."""

    types: tuple[str, ...] = ()
    """Extensions without their dots, such as `docx`, sorted; each with a dot is in `kinds.OPTIONAL`."""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[limits]`: how large what people send may be; whatever is larger is refused with a problem."""

    text_kb: int = 1_000
    """The file of a text, in thousands of bytes."""
    front_matter_kb: int = 32
    """Front matter, in thousands of characters."""
    seconds: int = 2
    """Work on one text; a small one takes a few thousandths."""
    file_mb: int = 100
    """Any other file of the content, in millions of bytes."""
    megapixels: int = 89
    """A picture, in millions of pixels; of more than these, a picture takes a quarter of a gigabyte of memory."""
    files: int = 200_000
    """Number of files of the content."""
    total_mb: int = 50_000
    """All files of the content together, in millions of bytes."""


_LIMITS = {
    "text_kb": (1, 10_000), "front_matter_kb": (1, 1_000), "seconds": (1, 60), "file_mb": (1, 10_000), "megapixels": (1, 89),
    "files": (1, 10_000_000), "total_mb": (1, 10_000_000),
}  # fmt: skip
"""The least and the most that each limit may be."""


class Config(msgspec.Struct, frozen=True):
    """The settings of a site, checked."""

    title: str
    base_url: str
    """Absolute http(s) URL that ends with `/`; may have a path."""
    description: str = ""
    language: str = "en"
    """BCP 47 tag."""
    timezone: str = "UTC"
    """IANA name; dates without a zone are in it."""
    theme: str = "marigold"
    page_size: int = 20
    output: str = "site"
    """Folder relative to the site's folder."""
    icon: str = ""
    """Name of a file below `static/`, for the tab of a browser."""
    logo: str = ""
    """Name of a file below `static/`, beside the title of the site."""
    logo_alt: str = ""
    """What the logo says."""
    menu: Menu = Menu()
    footer: Footer = Footer()
    announcement: Announcement = Announcement()
    feeds: Feeds = Feeds()
    pictures: Pictures = Pictures()
    privacy: Privacy = Privacy()
    files: Files = Files()
    limits: Limits = Limits()
    comments: Choice | None = None
    noindex: bool = False
    """Whether search engines are asked to leave every page out. A command says so, and no setting."""

    def at(self, now: datetime) -> Config:
        """The settings as they are at a moment: without an announcement whose time has passed."""
        if not self.announcement.is_over(now):
            return self
        return msgspec.structs.replace(self, announcement=Announcement())


class _Reader:
    """Takes values out of a TOML table, and notes what is wrong with each."""

    def __init__(self, table: Mapping[str, Any], prefix: tuple[str, ...] = ()) -> None:
        self.table, self.prefix = table, prefix
        self.problems: list[Problem] = []

    def wrong(self, key: str, message: str, help_: str, code: str = "config-value") -> None:
        self.problems.append(
            Problem(CONFIG_NAME, "error", code, message, help_, key=(*self.prefix, *([key] if key else [])))
        )

    def known(self, *keys: str) -> None:
        for key in self.table:
            if key not in keys:
                shown = ".".join((*self.prefix, key))
                home = _home(key, self.prefix)
                hint = home or did_you_mean(key, keys) or f"the settings here are: {', '.join(keys)}"
                self.wrong(key, f'there is no setting "{shown}"', hint, "config-unknown-key")

    def text(self, key: str, default: str, help_: str = "") -> str:
        value = self.table.get(key, default)
        if isinstance(value, str):
            if key in _SHOWN and _UNSEEN.search(value):
                self.wrong(
                    key,
                    f'"{key}" has an invisible character in it, which no page may contain',
                    "type the words again by hand",
                )
            return value
        self.wrong(key, f'"{key}" must be text in quotes, not {_kind(value)}', help_ or f'write: {key} = "…"')
        return default

    def words(self, key: str, default: Sequence[str], help_: str) -> tuple[str, ...]:
        value = self.table.get(key, default)
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(dict.fromkeys(value))
        self.wrong(key, f'"{key}" must be a list of words, not {_kinds(value)}', help_)
        return ()

    def number(self, key: str, default: int, low: int, high: int) -> int:
        value = self.table.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        shown = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _kind(value)
        help_ = f"write: {key} = {default}"
        self.wrong(key, f'"{key}" must be a whole number from {low} to {high}, not {shown}', help_)
        return default

    def sub(self, key: str) -> _Reader:
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            self.wrong(
                key,
                f'"{key}" must be a table, not {_kind(value)}',
                f"write [{'.'.join((*self.prefix, key))}] on a line of its own",
            )
            value = {}
        return _Reader(value, (*self.prefix, key))


_SETTINGS: dict[str, tuple[str, ...]] = {
    "feeds": ("formats", "size"),
    "pictures": ("widths",),
    "privacy": ("allow", "region", "photo_release"),
    "files": ("types",),
    "limits": tuple(_LIMITS),
    "menu": ("order", "hide", "names"),
    "footer": ("text", "address"),
    "announcement": ("text", "until"),
}
"""Those of each table."""


def _home(key: str, prefix: tuple[str, ...]) -> str:
    """Where a setting belongs that stands elsewhere; empty where nobody knows it."""
    if prefix and key in {field.name for field in msgspec.structs.fields(Config)} - {*_SETTINGS, "comments"}:
        return f"write it above the first line in brackets, which is [{prefix[0]}] or one above that"
    table = next((name for name, keys in _SETTINGS.items() if key in keys and (name,) != prefix), "")
    return f"write it below a line [{table}]" if table else ""


def read_config(text: str) -> tuple[Config | None, list[Problem]]:
    """The configuration that the text of `edblog.toml` describes, or None, and every problem in it."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(text, str(error))]
    top = _Reader(table)
    top.known(*(field.name for field in msgspec.structs.fields(Config) if field.name != "noindex"))
    for key, example in (("title", "Classroom Stories"), ("base_url", "https://district.example/stories/")):
        if key not in table:
            top.wrong("", f'"{key}" is missing', f'add a line: {key} = "{example}"', "config-missing")
        elif table[key] == "":
            top.wrong(key, f'"{key}" is empty', f'write: {key} = "{example}"')
    tables = [top.sub(name) for name in _SETTINGS]
    for table_, names in zip(tables, _SETTINGS.values(), strict=True):
        table_.known(*names)
    feeds, pictures, privacy, files, limits, menu, footer, announcement = tables
    comments = top.sub("comments")
    choice, comment_problems = read_options(comments.table)
    config = Config(
        title=top.text("title", ""),
        base_url=_base_url(top),
        description=top.text("description", ""),
        language=_language(top),
        timezone=_timezone(top),
        theme=top.text("theme", "marigold"),
        page_size=top.number("page_size", 20, 1, 1000),
        output=_output(top),
        **read_frame(top, menu, footer, announcement),
        feeds=Feeds(_formats(feeds), feeds.number("size", 20, 1, 1000)),
        pictures=Pictures(_widths(pictures)),
        privacy=Privacy(_allowed(privacy), _region(privacy), _photo_release(privacy)),
        files=Files(_types(files)),
        limits=Limits(
            **{key: limits.number(key, getattr(Limits(), key), *ends) for key, ends in _LIMITS.items()}
        ),
        comments=choice,
    )
    problems = [
        *top.problems,
        *(problem for table in tables for problem in table.problems),
        *comment_problems,
    ]
    return (None if any(p.severity == "error" for p in problems) else config), problems


_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
"""How the address of a page ends that is no folder, so that no other page could be in it."""
PLACEHOLDERS = frozenset(["example", "invalid", "test", "example.com", "example.net", "example.org"])
"""Domains that nobody can have, with all below them (RFC 2606, RFC 6761)."""


def _unreachable(host: str) -> str:
    """Why nobody else can open the pages of a host; empty where somebody may."""
    host = host.lower().rstrip(".")
    labels = host.split(".")
    if PLACEHOLDERS & {".".join(labels[at:]) for at in range(len(labels))}:
        return f"{host} is a made-up address"
    if labels[-1] == "localhost" or ((labels[-1].isdigit() or ":" in host) and _is_own(host)):
        return f"{host} is an address that only this computer can open"
    return ""


def _is_own(host: str) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def read_address(url: str) -> tuple[str, str]:
    """The address of a home page as settings have it, and what is wrong with it, which may be nothing."""
    reader = _Reader({"base_url": url})
    address = _base_url(reader)
    wrong = next((problem for problem in reader.problems if problem.severity == "error"), None)
    return address, f"{wrong.message}; {wrong.help}" if wrong else ""


def _base_url(top: _Reader) -> str:
    url = top.text("base_url", "")
    if not url:
        return url
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"'\\]", url):
        top.wrong(
            "base_url",
            f'"{url}" is not a web address',
            "write the whole address: https://district.example/stories/",
        )
    elif parts.query or parts.fragment or parts.username:
        top.wrong(
            "base_url", '"base_url" must not have ?, # or @ in it', "write only the address of the home page"
        )
    elif any(part in (".", "..") for part in parts.path.split("/")):
        top.wrong(
            "base_url",
            '"base_url" must not have . or .. in its path',
            "write the address as a browser shows it",
        )
    elif parts.path.rstrip("/").lower().endswith(_PAGES):
        folder, _, page = parts.path.rstrip("/").rpartition("/")
        top.wrong(
            "base_url",
            f'"base_url" must be the address of a folder, and {brief(page)} is a page',
            f'write: base_url = "{parts.scheme}://{parts.netloc}{folder}/"',
        )
    elif reason := _unreachable(parts.hostname):
        message = (
            f"{brief(reason)}, so links in feeds, emails and posts about your stories would lead nowhere"
        )
        help_ = "before you publish, write the address at which people will find the site"
        top.problems.append(
            Problem(CONFIG_NAME, "warning", "placeholder-address", message, help_, key=("base_url",))
        )
    path = "".join(f"{part}/" for part in parts.path.split("/") if part)
    return f"{parts.scheme}://{parts.netloc}/{path}"


def _language(top: _Reader) -> str:
    tag = top.text("language", "en")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        top.wrong("language", f'"{tag}" is not a language tag', 'write a tag such as "en", "es" or "pt-BR"')
    return tag


def _timezone(top: _Reader) -> str:
    name = top.text("timezone", "UTC")
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        import zoneinfo

        cities = {
            zone.rpartition("/")[2]: zone for zone in sorted(zoneinfo.available_timezones()) if "/" in zone
        }
        zone = _US_ZONES.get(re.split(r"[\s/]", name)[-1 if "/" in name else 0].casefold(), "")
        zone = zone or cities.get(nearest(name.rpartition("/")[2].replace(" ", "_"), cities), "")
        hint = f'did you mean "{zone}"?' if zone else 'write a name such as "America/Chicago"'
        top.wrong("timezone", f'there is no time zone "{name}"', hint)
        return "UTC"
    return name


def _output(top: _Reader) -> str:
    folder = top.text("output", "site")
    path = PurePosixPath(folder.replace("\\", "/"))
    taken = {*SOURCE_FOLDERS, STATE_FOLDER, CONFIG_NAME, ".git", ".github", ".venv", "src", "tests"}
    # Windows drops dots and spaces at the end of a name.
    parts = [part.casefold().rstrip(". ") for part in path.parts]
    inside = parts and all(parts) and not path.is_absolute()
    if (
        not inside
        or ".." in path.parts
        or ":" in folder
        or folder.startswith("~")
        or not folder.isprintable()
    ):
        top.wrong(
            "output", f'"{folder}" is not a folder inside the site\'s own folder', 'write: output = "site"'
        )
    elif parts[0] in taken or parts[-1].endswith(".shadow") or any(part in RESERVED_NAMES for part in parts):
        top.wrong("output", f'"{folder}" is needed for something else', 'write: output = "site"')
    elif (why := why_not(str(path))) is not None:
        top.wrong("output", why[0], 'write: output = "site"')
    return str(path)


def _formats(feeds: _Reader) -> tuple[str, ...]:
    value = feeds.words("formats", Feeds().formats, 'write: formats = ["rss", "atom"]')
    for item in value:
        if item not in FEED_FORMATS:
            hint = did_you_mean(item, FEED_FORMATS) or f"the formats are: {', '.join(FEED_FORMATS)}"
            feeds.wrong("formats", f'there is no feed format "{item}"', hint)
    return tuple(item for item in value if item in FEED_FORMATS)


def _widths(pictures: _Reader) -> tuple[int, ...]:
    value = pictures.table.get("widths", [*Pictures().widths])
    help_ = "write: widths = [480, 960, 1600]"
    if not isinstance(value, list):
        pictures.wrong("widths", f'"widths" must be a list of whole numbers, not {_kind(value)}', help_)
        return ()
    for item in value:
        if not isinstance(item, int) or isinstance(item, bool) or not 100 <= item <= 4000:
            shown = item if isinstance(item, int | float) and not isinstance(item, bool) else _kind(item)
            pictures.wrong(
                "widths", f'each of "widths" must be a whole number from 100 to 4000, not {shown}', help_
            )
            return ()
    return tuple(sorted(set(value)))


_SHOWN = frozenset(["title", "description", "logo_alt", "text", "address"])
"""Settings that stand on pages as they are."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Of the domain of an address there are two labels and more, each with an end of its own.
_DOMAIN = re.compile(r"(?:[a-z0-9-]++\.)++[a-z]{2,24}")


def _allowed(privacy: _Reader) -> tuple[str, ...]:
    value = privacy.table.get("allow", [])
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        for item in value:
            if wrong := _no_effect(item.strip()):
                privacy.wrong("allow", f'"{brief(item)}" under "allow" {wrong[0]}', wrong[1])
        return tuple(value)
    wrong_item = (
        next((item for item in value if not isinstance(item, str)), "") if isinstance(value, list) else value
    )
    shown = "an empty text" if wrong_item == "" else _kind(wrong_item)
    help_ = 'write: allow = ["office@district.example", "555-0100"]'
    privacy.wrong("allow", f'"allow" must be a list of texts in quotes, not {shown}', help_)
    return ()


def _no_effect(item: str) -> tuple[str, str] | None:
    """Why an entry of `allow` can mean nothing that is ever found, and what to write."""
    domain = item.removeprefix("*").removeprefix("@").removeprefix(".").lower()
    is_domain = _DOMAIN.fullmatch(domain) is not None
    if item.startswith("*@") and is_domain and item[2] != ".":
        return None
    if is_domain and (item[0] in "*@" or item.islower()):
        return "is no name, number or address", f'for every address at {domain} write: "*@{domain}"'
    if "*" in item:
        help_ = (
            'use * only in "*@partner.example", for every address there; write each name and number as it is'
        )
        return "has a * that means nothing", help_
    digits = re.sub(r"\D", "", item)
    if len(digits) < 5 and not any(map(str.isalpha, item)):
        return "is too short for a number that is looked for", "write the whole number, or leave it out"
    return None


def _region(privacy: _Reader) -> str:
    region = privacy.text("region", "US")
    if region not in _REGIONS:
        meant = "GB" if region.upper() == "UK" else region.upper() if region.upper() in _REGIONS else ""
        help_ = (
            f'write: region = "{meant}"'
            if meant
            else 'write the two letters of a country, such as "US" or "MX"'
        )
        privacy.wrong("region", f'"{region}" is not the code of a country', help_)
    return region


_EITHER = 'write: photo_release = "required", or photo_release = "optional"'


def _photo_release(privacy: _Reader) -> Literal["optional", "required"]:
    word = privacy.text("photo_release", "optional", _EITHER)
    if word not in ("optional", "required"):
        hint = did_you_mean(word, ("optional", "required")) or _EITHER
        privacy.wrong(
            "photo_release", f'"photo_release" must be "optional" or "required", not "{word}"', hint
        )
    return "required" if word == "required" else "optional"


_BETTER = {
    "doc": 'PDF, or as Word documents (.docx), and write: types = ["docx"]',
    "xls": 'PDF, or as Excel workbooks (.xlsx), and write: types = ["xlsx"]',
    "ppt": 'PDF, or as PowerPoint presentations (.pptx), and write: types = ["pptx"]',
    **dict.fromkeys(("pages", "numbers", "key", "rtf", "pub", "txt", "html", "docm", "xlsm", "pptm"), "PDF"),
    **dict.fromkeys(("heic", "heif", "tif", "tiff", "bmp"), "JPEG"),
    **dict.fromkeys(("avi", "m4v", "wmv"), "MP4"),
    **dict.fromkeys(("aac", "wma", "flac"), "MP3"),
}
"""What files of other types can be saved as."""


def _types(files: _Reader) -> tuple[str, ...]:
    value = files.words("types", (), 'write: types = ["docx", "pptx"]')
    known = {kind[1:] for kind in OPTIONAL}
    for item in value:
        kind = item.lower().lstrip(".")
        if f".{kind}" in PUBLISHED and (f".{kind}" not in HEIC or reads_heic()):
            files.wrong("types", f'files of the type "{item}" are always published', "leave it out here")
        elif kind not in known:
            hint = (
                f"save them as {_BETTER[kind]}"
                if kind in _BETTER
                else f"the types that can be allowed are: {', '.join(sorted(known))}"
            )
            files.wrong("types", f'files of the type "{item}" cannot be allowed', hint)
    return tuple(sorted({item.lower().lstrip(".") for item in value} & known))


def _kinds(value: object) -> str:
    """What there is in place of a list of words."""
    wrong = (
        next((item for item in value if not isinstance(item, str)), None) if isinstance(value, list) else None
    )
    return _kind(value) if wrong is None else f"a list with {_kind(wrong)} in it"


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "a date")


_CURLY: dict[str, str | int | None] = {"“": '"', "”": '"', "‘": "'", "’": "'"}
# A number, and behind it a unit at the end of the line.
_WITH_UNIT = re.compile(
    r"([0-9][0-9_,]*+)(?:\.[0-9]*+)?[ \t]*+(?:[KkMmGg]?[Bb]|px|pixels?|s|sec|seconds?|megapixels?|MP|files?)"
)


def _of_brackets_and_numbers(row: str, value: str, column: int, reason: str) -> tuple[str, str] | None:
    """What is wrong with a table, a list or a number, and what to write."""
    name = row.partition("=")[0].strip()
    if re.match(r"\s*\[[^\]=]*$", row):
        return "this line has no closing bracket", f"write: {row.strip()}]"
    if number := _WITH_UNIT.fullmatch(value):
        return (
            "leave off the unit: write only the number",
            f"write: {name} = {re.sub(r'[_,]', '', number[1])}",
        )
    if row[column - 1 : column] in _CURLY and value[:1] not in _CURLY:
        return (
            "curly quotes do not work here",
            f"use straight quotes: {row.strip().translate(str.maketrans(_CURLY))}",
        )
    if "Unclosed array" in reason:
        return (
            "put a comma between two entries of a list, and ] at its end",
            'a list is written: name = ["one", "two"]',
        )
    if value[:1] == "[" and "Invalid value" in reason:
        return "each text in a list must be in quotes", f'write: {name} = ["one", "two"]'
    return None


def _syntax(text: str, reason: str) -> Problem:
    """What tomllib says, in the words of somebody who has never heard of TOML."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", reason)
    line, column = (int(place[1]), int(place[2])) if place else (max(1, text.count("\n")), 1)
    row = text.split("\n")[line - 1]
    # What follows a backslash may be read beyond the end of its line.
    column = min(column, len(row.partition("\r")[0]) + 1)
    name, _, value = (part.strip() for part in row.partition("="))
    message, help_ = "this line cannot be read", 'a setting is written: name = "text in quotes"'
    if row.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
        message = "two people changed these lines, and git has put both versions here"
        help_ = "keep one version, or join the two; then delete the lines <<<<<<<, ======= and >>>>>>>"
    if "overwrite" in reason or "twice" in reason or "declare" in reason:
        message, help_, column = (
            "this is set already, further up",
            "keep one of the two and delete the other",
            1,
        )
    elif found := _of_brackets_and_numbers(row, value, column, reason):
        message, help_ = found
    elif value[:1] in ("“", "”", "‘", "’"):
        message, help_ = "curly quotes do not work here", f'use straight quotes: {name} = "{value[1:-1]}"'
    elif re.match(r"[^\W\d]", value) and "Invalid value" in reason:
        message, help_ = "text must be in quotes", f'write: {name} = "{value}"'
    elif "\\" in value:
        message, help_ = "a backslash means something else here", "write / in its place, or two of them: \\\\"
    elif value.startswith('"') and value.count('"') > 2:
        message, help_ = (
            "the quotation mark ends the text here",
            f"put the whole text in single quotes: {name} = '{value[1:-1]}'",
        )
    elif value[:1] in ('"', "'") and value.count(value[0]) == 1:
        message, help_ = "this text has no closing quotation mark", f"add {value[0]} at its end"
    elif re.match(r"[\w-]+\s*:", row):
        message, help_ = (
            "this line has a colon where an = must be",
            'a setting is written: name = "text in quotes"',
        )
    return Problem(CONFIG_NAME, "error", "config-syntax", message, help_, line=line, column=column)
