"""Listings over several pages: what a new story changes, and what it does not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.catalog.pagination import paginate
from edblog.catalog.reach import WHOLE

anything = settings(max_examples=300, derandomize=True, deadline=None)
COUNTS = st.integers(0, 200)
SIZES = st.integers(1, 25)


def pages(count, size):
    """The pages of a listing by URL, each with the names of its stories; story 0 is the oldest."""
    slices = paginate("posts/", "/", range(count), size)
    return {page.url: tuple(count - 1 - position for position in page.positions) for page in slices}


@anything
@given(COUNTS, SIZES)
def test_every_story_is_on_exactly_one_page_newest_first(count, size):
    assert [story for page in pages(count, size).values() for story in page] == list(range(count - 1, -1, -1))


@anything
@given(COUNTS, SIZES)
def test_numbered_pages_are_full_and_the_newest_holds_less_than_twice_as_much(count, size):
    newest, *numbered = pages(count, size).values()

    assert {len(page) for page in numbered} <= {size}
    assert len(newest) < 2 * size
    assert len(newest) >= min(count, size)


@anything
@given(COUNTS, SIZES)
def test_a_new_story_changes_the_newest_page_only_and_now_and_then_adds_a_page(count, size):
    before, after = pages(count, size), pages(count + 1, size)

    changed = {url for url in after if after[url] != before.get(url)}
    added = after.keys() - before.keys()
    assert changed == {"posts/"} | added
    assert bool(added) == (count + 1 >= 2 * size and (count + 1) % size == 0)


@anything
@given(COUNTS, SIZES)
def test_links_lead_through_all_pages_both_ways(count, size):
    slices = paginate("posts/", "/stories/", range(count), size)
    urls = tuple(f"/stories/{page.url}" for page in slices)

    for at, page in enumerate(slices):
        nearby = [(link.title, link.url) for link in page.pagination.nearby]
        expected = [(str(len(urls) - n), urls[n]) for n in range(len(urls)) if abs(n - at) <= 2]
        assert nearby == expected
        assert (page.pagination.newest, page.pagination.oldest) == (urls[0], urls[-1])
        assert page.pagination.newer == (urls[at - 1] if at else "")
        assert page.pagination.older == (urls[at + 1] if at + 1 < len(urls) else "")
        assert page.pagination.number == len(urls) - at
        assert page.url == ("posts/" if at == 0 else f"posts/page/{page.pagination.number}/")


def test_a_listing_without_stories_has_a_page():
    assert pages(0, 20) == {"posts/": ()}


def test_seven_stories_on_pages_of_two():
    assert pages(7, 2) == {"posts/": (6, 5, 4), "posts/page/2/": (3, 2), "posts/page/1/": (1, 0)}


def test_an_empty_list_has_a_page_within_every_reach():
    assert [page.url for page in paginate("topics/x/", "/", [], 12, WHOLE)] == ["topics/x/"]
