"""Definitions of the fields that all kinds of content have, or several of them."""

from __future__ import annotations

from edblog.sources.front_matter.addresses import Aliases, Slug
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.readers import Flag, Language, Names, Prose

SLUG = Field(
    "slug",
    Slug(),
    "the last part of its address, if that is not the file's name",
    "the-question-jar-again",
    label="Last part of the address",
    called=called(
        "permalink url path route link basename",
        ', with the last part of the address alone, as in slug: my-story; an old address goes into "aliases"',
    ),
)
COMMON = (
    Field(
        "lang",
        Language(),
        "the language of its text, if not that of the site: `en`, `es`, `ht`, `vi` …",
        "es",
        label="Language",
        called=called("language locale hreflang"),
    ),
    Field(
        "aliases",
        Aliases(),
        "former addresses on this site, from which readers are sent on",
        "[/the-old/address/]",
        label="Former addresses",
        called=called("alias redirectfrom redirects redirect redirectto oldurl oldurls permalink"),
    ),
    Field(
        "people_in_photo",
        Flag(),
        "whether [people can be recognized](#students) in its photos; `yes` or `no`",
        "no",
        label="People can be recognized in the photos",
        review="look at each photo",
    ),
    Field(
        "photo_release",
        Flag(),
        "whether they, or their families, have agreed in the way that your district asks for; `yes` or `no`",
        "yes",
        label="The people in the photos have agreed",
        review="make sure that the district has their agreement",
    ),
    Field(
        "privacy_ok",
        Names(),
        "names, numbers and addresses of people that are [meant to be public](#students)",
        '["Kim Sample", "555-0100"]',
        label="Meant to be public",
        review="these are not reported any more, so make sure that they may be public",
    ),
)
"""The fields of all kinds, in the order of the guide for teachers."""


def title(meaning: str, example: str, needed: str) -> Field:
    """A field for a title."""
    names = called("headline name heading posttitle seotitle metatitle linktitle")
    return Field("title", Prose(is_typeset=True), meaning, example, needed=needed, called=names)


def summary(meaning: str, example: str) -> Field:
    """A field for a summary of at most 1000 characters."""
    names = called(
        "excerpt description desc abstract subtitle lead lede teaser intro deck snippet blurb metadescription seodescription ogdescription"
    )
    return Field("summary", Prose(1000, is_typeset=True), meaning, example, called=names)


IMAGE_CALLED = {
    "": called(
        "cover coverimage thumbnail thumb thumbnailurl featuredimage featureimage featuredmedia heroimage hero banner bannerimage "
        "headerimage ogimage imageurl picture photo teaserimage socialimage"
    ),
    "alt": called(
        "alt alttext imagealttext imagedescription heroalt coveralt featuredimagealt photoalt picturealt thumbnailalt"
    ),
    "caption": called("caption imagefigcaption figcaption imagecredit"),
}
"""Names that other programs have for the fields of a picture (""), its description ("alt") and its caption."""
