"""What is around the text of a story: where it is, what it is filed under, who wrote it, what to follow, and how to change it."""

from __future__ import annotations

import re

import pytest
from tests.conftest import CONFIG, post

CREDENTIAL = "---\nname: Talk\nissuer: NEA\nhashtag: SampleTalkMC\n---\nTalk.\n"
REPOSITORY = '\n[submit]\nrepository = "https://git.district.example/office/stories"\nhost = "forgejo"\nbranch = "trunk"\n'


@pytest.fixture
def page(make_site):
    """The page of a story, and its site."""

    def build(settings="", **fields):
        files = {
            "edblog.toml": CONFIG + settings,
            "content/credentials/talk.md": CREDENTIAL,
            "content/authors/rosa.md": "---\nname: Rosa\n---\nI teach with Dr. Li. We have 3.5 rooms. And a jar.\n",
            "content/posts/jar.md": post(
                title="The jar", credentials="[talk]", topics="[Maths]", grades="[4]", **fields
            ),
            "content/posts/wall.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"/>',
        }
        site = make_site(files)
        site.build()
        return site.outputs()["posts/jar/index.html"].decode(), site

    return build


def part(html, start, end):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html[html.index(start) :].partition(end)[0])).strip()


def test_a_story_says_where_it_is_and_who_wrote_it(page):
    html, _ = page()

    assert part(html, '<nav class="trail"', "</nav>") == "Stories Talk"
    assert part(html, '<div class="filed"', "</div>") == "Filed under Maths Grade 4"
    assert "I teach with Dr. Li. We have 3.5 rooms." in part(
        html, 'aria-labelledby="eb-writers"', "</section>"
    )
    assert "And a jar." not in html


def test_a_story_leads_to_three_feeds(page):
    html, _ = page()
    box = html[html.index('<section class="follow"') :].partition("</section>")[0]

    assert re.findall(r'href="([^"]*)"', box) == [
        "/stories/credentials/talk/rss.xml",
        "/stories/authors/rosa/rss.xml",
        "/stories/rss.xml",
        "/stories/follow/",
    ]
    assert '<section class="follow"' not in page("\n[feeds]\nformats = []\n")[0]


def test_suggest_a_change_only_with_a_repository(page):
    assert "Suggest a change" not in page()[0]
    html, _ = page(REPOSITORY)
    assert "https://git.district.example/office/stories/_edit/trunk/content/posts/jar.md" in html
    html, _ = page(f'{REPOSITORY}folder = "our site"\n')
    assert "https://git.district.example/office/stories/_edit/trunk/our%20site/content/posts/jar.md" in html


def test_without_services_there_is_no_row_and_no_script(page):
    html, _ = page("\n[share]\nservices = []\n")

    assert "share" not in part(html, "<body", "</body>").lower()
    assert "share.js" not in html
    assert "script-src &#39;none&#39;" in html
    assert "script-src &#39;self&#39;;" in page()[0]


def test_services_are_in_the_order_of_the_settings(page):
    html, _ = page('\n[share]\nservices = ["x", "email"]\n')
    row = html[html.index('class="share"') :].partition("</section>")[0]

    assert re.findall(r'rel="nofollow noopener"[^>]*>([^<]*)<', row) == ["X", "Email"]
    assert '<summary data-eb-all="X, Email and 1 more">X, Email</summary>' in row


def test_a_picture_says_who_made_it_and_how_others_may_use_it(page):
    html, _ = page(
        image="wall.svg",
        image_alt="A wall",
        image_caption="Week six.",
        image_credit="Li <Wei>",
        image_license="CC-BY-SA-4.0",
    )

    assert part(html, "<figcaption", "</figcaption>") == "Week six. Li &lt;Wei&gt; · CC BY-SA 4.0"
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/" rel="license"' in html
    words, _ = page(image="wall.svg", image_alt="A wall", image_license="javascript:alert(1)")
    assert part(words, "<figcaption", "</figcaption>") == "javascript:alert(1)"
    assert 'href="javascript' not in words


def test_another_hashtag_reaches_the_stories(page, make_site):
    _, site = page()
    site.write("content/credentials/talk.md", CREDENTIAL.replace("SampleTalkMC", "AnotherMC"))
    site.build()
    clean = make_site(site.sources(), bare=True)
    clean.build()

    assert "%23AnotherMC" in site.outputs()["posts/jar/index.html"].decode()
    assert site.outputs() == clean.outputs()
