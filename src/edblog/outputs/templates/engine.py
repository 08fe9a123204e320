"""Renders templates with Jinja: with faster code from `quick.py` where possible, else with Jinja's own code.

Importing this module takes long, so a `Renderer` imports it when it renders its first page.
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
from edblog.outputs.writing import is_rtl, timestamp
from edblog.problems import Problem
from edblog.services.sharing import Shared, ShareLink, links
from edblog.views import PageView
from edblog.web.markup import SafeHtml
from edblog.web.qr import qr_code
from edblog.web.urls import ascii_url


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template cannot be rendered; `problem` says why and where."""

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
    """Renders the templates of a theme with its texts in one language.

    `digest` returns, for a template's name, a digest of everything that its compiled code depends on.
    """

    def __init__(self, theme: Theme, texts: Texts, digest: Callable[[str], bytes]) -> None:
        self.theme, self.texts, self._digest = theme, texts, digest
        self.is_quick = jinja2.__version__ in quick.SEEN
        """Whether quick code has been tested with this version of Jinja; if not, it is not used."""
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
            # Jinja's optimizer costs more time than it saves here.
            optimized=False,
        )
        # Both return random results, and a build must give the same bytes each time.
        del environment.globals["lipsum"], environment.filters["random"]
        # These mark a text as HTML, which turns escaping off. `contexts.py` has the messages that say what to use instead.
        for name in ("safe", "tojson", "xmlattr"):
            del environment.filters[name]
        environment.globals |= {
            "t": self.texts.text,
            "absolute": _absolute,
            "qr_code": _qr_code,
            "json_ld": metadata.script,
            "script_data": metadata.script_data,
            "share_links": _share_links,
        }
        environment.filters |= {
            "date": self.texts.day,
            "direction": _direction,
            "iso": timestamp,
            "number": self.texts.number,
            "zone": self.texts.zone,
        }
        environment.filters |= SINKS
        return environment

    @cached_property
    def _plain(self) -> jinja2.Environment:
        """Jinja with its own code, for templates that quick code does not cover, and to find the place of a fault."""
        environment = self._environment(self._plain_code)
        environment.globals = self.environment.globals
        return environment

    def render(self, template: str, view: PageView, names: dict[str, Any]) -> str:
        """The text that a template renders for these variables; `view` is the page for the function `absolute`.

        Raises TemplateFault for any mistake in the template.
        """
        token = _PAGE.set(view)
        self._parts.of(view.site)
        try:
            if self.is_quick and template not in self._not_quick:
                try:
                    return self.environment.get_template(template).render(names)
                except Exception:  # noqa: BLE001 - quick code may raise anything; Jinja's own code raises it again below
                    self._not_quick.add(template)
            return self._plain.get_template(template).render(names)
        except Exception as error:
            raise TemplateFault(diagnose(error, template, self.theme, self._plain)) from error
        finally:
            _PAGE.reset(token)

    def get_ready(self, name: str) -> None:
        """Compiles a template and the templates that it extends or includes, before the first page needs them."""
        if name not in self.theme.templates or name in self._ready:
            return
        self._ready.add(name)
        environment = self.environment if self.is_quick else self._plain
        # A mistake in it is reported when a page is rendered.
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
        # The path that people know becomes the file name in tracebacks, in which `faults.py` looks for it.
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


# A preview builds many times with nearly the same theme.
_CODE: dict[tuple[str, bytes], CodeType] = {}
_CODE_LIMIT = 256
"""A theme has some sixty templates, and each language of a site its own code for them."""
# Template functions find the page here, even inside imported macros, which have no context of their own. A context
# variable has one value for each thread.
_PAGE: ContextVar[PageView] = ContextVar("page")


def _direction(language: str) -> str:
    return "rtl" if is_rtl(language) else "ltr"


def _absolute(url: str) -> str:
    return schema_org.absolute(_PAGE.get().site, url)


def _qr_code(url: str, label: str, id_: str = "") -> SafeHtml:
    return qr_code(ascii_url(_absolute(url)), label, id_)


def _share_links(text: str, url: str, hashtag: str = "", picture: str = "") -> tuple[ShareLink, ...]:
    site = _PAGE.get().site
    picture = schema_org.absolute(site, picture) if picture else ""
    return links(Shared(text, schema_org.absolute(site, url), hashtag, picture), site.share)
