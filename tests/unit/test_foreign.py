"""Fields by which other programs hide, protect or date a story: found in every spelling, and nothing else is."""

from __future__ import annotations

import pytest

from edblog.files.types import draft_name, looks_like_a_draft
from edblog.kinds import KINDS
from edblog.sources.front_matter.foreign import foreign, words_of
from edblog.sources.front_matter.parsing import parse
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings

HELD = """
    Draft: true|DRAFT: yes|drafts: true|is_draft: true|isDraft: true|published: false|publish: no|status: draft
    visibility: private|hidden: true|Hidden: yes
    drfat: true|darft: true|publised: false|status: Draft|state: draft|post_status: private|wp-status: pending
    unlisted: true|private: true|noindex: true|sitemap: false|sitemap: {exclude: true}|sitemap_exclude: true
    exclude: true
    seo: {noindex: true}|robots: noindex|robots: "noindex, nofollow"|robotsNoIndex: true
    eleventyExcludeFromCollections: true|_build: {list: never}|build: {render: never}|permalink: false
    search: {exclude: true}|extra: {draft: true}|params: {private: true}
    hide: true|hide_from_feed: true|hideFromList: true|exclude_from_search: true|nav_exclude: true
    show_in_list: false|show: false|list: false|index: false|listed: false|public: false|isPublic: no|live: false
    ready: no|ready_to_publish: no|not_ready: yes|do_not_publish: true|dg-publish: false|publish: not yet
    published: ""|internal: true|wip: true|approved: false|unpublished: true|borrador: true|publicado: no
    archived: true|render: false|feed: false|headless: true|nolist: true|draft_status: draft|confidential: yes
    status: not published|status: secret stuff|publish: false|published: 0|published: off|Published: False
    _draft: true|draft_: true|draft.: true|hugo_draft: true|unpublish: true|expired: true|visibility: "me only"
    status: 3|public_access: no|access: {public: false}|published: tomorrow|status: Pending Review|visibility: 0|unpublished_at: 2026-01-01
    drafft: true|pubilsh: false|satus: draft|visability: private|hiden: yes|published: flase|permissions: private|archived: yes
    cascade: {draft: true}|wp: {post_status: future}|hugo: {_build: {render: never}}|publish: [no]
    ｄｒａｆｔ: true|drafting: true|publishing: false|hold: true|on_hold: yes|online: false|offline: true|status: in progress|status: submitted
"""
PROTECTED = """
    password: secret|Password: 12|protected: true|members_only: true|membersOnly: yes|access: members|tier: gold
    tiers: [gold]|visibility: members|paywall: true|login_required: true|requiresAuth: true|access_level: staff
    visible_to: staff|passwrod: x|membership: gold|paywalled: yes|password_protected: yes|subscriber-only: true|for_members: yes
    tiers: [gold, silver]|tier: premium|audience: staff only|audience: internal|audience: members
"""
DATED = """
    publishDate: 2027-05-01|publish_date: 2027-05-01|pubDate: May 1, 2027|PUBDATE: 2027-05-01
    publish_on: 2027-05-01|published_at: 2027-05-01T08:00:00Z|publishedAt: 2027-05-01|go_live: 2027-05-01
    goLiveDate: 5/1/2027|golive: 2027-05-01|embargo: 2027-05-01|embargo_until: 2027-05-01|scheduled: 2027-05-01
    scheduled: true|scheduled_for: next week|schedule: 2027-05-01|release_date: 2027-05-01
    go-live: 2027-05-01|live_at: 2027-05-01|publish-at: 2027-05-01 09:00|scheduledPublishDate: 2027-05-01
    available_from: 2027-05-01|date_published: 2027-05-01|published: 2027-05-01|datePublished: 2027-05-01
    visible_from: 2027-05-01|show_after: 2027-05-01|hidden_until: 2027-05-01|draft_until: May 1, 2027|hold_until: 2027-05-01
"""
ENDING = """
    expiryDate: 2026-12-01|expires: 2026-12-01|expiry: soon|expirationDate: 2027|expire_on: 2027-01-01
    unpublish: 2027-01-01|unpublish_on: 2027-01-01|unpublishDate: 2027-01-01|remove_after: 2027-01-01
    hide_after: 2027-01-01|visible_until: 2027-01-01|valid_until: 2027-01-01|take_down: 2027-01-01
    expiers: 2027-01-01|available_until: 2027-01-01|unpublishAt: 2027-01-01|offline_on: 2027-01-01
    takedown_date: 2027-01-01|delete_on: 2027-01-01
"""
HARMLESS = """
    published: true|publish: yes|status: published|visibility: public|hidden: false|private: no|unlisted: false
    noindex: false|sitemap: true|sitemap: {priority: 0.5}|password: ""|password:|protected: false|access: public
    access: open|expires: never|expires:|expiryDate: ""|publishDate: 2026-01-31|pubDate: January 31, 2026
    published: 2026-01-31|published_at: 2026-01-31T09:00:00
    toc: true|hide: [navigation, toc]|hide: [toc]|hide_toc: true|hideMeta: true|show_date: false|showToc: false
    hide_title: true|ShowReadingTime: false|hide_table_of_contents: true|show_author: false|hideComments: true
    comments_enabled: false|nav_order: 3|layout: post|tags: [draft]|categories: [private]|publisher: Edutopia
    comment_status: closed|ping_status: closed|published_in: Edutopia|published_by: Pat|state: Ohio|state: New Mexico|craft: paper|success: true
    accessible: true|level: beginner|audience: teachers|members: [Rosa, Luis]|members: 12|released: 1999
    schedule: Mondays|duration: 2 hours|grade: 3|featured: true|math: true|date_format: x|lastmod: 2026-02-01
    modified: 2026-02-01|display: grid|list: [a, b]|feature: no|public_comments: false|mood: curious|index: 3
    series: Drafts and Dragons|like: no|love: false|stats: no|weight: 0|subtitle: not a draft|time: 2 hours
    release: 2.0|drafted_by: Pat|author_status: retired|side: true|robots: index|robots: all
    tier: 2|Tier: Tier 2|tier: [2, 3]|tiers: 1-3|tier: II|tier: universal|tier: free|mtss_tier: 3|access: yes|level: 2|period: 3
    status: earned|status: awarded|status: ongoing|status: finished|start_date: 2026-02-02|end_date: 2026-02-20|active_since: 2019-09-01
    private_school: yes|schools: private|on_hold: no|hold: plank|online: true|audience: parents|audience: everyone
"""
"""Fields and values, each of which stands by itself between bars."""


