"""What is told of a text without its HTML: its first paragraph, its headings and their ids, and how long it takes to read."""

import pytest

from edblog.sources.markdown.lengths import count_words, shorten
from edblog.sources.markdown.plain_text import plain
from edblog.sources.markdown.rendering import render_text


def told(body):
    text, _, _ = render_text("content/posts/x.md", body, 1)
    return text


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("Our best was 12\\.5 m \\- \\(so far\\) in snake\\_case\\.", "Our best was 12.5 m - (so far) in snake_case."),
        ("It took 3[^1] weeks and 5 jars.[^1]\n\n[^1]: Or so.", "It took 3 weeks and 5 jars."),
        ("Caf&eacute; &mdash; 5&nbsp;km, AT&amp;T &#189; cup", "Café — 5 km, AT&T ½ cup"),
        ("Write to <office@district.example>.", "Write to office@district.example."),
        ("Type `a<b && c>d` and <kbd>Ctrl</kbd>+<kbd>C</kbd>.", "Type a<b && c>d and Ctrl+C."),
        ("Roses are red,<br>violets are blue.", "Roses are red, violets are blue."),
        ("<p>The words of the paragraph.</p>\n\nSecond.", "The words of the paragraph."),
        ("Look ![a jar](jar.svg) here.", "Look here."),
        ("H<sub>2</sub>O, x<sup>2</sup> and <mark>this</mark>", "H2O, x2 and this"),
        ("<!-- a note -->\nThe words.", "The words."),
        ("![a jar](jar.svg)\n\n## Why\n\nBecause.", "Because."),
        ("> Quoted first.\n\nOwn words.", "Own words."),
        ("> Only a quote.", "Only a quote."),
        ("<style>body{}</style>\n\nMy text.", "My text."),
        ('![a](x.svg "The Captain")\n\nLorem.', "Lorem."),
        ("1. One\n2. Two\n\nAfter[^1].\n\n[^1]: A note.", "After."),
        ("- One[^1]\n\n[^1]: A note.", ""),
    ],
)  # fmt: skip
def test_a_summary_is_what_a_reader_sees(body, summary):
    assert told(body).first_paragraph == summary


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>So <math alttext="x^2 &lt; 4"><mi>x</mi><mn>2</mn></math> holds.</p>', "So x^2 < 4 holds."),
        ("<table><tr><th>Day</th><th>Slips</th></tr><tr><td>1</td><td>3</td></tr></table>", "Day Slips 1 3"),
        ('<div class="admonition"><p class="admonition-title">Note</p><p>Go.</p></div>', "Note Go."),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢kan"),
        ("un<em>believ</em>able<wbr>ness 👩‍🏫", "unbelievableness 👩‍🏫"),
        ("no tags &amp; no harm", "no tags & no harm"),
    ],
)
def test_html_as_text(html, text):
    assert plain(html) == text


def test_a_heading_is_named_and_addressed_by_its_words():
    text = told(
        "## Part \\#2: 3\\.5 m\n\n## Fish &amp; chips &lt;5\n\n## Note[^1]\n\n## `a<b` & *more*\n\n[^1]: n"
    )

    assert [(heading.id, heading.title) for heading in text.headings] == [
        ("part-2-3-5-m", "Part #2: 3.5 m"),
        ("fish-chips-5", "Fish & chips <5"),
        ("note", "Note"),
        ("a-b-more", "a<b & more"),
    ]


def test_a_list_of_contents_has_the_words_of_the_headings():
    _, html, _ = render_text(
        "x.md", "[TOC]\n\n## R&D & *b*\n\n## 3 < 5<br>c {#own}\n\n## Note[^1]\n\n[^1]: n", 1
    )

    assert html.split("</div>")[0] == (
        '<div class="toc">\n<ul>\n<li><a href="edblog:0">R&amp;D &amp; b</a></li>\n'
        '<li><a href="edblog:1">3 &lt; 5 c</a></li>\n<li><a href="edblog:2">Note</a></li>\n</ul>\n'
    )
    assert "data-toc" not in html


def test_a_formula_in_a_heading_is_its_tex():
    (heading,) = told("## Why $a^2 < b$ holds").headings

    assert (heading.id, heading.title) == ("why-a-2-b-holds", "Why a^2 < b holds")


def test_an_old_id_of_a_heading_still_leads_to_it():
    text, html, _ = render_text("x.md", "## Straße\n\n## One<br>two\n\n## Jar", 1)

    assert html.split("\n")[0] == '<h2 id="strasse"><span id="straße"></span>Straße</h2>'
    assert text.anchors == ("strasse", "straße", "one-two", "onetwo", "jar")
    assert [heading.title for heading in text.headings] == ["Straße", "One two", "Jar"]


def test_an_old_id_gives_way_to_a_heading_that_has_it_now():
    assert told("## A<br>b\n\n## Ab").anchors == ("a-b", "ab", "ab_1")


def test_equal_headings_are_numbered():
    assert told("## Jar\n\n## Jar\n\n## Jar").anchors == ("jar", "jar_1", "jar_2")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's a well-known 3.5 m", 5),
        ("それは瓶でした。" * 100, 322),
        ("我在门口放了一个空罐子。" * 50, 253),
        ("학생들이 매일 질문을 썼습니다.", 6),
        ("AI 时代 and 5 jars", 5),
        ("हिन्दी में एक कहानी", 4),
        ("นักเรียนเขียนคำถามทุกวัน", 5),
        ("Вопрос дня", 2),
    ],
)
def test_words_for_the_reading_time(text, words):
    assert count_words(text) == words


def test_reading_time_of_chinese_is_counted_in_characters(make_site):
    site = make_site({})
    site.post("jar", "罐子", "2026-01-02", "我们一起读这些问题吧。" * 150, lang="zh")
    site.build()

    # 1,650 characters, of which 1,500 are no punctuation.
    assert "3 min read" in site.output("posts/jar/index.html")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one two three", "one two three"),
        ("one two three four five", "one two three four…"),
        ("one two three fourfivesix", "one two three…"),
        ("See https://example.org/a/very/long/path", "See https://example.…"),
        ("一二三四五。六七八九十一二三", "一二三四五。"),
        ("一二三四五六七。八九十一二三", "一二三四五六七。"),
        ("AI 时代的课堂我在门口放了一个", "AI 时代的课堂我在门…"),
        ("นักเรียนเขียนคำถามทุกวันศุกร์", "นักเรียนเขียนคำถามทุกวันศุ…"),
        ("aaaaaaaaaaaaaaaaaa👩‍🏫 bbbb", "aaaaaaaaaaaaaaaaaa…"),
        (
            "aaaaaaaaaaaaaaaae\u0301e\u0301e\u0301e\u0301e\u0301",
            "aaaaaaaaaaaaaaaae\u0301e\u0301e\u0301e\u0301…",
        ),
    ],
)
def test_where_a_summary_ends(text, short):
    assert shorten(text, 20) == short


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("It&#8217;s here", "It’s here"),
        ("AT&amp;T &mdash; &#x201C;x&#x201D;", "AT&amp;T — “x”"),
        ("R&D, Q&A and &copy without an end", "R&amp;D, Q&amp;A and &amp;copy without an end"),
        ("&lt;b&gt; in HTML", "&lt;b&gt; in HTML"),
        ("a&#10;b&#0;c&nbsp;d", "a b\ufffdc d"),
    ],
)
def test_a_title_has_characters_and_not_their_names(make_site, title, shown):
    site = make_site({})
    site.post("jar", f'"{title}"', "2026-01-02")

    assert site.build().problems == ()
    assert f">{shown}</h1>" in site.output("posts/jar/index.html")
