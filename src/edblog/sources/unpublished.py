"""Notices for files in `content/` and `data/` that edblog does not publish."""

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


_ADVICE = {
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
"""Advice for files of these types, by extension."""


def not_published(path: str, kinds: Sequence[Kind]) -> Problem:
    """The notice for a file that edblog does not publish. The first of the kinds is the main kind of the site."""
    parts = PurePosixPath(path).parts
    folders = [kind.folder for kind in kinds]
    first = f"content/{folders[0]}/"
    type_ = extension(path)
    name = parts[-1]
    if parts[0] == "data":
        message = "edblog does not use a file of this name in data/, so it is not published"
        help_ = "to publish it unchanged, move it into static/"
    elif type_ == ".md" and describes_its_folder(name):
        message = f"a file named {name} describes its folder, so it is not published"
        help_ = "if it is a story, give it another name"
    elif len(parts) < 3 or parts[1] not in folders:
        here = f"content/{parts[1]}/" if len(parts) > 2 else "files directly in content/"
        message = f"edblog does not read {here}, so this file is not published"
        near = did_you_mean(parts[1], folders) if len(parts) > 2 else ""
        if draft_name(first + "/".join(parts[1:])):
            near = f"put drafts into {first}drafts/; edblog serve --drafts shows them"
        help_ = near or f"put {kinds[0].what} into {first}"
    elif type_ in _WORD_PROCESSORS:
        message = "this is a word processor file, so it is not published"
        help_ = f"copy its text into a new file {PurePosixPath(name).stem}.md"
    elif type_ in _TEXTS:
        message = "the name of this file does not end in .md, so it is not published"
        help_ = f"if it is a story, rename it to {PurePosixPath(name).stem}.md"
    elif type_ in OPTIONAL:
        message = f"files of the type {type_} are not published on this site"
        help_ = f'save it as PDF, or ask the people who run the site to allow such files in edblog.toml: [files] types = ["{type_[1:]}"]'
    elif type_ in _ADVICE:
        message = f"files of the type {type_} are not published"
        help_ = _ADVICE[type_]
    else:
        message = f"files of the type {type_} are not published"
        help_ = f"you can use files of these types: {listed_extensions(PUBLISHED)}"
    return problem_of("not-published", path, message, help_, 1, 1)
