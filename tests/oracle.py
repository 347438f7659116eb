"""pySHACL with the recommendation followed where pySHACL itself does not.

`DEVIATIONS` in `deviations` lists what pySHACL does differently, with the clause. Most of it is
mended here, in memory and for the duration of one call, so that generated cases may hold
anything and still be compared result by result.
"""

# ruff: noqa: ANN401 - what pySHACL passes to its own methods has no types that could be named

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import pyoxigraph as ox
import pytest
from pyshacl import shape as shapes_module
from pyshacl.constraints.core import (
    other_constraints,
    property_pair_constraints,
    string_based_constraints,
    value_constraints,
    value_range_constraints,
)
from pyshacl.constraints.sparql import sparql_based_constraint_components as components
from pyshacl.consts import (
    SH_alternativePath,
    SH_inversePath,
    SH_oneOrMorePath,
    SH_zeroOrMorePath,
    SH_zeroOrOnePath,
)
from pyshacl.helper import expression_helper, sparql_query_helper
from rdflib import RDF, XSD, BNode, Literal, URIRef
from rdflib.paths import MulPath

from scheidslijn.model import Result
from scheidslijn.reference import ReferenceEngine

__all__ = ["plain", "repaired"]

_NUMERIC: Final = {XSD.integer, XSD.int, XSD.byte, XSD.decimal, XSD.double, XSD.float}
_DAY: Final = r"-?\d{4,}-\d\d-\d\d"
_ZONE: Final = r"(Z|[+-]\d\d:\d\d)?"
# the lexical forms that pySHACL takes too widely (XML Schema 1.1 part 2, section 3.3)
_LEXICAL: Final = {
    XSD.decimal: r"[+-]?(\d+(\.\d*)?|\.\d+)",
    XSD.double: r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.float: r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.date: _DAY + _ZONE,
    XSD.dateTime: _DAY + r"T\d\d:\d\d:\d\d(\.\d+)?" + _ZONE,
}
_HALF_A_ZONE: Final = timedelta(hours=14)


def plain(shapes: Iterable[ox.Triple], data: Sequence[ox.Triple]) -> list[Result]:
    """Return the results of pySHACL as it is."""
    # the cache goes by the address of a graph, which Python gives to the next graph as well
    components.SPARQLConstraintComponentValidator.validator_cache.clear()
    return ReferenceEngine(shapes, ()).validate(data)


def repaired(shapes: Iterable[ox.Triple], data: Sequence[ox.Triple]) -> list[Result]:
    """Return the results of pySHACL with the repairs of this module."""
    with _repairs():
        return plain(shapes, data)


@contextmanager
def _repairs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, replacement in _REPAIRS:
            patch.setattr(owner, name, replacement)
        yield


# Values


def _kind(term: object) -> str | None:
    """Return what a term can be compared with, or None: with nothing but itself."""
    if not isinstance(term, Literal) or not _is_well_typed(term):
        return None
    if term.language:
        return "@" + term.language
    if term.datatype in _NUMERIC:
        return "number"
    kinds = {
        None: "text",
        XSD.string: "text",
        XSD.boolean: "boolean",
        XSD.date: "date",
        XSD.dateTime: "dateTime",
    }
    return kinds.get(term.datatype)


def _is_well_typed(term: Literal) -> bool:
    lexical = None if term.datatype is None else _LEXICAL.get(term.datatype)
    in_space = lexical is None or re.fullmatch(lexical, str(term)) is not None
    return in_space and not term.ill_typed


def _compare(one: object, other: object) -> int:
    """Return -1, 0 or 1 for less, equal and greater, as the operators of SPARQL 1.1, 17.3 do.

    What these leave open (17.3.1) is as in the embedded store: texts in one language are
    compared, and what can be compared with nothing is still as much as itself.

    Raises:
        TypeError: the two cannot be compared.
    """
    kind = _kind(one)
    if one == other and kind != "number":
        return 0
    if kind is None or kind != _kind(other):
        raise TypeError(f"{one} and {other} cannot be compared")
    assert isinstance(one, Literal)
    assert isinstance(other, Literal)
    if kind in {"date", "dateTime"}:
        return _compare_moments(_moment(one), _moment(other))
    if kind in {"number", "boolean"}:
        number, limit = _number(one), _number(other)
        return (number > limit) - (number < limit)
    return (str(one) > str(other)) - (str(one) < str(other))


