"""Fetches what findings show of a graph: kinds, labels, dossiers, persons and roles; no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import EngineError
from scheidslijn.model import Result, Term
from scheidslijn.namespaces import RDF_TYPE, RDFS_LABEL, SL, SL_IN_DOSSIER
from scheidslijn.remote.pages import Pages
from scheidslijn.terms import rdf_term

__all__ = ["described", "mentioned"]

_SHOWN: Final = (
    RDF_TYPE,
    RDFS_LABEL,
    SL_IN_DOSSIER,
    SL + "bewerking",
    SL + "domein",
    SL + "door",
    SL + "rol",
)
_AT_ONCE: Final = 500


def mentioned(results: Iterable[Result]) -> set[Term]:
    """Return the nodes that results mention."""
    found: set[Term] = set()
    for result in results:
        bound = (term for terms in result.bindings.values() for term in terms)
        found.update(filter(None, (result.focus, result.path, result.value, *bound)))
    return {term for term in found if not term.startswith('"')}


def described(
    pages: Pages, graph: str, nodes: Iterable[Term], *, keeps_names: bool
) -> list[ox.Quad]:
    """Return what a graph says of nodes, and of the dossiers and persons that they are tied to.

    Args:
        pages: the store.
        graph: the graph.
        nodes: IRIs and blank nodes.
        keeps_names: whether a blank node has the same name in each answer of the store.

    Raises:
        EngineError: the server fails, or a blank node cannot be asked about.
    """
    found: dict[ox.Quad, None] = {}
    asked: set[Term] = set()
    wanted = set(nodes)
    while wanted:
        asked |= wanted
        new = list(_about(pages, graph, wanted, keeps_names=keeps_names))
        found |= dict.fromkeys(new)
        linked = {
            str(q.object) if isinstance(q.object, ox.BlankNode) else q.object.value
            for q in new
            if q.predicate.value in (SL_IN_DOSSIER, SL + "door")
            and isinstance(q.object, ox.NamedNode | ox.BlankNode)
        }
        wanted = linked - asked
    return list(found)


def _about(pages: Pages, graph: str, nodes: set[Term], *, keeps_names: bool) -> Iterator[ox.Quad]:
    shown = " ".join(f"<{iri}>" for iri in _SHOWN)
    blank = {node for node in nodes if node.startswith("_:")}
    iris = sorted(node for node in nodes - blank if _is_iri(node))
    for start in range(0, len(iris), _AT_ONCE):
        chosen = " ".join(f"<{iri}>" for iri in iris[start : start + _AT_ONCE])
        query = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {chosen} }} VALUES ?p {{ {shown} }} ?s ?p ?o }}"
        yield from _quads(pages, query, graph)
    if not blank:
        return
    if not keeps_names:
        raise EngineError(
            f"{pages.endpoint.name}: a finding is about a blank node, which this server names "
            "anew in each answer, so that nothing can be asked about it; give it an IRI."
        )
    query = f"SELECT ?s ?p ?o {{ VALUES ?p {{ {shown} }} ?s ?p ?o FILTER(ISBLANK(?s)) }}"
    yield from (quad for quad in _quads(pages, query, graph) if str(quad.subject) in blank)


def _quads(pages: Pages, query: str, graph: str) -> Iterator[ox.Quad]:
    for row in pages.select(query, [graph]).rows:
        subject, predicate, value = (rdf_term(term) for term in row if term is not None)
        if isinstance(predicate, ox.NamedNode) and not isinstance(subject, ox.Literal):
            yield ox.Quad(subject, predicate, value)


def _is_iri(term: Term) -> bool:
    """Return whether a term is an IRI, and not a path that is written as a term."""
    try:
        return isinstance(rdf_term(term), ox.NamedNode) and not set(term) & set('<>"{}|^`\\ ')
    except ValueError:
        return False
