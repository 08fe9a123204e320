"""What would break once a waiting story appears is said before that day."""

from __future__ import annotations

STORY = "---\ntitle: {title}\ndate: {date}\nauthor: rosa\n{more}---\n{body}\n"


def story(title="The jar", date="2026-01-02", body="It filled up.", more=""):
    return STORY.format(title=title, date=date, body=body, more=more)


def test_a_broken_link_in_a_scheduled_story_is_an_error_today(make_site):
    site = make_site({"content/posts/later.md": story(date="2027-01-02", body="See [it](nowhere.md).")})

    assert site.problems() == [
        "notice content/posts/later.md:3:7 scheduled",
        "error content/posts/later.md:6:10 broken-link",
    ]


def test_a_missing_picture_of_a_draft_is_a_warning(make_site):
    site = make_site({"content/posts/draft.md": story(more="draft: true\n", body="![The jar](jar.png)")})

    assert site.problems() == [
        "notice content/posts/draft.md:5:8 draft",
        "warning content/posts/draft.md:7:12 missing-picture",
    ]
    assert site.build().ok is True


def test_two_scheduled_stories_may_link_to_each_other(make_site):
    site = make_site(
        {
            "content/posts/one.md": story(title="One", date="2027-01-02", body="[Two](two.md), on [talk](/topics/talk/)."),
            "content/posts/two.md": story(title="Two", date="2027-01-03", body="[One](one.md).", more="topics: [Talk]\n"),
        }
    )

    assert [p for p in site.problems() if not p.startswith("notice")] == []


def test_an_empty_draft_is_no_error(make_site):
    site = make_site({"content/posts/idea.md": story(more="draft: true\n", body="")})

    assert site.build().ok is True


def test_a_credential_keeps_the_colour_that_it_names(make_site):
    credential = "---\nname: Talk\nissuer: Institute\ntone: sky\n---\nTalk.\n"
    site = make_site({"content/credentials/talk.md": credential})
    site.build()

    assert "tone-2" in site.output("credentials/talk/index.html")


def test_words_of_the_machine_are_in_the_language_of_the_story(make_site):
    body = "Una[^1].\n\n!!! tip\n    Espera.\n\n- [x] esperar\n\n[^1]: Nota."
    site = make_site({"content/posts/es.md": story(body=body, more="lang: es\n")})
    site.build()
    page = site.output("posts/es/index.html")

    assert '<p class="admonition-title">Consejo</p>' in page
    assert 'title="Volver al texto"' in page
    assert 'aria-label="hecho"' in page
