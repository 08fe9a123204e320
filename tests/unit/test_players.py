"""Players in texts: where they are found and where not, what a page, a feed and a policy make of them."""

from __future__ import annotations

import re

import pytest
from tests.pdfs.made import PLAIN

from edblog.sources.markdown.players import Players
from edblog.sources.markdown.rendering import render_text

YT = "https://www.youtube.com/watch?v=abcdefghijk"
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0"
LINK = '<p><a href="edblog:0">{}</a></p>'


def read(body, lang="en"):
    """The record, the HTML, and the codes of the problems of a text."""
    text, html, problems = render_text("content/posts/jar.md", body, 1, lang)
    return text, html.strip(), [problem.code for problem in problems]


def block(*lines, kind="video"):
    return "\n".join((f"::: {kind}", *lines, ":::"))


@pytest.mark.parametrize(
    "body",
    [
        YT, f"<{YT}>", f"  {YT}  ", "http://youtu.be/abcdefghijk?si=1", block(YT), block(f"url: {YT}"), block(f"URL :  <{YT}>"),
        block(f'"{YT}"').replace('"', "url: ", 1).replace('"', ""), f"::: video {YT}\n:::", f":::VIDEO\nurl={YT}\n:::::", block("", f"url: “{YT}”", ""),
        block(f"Url: {YT}\ncaptions:"), block("youtube.com/watch?v=abcdefghijk"), f"- {YT}".replace("- ", "   "),
    ],
)  # fmt: skip
def test_every_way_to_write_a_player_gives_the_same_one(body):
    text, html, codes = read(body)

    assert html == LINK.format("Video on YouTube")
    assert [(embed.kind, embed.title, embed.host, embed.frame, embed.file) for embed in text.players] == [
        ("video", "Video on YouTube", "youtube", FRAME, 0)
    ]
    assert [(reference.kind, reference.target) for reference in text.references] == [("media", YT)]
    assert codes == ["video-without-captions"]


@pytest.mark.parametrize(
    "body",
    [
        f"[How the jar filled up]({YT})", f"![How the jar filled up]({YT})", f'[]({YT} "How the jar filled up")', f"[How *the jar* `filled` up](<{YT}>)",
        block(f"url: {YT}", "title: How the jar filled up"), block('Title: "How the  jar filled up"', YT),
    ],
)  # fmt: skip
def test_a_player_has_the_title_that_it_is_given(body):
    text, html, _ = read(body)

    assert html == LINK.format("How the jar filled up")
    assert text.players[0].title == "How the jar filled up"


def test_a_title_is_text_and_has_the_quotes_of_print():
    text, html, _ = read(block(YT, 'title: "Why?" <b>x</b> & [so](x) on'))

    assert text.players[0].title == "“Why?” <b>x</b> & [so](x) on"
    assert html == LINK.format("“Why?” &lt;b&gt;x&lt;/b&gt; &amp; [so](x) on")


def test_a_player_without_a_title_is_named_in_the_language_of_the_story():
    assert read(YT, "es-MX")[0].players[0].title == "Video en YouTube"
    assert (
        read(block("https://open.spotify.com/show/0123456789012345678901", kind="audio"), "es")[0]
        .players[0]
        .title
        == "Grabación en Spotify"
    )


def test_windows_line_ends_make_no_difference(make_site):
    story = f"---\ntitle: T\ndate: 2026-01-02\nauthor: rosa\n---\nWords.\n\n{block(f'url: {YT}', 'captions: yes')}\n\nMore.\n"
    one, other = (make_site({"content/posts/jar.md": text}) for text in (story, story.replace("\n", "\r\n")))

    assert one.build().problems == other.build().problems == ()
    assert one.output("posts/jar/index.html") == other.output("posts/jar/index.html")
    assert FRAME.replace("&", "&amp;") in one.output("posts/jar/index.html")


