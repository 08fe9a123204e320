"""The page of hashtags: there only where a micro-credential has one, and the same after an edit as after a clean build."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 3, 1, 18, tzinfo=UTC)
PAGE = "hashtags/index.html"


def credential(name, *lines):
    return "\n".join(("---", f"name: {name}", "issuer: NEA", *lines, "---", f"{name} it is.", ""))


def event(title, *lines):
    return "\n".join(("---", f"title: {title}", *lines, "---", ""))


@pytest.fixture
def school(make_site):
    site = make_site(
        {
            "content/credentials/talk.md": credential(
                "Talk", "hashtag: SampleTalkMC", "hashtag_hosts: [rosa]"
            ),
            "content/credentials/wait.md": credential("Wait", "hashtag: sampletalkmc"),
            "content/credentials/jar.md": credential("Jar", "hashtag: SampleJarMC"),
            "content/credentials/none.md": credential("None"),
            "content/authors/li.md": "---\nname: Li Wei\n---\n",
            "content/events/first.md": event(
                "First chat", "starts: 2026-03-05 19:00", "what: chat", "hosts: [li]", "credentials: [jar]"
            ),
            "content/events/second.md": event(
                "Second chat", "starts: 2026-03-12 19:00", "what: chat", "hosts: [rosa]", "credentials: [jar]"
            ),
            "content/events/off.md": event(
                "No chat", "starts: 2026-03-02 19:00", "credentials: [jar]", "cancelled: yes", "place: Room 1"
            ),
            "content/events/other.md": event("Open chat", "starts: 2026-03-09 19:00", "hashtag: EdChat"),
        }
    )
    site.post("story", "A story", "2026-01-02", credentials="[talk]")
    return site


def cards(site):
    html = site.outputs()[PAGE].decode()
    found = re.findall(r'<li id="([^"]*)">(.*?)</article>', html, re.DOTALL)
    return {id_: " ".join(re.sub(r"<[^>]*>", " ", text).split()) for id_, text in found}


def test_what_each_is_for_who_looks_after_it_and_its_next_chat(school):
    school.build(now=NOW)

    assert cards(school) == {
        "edchat": "#EdChat Next: Open chat March 9, 2026, 7:00 PM",
        "samplejarmc": "#SampleJarMC Jar Jar it is. Looked after by Li Wei Next: First chat March 5, 2026, 7:00 PM",
        "sampletalkmc": "#SampleTalkMC Talk Wait Talk it is. Looked after by Rosa Okafor",
    }
    outputs = school.outputs()
    assert (
        'href="/stories/hashtags/#samplejarmc"><bdi>#SampleJarMC</bdi>'
        in outputs["credentials/jar/index.html"].decode()
    )
    assert 'href="/stories/hashtags/"' in outputs["credentials/index.html"].decode()


def test_the_next_chat_is_another_one_once_the_first_is_over(school, make_site):
    school.build(now=NOW)
    later = datetime(2026, 3, 7, 18, tzinfo=UTC)
    school.build(now=later)

    assert "Rosa Okafor Next: Second chat" in cards(school)["samplejarmc"]
    clean = make_site(school.sources(), bare=True)
    clean.build(now=later)
    assert school.outputs() == clean.outputs()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/credentials/jar.md", credential("Jar")),
        ("content/credentials/none.md", credential("None", "hashtag: Another")),
        ("content/credentials/talk.md", credential("Talk", "hashtag: SampleTalkMC", "hashtag_hosts: [li]")),
        ("content/authors/li.md", "---\nname: Li Wei Another\n---\n"),
        ("content/events/first.md", event("First chat", "starts: 2026-03-20 19:00", "hashtag: EdChat")),
    ],
)
def test_an_edit_gives_what_a_clean_build_does(school, make_site, path, text):
    school.build(now=NOW)
    school.write(path, text)
    school.build(now=NOW + timedelta(seconds=1))
    clean = make_site(school.sources(), bare=True)
    clean.build(now=NOW + timedelta(seconds=1))

    assert school.outputs() == clean.outputs()


def test_without_a_hashtag_there_is_no_page_and_its_address_is_free(make_site):
    site = make_site({"content/credentials/talk.md": credential("Talk")})
    site.write("content/pages/hashtags.md", "---\ntitle: Our words\n---\nOurs.\n")
    site.post("story", "A story", "2026-01-02", credentials="[talk]")
    site.build(now=NOW)

    assert "<h1>Our words</h1>" in site.outputs()[PAGE].decode()
    assert "hashtags/" not in site.outputs()["credentials/index.html"].decode()

    site.write("content/credentials/talk.md", credential("Talk", "hashtag: SampleTalkMC"))
    site.build(now=NOW + timedelta(seconds=1))
    html = site.outputs()[PAGE].decode()
    assert "Our words" in html
    assert cards(site) == {"sampletalkmc": "#SampleTalkMC Talk Talk it is."}
