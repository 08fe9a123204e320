"""A Dask cluster makes the same site as one machine, whatever happens to its workers."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import edblog
from edblog import cluster
from edblog.cli.commands import main
from edblog.cluster import Cluster
from edblog.pipeline import build, workers
from edblog.pipeline.report import Options
from edblog.pipeline.workers import map_in_workers
from edblog.problems import EdblogError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)
STORIES = 150


def quiet(_count, _total):
    pass


@pytest.fixture
def in_small_pieces(monkeypatch):
    """So many chunks that the builder has not handed out all of them when the first one is done."""
    monkeypatch.setattr(workers, "SMALL_CHUNK", 5)
    monkeypatch.setattr(workers, "LARGE_CHUNK", 5)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)


@pytest.fixture
def unforgiving(monkeypatch):
    """Schedulers that start after this give up on work that killed its worker once."""
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")


@pytest.fixture(scope="session")
def archive(make_site):
    """A function that makes the same site of 150 stories anew: with links, a photo, drafts and warnings."""
    picture = Path(__file__).parents[2] / "content/posts"
    photos = sorted(path for path in picture.rglob("*") if path.suffix in (".jpg", ".png", ".webp"))

    def make():
        site = make_site({"content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\n---\n"})
        site.write(f"content/posts/photo{photos[0].suffix}", photos[0].read_bytes())
        for number in range(STORIES):
            text = f"Like [another](story-{(number * 7 + 1) % STORIES}.md). It *filled* up.\n\n" * 4
            text += f"![A jar](photo{photos[0].suffix})"
            more = {"topics": f"[Maths, Week {number % 5}]", "credential": "talk"}
            more |= {"mood": "odd"} if number % 40 == 3 else {}
            site.post(f"story-{number}", f"Story {number}", f"2026-0{number % 9 + 1}-11", text, **more)
        site.post("draft", "Not yet", "2026-01-01", draft="true")
        return site

    return make


@pytest.fixture(scope="session")
def expected(archive):
    """The site that this machine makes, and its report."""
    site = archive()
    report = site.build(now=NOW)
    assert report.ok
    assert len(report.problems) == 5
    return site.outputs(), report


def said(error: EdblogError) -> list[str]:
    assert error.exit_code == 2
    return [problem.message for problem in error.problems]


def untimed(report):
    return msgspec.structs.replace(report, seconds=0, stages=())


# The same result


def test_a_cluster_makes_the_same_bytes_and_the_same_report(two_workers, archive, expected):
    site = archive()

    with Cluster(two_workers) as executor:
        report = build(site.folder, now=NOW, executor=executor)

    assert site.outputs() == expected[0]
    assert untimed(report) == untimed(expected[1])


def test_what_a_cluster_made_is_remembered_like_any_other_build(two_workers, archive):
    site = archive()
    with Cluster(two_workers) as executor:
        build(site.folder, now=NOW, executor=executor)

    site.post("story-3", "Story 3", "2026-04-11", "Told in another way.")

    assert "posts/story-3/index.html" in site.build(now=NOW).written
    assert len(site.build(now=NOW).written) == 0
    assert site.build(now=NOW, clean=True).written == ()


def test_the_command(two_workers, archive, expected):
    site = archive()
    command = [sys.executable, "-m", "edblog", "build", "--cluster", two_workers, "--site", site.folder]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, f"{STORIES} stories: " in done.stdout) == (0, True)
    assert "Traceback" not in done.stderr
    assert site.outputs() == expected[0]


def test_any_executor_of_dask_will_do(two_workers, there):
    from distributed import Client

    with Client(two_workers, set_as_default=False) as client:
        results = list(map_in_workers(range(500), 500, there.doubled, quiet, client.get_executor(pure=False)))

    assert results == [(number, 2 * number) for number in range(500)]


def test_every_worker_works_in_the_main_thread_of_another_process(two_workers, there):
    with Cluster(two_workers) as executor:
        by_timer = {
            result for _, result in map_in_workers(range(500), 500, there.takes_too_long, quiet, executor)
        }
        helpers = {pid for _, pid in map_in_workers(range(500), 500, there.pids, quiet, executor)}
        parents = {pid for _, pid in map_in_workers(range(500), 500, there.parents, quiet, executor)}
        assert executor.width == 2

    assert by_timer == {True}
    assert 1 <= len(helpers) == len(parents) <= 2
    assert helpers.isdisjoint(parents)


def test_what_work_prints_does_not_get_between_the_answers(two_workers, there):
    with Cluster(two_workers) as executor:
        assert len(list(map_in_workers(range(100), 100, there.speaks, quiet, executor))) == 100


def test_a_fault_in_the_work_is_raised_here(two_workers, there):
    with Cluster(two_workers) as executor, pytest.raises(ZeroDivisionError, match="not here"):
        list(map_in_workers(range(100), 100, there.fails, quiet, executor))


# Workers that are lost


def test_a_worker_that_is_killed_costs_a_retry(dask, there, tmp_path):
    dask.worker()
    work = partial(there.kills_the_worker_once, str(tmp_path / "killed"))

    with Cluster(dask.address) as executor:
        results = list(map_in_workers(range(500), 500, work, quiet, executor))

    assert (tmp_path / "killed").exists()
    assert results == [(number, 2 * number) for number in range(500)]


@pytest.mark.parametrize("stage", ["Reading", "Writing"])
def test_a_worker_that_is_killed_in_the_middle_of_a_build_changes_nothing(
    dask, archive, expected, in_small_pieces, stage
):
    site = archive()
    dask.worker(nanny=False)
    victim = dask.worker(nanny=False)

    def kill(now, done, total):
        if now == stage and done < total:
            victim.kill()

    with Cluster(dask.address) as executor:
        report = build(site.folder, now=NOW, executor=executor, progress=kill)

    assert victim.process.returncode == -signal.SIGKILL
    assert site.outputs() == expected[0]
    assert report.problems == expected[1].problems


def test_work_that_ends_every_process_is_a_problem(two_workers, there):
    with Cluster(two_workers) as executor, pytest.raises(EdblogError) as caught:
        list(map_in_workers(range(100), 100, there.ends, quiet, executor))

    assert len(said(caught.value)) == 1
    assert said(caught.value)[0].startswith("the operating system ended the same task at tcp://127.0.0.1:")


def test_work_that_kills_every_worker_is_a_problem(unforgiving, dask, there):
    dask.worker()

    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        list(map_in_workers(range(25), workers.MANY, there.kills_the_worker, quiet, executor))

    assert said(caught.value) == [
        "the operating system ended the same task of the cluster several times, probably because memory ran out"
    ]


def test_a_build_without_any_worker_left_ends(dask, archive, in_small_pieces, impatient):
    site = archive()
    worker = dask.worker(nanny=False)

    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        build(site.folder, now=NOW, executor=executor, progress=lambda *_: worker.kill())

    assert said(caught.value) == [f"the scheduler at {dask.address} has no workers"]
    assert site.outputs() == {}


def test_a_scheduler_that_is_gone_ends_the_build_and_leaves_the_site_as_it_was(
    dask, archive, in_small_pieces
):
    site = archive()
    before = site.build(now=NOW), site.outputs()
    dask.worker(nanny=False)

    def gone(*_):
        dask.scheduler.kill()

    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        build(site.folder, Options(clean=True), now=NOW, executor=executor, progress=gone)

    assert said(caught.value) == [f"the connection to the scheduler at {dask.address} was lost"]
    assert site.outputs() == before[1]


# Other versions


@pytest.fixture(scope="session")
def another_version(tmp_path_factory):
    """A folder with a copy of edblog that differs in a comment."""
    folder = tmp_path_factory.mktemp("another")
    shutil.copytree(Path(edblog.__file__).parent, folder / "edblog")
    with (folder / "edblog/web/urls.py").open("a", encoding="utf-8") as file:
        file.write("# Another version.\n")
    return folder


@pytest.fixture(scope="session")
def no_edblog(tmp_path_factory):
    """A folder that hides edblog."""
    folder = tmp_path_factory.mktemp("none")
    (folder / "edblog.py").write_text("raise ModuleNotFoundError('no edblog here')\n", encoding="utf-8")
    return folder


def test_workers_with_another_version_or_none_are_named(dask, archive, another_version, no_edblog):
    site = archive()
    dask.worker(nanny=False)
    other = dask.worker(nanny=False, first_on_path=another_version)
    none = dask.worker(nanny=False, first_on_path=no_edblog)

    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        build(site.folder, now=NOW, executor=executor)

    assert sorted(said(caught.value)) == sorted(
        [
            f"the worker at {other.address} has another version of edblog, its libraries or Python, so its results may differ",
            f"the worker at {none.address} cannot run this edblog: ModuleNotFoundError('no edblog here')",
        ]
    )
    assert site.outputs() == {}


def test_versions_that_differ_are_told():
    there, here = (
        {"Python": "3.12.1", "edblog": "0.1.0"},
        {"Python": "3.11.2", "edblog": "0.1.0", "nh3": "0.3.0"},
    )

    problem = cluster._version_problem("the scheduler", (b"", there), here)
    assert problem.code == "cluster-version"
    assert problem.message == (
        "the scheduler has another version of edblog, its libraries or Python, so its results may differ (Python 3.12.1 there, 3.11.2 here)"
    )


def test_a_worker_with_another_version_that_joins_later_is_named(dask, archive, another_version, monkeypatch):
    # It joins right after the others were looked at.
    monkeypatch.setattr(Cluster, "_check", lambda *_: None)
    site = archive()
    other = dask.worker(nanny=False, first_on_path=another_version)

    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        build(site.folder, now=NOW, executor=executor)

    assert said(caught.value) == [
        f"the worker at {other.address} has another version of edblog, its libraries or Python, so its results may differ"
    ]


def test_a_worker_without_edblog_that_joins_later_does_no_harm(dask, there, no_edblog, monkeypatch):
    monkeypatch.setattr(Cluster, "_check", lambda *_: None)
    dask.worker(nanny=False)
    dask.worker(nanny=False, first_on_path=no_edblog)

    with Cluster(dask.address) as executor:
        results = list(map_in_workers(range(500), 500, there.doubled, quiet, executor))

    assert results == [(number, 2 * number) for number in range(500)]


# Nobody there


def test_a_scheduler_without_workers(dask, archive, impatient):
    with Cluster(dask.address) as executor, pytest.raises(EdblogError) as caught:
        build(archive().folder, now=NOW, executor=executor)

    assert said(caught.value) == [f"the scheduler at {dask.address} has no workers"]
    assert [problem.code for problem in caught.value.problems] == ["cluster"]


@pytest.fixture
def nobody():
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"tcp://127.0.0.1:{taken.getsockname()[1]}"


def command(site, address):
    """The exit code of a build, and the lines that it prints."""
    result = CliRunner().invoke(main, ["build", "--cluster", address, "--site", str(site.folder)])
    return result.exit_code, result.output.splitlines()


def test_a_scheduler_that_does_not_answer(archive, nobody, impatient):
    site = archive()

    assert command(site, nobody) == (
        2,
        [
            f"error .:1:1  no Dask scheduler answers at {nobody}",
            "  help: start one there: dask scheduler --no-dashboard; or build without --cluster",
            "",
        ],
    )
    assert site.outputs() == {}


@pytest.mark.parametrize("address", ["", "district", "10.0.0.5:8786", "tcp://", "tcp://host", "tcp://host:x", "http://host:8786", "tcp://host:1/a"])  # fmt: skip
def test_an_address_that_is_none(make_site, address):
    assert command(make_site({}), address) == (
        2,
        [
            f'error .:1:1  "{address}" is not the address of a Dask scheduler',
            "  help: write it as tcp://HOST:PORT, for example: --cluster tcp://10.0.0.5:8786",
            "",
        ],
    )


def test_encryption_that_is_not_set_up(archive):
    code, printed = command(archive(), "tls://127.0.0.1:8786")

    assert code == 2
    assert printed[0] == "error .:1:1  Dask has no certificates for a tls:// address"


def test_certificates_that_cannot_be_used(archive, tmp_path):
    import dask.config

    names = ("ca-file", "client.cert", "client.key")
    settings = {f"distributed.comm.tls.{name}": str(tmp_path / "missing.pem") for name in names}

    with dask.config.set(settings):
        code, printed = command(archive(), "tls://127.0.0.1:8786")

    assert code == 2
    assert printed[0].startswith("error .:1:1  the certificates for the cluster cannot be used: ")


def test_an_address_without_encryption_where_dask_demands_it(archive):
    import dask.config

    with dask.config.set({"distributed.comm.require-encryption": True}):
        code, printed = command(archive(), "tcp://127.0.0.1:8786")

    assert code == 2
    assert (
        printed[0]
        == "error .:1:1  Dask is set to require encryption, and tcp://127.0.0.1:8786 is not encrypted"
    )


def test_a_cluster_without_the_extra(make_site, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    assert command(make_site({}), "tcp://127.0.0.1:8786") == (
        2,
        [
            "error .:1:1  building on a cluster needs Dask, which is not installed",
            '  help: in the folder that contains your copy of edblog, run: pip install "./edblog[cluster]"',
            "",
        ],
    )


def test_a_cluster_is_left_alone_where_there_is_little_to_do(make_site, nobody):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    script = "import sys; from edblog.pipeline import build; from edblog.cluster import Cluster; from pathlib import Path; "
    script += "assert build(Path(sys.argv[1]), executor=Cluster(sys.argv[2])).ok; print({'dask', 'distributed'} & sys.modules.keys())"

    done = [
        subprocess.run(
            [sys.executable, "-c", script, site.folder, nobody], capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]

    assert [each.stdout for each in done] == ["set()\n", "set()\n"]
    assert site.outputs().keys() >= {"posts/jar/index.html"}
