"""The entry point of the commands `edblog` and `python -m edblog`."""

from __future__ import annotations

import os
import sys
import time

from edblog.start.garbage import collect_rarely
from edblog.start.seal import first_look
from edblog.start.wording import complain, say, summary_line


def run() -> None:
    """Runs the command. A bare `edblog build` skips click, whose import takes longer than a build with nothing to do."""
    try:
        if sys.argv[1:] == ["build"]:
            _build()
        else:
            from edblog.cli.commands import main

            main()
    except UnicodeEncodeError:
        encoding = sys.getfilesystemencoding()
        if encoding == "utf-8":
            raise
        sys.stderr.write(
            f"error  Python is set to write names of files in {encoding}, and a name here has other letters\n"
            "  help: set PYTHONUTF8=1 in the environment, and run the command again\n"
        )
        sys.exit(1)
    except SystemExit as end:
        if "concurrent.futures" in sys.modules or not isinstance(end.code, int):
            raise
        # Skip the teardown of the interpreter: freeing everything takes longer than a small build.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)


def _build() -> None:
    try:
        collect_rarely()
        site = os.getcwd()
        first = first_look(site)
        if first and first.seal.still_holds(site, first.scan):
            seal = first.seal
            complain(seal.problems)
            say([*seal.lines, summary_line(*seal.counts, 0, 0, (time.time_ns() - first.scan.at) / 1e9)])
            sys.exit(0)
        if first and first.only_texts_changed:
            from edblog.start.forked_helper import ForkedHelper

            first.helper = ForkedHelper(_load_readers)

        from pathlib import Path

        from edblog.cli import console
        from edblog.pipeline.report import Options

        with console.explained():
            sys.exit(console.build(Path(), Options(), first=first))
    except KeyboardInterrupt:
        sys.stderr.write("Aborted!\n")
        sys.exit(1)
    except BrokenPipeError:
        # The program that read the output has ended (as in `edblog build | head`), so the rest is dropped.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _load_readers() -> None:
    from edblog.pipeline.helpers import load_readers

    load_readers()


if __name__ == "__main__":
    run()
