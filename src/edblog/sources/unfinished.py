"""Unfinished text: a git merge conflict, or a comment that is never closed.

Both are errors: the first would publish two versions of a story, the second would hide the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.markdown.checked_text import Find, SourceText

_ABOVE = 2000
"""Characters above a place that are read to find out whether it is in code."""

# Linear: each starts with a line and ends on it, or is a fixed word.
_OURS = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
# After the marker, git writes the name of a branch or a commit; nested quotes have words there.
_THEIRS = re.compile(r"^>{7}(?: \S++(?: \([^\n]*)?)?$", re.MULTILINE)
# Above the common ancestor of both versions, git writes seven bars and a name; a table row has more bars.
_LEFT = re.compile(_THEIRS.pattern + r"|^\|{7} [^\n|]++$", re.MULTILINE)
_COMMENT = re.compile(r"(?<!\\)<!--(?!-?>)")


def conflict_in(path: str, fields: str, first_line: int) -> Problem | None:
    """The error for a merge conflict in front matter."""
    found = next(_conflicts(fields), None)
    if found is None:
        return None
    line, _ = line_and_column(fields, found.at, first_line)
    return problem_of(found.code, path, found.message, found.help, line, 1)


def merge_conflicts(text: SourceText) -> Iterator[Find]:
    """Merge conflicts that git left in a text."""
    return _conflicts(text.prose)


def _conflicts(text: str) -> Iterator[Find]:
    if "<<<<<<<" not in text and ">>>>>>>" not in text and "|||||||" not in text:
        return
    message = "two people changed these lines, and git has put both versions here"
    help_ = "keep one version, or combine the two; then delete the lines <<<<<<<, ======= and >>>>>>>"
    done = 0
    for ours in _OURS.finditer(text):
        if ours.start() >= done:
            end = _THEIRS.search(text, ours.end())
            done = end.end() if end else len(text)
            yield Find(ours.start(), "merge-conflict", message, help_)
    for left in _LEFT.finditer(text, done) if done < len(text) else ():
        # The rest of a conflict whose first line somebody has deleted.
        if not _is_quoted(text, left):
            message = "this line was left behind when somebody combined two versions of this file"
            help_ = "delete it, and check that no text above it appears twice"
            yield Find(left.start(), "merge-conflict", message, help_)


def _is_quoted(text: str, line: re.Match[str]) -> bool:
    above = text.rfind("\n", 0, max(0, line.start() - 1)) + 1
    return text.startswith(">", above) or text.startswith(">", line.end() + 1)


def open_comment(text: SourceText) -> Iterator[Find]:
    """The comment that is never closed."""
    prose = text.prose
    last = prose.rfind("<!--")
    if last < 0 or prose.find("-->", last + 2) >= 0:
        return
    done = 0
    for start in _COMMENT.finditer(prose):
        if start.start() < done or _is_indented_code(prose, start.start()):
            continue
        end = prose.find("-->", start.end())
        if end < 0:
            message = "this comment is never closed, so everything below it would be hidden"
            yield Find(start.start(), "unclosed-comment", message, "write --> where the comment ends")
            return
        done = end + 3


def _is_indented_code(prose: str, at: int) -> bool:
    """Whether a place is in indented code below a paragraph or a heading; below lists and footnotes, indented lines are text."""
    lines = prose[max(0, at - _ABOVE) : at].split("\n")
    if not _is_indented(lines.pop() + "<"):
        return False
    while lines and _is_indented(lines[-1]):
        lines.pop()
    if lines and lines[-1].strip():
        return False
    while lines and (not lines[-1].strip() or _is_indented(lines[-1])):
        lines.pop()
    if not lines:
        return at <= _ABOVE
    while lines and lines[-1].strip():
        if not (lines[-1][0].isalpha() or lines[-1].startswith("#")):
            return False
        lines.pop()
    return True


def _is_indented(line: str) -> bool:
    return bool(line.strip()) and line.expandtabs(4).startswith("    ")
