"""The code map, held: what may import what, and which stages are pure.

The floors are those of ARCHITECTURE.md. Everything is read from the syntax trees of the sources, so imports
inside functions count; those under `if TYPE_CHECKING:` do not, because they do nothing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import edblog
from edblog.kinds import KINDS
from edblog.kinds.features import FEATURES

SOURCES = Path(edblog.__file__).parent

FLOORS = """
    __main__
    cli
    scaffold review
    imports
    pipeline
    kinds
    cluster serve
    kinds
    sources catalog outputs
    settings
    services deploy submit links badges
    model views
    web versions
    options
    problems
    files
    start
"""
"""A module or package imports from the floors below it, and within a package; never up, and never sideways."""

MIDDLE = ("kinds", "sources", "catalog", "outputs", "services", "badges", "files", "options", "web")
TOUCHES_THE_WORLD = {
    "sources.scan": "finds the files",
    "badges.contexts": "reads the contexts that come with edblog",
    "files.zones": "reads the zone database in the package tzdata",
    "files.deadline": "looks at the clock, and starts a process that it can end",
    "outputs.copies": "reads the files that are published as they are",
    "outputs.templates.installed": "finds the folders of themes",
    "outputs.templates.theme": "reads the folders of a theme",
    "outputs.books.own": "reads files of edblog itself",
    "outputs.books.pdf": "gives typst a folder with the pictures",
    "outputs.publish": "writes the site",
    "files.exchange": "swaps two folders",
}
IMPURE_MODULES = {"time", "random", "secrets", "uuid", "os", "shutil", "tempfile", "subprocess", "socket", "sqlite3", "locale", "glob", "logging", "urllib.request"}  # fmt: skip
IMPURE_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
IMPURE_METHODS = {
    "now", "today", "utcnow", "open", "read_text", "read_bytes", "write_text", "write_bytes", "stat", "exists",
    "is_file", "is_dir", "iterdir", "glob", "rglob", "mkdir", "unlink", "resolve", "cwd", "home", "expanduser", "getenv",
}  # fmt: skip
HARMLESS = {
    "sources.media": {"open"},
    "files.pictures.converted": {"open"},
    "outputs.resizing": {"open"},
    "files.documents.pdf": {"open"},
    "files.documents.pdf_copy": {"open"},
}
"""Pillow and qpdf are given bytes to open."""


def texts() -> dict[str, str]:
    """Sources by dotted name below `edblog`; the package itself is the empty name."""
    found = {}
    for path in sorted(SOURCES.rglob("*.py")):
        parts = path.relative_to(SOURCES).with_suffix("").parts
        # `template/` holds files for a new site, which are no part of the program.
        if "template" not in parts:
            found[".".join(parts).removesuffix("__init__").rstrip(".")] = path.read_text(encoding="utf-8")
    return found


TEXTS = texts()
FLOOR = {name: number for number, line in enumerate(FLOORS.strip().splitlines()) for name in line.split()}


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(TEXTS[name])


@pytest.fixture(scope="module", autouse=True)
def forget() -> Iterator[None]:
    """The trees are a million objects, which no other test should carry."""
    yield
    tree.cache_clear()


def nodes(tree: ast.AST, *, without: tuple[type[ast.AST], ...] = ()) -> Iterator[ast.AST]:
    """Every node, except what only a type checker sees, and those of these types with all in them."""
    if isinstance(tree, without) or (isinstance(tree, ast.If) and "TYPE_CHECKING" in ast.dump(tree.test)):
        return
    yield tree
    for child in ast.iter_child_nodes(tree):
        yield from nodes(child, without=without)


@cache
def imports(name: str) -> set[str]:
    """The modules of edblog that a module imports, by dotted name."""
    found = set()
    for node in nodes(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    inside = {full.partition(".")[2] for full in found if full.split(".")[0] == "edblog"}
    return {target if target in TEXTS else target.rpartition(".")[0] for target in inside} - {name}


def outside(name: str) -> set[str]:
    """The other modules that a module imports, and their packages."""
    found = set()
    for node in nodes(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {full.split(".")[0] for full in found}


def part(name: str) -> str:
    return name.partition(".")[0]


def test_every_module_has_a_floor():
    assert {part(name) for name in TEXTS if name} == FLOOR.keys()


@pytest.mark.parametrize("name", [name for name in TEXTS if name])
def test_a_module_imports_only_what_is_below_it(name):
    above = {
        other
        for other in imports(name)
        if other and part(other) != part(name) and FLOOR[part(other)] <= FLOOR[part(name)]
    }

    assert above == set()


def test_sources_catalog_and_outputs_know_nothing_of_each_other():
    """They meet in `pipeline`, and in the values of `model`, `views` and `problems`."""
    stages = {"sources", "catalog", "outputs"}
    arrows = {(part(name), part(other)) for name in TEXTS for other in imports(name)}

    assert {(one, other) for one, other in arrows if {one, other} <= stages and one != other} == set()


def test_only_the_pipeline_talks_to_the_store_and_to_the_workers():
    assert {part(name) for name in TEXTS if imports(name) & {"pipeline.store", "pipeline.workers"}} == {
        "pipeline"
    }


STAGES = ["scan", "read", "assemble", "plan", "diff", "render", "publish"]


def test_the_order_of_the_stages_is_the_text_of_one_function():
    [build] = [node for node in tree("pipeline").body if getattr(node, "name", "") == "build"]
    names = [node for node in ast.walk(build) if isinstance(node, ast.Name) and node.id in STAGES]

    assert build.end_lineno - build.lineno < 40
    assert [node.id for node in sorted(names, key=lambda node: node.lineno)] == STAGES


def test_the_preview_server_knows_nothing_of_the_pipeline():
    """It is handed a function to call, and folders."""
    imported = {part(other) for name in TEXTS if part(name) == "serve" for other in imports(name)}

    assert imported - {"serve"} <= {"problems", "urls", ""}


@pytest.mark.parametrize("folder", ["files", "start", "badges"])
def test_a_folder_imports_nothing_else_of_edblog(folder):
    """`files` may be used by all that reads or writes one, `start` by all that runs before anything else is loaded, and `badges` by all."""
    imported = {part(other) for name in TEXTS if part(name) == folder for other in imports(name)}

    assert imported - {folder} == set()


LIGHT = {"array", "binascii", "errno", "gc", "os", "stat", "sys", "time"}
"""Modules of the standard library that cost next to nothing to import; Python has loaded most of them anyway."""


@pytest.mark.parametrize("name", [name for name in TEXTS if part(name) == "start"])
def test_what_is_imported_first_imports_only_light_modules(name):
    found = set()
    for node in nodes(tree(name), without=(ast.FunctionDef,)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))

    assert {module for module in found if part(module) not in ("edblog", "__future__")} <= LIGHT


def test_nothing_imports_in_a_circle():
    """Not even inside functions. (That a module runs the `__init__` of its own package first is left out.)"""
    reach: dict[str, set[str]] = {}
    for name in TEXTS:
        reached: set[str] = set()
        waiting = list(imports(name))
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting += imports(other)
        reach[name] = reached

    assert sorted(name for name in TEXTS if name in reach[name]) == []


PURE = [
    name
    for name in TEXTS
    if part(name) in MIDDLE and not any(f"{name}.".startswith(f"{impure}.") for impure in TOUCHES_THE_WORLD)
]


@pytest.mark.parametrize("name", PURE)
def test_the_middle_is_pure(name):
    """No file, no environment, no clock, no randomness: a stage is a function of its arguments."""
    found = {f"import {module}" for module in outside(name) & IMPURE_MODULES}
    for node in nodes(tree(name)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            found.add(f"{node.func.id}() in line {node.lineno}")
        if isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_METHODS - HARMLESS.get(
            name, set()
        ):
            found.add(f"{ast.unparse(node.func)}() in line {node.lineno}")

    assert found == set()


def test_what_is_not_pure_is_there_and_is_little():
    assert {name for name in TEXTS if name in TOUCHES_THE_WORLD} == TOUCHES_THE_WORLD.keys()


def test_a_module_is_read_in_one_sitting():
    """A file that outgrows this holds two ideas."""
    longer = {name for name, text in TEXTS.items() if text.count("\n") > 350}

    assert longer == set()


def test_the_package_is_seen_at_a_glance():
    entries = {path.name for path in SOURCES.iterdir()} - {"__pycache__"}

    assert len(entries) <= 27, sorted(entries)


# Kinds of content

FOLDERS_OF_KINDS = {kind.folder for kind in KINDS} | {g.name for kind in KINDS for g in kind.groupings}
RECORDS_OF_KINDS = {kind.record.__name__ for kind in KINDS}
MAY_NAME_A_KIND = {
    "submit.words": "labels of the fields of a story, by their names",
    "outputs.feeds.json": "the word for the people of an entry in JSON Feed 1.1",
    "catalog.feeds": "the people of an entry of any feed",
    "settings.digests": "what has emails of its own, as the settings call it",
    "settings.table": "shows how an entry of the menu gets another name",
}
"""At most five, each with its reason."""


def names_of_kinds(name: str) -> set[str]:
    """The kinds that a module names: by their record, by their folder, or by an address that begins with it."""
    said = set()
    docstrings = {id(node.value) for node in nodes(tree(name)) if isinstance(node, ast.Expr)}
    for node in nodes(tree(name)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            # A site has pages of any kind.
            said |= {node.value.strip("/").partition("/")[0]} & FOLDERS_OF_KINDS - {"pages"}
            said |= set(re.findall(r"content/(\w+)", node.value)) & FOLDERS_OF_KINDS
        elif isinstance(node, ast.Name):
            said |= {node.id} & RECORDS_OF_KINDS
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("edblog.kinds."):
            said |= {node.module or ""} - {"edblog.kinds.kind"}
    return said


OUTSIDE_OF_KINDS = [name for name in TEXTS if part(name) != "kinds"]


@pytest.mark.parametrize("name", OUTSIDE_OF_KINDS)
def test_no_module_outside_kinds_names_one(name):
    assert names_of_kinds(name) == set() or name in MAY_NAME_A_KIND


def test_the_exceptions_are_few_and_needed():
    assert len(MAY_NAME_A_KIND) <= 5
    assert [name for name in MAY_NAME_A_KIND if not names_of_kinds(name)] == []


# Features

FEATURES_BY_NAME = {feature.url.rstrip("/"): type(feature).__module__ for feature in FEATURES}
MAY_ASK_FOR_A_FEATURE = {
    "pipeline.reading": "reads `data/outcomes/`, which nothing but the page of impact shows",
    "pipeline.configuration": "adds the current week, as nothing later looks at the clock",
    "pipeline.reporting": "knows when the current week ends",
    "sources.reading": "notes the week of a story",
}
"""What a feature takes from outside: the clock, and files. Its pages, files, addresses and rules are in its own folder."""


def features_asked_for(name: str) -> set[str]:
    """The features whose settings or address a module looks at."""
    found = set()
    for node in nodes(tree(name)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("config"):
            found |= {node.attr} & FEATURES_BY_NAME.keys()
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name.lower() for alias in node.names if alias.name.isupper()} & {
                *FEATURES_BY_NAME
            }
    return {feature for feature in found if not f"edblog.{name}.".startswith(f"{FEATURES_BY_NAME[feature]}.")}


def test_only_the_folder_of_a_feature_asks_whether_it_is_there():
    asking = {name for name in TEXTS if features_asked_for(name)}

    assert asking == MAY_ASK_FOR_A_FEATURE.keys()


def test_few_modules_know_the_word_credential():
    knowing = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        # A badge is a credential of the W3C, which is another thing.
        if path.relative_to(SOURCES).parts[0] not in ("kinds", "badges")
        and "template" not in path.parts
        and "credential" in path.read_text(encoding="utf-8").lower()
    }

    assert len(knowing) <= 6, sorted(knowing)


def test_only_the_pipeline_and_the_command_line_have_the_list_of_kinds():
    having = {part(name) for name in OUTSIDE_OF_KINDS if "kinds" in imports(name)}

    assert having <= {"pipeline", "cli", "scaffold"}
