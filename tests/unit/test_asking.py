"""What answers of other sites mean for a link, tried with a server on this computer."""

from __future__ import annotations

import io
import shutil
import socket
import ssl
import subprocess
import time
from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Event, Thread

import pytest
from tests.link_server import NETWORK, answer, look_up, serving

from edblog.links import connection
from edblog.links.asking import Asker, Finding, LaterError
from edblog.links.connection import Network, _Stream, is_public


@pytest.fixture
def server():
    with serving() as running:
        yield running


def asker(**options):
    return Asker("edblog/1 (+https://district.example/)", NETWORK, pause=0, **options)


def look(server, path):
    return asker().look(server.url(path))


# One answer


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Finding("fine")),
        (204, Finding("fine")),
        (206, Finding("fine")),
        (404, Finding("gone", "404")),
        (410, Finding("gone", "410")),
        (304, Finding("unclear", "304")),
        (400, Finding("unclear", "400")),
        # https://github.com/lycheeverse/lychee/issues/1157: sites refuse programs, and show the page to people.
        (401, Finding("unclear", "401")),
        (403, Finding("unclear", "403")),
        (405, Finding("unclear", "405")),
        # https://github.com/pearsonlab/pearsonlab.github.io/pull/52
        (415, Finding("unclear", "415")),
        (451, Finding("unclear", "451")),
        (500, Finding("unclear", "500")),
        (503, Finding("unclear", "503")),
        (999, Finding("unclear", "999")),
    ],
)
def test_a_status_says_whether_a_page_is_there(server, status, expected):
    assert look(server, f"/{status}") == expected


def test_a_page_that_is_there_is_asked_for_once_and_the_program_says_its_name(server):
    assert look(server, "/jar?a=1") == Finding("fine")
    assert server.paths() == ["HEAD /jar?a=1"]
    assert {asked.agent for asked in server.asked} == {"edblog/1 (+https://district.example/)"}


# https://github.com/lycheeverse/lychee/issues/27 and https://github.com/UNLSiteMaster/site_master/issues/62
@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_a_server_that_refuses_head_is_asked_with_get(server, status):
    server.answers = {"HEAD /page": answer(status), "GET /page": answer(200)}

    assert look(server, "/page") == Finding("fine")
    assert server.paths() == ["HEAD /page", "GET /page"]


def test_a_server_that_hangs_up_on_head_is_asked_with_get(server):
    server.answers = {"HEAD /page": b"", "GET /page": answer(200)}

    assert look(server, "/page") == Finding("fine")


@pytest.mark.parametrize(
    "reply", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 many OK\r\n\r\n", b"endless header"]
)
def test_what_is_not_http_is_no_answer(server, reply):
    server.answers = {"/page": reply}

    assert look(server, "/page") == Finding("unclear", "the host ended the connection", is_silence=True)


def test_a_page_that_never_answers_is_given_up(server):
    server.answers = {"/page": b"wait"}

    assert look(server, "/page") == Finding("unclear", "no answer within 0.4 seconds", is_silence=True)


@pytest.mark.parametrize(
    "reply",
    [b"slow body", b"endless body", answer(200, b"short", length=90_000), answer(200, b"long", length=1)],
)
def test_the_text_of_a_page_is_not_waited_for(server, reply):
    server.answers = {"HEAD /page": answer(405), "GET /page": reply}

    assert look(server, "/page") == Finding("fine")


def test_a_host_that_sends_a_byte_at_a_time_does_not_get_more_time():
    one, other = socket.socketpair()
    with one, other:
        other.sendall(b"a" * 10)
        stream = _Stream(one, time.monotonic() - 1)

        with pytest.raises(TimeoutError):
            stream.readinto(bytearray(1))


def test_no_more_than_a_megabyte_is_read(monkeypatch):
    monkeypatch.setattr(connection, "MOST_BYTES", 10)
    one, other = socket.socketpair()
    with one, other:
        other.sendall(b"a" * 50)
        with pytest.raises(connection.HTTPException, match="too many bytes"):
            io.BufferedReader(_Stream(one, time.monotonic() + 60), 4).read(50)


# Hosts


def test_a_host_that_there_is_not(server):
    assert asker().look("http://unknown.example/") == Finding(
        "unclear", "there is no such host", is_silence=True
    )


def test_a_host_that_refuses_connections():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    found = asker().look(f"http://one.example:{port}/")

    assert found == Finding("unclear", "the host refuses connections", is_silence=True)


def test_a_host_without_a_secure_connection(server):
    found = asker().look(f"https://one.example:{server.port}/")

    assert found == Finding("unclear", "no secure connection", is_silence=True)
    assert server.paths() == []


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl, to make a certificate")
def test_a_host_with_a_certificate_that_nobody_vouches_for(server, tmp_path):
    files = ("-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=one.example", *files],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)

    found = asker().look(f"https://one.example:{server.port}/")

    assert found == Finding("unclear", "its certificate is not valid", is_silence=True)
    assert server.asked == []


