"""All settings in `edblog.toml`: name, table, meaning, default, example, and allowed values.

The guide for districts has the same rows, and a test compares them. So the texts are written for the person who looks
after a school's website.
"""

# No `from __future__ import annotations`: the annotations contain the declarations, and are needed at run time.
from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal, Self

import msgspec

from edblog.deploy import wrong_address as wrong_target
from edblog.files.feeds import FEED_FORMATS
from edblog.model.links import KnownLink
from edblog.options import option
from edblog.services.comments import Choice, comments_schema, read_options
from edblog.services.editors import NONE as NO_EDITOR
from edblog.services.editors import SERVICES
from edblog.services.hosts import HOSTS
from edblog.services.sharing import SERVICES as PLACES
from edblog.settings import frame, submit, values
from edblog.settings.address import ADDRESS, clean_address, wrong_address
from edblog.settings.digests import Current, Digests
from edblog.settings.impact import Impact
from edblog.settings.limits import Limits
from edblog.settings.plain_language import PlainLanguage
from edblog.settings.podcast import Podcast
from edblog.settings.programs import Programs

quoted = "`{}`".format
"""Puts a word into Markdown's quotes for code."""

# fmt: off
# Formatted by hand as a table: one line per setting, or the meaning and the rest on lines of their own.


class Menu(msgspec.Struct, frozen=True):
    """`[menu]`: the entries of the menu, their order and their names."""

    order: Annotated[tuple[str, ...], option(
        "which [entries of the menu](#the-menu) come first; the others follow in their usual order", ("about", "stories"),
    )] = ()
    hide: Annotated[tuple[str, ...], option("entries to leave out of the menu; their pages stay", ("follow",))] = ()
    names: Annotated[dict[str, Annotated[str, option(
        pattern=r"\S", advice="write the words; or name the entry under hide, and remove it here",
    )]], option("other words for entries", {"authors": "Teachers"}, clean=values.stripped)] = {}


class Footer(msgspec.Struct, frozen=True):
    """`[footer]`: the bottom of every page."""

    text: Annotated[str, option(
        "[a sentence or two](#words-with-links) at the bottom of every page, in place of `description`",
        "Written by our educators.", check=frame.wrong_links,
    )] = ""
    address: Annotated[str, option(
        "how to reach the district, at the bottom of every page; each line on a line of its own",
        "stories@district.example", check=frame.wrong_links,
    )] = ""


class Announcement(msgspec.Struct, frozen=True):
    """`[announcement]`: one line at the top of every page."""

    text: Annotated[str, option(
        "[one line](#words-with-links) at the top of every page", "No school on Monday.", check=frame.wrong_links,
    )] = ""
    until: Annotated[datetime | None, option(
        "the last day on which it is shown, or a date and time in `timezone` at which it ends: `2026-12-04 15:30:00`",
        date(2026, 12, 4), default_text="no end", clean=frame.end_moment, schema=frame.moment_schema,
        refusal='"until" must be a date, or a date and a time',
        advice="write the last day: until = 2026-12-04, or a time: until = 2026-12-04 15:30:00",
    )] = None
    """In UTC."""

    def is_over(self, now: datetime) -> bool:
        """Whether the announcement has expired at a time."""
        return self.until is not None and self.until <= now


class Feeds(msgspec.Struct, frozen=True):
    """`[feeds]`: how readers can follow the site without an account."""

    formats: Annotated[
        tuple[Annotated[str, option(choices=FEED_FORMATS, refusal="there is no feed format {}")], ...],
        option("which feeds are written; the OPML file lists the first one, and an empty list means none", ("atom",)),
    ] = ("rss", "atom")
    size: Annotated[int, option("how many of the newest stories each feed has", 50, low=1, high=1000)] = 20
    hub: Annotated[str, option(
        "a [WebSub hub](#websub) that tells feed readers at once what is new; feeds name it", "https://hub.example.org/",
        default_text="none", pattern=r"^(https://[^\s<>\"'#]+)?\Z", expected="an address that starts with https://", clean=str.strip,
    )] = ""


