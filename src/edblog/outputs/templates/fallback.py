"""Default templates for kinds of content that a theme has no template for, and for the page with the form.

With them, a theme still builds if it is older than a kind of content. Both are complete pages with the theme's stylesheets. They
need nothing else from the theme, not even translations, and can be read without a stylesheet.
"""

from __future__ import annotations

from edblog.outputs.templates.plain_email import CONTENT, EMAIL

_FRAME = """\
{% macro words(pieces) %}{% for piece in pieces %}{% if piece.url %}<a href="{{ piece.url }}">{{ piece.text }}</a>{% else %}{{ piece.text }}{% endif %}{% endfor %}{% endmacro %}
<!DOCTYPE html>
<html lang="{{ site.language }}" dir="{{ site.language|direction }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">
<meta name="referrer" content="strict-origin-when-cross-origin">
<meta name="viewport" content="width=device-width, initial-scale=1">
{% if site.noindex %}
<meta name="robots" content="noindex">
{% endif %}
<title>{{ page.title }}{% if number|default(0) %} · {{ number }}{% endif %} · {{ site.title }}</title>
{% if page.description %}
<meta name="description" content="{{ page.description }}">
{% endif %}
<link rel="canonical" href="{{ absolute(page.url) }}">
{% if site.icon %}
<link rel="icon" href="{{ site.icon }}">
{% endif %}
{% for feed in page.feeds + site.feeds %}
<link rel="alternate" type="{{ feed.type }}" title="{{ feed.title }}" href="{{ feed.url }}">
{% endfor %}
{% for stylesheet in site.stylesheets %}
<link rel="stylesheet" href="{{ stylesheet }}">
{% endfor %}
{% set data = json_ld(page) %}
{% if data %}
<script type="application/ld+json">{{ data }}</script>
{% endif %}
</head>
<body>
<header>
{% if site.announcement %}
<p>{{ words(site.announcement) }}</p>
{% endif %}
<p><a href="{{ site.root }}">{{ site.title }}</a></p>
{% if site.menu %}
<nav>
<ul>
{% for item in site.menu %}
<li><a href="{{ item.url }}"{% if item.url == page.url %} aria-current="page"{% elif item.section and item.section == page.section %} aria-current="true"{% endif %}>{{ item.title }}</a></li>
{% endfor %}
</ul>
</nav>
{% endif %}
</header>
<main{% if page.lang != site.language %} lang="{{ page.lang }}" dir="{{ page.lang|direction }}"{% endif %}>
<h1 id="eb-title">{{ page.title }}</h1>
</main>
<footer>
{% if site.footer_text or site.description %}
<p>{{ words(site.footer_text) or site.description }}</p>
{% endif %}
{% if site.address %}
<address>{% for line in site.address %}{{ words(line) }}{% if not loop.last %}<br>{% endif %}{% endfor %}</address>
{% endif %}
{% if site.more %}
<ul>
{% for item in site.more %}
<li><a href="{{ item.url }}"{% if item.url == page.url %} aria-current="page"{% elif item.section and item.section == page.section %} aria-current="true"{% endif %}>{{ item.title }}</a></li>
{% endfor %}
</ul>
{% endif %}
{% if site.footer %}
<ul>
{% for link in site.footer %}
<li><a href="{{ link.url }}">{{ link.title }}</a></li>
{% endfor %}
</ul>
{% endif %}
</footer>
{% if page.waits and "waiting.js" in site.assets %}
<script src="{{ site.assets["waiting.js"] }}" defer></script>
{% endif %}
</body>
</html>
"""

_NUMBER = "{% set number = page.pagination.number if page.pagination and page.pagination.newer else 0 %}\n"
_RECORD = """\
{% for fact in page.facts %}
<p>{% if fact.url %}<a href="{{ fact.url }}">{{ fact.text }}</a>{% else %}{{ fact.text }}{% endif %}{% if fact.date %} <time datetime="{{ fact.date|iso }}">{{ fact.date|date(time=fact.has_time) }}</time>{% if fact.until %} – <time datetime="{{ fact.until|iso }}">{{ fact.until|date("time" if fact.until.date() == fact.date.date() else "long", time=fact.has_time) }}</time>{% endif %}{% endif %}</p>
{% endfor %}
{% if body and not number %}
<div>{{ body }}</div>
{% endif %}
{% if page.entries %}
<ul>
{% for entry in page.entries %}
<li><a href="{{ entry.url }}">{{ entry.title }}</a></li>
{% endfor %}
</ul>
{% endif %}
{% if page.pagination and page.pagination.nearby|length > 1 %}
<nav aria-labelledby="eb-title">
<ul>
{% for link in page.pagination.nearby %}
<li><a href="{{ link.url }}"{% if link.url == page.url %} aria-current="page"{% endif %}>{{ link.title }}</a></li>
{% endfor %}
</ul>
</nav>
{% endif %}
"""
_TEXT = "{% if body %}<div>{{ body }}</div>{% endif %}\n"
FORM = """\
<div id="eb-form" data-eb-name="{{ t("form.form") }}"></div>
<section id="eb-by-hand" aria-labelledby="eb-by-hand-title">
<h2 id="eb-by-hand-title">{{ t("form.by_hand") }}</h2>
<p>{{ t("form.by_hand_why") }}</p>
<ol>
<li>{{ t("form.by_hand_write") }}</li>
<li>{{ t("form.by_hand_head") }}
<pre><code>---
title: "{{ t("form.example_title") }}"
date: 2026-01-31
author:
  name: "{{ t("form.example_name") }}"
  role: "{{ t("form.example_role") }}"
  school: "{{ t("form.example_school") }}"
---</code></pre></li>
{% set sending = page.form.sending %}
{% if sending.new_file %}
<li>{{ t("form.by_hand_host", host=sending.name, button=sending.buttons[0]) }}
<a href="{{ sending.new_file }}">{{ t("form.by_hand_open") }}</a></li>
{% endif %}
{% if sending.email %}
<li>{{ t("form.by_hand_email") }} <a href="mailto:{{ sending.email }}">{{ sending.email }}</a></li>
{% endif %}
{% if not sending.new_file and not sending.email %}
<li>{{ t("form.by_hand_files") }}</li>
{% endif %}
</ol>
</section>
<script type="application/json" id="eb-form-data">{{ script_data(page) }}</script>
"""
"""The place where the form appears, the steps for those without JavaScript, and the data of the form."""
_FORM_STYLE = """\
{% if "write.css" in site.assets %}
<link rel="stylesheet" href="{{ site.assets["write.css"] }}">
{% endif %}
"""

PLAIN = {
    **dict.fromkeys(("record.html", "list.html"), _NUMBER + _FRAME.replace("</main>", f"{_RECORD}</main>")),
    "write.html": _FRAME.replace("</main>", f"{_TEXT}{FORM}</main>")
    .replace("</head>", f"{_FORM_STYLE}</head>")
    .replace("</body>", '<script src="{{ page.script }}" type="module"></script>\n</body>'),
    "edblog/form.html": FORM,
    "emails/digest.html": EMAIL,
    "emails/content.html": CONTENT,
}
"""By name. Those of records and lists are the same: what a record has and a list has not, such as facts, is empty there.
`edblog/form.html` is for themes to include in their own `write.html`."""
