"""What a reviewer is told of a pull request; each is a real one, in a git repository of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest
from click.testing import CliRunner
from tests.conftest import CONFIG, ROSA, post

from edblog.cli.commands import main
from edblog.kinds import KINDS
from edblog.problems import EdblogError
from edblog.review import review
from edblog.review.harmless import code

KIM = "---\nname: Kim Sample\nrole: Librarian\n---\nKim lends books.\n"


class Repository:
    """A site in a git repository with one commit by Rosa on the branch `main`."""

    def __init__(self, site, below=""):
        self.site, self.folder = site, site.folder
        self.below = f"{below}/" if below else ""
        self.git("init", "-q", "-b", "main")
        self.commit("Rosa Okafor")

    def git(self, *words, by="Rosa Okafor"):
        email = f"{by.split()[0].lower()}@district.example"
        who = ("-c", f"user.name={by}", "-c", f"user.email={email}", "-c", "protocol.file.allow=always")
        done = subprocess.run(
            ["git", *who, *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, by):
        self.git("add", "-A")
        self.git("commit", "-qm", "A change", by=by)

    def propose(self, files=None, *, gone=(), moved=None, by="Kim Sample"):
        """A pull request on the branch `story`: new contents of files, deleted files, and new paths."""
        self.git("switch", "-qc", "story")
        for path, to in (moved or {}).items():
            self.site.rename(self.below + path, self.below + to)
        for path in gone:
            self.site.delete(self.below + path)
        for path, content in (files or {}).items():
            self.site.write(self.below + path, content)
        self.commit(by)

    def review(self, *words):
        """The exit code, and what is printed."""
        site = self.folder / self.below
        result = CliRunner().invoke(
            main, ["review", *(words or ["main"]), "--site", str(site)], catch_exceptions=False
        )
        return result.exit_code, result.output

    def notes(self):
        """Every note of the pull request, with its mark."""
        found = review(self.folder / self.below, "main", KINDS)
        marks = {"danger": "!!", "look": "!", "fact": ""}
        return [
            f"{marks[note.level]} {note.filled(str)}".strip()
            for change in (*found.outside, *found.content)
            for note in change.notes
        ]


@pytest.fixture
def repository(make_site, require_program):
    """A repository of a site with these files, and an author `rosa`."""
    require_program("git")
    return lambda files=None, below="": Repository(
        make_site(
            {
                f"{below}/{path}".lstrip("/"): text
                for path, text in {
                    "edblog.toml": CONFIG,
                    "content/authors/rosa.md": ROSA,
                    **(files or {}),
                }.items()
            },
            bare=True,
        ),
        below,
    )


def test_a_whole_pull_request_in_words(repository):
    there = repository(
        {"content/posts/wait.md": post("Wait time", body="We waited."), ".gitattributes": "* -text\n"}
    )
    there.propose(
        {
            "content/authors/kim.md": KIM,
            "content/posts/2026-11-30-jar/index.md": post(
                "A jar",
                "2026-11-30",
                "It filled up. [Read on](https://books.example/jar).\n\n![A jar](jar.png)\n![Two children](two.png)",
                author="kim",
                people_in_photo="yes",
                photo_release="yes",
            ),
            "content/posts/2026-11-30-jar/jar.png": b"x" * 1500,
            "content/posts/2026-11-30-jar/two.png": b"x" * 90,
            "edblog.toml": CONFIG.replace("Chicago", "Denver"),
            ".github/workflows/pages.yml": "on: push\n",
        },
        gone=["content/posts/wait.md"],
    )
    start = there.git("rev-parse", "--short=7", "main")

    code, printed = there.review()

    assert (
        printed
        == f"""\
1 commit by Kim Sample, compared with main ({start})

1 new story by Kim Sample, 2 new pictures, 1 deleted story by Rosa Okafor, 1 new author, 2 pictures with people (release: yes); touches the settings (read them!); 2 files outside content/

