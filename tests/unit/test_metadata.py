import json
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from edblog.kinds.credentials.views import CredentialChip, CredentialPage
from edblog.kinds.pages.views import TextPage
from edblog.kinds.people.views import AuthorChip, AuthorPage
from edblog.kinds.stories.views import PostPage
from edblog.outputs.metadata import json_ld
from edblog.outputs.schema_org import to_script
from edblog.views import Card, HomePage, Link, Pagination, Picture, Site

CENTRAL = timezone(timedelta(hours=-6))
SITE = Site(
    title="Classroom Stories",
    description="What we try and what we learn",
    base_url="https://district.example/stories/",
    root="/stories/",
    language="en",
    menu=(),
    footer=(),
    feeds=(),
    opml="/stories/feeds.opml",
    follow="/stories/follow/",
    write="",
    assets={},
    stylesheets=(),
    icon="",
)
ROSA = AuthorChip(
    title="Rosa Okafor",
    url="/stories/authors/rosa-okafor/",
    role="Grade 4 teacher",
    school="Lincoln School",
    initials="RO",
    tone=1,
    photo=Picture("/stories/authors/rosa.jpg", "Rosa", 400, 400),
    fediverse="",
)
GUEST = AuthorChip(
    title="A guest", url="", role="", school="", initials="AG", tone=0, photo=None, fediverse=""
)
TALK = CredentialChip(
    title="Productive Classroom Talk",
    url="/stories/credentials/talk/",
    tone=0,
    badge=Picture("/stories/credentials/talk.png", "Badge"),
    letter="P",
)
CARD = Card(
    title="Twelve minutes of silence",
    url="/stories/posts/silence/",
    date=datetime(2026, 11, 9, 8, 30, tzinfo=CENTRAL),
    summary="What happens when nobody talks.",
    terms={
        "authors": (ROSA, GUEST),
        "credentials": (TALK,),
        "topics": (Link("Math", "/stories/topics/math/"), Link("Talk", "/stories/topics/talk/")),
    },
    minutes=4,
    image=Picture("/stories/posts/silence/clock.jpg", "A clock", 800, 600),
    lang="en",
)
ONE_PAGE = Pagination(newer="", older="", number=1, newest="/", oldest="/", nearby=())


def page(kind, url, title, **fields):
    common = {"site": SITE, "url": url, "title": title, "description": "", "lang": "en", "policy": ""}
    return kind(**common | fields)


def post(card=CARD, **fields):
    rest = {
        "deck": "",
        "updated": None,
        "contents": (),
        "newer": None,
        "older": None,
        "related": (),
        "comments": None,
        "hashtag": "",
        "is_old": False,
        "newer_about": None,
        "trail": (),
        "follow": (),
        "edit": "",
        "markdown": "",
        "flyer": "",
        "question": None,
        "answers_to": (),
        "questions": "",
    }
    return page(PostPage, card.url, card.title, post=card, writers=(), draft=False, **rest | fields)


def test_a_story_is_a_blog_posting():
    updated = datetime(2026, 11, 12, 9, 0, tzinfo=CENTRAL)

    assert json_ld(post(updated=updated)) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Twelve minutes of silence",
        "description": "What happens when nobody talks.",
        "url": "https://district.example/stories/posts/silence/",
        "mainEntityOfPage": "https://district.example/stories/posts/silence/",
        "datePublished": "2026-11-09T08:30:00-06:00",
        "dateModified": "2026-11-12T09:00:00-06:00",
        "author": [
            {
                "@type": "Person",
                "name": "Rosa Okafor",
                "url": "https://district.example/stories/authors/rosa-okafor/",
            },
            {"@type": "Person", "name": "A guest"},
        ],
        "image": "https://district.example/stories/posts/silence/clock.jpg",
        "inLanguage": "en",
        "keywords": ["Math", "Talk"],
        "about": [
            {
                "@type": "EducationalOccupationalCredential",
                "name": "Productive Classroom Talk",
                "url": "https://district.example/stories/credentials/talk/",
            }
        ],
        "publisher": {
            "@type": "Organization",
            "name": "Classroom Stories",
            "url": "https://district.example/stories/",
        },
    }


def test_a_story_is_at_the_end_of_a_trail():
    stories = Link("Stories", "/stories/posts/")

    assert json_ld(post(trail=(stories, Link(TALK.title, TALK.url))))["mainEntityOfPage"] == {
        "@type": "WebPage",
        "@id": "https://district.example/stories/posts/silence/",
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": 1,
                    "name": "Stories",
                    "item": "https://district.example/stories/posts/",
                },
                {
                    "@type": "ListItem",
                    "position": 2,
                    "name": "Productive Classroom Talk",
                    "item": "https://district.example/stories/credentials/talk/",
                },
                {
                    "@type": "ListItem",
                    "position": 3,
                    "name": "Twelve minutes of silence",
                    "item": "https://district.example/stories/posts/silence/",
                },
            ],
        },
    }