def test_what_a_block_names_is_looked_up_where_it_stands():
    fields = [
        "file: jar.mp4",
        "title: The jar",
        "poster: jar.png",
        "captions: jar.vtt, jar.es.vtt",
        "transcript: words.md",
    ]
    text, html, codes = read(f"See [it](a.md).\n\n{block(*fields)}\n\nAnd [that](b.md).")

    embed = text.players[0]
    targets = [reference.target for reference in text.references]
    assert codes == []
    assert '<p><a href="edblog:1">The jar</a></p>' in html
    assert targets == ["a.md", "jar.mp4", "b.md", "jar.png", "jar.vtt", "jar.es.vtt", "words.md"]
    assert (targets[embed.file], targets[embed.poster], targets[embed.transcript]) == (
        "jar.mp4",
        "jar.png",
        "words.md",
    )
    assert [(targets[c.file], c.lang) for c in embed.captions] == [("jar.vtt", "en"), ("jar.es.vtt", "es")]
    places = {reference.target: (reference.line, reference.column) for reference in text.references}
    assert places["jar.mp4"] == (4, 7)
    assert places["jar.es.vtt"] == (7, 20)


@pytest.mark.parametrize(
    "body",
    [
        f"Watch {YT} today", f"{YT}\nand more", f"words\n{YT}", f"- {YT}", f"# {YT}", f"> {YT}", f"[a]({YT}) [b]({YT})", f"[the jar]({YT}).", "https://example.com/",
        "[The jar](jar.md)", "[The film](jar.mp4)", "![The jar](jar.png)", "[Our channel](https://www.youtube.com/@school)", "Time: 12:30", "A: b\n\n::", f"`{YT}`",
        f"[jar]: {YT}", f"<p>{YT}</p>",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_player_stays_as_it_is(body):
    text, html, _ = read(body)

    assert text.players == ()
    assert "edblogplayer" not in html


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (f"```\n{YT}\n\n{block(YT)}\n```", f"{YT}\n\n{block(YT)}\n"),
        (f"~~~ text\n\n{YT}\n\n~~~", f"{YT}\n"),
        (f"    {YT}\n\n    {YT}", f"{YT}\n\n{YT}\n"),
        ("    ::: video\n    url: x\n      more <b>\n    :::", "::: video\nurl: x\n  more <b>\n:::\n"),
        (f"- item\n\n        {YT}", f"  {YT}\n"),
        (f"- item\n\n    ```\n    {YT}\n    ```", None),
    ],
)
def test_in_code_a_player_is_plain_text(body, code):
    text, html, codes = read(f"Words.\n\n{body}\n\nMore.")

    shown = (
        re.sub(r"<[^>]*>", "", html[html.index("<code") : html.index("</code>")])
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        if "<code" in html
        else ""
    )
    assert text.players == ()
    assert codes == []
    assert code is None or shown == code
    assert "edblogplayer" not in html


@pytest.mark.parametrize(
    "body",
    [
        f"- one\n\n    {YT}\n\n- two",
        "1. one\n\n    " + block(YT, "captions: yes").replace("\n", "\n    "),
        f"!!! note\n\n    {YT}",
    ],
)
def test_a_player_may_stand_in_a_list_or_a_note(body):
    text, html, _ = read(body)

    assert [embed.host for embed in text.players] == ["youtube"]
    assert LINK.format("Video on YouTube") in html


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![](jar.mp4)", [(1, 1, "video-without-captions"), (1, 5, "embed-without-title")]),
        ("![The bell](bell.mp3)", [(1, 1, "audio-without-transcript")]),
        (block("file: jar.mp4", "title: The jar", "transcript: words.md"), []),
        (block("file: jar.mp4", "title: The jar", "captions: jar.vtt"), []),
        (block("file: bell.mp3", "title: The bell", "transcript: words.md", kind="audio"), []),
        (block("https://view.genially.com/0123456789abcdef01234567", kind="slides"), []),
    ],
)
def test_what_deaf_and_blind_people_are_left_out_of_is_said(body, expected):
    _, _, problems = render_text("content/posts/jar.md", body, 1)

    assert sorted((p.line, p.column, p.code) for p in problems) == expected
    assert all(p.severity == "warning" for p in problems)
    assert all("WCAG" in p.message + p.help for p in problems)