def _number(term: Literal) -> Decimal | float:
    if str(term) == "NaN":
        raise TypeError("NaN is not less than, equal to or greater than anything")
    return float(str(term)) if term.datatype in {XSD.double, XSD.float} else Decimal(term.value)


def _moment(term: Literal) -> datetime:
    text = str(term)
    day, rest = text[:10], text[10:]
    return datetime.fromisoformat(day + (rest if rest.startswith("T") else "T00:00:00" + rest))


def _compare_moments(one: datetime, other: datetime) -> int:
    """Order two moments; without a zone on one side only what is certain (XSD 1.1 E.3.3)."""
    if (one.tzinfo is None) == (other.tzinfo is None):
        return (one > other) - (one < other)
    naive, aware = one.replace(tzinfo=None), other.replace(tzinfo=None)
    naive -= one.utcoffset() or timedelta(0)
    aware -= other.utcoffset() or timedelta(0)
    if abs(naive - aware) <= _HALF_A_ZONE:
        raise TypeError(f"{one} and {other} cannot be compared without a zone")
    return (naive > aware) - (naive < aware)


def _pair_check(holds: Callable[[int], bool]) -> Callable[..., tuple[bool, list[Any]]]:
    def check(
        self: Any, values: Iterable[object], others: Iterable[object], graph: Any, focus: Any
    ) -> tuple[bool, list[Any]]:
        others = list(others)
        wrong = [value for value in values for other in others if not _holds(value, other, holds)]
        return bool(wrong), [self.make_v_result(graph, focus, value_node=value) for value in wrong]

    return check


def _holds(value: object, other: object, holds: Callable[[int], bool]) -> bool:
    try:
        return holds(_compare(value, other))
    except TypeError:
        return False


def _has_datatype(self: Any, value: Literal, datatype: Any) -> bool:
    return _is_well_typed(value)


# Strings


def _check_min_length(self: Any, least: Literal, graph: Any, values: Any) -> tuple[bool, list[Any]]:
    def is_long_enough(term: object) -> bool:
        return not isinstance(term, BNode) and len(self.value_node_to_string(term)) >= least.value

    return _failing(self, graph, values, is_long_enough)


def _check_languages(self: Any, ranges: Any, graph: Any, values: Any) -> tuple[bool, list[Any]]:
    wanted = [str(item).lower() for item in self.shape.sg.graph.items(ranges)]

    def matches(term: object) -> bool:
        tag = (term.language or "").lower() if isinstance(term, Literal) else ""
        return any(
            bool(tag) if one == "*" else tag == one or tag.startswith(one + "-") for one in wanted
        )

    return _failing(self, graph, values, matches)


def _failing(
    self: Any, graph: Any, values: Any, passes: Callable[[object], bool]
) -> tuple[bool, list[Any]]:
    reports = [
        self.make_v_result(graph, focus, value_node=term)
        for focus, terms in values.items()
        for term in terms
        if not passes(term)
    ]
    return bool(reports), reports


# Paths


_SIGNS: Final = {SH_zeroOrMorePath: "*", SH_oneOrMorePath: "+", SH_zeroOrOnePath: "?"}


def _written(sg: Any, path: Any, prefixes: Any = None, recursion: int = 0) -> str:
    """Write a path in SPARQL, every part of it in brackets."""
    if isinstance(path, URIRef):
        return path.n3()
    if (path, RDF.first, None) in sg.graph:
        return "(" + "/".join(_written(sg, step) for step in sg.graph.items(path)) + ")"
    ((form, inner),) = sg.graph.predicate_objects(path)
    if form == SH_alternativePath:
        return "(" + "|".join(_written(sg, step) for step in sg.graph.items(inner)) + ")"
    text = _written(sg, inner)
    return f"(^{text})" if form == SH_inversePath else f"({text}{_SIGNS[form]})"


