"""pySHACL as the trusted, slow engine that the others are compared with.

The rule book is loaded once into the data graph; a dossier's triples are added, checked and
taken out again, so that no graph is copied per dossier. pySHACL knows no result annotations
(SHACL Advanced Features, section 3), through which our constraints name norm, persons and
roles; so the data graph records the answers of the queries that pySHACL asks, and the bindings
of those constraints are joined to the results.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor
from rdflib.query import Result as QueryResult
from rdflib.term import Identifier, Node, Variable

from scheidslijn.compile.graph import ShapesGraph
from scheidslijn.compile.paths import read_path
from scheidslijn.errors import EngineError, RuleBookError
from scheidslijn.model import Result, Severity, Statement, Term

__all__ = ["ReferenceEngine"]

SH = Namespace("http://www.w3.org/ns/shacl#")

_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}

_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")

Bindings = dict[str, set[Term]]
Row = dict[str, Any]


_CALLS: Final = 20_000


class ReferenceEngine:
    """Checks data graphs with pySHACL.

    Args:
        shapes: the triples of the shapes graph.
        rulebook: the triples of ontology and rule book, joined with every data graph.
    """

    name = "reference"

    def __init__(self, shapes: Iterable[Statement], rulebook: Iterable[Statement]) -> None:
        shapes = tuple(shapes)
        self._paths = ShapesGraph(shapes)
        self._shapes = Graph()
        _fill(self._shapes, shapes)
        self._data = _RecordingGraph()
        _fill(self._data, rulebook)
        self._annotated = _annotated_constraints(self._shapes)

    def validate(self, statements: Sequence[Statement]) -> list[Result]:
        """Return the results for these statements joined with the rule book, sorted by key.

        Raises:
            EngineError: pySHACL could not carry out a check.
        """
        with _quiet_literals():
            added = [triple for triple in map(_triple, statements) if triple not in self._data]
        for triple in added:
            self._data.add(triple)
        try:
            return self._results(self._report())
        finally:
            self._data.answers.clear()
            for triple in added:
                self._data.remove(triple)

    def _report(self) -> Graph:
        try:
            with _deep_queries():
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
            path=None if path is None else read_path(self._paths, _term(path), _term(shape)).text,
            value=None if value is None else _term(value),
            component=_term(_required(report, node, SH.sourceConstraintComponent)),
            shape=_term(shape),
            severity=_SEVERITIES[URIRef(str(severity))],
            bindings=self._bindings(report.value(node, SH.sourceConstraint), shape, focus, value),
        )

    def _bindings(
        self, constraint: Node | None, shape: Node, focus: Node, value: Node | None
    ) -> dict[str, tuple[Term, ...]]:
        if constraint is None or constraint not in self._annotated:
            return {}
        select, variables = self._annotated[constraint]
        found: Bindings = {}
        for bound in self._rows(select, shape, focus):
            if bound.get("value", focus) != value:
                continue
            for variable, annotation in variables.items():
                if variable in bound:
                    found.setdefault(annotation, set()).add(_term(bound[variable]))
        return {annotation: tuple(sorted(terms)) for annotation, terms in found.items()}

    def _rows(self, select: str, shape: Node, focus: Node) -> list[Row]:
        """Return what a constraint's query answered; pySHACL puts prefixes before its text."""
        for key in ((focus, shape), (focus, None)):
            for text, answer in self._data.answers.get(key, {}).items():
                if text.endswith(select):
                    return [{str(name): term for name, term in b.items()} for b in answer.bindings]
        raise EngineError(f"pySHACL gave a result of {shape} for {focus} without asking its query")


def _annotated_constraints(shapes: Graph) -> dict[Node, tuple[str, dict[str, str]]]:
    """Map each annotated constraint to its query and its variables' annotation properties."""
    annotated = {}
    for constraint in set(shapes.subjects(SH.resultAnnotation, None)):
        variables = {
            str(shapes.value(annotation, SH.annotationVarName)): str(
                shapes.value(annotation, SH.annotationProperty)
            )
            for annotation in shapes.objects(constraint, SH.resultAnnotation)
        }
        annotated[constraint] = (str(shapes.value(constraint, SH.select)), variables)
    return annotated


def _required(graph: Graph, subject: Node, predicate: URIRef) -> Node:
    value = graph.value(subject, predicate)
    if value is None:
        raise EngineError(f"a result of pySHACL lacks {predicate}")
    return value


class _RecordingGraph(Graph):
    """A graph that parses each query text once, and keeps what was answered per focus node.

    pySHACL asks the same text for every focus node, and reading it takes longer than answering.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[tuple[Node, Node | None], dict[str, QueryResult]] = {}
        self._prepared: dict[str, Query] = {}

    def query(  # the signature is rdflib's; what it means is left to rdflib
        self,
        query_object: str | Query,
        processor: str | Processor = "sparql",
        result: str | type[QueryResult] = "sparql",
        initNs: Mapping[str, Any] | None = None,
        initBindings: Mapping[str, Identifier] | None = None,
        use_store_provided: bool = True,
        **kwargs: Any,  # noqa: ANN401
    ) -> QueryResult:
        text = query_object if isinstance(query_object, str) else None
        if text is not None:
            if text not in self._prepared:
                self._prepared[text] = prepareQuery(text)
            query_object = self._prepared[text]
        answer = super().query(
            query_object, processor, result, initNs, initBindings, use_store_provided, **kwargs
        )
        bound = initBindings or {}
        if text is not None and "this" in bound:
            asked = self.answers.setdefault((bound["this"], bound.get("currentShape")), {})
            asked[text] = answer
        return answer


def _fill(graph: Graph, statements: Iterable[Statement]) -> None:
    with _quiet_literals():
        for statement in statements:
            graph.add(_triple(statement))


def _triple(statement: Statement) -> tuple[Node, Node, Node]:
    return _node(statement.subject), _node(statement.predicate), _node(statement.object)


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
def _deep_queries() -> Iterator[None]:
    """Let rdflib parse nested expressions: it takes a hundred calls for each level."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _CALLS))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging ill-typed literals: a shape reports them, with their place."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
