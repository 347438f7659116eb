"""What the ontology lets stand as the value of each property of a dossier."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import Term
from scheidslijn.namespaces import OWL, RDF, RDF_TYPE, RDFS, SL, XSD
from scheidslijn.rulebook import Index

__all__ = [
    "Kind",
    "Slot",
    "Value",
    "classes_of",
    "individuals",
    "kind_of",
    "nodes_of",
    "only_for_rules",
]

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_HEALTH_PROPERTIES: Final = frozenset({SL + "klachtsoort"})


class Kind(StrEnum):  # whose hash is quick, other than that of Enum
    """What the value of a property is."""

    BOOLEAN = "boolean"
    CLASS = "class"
    DATE = "date"
    HEALTH = "health"
    INTEGER = "integer"
    NODE = "node"
    TEXT = "text"


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """What may stand as the value of a property.

    Attributes:
        kind: what it is.
        known: the terms of the rule book that it may be.
        personal: whether a person stands here.
    """

    kind: Kind
    known: frozenset[Value] = frozenset()
    personal: bool = False


def kind_of(prop: Term, kinds: Container[Term], terms: Index) -> Kind | None:
    """Return what the value of a property is, or None for a term that is no property."""
    if prop in _HEALTH_PROPERTIES:
        return Kind.HEALTH
    if OWL + "ObjectProperty" in kinds:
        return Kind.NODE
    if OWL + "DatatypeProperty" not in kinds:
        return None
    ranges = terms.objects(prop, RDFS + "range")
    # OWL 2 knows no xsd:date, so that a property of days has no range at all
    known = {"": Kind.DATE, XSD + "boolean": Kind.BOOLEAN, XSD + "integer": Kind.INTEGER}
    return known.get(next(iter(ranges), ""), Kind.TEXT)


def only_for_rules(prop: Term, terms: Index, rule_classes: Container[Term]) -> bool:
    """Return whether only what a rule book describes can have a property."""
    domains = classes_of(prop, RDFS + "domain", terms)
    return bool(domains) and all(each in rule_classes for each in domains)


def classes_of(prop: Term, side: str, terms: Index) -> set[Term]:
    """Return the classes of the domain or the range of a property."""
    found: set[Term] = set()
    for each in terms.objects(prop, side):
        lists = terms.objects(each, OWL + "unionOf")
        found.update(member for start in lists for member in _members(start, terms))
        found.update(() if lists else (each,))
    return found


def individuals(classes: Iterable[Term], terms: Index) -> frozenset[Value]:
    """Return what the rule book calls an instance of these classes or of a narrower one."""
    waiting, seen = [*classes], set[Term]()
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting += terms.subjects(RDFS + "subClassOf", each)
    return nodes_of(node for each in seen for node in terms.subjects(RDF_TYPE, each))


def nodes_of(terms: Iterable[Term]) -> frozenset[Value]:
    """Return the nodes that have these names."""
    return frozenset(ox.NamedNode(each) for each in terms if not each.startswith("_:"))


def _members(start: Term, terms: Index) -> Iterator[Term]:
    """Yield the members of a list."""
    node: Term | None = start
    while node is not None and node != RDF + "nil":
        yield from terms.objects(node, RDF + "first")
        node = terms.first(node, RDF + "rest")
