"""Compiles templates to Python that runs several times as fast as Jinja's own code, but reports no mistakes.

Jinja compiles a template to Python. This module makes it generate other Python with the same result: included templates are
inlined, attributes are read and functions called directly, pieces are collected in lists, and a part that is shown many times,
such as the card of a story, is rendered once and cached. Such code cannot tell which mistake it met, or where. So after any
exception, `engine.py` renders the page again with Jinja's own code, which reports it. This module relies on Jinja's internals,
so it is used only with the versions that it has been tested with.
"""

# ruff: noqa: N802 - Jinja names visitor methods after its nodes
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from keyword import iskeyword
from typing import Any

import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import missing
from markupsafe import escape

from edblog.outputs.templates import sinks
from edblog.outputs.templates.sinks import SINKS

SEEN = frozenset(["3.1.4", "3.1.5", "3.1.6"])
"""Versions of Jinja with which a test has compared the pages of quick code and of Jinja's own code."""

_TAG = r"\{%[-+]?\s*"
_NOT_QUICK = re.compile(r"\bwithout\s+context\b")
"""Syntax that `QuickCode` would compile wrongly: here Jinja does not use the list of pieces."""
_NOT_INLINED = re.compile(
    rf"{_NOT_QUICK.pattern}|{_TAG}(?:block|call|extends|from|import|macro)\b|\b(?:caller|kwargs|self|super|varargs)\b"
)
"""Syntax with another meaning once a template is inlined in another one."""
_DEEP = 3
"""How many levels of includes are inlined. Deeper ones, such as a list of cards, are compiled once for all their users."""
_KNOWN = frozenset(["absolute", "qr_code", "range", "t"])
"""Pure functions: the same arguments give the same result on every page of a site."""
_READS = frozenset(["get", "items", "keys", "values"])
"""Methods that do not change their object."""
_ASK_WHETHER = frozenset(["d", "default", "defined", "undefined"])
"""Filters and tests that accept a name that does not exist."""


class NotQuick(Exception):  # noqa: N818  (a property of a template, not an error)
    """A template for which Jinja's own code must be used."""


