"""Each shape that checks dossiers: its valid cases are clean, its invalid ones give exactly this.

Cases are found by glob in ``shapes/<family>/valid`` and ``invalid``. The quality shapes, which
check the rule book itself, have their own test.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from expected import Expected, expected_of, in_order, read_expected
from scheidslijn import resources
from scheidslijn.inputs import find_sources
from scheidslijn.namespaces import SHAPE
from scheidslijn.rulebook import RuleBook
from scheidslijn.validation import Validator

SHAPES: Final = Path(__file__).parents[1] / "shapes"
FAMILIES: Final = sorted(
    folder for folder in SHAPES.iterdir() if folder.is_dir() and folder.name != "quality"
)
VALID: Final = sorted(path for family in FAMILIES for path in family.glob("valid/*.ttl"))
INVALID: Final = sorted(path for family in FAMILIES for path in family.glob("invalid/*.ttl"))


def name(path: Path) -> str:
    return f"{path.parts[-3]}-{path.stem}"


@cache
def packaged() -> Validator:
    return Validator.packaged()


@cache
def found(path: Path) -> tuple[Expected, ...]:
    report = packaged().validate(find_sources([str(path)]).sources)
    assert report.dossiers
    assert not report.problems
    return tuple(in_order(replace(row, norms=()) for row in expected_of(report)))


def triples(path: Path) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in ox.parse(path=str(path)))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_each_family_has_valid_and_invalid_cases(family: Path) -> None:
    assert list(family.glob("valid/*.ttl"))
    assert list(family.glob("invalid/*.ttl"))


@pytest.mark.parametrize("path", VALID, ids=name)
def test_a_valid_case_gives_no_finding(path: Path) -> None:
    assert found(path) == ()


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_case_gives_exactly_the_expected_findings(path: Path) -> None:
    expected = read_expected(path.with_suffix(".expected.json"))
    assert expected
    assert found(path) == tuple(in_order(expected))


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_case_is_a_valid_one_with_one_change(path: Path) -> None:
    case = triples(path)
    distances = []
    for valid in path.parent.parent.glob("valid/*.ttl"):
        changed = case ^ triples(valid)
        subjects = {triple.subject for triple in changed}
        distances.append(len(subjects - {triple.object for triple in changed}))
    assert min(distances) <= 1


def test_every_active_shape_is_broken_by_some_case() -> None:
    shapes = resources.read_graph(resources.shapes_files())
    active = RuleBook((), shapes).active_shapes()
    reported = {row.shape for path in INVALID for row in found(path)}
    # a property shape reports under its own name, which starts with that of its node shape
    broken = {shape.removeprefix(SHAPE).partition("-")[0] for shape in reported}
    assert {shape.removeprefix(SHAPE) for shape in active} <= broken
