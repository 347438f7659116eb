"""Planted breaches: of every shape, constraint and checked norm, and found exactly as expected."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest

from scheidslijn import resources
from scheidslijn.inputs import Syntax, find_sources
from scheidslijn.model import Report
from scheidslijn.namespaces import ID, RDF_TYPE, SH, SHAPE, SL
from scheidslijn.render import json as as_json
from scheidslijn.synth import BREACHES, SyntheticDossier, synthesise, write
from scheidslijn.validation import Validator

FIELDS: Final = ("dossier", "shape", "component", "severity", "focus", "path", "value")
EXPECTATIONS: Final = [finding for breach in BREACHES.values() for finding in breach.expects]
# what a shape says itself, and the component that speaks when it is broken
COMPONENTS: Final = {
    SH + name: SH + name[0].upper() + name[1:] + "ConstraintComponent"
    for name in (
        *("class", "datatype", "lessThanOrEquals", "maxCount", "minCount", "nodeKind", "or"),
        *("qualifiedMinCount",),
    )
} | {SH + "sparql": SH + "SPARQLConstraintComponent"}
# parameters of a component that has another one above, or that break nothing
SILENT: Final = {
    SH + name
    for name in (
        *("deactivated", "message", "name", "path", "property", "qualifiedValueShape"),
        *("severity", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"),
        "target",
    )
}
SHAPE_KINDS: Final = (ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape"))


@cache
def packaged() -> Validator:
    return Validator.packaged()


@cache
def shapes() -> list[ox.Triple]:
    files = (path for path in resources.shapes_files() if "quality" not in path.parts)
    return [quad.triple for path in files for quad in ox.parse(path=str(path))]


@cache
def rulebook() -> list[ox.Triple]:
    return [quad.triple for path in resources.ontology_files() for quad in ox.parse(path=str(path))]


def judged(dossiers: Iterable[SyntheticDossier], path: Path) -> Report:
    with path.open("wb") as stream:
        write(dossiers, stream, Syntax.N_QUADS)
    report = packaged().validate(find_sources([str(path)]).sources)
    assert not report.problems
    return report


def rows(found: Iterable[dict[str, Any]]) -> Counter[tuple[str, ...]]:
    """Return what is compared; whoever reads a blank node names it anew."""
    return Counter(
        (
            *("_:" if str(each[name]).startswith("_:") else str(each[name]) for name in FIELDS),
            *sorted(norm if isinstance(norm, str) else norm["id"] for norm in each["norms"]),
        )
        for each in found
    )


# What is planted


def test_every_shape_with_a_severity_is_broken_by_some_breach() -> None:
    weighed = {
        triple.subject.value.removeprefix(SHAPE)
        for triple in shapes()
        if triple.predicate.value == SH + "severity" and isinstance(triple.subject, ox.NamedNode)
    }
    assert len(weighed) > 90
    assert weighed <= {finding.shape for finding in EXPECTATIONS}


def test_every_constraint_of_every_shape_is_broken_by_some_breach() -> None:
    own = [
        triple
        for triple in shapes()
        if isinstance(triple.subject, ox.NamedNode) and triple.predicate.value.startswith(SH)
    ]
    kinds = {triple.subject for triple in shapes() if triple.object in SHAPE_KINDS}
    said = [triple for triple in own if triple.subject in kinds]
    assert {triple.predicate.value for triple in said} <= COMPONENTS.keys() | SILENT
    wanted = {
        (str(triple.subject).strip("<>"), COMPONENTS[triple.predicate.value])
        for triple in said
        if triple.predicate.value in COMPONENTS
    }
    # of a fact in two dossiers no one can say which of them a finding is about
    twofold = {
        (shape, component)
        for shape, component in wanted
        if shape.endswith("-dossier") and component.startswith(SH + "MaxCount")
    }
    assert len(twofold) == 7
    planted = {
        (SHAPE + finding.shape, f"{SH}{finding.component}ConstraintComponent")
        for finding in EXPECTATIONS
    }
    assert wanted - twofold <= planted


def test_every_checked_norm_is_named_by_some_breach_unless_it_only_yields() -> None:
    exceptions = {
        triple.subject
        for triple in rulebook()
        if triple.predicate.value == RDF_TYPE and triple.object == ox.NamedNode(SL + "Uitzondering")
    }
    checked = {
        str(triple.subject).strip("<>").removeprefix(f"{ID}norm/")
        for triple in rulebook()
        if triple.predicate.value == SL + "getoetstDoor" and triple.subject not in exceptions
    }
    named = {norm for finding in EXPECTATIONS for norm in finding.norms}
    assert len(checked) > 280
    assert checked <= named
    assert named <= checked | {"hoorder-voorbereider"}


# What is found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_many_breaches_exactly_the_planted_ones_are_found(seed: int, tmp_path: Path) -> None:
    dossiers = list(synthesise(60, seed, share=1))
    assert sum(dossier.breach is not None for dossier in dossiers) == len(dossiers)
    assert len({dossier.breach for dossier in dossiers}) > 45
    report = judged(dossiers, tmp_path / "veel.nq")
    found = rows(json.loads(as_json.render(report))["findings"])
    expected = rows(json.loads(each.json()) for dossier in dossiers for each in dossier.expected)
    assert found == expected
    assert report.checked.dossiers == len(dossiers)


def test_lawful_and_broken_dossiers_do_not_touch_each_other(tmp_path: Path) -> None:
    dossiers = list(synthesise(60, 5, share=0.3))
    found = rows(json.loads(as_json.render(judged(dossiers, tmp_path / "gemengd.nq")))["findings"])
    expected = rows(json.loads(each.json()) for dossier in dossiers for each in dossier.expected)
    assert found == expected


def test_a_breach_between_dossiers_is_found_only_where_both_are(tmp_path: Path) -> None:
    pairs = [name for name, breach in BREACHES.items() if breach.is_pair]
    assert len(pairs) == 4
    for name in pairs:
        first, second = synthesise(2, 1, share=1, breaches=[name])
        graphs = [{quad.graph_name for quad in dossier.quads} for dossier in (first, second)]
        assert len(graphs[0]) == len(graphs[1]) == 1
        assert graphs[0] != graphs[1]
        assert (first.expected, len(second.expected)) == ((), 1)
        for alone in (first, second):
            assert judged([alone], tmp_path / "alleen.nq").findings == ()
