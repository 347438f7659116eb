"""The compiled engine finds what pySHACL finds, on data and shapes that nobody wrote.

The same cases are drawn in every run, so that a failure can be repeated; it prints its two graphs
in Turtle. To look further, with another seed each time:

    SCHEIDSLIJN_EXAMPLES=5000 python -m pytest -n auto tests/test_differential.py

Where pySHACL departs from the recommendation, the recommendation decides: `deviations` lists
where, and `oracle` mends it.
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from rdflib import Graph

import oracle
from awkward import AWKWARD, REFUSED
from core_constraints import PAIRS, SHAPE_BASED, VALUES
from deviations import DEVIATIONS, PREFIXES
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import EngineError, UncompilableError
from scheidslijn.model import Result
from scheidslijn.namespaces import SH
from scheidslijn.terms import local_name
from shacl_strategies import EX, Case, Constraints, cases
from sparql_constraints import COMPONENTS, SPARQL

EXAMPLES: Final = int(os.environ.get("SCHEIDSLIJN_EXAMPLES", "0"))
DRAWN: Final = settings(
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    print_blob=bool(EXAMPLES),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SHORT: Final = {
    EX: "",
    "http://www.w3.org/2001/XMLSchema#": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
}

Check = Callable[[Sequence[ox.Triple], Sequence[ox.Triple]], list[Result]]
Key = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Family:
    """Cases about the same.

    Attributes:
        number: how many cases, shared out among what they are about.
        about: each of these constraints in turn stands in the first shape.
        others: what may stand beside it.
        depth: how deep shapes nest.
        components: the components that must find something.
    """

    number: int
    about: Constraints
    others: Constraints
    depth: int
    components: frozenset[str]

    def check(self, each: Callable[[Case], None]) -> None:
        """Call ``each`` with all the cases."""
        share = math.ceil((EXAMPLES or self.number) / len(self.about))
        for about in self.about:
            drawn = cases({**self.about, **self.others}, self.depth, about)
            settings(DRAWN, max_examples=share)(given(drawn)(each))()


def components(*names: str) -> frozenset[str]:
    return frozenset(SH + name[0].upper() + name[1:] + "ConstraintComponent" for name in names)


QUALIFIED: Final = ("qualifiedMinCount", "qualifiedMaxCount")
SHAPES: Final = components("not", "and", "or", "xone", "node", "closed", *QUALIFIED)
NESTING: Final = {
    name: SHAPE_BASED[name] for name in ("not", "or", "xone", "node", "qualifiedValueShape")
}
OWN: Final = frozenset({EX + "Component1", EX + "Component2"})
SOME: Final = dict(list(SPARQL.items())[::6])
FAMILIES: Final = {
    "values": Family(400, VALUES | PAIRS, {}, 0, components(*VALUES, *PAIRS)),
    "shapes": Family(270, SHAPE_BASED, VALUES | PAIRS, 3, SHAPES),
    "queries": Family(250, SPARQL, {}, 0, components("SPARQL")),
    "components": Family(120, COMPONENTS, {"class": VALUES["class"]}, 0, OWN),
    "nested": Family(200, NESTING, SPARQL | COMPONENTS, 2, components("not", "or", "xone", "node")),
    "everything": Family(
        120, COMPONENTS, VALUES | PAIRS | SHAPE_BASED | SOME, 2, OWN | components("SPARQL")
    ),
}


def compiled(shapes: Sequence[ox.Triple], data: Sequence[ox.Triple]) -> list[Result]:
    return CompiledEngine(shapes).validate(data)


def keys(results: Iterable[Result]) -> Counter[Key]:
    """Return what tells results apart; shapes without a name compare as one."""
    plain = [result.key for result in results]
    return Counter(
        (focus, path, value, component, "_:" if shape.startswith("_:") else shape, severity)
        for focus, path, value, component, shape, severity in plain
    )


def graph(turtle: str) -> list[ox.Triple]:
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


def outcome(check: Check, shapes: str, data: str) -> tuple[str, ...]:
    """Return results as `deviations` writes them, or the name of the error that is raised."""
    try:
        results = check(graph(shapes), graph(data))
    except EngineError:
        return ("EngineError",)
    return tuple(
        f"{short(each.focus)} {short(each.path)} {short(each.value)} "
        + local_name(each.component).removesuffix("ConstraintComponent")
        for each in results
    )


def short(term: str | None) -> str:
    if term is None or term.startswith("_:"):
        return "-" if term is None else "_:"
    for namespace, prefix in SHORT.items():
        term = term.replace(namespace, prefix)
    return re.sub("<([^<>]*)>", r"\1", term)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
def test_the_compiled_engine_finds_what_pyshacl_finds(family: Family) -> None:
    """The results are the same; every component is met with, and most cases find something.

    A query that the compiler refuses by name is no difference, as long as it is a rare one.
    """
    counted: Counter[str] = Counter()

    def check(case: Case) -> None:
        expected = oracle.repaired(case.shapes, case.data)
        counted.update({"cases": 1, "found": bool(expected)})
        counted.update({result.component for result in expected})
        try:
            found = compiled(case.shapes, case.data)
        except UncompilableError:
            counted["refused"] += 1
            return
        assert keys(found) == keys(expected)

    family.check(check)
    assert counted["found"] * 5 > counted["cases"] * 2
    assert counted["refused"] * 2 < counted["cases"]
    assert family.components <= counted.keys()


@pytest.mark.parametrize("name", AWKWARD)
def test_what_went_wrong_once_is_right(name: str) -> None:
    """What was once judged wrongly gives the same results with both engines."""
    shapes, data = map(graph, AWKWARD[name])
    assert keys(compiled(shapes, data)) == keys(oracle.repaired(shapes, data))


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_judged_exactly_is_refused(name: str) -> None:
    """Rather than to judge wrongly, the compiled engine points to the reference engine."""
    shapes, data = map(graph, REFUSED[name])
    with pytest.raises(UncompilableError, match="--engine reference"):
        compiled(shapes, data)


@settings(DRAWN, max_examples=15, phases=[Phase.generate])
@given(cases(VALUES | PAIRS | SHAPE_BASED | SPARQL | COMPONENTS))
def test_what_is_drawn_is_well_formed(case: Case) -> None:
    """The shapes conform to the shapes that W3C publishes for shapes."""
    written = ox.serialize(case.shapes, format=ox.RdfFormat.N_TRIPLES)
    shapes = Graph().parse(data=written, format="nt")
    pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_of_pyshacl_is_as_described(name: str) -> None:
    """pySHACL gives what the table says; mended, what the recommendation says."""
    case = DEVIATIONS[name]
    assert outcome(oracle.plain, case.shapes, case.data) == case.found
    assert case.found != case.expected
    if case.mended:
        assert outcome(oracle.repaired, case.shapes, case.data) == case.expected


@pytest.mark.parametrize("name", DEVIATIONS)
def test_the_compiled_engine_follows_the_recommendation(name: str) -> None:
    """Where pySHACL does not, the compiled engine gives what the clause asks for."""
    case = DEVIATIONS[name]
    assert outcome(compiled, case.shapes, case.data) == case.expected
