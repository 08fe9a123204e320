"""Plans the files of an editor in the browser: its page, its configuration, and its program in `static/admin/`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from edblog.catalog.site import Site, static_url
from edblog.model import SourceFile
from edblog.problems import Problem
from edblog.services.editors import FOLDER, command, service
from edblog.settings import CONFIG_NAME, Config
from edblog.views import CheckedCopy, Copy, EditorPage, Output, Text

if TYPE_CHECKING:
    from edblog.services.editors import Service


def editor_outputs(site: Site, config: Config, static: Iterable[SourceFile], icon: str) -> Iterator[Output]:
    """The outputs of an editor: the page at `/admin/`, its configuration, and edblog's own files; `icon` is the URL of the site's icon."""
    from edblog.services.editors.configuration import configuration, language
    from edblog.services.editors.page import FONTS, policy, stylesheet

    editor = service(config.editor.service)
    fonts = stylesheet(editor.fonts, [file.path for file in static])
    page = EditorPage(
        title=f"{editor.name} - {config.title}",
        lang=config.language,
        policy=policy(editor, config),
        icon=icon,
        config=editor.config,
        config_type=editor.config_type,
        script=editor.script,
        integrity=config.editor.integrity,
        scripts=editor.scripts,
        styles=(FONTS,) if fonts else (),
        language=language(editor, config.language),
        repository=config.submit.repository,
    )
    yield Output(f"{FOLDER}index.html", "editor-page", page)
    # JSON is also valid YAML.
    text = json.dumps(configuration(editor, config, site.kinds), indent=2, ensure_ascii=False)
    yield Output(FOLDER + editor.config, "text", Text(f"{text}\n"))
    for name in editor.scripts:
        yield Output(FOLDER + name, "script", Copy(f"services/editors/{name}", b""))
    if fonts:
        yield Output(FOLDER + FONTS, "text", Text(fonts))


def checked_copy(file: SourceFile, config: Config) -> Output | None:
    """The output for the editor's program, which is checked when it is copied; None for other files."""
    if not config.editor.is_on or file.path != _program(service(config.editor.service)):
        return None
    view = CheckedCopy(file.path, file.digest, config.editor.integrity)
    return Output(static_url(file.path), "checked-copy", view)


def missing_files(config: Config, static: Iterable[SourceFile]) -> Iterator[Problem]:
    """The problem if the editor's program is missing."""
    if not config.editor.is_on:
        return
    editor = service(config.editor.service)
    path = _program(editor)
    if path not in {file.path for file in static}:
        message = f"{editor.name} is missing: save its file as {path}, because a build downloads nothing"
        help_ = f"with npm: {command(editor)}"
        yield Problem(CONFIG_NAME, "error", "missing-file", message, help_, key=("editor", "service"))


def _program(editor: Service) -> str:
    return f"static/{FOLDER}{editor.script}"
