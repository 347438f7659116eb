"""Finds out how a server answers the queries of a plan: on dossiers whose rows are known.

A server that departs from SPARQL 1.1 does not say so: it leaves rows out, or gives too many. So
made-up dossiers with every kind of breach go into a graph of their own, beside the rule book, for
as long as it takes. Each query is asked there and of the embedded engine, in each form until the
rows are the same. A query that is never right is not asked on this server, and its shapes are
refused by name.

Rows that agree because there are none prove nothing. A query that finds nothing in any of these
dossiers, as those of your own shapes may, is asked only on a server that was wrong nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.compile.plan import Plan
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL
from scheidslijn.remote.answering import Asker, Proof, undecided
from scheidslijn.remote.book import begin, closure_graph, keep_proof, put, trial_graph
from scheidslijn.remote.forms import FORMS, VIRTUOSO
from scheidslijn.remote.material import Material
from scheidslijn.remote.pages import Pages, without_names
from scheidslijn.remote.pieces import Piece, core_of, own_of
from scheidslijn.remote.rewriting import closure_of
from scheidslijn.store import EmbeddedStore
from scheidslijn.synth import choose_breaches, synthesise

__all__ = ["load_rulebook"]

_NAMED: Final = "urn:scheidslijn:trial:named"

Notify = Callable[[str], None]
Rows = set[tuple[Term | None, ...]]


def load_rulebook(material: Material, pages: Pages, notify: Notify | None = None) -> Proof:
    """Put the rule book into a store, and find out how the store answers the plan.

    Args:
        material: rule book and plan.
        pages: the store; it must take updates.
        notify: called with a line for each query that the store does not answer as it stands.

    Raises:
        UsageError: the endpoint takes no updates.
        EngineError: the server fails.
    """
    endpoint, book = pages.endpoint, material.graph
    begin(endpoint, book)
    put(endpoint, book, material.data.rulebook)
    put(endpoint, closure_graph(book), closure_of(material.data.rulebook))
    trial = tuple(_trial())
    put(endpoint, trial_graph(book), trial)
    try:
        keeps_names = _keeps_names(pages, trial_graph(book))
        asker = material.asker(pages, keeps_names=keeps_names)
        asker.graph = trial_graph(book)
        with material.data.holding(trial):
            tried = _Trial(asker, material.data.store, notify)
            forms = tried.forms(material.plan, material.scans)
    finally:
        endpoint.drop_graph(trial_graph(book))
    proof = Proof(forms, endpoint.server, keeps_names)
    keep_proof(pages, book, proof)
    return proof


def _trial() -> Iterator[ox.Quad]:
    """Yield a dossier for each breach there is, a code in an odd place, and three blank nodes."""
    for seed, breach in enumerate(choose_breaches(None), start=1):
        for dossier in synthesise(1, seed, share=1.0, breaches=[breach.name]):
            yield from (ox.Quad(q.subject, q.predicate, q.object) for q in dossier.quads)
    proof = ox.NamedNode(_NAMED)
    yield ox.Quad(proof, ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + "Delegatiebewijs"))
    yield ox.Quad(proof, ox.NamedNode(SL + "vastgelegdIn"), ox.Literal("ICD-10 F32"))
    for number in range(3):
        yield ox.Quad(ox.BlankNode(), ox.NamedNode(_NAMED), ox.Literal(str(number)))


def _keeps_names(pages: Pages, graph: str) -> bool:
    """Return whether two answers give a blank node the same name."""
    query = f"SELECT ?node ?o {{ ?node <{_NAMED}> ?o }} ORDER BY"
    endpoint = pages.endpoint.over([graph])
    first, second = (endpoint.select(f"{query} {key}").rows for key in ("?o", "DESC(?o)"))
    return bool(first) and set(first) == set(second)


class _Trial:
    def __init__(self, asker: Asker, local: EmbeddedStore, notify: Notify | None) -> None:
        self._asker, self._local, self._notify = asker, local, notify
        self._unproven: list[Piece] = []
        self._is_virtuoso = asker.pages.endpoint.is_virtuoso
        self._departs = False

    def forms(self, plan: Plan, scans: Callable[[], tuple[str, ...]]) -> dict[str, str]:
        # a long UNION only keeps Virtuoso busy
        core = core_of(plan) if not self._is_virtuoso else ()
        found = self._right(core)
        decided = [piece for piece in core if piece.key in found or piece in self._unproven]
        found |= self._right(undecided(plan, decided, scans))
        found |= self._right(own_of(plan))
        if not self._departs:
            found |= {piece.key: "plain" for piece in self._unproven}
        return found

    def _right(self, pieces: Iterable[Piece]) -> dict[str, str]:
        forms = ((piece.key, self._form(piece)) for piece in pieces)
        return {key: form for key, form in forms if form is not None}

    def _form(self, piece: Piece) -> str | None:
        """Return the first form in which the server answers a query rightly, or None."""
        expected = _named_alike(self._local.select(piece.text).rows)
        tried = set()
        for name in VIRTUOSO if self._is_virtuoso else FORMS:
            texts = FORMS[name].write(piece)
            if not texts or texts in tried:
                continue
            tried.add(texts)
            problem = self._problem(piece, name, expected)
            if problem is None:
                if not expected:
                    self._unproven.append(piece)
                    return None
                return name
            self._departs = True
            if self._notify is not None:
                self._notify(f"{piece.key[:12]} as {name}: {problem}")
        return None

    def _problem(self, piece: Piece, name: str, expected: Rows) -> str | None:
        try:
            given = _named_alike(self._asker.select(piece, name).rows)
        except (EngineError, UsageError) as error:
            return str(error)
        missing, added = len(expected - given), len(given - expected)
        if missing or added:
            return f"of {len(expected)} rows {missing} are missing, and {added} are wrong"
        return None


def _named_alike(rows: Iterable[tuple[Term | None, ...]]) -> Rows:
    return {without_names(row) for row in rows}
