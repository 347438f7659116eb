"""Looks at what stands in the graphs of a store, before any shape does; `survey`, by queries.

A page of graphs is looked at with a handful of queries, each about all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyoxigraph as ox

from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError
from scheidslijn.model import Term
from scheidslijn.namespaces import BASE, OWL, RDF_TYPE, SL_DOSSIER, SL_IN_DOSSIER, XSD
from scheidslijn.remote.book import OWN
from scheidslijn.remote.pages import Pages
from scheidslijn.remote.rewriting import CLOSED
from scheidslijn.rulebook import RuleBook
from scheidslijn.store import survives
from scheidslijn.terms import plain_text

__all__ = ["GraphSurvey", "graphs_with_dossiers", "survey_graphs"]

# Of the datatypes of XSD, those that every store keeps as they are written.
_TEXTS: Final = ("string", "anyURI", "normalizedString", "token", "language")
_USUAL: Final = "^(true|false|0|-?[1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2})$"

Ask = Callable[..., Iterator[tuple[Term, ...]]]


@dataclass(slots=True)
class GraphSurvey:
    """What stands in a graph.

    Attributes:
        size: how many statements.
        rule: subject and property of a statement that only a rule book may make, or None.
        dossiers: the nodes typed as a dossier, sorted.
        named: those, and every node that something else names as its dossier.
        unknown: the IRIs that are subjects and have no class that the ontology knows.
        odd: a literal, as N-Triples, that is written in no canonical form, or None.
        broader: a property by which it says itself what a class, role or task falls under, or None.
    """

    size: int = 0
    rule: tuple[Term, Term] | None = None
    dossiers: list[Term] = field(default_factory=list)
    named: set[Term] = field(default_factory=set)
    unknown: list[Term] = field(default_factory=list)
    odd: str | None = None
    broader: Term | None = None


def graphs_with_dossiers(endpoint: Endpoint, page_size: int) -> Iterator[list[str]]:
    """Yield the named graphs of a store that hold a dossier, in order, some at a time.

    Raises:
        EngineError: the server fails, or gives the graphs out of order.
    """
    last = ""
    while True:
        rows = endpoint.rows_given(
            f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?dossier <{RDF_TYPE}> <{SL_DOSSIER}> }} "
            f'FILTER(STR(?g) > "{last}" && !STRSTARTS(STR(?g), "{OWN}")) }} '
            f"ORDER BY ?g LIMIT {page_size}"
        ).rows
        found = [graph for (graph,) in rows if graph is not None]
        if not found:
            return
        if found != sorted(set(found)) or found[0] <= last or '"' in found[-1]:
            raise EngineError(f"{endpoint.name}: gives the names of graphs out of order.")
        last = found[-1]
        yield found


def survey_graphs(pages: Pages, graphs: Sequence[str], book: RuleBook) -> dict[str, GraphSurvey]:
    """Return what stands in each of these graphs.

    Raises:
        EngineError: the server fails.
    """
    found = {graph: GraphSurvey() for graph in graphs}
    chosen = f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in graphs)} }}"

    def ask(columns: str, pattern: str, after: str = "") -> Iterator[tuple[Term, ...]]:
        query = f"SELECT DISTINCT ?g {columns} {{ {chosen} {pattern} }} {after}"
        for row in pages.select(query).rows:
            yield tuple(term for term in row if term is not None)

    for graph, count in ask("(COUNT(*) AS ?n)", "GRAPH ?g { ?s ?p ?o }", "GROUP BY ?g"):
        found[graph].size = int(plain_text(count))
    for graph, node in ask("?s", f"GRAPH ?g {{ ?s <{RDF_TYPE}> <{SL_DOSSIER}> }}"):
        found[graph].dossiers.append(node)
    named = f"GRAPH ?g {{ ?s <{SL_IN_DOSSIER}> ?o }} FILTER(!ISLITERAL(?o))"
    for graph, node in ask("?o", named):
        found[graph].named.add(node)
    for graph, node, prop in _rules(ask, book):
        found[graph].rule = min(found[graph].rule or (node, prop), (node, prop))
    _note_broader(ask, found)
    used = {kind for _, kind in ask("?c", f"GRAPH ?g {{ ?s <{RDF_TYPE}> ?c }}")}
    known = sorted(kind for kind in used if kind == OWL + "Ontology" or book.knows_class(kind))
    typed = f"?s <{RDF_TYPE}> ?c FILTER(?c IN ({', '.join(f'<{kind}>' for kind in known)}))"
    unknown = f"GRAPH ?g {{ ?s ?p ?o FILTER(ISIRI(?s)) FILTER NOT EXISTS {{ {typed} }} }}"
    for graph, node in ask("?s", unknown):
        found[graph].unknown.append(node)
    for graph, value, datatype in () if pages.endpoint.is_virtuoso else ask("?v ?d", _ODD):
        literal = ox.Literal(plain_text(value), datatype=ox.NamedNode(datatype))
        if not survives(literal):
            found[graph].odd = min(found[graph].odd or str(literal), str(literal))
    for each in found.values():
        each.dossiers.sort()
        each.unknown.sort()
        each.named.update(each.dossiers)
    return found


def _note_broader(ask: Ask, found: dict[str, GraphSurvey]) -> None:
    closed = " ".join(f"<{iri}>" for iri in sorted(set(chain.from_iterable(CLOSED))))
    for graph, prop in ask("?p", f"VALUES ?p {{ {closed} }} GRAPH ?g {{ ?s ?p ?o }}"):
        found[graph].broader = min(found[graph].broader or prop, prop)


# Virtuoso keeps values, and gives other text for some; what it holds is what is judged.
_ODD: Final = (
    "GRAPH ?g { ?s ?p ?o FILTER(ISLITERAL(?o)) } BIND(STR(?o) AS ?v) BIND(DATATYPE(?o) AS ?d) "
    f'FILTER(STRSTARTS(STR(?d), "{XSD}")) '
    f"FILTER(?d NOT IN ({', '.join(f'<{XSD}{name}>' for name in _TEXTS)})) "
    f'FILTER(!REGEX(?v, "{_USUAL}"))'
)


def _rules(ask: Ask, book: RuleBook) -> Iterator[tuple[Term, ...]]:
    """Yield graph, subject and property of what only a rule book may say."""
    yield from ask("?s ?p", f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?s), "{BASE}"))')
    properties = " ".join(f"<{iri}>" for iri in sorted(book.rule_properties))
    yield from ask("?s ?p", f"VALUES ?p {{ {properties} }} GRAPH ?g {{ ?s ?p ?o }}")
    classes = " ".join(f"<{iri}>" for iri in sorted(book.rule_classes))
    typed = f"VALUES ?c {{ {classes} }} GRAPH ?g {{ ?s <{RDF_TYPE}> ?c }}"
    yield from ((*row, RDF_TYPE) for row in ask("?s", typed))
