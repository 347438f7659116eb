"""Makes of triples the document that the reasoner reads.

The triples are handed over as they are, save four kinds:

- ``owl:imports`` is left out, so that no file or address is ever opened; the caller passes the
  whole closure. The headers of ontologies go too, since several files become one document;
- dates are left out, because ``xsd:date`` is not in the datatype map of OWL 2 (Structural
  Specification, section 4) and HermiT refuses it. Dates are for the shapes;
- a blank node that stands for something in a dossier gets a name, so that the reasoner can speak
  of it. That changes nothing about consistency, nor about what follows for other things.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from scheidslijn.errors import EngineError
from scheidslijn.namespaces import OWL, RDF, RDF_TYPE, RDFS, XSD

__all__ = ["BLANK", "Handed", "hand_over", "named_blank"]

BLANK: Final = "urn:x-scheidslijn:blank:"

_DATE: Final = NamedNode(XSD + "date")
_TYPE: Final = NamedNode(RDF_TYPE)
_RANGE: Final = NamedNode(RDFS + "range")
_ONTOLOGY: Final = NamedNode(OWL + "Ontology")
_HEADERS: Final = {
    OWL + name for name in ("imports", "versionIRI", "priorVersion", "backwardCompatibleWith")
} | {OWL + "incompatibleWith"}
# What only the nodes of lists have; all other structure is written with terms of OWL itself.
_STRUCTURE: Final = {RDF + "first", RDF + "rest"}


@dataclass(frozen=True, slots=True)
class Handed:
    """What goes to the reasoner.

    Attributes:
        named: the document in RDF/XML, with names for blank nodes that stand for something.
        plain: the same with blank nodes, for the profiles, which ask things of these.
        blanks: the labels of the blank nodes that got a name.
        dates: how many values were left out because they are dates.
    """

    named: bytes
    plain: bytes
    blanks: frozenset[str]
    dates: int


def hand_over(triples: Iterable[Triple], *, plain: bool = False) -> Handed:
    """Return the document that the reasoner reads.

    Args:
        triples: what to reason over. Blank nodes with the same label are the same node.
        plain: whether to make the document for profiles too.

    Raises:
        EngineError: RDF/XML has no way to write a triple down.
    """
    kept: list[Triple] = []
    dates = 0
    for triple in triples:
        if _is_date(triple):
            dates += 1
        elif not _is_header(triple):
            kept.append(triple)
    things = _things(kept)
    named = (_with_names(triple, things) for triple in kept)
    return Handed(_written(named), _written(kept) if plain else b"", things, dates)


def named_blank(label: str) -> str:
    """Return the name that the reasoner knows a blank node by."""
    return BLANK + label


def _written(triples: Iterable[Triple]) -> bytes:
    try:
        written = serialize(triples, format=RdfFormat.RDF_XML)
    except (ValueError, OSError) as error:
        raise EngineError(f"the OWL reasoner cannot be given the triples: {error}") from error
    assert written is not None
    return written


def _is_date(triple: Triple) -> bool:
    value = triple.object
    if isinstance(value, Literal):
        return bool(value.datatype == _DATE)
    return bool(value == _DATE and triple.predicate == _RANGE)


def _is_header(triple: Triple) -> bool:
    declared = triple.predicate == _TYPE and triple.object == _ONTOLOGY
    return declared or triple.predicate.value in _HEADERS


def _things(triples: Iterable[Triple]) -> frozenset[str]:
    """Return the labels of the blank nodes that stand for something, and not for an expression.

    A node of an expression, a list or an axiom has a term of OWL as its class or as a property
    (W3C, OWL 2 Mapping to RDF Graphs, table 1); or it is the object of such a property.
    """
    blank: set[str] = set()
    structure: set[str] = set()
    for triple in triples:
        subject, value = triple.subject, triple.object
        name = triple.predicate.value
        built = name.startswith(OWL) or name in _STRUCTURE
        kind = value.value if isinstance(value, NamedNode) and name == RDF_TYPE else ""
        if isinstance(subject, BlankNode):
            blank.add(subject.value)
            own = kind.startswith((OWL, RDFS, RDF))
            if own or (built and name not in (OWL + "sameAs", OWL + "differentFrom")):
                structure.add(subject.value)
        if isinstance(value, BlankNode):
            blank.add(value.value)
    return frozenset(blank - structure)


def _with_names(triple: Triple, things: frozenset[str]) -> Triple:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, BlankNode) and not isinstance(value, BlankNode):
        return triple
    if isinstance(subject, BlankNode) and subject.value in things:
        subject = NamedNode(named_blank(subject.value))
    if isinstance(value, BlankNode) and value.value in things:
        value = NamedNode(named_blank(value.value))
    return Triple(subject, triple.predicate, value)
