"""Reads JSON from strangers so that every program reads it alike (I-JSON, RFC 7493), within limits.

Names that stand twice in an object, numbers that a double cannot hold exactly, `NaN`, lone surrogates, deep nesting and long lists are
refused: two readers could understand them differently, so a signature over them would say nothing.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from typing import Any, NoReturn

from edblog.badges.refusal import RefusedError

MAX_BYTES = 2_000_000
"""The longest JSON of a badge, with the pictures in it."""
MAX_DEPTH = 32
MAX_VALUES = 10_000
MAX_ITEMS = 400
"""The most entries of a list: JSON-LD compares each with each."""
_MOST = 2**53 - 1


def read_json(data: bytes, what: str = "badge") -> dict[str, Any]:
    """The JSON object in these bytes, as UTF-8. Raises `RefusedError`."""
    if len(data) > MAX_BYTES:
        raise RefusedError("too-large", f"the {what} has more than {MAX_BYTES:,} bytes")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_int=_integer,
            parse_float=_number,
        )
    except UnicodeDecodeError:
        raise RefusedError("not-json", f"the {what} is not UTF-8") from None
    except RecursionError:
        raise RefusedError("too-deep", f"the {what} is nested more than {MAX_DEPTH} deep") from None
    except ValueError as error:
        place = f": {error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise RefusedError("not-json", f"the {what} is not JSON{place}") from None
    if not isinstance(value, dict):
        raise RefusedError("not-json", f"the {what} is not a JSON object")
    _limited(value, what)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RefusedError("duplicate-key", f"the name {shown(twice)} stands twice in one object")
    return found


def _no_number(text: str) -> NoReturn:
    raise RefusedError("number", f"{text} is not a number of JSON")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > _MOST:
        raise RefusedError("number", "an integer beyond 2^53, which programs read differently (RFC 8785)")
    return int(text)


def _number(text: str) -> float | int:
    """A number; one without a fraction is an integer, as it is to JavaScript, to JCS and to JSON-LD."""
    number = float(text) if len(text) < 400 else float("inf")
    if abs(number) == float("inf"):
        raise RefusedError("number", "a number beyond the range of doubles (RFC 8785)")
    if not number.is_integer():
        return number
    if abs(number) > _MOST:
        raise RefusedError("number", "an integer beyond 2^53, which programs read differently (RFC 8785)")
    return int(number)


def _limited(value: dict[str, Any], what: str) -> None:
    """Refuses what is too deep, too long, or no Unicode text. Without recursion."""
    waiting: list[tuple[Any, int]] = [(value, 1)]
    count = 0
    while waiting:
        inner, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise RefusedError("too-deep", f"the {what} is nested more than {MAX_DEPTH} deep")
        if count + len(waiting) > MAX_VALUES:
            raise RefusedError("too-large", f"the {what} has more than {MAX_VALUES:,} values")
        if isinstance(inner, str):
            _unicode(inner)
        elif isinstance(inner, dict):
            for name, item in inner.items():
                _unicode(name)
                waiting.append((item, depth + 1))
        elif isinstance(inner, list):
            if len(inner) > MAX_ITEMS:
                raise RefusedError("too-large", f"a list has more than {MAX_ITEMS} entries")
            waiting += [(item, depth + 1) for item in inner]


def _unicode(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise RefusedError("not-json", "half of a surrogate pair, which is no character") from None


def shown(value: object, length: int = 60) -> str:
    """A value of the badge for a message: short, in quotes, without control characters."""
    text = value if isinstance(value, str) else f"({type(value).__name__})"
    text = "".join(c if c.isprintable() else "?" for c in text[: length + 1])
    return f'"{text[:length]}…"' if len(text) > length else f'"{text}"'


def from_base64url(text: str, what: str) -> bytes:
    """The bytes of base64url without padding (RFC 7515). Raises `RefusedError` if another text would say the same bytes."""
    from base64 import urlsafe_b64encode

    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        data = b""
    if urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise RefusedError("encoding", f"the {what} is not base64url without padding")
    return data


def listed(value: Any) -> list[Any]:
    """The values of a property, which JSON-LD writes as a list or alone; none if it is missing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """A text of a badge; empty if it is something else. Of a text in several languages, the first."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return value if isinstance(value, str) else ""


def id_of(value: Any) -> str:
    """The identifier of an object, or the identifier that stands in its place; empty if there is none."""
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else ""
