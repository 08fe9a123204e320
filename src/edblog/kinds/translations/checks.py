"""Problems between a translation and its story."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from typing import Any

from edblog.kinds.stories.record import Post
from edblog.kinds.translations.fields import WITH_OTHERS, as_json
from edblog.kinds.translations.record import Translation
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.web.languages import is_in


def checks(
    own: Translation, story: Post | None, language: str, languages: Collection[str]
) -> Iterator[Problem]:
    """Problems of a translation; `story` is what it translates, if it is there, and `language` that of the site.

    One into none of the `languages` of the site has a problem of its own.
    """
    if own.lang not in languages:
        return
    name = posixpath.basename(own.translates)
    if name.lower().startswith("index."):
        name = "/".join(own.translates.split("/")[-2:])
    if story is None:
        yield Problem(
            own.source,
            "error",
            "translation-of-nothing",
            f'this is a translation of "{name}", and there is no such story',
            f'write the story into "{name}" in the same folder; or rename this file, if it is no translation',
            line=1,
            column=1,
        )
        return
    if is_in(story.lang or language, own.lang):
        yield Problem(
            own.source,
            "error",
            "translation-language",
            f'the story "{name}" is already in this language ("{story.lang or language}")',
            "rename or delete this file; or, if the story is in another language, write that into its field lang",
            line=1,
            column=1,
        )
    for field, value in own.copied.items():
        if value != as_json(_value(story, field)):
            yield Problem(
                own.source,
                "warning",
                "translation-differs",
                f'"{field}" is not the same as in "{name}", and a translation takes it from there',
                f"delete this line; or change it in {name}",
                key=(
                    field,
                    *(("authors", "new_author") if field == "author" else ()),
                    *(("credential",) if field == "credentials" else ()),
                ),
            )
    if story.image and not own.image_alt:
        yield problem_of(
            "translation-without-alt",
            own.source,
            f'the description of the picture at the top is still that of "{name}", for readers of another language',
            'describe in a sentence what the picture shows: image_alt: "…"',
            key=("image_alt", "title"),
        )


def _value(story: Post, field: str) -> Any:
    if field == "series":
        return (*story.series, story.part)
    value = getattr(story, WITH_OTHERS.get(field, field))
    return (value.path if value else "") if field == "image" else value