def lines(table):
    return [line for row in table.split("\n") for line in row.strip().split("|") if line]


def found(line):
    """What is found in a line of front matter, in a story of January 31."""
    ((key, value),) = parse("x.md", f"---\n{line}\n---\nWords.\n").fields.items.items()
    return foreign(key, value, (2, 1), "2026-01-31")


def kinds(table):
    return {line: getattr(found(line), "kind", None) for line in lines(table)}


def test_what_hides_a_story_elsewhere_is_found():
    assert {
        line for line, kind in kinds(HELD).items() if kind not in ("draft", "hidden", "unlisted")
    } == set()


def test_what_protects_a_story_elsewhere_is_found():
    assert {line for line, kind in kinds(PROTECTED).items() if kind not in ("protection", "hidden")} == set()


def test_what_dates_a_story_elsewhere_is_found():
    assert {line for line, kind in kinds(DATED).items() if kind != "date"} == set()


def test_what_takes_a_story_down_elsewhere_is_found():
    assert {line for line, kind in kinds(ENDING).items() if kind != "end"} == set()


def test_what_would_show_the_story_or_is_about_something_else_is_not():
    assert {line: kind for line, kind in kinds(HARMLESS).items() if kind} == {}


def test_the_same_words_are_found_however_they_are_written_together():
    written = (
        "publishDate",
        "publish_date",
        "publish-date",
        "PublishDate",
        "PUBLISH_DATE",
        "publishdate",
        "PUBLISHDATE",
    )

    assert {words_of(key) for key in written} == {("publish", "date")}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-5-1", "2027-05-01"),
        ("2027-05-01T09:30:00-06:00", "2027-05-01"),
        ("May 1, 2027", "2027-05-01"),
        ("5/1/2027", "2027-05-01"),
        ("May 2027", ""),
        ("noon", ""),
        ("9:30", ""),
        ("10 days", ""),
        ("9" * 200, ""),
    ],
)
def test_the_day_is_what_the_text_names_and_never_todays(text, day):
    assert found(f'embargo: "{text}"').day == day


