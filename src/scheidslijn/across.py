"""What the checks across dossiers work on: role assignments, and nothing else.

Each unit leaves its role assignments here, with just enough of their dossiers and persons. That
is small, so it can be gathered from any number of units before the shapes that compare dossiers
look at it.
"""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from scheidslijn.datagraph import DataGraph
from scheidslijn.inputs import Source
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, RDFS, SL
from scheidslijn.resources import apart
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import term_text

__all__ = ["Projection"]

_PREFIXES: Final = f"PREFIX rdf: <{RDF}>\nPREFIX rdfs: <{RDFS}>\nPREFIX sl: <{SL}>\n"
_KEPT: Final = f"""{_PREFIXES}CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  {{ ?node a sl:Rolvervulling ; ?property ?value .
    FILTER(?property IN (rdf:type, rdfs:label, sl:door, sl:rol, sl:dossier, sl:vanaf, sl:totEnMet))
  }} UNION {{ ?node a sl:Dossier ; ?property ?value .
    FILTER(?property IN (rdf:type, rdfs:label, sl:werkgever, sl:domein, sl:totEnMet,
                         sl:hersteldatum, sl:peildatum))
  }} UNION {{ ?assignment a sl:Rolvervulling ; sl:door ?node . ?node ?property ?value .
    FILTER(?property IN (rdf:type, rdfs:label))
  }}
}}"""
_ASSIGNMENTS: Final = f"""{_PREFIXES}SELECT ?assignment ?person ?dossier WHERE {{
  ?assignment a sl:Rolvervulling ; sl:door ?person ; sl:dossier ?dossier .
}}"""


class Projection:
    """The role assignments of all units so far, and the source each of them stands in."""

    def __init__(self) -> None:
        self._store = EmbeddedStore(union=False)
        self._origin: dict[Term, Source] = {}
        self._numbers: dict[Source, int] = {}

    def add(self, data: DataGraph, source: Source, *, alone: bool) -> None:
        """Keep the role assignments of the data graph that ``data`` holds now.

        Args:
            data: the store.
            source: where the data graph comes from.
            alone: whether there is no other, so that it is known already who shares roles.
        """
        number = self._numbers.setdefault(source, len(self._numbers))
        found = _shared(data.store) if alone else data.store.construct(_KEPT)
        kept = list(apart(found, number))
        self._store.load(kept)
        for subject in {term_text(quad.subject) for quad in kept}:
            # the report may not depend on the order of the inputs
            known = self._origin.setdefault(subject, source)
            if known is not source:
                self._origin[subject] = min(known, source, key=lambda each: each.name)

    def origin(self, term: Term) -> Source | None:
        """Return the source that a role assignment stands in."""
        return self._origin.get(term)

    def shared(self) -> list[ox.Quad]:
        """Return what concerns persons with roles in more than one dossier, else nothing."""
        return _shared(self._store)


def _shared(store: EmbeddedStore) -> list[ox.Quad]:
    """Return what a store says of persons with roles in more than one dossier.

    Nobody mixes roles between dossiers who has roles in only one.
    """
    held: dict[Term, list[tuple[Term, Term]]] = {}
    for assignment, person, dossier in store.select(_ASSIGNMENTS).rows:
        assert assignment is not None
        assert person is not None
        assert dossier is not None
        held.setdefault(person, []).append((assignment, dossier))
    nodes: dict[Term, None] = {}
    for person, assignments in held.items():
        if len({dossier for _, dossier in assignments}) > 1:
            nodes.update(dict.fromkeys((person, *(n for pair in assignments for n in pair))))
    return [quad for node in nodes for quad in store.about(node)]
