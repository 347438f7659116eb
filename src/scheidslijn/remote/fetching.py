"""Judges a constraint here, on the statements of a remote graph that it reads."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from scheidslijn.errors import EngineError
from scheidslijn.model import Table, Term
from scheidslijn.remote.pages import Pages
from scheidslijn.remote.reading import Read, read_by
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import rdf_term

__all__ = ["Fetched"]


class Fetched:
    """The rule book and what was fetched of one graph, in a store of our own.

    Args:
        rulebook: the rule book.
        pages: the remote store.
        keeps_names: whether a blank node has the same name in each answer of it.
    """

    def __init__(self, rulebook: Iterable[ox.Quad], pages: Pages, *, keeps_names: bool) -> None:
        self._rulebook = rulebook
        self._pages = pages
        self._keeps_names = keeps_names
        self._store = EmbeddedStore(union=False)
        self._graph = ""
        self._properties = set[Term]()
        self._added: list[ox.Quad] = []

    def select(self, query: str, graph: str, nodes: frozenset[Term]) -> Table:
        """Return the rows of a query about some focus nodes of a graph.

        Args:
            query: the query, of which it is known what it reads.
            graph: the graph, which is joined with the rule book.
            nodes: the focus nodes; a blank node stands for any.

        Raises:
            EngineError: the remote store fails, or gives blank nodes that cannot be told apart.
        """
        self._turn_to(graph)
        read = read_by(query)
        self._fetch(read.properties | self._meant(read))
        self._fetch(self._meant(read))  # of what the graph itself says about properties
        table = self._store.select(query)
        at = table.columns.index("this")
        any_blank = any(node.startswith("_:") for node in nodes)
        rows = (
            row
            for row in table.rows
            if row[at] in nodes or (any_blank and (row[at] or "").startswith("_:"))
        )
        return Table(table.columns, tuple(rows))

    def _turn_to(self, graph: str) -> None:
        if not len(self._store):
            self._store.load(self._rulebook)
        if graph != self._graph:
            self._store.remove(self._added)
            self._graph, self._added = graph, []
            self._properties.clear()

    def _meant(self, read: Read) -> set[Term]:
        """Return the properties that variables in a query stand for."""
        chosen = [("o", prop) for prop in read.objects] + [("s", prop) for prop in read.subjects]
        return {
            term
            for name, prop in chosen
            for (term,) in self._store.select(f"SELECT DISTINCT ?{name} {{ ?s <{prop}> ?o }}").rows
            if term is not None and not term.startswith(("_:", '"'))
        }

    def _fetch(self, properties: Iterable[Term]) -> None:
        missing = set(properties) - self._properties
        if not missing:
            return
        quads = []
        for row in self._pages.statements(self._graph, missing):
            subject, predicate, value = (rdf_term(term) for term in row if term is not None)
            assert isinstance(predicate, ox.NamedNode)
            assert not isinstance(subject, ox.Literal)
            if not self._keeps_names and ox.BlankNode in (type(subject), type(value)):
                raise EngineError(
                    f"{self._pages.endpoint.name}: what a constraint reads holds a blank node, "
                    "which this server names anew in each answer; give it an IRI."
                )
            quads.append(ox.Quad(subject, predicate, value))
        new = [quad for quad in quads if not self._store.holds(quad)]
        self._store.load(new)
        self._added += new
        self._properties |= missing
