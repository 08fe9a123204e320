"""The hosts of players: what each makes of the addresses that people copy, and what none of them takes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from edblog.services.embeds import HOSTS, HostPlayer, Refusal, find_player

YT = "abcdefghi-_"
SLIDES = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"
SPOTIFY = "0123456789abcdefABCDEF"
HEX24, HEX32 = "0123456789abcdef01234567", "0123456789abcdef0123456789abcdef"
DID = "did:plc:abcdefghijklmnopqrstuvwx"

GOOD = {
    # YouTube
    f"https://www.youtube.com/watch?v={YT}": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    f"http://youtube.com/watch?feature=shared&v={YT}&list=PLx&index=2": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    f"https://youtu.be/{YT}?si=x&t=90": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0&start=90",
    f"https://music.youtube.com/watch?v={YT}": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    f"https://m.youtube.com/shorts/{YT}": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    f"https://www.youtube.com/live/{YT}?t=1h2m3s": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0&start=3723",
    f"https://www.youtube.com/embed/{YT}?start=7": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0&start=7",
    f"https://www.youtube-nocookie.com/embed/{YT}": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    f"https://www.youtube.com/watch?v={YT}#t=2m": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0&start=120",
    f"HTTPS://WWW.YouTube.com/watch?v={YT}": f"https://www.youtube-nocookie.com/embed/{YT}?autoplay=1&rel=0",
    "https://www.youtube.com/playlist?list=PLabcdefghijklmnop": "https://www.youtube-nocookie.com/embed/videoseries?list=PLabcdefghijklmnop&autoplay=1",
    # Other videos
    "https://vimeo.com/123456789": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
    "https://vimeo.com/123456789/abcdef0123": "https://player.vimeo.com/video/123456789?h=abcdef0123&dnt=1&autoplay=1",
    "https://player.vimeo.com/video/123456789?h=abcdef0123": "https://player.vimeo.com/video/123456789?h=abcdef0123&dnt=1&autoplay=1",
    "https://vimeo.com/channels/staffpicks/123456789#t=30s": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1#t=30s",
    "https://vimeo.com/groups/teachers/videos/123456789": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
    "https://vimeo.com/manage/videos/123456789": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
    "https://vimeo.com/manage/videos/123456789/abcdef0123": "https://player.vimeo.com/video/123456789?h=abcdef0123&dnt=1&autoplay=1",
    "https://vimeo.com/manage/videos/123456789/general": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
    "https://vimeo.com/showcase/1234/video/123456789": "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1",
    f"https://www.loom.com/share/{HEX32}?sid=1": f"https://www.loom.com/embed/{HEX32}",
    f"https://edpuzzle.com/media/{HEX24}": f"https://edpuzzle.com/embed/media/{HEX24}",
    "https://www.ted.com/talks/a_teacher_talks": "https://embed.ted.com/talks/a_teacher_talks",
    "https://www.ted.com/talks/a_teacher_talks?language=es": "https://embed.ted.com/talks/lang/es/a_teacher_talks",
    f"https://drive.google.com/file/d/{SLIDES}/view?usp=sharing": f"https://drive.google.com/file/d/{SLIDES}/preview",
    f"https://drive.google.com/file/u/1/d/{SLIDES}/view": f"https://drive.google.com/file/d/{SLIDES}/preview",
    f"https://drive.google.com/open?id={SLIDES}": f"https://drive.google.com/file/d/{SLIDES}/preview",
    "https://archive.org/details/school-film.1950": "https://archive.org/embed/school-film.1950",
    # Sound
    "https://soundcloud.com/rosa/the-bell": "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/rosa/the-bell",
    "https://soundcloud.com/rosa/the-bell/s-AbC123xyz?si=1": "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/rosa/the-bell/s-AbC123xyz",
    "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/rosa/the-bell&color=%23ff5500": "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/rosa/the-bell",
    "https://soundcloud.com/rosa/sets/bells": "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/rosa/sets/bells",
    f"https://open.spotify.com/episode/{SPOTIFY}?si=x": f"https://open.spotify.com/embed/episode/{SPOTIFY}",
    f"https://open.spotify.com/intl-es/track/{SPOTIFY}": f"https://open.spotify.com/embed/track/{SPOTIFY}",
    "https://podcasts.apple.com/us/podcast/bells/id123456789?i=1000": "https://embed.podcasts.apple.com/us/podcast/id123456789?i=1000",
    # Slides
    f"https://docs.google.com/presentation/d/{SLIDES}/edit#slide=id.p": f"https://docs.google.com/presentation/d/{SLIDES}/embed",
    f"https://docs.google.com/presentation/d/e/2PACX-{SLIDES}/pub?start=true": f"https://docs.google.com/presentation/d/e/2PACX-{SLIDES}/embed",
    f"https://docs.google.com/a/district.example/presentation/d/{SLIDES}/edit": f"https://docs.google.com/presentation/d/{SLIDES}/embed",
    f"https://docs.google.com/presentation/u/1/d/{SLIDES}/edit": f"https://docs.google.com/presentation/d/{SLIDES}/embed",
    "https://www.canva.com/design/DAGabcdefgh/x_y-Z/view?utm=1": "https://www.canva.com/design/DAGabcdefgh/x_y-Z/view?embed",
    f"https://view.genially.com/{HEX24}": f"https://view.genially.com/{HEX24}",
    f"https://view.genial.ly/{HEX24}/presentation-the-jar": f"https://view.genially.com/{HEX24}",
    # Posts
    "https://bsky.app/profile/rosa.bsky.social/post/3kabcdefghij2": "https://embed.bsky.app/embed/rosa.bsky.social/app.bsky.feed.post/3kabcdefghij2",
    f"https://bsky.app/profile/{DID}/post/3kabcdefghij2": f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3kabcdefghij2",
    "https://mastodon.social/@rosa/112233445566778899": "https://mastodon.social/@rosa/112233445566778899/embed",
    "https://mastodon.social/@rosa@scholar.social/112233/embed": "https://mastodon.social/@rosa@scholar.social/112233/embed",
    "https://padlet.com/rosa/the-jar-abc123def456ghi7": "https://padlet.com/embed/abc123def456ghi7",
}  # fmt: skip


@pytest.mark.parametrize(("address", "frame"), GOOD.items())
def test_a_player_is_put_together_from_an_address(address, frame):
    found = find_player(address)

    assert isinstance(found, HostPlayer)
    assert found.frame == frame


@pytest.mark.parametrize("address", GOOD)
def test_the_page_and_the_frame_lead_to_the_same_player(address):
    """So what people are told to write instead of an embed code is enough."""
    found = find_player(address)

    assert find_player(found.page)[:2] == found[:2]
    assert find_player(found.page).frame == found.frame
    assert find_player(found.frame).frame.partition("&start")[0] == found.frame.partition("&start")[0]


def test_each_host_has_an_address_here():
    assert {find_player(address).host for address in GOOD} == HOSTS.keys()


# Nothing of these may be in the address of a player.
TAILS = [
    '"onload=alert(1)', "'x", "<script>", "%22%3E%3Cscript%3E", "/../../evil", "\\..\\evil", "%2f..%2fevil", "?next=https://evil.example",
    "&autoplay=1&list=evil", "#https://evil.example", "@evil.example", ";evil", "%00", "\u200b", "\u202e", "é", "//evil.example/",
    "?v=<svg onload=alert(1)>", "&amp;#x22;", "{{7*7}}", "%0d%0aSet-Cookie:x", "\u200d", "/embed/evil",
]  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
def test_what_is_added_to_an_address_never_gets_into_the_player(tail):
    for address, frame in GOOD.items():
        found = find_player(address + tail)
        if isinstance(found, Refusal):
            continue
        # It is one that could have been made of a plain address, on the host's own origin.
        assert find_player(found.page).frame == found.frame
        assert re.fullmatch(r"https://[a-z0-9.-]+/[A-Za-z0-9/._:@%?&=#-]*", found.frame)
        assert urlsplit(found.frame).hostname == urlsplit(frame).hostname
        assert "evil" not in found.frame or "evil" in re.sub(r"[?#].*", "", address + tail)
        assert (
            not {"next", "list"} & dict(parse_qsl(urlsplit(found.frame).query)).keys() or "list=" in address
        )


NOT_WHAT_IT_SEEMS = [
    "youtube.com.evil.example", "www.youtube.com.evil.example", "evil.youtube.com.example", "youtu.be.evil.example", "youtube.com:8443",
    "www.youtube.com.", "youtube.com:443", "ｙoutube.com", "youtube。com", "vimeo.com.co", "a.docs.google.com.b", "bsky.app:80",
]  # fmt: skip


@pytest.mark.parametrize("host", NOT_WHAT_IT_SEEMS)
def test_a_host_that_only_looks_like_one_is_refused(host):
    found = find_player(f"https://{host}/watch?v={YT}")

    assert isinstance(found, Refusal)
    assert found.reason == "not what it seems"


@pytest.mark.parametrize(
    "host", ["evil.example", "notyoutube.com", "youtube.com-evil.example", "xn--youtube-abc.com", "yоutube.com", "localhost", "[::1]", "127.0.0.1", "sub.youtube.com", "youtube.co", "drive.google.com.evil"]
)  # fmt: skip
def test_a_host_that_is_not_known_has_no_player(host):
    found = find_player(f"https://{host}/watch?v={YT}")

    assert isinstance(found, Refusal)
    assert found.reason in ("unknown host", "not what it seems")


@pytest.mark.parametrize(
    "authority", ["youtube.com@evil.example", "user:secret@www.youtube.com", "@www.youtube.com", "evil.example@youtu.be", "www.youtube.com\\@evil.example"]
)  # fmt: skip
def test_an_address_with_a_name_or_a_password_is_refused(authority):
    found = find_player(f"https://{authority}/watch?v={YT}")

    assert isinstance(found, Refusal)
    assert found.reason == "password"


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "data:text/html,x", f"//www.youtube.com/watch?v={YT}", f"ftp://www.youtube.com/watch?v={YT}",
        f"https:/www.youtube.com/watch?v={YT}", f"https:www.youtube.com/watch?v={YT}", "https://", "https:///watch", "https://[", f"https://www.youtube.com/watch?v={YT} x",
        f" https://www.youtube.com/watch?v={YT}", f"https://www.youtube.com/watch?v={YT}\n", f"https://www.youtube.com/watch?v={YT}&x=é",
        f"https://www.youtube.com/watch?v={YT}&x=" + "x" * 2000, "www.youtube.com", "file:///etc/passwd", "https://www.youtube.com/\t", "blob:https://youtu.be/x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address):
    found = find_player(address)

    assert isinstance(found, Refusal)
    assert found.reason == "no address"


NOTHING_TO_PLAY = [
    "https://www.youtube.com/", "https://www.youtube.com/@rosa", "https://www.youtube.com/watch", "https://www.youtube.com/watch?v=short",
    f"https://www.youtube.com/watch?v={YT}x", f"https://youtu.be/{YT}/x", "https://www.youtube.com/results?search_query=x",
    "https://www.youtube.com/embed/videoseries?list=x", "https://www.youtube.com/playlist?list=PL'", f"https://www.youtube.com/redirect?q={YT}",
    "https://vimeo.com/", "https://vimeo.com/rosa", "https://vimeo.com/123/../evil", "https://vimeo.com/123456789/NOTAHASH", "https://player.vimeo.com/123",
    "https://www.loom.com/share/x", "https://edpuzzle.com/media/x", "https://www.ted.com/talks", "https://www.ted.com/talks/../x", "https://www.ted.com/Talks/a",
    "https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPqRsTuVwXyZ", "https://drive.google.com/file/d/short/view", "https://archive.org/details/..",
    "https://archive.org/", "https://soundcloud.com/rosa", "https://soundcloud.com/discover/x", "https://soundcloud.com/rosa/tracks",
    "https://open.spotify.com/user/x", "https://open.spotify.com/episode/short", "https://podcasts.apple.com/us/podcast/bells", "https://podcasts.apple.com/",
    "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/123456", "https://w.soundcloud.com/player/?url=https%3A//evil.example/rosa/the-bell",
    "https://w.soundcloud.com/", "https://vimeo.com/manage/videos", "https://vimeo.com/showcase/1234/video", "https://drive.google.com/file/u/1/d",
    "https://docs.google.com/presentation/d/short/edit",
    "https://www.canva.com/design/DAGabcdefgh/edit", "https://www.canva.com/design/DAGabcdefgh/x/edit", "https://view.genially.com/x", "https://view.genially.com/",
    "https://bsky.app/profile/rosa.bsky.social", "https://bsky.app/profile/rosa/post/3kabcdefghij2", "https://bsky.app/profile/did:web:../post/3kabcdefghij2",
    "https://mastodon.social/@rosa", "https://mastodon.social/rosa/112233", "https://mastodon.social/@rosa/112233/evil", "https://padlet.com/rosa", "https://padlet.com/rosa/x",
]  # fmt: skip


@pytest.mark.parametrize("address", NOTHING_TO_PLAY)
def test_an_address_where_nothing_plays_is_refused_with_an_example(address):
    found = find_player(address)

    assert isinstance(found, Refusal)
    assert found.reason == "incomplete"
    assert found.help.startswith("it should look like https://")


def test_a_host_whose_players_cannot_be_computed_is_named():
    found = find_player("https://www.slideshare.net/rosa/the-jar")

    assert isinstance(found, Refusal)
    assert found.reason == "elsewhere"
    assert (
        found.message
        == "content from SlideShare cannot be shown in a story: the address of its player is not in its links"
    )


@pytest.mark.parametrize(
    ("address", "message", "help_"),
    [
        (f"https://docs.google.com/forms/d/e/{SLIDES}/viewform", "this is a form on Google Forms; from Google Docs, a story can show only Google Slides", "write a link"),
        (f"https://docs.google.com/a/district.example/document/d/{SLIDES}/edit", "this is a text on Google Docs; from", "write a link"),
        (f"https://docs.google.com/spreadsheets/d/{SLIDES}/edit", "this is a table on Google Sheets; from", "write a link"),
        ("https://ed.ted.com/lessons/the-jar", "content from TED-Ed cannot be shown", "write a link"),
        ("https://forms.gle/AbCdEf123", "content from Google Forms cannot be shown", "write a link"),
        ("https://on.soundcloud.com/AbCd", "this is a short link from SoundCloud", "open it in a browser and copy the address shown there"),
        ("https://spotify.link/AbCd", "this is a short link from Spotify", "open it in a browser and copy the address shown there"),
    ],
)  # fmt: skip
def test_what_a_known_company_has_elsewhere_is_named(address, message, help_):
    found = find_player(address)

    assert isinstance(found, Refusal)
    assert found.reason in ("elsewhere", "short")
    assert found.message.startswith(message)
    assert found.help.startswith(help_)


def test_each_row_is_complete():
    domains = [domain for host in HOSTS.values() for domain in host.domains]

    assert len(domains) == len(set(domains))
    for host in HOSTS.values():
        assert host.example.startswith("https://")
        assert all(re.fullmatch(r"[a-z0-9.-]+", domain) for domain in host.domains)
        assert host.referrer in ("no-referrer", "strict-origin")
        assert set(host.allow.split("; ")) <= {
            "autoplay",
            "encrypted-media",
            "fullscreen",
            "picture-in-picture",
        }
