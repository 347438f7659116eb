"""Constraints that look at every triple: what is read from them as a screen, and what is not."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest

from scheidslijn import engine
from scheidslijn.compile import compile_shapes
from scheidslijn.compile.plan import Plan
from scheidslijn.engine import CompiledEngine

PREFIXES: Final = """\
@prefix ex: <urn:ex:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SCAN: Final = 'OPTIONAL { $this ?p ?v } FILTER(ISLITERAL(?v) && REGEX(STR(?v), "[0-9]{3}"))'


@pytest.fixture(autouse=True)
def smallest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the smallest data screened."""
    monkeypatch.setattr(engine, "_FEW", 0)


def shapes(body: str, target: str = "sh:targetClass ex:A, ex:B, ex:C, ex:D") -> tuple[ox.Quad, ...]:
    text = f'ex:S {target} ; sh:sparql [ sh:select """SELECT $this ?p WHERE {{ {body} }}""" ] .'
    return tuple(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


def plan(body: str, target: str = "sh:targetClass ex:A, ex:B, ex:C, ex:D") -> Plan:
    return compile_shapes(shapes(body, target))


def found(body: str, data: str) -> list[str]:
    quads = list(ox.parse(PREFIXES + data, format=ox.RdfFormat.TURTLE))
    return sorted(result.focus for result in CompiledEngine(shapes(body)).validate(quads))


def test_a_scan_of_all_values_gets_a_screen() -> None:
    made = plan(SCAN)
    assert [query.narrowing is not None for query in made.own] == [True]
    assert len(made.screens) == 1


@pytest.mark.parametrize(
    "body",
    [
        "$this ?p ?v FILTER(ISLITERAL(?v))",
        "$this <urn:ex:q> ?v . OPTIONAL { $this ?p ?v } FILTER(ISLITERAL(?v))",
        "OPTIONAL { $this ?p ?v } OPTIONAL { ?v <urn:ex:q> ?w } FILTER(?w = 1)",
        "OPTIONAL { $this <urn:ex:p> ?v } FILTER(ISLITERAL(?v))",
    ],
)
def test_what_says_more_than_one_triple_gets_none(body: str) -> None:
    assert plan(body).screens == ()


def test_a_node_that_need_not_have_a_triple_is_not_screened() -> None:
    body = "OPTIONAL { $this ?p ?v } FILTER(!BOUND(?v))"
    assert plan(body, "sh:targetNode ex:a, ex:b, ex:c, ex:d").screens == ()


@pytest.mark.parametrize("node", ["ex:a", "_:a"])
def test_only_what_the_constraint_says_is_found(node: str) -> None:
    data = f'{node} a ex:A ; ex:p "123" . ex:b a ex:B ; ex:p "12" . ex:c ex:p "456" .'
    assert len(found(SCAN, data)) == 1


def test_a_text_in_the_name_of_a_node_is_seen_by_its_type() -> None:
    body = (
        "OPTIONAL { $this ?p ?v } BIND(IF(ISLITERAL(?v), STR(?v), IF(?p = <"
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type>, STR($this), '')) AS ?text) "
        'FILTER(REGEX(?text, "[0-9]{3}"))'
    )
    assert len(plan(body).screens) == 1
    assert found(
        body, 'ex:n123 a ex:A . ex:b a ex:B ; ex:p "123" . ex:c a ex:C ; ex:p ex:n123 .'
    ) == [
        "urn:ex:b",
        "urn:ex:n123",
    ]


def test_a_property_is_tried_by_itself() -> None:
    body = 'OPTIONAL { $this ?p ?v } FILTER(ISLITERAL(?v) && ?v = "x" || STRENDS(STR(?p), "q"))'
    (screen,) = plan(body).screens
    assert "SELECT DISTINCT ?property" in screen
    data = 'ex:a a ex:A ; ex:p "x" . ex:b a ex:B ; ex:q ex:a . ex:c a ex:C ; ex:p "y" .'
    assert found(body, data) == ["urn:ex:a", "urn:ex:b"]


@pytest.mark.parametrize("value", ['"x"', "ex:a", "_:b"])
def test_properties_and_values_are_tried_in_one_scan(value: str) -> None:
    body = (
        'OPTIONAL { $this ?p ?v } FILTER(ISLITERAL(?v) && ?v = "x" || ISBLANK(?v) '
        '|| STRENDS(STR(?p), "q") && !EXISTS { ?p <urn:ex:known> ?k })'
    )
    (screen,) = plan(body).screens
    assert screen.count("SELECT DISTINCT ?property ?") == 2
    assert "SELECT DISTINCT ?property {" not in screen
    data = (
        f"ex:a a ex:A ; ex:p {value} . ex:b a ex:B ; ex:p 1 ; ex:r ex:a . "
        f"ex:c a ex:C ; ex:q {value} . ex:d a ex:D ; ex:q 2 ; ex:r {value} . ex:r ex:known ex:a ."
    )
    others = () if value == "ex:a" else ("urn:ex:a",)
    assert sorted(set(found(body, data))) == [*others, "urn:ex:c", "urn:ex:d"]


def test_a_property_all_of_whose_values_are_found_is_tried_as_well() -> None:
    body = 'OPTIONAL { $this ?p ?v } FILTER(ISLITERAL(?v) && ?v = "x" || STRENDS(STR(?p), "q"))'
    assert found(body, 'ex:a a ex:A ; ex:q "x" . ex:b a ex:B ; ex:q "x" .') == [
        "urn:ex:a",
        "urn:ex:b",
    ]
