"""The index of the search: which words it has, how an edit changes it, and what a site without a search pays."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import CONFIG, NOW, ORDINARY, post
from tests.search_index import SearchIndex

from edblog.catalog.search import codec, index, is_table
from edblog.web.terms import COMMON, LIMIT, STRONG, packed, unpacked, words_of

SEARCHED = f"{CONFIG}\n[search]\nenabled = true\n"
TALK = "---\nname: Productive Talk\nissuer: NEA\n---\nStudents build on what others say.\n"
CHAT = """\
---
title: A chat on wait time
starts: 2027-01-14 19:00
place: Room 12
credentials: [talk]
---
We count seconds, and nobody fills them.
"""
THEME = Path(__file__).parents[2] / "themes/common/static"


@pytest.fixture
def school(make_site):
    """Two stories, a person, a micro-credential and an event."""
    return make_site(
        {
            "edblog.toml": SEARCHED,
            "content/posts/jar.md": post(
                title="The question jar",
                topics="[talk, science]",
                credential="talk",
                body="## Thirty slips\n\nIt filled up. A jar, a jar and a jar of señales.",
            ),
            "content/posts/chart.md": post(
                "The chart", date="2026-02-03", body="Nobody reads it.", lang="es"
            ),
            "content/credentials/talk.md": TALK,
            "content/events/chat.md": CHAT,
        }
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Señor Núñez’s naïve café", ["senor", "nunezs", "naive", "cafe"]),
        ("Don't re-read C3PO_2!", ["dont", "re", "read", "c3po", "2"]),
        ("STRASSE Straße œuvre Łódź", ["strasse", "strasse", "oeuvre", "lodz"]),
        ("分数が好き", ["分数", "数が", "が好", "好き", "き"]),
        ("Grade 4の漢", ["grade", "4", "の漢", "漢"]),
        ("học sinh tiếng Việt", ["hoc", "sinh", "tieng", "viet"]),
        ("수업 이야기", ["수업", "이야기"]),
        ("مُعَلِّم", ["معلم"]),
        ("co\u00adop\u200bed", ["cooped"]),
        ("", []),
    ],
)
def test_words_are_small_and_without_accents(text, words):
    assert words_of(text) == words


def test_a_body_has_its_words_without_those_of_every_text_and_says_which_it_has_often():
    assert unpacked(packed("The jar was full. The jar, a jar! Is it? We sorted slips of x.")) == (
        ["jar"],
        ["full", "sorted", "slips", "x"],
    )
    assert packed("The and of.") == b""
    assert STRONG == 3


def test_of_a_long_body_the_words_that_it_has_most_often_are_kept():
    words = [f"word{number}" for number in range(LIMIT + 50)]
    strong, weak = unpacked(packed(" ".join([*words, words[-1], words[-1]])))

    assert (strong, weak) == ([words[-1]], words[: LIMIT - 1])


@pytest.mark.parametrize(
    "lists",
    [
        {},
        {0: [0]},
        {4: [0, 1, 31, 32, 33, 1023, 1024, 1056, 10_000]},
        {1: [7], 3: [*range(200)], 5: [1 << 25, (1 << 30) - 1], 9: [5 << 25]},
    ],
)
def test_numbers_are_read_as_they_were_written(lists):
    assert codec.decoded(codec.encoded(lists)) == lists


def test_every_kind_of_record_is_found_by_its_words_and_where_they_are(school):
    school.build()
    found = SearchIndex(school.outputs())

    assert found.find("question") == {"The question jar": 0}
    assert found.find("jar") == {"The question jar": 0}
    assert found.find("slips") == {"The question jar": 2}
    assert found.find("rosa") == {"Rosa Okafor": 0, "The question jar": 1, "The chart": 1}
    assert found.find("maple") == {"Rosa Okafor": 1, "The question jar": 1, "The chart": 1}
    assert found.find("talk") == {"Productive Talk": 0, "The question jar": 1, "A chat on wait time": 1}
    assert found.find("seconds") == {"A chat on wait time": 2}
    assert found.find("senales") == {"The question jar": 2}
    assert found.find("the") == {"The question jar": 0, "The chart": 0}
    assert found.find("nobody") == {"The chart": 2, "A chat on wait time": 2}
    assert found.unused() == set()


def test_results_show_title_path_kind_date_people_subject_summary_and_language(school):
    school.build()
    entries = {entry[0]: entry[1:] for entry in SearchIndex(school.outputs()).entries().values()}

    assert entries["The chart"] == [
        "posts/chart/", "posts", "2026-02-03", "Rosa Okafor", "", "Nobody reads it.", "es"
    ]  # fmt: skip
    assert entries["Productive Talk"] == [
        "credentials/talk/", "credentials", "", "", "", "Students build on what others say."
    ]  # fmt: skip
    assert entries["A chat on wait time"][:5] == [
        "events/chat/", "events", "2027-01-14", "", "Productive Talk"
    ]  # fmt: skip


def test_filters_lead_to_records(school):
    school.build()
    found = SearchIndex(school.outputs())

    assert list(found.manifest["filters"]) == ["credentials", "languages", "schools", "topics", "years"]
    assert found.filtered("credentials", "Productive Talk") == {
        "The question jar", "A chat on wait time", "Productive Talk"
    }  # fmt: skip
    assert found.filtered("schools", "Maple Street Elementary") == {
        "The question jar",
        "The chart",
        "Rosa Okafor",
    }
    assert found.filtered("topics", "science") == {"The question jar"}
    assert found.filtered("years", "2026") == {"The question jar", "The chart"}
    assert found.filtered("languages", "es") == {"The chart"}


def test_who_wants_to_be_on_no_list_is_not_found_as_a_person(make_site):
    site = make_site(
        {"edblog.toml": SEARCHED, "content/authors/ana.md": "---\nname: Ana Ruiz\nlisted: no\n---\nKayaks.\n"}
    )
    site.build()

    assert SearchIndex(site.outputs()).find("kayaks") == {}


def test_a_site_without_a_search_has_nothing_of_it(make_site):
    site = make_site({"content/posts/jar.md": post()})
    site.write("content/posts/links.md", post("Links", body="See [our search](/search/)."))
    assert "error content/posts/links.md:6:18 broken-link" in site.problems()
    site.delete("content/posts/links.md")
    site.build()

    assert not [path for path in site.outputs() if path.startswith("search")]
    page = site.output("posts/jar/index.html")
    assert "find" not in page.lower()
    assert "form-action 'none'; script-src 'self'" in page.replace("&#39;", "'")


def test_the_page_works_without_scripts_and_says_what_its_script_may_do(school):
    school.build()
    page = school.output("search/index.html").replace("&#39;", "'")

    policy = page.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
    assert "form-action 'self'; script-src 'self'; style-src 'self';" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert '<a href="/stories/topics/">Topics</a>' in page
    assert "search/" in school.output("sitemap.xml")
    # A page whose policy lets nothing read robots.txt counts as one without it.
    assert "connect-src 'self'" in school.output("posts/jar/index.html").replace("&#39;", "'")


def test_only_the_manifest_names_tables(school):
    school.build()
    outputs = school.outputs()
    names = [path[7:17] for path in outputs if is_table(path)]
    naming = {path for path, data in outputs.items() if any(name.encode() in data for name in names)}

    assert len(names) >= 5
    assert naming == {"search/manifest.json"}


def test_a_page_of_the_district_stands_above_the_search(school):
    school.write("content/pages/search.md", "---\ntitle: Look it up\n---\nAsk Rosa, too.\n")
    school.build()

    page = school.output("search/index.html")
    assert "Look it up" in page
    assert "Ask Rosa, too." in page


@pytest.fixture
def large(make_site, monkeypatch):
    """Forty stories and ten events in small tables, as a large site has them."""
    monkeypatch.setattr(index, "ENTRIES", 8)
    monkeypatch.setattr(index, "SHARE", 2)
    monkeypatch.setattr(index, "SMALL", 5)
    site = make_site({"edblog.toml": SEARCHED, "content/credentials/talk.md": TALK})
    for number in range(40):
        day = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(days=number)
        words = f"Apple{number} and pear{number % 7} in the basket."
        site.post(
            f"s{number}",
            f"Story number{number}",
            f"{day:%Y-%m-%d}",
            words,
            topics="[fruit]",
            credential="talk",
        )
    for number in range(10):
        site.write(f"content/events/e{number}.md", CHAT.replace("We", f"Melon{number}. We"))
    site.build()
    return site


def changed(site):
    """Builds, and checks that the edit was planned on its own and made what a build of everything makes; the changed files of the search."""
    report = site.build()
    stages = dict(report.stages)
    assert "quick_edit" in stages
    assert "assemble" not in stages
    outputs = site.outputs()
    assert SearchIndex(outputs).unused() == set()
    site.forget()
    site.build()
    assert site.outputs() == outputs
    return sorted(path for path in report.written if path.startswith("search/")), report.removed


def test_an_edit_of_words_replaces_their_tables_and_no_others(large):
    large.post(
        "s11",
        "Story number11",
        "2026-01-13",
        "Apple11 and quince in the basket.",
        topics="[fruit]",
        credential="talk",
    )
    before = SearchIndex(large.outputs())
    written, removed = changed(large)
    after = SearchIndex(large.outputs())

    assert before.find("quince") == {}
    assert after.find("quince") == {"Story number11": 2}
    assert "Story number11" in before.find("pear4")
    assert "Story number11" not in after.find("pear4")
    # The manifest, the tables of both words, their spellings, and the table of entries, since the summary is another.
    assert 4 <= len(written) <= 6
    assert 3 <= len(removed) < len(written)


def test_an_edit_that_changes_no_word_leaves_the_search_as_it_is(large):
    large.post(
        "s11",
        "Story number11",
        "2026-01-13",
        "Apple11 and **pear4** in the basket.",
        topics="[fruit]",
        credential="talk",
        comments="no",
    )

    assert changed(large) == ([], ())


@pytest.mark.parametrize("day", ["2026-02-12", "2026-02-09"])
def test_a_new_story_is_found_wherever_among_the_newest_it_is(large, day):
    large.post("new", "Story number41", day, "Apple41 and kumquat.", topics="[fruit]", credential="talk")
    changed(large)
    found = SearchIndex(large.outputs())

    assert found.find("kumquat") == {"Story number41": 2}
    assert found.find("apple39") == {"Story number39": 2}
    assert found.filtered("topics", "fruit") == {f"Story number{number}" for number in (*range(40), 41)}


def test_an_edit_and_a_new_record_of_another_kind_are_found(large):
    large.write("content/events/e3.md", CHAT.replace("We", "Papaya. We"))
    changed(large)
    large.write("content/events/e11.md", CHAT.replace("We", "Tamarind. We").replace("wait time", "time"))
    changed(large)
    found = SearchIndex(large.outputs())

    assert found.find("papaya") == {"A chat on wait time": 2}
    assert found.find("melon3") == {}
    assert found.find("tamarind") == {"A chat on time": 2}


def test_a_damaged_table_is_made_again(large):
    found = SearchIndex(large.outputs())
    name = next(name for name in found.names("words") if not name.startswith("-"))
    path = large.folder / f"site/search/{name}.txt"
    path.write_bytes(path.read_bytes().replace(b"\t", b"\t!", 1))
    for number in range(40):
        words = f"Pear{number} was here."
        large.post(
            f"s{number}",
            f"Story number{number}",
            f"{datetime(2026, 1, 2, tzinfo=UTC) + timedelta(days=number):%Y-%m-%d}",
            words,
            topics="[fruit]",
            credential="talk",
        )
    large.build()
    outputs = large.outputs()
    large.forget()
    large.build()

    assert large.outputs() == outputs


def test_the_index_depends_on_nothing_but_the_records(large):
    outputs = large.outputs()
    large.forget()
    large.build(now=NOW + timedelta(days=1))

    assert {path: data for path, data in large.outputs().items() if path.startswith("search/")} == {
        path: data for path, data in outputs.items() if path.startswith("search/")
    }


def test_two_records_with_the_same_hash_have_two_numbers(school, monkeypatch):
    monkeypatch.setattr(index, "_number", lambda place, name: (place << index.ID_BITS) | name.count("\n"))
    school.post("third", "Third", "2026-03-03")
    school.write("content/events/late.md", CHAT.replace("wait time", "late time"))
    school.build()

    assert SearchIndex(school.outputs()).find("late") == {"A chat on late time": 0}


def test_scripts_are_small_and_compile_nothing():
    scripts = {name: (THEME / name).read_bytes() for name in ("find.js", "search.js", "results.js")}

    assert sum(len(gzip.compress(data, 9)) for data in scripts.values()) < 15_000
    for data in scripts.values():
        for forbidden in (
            b"innerHTML",
            b"insertAdjacentHTML",
            b"outerHTML",
            b"WebAssembly",
            b"eval(",
            b"new Function",
        ):
            assert forbidden not in data


def test_words_of_every_text_are_lines_of_the_manifest(school):
    school.build()
    manifest = json.loads(school.output("search/manifest.json"))

    assert set(manifest["common"].split()) == COMMON
    assert ORDINARY.split()[0].lower() in COMMON
