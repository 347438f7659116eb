"""The rule book as the checks see it: one index of (subject, predicate, value, file).

Nodes are terms of `scheidslijn.model`, so that they compare fast; a literal stays what pyoxigraph
made of it. Blank nodes carry the number of their file. All lists keep the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.editions import Editions
from scheidslijn.model import Named, Term, Text
from scheidslijn.namespaces import BASE, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SH, SKOS, SL
from scheidslijn.rulebook import text_of
from scheidslijn.terms import local_name, term_text

__all__ = ["Book", "Fact"]

Value = Term | ox.Literal

CLASSES: Final = frozenset({OWL + "Class", RDFS + "Class", RDFS + "Datatype"})
PROPERTIES: Final = frozenset(
    {
        OWL + "ObjectProperty",
        OWL + "DatatypeProperty",
        OWL + "AnnotationProperty",
        OWL + "OntologyProperty",
        RDF + "Property",
    }
)
_ONTOLOGY: Final = OWL + "Ontology"
_NODE_SHAPE: Final = SH + "NodeShape"
_DESCRIBES: Final = frozenset({RDFS_LABEL, SKOS + "definition"})
_DEFINED_BY: Final = RDFS + "isDefinedBy"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, and the number of the file that it stands in."""

    subject: Term
    predicate: Term
    value: Value
    file: int


class Book:
    """Ontology, rule book and shapes, with whatever files were given, as one index.

    Args:
        files: the statements of each file, blank nodes kept apart.
        editions: the text editions of the sources, or None where they are not at hand.
    """

    def __init__(
        self, files: Sequence[Sequence[ox.Quad]], editions: Editions | None = None
    ) -> None:
        self.files = files
        self.editions = editions
        self.facts: list[Fact] = []
        self.by_subject: dict[Term, list[Fact]] = {}
        self.by_predicate: dict[Term, list[Fact]] = {}
        self.by_value: dict[Term, list[Fact]] = {}
        for number, quads in enumerate(files):
            for quad in quads:
                self._add(quad, number)
        self.terms = tuple(sorted(filter(self._is_own, self.by_subject)))

    def _add(self, quad: ox.Quad, number: int) -> None:
        value = quad.object
        term = value if isinstance(value, ox.Literal) else term_text(value)
        fact = Fact(term_text(quad.subject), quad.predicate.value, term, number)
        self.facts.append(fact)
        self.by_subject.setdefault(fact.subject, []).append(fact)
        self.by_predicate.setdefault(fact.predicate, []).append(fact)
        if isinstance(term, str):
            self.by_value.setdefault(term, []).append(fact)

    def _is_own(self, term: Term) -> bool:
        """Return whether a subject is a term that must be described here.

        That is what has a type and an address of this project, or is an individual of one of its
        classes, or is described already; no ontology, and no nameless part of a shape.
        """
        kinds = self.kinds(term)
        if term.startswith("_:") or not kinds or _ONTOLOGY in kinds:
            return False
        said = {fact.predicate for fact in self.by_subject[term]}
        if said & _DESCRIBES:
            return True
        if all(kind.startswith(SH) and kind != _NODE_SHAPE for kind in kinds):
            return False
        return (
            term.startswith(BASE)
            or _DEFINED_BY in said
            or any(kind.startswith(SL) for kind in kinds)
        )

    def of(self, *predicates: Term) -> Iterator[Fact]:
        """Yield the statements with one of these predicates."""
        for predicate in predicates:
            yield from self.by_predicate.get(predicate, ())

    def values(self, subject: Term, predicate: Term) -> list[Value]:
        """Return what a subject has for a predicate."""
        found = self.by_subject.get(subject, ())
        return [fact.value for fact in found if fact.predicate == predicate]

    def nodes(self, subject: Term, predicate: Term) -> list[Term]:
        """Return the IRIs and blank nodes that a subject has for a predicate."""
        return [value for value in self.values(subject, predicate) if isinstance(value, str)]

    def texts(self, subject: Term, predicate: Term) -> list[ox.Literal]:
        """Return the literals that a subject has for a predicate."""
        values = self.values(subject, predicate)
        return [value for value in values if isinstance(value, ox.Literal)]

    def kinds(self, term: Term) -> frozenset[Term]:
        """Return the types of a term."""
        return frozenset(self.nodes(term, RDF_TYPE))

    def is_class(self, term: Term) -> bool:
        """Return whether a term is declared as a class or datatype."""
        return not CLASSES.isdisjoint(self.kinds(term))

    def is_property(self, term: Term) -> bool:
        """Return whether a term is declared as a property."""
        return not PROPERTIES.isdisjoint(self.kinds(term))

    def ontologies(self) -> list[Term]:
        """Return the ontologies that are declared, sorted."""
        return sorted({f.subject for f in self.by_value.get(_ONTOLOGY, ()) if _is_type(f)})

    def instances(self, kind: Term) -> list[Term]:
        """Return the individuals of a class and of its subclasses, sorted."""
        kinds = self.below(kind, (RDFS + "subClassOf",))
        return sorted({f.subject for k in kinds for f in self.by_value.get(k, ()) if _is_type(f)})

    def below(self, term: Term, predicates: Sequence[Term]) -> set[Term]:
        """Return a term with everything that reaches it along these predicates."""
        found, queue = {term}, [term]
        while queue:
            for fact in self.by_value.get(queue.pop(), ()):
                if fact.predicate in predicates and fact.subject not in found:
                    found.add(fact.subject)
                    queue.append(fact.subject)
        return found

    def is_deprecated(self, term: Term) -> bool:
        """Return whether a term is marked as one that is no longer to be used."""
        return any(text.value in ("true", "1") for text in self.texts(term, OWL + "deprecated"))

    def label(self, term: Term) -> Text:
        """Return the label of a term, else the end of its IRI."""
        name = local_name(term)
        return text_of(self.texts(term, RDFS_LABEL)) or Text(nl=name, en=name)

    def named(self, term: Term) -> Named:
        """Return a term with its label."""
        return Named(term, self.label(term))

    def home(self, term: Term) -> int | None:
        """Return the file in which a term is declared, else the first that speaks of it."""
        facts = self.by_subject.get(term, ())
        typed = (fact.file for fact in facts if _is_type(fact))
        return next(typed, facts[0].file if facts else None)

    def around(self, node: Term) -> Iterator[Term]:
        """Yield a node and, while it is blank, what it stands within: from the inside out."""
        seen: set[Term] = set()
        while node not in seen:
            yield node
            seen.add(node)
            if node.startswith("_:") and node in self.by_value:
                node = self.by_value[node][0].subject

    def owner(self, node: Term) -> Term:
        """Return the nearest node with an IRI around a blank node, else the outermost one."""
        *_, outermost = self.around(node)
        return outermost


def _is_type(fact: Fact) -> bool:
    return fact.predicate == RDF_TYPE