class Pictures(msgspec.Struct, frozen=True):
    """`[pictures]`: the sizes in which photos are published."""

    widths: Annotated[tuple[Annotated[int, option(low=100, high=4000)], ...], option(
        "how wide the [smaller versions of photos](#photos) are, in pixels; an empty list means none",
        (640, 1280), clean=sorted,
    )] = (480, 960, 1600)
    webp: Annotated[bool, option(
        "whether each photo, drawing and smaller version is also published [as WebP](#photos), which is smaller", False
    )] = True


class Privacy(msgspec.Struct, frozen=True):
    """`[privacy]`: allowed names and addresses in texts, and the rule for photos of people."""

    allow: Annotated[tuple[Annotated[str, option(expected="a name, a number or an address", pattern=r"\S")], ...], option(
        "[names, numbers and addresses of people](#privacy-and-accessibility) that any text may show; "
        "`*@` and a domain allows every address there",
        ("555-0100", "*@partner.example"), expected="a list of texts in quotes", check=values.wrong_allow,
        advice='write: allow = ["office@district.example", "555-0100"]',
    )] = ()
    region: Annotated[str, option(
        "where phone numbers without a country code are from", "MX",
        expected="the two letters of a country, as in ISO 3166-1", choices=values.REGIONS, check=values.wrong_region,
    )] = "US"
    photo_release: Annotated[Literal["optional", "required"], option(
        'with `"required"`, a text with a photo must say whether people in it can be recognized; without that, or without '
        "their release, it is an error",
        "required", advice='write: photo_release = "required", or photo_release = "optional"',
    )] = "optional"


class Files(msgspec.Struct, frozen=True):
    """`[files]`: additional types of files to publish."""

    types: Annotated[tuple[str, ...], option(
        "which types of files may be published besides [those that always are](#files): "
        + ", ".join(map(quoted, values.FILE_TYPES)),
        ("docx", "pptx"), check=values.wrong_types, clean=values.file_types, schema=values.file_types_schema,
    )] = ()
    """Sorted."""


class Submit(msgspec.Struct, frozen=True):
    """`[submit]`: where writers send their stories."""

    repository: Annotated[str, option(
        "the whole address of the site's repository, to which [the write page](#the-write-page) sends stories",
        "https://github.com/sample-district/stories", default_text="no repository",
        expected="the address of a repository's page", pattern=submit.REPOSITORY, clean=submit.clean_repository,
        advice='write it as the browser shows it: repository = "https://github.com/sample-district/stories"',
    )] = ""
    """Without `/` at its end."""
    branch: Annotated[str, option(
        "the branch from which the site is published", "trunk", expected="the name of a branch", pattern=submit.BRANCH,
    )] = "main"
    host: Annotated[str, option(
        "which git host the repository is on; needed only for a server of your own",
        "forgejo", default_text="guessed from `repository`", choices=tuple(HOSTS), refusal="{} is not a git host that edblog knows",
        advice="the hosts are: " + ", ".join(HOSTS),
    )] = ""
    """A key of `HOSTS`; empty only without a repository."""
    folder: Annotated[str, option(
        "the folder in the repository that has `edblog.toml`, if it is not at the top", "site",
        default_text="the top", check=submit.wrong_folder, clean=submit.clean_folder,
    )] = ""
    """Without `/` at its ends."""
    email: Annotated[str, option(
        "the address to which writers without an account can send stories", "stories@district.example",
        default_text="no address", expected="an email address", pattern=submit.EMAIL,
        advice='write: email = "stories@district.example"',
    )] = ""
    form: Annotated[bool, option("whether there is a form for writing stories, at `/write/`", False)] = True


class Share(msgspec.Struct, frozen=True):
    """`[share]`: the row under a story that shares it, and the pictures that social networks show."""

    cards: Annotated[bool, option(
        "whether a story, event and the like without a picture gets [a drawn one](#cards-for-sharing), with its title", False,
    )] = True

    services: Annotated[
        tuple[Annotated[str, option(choices=tuple(PLACES), refusal="there is no service {} to share a story with")], ...],
        option("where readers can [share a story](#share), in this order; an empty list means that stories have no such row", ("email", "bluesky", "mastodon")),
    ] = tuple(PLACES)


