"""Code for templates that runs several times as fast as Jinja's own, and says nothing of mistakes.

Jinja makes Python of a template. Here it makes other Python of it, with the same result: what a template includes
becomes part of it, attributes are read and functions called directly, pieces are collected in lists, and a part that is shown
again and again, such as the card of a story, is made once. Code like this cannot tell a name that does not exist from a mistake of another kind, or where one is. So whatever it
raises means nothing but that the page must be rendered by Jinja's own code. Since it knows Jinja's inner names, it is not used with versions that the test has
not seen.
"""

# ruff: noqa: N802 - visitors are named after nodes
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
"""Versions of Jinja whose pages the test has compared with those of quick code."""

_TAG = r"\{%[-+]?\s*"
_NOT_QUICK = re.compile(r"\bwithout\s+context\b")
"""What `QuickCode` would get wrong: Jinja writes past the list of pieces."""
_NOT_INLINED = re.compile(
    rf"{_NOT_QUICK.pattern}|{_TAG}(?:block|call|extends|from|import|macro)\b|\b(?:caller|kwargs|self|super|varargs)\b"
)
"""What means something else where a template is not one of its own."""
_DEEP = 3
"""Parts within parts that are compiled once for all that include them, such as a list of cards."""
_KNOWN = frozenset(["absolute", "range", "t"])
"""Functions that say the same to the same all over a site."""
_READS = frozenset(["get", "items", "keys", "values"])
_ASK_WHETHER = frozenset(["d", "default", "defined", "undefined"])
"""Filters and tests that take a name that does not exist."""


class NotQuick(Exception):  # noqa: N818  (it says what a template is)
    """A template that is left to Jinja's own code."""


