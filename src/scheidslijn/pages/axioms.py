"""What OWL says of a word of the ontology, as pieces of text and links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from scheidslijn.errors import RuleBookError
from scheidslijn.explanation.book import Book
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import OWL, PREFIXES, RDF, RDF_TYPE, RDFS, SL
from scheidslijn.pages.ontology_words import AMOUNTS, CHARACTERISTICS, QUANTITIES, WORDS

__all__ = ["Axioms", "Item", "Piece", "short"]

_NUMBERS: Final = {"1": Text("één", "one"), "2": Text("twee", "two")}


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words, with what they lead to: a thing, or a page that each language has."""

    text: Text
    iri: Term = ""
    path: str = ""


# Pieces that are read one after the other.
Item = tuple[Piece, ...]


class Axioms:
    """The axioms about the words of the ontology.

    Args:
        book: the rule book.
        prefixes: short names for namespaces, by the name.
    """

    def __init__(self, book: Book, prefixes: Mapping[str, str]) -> None:
        self._book = book
        self._rules = book.rules
        self._prefixes = prefixes

    def piece(self, iri: Term) -> Piece:
        """Return a thing under its label; one that is not ours by its prefix."""
        if iri in self._book.types:
            return Piece(self._book.book.label(iri), iri)
        name = short(iri, self._prefixes)
        return Piece(Text(name, name), iri)

    def listed(self, terms: Iterable[Term]) -> Iterator[Item]:
        """Yield things that have an IRI, sorted, each once."""
        for each in sorted(set(terms), key=lambda term: (term.casefold(), term)):
            if not each.startswith("_:"):
                yield (self.piece(each),)

    def characteristics(self, iri: Term) -> Iterator[Item]:
        """Yield what kind of property it is, such as a transitive one."""
        for kind, text in CHARACTERISTICS.items():
            if kind in self._book.types[iri]:
                yield (Piece(text),)

    def above(self, iri: Term) -> Iterator[Item]:
        """Yield what a class or property is narrower than."""
        for link in ("subClassOf", "subPropertyOf"):
            yield from self.listed(self._rules.objects(iri, RDFS + link))

    def below(self, iri: Term) -> Iterator[Item]:
        """Yield what is narrower than a class or property."""
        for link in ("subClassOf", "subPropertyOf"):
            yield from self.listed(self._rules.subjects(RDFS + link, iri))

    def same(self, iri: Term) -> Iterator[Item]:
        """Yield what is the same as a class or property."""
        for link in ("equivalentClass", "equivalentProperty"):
            here, there = (
                self._rules.objects(iri, OWL + link),
                self._rules.subjects(OWL + link, iri),
            )
            yield from self.listed((*here, *there))

    def inverse(self, iri: Term) -> Iterator[Item]:
        """Yield the properties that lead the other way."""
        link = OWL + "inverseOf"
        both = (*self._rules.objects(iri, link), *self._rules.subjects(link, iri))
        yield from self.listed(both)

    def domain(self, iri: Term) -> Iterator[Item]:
        """Yield the classes whose things have a property."""
        yield from self.listed(self._ends(iri, "domain"))

    def range(self, iri: Term) -> Iterator[Item]:
        """Yield the classes or datatypes of the values of a property."""
        yield from self.listed(self._ends(iri, "range"))

    def _ends(self, iri: Term, link: str) -> list[Term]:
        ends = self._rules.objects(iri, RDFS + link)
        return [each for end in ends for each in self._book.members(end)]

    def properties(self, iri: Term) -> Iterator[Item]:
        """Yield the properties that a class is a domain of."""
        yield from self.listed(self._by_end["domain"].get(iri, ()))

    def values_of(self, iri: Term) -> Iterator[Item]:
        """Yield the properties that a class is a range of."""
        yield from self.listed(self._by_end["range"].get(iri, ()))

    @cached_property
    def _by_end(self) -> dict[str, dict[Term, list[Term]]]:
        found: dict[str, dict[Term, list[Term]]] = {}
        for link in ("domain", "range"):
            of_link = found[link] = defaultdict(list)
            for prop in self._book.properties:
                for each in self._ends(prop, link):
                    of_link[each].append(prop)
        return found

    def disjoint(self, iri: Term) -> Iterator[Item]:
        """Yield the classes or properties with which it has nothing in common."""
        found = {each for group in self._apart if iri in group for each in group}
        for link in ("disjointWith", "propertyDisjointWith"):
            found.update(self._rules.objects(iri, OWL + link))
            found.update(self._rules.subjects(OWL + link, iri))
        yield from self.listed(found - {iri})

    @cached_property
    def _apart(self) -> list[list[Term]]:
        return [
            self._list(head)
            for kind in ("AllDisjointClasses", "AllDisjointProperties")
            for node in self._rules.subjects(RDF_TYPE, OWL + kind)
            for head in self._rules.objects(node, OWL + "members")
        ]

    def _list(self, head: Term) -> list[Term]:
        found = []
        while head != RDF + "nil":
            found += self._rules.objects(head, RDF + "first")
            head = self._rules.objects(head, RDF + "rest")[0]
        return found

    def restrictions(self, iri: Term) -> Iterator[Item]:
        """Yield what every thing of a class has, in words.

        Raises:
            RuleBookError: there are no words for an axiom of this form.
        """
        nodes = self._rules.objects(iri, RDFS + "subClassOf")
        found = (self._restriction(iri, node) for node in nodes if node.startswith("_:"))
        yield from sorted(found, key=lambda item: [each.iri or each.text.nl for each in item[::-1]])

    def _restriction(self, iri: Term, node: Term) -> Item:
        properties = self._rules.objects(node, OWL + "onProperty")
        for link, text in AMOUNTS.items():
            for number in self._rules.objects(node, link) if properties else ():
                many = _NUMBERS.get(number, Text(number, number))
                words = Text(text.nl.format(n=many.nl), text.en.format(n=many.en))
                return (Piece(words), self.piece(properties[0]))
        for link, text in QUANTITIES.items():
            for value in self._rules.objects(node, link) if properties else ():
                if not value.startswith("_:"):
                    of = Piece(WORDS["being"])
                    return (Piece(text), self.piece(properties[0]), of, self.piece(value))
        raise RuleBookError(f"the page of the ontology has no words for an axiom about <{iri}>")

    def individuals(self, iri: Term) -> Iterator[Item]:
        """Yield the individuals of a class that are words of the ontology themselves."""
        members = self._rules.subjects(RDF_TYPE, iri)
        yield from self.listed(each for each in members if each.startswith(SL))

    def classes(self, iri: Term) -> Iterator[Item]:
        """Yield the classes of an individual."""
        yield from self.listed(each for each in self._book.types[iri] if each.startswith(SL))

    def values(self, iri: Term, prop: Term) -> Iterator[Item]:
        """Yield the things that a word has of a property."""
        yield from self.listed(self._rules.objects(iri, prop))


def short(iri: Term, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return an IRI with a prefix where it has one, else as it is.

    >>> short("https://w3id.org/scheidslijn/def#Rol")
    'sl:Rol'
    """
    fitting = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"
