"""Questions that stories ask, the stories that answer them, and where both are shown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from tests.conftest import CONFIG

ASKS = "How do you <begin> & end?"
ESCAPED = "How do you &lt;begin&gt; &amp; end?"
FILES = {
    "content/authors/li.md": "---\nname: Li Wei\n---\n",
    "content/credentials/checks.md": "---\nname: Checks\nissuer: NEA\n---\n",
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\n",
    "content/circles/ours.md": "---\nname: Ours\nmembers: [li]\ncredentials: [checks]\n---\n",
}


@pytest.fixture
def site(make_site):
    """Two open questions, by Rosa and by Li, one that has an answer, and the answer."""
    site = make_site({"edblog.toml": f"{CONFIG}page_size = 2\n", **FILES})
    site.post("open", "An open story", "2026-01-01", asks=f'"{ASKS}"', credentials="[talk]")
    site.post(
        "ours", "Of the circle", "2026-01-02", author="li", asks="How do you sort?", credentials="[checks]"
    )
    site.post(
        "closed",
        "A closed story",
        "2026-01-03",
        asks="How do you wait?",
        answered_by="[answer]",
        credentials="[checks]",
    )
    site.post("answer", "The answer", "2026-01-04", author="li")
    return site


def built(site, path):
    assert site.build(strict=True).problems == ()
    return site.output(path)


def asked(html):
    return re.findall(r'<article class="question">\s*<h3[^>]*><a href="([^"]*)">(.*?)</a>', html)


def lines(html):
    """The lines with a leaf check."""
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split())
        for line in re.findall(r'<p class="answered">(.*?)</p>', html)
    ]


def test_a_story_shows_its_question_on_top_and_invites_to_answer_below(site):
    page = built(site, "posts/open/index.html")
    head, rest = page.split("</header>\n<div", 1)

    assert f'<p class="asked">{ESCAPED}</p>' in head
    assert '<a href="#eb-talk">Answer this question</a>' in head
    assert f'<h2 id="eb-talk">{ESCAPED}</h2>' in rest
    assert "Rosa Okafor asks" in rest


def test_above_comments_the_question_takes_the_place_of_their_heading(site):
    comments = "[comments]\nservice = 'isso'\n[comments.isso]\nhost = 'https://comments.district.example/'\n"
    site.write("edblog.toml", f"{CONFIG}{comments}")
    page = built(site, "posts/open/index.html")
    talk = re.search(r'<section class="talk".*?</section>', page, re.DOTALL)[0]

    assert talk.index(ESCAPED) < talk.index("Show comments")
    assert "Talk with" not in talk
    assert "Talk with Rosa Okafor" in site.output("posts/closed/index.html")


def test_an_answered_question_and_its_answer_lead_to_each_other(site):
    page = built(site, "posts/closed/index.html")

    assert lines(page) == ["Answered by The answer"]
    assert '<a href="/stories/posts/answer/">The answer</a>' in page
    assert 'id="eb-talk"' not in page
    assert lines(site.output("posts/answer/index.html")) == ["This story answers: How do you wait?"]
    assert '<a href="/stories/posts/closed/">How do you wait?</a>' in site.output("posts/answer/index.html")


def test_the_list_has_open_questions_and_then_answered_ones(site):
    page = built(site, "questions/index.html")

    assert asked(page) == [("/stories/posts/ours/", "How do you sort?"), ("/stories/posts/open/", ESCAPED)]
    assert lines(page) == ["Answered: How do you wait? by The answer"]
    assert page.index("How do you sort?") < page.index("How do you wait?")
    assert lines(site.output("questions/answered/index.html")) == ["Answered: How do you wait? by The answer"]
    assert "https://district.example/stories/questions/</loc>" in site.output("sitemap.xml")


def test_many_questions_are_on_several_pages(site):
    for day in range(1, 5):
        site.post(f"more-{day}", f"More {day}", f"2026-02-0{day}", asks=f"Question {day}?")
    page = built(site, "questions/index.html")

    assert [question for _, question in asked(page)] == ["Question 4?", "Question 3?"]
    assert [question for _, question in asked(site.output("questions/page/2/index.html"))] == [
        "Question 2?",
        "Question 1?",
    ]
    assert lines(site.output("questions/page/2/index.html")) == []


def test_micro_credentials_and_circles_show_theirs(site):
    page = built(site, "credentials/checks/index.html")

    assert [question for _, question in asked(page)] == ["How do you sort?"]
    assert lines(page) == ["Answered: How do you wait? by The answer"]
    assert [question for _, question in asked(site.output("credentials/talk/index.html"))] == [ESCAPED]
    assert [question for _, question in asked(site.output("circles/ours/index.html"))] == ["How do you sort?"]
    assert lines(site.output("circles/ours/index.html")) == []


def test_a_question_may_have_several_answers_and_a_story_may_answer_several(site):
    site.post("open", "An open story", "2026-01-01", asks="Who?", answered_by="[answer, ours]")
    page = built(site, "posts/open/index.html")

    assert lines(page) == ["Answered by The answer , Of the circle"]
    assert lines(site.output("posts/answer/index.html")) == [
        "This story answers: How do you wait?",
        "This story answers: Who?",
    ]


def test_a_site_without_questions_has_no_page_of_them(make_site):
    site = make_site({})
    site.post("plain", "Plain", "2026-01-01")
    site.write("content/pages/questions.md", "---\ntitle: Questions of families\n---\nAsk us.\n")
    page = built(site, "questions/index.html")

    assert "Ask us." in page
    assert "problems of practice" not in page
    assert 'class="asks"' not in site.output("posts/plain/index.html")


def test_a_page_of_the_district_stands_above_the_questions(site):
    site.write("content/pages/questions.md", "---\ntitle: What we ask\n---\nAsk us.\n")
    page = built(site, "questions/index.html")

    assert page.index("<h1>What we ask</h1>") < page.index("Ask us.") < page.index("How do you sort?")


def test_the_menu_has_an_entry_if_the_settings_name_it(site):
    page = built(site, "index.html")
    site.write("edblog.toml", f'{CONFIG}[menu]\norder = ["questions"]\n')

    assert 'href="/stories/questions/"' not in page
    assert '<li><a href="/stories/questions/">Questions</a></li>' in built(site, "index.html")


def test_the_title_of_an_answer_changes_wherever_it_is_shown(site):
    site.build()
    site.post("answer", "Another answer", "2026-01-04", author="li")
    site.build()

    for path in ("posts/closed", "questions", "questions/answered", "credentials/checks"):
        assert "Another answer" in site.output(f"{path}/index.html")
        assert "The answer" not in site.output(f"{path}/index.html")