Outside content/: these can change the program or the whole site. Somebody who knows it must read every line.

!! new workflow: .github/workflows/pages.yml
!!     programs that the git host runs, perhaps with your secrets

!! changed settings: edblog.toml
!!     the settings of the whole site: read each line
!!     "timezone" was "America/Chicago", and is now "America/Denver"

In content/

!  new story "A jar" by Kim Sample: content/posts/2026-11-30-jar/index.md
!      2 pictures with people (release: yes)
       dated 2026-11-30
       5 words
       links to "books.example"
       https://district.example/stories/posts/jar/

   new picture: content/posts/2026-11-30-jar/jar.png
       2 kB

   new picture: content/posts/2026-11-30-jar/two.png
       90 bytes

!  deleted story "Wait time" by Rosa Okafor: content/posts/wait.md
!      links to "https://district.example/stories/posts/wait/" will not work any more
!      a text of somebody else: until now changed by "Rosa Okafor", and this is by "Kim Sample"

   new author "Kim Sample": content/authors/kim.md
       3 words
       https://district.example/stories/authors/kim/

2 files to read line by line (!!), 2 files to look at closely (!). Whether the texts can be published: edblog check
"""
    )
    assert code == 0
    assert there.review("main", "--fail-on-outside")[0] == 1


def test_a_pull_request_that_changes_nothing(repository):
    there = repository()
    there.git("switch", "-qc", "story")

    code, printed = there.review("main", "--fail-on-outside")

    assert code == 0
    assert printed.splitlines()[2:] == [
        "nothing changes",
        "",
        "Nothing that needs special care. Whether the texts can be published: edblog check",
    ]


JAR = post("The jar", body="It filled up.")


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        (JAR, JAR.replace("It filled up.", "It filled up by Friday."), ["3 words added, 1 removed"]),
        (JAR, JAR.replace("It filled up.", "up. It filled"), ["the same words in another order"]),
        (
            JAR,
            JAR.replace("It filled up.", "It filled\nup."),
            ["the same words; only spaces or line breaks differ"],
        ),
        (JAR, JAR.replace("The jar", "A jar"), ["title was The jar, and is now A jar"]),
        (JAR, JAR.replace("---\nIt", "topics: [jars, paper]\n---\nIt"), ["topics is new: jars, paper"]),
        (
            JAR,
            JAR.replace("---\nIt", "pinned: yes\n---\nIt"),
            ["! pinned is new: yes (it would come first on the home page)"],
        ),
        (
            JAR.replace("---\nIt", "photo_release: no\n---\nIt"),
            JAR.replace("---\nIt", "photo_release: yes\n---\nIt"),
            [
                "! The people in the photos have agreed was no, and is now yes (make sure that the district has their agreement)"
            ],
        ),
        (
            JAR,
            JAR.replace("---\nIt", "privacy_ok: [555-0100]\n---\nIt"),
            [
                "! Meant to be public is new: 555-0100 (these are not reported any more, so make sure that they may be public)"
            ],
        ),
        (
            JAR,
            JAR.replace("---\nIt", "slug: a-jar\n---\nIt"),
            [
                "! its address was /posts/jar/, and is now /posts/a-jar/",
                "! links to /posts/jar/ will not work any more; to keep them, add: aliases: [/posts/jar/]",
                "Last part of the address is new: a-jar",
            ],
        ),
        (
            JAR,
            JAR.replace("---\nIt", "slug: a-jar\naliases: [/posts/jar/]\n---\nIt"),
            [
                "! its address was /posts/jar/, and is now /posts/a-jar/",
                "Last part of the address is new: a-jar",
                "Former addresses is new: /posts/jar/",
            ],
        ),
        (
            JAR.replace("---\nIt", "aliases: [/old/]\n---\nIt"),
            JAR,
            [
                "! links to /old/ will not work any more; to keep them, add: aliases: [/old/]",
                "Former addresses is gone; it was /old/",
            ],
        ),
        (
            JAR,
            JAR.replace("---\nIt", "mood: glad\n---\nIt"),
            ["mood, a field that edblog does not know, is different"],
        ),
        (
            JAR.replace("It", "[Look](https://one.example/a) It"),
            JAR.replace("It", "[Look](https://two.example/b) <https://one.example/c> It"),
            ["2 words added, 1 removed", "links to two.example"],
        ),
        (
            JAR,
            JAR.replace("up.", "up <b>now</b>. `<i>` <https://district.example/>"),
            ["! HTML in the text: <b>", "4 words added, 1 removed"],
        ),
        (
            JAR,
            JAR.replace("It", "[Pay](https://pаypal.example/) It"),
            [
                "! is this really the site that it seems to be? xn--pypal-4ve.example",
                "1 word added, 0 removed",
                "links to xn--pypal-4ve.example",
            ],
        ),
        (
            JAR,
            JAR + "\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n",
            ["1 word added, 0 removed", "players of YouTube, which load when a reader clicks"],
        ),
        (JAR, "---\ntitle: [\n---\n", ["! it cannot be read; the check says what to fix"]),
        (JAR, b"\xff\xfe\x00", ["! it cannot be read; the check says what to fix"]),
    ],
)
def test_what_changes_in_a_story(repository, before, after, notes):
    there = repository({"content/posts/jar.md": before})
    there.propose({"content/posts/jar.md": after}, by="Rosa Okafor")

    assert there.notes() == notes


@pytest.mark.parametrize(
    ("fields", "notes"),
    [
        ({"people_in_photo": "yes"}, ["! 1 picture with people (release: no, so do not publish yet)"]),
        ({"people_in_photo": "no"}, ["1 picture; nobody can be recognized, the writer says"]),
        ({}, ["! 1 picture; nobody says whether people can be recognized in it"]),
    ],
)
def test_people_in_photos(repository, fields, notes):
    there = repository()
    there.propose({"content/posts/jar.md": post(body="It.\n\n![A jar](jar.png)", **fields)})

    assert [note for note in there.notes() if "picture" in note] == notes


def test_somebody_who_is_introduced_is_named(repository):
    there = repository()
    there.propose({"content/posts/jar.md": post(author="{name: Ana Ruiz, role: Nurse}", draft="true")})

    assert there.notes()[:3] == [
        "a draft, which is not published",
        "dated 2026-01-02",
        "introduces Ana Ruiz, Nurse",
    ]
    assert "1 new story by Ana Ruiz\n" in there.review()[1]


def test_an_id_that_nobody_has_stays_an_id(repository):
    there = repository()
    there.propose({"content/posts/jar.md": post(author="../../etc/passwd")})

    assert "1 new story by ../../etc/passwd\n" in there.review()[1]


def test_a_story_that_moves(repository):
    there = repository({"content/posts/jar.md": post()})
    there.propose(moved={"content/posts/jar.md": "content/posts/a-jar/index.md"}, by="Rosa Okafor")

    assert (
        'moved story "The jar" by Rosa Okafor: content/posts/a-jar/index.md (was content/posts/jar.md)\n'
        in there.review()[1]
    )
    assert there.notes() == [
        "! its address was /posts/jar/, and is now /posts/a-jar/",
        "! links to /posts/jar/ will not work any more; to keep them, add: aliases: [/posts/jar/]",
    ]


def test_a_translation_is_one(repository):
    there = repository({"edblog.toml": f'{CONFIG}languages = ["es"]\n', "content/posts/jar.md": post()})
    there.propose({"content/posts/jar.es.md": "---\ntitle: El frasco\n---\nSe llenó.\n"})

    assert 'new translation "El frasco": content/posts/jar.es.md' in there.review()[1]


AWKWARD = 'content/posts/Una pregunta más: *[a] "b" ü\tx.md'


def test_awkward_names_of_files_are_found_in_both_commits(repository):
    """With accents, quotes, a tab and what git takes for a pattern; also where they move."""
    to = AWKWARD.replace("Una", "Otra").replace("ü", "u\u0308")
    there = repository({AWKWARD: post(slug="pregunta"), "content/posts/other.md": post("Other")})
    there.propose({to: post(slug="pregunta") + "More.\n"}, moved={AWKWARD: to})
    (change,) = review(there.folder, "main", KINDS).content

    assert (change.path, change.was, change.status) == (to, AWKWARD, "moved")
    assert [note.filled(str) for note in change.notes] == [
        "a text of somebody else: until now changed by Rosa Okafor, and this is by Kim Sample",
        "1 word added, 0 removed",
    ]
    assert '"Una' not in there.review()[1]
    assert "x.md" in there.review()[1]


def test_other_line_ends_are_no_other_words(repository):
    there = repository({".gitattributes": "* -text\n", "content/posts/jar.md": JAR})
    there.propose({"content/posts/jar.md": JAR.replace("\n", "\r\n")}, by="Rosa Okafor")

    assert there.notes() == []
    assert '   changed story "The jar" by Rosa Okafor: content/posts/jar.md\n' in there.review()[1]


def test_branches_that_were_merged_into_each_other(repository):
    """Two commits are then the newest that both have; git names one of them."""
    there = repository()
    there.propose({"content/posts/jar.md": post()})
    there.git("switch", "-q", "main")
    there.site.write("content/posts/b.md", post("B"))
    there.commit("Rosa Okafor")
    mine, theirs = there.git("rev-parse", "story", "main").split()
    there.git("merge", "-q", "--no-edit", mine)
    there.git("switch", "-q", "story")
    there.git("merge", "-q", "--no-edit", theirs)
    there.site.write("content/posts/c.md", post("C"))
    there.commit("Kim Sample")

    assert "C" in [change.label for change in review(there.folder, "main", KINDS).content]


def test_a_first_story_of_an_empty_site(make_site, require_program):
    require_program("git")
    there = Repository(make_site({"edblog.toml": CONFIG}, bare=True))
    there.propose({"content/posts/jar.md": post()})

    assert "1 new story by rosa\n" in there.review()[1]


def test_a_move_out_of_content_is_two_changes(repository):
    there = repository({"content/posts/jar.md": post()})
    there.propose(moved={"content/posts/jar.md": "themes/jar.md"}, by="Rosa Okafor")
    found = review(there.folder, "main", KINDS)

    assert [(change.status, change.path) for change in (*found.outside, *found.content)] == [
        ("new", "themes/jar.md"),
        ("deleted", "content/posts/jar.md"),
    ]


@pytest.mark.parametrize(("by", "is_said"), [("Kim Sample", True), ("Rosa Okafor", False), ("Office", False)])
def test_a_story_of_somebody_else(repository, by, is_said):
    """Who committed it before may change it, and who wrote it as well."""
    there = repository()
    there.site.write("content/posts/jar.md", JAR)
    there.commit("Office")
    there.propose({"content/posts/jar.md": JAR + "More.\n"}, by=by)
    said = "! a text of somebody else: until now changed by Office, and this is by Kim Sample"

    assert (said in there.notes()) == is_said


def test_links_submodules_and_programs_in_content(repository):
    there = repository()
    there.git("switch", "-qc", "story")
    there.site.write("content/posts/run.sh", "#!/bin/sh\n")
    (there.folder / "content/posts/run.sh").chmod(0o755)
    (there.folder / "content/posts/link.md").symlink_to("/etc/passwd")
    there.git("submodule", "-q", "add", str(there.folder), "content/posts/more")
    there.site.write(".gitmodules", there.folder.joinpath(".gitmodules").read_text() + "\tignore = all\n")
    there.site.write("content/posts/.gitattributes", "*.md filter=evil\n")
    there.commit("Kim Sample")

    assert there.notes() == [
        "!! how git treats files, or where it gets others from",
        "!! how git treats files, or where it gets others from",
        "!! a symbolic link: it stands for a file somewhere else",
        "!! a submodule: files of another repository, which anybody there can change",
        "!! marked as a program that can be run",
        "10 bytes",
        "! edblog does not publish this file: ask what it is for",
    ]


def test_large_files_and_other_pictures(repository):
    there = repository({"content/posts/jar.png": b"x", "content/posts/old.png": b"other"})
    there.propose(
        {"content/posts/jar.png": b"y", "content/posts/big.png": bytes(6_000_000)},
        gone=["content/posts/old.png"],
    )

    assert there.notes() == [
        "! 6.0 MB: git keeps a file forever, even if it is deleted later",
        "! the words that describe it may no longer fit",
        "the check finds texts that still use it",
    ]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("edblog.toml", "settings"),
        (".github/workflows/x.yml", "workflow"),
        ("sub/.github/actions/x/action.yml", "workflow"),
        (".gitlab-ci.yml", "workflow"),
        (".forgejo/workflows/x.yml", "workflow"),
        (".gitea/workflows/x.yml", "workflow"),
        (".circleci/config.yml", "workflow"),
        ("Jenkinsfile", "workflow"),
        ("netlify.toml", "hosting file"),
        (".github/CODEOWNERS", "review rule"),
        (".gitattributes", "git setting"),
        (".mailmap", "git setting"),
        (".edblog/store.db", "file of edblog"),
        ("themes/maple/templates/base.html", "theme file"),
        ("static/index.html", "public file"),
        ("data/schools.csv", "data file"),
        ("requirements.txt", "program"),
        ("tools/edblog-1.0-py3-none-any.whl", "program"),
        ("Content/posts/jar.md", "file"),
        ("content", "file"),
        ("README.md", "file"),
    ],
)
def test_every_file_outside_content_says_what_it_is(repository, path, what):
    there = repository({"old.txt": "x"})
    there.git("switch", "-qc", "story")
    blob = there.git("hash-object", "-w", "old.txt")
    if path == "content":
        there.git("rm", "-qr", "--cached", "content")
    there.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    there.git("commit", "-qm", "x", by="Kim Sample")
    found = [change for change in review(there.folder, "main", KINDS).outside if change.path == path]

    assert [(change.what, change.level) for change in found] == [(what, "danger")]


def test_each_setting_that_differs_is_named(repository):
    there = repository({"edblog.toml": CONFIG + "[pictures]\nwidths = [480]\n[comments]\nservice = 'isso'\n"})
    there.propose({"edblog.toml": CONFIG + "page_size = 5\n[pictures]\nwidths = [480, 960]\n"})

    assert there.notes() == [
        "!! the settings of the whole site: read each line",
        "!! pictures.widths was [480], and is now [480, 960]",
        "!! comments.service is gone; it was isso",
        "!! page_size is new: 5",
    ]


def test_settings_that_cannot_be_read_are_said(repository):
    there = repository()
    there.propose({"edblog.toml": "title = \n", "content/posts/jar.md": post()})

    assert there.notes()[1] == "!! this file cannot be read, so its settings cannot be compared"


def test_the_settings_of_the_base_hold(repository):
    """A pull request that allows itself more does not change how it is read."""
    there = repository({"edblog.toml": CONFIG + "[limits]\ntext_kb = 1\n"})
    there.propose(
        {
            "edblog.toml": CONFIG + "[limits]\ntext_kb = 1000\n",
            "content/posts/jar.md": post(body="word " * 1000),
        }
    )

    assert there.notes()[-1] == "! it cannot be read; the check says what to fix"


def test_a_site_in_a_folder_of_the_repository(repository):
    there = repository({"content/posts/jar.md": JAR}, below="sites/maple")
    there.propose({"content/posts/jar.md": JAR + "More.\n"}, by="Rosa Okafor")
    there.site.write("tool.py", "print()\n")
    there.site.write("content/posts/trap.md", JAR)
    there.commit("Rosa Okafor")
    found = review(there.folder / "sites/maple", "main", KINDS)

    assert [change.path for change in found.content] == ["content/posts/jar.md"]
    assert [(change.path, change.notes[-1].words) for change in found.outside] == [
        ("/content/posts/trap.md", "outside of the site's folder"),
        ("/tool.py", "outside of the site's folder"),
    ]


HOSTILE = "Jar `x` @office #1 <img src=x> [a](b)\u202e **b**"


def test_texts_of_strangers_are_harmless_in_each_format(repository):
    there = repository()
    there.propose(
        {
            "content/posts/jar.md": post(json.dumps(HOSTILE), author='{name: "::error::x\\e[31m ##[group]"}'),
            "content/posts/\u202egnp.exe": "x",
            "::add-mask::x": "x",
        }
    )
    text, markdown = there.review()[1], there.review("main", "--format", "markdown")[1]
    listed = json.loads(there.review("main", "--format", "json")[1])

    for printed in (text, markdown):
        assert all(line.isprintable() for line in printed.splitlines())
        assert "##[" not in printed
        assert not [line for line in printed.splitlines() if line.lstrip().startswith("::")]
    assert "content/posts/[U+202E]gnp.exe" in text
    assert "``Jar `x` @office #1 <img src=x> [a](b)[U+202E] **b**[U+202C]``" in markdown
    assert "@office" not in "".join(markdown.split("``")[::2])
    assert {change["path"] for change in listed["content"]} == {
        "content/posts/jar.md",
        "content/posts/\u202egnp.exe",
    }


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a", "`a`"),
        ("`", "`` ` ``"),
        ("a``b", "```a``b```"),
        ("", "` `"),
        ("a\n\n# b", "`a[U+000A][U+000A]# b`"),
    ],
)
def test_code_of_markdown_ends_where_it_should(text, markdown):
    assert code(text) == markdown


def test_the_markdown_of_a_comment(repository):
    there = repository()
    there.propose({"content/posts/jar.md": post(author="{name: Ana Ruiz}"), "run.py": "print()\n"})

    assert (
        there.review("main", "--format", "markdown")[1]
        == """\
