"""The glossary: one page of all words, and an explanation at the first use of each one in a story."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import post

from edblog.outputs.explained import marked
from edblog.views import Explained
from edblog.web.markup import CleanHtml, SafeHtml
from edblog.web.vocabulary import checksums, may_have, packed


def term(name: str, text: str = "What it is.\n", **fields: str) -> str:
    lines = "".join(f"{field}: {value}\n" for field, value in fields.items())
    return f"---\nterm: {name}\n{lines}---\n{text}"


IEP = term("IEP", "A *plan* for a student.\n", long="Individualized Education Program", also="[I.E.P.]")
FILES = {
    "content/glossary/iep.md": IEP,
    "content/glossary/exit-ticket.md": term("exit ticket", "Two questions.\n"),
    "content/posts/jar.md": post(
        "The jar", body="We wrote two IEPs.\n\nThe exit ticket came later, and the IEP.\n"
    ),
    "content/posts/plain.md": post("Plain", body="Nothing to explain.\n"),
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def words_in(html: str) -> list[str]:
    """The words with a button in a page."""
    return [unescape(word) for word in re.findall(r'<span class="word">([^<]*)<button', html)]


def use(html: str, *words: Explained) -> tuple[str, list[str]]:
    """The HTML with brackets around the words that are explained, and their ids."""
    text, found = marked(CleanHtml(html), words, lambda word, written: SafeHtml(f"[{written}]"))
    return text, [word.id for word in found]


def word(title: str, *forms: str) -> Explained:
    return Explained(title, "/glossary/#x", title, "", "", (title, *forms), "en")


def test_the_first_use_of_each_word_in_a_story_has_a_button_that_opens_its_explanation(site):
    assert site.build().problems == ()
    html = site.output("posts/jar/index.html")

    assert words_in(html) == ["IEPs", "exit ticket"]
    assert (
        '<button type="button" popovertarget="eb-word-iep" aria-label="What does IEP mean?"></button>' in html
    )
    note = html.partition('<div class="word-note" id="eb-word-iep"')[2].partition("</div>")[0]
    assert (
        re.sub(r"<[^>]*>", " ", note).split()
        == (
            'popover role="dialog" aria-labelledby="eb-named-iep" tabindex="-1" autofocus> IEP Individualized Education Program '
            "A plan for a student. See it in the glossary Close"
        ).split()
    )
    assert '<a href="/stories/glossary/#iep">' in note
    assert "word" not in site.output("posts/plain/index.html").partition("<main")[2].partition("</main")[0]


def test_all_words_are_on_one_page_by_letter_and_have_addresses_of_their_own(site):
    site.write("content/glossary/ell.md", term('"Éll"', long="English language learner"))
    site.write("content/glossary/504.md", term("504 plan"))
    site.build()
    html = site.output("glossary/index.html")

    assert re.findall(r'<li><a href="#(eb-letter-\w+)">(.)</a>', html) == [
        ("eb-letter-other", "#"),
        ("eb-letter-e", "E"),
        ("eb-letter-i", "I"),
    ]
    assert re.findall(r'<article class="term" id="([^"]*)">\n<h3><dfn>([^<]*)</dfn>', html) == [
        ("504", "504 plan"),
        ("ell", "Éll"),
        ("exit-ticket", "exit ticket"),
        ("iep", "IEP"),
    ]
    assert '<div class="prose"><p>A <em>plan</em> for a student.</p></div>' in html
    assert 'content="0; url=/stories/glossary/#iep"' in site.output("glossary/iep/index.html")
    assert "glossary/</loc>" in site.output("sitemap.xml")
    assert "glossary/iep" not in site.output("sitemap.xml")


def test_the_page_says_in_json_what_each_word_means(site):
    site.build()
    [data] = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', site.output("glossary/index.html")
    )
    found = json.loads(data)

    assert (found["@type"], found["name"], len(found["hasDefinedTerm"])) == ("DefinedTermSet", "Glossary", 2)
    assert found["hasDefinedTerm"][1] == {
        "@type": "DefinedTerm",
        "@id": "https://district.example/stories/glossary/#iep",
        "name": "IEP",
        "alternateName": ["Individualized Education Program", "I.E.P."],
        "description": "Individualized Education Program. A plan for a student.",
        "url": "https://district.example/stories/glossary/#iep",
        "inDefinedTermSet": "https://district.example/stories/glossary/",
    }


def test_texts_on_the_page_keep_their_notes_and_headings_apart(site):
    body = "## More\n\nA word[^1] and [up](#more).\n\n[^1]: A note.\n"
    site.write("content/glossary/a.md", term("a", body))
    site.write("content/glossary/b.md", term("b", body))
    site.build()
    html = site.output("glossary/index.html")

    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)
    assert "eb-term-b-more" in ids


def test_feeds_have_the_text_without_explanations(site):
    site.build()

    assert "two IEPs." in site.output("atom.xml")
    assert "eb-word" not in site.output("atom.xml")


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", ["IEPs", "exit ticket"]), ("es", []), ("en-US", ["IEPs", "exit ticket"])]
)
def test_a_story_has_the_words_of_its_language(site, lang, expected):
    site.write(
        "content/posts/jar.md", post("The jar", lang=lang, body="We wrote two IEPs and an exit ticket.\n")
    )
    site.build()

    assert words_in(site.output("posts/jar/index.html")) == expected


def test_an_edit_of_an_explanation_writes_the_stories_that_have_the_word(site):
    site.build()
    site.write("content/glossary/iep.md", IEP.replace("for a student", "for one student"))
    report = site.build()

    assert set(report.written) - {"search/manifest.json"} == {
        "glossary/index.html",
        "posts/jar/index.html",
        "glossary/iep/index.html",
    }
    site.write("content/posts/plain.md", post("Plain", body="An exit ticket.\n"))
    assert words_in(site.output("posts/plain/index.html")) == []
    site.build()
    assert words_in(site.output("posts/plain/index.html")) == ["exit ticket"]


def test_the_first_and_the_last_file_of_a_glossary_change_stories(make_site):
    site = make_site({path: text for path, text in FILES.items() if "glossary" not in path})
    site.build()
    assert "glossary/index.html" not in site.outputs()
    for name in ("iep", "exit-ticket"):
        site.write(f"content/glossary/{name}.md", FILES[f"content/glossary/{name}.md"])
    site.build()
    assert words_in(site.output("posts/jar/index.html")) == ["IEPs", "exit ticket"]
    for name in ("iep", "exit-ticket"):
        site.delete(f"content/glossary/{name}.md")
    site.build()
    assert words_in(site.output("posts/jar/index.html")) == []
    assert "glossary/index.html" not in site.outputs()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Our IEP team. IEP again.</p>", "<p>Our [IEP] team. IEP again.</p>"),
        ("<h2>IEP</h2><p>An IEP.</p>", "<h2>IEP</h2><p>An [IEP].</p>"),
        ('<p><a href="edblog:0">IEP</a> IEP</p>', '<p><a href="edblog:0">IEP</a> [IEP]</p>'),
        (
            '<p><a href="edblog:0">one <em>IEP</em></a> IEP</p>',
            '<p><a href="edblog:0">one <em>IEP</em></a> [IEP]</p>',
        ),
        ("<pre><code>IEP</code></pre>", "<pre><code>IEP</code></pre>"),
        ('<p><abbr title="Plan">IEP</abbr></p>', '<p><abbr title="Plan">IEP</abbr></p>'),
        ('<p><span lang="es">un IEP</span> IEP</p>', '<p><span lang="es">un IEP</span> [IEP]</p>'),
        (
            '<blockquote lang="es"><p>un<br>IEP</p></blockquote><p>IEP</p>',
            '<blockquote lang="es"><p>un<br>IEP</p></blockquote><p>[IEP]</p>',
        ),
        ('<p title="IEP">none</p>', '<p title="IEP">none</p>'),
        ("<p>iep, IEPX, XIEP, IEP-like, pre-IEP</p>", "<p>iep, IEPX, XIEP, IEP-like, pre-IEP</p>"),
        (
            "<p>The Sample IEP Network, Maple IEP, IEP Network.</p>",
            "<p>The Sample IEP Network, Maple IEP, IEP Network.</p>",
        ),
        ("<p>Yes. The IEP.</p>", "<p>Yes. The [IEP].</p>"),
        ("<p>the student’s IEP’s page</p>", "<p>the student’s [IEP]’s page</p>"),
        ("<p>Exit tickets</p>", "<p>[Exit tickets]</p>"),
        ("<p>an exit\n ticket, exit&nbsp;ticket</p>", "<p>an [exit\n ticket], exit&nbsp;ticket</p>"),
        ("<p>exit&nbsp;ticket</p>", "<p>[exit\u00a0ticket]</p>"),
        ("<p>Exit Ticket Press</p>", "<p>Exit Ticket Press</p>"),
        ("<p>R&amp;D</p>", "<p>[R&D]</p>"),
        (
            "<p>the teacher's aide and a teacher’s aide</p>",
            "<p>the [teacher's aide] and a teacher’s aide</p>",
        ),
    ],
)
def test_only_words_in_plain_text_are_explained(html, expected):
    words = (word("IEP", "IEPs"), word("exit ticket", "exit tickets"), word("R&D"), word("teacher’s aide"))

    assert use(html, *words)[0] == expected


def test_the_longest_word_wins():
    assert use(
        "<p>a formative assessment of assessment</p>", word("assessment"), word("formative assessment")
    ) == (
        "<p>a [formative assessment] of [assessment]</p>",
        ["formative assessment", "assessment"],
    )


@settings(deadline=None)
@given(
    st.text(alphabet="IEP &<>\n'’abé分数", max_size=60),
    st.text(alphabet="IEP ab'é分数", min_size=1, max_size=8),
)
def test_a_word_that_a_text_has_is_never_missed_by_its_vocabulary(text, phrase):
    phrase = " ".join(phrase.split())
    phrases = checksums(phrase)
    if phrases:
        assert may_have(packed(f"{text} {phrase} {text}"), phrases)
    html = SafeHtml(f"<p>{re.sub('[<>&]', '', text)}</p>").html
    without = use(html, word("IEP"))[0].replace("[", "").replace("]", "")
    assert without == html