def test_a_picture_with_a_license_is_an_object():
    url = "https://creativecommons.org/licenses/by/4.0/"
    shown = replace(CARD.image, credit="Rosa Okafor", license="CC BY 4.0", license_url=url)

    assert json_ld(post(replace(CARD, image=shown)))["image"] == {
        "@type": "ImageObject",
        "url": "https://district.example/stories/posts/silence/clock.jpg",
        "creditText": "Rosa Okafor",
        "license": url,
    }


def test_a_story_with_nothing_optional_leaves_it_out():
    bare = Card(
        title="Bare",
        url="/stories/posts/bare/",
        date=datetime(2026, 11, 9, tzinfo=CENTRAL),
        summary="",
        terms={},
        minutes=1,
        image=None,
        lang="",
    )

    assert json_ld(post(bare)) == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Bare",
        "url": "https://district.example/stories/posts/bare/",
        "mainEntityOfPage": "https://district.example/stories/posts/bare/",
        "datePublished": "2026-11-09T00:00:00-06:00",
        "dateModified": "2026-11-09T00:00:00-06:00",
        "inLanguage": "en",
        "publisher": {
            "@type": "Organization",
            "name": "Classroom Stories",
            "url": "https://district.example/stories/",
        },
    }


def test_an_author_is_the_person_of_a_profile_page():
    author = page(
        AuthorPage,
        ROSA.url,
        ROSA.title,
        credentials=(),
        author=ROSA,
        links=(Link("Blog", "https://rosa.example/"), Link("Mail", "mailto:rosa@district.example")),
        school=None,
        subjects=(),
        grades=(),
        open_to=(),
        column=None,
        parts={"credentials": (TALK,)},
        stories=1,
        cards=(CARD,),
        pagination=ONE_PAGE,
    )

    assert json_ld(author) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": "https://district.example/stories/authors/rosa-okafor/",
        "inLanguage": "en",
        "mainEntity": {
            "@type": "Person",
            "name": "Rosa Okafor",
            "url": "https://district.example/stories/authors/rosa-okafor/",
            "jobTitle": "Grade 4 teacher",
            "worksFor": {"@type": "Organization", "name": "Lincoln School"},
            "image": "https://district.example/stories/authors/rosa.jpg",
            "sameAs": ["https://rosa.example/"],
        },
    }


def test_a_credential_is_a_micro_credential_recognised_by_its_issuer():
    credential = page(
        CredentialPage,
        TALK.url,
        TALK.title,
        description="Talk that moves everybody's thinking.",
        credential=TALK,
        issuer="Digital Promise",
        link="https://issuer.example/talk",
        hashtag="ClassTalk",
        hashtags="/stories/hashtags/#classtalk",
        write="",
        competency="The educator plans talk moves.",
        key_method="",
        evidence=(),
        renewal=(),
        stack=None,
        stories=1,
        cards=(CARD,),
        pagination=ONE_PAGE,
    )

    assert json_ld(credential) == {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": "Productive Classroom Talk",
        "url": "https://district.example/stories/credentials/talk/",
        "description": "Talk that moves everybody's thinking.",
        "credentialCategory": "MicroCredential",
        "competencyRequired": "The educator plans talk moves.",
        "recognizedBy": {"@type": "Organization", "name": "Digital Promise"},
        "image": "https://district.example/stories/credentials/talk.png",
        "sameAs": "https://issuer.example/talk",
        "mainEntityOfPage": "https://district.example/stories/credentials/talk/",
    }


def test_the_front_page_is_a_site_with_a_blog():
    home = page(
        HomePage,
        "/stories/",
        "Classroom Stories",
        lead=None,
        latest=(),
        archive="",
        welcome="",
        pinned=0,
    )

    assert json_ld(home) == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "mainEntity": {
            "@type": "Blog",
            "name": "Classroom Stories",
            "url": "https://district.example/stories/",
        },
        "name": "Classroom Stories",
        "description": "What we try and what we learn",
        "url": "https://district.example/stories/",
        "inLanguage": "en",
        "publisher": {
            "@type": "Organization",
            "name": "Classroom Stories",
            "url": "https://district.example/stories/",
        },
    }


def test_other_pages_say_nothing():
    assert json_ld(page(TextPage, "/stories/about/", "About")) is None


def test_a_title_cannot_end_the_script_it_stands_in():
    data = {"b": "</script><!--", "a": "Q&A 'x' \u2028\u2029\ud800"}

    assert (
        to_script(data)
        == r'{"a":"Q\u0026A \u0027x\u0027 \u2028\u2029\ud800","b":"\u003c/script\u003e\u003c!--"}'
    )


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_any_data_survives_and_can_be_written(data):
    text = to_script(data)

    assert json.loads(text) == data
    assert not set("<>&'\u2028\u2029").intersection(text)
    assert text.encode() == to_script(dict(reversed(data.items()))).encode()
