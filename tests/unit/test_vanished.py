"""When a published address is gone, the build says so once, with the alias that keeps it good."""

import pytest


def gone(site, **options):
    return [(p.severity, p.path, p.line, p.message, p.help) for p in site.build(**options).gone]


@pytest.fixture
def site(make_site):
    site = make_site({})
    site.post("bean-jars", "Bean jars", "2026-01-12", "We grew beans.")
    site.post("other", "Other", "2026-01-13")
    site.build()
    return site


AGAIN = (
    'the address "/posts/bean-jars/" is no longer on the site; this story seems to be the page that was there'
)
ADD = "so that old links still work, add a line between the two ---: aliases: [/posts/bean-jars/]"
GONE = 'the address "/posts/bean-jars/" is no longer on the site'
MOVED = "if the page moved, add this line to its new file: aliases: [/posts/bean-jars/]; if it was deleted on purpose, there is nothing to do"


def test_a_renamed_file(site):
    site.rename("content/posts/bean-jars.md", "content/posts/jars-of-beans.md")

    assert gone(site) == [("notice", "content/posts/jars-of-beans.md", 2, AGAIN, ADD)]
    assert gone(site) == []


def test_another_slug(site):
    site.post("bean-jars", "Beans", "2026-01-12", "Other words.", aliases="[/a/]", summary="x")
    site.build()
    text = site.sources()["content/posts/bean-jars.md"].decode()
    site.write("content/posts/bean-jars.md", text.replace("summary: x", "slug: beans"))

    help_ = "so that old links still work, change the line aliases to this: aliases: [/a/, /posts/bean-jars/]"
    assert gone(site) == [("notice", "content/posts/bean-jars.md", 5, AGAIN, help_)]


def test_a_renamed_file_with_other_words_and_the_same_title(site):
    site.delete("content/posts/bean-jars.md")
    site.post("x", "Bean Jars", "2026-01-12", "Other words.")

    assert gone(site) == [("notice", "content/posts/x.md", 2, AGAIN, ADD)]


def test_a_deleted_story(site):
    site.delete("content/posts/bean-jars.md")

    assert gone(site) == [("notice", "content/posts/bean-jars.md", 1, GONE, MOVED)]


def test_the_alias_that_it_names_is_all_that_it_takes(site):
    site.delete("content/posts/bean-jars.md")
    site.post("x", "Bean jars", "2026-01-12", aliases="[/posts/bean-jars/]")

    assert gone(site) == []
    assert "/stories/posts/x/" in site.output("posts/bean-jars/index.html")


def test_a_story_that_became_a_draft_has_its_own_notice(site):
    site.post("bean-jars", "Bean jars", "2026-01-12", draft="yes")

    report = site.build()
    assert report.gone == ()
    assert [p.code for p in report.problems] == ["draft"]


def test_a_story_that_only_an_everyday_edit_brought(site):
    site.post("new", "New", "2026-01-14")
    site.build()
    site.delete("content/posts/new.md")

    assert [(p[1], p[3]) for p in gone(site)] == [
        ("content/posts/new.md", 'the address "/posts/new/" is no longer on the site')
    ]


def test_an_error_elsewhere_does_not_make_it_forget(site):
    site.rename("content/posts/bean-jars.md", "content/posts/jars.md")
    site.post("other", "", "2026-01-13")
    assert site.build().ok is False
    site.post("other", "Other", "2026-01-13")

    assert gone(site) == [("notice", "content/posts/jars.md", 2, AGAIN, ADD)]


def test_a_check_says_it_and_changes_nothing(site):
    site.rename("content/posts/bean-jars.md", "content/posts/jars.md")

    assert [row[3] for row in gone(site, dry=True)] == [AGAIN]
    assert [row[3] for row in gone(site, dry=True)] == [AGAIN]


def test_who_asks_for_it_takes_it_for_an_error(site):
    site.rename("content/posts/bean-jars.md", "content/posts/jars.md")

    report = site.build(fail_on=("address-gone",))
    assert (report.ok, [p.code for p in report.problems]) == (False, ["address-gone"])
    assert "posts/bean-jars/index.html" in site.outputs()


def test_a_person_and_a_page(make_site):
    site = make_site({"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    site.write("content/authors/li.md", "---\nname: Li\n---\nLi.\n")
    site.post("a", "A", "2026-01-12", author="li")
    site.build()
    site.rename("content/pages/about.md", "content/pages/who-we-are.md")
    site.rename("content/authors/li.md", "content/authors/li-wei.md")
    site.post("a", "A", "2026-01-12", author="li-wei")

    assert [(p[1], p[4].rpartition(": ")[2]) for p in gone(site)] == [
        ("content/authors/li-wei.md", "[/authors/li/]"),
        ("content/pages/who-we-are.md", "[/about/]"),
    ]


def test_a_page_that_became_the_welcome_has_no_aliases_of_its_own(make_site):
    site = make_site({"content/pages/welcome.md": "---\ntitle: Welcome\n---\nHello.\n"})
    site.build()
    site.rename("content/pages/welcome.md", "content/pages/home.md")

    assert [(path, help_) for _, path, _, _, help_ in gone(site)] == [
        (
            "content/pages/home.md",
            "so that old links still work, add a line between the two ---: aliases: [/welcome/]",
        )
    ]


def test_lists_that_shrink_are_no_news(site):
    for day in range(1, 16):
        site.post(f"s{day}", f"S {day}", f"2026-02-{day:02}", topics="[Maths]")
    site.build()
    for day in range(1, 16):
        site.post(f"s{day}", f"S {day}", f"2026-02-{day:02}")

    assert gone(site) == []


def test_a_build_from_nothing_knows_of_none(site):
    site.rename("content/posts/bean-jars.md", "content/posts/jars.md")
    site.forget()

    assert gone(site) == []
