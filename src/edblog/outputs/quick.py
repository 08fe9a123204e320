"""Code for templates that runs several times as fast as Jinja's own, and says nothing of mistakes.

Jinja makes Python of a template. Here it makes other Python of it, with the same result: what a template includes
becomes part of it, attributes are read and functions called directly, and pieces are collected in lists. Code
like this cannot tell a name that does not exist from a mistake of another kind, or where one is. So whatever it
raises means nothing but that the page must be rendered by Jinja's own code.
"""

# ruff: noqa: N802 - visitors are named after nodes
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

_NOT_INLINED: Any = (nodes.Block, nodes.CallBlock, nodes.Extends, nodes.FromImport, nodes.Import, nodes.Macro)
_SPECIAL = frozenset(["caller", "kwargs", "self", "super", "varargs"])
_ASK_WHETHER = frozenset(["d", "default", "defined", "undefined"])
"""Filters and tests that take a name that does not exist."""


def inline(tree: nodes.Template, parse: Callable[[str], nodes.Template], name: str) -> nodes.Template:
    """A parsed template with the templates that it includes in their places, as far as that is the same.

    Raises NotImplementedError for what `QuickCode` would get wrong: a change of what is escaped, of which
    calls would not know, and an include without context, which Jinja writes past the list of pieces.
    """
    _expand(tree, parse, (name,))
    if tree.find(nodes.ScopedEvalContextModifier) or not all(
        include.with_context for include in tree.find_all(nodes.Include)
    ):
        raise NotImplementedError
    return tree


def _expand(node: nodes.Node, parse: Callable[[str], nodes.Template], within: tuple[str, ...]) -> None:
    for field in ("body", "elif_", "else_"):
        children = getattr(node, field, None)
        if isinstance(children, list):
            setattr(node, field, [_included(child, parse, within) for child in children])


def _included(
    node: nodes.Node, parse: Callable[[str], nodes.Template], within: tuple[str, ...]
) -> nodes.Node:
    if isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
        name = node.template.value
        if isinstance(name, str) and name not in within and node.with_context and not node.ignore_missing:
            tree = parse(name)
            if tree.find(_NOT_INLINED) is None and not any(_unbound(tree)):
                _expand(tree, parse, (*within, name))
                return nodes.Scope(tree.body, lineno=node.lineno, environment=node.environment)
    _expand(node, parse, within)
    return node


def _unbound(node: nodes.Node) -> Iterator[str]:
    """Names that mean something else where a template is not one of its own; `loop` is, outside a loop."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Name) and (child.name in _SPECIAL or child.name == "loop"):
            yield child.name
        inner = _unbound(child)
        yield from (name for name in inner if name != "loop") if isinstance(child, nodes.For) else inner


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
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - it is Jinja's
        self.write("escaped(")

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
        self._ask(node, super().visit_Filter, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """`value is test`."""
        self._ask(node, super().visit_Test, frame)

    def _ask(self, node: Any, visit: Callable[[Any, Frame], None], frame: Frame) -> None:
        before = self._asks_whether
        self._asks_whether = before or node.name in _ASK_WHETHER
        visit(node, frame)
        self._asks_whether = before
