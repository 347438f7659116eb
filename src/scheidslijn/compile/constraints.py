"""Constraints that are SPARQL themselves: sh:sparql, and components of the shapes graph's own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from typing import Final

from scheidslijn.compile.custom import CustomComponent, Validator
from scheidslijn.compile.focus import Focus, written_out
from scheidslijn.compile.graph import is_iri, is_literal, sparql_term
from scheidslijn.compile.lexical import kept_text
from scheidslijn.compile.plan import SHAPES_GRAPH, Annotation, Narrowing
from scheidslijn.compile.prebinding import Prebound, as_condition, as_query, read_constraint
from scheidslijn.compile.prefixes import prologue
from scheidslijn.compile.screening import Screens
from scheidslijn.compile.shapes import Shape, Shapes
from scheidslijn.compile.sparql import Query
from scheidslijn.errors import ShapesError, UncompilableError
from scheidslijn.model import Term
from scheidslijn.namespaces import SH
from scheidslijn.terms import local_name, plain_text

__all__ = ["Constraints"]

_SPARQL: Final = SH + "SPARQLConstraintComponent"


class Constraints:
    """Writes the SPARQL constraints of one shapes graph.

    Once all are written, ``constants`` holds the literals that were put into them,
    ``read_shapes`` tells whether one of them reads the shapes graph, and ``nested`` which shapes
    with a query stand within another shape.
    """

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._graph = shapes.graph
        self._suffixes = (f"_{number}" for number in count())
        self.screens = Screens(shapes.graph)
        self.read_shapes = False
        self.nested: set[Term] = set()
        self.constants: set[Term] = set()

    def selected(
        self, shape: Shape, focus: Focus
    ) -> Iterator[tuple[Term, str, tuple[Annotation, ...], Narrowing | None]]:
        """Yield (component, query, annotations, narrowing) for each constraint that selects."""
        for node in self._constraints(shape):
            query = self._read(node)
            prebound = self._prebound(shape, node, query, {})
            text = as_query(node, query, prebound, focus)
            narrowing = self.screens.narrowing(shape.node, node, query, prebound, focus)
            yield _SPARQL, text, self._annotations(node), narrowing
        for component, validator, terms in self._validations(shape):
            if not validator.is_ask:
                query = read_constraint(validator.node, validator.query)
                prebound = self._prebound(shape, validator.node, query, terms)
                yield component.node, as_query(validator.node, query, prebound, focus), (), None

    def asked(self, shape: Shape, focus: Focus) -> Iterator[tuple[Term, str]]:
        """Yield (component, query) for each validator that is asked of every value node."""
        nodes = written_out(focus.scan)("?this")
        values = "BIND(?this AS ?value)"
        if shape.path is not None:
            values = f"?this {shape.path.sparql} ?value"
        for component, validator, terms in self._validations(shape):
            if validator.is_ask:
                holds = self._exists(shape, validator, terms, "?this", "?value")
                columns = "?this ?value ?via0 ?via1 ?via2 ?via3"
                found = f"{nodes} {values} FILTER(!{holds})"
                yield component.node, f"SELECT DISTINCT {columns} WHERE {{ {found} }}"

    def as_conditions(self, shape: Shape, focus: str) -> Iterator[str]:
        """Yield the conditions that a shape's SPARQL constraints hold, within another shape."""
        for node in self._constraints(shape):
            self.nested.add(shape.node)
            query = self._read(node)
            prebound = self._prebound(shape, node, query, {})
            yield f"(!{self._group(node, query, prebound, {'this': focus})})"
        for _, validator, terms in self._validations(shape):
            self.nested.add(shape.node)
            if not validator.is_ask:
                query = read_constraint(validator.node, validator.query)
                prebound = self._prebound(shape, validator.node, query, terms)
                yield f"(!{self._group(validator.node, query, prebound, {'this': focus})})"
            elif shape.path is None:
                yield self._exists(shape, validator, terms, focus, focus)
            else:
                value = f"?asked{next(self._suffixes)}"
                holds = self._exists(shape, validator, terms, focus, value)
                yield f"(!EXISTS {{ {focus} {shape.path.sparql} {value} FILTER(!{holds}) }})"

    def _exists(
        self, shape: Shape, validator: Validator, terms: dict[str, Term], focus: str, value: str
    ) -> str:
        query = read_constraint(validator.node, validator.query, is_ask=True)
        prebound = self._prebound(shape, validator.node, query, terms)
        return self._group(validator.node, query, prebound, {"this": focus, "value": value})

    def _group(self, node: Term, query: Query, prebound: Prebound, names: dict[str, str]) -> str:
        own = {name: variable.removeprefix("?") for name, variable in names.items()}
        return f"EXISTS {{ {as_condition(node, query, prebound, own, next(self._suffixes))} }}"

    def _constraints(self, shape: Shape) -> Iterator[Term]:
        for node in shape.values.get(SH + "sparql", ()):
            if not self._graph.flag(node, SH + "deactivated", "5.2"):
                yield node

    def _read(self, node: Term) -> Query:
        texts = self._graph.objects(node, SH + "select")
        if len(texts) != 1 or not is_literal(texts[0]):
            raise ShapesError(node, "a SPARQL constraint needs one sh:select, a string", "5.2")
        return read_constraint(node, prologue(self._graph, node) + plain_text(texts[0]))

    def _prebound(self, shape: Shape, node: Term, query: Query, terms: dict[str, Term]) -> Prebound:
        used = {token.variable for token in query.tokens}
        fixed = dict(terms)
        if "currentShape" in used:
            fixed["currentShape"] = shape.node
        if "shapesGraph" in used:
            fixed["shapesGraph"] = SHAPES_GRAPH
            self.read_shapes = True
        if "PATH" in used and shape.path is None:
            raise ShapesError(node, "$PATH has a meaning in property shapes only", "5.3.1")
        for name, term in fixed.items():
            if term.startswith("_:") and name in used:
                problem = f"${name} stands for a blank node, which SPARQL cannot name"
                raise UncompilableError(node, problem, "5.3.1")
            if name in used and kept_text(term) != term:
                problem = f"${name} stands for {term}, which stores write differently"
                raise UncompilableError(node, problem, "5.3.1")
        self.constants.update(t for n, t in fixed.items() if n in used and is_literal(t))
        written = {name: sparql_term(term) for name, term in fixed.items() if name in used}
        return Prebound(written, None if shape.path is None else shape.path.sparql)

    def _validations(
        self, shape: Shape
    ) -> Iterator[tuple[CustomComponent, Validator, dict[str, Term]]]:
        """Yield each component that a shape uses, once for every value of its parameter."""
        for component in self._shapes.components:
            required = [p for p in component.parameters if not p.optional]
            if not all(p.iri in shape.values for p in required):
                continue
            present = [p for p in component.parameters if p.iri in shape.values]
            if len(present) > 1 and any(len(shape.values[p.iri]) > 1 for p in present):
                problem = f"with <{component.node}> each parameter has one value"
                raise ShapesError(shape.node, problem, "6.2.1")
            is_property = shape.path is not None
            validator = component.for_properties if is_property else component.for_nodes
            if validator is not None:
                for values in product(*(shape.values[p.iri] for p in present)):
                    yield (
                        component,
                        validator,
                        dict(zip((p.variable for p in present), values, strict=True)),
                    )

    def _annotations(self, node: Term) -> tuple[Annotation, ...]:
        """Return which variables a constraint reports, and as what (SHACL-AF 3)."""
        found = []
        for annotation in self._graph.objects(node, SH + "resultAnnotation"):
            prop = self._graph.only(annotation, SH + "annotationProperty", "AF 3")
            if prop is None or not is_iri(prop):
                problem = "an annotation needs one IRI as sh:annotationProperty"
                raise ShapesError(annotation, problem, "AF 3")
            name = self._graph.only(annotation, SH + "annotationVarName", "AF 3")
            found.append((plain_text(name) if name else local_name(prop), prop))
        return tuple(sorted(found))
