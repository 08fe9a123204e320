"""The pipeline: from the files of a site to the published folder, seven stages on one screen.

    scan       files on disk             -> SourceFile (path, stamp, digest)
    read       SourceFile                -> Post | Author | Credential | Page | Media
    assemble   all records               -> Site (resolved, sorted, grouped by key)
    plan       Site + theme              -> Output (path, renderer, view)
    diff       Outputs vs what is public -> what is stale, what is gone
    render     a stale Output            -> bytes
    publish    bytes                     -> the output folder, all or nothing

Only this module talks to the store and to the worker pool, and the clock is an argument; the stages
between scan and publish are pure. What a stage needs is imported when it runs, so that a build with nothing to do stays quick.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from edblog.config import CONFIG_NAME, SOURCE_FOLDERS, STATE_FOLDER, Config, read_config
from edblog.kinds import extension
from edblog.model import AnyRecord, SourceFile, Theme
from edblog.outputs.publish import Publication, Receipt, identity, on_record, recover
from edblog.problems import EdblogError, Problem, in_order
from edblog.report import HeldStory, Options, Report, refuses
from edblog.sources.scan import clock, scan
from edblog.store import Remembered, Store
from edblog.urls import shown_day
from edblog.versions import version_digest
from edblog.workers import ReadJob, nowhere, over, read_weight, writer, written

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from edblog.catalog.site import Site
    from edblog.outputs.templates import Renderer
    from edblog.sources.read import ReadSettings
    from edblog.views import Output

PLAIN = Options()
_NEVER = datetime.max.replace(tzinfo=UTC)
TEXT_TYPES = frozenset([".md", ".toml", ".html"])
Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


def build(
    folder: Path,
    options: Options = PLAIN,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Report:
    """Builds the site in `folder`, or with `options.dry` only checks it.

    `executor` reads and renders where there is much to do; without one, processes of this machine do.

    Problems in the content are in the report. Raises `EdblogError` where the configuration or another
    build stands in the way.
    """
    folder = folder.resolve()
    config, problems = configure(folder)
    with Store(folder, read_only=options.dry) as store:
        run = _Run(folder, config, options, store, now or datetime.now(UTC), progress or (lambda *_: None), executor)
        run.problems += problems
        files = run.scan()
        if (report := run.nothing_to_do(files)) is not None:
            return report
        records = run.read(files)
        site = run.assemble(records, files)
        outputs = run.plan(site, files)
        if refuses(run.problems, options):
            return run.report(site, outputs)
        target = run.fingerprints(outputs)
        if options.dry:
            run.render(run.tried(outputs, target), nowhere)
            return run.report(site, outputs)
        published = recover(run.output, run.state)
        with Publication(run.output, run.state, published, target, clean=options.clean) as publication:
            stale = set(publication.stale)
            run.render([o for o in outputs if o.path in stale], writer(str(publication.folder), str(run.output)))
            if refuses(run.problems, options):
                return run.report(site, outputs)
            receipt = publication.commit()
        report = run.report(site, outputs, receipt)
        run.remember(files, report, receipt.token)
        return report


def configure(folder: Path) -> tuple[Config, list[Problem]]:
    """The settings of the site in `folder` and warnings about them; raises `EdblogError`."""
    from edblog.sources.locate import locate

    path = folder / CONFIG_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        help_ = "go to the folder of your site, or make one: edblog init my-site"
        problem = Problem(CONFIG_NAME, "error", "no-site", f"there is no {CONFIG_NAME} in {folder}", help_, line=1, column=1)
        raise EdblogError([problem], 2) from None
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(CONFIG_NAME, "error", "config-syntax", f"this file cannot be read: {error}", "save it as UTF-8", line=1, column=1)
        raise EdblogError([problem], 2) from None
    config, problems = read_config(text)
    located = [locate(problem, text) for problem in problems]
    if config is None:
        raise EdblogError(in_order(located), 2)
    return config, located


class _Last(msgspec.Struct, frozen=True):
    """The last complete build."""

    inputs: bytes
    token: bytes
    now: datetime
    report: Report


class _Run:
    """One run of the pipeline: each stage is given its values, and what is wrong is collected."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        options: Options,
        store: Store,
        now: datetime,
        progress: Progress,
        executor: Executor | None,
    ) -> None:
        self.folder, self.config, self.options, self.store = folder, config, options, store
        self.now, self.progress, self.executor = now, progress, executor
        self.started = time.perf_counter()
        self.output = folder / (options.output or config.output)
        self.state = folder / STATE_FOLDER / (options.output.replace("/", "-") or "public")
        self.problems: list[Problem] = []
        self.known = {} if options.clean else store.files()
        self.theme: Theme | None = None
        self.renderer: Renderer | None = None

    # scan

    def scan(self) -> list[SourceFile]:
        """Every file that the site depends on; those of bundled themes under `theme:`."""
        self.looked_at = clock()
        known_at = int.from_bytes(self.store.note("looked"))
        files, problems = scan(self.folder, SOURCE_FOLDERS, self.known, known_at)
        self.problems += problems
        root = bundled_themes()
        if root != self.folder / "themes":
            known = {path.removeprefix("theme:"): file for path, file in self.known.items()}
            known = {path: msgspec.structs.replace(file, path=path) for path, file in known.items()}
            own, _ = scan(root.parent, (root.name,), known, known_at)
            files += [msgspec.structs.replace(file, path=f"theme:{file.path}") for file in own]
        return files

    def nothing_to_do(self, files: Sequence[SourceFile]) -> Report | None:
        """The report of the last build, when that is still what this one would publish."""
        self.inputs = self._inputs(files)
        if self.options.dry or self.options.clean or refuses(self.problems, self.options):
            return None
        try:
            last = msgspec.msgpack.decode(self.store.note("last"), type=_Last)
        except msgspec.MsgspecError:
            return None
        same = last.inputs == self.inputs and identity(self.output, self.state) == last.token != b""
        # A clock that went back may hide stories again.
        if not same or not last.now <= self.now < (last.report.until or _NEVER):
            return None
        seconds = time.perf_counter() - self.started
        return msgspec.structs.replace(last.report, written=(), removed=(), seconds=seconds)

    def _inputs(self, files: Iterable[SourceFile]) -> bytes:
        digest = blake2b(version_digest(), digest_size=16)
        digest.update(msgspec.json.encode((self.config, self.options, self.problems)))
        for file in files:
            digest.update(file.path.encode("utf-8", "surrogateescape") + b"\0" + file.digest)
        return digest.digest()

    # read

    def read(self, files: Sequence[SourceFile]) -> dict[str, AnyRecord | None]:
        """The record of every file of the content, from the store where the file is unchanged."""
        from edblog.sources.read import ReadSettings, kind_of

        settings = ReadSettings(self.config.timezone, self.config.language)
        reader = blake2b(version_digest() + msgspec.json.encode(settings), digest_size=16).digest()
        remembered = {} if self.options.clean else self.store.readings(reader)
        content = [file for file in files if file.path.startswith("content/")]
        readable = [file for file in content if kind_of(file.path)]
        fresh = {f.path: remembered[f.path][1] for f in readable if remembered.get(f.path, (b"",))[0] == f.digest}
        stale = [file for file in readable if file.path not in fresh]
        self.texts: dict[bytes, str] = {}
        self._read_stale(stale, settings, reader, fresh)
        self.store.forget(remembered.keys() - {file.path for file in readable})
        self.problems += [problem for reading in fresh.values() for problem in reading.problems]
        self.problems += _not_read(file.path for file in content if not kind_of(file.path))
        return {file.path: fresh[file.path].record if file.path in fresh else None for file in content}

    def _read_stale(
        self, stale: Sequence[SourceFile], settings: ReadSettings, reader: bytes, fresh: dict[str, Remembered]
    ) -> None:
        from edblog.sources.decode import TEXT_LIMIT, too_large

        paths = []
        for file in stale:
            if file.stamp[1] > TEXT_LIMIT and extension(file.path) == ".md":
                fresh[file.path] = Remembered(None, (too_large(file.path, file.stamp[1]),))
            else:
                paths.append(file.path)
        done = lambda count, total: self.progress("Reading", count, total)  # noqa: E731
        keep = []
        jobs = ((path, _bytes_of(self.folder / path)) for path in paths)
        job = ReadJob(settings)
        for (path, data), reading in over(jobs, len(paths), job, done, self.executor, read_weight):
            remembered = Remembered(reading.record, reading.problems)
            fresh[path] = remembered
            if text := getattr(reading.record, "text", None):
                self.texts[text.digest] = reading.html
            # A text that took too long once may be quick on a quieter machine.
            if not any(problem.code == "text-too-complex" for problem in reading.problems):
                keep.append((path, blake2b(data, digest_size=16).digest(), remembered, reading.html))
        self.store.remember(reader, keep)

    # assemble, plan

    def assemble(self, records: dict[str, AnyRecord | None], files: Iterable[SourceFile]) -> Site:
        """The site that the records make."""
        from edblog.catalog.assemble import assemble

        drafts, future = self.options.drafts, self.options.future
        static = [file.path for file in files if file.path.startswith("static/")]
        site, problems = assemble(records, self.config, self.now, static=static, drafts=drafts, future=future)
        self.problems += problems
        return site

    def plan(self, site: Site, files: Iterable[SourceFile]) -> list[Output]:
        """The outputs that the site consists of; none where the theme cannot be used."""
        from edblog.catalog.plan import plan
        from edblog.outputs.templates import Renderer
        from edblog.outputs.theme import load_theme

        self.theme, problems = load_theme(self.config.theme, self.folder, bundled_themes())
        self.problems += problems
        if self.theme is None:
            return []
        self.renderer = Renderer(self.theme, self.config.language)
        static = [file for file in files if file.path.startswith("static/")]
        outputs, problems = plan(site, self.theme, self.config, static)
        self.problems += problems
        return outputs

    # diff

    def fingerprints(self, outputs: Iterable[Output]) -> dict[str, bytes]:
        """What each output is a function of, by path: its renderer and its view."""
        from edblog.outputs.render import renderer_digest

        assert self.renderer is not None
        encode = msgspec.msgpack.Encoder().encode
        renderers: dict[str, bytes] = {}
        prints = {}
        for output in outputs:
            if (digest := renderers.get(output.renderer)) is None:
                digest = renderer_digest(output.renderer, self.renderer, version_digest())
                renderers[output.renderer] = digest
            prints[output.path] = blake2b(encode(output.view), key=digest, digest_size=16).digest()
        return prints

    def tried(self, outputs: Iterable[Output], target: dict[str, bytes]) -> list[Output]:
        """The outputs that were not rendered before from the same view, for a run that publishes nothing."""
        known = on_record(self.output, self.state)
        return [output for output in outputs if known.get(output.path) != target[output.path]]

    # render

    def render(self, outputs: Sequence[Output], write: Callable[[str, bytes], object]) -> None:
        """Renders outputs and hands their bytes to `write`."""
        from edblog.outputs.copies import COPIES, read_copy
        from edblog.outputs.render import bodies_of

        assert self.renderer is not None
        for output in outputs:
            if output.renderer in COPIES:
                data, problem = read_copy(output, self.folder, bundled_themes())
                write(output.path, data)
                self.problems += [problem] if problem else []
        made = [output for output in outputs if output.renderer not in COPIES]
        jobs = ((output, tuple(self._html(body.digest) for body in bodies_of(output))) for output in made)
        done = lambda count, total: self.progress("Writing", count, total)  # noqa: E731
        self.problems += dict.fromkeys(written(jobs, len(made), self.renderer, write, done, self.executor))

    def _html(self, text: bytes) -> str:
        html = self.texts.get(text)
        return html if html is not None else (self.store.html(text) or "")

    # report

    def report(self, site: Site, outputs: Sequence[Output], receipt: Receipt | None = None) -> Report:
        """What this run found and did."""
        waiting = [story.date for story in site.held if story.reason == "scheduled"]
        return Report(
            problems=tuple(in_order(self._located())),
            ok=not refuses(self.problems, self.options),
            posts=len(site.posts),
            outputs=len(outputs),
            written=receipt.written if receipt else (),
            removed=receipt.removed if receipt else (),
            foreign=receipt.foreign if receipt else (),
            held=tuple(HeldStory(h.source, h.title, shown_day(h.date), h.reason) for h in site.held),
            until=min(waiting, default=None),
            seconds=time.perf_counter() - self.started,
        )

    def _located(self) -> Iterable[Problem]:
        from edblog.sources.locate import locate

        texts: dict[str, str] = {}
        for problem in self.problems:
            path = self.folder / problem.path
            if problem.excerpt or extension(problem.path) not in TEXT_TYPES or not path.is_file():
                yield msgspec.structs.replace(problem, line=max(1, problem.line), column=max(1, problem.column))
                continue
            if problem.path not in texts:
                texts[problem.path] = _bytes_of(path)[:2_000_000].decode("utf-8", "replace")
            yield locate(problem, texts[problem.path])

    def remember(self, files: Sequence[SourceFile], report: Report, token: bytes) -> None:
        """Keeps what lets the next run do less."""
        self.store.set_files(files, self.store.files())
        self.store.set_note("looked", self.looked_at.to_bytes(8))
        self.store.set_note("last", msgspec.msgpack.encode(_Last(self.inputs, token, self.now, report)))


def bundled_themes() -> Path:
    """The folder of the themes that come with edblog: in the wheel, or beside the sources."""
    package = Path(__file__).parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent.parent / "themes"


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _not_read(paths: Iterable[str]) -> Iterable[Problem]:
    from edblog.sources.others import not_read

    return filter(None, map(not_read, paths))
