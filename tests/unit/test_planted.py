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
    assert problem.help.startswith("remove it from git: git rm -r --cached .edblog; then delete it")
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


def commit_of(site, name):
    """Puts one entry into git that no file system has to hold."""
    blob = (
        subprocess.run(
            ["git", "hash-object", "-w", "--stdin"],
            cwd=site.folder,
            input=b"x",
            check=True,
            capture_output=True,
        )
        .stdout.decode()
        .strip()
    )
    git(site.folder, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")


@pytest.mark.parametrize(
    "name", [".edblog/store.db", ".EDBLOG/store.db", ".edblog./store.db", ".Edblog /x", ".edblog"]
)
@pytest.mark.parametrize("version", ["2", "4", "split"])
def test_no_way_of_writing_the_name_or_the_list_hides_it(site, name, version):
    site.build()
    # A list of version 4 writes only how a path differs from the one before.
    commit_of(site, ".edbl")
    site.write("static/my.edblog/x.txt", "x")
    git(site.folder, "add", "static")
    git(
        site.folder,
        "update-index",
        *(["--split-index"] if version == "split" else ["--index-version", version]),
    )
    assert site.build().ok

    commit_of(site, name)
    with pytest.raises(EdblogError) as caught:
        site.build()
    assert [problem.code for problem in caught.value.problems] == ["state-in-git"]


def test_a_submodule_in_its_place(site):
    site.build()
    git(site.folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},.edblog")

    with pytest.raises(EdblogError):
        site.build()


def test_a_list_that_cannot_be_read_is_no_proof(site, monkeypatch):
    site.build()
    git(site.folder, "update-index", "--index-version", "4")
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(EdblogError) as caught:
        site.build()
    assert caught.value.problems[0].help == "install git, or run: git update-index --index-version 2"


def test_a_link_in_its_place(site):
    (site.folder / "content/.s").mkdir()
    (site.folder / ".edblog").symlink_to("content/.s")

    with pytest.raises(EdblogError) as caught:
        site.build()
    assert [problem.code for problem in caught.value.problems] == ["state-in-git"]


@pytest.mark.parametrize("name", ["site", "out/site"])
def test_a_commit_does_not_say_where_the_site_is_written(site, name):
    victim = site.folder.with_name(site.folder.name + "-victim")
    victim.mkdir()
    link = site.folder / name.partition("/")[0]
    link.symlink_to(victim)
    site.build(output=name)
    written = sorted(victim.rglob("*"))
    assert written

    git(site.folder, "add", "-f", link.name)
    site.post("lid", "The lid", "2026-01-03")
    with pytest.raises(EdblogError) as caught:
        site.build(output=name)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("output-in-git", link.name)
    ]
    assert sorted(victim.rglob("*")) == written


def test_files_that_git_has_in_the_output_are_told(site):
    site.write("site/evil.html", "<script>alert(1)</script>")
    git(site.folder, "add", "-f", "site/evil.html")
    report = site.build()

    assert report.ok
    assert [(problem.path, problem.severity, problem.code) for problem in report.problems] == [
        ("site", "warning", "output-in-git")
    ]


def test_a_folder_of_another_user_is_told_with_the_setting_that_git_asks_for(site, monkeypatch):
    """Git calls it "dubious ownership", and a list of files of a newer form is read by git alone."""
    site.build()
    git(site.folder, "update-index", "--index-version", "4")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(EdblogError) as caught:
        site.build()
    [problem] = caught.value.problems

    assert (problem.path, problem.code) == (".edblog", "state-in-git")
    assert 'belongs to another user ("dubious ownership")' in problem.message
    assert problem.help == (
        f"if you trust the folder: git config --global --add safe.directory {site.folder}; "
        "if not, build as the user who owns it"
    )
