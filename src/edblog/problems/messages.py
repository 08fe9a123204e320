"""Messages that the check of files and the form of the write page have in common, with parameters in braces."""

from __future__ import annotations

MISSING = '"{name}" is missing'
TOO_LONG = 'this "{name}" has {count} characters; at most {limit} are allowed'
TOO_MANY = 'this "{name}" has {count:,} entries; at most {limit} are allowed'
NOT_A_DATE = '"{text}" is not a date that edblog can read'
NO_SUCH_DAY = 'there is no such day or time as "{text}"'
OLD_DATE = 'the "date" says that this story was published in the year {year}, before there were blogs'
FAR_DATE = '"{name}" is more than a year ahead: {day}'
SCHEDULED = "this {what} is dated in the future: it appears with the first build on or after {day}"
NO_LETTERS = '"{topic}" cannot be a topic: it has no letters and no digits'
UNKNOWN_ID = 'there is no {what} "{id}"'
TEXT_TOO_LARGE = "this text is too large: it has {size:,} kB, and the limit is {limit:,} kB"
NO_DESCRIPTION = "this picture has no description for people who cannot see it"
EMPTY_DESCRIPTION = '"{alt}" says nothing about the picture to people who cannot see it'
NO_PICTURE = 'there is no picture "{name}"'
VAGUE_LINK = (
    'the link "{words}" does not say where it leads, and screen readers list links by their words alone'
)
ADDRESS_AS_WORDS = (
    "the words of this link are a web address, which screen readers spell out character by character"
)
BARE_ADDRESS = "this web address is not a link, so nobody can click it"
EMPTY_HEADING = (
    "this heading is empty, which confuses people who move from heading to heading with a screen reader"
)
FIRST_LEVEL_HEADING = "this heading is the same size as the story's title, and a page has only one"
HEADING_SKIP = "this is a level {level} heading right after a level {above} heading, so a level is skipped"
HEADING_WITHOUT_SPACE = "without a space after the # characters, this is not a heading"
BOLD_HEADING = (
    "this looks like a heading, but it is only bold, so people who move from heading to heading miss it"
)
TABLE_WITHOUT_HEADERS = "this table has no headers, so people who hear it cannot know what each cell means"
FAKE_LIST = (
    "these bullets were typed by hand, so this is not a real list, and it is read as one long sentence"
)
PEOPLE_IN_PHOTOS = (
    "people can be recognized in these photos, but this file does not say that their families agreed"
)
EVERY_PHOTO = "this district requires an answer for every photo: can people be recognized in it?"
