"""The files of `data/outcomes/`: what is read, and what is wrong, at its place."""

from __future__ import annotations

from datetime import date

import pytest

from edblog.model.outcomes import Outcome
from edblog.sources.outcomes import MOST_ROWS, read_outcomes

PATH = "data/outcomes/visits.csv"
DAY = date(2026, 11, 30)
HEAD = "date,what,answer,people\n"


def read(text, region="US"):
    data = text if isinstance(text, bytes) else text.encode()
    found, problems = read_outcomes(PATH, data, region)
    return found, [f"{p.line}:{p.column} {p.severity} {p.code}: {p.message}" for p in problems]


def rows(text, region="US"):
    found, problems = read(text, region)
    assert problems == []
    return found.rows


VISIT = Outcome("Visited a room", "", DAY, 12)


@pytest.mark.parametrize(
    "text",
    [
        "date,what,people\n2026-11-30,Visited a room,12\n",
        "date,what,people\n2026-11-30,Visited a room,12",
        "\ufeffdate,what,people\r\n2026-11-30,Visited a room,12\r\n",
        "date,what,people\r2026-11-30,Visited a room,12\r",
        "date;what;people\n30\n".replace("30", "2026-11-30;Visited a room;12"),
        "date\twhat\tpeople\n2026-11-30\tVisited a room\t12\n",
        "sep=;\ndate;what;people\n2026-11-30;Visited a room;12\n",
        '"sep=,"\ndate,what,people\n2026-11-30,Visited a room,12\n',
        '"date","what","people"\n"2026-11-30","Visited a room","12"\n',
        " Date , WHAT, People \n 2026-11-30 , Visited a room , 12 \n",
        "people,note,what,date\n12,our own words,Visited a room,2026-11-30\n",
        "date,what,people,,\n2026-11-30,Visited a room,12,,\n,,,,\n\n",
        'date,what,people\n2026-11-30,"Visited\na room",12\n',
        "date,what,people\n11/30/2026,Visited a room,12\n",
        "date,what,people\n2026-11-30,Visited a room,7\n2026-11-30,Visited  a room,5\n".replace("7\n", "12\n").partition("2026-11-30,Visited  ")[0],
    ],
)  # fmt: skip
def test_the_files_of_spreadsheets_are_read(text):
    assert rows(text) == (VISIT,)


def test_an_answer_a_comma_a_quote_and_thousands():
    text = HEAD + '2026-11-30,Still?,"Yes, every ""good"" week","1,204"\n2026-11-30,Still?,No,0\n'

    assert rows(text) == (
        Outcome("Still?", 'Yes, every "good" week', DAY, 1204),
        Outcome("Still?", "No", DAY, 0),
    )


@pytest.mark.parametrize("few", ["fewer than 5", "<5", "< 5", "Less than 5", "menos de 5"])
def test_a_file_may_say_only_that_they_are_few(few):
    assert rows(f"{HEAD}2026-11-30,Still?,No,{few}\n") == (Outcome("Still?", "No", DAY, 0, 1),)


def test_a_group_of_fewer_than_five_is_a_warning():
    found, problems = read(f"{HEAD}2026-11-30,Still?,Yes,5\n2026-11-30,Still?,No,4\n")

    assert found.rows[1] == Outcome("Still?", "No", DAY, 4)
    assert problems == [
        "3:22 warning small-group: this row is about 4 people, and others may be able to read this file"
    ]


