"""Each shape that checks dossiers: its valid cases are clean, its invalid ones give exactly this.

Cases are found by glob in ``shapes/<family>/valid`` and ``invalid``. The quality shapes, which
check the rule book itself, have their own test.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

from expected import Expected, expected_of, in_order, read_expected, told
from scheidslijn import resources
from scheidslijn.inputs import find_sources
from scheidslijn.namespaces import ID, SH, SHAPE, SL
from scheidslijn.rulebook import RuleBook
from scheidslijn.synth import BREACHES
from scheidslijn.terms import plain_text, term_text
from scheidslijn.validation import Validator

ROOT: Final = Path(__file__).parents[1]
SHAPES: Final = ROOT / "shapes"
EXAMPLES: Final = sorted(ROOT.glob("examples/*/*.expected.json"))
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
    return tuple(in_order(expected_of(report)))


def wanted(path: Path) -> list[Expected]:
    return read_expected(path.with_suffix(".expected.json"))


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
    expected = wanted(path)
    assert expected
    assert told(found(path), expected) == in_order(expected)


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_an_invalid_case_is_a_valid_one_with_one_change(path: Path) -> None:
    """Or with one change for each fact that is found, where a case holds several."""
    facts = {row.focus for row in wanted(path)}
    case = triples(path)
    distances = []
    for valid in path.parent.parent.glob("valid/*.ttl"):
        changed = case ^ triples(valid)
        subjects = {triple.subject for triple in changed}
        distances.append(len(subjects - {triple.object for triple in changed}))
    assert min(distances) <= len(facts)


def test_every_active_shape_is_broken_by_some_case() -> None:
    shapes = resources.read_graph(resources.shapes_files())
    active = RuleBook((), shapes).active_shapes()
    reported = {row.shape for path in INVALID for row in wanted(path)}
    # a property shape reports under its own name, which starts with that of its node shape
    broken = {shape.removeprefix(SHAPE).partition("-")[0] for shape in reported}
    assert {shape.removeprefix(SHAPE) for shape in active} <= broken


def named(term: str) -> str:
    return term.removeprefix(f"{ID}norm/")


def subjects(predicate: str) -> set[str]:
    quads = resources.read_graph(resources.ontology_files())
    return {named(term_text(quad.subject)) for quad in quads if quad.predicate.value == predicate}


def test_every_norm_that_a_shape_checks_is_broken_by_some_case() -> None:
    """By a case of a shape, an example or a planted breach; an exception is not broken."""
    rows = [row for path in INVALID for row in wanted(path)]
    rows += [row for path in EXAMPLES for row in read_expected(path)]
    broken = {named(norm) for row in rows for norm in row.norms}
    broken |= {norm for breach in BREACHES.values() for row in breach.expects for norm in row.norms}
    assert subjects(f"{SL}getoetstDoor") - subjects(f"{SL}uitzonderingOp") <= broken


# SPARQL cannot name a pattern, so these are written out in each query that needs them: whether a
# condition is shown, and whether a norm is about the fact.
SHARED: Final = (
    re.compile(
        r"\?(?P<of>\w+) sl:eigenschap \?kenmerk \.(?P<text>.*?)\n"
        r"\s*FILTER NOT EXISTS \{\n\s*\?bezit",
        re.S,
    ),
    re.compile(
        r"FILTER\(EXISTS \{ \?(?P<of>\w+) \?eis \?gevraagd \}(?P<text>.*?\?eis \?breder \} \})",
        re.S,
    ),
)


@pytest.mark.parametrize("shared", SHARED)
def test_what_constraints_share_is_the_same_text(shared: re.Pattern[str]) -> None:
    texts = [
        re.sub(rf"\?{match['of']}\b", "?it", " ".join(match["text"].split()))
        for quad in resources.read_graph(resources.shapes_files())
        if quad.predicate.value == f"{SH}select"
        for match in shared.finditer(plain_text(term_text(quad.object)))
    ]
    assert len(texts) > 1
    # no condition of an exception is a highest number, nor shown by evidence where it is reserved
    highest = " || EXISTS { ?it sl:hoogsteWaarde ?grens . FILTER(?getoond <= ?grens) }"
    evidence = "(sl:dossier|sl:bewijs|(sl:opGrondVan/sl:bewijs?))?"
    assert len({t.replace(highest, "").replace(evidence, "sl:dossier?") for t in texts}) == 1
