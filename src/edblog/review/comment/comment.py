"""Writes the comment on a pull request: problems, notes, passed checks, and the date and address of each text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from edblog.problems.checks import CHECKS, CRITERIA, PRIVACY_LAWS
from edblog.review.comment.escaping import block, code, plain, prose
from edblog.review.comment.fine import counted, fine, names_of
from edblog.services.hosts import HOSTS, address
from edblog.views.proposal import Proposal, ProposedProblem, ProposedText
from edblog.web.urls import encode

MARKER = "<!-- edblog: the comment on a proposal -->"
"""The first line of a comment, by which a later run finds it."""
LIMIT = 60_000
"""The most bytes of a comment; GitHub allows 65,536 characters."""
_MOST = {"fix": 20, "know": 10}
_FACTS, _REVIEW = 8_000, 30_000
"""The most bytes of passed checks and of the review in the details, which always have room in a comment."""
_SAID_BELOW = frozenset(["draft", "scheduled"])
"""Codes of notices about texts whose date the comment shows anyway."""
# Linear: the closing bracket must be the last character of the text.
_LAW = re.compile(r" \((?:WCAG|advice of WCAG)[^()]*(?:\([^()]*\)[^()]*)*\)$")
_NOTHING_TO_DO = "There is nothing for you to do."
_PHRASES = {
    "replace": "replace the line with this one",
    "add": "add this line below it",
    "delete": "delete this line",
}


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a proposal, for links; each field may be unknown."""

    host: str = ""
    """A key of `HOSTS`."""
    repository: str = ""
    """Absolute URL of the repository that the change comes from."""
    branch: str = ""
    commit: str = ""
    preview: str = ""
    """Absolute URL of a preview of the change."""
    base_url: str = ""
    """Absolute URL of the home page."""
    timezone: str = "UTC"
    looked: datetime | None = None
    """The time of the comment."""
    review: str = ""
    """A description of the change in Markdown, for the reviewer."""


def comment(proposal: Proposal, place: Place) -> str:
    """The comment in Markdown, at most `LIMIT` bytes."""
    fix = [problem for problem in proposal.problems if problem.severity == "error"]
    know = [p for p in proposal.problems if p.severity != "error" and p.is_own and p.code not in _SAID_BELOW]
    facts = list(fine(proposal))
    blocks = [f"{MARKER}\n## {_title(proposal, fix)}"]
    if fix:
        blocks += [f"### To fix ({len(fix)})", *_faults(fix, proposal, place, _MOST["fix"])]
        blocks.append(_then(fix, place))
    if know:
        blocks += [f"### To know ({len(know)})", *_faults(know, proposal, place, _MOST["know"])]
    if not fix and not know:
        blocks.append(_NOTHING_TO_DO)
    if facts and fix:
        blocks += [f"### Fine ({len(facts)})", _list(facts)]
    blocks += _when(proposal, place)
    if place.preview:
        blocks.append(
            f"[See how it will look]({_url(place.preview)}), on a phone and on a computer (a zip file with pictures)."
        )
    return _fitted(blocks, _details(proposal, facts if not fix else [], place), _foot(place))


def _title(proposal: Proposal, fix: Sequence[ProposedProblem]) -> str:
    writers = {name for text in proposal.texts for name in names_of(proposal, text)}
    thanks = f"Thank you, {plain(_first(next(iter(writers))))}." if len(writers) == 1 else "Thank you."
    own = sum(problem.is_own for problem in fix)
    if own:
        return f"{thanks} {_number(own)} to fix, then somebody here reads it."
    if fix:
        return f"{thanks} Something else on this site has to be fixed first, and somebody here looks at it."
    return f"{thanks} Everything is fine: somebody here reads it now."


def _first(name: str) -> str:
    """The first name of a person; the whole name if it starts with a title such as Dr."""
    first = name.split(" ", maxsplit=1)[0]
    return name if "." in first or len(first) < 2 else first


def _number(count: int) -> str:
    return "One thing" if count == 1 else f"{count:,} things"


