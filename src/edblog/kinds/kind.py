"""What a kind of content is: the questions that the stages of a build ask each of them."""

from __future__ import annotations

from typing import ClassVar

from edblog.model import Document


class Kind:
    """A kind of content, such as stories or events: what it has beside what every kind has.

    A kind overrides what is special to it. Its methods import what they need when they are called, so that a build
    with nothing to do loads the records alone.
    """

    record: ClassVar[type[Document]]
    """What its files are read into."""
    what: ClassVar[str]
    """One of them, in messages: `a story`."""

    @property
    def folder(self) -> str:
        """The folder of its files below `content/`."""
        return self.record.folder
