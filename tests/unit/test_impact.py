"""The page of impact, off until the settings ask for it: the same numbers on the page, in the JSON and in the CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import CONFIG, post

from edblog.kinds.credentials.hours import hours

ON = f"""{CONFIG}
[impact]
page = true
"""
TERMS = f"""{ON}terms = [
  {{ name = "Fall", from = 2026-08-17, to = 2026-12-18 }},
  {{ name = "Spring", from = 2026-01-05, to = 2026-05-29 }},
]
"""
STATE = "renewal: [{authority: State board, amount: 15, unit: clock_hour}]\n"
FILES = {
    "edblog.toml": TERMS,
    "content/credentials/look.md": f"---\nname: Look\nissuer: NEA\n{STATE}---\nLook.\n",
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\nTalk.\n",
    "content/authors/li.md": "---\nname: Li Wei\nschool: Larkspur\n---\nLi asks.\n",
    "content/authors/kim.md": "---\nname: Kim Soto\nschool: Larkspur\n---\nKim listens.\n",
    "content/posts/a.md": post("A", "2026-01-05", credentials="[look]"),
    "content/posts/b.md": post("B", "2026-01-20", author="li", credentials="[look, talk]"),
    "content/posts/c.md": post("C", "2026-06-30", author="kim", asks="How do you begin?"),
    "content/posts/d.md": post("D", "2026-08-16", author="kim"),
    "content/posts/e.md": post("E", "2026-08-17", author="li", asks="When?", answered_by="[a]"),
    "content/goals/talk.md": "---\ntitle: Everybody talks\ncredentials: [look, talk]\n---\nTalk.\n",
    "content/resources/strips.md": "---\ntitle: Strips\nwhat: printable\nurl: https://x.example/\nadded: 2026-02-01\nby: [li]\n---\nCut.\n",
    "content/events/chat.md": "---\ntitle: Chat\nwhat: chat\nstarts: 2026-11-05 19:00\nminutes: 60\nhashtag: X\n"
    "repeats: {every: week, on: [thursday], count: 4}\n---\nTalk.\n",
    "content/events/off.md": "---\ntitle: Off\nwhat: chat\nstarts: 2026-01-05 19:00\nminutes: 60\nhashtag: X\ncancelled: yes\n---\nNot.\n",
    "data/outcomes/visits.csv": "date,what,people\n2026-02-10,Visited a room,9\n2026-09-10,Visited a room,12\n2026-07-10,Sang,8\n",
    "data/outcomes/asked.csv": "date,what,answer,people\n2026-09-10,Still?,Yes,13\n2026-09-10,Still?,Sometimes,7\n2026-09-10,Still?,No,fewer than 5\n",
}


def built(site, path="impact/index.html"):
    report = site.build()
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    return site.output(path)


def tables_on_page(html):
    """The words in the cells of each table, by the id of its figure."""
    found = {}
    for figure, table in re.findall(
        r'<section class="figure[^>]*id="([^"]*)".*?<table class="numbers">(.*?)</table>', html, re.DOTALL
    ):
        found[figure] = [
            [
                unescape(re.sub(r"<[^>]+>", "", cell)).strip()
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
    return found


def in_json(site):
    return {table["name"]: table for table in json.loads(site.output("impact/impact.json"))["tables"]}


def in_csv(site):
    return list(
        csv.DictReader(io.StringIO(site.output("impact/impact.csv").removeprefix("\ufeff"), newline=""))
    )


@pytest.fixture
def site(make_site):
    return make_site(FILES)


@pytest.fixture(scope="module")
def shown(make_site):
    """The site as it is, built once."""
    site = make_site(FILES)
    built(site)
    return site


def test_stories_and_who_wrote_them_by_month_and_by_term(shown):
    tables = tables_on_page(shown.output("impact/index.html"))

    assert tables["stories-by-month"] == [
        ["Month", "Stories", "Educators", "Schools", "Micro-credentials"],
        ["January 2026", "2", "2", "2", "2"],
        *([f"{month} 2026", "0", "0", "0", "0"] for month in ("February", "March", "April", "May")),
        ["June 2026", "1", "1", "1", "0"],
        ["July 2026", "0", "0", "0", "0"],
        ["August 2026", "2", "2", "1", "0"],
        ["All together", "5", "3", "2", "2"],
    ]
    # August 16 is in no term, and August 17 and January 5 are.
    assert tables["stories-by-term"] == [
        ["Term", "Stories", "Educators", "Schools", "Micro-credentials"],
        ["Spring", "2", "2", "2", "2"],
        ["Fall", "1", "1", "1", "0"],
        ["At other times", "2", "1", "1", "0"],
        ["All together", "5", "3", "2", "2"],
    ]
    assert tables["questions"] == [
        ["When", "Asked", "Answered"],
        ["Fall", "1", "1"],
        ["At other times", "1", "0"],
        ["All together", "2", "1"],
    ]


def test_resources_events_and_what_people_did_and_answered(shown):
    tables = tables_on_page(shown.output("impact/index.html"))

    assert tables["stories-by-goal"] == [["Goal", "Stories"], ["Everybody talks", "2"]]
    assert tables["resources"] == [["Kind", "In all", "Spring", "Fall"], ["Printables", "1", "1", "0"]]
    # Of four Thursdays, that of November 5 is over; one that was called off was not held.
    assert tables["events"] == [["Kind", "In all", "Spring", "Fall"], ["Chats", "1", "0", "1"]]
    assert tables["follow-ups"] == [
        ["What", "In all", "Spring", "Fall", "At other times"],
        ["Visited a room", "21", "9", "12", "–"],
        ["Sang", "8", "–", "–", "8"],
    ]
    assert tables["outcome-1"] == [
        ["Answer", "In all", "Fall"],
        ["Yes", "13", "13"],
        ["Sometimes", "7", "7"],
        ["No", "fewer than 5", "fewer than 5"],
        ["All who answered", "not shown", "not shown"],
    ]
    assert tables["hours-by-authority"] == [
        ["Authority", "Micro-credentials", "Worth"],
        ["State board", "fewer than 5", "not shown"],
    ]


def test_the_headings_are_those_of_the_roadmap_and_nobody_is_tracked(shown):
    html = shown.output("impact/index.html")

    assert re.findall(r'<h2 id="eb-\w+">(.*?)</h2>', html)[:6] == [
        "Exploration",
        "Planning",
        "Preparation",
        "Implementation",
        "Support",
        "Reflection",
    ]
    assert "No reader is ever tracked" in html
    assert (
        '<li><a href="/stories/impact/" aria-current="page">Impact</a></li>' in html.partition("<footer")[2]
    )
    assert "<loc>https://district.example/stories/impact/</loc>" in shown.output("sitemap.xml")


def test_the_page_the_json_and_the_csv_show_the_same(shown):
    assert_the_same(shown, shown.output("impact/index.html"))


def assert_the_same(site, html):
    page, data, lines = tables_on_page(html), in_json(site), in_csv(site)
    assert list(page) == list(data)
    titles = {
        table["title"] if table["phase"] == "reflection" else name: name for name, table in data.items()
    }
    by_table: dict[str, list[str]] = {name: [] for name in data}
    for line in lines:
        by_table[titles[line["table"]]].append(line["value"])
    for name, table in data.items():
        values = [["" if value is None else str(value) for value in row["values"]] for row in table["rows"]]
        assert [value for row in values for value in row] == by_table[name]
        assert [row[0] for row in page[name][1:]] == [row["title"] for row in table["rows"]]
        shown = [[re.sub(r"(\d),(?=\d)|^–$", r"\1", cell) for cell in row[1:]] for row in page[name][1:]]
        units = [bool(row.get("unit")) for row in table["rows"]]
        assert [
            [*row[:-1], row[-1].split()[0] if unit and row[-1][:1].isdigit() else row[-1]]
            for row, unit in zip(shown, units, strict=True)
        ] == values


WORDS = st.sampled_from(["Yes", "No", "Now and then", "I stopped"])


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from(["Still?", "Why?"]), WORDS, st.integers(0, 4000)),
        max_size=12,
    )
)  # fmt: skip
def test_any_outcomes_are_the_same_in_all_three(site, rows):
    lines = "".join(f"{day},{what},{answer},{people}\n" for day, what, answer, people in rows)
    site.write("data/outcomes/asked.csv", f"date,what,answer,people\n{lines}")
    html = built(site)

    assert_the_same(site, html)
    small = {(what, answer) for _, what, answer, people in rows if 0 < people < 5}
    hidden = {
        (line["table"], line["row"])
        for line in in_csv(site)
        if line["value"] in ("fewer than 5", "not shown")
    }
    sums: dict[tuple[str, str], int] = {}
    for _, what, answer, people in rows:
        sums[what, answer] = sums.get((what, answer), 0) + people
    assert {key for key in small if sums[key] < 5} <= hidden


def test_a_site_that_does_not_ask_has_nothing_and_its_address_is_free(make_site):
    site = make_site(
        {**FILES, "edblog.toml": CONFIG, "content/pages/impact.md": "---\ntitle: Our impact\n---\nMuch.\n"}
    )
    report = site.build()

    assert [(p.path, p.code) for p in report.problems if p.path.startswith("data/")] == [
        ("data/outcomes/asked.csv", "not-published"),
        ("data/outcomes/visits.csv", "not-published"),
    ]
    assert [path for path in site.outputs() if "impact" in path and not path.endswith(".css")] == [
        "impact/index.html"
    ]
    assert "Much." in site.output("impact/index.html")
    assert "phase" not in site.output("impact/index.html")


def test_a_page_of_the_district_stands_above_the_numbers(site):
    site.write("content/pages/impact.md", "---\ntitle: What our pilot did\n---\nWe began *small*.\n")
    html = built(site)

    assert "<h1>What our pilot did</h1>" in html
    assert html.index("We began <em>small</em>") < html.index("Exploration</h2>")


def test_a_site_without_anything_has_an_empty_page(make_site):
    site = make_site({"edblog.toml": ON})
    html = built(site)

    assert html.count("Nothing to count yet.") == 6
    assert in_json(site) == {}


def test_in_spanish(site):
    site.write("edblog.toml", TERMS.replace("timezone", 'language = "es"\ntimezone'))
    html = built(site)

    assert "menos de 5" in html
    assert "Desde enero de 2026," in html
    assert "fewer than" not in html
    assert "fewer than 5" in site.output("impact/impact.json")


def test_months_have_the_names_that_the_theme_brings(site):
    config = (site.folder / "edblog.toml").read_text(encoding="utf-8")
    site.write("edblog.toml", f'language = "ht"\ntheme = "birch"\n{config}')
    site.write("themes/birch/theme.toml", 'extends = "marigold"\n')
    site.write(
        "themes/birch/translations/ht.toml",
        '[formats]\nmonths = "janvye, fevriye, mas, avril, me, jen, jiyè, out, septanm, oktòb, novanm, desanm"\ndate_month = "MMMM y"\n',
    )
    site.build()
    [table] = [t for t in in_json(site).values() if t["name"] == "stories-by-month"]

    names = {row["title"].partition(" ")[0] for row in table["rows"] if row["key"] != "total"}
    assert names
    assert names <= {
        "Janvye",
        "Fevriye",
        "Mas",
        "Avril",
        "Me",
        "Jen",
        "Jiyè",
        "Out",
        "Septanm",
        "Oktòb",
        "Novanm",
        "Desanm",
    }


def test_an_event_counts_as_soon_as_it_is_over(site):
    before, after = datetime(2026, 11, 13, 1, 59, tzinfo=UTC), datetime(2026, 11, 13, 2, 0, tzinfo=UTC)
    for now, wanted in ((before, "1"), (after, "2")):
        report = site.build(now=now)
        assert tables_on_page(site.output("impact/index.html"))["events"][1] == ["Chats", wanted, "0", wanted]
    assert report.until > after


def test_what_a_spreadsheet_would_run_is_text(site):
    site.write(
        "content/credentials/talk.md",
        '---\nname: "=1+1"\nissuer: NEA\nrenewal: [{authority: "@SUM(1)", amount: 1, unit: ceu}]\n---\nTalk.\n',
    )
    built(site)

    assert [line["row"] for line in in_csv(site) if "SUM" in line["row"]] == ["'@SUM(1): ceu"] * 2


EDITS = [
    lambda site: site.write("content/posts/f.md", post("F", "2026-08-20", author="kim", credentials="[talk]")),
    lambda site: site.write("content/posts/a.md", post("A", "2026-01-05", "Other words.\n", credentials="[look]")),
    lambda site: site.write("content/posts/a.md", post("A", "2026-03-05", credentials="[look]")),
    lambda site: site.delete("content/posts/d.md"),
    lambda site: site.write("content/authors/li.md", "---\nname: Li Wei\nschool: Harbor View\n---\nLi asks.\n"),
    lambda site: site.write("content/credentials/look.md", f"---\nname: Look\nissuer: NEA\n{STATE.replace('15', '20')}---\nLook.\n"),
    lambda site: site.write("content/events/chat.md", FILES["content/events/chat.md"].replace("count: 4", "count: 1")),
    lambda site: site.write("content/events/new.md", FILES["content/events/chat.md"].replace("11-05", "10-01").replace("what: chat", "what: webinar")),
    lambda site: site.write("content/resources/strips.md", FILES["content/resources/strips.md"].replace("02-01", "09-01")),
    lambda site: site.write("content/resources/more.md", FILES["content/resources/strips.md"].replace("printable", "video")),
    lambda site: site.write("data/outcomes/visits.csv", "date,what,people\n2026-02-10,Visited a room,19\n"),
    lambda site: site.write("data/outcomes/new.csv", "date,what,people\n2026-02-10,Visited a room,19\n"),
    lambda site: site.delete("data/outcomes/asked.csv"),
    lambda site: site.write("edblog.toml", ON),
    lambda site: site.write("edblog.toml", CONFIG),
]  # fmt: skip


@pytest.mark.parametrize("edits", [EDITS[:8], EDITS[8:]])
def test_edits_have_the_result_of_a_build_from_nothing(site, edits):
    site.build()
    for edit in edits:
        edit(site)
        site.build()
    quick = site.outputs()
    site.forget()
    site.build()

    assert quick == site.outputs()


def test_the_text_of_a_story_is_no_number_and_a_new_story_changes_only_sums(site):
    for n in range(30):
        site.post(f"s{n}", f"S{n}", f"2026-08-{n % 10 + 18}", author="li")
    site.build()
    site.write("content/posts/a.md", post("A", "2026-01-05", "Other words.\n", credentials="[look]"))
    assert [path for path in site.build().written if path.startswith("impact")] == []
    site.write("content/posts/g.md", post("G", "2026-08-20", author="li"))
    assert sorted(path for path in site.build().written if path.startswith("impact")) == [
        "impact/impact.csv",
        "impact/impact.json",
        "impact/index.html",
    ]


def test_hours_are_added_up_only_of_groups_of_five():
    def people(*ids):
        return frozenset(ids)

    state, both = (("State", "clock_hour", 15.0),), (("College", "ceu", 1.5), ("State", "clock_hour", 10.0))
    rows = hours({state: [people(*"abcde"), people("a", "f")], both: [people(*"abcd")]})

    # Seven pairs of a person and a micro-credential of 15 hours; the four of the other group are in no sum.
    assert [(row.title, *((cell.sign or cell.value) for cell in row.cells)) for row in rows] == [
        ("State", 7, 105),
        ("College", "few", "hidden"),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B", "C"]), st.integers(1, 20), st.frozensets(st.sampled_from("abcdefgh"), min_size=1)),
        max_size=8,
    ),
    st.data(),
)  # fmt: skip
def test_no_number_of_hours_depends_on_a_small_group(entries, data):
    """Whoever sits in a group of fewer than five could be anybody: with others in their place, all numbers are the same."""
    groups: dict = {}
    for authority, amount, who in entries:
        groups.setdefault(((authority, "ceu", float(amount)),), []).append(who)
    others = {
        worth: found
        if len(frozenset().union(*found)) >= 5
        else [
            data.draw(st.frozensets(st.sampled_from("wxyz"), min_size=1))
            for _ in range(data.draw(st.integers(1, 3)))
        ]
        for worth, found in groups.items()
    }

    def numbers(rows):
        return [(row.title, [cell.value for cell in row.cells]) for row in rows]

    assert numbers(hours(groups)) == numbers(hours(others))