class Stories(msgspec.Struct, frozen=True):
    """`[stories]`: the pages of stories."""

    flyers: Annotated[bool, option(
        "whether each story has a [flyer](#flyers): a page of paper with its picture, three sentences, a QR code and tabs to tear off", True,
    )] = False
    old_after_years: Annotated[int, option(
        "after how many years a story [says that it is old](#old-stories), and leads to newer ones; 0 means never", 5, low=0, high=100,
    )] = 0


class Search(msgspec.Struct, frozen=True):
    """`[search]`: the search of the site."""

    enabled: Annotated[bool, option("whether every page has [a field to search the site](#search)", True)] = False


class Editor(msgspec.Struct, frozen=True):
    """`[editor]`: an editor in the browser, at `/admin/`."""

    service: Annotated[str, option(
        'which [editor](#an-editor-in-the-browser) there is at `/admin/`, or `"none"`', "sveltia", choices=(*SERVICES, NO_EDITOR),
        refusal="there is no editor {}", advice="the editors are: " + ", ".join(SERVICES),
    )] = NO_EDITOR
    integrity: Annotated[str, option(
        "the SHA-384 of the editor's file in `static/admin/`, so that nobody exchanges it unnoticed; a check says what to write",
        "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6", default_text="none", pattern=r"^(sha384-[A-Za-z0-9+/]{64})?\Z", expected="sha384- and 64 characters",
        advice='write: integrity = "", and edblog check says which value belongs here',
    )] = ""
    sign_in: Annotated[str, option(
        "the address of the helper through which people sign in; needed for GitHub, unless they paste a token of their own",
        "https://sign-in.district.example", default_text="none", expected="an address that starts with https://", pattern=r"^(https://[^\s?#@\"'<>]+)?\Z",
    )] = ""
    app_id: Annotated[str, option(
        "the id of the application for signing in that you have made at GitLab, Gitea, Forgejo or Bitbucket", "1a2b3c4d",
        default_text="none", pattern=r"^[^\s\"'<>]*\Z",
    )] = ""

    @property
    def is_on(self) -> bool:
        """Whether the site has an editor."""
        return self.service != NO_EDITOR


class Publish(msgspec.Struct, frozen=True):
    """`[publish]`: where `edblog publish` brings the site."""

    to: Annotated[str, option(
        "where `edblog publish` uploads the site: a folder, or [an address from this table](#publish), without a password",
        "/srv/www/stories", default_text="nowhere", check=wrong_target, clean=str.strip,
    )] = ""
    endpoint: Annotated[str, option(
        "for `s3://` at another company than Amazon: the address of its S3 service", "https://s3.eu-central-2.example.com",
        default_text="Amazon", expected="a web address", pattern=r"^https?://[^\s/@?#]+/?\Z",
    )] = ""
    region: Annotated[str, option(
        "for `s3://`: the region of the bucket", "us-east-2", default_text="as the service decides", pattern=r"^[A-Za-z0-9-]+\Z",
    )] = ""


