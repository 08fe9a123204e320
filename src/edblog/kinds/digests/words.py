"""English texts of digests, for themes that lack them."""

from __future__ import annotations

from types import MappingProxyType

ENGLISH = MappingProxyType(
    {
        "nav_digests": "By email",
        "digests.intro": "What was new in a week or a month, as an email: with the stories, and with what comes next.",
        "digests.weekly": "Each week",
        "digests.monthly": "Each month",
        "digests.week_of": "The week of {date}",
        "digests.and_more": "{title} (+{count})",
        "digests.new_stories": "New stories: {count}",
        "digests.news": "What is new",
        "digests.read": "Read the story",
        "digests.more_stories": "More stories: {count}",
        "digests.coming": "Coming up",
        "digests.online": "online",
        "digests.recordings": "New recordings",
        "digests.resources": "New resources",
        "digests.notices": "On the community board",
        "digests.more_entries": "More: {count}",
        "digests.until": "Until {date}",
        "digests.invite": "You tried something, too? Tell us, the messy parts included.",
        "digests.write": "Write your story",
        "digests.why": "You get this email because you asked for it. It comes only when there is something new.",
        "digests.browser": "See it in your browser",
        "digests.feeds": "Feeds for a mailing service",
        "digests.plain": "Plain text",
        "digests.none": "There is no digest yet. The first one comes when a week or a month with a story is over.",
    }
)
