"""QR codes: black squares on white that say an address, on every theme."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno

from edblog.web.qr import LONGEST, qr_code, qr_file

ADDRESS = "https://district.example/stories/resources/exit-ticket/"


def modules(svg):
    """The rows of a drawn code, without the white around it: 1 for black."""
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    rows = [[0] * size for _ in range(size)]
    for x, y, line in re.findall(r"M(\d+) (\d+)\.5([^M\"]*)", svg):
        at = int(x)
        for gap, run in re.findall(r"(?:m(\d+) 0)?h(\d+)", line):
            at += int(gap or 0)
            rows[int(y)][at : at + int(run)] = [1] * int(run)
            at += int(run)
    white = [0] * size
    assert rows[:4] == rows[-4:] == [white] * 4
    assert all(row[:4] == row[-4:] == [0] * 4 for row in rows)
    return [row[4:-4] for row in rows[4:-4]]


@pytest.mark.parametrize("address", [ADDRESS, "https://a.example/", ADDRESS + "x" * 800])
def test_it_draws_the_modules_of_the_code(address):
    expected = segno.make_qr(address, error="m", mask=3).matrix

    assert modules(qr_code(address, "x").html) == [list(row) for row in expected]
    assert modules(qr_file(address).decode()) == [list(row) for row in expected]


def test_it_is_black_on_white_and_has_a_name():
    drawing = ET.fromstring(qr_code(ADDRESS, 'Code of "A < B"').html)
    background, code = drawing

    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == 'Code of "A < B"'
    assert background.get("fill") == "#fff"
    assert code.get("stroke") == "#000"


def test_it_refers_to_nothing_else():
    html = qr_code(ADDRESS, "x").html

    assert re.findall(r"https?://[^\"]*", html) == ["http://www.w3.org/2000/svg"]
    assert "style" not in html
    assert "href" not in html


def test_an_address_that_no_phone_could_read_from_paper_has_none():
    assert not qr_code("", "x")
    assert not qr_code("https://a.example/" + "x" * LONGEST, "x")
