"""English texts of the page of impact, for themes that lack them."""

from __future__ import annotations

from types import MappingProxyType

ENGLISH = MappingProxyType(
    {
        "nav_impact": "Impact",
        "impact.intro": "What came of it, in numbers.",
        "impact.all": "All together",
        "impact.total": "In all",
        "impact.other": "At other times",
        "impact.by_month": "Stories by month",
        "impact.month": "Month",
        "impact.by_term": "Stories by term",
        "impact.term": "Term",
        "impact.stories": "Stories",
        "impact.people": "Educators",
        "impact.schools": "Schools",
        "impact.awards": "Micro-credentials",
        "impact.of_award": "Stories about each micro-credential",
        "impact.award": "Micro-credential",
        "impact.of_award_about": "A story can be about more than one.",
        "impact.of_goal": "Stories for each goal",
        "impact.goal": "Goal",
        "impact.of_goal_about": "A story can serve more than one.",
        "impact.resources": "Resources",
        "impact.resource": "Kind",
        "impact.events": "Events held",
        "impact.event": "Kind",
        "impact.event_other": "Other events",
        "impact.hours": "Hours by authority",
        "impact.hours_about": "What counts for educators with a story about a micro-credential, each once. Units differ, so hours stand in words.",
        "impact.authority": "Authority",
        "impact.amount": "Worth",
        "impact.questions": "Questions answered",
        "impact.asked": "Asked",
        "impact.answered": "Answered",
        "impact.when": "When",
        "impact.did": "What happened off screen",
        "impact.did_about": "People, as the district counted them.",
        "impact.what": "What",
        "impact.answer": "Answer",
        "impact.answers_about": "What people answered when the district asked.",
        "impact.answers_all": "All who answered",
    }
)
