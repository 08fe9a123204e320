"""Stories to read next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.catalog.assemble import assemble
from edblog.kinds import KINDS
from edblog.kinds.credentials.record import Credential
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.related import NEIGHBOURS, RELATED, related
from edblog.settings import Config
from edblog.sources.markdown.rendering import EMPTY

CONFIG = Config(title="Stories", base_url="https://district.example/")
NOW = datetime(2030, 1, 1, tzinfo=UTC)
IDS = ("checking", "wait-time")


def site(stories):
    """A site of (name, credentials, topics), oldest first."""
    records = {
        f"content/credentials/{id_}.md": Credential(source="", slug=id_, text=EMPTY, name=id_, issuer="R")
        for id_ in IDS
    }
    for day, (name, credentials, topics) in enumerate(stories):
        source = f"content/posts/{name}.md"
        records[source] = Post(
            source=source,
            slug=name,
            text=EMPTY,
            title=name,
            date=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day),
            credentials=tuple(credentials),
            topics=tuple(topics),
        )
    return assemble(records, KINDS, CONFIG, NOW)[0]


def recommended(stories):
    """What each story recommends, by name."""
    made = site(stories)
    names = [post.slug for post in made.stories]
    return {name: [names[at] for at in related(made, position)] for position, name in enumerate(names)}


def test_a_shared_credential_counts_more_than_a_shared_topic():
    stories = [
        ("both", ["checking"], ["jars"]),
        ("topic", [], ["jars"]),
        ("credential", ["checking"], []),
        ("neither", [], ["chalk"]),
        ("new", ["checking"], ["Jars"]),
    ]

    assert recommended(stories)["new"] == ["both", "credential", "topic"]


def test_nearer_in_time_comes_first_where_all_else_is_equal():
    stories = [(f"s{n}", [], ["jars"]) for n in range(6)]

    assert recommended(stories)["s2"] == ["s3", "s1", "s4"]


def test_a_story_with_nothing_in_common_recommends_nothing():
    assert recommended([("a", [], ["x"]), ("b", [], ["y"]), ("c", [], [])]) == {"a": [], "b": [], "c": []}


TERMS = st.tuples(
    st.lists(st.sampled_from(IDS), unique=True), st.lists(st.sampled_from(["jars", "chalk"]), unique=True)
)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(TERMS, max_size=25), TERMS, st.integers(0, 25))
def test_a_new_story_changes_only_what_its_neighbors_recommend(terms, new, at):
    stories = [(f"s{n}", *each) for n, each in enumerate(terms)]
    more = [*stories[:at], ("new", *new), *stories[at:]]

    before, after = recommended(stories), recommended(more)

    changed = {name for name in before if before[name] != after[name]}
    shared = len(new[0]) + len(new[1])
    assert len(changed) <= 2 * NEIGHBOURS * shared
    assert all(len(names) <= RELATED and name not in names for name, names in after.items())


def test_a_new_story_in_a_long_archive_changes_three_old_ones():
    stories = [(f"s{n:03}", ["checking"], ["jars"]) for n in range(200)]

    before, after = recommended(stories), recommended([*stories, ("new", ["checking"], ["jars"])])

    assert {name for name in before if before[name] != after[name]} <= {"s199", "s198", "s197"}
