"""The constraints of SHACL Core, as strategies draw them for `shacl_strategies.Shapes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox
from hypothesis import strategies as st

from shacl_strategies import (
    Constraint,
    Name,
    Node,
    Shapes,
    booleans,
    classes,
    counts,
    ex,
    literal,
    literals,
    names,
    predicates,
    sh,
)

__all__ = ["PAIRS", "SHAPE_BASED", "VALUES"]

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_DATATYPES: Final = (
    *("integer", "int", "decimal", "double", "boolean", "string", "date", "dateTime"),
)
_KINDS: Final = (
    *("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"),
)
_PATTERNS: Final = ("^a", "B", "^A.*c$", "1", "^$", "[0-9]{2}", "org/[ab]$")
_RANGES: Final = ("en", "nl", "EN-gb", "en-gb-oed", "*")

State = Callable[[Shapes, Name, int], None]


def _values(parameter: str, value: st.SearchStrategy[Node], *, most: int = 1) -> State:
    """Return what states one to ``most`` values of a parameter."""
    values = st.lists(value, min_size=1, max_size=most)

    def state(graph: Shapes, name: Name, depth: int) -> None:
        for each in graph.draw(values):
            graph.add(name, parameter, each)

    return state


def _pattern(graph: Shapes, name: Name, depth: int) -> None:
    graph.add(name, "pattern", literal(graph.draw(st.sampled_from(_PATTERNS))))
    if graph.draw(st.booleans()):
        graph.add(name, "flags", literal(graph.draw(st.sampled_from(("i", "m", "im")))))


def _language_in(graph: Shapes, name: Name, depth: int) -> None:
    ranges = graph.draw(st.lists(st.sampled_from(_RANGES), max_size=2))
    graph.add(name, "languageIn", graph.listed(map(literal, ranges)))


def _unique_lang(graph: Shapes, name: Name, depth: int) -> None:
    graph.add(name, "uniqueLang", literal("false" if graph.chance(4) else "true", "boolean"))


def _in(graph: Shapes, name: Name, depth: int) -> None:
    members = graph.draw(st.lists(st.one_of(names, literals), max_size=4))
    graph.add(name, "in", graph.listed(members))


def _closed(graph: Shapes, name: Name, depth: int) -> None:
    graph.add(name, "closed", graph.draw(booleans))
    for _ in range(graph.draw(st.integers(0, 2))):
        graph.add(name, "property", graph.shape(depth - 1, is_property=True))
    if graph.draw(st.booleans()):
        ignored = graph.draw(st.lists(st.one_of(predicates, st.just(_TYPE)), max_size=2))
        graph.add(name, "ignoredProperties", graph.listed(ignored))


def _shapes(parameter: str, *, is_property: bool | None = None) -> State:
    """Return what states one or two shapes as values of a parameter."""

    def state(graph: Shapes, name: Name, depth: int) -> None:
        for _ in range(graph.draw(st.integers(1, 2))):
            graph.add(name, parameter, graph.shape(depth - 1, is_property=is_property))

    return state


def _shape_lists(parameter: str) -> State:
    """Return what states one list of shapes, or two."""

    def state(graph: Shapes, name: Name, depth: int) -> None:
        for _ in range(2 if graph.chance(4) else 1):
            shapes = [graph.shape(depth - 1) for _ in range(graph.draw(st.integers(1, 3)))]
            graph.add(name, parameter, graph.listed(shapes))

    return state


def _qualified(graph: Shapes, name: Name, depth: int) -> None:
    graph.add(name, "qualifiedValueShape", graph.shape(depth - 1))
    bounds = graph.draw(st.sampled_from((("Min",), ("Max",), ("Min", "Max"))))
    for bound in bounds:
        graph.add(name, f"qualified{bound}Count", graph.draw(counts))
    if graph.draw(st.booleans()):
        graph.add(name, "qualifiedValueShapesDisjoint", graph.draw(booleans))


def _siblings(graph: Shapes, name: Name, depth: int) -> None:
    """State two qualified shapes side by side, on one path, so that they may claim one value."""
    path = graph.draw(predicates)
    for _ in range(2):
        sibling = graph.fresh(blank=graph.draw(st.booleans()))
        graph.add(name, "property", sibling)
        graph.add(sibling, "path", path)
        _qualified(graph, sibling, depth)


_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_datatypes: Final = st.sampled_from(
    (*(ox.NamedNode(_XSD + name) for name in _DATATYPES), ox.NamedNode(_LANG_STRING), ex("dt"))
)
_terms: Final = st.one_of(names, literals)

VALUES: Final = {
    "class": Constraint(_values("class", classes, most=2)),
    "datatype": Constraint(_values("datatype", _datatypes)),
    "nodeKind": Constraint(_values("nodeKind", st.sampled_from(_KINDS).map(sh))),
    "minExclusive": Constraint(_values("minExclusive", literals)),
    "minInclusive": Constraint(_values("minInclusive", literals)),
    "maxExclusive": Constraint(_values("maxExclusive", literals)),
    "maxInclusive": Constraint(_values("maxInclusive", literals)),
    "minLength": Constraint(_values("minLength", counts)),
    "maxLength": Constraint(_values("maxLength", counts)),
    "pattern": Constraint(_pattern),
    "languageIn": Constraint(_language_in),
    "hasValue": Constraint(_values("hasValue", _terms, most=2)),
    "in": Constraint(_in),
}
PAIRS: Final = {
    "minCount": Constraint(_values("minCount", counts), property_only=True),
    "maxCount": Constraint(_values("maxCount", counts), property_only=True),
    "uniqueLang": Constraint(_unique_lang, property_only=True),
    "equals": Constraint(_values("equals", predicates, most=2)),
    "disjoint": Constraint(_values("disjoint", predicates, most=2)),
    "lessThan": Constraint(_values("lessThan", predicates, most=2), property_only=True),
    "lessThanOrEquals": Constraint(
        _values("lessThanOrEquals", predicates, most=2), property_only=True
    ),
}
SHAPE_BASED: Final = {
    "not": Constraint(_shapes("not"), nests=True),
    "and": Constraint(_shape_lists("and"), nests=True),
    "or": Constraint(_shape_lists("or"), nests=True),
    "xone": Constraint(_shape_lists("xone"), nests=True),
    "node": Constraint(_shapes("node", is_property=False), nests=True),
    "property": Constraint(_shapes("property", is_property=True), nests=True),
    "qualifiedValueShape": Constraint(_qualified, property_only=True, nests=True),
    "siblings": Constraint(_siblings, nests=True),
    "closed": Constraint(_closed, nests=True),
}
