"""Screens leave nothing out: the packaged plan finds the same with and without them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheidslijn.compile.plan import Plan
from scheidslijn.engine import CompiledEngine
from scheidslijn.execution import run
from scheidslijn.model import Engine
from scheidslijn.namespaces import SL
from scheidslijn.screens import narrowed
from scheidslijn.synth import synthesise
from scheidslijn.validation import Validator

DOSSIERS: Final = tuple(
    tuple(ox.Triple(*quad.triple) for quad in dossier.quads)
    for dossier in synthesise(60, 3, share=1)
)
TEXTS: Final = (
    "burgerservicenummer 111222333",
    "123456782",
    "diagnose: F32.1",
    "ICD-10 code: F32",
    "overspannen door het werk",
    "x" * 200,
)
# what screens look at, so that a changed value often decides
TELLING: Final = tuple(
    ox.NamedNode(SL + name)
    for name in ("rol", "door", "taak", "gegevens", "domein", "besluitsoort", "waarborg")
)

Change = tuple[str, int, int]
CHANGES: Final = st.lists(
    st.tuples(
        st.sampled_from(["drop", "swap", "telling", "text", "property", "blank"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
    ),
    max_size=12,
)


def changed(triples: list[ox.Triple], changes: list[Change]) -> list[ox.Triple]:
    """Return triples with some left out, or with the value of another, a text or a new property."""
    for kind, one, other in changes:
        telling = [at for at, triple in enumerate(triples) if triple.predicate in TELLING]
        chosen = telling if kind == "telling" and telling else range(len(triples))
        at = chosen[one % len(chosen)]
        triple = triples[at]
        alike = [each for each in triples if each.predicate == triple.predicate]
        if kind == "drop":
            del triples[at]
        elif kind in ("swap", "telling"):
            value = alike[other % len(alike)].object
            triples.append(ox.Triple(triple.subject, triple.predicate, value))
            if other % 2:
                del triples[at]
        elif kind == "text":
            text = ox.Literal(TEXTS[other % len(TEXTS)])
            triples.append(ox.Triple(triple.subject, triple.predicate, text))
        elif kind == "property":
            unknown = ox.NamedNode(SL + ("diagnose" if other % 2 else "onbekend"))
            triples.append(ox.Triple(triple.subject, unknown, triple.object))
        else:
            triples = blank(triples, triple.subject)
    return triples


def blank(triples: list[ox.Triple], node: object) -> list[ox.Triple]:
    """Return triples with a blank node in the place of one."""
    unnamed = ox.BlankNode("unnamed")
    return [
        ox.Triple(
            unnamed if triple.subject == node else triple.subject,
            triple.predicate,
            unnamed if triple.object == node else triple.object,
        )
        for triple in triples
    ]


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator.packaged()


def found(plan: Plan, store: Engine) -> Counter[str]:
    return Counter(map(repr, run(plan, store)))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chosen=st.sets(st.sampled_from(range(len(DOSSIERS))), min_size=1, max_size=8),
    changes=CHANGES,
)
def test_screens_keep_every_finding_in_any_dossiers(
    validator: Validator, chosen: set[int], changes: list[Change]
) -> None:
    judge = validator._judge
    assert isinstance(judge.engine, CompiledEngine)
    plan, store = judge.engine._plan, judge.data.store
    own = replace(plan, core=(), own=tuple(query for query in plan.own if query.narrowing))
    triples = changed([triple for at in sorted(chosen) for triple in DOSSIERS[at]], changes)
    with judge.data.holding([ox.Quad(*triple) for triple in triples]):
        whole = found(own, store)
        with narrowed(own, store) as left:
            assert found(left, store) == whole
