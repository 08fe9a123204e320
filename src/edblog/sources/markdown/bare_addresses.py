"""Addresses of the web that stand in a text as mere words, where a writer would expect a player or a link."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from edblog.sources.markdown.accessibility import LONG_ADDRESS
from edblog.sources.markdown.checked_text import Find, SourceText

# Nearly every address is part of something, as the signs before it say; to look at them alone is quick.
_LONE = re.compile(
    r"://(?<!\]\(http://)(?<!\]\(https://)(?<!<http://)(?<!<https://)(?<!\"http://)(?<!\"https://)(?<!: http://)(?<!: https://)"
)
# What an address may be part of is read as a whole, and what is left over are bare ones. Each form begins with a sign of its own. What is
# read is not read again; and a form that fails has met a sign with which another one begins, or the end of its line.
_SCAN = re.compile(
    r"<!--[^-]*+(?:-(?!->)[^-]*+)*+"
    r"|<(?i:(a|pre|code|samp|kbd|script|style))(?=[\s>])[^<]*+(?:<(?!/(?i:\1)\b)[^<]*+)*+"
    r"|<[A-Za-z/!][^<>]*+>"
    r"|\]\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+"
    r"|\n[ \t>]{0,12}\[(?!\^)[^\[\]\n]*+\]:[ \t]*+(?:\n[ \t]*+)?\S*+"
    r"|\*\[[^\[\]\n]*+\]:[^\n]*+"
    r"|\[[^\[\]]*+(?=\][(\[])"
    r"|=[\"']?https?://[^\s\"'<>]*+"
    r"|(https?://[\w-]++(?:\.[\w-]++)++[^\s<>\[\]|\"`]*+)"
    r"|(H(?:ttps?|TTPS?)://[\w-]++(?:\.[\w-]++)++[^\s<>\[\]|\"`]*+)"
    r"|((?<![\w./@-])www\.[\w-]++(?:\.[\w-]++)++[^\s<>\[\]|\"`]*+)"
)
_LONE_WWW = re.compile(r"(?<![\w./@\"'(<=-])www\.[a-z0-9]", re.IGNORECASE)
# An address of email, from its sign; what may be before that is looked at only then.
_EMAIL = re.compile(r"@(?=[A-Za-z0-9])[\w-]++(?:\.[\w-]++)++")
_NAME = re.compile(r"[\w.+-]{1,64}$")
# Most known hosts end so.
_KNOWN_END = re.compile(r"\.(?:com|be|org|app|ly|social)/")
# From the start of a line, each sign once.
_HALF = re.compile(r"\n[ \t>*+_-]*+(?:\d{1,2}[.)] )?([A-Za-z0-9][A-Za-z0-9.-]*+/[^\s<>\[\]|\"`]++)")
_ENDINGS = ".,;:!?*_'’”)}"
_HOLDER = re.compile(r" {0,3}(?:[-*+] |\d{1,9}\. |!!! |: |\[\^)")
_ITEM = re.compile(r"[ \t]*+(?:[-*+] |\d{1,9}\. )")


def addresses(text: SourceText) -> Iterator[Find]:
    """Addresses that are no links."""
    prose = text.prose
    if not (_LONE.search(prose) or ("www." in prose and _LONE_WWW.search(prose))):
        return
    code: list[tuple[int, int]] | None = None
    for found in _SCAN.finditer(prose):
        typed = found[2] or found[3] or (f"https://{found[4]}" if found[4] else "")
        if not typed or prose[found.start() - 1].isalnum():
            continue
        if found[4] and _KNOWN_END.search(typed):
            line = prose.rfind("\n", 0, found.start())
            # One of a known host at the start of a line has a rule of its own.
            if (half := _HALF.match(prose, line)) and half.start(1) == found.start():
                continue
        code = _indented(prose) if code is None else code
        if not _is_within(code, found.start()):
            yield Find(found.start(), "bare-address", *_said(_trimmed(typed)))


def emails(text: SourceText) -> Iterator[Find]:
    """Email addresses that are no links."""
    prose = text.prose
    found = []
    for sign in _EMAIL.finditer(prose):
        name = _NAME.search(prose, max(0, sign.start() - 64), sign.start())
        if name and prose[name.start() - 1] not in ("/", ":", "@", "<"):
            found.append((name, sign))
    if not found:
        return
    hidden, code = [part.span() for part in _SCAN.finditer(prose)], _indented(prose)
    for name, sign in found:
        at = name.start()
        if not _is_within(hidden, at) and not _is_within(code, at):
            address = _trimmed(name[0].lstrip(".+-") + sign[0])
            message = "this email address is not a link, so nobody can click it"
            yield Find(at, "bare-address", message, f"if strangers may write to it: <{address}>")


def half_addresses(text: SourceText) -> Iterator[Find]:
    """Addresses that begin a line with the name of a known host, and without `https://`."""
    prose = text.prose
    if not _KNOWN_END.search(prose):
        return
    code: list[tuple[int, int]] | None = None
    hidden: list[tuple[int, int]] | None = None
    for found in _HALF.finditer(prose):
        if "." not in found[1].partition("/")[0]:
            continue
        from edblog.embeds import Refusal, find_player

        address = f"https://{_trimmed(found[1])}"
        there = find_player(address)
        if isinstance(there, Refusal) and there.reason not in ("incomplete", "elsewhere", "short"):
            continue
        code = _indented(prose) if code is None else code
        hidden = [part.span() for part in _SCAN.finditer(prose)] if hidden is None else hidden
        if not _is_within(code, found.start(1)) and not _is_within(hidden, found.start(1)):
            message = "this is not a link: a web address starts with https://"
            help_ = f"write: {_shown(address)}, on a line of its own, with a blank line above and below"
            if isinstance(there, Refusal):
                help_ = there.help if there.reason == "short" else f"write a link: [words]({_shown(address)})"
            yield Find(found.start(1), "bare-address", message, help_)


def _said(address: str) -> tuple[str, str]:
    """What is wrong with a bare address, and what to do."""
    from edblog.embeds import HostPlayer, find_player

    there = find_player(address)
    link = f"[words]({_shown(address)})"
    if isinstance(there, HostPlayer):
        message = "this address is not on a line of its own, so it becomes neither a player nor a link"
        help_ = f"give it a line of its own, with a blank line above and below; or make it a link: {link}"
        return message, help_
    message = "this web address is not a link, so nobody can click it"
    if there.reason == "short":
        return message, there.help
    if len(address) > LONG_ADDRESS:
        return message, f"write what is there, and the address behind it: {link}"
    return message, f"write <{address}>, or better, what is there: {link}"


def _shown(address: str) -> str:
    return address if len(address) <= 100 else "https://…"


def _trimmed(typed: str) -> str:
    """An address without the signs that belong to the sentence around it."""
    shorter = typed.rstrip(_ENDINGS)
    # What was opened within it is closed within it: `https://en.wikipedia.org/wiki/Jar_(vessel)`.
    return f"{shorter})" if typed.startswith(f"{shorter})") and "(" in shorter else shorter


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, (at, at)) - 1
    return number >= 0 and at < spans[number][1]


def _indented(prose: str) -> list[tuple[int, int]]:
    """Where lines are code because of the spaces before them; in what an item or a note holds, these are four more."""
    spans = []
    start = 0
    holds = code = fenced = False
    was_blank = True
    for line in prose.split("\n"):
        text = line.lstrip(" \t>" if line.lstrip()[:1] == ">" else " \t")
        width = len(line[: len(line) - len(text)].rpartition(">")[2].expandtabs(4))
        if not text:
            was_blank = True
        else:
            if width < 4:
                holds = bool(_HOLDER.match(line)) or (holds and not was_blank)
                code = fenced = False
            elif text.startswith(("```", "~~~")) or fenced:
                # A fence within an item is none at the start of a line.
                fenced = fenced != text.startswith(("```", "~~~"))
                code = True
            elif width >= (8 if holds else 5 if line.lstrip()[:1] == ">" else 4) and (code or was_blank):
                code = not (holds and _ITEM.match(line))
            else:
                code = False
            if code:
                spans.append((start, start + len(line)))
            was_blank = False
        start += len(line) + 1
    return spans
