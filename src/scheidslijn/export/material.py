"""What is exported: the rule book by subject and property, and one dossier at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.model import RuleBookVersion, Term, Text
from scheidslijn.namespaces import RDF_TYPE, RDFS, RDFS_LABEL
from scheidslijn.privacy import Guard
from scheidslijn.rulebook import Index, text_of

__all__ = ["Book", "Case", "Node", "Value"]

Node = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_Properties = Mapping[ox.NamedNode, Sequence[Value]]


def _by_subject(quads: Iterable[ox.Quad]) -> dict[Node, dict[ox.NamedNode, list[Value]]]:
    found: dict[Node, dict[ox.NamedNode, list[Value]]] = {}
    for subject, predicate, value, _ in quads:
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


@dataclass(frozen=True)
class Book:
    """Ontology, rule book and shapes.

    Attributes:
        quads: the statements of ontology and rule book.
        shapes: the statements of the shapes graph.
        version: which rule book it is.
    """

    quads: Sequence[ox.Quad]
    shapes: Sequence[ox.Quad]
    version: RuleBookVersion

    @cached_property
    def terms(self) -> Index:
        """Ontology and rule book by subject and property, as terms."""
        return Index(self.quads)

    @cached_property
    def guard(self) -> Guard:
        """What of a dossier may leave."""
        return Guard(self.terms)

    @cached_property
    def subjects(self) -> Mapping[Node, _Properties]:
        """Every subject with its properties and their values."""
        return _by_subject(self.quads)

    @cached_property
    def _classes(self) -> Mapping[Value, Sequence[ox.NamedNode]]:
        found: defaultdict[Value, list[ox.NamedNode]] = defaultdict(list)
        for subject, properties in self.subjects.items():
            for kind in properties.get(_TYPE, ()):
                if isinstance(subject, ox.NamedNode):
                    found[kind].append(subject)
        return {kind: sorted(set(nodes), key=_value_of) for kind, nodes in found.items()}

    @cached_property
    def _subclasses(self) -> Mapping[Value, Sequence[ox.NamedNode]]:
        found: defaultdict[Value, list[ox.NamedNode]] = defaultdict(list)
        broader = ox.NamedNode(RDFS + "subClassOf")
        for subject, properties in self.subjects.items():
            for above in properties.get(broader, ()):
                if isinstance(subject, ox.NamedNode):
                    found[above].append(subject)
        return found

    def subclasses(self, kind: Term) -> tuple[ox.NamedNode, ...]:
        """Return a class and every class below it that has a name."""
        found, waiting = dict[ox.NamedNode, None](), [ox.NamedNode(kind)]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = None
                waiting += self._subclasses.get(node, ())
        return tuple(found)

    def instances(self, kind: Term) -> list[ox.NamedNode]:
        """Return the individuals of a class and of the classes below it, sorted by IRI."""
        nodes = {node for each in self.subclasses(kind) for node in self._classes.get(each, ())}
        return sorted(nodes, key=_value_of)

    def values(self, subject: Node, predicate: Term) -> Sequence[Value]:
        """Return the values that a subject has of a property, as RDF terms, sorted."""
        found = self.subjects.get(subject, {}).get(ox.NamedNode(predicate), ())
        return sorted(found, key=str)

    def nodes(self, subject: Node, predicate: Term) -> list[ox.NamedNode]:
        """Return the values of a property that have an IRI, sorted."""
        found = self.values(subject, predicate)
        return [each for each in found if isinstance(each, ox.NamedNode)]

    def text(self, subject: Node, predicate: Term = RDFS_LABEL) -> Text | None:
        """Return a text of a subject in both languages, such as its label."""
        values = self.values(subject, predicate)
        return text_of(values)


@dataclass(frozen=True)
class Case:
    """One dossier: a named graph, or a file without any; it can hold more than one sl:Dossier.

    Attributes:
        quads: its statements, of the default graph, without texts and what else may not leave.
        book: the rule book that it refers to.
    """

    quads: Sequence[ox.Quad]
    book: Book

    @cached_property
    def subjects(self) -> Mapping[Node, _Properties]:
        """Every subject with its properties and their values, in order of appearance."""
        return _by_subject(self.quads)


def _value_of(node: ox.NamedNode) -> str:
    return node.value