def story(*lines):
    text = "\n".join(["---", "title: Jar", *lines, "---", "It filled up.", ""])
    return text.encode()


def told(path, *lines):
    """Severity, code and line of what is said of a file."""
    reading = read(path, story(*lines), ReadSettings("America/Chicago", "en"), KINDS)
    return [(p.severity, p.code, p.line) for p in reading.problems]


def test_a_second_date_is_wrong_only_where_it_is_another_day():
    own = ("date: 2026-01-31", "author: rosa")

    assert told("content/posts/jar.md", *own, "publishDate: 2026-02-01") == [("error", "foreign-date", 5)]
    assert told("content/posts/jar.md", *own, "publishDate: 2026-01-31T08:00:00Z") == [
        ("warning", "unknown-key", 5)
    ]
    assert told("content/posts/jar.md", *own, "created: 2025-01-01") == [("warning", "unknown-key", 5)]


def test_where_the_file_name_dates_a_story_another_day_is_wrong():
    path = "content/posts/2026-01-31-jar.md"

    assert told(path, "author: rosa", "created: 2026-01-31") == [("warning", "unknown-key", 4)]
    assert told(path, "author: rosa", "created: 2025-01-01") == [("error", "foreign-date", 4)]
    assert told(path, "author: rosa", "Date: 2025-01-01") == [("error", "foreign-date", 4)]


def test_a_date_of_another_name_is_named_once():
    """And not missed a second time."""
    assert told("content/posts/jar.md", "author: rosa", "pubDate: 2026-01-31") == [
        ("error", "foreign-date", 4)
    ]


def test_a_draft_is_safe_already():
    own = ("date: 2026-01-31", "author: rosa", "draft: yes")

    assert told("content/posts/jar.md", *own, "password: x") == [("warning", "foreign-protection", 6)]
    assert told("content/posts/_drafts/jar.md", *own[:2], "hidden: true") == [("warning", "foreign-draft", 5)]


def test_the_status_of_a_credential_is_its_own():
    credential = ("name: Talk", "issuer: NEA")

    assert told("content/credentials/talk.md", *credential, "status: retired")[1:] == [
        ("warning", "unknown-key", 5)
    ]
    assert told("content/credentials/talk.md", *credential, "status: draft")[1:] == [
        ("error", "foreign-draft", 5)
    ]


def test_somebody_who_is_introduced_may_be_hidden_elsewhere():
    author = "author: {name: Luis Ortega, hidden: true}"

    assert told("content/posts/jar.md", "date: 2026-01-31", author) == [("error", "foreign-draft", 4)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("content/posts/_drafts/x.md", "_drafts"),
        ("content/posts/DRAFTS/2026/x.md", "DRAFTS"),
        ("content/posts/draft/x.md", "draft"),
        ("content/posts/_private/x.md", "_private"),
        ("content/posts/_posts/x.md", ""),
        ("content/posts/DRAFT unit/x.md", "DRAFT unit"),
        ("content/posts/_x.md", "_x.md"),
        ("content/posts/DRAFT.md", "DRAFT.md"),
        ("content/posts/DRAFT x.md", "DRAFT x.md"),
        ("content/posts/DRAFTx.md", "DRAFTx.md"),
        ("content/posts/2026-01-31-DRAFT-x.md", "2026-01-31-DRAFT-x.md"),
        ("content/posts/_x/index.md", "_x"),
        ("content/posts/DRAFT-x/INDEX.MD", "DRAFT-x"),
        ("content/posts/DRAFTSMANSHIP.md", ""),
        ("content/posts/draft-horses.md", ""),
        ("content/posts/drafty/x.md", ""),
        ("content/posts/x.md", ""),
        ("content/posts/index.md", ""),
    ],
)
def test_names_that_make_a_draft(path, name):
    assert draft_name(path) == name


@pytest.mark.parametrize(
    ("stem", "is_like"),
    [
        ("draft-horses", True), ("Draft jar", True), ("(draft) jar", True), ("[DRAFT] jar", True), ("jar DRAFT", True),
        ("jar (draft)", True), ("jar.draft", True), ("jar-DRAFT", True),
        ("my-first-draft", False), ("drafting", False), ("redrafted", False), ("jar", False),
    ],
)  # fmt: skip
def test_names_that_may_mean_a_draft(stem, is_like):
    assert looks_like_a_draft(stem) is is_like
