"""The folder `data/` of a site: it belongs to the district, is looked at by every build, and no text can name a file in it."""

from __future__ import annotations

import re

import pytest
from tests.conftest import post

from edblog.cli.preview import preview

LINKS = "data/links.csv"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SECRET = "nobody-reads-this"
DATA = {
    LINKS: f"{SECRET},https://district.example/\n",
    "data/links.md": SECRET,
    "data/jar.svg": SVG.replace("/>", f"><title>{SECRET}</title></svg>"),
    "data/jar.mp4": SECRET,
    "data/jar.vtt": f"WEBVTT\n\n00:00.000 --> 00:04.000\n{SECRET}\n",
}


def told(report):
    return [(p.severity, p.path, p.line, p.code, p.message, p.help) for p in report.problems]


def refused(report):
    """The code and the message of each error."""
    return [(p.code, p.message) for p in report.problems if p.severity == "error"]


# What a build makes of it


def test_a_file_is_not_published_and_a_notice_says_so(make_site):
    story = {"content/posts/jar.md": post()}
    site, without = make_site({**story, LINKS: "a,b\n", "data/more/x.json": "{}"}), make_site(story)

    message, help_ = (
        "edblog does not use a file of this name in data/, so it is not published",
        "to publish it unchanged, move it into static/",
    )
    assert told(site.build()) == [
        ("notice", LINKS, 1, "not-published", message, help_),
        ("notice", "data/more/x.json", 1, "not-published", message, help_),
    ]
    assert told(without.build()) == []
    assert site.outputs() == without.outputs()


def test_hidden_files_and_junk_are_no_part_of_it(make_site):
    junk = (".DS_Store", ".git/config", ".hidden.json", "Thumbs.db", "links.csv~", "~$links.xlsx", "more/.x")
    site = make_site({f"data/{name}": "x" for name in junk})

    assert site.problems() == []


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda site: site.write(LINKS, "a,c\n"), [LINKS]),
        (lambda site: site.write("data/new.toml", ""), [LINKS, "data/new.toml"]),
        (lambda site: site.rename(LINKS, "data/b.csv"), ["data/b.csv"]),
        (lambda site: site.delete(LINKS), []),
        # Even together with a text that a quick edit could manage alone.
        (lambda site: (site.post("jar", "The jar", "2026-01-02", "More."), site.delete(LINKS)), []),
    ],
)
def test_any_change_in_it_is_seen_and_makes_a_build_look_at_everything(make_site, edit, named):
    site = make_site({"content/posts/jar.md": post(), LINKS: "a,b\n"})
    site.build()
    stages = dict(site.build().stages)
    assert "scan" in stages
    assert "read" not in stages

    edit(site)
    report = site.build()

    assert {"read", "assemble"} <= dict(report.stages).keys()
    assert [problem.path for problem in report.problems] == named
    after = site.outputs()
    site.forget()
    site.build()
    assert site.outputs() == after


def test_the_notice_is_said_again_by_a_quick_edit_and_by_a_build_with_nothing_to_do(make_site):
    site = make_site({"content/posts/jar.md": post(), LINKS: "a,b\n"})
    site.build()
    site.post("jar", "The jar", "2026-01-02", "It filled up again.")
    quick = site.build()

    assert "assemble" not in dict(quick.stages)
    assert [p.path for p in quick.problems] == [p.path for p in site.build().problems] == [LINKS]


def test_a_file_in_the_place_of_the_folder_is_an_error(make_site):
    assert make_site({"data": "a,b\n"}).problems() == ["error data:1:1 not-a-folder"]


def test_the_preview_follows_it_before_it_is_there(make_site, monkeypatch):
    site = make_site({})
    shown = []
    monkeypatch.setattr("edblog.cli.preview.serve", lambda build, **_: shown.append(build()))
    preview(
        site.folder, drafts=False, future=False, port=0,
        announce=lambda _: None, show=shown.extend, ready=lambda _: None,
    )  # fmt: skip

    assert site.folder.resolve() / "data" in shown[-1].inputs


# What a text can say

