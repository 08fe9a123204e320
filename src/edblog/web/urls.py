"""Slugs and URLs. All URLs are built here.

URLs follow RFC 3986. Paths of outputs are relative, with `/`; URL paths start with the path of `base_url`, so that links
also work on a site in a folder (`https://district.example/stories/`).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from edblog.files.names import RESERVED_NAMES, with_plain_spaces

# A single run of one character class: linear.
_SAFE = re.compile(r"[A-Za-z0-9/\-._~!$&'()*+,;=:@]*").fullmatch
HOME_SLUG = "home"
"""Slug of the page whose text is at the top of the home page."""
_NOT_WORD = re.compile(r"[^\w]+")
# Letters that Unicode does not decompose into a plain letter and an accent; ligatures become two letters. Apostrophes, similar
# letters, and characters without width are dropped.
_LETTERS = str.maketrans(
    {
        **dict(zip("đĐðÐħĦłŁøØıŧŦĸŋŊ", "dDdDhHlLoOitTknN", strict=True)),
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ĳ": "ij", "Ĳ": "IJ",
        **dict.fromkeys("'’‘ʼʻ\u00ad\u200b\u2060\ufeff", ""),
    }
)  # fmt: skip
_DATE_PREFIX = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[-_ ]+(?=\S)")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """A lower-case slug of ASCII letters, digits and hyphens; other scripts keep their letters.

    >>> slugify("Una pregunta más, Łódź")
    'una-pregunta-mas-lodz'
    """
    if text.isascii():
        plain = text.replace("'", "")
    else:
        plain = unicodedata.normalize("NFC", _without_accents(text.translate(_LETTERS)))
    return _slug(plain)


def _without_accents(text: str) -> str:
    """The text without accents on Latin letters. Combining marks of other scripts stay, because they are part of the word."""
    folded = unicodedata.normalize("NFKD", text)
    kept = []
    is_latin = False
    for character in folded:
        if unicodedata.combining(character):
            if is_latin:
                continue
        else:
            is_latin = character < "\u0250"
        kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def former_slug(text: str) -> str:
    """The slug of a text until November 2026. Never change it, because those addresses must stay valid.

    >>> former_slug("Łódź")
    'łodz'
    """
    folded = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(c for c in folded if not unicodedata.combining(c)) if _was_latin(folded) else text
    words = _NOT_WORD.sub("-", unicodedata.normalize("NFC", plain).lower().replace("_", "-"))
    slug = words.strip("-")
    return f"{slug}-" if slug in RESERVED_NAMES else slug


def _was_latin(text: str) -> bool:
    return all(ord(c) < 0x250 or unicodedata.combining(c) or not c.isalpha() for c in text)


def _slug(plain: str) -> str:
    lower = plain.lower().replace("_", "-")
    if lower.isascii():
        slug = _NOT_WORD.sub("-", lower).strip("-")
    else:
        # `\w` does not match the vowel signs of Hindi or Thai.
        slug = "-".join(
            "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in lower).split()
        )
    return f"{slug}-" if slug in RESERVED_NAMES else slug


def split_date(stem: str) -> tuple[tuple[int, int, int] | None, str]:
    """The date at the start of a file name, or None, and the rest of the name."""
    match = _DATE_PREFIX.match(stem)
    if match is None:
        return None, stem
    year, month, day = map(int, match.groups())
    return (year, month, day), stem[match.end() :]


def root_of(base_url: str) -> str:
    """The path of a base URL, with `/` at both ends."""
    return "/" + "".join(f"{part}/" for part in urlsplit(base_url).path.split("/") if part)


def origin_of(base_url: str) -> str:
    """Scheme and host of a base URL, without a final `/`."""
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def encode(path: str) -> str:
    """A path for use in a URL, percent-encoded (RFC 3986)."""
    return path if _SAFE(path) else quote(path, safe="/-._~!$&'()*+,;=:@")


def ascii_url(url: str) -> str:
    """An absolute URL in ASCII: the host in Punycode (RFC 5891), the rest percent-encoded (RFC 3987, section 3.1)."""
    if url.isascii():
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return quote(url, safe=_ASCII)
    user, at, host = parts.netloc.rpartition("@")
    name = ".".join(map(_ascii_label, unicodedata.normalize("NFC", host.lower()).split(".")))
    rest = (quote(part, safe=_ASCII) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, quote(user, safe=_ASCII) + at + name, *rest))


_ASCII = "".join(map(chr, range(0x21, 0x7F)))


def _ascii_label(label: str) -> str:
    # Not Python's `idna` codec: by its rules of 2003, ß becomes ss, which is another host.
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def is_on_site(address: str) -> bool:
    """Whether an address, as written, is a path on this site."""
    return bool(address) and not address.lower().startswith(("http://", "https://", "mailto:"))


def output_of(url_path: str) -> str:
    """The output file for a URL path; both are relative, to the output folder and to the site's root."""
    return f"{url_path}index.html" if not url_path or url_path.endswith("/") else url_path


def collision_key(path: str) -> str:
    """A key that is equal for paths that some file systems or hosts treat as the same: case, Unicode form, special spaces."""
    if path.isascii():
        return path.lower()
    # Canonical caseless matching (Unicode, section 3.13, D145), which is broader than any file system's.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", with_plain_spaces(path)).casefold())


def readable_date(moment: datetime) -> str:
    """A date for a message, with the time unless that is midnight."""
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M}"