_follow_forwards: Final = expression_helper.value_nodes_from_path


def _follow(
    sg: Any, focus: Any, path: Any, graph: Any, inverse: bool = False, recursion: int = 0
) -> set[Any]:
    """Follow a path; a sequence goes backwards from its last step to its first."""
    if not inverse or (path, RDF.first, None) not in sg.graph:
        return set(_follow_forwards(sg, focus, path, graph, inverse, recursion))
    reached = {focus}
    for step in reversed(list(sg.graph.items(path))):
        ends = (_follow(sg, node, step, graph, inverse, recursion + 1) for node in reached)
        reached = set().union(*ends)
    return reached


def _value_nodes(sg: Any, focus: Any, path: Any, graph: Any) -> set[Any]:
    """Follow a path; what is reached are nodes of the data graph, the focus node among them."""
    reached = _follow(sg, focus, path, graph)
    return reached if _is_node(graph, focus) else reached - {focus}


def _is_node(graph: Any, term: Any) -> bool:
    return (term, None, None) in graph or (None, None, term) in graph


# SPARQL


_evaluate: Final = MulPath.eval


def _evaluate_among_nodes(self: Any, graph: Any, *ends: Any, **kwargs: Any) -> Iterator[Any]:
    """Follow a path; without a step it leads from nodes of the graph only."""
    for one, other in _evaluate(self, graph, *ends, **kwargs):
        if one != other or _is_node(graph, one):
            yield one, other


def _comparison(holds: Callable[[int], bool]) -> Callable[[object, object], bool]:
    return lambda one, other: holds(_compare(one, other))


_ask: Final[Any] = components.AskConstraintValidator.validate
_select: Final[Any] = components.SelectConstraintValidator.validate


def _ask_with_value(self: Any, *arguments: Any) -> set[Any]:
    """Name the value node in every result, on property shapes as well."""
    return {(value, (None, None, value)) for value, _ in _ask(self, *arguments)}


def _select_once(self: Any, executor: Any, focus: Any, values: Any, *rest: Any) -> set[Any]:
    """Ask once per focus node, whatever its value nodes are; the query finds these itself."""
    return {(focus, found) for _, found in _select(self, executor, focus, [None], *rest)}


_COMPARISONS: Final[dict[str, Callable[[int], bool]]] = {
    "lt": lambda sign: sign < 0,
    "le": lambda sign: sign <= 0,
    "gt": lambda sign: sign > 0,
    "ge": lambda sign: sign >= 0,
}
_REPAIRS: Final[tuple[tuple[object, str, object], ...]] = (
    (value_range_constraints, "compare_literal", _compare),
    (
        property_pair_constraints.LessThanConstraintComponent,
        "_compare_lt",
        _pair_check(_COMPARISONS["lt"]),
    ),
    (
        property_pair_constraints.LessThanOrEqualsConstraintComponent,
        "_compare_ltoe",
        _pair_check(_COMPARISONS["le"]),
    ),
    (value_constraints.DatatypeConstraintComponent, "_assert_actual_datatype", _has_datatype),
    (value_constraints, "RDFS_Literal", None),
    (value_constraints, "RDFS_Datatype", None),
    (
        string_based_constraints.MinLengthConstraintComponent,
        "_evaluate_string_rule",
        _check_min_length,
    ),
    (
        string_based_constraints.LanguageInConstraintComponent,
        "_evaluate_string_rule",
        _check_languages,
    ),
    (other_constraints.ClosedConstraintComponent, "ALWAYS_IGNORE", frozenset()),
    (shapes_module, "value_nodes_from_path", _value_nodes),
    (expression_helper, "value_nodes_from_path", _follow),
    (sparql_query_helper, "shacl_path_to_sparql_path", _written),
    (MulPath, "eval", _evaluate_among_nodes),
    (Literal, "__bool__", lambda self: True),  # a term that is there, even where it is 0 or ""
    *((Literal, f"__{name}__", _comparison(holds)) for name, holds in _COMPARISONS.items()),
    (components.AskConstraintValidator, "validate", _ask_with_value),
    (components.SelectConstraintValidator, "validate", _select_once),
)