SPELLINGS = [
    "../../data/links.csv",
    "../../Data/LINKS.csv",
    "../../data/links",
    "../../data/links.md#top",
    "../../data/links.csv?raw=1",
    "../../d%61ta/links.csv",
    "%2e%2e/%2E%2E/data%2flinks.csv",
    "..%5C..%5Cdata%5Clinks.csv",
    r"..\\../data\\links.csv",
    "../../content/../data/./links.csv",
    "../../static/../data/links.csv",
    "/data/links.csv",
    "/DATA/links.csv",
    "/stories/data/links.csv",
    "/../data/links.csv",
    "/content/../data/links.csv",
    "/static/../data/links.csv",
    "/%64ata/links.csv",
]
USES = {
    "![A jar]({}/jar.svg)": "missing-picture",
    "![A jar][jar]\n\n[jar]: {}/jar.svg": "missing-picture",
    '<img src="{}/jar.svg" alt="A jar">': "missing-picture",
    '<a href="{}/links.csv">The list</a>': "broken-link",
    "![The jar is filled]({}/jar.mp4)": "missing-media",
    "::: video\nfile: {}/jar.mp4\ncaptions: no\n:::": "missing-media",
    "::: video\nfile: film.mp4\ncaptions: {}/jar.vtt\n:::": "missing-media",
    "::: video\nurl: https://youtu.be/abcdefghijk\nposter: {}/jar.svg\n:::": "missing-picture",
    "::: video\nurl: https://youtu.be/abcdefghijk\ntranscript: {}/links.md\n:::": "broken-link",
}
FIELDS = {
    "posts/jar.md": "title: Jar\ndate: 2026-01-02\nauthor: rosa\nimage: {}\nimage_alt: A jar\n",
    "posts/new.md": "title: New\ndate: 2026-01-02\nauthor: {{name: Kim Li, photo: {}, photo_alt: A face}}\n",
    "authors/ana.md": "name: Ana Ruiz\nphoto: {}\nphoto_alt: A face\n",
    "credentials/talk.md": "name: Talk\nissuer: NEA\nbadge: {}\nbadge_alt: A badge\n",
}


def test_no_link_leads_to_a_file_in_it_however_it_is_written(make_site):
    links = "\n\n".join(f"[The list](<{address}>)" for address in SPELLINGS)
    site = make_site({**DATA, "static/a.txt": "", "content/posts/jar.md": post(body=links)})
    report = site.build()

    shown = [re.split("[#?]", address.replace("\\\\", "\\"))[0] for address in SPELLINGS]
    assert sorted(refused(report)) == [
        ("broken-link", f'"{address}" is in data/, and texts cannot use the files there')
        for address in sorted(shown)
    ]
    assert {(p.path, p.help) for p in report.problems if p.severity == "error"} == {
        (
            "content/posts/jar.md",
            "put a copy in the same folder as this file, or ask the person who runs the site to put one in static/",
        )
    }
    assert site.outputs() == {}


@pytest.mark.parametrize("folder", ["../../data", "/data", "..%2F..%2F%64ATA", "/content/../data"])
def test_nothing_in_a_text_shows_a_file_in_it(make_site, folder):
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov"
    stories = {f"content/posts/{at}.md": post(f"Story {at}", body=use) for at, use in enumerate(USES)}
    stories = {path: text.replace("{}", folder) for path, text in stories.items()}
    report = make_site({**DATA, **stories, "content/posts/film.mp4": film}).build()

    errors = [p for p in report.problems if p.severity == "error"]
    assert {p.path: p.code for p in errors} == dict(zip(stories, USES.values(), strict=True))
    assert {p.message.partition('" ')[2] for p in errors} == {
        "is in data/, and texts cannot use the files there"
    }


@pytest.mark.parametrize("path", ["../../data/jar.svg", "/data/jar.svg", "../../DATA/jar.svg"])
def test_no_picture_in_front_matter_is_a_file_in_it(make_site, path):
    texts = {f"content/{source}": f"---\n{text.format(path)}---\nWords.\n" for source, text in FIELDS.items()}
    report = make_site({**DATA, **texts}).build()

    message = f'"{path}" is in data/, and texts cannot use the files there'
    assert {(p.path, p.code, p.message) for p in report.problems if p.severity == "error"} == {
        (source, "missing-picture", message) for source in texts
    }


def test_the_files_of_a_theme_are_closed_to_texts_in_the_same_way(make_site):
    theme = {"themes/own/theme.toml": 'extends = "marigold"\n', "themes/own/static/a.svg": SVG}
    site = make_site({**theme, "content/posts/jar.md": post(body="![A jar](../../themes/own/static/a.svg)")})

    assert refused(site.build()) == [
        (
            "missing-picture",
            '"../../themes/own/static/a.svg" is in themes/, and texts cannot use the files there',
        )
    ]


def test_addresses_that_begin_with_data_are_free_for_what_is_published(make_site):
    """`/data/` is an address; only the folder beside `content/` is closed."""
    body = (
        "![A](/data/jar.svg) ![B](../../static/data/jar.svg) [C](data/more.md) [D](/data/jar.txt) [E](/data/)"
    )
    site = make_site(
        {
            **DATA,
            "static/data/jar.svg": SVG,
            "content/pages/data.md": "---\ntitle: Data\n---\nWhat we count.\n",
            "content/posts/data/more.md": post("More"),
            "content/posts/jar.md": post(body=body),
        }
    )

    assert refused(site.build()) == [("broken-link", 'there is no page "/data/jar.txt" on this site')]
    site.write("content/posts/jar.md", post(body=body.replace("[D](/data/jar.txt)", "")))
    assert site.build().ok
    assert site.output("data/jar.svg") == SVG
    assert not any(SECRET.encode() in data for data in site.outputs().values())
