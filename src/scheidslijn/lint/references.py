"""Checks of references within the rule book: do they lead somewhere, once, and not in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.lint.book import Book, Fact
from scheidslijn.lint.report import Found
from scheidslijn.lint.words import about, per_file, quoted, short
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import BASE, DCTERMS, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SH, SKOS, SL

__all__ = ["circular_hierarchy", "dangling_reference", "described_twice", "repeated_identifier"]

# An address of a release is a name; there is nothing to find behind it here.
_NAMES_ONLY: Final = frozenset(
    {OWL + "versionIRI", OWL + "priorVersion", OWL + "backwardCompatibleWith"}
)
_UPWARD: Final = (
    SL + "brederRol",
    SL + "brederTaak",
    SL + "brederCategorie",
    SL + "onderdeelVan",
    RDFS + "subClassOf",
    RDFS + "subPropertyOf",
)
_IDENTIFIERS: Final = (
    SL + "code",
    SL + "bwbId",
    SL + "jci",
    SL + "eli",
    DCTERMS + "identifier",
    SKOS + "notation",
)


def dangling_reference(book: Book) -> Iterator[Found]:
    """Find addresses of this project that are used but nowhere described."""
    # what a shape adds to its results has no type, but is described all the same
    described = {fact.subject for fact in book.of(RDF_TYPE, SH + "annotationProperty")}
    uses: dict[Term, list[Fact]] = {}
    for fact in book.facts:
        if fact.predicate in _NAMES_ONLY:
            continue
        for term in (fact.predicate, fact.value):
            if isinstance(term, str) and term.startswith(BASE):
                uses.setdefault(term, []).append(fact)
    message = Text(nl="Deze term is nergens beschreven", en="This term is described nowhere")
    for term, facts in sorted(uses.items()):
        if term not in described:
            yield from per_file(term, facts, book, message)


def circular_hierarchy(book: Book) -> Iterator[Found]:
    """Find terms that lie under themselves; each circle is told once, from its first term on."""
    for predicate in _UPWARD:
        above: dict[Term, list[Term]] = {}
        for fact in book.of(predicate):
            if isinstance(fact.value, str):
                above.setdefault(fact.subject, []).append(fact.value)
        told: set[Term] = set()
        for term in sorted(above):
            circle = [] if term in told else _circle(term, above)
            if circle:
                told.update(circle)
                nl = " → ".join(book.label(each).nl for each in (*circle, term))
                en = " → ".join(book.label(each).en for each in (*circle, term))
                name = short(predicate)
                message = Text(
                    f"Langs {name} ligt de term onder zichzelf: {nl}.",
                    f"Along {name} the term lies under itself: {en}.",
                )
                yield Found(term, message)


def described_twice(book: Book) -> Iterator[Found]:
    """Find terms with a type and a label in more than one file."""
    for term in book.terms:
        facts = book.by_subject[term]
        typed = {fact.file for fact in facts if fact.predicate == RDF_TYPE}
        labelled = {fact.file for fact in facts if fact.predicate == RDFS_LABEL}
        _, *others = sorted(typed & labelled) or [0]
        for number in others:
            nl = "De term staat ook in een ander bestand, met type en naam."
            en = "The term stands in another file too, with type and label."
            yield Found(term, Text(nl, en), file=number)


def repeated_identifier(book: Book) -> Iterator[Found]:
    """Find codes, law numbers and references to the law that two terms share."""
    for predicate in _IDENTIFIERS:
        first: dict[str, Term] = {}
        for fact in sorted(book.of(predicate), key=lambda each: each.subject):
            value = fact.value.value if isinstance(fact.value, ox.Literal) else fact.value
            other = first.setdefault(value, fact.subject)
            if other != fact.subject:
                name, shown, label = short(predicate), quoted(value), book.label(other)
                nl = f"De waarde {shown} van {name} is ook die van {label.nl} ({other})."
                en = f"The value {shown} of {name} is also that of {label.en} ({other})."
                yield about(fact, book, Text(nl, en))


def _circle(term: Term, above: dict[Term, list[Term]]) -> list[Term]:
    """Return the shortest way from a term back to itself, without the term at its end."""
    ways: dict[Term, list[Term]] = {term: [term]}
    queue = [term]
    while queue:
        node = queue.pop(0)
        for other in sorted(above.get(node, ())):
            if other == term:
                return ways[node]
            if other not in ways:
                ways[other] = [*ways[node], other]
                queue.append(other)
    return []
