"""What went wrong with CSV files and with small numbers elsewhere, as others have reported in public: a small input of our own for each."""

from __future__ import annotations

from datetime import date

import pytest

from edblog.kinds.impact.files import as_csv
from edblog.kinds.impact.suppression import protected
from edblog.kinds.impact.tallies import Row, Tally, numbers
from edblog.model.outcomes import Outcome
from edblog.sources.outcomes import read_outcomes

TALKED = (Outcome("Talked", "", date(2026, 11, 30), 12),)


def read(text):
    found, problems = read_outcomes("data/outcomes/a.csv", text.encode(), "US")
    return found and found.rows, [f"{p.line}:{p.column} {p.message}" for p in problems]


def signs(inner, **which):
    return [[cell.sign or cell.value for cell in row] for row in protected(inner, **which)]


@pytest.mark.parametrize(
    "text",
    [
        # dotCMS/core#36508, molgenis/molgenis#6492: the mark that Excel writes first became part of the first name.
        "\ufeffdate,what,people\n2026-11-30,Talked,12\n",
        # forcedotcom/dataloader#94: with the mark before it, the first quote was no quote.
        '\ufeff"date","what","people"\n"2026-11-30","Talked","12"\n',
        # silverstripe/silverstripe-framework#9086: semicolons were ignored, and the mark ended the import.
        "\ufeffdate;what;people\r\n2026-11-30;Talked;12\r\n",
        # mholt/PapaParse: the separator was guessed from the cells, in which it is more common than between them.
        'date;what;people;note\n2026-11-30;Talked;12;"a, b, c, d, e, f"\n',
    ],
)
def test_files_that_others_could_not_import(text):
    assert read(text) == (TALKED, [])


def test_a_row_with_more_cells_than_names_is_told_at_its_place():
    """pbogre/jetlog#34: "Expected 8 entries, got 9", without the line."""
    found, problems = read("date,what,people\n2026-11-30,Talked,12\n2026-12-01,Talked,loudly,12\n")

    assert found is None
    assert problems == ["3:26 this row has more cells than the first row has names: 12"]


def test_lines_within_a_cell_are_no_rows_of_what_is_written():
    """gr8b/zabbix-module-sqlexplorer#18: no mark for Excel, and line breaks in cells."""
    found, _ = read('date,what,people\n2026-11-30,"Talked\r\nin\rthe hall",12\n')
    row = Row(found[0].what, numbers((12,)))
    text = as_csv([Tally("follow-ups", "support", "", "", (), ("total",), (row,))])

    assert (
        text
        == "\ufeffphase,table,row,column,value,unit\r\nsupport,follow-ups,Talked in the hall,total,12,\r\n"
    )


def test_the_title_of_a_table_gives_no_small_number_away():
    """ddsjoberg/gtsummary#1691: 180 people, of whom 177 are over 18."""
    assert signs(((3,), (177,)), rows=False) == [["few", "none"], ["hidden", "none"], [180, "none"]]


def test_totals_do_not_show_what_cells_hide():
    """AI-SDC/ACRO#199, AI-SDC/ACRO#137: with margins, small cells were back, or totals were those of all cells."""
    assert signs(((2, 30), (40, 50))) == [["few", "hidden", 32], ["hidden", "hidden", 90], [42, 80, 122]]


def test_two_small_numbers_whose_sum_is_known_are_no_secret():
    """sdcTools/UserSupport#194: 15 = 10 + 3 + x + x says that both are 1."""
    table = signs(((10,), (5,), (1,), (1,)), rows=False)

    assert [row[0] for row in table] == ["hidden", 5, "few", "few", 17]
    assert [row[0] for row in signs(((0,), (0,), (0,)), rows=False)] == ["few"] * 4


def test_small_is_meant_by_number():
    """kassambara/survminer#815: compared as text, 138 is less than 5."""
    assert signs(((138,), (1000,)), rows=False) == [[138, "none"], [1000, "none"], [1138, "none"]]


def test_a_hidden_number_is_not_zero():
    """opensafely-core/cohort-extractor#504: small numbers became 0, which is a number that somebody counts on."""
    row = Row("No", protected(((3,),), rows=False, columns=False)[0][:1])
    text = as_csv([Tally("follow-ups", "support", "", "", (), ("total",), (row,))])

    assert text.splitlines()[1] == "support,follow-ups,No,total,fewer than 5,"


def test_tables_that_share_totals_are_protected_together():
    """sdcTools/UserSupport#136: one table after the other was safe, both were not. Terms, answers and the year are one table here."""
    assert signs(((13, 17), (6, 8), (1, 3))) == [
        ["hidden", "hidden", 30],
        # With 14 here, 48 - 30 - 14 would be the small total below.
        ["hidden", "hidden", "hidden"],
        ["few", "few", "few"],
        [20, 28, 48],
    ]
