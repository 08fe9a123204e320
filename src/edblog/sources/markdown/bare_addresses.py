"""Finds web and email addresses that were meant as links or players, but are plain words on the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from edblog.problems import messages
from edblog.sources.markdown.accessibility import LONG_ADDRESS
from edblog.sources.markdown.checked_text import Find, SourceText

# A quick test: the characters before most addresses show that they are part of a link or the like.
_LONE = re.compile(
    r"://(?<!\]\(http://)(?<!\]\(https://)(?<!<http://)(?<!<https://)(?<!\"http://)(?<!\"https://)(?<!: http://)(?<!: https://)"
)
# Reads everything that an address can be part of as a whole; the addresses left over are bare. Linear: each form starts with a character
# of its own, and a form that fails ends at the start of another form or at the end of its line.
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
# An email address from its @; the name before it is read only afterwards.
_EMAIL = re.compile(r"@(?=[A-Za-z0-9])[\w-]++(?:\.[\w-]++)++")
_NAME = re.compile(r"[\w.+-]{1,64}$")
# The domains of most known hosts end like this.
_KNOWN_END = re.compile(r"\.(?:com|be|org|app|ly|social)/")
# Linear: from the start of a line, each character once.
_HALF = re.compile(r"\n[ \t>*+_-]*+(?:\d{1,2}[.)] )?([A-Za-z0-9][A-Za-z0-9.-]*+/[^\s<>\[\]|\"`]++)")
_ENDINGS = ".,;:!?*_'’”)}"
_HOLDER = re.compile(r" {0,3}(?:[-*+] |\d{1,9}\. |!!! |: |\[\^)")
_ITEM = re.compile(r"[ \t]*+(?:[-*+] |\d{1,9}\. )")


def addresses(text: SourceText) -> Iterator[Find]:
    """Web addresses that are not links."""
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
            # `half_addresses` reports those of known hosts at the start of a line.
            if (half := _HALF.match(prose, line)) and half.start(1) == found.start():
                continue
        code = _indented(prose) if code is None else code
        if not _is_within(code, found.start()):
            yield Find(found.start(), "bare-address", *_message_and_help(_trimmed(typed)))


def emails(text: SourceText) -> Iterator[Find]:
    """Email addresses that are not links."""
    prose = text.prose
    found = []
    for domain in _EMAIL.finditer(prose):
        name = _NAME.search(prose, max(0, domain.start() - 64), domain.start())
        if name and prose[name.start() - 1] not in ("/", ":", "@", "<"):
            found.append((name, domain))
    if not found:
        return
    hidden, code = [part.span() for part in _SCAN.finditer(prose)], _indented(prose)
    for name, domain in found:
        at = name.start()
        if not _is_within(hidden, at) and not _is_within(code, at):
            address = _trimmed(name[0].lstrip(".+-") + domain[0])
            message = "this email address is not a link, so nobody can click it"
            yield Find(at, "bare-address", message, f"if strangers may write to it, write: <{address}>")


def half_addresses(text: SourceText) -> Iterator[Find]:
    """Addresses of known hosts at the start of a line, without `https://`."""
    prose = text.prose
    if not _KNOWN_END.search(prose):
        return
    code: list[tuple[int, int]] | None = None
    hidden: list[tuple[int, int]] | None = None
    for found in _HALF.finditer(prose):
        if "." not in found[1].partition("/")[0]:
            continue
        from edblog.services.embeds import Refusal, find_player

        address = f"https://{_trimmed(found[1])}"
        player = find_player(address)
        if isinstance(player, Refusal) and player.reason not in ("incomplete", "elsewhere", "short"):
            continue
        code = _indented(prose) if code is None else code
        hidden = [part.span() for part in _SCAN.finditer(prose)] if hidden is None else hidden
        if not _is_within(code, found.start(1)) and not _is_within(hidden, found.start(1)):
            message = "this is not a link: a web address starts with https://"
            help_ = f"write: {_shortened(address)}, on a line of its own, with a blank line above and below"
            if isinstance(player, Refusal):
                help_ = f"write a link: [words]({_shortened(address)})"
                if player.reason == "short":
                    help_ = player.help
            yield Find(found.start(1), "bare-address", message, help_)


def _message_and_help(address: str) -> tuple[str, str]:
    from edblog.services.embeds import HostPlayer, find_player

    found = find_player(address)
    link = f"[words]({_shortened(address)})"
    if isinstance(found, HostPlayer):
        message = "this address is not on a line of its own, so it becomes neither a player nor a link"
        help_ = f"give it a line of its own, with a blank line above and below; or make it a link: {link}"
        return message, help_
    message = messages.BARE_ADDRESS
    if found.reason == "short":
        return message, found.help
    if len(address) > LONG_ADDRESS:
        return message, f"say where the link goes: {link}"
    return message, f"write <{address}>, or better, say where the link goes: {link}"


def _shortened(address: str) -> str:
    return address if len(address) <= 100 else "https://…"


def _trimmed(typed: str) -> str:
    """An address without the punctuation of the sentence around it."""
    shorter = typed.rstrip(_ENDINGS)
    # A parenthesis may be part of it: `https://en.wikipedia.org/wiki/Jar_(vessel)`.
    return f"{shorter})" if typed.startswith(f"{shorter})") and "(" in shorter else shorter


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    number = bisect_right(spans, (at, at)) - 1
    return number >= 0 and at < spans[number][1]


def _indented(prose: str) -> list[tuple[int, int]]:
    """The lines of indented code. Below a list item or a footnote, code needs four more spaces."""
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
                # `prose` still has the fenced code of list items.
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