def test_a_host_that_does_not_exist_is_looked_up_once():
    looked_up = []

    def count(host, port):
        looked_up.append(host)
        return look_up(host, port)

    once = Asker("edblog", NETWORK._replace(look_up=count), pause=0)

    assert {once.look(f"http://unknown.example/{number}").why for number in range(5)} == {
        "there is no such host"
    }
    assert looked_up == ["unknown.example"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]"],
)
def test_this_computer_is_not_asked(server, host):
    found = Asker("edblog", pause=0).look(server.url("/", host))

    assert found.answer == "unclear"
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.8.8 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 240.0.0.1
    198.18.0.1 192.0.2.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::a00:1
    2001:0:4136:e378:8000:63bf:f5ff:fffe 2001:db8::1""".split(),
)
def test_an_address_of_a_private_network_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_an_address_of_the_internet_is_public(address):
    assert is_public(ip_address(address))


def test_a_redirect_into_a_private_network_is_not_followed(server):
    server.answers = {"/page": answer(302, Location="http://private.example:9/secret")}

    found = look(server, "/page")

    assert found == Finding("unclear", "the host is in a private network, which readers cannot reach")


def test_the_address_that_was_checked_is_the_one_that_is_asked(server, monkeypatch):
    """A name that leads to the internet when it is checked, and to this computer when it is asked (DNS rebinding)."""
    looked_up, connected = [], []

    def rebinding(host, _port):
        looked_up.append(host)
        return ["93.184.215.14"] if len(looked_up) == 1 else ["127.0.0.1"]

    def connect(place, timeout):
        connected.append(place)
        assert timeout > 0
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    found = Asker("edblog", Network(rebinding), pause=0).look(server.url("/"))

    assert found.why == "the host refuses connections"
    assert (looked_up, connected) == (["one.example"], [("93.184.215.14", server.port)])
    assert server.asked == []


def test_only_the_public_addresses_of_a_host_are_asked(server, monkeypatch):
    connected = []

    def connect(place, timeout):
        connected.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    Asker("edblog", Network(lambda _host, _port: ["10.0.0.1", "93.184.215.14"]), pause=0).look(
        "http://a.example/"
    )

    assert connected == ["93.184.215.14"]


# Redirects


def test_a_page_that_has_moved_for_good_says_where(server):
    server.answers = {"/old": answer(301, Location="/between"), "/between": answer(308, Location="/new#part")}

    assert look(server, "/old") == Finding("moved", to=server.url("/new"))


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_page_that_is_elsewhere_for_now_is_fine(server, status):
    # https://github.com/linkchecker/linkchecker/issues/789: some sites add a number to each address.
    server.answers = {"/old": answer(status, Location="/old?rdt=37228")}

    assert look(server, "/old") == Finding("fine")


def test_one_redirect_for_now_among_others_makes_the_move_one_for_now(server):
    server.answers = {"/old": answer(301, Location="/between"), "/between": answer(302, Location="/new")}

    assert look(server, "/old") == Finding("fine")


# https://github.com/wummel/linkchecker/issues/316
@pytest.mark.parametrize("to", ["/Page/jar/", "/page/Jar", "/page/jar/index.html"])
def test_a_redirect_that_changes_only_case_or_a_slash_is_nothing_to_write(server, to):
    server.answers = {"/page/jar": answer(301, Location=to)}

    assert look(server, "/page/jar") == Finding("fine")


@pytest.mark.parametrize(
    "to", ["/login?next=/page", "/consent", "/Account/SignIn", "http://consent.two.example:{port}/m"]
)
def test_a_wall_is_no_new_address(server, to):
    server.answers = {"/page": answer(301, Location=to.format(port=server.port))}

    assert look(server, "/page") == Finding("fine")


def test_a_page_that_leads_to_the_home_page_now_may_be_gone(server):
    server.answers = {"/page": answer(301, Location="/")}

    assert look(server, "/page") == Finding("unclear", "it leads to a home page now, so the page may be gone")


def test_a_redirect_to_a_page_that_is_gone_is_gone(server):
    server.answers = {"/page": answer(302, Location="/404")}

    assert look(server, "/page") == Finding("gone", "404")


# https://github.com/gaurav-nelson/github-action-markdown-link-check/issues/93
def test_a_redirect_in_a_circle_is_not_followed_for_ever(server):
    server.answers = {"/one": answer(302, Location="/two"), "/two": answer(302, Location="/one")}

    assert look(server, "/one") == Finding("unclear", "it redirects in a circle")


def test_five_redirects_are_followed_and_not_six(server):
    server.answers = {
        f"/{name}": answer(301, Location=f"/{to}") for name, to in zip("abcdef", "bcdefg", strict=True)
    }

    assert look(server, "/b") == Finding("moved", to=server.url("/g"))
    assert look(server, "/a") == Finding("unclear", "more than 5 redirects")


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://one.example/",
        "javascript:alert(1)",
        "http://me:pass@one.example/",
        "http://[",
        "mailto:a@b.example",
    ],
)
def test_a_redirect_to_what_is_no_page_is_not_followed(server, to):
    server.answers = {"/page": answer(302, Location=to)}

    assert look(server, "/page") == Finding("unclear", "the address cannot be read")


def test_a_redirect_without_an_address_is_unclear(server):
    assert look(server, "/302") == Finding("unclear", "302")


def test_a_new_address_in_utf8_is_read(server):
    server.answers = {"/old": answer(301, Location="/niño")}

    assert look(server, "/old") == Finding("moved", to=server.url("/niño"))
    assert server.paths()[-1] == "HEAD /ni%C3%B1o"


# Manners


def test_a_page_that_robots_txt_closes_is_not_asked_for(server):
    server.answers = {"/robots.txt": answer(200, b"User-agent: *\nDisallow: /private\n")}

    assert look(server, "/private/page") == Finding("unclear", "robots.txt asks programs not to look")
    assert look(server, "/open") == Finding("fine")
    assert server.paths() == ["HEAD /open"]


def test_robots_txt_is_asked_for_once_for_a_host(server):
    one = asker()
    for number in range(3):
        one.look(server.url(f"/{number}00"))

    assert [asked.path for asked in server.asked].count("/robots.txt") == 1


def test_robots_txt_of_each_host_on_the_way_counts(server):
    server.answers = {
        "/page": answer(301, Location=server.url("/there", "two.example")),
        "GET two.example /robots.txt": answer(200, b"User-agent: edblog\nDisallow: /\n"),
    }

    assert look(server, "/page") == Finding("unclear", "robots.txt asks programs not to look")
    assert server.paths() == ["HEAD /page"]


def test_rules_that_cannot_be_read_are_not_broken(server):
    server.answers = {"/robots.txt": answer(500)}

    assert look(server, "/page") == Finding("unclear", "robots.txt cannot be read: 500", is_silence=True)
    assert server.paths() == []


# https://github.com/tcort/markdown-link-check/issues/114 and https://github.com/linkchecker/linkchecker/issues/347
def test_a_host_that_asks_to_wait_is_asked_once_more(server):
    server.answers = {"/page": [answer(429, Retry_After="0"), answer(200)]}

    assert look(server, "/page") == Finding("fine")
    assert server.paths() == ["HEAD /page", "HEAD /page"]


@pytest.mark.parametrize(
    "reply",
    [
        answer(429),
        answer(429, Retry_After="3600"),
        answer(429, Retry_After="soon"),
        answer(503, Retry_After="120"),
        answer(429, Retry_After="Thu, 12 Nov 2026 19:00:00 GMT"),
        answer(429, Retry_After="9" * 400),
    ],
)
def test_a_host_that_asks_to_wait_for_long_is_left_alone(server, reply):
    server.answers = {"/one": reply}
    one = asker(now=lambda: datetime(2026, 11, 12, 18, tzinfo=UTC))

    for path in ("/one", "/two"):
        with pytest.raises(LaterError):
            one.look(server.url(path))
    assert server.paths() == ["HEAD /one"]
    assert one.look(server.url("/", "two.example")) == Finding("fine")


def test_a_host_that_asks_to_wait_twice_is_left_alone(server):
    server.answers = {"/page": answer(429, Retry_After="0")}

    with pytest.raises(LaterError):
        look(server, "/page")
    assert server.paths() == ["HEAD /page"] * 2


def test_a_host_that_is_silent_three_times_is_left_alone(server):
    server.answers = {f"/{number}": b"wait" for number in range(5)}
    one = asker()

    assert {one.look(server.url(f"/{number}")).is_silence for number in range(3)} == {True}
    with pytest.raises(LaterError):
        one.look(server.url("/4"))


def test_a_host_is_asked_for_one_page_at_a_time(server):
    """The second page waits until the first one, which never answers, is given up."""
    server.answers = {"/one": b"wait"}
    both, ended = asker(), Event()
    both.look(server.url("/before"))

    def first():
        both.look(server.url("/one"))
        ended.set()

    thread = Thread(target=first)
    thread.start()
    while "HEAD /one" not in server.paths():
        pass
    assert both.look(server.url("/two")) == Finding("fine")
    thread.join()
    assert ended.is_set()
    assert server.paths() == ["HEAD /before", "HEAD /one", "HEAD /two"]


def test_there_is_a_pause_between_two_pages_of_a_host(server):
    waited = []

    class Stop(Event):
        def wait(self, timeout=None):
            waited.append(timeout)
            return False

    slow = Asker("edblog", NETWORK, pause=7, stop=Stop())
    server.answers = {"GET two.example /robots.txt": answer(200, b"User-agent: *\nCrawl-delay: 300\n")}
    slow.look(server.url("/"))
    slow.look(server.url("/", "two.example"))

    # One pause after each robots.txt; no site gets more than ten seconds.
    assert [round(seconds) for seconds in waited] == [7, 7]
    slow.look(server.url("/more", "two.example"))
    assert round(waited[-1]) == 10


def test_a_run_that_is_over_asks_for_nothing(server):
    over = asker()
    over.stop.set()

    with pytest.raises(LaterError):
        over.look(server.url("/"))
    assert server.asked == []
