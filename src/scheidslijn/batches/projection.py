"""Takes from a data graph what the shapes look at that compare dossiers: its role assignments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scheidslijn.batches.member import Member, term_of, written
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, RDFS_LABEL, SL, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.store import EmbeddedStore

__all__ = ["Assignment", "Projection", "project", "project_store"]

_A: Final = written(RDF_TYPE)
_ASSIGNMENT: Final = written(SL + "Rolvervulling")
_DOSSIER: Final = written(SL_DOSSIER)
_BY: Final = written(SL + "door")
_IN: Final = written(SL_IN_DOSSIER)
_NAMES: Final = frozenset((_A, written(RDFS_LABEL)))
_OF_ASSIGNMENT: Final = _NAMES | {
    _BY, _IN, *(written(SL + name) for name in ("rol", "vanaf", "totEnMet"))
}  # fmt: skip
_OF_DOSSIER: Final = _NAMES | {
    written(SL + name) for name in ("werkgever", "domein", "totEnMet", "hersteldatum", "peildatum")
}
_KEPT: Final = _OF_ASSIGNMENT | _OF_DOSSIER
_QUERY: Final = f"""CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  {{ ?node a <{SL}Rolvervulling> }} UNION {{ ?node a <{SL_DOSSIER}> }}
  UNION {{ ?assignment a <{SL}Rolvervulling> ; <{SL}door> ?node }}
  ?node ?property ?value
  FILTER(?property IN ({", ".join(sorted(name.decode() for name in _KEPT))}))
}}"""

# What is said of each node: the predicate, and the object.
_Said = dict[bytes, list[tuple[bytes, bytes]]]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role assignment, as the shapes look at it that compare dossiers.

    Attributes:
        person: whose it is.
        dossier: in which dossier.
        node: the assignment itself.
        text: what the data graph says of it and of its person, as N-Triples.
        line: the line of the file on which it stands, from 1, if that is known.
    """

    person: Term
    dossier: Term
    node: Term
    text: bytes
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The role assignments of a data graph, and what it says of their dossiers as N-Triples."""

    assignments: tuple[Assignment, ...] = ()
    facts: tuple[tuple[Term, bytes], ...] = ()


def project(member: Member) -> Projection:
    """Return the role assignments in a data graph of a batch."""
    said: _Said = {}
    for subject, predicate, value in member.having(_KEPT):
        said.setdefault(subject, []).append((predicate, value))
    return _projection(said, member)


def project_store(store: EmbeddedStore) -> Projection:
    """Return the role assignments in a store."""
    said: _Said = {}
    for triple in store.construct(_QUERY):
        pieces = (str(term).encode() for term in (triple.subject, triple.predicate, triple.object))
        subject, predicate, value = pieces
        said.setdefault(subject, []).append((predicate, value))
    return _projection(said)


def _projection(said: _Said, member: Member | None = None) -> Projection:
    found: list[Assignment] = []
    named: dict[bytes, None] = {}
    for node, own in said.items():
        if (_A, _ASSIGNMENT) not in own:
            continue
        text = b""
        for person, dossier in _pairs(own):
            text = text or _lines(node, own, _OF_ASSIGNMENT)
            whose = _lines(person, said.get(person, ()), _NAMES)
            names = term_of(person), term_of(dossier), term_of(node)
            line = None if member is None else member.line_of(node)
            found.append(Assignment(*names, text + whose, line))
            named[dossier] = None
    facts = (
        (term_of(dossier), _lines(dossier, said[dossier], _OF_DOSSIER))
        for dossier in named
        if (_A, _DOSSIER) in said.get(dossier, ())
    )
    return Projection(tuple(found), tuple(facts))


def _pairs(own: list[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Yield each person with each dossier that an assignment names."""
    for predicate, person in own:
        if predicate == _BY and person[:1] != b'"':
            for other, dossier in own:
                if other == _IN and dossier[:1] != b'"':
                    yield person, dossier


def _lines(node: bytes, said: Iterable[tuple[bytes, bytes]], kept: frozenset[bytes]) -> bytes:
    return b"".join(
        b"%s %s %s .\n" % (node, predicate, value) for predicate, value in said if predicate in kept
    )