class Inliner:
    """Parses templates, and inlines the templates that they include if that does not change the result."""

    def __init__(self, parse: Callable[[str], nodes.Template], source: Callable[[str], str]) -> None:
        self._parse, self._source = parse, source
        self._trees: dict[str, nodes.Template] = {}
        self._parts: dict[str, nodes.Template | None] = {}
        self._depths: dict[str, int] = {}

    def tree(self, name: str) -> nodes.Template:
        """The parsed template of that name. Raises `NotQuick` if quick code would be wrong for it."""
        if _NOT_QUICK.search(self._source(name)):
            raise NotQuick
        return self._read(name)

    def rest(self, name: str) -> set[str]:
        """The names of the templates that a parsed template extends, imports or includes without inlining; no computed names."""
        if name not in self._trees:
            return set()
        found: Iterable[Any] = self._trees[name].find_all(
            (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        )
        named = {node.template.value for node in found if isinstance(node.template, nodes.Const)}
        return {each for each in named if isinstance(each, str)}

    def _read(self, name: str) -> nodes.Template:
        if name not in self._trees:
            # None until it is read, so a template that includes itself is not inlined.
            self._parts[name] = None
            source = self._source(name)
            tree = self._trees[name] = self._parse(name)
            # Searching the source is faster than walking the tree.
            is_part = not _NOT_INLINED.search(source) and not ("loop" in source and _names_loop(tree))
            self._depths[name] = self._expand(tree)
            if is_part and self._depths[name] < _DEEP:
                self._parts[name] = tree
        return self._trees[name]

    def _expand(self, node: nodes.Node, *, repeated: bool = False) -> int:
        """Inlines the includes below a node, and returns how deeply they are nested."""
        repeated = repeated or isinstance(node, nodes.For)
        deepest = 0
        for field in ("body", "elif_", "else_"):
            children: list[nodes.Node] = getattr(node, field, None) or []
            for index, child in enumerate(children):
                name = _included(child)
                if name and name not in self._trees:
                    self._read(name)
                part = self._parts.get(name)
                if part is None:
                    deepest = max(deepest, self._expand(child, repeated=repeated))
                else:
                    scope = children[index] = nodes.Scope(
                        part.body, lineno=child.lineno, environment=child.environment
                    )
                    deepest = max(deepest, self._depths[name] + 1)
                    # Caching saves time only for a part that has other parts in it.
                    if repeated and self._depths[name]:
                        _keep(scope, name)
        return deepest


def _included(node: nodes.Node) -> str:
    """The template's name in an `include` that may be inlined; empty for any other node."""
    if isinstance(node, nodes.Include) and node.with_context and not node.ignore_missing:
        name = node.template.value if isinstance(node.template, nodes.Const) else ""
        return name if isinstance(name, str) else ""
    return ""


def _names_loop(node: nodes.Node) -> bool:
    """Whether a template uses `loop` outside of its own loops, and so means a loop of a template that includes it."""
    if isinstance(node, nodes.Name) and node.name == "loop":
        return True
    own = ("body",) if isinstance(node, nodes.For) else ()
    return any(map(_names_loop, node.iter_child_nodes(exclude=own)))


def _keep(scope: nodes.Scope, name: str) -> None:
    """Marks a part to be cached by the values of the variables that it uses, unless it depends on more than these."""
    names: set[str] = set()
    if _depends(scope, set(), names):
        asked = [nodes.Name(each, "load") for each in sorted(names)]
        scope.body = [nodes.ExprStmt(nodes.Tuple(asked, "load")), *scope.body]
        scope.part = name  # type: ignore[attr-defined]


def _depends(node: nodes.Node, bound: set[str], names: set[str]) -> bool:  # noqa: C901 - a case for each kind of node
    """Adds the variables that a node uses and does not set to `names`; False if it depends on anything else or changes anything.

    A variable that is set in only one branch counts as used: too many names only make the cache less effective.
    """
    match node:
        case nodes.Name():
            if node.ctx != "load":
                bound.add(node.name)
            elif node.name not in bound:
                names.add(node.name)
            return True
        case nodes.Call():
            # Methods of `str` change nothing, and no method that changes a list or a dictionary has the name of one.
            called = node.node
            known = isinstance(called, nodes.Name) and called.name in _KNOWN
            if not known and not (
                isinstance(called, nodes.Getattr) and (called.attr in _READS or hasattr(str, called.attr))
            ):
                return False
        case nodes.Assign():
            return _depends(node.node, bound, names) and _depends(node.target, bound, names)
        case nodes.For():
            inner = {*bound, "loop"}
            first = _depends(node.iter, bound, names) and _depends(node.target, inner, names)
            rest = [*node.body, *([node.test] if node.test else [])]
            return first and _all_depend(rest, inner, names) and _all_depend(node.else_, {*bound}, names)
        case nodes.With():
            inner = {*bound}
            return _all_depend([*node.values, *node.targets], inner, names) and _all_depend(
                node.body, inner, names
            )
        case nodes.If():
            branches = (node.body, node.elif_, node.else_)
            return _depends(node.test, bound, names) and all(
                _all_depend(b, {*bound}, names) for b in branches
            )
        case nodes.Scope():
            bound = {*bound}
        case nodes.Include() | nodes.AssignBlock() | nodes.FilterBlock() | nodes.NSRef():
            return False
    return _all_depend(node.iter_child_nodes(), bound, names)


def _all_depend(several: Iterable[nodes.Node], bound: set[str], names: set[str]) -> bool:
    return all(_depends(each, bound, names) for each in several)


class Parts:
    """A cache of rendered parts of pages, by the part's name and the values that it depends on; for one site at a time."""

    def __init__(self) -> None:
        self._made: dict[bytes, str] = {}
        self._encode = msgspec.msgpack.Encoder(enc_hook=_not_a_value).encode
        self.site: object = None

    def of(self, site: object) -> None:
        """Starts a page of a site, and empties the cache if it is another site than before."""
        if site is not self.site:
            if site != self.site:
                self._made.clear()
            self.site = site

    def key(self, *values: object) -> bytes:
        """The cache key of a part's name and values (MessagePack); empty if a value cannot be encoded."""
        try:
            return self._encode(values)
        except (TypeError, ValueError, OverflowError):
            return b""

    def made(self, key: bytes) -> str | None:
        """The HTML of a cached part; None if it is not in the cache."""
        return self._made.get(key)

    def keep(self, key: bytes, part: str) -> str:
        """Caches the HTML of a part and returns it. An empty key is not cached; the oldest part makes room for a new one."""
        if key:
            if len(self._made) >= _PARTS:
                del self._made[next(iter(self._made))]
            self._made[key] = part
        return part


_PARTS = 4096
"""How many parts are cached: about 5 MB of story cards."""


def _not_a_value(value: object) -> object:
    if value is missing:
        return msgspec.msgpack.Ext(1, b"")
    raise TypeError(value)


def escaped(value: object) -> str:
    """A value escaped for text between tags."""
    return _short(value) if type(value) is str and len(value) < _SHORT else escape(value)


# Two thirds of the texts on a page, such as those of the menu, are on all other pages, so they are escaped once.
_SHORT = 200
_short = lru_cache(maxsize=2048)(escape)


class QuickCode(CodeGenerator):
    """Jinja's code generator, with shorter code that is right for templates without mistakes."""

    _asks_whether = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Writes the Python module of a template."""
        self.writeline(f"from {__name__} import escaped")
        for name, sink in SINKS.items():
            self.writeline(f"from {sinks.__name__} import {sink.__name__} as {name}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's signature
        # The result of a sink is already escaped.
        self.write("(" if isinstance(node, nodes.Filter) and node.name in SINKS else "escaped(")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Writes statements. A function collects its pieces in a list, and yields them once as one string."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """Writes the call of a block."""
        if (frame.toplevel and self.extends_so_far) or node.required:
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:
        """Writes an inlined template; for one that `_keep` has marked, code that uses the cache."""
        name = getattr(node, "part", None)
        if name is None:
            super().visit_Scope(node, frame)
            return
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        key, made = self.temporary_identifier(), self.temporary_identifier()
        asked, *body = node.body
        assert isinstance(asked, nodes.ExprStmt)
        values = (self._value(each.name, inner) for each in asked.find_all(nodes.Name))
        self.writeline(f"{key} = environment.parts.key({name!r}, {', '.join(values)})", node)
        self.writeline(f"{made} = environment.parts.made({key})")
        self.writeline(f"if {made} is None:")
        self.indent()
        self.buffer(inner)
        self.blockvisit(body, inner)
        self.writeline(f"{made} = environment.parts.keep({key}, concat({inner.buffer}))")
        self.outdent()
        self.writeline(f"{frame.buffer}.append({made})")
        self.leave_frame(inner)

    def _value(self, name: str, frame: Frame) -> str:
        """The code for a variable's value in a cache key: None for the site and for pure functions, which are the same on all pages."""
        value = frame.symbols.ref(name)
        if name in _KNOWN:
            return f"None if {value} is environment.globals[{name!r}] else {value}"
        return f"None if {value} is environment.parts.site else {value}" if name == "site" else value

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Writes `owner.name` as Python's own attribute access, which is faster than Jinja's."""
        if self._asks_whether or iskeyword(node.attr) or not node.attr.isascii():
            super().visit_Getattr(node, frame)
            return
        if isinstance(node.node, nodes.Name):
            # A missing name needs no check of its own: reading an attribute of it raises.
            self.write(frame.symbols.ref(node.node.name))
        else:
            self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Writes a direct call. No function of a template needs Jinja's context, so it is not passed."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Writes `value|filter`; sinks are called directly."""
        if node.name in SINKS and node.node is not None:
            self.write(f"{node.name}(")
            self.visit(node.node, frame)
            self.write(")")
            return
        self._ask(node, super().visit_Filter, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Writes `value is test`."""
        self._ask(node, super().visit_Test, frame)

    def _ask(self, node: Any, visit: Callable[[Any, Frame], None], frame: Frame) -> None:
        before = self._asks_whether
        self._asks_whether = before or node.name in _ASK_WHETHER
        visit(node, frame)
        self._asks_whether = before
