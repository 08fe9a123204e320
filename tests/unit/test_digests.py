"""Digests: emails with what was new in a week or a month, their plain text, and the feeds from which services send them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import feedparser
import pytest
from PIL import Image
from tests.conftest import CONFIG, post

from edblog.settings.digests import Current, Digests, midnight, period_of

MONDAY = datetime(2026, 2, 2, 6, tzinfo=UTC)
"""The midnight in Chicago at which the fifth week of 2026 is over."""
ON = f'{CONFIG}\n[share]\ncards = false\n\n[digests]\nevery = ["week", "month"]\nabout = ["site", "credentials", "circles"]\n'
_photo = BytesIO()
Image.new("RGB", (1300, 650), "#f2a81d").save(_photo, "JPEG")
FILES = {
    "edblog.toml": ON,
    "content/credentials/talk.md": "---\nname: Productive Talk\nissuer: NEA\n---\nTalk.\n",
    "content/circles/ours.md": "---\nname: Our circle\nfacilitators: [rosa]\ncredentials: [talk]\n---\nWe meet.\n",
    "content/posts/jar.md": post(
        "The jar", "2026-01-28", credentials="[talk]", image="jar.jpg", image_alt="A jar"
    ),
    "content/posts/jar.jpg": _photo.getvalue(),
    "content/posts/two.md": post("Two drafts", "2026-01-30 09:00", summary="The second one was worse."),
    "content/posts/old.md": post("A phone call", "2026-01-25 23:59"),
    "content/events/chat.md": "---\ntitle: Bring your jar\nstarts: 2026-02-05 16:00\nplace: Room 12\ncredentials: [talk]\n---\nCome.\n",
    "content/events/weekly.md": "---\ntitle: Open hour\nstarts: 2026-01-06 16:00\nrepeats: {every: week}\nplace: Room 1\n---\nCome.\n",
    "content/notices/swap.md": "---\ntitle: The swap\nexpires: 2026-02-06\n---\nBring one book.\n",
    "content/recordings/calls.md": "---\ntitle: Nine calls\ndate: 2026-01-29\nurl: https://video.example/1\n---\nA talk.\n",
    "content/resources/ticket.md": "---\ntitle: Exit ticket\nwhat: tool\nadded: 2026-01-27\nurl: https://tool.example/\n---\nThree questions.\n",
}


_PAGES = (
    "home post archive credential credentials author authors topic topics follow page 404 redirect".split()
)
_PAGE = '<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="{{ page.policy }}"><title>{{ page.title }}</title>'
BARE = {
    "edblog.toml": ON.replace("\n[share]", 'theme = "bare"\n\n[share]'),
    "themes/bare/theme.toml": 'name = "bare"\n',
    **{f"themes/bare/templates/{name}.html": _PAGE for name in _PAGES},
}
"""A theme without templates for emails, and with hardly any page."""


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def digests(site) -> set[str]:
    return {path for path in site.outputs() if path.startswith("digests/") and path.endswith(".html")}


def test_a_site_without_the_setting_has_no_digests(make_site):
    site = make_site({**FILES, "edblog.toml": CONFIG})

    site.build(now=MONDAY)

    assert not any("digests/" in path for path in site.outputs())
    assert "digests/" not in site.output("_headers") + site.output("index.html")


def test_a_digest_is_there_when_its_week_or_month_is_over(site):
    before = site.build(now=MONDAY - timedelta(minutes=1))

    assert digests(site) == {
        "digests/index.html",
        "digests/2026-W04/email.html",
        "digests/2026-01/email.html",
        "digests/credentials/talk/2026-01/email.html",
        "digests/circles/ours/2026-01/email.html",
    }
    assert before.until == MONDAY

    site.build(now=MONDAY)

    assert digests(site) >= {
        "digests/2026-W05/email.html",
        "digests/credentials/talk/2026-W05/email.html",
        "digests/circles/ours/2026-W05/email.html",
    }


def test_an_empty_week_makes_no_digest(site):
    site.build(now=MONDAY + timedelta(days=60))

    assert sorted(path.split("/")[1] for path in digests(site) if path.count("/") == 2) == [
        "2026-01",
        "2026-W04",
        "2026-W05",
    ]


def test_what_is_in_a_digest(site):
    site.build(now=MONDAY)

    assert (
        site.output("digests/2026-W05/email.txt")
        == f"""\
