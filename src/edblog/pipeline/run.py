"""One run of the pipeline: what its stages are given, and what they find."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial, wraps
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import msgspec

from edblog.files.types import extension, kind_of
from edblog.kinds import KINDS
from edblog.markup import CleanHtml
from edblog.model import AnyRecord, Document, SourceFile, Theme
from edblog.outputs.publish import identity
from edblog.pipeline.configuration import bundled_themes
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import read, resized, written
from edblog.pipeline.memory import Last, Memory
from edblog.pipeline.places import others, place
from edblog.pipeline.report import HeldStory, Options, Report, graded, refuses, same_site
from edblog.pipeline.store import Remembered, Store
from edblog.problems import EdblogError, Problem, bounded, gathered, in_order, placed
from edblog.settings import Config
from edblog.sources.scan import scan
from edblog.start import within
from edblog.start.seal import FirstLook
from edblog.urls import collision_key, shown_day

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.catalog.index import Index
    from edblog.catalog.reach import Reach
    from edblog.catalog.site import Site
    from edblog.outputs.publish import Amendment, Publication, Receipt, Tree
    from edblog.outputs.templates.renderer import Renderer
    from edblog.sources.reading import ReadSettings
    from edblog.views import Output

TEXT_TYPES = frozenset([".md", ".toml", ".html"])
Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""
P = ParamSpec("P")
R = TypeVar("R")


def stage(method: Callable[Concatenate[Run, P], R]) -> Callable[Concatenate[Run, P], R]:
    """A method whose time is taken, under its name."""

    @wraps(method)
    def timed(run: Run, /, *args: P.args, **kwargs: P.kwargs) -> R:
        started = time.perf_counter()
        try:
            return method(run, *args, **kwargs)
        finally:
            name = method.__name__
            run.timings[name] = run.timings.get(name, 0.0) + time.perf_counter() - started

    return timed


class Run:
    """One run: each stage is given its values, and what is wrong is collected."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        options: Options,
        store: Store,
        now: datetime,
        progress: Progress,
        executor: Executor | None,
        helpers: Helpers,
        settings: bytes = b"",
        first: FirstLook | None = None,
    ) -> None:
        self.folder, self.config, self.options, self.store = folder, config, options, store
        self.now, self.progress, self.executor = now, progress, executor
        self.helpers = helpers
        self.started = time.perf_counter()
        self.timings: dict[str, float] = {}
        self.place = place(folder, config, options.output)
        self.output, self.state = self.place.output, self.place.state
        self.problems: list[Problem] = []
        self.memory = Memory(store, folder, self.place.name, settings, first, clean=options.clean)
        self.last: Last | None = None
        """The last build, if this one goes on from it."""
        self.index: Index[Document] | None = None
        """Of the site as it is now, if only a part of it is planned."""
        self.scanned: tuple[Problem, ...] = ()
        """What was wrong before anything was read."""
        self.texts: dict[bytes, CleanHtml] = {}
        self.moving: set[str] = set()
        """Paths of files that were no longer what the scan had seen when they were read."""
        self.renderer: Renderer | None = None
        self.gone: list[Problem] = []
        """Notices of addresses that this run takes off the site."""

    def refused(self) -> bool:
        """Whether what was found so far keeps the site from being published."""
        return refuses(self.problems, self.options)

    # scan

    @stage
    def scan(self) -> list[SourceFile]:
        """Every file that the site depends on; those of bundled themes under `theme:`."""
        files, self.problems[:0] = scan(
            self.folder, self.memory.look(), self.memory.files, self.config.limits.file_mb * 1_000_000
        )
        self._bounded(files)
        self.memory.compare(files)
        self.files = files
        return files

    def _bounded(self, files: Iterable[SourceFile]) -> None:
        from edblog.sources.limits import too_much

        sizes = [file.stamp[1] for file in files if file.path.startswith("content/")]
        if (problem := too_much(sizes, self.config.limits)) is not None:
            raise EdblogError([problem])

    def nothing_to_do(self, files: Sequence[SourceFile]) -> Report | None:
        """The report of the last build, when that is still what this one would publish."""
        self.scanned = tuple(self.problems)
        settings = msgspec.json.encode((self.config, same_site(self.options), self.scanned))
        self.settings = blake2b(self.memory.version + settings, digest_size=16).digest()
        if self.options.dry or self.options.clean or self.refused():
            return None
        last = self.memory.last(self.settings, self.now)
        if last is None or refuses(last.report.problems, self.options):
            return None
        token = identity(self.output, self.state)
        if token is None:
            from edblog.outputs.publish import adopt

            token = adopt(self.output, self.state)
        if token != last.token:
            return None
        self.last = last
        if self.memory.changed or self.memory.gone:
            return None
        self.memory.look_again(files, last, self._witnesses())
        return self._timed(msgspec.structs.replace(self.last.report, written=(), removed=()))

    # read

    @stage
    def read(self, files: Sequence[SourceFile]) -> dict[str, AnyRecord | None]:
        """The record of every file of the content, from the store where the file is unchanged."""
        self.problems = [*self.scanned]
        settings = self._read_settings()
        reader = blake2b(self.memory.version + msgspec.json.encode(settings), digest_size=16).digest()
        if self.options.clean:
            self.store.forget_all(reader)
        remembered = self.store.readings(reader)
        content = [file for file in files if file.path.startswith("content/")]
        from edblog.sources.duplicates import duplicates

        types = self.config.files.types
        readable = [file for file in content if kind_of(file.path, types)]
        fresh = {
            f.path: remembered[f.path][1] for f in readable if remembered.get(f.path, (b"",))[0] == f.digest
        }
        stale = [file for file in readable if file.path not in fresh]
        self._read_stale(stale, settings, fresh)
        self.store.forget(remembered.keys() - {file.path for file in readable})
        self.problems += [problem for reading in fresh.values() for problem in reading.problems]
        self.problems += _not_read(file.path for file in content if not kind_of(file.path, types))
        self.problems += duplicates(
            (file.path for file in readable if extension(file.path) == ".md"),
            lambda path: self._text(path) or "",
        )
        return {file.path: fresh[file.path].record if file.path in fresh else None for file in content}

    @stage
    def read_few(self, files: Sequence[SourceFile]) -> dict[str, Remembered[AnyRecord]]:
        """What is in a few files, by path."""
        known = {file.path: self.store.reading(file.path, file.digest) for file in files}
        fresh = {path: reading for path, reading in known.items() if reading is not None}
        stale = [file for file in files if file.path not in fresh]
        self._read_stale(stale, self._read_settings(), fresh)
        return {file.path: fresh[file.path] for file in files}

    def _read_settings(self) -> ReadSettings:
        from edblog.sources.reading import ReadSettings

        return ReadSettings.of(self.config)

    def _read_stale(
        self, stale: Sequence[SourceFile], settings: ReadSettings, fresh: dict[str, Remembered[AnyRecord]]
    ) -> None:
        from edblog.sources.limits import too_large

        paths = []
        for file in stale:
            if (problem := too_large(file.path, file.stamp[1], settings.limits)) is not None:
                fresh[file.path] = Remembered(None, (problem,))
            else:
                paths.append(file.path)
        self.memory.unsettle()
        scanned = {file.path: file.digest for file in stale}
        done = lambda count, total: self.progress("Reading", count, total)  # noqa: E731
        largest = max(settings.limits.file_mb, settings.limits.text_kb // 1000 + 1) * 1_000_000
        jobs = ((path, _bytes_of(self.folder, path, largest)) for path in paths)
        for (path, data), reading in read(jobs, len(paths), settings, done, self.executor, self.helpers.read):
            remembered = fresh[path] = Remembered(reading.record, reading.problems)
            digest = blake2b(data, digest_size=16).digest()
            # What took too long once may be quick on another machine.
            if not any(problem.code.endswith("-too-slow") for problem in reading.problems):
                self.store.remember(path, digest, remembered, reading.html)
            if digest != scanned[path]:
                self.moving.add(path)
            if self.options.dry and (text := getattr(reading.record, "text", None)):
                self.texts[text.digest] = reading.html

    # assemble, plan

    @stage
    def assemble(
        self, records: Mapping[str, AnyRecord | None], files: Iterable[SourceFile]
    ) -> tuple[Site, Reach]:
        """The site that the records make, which may differ from the last one everywhere."""
        from edblog.catalog.assemble import assemble
        from edblog.catalog.reach import EVERYTHING

        self.last = self.index = None
        drafts, future = self.options.drafts, self.options.future
        site, problems = assemble(
            records, KINDS, self.config, self.now, static=district_files(files), drafts=drafts, future=future
        )
        self.problems += problems
        return site, EVERYTHING

    def _theme(self, files: Iterable[SourceFile]) -> tuple[Theme | None, list[Problem]]:
        from edblog.outputs.templates.theme import load_theme

        digests = {file.path: file.digest for file in files if "themes/" in file.path}
        return load_theme(self.config.theme, self.folder, bundled_themes(), digests=digests)

    @stage
    def plan(self, site: Site, files: Iterable[SourceFile], reach: Reach) -> list[Output]:
        """The outputs within reach; none where the theme cannot be used."""
        from edblog.catalog.frame import ended, renamed
        from edblog.catalog.plan import plan
        from edblog.outputs.templates.renderer import Renderer

        theme, problems = self._theme(files)
        self.problems += problems
        if theme is None:
            return []
        theme = theme.with_words(self.config.language, renamed(self.config.menu.names))
        self.renderer = Renderer(theme, self.config.language)
        own = [file for file in files if file.path.startswith("static/")]
        outputs, problems = plan(site, theme, self.config.at(self.now), own, reach)
        self.problems += [*problems, *ended(self.config, self.now)]
        if reach.everything and any(
            file.path.startswith(f"themes/{name}/") for file in files for name in theme.chain
        ):
            self.problems += self._theme_checks(theme)
        # The file system of a Mac takes `straße` for `strasse`, so the text itself answers at its former address.
        return _unfolded(outputs) if sys.platform == "darwin" else outputs

    def _theme_checks(self, theme: Theme) -> Iterable[Problem]:
        from edblog.outputs.templates.theme_checks import checked

        def text(source: str) -> str:
            data = within.read(self.folder, f"themes/{source.removeprefix('theme:')}")
            return data.decode("utf-8", "replace")

        return checked(theme, self.config.language, text)

    # diff

    @stage
    def fingerprints(self, outputs: Iterable[Output]) -> dict[str, bytes]:
        """What each output is a function of, by path: its renderer and its view."""
        encode = msgspec.msgpack.Encoder().encode
        renderers = self.renderers
        return {
            output.path: blake2b(encode(output.view), key=renderers[output.renderer], digest_size=16).digest()
            for output in outputs
        }

    @cached_property
    def renderers(self) -> dict[str, bytes]:
        """Digest of each renderer by its name; those of the last build, where this one goes on from it."""
        from edblog.outputs.render import renderer_digest

        assert self.renderer is not None
        renderer = self.renderer
        return _Digests(
            lambda name: renderer_digest(name, renderer, self.memory.version),
            self.last.renderers if self.last else {},
        )

    @stage
    def publication(self, target: Mapping[str, bytes], reach: Reach) -> Publication | Amendment | None:
        """The step from what is public to the target; None where some of a few files are not as they were left."""
        from edblog.outputs.publish import Publication, propose, recover

        if not reach.everything:
            new = (path for path in target if self.record is None or path not in self.record.files)
            if self.record is None or self.index is None or not all(map(self.index.is_free, new)):
                return None
            return propose(self.output, self.state, self.record, target)
        return Publication(
            self.output, self.state, recover(self.output, self.state), target, clean=self.options.clean
        )

    def borrow(self, publication: Publication | Amendment) -> Collection[str]:
        """Takes over outputs that another folder of this site has; the paths that need not be rendered."""
        from edblog.outputs.publish import Publication, on_record

        if self.options.clean or not publication.stale or not isinstance(publication, Publication):
            return ()
        places = others(self.folder, self.config, self.place)
        trees = ((other.output, on_record(other.output, other.state)) for other in places)
        return publication.borrow((folder, tree) for folder, tree in trees if tree is not None)

    def look_for_vanished(self, target: Collection[str], site: Site) -> None:
        """Finds the addresses of texts that are public now and will not be."""
        from edblog.pipeline.vanished import kept, vanished

        if self.record is None:
            return
        self.gone = vanished(self.record.files, target, site, kept(self.store.note(self._addresses)))
        # Who asks for it takes them for errors, which are kept until they are fixed.
        if any(graded(notice, self.options).severity == "error" for notice in self.gone):
            self.problems += self.gone
            self.gone = []

    @property
    def _addresses(self) -> str:
        return f"addresses {self.state.name}"

    def tried(self, outputs: Iterable[Output], target: Mapping[str, bytes]) -> list[Output]:
        """The outputs that were not rendered before from the same view, for a run that publishes nothing."""
        from edblog.outputs.render import writer_of

        known = self.record.files if self.record else {}
        # Whether a picture can be made smaller was seen when it was read.
        tried = (output for output in outputs if writer_of(output.renderer).made_from != "picture")
        return [o for o in tried if o.path not in known or known[o.path].fingerprint != target[o.path]]

    @cached_property
    def record(self) -> Tree | None:
        """What is known of the public folder."""
        from edblog.outputs.publish import on_record

        return on_record(self.output, self.state)

    # render

    @stage
    def render(self, outputs: Sequence[Output], write: Callable[[str, bytes], object]) -> None:
        """Renders outputs and hands their bytes to `write`."""
        from edblog.outputs.render import bodies_of, writer_of

        assert self.renderer is not None
        by_origin: dict[str, list[Output]] = {"view": [], "file": [], "picture": []}
        for output in outputs:
            by_origin[writer_of(output.renderer).made_from].append(output)
        for output in by_origin["file"]:
            data, problem = writer_of(output.renderer).make(output.view, self.folder, bundled_themes())
            write(output.path, data)
            self.problems += [problem] if problem else []
        self._resize(by_origin["picture"], write)
        made = by_origin["view"]
        jobs = ((output, tuple(self._html(body.digest) for body in bodies_of(output))) for output in made)
        done = lambda count, total: self.progress("Writing", count, total)  # noqa: E731
        faults = dict.fromkeys(
            written(jobs, len(made), self.renderer, write, done, self.executor, self.helpers.render)
        )
        if any(problem.code == "missing-translation" for problem in faults):
            from edblog.outputs.templates.theme_checks import missing_texts

            # A page stops at the first text that is not there, and whoever writes the others wants to see all.
            names = {output.renderer for output in made}
            faults |= dict.fromkeys(missing_texts(self.renderer.theme, self.renderer.texts, names))
        self.problems += faults

    def _resize(self, outputs: Sequence[Output], write: Callable[[str, bytes], object]) -> None:
        """Makes pictures smaller, each in all its stale sizes at once."""
        from edblog.outputs.copies import read_unchanged
        from edblog.views import Resized

        pictures: dict[bytes, list[Output]] = {}
        for output in outputs:
            if isinstance(output.view, Resized):
                pictures.setdefault(output.view.digest, []).append(output)
        sources = {file.digest: file.path for file in self.files if file.path.startswith("content/")}
        jobs = [(sources[digest], group) for digest, group in pictures.items()]
        done = lambda count, total: self.progress("Resizing", count, total)  # noqa: E731
        read = partial(read_unchanged, self.folder, bundled_themes())
        self.problems += resized(jobs, read, write, done)

    def _html(self, text: bytes) -> CleanHtml:
        html = self.texts.get(text)
        return html if html is not None else self.store.html(text)

    def name_wiki_links(self, files: Iterable[SourceFile]) -> None:
        """Lets warnings about links of wikis name the files that are there."""
        if any(problem.code == "wiki-link" for problem in self.problems):
            from edblog.catalog.wiki import suggested

            content = (file.path for file in files if file.path.startswith("content/"))
            self.problems = suggested(self.problems, content)

    # publish, report

    @stage
    def publish(self, publication: Publication | Amendment) -> Receipt:
        """Makes public what was rendered."""
        return publication.commit()

    def report(self, site: Site, outputs: Sequence[Output], receipt: Receipt | None = None) -> Report:
        """What this run found and did."""
        waiting = [text.date for text in site.held if text.reason == "scheduled" and text.date]
        ends = self.config.announcement.until
        waiting += [ends] if ends and ends > self.now else []
        if any(problem.code == "far-date" for problem in self.problems):
            # Tomorrow the same date may be near enough.
            today = self.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
            waiting.append(today + timedelta(days=1))
        report = Report(
            problems=tuple(in_order(graded(p, self.options) for p in self._located(self.problems))),
            gone=tuple(in_order(self._located(self.gone))),
            ok=not self.refused(),
            posts=len(site.stories),
            outputs=len(receipt.written) + receipt.unchanged if receipt else len(outputs),
            written=receipt.written if receipt else (),
            removed=receipt.removed if receipt else (),
            address=self.config.base_url,
            foreign=receipt.foreign if receipt else (),
            held=tuple(
                HeldStory(h.source, h.title, shown_day(h.date) if h.date else "", h.reason) for h in site.held
            ),
            until=min(waiting, default=None),
        )
        return self._timed(report)

    def _timed(self, report: Report) -> Report:
        seconds = time.perf_counter() - self.started
        return msgspec.structs.replace(report, seconds=seconds, stages=tuple(self.timings.items()))

    def _located(self, problems: Sequence[Problem]) -> Iterable[Problem]:
        from edblog.sources.locate import locate

        texts: dict[str, str | None] = {}
        for problem in bounded(gathered(problems)):
            if problem.path not in texts:
                texts[problem.path] = None if problem.excerpt else self._text(problem.path)
            text = texts[problem.path]
            if problem.excerpt or text is None:
                yield placed(problem)
            else:
                yield locate(problem, text)

    def _text(self, path: str) -> str | None:
        """The text of a file of the site, for showing a line of it; None where it is no text, or behind a link."""
        if extension(path) not in TEXT_TYPES:
            return None
        try:
            return within.read(self.folder, path, 2_000_000).decode("utf-8", "replace")
        except OSError:
            return None

    @stage
    def remember(
        self, files: Sequence[SourceFile], site: Site, outputs: Iterable[Output], receipt: Receipt
    ) -> Report:
        """The report of a complete build, after what lets the next one do less has been kept."""
        from edblog.catalog.index import index_of

        report = self.report(site, (), receipt)
        kept = msgspec.structs.replace(report, written=(), removed=(), gone=(), stages=())
        last = Last(self.settings, receipt.token, self.now, kept, self.renderers)
        # To the next run, what changed meanwhile is new.
        seen = [file for file in files if file.path not in self.moving]
        if self.index is None:
            from edblog.pipeline.vanished import published

            self.store.set_note(self._addresses, msgspec.msgpack.encode(published(site)))
        self.memory.keep(seen, last, self.index or index_of(site, outputs), self._witnesses())
        return report

    def _witnesses(self) -> Sequence[Path]:
        """What shows that the site is still public, if this run was asked for nothing special."""
        from edblog.outputs.publish import witnesses

        return witnesses(self.output, self.state) if same_site(self.options) == Options() else ()


class _Digests(dict[str, bytes]):
    """Digests of renderers by name, each made when it is needed."""

    def __init__(self, make: Callable[[str], bytes], known: Mapping[str, bytes]) -> None:
        super().__init__(known)
        self._make = make

    def __missing__(self, name: str) -> bytes:
        digest = self[name] = self._make(name)
        return digest


def _unfolded(outputs: Iterable[Output]) -> list[Output]:
    """The first of all outputs whose names fold into one."""
    first: dict[str, Output] = {}
    for output in outputs:
        first.setdefault(collision_key(output.path), output)
    return list(first.values())


def district_files(files: Iterable[SourceFile]) -> list[str]:
    """Sources of the files that the district publishes as they are."""
    return [file.path for file in files if file.path.startswith("static/")]


def _bytes_of(site: Path, path: str, limit: int) -> bytes:
    """The first bytes of a file; a file that has grown since the scan fills no memory."""
    try:
        return within.read(site, path, limit)
    except OSError:
        return b""


def _not_read(paths: Iterable[str]) -> Iterable[Problem]:
    from edblog.sources.others import not_read

    return filter(None, map(not_read, paths))
