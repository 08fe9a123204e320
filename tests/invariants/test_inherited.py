"""No test depends on what the test command was started with, and none runs for ever."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
BEGINS = """
import json, os, signal, sys
ignored, variables = json.loads(sys.argv[1])
for number in ignored:
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, ignored)
os.umask(0o077)
os.execve(sys.executable, [sys.executable, *sys.argv[2:]], {**os.environ, **variables})
"""
TELLS = """
import json, os, runpy, signal, sys, time
runpy.run_path(sys.argv[1])
mask = os.umask(0o022)
print(json.dumps({
    "ignored": sorted(int(n) for n in signal.valid_signals() if signal.getsignal(n) == signal.SIG_IGN),
    "blocked": sorted(map(int, signal.pthread_sigmask(signal.SIG_BLOCK, []))),
    "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "mask": mask,
    "zone": time.tzname,
    "variables": sorted(name for name in os.environ if name.startswith(("GIT_", "LC_", "LANG", "TZ", "PYTHON", "NO_COLOR"))),
}))
"""
MEDDLING = {
    "GIT_DIR": "/nowhere",
    "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "de",
    "NO_COLOR": "1",
    "PYTHONWARNINGS": "ignore",
    "TZ": "Asia/Kathmandu",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not inherited there")
def test_tests_begin_with_the_signals_and_the_environment_of_a_plain_terminal():
    ignored = [signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD, signal.SIGPROF]
    given = json.dumps((list(map(int, ignored)), MEDDLING))
    command = [sys.executable, "-c", BEGINS, given, "-c", TELLS, TESTS / "conftest.py"]

    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    assert told == {
        "ignored": [signal.SIGPIPE, signal.SIGXFSZ],
        "blocked": [],
        "interrupt": True,
        "mask": 0o022,
        "zone": ["UTC", "UTC"],
        "variables": ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "LC_ALL"],
    }


@pytest.mark.skipif(sys.platform == "win32", reason="signals are not inherited there")
def test_the_preview_ends_with_ctrl_c_under_a_command_that_was_started_in_the_background():
    """As `make test &` starts it in a script: with SIGINT ignored, which all that it starts inherits."""
    test = f"{TESTS}/unit/test_serve.py::test_ctrl_c_ends_it_politely"
    pytest_ = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", test]
    command = [sys.executable, "-c", BEGINS, json.dumps(([int(signal.SIGINT)], {})), *pytest_]

    run = subprocess.run(command, cwd=TESTS.parent, check=False, capture_output=True, text=True, timeout=120)

    assert (run.returncode, run.stdout.splitlines()[-1].partition(" in ")[0]) == (0, "1 passed"), run.stdout


def test_every_test_has_a_limit_of_time(pytestconfig):
    limits = [float(pytestconfig.getini(name)) for name in ("timeout", "faulthandler_timeout")]

    assert (limits, pytestconfig.getini("faulthandler_exit_on_timeout")) == ([300, 330], True)


HANGS = """
import subprocess, sys
def test_hangs():
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"], stderr=-3) as process:
        process.wait()
"""


def test_a_test_that_hangs_while_it_is_being_ended_ends_with_its_process(tmp_path):
    (tmp_path / "test_hang.py").write_text(HANGS)
    limits = ["-o", "timeout=0.2", "-o", "faulthandler_timeout=1", "-o", "faulthandler_exit_on_timeout=true"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *limits]

    run = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, timeout=120)

    assert run.returncode == 1
    assert "in test_hangs" in run.stderr
