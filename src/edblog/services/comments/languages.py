"""The languages of comment services, which have their own names for them."""

from __future__ import annotations

from collections.abc import Mapping

from edblog.problems import Problem, did_you_mean
from edblog.services.comments.service import about


def spoken(tag: str, names: Mapping[str, str]) -> str:
    """The service's name for a language; empty if it does not have that language.

    `names` has the service's names by BCP 47 tag in lower case. The tag is shortened from its end until it is
    found (RFC 4647, section 3.4): `zh-Hant-TW` is `zh-hant` before it is `zh`.
    """
    tag = tag.casefold()
    while tag and tag not in names:
        tag = tag.rpartition("-")[0]
    return names.get(tag, "")


def check_language(name: str, names: Mapping[str, str], *key: str, harm: str) -> list[Problem]:
    """A warning about a language in the settings that the service may not have."""
    known = sorted(set(names.values()))
    if not name or name in known:
        return []
    guess = spoken(name, names)
    hint = f'did you mean "{guess}"?' if guess else did_you_mean(name, known)
    return [
        about(
            *key,
            severity="warning",
            code="config-comments-language",
            message=f'{key[0]} may not have the language "{name}"; {harm}',
            advice=hint or f"it has {', '.join(known)}",
        )
    ]