1 new story by `Ana Ruiz`; 1 file outside content/.

**Outside content/: these can change the program or the whole site. Somebody who knows it must read every line.**

- 🔴 new program: `run.py`
  - **a program, or the list of programs that are installed**

**In content/**

- new story `The jar` by `Ana Ruiz`: `content/posts/jar.md`
  - dated 2026-01-02
  - introduces `Ana Ruiz`
  - 100 words

1 file to read line by line (🔴). Whether the texts can be published: edblog check
"""
    )


def test_nothing_of_a_repository_is_run(repository, tmp_path, monkeypatch):
    """Neither what a commit names, nor what a setting of git adds: hooks, filters, converters, other differences, fetches."""
    there = repository({"content/posts/jar.md": JAR, ".gitattributes": "*.md diff=evil filter=evil\n"})
    there.propose({"content/posts/jar.md": JAR + "More.\n"})
    trace = tmp_path / "ran"
    program = f"touch {trace}; cat"
    for name in (
        "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge",
        "core.fsmonitor", "core.pager", "gpg.program", "core.sshCommand",
    ):  # fmt: skip
        there.git("config", name, program)
    there.git("config", "log.showSignature", "true")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", program)
    monkeypatch.setenv("GIT_PAGER", program)

    assert there.review()[0] == 0
    assert not trace.exists()


def test_a_pull_request_need_not_be_checked_out(repository):
    there = repository()
    there.propose({"content/posts/jar.md": post()})
    there.git("switch", "-q", "main")

    assert "1 new story by Rosa Okafor\n" in there.review("main", "--head", "story")[1]
    assert not (there.folder / "content/posts").exists()


def test_commits_of_the_base_since_then_are_left_out(repository):
    there = repository()
    there.propose({"content/posts/jar.md": post()})
    there.git("switch", "-q", "main")
    there.site.write("edblog.toml", CONFIG + "page_size = 5\n")
    there.commit("Rosa Okafor")
    there.git("switch", "-q", "story")

    assert review(there.folder, "main", KINDS).outside == ()


def test_a_branch_that_only_the_server_has(repository, tmp_path):
    there = repository()
    there.propose({"content/posts/jar.md": post()})
    there.git("clone", "-q", "--branch", "story", str(there.folder), str(tmp_path / "clone"))
    there.folder = tmp_path / "clone"

    assert there.review()[1].startswith("1 commit by Kim Sample, compared with origin/main (")


def stopped(site, base="main", head="HEAD"):
    with pytest.raises(EdblogError) as error:
        review(site, base, KINDS, head)
    (problem,) = error.value.problems
    return (
        error.value.exit_code,
        problem.code,
        problem.message.replace(str(site.resolve()), "SITE"),
        problem.help,
    )


@pytest.mark.parametrize("name", ["mian", "--output=x", "", "main..HEAD", "\x1b[31m"])
def test_a_base_that_there_is_not(repository, name):
    there = repository()
    shown = name.replace("\x1b", " ")

    assert stopped(there.folder, name) == (
        2,
        "unknown-revision",
        f'git does not know a commit or branch called "{shown}"',
        "write the name of a branch, a tag or a commit; a branch of a server may have to be fetched first: git fetch origin",
    )


def test_what_is_no_repository_is_said(make_site, require_program, monkeypatch, tmp_path):
    require_program("git")
    site = make_site({})
    clone = "go to the folder of your site, in a clone of its repository: git clone …"

    assert stopped(site.folder) == (
        2,
        "no-repository",
        "the folder SITE is not in a clone of a git repository",
        clone,
    )
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "bare")], check=True)
    assert stopped(tmp_path / "bare")[2] == "the repository SITE has no working files (a bare repository)"
    assert stopped(tmp_path / "gone")[2] == "there is no folder SITE"
    monkeypatch.setenv("PATH", os.devnull)
    assert stopped(site.folder) == (
        2,
        "no-repository",
        "the program git is not installed, or not on the PATH",
        "install it: https://git-scm.com/downloads",
    )


def test_a_folder_that_is_no_site(repository):
    """Such as the top of a repository with the site in a folder: everything would be outside of the content."""
    there = repository(below="sites/maple")
    there.propose({"content/posts/jar.md": post()})

    assert stopped(there.folder) == (
        2,
        "no-site",
        "there is no edblog.toml in SITE, so nobody can tell what is outside of the site",
        "go to the folder of your site, or name it: edblog review main --site FOLDER",
    )
    assert "1 new story by Rosa Okafor\n" in there.review()[1]


def test_a_repository_without_commits(make_site, require_program):
    require_program("git")
    site = make_site({})
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=site.folder, check=True)

    assert stopped(site.folder)[:2] == (2, "unknown-revision")


def test_a_clone_with_the_newest_commits_alone(repository, tmp_path):
    there = repository()
    there.propose({"content/posts/jar.md": post()})
    there.git("switch", "-q", "main")
    there.site.write("content/posts/other.md", post("Other"))
    there.commit("Rosa Okafor")
    address = there.folder.as_uri()
    there.git("clone", "-q", "--depth=1", "--no-single-branch", address, str(tmp_path / "clone"))

    assert stopped(tmp_path / "clone", "main", "origin/story") == (
        2,
        "unknown-revision",
        "git has only the newest commits here (a shallow clone), so it cannot tell what changed",
        "get the others: git fetch --unshallow; in a GitHub workflow, add fetch-depth: 0 to the step actions/checkout",
    )


def test_branches_with_nothing_in_common(repository):
    there = repository()
    there.git("switch", "-q", "--orphan", "other")
    there.site.write("edblog.toml", CONFIG)
    there.commit("Kim Sample")

    assert stopped(there.folder)[2:] == (
        '"main" and this branch have no commit in common',
        "write the name of the branch that this one came from",
    )


def test_a_clone_without_the_files(repository, tmp_path):
    there = repository()
    there.git("config", "uploadpack.allowFilter", "true")
    there.propose({"content/posts/jar.md": post()})
    there.git(
        "clone", "-q", "--filter=blob:none", "--no-checkout", there.folder.as_uri(), str(tmp_path / "clone")
    )

    assert stopped(tmp_path / "clone", "origin/main", "origin/story")[2:] == (
        "git does not have the files of these commits (a partial clone)",
        "clone the repository again, without --filter",
    )


def test_no_number_of_texts_hides_what_is_dangerous(repository, monkeypatch):
    monkeypatch.setattr("edblog.review.MOST_CHANGES", 3)
    monkeypatch.setattr("edblog.review.formats._MOST", 1)
    monkeypatch.setattr("edblog.review.formats._MOST_IN_MARKDOWN", 1)
    there = repository()
    there.propose(
        {
            **{f"content/posts/{name}.md": post(name) for name in "abcd"},
            "themes/x/templates/base.html": "x",
            "content/posts/.gitattributes": "x",
        }
    )
    found = review(there.folder, "main", KINDS)
    exit_code, text = there.review("main", "--fail-on-outside")

    assert [change.path for change in found.outside] == [
        "content/posts/.gitattributes",
        "themes/x/templates/base.html",
    ]
    assert (found.left_out, found.dangers, exit_code) == (3, 5, 1)
    assert "3 more files, which are not listed\n" in text
    assert "   … and 1 more file\n" in text
    assert "- … and 1 more file\n" in there.review("main", "--format", "markdown")[1]


def test_when_the_time_is_over_no_further_text_is_read(repository, monkeypatch):
    monkeypatch.setattr("edblog.review.MOST_SECONDS", -1)
    there = repository()
    there.propose({"content/posts/jar.md": post()})

    assert there.notes() == ["! not read: this pull request changes too much for a review of each text"]


def test_the_markdown_has_an_end(repository):
    """Whatever a text says, a comment has room for it."""
    there = repository()
    fields = {f"{'x' * 200}{number}": "y" * 300 for number in range(60)}
    there.propose({f"content/posts/{'z' * 200}{at}.md": post("t" * 290) for at in range(40)})
    there.git("switch", "-qc", "second")
    for at in range(40):
        there.site.write(f"content/posts/{'z' * 200}{at}.md", post("u" * 290, **fields))
    there.commit("Rosa Okafor")
    markdown = there.review("story", "--format", "markdown")[1]

    assert len(markdown) < 15_000
    assert re.findall(r"^  - and \d+ more notes$|^- … and \d+ more files$", markdown, re.MULTILINE) == [
        *["  - and 18 more notes"] * 4,
        "- … and 36 more files",
    ]


def test_very_many_files_are_counted(repository, monkeypatch):
    import edblog.review as module

    monkeypatch.setattr(module, "MOST_TEXTS", 1)
    monkeypatch.setattr(module, "MOST_CHANGES", 3)
    there = repository()
    there.propose({f"content/posts/jar-{number}.md": post(f"Jar {number}") for number in range(5)})
    found = review(there.folder, "main", KINDS)

    assert [change.label for change in found.content] == ["Jar 0", "", ""]
    assert (
        found.content[1].notes[0].words
        == "not read: this pull request changes too much for a review of each text"
    )
    assert "3 new stories by Rosa Okafor; 2 more files, which are not listed\n" in there.review()[1]
