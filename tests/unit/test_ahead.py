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
            "content/posts/one.md": story(
                title="One", date="2027-01-02", body="[Two](two.md), on [talk](/topics/talk/)."
            ),
            "content/posts/two.md": story(
                title="Two", date="2027-01-03", body="[One](one.md).", more="topics: [Talk]\n"
            ),
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


def test_a_story_in_an_hour_that_the_clocks_skip_is_the_same_in_every_build(make_site):
    site = make_site(
        {
            "content/posts/one.md": story(title="One", date="2026-03-08 02:30"),
            "content/posts/two.md": story(title="Two", date="2026-03-08 03:10"),
        }
    )
    site.build()
    site.write("content/posts/three.md", story(title="Three", date="2026-11-01 01:30"))
    site.build()
    incremental = site.outputs()
    site.forget()
    site.build()

    assert site.outputs() == incremental
    assert "2026-03-08T03:30:00-05:00" in site.output("posts/one/index.html")


def test_two_files_with_one_id_are_told(make_site):
    site = make_site(
        {
            "content/authors/kim.md": "---\nname: Kim\n---\n",
            "content/authors/more/Kim.md": "---\nname: Kim\n---\n",
        }
    )

    assert site.problems() == ["error content/authors/more/Kim.md:1:1 duplicate-address"]


def test_one_name_with_two_schools_is_told(make_site):
    north, south = (f"author: {{name: Ana Ruiz, school: {school}}}" for school in ("North", "South"))
    site = make_site(
        {
            "content/posts/one.md": story(title="One").replace("author: rosa", north),
            "content/posts/two.md": story(title="Two", date="2026-01-03").replace("author: rosa", south),
        }
    )

    assert site.problems() == ["warning content/posts/two.md:4:16 author-differs"]


def test_an_author_whom_only_a_draft_introduces_is_not_published(make_site):
    ana = "author: {name: Ana Ruiz}"
    site = make_site(
        {
            "content/posts/one.md": story(more="draft: true\n").replace("author: rosa", ana),
            "content/posts/two.md": story(title="Two").replace("rosa", "ana-ruiz"),
        }
    )

    assert site.problems() == [
        "notice content/posts/one.md:5:8 draft",
        "error content/posts/two.md:4:9 link-to-unpublished",
    ]


def test_topics_that_only_signs_tell_apart_are_told(make_site):
    site = make_site(
        {
            "content/posts/one.md": story(title="One", more="topics: [C++, Special education]\n"),
            "content/posts/two.md": story(
                title="Two", date="2026-01-03", more="topics: ['C#', special Education]\n"
            ),
        }
    )

    assert site.problems() == ["warning content/posts/two.md:5:10 same-topic"]


def test_links_to_feeds_files_listings_and_aliases_are_good(make_site):
    site = make_site(
        {
            "content/posts/one.md": story(
                body="[a](/atom.xml) [b](/authors/rosa/rss.xml) [c](/handout.pdf) [d](/old/) [e](/posts/) [f](/stories/feeds.opml)"
            ),
            "content/posts/two.md": story(title="Two", more="aliases: [/old/]\n"),
            "static/handout.pdf": b"%PDF-1.7",
        }
    )

    assert site.problems() == []
    site.build()
    page = site.output("posts/one/index.html")
    for url in ("atom.xml", "authors/rosa/rss.xml", "handout.pdf", "posts/two/", "posts/", "feeds.opml"):
        assert f'href="/stories/{url}"' in page


def test_a_file_with_capitals_in_its_ending_has_places(make_site):
    site = make_site({"content/posts/ONE.MD": story(body="See [it](nowhere.md).")})

    assert site.problems() == ["error content/posts/ONE.MD:6:10 broken-link"]


def test_a_reference_without_an_address_is_told(make_site):
    site = make_site(
        {"content/posts/one.md": story(body="A [jar][missing], a [good one][x].\n\n[x]: /posts/")}
    )

    assert site.problems() == ["warning content/posts/one.md:6:3 missing-reference"]