Stories
The week of January 26, 2026

Two drafts
==========
The second one was worse.
Rosa Okafor · Maple Street Elementary · January 30, 2026
https://district.example/stories/posts/two/

The jar
=======
It filled up.
Rosa Okafor · Maple Street Elementary · January 28, 2026
https://district.example/stories/posts/jar/

COMING UP

Open hour
Tuesday, February 3, 2026, 4:00\u202fPM, Central
Room 1
https://district.example/stories/events/weekly/

Bring your jar
Thursday, February 5, 2026, 4:00\u202fPM, Central
Room 12
https://district.example/stories/events/chat/

Open hour
Tuesday, February 10, 2026, 4:00\u202fPM, Central
Room 1
https://district.example/stories/events/weekly/

NEW RECORDINGS

Nine calls
https://district.example/stories/recordings/calls/

NEW RESOURCES

Exit ticket
Three questions.
https://district.example/stories/resources/ticket/

ON THE COMMUNITY BOARD

The swap
Until February 6, 2026
Bring one book.
https://district.example/stories/notices/swap/

{"-" * 72}
You tried something, too? Tell us, the messy parts included.
https://district.example/stories/write/

You get this email because you asked for it. It comes only when there is
something new.
See it in your browser
https://district.example/stories/digests/2026-W05/email.html

