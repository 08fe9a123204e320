"""Mistakes that other programs for notices, banners, expiring posts and QR codes made in public, each as a small site of ours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from tests.conftest import CONFIG

from edblog.web.qr import qr_code

NOW = datetime(2027, 3, 3, 18, tzinfo=UTC)
FEEDS = f'{CONFIG}\n[feeds]\nformats = ["rss"]\n'


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/Chicago")).astimezone(UTC)


@pytest.fixture
def board(make_site: Any) -> Any:
    """Makes a site with one notice."""

    def make(fields: str) -> Any:
        text = f"---\ntitle: The swap\n{fields}\n---\nBring one book.\n"
        return make_site({"edblog.toml": FEEDS, "content/notices/swap.md": text})

    return make


def shown(site: Any) -> str:
    """The words that say until when the notice counts; empty if it is not on the board."""
    found = re.search(r"Until [^<\n]+", site.output("notices/index.html"))
    return found[0].replace("\u202f", " ") if found else ""


@pytest.mark.parametrize("day", ["2027-03-13", "2027-03-14", "2027-11-06", "2027-11-07"])
def test_an_end_just_before_midnight_stays_on_its_day_when_the_clocks_change(board: Any, day: str) -> None:
    """bcgov/entity#32819: expiry times were shown as 12:59 AM of the next day. pretix/pretix#296: not exactly 23:59 after the change."""
    site = board(f"expires: {day} 23:59")
    report = site.build(now=NOW)

    assert report.until == at(f"{day} 23:59")
    assert shown(site).endswith(f" {int(day[-2:])}, 11:59 PM")


def test_the_last_second_of_the_last_day_counts(board: Any) -> None:
    """QuantEcon/quantecon-book-theme#404: a banner ended at 23:59:59, a second before its day."""
    site = board("expires: 2027-03-12")
    site.build(now=at("2027-03-12 23:59:59") + timedelta(microseconds=999_999))

    assert shown(site) == "Until Friday, March 12"


@pytest.mark.parametrize("time", ["00:00", "24:00", "0:00", "00:00:00"])
def test_midnight_is_asked_about(board: Any, time: str) -> None:
    """iragm/fishauctions#304: midnight is confusing; most people mean the end of the day."""
    (problem,) = board(f"expires: 2027-03-12 {time}").build(now=NOW, dry=True).problems

    assert problem.help == "to let it count through 2027-03-12, write the day alone: expires: 2027-03-12"


def test_a_midnight_that_a_program_wrote_is_taken_as_it_is(board: Any) -> None:
    """A CMS writes the offset as well, and means that moment."""
    assert board("expires: 2027-03-12T00:00:00.000Z").build(now=NOW).until == datetime(
        2027, 3, 12, tzinfo=UTC
    )


def test_it_may_start_and_end_on_one_day(board: Any) -> None:
    """wpeventmanager/wp-event-manager#1274: with one day for start, end and expiry, it was never shown."""
    site = board("starts: 2027-03-12\nexpires: 2027-03-12")
    site.build(now=at("2027-03-12 12:30"))

    assert shown(site) == "Until Friday, March 12"


def test_what_is_over_before_it_starts_is_told(board: Any) -> None:
    """alistapart/AListApart#211: a sponsor's post expired before it went live, and nobody knew. ABTech/tracker#12: the same."""
    (problem,) = board("starts: 2027-03-12\nexpires: 2027-03-11").build(now=NOW, dry=True).problems

    assert (problem.severity, problem.line) == ("error", 4)


def test_a_day_in_the_american_order_is_told_with_the_right_one(board: Any) -> None:
    """microsoft/banner-settings-ado-extension#61: with an end of 08-21-2023 the banner was gone at once, without an error."""
    (problem,) = board("expires: 08-21-2027").build(now=NOW, dry=True).problems

    assert problem.help == "write year, month and day; perhaps: expires: 2027-08-21"


def test_what_is_over_leaves_feeds_and_sitemaps_though_nobody_edits(board: Any) -> None:
    """cortex-cms/cortex#246, Dolphiq/craft3-plugin-sitemap#31, Yoast/wpseo-news#396: lists kept what had expired."""
    site = board("expires: 2027-03-12")
    found = []
    for now in (NOW, at("2027-03-13 00:00")):
        site.build(now=now)
        found.append(["notices/swap/" in site.output(path) for path in ("notices/rss.xml", "sitemap.xml")])

    assert found == [[True, True], [False, False]]


