"""What edblog remembers is trusted, so nobody may send it with a commit."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess

import pytest

from edblog.problems import EdblogError


def git(folder, *words):
    who = ("-c", "user.name=Rosa", "-c", "user.email=rosa@district.example")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def site(make_site):
    if shutil.which("git") is None:
        pytest.skip("needs git, which is not installed")
    site = make_site({".gitignore": ".edblog/\nsite/\n"})
    site.post("jar", "The jar", "2026-01-02")
    git(site.folder, "init", "-q")
    git(site.folder, "add", ".")
    git(site.folder, "commit", "-qm", "A site")
    return site


def planted(site):
    """Puts a script into the remembered text of a story."""
    site.build()
    with sqlite3.connect(site.folder / ".edblog/store.db") as store:
        store.execute("update texts set html = '<script>alert(1)</script>'")
        store.execute("update meta set value = x'00' where name = 'last'")


def test_a_state_that_git_ignores_is_used(site):
    site.build()
    site.post("jar", "The jar", "2026-01-02", body="Another.")

    assert site.build().ok


@pytest.mark.parametrize("below", ["", "sites/maple"])
@pytest.mark.parametrize("dry", [False, True])
def test_a_state_that_came_with_a_commit_is_refused(site, make_site, below, dry):
    planted(site)
    git(site.folder, "add", "-f", ".edblog/store.db")
    git(site.folder, "commit", "-qm", "A story")
    clone = site.folder.with_name(site.folder.name + f"-clone{dry}{len(below)}")
    git(site.folder.parent, "clone", "-q", str(site.folder), str(clone))
    site.folder = clone
    if below:
        (clone / "sites").mkdir()
        git(clone, "mv", "content", "sites/content")
        for name in (".edblog", "edblog.toml"):
            git(clone, "mv", name, f"sites/{name}")
        site.folder = clone / "sites"
    with pytest.raises(EdblogError) as caught:
        site.build(dry=dry)

    [problem] = caught.value.problems
    assert (problem.path, problem.code) == (".edblog", "state-in-git")
    assert problem.help.startswith("take it out: git rm -r --cached .edblog; delete it")
    assert not (site.folder / "site").exists()

    git(site.folder, "rm", "-rq", "--cached", ".edblog")
    shutil.rmtree(site.folder / ".edblog")
    assert site.build().ok
    assert "<script>alert" not in site.output("posts/jar/index.html")


def test_any_file_of_the_state_is_enough(site):
    site.write(".edblog/public/publication", b"x")
    git(site.folder, "add", "-f", ".edblog/public/publication")

    with pytest.raises(EdblogError):
        site.build()


def test_a_work_tree_beside_the_repository(site):
    tree = site.folder.with_name(site.folder.name + "-tree")
    git(site.folder, "worktree", "add", "-q", str(tree))
    site.folder = tree
    assert site.build().ok

    git(tree, "add", "-f", ".edblog/store.db")
    with pytest.raises(EdblogError):
        site.build()


def test_a_folder_of_another_name_is_none_of_it(site):
    site.build()
    site.write("static/my.edblog/x.txt", "x")
    git(site.folder, "add", "static")

    assert site.build().ok
