"""Default templates of emails, for themes without their own: black on white, in the reader's fonts. Programs for email read no stylesheet."""

from __future__ import annotations

EMAIL = """\
<!DOCTYPE html>
<html lang="{{ site.language }}" dir="{{ site.language|direction }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ page.title }}</title>
</head>
<body>
<div role="main">
{% include "emails/content.html" %}
</div>
</body>
</html>
"""
CONTENT = """\
{% set digest = page.digest %}
<table role="presentation" style="width: 100%; max-width: 600px; margin: 0 auto; table-layout: fixed">
<tr><td style="padding: 16px">
<p><a href="{{ digest.home }}">{{ site.title }}</a>{% if digest.about %} · <a href="{{ digest.about.url }}">{{ digest.about.title }}</a>{% endif %}</p>
<h1>{% if digest.unit == "week" %}{{ t("digests.week_of", date=digest.first|date) }}{% else %}{{ digest.first|date("month") }}{% endif %}</h1>
{% for story in digest.stories %}
<div lang="{{ story.lang }}" dir="{{ story.lang|direction }}">
<h2><a href="{{ story.url }}">{{ story.title }}</a></h2>
{% if story.image %}
<p><img src="{{ story.image.url }}" alt="{{ story.image.alt }}" style="max-width: 100%; height: auto"></p>
{% endif %}
{% if story.summary %}
<p>{{ story.summary }}</p>
{% endif %}
<p>{{ story.people|join(", ") }} · {{ story.date|date }}</p>
</div>
{% endfor %}
{% if digest.more %}
<p><a href="{{ digest.all }}">{{ t("digests.more_stories", count=digest.more) }}</a></p>
{% endif %}
{% if digest.events %}
<h2>{{ t("digests.coming") }}</h2>
{% for event in digest.events %}
<p><a href="{{ event.url }}">{{ event.title }}</a><br>{{ event.starts|date("full", time=true) }}, {{ event.zone|zone }}{% if event.place %}, {{ event.place }}{% endif %}{% if event.is_online %}, {{ t("digests.online") }}{% endif %}</p>
{% endfor %}
{% endif %}
{% for group in digest.groups %}
<h2>{{ t("digests." ~ group.name) }}</h2>
{% for entry in group.entries %}
<p><a href="{{ entry.url }}">{{ entry.title }}</a>{% if entry.until %}<br>{{ t("digests.until", date=entry.until|date("long", time=entry.has_time)) }}{% endif %}{% if entry.summary %}<br>{{ entry.summary }}{% endif %}</p>
{% endfor %}
{% if group.more %}
<p><a href="{{ group.url }}">{{ t("digests.more_entries", count=group.more) }}</a></p>
{% endif %}
{% endfor %}
{% if digest.write %}
<p><a href="{{ digest.write }}">{{ t("digests.write") }}</a></p>
{% endif %}
<p>{{ t("digests.why") }} <a href="{{ digest.browser }}">{{ t("digests.browser") }}</a></p>
</td></tr>
</table>
"""
