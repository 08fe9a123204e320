"""Codes of languages, and the language in the name of a file, such as `jar.es.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

ISO_639_1 = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu "
        "fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn "
        "ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os "
        "pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw "
        "ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    ).split()
)
"""The languages with a code of two letters."""
_OF_COUNTRIES = {
    "cn": "zh-Hans", "cz": "cs", "dk": "da", "gr": "el", "hn": "es", "jp": "ja", "kp": "ko", "mx": "es",
    "ph": "tl", "sp": "es", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""Codes that people write for a language, and that are those of a country or of nothing."""
# Linear: each part starts with a hyphen, which no part contains.
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""A language tag of BCP 47, in the forms that sites use."""


def language_in(path: str, languages: Iterable[str] = ()) -> str:
    """The language tag in the name of a file, as it is written there: `es` for `jar.es.md`; empty if there is none.

    A tag is one of `languages`, or has a language of ISO 639-1: the end of `notes.old.md` is no language.
    """
    stem, _, tag = PurePosixPath(path).stem.rpartition(".")
    if not stem or not TAG.fullmatch(tag):
        return ""
    is_known = tag.partition("-")[0].lower() in ISO_639_1
    return tag if is_known or tag.lower() in {language.lower() for language in languages} else ""


def unknown_language(tag: str) -> tuple[str, str] | None:
    """What is wrong with a tag whose language does not exist, and what to do; None if it may. Codes of three letters are too many to know."""
    code = tag.partition("-")[0].lower()
    if len(code) != 2 or code in ISO_639_1:
        return None
    better = _OF_COUNTRIES.get(code)
    return (
        f'there is no language "{tag}"',
        f"write {better}" if better else "write a tag such as en, es or pt-BR",
    )


def text_beside(path: str, language: str) -> str:
    """The path of the text that the file with this language in its name translates: `jar.md` for `jar.es.md`."""
    ending = PurePosixPath(path).suffix
    return path.removesuffix(ending).removesuffix(f".{language}") + ending
