"""The two plain templates that every theme has, for kinds of content that it does not know.

A theme that was made before a kind came still builds: a record is shown by `record.html`, and a list by `list.html`. Both are whole
pages with the theme's stylesheets, and need nothing else of it.
"""

from __future__ import annotations

_FRAME = """<!DOCTYPE html>
<html lang="{{ page.lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">
<meta name="referrer" content="strict-origin-when-cross-origin">
<meta name="viewport" content="width=device-width, initial-scale=1">
{% if site.noindex %}<meta name="robots" content="noindex">
{% endif %}<title>{{ page.title }} · {{ site.title }}</title>
{% if page.description %}<meta name="description" content="{{ page.description }}">
{% endif %}<link rel="canonical" href="{{ absolute(page.url) }}">
{% for feed in page.feeds + site.feeds %}<link rel="alternate" type="{{ feed.type }}" title="{{ feed.title }}" href="{{ feed.url }}">
{% endfor %}{% for stylesheet in site.stylesheets %}<link rel="stylesheet" href="{{ stylesheet }}">
{% endfor %}{% set data = json_ld(page) %}{% if data %}<script type="application/ld+json">{{ data }}</script>
{% endif %}</head>
<body>
<header>
<p><a href="{{ site.root }}">{{ site.title }}</a></p>
{% if site.menu %}<nav>
<ul>
{% for item in site.menu %}<li><a href="{{ item.url }}"{% if item.url == page.url %} aria-current="page"{% endif %}>{{ item.title }}</a></li>
{% endfor %}</ul>
</nav>
{% endif %}</header>
<main>
<h1>{{ page.title }}</h1>
CONTENT</main>
{% if page.waits and "waiting.js" in site.assets %}<script src="{{ site.assets["waiting.js"] }}" defer></script>
{% endif %}</body>
</html>
"""
_LINKS = """{% if LIST %}<ul>
{% for link in LIST %}<li><a href="{{ link.url }}">{{ link.title }}</a></li>
{% endfor %}</ul>
{% endif %}"""
_PAGES = """{% if page.pagination and (page.pagination.newer or page.pagination.older) %}<nav>
<ul>
{% for link in page.pagination.nearby %}<li><a href="{{ link.url }}"{% if link.url == page.url %} aria-current="page"{% endif %}>{{ link.title }}</a></li>
{% endfor %}</ul>
</nav>
{% endif %}"""
_RECORD = """{% for fact in page.facts %}<p>{% if fact.url %}<a href="{{ fact.url }}">{{ fact.text }}</a>{% else %}{{ fact.text }}{% endif %}</p>
{% endfor %}{% if body and not (page.pagination and page.pagination.newer) %}<div>{{ body }}</div>
{% endif %}"""
_LIST = """{% if body and not (page.pagination and page.pagination.newer) %}<div>{{ body }}</div>
{% endif %}"""

PLAIN = {
    "record.html": _FRAME.replace("CONTENT", _RECORD + _LINKS.replace("LIST", "page.cards") + _PAGES),
    "list.html": _FRAME.replace("CONTENT", _LIST + _LINKS.replace("LIST", "page.entries") + _PAGES),
}
"""By name."""