class Config(msgspec.Struct, frozen=True):
    """The settings of a site."""

    title: Annotated[str, msgspec.Meta(min_length=1), option("the name of the site", "Classroom Stories")]
    base_url: Annotated[str, option(
        "the whole address of the home page, with the folder if the site lives in one", "https://district.example/stories/",
        pattern=ADDRESS, check=wrong_address, clean=clean_address,
    )]
    """Ends with `/`."""
    description: Annotated[str, option(
        "a sentence or two about the site, for search engines, feeds and the bottom of every page",
        "Educators tell what they tried.",
    )] = ""
    language: Annotated[str, option(
        "the language of the site and of the theme's words, as a tag such as `en`, `es` or `pt-BR`; a story may be in "
        "[another](teachers.md#fields-of-a-story)",
        "es", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z",
        refusal="{} is not a language tag", advice='write a tag such as "en", "es" or "pt-BR"', check=values.wrong_language,
    )] = "en"
    languages: Annotated[tuple[Annotated[str, option(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", refusal="{} is not a language tag", advice='write a tag such as "es" or "pt-BR"',
    )], ...], option(
        "the languages into which stories are [translated](#translations), besides `language`, as tags; each gets pages and feeds of its own",
        ("es", "vi"), default_text="none", check=values.wrong_languages,
    )] = ()
    timezone: Annotated[str, option(
        "your time zone, as in the example; it decides when a day begins, and so when a scheduled story appears",
        "America/Denver", check=values.wrong_time_zone,
    )] = "UTC"
    theme: Annotated[str, option("the name of a [theme](#themes), which gives the site its looks", "maple")] = "marigold"
    page_size: Annotated[int, option("how many stories each page of a list has", 12, low=1, high=1000)] = 20
    output: Annotated[str, option(
        "the folder that a build writes to, inside the site's folder; not one that holds something else, such as "
        "`content` or `static`",
        "public", check=values.wrong_output, clean=values.clean_folder,
    )] = "site"
    icon: Annotated[str, option(
        "the picture in the tab of a browser: [a file in `static/`](#icon-and-logo) that ends in "
        + frame.joined_with_or(map(quoted, frame.ICON_TYPES)),
        "favicon.svg", check=partial(frame.wrong_picture, "icon", frame.ICON_TYPES), clean=frame.static_name,
    )] = ""
    """Path in `static/`."""
    logo: Annotated[str, option(
        "a picture beside the title of the site, in place of the theme's flower: a file in `static/` that ends in "
        + frame.joined_with_or(map(quoted, frame.LOGO_TYPES)),
        "logo.svg", check=partial(frame.wrong_picture, "logo", frame.LOGO_TYPES), clean=frame.static_name,
    )] = ""
    """Path in `static/`."""
    logo_alt: Annotated[str, option(
        "the words on the logo, for readers who cannot see it; needed with `logo`", "Sample Valley School District", clean=str.strip,
    )] = ""
    colors: Annotated[dict[str, Annotated[str, option(
        pattern=values.COLOR, expected='a color such as "#0a4fb0"', advice='write # and six digits from 0 to f, as in "#0a4fb0"',
    )]], option("[your own colors](#colors), in place of those of the theme", {"brand": "#0a4fb0"}, clean=values.lowered)] = {}
    dark_colors: Annotated[dict[str, Annotated[str, option(
        pattern=values.COLOR, expected='a color such as "#9cc4ff"', advice='write # and six digits from 0 to f, as in "#9cc4ff"',
    )]], option(
        "the same where readers prefer dark pages; without it, words get the nearest color that can be read there", {"brand": "#9cc4ff"},
        clean=values.lowered,
    )] = {}
    menu: Menu = Menu()
    footer: Footer = Footer()
    announcement: Announcement = Announcement()
    feeds: Feeds = Feeds()
    pictures: Pictures = Pictures()
    privacy: Privacy = Privacy()
    plain_language: PlainLanguage = PlainLanguage()
    files: Files = Files()
    submit: Submit = Submit()
    share: Share = Share()
    stories: Stories = Stories()
    podcast: Podcast = Podcast()
    impact: Impact = Impact()
    digests: Digests = Digests()
    search: Search = Search()
    programs: Programs = Programs()
    editor: Editor = Editor()
    publish: Publish = Publish()
    limits: Limits = Limits()
    comments: Annotated[Choice | None, option(
        "a service for comments under stories; see [Comments](#comments)", default_text="off", read=read_options, schema=comments_schema,
    )] = None
    preview: bool = False
    """Whether the site is only shown on the computer of somebody who writes. Set by a command, not in `edblog.toml`."""
    noindex: bool = False
    """Whether search engines are asked to leave out every page. Set by a command, not in `edblog.toml`."""
    current: Current | None = None
    """The week and the month of the build, on a site with digests. Set by a build, not in `edblog.toml`."""
    links: dict[str, KnownLink] = {}
    """The links to other sites that are gone or have moved, by address. From `data/links.toml`, not from `edblog.toml`."""
    explains: bool = False
    """Whether the site has files that explain words. From the folders in `content/`, not from `edblog.toml`."""

    def at(self, now: datetime) -> Self:
        """The settings at a time: without the announcement after its end."""
        if not self.announcement.is_over(now):
            return self
        return msgspec.structs.replace(self, announcement=Announcement())