def test_rows_with_the_same_words_add_up_with_a_warning():
    found, problems = read(f"{HEAD}2026-11-30,Talked,,7\n2026-12-01,Talked,,8\n2026-11-30,Talked,,9\n")

    assert found.rows == (Outcome("Talked", "", DAY, 16), Outcome("Talked", "", date(2026, 12, 1), 8))
    assert problems == [
        "4:1 warning outcomes-file: line 2 has the same date and the same words, and both rows count"
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "1:1 error empty-file: this file is empty"),
        (HEAD, "1:1 warning outcomes-file: this file has no rows yet"),
        ("when,what,people\n", '1:1 error outcomes-file: there is no column "when"'),
        ("date,what,peeple\n", '1:11 error outcomes-file: there is no column "peeple"'),
        ("date,what,people,date\n", '1:18 error outcomes-file: two columns are named "date"'),
        ("2026-11-30,Talked,12\n", '1:1 error outcomes-file: there is no column "2026-11-30"'),
        (f"{HEAD}2026-11-30,Talked,,-3\n", "2:20 error outcomes-file: -3 is less than nobody"),
        (f"{HEAD}2026-11-30,Talked,,12%\n", "2:20 error outcomes-file: 12% is a share, and not a number of people"),
        (f"{HEAD}2026-11-30,Talked,,12.5\n", '2:20 error outcomes-file: "12.5" is not a number of people'),
        (f"{HEAD}2026-11-30,Talked,,1.204\n", '2:20 error outcomes-file: "1.204" is not a number of people'),
        (f"{HEAD}2026-11-30,Talked,,about 12\n", '2:20 error outcomes-file: "about 12" is not a number of people'),
        (f"{HEAD}2026-11-30,Talked,,٣\n", '2:20 error outcomes-file: "٣" is not a number of people'),
        (f"{HEAD}2026-11-30,Talked,,\n", '2:20 error outcomes-file: "people" is empty'),
        (f"{HEAD}2026-11-30,Talked\n", '2:18 error outcomes-file: "people" is empty'),
        (f"{HEAD}2026-11-30,Talked,,99999999\n", "2:20 error outcomes-file: 99999999 are more people than a district has"),
        (f"{HEAD}2026-11-30,,,12\n", '2:12 error outcomes-file: "what" is empty'),
        (f"{HEAD},Talked,,12\n", '2:1 error outcomes-file: "date" is empty'),
        (f"{HEAD}2026-13-30,Talked,,12\n", '2:1 error outcomes-file: there is no day "2026-13-30"'),
        (f"{HEAD}30.11.2026,Talked,,12\n", '2:1 error outcomes-file: "30.11.2026" is not a day'),
        (f"{HEAD}2026-11,Talked,,12\n", '2:1 error outcomes-file: "2026-11" is not a day'),
        (f"{HEAD}0026-11-30,Talked,,12\n", "2:1 error outcomes-file: the year 26 cannot be right"),
        (f"{HEAD}2026-11-30,Still?,Yes, every week,12\n", "2:35 error outcomes-file: this row has more cells than the first row has names: 12"),
        (f'{HEAD}2026-11-30,"Talked,,12\n2026-12-01,Talked,,9\n', '2:12 error outcomes-file: this cell begins with ", and no second " ends it'),
        (f'{HEAD}2026-11-30,"Talked" loudly,,12\n', "2:21 error outcomes-file: there is text after the quote that ends this cell"),
        (f'{HEAD}2026-11-30,"Talked\nand\nsang",,-3\n', "4:8 error outcomes-file: -3 is less than nobody"),
        (f"{HEAD}2026-11-30,=1+1,,12\n", '2:12 error outcomes-file: "what" begins with =, so a spreadsheet would take it for a formula'),
        (f"{HEAD}2026-11-30,{'a' * 201},,12\n", '2:12 error outcomes-file: "what" has 201 characters'),
        (f"{HEAD}2026-11-30,Still?,Yes,12\n2026-11-30,Still?,,12\n", '3:1 error outcomes-file: "Still?" has rows with an answer and rows without one'),
        (HEAD.encode("utf-16"), "1:1 error not-utf-8: this file is not saved as UTF-8 text, but probably as UTF-16"),
        (HEAD.encode() + "2026-11-30,Café,,12\n".encode("latin-1"), '2:15 error not-utf-8: this file is not saved as UTF-8 text, but probably as Windows-1252 (Latin-1); see the character "é" here'),
        (b"PK\x03\x04\x00\x00\x00\x00", "1:1 error not-text: this is not a text file, although its name ends in .csv"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(text, wanted):
    found, problems = read(text)

    assert wanted in problems
    assert "error" not in wanted or found is None


def test_all_mistakes_of_a_row_and_of_all_rows_come_at_once():
    assert len(read(f"{HEAD}x,,,y\n2026-11-30,Talked,,z\n")[1]) == 4


def test_days_in_the_american_way_are_read_only_there():
    text = f"{HEAD}3/4/2026,Talked,,12\n"

    assert rows(text)[0].day == date(2026, 3, 4)
    assert read(text, region="MX")[1] == ['2:1 error outcomes-file: "3/4/2026" is not a day']


def test_ten_thousand_rows_are_read_and_too_many_are_refused():
    line = "2026-11-{:02},Visited a room,,{}\n"
    text = HEAD + "".join(line.format(n % 30 + 1, 5 + n) for n in range(10_000))
    found, problems = read(text)

    assert len(found.rows) == 30
    assert sum(row.people for row in found.rows) == sum(5 + n for n in range(10_000))
    assert len(problems) < 60
    many = HEAD + "2026-11-01,Talked,,12\n" * (MOST_ROWS + 1)
    assert read(many)[0] is None


def test_too_many_different_words_are_probably_another_column():
    text = HEAD + "".join(f"2026-11-30,Person {n},,12\n" for n in range(100))

    assert read(text)[1] == [
        "62:1 error outcomes-file: this file has more than 60 different things in the column what"
    ]


def test_who_may_be_given_away_is_a_warning(make_site):
    site = make_site(
        {
            "content/posts/a.md": "---\ntitle: A\ndate: 2026-01-02\nauthor: rosa\n---\nA story of some words.\n",
            "data/outcomes/a.csv": f"{HEAD}2026-11-30,My student Kayla Brown talked,,12\n",
        }
    )
    site.write("edblog.toml", (site.folder / "edblog.toml").read_text() + "\n[impact]\npage = true\n")

    assert "warning data/outcomes/a.csv:2:12 student-name" in site.problems()
