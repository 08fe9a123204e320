"""What is true of every place where a page can be shared. A new one is held to it by its line in the registry."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from edblog.services.sharing import MAX_TEXT, SERVICES, Shared

every_service = pytest.mark.parametrize("key", list(SERVICES))
TITLE = '50% más & +1 = #1: "halves" <b>? 👩‍🏫 ماذا لو'
URL = "https://district.example/stories/posts/jar/?a=1&b=2+3#part-2"
PICTURE = "https://district.example/stories/assets/jar%20one.png"
SHARED = Shared(TITLE, URL, "SampleCheckMC", PICTURE)
FILLED_IN = {
    "email": {"subject": TITLE, "body": f"{TITLE}\r\n\r\n{URL}"},
    "bluesky": {"text": f"{TITLE} {URL} #SampleCheckMC"},
    "facebook": {"u": URL},
    "linkedin": {"url": URL},
    "mastodon": {"text": f"{TITLE} {URL} #SampleCheckMC"},
    "pinterest": {"url": URL, "media": PICTURE, "description": f"{TITLE} #SampleCheckMC"},
    "threads": {"text": f"{TITLE} #SampleCheckMC", "url": URL},
    "whatsapp": {"text": f"{TITLE} {URL} #SampleCheckMC"},
    "x": {"text": TITLE, "url": URL, "hashtags": "SampleCheckMC"},
}
NOTHING_WITHOUT_ADDRESS = {"facebook", "linkedin", "pinterest"}


def filled_in(link: str) -> dict[str, str]:
    query = parse_qs(urlsplit(link).query, strict_parsing=True)
    return {name: value for name, [value] in query.items()}


@every_service
def test_everything_is_filled_in(key):
    parts = urlsplit(link := SERVICES[key].link(SHARED))

    assert filled_in(link) == FILLED_IN[key]
    assert parts.scheme == ("mailto" if key == "email" else "https")
    assert parts.fragment == ""


@every_service
@pytest.mark.parametrize(
    "text", [TITLE, "ñ" * 2_000, "語" * 2_000, "👩‍🏫" * 700, "a word " * 300, "", "\ud800", "%%%0A&&##++"]
)
def test_a_link_is_ascii_and_no_server_refuses_it(key, text):
    link = SERVICES[key].link(SHARED._replace(text=text))

    assert link.isascii()
    assert not set(" \"'<>\\^`{}|\n\r+#") & {*link}
    assert len(link) < 8_000


@every_service
def test_what_is_missing_is_left_out(key):
    link = SERVICES[key].link(Shared("A jar", URL))

    if key == "pinterest":
        assert link == ""
    else:
        assert not {"hashtags", "media"} & {*filled_in(link)}
        assert "%23" not in link.replace("%23part-2", "")


def test_pinterest_takes_no_drawings():
    with_picture = "https://district.example/jar.{}?v=1".format

    assert SERVICES["pinterest"].link(SHARED._replace(picture=with_picture("svg"))) == ""
    assert "jar.JPG%3Fv%3D1" in SERVICES["pinterest"].link(SHARED._replace(picture=with_picture("JPG")))


@every_service
def test_a_text_that_has_its_address_already(key):
    text = "Q1 What did you expect? #SampleCheckMC https://district.example/"
    link = SERVICES[key].link(Shared(text))

    if key in NOTHING_WITHOUT_ADDRESS:
        assert link == ""
    elif key == "email":
        assert filled_in(link) == {"subject": text, "body": text}
    else:
        assert filled_in(link) == {"text": text}


@every_service
def test_a_long_text_ends_with_a_whole_word(key):
    long = "word " * 400
    given = filled_in(SERVICES[key].link(SHARED._replace(text=long)))

    for name, value in given.items():
        if value.startswith("word"):
            text = value.partition("…")[0]
            assert text.split() == ["word"] * (19 if name == "subject" else 99)
            assert len(text) < MAX_TEXT
            assert "…" in value


@every_service
def test_a_subject_is_one_line(key):
    link = SERVICES[key].link(SHARED._replace(text="Two\nlines\r\nBcc: everybody@district.example"))

    if key == "email":
        assert filled_in(link)["subject"] == "Two lines Bcc: everybody@district.example"
        assert filled_in(link)["body"] == f"Two\r\nlines\r\nBcc: everybody@district.example\r\n\r\n{URL}"


@every_service
def test_a_service_of_many_servers_says_where_the_name_and_the_text_go(key):
    template = SERVICES[key].server_link

    assert template == "" or (template.startswith("https://{server}/") and template.count("{text}") == 1)
