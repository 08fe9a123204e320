"""English texts about the services of others, for themes that lack them."""

from __future__ import annotations

from types import MappingProxyType

ENGLISH = MappingProxyType(
    {
        "services.title": "Services of others on this site",
        "services.who": "Who",
        "services.learns": "Learns",
        "services.comments": "Comments",
        "services.comments_click": "Contacted when you click the button that shows the comments.",
        "services.comments_auto": "Contacted as soon as you open a page with comments.",
        "services.players": "Videos, sound, slides and posts from other sites",
        "services.players_click": "Contacted when you click Play or Show, and only the one whose button it is.",
        "services.calendars": "Calendars",
        "services.calendars_click": "Contacted when you follow a link that adds an event or subscribes to a calendar.",
        "services.podcast": "Our recordings as a podcast",
        "services.podcast_click": "Contacted when you follow the link.",
        "services.sharing": "Links that share a page",
        "services.sharing_click": "Contacted when you follow the link.",
        "services.sending": "Sending a story",
        "services.sending_click": "Contacted when you send a story or suggest a change.",
        "services.device": "your internet address and browser",
        "services.page": "which page you are on",
        "services.account": "who you are, if you are signed in there",
        "services.written": "what you write there",
        "services.played": "what you play",
        "services.shared": "the title and address of the page",
        "services.event": "the title, time and place of the event",
        "services.story": "the story that you send",
        "services.email": "Your mail program",
        "services.nothing": "Nothing else on these pages comes from other companies, and nothing counts or follows readers.",
    }
)
