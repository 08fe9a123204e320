"""The table of the groupings of stories."""

from __future__ import annotations

from edblog.catalog.groups import Grouping
from edblog.kinds.stories import grades

GROUPINGS = (
    Grouping(
        "credentials",
        folder="credentials",
        weight=2,
        has_feeds_on_stories=True,
        schema_property="about",
        schema_type="EducationalOccupationalCredential",
    ),
    Grouping(
        "authors",
        folder="authors",
        is_category=False,
        schema_property="author",
        schema_type="Person",
    ),
    # Most sites have too many topics for the menu, so that entry appears only if the settings ask for it.
    Grouping("topics", weight=1, in_menu=False, schema_property="keywords"),
    Grouping(
        "grades",
        key=str,
        title=grades.title,
        order=grades.by_age,
        text="grade_{key}",
        in_menu=False,
        is_always_there=False,
        is_filter=True,
        schema_property="educationalLevel",
    ),
    Grouping(
        "series",
        in_menu=False,
        is_always_there=False,
        is_ordered=True,
        schema_property="isPartOf",
        schema_type="CreativeWorkSeries",
    ),
)
MONTHS = Grouping("months", key=str)
"""The stories of each month, such as `2026/01`."""
WEEKS = Grouping("weeks", key=str)
"""The stories of each week, such as `2026-W05`, on a site with digests of weeks."""
QUESTIONS = Grouping("questions", key=str)
"""The stories that ask something, by the ids of the stories that answer them; open questions are under `record.OPEN`."""
