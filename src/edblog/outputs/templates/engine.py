"""The template engine of a theme: Jinja, in its quick form and as it is.

It takes a while to load, so that a renderer has one only when there is something to render.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from functools import cached_property
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes

from edblog.model import Theme
from edblog.outputs import metadata, schema_org
from edblog.outputs.templates import quick
from edblog.outputs.templates.contexts import Contexts
from edblog.outputs.templates.faults import Undefined, diagnose
from edblog.outputs.templates.quick import Inliner, Parts, QuickCode
from edblog.outputs.templates.sinks import SINKS
from edblog.outputs.templates.texts import Texts
from edblog.outputs.writing import timestamp
from edblog.problems import Problem
from edblog.views import PageView


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template that cannot be rendered; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Loader(jinja2.BaseLoader):
    def __init__(self, compile_: Callable[[str], CodeType]) -> None:
        self.compile = compile_

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        _globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        return environment.template_class.from_code(environment, self.compile(name), environment.globals)


class Engine:
    """Renders the templates of a theme with the words of its language.

    `digest` tells of a template's name all that its code depends on.
    """

    def __init__(self, theme: Theme, texts: Texts, digest: Callable[[str], bytes]) -> None:
        self.theme, self.texts, self._digest = theme, texts, digest
        self.is_quick = jinja2.__version__ in quick.SEEN
        """Whether Jinja is one that quick code has been compared with; any other is left as it is."""
        self.environment = self._environment(self._quick_code)
        self.environment.code_generator_class = QuickCode
        self._parts = self.environment.parts = Parts()  # type: ignore[attr-defined]
        self._inliner = Inliner(self._parse, self._source)
        self._not_quick: set[str] = set()
        self._ready: set[str] = set()

    def _environment(self, compile_: Callable[[str], CodeType]) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=_Loader(compile_),
            autoescape=True,
            undefined=Undefined,
            extensions=[Contexts],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            # What it computes once instead of often is less than the time that it takes.
            optimized=False,
        )
        # Both give another result each time.
        del environment.globals["lipsum"], environment.filters["random"]
        # Whatever says of a text that it is HTML; `contexts.py` tells what to write instead.
        for name in ("safe", "tojson", "xmlattr"):
            del environment.filters[name]
        environment.globals |= {"t": self.texts.text, "absolute": _absolute, "json_ld": metadata.script}
        environment.filters |= {"date": self.texts.day, "iso": timestamp, "number": self.texts.number}
        environment.filters |= SINKS
        return environment

    @cached_property
    def _plain(self) -> jinja2.Environment:
        """Jinja as it is, for the templates that are not quick and for the place of a fault."""
        environment = self._environment(self._plain_code)
        environment.globals = self.environment.globals
        return environment

    def render(self, template: str, view: PageView, names: dict[str, Any]) -> str:
        """What a template makes of some names, on the page of a view.

        Raises TemplateFault for whatever is wrong with the template.
        """
        token = _PAGE.set(view)
        self._parts.of(view.site)
        try:
            if self.is_quick and template not in self._not_quick:
                try:
                    return self.environment.get_template(template).render(names)
                except Exception:  # noqa: BLE001 - it may be anything, and is found again below
                    self._not_quick.add(template)
            return self._plain.get_template(template).render(names)
        except Exception as error:
            raise TemplateFault(diagnose(error, template, self.theme, self._plain)) from error
        finally:
            _PAGE.reset(token)

    def get_ready(self, name: str) -> None:
        """Makes the code of a template and of those that it is built on, so that it is there when a page is rendered."""
        if name not in self.theme.templates or name in self._ready:
            return
        self._ready.add(name)
        environment = self.environment if self.is_quick else self._plain
        # What is wrong with it is told when a page is rendered.
        with suppress(Exception):
            environment.get_template(name)
        for other in self._inliner.rest(name):
            self.get_ready(other)

    def _source(self, name: str) -> str:
        source = self.theme.templates.get(name)
        if source is None:
            raise jinja2.TemplateNotFound(name)
        return source

    def _plain_code(self, name: str) -> CodeType:
        # The path as people know it stands where tracebacks expect a file's name.
        return self._plain.compile(self._source(name), name, self.theme.paths[name])

    def _quick_code(self, name: str) -> CodeType:
        key = name, self._digest(name)
        if key not in _CODE:
            if len(_CODE) >= _CODE_LIMIT:
                _CODE.clear()
            _CODE[key] = self.environment.compile(self._inliner.tree(name), name)
        return _CODE[key]

    def _parse(self, name: str) -> nodes.Template:
        return self.environment.parse(self._source(name), name)


# A preview builds again and again from nearly the same theme.
_CODE: dict[tuple[str, bytes], CodeType] = {}
_CODE_LIMIT = 64
# Functions reach the page through this even inside imported macros, which have no context of their own; a
# context variable keeps threads apart.
_PAGE: ContextVar[PageView] = ContextVar("page")


def _absolute(url: str) -> str:
    return schema_org.absolute(_PAGE.get().site, url)
