"""Goals: what the district wants, with the micro-credentials, stories and events that serve it."""

from __future__ import annotations

import json
import re

import pytest
from tests.conftest import CONFIG, post
from tests.every_kind import planned
from tests.pdfs.made import PLAIN

GOAL = """---
title: Every student talks
number: 2
period: 2025–2028
summary: Out loud, every day.
measures:
  - {measure: Seconds "of silence", start: 0.9, now: 3.1, target: 5, due: 2027-06-11}
  - measure: Rooms <b>
ask: Professional learning, room 4
contact: "mailto:learning@district.example?subject=Goal%202"
plan: plan.pdf
credentials: [talk, notice]
stories: [jar]
events: [chat]
circles: [ours]
---
We counted *first*.
"""
FILES = {
    "content/credentials/talk.md": "---\nname: Classroom Talk\nissuer: I\ncompetency: Asks well\n---\n",
    "content/credentials/notice.md": "---\nname: Noticing\nissuer: I\n---\n",
    "content/credentials/other.md": "---\nname: Other\nissuer: I\n---\n",
    "content/posts/jar.md": post("The jar", "2026-01-02", lang="es"),
    "content/posts/old.md": post("Old", "2026-01-03", credentials="[talk, notice]"),
    "content/posts/new.md": post("New", "2026-01-04", credentials="[notice]"),
    "content/posts/else.md": post("Else", "2026-01-05", credentials="[other]"),
    "content/events/chat.md": "---\ntitle: A chat\nstarts: 2027-03-04 16:00\nplace: Here\n---\nCome.\n",
    "content/circles/ours.md": "---\nname: Our circle\n---\nWe meet.\n",
    "content/goals/talk.md": GOAL,
    "content/goals/plan.pdf": PLAIN,
    "content/goals/read.md": "---\ntitle: Every student reads\nnumber: 1\n---\nBy third grade.\n",
    "content/goals/later.md": "---\ntitle: Later\ncontact: /goals/\n---\n",
}


@pytest.fixture
def site(make_site):
    return make_site(FILES)


def built(site, path):
    report = site.build()
    assert [p for p in report.problems if p.severity != "notice" and p.code != "unused-file"] == []
    return site.output(path)


def links(html, start, end="</section>"):
    """The addresses and the words of the links between two texts."""
    part = html.partition(start)[2].partition(end)[0]
    return re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', part)


@pytest.mark.parametrize(("language", "arrow"), [("en", "→"), ("ar", "←")])
def test_an_arrow_between_numbers_points_in_the_direction_of_the_words(make_site, language, arrow):
    site = make_site({**FILES, "edblog.toml": f'{CONFIG}language = "{language}"\n'})
    facts = {
        fact.text
        for output in planned(site)[1]
        if output.path == "goals/talk/index.html"
        for fact in output.view.facts
    }

    assert f"Seconds “of silence”: 3.1 {arrow} 5" in facts


def test_a_goal_names_what_serves_it_and_the_newest_stories_about_its_micro_credentials(site):
    html = built(site, "goals/talk/index.html")

    assert links(html, 'id="eb-credentials"') == [
        ("/stories/credentials/talk/", "Classroom Talk"),
        ("/stories/credentials/notice/", "Noticing"),
    ]
    assert links(html, 'id="eb-picks"') == [
        ("/stories/posts/jar/", "The jar"),
        ("/stories/events/chat/", "A chat"),
        ("/stories/circles/ours/", "Our circle"),
    ]
    assert re.findall(r'<p class="sort">(\w+)', html) == ["Story", "Event", "Circle"]
    assert links(html, 'id="eb-stories"') == [
        ("/stories/posts/new/", "New"),
        ("/stories/posts/old/", "Old"),
        ("/stories/credentials/talk/", "Classroom Talk"),
        ("/stories/credentials/notice/", "Noticing"),
    ]
    assert '<p class="soft">2 stories</p>' in html


def test_a_goal_says_how_it_is_seen_and_whom_to_ask(site):
    html = built(site, "goals/talk/index.html")
    table = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table)

    assert [re.sub(r"<[^>]+>", "|", row).split("|") for row in rows] == [
        ["", "Seconds “of silence”", "", "0.9", "", "3.1", "", "", "5", "", "by June 11, 2027", "", ""],
        [
            "",
            "Rooms &lt;b&gt;",
            "",
            "",
            "not known",
            "",
            "",
            "",
            "not known",
            "",
            "",
            "",
            "not known",
            "",
            "",
        ],
    ]
    aside = html.partition("<aside")[2].partition("</aside>")[0]
    assert "Professional learning, room 4" in aside
    assert links(html, "<aside", "</aside>") == [
        ("mailto:learning@district.example?subject=Goal%202", "learning@district.example"),
        ("/stories/media/goals/plan.pdf", "The whole plan"),
    ]
    assert "<p>We counted <em>first</em>.</p>" in html
    assert "media/goals/plan.pdf" in site.outputs()


def test_all_goals_are_in_the_order_of_the_plan_and_in_the_footer(site):
    html = built(site, "goals/index.html")

    assert re.findall(r'<a href="/stories/goals/(\w+)/">(?:<span class="unseen">(.*?)</span>)?', html) == [
        ("read", "Goal 1: "),
        ("talk", "Goal 2: "),
        ("later", ""),
    ]
    assert '<p class="count">2 stories</p>' in html
    home = site.output("index.html")
    assert "/goals/" not in home.partition("<footer")[0]
    assert '<li><a href="/stories/goals/">Goals</a></li>' in home.partition("<footer")[2]
    assert links(site.output("goals/talk/index.html"), 'id="eb-others"', "</nav>") == [
        ("/stories/goals/later/", "Later"),
        ("/stories/goals/read/", "Every student reads"),
    ]
    assert not [path for path in site.outputs() if path.startswith("goals/") and "rss" in path]