class Inliner:
    """Parsed templates, with the templates that they include in their places as far as that is the same."""

    def __init__(self, parse: Callable[[str], nodes.Template], source: Callable[[str], str]) -> None:
        self._parse, self._source = parse, source
        self._trees: dict[str, nodes.Template] = {}
        self._parts: dict[str, nodes.Template | None] = {}
        self._depths: dict[str, int] = {}

    def tree(self, name: str) -> nodes.Template:
        """The template of that name; raises `NotQuick` where quick code would be wrong."""
        if _NOT_QUICK.search(self._source(name)):
            raise NotQuick
        return self._read(name)

    def rest(self, name: str) -> set[str]:
        """The templates that a template names and that did not become part of it; those of computed names are not among them."""
        if name not in self._trees:
            return set()
        found: Iterable[Any] = self._trees[name].find_all(
            (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        )
        named = {node.template.value for node in found if isinstance(node.template, nodes.Const)}
        return {each for each in named if isinstance(each, str)}

    def _read(self, name: str) -> nodes.Template:
        if name not in self._trees:
            # Where it comes to include itself, it is not a part.
            self._parts[name] = None
            source = self._source(name)
            tree = self._trees[name] = self._parse(name)
            # Looking through a tree takes longer than looking at the source.
            is_part = not _NOT_INLINED.search(source) and not ("loop" in source and _names_loop(tree))
            self._depths[name] = self._expand(tree)
            if is_part and self._depths[name] < _DEEP:
                self._parts[name] = tree
        return self._trees[name]

    def _expand(self, node: nodes.Node, *, repeated: bool = False) -> int:
        """Puts parts in their places; how many there are, at most, one within the other."""
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
                    # Only where it holds other parts is it worth the trouble.
                    if repeated and self._depths[name]:
                        _keep(scope, name)
        return deepest


def _included(node: nodes.Node) -> str:
    """The name that stands in an include, if it may be a part."""
    if isinstance(node, nodes.Include) and node.with_context and not node.ignore_missing:
        name = node.template.value if isinstance(node.template, nodes.Const) else ""
        return name if isinstance(name, str) else ""
    return ""


def _names_loop(node: nodes.Node) -> bool:
    """Whether a template says `loop` outside of its own loops, and so means one that it is included in."""
    if isinstance(node, nodes.Name) and node.name == "loop":
        return True
    own = ("body",) if isinstance(node, nodes.For) else ()
    return any(map(_names_loop, node.iter_child_nodes(exclude=own)))


def _keep(scope: nodes.Scope, name: str) -> None:
    """Marks a part as one to be made once for the same values of all names that it does not set itself."""
    names: set[str] = set()
    if _depends(scope, set(), names):
        asked = [nodes.Name(each, "load") for each in sorted(names)]
        scope.body = [nodes.ExprStmt(nodes.Tuple(asked, "load")), *scope.body]
        scope.part = name  # type: ignore[attr-defined]


def _depends(node: nodes.Node, bound: set[str], names: set[str]) -> bool:  # noqa: C901 - a case for each kind of node
    """Collects the names that a part takes from around it; whether it depends on nothing else, and changes nothing.

    A name that is set in one branch only counts as taken, too: more names than it takes do no harm.
    """
    match node:
        case nodes.Name():
            if node.ctx != "load":
                bound.add(node.name)
            elif node.name not in bound:
                names.add(node.name)
            return True
        case nodes.Call():
            # What texts can do changes nothing, and nothing by which lists and the like are changed has such a name.
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
    """Parts of pages of one site, by their names and what they depend on."""

    def __init__(self) -> None:
        self._made: dict[bytes, str] = {}
        self._encode = msgspec.msgpack.Encoder(enc_hook=_not_a_value).encode
        self.site: object = None

    def of(self, site: object) -> None:
        """Begins a page of a site. All are of the same one in a build."""
        if site is not self.site:
            if site != self.site:
                self._made.clear()
            self.site = site

    def key(self, *values: object) -> bytes:
        """The name of a part and what it depends on as one value; empty where that is not to be had."""
        try:
            return self._encode(values)
        except (TypeError, ValueError, OverflowError):
            return b""

    def made(self, key: bytes) -> str | None:
        """The part, if it was made before."""
        return self._made.get(key)

    def keep(self, key: bytes, part: str) -> str:
        """Keeps a part that was made."""
        if key:
            if len(self._made) >= _PARTS:
                del self._made[next(iter(self._made))]
            self._made[key] = part
        return part


_PARTS = 4096
"""Some five megabytes of cards."""


def _not_a_value(value: object) -> object:
    if value is missing:
        return msgspec.msgpack.Ext(1, b"")
    raise TypeError(value)


def escaped(value: object) -> str:
    """A value as it stands in HTML."""
    return _short(value) if type(value) is str and len(value) < _SHORT else escape(value)


# Two of three texts on a page, such as those of the menu, are on all the others, too.
_SHORT = 200
_short = lru_cache(maxsize=2048)(escape)


class QuickCode(CodeGenerator):
    """Jinja's generator of Python, with shorter code where the template is right."""

    _asks_whether = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """A module of Python."""
        self.writeline(f"from {__name__} import escaped")
        for name, sink in SINKS.items():
            self.writeline(f"from {sinks.__name__} import {sink.__name__} as {name}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - it is Jinja's
        # What a sink gives is escaped.
        self.write("(" if isinstance(node, nodes.Filter) and node.name in SINKS else "escaped(")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """The body of a function or a part of it; its pieces leave a function as one."""
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """The call of a block."""
        if (frame.toplevel and self.extends_so_far) or node.required:
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:
        """A part, which may have been made before."""
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
        """A name that a part depends on; None stands for what is the same all over a site."""
        value = frame.symbols.ref(name)
        if name in _KNOWN:
            return f"None if {value} is environment.globals[{name!r}] else {value}"
        return f"None if {value} is environment.parts.site else {value}" if name == "site" else value

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`owner.name`."""
        if self._asks_whether or iskeyword(node.attr) or not node.attr.isascii():
            super().visit_Getattr(node, frame)
            return
        if isinstance(node.node, nodes.Name):
            # Where the name is missing, so is its attribute.
            self.write(frame.symbols.ref(node.node.name))
        else:
            self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call. Nothing that a template can call wants to know of the context."""
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
        """`value|filter`."""
        if node.name in SINKS and node.node is not None:
            self.write(f"{node.name}(")
            self.visit(node.node, frame)
            self.write(")")
            return
        self._ask(node, super().visit_Filter, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """`value is test`."""
        self._ask(node, super().visit_Test, frame)

    def _ask(self, node: Any, visit: Callable[[Any, Frame], None], frame: Frame) -> None:
        before = self._asks_whether
        self._asks_whether = before or node.name in _ASK_WHETHER
        visit(node, frame)
        self._asks_whether = before
