"""The front matter fields of an author's page, and of an author who is introduced in a story."""

from __future__ import annotations

from edblog.model import SiteLink
from edblog.sources.front_matter.field import Field, Table, called
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Entries, Line, Prose, WebAddress

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
        called=called("title position job jobtitle occupation subject subjects"),
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
        "links",
        Entries(_LINK, _link, '[{label: "My class blog", url: "https://…"}]'),
        "where else you can be found",
        '[{label: My reading notebook, url: "https://example.org/robin"}]',
        called=called("website url homepage twitter mastodon bluesky linkedin social socials email link"),
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
