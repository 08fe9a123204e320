"""Copies that computers leave beside a file, what editors leave, and files that explain a folder."""

from __future__ import annotations

import pytest
from tests.conftest import post

from edblog.sources.duplicates import original_path
from edblog.start.stat_scan import is_left_out

JAR = post(
    title="The jar", body="It filled up, slip by slip, until Friday came and I had to read them all.\n" * 4
)
COPIES = [
    "jar (1)", "jar(2)", "jar - Copy", "jar - Copy (2)", "jar copy", "jar copy 2", "jar-copy", "jar_copy", "Copy of jar", "Copy (2) of jar",
    "jar (conflicted copy 2026-11-01)", "jar (Pat's conflicted copy 2026-11-01)", "jar (Case Conflict)", "jar.sync-conflict-20261101-120000-ABCDEFG",
    "jar_conflict-20261101-120000", "jar-DESKTOP-1A2B3C4", "jar - copia", "Copia de jar", "jar - Kopie", "Kopie von jar", "jar - Copie", "jar – Kopie",
    "jar_conflict", "jar.orig", "jar.bak", "jar_LOCAL_1234", "jar_BASE_1234",
    "jar (Pat Sample's copy)",
]  # fmt: skip
OTHERS = [
    "jar",
    "the copy room",
    "copying a jar",
    "jar (part two)",
    "conflict",
    "jars",
    "(1)",
    "mac and cheese",
    "the copy",
    "our base",
    "base",
    "home-base",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_a_warning(make_site, name):
    site = make_site(
        {"content/posts/jar.md": JAR, f"content/posts/{name}.md": JAR.replace("The jar", "A jar")}
    )

    assert [line for line in site.problems() if "likely-copy" in line] == [
        f"warning content/posts/{name}.md:1:1 likely-copy"
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_are_no_copies(name):
    assert original_path(f"content/posts/{name}.md")[0] in ("", "content/posts/the.md")


def test_what_is_said_of_a_copy(make_site):
    site = make_site(
        {
            "content/posts/jar.md": JAR,
            "content/posts/jar (1).md": JAR,
            "content/posts/jar copy.md": JAR + "More.",
        }
    )
    told = {p.path: (p.message, p.help) for p in site.build(dry=True).problems}

    assert told == {
        "content/posts/jar (1).md": (
            'this seems to be a copy of "content/posts/jar.md": it has the same text',
            "keep one of the two files, and delete the other",
        ),
        "content/posts/jar copy.md": (
            'this seems to be a copy of "content/posts/jar.md": it has nearly the same text',
            "keep one of the two files, and delete the other",
        ),
    }


def test_a_name_alone_is_no_reason(make_site):
    other = post(
        title="Another day",
        body="We counted beans, and nobody agreed on how many there were in the bag.\n" * 3,
    )
    site = make_site(
        {"content/posts/jar.md": JAR, "content/posts/jar (1).md": other, "content/posts/jar 2.md": other}
    )

    assert site.problems() == []


def test_a_number_says_little_so_the_texts_have_to_be_nearly_the_same(make_site):
    series = {f"content/posts/week-{n}.md": JAR.replace("The jar", f"Week {n}") for n in (1, 2)}
    site = make_site({**series, "content/posts/jar.md": JAR, "content/posts/jar 2.md": JAR})

    assert site.problems() == ["warning content/posts/jar 2.md:1:1 likely-copy"]


def test_copies_of_a_folder_and_copies_without_an_original(make_site):
    site = make_site(
        {
            "content/posts/jar/index.md": JAR,
            "content/posts/jar - Copy/index.md": JAR,
            "content/posts/beans (1).md": JAR,
            "content/posts/beans (2).md": JAR,
        }
    )

    assert site.problems() == [
        "warning content/posts/beans (2).md:1:1 likely-copy",
        "warning content/posts/jar - Copy/index.md:1:1 likely-copy",
    ]


@pytest.mark.parametrize("edited", ["jar", "jar (1)"])
def test_an_everyday_edit_finds_a_copy_as_a_clean_build_does(make_site, edited):
    texts = {"jar": JAR, "jar (1)": JAR}
    files = {f"content/posts/{name}.md": text for name, text in texts.items()}
    site = make_site({**files, f"content/posts/{edited}.md": post(title="Beans", body="One, two, many.")})
    before = [p.code for p in site.build().problems]
    site.write(f"content/posts/{edited}.md", JAR)
    after = site.build().problems

    assert before == []
    assert [(p.path, p.code) for p in after] == [("content/posts/jar (1).md", "likely-copy")]
    assert after == site.build(clean=True).problems


@pytest.mark.parametrize(
    "name",
    ["~$jar.docx", "4913", "#jar.md#", "jar.md~", "jar.tmp", "jar.md.swp", "jar.md.crdownload", "jar.pdf.part", "jar.md___jb_tmp___",
     "Thumbs.db", "desktop.ini", "Icon\r", "__MACOSX", "@eaDir", ".jar.md.swp", ".~lock.jar.docx#"],
)  # fmt: skip
def test_what_editors_leave_is_no_part_of_a_site(make_site, name):
    site = make_site({f"content/posts/{name}": "junk", f"static/{name}": "junk"})

    assert is_left_out(name)
    assert site.problems() == []


@pytest.mark.parametrize(
    "name",
    [
        "C#",
        "jar.md",
        "_jar.md",
        "4913.md",
        "49130",
        "@home.md",
        "temp.md",
        "swp",
        "$5.md",
        "~jar.md",
        "#1.md",
    ],
)
def test_other_odd_names_are_part_of_it(name):
    assert not is_left_out(name)


@pytest.mark.parametrize(
    "name", ["README.md", "readme.md", "Readme.MD", "_index.md", "_index.es.md", "README.en.md"]
)
@pytest.mark.parametrize("folder", ["", "posts/", "posts/2026/", "pages/", "authors/", "credentials/"])
def test_a_file_about_a_folder_is_left_out_with_a_notice(make_site, folder, name):
    site = make_site({f"content/{folder}{name}": "# Stories\n\nPut your stories here.\n"})
    report = site.build()

    assert [(p.severity, p.path, p.code, p.message) for p in report.problems] == [
        (
            "notice", f"content/{folder}{name}", "not-published",
            f"a file named {name} describes its folder, so it is not published",
        )
    ]  # fmt: skip
    assert report.ok