def _faults(
    problems: Sequence[ProposedProblem], proposal: Proposal, place: Place, most: int
) -> Iterator[str]:
    for problem in problems[:most]:
        yield _fault(problem, proposal, place)
    if len(problems) > most:
        yield f"And {len(problems) - most:,} more, which the check lists."


def _fault(problem: ProposedProblem, proposal: Proposal, place: Place) -> str:
    """The Markdown of a problem: the message, the place, and the line to paste."""
    message, help_ = _LAW.sub("", problem.message), _LAW.sub("", problem.help)
    repair = problem.repair
    if _is_private(problem):
        # A comment is read by more people than a file: what should not be public is not repeated.
        message, repair = re.sub(r'"[^"]*"', "something here", message), None
        help_ = help_.partition("\n")[0]
    parts = [f"**{prose(_capital(message))}.**", f"It is in {_where(problem, proposal, place)}."]
    if not problem.is_own:
        parts.append("Your change does not touch this file, so somebody here looks at it.")
    first, *lines = help_.split("\n")
    if repair is None:
        parts.append(f"{prose(_capital(first))}{'.' if first[-1:] not in ('', '?', ':', '.') else ''}")
        shown = "\n".join(f"    {line}" for line in lines[:10])
        return "\n\n".join(filter(None, (" ".join(parts), *map(block, shown.splitlines()))))
    change = "" if repair.do == "delete" else ", and change the words if they do not fit"
    parts.append(f"{_opened(problem, place)} {_PHRASES[repair.do]}{change}:")
    return f"{' '.join(parts)}\n\n{block(repair.line)}"


def _is_private(problem: ProposedProblem) -> bool:
    check = CHECKS.get(problem.code)
    return check is None or any(law in check.basis for law in PRIVACY_LAWS)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where(problem: ProposedProblem, proposal: Proposal, place: Place) -> str:
    """The file and line of a problem, as a link if the address is known."""
    own = [text for text in proposal.texts if text.path == problem.path]
    # A story and the page of its writer are often new together.
    is_it = own and [text.what for text in proposal.texts].count(own[0].what) == 1
    label = f"line {problem.line:,} of {'your ' + _noun(own[0]) if is_it else code(problem.path)}"
    url = _address("view", problem, place, place.commit)
    return f"[{label}]({url}#L{problem.line})" if url else label


def _noun(text: ProposedText) -> str:
    return plain(text.what.partition(" ")[2] or "text")


def _opened(problem: ProposedProblem, place: Place) -> str:
    url = _address("edit", problem, place, place.branch)
    return f"[Open it]({url})," if url else "Open it,"


def _address(page: str, problem: ProposedProblem, place: Place, branch: str) -> str:
    """The address of a file at the host; empty if it is not known."""
    host = HOSTS.get(place.host)
    is_safe = ".." not in problem.path.split("/") and not problem.path.startswith("/")
    if host is None or not (place.repository and branch and is_safe):
        return ""
    return _url(address(getattr(host, page), place.repository, branch=branch, path=problem.path))


def _url(url: str) -> str:
    """An address encoded for the parentheses of a Markdown link."""
    return re.sub(
        r"[^\w:/?#\[\]@!$&'*+,;=.~%-]",
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()),
        url,
        flags=re.ASCII,
    )


def _then(fix: Sequence[ProposedProblem], place: Place) -> str:
    """The sentence about the button with which the writer saves the change."""
    if not any(problem.is_own for problem in fix):
        return _NOTHING_TO_DO
    host = HOSTS.get(place.host)
    button = f"press **{host.upload_buttons[0]}**" if host and host.upload_buttons else "save the file"
    again = "This comment looks again by itself, within a few minutes."
    return f"Then {button}. {again}"


def _when(proposal: Proposal, place: Place) -> Iterator[str]:
    """The date and address of each new or changed text."""
    if not proposal.texts:
        return
    yield "### When and where it appears"
    for text in proposal.texts[:10]:
        name = f"{plain(text.title)}: " if len(proposal.texts) > 1 else ""
        url = f"{place.base_url.rstrip('/')}/{encode(text.url)}" if place.base_url else f"/{text.url}"
        yield f"{name}{_moment(text, place)} Its address will be:\n\n{code(url)}"
    if len(proposal.texts) > 10:
        yield f"And {len(proposal.texts) - 10:,} more texts."


