"""What the checks across dossiers work on: role assignments, and nothing else.

Each unit leaves its role assignments here, with just enough of their dossiers and persons. That
is small, so it can be gathered from any number of units before the shapes that compare dossiers
look at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.inputs import Source
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, RDFS_LABEL, SL, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.resources import apart
from scheidslijn.rulebook import Index
from scheidslijn.terms import term_text

__all__ = ["Projection"]

_ASSIGNMENT: Final = SL + "Rolvervulling"
_DOOR: Final = SL + "door"
_ALWAYS: Final = frozenset({RDF_TYPE, RDFS_LABEL})
_KEPT: Final[dict[str, frozenset[str]]] = {
    _ASSIGNMENT: frozenset(SL + name for name in ("door", "rol", "dossier", "vanaf", "totEnMet")),
    SL_DOSSIER: frozenset(
        SL + name for name in ("werkgever", "domein", "totEnMet", "hersteldatum")
    ),
}


class Projection:
    """The role assignments of all units so far, and the source each of them stands in."""

    def __init__(self) -> None:
        self._triples: dict[ox.Triple, None] = {}
        self._origin: dict[Term, Source] = {}
        self._numbers: dict[Source, int] = {}

    def add(self, triples: tuple[ox.Triple, ...], index: Index, source: Source) -> None:
        """Keep the role assignments of one unit; ``index`` is of the same triples."""
        number = self._numbers.setdefault(source, len(self._numbers))
        for triple in apart(_kept(triples, index), number):
            self._triples[triple] = None
            subject = term_text(triple.subject)
            # the report may not depend on the order of the inputs
            known = self._origin.setdefault(subject, source)
            self._origin[subject] = min(known, source, key=lambda each: each.name)

    def origin(self, term: Term) -> Source | None:
        """Return the source that a role assignment stands in."""
        return self._origin.get(term)

    def shared(self) -> tuple[ox.Triple, ...]:
        """Return what concerns persons with roles in more than one dossier, else nothing."""
        index = Index(self._triples)
        assignments = frozenset(index.subjects(RDF_TYPE, _ASSIGNMENT))
        shared = _in_several_dossiers(index, assignments)
        if not shared:
            return ()
        unshared = assignments - shared
        return tuple(t for t in self._triples if term_text(t.subject) not in unshared)


def _kept(triples: tuple[ox.Triple, ...], index: Index) -> Iterator[ox.Triple]:
    wanted = {
        node: names for kind, names in _KEPT.items() for node in index.subjects(RDF_TYPE, kind)
    }
    for assignment in index.subjects(RDF_TYPE, _ASSIGNMENT):
        for person in index.objects(assignment, _DOOR):
            wanted.setdefault(person, frozenset())
    for triple in triples:
        names = wanted.get(term_text(triple.subject))
        if names is not None and triple.predicate.value in names | _ALWAYS:
            yield triple


def _in_several_dossiers(index: Index, assignments: frozenset[Term]) -> frozenset[Term]:
    held: dict[Term, dict[Term, set[Term]]] = {}
    for assignment in assignments:
        for person in index.objects(assignment, _DOOR):
            for dossier in index.objects(assignment, SL_IN_DOSSIER):
                held.setdefault(person, {}).setdefault(dossier, set()).add(assignment)
    several = (dossiers for dossiers in held.values() if len(dossiers) > 1)
    return frozenset().union(*(found for dossiers in several for found in dossiers.values()))