def test_players_among_lines_without_a_gap():
    """A block needs no empty lines around it, since it has an end of its own."""
    text, html, codes = read(f"words\n{block(YT, 'captions: yes')}\nwords")

    assert codes == []
    assert html == f"<p>words</p>\n{LINK.format('Video on YouTube')}\n<p>words</p>"
    assert len(text.players) == 1


def test_a_player_in_a_comment_is_hidden():
    text, html, codes = read(f"Words.\n\n<!--\n{block(YT)}\n\n{YT}\n-->\n\nMore.")

    assert html.split() == ["<p>Words.</p>", "<p>More.</p>"]
    assert (text.players, codes) == ((), [])


def test_a_player_is_not_the_summary_of_a_story():
    text, _, _ = read(f"{YT}\n\nIt filled up.")

    assert text.first_paragraph == "It filled up."


def test_no_text_can_name_a_mark():
    """The mark depends on the whole text, so what names it makes it another one."""
    body = f"Words.\n\n{YT}"
    mark = next(iter(Players("a.md", body, 1, "en").found))
    forged = f"[x]({mark})\n\n{mark}\n\n<a href='{mark}'>y</a>\n\n{body}"
    text, html, _ = read(forged)

    assert html.count('<p><a href="edblog:') == 1 + html.count(">x</a>") + html.count(">y</a></p>")
    assert [embed.file for embed in text.players] == [2]
    assert text.references[0].kind == text.references[1].kind == "link"


@pytest.mark.parametrize("href", ["edblog:0", "edblogplayer", "edblogplayer00n0n"])
def test_a_link_to_a_placeholder_is_no_player(href):
    text, html, _ = read(f'<p><a href="{href}">x</a></p>\n\n[y]({href})\n\n{YT}')

    assert len(text.players) == 1
    assert text.references[text.players[0].file].target == YT
    assert not html.startswith(f'<p><a href="edblog:{text.players[0].file}">')


def test_a_thousand_players_and_a_thousand_blocks_that_never_close():
    text, _, codes = read("\n\n".join([YT] * 1000))
    assert (len(text.players), len(codes), codes[-1]) == (1000, 1001, "too-many-players")

    _, _, codes = read("\n\n".join(["::: video", YT] * 1000))
    assert codes.count("embed-unclosed") == 1000


# On the site

STORY = "---\ntitle: {}\ndate: 2026-01-02\nauthor: rosa\n---\n{}\n"
FILM = block(
    "file: jar.mp4", "title: The jar", "captions: jar.vtt", "transcript: words.pdf", "poster: jar.svg"
)
FILES = {
    "content/posts/jar.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
    "content/posts/jar.vtt": b"WEBVTT\n\n00:00.000 --> 00:04.000\nIt fills up.\n",
    "content/posts/words.pdf": PLAIN,
    "content/posts/jar.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>',
}


def site_of(make_site, body, **files):
    site = make_site({"content/posts/film.md": STORY.format("Film", body), **FILES, **files})
    report = site.build()
    assert [p for p in report.problems if p.severity != "notice"] == []
    return site


def policy(page):
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    return dict(part.split(" ", 1) for part in found.split("; "))


