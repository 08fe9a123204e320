"""What is measured: full builds of every generator, and what happens to an edblog site day by day."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import corpus
import measure
import saves
import tools
from verify import PLACES, Census, holds, verify

Files = dict[str, tuple[int, int, int]]
"""Inode, time of the last change in nanoseconds, and size of each file, by its path."""


class Sample(NamedTuple):
    """One measurement of a case."""

    wall: float
    cpu: float | None
    memory: int
    written: int | None
    """Files of the output that are other files than before."""
    removed: int | None


class Bench:
    """A generator's site, what is measured with it, and where the samples go."""

    def __init__(self, tool: str, site: Path, size: int, census: Census, limit: float) -> None:
        self.tool, self.site, self.size, self.census, self.limit = tool, site, size, census, limit
        self.output = site / PLACES[tool].output
        self.samples: dict[str, list[Sample]] = {}
        self.over_limit: str = ""
        """The case that took too long; no further one is tried."""

    def build(self, case: str, *options: str) -> None:
        """Builds once and notes the cost under the name of a case; raises `measure.OverLimitError`."""
        before = self.files()
        cost = self._run(case, options)
        self._note(case, before, self.files(), cost)

    def build_edited(
        self, case: str, edited: Callable[[], AbstractContextManager[None]], check: Callable[[], None]
    ) -> None:
        """Builds twice after the same edit, which is undone each time: the first one for the time, the second one for the memory.

        To look at memory takes a tenth of the time of what ends within half a second.
        """
        with edited():
            before = self.files()
            cost = self._run(case, (), look=False)
            after = self.files()
            check()
        with edited():
            memory = self._run(case, ()).memory
        self._note(case, before, after, cost._replace(memory=memory))

    def _note(self, case: str, before: Files, after: Files, cost: measure.Cost) -> None:
        written = sum(stamp != before.get(path) for path, stamp in after.items())
        removed = len(before.keys() - after.keys())
        self.samples.setdefault(case, []).append(Sample(cost.wall, cost.cpu, cost.memory, written, removed))

    def build_aside(self, *options: str) -> None:
        """Builds once, to get ready for what is measured next; raises `measure.OverLimitError`."""
        self._run("getting ready for the next case", options)

    def _run(self, case: str, options: tuple[str, ...], *, look: bool = True) -> measure.Cost:
        tool = tools.TOOLS[self.tool]
        try:
            return measure.run([*tool.command(), *options], self.site, self.limit, tool.env, look=look)
        except measure.OverLimitError:
            self.over_limit = case
            raise

    def files(self) -> Files:
        """What is in the output folder."""
        found: Files = {}
        for path in self.output.rglob("*"):
            about = path.stat()
            if path.is_file():
                found[str(path)] = about.st_ino, about.st_mtime_ns, about.st_size
        return found

    def verify(self) -> None:
        """Raises `VerificationError` unless the output has everything that it should."""
        verify(self.tool, self.site, self.census)

    def forget(self, *names: str) -> None:
        """Takes folders of the site away.

        They are moved, and removed after the last measurement: ext4 gives the number of a removed file to no other file for some
        minutes, and looks at all of them whenever it makes one. Whoever removes thousands of files slows down whatever comes next.
        """
        for name in names:
            if (self.site / name).exists():
                self._aside.mkdir(exist_ok=True)
                (self.site / name).rename(self._aside / f"{len(list(self._aside.iterdir()))}-{name}")

    @property
    def _aside(self) -> Path:
        return self.site.with_name(f"{self.site.name}.aside")


def hugo(bench: Bench) -> None:
    """A full build into nothing, and one over what is there; Hugo remembers nothing of texts."""
    bench.forget("public")
    bench.build("full build")
    bench.verify()
    bench.build("full build over the last one")
    bench.verify()


def pelican(bench: Bench) -> None:
    """Full builds, without and with what Pelican remembers of texts that have not changed."""
    cached = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
    bench.forget("output", "cache")
    bench.build("full build")
    bench.verify()
    bench.build_aside(*cached)
    bench.build("nothing changed, with its cache", *cached)
    bench.verify()


def eleventy(bench: Bench) -> None:
    """A full build; Eleventy remembers nothing between builds."""
    bench.forget("_site")
    bench.build("full build")
    bench.verify()


def edblog(bench: Bench) -> None:
    """A full build, then every case of `EDBLOG`, each on the site as the full build left it."""
    bench.forget("site", ".site.shadow", ".edblog")
    bench.build("full build")
    bench.verify()
    site = _Site(bench)
    for case, measured in EDBLOG.items():
        measured(site, case)


