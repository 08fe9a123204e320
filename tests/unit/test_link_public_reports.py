"""What others have reported of programs that look for dead links. Each is tried with a small server or a small site."""

from __future__ import annotations

import pytest
from tests.conftest import post
from tests.link_server import NETWORK, answer, serving

from edblog.links.addresses import target_of
from edblog.links.asking import Asker, Finding
from edblog.pipeline import linking


@pytest.fixture
def server():
    with serving() as running:
        yield running


def look(server, path):
    return Asker("edblog/1 (+https://district.example/)", NETWORK, pause=0).look(server.url(path))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://a.example/a%5Cb", "/a%5Cb"),  # linkchecker/linkchecker#520: an encoded backslash stays
        (
            "https://a.example/Gal%2AGun%3A+2/",
            "/Gal%2AGun%3A+2/",
        ),  # w3c/link-checker#37: so do other characters
        ("https://a.example/internet-néocolonial/", "/internet-n%C3%A9ocolonial/"),  # linkchecker#644
        ("https://a.example/internet-ne\u0301ocolonial/", "/internet-ne%CC%81ocolonial/"),
        ("https://a.example/details?id=com.a&hl=en", "/details?id=com.a&hl=en"),  # dotCMS/core#9026
        ("https://a.example/?q=%E2%82%AC&r=a+b", "/?q=%E2%82%AC&r=a+b"),
        ("https://a.example/page#fragment", "/page"),  # lychee#1746: a fragment is for the browser
        ("https://a.example/?a=1&a=2&", "/?a=1&a=2&"),
    ],
)
def test_the_path_is_asked_for_as_it_is_written(address, path):
    target = target_of(address)

    assert target is not None
    assert (target.host, target.path) == ("a.example", path)


def test_a_page_that_is_gone_is_not_asked_for_a_third_time(server):
    """weby-homelab/power-framework#94, adobe/spacecat-audit-worker#2434: HEAD, then GET, and no more."""
    assert look(server, "/404") == Finding("gone", "404")
    assert [path for path in server.paths() if "robots" not in path] == ["HEAD /404", "GET /404"]


def test_a_challenge_for_people_is_no_dead_link(server):
    """projectbenyehuda/bybe#1594, megalinter#2938: a firewall answers 403 to programs, with any page."""
    server.answers = {
        "/page": answer(403, b"<title>Just a moment...</title>", **{"cf-mitigated": "challenge"})
    }

    assert look(server, "/page") == Finding("unclear", "403")


def test_a_host_that_refuses_a_name_with_link_in_it(server):
    """bybe#1594: a rule of common servers refuses programs with "link" or "checker" in their names."""
    look(server, "/page")

    assert not any(
        word in asked.agent.lower() for asked in server.asked for word in ("link", "check", "bot", "curl")
    )


def test_a_redirect_that_adds_a_slash_is_followed_and_fine(server):
    """linkinator#883, dotCMS/core#13310."""
    server.answers = {"/page": answer(301, Location="/page/")}

    assert look(server, "/page") == Finding("fine")


def test_a_redirect_to_signing_in_is_no_dead_link(server):
    """broken-link-checker#47: for now, and the page to sign in answers 404 to programs."""
    server.answers = {"/order": answer(302, Location="/login?next=/order"), "/login?next=/order": answer(403)}

    assert look(server, "/order").answer == "unclear"


RECORDS = {
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\nurl: {}\n---\n",
    "content/resources/tool.md": "---\ntitle: A tool\nwhat: tool\nadded: 2026-01-02\nurl: {}\n---\nWe use it.\n",
    "content/recordings/talk.md": "---\ntitle: A talk\ndate: 2026-01-02\nurl: {}\n---\nWe spoke.\n",
    "content/notices/swap.md": "---\ntitle: A swap\nexpires: 2027-01-02\nurl: {}\n---\nCome.\n",
    "content/lists/shelf.md": "---\ntitle: A shelf\nitems:\n  - url: {}\n    title: Elsewhere\n---\n",
    "content/events/chat.md": "---\ntitle: A chat\nstarts: 2027-01-02 15:00\nminutes: 60\nregister_url: {}\nplace: Here\n---\nCome.\n",
    "content/authors/li.md": "---\nname: Li Wei\nlinks: [{{label: Blog, url: '{}'}}]\n---\n",
    "content/boards/drawer.md": "---\ntitle: A drawer\n---\nSee [this]({}).\n",
    "content/pages/about.md": "---\ntitle: About\n---\nSee <{}>.\n",
}


def test_links_of_every_kind_of_content_are_asked_for_and_named(make_site, server, monkeypatch):
    """lychee#1591 and others: links in some places are never looked at."""
    site = make_site({path: text.format(server.url(f"/404/{path}")) for path, text in RECORDS.items()})
    site.write("content/posts/jar.md", post(body=f"[It]({server.url('/404/content/posts/jar.md')})"))
    linking.look(site.folder, network=NETWORK, pause=0, days=14)

    gone = [p for p in site.build().problems if p.code == "gone-link"]
    assert sorted(p.path for p in gone) == sorted([*RECORDS, "content/posts/jar.md"])