def test_the_frame_waits_in_a_template_and_only_its_host_is_allowed(make_site):
    site = site_of(
        make_site,
        block(YT, "captions: yes", 'title: The "jar" & <b>'),
        **{"content/posts/plain.md": STORY.format("Plain", "Words.")},
    )
    page = site.output("posts/film/index.html")

    assert page.count("<iframe") == 1
    assert (
        f'<template><iframe src="{FRAME.replace("&", "&amp;")}" title="The “jar” &amp; &lt;b&gt; · YouTube"'
        in page
    )
    assert 'referrerpolicy="strict-origin" sandbox="allow-scripts allow-same-origin allow-popups ' in page
    assert policy(page)["frame-src"] == "https://www.youtube-nocookie.com"
    assert policy(page)["script-src"] == "'self'"
    assert f'<a class="button quiet" href="{YT}">Open on YouTube' in page
    plain = policy(site.output("posts/plain/index.html"))
    assert (plain["frame-src"], plain["script-src"]) == ("'none'", "'self'")
    for path in ("index.html", "posts/index.html"):
        assert policy(site.output(path))["frame-src"] == "'none'"


def test_a_film_of_the_site_plays_where_it_stands_and_asks_nobody(make_site):
    site = site_of(make_site, FILM)
    page = site.output("posts/film/index.html")

    assert (
        '<video controls preload="none" playsinline poster="/stories/media/posts/jar.svg" aria-label="The jar">\n'
        '<source src="/stories/media/posts/jar.mp4" type="video/mp4">\n'
        '<track kind="captions" src="/stories/media/posts/jar.vtt" srclang="en" label="English">\n'
        '<a href="/stories/media/posts/jar.mp4">The jar</a>\n</video>'
    ) in page
    assert '<a href="/stories/media/posts/words.pdf">Transcript' in page
    assert policy(page)["frame-src"] == "'none'"
    assert {
        f"media/posts/{name}" for name in ("jar.mp4", "jar.vtt", "jar.svg", "words.pdf")
    } <= site.outputs().keys()


def test_what_no_text_plays_is_not_published(make_site):
    site = site_of(make_site, "Words.")

    assert not any(path.startswith("media/") for path in site.outputs())


def test_feeds_have_a_link_with_the_title(make_site):
    site = site_of(make_site, f"Words.\n\n{block(YT, 'title: The slips', 'captions: yes')}\n\n{FILM}")

    for path in ("rss.xml", "atom.xml"):
        feed = site.output(path).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert f'<p><a href="{YT}">The slips</a></p>' in feed
        assert '<p><a href="https://district.example/stories/media/posts/jar.mp4">The jar</a></p>' in feed
        assert "iframe" not in feed
        assert "<video" not in feed


def test_search_engines_are_told_of_the_films(make_site):
    page = site_of(make_site, f"{block(YT, 'title: The slips', 'captions: yes')}\n\n{FILM}").output(
        "posts/film/index.html"
    )

    assert (
        '"video":[{"@type":"VideoObject","embedUrl":"https://www.youtube-nocookie.com/embed/abcdefghijk","name":"The slips","url":"https://www.youtube.com/watch?v=abcdefghijk"},'
        '{"@type":"VideoObject","contentUrl":"https://district.example/stories/media/posts/jar.mp4","encodingFormat":"video/mp4","name":"The jar",'
        '"thumbnailUrl":"https://district.example/stories/media/posts/jar.svg"}]'
    ) in page


@pytest.mark.parametrize(
    ("path", "fields", "page"),
    [
        ("content/pages/about.md", "title: About", "about/index.html"),
        ("content/authors/li.md", "name: Li Wei", "authors/li/index.html"),
        ("content/credentials/talk.md", "name: Talk\nissuer: NEA", "credentials/talk/index.html"),
    ],
)
def test_every_text_of_a_site_may_have_players(make_site, path, fields, page):
    site = site_of(make_site, "Words.", **{path: f"---\n{fields}\n---\n{block(YT, 'captions: yes')}\n"})
    html = site.output(page)

    assert html.count("<template><iframe") == 1
    assert policy(html)["frame-src"] == "https://www.youtube-nocookie.com"
    assert re.search(r'<script src="/stories/assets/waiting\.js\?v=\w+" defer>', html)


