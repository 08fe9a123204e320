"""A page about privacy that is true: it lists the services that the settings allow, and what each learns."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from itertools import chain
from pathlib import Path

import pytest
from tests.conftest import CONFIG
from tests.every_kind import BARE
from tests.unit.test_editor import INTEGRITY, PROGRAM

from edblog.services.calendars import SERVICES as CALENDARS
from edblog.services.comments import SERVICES as COMMENTS
from edblog.services.embeds import HOSTS as PLAYERS
from edblog.services.hosts import HOSTS
from edblog.services.learned import LEARNED
from edblog.services.sharing import SERVICES as SHARING

ROOT = Path(__file__).parents[2]
ENTRIES = list(chain(*(registry.items() for registry in (COMMENTS, PLAYERS, CALENDARS, SHARING, HOSTS))))
PAGE = "---\ntitle: Privacy\nshows: services\n---\nWe know little.\n"
ISSO = '[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://talk.district.example/"\n'


@pytest.mark.parametrize(("key", "service"), ENTRIES, ids=[f"{type(s).__name__}-{key}" for key, s in ENTRIES])
def test_every_service_says_what_it_learns(key, service):
    assert service.learns
    assert set(service.learns) <= set(LEARNED)
    # Only a mail program of the reader's own learns no address.
    assert "device" in service.learns or key == "email"


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_of_the_words_is_in_the_theme(language):
    words = tomllib.loads((ROOT / f"themes/common/translations/{language}.toml").read_text())["services"]

    assert [word for word in LEARNED if not words.get(word)] == []


def words(html: str) -> str:
    found = re.search(r'<section class="services prose".*?</section>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def shown(site, settings: str = "", **options: bool) -> str:
    site.write("edblog.toml", f"{CONFIG}{settings}")
    assert site.build(strict=True, **options).problems == ()
    return words(site.output("privacy/index.html"))


@pytest.fixture
def site(make_site):
    return make_site({"content/pages/privacy.md": PAGE})


def test_a_setting_changes_the_page_and_a_clean_build_agrees(site):
    before = shown(site)
    assert "Comments" not in before
    assert "Calendars" not in before
    assert "YouTube" in before

    with_isso = shown(site, ISSO)
    assert "Comments Contacted when you click the button that shows the comments." in with_isso
    assert (
        "Isso (talk.district.example) your internet address and browser; which page you are on;" in with_isso
    )
    assert "Contacted as soon as you open a page" in shown(
        site, ISSO.replace('"isso"\n', '"isso"\nload = "auto"\n', 1)
    )

    few = shown(site, '[share]\nservices = ["email", "bluesky"]\n')
    assert "Your mail program the title and address of the page" in few
    assert "Bluesky" in few
    assert "Facebook" not in few
    quick = site.outputs()
    site.build(clean=True)
    assert site.outputs() == quick


def test_calendars_are_there_once_there_is_an_event(site):
    site.write("content/events/a.md", "---\ntitle: A\nstarts: 2026-03-04 16:00\nplace: Here\n---\n")

    assert "Google Calendar, Outlook on the web your internet address and browser; the title, time" in shown(
        site
    )


def test_the_host_to_which_stories_are_sent_is_named(site):
    found = shown(site, '[submit]\nrepository = "https://github.com/a/b"\n')

    assert "Sending a story Contacted when you send a story or suggest a change. Who Learns GitHub" in found


def test_the_helper_through_which_people_sign_in_to_the_editor_is_named(site):
    site.write("static/admin/sveltia-cms.js", PROGRAM)
    submit = '[submit]\nrepository = "https://github.com/a/b"\n'
    editor = f'[editor]\nservice = "sveltia"\nintegrity = "{INTEGRITY}"\nsign_in = "https://sign-in.district.example"\n'
    site.write("edblog.toml", CONFIG + submit + editor)
    site.build()
    row = (
        "sign-in.district.example your internet address and browser; who you are, if you are signed in there"
    )
    assert row in words(site.output("privacy/index.html"))

    site.write("edblog.toml", CONFIG + submit + editor.replace('"sveltia"', '"none"'))
    site.build()
    assert "sign-in.district.example" not in words(site.output("privacy/index.html"))


def test_only_a_page_that_asks_has_the_list(site):
    site.write("content/pages/privacy.md", PAGE.replace("shows: services\n", ""))
    assert shown(site) == ""

    site.write("content/pages/privacy.md", PAGE)
    site.build()
    assert "YouTube" in words(site.output("privacy/index.html"))


def test_the_list_is_in_the_language_of_the_site(site):
    found = shown(site, 'language = "es"\n')

    assert "Servicios de otros en este sitio" in found
    assert "tu dirección de internet y tu navegador; lo que reproduces" in found
    assert "nada cuenta ni sigue a quienes leen." in found


def test_a_theme_without_a_template_for_pages_shows_it_in_plain_words(make_site):
    site = make_site(
        {"edblog.toml": f'theme = "bare"\n{CONFIG}', "content/pages/privacy.md": PAGE, **BARE}, bare=True
    )
    site.build()
    page = unescape(site.output("privacy/index.html"))

    assert "YouTube" in page
    assert "nothing counts or follows readers." in page


def test_the_sample_page_about_privacy_has_the_list():
    assert "shows: services" in (ROOT / "content/pages/privacy.md").read_text()


@pytest.mark.parametrize("value", ["servces", "everything"])
def test_a_word_that_is_no_choice_is_named(site, value):
    site.write("content/pages/privacy.md", PAGE.replace("shows: services", f"shows: {value}"))
    [problem] = site.build().problems

    assert (problem.code, problem.line, problem.message) == (
        "wrong-value",
        3,
        f'"{value}" is not a choice for "shows"',
    )


def test_the_pages_of_the_podcast_elsewhere_are_among_them(make_site):
    recording = "---\ntitle: A talk\ndate: 2026-01-02\nurl: https://video.example/1\n---\nWe spoke.\n"
    site = make_site({"content/pages/privacy.md": PAGE, "content/recordings/talk.md": recording})
    settings = '[podcast]\nspotify = "https://open.spotify.com/show/0a"\n'

    assert "podcast" not in shown(site)
    assert (
        "Our recordings as a podcast Contacted when you follow the link. Who Learns Spotify your internet"
        in shown(site, settings)
    )
    site.delete("content/recordings/talk.md")
    assert "podcast" not in shown(site, settings)