def test_the_feed_goes_with_the_last_notice(board: Any) -> None:
    """OpenPGP/openpgp.org#152: the last version of a feed stayed on the host after it was no longer made."""
    site = board("expires: 2027-03-12")
    site.post("jar", "The jar", "2026-01-02")
    site.build(now=NOW)
    site.delete("content/notices/swap.md")
    report = site.build(now=NOW)

    assert "notices/rss.xml" in report.removed
    assert [path for path in site.outputs() if "notices/" in path and "assets" not in path] == []


def test_an_old_address_leads_to_what_is_up_now(board: Any) -> None:
    """gohugoio/hugo#4026: addresses of expired pages were to lead to the list of what is coming."""
    site = board("expires: 2027-03-12")
    site.build(now=at("2028-01-01 00:00"))

    assert 'content="0; url=/stories/notices/"' in site.output("notices/swap/index.html")
    assert shown(site) == ""


def test_an_edit_leaves_the_end_where_it_is(board: Any) -> None:
    """anna-is-cute/paste#70: each edit moved the end by an hour, since it was in the other half of the year."""
    site = board("expires: 2027-11-30 17:00")
    untils = []
    for words in ("Bring one book.", "Bring two.", "Bring three."):
        site.write(
            "content/notices/swap.md", f"---\ntitle: The swap\nexpires: 2027-11-30 17:00\n---\n{words}\n"
        )
        untils.append(site.build(now=NOW).until)

    assert untils == [at("2027-11-30 17:00")] * 3


def test_a_code_has_white_around_it_in_every_theme() -> None:
    """shoelace-style/webawesome#1866, Concordium/concordium-browser-wallet#317: on dark pages, a code without a border of four modules was not read."""
    code = ET.fromstring(qr_code("https://district.example/stories/notices/swap/", "Code").html)
    size = int(code.attrib["viewBox"].split()[2])
    namespace = "{http://www.w3.org/2000/svg}"
    paper, modules = code.find(f"{namespace}rect"), code.find(f"{namespace}path")

    assert paper is not None
    assert modules is not None
    assert (paper.attrib["width"], paper.attrib["height"], paper.attrib["fill"]) == (
        str(size),
        str(size),
        "#fff",
    )
    assert modules.attrib["d"].startswith("M4 4.5h7")
    assert (size - 8) % 4 == 1


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Pacific/Auckland", "Asia/Kolkata"])
def test_tomorrow_is_not_over_today(make_site: Any, zone: str) -> None:
    """fabacab/wp-seedbank#12, hawkpost#32, newspack-workspace#865: an end was taken for one in UTC, and was over at once or a day early."""
    here = datetime(2027, 3, 3, 21, tzinfo=ZoneInfo(zone))
    text = "---\ntitle: The swap\nexpires: 2027-03-04\n---\nBring one book.\n"
    site = make_site({"edblog.toml": FEEDS.replace("America/Chicago", zone), "content/notices/swap.md": text})
    report = site.build(now=here.astimezone(UTC))

    assert shown(site) == "Until Thursday, March 4"
    assert report.until == datetime(2027, 3, 5, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_all_that_hangs_on_a_notice_goes_from_the_folder_with_it(board: Any) -> None:
    """gohugoio/hugo#402 and #3537, gatsbyjs/gatsby#9776: old pages stayed in the folder of the site, or empty folders did."""
    site = board("expires: 2027-03-12")
    site.build(now=NOW)
    assert "notices/swap/flyer/index.html" in site.outputs()
    report = site.build(now=at("2027-03-13 00:00"))

    assert report.removed == ("notices/swap/flyer/index.html",)
    assert not (site.folder / "site/notices/swap/flyer").exists()
    page = site.output("notices/swap/index.html")
    assert '<meta name="robots" content="noindex' in page
    assert "/flyer/" not in page


def test_an_email_address_as_the_way_to_sign_up(board: Any) -> None:
    """Other programs made a link to a page of that name."""
    site = board("expires: 2027-03-12\nurl: office@schools.example")

    assert [p.help for p in site.build(now=NOW).problems] == [
        'for an email address, write: url: "mailto:office@schools.example"'
    ]