def test_comments_and_players_wait_for_one_script(make_site):
    config = 'title = "S"\nbase_url = "https://d.example/"\n[comments]\nservice = "utterances"\n[comments.utterances]\nrepo = "a/b"\n'
    site = site_of(make_site, block(YT, "captions: yes"), **{"edblog.toml": config})
    page = site.output("posts/film/index.html")

    assert page.count("waiting.js") == 1
    assert policy(page)["frame-src"] == "https://utteranc.es https://www.youtube-nocookie.com"
    assert policy(page)["script-src"] == "'self' https://utteranc.es"


def test_a_theme_without_the_partial_shows_a_link(make_site):
    pages = [
        "404",
        "archive",
        "author",
        "authors",
        "credential",
        "credentials",
        "follow",
        "home",
        "page",
        "post",
        "redirect",
        "topic",
        "topics",
    ]
    page = '<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">\n{{ body }}'
    theme = {f"themes/bare/templates/{name}.html": page for name in pages}
    config = 'title = "S"\nbase_url = "https://d.example/"\ntheme = "bare"\n'
    site = site_of(
        make_site,
        block(YT, "captions: yes"),
        **{"edblog.toml": config, "themes/bare/theme.toml": 'name = "Bare"\n', **theme},
    )

    *_, shown = site.output("posts/film/index.html").splitlines()
    assert shown == f'<p><a href="{YT}">Video on YouTube</a></p>'


def test_a_theme_may_have_its_own_partial_and_its_edit_reaches_the_pages(make_site):
    own = {
        "edblog.toml": 'title = "S"\nbase_url = "https://d.example/"\ntheme = "own"\n',
        "themes/own/theme.toml": 'extends = "marigold"\n',
        "themes/own/templates/partials/embed.html": "<b>{{ embed.title }} of {{ page.title }}</b>",
    }
    site = site_of(make_site, block(YT, "captions: yes"), **own)
    assert "<b>Video on YouTube of Film</b>" in site.output("posts/film/index.html")

    site.write("themes/own/templates/partials/embed.html", "<i>{{ embed.titel }}</i>")
    problems = site.build().problems

    assert [(p.path, p.line, p.column, p.help) for p in problems if p.severity == "error"] == [
        ("themes/own/templates/partials/embed.html", 1, 7, 'did you mean "title"?')
    ]
    site.write("themes/own/templates/partials/embed.html", "<i>{{ embed.title }}</i>")
    site.build()
    assert "<i>Video on YouTube</i>" in site.output("posts/film/index.html")


def test_a_page_in_spanish_on_an_english_site_marks_whose_words_are_whose(make_site):
    site = make_site(
        {
            "content/posts/film.md": "---\ntitle: Film\ndate: 2026-01-02\nauthor: rosa\nlang: es\n---\n"
            + block(YT, "captions: yes")
            + "\n"
        }
    )
    site.build()
    page = site.output("posts/film/index.html")

    assert (
        '<figcaption lang="en" dir="ltr">\n<p class="embed-title" lang="es" dir="ltr">Video en YouTube</p>'
        in page
    )
    assert "Plays from YouTube, which then learns your internet address." in page


def test_a_spanish_site_says_it_in_spanish(make_site):
    config = 'title = "S"\nbase_url = "https://d.example/"\nlanguage = "es"\n'
    page = site_of(make_site, block(YT, "captions: sí"), **{"edblog.toml": config}).output(
        "posts/film/index.html"
    )

    assert "Se reproduce desde YouTube, que entonces conocerá tu dirección de internet." in page


def test_so_many_players_are_enough():
    video = "::: video\nhttps://youtu.be/abcdefghijk\ntitle: The jar\ncaptions: yes\n:::\n\n"

    assert render_text("content/posts/jar.md", video * 100, 1)[2] == []
    [problem] = render_text("content/posts/jar.md", video * 101, 1)[2]
    assert (problem.code, problem.line, problem.severity) == ("too-many-players", 1 + 6 * 100, "error")