"""
    )
    about = site.output("digests/credentials/talk/2026-W05/email.txt")
    assert about.startswith("Stories · Productive Talk\n")
    assert [line for line in about.splitlines() if "/posts/" in line or "/events/" in line] == [
        "https://district.example/stories/posts/jar/",
        "https://district.example/stories/events/chat/",
    ]


def test_the_email_is_a_page_with_a_policy_of_its_own(site):
    site.build(now=MONDAY)
    html = site.output("digests/2026-W05/email.html")

    policy = "default-src 'none'; img-src https://district.example; style-src 'unsafe-inline'"
    assert f'content="{policy.replace(chr(39), "&#39;")}"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "<title>Two drafts, and 1 more story</title>" in html
    assert not re.search(r"<(?:script|link|style|svg)|class=", html)
    assert all(
        url.startswith("https://district.example/stories/")
        for url in re.findall(r'(?:src|href)="([^"]*)"', html)
    )
    rules = site.output("_headers")
    assert (
        f"/stories/digests/*email.html\n  Content-Security-Policy: {policy}\n  X-Robots-Tag: noindex\n"
        in rules
    )
    assert "digests/2026-W05" not in site.output("sitemap.xml")
    assert "https://district.example/stories/digests/</loc>" in site.output("sitemap.xml")


def test_pictures_are_those_that_programs_for_email_show(make_site):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"/>'
    site = make_site(
        {
            **FILES,
            "edblog.toml": ON.replace("cards = false", "cards = true"),
            "content/posts/two.md": post("Two drafts", "2026-01-30 09:00", image="two.svg", image_alt="Two"),
            "content/posts/two.svg": drawing,
        }
    )

    site.build(now=MONDAY)

    found = re.findall(
        r'<img src="([^"?]*)[^"]*" alt="([^"]*)"( width="\d+")', site.output("digests/2026-W05/email.html")
    )
    # A drawing is not shown there, but the card of its story is.
    assert found[0] == ("https://district.example/stories/posts/two/card.png", "", ' width="552"')
    assert found[1][0].startswith("https://district.example/stories/media/")
    assert found[1][1:] == ("A jar", ' width="104"')
    for address, _, _ in found:
        assert address.removeprefix("https://district.example/stories/") in site.outputs()


def test_the_feed_has_each_digest_in_full_and_never_moves_one(site):
    site.build(now=MONDAY)
    before = feedparser.parse(site.output("digests/weekly/rss.xml"))

    assert before.bozo is False
    assert [(entry.title, entry.published, entry.id) for entry in before.entries] == [
        (
            "Two drafts, and 1 more story",
            "Mon, 02 Feb 2026 00:00:00 -0600",
            "https://district.example/stories/digests/2026-W05/email.html",
        ),
        (
            "A phone call",
            "Mon, 26 Jan 2026 00:00:00 -0600",
            "https://district.example/stories/digests/2026-W04/email.html",
        ),
    ]
    assert all(entry.link == entry.id for entry in before.entries)
    content = before.entries[0].content[0].value
    assert "Bring your jar" in content
    assert '"/stories/' not in content

    # An edit of a story changes what the digest shows, but neither its date nor its id.
    site.post("two", "Two drafts", "2026-01-30 09:00", summary="The first one was worse.")
    site.build(now=MONDAY + timedelta(days=1))

    after = feedparser.parse(site.output("digests/weekly/rss.xml"))
    assert "The first one was worse." in after.entries[0].content[0].value
    assert [(e.published, e.id) for e in after.entries] == [(e.published, e.id) for e in before.entries]


def test_a_large_week_is_shorter_than_what_gmail_cuts_off(make_site):
    words = "We sorted every question into piles, and nobody knew what to do with the last one. " * 9
    stories = {
        f"content/posts/s{n}.md": post(
            f"Story number {n} with a title that is quite long", "2026-01-29", summary=words
        )
        for n in range(30)
    }
    resources = {
        f"content/resources/r{n}.md": f"---\ntitle: Tool {n}\nwhat: tool\nadded: 2026-01-27\nurl: https://tool.example/{n}\nsummary: {words}\n---\nX.\n"
        for n in range(9)
    }
    site = make_site({**FILES, **stories, **resources})

    site.build(now=MONDAY)
    html = site.output("digests/2026-W05/email.html")

    assert len(html.encode()) < 60_000
    assert html.count("<h2 ") == 12 + len(["coming up", "recordings", "resources", "notices"])
    assert "20 more stories" in html
    assert "4 more</a>" in html
    assert max(len(line) for line in site.output("digests/2026-W05/email.txt").splitlines()) <= 72


def test_a_link_to_a_digest_leads_somewhere(site):
    site.write(
        "content/pages/letters.md",
        "---\ntitle: Letters\n---\nSee [one](/digests/2026-W05/email.html), [all](/digests/).\n",
    )
    site.write(
        "content/pages/wrong.md", "---\ntitle: Wrong\n---\nSee [none](/digests/2026-W03/email.html).\n"
    )

    report = site.build(now=MONDAY)

    assert [(p.path, p.code) for p in report.problems if p.code == "broken-link"] == [
        ("content/pages/wrong.md", "broken-link")
    ]


def test_a_theme_without_templates_for_emails_has_plain_ones(make_site):
    site = make_site(
        {
            **FILES,
            **BARE,
        }
    )

    site.build(now=MONDAY)

    html = site.output("digests/2026-W05/email.html")
    assert "<title>Two drafts (+1)</title>" in html
    assert '<a href="https://district.example/stories/posts/jar/">The jar</a>' in html
    assert "NEW RECORDINGS" in site.output("digests/2026-W05/email.txt")
    assert 'href="/stories/credentials/talk/"' in site.output("digests/index.html")
    assert '<a href="/stories/digests/2026-W05/email.html">The week of 2026-01-26</a>' in site.output(
        "digests/index.html"
    )


@pytest.mark.parametrize(
    ("key", "first", "end"),
    [
        ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2026-W53", "2026-12-28", "2027-01-04"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
    ],
)
def test_weeks_are_those_of_iso_8601(key, first, end):
    period = period_of(key)

    assert (str(period.first), str(period.end)) == (first, end)


def test_a_period_turns_at_midnight_of_the_zone():
    # On the clock of Sydney it is Monday already.
    now = datetime(2026, 10, 4, 14, 30, tzinfo=UTC)

    assert Current.at(now, "Australia/Sydney") == Current("2026-W41", "2026-10")
    assert Current.at(now, "America/Chicago") == Current("2026-W40", "2026-10")
    assert Current("2026-W41", "2026-10").turn(Digests(("week", "month")), "Australia/Sydney") == datetime(
        2026, 10, 11, 13, tzinfo=UTC
    )
    assert Current("2026-W41", "2026-10").turn(Digests(("month",)), "America/Chicago") == datetime(
        2026, 11, 1, 5, tzinfo=UTC
    )
    # Where a day begins an hour late because clocks are changed, it begins at the first moment that there is.
    assert midnight(period_of("2018-11").first.replace(day=4), "America/Sao_Paulo") == datetime(
        2018, 11, 4, 3, tzinfo=UTC
    )
