"""What a district decides about the frame of its pages: menu, icon, logo, announcement and footer."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.conftest import CONFIG, NOW, post

from edblog.problems import EdblogError
from edblog.settings import read_config
from edblog.settings.pieces import Piece, lines, pieces

CREDENTIAL = "---\nname: Productive Talk\nissuer: NEA\n---\n"
ABOUT = "---\ntitle: About us\nmenu: header\n---\nWe write here.\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8"/></svg>'
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


def menu(site, path="index.html"):
    """The words of the menu."""
    found = re.search(r'<ul class="menu">(.*?)</ul>', site.output(path), re.DOTALL)
    return re.findall(r">([^<>\n]+)</a>", found[1]) if found else []


def settings(*lines):
    return CONFIG + "\n".join((*lines, ""))


def told(text):
    """What is wrong with settings, each as its keys, message and help."""
    _, problems = read_config(text)
    return [(".".join(map(str, p.key)), p.message, p.help) for p in problems]


# The menu


def test_the_menu_of_an_empty_site_has_no_empty_entry(make_site):
    site = make_site({"edblog.toml": CONFIG, "content/pages/about.md": ABOUT}, bare=True)
    site.build()

    assert menu(site) == ["About us", "Follow"]


def test_an_entry_appears_with_the_first_thing_that_it_leads_to(make_site):
    site = make_site({})
    site.build()
    before = menu(site)
    site.write("content/credentials/talk.md", CREDENTIAL)
    site.build()
    between = menu(site)
    site.write("content/posts/jar.md", post())
    site.build()

    assert before == ["Educators", "Follow"]
    assert between == ["Micro-credentials", "Educators", "Follow"]
    assert (
        menu(site)
        == menu(site, "authors/index.html")
        == ["Stories", "Micro-credentials", "Educators", "Follow"]
    )


def test_a_site_without_feeds_has_no_entry_for_following(make_site):
    site = make_site({"edblog.toml": settings("[feeds]", "formats = []")})
    site.build()

    assert menu(site) == ["Educators"]
    assert "/follow/" not in site.output("index.html")


def test_entries_made_by_edblog_and_own_pages_are_ordered_hidden_and_renamed_alike(make_site):
    toml = settings(
        "[menu]",
        'order = ["about", "topics", "authors"]',
        'hide = ["follow", "credentials"]',
        'names = { authors = "Teachers", about = "Who we are", topics = "Subjects" }',
    )
    files = {"edblog.toml": toml, "content/pages/about.md": ABOUT, "content/credentials/talk.md": CREDENTIAL}
    site = make_site({**files, "content/posts/jar.md": post(topics="[fractions]")})
    site.build()

    assert menu(site) == ["Who we are", "Subjects", "Teachers", "Stories"]
    assert "<h1>Teachers</h1>" in site.output("authors/index.html")
    assert ">Subjects</a>" in site.output("topics/fractions/index.html")
    assert "<h1>About us</h1>" in site.output("about/index.html")
    assert "<h1>Follow</h1>" in site.output("follow/index.html")


def test_an_entry_that_the_menu_does_not_have_is_an_error_with_the_name_that_was_meant(make_site):
    toml = settings("[menu]", 'order = ["abuot"]', 'hide = ["privacy"]', 'names = { teachers = "T" }')
    privacy = "---\ntitle: Privacy\nmenu: footer\n---\nWe keep nothing.\n"
    site = make_site(
        {"edblog.toml": toml, "content/pages/about.md": ABOUT, "content/pages/privacy.md": privacy}
    )

    report = site.build()

    assert {p.code for p in report.problems} == {"unknown-menu-entry"}
    assert [(p.line, p.message, p.help) for p in report.problems] == [
        (5, 'the menu has no entry "abuot"', 'did you mean "about"?'),
        (
            6,
            'the menu has no entry "privacy"',
            "that page is not in the menu; to add it, write in its file: menu: header",
        ),
        (
            7,
            'the menu has no entry "teachers"',
            "the menu has these entries: stories, credentials, authors, topics, grades, series, questions, archive, pathways, counts, columns, events, circles, notices, recordings, goals, lists, boards, resources, glossary, impact, digests, follow, about",
        ),
    ]
    assert report.exit_code == 2


def test_settings_of_the_menu_have_their_types(make_site):
    assert told(settings("[menu]", 'order = "about"', "hide = [1]", "names = []", "ordre = []")) == [
        ("menu.ordre", 'there is no setting "menu.ordre"', 'did you mean "order"?'),
        ("menu.order", '"order" must be a list of words, not "about"', 'write: order = ["about", "stories"]'),
        ("menu.hide", 'each of "hide" must be text in quotes, not 1', 'write: hide = ["follow"]'),
        ("menu.names", '"names" must be a table, not a list', 'write: names = { authors = "Teachers" }'),
    ]  # fmt: skip


# The first row of the footer


def footer(site, path="index.html"):
    """The words of the first row of the footer; empty if there is none."""
    rows = re.findall(r"<ul>(.*?)</ul>", site.output(path).rpartition("<footer")[2], re.DOTALL)
    return re.findall(r">([^<>\n]+)</a>", rows[0]) if len(rows) > 1 else []


FULL = {
    "content/posts/jar.md": post(topics="[fractions]", grades="[3]"),
    "content/credentials/talk.md": CREDENTIAL,
    "content/events/chat.md": "---\ntitle: A chat\nstarts: 2027-03-04 16:00\nminutes: 60\nplace: The library\n---\nCome.\n",
    "content/circles/ours.md": "---\nname: Ours\nmembers: [rosa]\n---\nWe meet.\n",
}


def own_pages(number):
    return {
        f"content/pages/own-{n}.md": f"---\ntitle: Own {n}\nmenu: header\norder: {n}\n---\nText.\n"
        for n in range(number)
    }


def test_a_menu_with_more_than_eight_entries_moves_the_later_ones_to_the_footer(make_site):
    few, many = make_site({**FULL, **own_pages(2)}), make_site({**FULL, **own_pages(3)})
    few.build()
    many.build()
    always = ["Stories", "Micro-credentials", "Educators"]

    assert menu(few) == [*always, "Events", "Circles", "Own 0", "Own 1", "Follow"]
    assert footer(few) == []
    assert menu(many) == [*always, "Events", "Own 0", "Own 1", "Own 2", "Follow"]
    assert footer(many) == ["Circles"]
    assert '<a href="/stories/circles/" aria-current="page">Circles</a>' in many.output("circles/index.html")


def test_what_the_district_puts_into_the_menu_stays_there(make_site):
    toml = settings("[menu]", 'order = ["circles", "topics", "grades"]', 'names = { events = "Dates" }')
    site = make_site({"edblog.toml": toml, **FULL, **own_pages(4)})
    site.build()

    assert menu(site) == [
        *("Circles", "Topics", "Grades", "Stories", "Micro-credentials", "Educators"),
        *("Own 0", "Own 1", "Own 2", "Own 3", "Follow"),
    ]
    assert footer(site) == ["Dates"]


# Icon and logo


@pytest.mark.parametrize(
    ("name", "kind"),
    [("favicon.svg", "image/svg+xml"), ("favicon.png", "image/png"), ("favicon.ico", "image/x-icon")],
)
def test_a_favicon_in_static_is_linked_from_every_page(make_site, name, kind):
    site = make_site({f"static/{name}": DRAWING})
    site.build()

    for path in ("index.html", "404.html", "authors/rosa/index.html"):
        assert re.findall(r'<link rel="icon".*', site.output(path)) == [
            f'<link rel="icon" href="/stories/{name}?v=a9465267" type="{kind}">'
        ]


@pytest.mark.parametrize("written", ["icons/a b.svg", "static/icons/a b.svg", "/icons/a b.svg"])
def test_an_icon_is_named_as_people_name_files(make_site, written):
    site = make_site({"edblog.toml": CONFIG + f'icon = "{written}"\n', "static/icons/a b.svg": DRAWING})
    site.build()

    assert '<link rel="icon" href="/stories/icons/a%20b.svg?v=a9465267" type="image/svg+xml">' in site.output(
        "index.html"
    )


def test_another_picture_under_the_same_name_has_another_address(make_site):
    site = make_site({"static/favicon.svg": DRAWING})
    site.build()
    before = site.output("404.html")
    site.write("static/favicon.svg", DRAWING.replace("h8", "h9"))
    site.build()

    assert site.output("404.html") != before


def test_a_logo_stands_beside_the_title_and_in_its_place_where_it_says_the_same(make_site):
    toml = CONFIG + 'logo = "logo.svg"\nlogo_alt = "Sample Valley & Hills"\n'
    site = make_site({"edblog.toml": toml, "static/logo.svg": DRAWING})
    site.build()
    beside = re.search(r'<a class="brand".*', site.output("index.html"))[0]
    site.write("edblog.toml", toml.replace("Sample Valley & Hills", "Stories"))
    site.build()

    assert beside == (
        '<a class="brand" href="/stories/" aria-current="page">'
        '<img src="/stories/logo.svg?v=a9465267" alt="Sample Valley &amp; Hills"><span>Stories</span></a>'
    )
    assert re.search(r'<a class="brand".*', site.output("index.html"))[0].endswith('alt="Stories"></a>')


def test_a_picture_that_is_not_there_is_an_error_at_its_line(make_site):
    toml = CONFIG + 'icon = "favicn.svg"\nlogo = "logo.png"\nlogo_alt = "Sample Valley"\n'
    site = make_site({"edblog.toml": toml, "static/favicon.svg": DRAWING})

    report = site.build()

    assert [(p.line, p.column, p.code, p.message, p.help) for p in report.problems] == [
        (4, 1, "missing-file", 'there is no file "static/favicn.svg"', 'did you mean "favicon.svg"?'),
        (5, 1, "missing-file", 'there is no file "static/logo.png"', "save the file as static/logo.png"),
    ]


def test_a_logo_needs_its_words_and_a_form_that_browsers_show():
    assert told(CONFIG + 'logo = "logo.pdf"\n') == [
        ("logo", '"logo.pdf" cannot be the logo: its name must end in .svg, .png, .webp, .jpg or .jpeg', "save the picture in one of these formats"),
        ("logo", '"logo" needs "logo_alt", for readers who cannot see the picture', 'add a line with the words on the logo: logo_alt = "Sample Valley School District"'),
    ]  # fmt: skip
    assert told(CONFIG + 'logo_alt = "Sample Valley"\n') == [
        (
            "logo_alt",
            '"logo_alt" needs "logo", the picture that it describes',
            'add a line such as: logo = "logo.svg"',
        )
    ]
    assert told(CONFIG + 'icon = "../art/icon.svg"\n') == [
        ("icon", '"icon" must be a file in static/', 'put it into static/, and write its name: icon = "icon.svg"')
    ]  # fmt: skip
    assert told(CONFIG + 'icon = "icon.jpg"\n') == [
        ("icon", '"icon.jpg" cannot be the icon: its name must end in .svg, .png or .ico', "save the picture in one of these formats")
    ]  # fmt: skip


# Words with links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No school on Monday.", [("No school on Monday.", "")]),
        ("See [the plan](/posts/fair/), please", [("See ", ""), ("the plan", "/posts/fair/"), (", please", "")]),
        ("https://a.example/b, or [sic]", [("https://a.example/b", "https://a.example/b"), (", or [sic]", "")]),
        ("To office@d.example.", [("To ", ""), ("office@d.example", "mailto:office@d.example"), (".", "")]),
        ("Two\n  lines\t", [("Two lines", "")]),
        ("[a](b c) <b>", [("[a](b c) <b>", "")]),
        ("[A](https://a.example/b_(c)_(d)).", [("A", "https://a.example/b_(c)_(d)"), (".", "")]),
        ("", []),
    ],
)  # fmt: skip
def test_links_in_a_short_text(text, found):
    assert list(pieces(text)) == [Piece(*piece) for piece in found]


def test_lines_of_an_address():
    assert lines("12 School Road\n\n  a@d.example\n") == [
        (Piece("12 School Road"),),
        (Piece("a@d.example", "mailto:a@d.example"),),
    ]


def test_a_link_in_settings_that_leads_nowhere_is_an_error(make_site):
    text = 'text = "[a](javascript:alert) [b](www.d.example) [c](posts/)"'
    instead = (
        "write the whole address, such as https://district.example/, or one of this site that begins with /"
    )
    assert told(settings("[announcement]", text)) == [
        ("announcement.text", 'the link "a" leads to "javascript:alert", which is not a valid address', instead),
        ("announcement.text", 'the link "b" leads to "www.d.example", which is not a valid address', "write: https://www.d.example"),
        ("announcement.text", 'the link "c" leads to "posts/", which is not a valid address', instead),
    ]  # fmt: skip
    site = make_site({"edblog.toml": settings("[footer]", 'address = "[us](/authors/rosy/)"')})
    assert [(p.line, p.message, p.help) for p in site.build().problems] == [
        (
            5,
            'the link "us" leads to "/authors/rosy/", but this site has no such page',
            'did you mean "/authors/rosa/"?',
        )
    ]


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("See [the plan](/posts/fair/", "[the plan](/posts/fair/"),
        ("[a](/posts/) and [b](c d)", "[b](c"),
        ("[a](/b_((c)))", "[a](/b_((c)))"),
    ],
)
def test_a_link_in_settings_that_is_not_finished_is_an_error(text, begun):
    help_ = "write the address without spaces, and a parenthesis after it: [words](https://district.example/)"

    assert told(settings("[footer]", f'text = "{text}"')) == [
        ("footer.text", f'"{begun}" starts like a link, but is not one', help_)
    ]


@pytest.mark.parametrize(
    "path", ["/authors/rosa/", "/stories/authors/rosa/", "/authors/rosa", "/authors/rosa/?a#b"]
)
def test_a_link_to_a_page_of_the_site_is_found_in_each_of_its_forms(make_site, path):
    site = make_site({"edblog.toml": settings("[announcement]", f'text = "[Rosa]({path})"')})

    assert site.build().problems == ()
    assert f'href="/stories/authors/rosa{path.partition("rosa")[2]}">Rosa</a>' in site.output("404.html")


def test_the_footer_says_what_the_district_says(make_site):
    toml = settings(
        "[footer]",
        'text = "By <us> & [Rosa](/authors/rosa/)."',
        'address = "12 School Road\\noffice@d.example"',
    )
    site = make_site(
        {"edblog.toml": toml.replace('title = "Stories"', 'title = "Stories"\ndescription = "Other words."')}
    )
    site.build()
    foot = site.output("authors/index.html").partition('<footer class="colophon">')[2]

    assert '<p>By &lt;us&gt; &amp; <a href="/stories/authors/rosa/">Rosa</a>.</p>' in foot
    assert (
        '<address>\n12 School Road<br>\n<a href="mailto:office@d.example">office@d.example</a></address>'
        in foot
    )
    assert "Other words." not in foot


# The announcement


def announced(site):
    return re.findall(
        r'<aside class="announcement" aria-label="Announcement">\n<p class="wrap">(.*?)</p>',
        site.output("404.html"),
    )


@pytest.mark.parametrize(
    ("until", "last", "first"),
    [
        # Chicago is six hours behind, and five before November.
        ("2026-11-12", datetime(2026, 11, 13, 5, 59, tzinfo=UTC), datetime(2026, 11, 13, 6, tzinfo=UTC)),
        ('"2026-11-12"', datetime(2026, 11, 13, 5, 59, tzinfo=UTC), datetime(2026, 11, 13, 6, tzinfo=UTC)),
        ("2026-11-12 15:30:00", datetime(2026, 11, 12, 21, 29, tzinfo=UTC), datetime(2026, 11, 12, 21, 30, tzinfo=UTC)),
        ('"2026-11-12 15:30"', datetime(2026, 11, 12, 21, 29, tzinfo=UTC), datetime(2026, 11, 12, 21, 30, tzinfo=UTC)),
        ("2026-11-12T15:30:00Z", datetime(2026, 11, 12, 15, 29, tzinfo=UTC), datetime(2026, 11, 12, 15, 30, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_an_announcement_is_shown_until_its_end_and_not_after(make_site, until, last, first):
    site = make_site(
        {"edblog.toml": settings("[announcement]", 'text = "Fair & square."', f"until = {until}")}
    )
    early = site.build(now=BEFORE)
    shown = announced(site)
    still = site.build(now=last)
    late = site.build(now=first)

    assert shown == ["Fair &amp; square."]
    assert early.until == first
    assert still.written == ()
    assert announced(site) == []
    assert "404.html" in late.written
    assert [(p.severity, p.line, p.code) for p in late.problems] == [("notice", 6, "announcement-over")]
    assert late.until is None


def test_a_story_that_waits_longer_than_the_announcement_does_not_hide_its_end(make_site):
    toml = settings("[announcement]", 'text = "Fair."', "until = 2026-11-20")
    site = make_site({"edblog.toml": toml, "content/posts/jar.md": post(date="2026-12-24")})

    report = site.build(now=NOW)

    assert report.until == datetime(2026, 11, 21, 6, tzinfo=UTC)


def test_an_announcement_without_an_end_stays(make_site):
    site = make_site({"edblog.toml": settings("[announcement]", 'text = "Welcome."')})

    assert site.build().until is None
    assert announced(site) == ["Welcome."]


@pytest.mark.parametrize("value", ['"Friday"', "5", "9999-12-31", "12:30:00", '"2026-13-01"'])
def test_an_end_that_is_no_moment_is_an_error(value):
    assert told(settings("[announcement]", 'text = "Fair."', f"until = {value}")) == [
        (
            "announcement.until",
            '"until" must be a date, or a date and a time',
            "write the last day: until = 2026-12-04, or a time: until = 2026-12-04 15:30:00",
        )
    ]


def test_a_link_to_the_home_page_and_one_with_other_letters(make_site):
    links = "[a](/) [b](/stories) [c](/stories/) [d](/topics/日本/) [e](/topics/%E6%97%A5%E6%9C%AC/)"
    toml = settings("[announcement]", f'text = "{links}"')
    site = make_site({"edblog.toml": toml, "content/posts/jar.md": post(topics="[日本]")})

    assert site.build().problems == ()
    assert re.findall(r'href="([^"]*)">[a-e]</a>', site.output("404.html")) == [
        *["/stories/"] * 3,
        *["/stories/topics/%E6%97%A5%E6%9C%AC/"] * 2,
    ]


def test_a_picture_of_another_site_is_refused():
    assert told(CONFIG + 'icon = "https://district.example/icon.svg"\n') == [
        (
            "icon",
            '"icon" must be a file on this site, because pages do not load anything from other sites',
            'download it, put it into static/, and write its name: icon = "icon.svg"',
        )
    ]


def test_a_list_of_tables_as_other_programs_have_it_is_told_at_its_line(make_site):
    """As Hugo writes a menu."""
    site = make_site({"edblog.toml": CONFIG + '[[menu.main]]\nname = "About"\n'})

    with pytest.raises(EdblogError) as refused:
        site.build()
    assert [(p.line, p.message, p.help) for p in refused.value.problems] == [
        (4, 'there is no setting "menu.main"', "the settings here are: order, hide, names")
    ]


def test_a_menu_without_entries_is_left_out(make_site):
    site = make_site({"edblog.toml": settings("[menu]", 'hide = ["authors", "follow"]')})
    site.build()

    assert '<ul class="menu">' not in site.output("index.html")


# The page for an address that leads nowhere

NOT_FOUND = (
    "delete this file; to change the words of the page, set lost_title and lost_text in a theme's translations; "
    "to change the whole page, add templates/404.html to a theme"
)


def test_a_404_page_of_ones_own_is_told_what_to_do(make_site):
    site = make_site({"static/404.html": "<p>Gone.</p>"})

    assert [(p.path, p.message, p.help) for p in site.build().problems] == [
        (
            "static/404.html",
            "edblog makes 404.html itself, the page that readers see at a wrong address",
            NOT_FOUND,
        )
    ]
