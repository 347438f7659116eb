"""Both engines give the same results on every example, every case of a shape and the W3C suite.

Results are compared whole: with the norms, persons and roles that a query binds for them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from scheidslijn import resources
from scheidslijn.datagraph import DataGraph
from scheidslijn.engine import CompiledEngine
from scheidslijn.model import ShapesEngine, Statement
from scheidslijn.namespaces import ID, OWL, SH, SL
from scheidslijn.reference import ReferenceEngine
from scheidslijn.terms import term_text
from w3c import Case, find_cases

ROOT: Final = Path(__file__).parents[1]
FAMILIES: Final = ROOT / "shapes"
TARGET: Final = f"{SH}target"
PATTERNS: Final = ("examples/**/*.ttl", "shapes/*/valid/*.ttl", "shapes/*/invalid/*.ttl")
EVERY: Final = sorted(path for pattern in PATTERNS for path in ROOT.glob(pattern))


def told_apart(paths: Iterable[Path]) -> list[Path]:
    """Return the smallest files that together show every shape, and a valid case of each folder.

    pySHACL takes seconds for each fact of a dossier, minutes for a long one.
    """
    seen: set[str] = set()
    chosen = []
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        expected = path.with_suffix(".expected.json")
        rows = json.loads(expected.read_text("utf-8")) if expected.is_file() else []
        shown = {row["shape"] for row in rows} or {str(path.parent)}
        if not shown <= seen:
            seen |= shown
            chosen.append(path)
    return chosen


FILES: Final = EVERY if os.environ.get("SCHEIDSLIJN_EVERY_CASE") else told_apart(EVERY)
# Where pySHACL and its adapter cannot follow W3C.
APART: Final = {
    "core/misc/severity-002": "a severity of its own, which reports do not know",
    "core/path/path-strange-001": "two kinds of path in one node: the adapter names the other one",
    "core/path/path-strange-002": "two kinds of path in one node: the adapter names the other one",
    "core/property/uniqueLang-002": 'pySHACL takes "1"^^xsd:boolean for true',
    "sparql/node/prefixes-001": "pySHACL finds no declaration that it is not pointed to",
    "sparql/pre-binding/shapesGraph-001": "pySHACL cannot ask the shapes graph",
}
SUITE: Final = [
    case for case in find_cases() if case.expected is not None and case.name not in APART
]


def name(path: Path) -> str:
    return "-".join(path.relative_to(ROOT).with_suffix("").parts)


def read_by_shapes(rulebook: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the rule book without norms that no shape checks and passages.

    No query reads those, and pySHACL takes seconds longer for them on every file.
    """
    statements = tuple(rulebook)
    checked = {s.subject for s in statements if s.predicate.value == f"{SL}getoetstDoor"}
    kinds = tuple(f"{ID}{kind}/" for kind in ("begrip", "bronpassage", "norm"))
    return tuple(
        s for s in statements if s.subject in checked or not term_text(s.subject).startswith(kinds)
    )


@cache
def engines(family: Path | None) -> tuple[ShapesEngine, ShapesEngine]:
    """Return both engines for the cases of a family, with its shapes, or for examples, with all.

    The shapes of other families lend a family their annotations, without a target of their own.
    Those in ``quality/`` check the rule book itself, so they know no other.
    """
    if family == FAMILIES / "quality":
        shapes = resources.read_graph(sorted(family.glob("*.ttl")))
        return CompiledEngine(shapes), ReferenceEngine(shapes, ())
    shapes = resources.read_graph(resources.shapes_files())
    if family is not None:
        own = set(resources.read_graph(sorted(family.glob("*.ttl"))))
        shapes = tuple(s for s in shapes if s in own or not s.predicate.value.startswith(TARGET))
    rulebook = read_by_shapes(
        statement
        for statement in resources.read_graph(resources.ontology_files())
        if statement.predicate.value != OWL + "imports"
    )
    return CompiledEngine(shapes, DataGraph(rulebook)), ReferenceEngine(shapes, rulebook)


def test_there_are_files() -> None:
    """Examples, and cases of every family of shapes, are found."""
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == {"examples", "shapes"}
    families = {folder for folder in FAMILIES.iterdir() if folder.is_dir()}
    assert families <= {path.parents[1] for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_gives_the_same_results(path: Path) -> None:
    """Focus node, path, value, component, shape, severity and bindings agree."""
    statements = resources.read_graph([path])
    compiled, reference = engines(path.parents[1] if FAMILIES in path.parents else None)
    assert compiled.validate(statements) == reference.validate(statements)


@pytest.mark.parametrize("case", SUITE, ids=lambda case: case.name.replace("/", "-"))
def test_a_case_of_w3c_gives_the_same_results(case: Case) -> None:
    """The engines also agree on the shape and its severity, which the suite leaves out."""
    reference = ReferenceEngine(case.shapes, ()).validate(case.data)
    assert CompiledEngine(case.shapes).validate(case.data) == reference
