"""Files in `content/` that are neither texts nor media, and files in `data/` that nothing reads: a line for each that says why it is not published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from edblog.files.types import (
    EXPORT_ADVICE,
    HEIC_ADVICE,
    OPTIONAL,
    PUBLISHED,
    describes_its_folder,
    draft_name,
    extension,
    listed_extensions,
)
from edblog.problems import Problem, did_you_mean
from edblog.problems.checks import problem_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_WORD_PROCESSORS = frozenset([".doc", ".docx", ".odt", ".pages", ".rtf"])
_TEXTS = frozenset([".txt", ".markdown", ".mdown", ".mkd", ".mdx", ".text", ""])


_BETTER = {
    ".heic": HEIC_ADVICE,
    ".heif": HEIC_ADVICE,
    ".hif": HEIC_ADVICE,
    **EXPORT_ADVICE,
    ".svgz": "save it as plain SVG",
    ".srt": "save it as WebVTT, with the ending .vtt",
    ".docm": "save it as PDF; documents with macros are never published",
    ".pptm": "save it as PDF; documents with macros are never published",
    ".xlsm": "save it as PDF; documents with macros are never published",
    ".zip": "put the files themselves here; nobody can see what is in a ZIP file",
}
"""What to do with files that people often have."""


def not_read(path: str, kinds: Sequence[Kind]) -> Problem:
    """The notice for a file that edblog does not read. The first of the kinds is what the site is about."""
    parts = PurePosixPath(path).parts
    folders = [kind.folder for kind in kinds]
    first = f"content/{folders[0]}/"
    kind = extension(path)
    name = parts[-1]
    if parts[0] == "data":
        message = "edblog reads no file of this name in data/, so it is not published"
        help_ = "to publish it as it is, put it into static/"
    elif kind == ".md" and describes_its_folder(name):
        message = "a file of this name describes its folder, so it is not published"
        help_ = "if it is a story, give it another name"
    elif len(parts) < 3 or parts[1] not in folders:
        here = f"content/{parts[1]}/" if len(parts) > 2 else "content/ itself"
        message = f"edblog reads nothing in {here}, so this file is not published"
        near = did_you_mean(parts[1], folders) if len(parts) > 2 else ""
        if draft_name(first + "/".join(parts[1:])):
            near = f"put drafts into {first}drafts/; edblog serve --drafts shows them"
        help_ = near or f"put {kinds[0].what} into {first}"
    elif kind in _WORD_PROCESSORS:
        message = "this is a file of a word processor, so it is not published"
        help_ = f"copy its text into a new file {PurePosixPath(name).stem}.md"
    elif kind in _TEXTS:
        message = "the name of this file does not end in .md, so it is not published"
        help_ = f"if it is a story, rename it to {PurePosixPath(name).stem}.md"
    elif kind in OPTIONAL:
        message = f"files of the type {kind} are not published here"
        help_ = f'save it as PDF, or ask whoever looks after the site for a setting in edblog.toml: [files] types = ["{kind[1:]}"]'
    elif kind in _BETTER:
        message = f"files of the type {kind} are not published"
        help_ = _BETTER[kind]
    else:
        message = f"files of the type {kind} are not published"
        help_ = f"these are, where a text uses them: {listed_extensions(PUBLISHED)}"
    return problem_of("not-published", path, message, help_, 1, 1)