class _Site:
    """An edblog site, and the post that is edited: the one in the middle of the timeline."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.middle = corpus.post(bench.size // 2)
        self.source = self.path(self.middle.slug)

    def path(self, slug: str) -> Path:
        return self.bench.site / f"content/posts/{slug}.md"

    def page(self, slug: str) -> Path:
        return self.bench.output / f"posts/{slug}/index.html"

    @contextmanager
    def edited(self, path: Path, text: str) -> Iterator[None]:
        """A file with another text, and afterwards the site as it was, built."""
        before = path.read_bytes() if path.exists() else None
        path.write_text(text, encoding="utf-8")
        yield
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        self.bench.build_aside()

    def with_sentence(self, sentence: str) -> str:
        """The edited post with one more sentence at the end of its text."""
        last = self.middle.last_sentence
        return self.source.read_text(encoding="utf-8").replace(last, f"{last} {sentence}")


def _nothing(site: _Site, case: str) -> None:
    site.bench.build(case)


def _body(site: _Site, case: str) -> None:
    sentence = "This sentence is new."
    edited = partial(site.edited, site.source, site.with_sentence(sentence))
    site.bench.build_edited(case, edited, partial(holds, site.page(site.middle.slug), sentence))


def _title(site: _Site, case: str) -> None:
    title = f"{site.middle.title}, again"
    edited = partial(site.edited, site.source, corpus.edblog_post(replace(site.middle, title=title)))
    site.bench.build_edited(case, edited, partial(holds, site.page(site.middle.slug), title))


def _newest(site: _Site, case: str) -> None:
    _added(site, case, datetime(2025, 6, 1, tzinfo=UTC))


def _in_the_middle(site: _Site, case: str) -> None:
    _added(site, case, site.middle.date + timedelta(seconds=1))


def _added(site: _Site, case: str, date: datetime) -> None:
    post = replace(site.middle, slug="one-more-story", title="One more story", date=date)
    edited = partial(site.edited, site.path(post.slug), corpus.edblog_post(post))
    site.bench.build_edited(
        case, edited, partial(holds, site.page(post.slug), post.title, post.last_sentence)
    )


def _save(site: _Site, case: str) -> None:
    texts = [site.with_sentence(f"Saved-{number}") for number in range(1, saves.SAVES + 1)]
    with site.edited(site.source, site.source.read_text(encoding="utf-8")):
        found = saves.saves(
            site.bench.site, site.source, texts, f"/posts/{site.middle.slug}/", site.bench.limit
        )
    samples = site.bench.samples.setdefault(case, [])
    samples.extend(Sample(seconds, None, found.memory, None, None) for seconds in found.seconds)


def _after_serve(site: _Site, case: str) -> None:
    """A build of an edit that a preview has shown already, in a folder of its own."""
    text = site.with_sentence("This sentence was previewed.")
    with site.edited(site.source, site.source.read_text(encoding="utf-8")):
        page = f"/posts/{site.middle.slug}/"
        saves.saves(site.bench.site, site.source, [text], page, site.bench.limit)
        site.bench.build(case)
        holds(site.page(site.middle.slug), "This sentence was previewed.")


def _checkout(site: _Site, case: str) -> None:
    _check_out(site.bench, "site", ".edblog")
    site.bench.build(case)
    site.bench.verify()


def _checkout_edited(site: _Site, case: str) -> None:
    _check_out(site.bench, "site", ".edblog")
    with site.edited(site.source, site.with_sentence("This sentence is new.")):
        site.bench.build(case)
        holds(site.page(site.middle.slug), "This sentence is new.")


def _checkout_without_output(site: _Site, case: str) -> None:
    _check_out(site.bench, ".edblog")
    site.bench.build(case)
    site.bench.verify()


def _check_out(bench: Bench, *cached: str) -> None:
    """The sources as git writes them, and of what edblog wrote only what a cache kept, with its times."""
    content, copy = bench.site / "content", bench.site / "copy"
    shutil.copytree(content, copy, copy_function=shutil.copyfile)
    bench.forget("content")
    copy.rename(content)
    for name in ("site", ".edblog"):
        if name in cached:
            shutil.copytree(bench.site / name, copy)
        bench.forget(name)
        if name in cached:
            copy.rename(bench.site / name)
    bench.forget(".site.shadow")


def _template(site: _Site, case: str) -> None:
    bench = site.bench
    settings = bench.site / "edblog.toml"
    templates = bench.site / "themes/own/templates"
    frame = (
        '{{% extends "marigold/base.html" %}}{{% block footer %}}{{{{ super() }}}}<p>{}</p>{{% endblock %}}\n'
    )
    templates.mkdir(parents=True)
    (templates.parent / "theme.toml").write_text('extends = "marigold"\n', encoding="utf-8")
    (templates / "base.html").write_text(frame.format("Ours."), encoding="utf-8")
    with site.edited(settings, f'theme = "own"\n{settings.read_text(encoding="utf-8")}'):
        bench.build_aside()
        (templates / "base.html").write_text(frame.format("Ours, edited."), encoding="utf-8")
        bench.build(case)
        holds(site.page(site.middle.slug), "Ours, edited.")
        bench.verify()
        bench.forget("themes")


EDBLOG: dict[str, Callable[[_Site, str], None]] = {
    "nothing changed": _nothing,
    # The generation before the public one is not there yet.
    "body of one post edited, first edit after the full build": _body,
    "body of one post edited": _body,
    "title of one post edited": _title,
    "newest post added": _newest,
    "post added in the middle of the timeline": _in_the_middle,
    "`edblog serve`: from a save to the reload": _save,
    "body of one post edited, after `edblog serve` has shown it": _after_serve,
    "base template edited": _template,
    "fresh checkout, `.edblog/` and `site/` from a cache": _checkout,
    "fresh checkout with both, body of one post edited": _checkout_edited,
    "fresh checkout, only `.edblog/` from a cache": _checkout_without_output,
}
FULL = {"edblog": edblog, "hugo": hugo, "pelican": pelican, "eleventy": eleventy}
"""What is measured of each generator in one run."""
