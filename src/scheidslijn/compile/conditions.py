"""The conditions of SHACL Core on one value node, and on the value nodes of a shape together.

Each is a SPARQL expression that is true or false and never an error, since an error in a FILTER
would let a breach pass. A condition on single value nodes speaks of one variable. A condition
on the set of value nodes (counts, hasValue) speaks of the focus node, and looks its values up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, count
from typing import Final

from scheidslijn.compile.comparing import compared_with, ordered
from scheidslijn.compile.datatypes import well_formed
from scheidslijn.compile.focus import INSTANCE
from scheidslijn.compile.graph import ShapesGraph, sparql_term
from scheidslijn.compile.lexical import Writing
from scheidslijn.compile.paths import Path
from scheidslijn.compile.shapes import Shape, Shapes
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, SH, XSD
from scheidslijn.terms import plain_text

__all__ = ["Conditions", "instance_of"]

_NODE_KINDS: Final = {
    "IRI": "ISIRI({v})",
    "BlankNode": "ISBLANK({v})",
    "Literal": "ISLITERAL({v})",
    "BlankNodeOrIRI": "(!ISLITERAL({v}))",
    "BlankNodeOrLiteral": "(!ISIRI({v}))",
    "IRIOrLiteral": "(!ISBLANK({v}))",
}
_COMPARISONS: Final = {
    "minExclusive": ">", "minInclusive": ">=", "maxExclusive": "<", "maxInclusive": "<=",
}  # fmt: skip
_TRUE: Final = f'"true"^^<{XSD}boolean>'
# more nodes than this are counted by a sub-query rather than told apart in pairs
_MOST_IN_PAIRS: Final = 4
# stands for a value node in a condition that is written once for each of several nodes
_COUNTED: Final = "?countedNode"


def instance_of(variable: str, cls: Term) -> str:
    """Return whether a node is an instance; its own types are looked at first, which mostly do."""
    return f"({' || '.join(_instance_tests(variable, cls))})"


def _instance_tests(variable: str, cls: Term) -> tuple[str, str]:
    own = f"EXISTS {{ {variable} rdf:type <{cls}> }}"
    return own, f"EXISTS {{ {variable} {INSTANCE} <{cls}> }}"


class Conditions:
    """Writes conditions for the shapes of one shapes graph.

    Args:
        shapes: the shapes, free of recursion.
        writing: how literals are written.
        sparql: gives the condition that a shape's SPARQL constraints hold for a focus node.
    """

    def __init__(
        self,
        shapes: Shapes,
        writing: Writing,
        sparql: Callable[[Shape, str], Iterator[str]],
    ) -> None:
        self.writing = writing
        self._shapes = shapes
        self._graph: ShapesGraph = shapes.graph
        self._sparql = sparql
        self._fresh = (f"?v{number}" for number in count())

    def fresh(self) -> str:
        """Return a variable that no other condition uses."""
        return next(self._fresh)

    def conforms(self, node: Term, variable: str) -> str:
        """Return whether the node in ``variable`` conforms to a shape (SHACL 3.5)."""
        shape = self._shapes.by_node[node]
        if shape.deactivated:
            return "true"
        parts = [*self.on_focus(shape, variable), *self._sparql(shape, variable)]
        if shape.path is None:
            parts += [text for _, text in self.on_value(shape, variable, variable)]
            parts += [self.conforms(p, variable) for p in shape.values.get(SH + "property", ())]
        else:
            value = self.fresh()
            inner = [text for _, text in self.on_value(shape, variable, value)]
            inner += [self.conforms(p, value) for p in shape.values.get(SH + "property", ())]
            if inner:
                broken = f"{variable} {shape.path.sparql} {value} FILTER(!{_all(inner)})"
                parts.append(f"(!EXISTS {{ {broken} }})")
        return _all(parts + [text for _, text in self.on_pairs(shape, variable)])

    def on_value(self, shape: Shape, focus: str, value: str) -> Iterator[tuple[str, str]]:
        """Yield (component, condition) for every constraint on single value nodes.

        Args:
            shape: the shape.
            focus: the variable that holds the focus node.
            value: the variable that holds the value node.
        """
        for parameter, values in shape.values.items():
            name = parameter.removeprefix(SH)
            write = _ON_VALUE.get(name)
            if write is not None:
                for term in values:
                    yield name, write(self, shape, term, focus, value)

    def on_focus(self, shape: Shape, focus: str) -> list[str]:
        """Return the conditions on the set of value nodes, as they hold for a focus node."""
        return [text for _, text in self.on_set(shape, focus)]

    def on_set(self, shape: Shape, focus: str) -> Iterator[tuple[str, str]]:
        """Yield (component, condition) for every constraint on the set of value nodes."""
        path = shape.path
        for term in shape.values.get(SH + "hasValue", ()):
            yield "hasValue", self._has_value(shape, term, focus)
        if path is None:
            return
        for number in shape.values.get(SH + "minCount", ()):
            yield "minCount", self.at_least(path, _number(number), focus, "")
        for number in shape.values.get(SH + "maxCount", ()):
            yield "maxCount", f"(!{self.at_least(path, _number(number) + 1, focus, '')})"
        yield from self._qualified(shape, path, focus)

    def on_pairs(self, shape: Shape, focus: str) -> Iterator[tuple[str, str]]:
        """Yield (component, condition) for what is reported per pair of values, as one truth."""
        for name, pattern in self.pairs(shape, focus):
            yield name, f"(!EXISTS {{ {pattern} }})"

    def pairs(
        self, shape: Shape, focus: str, value: str | None = None, other: str | None = None
    ) -> Iterator[tuple[str, str]]:
        """Yield (component, pattern) with a solution for every breach that no boolean can tell.

        That is a value that ``sh:equals`` lacks, a pair in the wrong order, a language used
        twice, and a property that a closed shape does not know. ``value`` holds the value, and
        ``other`` what keeps results apart: the other value, the language or the property.
        """
        value, other = value or self.fresh(), other or self.fresh()
        path = shape.path
        own = f"{focus} {path.sparql} {value}" if path else f"BIND({focus} AS {value})"
        for term in shape.values.get(SH + "equals", ()):
            same = f"sameTerm({focus}, {value})" if path is None else f"EXISTS {{ {own} }}"
            yield "equals", f"{focus} <{term}> {value} FILTER(!{same})"
        for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for term in shape.values.get(SH + name, ()):
                passes = ordered(value, other, sign, self.writing)
                # what must come after another value is most often the rarer of the two
                yield name, f"{focus} <{term}> {other} . {own} FILTER(!{passes})"
        if path is not None and _is_true(shape, "uniqueLang"):
            yield "uniqueLang", self._repeated(path, focus, other)
        if _is_true(shape, "closed"):
            known = ", ".join(f"<{p}>" for p in self._known_properties(shape))
            node = self.fresh() if path else focus
            found = f"{focus} {path.sparql} {node} . " if path else ""
            unknown = f" FILTER({other} NOT IN ({known}))" if known else ""
            yield "closed", f"{found}{node} {other} {value}{unknown}"

    def _repeated(self, path: Path, focus: str, language: str) -> str:
        one, two = self.fresh(), self.fresh()
        return (
            f"{focus} {path.sparql} {one} . {focus} {path.sparql} {two} "
            f'FILTER(!sameTerm({one}, {two}) && LANG({one}) != "" '
            f"&& LCASE(LANG({one})) = LCASE(LANG({two}))) BIND(LCASE(LANG({one})) AS {language})"
        )

    def _known_properties(self, shape: Shape) -> list[Term]:
        """Return the properties that a closed shape allows (SHACL 4.8.1)."""
        found = set()
        for child in shape.values.get(SH + "property", ()):
            found.update(self._graph.objects(child, SH + "path"))
        for node in shape.values.get(SH + "ignoredProperties", ()):
            found.update(self._graph.items(node, shape.node))
        return sorted(p for p in found if not p.startswith("_:"))

    def at_least(self, path: Path, number: int, focus: str, condition: str) -> str:
        """Return whether a focus node has so many different value nodes.

        Args:
            path: the path to the value nodes.
            number: how many are needed.
            focus: the variable that holds the focus node.
            condition: what a value node must fulfil to count, about ``_COUNTED``; or empty.
        """
        if number <= 0:
            return "true"
        if number > _MOST_IN_PAIRS:
            return self._counted(path, number, focus, condition)
        variables = [self.fresh() for _ in range(number)]
        tests = [condition.replace(_COUNTED, v) for v in variables if condition]
        tests += [f"!sameTerm({a}, {b})" for a, b in combinations(variables, 2)]
        found = " . ".join(f"{focus} {path.sparql} {v}" for v in variables)
        return f"EXISTS {{ {found}{_filter(tests)} }}"

    def _counted(self, path: Path, number: int, focus: str, condition: str) -> str:
        value = self.fresh()
        test = _filter([condition.replace(_COUNTED, value)] if condition else [])
        return (
            f"EXISTS {{ SELECT {focus} WHERE {{ {focus} {path.sparql} {value}{test} }} "
            f"GROUP BY {focus} HAVING(COUNT(DISTINCT {value}) >= {number}) }}"
        )

    def _qualified(self, shape: Shape, path: Path, focus: str) -> Iterator[tuple[str, str]]:
        for node in shape.values.get(SH + "qualifiedValueShape", ()):
            parts = [self.conforms(node, _COUNTED)]
            if _is_true(shape, "qualifiedValueShapesDisjoint"):
                siblings = self._siblings(shape, node)
                parts += [f"(!{self.conforms(sibling, _COUNTED)})" for sibling in siblings]
            for number in shape.values.get(SH + "qualifiedMinCount", ()):
                yield "qualifiedMinCount", self._enough(path, _number(number), focus, node, parts)
            for number in shape.values.get(SH + "qualifiedMaxCount", ()):
                more = self.at_least(path, _number(number) + 1, focus, _all(parts))
                yield "qualifiedMaxCount", f"(!{more})"

    def _enough(self, path: Path, number: int, focus: str, node: Term, parts: list[str]) -> str:
        """Return whether enough value nodes conform to a shape, by these conditions."""
        classes = self._shapes.by_node[node].values.get(SH + "class", ())
        # of several classes, one value node must be an instance of all
        if number != 1 or len(classes) != 1 or parts != [instance_of(_COUNTED, classes[0])]:
            return self.at_least(path, number, focus, _all(parts))
        # all value nodes by their own types, before any of them by the classes above
        tests = _instance_tests(_COUNTED, classes[0])
        return f"({' || '.join(self.at_least(path, 1, focus, test) for test in tests)})"

    def _siblings(self, shape: Shape, own: Term) -> list[Term]:
        """Return the sibling shapes of a qualified value shape (SHACL 4.7.3)."""
        found = {
            sibling
            for parent in self._graph.subjects(SH + "property", shape.node)
            for child in self._graph.objects(parent, SH + "property")
            for sibling in self._graph.objects(child, SH + "qualifiedValueShape")
        }
        return sorted(found - {own})

    def _has_value(self, shape: Shape, term: Term, focus: str) -> str:
        if term.startswith("_:"):
            raise _blank(shape, "hasValue", "4.8.2")
        if shape.path is None:
            return f"sameTerm({focus}, {self.writing.term(term)})"
        return f"EXISTS {{ {focus} {shape.path.sparql} {self.writing.term(term)} }}"

    def members(self, shape: Shape, node: Term) -> list[Term]:
        """Return the members of a list of shapes."""
        return list(self._graph.items(node, shape.node))


def _class(_: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
    return instance_of(value, term)


def _datatype(conditions: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
    if term == RDF + "langString":
        return f'(ISLITERAL({value}) && COALESCE(LANG({value}) != "", false))'
    test = well_formed(value, term)
    formed = "" if test == "true" else f" && {test}"
    given = conditions.writing.datatype(value)
    return f"(ISLITERAL({value}) && COALESCE({given} = <{term}>, false){formed})"


def _node_kind(_: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
    return _NODE_KINDS[term.removeprefix(SH)].format(v=value)


def _compared(sign: str) -> Writer:
    def write(conditions: Conditions, _shape: Shape, term: Term, _f: str, value: str) -> str:
        return compared_with(term, value, sign, conditions.writing)

    return write


def _length(sign: str) -> Writer:
    def write(_: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
        return (
            f"(!ISBLANK({value}) && COALESCE(STRLEN(STR({value})) {sign} {_number(term)}, false))"
        )

    return write


def _pattern(conditions: Conditions, shape: Shape, term: Term, _focus: str, value: str) -> str:
    flags = shape.values.get(SH + "flags", ())
    given = f", {sparql_term(flags[0])}" if flags else ""
    return (
        f"(!ISBLANK({value}) && COALESCE(REGEX(STR({value}), {sparql_term(term)}{given}), false))"
    )


def _language_in(conditions: Conditions, shape: Shape, term: Term, _f: str, value: str) -> str:
    ranges = conditions.members(shape, term)
    matches = (f"LANGMATCHES(LANG({value}), {sparql_term(r)})" for r in ranges)
    return f"(ISLITERAL({value}) && COALESCE({' || '.join(matches) or 'false'}, false))"


def _in(conditions: Conditions, shape: Shape, term: Term, _focus: str, value: str) -> str:
    allowed = conditions.members(shape, term)
    if any(member.startswith("_:") for member in allowed):
        raise _blank(shape, "in", "4.8.3")
    same = (f"sameTerm({value}, {conditions.writing.term(m)})" for m in allowed)
    return f"({' || '.join(same) or 'false'})"


def _equals(_: Conditions, shape: Shape, term: Term, focus: str, value: str) -> str:
    return f"EXISTS {{ {focus} <{term}> {value} }}"


def _disjoint(_: Conditions, shape: Shape, term: Term, focus: str, value: str) -> str:
    return f"(!EXISTS {{ {focus} <{term}> {value} }})"


def _node(conditions: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
    return conditions.conforms(term, value)


def _not(conditions: Conditions, _shape: Shape, term: Term, _focus: str, value: str) -> str:
    return f"(!{conditions.conforms(term, value)})"


def _and(conditions: Conditions, shape: Shape, term: Term, _focus: str, value: str) -> str:
    return _all([conditions.conforms(m, value) for m in conditions.members(shape, term)])


def _or(conditions: Conditions, shape: Shape, term: Term, _focus: str, value: str) -> str:
    parts = [conditions.conforms(m, value) for m in conditions.members(shape, term)]
    return f"({' || '.join(parts) or 'false'})"


def _xone(conditions: Conditions, shape: Shape, term: Term, _focus: str, value: str) -> str:
    parts = [conditions.conforms(m, value) for m in conditions.members(shape, term)]
    return f"({' + '.join(f'IF({part}, 1, 0)' for part in parts) or '0'} = 1)"


def _all(parts: list[str]) -> str:
    needed = [part for part in parts if part != "true"]
    if len(needed) == 1:
        return needed[0]
    return f"({' && '.join(needed)})" if needed else "true"


def _filter(tests: list[str]) -> str:
    return f" FILTER({' && '.join(tests)})" if tests else ""


def _number(term: Term) -> int:
    return int(plain_text(term))


def _is_true(shape: Shape, name: str) -> bool:
    """Return whether a parameter is the term true; SHACL asks for it written so."""
    return _TRUE in shape.values.get(SH + name, ())


def _blank(shape: Shape, name: str, clause: str) -> ShapesError:
    problem = f"sh:{name} names a blank node, which SPARQL cannot name"
    return UncompilableError(shape.node, problem, clause)


Writer = Callable[[Conditions, Shape, Term, str, str], str]

_ON_VALUE: Final[dict[str, Writer]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **{name: _compared(sign) for name, sign in _COMPARISONS.items()},
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "in": _in,
    "equals": _equals,
    "disjoint": _disjoint,
    "node": _node,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
