"""pySHACL as the trusted, slow engine that the others are compared with.

The rule book is loaded once into the data graph; a dossier's triples are added, checked and
taken out again, so that no graph is copied per dossier. pySHACL knows no result annotations
(SHACL Advanced Features, section 3), through which our constraints name norm, persons and
roles; so for constraints that declare them the query runs once more, for the focus nodes
with a result only, and its bindings are joined to the results.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as QueryResult
from rdflib.query import ResultRow
from rdflib.term import Node, Variable

from scheidslijn.errors import EngineError, RuleBookError
from scheidslijn.model import Result, Severity, Term

__all__ = ["ReferenceEngine"]

SH = Namespace("http://www.w3.org/ns/shacl#")

_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}

_PATHS = {
    SH.inversePath: "^{}",
    SH.zeroOrMorePath: "{}*",
    SH.oneOrMorePath: "{}+",
    SH.zeroOrOnePath: "{}?",
}

_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")

Bindings = dict[str, set[Term]]
Row = dict[str, Any]


class ReferenceEngine:
    """Checks data graphs with pySHACL.

    Args:
        shapes: the triples of the shapes graph.
        rulebook: the triples of ontology and rule book, joined with every data graph.
    """

    name = "reference"

    def __init__(self, shapes: Iterable[ox.Triple], rulebook: Iterable[ox.Triple]) -> None:
        self._shapes = Graph()
        _fill(self._shapes, shapes)
        self._data = _PreparingGraph()
        _fill(self._data, rulebook)
        self._annotated = _annotated_constraints(self._shapes)
        self._answers: dict[tuple[Node, Node, Node], list[Row]] = {}

    def validate(self, triples: Sequence[ox.Triple]) -> list[Result]:
        """Return the results for these triples joined with the rule book, sorted by key.

        Raises:
            EngineError: pySHACL could not carry out a check.
        """
        added = [triple for triple in map(_triple, triples) if triple not in self._data]
        for triple in added:
            self._data.add(triple)
        try:
            report = self._report()
            self._answers.clear()
            return self._results(report)
        finally:
            for triple in added:
                self._data.remove(triple)

    def _report(self) -> Graph:
        try:
            _, report, text = pyshacl.validate(
                self._data, shacl_graph=self._shapes, inplace=True, do_owl_imports=False
            )
        except Exception as error:  # pySHACL lets errors of rdflib and of its own through
            raise EngineError(f"pySHACL failed: {error}") from error
        if not isinstance(report, Graph):
            raise EngineError(f"pySHACL gave no report: {text}")
        return report

    def _results(self, report: Graph) -> list[Result]:
        merged: dict[tuple[str, str, str, str, str, int], Result] = {}
        for node in report.objects(None, SH.result):
            result = self._result(report, node)
            merged[result.key] = result
        return [merged[key] for key in sorted(merged)]

    def _result(self, report: Graph, node: Node) -> Result:
        focus = _required(report, node, SH.focusNode)
        shape = _required(report, node, SH.sourceShape)
        value = report.value(node, SH.value)
        path = report.value(node, SH.resultPath)
        severity = _required(report, node, SH.resultSeverity)
        if severity not in _SEVERITIES:
            raise RuleBookError(f"{shape} has the severity {severity}; SHACL knows three")
        return Result(
            focus=_term(focus),
            path=None if path is None else self._path(path),
            value=None if value is None else _term(value),
            component=_term(_required(report, node, SH.sourceConstraintComponent)),
            shape=_term(shape),
            severity=_SEVERITIES[URIRef(str(severity))],
            bindings=self._bindings(report.value(node, SH.sourceConstraint), shape, focus, value),
        )

    def _path(self, path: Node) -> Term:
        """Return a predicate path as its IRI, another one in the syntax of SPARQL paths."""
        if isinstance(path, URIRef):
            return str(path)
        graph = self._shapes
        for predicate, form in _PATHS.items():
            inner = graph.value(path, predicate)
            if inner is not None:
                return form.format(_bracketed(self._path(inner)))
        alternatives = graph.value(path, SH.alternativePath)
        steps = graph.items(path if alternatives is None else alternatives)
        joint = "/" if alternatives is None else "|"
        return "(" + joint.join(_bracketed(self._path(step)) for step in steps) + ")"

    def _bindings(
        self, constraint: Node | None, shape: Node, focus: Node, value: Node | None
    ) -> dict[str, tuple[Term, ...]]:
        if constraint is None or constraint not in self._annotated:
            return {}
        query, variables = self._annotated[constraint]
        found: Bindings = {}
        for bound in self._rows(constraint, query, shape, focus):
            if bound.get("value", focus) != value:
                continue
            for variable, annotation in variables.items():
                if variable in bound:
                    found.setdefault(annotation, set()).add(_term(bound[variable]))
        return {annotation: tuple(sorted(terms)) for annotation, terms in found.items()}

    def _rows(self, constraint: Node, query: str, shape: Node, focus: Node) -> list[Row]:
        key = (constraint, shape, focus)
        if key not in self._answers:
            answer = self._data.query(query, initBindings={"this": focus, "currentShape": shape})
            self._answers[key] = [row.asdict() for row in answer if isinstance(row, ResultRow)]
        return self._answers[key]


def _annotated_constraints(shapes: Graph) -> dict[Node, tuple[str, dict[str, str]]]:
    """Map each annotated constraint to its query and its variables' annotation properties."""
    annotated = {}
    for constraint in set(shapes.subjects(SH.resultAnnotation, None)):
        prefixes = "".join(
            f"PREFIX {shapes.value(declared, SH.prefix)}: "
            f"<{shapes.value(declared, SH.namespace)}>\n"
            for ontology in shapes.objects(constraint, SH.prefixes)
            for declared in shapes.objects(ontology, SH.declare)
        )
        variables = {
            str(shapes.value(annotation, SH.annotationVarName)): str(
                shapes.value(annotation, SH.annotationProperty)
            )
            for annotation in shapes.objects(constraint, SH.resultAnnotation)
        }
        annotated[constraint] = (prefixes + str(shapes.value(constraint, SH.select)), variables)
    return annotated


