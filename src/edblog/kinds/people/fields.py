"""The front matter fields of an author's page, and of an author who is introduced in a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edblog.kinds.people.fediverse import SAMPLE, FediverseName
from edblog.kinds.stories.grade_field import Grades
from edblog.kinds.stories.topics import Subjects
from edblog.model import SiteLink
from edblog.options.schema import Schema
from edblog.problems import brief, did_you_mean
from edblog.sources.front_matter.field import Field, Form, Table, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Flag, Line, Names, Prose, WebAddress, one_or_more

OPEN_TO = ("observation", "co-planning", "questions")
"""What an educator may offer colleagues."""


@dataclass(frozen=True)
class Offers(Names):
    """Reads what an educator offers colleagues: one or more of `OPEN_TO`."""

    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """The words."""
        return OPEN_TO

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The words, in the order of `OPEN_TO`. Any other one is noted as a problem and left out."""
        found = []
        for place, text in fields.texts(name):
            word = text.casefold().replace(" ", "-")
            if word not in OPEN_TO:
                help_ = did_you_mean(word, OPEN_TO) or f"write one or more of: {', '.join(OPEN_TO)}"
                fields.note(place, "wrong-value", f'"{brief(text)}" is not a choice for "{name}"', help_)
            found.append(word)
        return tuple(word for word in OPEN_TO if word in found)

    def schema(self) -> Schema:
        """One of the words, or a list of them."""
        words = "|".join(
            "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else "[- ]" for letter in word)
            for word in OPEN_TO
        )
        return one_or_more({"type": "string", "pattern": rf"^\s*({words})\s*$|^\s*$"})


_LINK = Table(
    "a link",
    (
        Field("label", Line(), "the words of the link; if left out, its address", "My reading notebook"),
        Field("url", WebAddress(), "where it leads", '"https://example.org/robin"'),
    ),
    hold_back="delete the link",
)


def _link(values: dict[str, str]) -> SiteLink | None:
    url = values["url"]
    return SiteLink(values["label"] or url.split("://")[-1].rstrip("/"), url) if url else None


FIELDS = (
    Field(
        "name",
        Prose(),
        "your name, as it appears above your stories",
        "Robin Sample",
        needed="Rosa Okafor",
        called=called("title fullname displayname author"),
        is_public=True,
    ),
    Field(
        "role",
        Prose(),
        "what you do",
        "Grade 5 teacher",
        called=called("title position job jobtitle occupation"),
    ),
    Field(
        "school",
        Prose(),
        "where you do it",
        "Example Elementary School",
        called=called(
            "organization organisation institution affiliation district company employer workplace"
        ),
    ),
    Field(
        "subjects",
        Subjects(),
        "what you teach; each has a page that lists its educators",
        "[mathematics, science]",
        called=called("subject teaches"),
    ),
    Field(
        "grades",
        Grades(),
        "the grades that you teach: `prek`, `k`, `1` to `12`, `adult`, or a range such as `3-5`",
        "[4, 5]",
        called=called("grade gradelevel gradelevels"),
    ),
    Field(
        "open_to",
        Offers(),
        "what colleagues may ask you for: `observation` (they visit a lesson), `co-planning`, `questions`",
        "[observation, questions]",
        called=called("opento offers"),
    ),
    Field(
        "listed",
        Flag(),
        "whether you are in the directory, in circles and on the page of your school: `yes` or `no`; if left out, you are there once you "
        "have written a story. With `no`, your page stays for your stories, and search engines are asked to leave it out",
        "no",
        called=called("public hidden unlisted private"),
    ),
    Field(
        "column",
        Prose(),
        "the name of your column, if you write regularly: it gets a page of its own with all your stories by month, a feed, and your photo",
        '"From the superintendent\'s desk"',
        called=called("columnname series"),
    ),
    Field(
        "links",
        Entries(_LINK, _link, '[{label: "My class blog", url: "https://…"}]'),
        "where else you can be found",
        '[{label: My reading notebook, url: "https://example.org/robin"}]',
        called=called("website url homepage twitter mastodon bluesky linkedin social socials email link"),
    ),
    Field(
        "fediverse",
        FediverseName(),
        "your name on Mastodon or another network of the fediverse: there, links to your stories name you",
        SAMPLE,
        called=called("mastodonname mastodonhandle fediversecreator"),
    ),
    *picture(
        "photo",
        "a picture of you, if you like",
        "robin.jpg",
        alt=("what it shows; needed with `photo`", "Robin laughs, in front of a chalkboard"),
        called={
            "": called("avatar picture image headshot portrait"),
            "alt": called("alt avataralt imagealt picturealt alttext"),
        },
    ),
)
INTRODUCED = Table("an author who is introduced in a story", FIELDS, hold_back="delete the author")
"""The fields of an author without a page of their own."""
