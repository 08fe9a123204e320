"""Checks of the glossary: words without an explanation, and words that are explained twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edblog.kinds.glossary.record import Explanation
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.parsing import Scalar
from edblog.sources.reading import TextFile
from edblog.web.terms import folded


def problems_of(file: TextFile) -> Iterator[Problem]:
    """An error for a word that nothing explains."""
    long = file.parsed.fields.items.get("long") if file.parsed.fields else None
    if file.is_blank and not (isinstance(long, Scalar) and long.text.strip()):
        message = "nothing here explains the word"
        help_ = 'say below the closing --- what it means, or what it stands for: long: "Individualized Education Program"'
        yield problem_of("empty-term", file.path, message, help_, file.parsed.body_line, 1)


def same_terms(terms: Iterable[Explanation]) -> Iterator[Problem]:
    """Warnings for words that another file explains, too, in the same language."""
    first: dict[tuple[str, str], Explanation] = {}
    for term in terms:
        for field, forms in (("term", (term.term,)), ("also", term.also)):
            for form in forms:
                other = first.setdefault((term.lang, folded(form)), term)
                if other is not term:
                    message = f'"{form}" is explained in "{other.source}", too'
                    help_ = "keep one of the two files; stories lead to the first one"
                    yield problem_of("same-term", term.source, message, help_, key=(field,))
                    break