def _bracketed(path: Term) -> str:
    return f"({path})" if path[0] in "(^" else f"<{path}>"


def _required(graph: Graph, subject: Node, predicate: URIRef) -> Node:
    value = graph.value(subject, predicate)
    if value is None:
        raise EngineError(f"a result of pySHACL lacks {predicate}")
    return value


class _PreparingGraph(Graph):
    """A graph that parses each query text once; pySHACL asks the same one per focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(  # the signature is rdflib's; what it means is left to rdflib
        self,
        query_object: str | Query,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> QueryResult:
        if isinstance(query_object, str):
            prepared = self._prepared.get(query_object)
            if prepared is None:
                prepared = self._prepared[query_object] = prepareQuery(query_object)
            query_object = prepared
        return super().query(query_object, *args, **kwargs)


def _fill(graph: Graph, triples: Iterable[ox.Triple]) -> None:
    for triple in triples:
        graph.add(_triple(triple))


def _triple(triple: ox.Triple) -> tuple[Node, Node, Node]:
    with _quiet_literals():
        return _node(triple.subject), _node(triple.predicate), _node(triple.object)


def _node(term: object) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal() if term.language:
            return Literal(term.value, lang=term.language)
        case ox.Literal() if term.datatype == _STRING:
            return Literal(term.value)
        case ox.Literal():
            return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
        case _:
            raise EngineError(f"pySHACL cannot check an RDF-star triple: {term}")


def _term(node: Node) -> Term:
    if isinstance(node, BNode):
        return f"_:{node}"
    return node.n3() if isinstance(node, Literal | Variable) else str(node)


@contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging ill-typed literals: a shape reports them, with their place."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
