"""An editor in the browser: what a build writes for it, and what it says of the program that the district has put there."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha384
from html import unescape

PROGRAM = b"'a program';\n"
INTEGRITY = f"sha384-{b64encode(sha384(PROGRAM).digest()).decode()}"
CONFIG = """\
title = "Stories & more"
base_url = "https://district.example/stories/"
timezone = "America/Chicago"

[submit]
repository = "https://github.com/sample-district/stories"

[editor]
service = "sveltia"
integrity = "{}"
"""


def site_with(make_site, integrity=INTEGRITY, program=PROGRAM):
    site = make_site({"edblog.toml": CONFIG.format(integrity)})
    site.post("2026-01-02-jar", "The jar", "2026-01-02")
    if program:
        site.write("static/admin/sveltia-cms.js", program)
    return site


def found(site):
    return [(p.code, p.line, p.message, p.help) for p in site.build().problems if p.severity != "notice"]


def test_a_site_without_an_editor_has_nothing_of_it(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.build()

    assert [path for path in site.outputs() if path.startswith("admin")] == []
    assert "admin" not in site.output("_headers")


def test_a_build_writes_the_page_the_configuration_and_the_program(make_site):
    site = site_with(make_site)
    assert found(site) == []
    page = site.output("admin/index.html")

    assert json.loads(site.output("admin/config.json"))["site_url"] == "https://district.example/stories/"
    assert site.outputs()["admin/sveltia-cms.js"] == PROGRAM
    assert f'<script src="sveltia-cms.js" integrity="{INTEGRITY}"></script>' in page
    assert "<title>Sveltia CMS - Stories &amp; more</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "https://api.github.com" in unescape(page)
    assert "admin" not in site.output("sitemap.xml")


def test_the_program_must_be_there(make_site):
    [(code, line, message, help_)] = found(site_with(make_site, program=b""))

    assert (code, line) == ("missing-file", 9)
    assert (
        message
        == "Sveltia CMS is missing: save its file as static/admin/sveltia-cms.js, because a build downloads nothing"
    )
    assert help_.startswith("with npm: mkdir -p static/admin && npm pack @sveltia/cms@")


def test_the_program_must_be_the_one_in_the_settings(make_site):
    [(code, line, message, help_)] = found(site_with(make_site, program=b"'another program';\n"))
    assert (code, line) == ("editor-integrity", 10)
    assert message == "the SHA-384 of static/admin/sveltia-cms.js is not the one under integrity"

    [(code, line, message, help_)] = found(site_with(make_site, integrity=""))
    assert (code, line) == ("editor-integrity", 8)
    assert help_ == f'add a line below [editor]: integrity = "{INTEGRITY}"'


def test_a_check_finds_the_same_and_writes_nothing(make_site):
    site = site_with(make_site, program=b"'another program';\n")

    assert site.problems() == ["error edblog.toml:10:1 editor-integrity"]
    assert site.outputs() == {}


def test_its_page_alone_may_talk_to_the_window_in_which_people_sign_in(make_site):
    site = site_with(make_site)
    site.build()

    assert "\n/stories/admin/*\n  Cross-Origin-Opener-Policy: unsafe-none\n" in site.output("_headers")


def test_every_problem_of_the_settings_has_its_line(make_site):
    """Also where another one was placed before."""
    site = site_with(make_site, program=b"")
    site.write("edblog.toml", CONFIG.format("").replace("district.example", "example.com"))

    assert {p.line for p in site.build().problems if p.path == "edblog.toml"} == {2, 9}
