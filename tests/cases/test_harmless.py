"""What looks like a mistake and is none: it just works, without a word."""

from __future__ import annotations

import unicodedata

import pytest


@pytest.fixture
def publish(make_site):
    """A site with a story of this text, built without a problem."""

    def publish(text, path="content/posts/jar.md"):
        site = make_site({path: text})
        report = site.build()
        assert report.problems == ()
        return site

    return publish


def story(title="The jar", body="It filled up.", more=""):
    return f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: rosa\n{more}---\n{body}\n"


@pytest.mark.parametrize(
    "body",
    [
        "Type {{1..3}} into the shell.",
        "Jekyll writes {% foo %} and Hugo {{< bar >}}.",
        "{{ config }} and {# no comment #} and ${HOME}",
        "🎉 👩‍🏫 🇲🇽 and a family: 👨‍👩‍👧",
        "Price: $5 <3 & more; 3 < 4 > 2",
        "100 % of us [really] asked (a lot): why?",
        "An e-mail to rosa@school.example or C:\\temp\\new",
    ],
)
def test_signs_in_prose_stay_as_they_are(publish, body):
    page = publish(story(body=body)).output("posts/jar/index.html")

    escaped = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<p>{escaped}</p>" in page


@pytest.mark.parametrize(
    "title",
    ["2026", "No", "null and void", "12:30", "Meeting at 12:30", "1e3", "0x1F", "~5 jars", "3/4", "Yes!", "a:b", "100%",
     "Who?", "It's Rosa's", "-5 degrees", "C# for all", "Año nuevo", "日々"],
)  # fmt: skip
def test_a_title_is_text_whatever_yaml_thinks_of_it(publish, title):
    page = publish(story(title=title)).output("posts/jar/index.html")

    shown = title.replace("'", "’")
    assert f"<title>{shown} " in page


def test_windows_line_ends_and_a_byte_order_mark(make_site):
    text = story(body="One line.\n\nTwo lines.")
    plain = make_site({"content/posts/jar.md": text})
    windows = make_site({"content/posts/jar.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()})
    mac = make_site({"content/posts/jar.md": text.replace("\n", "\r").encode()})

    assert [site.build().problems for site in (plain, windows, mac)] == [(), (), ()]
    assert plain.outputs() == windows.outputs() == mac.outputs()


def test_a_settings_file_with_windows_line_ends_and_a_byte_order_mark(make_site):
    site = make_site(
        {"edblog.toml": b'\xef\xbb\xbftitle = "Stories"\r\nbase_url = "https://district.example/"\r\n'},
    )

    assert site.build().problems == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_and_spaces_in_file_names_whichever_way_they_are_stored(make_site, form):
    files = {
        "content/posts/Mi año.md": story(body="![Un frasco](<Mi frasco más bonito.svg>)\n\n[Otra](<Otra más.md>)"),
        "content/posts/Otra más.md": story(title="Otra", body="Sí."),
        "content/posts/Mi frasco más bonito.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
    }
    site = make_site({unicodedata.normalize(form, path): text for path, text in files.items()})

    assert site.build().problems == ()
    page = site.output("posts/mi-ano/index.html")
    assert 'href="/stories/posts/otra-mas/"' in page
    assert 'src="/stories/media/posts/Mi%20frasco%20' in page


@pytest.mark.parametrize("word", ["off", "no", "false", "OFF", "'no'"])
def test_comments_can_be_turned_off_in_any_word(make_site, word):
    config = (
        'title = "Stories"\nbase_url = "https://district.example/"\n'
        '[comments]\nservice = "isso"\n[comments.isso]\nhost = "https://comments.district.example/"\n'
    )
    site = make_site({
        "edblog.toml": config,
        "content/posts/on.md": story(),
        "content/posts/off.md": story(more=f"comments: {word}\n"),
    })  # fmt: skip

    assert site.build().problems == ()
    assert "isso-thread" in site.output("posts/on/index.html")
    assert "isso-thread" not in site.output("posts/off/index.html")


def test_a_date_in_the_file_name_and_none_in_the_file(publish):
    text = "---\ntitle: The jar\nauthor: rosa\n---\nIt filled up.\n"

    page = publish(text, "content/posts/2026-1-2 the jar.md").output("posts/the-jar/index.html")

    assert 'datetime="2026-01-02T00:00:00-06:00"' in page


def test_an_author_without_a_page_of_their_own(publish):
    site = publish(story(more="").replace("author: rosa", "author: {name: Ana Ruiz, school: Lincoln}"))

    assert "Ana Ruiz" in site.output("authors/ana-ruiz/index.html")


def test_an_empty_site(make_site):
    site = make_site({})

    assert site.build().problems == ()
    assert "index.html" in site.outputs()


def test_remarks_and_blank_lines_in_front_matter(publish):
    publish("\n\n---\n# A remark\n\ntitle: The jar # another\n\ndate: 2026-01-02\nauthor: rosa\n\n---\n\nIt filled up.\n")


def test_a_ruler_in_a_story(publish):
    site = publish(story(body="Before.\n\n---\n\nAfter: it went on.\n\n---\n"))

    assert site.output("posts/jar/index.html").count("<hr>") == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("The \\u202ejar", "The \u202ejar\u202c"),
        ("\\u2067\\u202bThe\\u202c jar", "\u2067\u202bThe\u202c jar\u2069"),
        ("The \\u202dj\\u2066ar\\u2069\\u202c", "The \u202dj\u2066ar\u2069\u202c"),
        ("The\\a\\e[31m\\u0085\\u200d jar", "The[31m \u200d jar"),
    ],
)
def test_a_sign_that_turns_the_direction_turns_no_more_than_its_field(publish, typed, shown):
    page = publish(story(title=f'"{typed}"')).output("posts/jar/index.html")

    assert f">{shown}</h1>" in page
