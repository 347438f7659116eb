"""The parameters of SHACL Core, and what each asks of its values (SHACL 4; 2.1.1).

A parameter with a wrong value is refused before anything is compiled: a shape that cannot mean
what its author thinks must not pass data in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.graph import ShapesGraph, is_iri, is_literal
from scheidslijn.errors import ShapesError
from scheidslijn.model import Term
from scheidslijn.namespaces import SH, XSD
from scheidslijn.terms import plain_text

__all__ = ["KNOWN", "PARAMETERS", "SHAPE_LISTS", "SHAPE_VALUES", "Parameter", "Values"]

Values = dict[str, tuple[Term, ...]]
Says = Callable[[ShapesGraph, Term, Term], str | None]

_KINDS: Final = frozenset(
    SH + kind
    for kind in ("BlankNode", "IRI", "Literal",
                 "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
)  # fmt: skip
_STRING: Final = f"^^<{XSD}string>"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter asks of a shape and of its values.

    ``problem`` says what is wrong with one value, or None. ``clause`` is the section of SHACL.
    """

    clause: str
    problem: Says
    single: bool = False
    only_properties: bool = False

    def check(
        self, graph: ShapesGraph, node: Term, is_property: bool, values: tuple[Term, ...]
    ) -> None:
        """Raise a ShapesError when the shape ``node`` may not have these values."""
        if self.single and len(values) > 1:
            raise ShapesError(
                node, f"one value is allowed, not {' and '.join(values)}", self.clause
            )
        if self.only_properties and not is_property:
            raise ShapesError(node, "a node shape has no such parameter", self.clause)
        for value in values:
            problem = self.problem(graph, node, value)
            if problem:
                raise ShapesError(node, problem, self.clause)


def _anything(_graph: ShapesGraph, _node: Term, _value: Term) -> str | None:
    return None


def _iri(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    return None if is_iri(value) else f"an IRI is needed, not {value}"


def _node_kind(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    return None if value in _KINDS else f"sh:nodeKind has no value {value}"


def _count(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    number = plain_text(value).removeprefix("+")
    is_count = value.endswith(f"^^<{XSD}integer>") and number.isascii() and number.isdigit()
    return None if is_count else f"a whole number is needed, not {value}"


def _literal(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    return None if is_literal(value) else f"a literal is needed, not {value}"


def _string(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    plain = is_literal(value) and (value.endswith(('"', _STRING)))
    return None if plain else f"a plain string is needed, not {value}"


def _boolean(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    known = is_literal(value) and plain_text(value) in ("true", "false", "1", "0")
    return None if known else f"true or false is needed, not {value}"


def _list(graph: ShapesGraph, node: Term, value: Term) -> str | None:
    if not graph.is_list(value):
        return f"a list is needed, not {value}"
    graph.items(value, node)  # raises where the list is unsound
    return None


def _strings(graph: ShapesGraph, node: Term, value: Term) -> str | None:
    wrong = _list(graph, node, value)
    members = () if wrong else graph.items(value, node)
    return wrong or next(filter(None, (_string(graph, node, m) for m in members)), None)


def _iris(graph: ShapesGraph, node: Term, value: Term) -> str | None:
    wrong = _list(graph, node, value)
    members = () if wrong else graph.items(value, node)
    return wrong or next(filter(None, (_iri(graph, node, m) for m in members)), None)


def _shape(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    return f"a shape is needed, not {value}" if is_literal(value) else None


def _shapes(graph: ShapesGraph, node: Term, value: Term) -> str | None:
    wrong = _list(graph, node, value)
    members = () if wrong else graph.items(value, node)
    return wrong or next(filter(None, (_shape(graph, node, m) for m in members)), None)


def _property(graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    if is_literal(value) or not graph.objects(value, SH + "path"):
        return f"sh:property needs a property shape with a sh:path, not {value}"
    return None


def _constraint(_graph: ShapesGraph, _node: Term, value: Term) -> str | None:
    return f"sh:sparql needs a constraint, not {value}" if is_literal(value) else None


def _of(prefix: str, table: dict[str, Parameter]) -> dict[str, Parameter]:
    return {prefix + name: parameter for name, parameter in table.items()}


PARAMETERS: Final[dict[str, Parameter]] = _of(SH, {
    "class": Parameter("4.1.1", _iri),
    "datatype": Parameter("4.1.2", _iri, single=True),
    "nodeKind": Parameter("4.1.3", _node_kind, single=True),
    "minCount": Parameter("4.2.1", _count, single=True, only_properties=True),
    "maxCount": Parameter("4.2.2", _count, single=True, only_properties=True),
    "minExclusive": Parameter("4.3.1", _literal, single=True),
    "minInclusive": Parameter("4.3.2", _literal, single=True),
    "maxExclusive": Parameter("4.3.3", _literal, single=True),
    "maxInclusive": Parameter("4.3.4", _literal, single=True),
    "minLength": Parameter("4.4.1", _count, single=True),
    "maxLength": Parameter("4.4.2", _count, single=True),
    "pattern": Parameter("4.4.3", _string),
    "flags": Parameter("4.4.3", _string, single=True),
    "languageIn": Parameter("4.4.4", _strings, single=True),
    "uniqueLang": Parameter("4.4.5", _boolean, single=True, only_properties=True),
    "equals": Parameter("4.5.1", _iri),
    "disjoint": Parameter("4.5.2", _iri),
    "lessThan": Parameter("4.5.3", _iri, only_properties=True),
    "lessThanOrEquals": Parameter("4.5.4", _iri, only_properties=True),
    "not": Parameter("4.6.1", _shape),
    "and": Parameter("4.6.2", _shapes),
    "or": Parameter("4.6.3", _shapes),
    "xone": Parameter("4.6.4", _shapes),
    "node": Parameter("4.7.1", _shape),
    "property": Parameter("4.7.2", _property),
    "qualifiedValueShape": Parameter("4.7.3", _shape),
    "qualifiedMinCount": Parameter("4.7.3", _count, single=True),
    "qualifiedMaxCount": Parameter("4.7.3", _count, single=True),
    "qualifiedValueShapesDisjoint": Parameter("4.7.3", _boolean, single=True),
    "closed": Parameter("4.8.1", _boolean, single=True),
    "ignoredProperties": Parameter("4.8.1", _iris, single=True),
    "hasValue": Parameter("4.8.2", _anything),
    "in": Parameter("4.8.3", _list, single=True),
    "sparql": Parameter("5.2", _constraint),
})  # fmt: skip

SHAPE_VALUES: Final = tuple(
    SH + name for name in ("node", "not", "property", "qualifiedValueShape")
)
SHAPE_LISTS: Final = tuple(SH + name for name in ("and", "or", "xone"))

# everything that a shape may say in the SHACL namespace
KNOWN: Final = frozenset(PARAMETERS) | {
    SH + name
    for name in ("path", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf",
                 "severity", "message", "deactivated", "name", "description", "order", "group",
                 "defaultValue", "declare", "prefixes", "select", "ask", "entailment",
                 "shapesGraph", "suggestedShapesGraph")
}  # fmt: skip