@pytest.mark.parametrize("path", ["credentials/talk", "events/chat", "circles/ours"])
def test_what_serves_a_goal_says_so(site, path):
    html = built(site, f"{path}/index.html")

    assert links(html, "Serves the goal", "</p>") == [("/stories/goals/talk/", "Every student talks")]
    assert "Serves the goal" not in site.output("credentials/other/index.html")


def test_a_goal_says_what_it_is_to_machines(site):
    html = built(site, "goals/talk/index.html")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])

    assert [item["name"] for item in data["breadcrumb"]["itemListElement"]] == [
        "Goals",
        "Every student talks",
    ]
    assert [item["name"] for item in data["mainEntity"]["itemListElement"]] == [
        "Classroom Talk", "Noticing", "The jar", "A chat", "Our circle", "New", "Old",
    ]  # fmt: skip


def test_only_the_newest_six_stories_are_there_and_those_that_are_named_are_not_there_twice(site):
    for day in range(10, 18):
        site.write(f"content/posts/s{day}.md", post(f"S{day}", f"2026-01-{day}", credentials="[talk]"))
    site.write("content/goals/talk.md", GOAL.replace("[jar]", "[s17, s14]"))
    html = built(site, "goals/talk/index.html")

    assert [words for _, words in links(html, 'id="eb-stories"')[:6]] == ["S16", "S15", "S13", "S12", "S11", "S10"]  # fmt: skip
    assert '<p class="soft">10 stories</p>' in html


def test_an_edit_of_a_story_writes_only_goals_that_show_it(site):
    for day in range(10, 18):
        site.write(f"content/posts/s{day}.md", post(f"S{day}", f"2026-01-{day}", credentials="[talk]"))
    site.build()
    written = []
    for name, day in (("s17", 17), ("s11", 11), ("old", 3)):
        site.write(f"content/posts/{name}.md", post(f"Again {name}", f"2026-01-{day:02}", credentials="[talk]" if day > 9 else "[talk, notice]"))  # fmt: skip
        written.append([path for path in site.build().written if path.startswith("goals/")])

    assert written == [["goals/talk/index.html"], [], []]


EDITS = {
    "the title of a story about it": ("posts/new.md", post("Newer", "2026-01-04", credentials="[notice]")),
    "the text of a story about it": ("posts/new.md", post("New", "2026-01-04", credentials="[notice]", body="Other words.")),
    "a story more": ("posts/more.md", post("More", "2026-01-06", credentials="[talk]")),
    "a story less": ("posts/old.md", None),
    "the title of a story that it names": ("posts/jar.md", post("The jug", "2026-01-02", lang="es")),
    "another micro-credential of a story": ("posts/else.md", post("Else", "2026-01-05", credentials="[talk]")),
    "a micro-credential": ("credentials/talk.md", "---\nname: Classroom Talk\nissuer: I\ncompetency: Asks better\n---\n"),
    "the name of a micro-credential": ("credentials/talk.md", "---\nname: Talk\nissuer: I\n---\n"),
    "an event": ("events/chat.md", FILES["content/events/chat.md"].replace("A chat", "Chat")),
    "the name of a circle": ("circles/ours.md", "---\nname: Ours\n---\n"),
    "the title of a goal": ("goals/talk.md", GOAL.replace("Every student talks", "All talk")),
    "the number of a goal": ("goals/read.md", FILES["content/goals/read.md"].replace("1", "7")),
    "its micro-credentials": ("goals/talk.md", GOAL.replace("[talk, notice]", "[other]")),
    "its events": ("goals/talk.md", GOAL.replace("events: [chat]\n", "")),
    "a goal more": ("goals/more.md", "---\ntitle: More\ncredentials: [talk]\nevents: [chat]\n---\n"),
    "a goal less": ("goals/talk.md", None),
    "the same number": ("goals/read.md", FILES["content/goals/read.md"].replace("1", "2")),
}  # fmt: skip


def test_any_edit_has_the_result_of_a_build_from_nothing(make_site):
    """One edit after the other, each compared with a clean build of what is there then."""
    site, files = make_site(FILES), dict(FILES)
    site.build()
    for name, (path, text) in EDITS.items():
        files.pop(f"content/{path}", None)
        if text:
            files[f"content/{path}"] = text
            site.write(f"content/{path}", text)
        else:
            site.delete(f"content/{path}")
        clean = make_site(files)
        site.build()
        clean.build()

        assert site.outputs() == clean.outputs(), name


def test_a_goal_speaks_spanish(site):
    site.write("edblog.toml", CONFIG + 'language = "es"\n')
    html = built(site, "goals/talk/index.html")

    assert "Meta 2" in html
    assert "A quién preguntar" in html
    assert "Ayuda a lograr la meta" in site.output("credentials/talk/index.html")


def test_a_site_without_goals_has_nothing_of_them(make_site):
    site = make_site({"content/posts/jar.md": post("The jar")})
    site.build()

    assert not [path for path in site.outputs() if path.startswith("goals")]
    assert "/goals/" not in site.output("index.html")
