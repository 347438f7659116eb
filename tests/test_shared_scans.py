"""What shapes ask of the same properties and classes is asked together; it finds the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
import pytest

from oracle import repaired
from scheidslijn.compile import compile_shapes
from scheidslijn.engine import CompiledEngine

PREFIXES: Final = """\
@prefix ex: <urn:ex:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CLASSES: Final = ("A", "B", "C")
MANY: Final = 19
VALUES: Final = (
    '"2024-01-31"^^xsd:date',
    '"2024-02-30"^^xsd:date',
    '"2025-01-01"^^xsd:date',
    "true",
    "false",
    "3",
    '"3"',
    '"x"@nl',
    "ex:n1",
    "ex:none",
    "_:b",
)
SHAPES: Final = "\n".join(
    (
        # more properties than are asked together, and some of them of another class too
        *(
            f"ex:S{n} sh:targetClass ex:A ; sh:property [ sh:path ex:p{n} ; sh:minCount 1 ] ."
            for n in range(MANY)
        ),
        "ex:T sh:targetClass ex:B ; sh:property [ sh:path ex:p0 ; sh:minCount 1 ],",
        "  [ sh:path ex:from ; sh:minCount 1 ; sh:maxCount 1 ; sh:lessThanOrEquals ex:to ],",
        "  [ sh:path ex:p1 ; sh:lessThan ex:p1 ; sh:hasValue 1 ] .",
        "ex:U sh:targetClass ex:C ; sh:property [ sh:path ex:from ; sh:lessThan ex:to ],",
        "  [ sh:path ex:from ; sh:lessThanOrEquals ex:to ; sh:minCount 2 ],",
        "  [ sh:path [ sh:inversePath ex:part ] ; sh:qualifiedMinCount 1 ;",
        "    sh:qualifiedValueShape [ sh:class ex:A ] ],",
        "  [ sh:path ex:part ; sh:qualifiedMinCount 1 ;",
        "    sh:qualifiedValueShape [ sh:class ex:A ; sh:class ex:B ] ] .",
    )
)


def graph(turtle: str) -> list[ox.Triple]:
    found = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in found]


def statements(seed: int) -> Iterator[str]:
    """Yield statements about a few nodes, some of which lack a type, or most of their values."""
    chosen = random.Random(seed)
    yield "ex:D rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A ."
    for node in ("ex:n1", "ex:n2", "ex:n3", "_:b", "_:c"):
        for cls in chosen.sample((*CLASSES, "D", "Unknown"), chosen.randrange(3)):
            yield f"{node} a ex:{cls} ."
        for n in range(MANY):
            if chosen.random() < 0.9:
                yield f"{node} ex:p{n} {chosen.choice(VALUES)} ."
        for name in ("from", "from", "to", "to", "part", "part"):
            if chosen.random() < 0.6:
                yield f"{node} ex:{name} {chosen.choice(VALUES)} ."


@pytest.mark.parametrize("seed", range(40))
def test_the_results_are_those_of_pyshacl(seed: int) -> None:
    shapes, data = graph(SHAPES), graph("\n".join(statements(seed)))
    found = CompiledEngine(shapes).validate(data)
    keys = Counter(
        (each.focus, each.path, each.value, each.component) for each in repaired(shapes, data)
    )
    assert Counter((each.focus, each.path, each.value, each.component) for each in found) == keys


def test_enough_is_found_to_compare() -> None:
    shapes = graph(SHAPES)
    found = Counter(
        result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
        for seed in range(40)
        for result in CompiledEngine(shapes).validate(graph("\n".join(statements(seed))))
    )
    names = ("MinCount", "LessThan", "LessThanOrEquals", "QualifiedMinCount", "MaxCount")
    assert all(found[name] > 4 for name in names), found


def test_what_a_class_needs_is_asked_in_one_scan() -> None:
    plan = compile_shapes(graph(SHAPES))
    text = "\n".join(plan.core)
    assert text.count("FILTER(!EXISTS { ?this ?t1 ?v0 })") == 1
    assert "?required7" in text
    assert "?required8" not in text


def test_an_order_is_asked_once_of_the_values_of_all_classes() -> None:
    same = (
        f"ex:S{n} sh:targetClass ex:C{n} ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ] ."
        for n in range(9)
    )
    (text,) = compile_shapes(graph("\n".join(same))).core
    assert text.count("(<urn:ex:q> <urn:ex:p>") == 1
