"""A story becomes old at a moment that its date and the settings decide, and "nothing to do" ends there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import CONFIG

SECOND = timedelta(seconds=1)
OLD = datetime(2028, 3, 1, 6, tzinfo=UTC)
"""Midnight of March 1 in Chicago."""


@pytest.fixture
def school(make_site):
    site = make_site({"edblog.toml": f"{CONFIG}\n[stories]\nold_after_years = 4\n"})
    site.write("content/credentials/talk.md", "---\nname: Talk\nissuer: NEA\n---\nTalk.\n")
    site.post("jar", "The jar", "2024-03-01", credentials="[talk]")
    return site


def notice(site):
    html = site.outputs()["posts/jar/index.html"].decode()
    return html.partition('<p class="notice">')[2].partition("</p>")[0]


def same_as_clean(site, make_site, now):
    clean = make_site(site.sources(), bare=True)
    clean.build(now=now)
    return site.outputs() == clean.outputs()


def test_a_story_becomes_old_at_its_moment(school, make_site):
    report = school.build(now=OLD - SECOND)
    assert (notice(school), report.until) == ("", OLD)

    report = school.build(now=OLD)
    assert (notice(school), report.until) == ("This story is from 2024.", None)
    assert same_as_clean(school, make_site, OLD)


def test_an_old_story_leads_to_newer_ones(school, make_site):
    school.build(now=OLD)
    school.post("other", "Another", "2028-02-01")
    school.build(now=OLD + SECOND)
    assert notice(school) == 'This story is from 2024. <a href="/stories/posts/">Newer ones: Stories</a>'
    assert same_as_clean(school, make_site, OLD + SECOND)

    school.post("talking", "Talking", "2028-02-02", credentials="[talk]")
    school.build(now=OLD + 2 * SECOND)
    assert (
        notice(school) == 'This story is from 2024. <a href="/stories/credentials/talk/">Newer ones: Talk</a>'
    )
    assert same_as_clean(school, make_site, OLD + 2 * SECOND)


@pytest.mark.parametrize(("years", "until"), [(3, datetime(2027, 3, 1, 6, tzinfo=UTC)), (0, None)])
def test_a_leap_day_and_a_site_that_does_not_ask(make_site, years, until):
    site = make_site({"edblog.toml": f"{CONFIG}\n[stories]\nold_after_years = {years}\n"})
    site.post("jar", "The jar", "2024-02-29")

    assert site.build(now=datetime(2026, 1, 1, tzinfo=UTC)).until == until
