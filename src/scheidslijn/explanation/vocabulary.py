"""What a card says of a word of the ontology or of a shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from scheidslijn.explanation.book import Book
from scheidslijn.explanation.facts import fact, norm_notes, own_facts, things
from scheidslijn.explanation.types import Card, Fact, Value
from scheidslijn.model import Named, Severity, Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, RDF_TYPE, RDFS, SH, SL
from scheidslijn.terms import local_name

__all__ = ["class_", "classes_of", "property_", "shape"]

_TARGETS: Final = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_SEVERITIES: Final = {
    Severity.VIOLATION: Text("overtreding", "violation"),
    Severity.WARNING: Text("waarschuwing", "warning"),
    Severity.INFO: Text("info", "info"),
}


def class_(card: Card, book: Book) -> Card:
    """Fill the card of a class: what lies below it, its properties, and its individuals."""
    iri, rules = card.thing.iri, book.rules
    below = rules.subjects(RDFS + "subClassOf", iri)
    members = sorted({each for kind in book.below(iri) for each in rules.subjects(RDF_TYPE, kind)})
    return replace(
        card,
        facts=(
            *_module(iri, book),
            *fact("narrower", things(below, book)),
            *fact("properties", things(_with("domain", iri, book), book)),
            *fact("values of", things(_with("range", iri, book), book)),
            *fact("instances", things(members, book)),
            *fact("shapes", things(_targeting(iri, book), book)),
        ),
    )


def property_(card: Card, book: Book) -> Card:
    """Fill the card of a property: of what and to what it leads, and which shapes look at it."""
    iri, rules = card.thing.iri, book.rules
    domains = [e for each in rules.objects(iri, RDFS + "domain") for e in book.members(each)]
    ranges = [e for each in rules.objects(iri, RDFS + "range") for e in book.members(each)]
    return replace(
        card,
        facts=(
            *_module(iri, book),
            *fact("domain", things(domains, book)),
            *fact("range", things(ranges, book)),
            *fact("shapes", things(book.shapes.subjects(SH + "path", iri), book)),
            *own_facts(iri, book),
        ),
    )


def shape(card: Card, book: Book) -> Card:
    """Fill the card of a shape: what it looks at, what it checks, how heavily, and which norms."""
    iri, shapes = card.thing.iri, book.shapes
    targets = [each for name in _TARGETS for each in shapes.objects(iri, SH + name)]
    parts = shapes.objects(iri, SH + "property")
    norms = {n for each in (iri, *parts) for n in book.rules.subjects(SL + "getoetstDoor", each)}
    paths = [each for each in shapes.objects(iri, SH + "path") if not each.startswith("_:")]
    return replace(
        card,
        facts=(
            *_module(iri, book),
            *fact("part of", things(shapes.subjects(SH + "property", iri), book)),
            *fact("target", things(targets, book)),
            *fact("path", things(paths, book)),
            *fact("checks", _messages((iri, *parts), book)),
            *fact("severity", _severities((iri, *parts), book)),
            *fact("phase", things(shapes.objects(iri, SL + "fase"), book)),
            *fact("parts", things(parts, book)),
        ),
        remedy=book.book.remedy(iri),
        norms=norm_notes({SL + "getoetstDoor": sorted(norms)}, book),
    )


def _module(iri: Term, book: Book) -> list[Fact]:
    """Return the module that defines a term, by its address and title."""
    index = book.rules if book.rules.objects(iri, RDFS + "isDefinedBy") else book.shapes
    found = []
    for module in index.objects(iri, RDFS + "isDefinedBy"):
        title = index.text(module, DCTERMS + "title")
        found.append(Value(title or Text(module, module), module))
    return fact("module", found)


def _with(link: str, kind: Term, book: Book) -> list[Term]:
    """Return the properties with a class as their domain or range, also as one of several."""
    return [
        prop
        for prop in book.properties
        for each in book.rules.objects(prop, RDFS + link)
        if kind in book.members(each)
    ]


def _targeting(kind: Term, book: Book) -> list[Term]:
    return book.shapes.subjects(SH + "targetClass", kind)


def _messages(shapes: Iterable[Term], book: Book) -> Iterable[Value]:
    """Yield what shapes say when they find something, with the variables still in it."""
    for each in shapes:
        message = book.book.message(each)
        if message is not None:
            yield Value(message)


def _severities(shapes: Iterable[Term], book: Book) -> list[Value]:
    """Return the severities of a shape and its parts, heaviest first."""
    said = {each for shape in shapes for each in book.shapes.objects(shape, SH + "severity")}
    found = {Severity.from_name(local_name(each)) for each in said}
    return [Value(_SEVERITIES[each]) for each in sorted(found, reverse=True)]


def classes_of(iri: Term, book: Book) -> tuple[Named, ...]:
    """Return the classes of a thing, or of a class those above it, that have names."""
    if OWL + "Class" in book.types.get(iri, ()):
        above = book.rules.objects(iri, RDFS + "subClassOf")
        return book.named(each for each in above if not each.startswith("_:"))
    return book.named(each for each in book.types.get(iri, ()) if each.startswith((SL, SH, OWL)))
