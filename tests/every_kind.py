"""A site with one record of each kind of content, and a theme that knows none of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from edblog.catalog.site import Site
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind
from edblog.views import Output

FIELDS = {
    "posts": "title: A story\ndate: 2026-01-02\nauthor: one\ncredentials: [one]\ntopics: [Maths]\ngrades: [3]\nasks: How do you begin?\nseries: How we begin, 1",
    "credentials": "name: A micro-credential\nissuer: Digital Promise\nurl: https://issuer.example/one\nhashtag: SampleMC\ncompetency: Asks well\nstack: Assessment\nrenewal: [{authority: State board, amount: 15, unit: clock_hour}]",
    "authors": "name: Rosa Okafor\nrole: Grade 4 teacher\nschool: Maple Street\ncolumn: From the desk\nlinks: [{label: Her blog, url: https://rosa.example/}]",
    "pages": "title: About",
    "circles": "name: A circle\nmembers: [one]\ncredentials: [one]\nhow_to_join: Just come\njoin: https://circle.example/one\nprotocol: [Look, Talk]",
    "notices": "title: A notice\nexpires: 2027-03-04 17:00\nplace: The library\nurl: https://form.example/one\nevent: one\ncredentials: [one]",
    "goals": "title: A goal\nnumber: 1\nperiod: 2025–2028\nmeasures: [{measure: Seconds, start: 0.9, now: 3.1, target: 5, due: 2027-06-11}]\nask: Room 4\n"
    "contact: https://office.example/one\nplan: https://plan.example/one\ncredentials: [one]\nstories: [one]\nevents: [one]",
    "glossary": "term: IEP\nlong: Individualized Education Program\nalso: [I.E.P.]",
    "lists": "title: Ten stories\nby: [one]\ndate: 2026-02-26\nitems: [{story: one, why: Start here.}, {event: one}, {url: https://list.example/one, title: Elsewhere}]",
    "boards": "title: A board\norder: [one]",
    "resources": "title: A resource\nwhat: printable\nurl: https://printable.example/one\nadded: 2026-01-02\nby: [one]\nlicense: CC BY 4.0\nboards: [one]\n"
    "credentials: [one]\ntopics: [Maths]\ngrades: [3]",
    "events": "title: A chat\nstarts: 2027-03-04 16:00\nends: 2027-03-04 17:00\nplace: The library\njoin_url: https://meet.example/one",
    "recordings": "title: A talk\ndate: 2026-01-02\nurl: https://video.example/one\nspeakers: [one]\nminutes: 4",
}
"""Front matter of a record of a kind that shows more than what is needed, by its folder."""


def front_matter(kind: Kind) -> str:
    """Front matter of a record of a kind."""
    needed = (f"{field.name}: {field.example}" for field in kind.own_fields if field.needed)
    return FIELDS.get(kind.folder) or "\n".join(needed)


RECORDS = {
    f"content/{kind.folder}/one.md": f"---\n{front_matter(kind)}\n---\nWords of {kind.folder}.\n"
    for kind in KINDS
}
"""A file of each kind."""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ page.policy }}">
<title>{{ page.title }}</title>
</head>
<body><main><h1>{{ page.title }}</h1>{{ body }}{% block more %}{% endblock %}</main></body>
</html>
"""
_FOLLOW = """\
{% extends "home.html" %}
{% block more %}
{% for group in page.groups %}<h2>{{ t("feeds_" ~ group.kind) }}</h2>{% endfor %}
{% endblock %}
"""
BARE = {
    "themes/bare/theme.toml": "",
    **{f"themes/bare/templates/{name}.html": _PAGE for name in ("home", "404", "redirect")},
    "themes/bare/templates/follow.html": _FOLLOW,
}
"""A theme that extends nothing and has no words, and only the templates that each theme must have."""


def planned(site: Any) -> tuple[Site, list[Output]]:
    """A site and its outputs, with their views, when it is built."""
    from edblog.catalog import plan as module

    found: list[Any] = []
    plan = module.plan

    def watched(*args: Any) -> Any:
        outputs, problems = plan(*args)
        found[:] = args[0], outputs
        return outputs, problems

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "plan", watched)
        assert site.build(clean=True).problems == ()
    return found[0], found[1]


def without_kinds(folder: Path) -> None:
    """Writes marigold without the templates of any kind of content into a folder."""
    shutil.copytree(Path(__file__).parents[1] / "themes/marigold", folder)
    kept = {"base", "listing", "record", "list", "home", "follow", "404", "redirect"}
    templates = folder / "templates"
    for template in templates.rglob("*.html"):
        if template.stem not in kept and template.parent.name != "partials":
            template.unlink()
