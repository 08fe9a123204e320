"""Addresses as people type them, and what sites ask programs to leave alone."""

from __future__ import annotations

import pytest

from edblog.links.addresses import is_trifle, redirected, target_of
from edblog.links.robots import read_robots


@pytest.mark.parametrize(
    ("address", "host", "path"),
    [
        # https://github.com/gjtorikian/html-proofer/issues/480
        ("http://αναπτυξηεφαρμογων.gr", "xn--mxaaaiil1bdgepgr1bpt0d.gr", "/"),
        # https://github.com/syntax-tree/mdast-util-to-hast/issues/44
        ("https://я.рф/я", "xn--41a.xn--p1ai", "/%D1%8F"),
        # https://github.com/gjtorikian/html-proofer/issues/110
        ("https://a.example/c%23.csv", "a.example", "/c%23.csv"),
        ("https://a.example/a b?q=a b", "a.example", "/a%20b?q=a%20b"),
        ("HTTPS://A.Example.?x=1", "a.example", "/?x=1"),
        ("https://a.example/(a)?b=[1]&c=d/e", "a.example", "/(a)?b=[1]&c=d/e"),
        ("https://[2606:2800:21f::1]/", "2606:2800:21f::1", "/"),
        ("https://a.example/\r\nX: y", "a.example", "/X:%20y"),
    ],
)
def test_an_address_is_asked_for_as_servers_know_it(address, host, path):
    target = target_of(address)

    assert (target.host, target.path) == (host, path)


@pytest.mark.parametrize(
    "address",
    [
        "https://", "https:///a", "//a.example/", "ftp://a.example/", "https://a.example:0/", "https://a.example:99999/",
        "https://name:word@a.example/", "https://a b.example/", "https://[::1", "https://-a.example/", "https://" + "ä" * 80 + ".de/", "",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_not_asked_for(address):
    assert target_of(address) is None


def test_the_header_of_the_host_has_a_port_only_where_it_needs_one():
    found = [
        target_of(f"{start}/").host_header
        for start in ("https://a.example:443", "http://a.example:443", "http://[2606::1]:80")
    ]

    assert found == ["a.example", "a.example:443", "[2606::1]"]


def test_a_redirect_is_read_from_where_it_is():
    assert redirected("https://a.example/b/c", "../d#e") == "https://a.example/d"
    assert redirected("https://a.example/b", "//b.example/") == "https://b.example/"
    assert redirected("https://a.example/b", "http://[") == ""


def test_what_no_writer_need_care_for():
    assert is_trifle("https://a.example", "https://A.example/")
    assert is_trifle("https://a.example/b?c=D", "https://a.example/B/?c=d")
    # https://github.com/linkchecker/linkchecker/issues/64: a secure address is worth writing.
    assert not is_trifle("http://a.example/b", "https://a.example/b")
    assert not is_trifle("https://a.example/b", "https://www.a.example/b")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("user-AGENT : *\ndisallow : /a # all\n", "/abc", False),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a/b", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: edblog\nDisallow: /b", "/a", True),
        ("User-agent: other\nUser-agent: EdBlog/2.0\nDisallow: /b", "/b", False),
        ("User-agent: other\nDisallow: /\n", "/a", True),
        ("User-agent: a\nDisallow: /x\nUser-agent: *\nDisallow: /b", "/x", True),
        ("User-agent: *\nDisallow: /*?", "/a?b", False),
        ("User-agent: *\nDisallow: /*?", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?c", True),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /ni\u00f1o", "/ni%C3%B1o", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("Disallow: /a", "/a", True),
        ("<!doctype html><p>Not found: no</p>", "/a", True),
    ],
)
def test_robots_txt_is_read_as_the_standard_says(text, path, allowed):
    assert read_robots(text.encode()).allows(path) == allowed


def test_the_pause_that_a_site_asks_for_has_an_end():
    robots = "User-agent: *\nCrawl-delay: {}\n"

    assert [read_robots(robots.format(value).encode()).pause for value in ("2.5", "999", "soon", "-1")] == [
        2.5,
        10,
        0,
        0,
    ]


def test_many_stars_take_little_time():
    rule = "/" + "*a" * 2_000 + "$"

    assert read_robots(f"User-agent: *\nDisallow: {rule}\n".encode()).allows("/" + "a" * 1_999)