def _moment(text: ProposedText, place: Place) -> str:
    if text.state == "draft":
        return "It is a draft: it appears when its line `draft: true` is deleted."
    if text.state == "over":
        return "Its day is over, so only its own page shows it."
    if text.moment is None:
        return "As soon as somebody here has approved it."
    return f"On **{spoken(text.moment, place.timezone)}**, if somebody here has approved it by then; otherwise as soon as somebody does."


def spoken(moment: datetime, timezone: str) -> str:
    """A time in words: `Monday, November 30, 2026, at 7:00 AM Central Time`; only the day for midnight."""
    from babel.dates import format_date, format_time, get_timezone_name

    try:
        here = moment.astimezone(ZoneInfo(timezone))
    except (OverflowError, ValueError):
        return moment.date().isoformat()
    day = format_date(here, "full", locale="en_US")
    if (here.hour, here.minute) == (0, 0):
        return day
    zone = get_timezone_name(here, width="long", return_zone=False, locale="en_US", zone_variant="generic")
    time = format_time(here, "short", locale="en_US").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return f"{day}, at {time} {zone}"


def _details(proposal: Proposal, facts: Sequence[str], place: Place) -> str:
    """The details for the reviewer, in a `details` element that is closed at first."""
    looked = f"What was looked at ({counted(len(facts), 'thing')}, all fine), and notes" if facts else "Notes"
    lines = [f"<details><summary>{looked} for the person who reviews it</summary>", ""]
    if facts:
        lines += [_shortened(_list(facts), _FACTS), ""]
    checks = filter(None, (CHECKS.get(problem.code) for problem in proposal.problems))
    laws = sorted({_rule(check.basis) for check in checks if check.basis})
    if laws:
        lines.append(f"- What was found concerns: {', '.join(laws)}")
    if any(_is_private(problem) for problem in proposal.problems):
        lines.append(
            "- Something here may identify a person. The commits keep it, even after it is fixed: squash them when you merge."
        )
    if proposal.left_out:
        lines.append(f"- {counted(proposal.left_out, 'more problem')} did not fit into the report")
    lines += [
        f"- {counted(proposal.changed, 'file')} changed; read every one outside `content/` line by line",
        "- Names, faces and stories can identify a student in ways that no program finds",
        f"- Checked with edblog {plain(proposal.edblog)}",
    ]
    if place.review:
        lines += ["", _shortened(place.review.strip(), _REVIEW)]
    return "\n".join((*lines, "", "</details>"))


def _rule(basis: str) -> str:
    """The name of a rule for people: `FERPA`, or `WCAG 1.1.1 Non-text Content`."""
    return f"WCAG {basis} {CRITERIA[basis]}" if basis in CRITERIA else basis


def _shortened(text: str, most: int) -> str:
    """As many lines of a text as fit into a number of bytes."""
    kept: list[str] = []
    for line in text.split("\n"):
        most -= len(line.encode()) + 1
        if most < 0:
            return "\n".join((*kept, "", "There was no room for the rest of this list."))
        kept.append(line)
    return text


def _foot(place: Place) -> str:
    parts = ["Stuck? Write below: a person reads it."]
    if place.looked:
        commit = f"{code(place.commit[:7])} " if place.commit else ""
        parts.append(f"Last looked at {commit}on {spoken(place.looked, place.timezone)}.")
    return " · ".join(parts)


def _list(facts: Sequence[str]) -> str:
    return "\n".join(f"- {fact}" for fact in facts)


def _fitted(blocks: Sequence[str], details: str, foot: str) -> str:
    """The comment from its parts, with as many blocks as fit into `LIMIT`. No report can crowd out what the reviewer is told."""
    end = f"\n\n{details}\n\n{foot}\n"
    cut = "There was no room for the rest of this comment; the check has all of it."
    room = LIMIT - len(end.encode()) - len(cut.encode()) - 8
    kept: list[str] = []
    for part in blocks:
        room -= len(part.encode()) + 2
        if room < 0:
            kept.append(cut)
            break
        kept.append(part)
    return "\n\n".join(kept) + end
