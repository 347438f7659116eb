"""Rule book and shapes, with the few questions that a card asks of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.explanation.types import Document, Ground, Kind, NormNote, Value
from scheidslijn.model import (
    LegalBasis,
    Named,
    RuleBookVersion,
    SourcePlace,
    Statement,
    Term,
    Text,
)
from scheidslijn.namespaces import ID, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SH, SL, XSD
from scheidslijn.rulebook import RuleBook
from scheidslijn.ruletext import having
from scheidslijn.terms import term_text

__all__ = ["Book", "Labels"]

# In this order: the first class that something belongs to says its kind.
_KINDS: Final = (
    (SL + "Norm", Kind.NORM),
    (SL + "Artikel", Kind.ARTICLE),
    (SL + "Rechtsbron", Kind.LAW),
    (SL + "Rol", Kind.ROLE),
    (SL + "Taak", Kind.TASK),
    (SL + "Gegevenscategorie", Kind.DATA),
    (SL + "Bestandssoort", Kind.FILE),
    (SL + "Besluitsoort", Kind.DECISION),
    (SL + "Voorwaarde", Kind.CONDITION),
    (SL + "Begrip", Kind.CONCEPT),
    (SL + "Brondocument", Kind.SOURCE),
    (SL + "Bronpassage", Kind.PASSAGE),
    (OWL + "Class", Kind.CLASS),
    (OWL + "ObjectProperty", Kind.PROPERTY),
    (OWL + "DatatypeProperty", Kind.PROPERTY),
    (OWL + "AnnotationProperty", Kind.PROPERTY),
)
_PROPERTIES: Final = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_SHAPES: Final = ("NodeShape", "PropertyShape")
_DURATION: Final = re.compile(r"P([0-9]+)([DWMY])")
_UNITS: Final = {
    "D": (Text("dag", "day"), Text("dagen", "days")),
    "W": (Text("week", "week"), Text("weken", "weeks")),
    "M": (Text("maand", "month"), Text("maanden", "months")),
    "Y": (Text("jaar", "year"), Text("jaar", "years")),
}
_TRUTH: Final = {"true": Text("ja", "yes"), "false": Text("nee", "no")}

Labels = dict[Term, tuple[Kind, Text]]


class Book:
    """Rule book and shapes.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the packaged shapes graph.
        version: which rule book this is.
    """

    def __init__(
        self, rulebook: Sequence[Statement], shapes: Sequence[Statement], version: RuleBookVersion
    ) -> None:
        self.statements = rulebook
        self.shape_statements = shapes
        self.book = RuleBook(rulebook, shapes)
        self.rules = self.book.terms
        self.shapes = self.book.shapes
        self.version = version

    @cached_property
    def types(self) -> dict[Term, set[Term]]:
        """The classes of everything in rule book and shapes that has an IRI."""
        found: dict[Term, set[Term]] = {}
        kind = ox.NamedNode(RDF_TYPE)
        for statement in (*having(self.statements, kind), *having(self.shape_statements, kind)):
            subject = term_text(statement.subject)
            if not subject.startswith("_:") and isinstance(statement.object, ox.NamedNode):
                found.setdefault(subject, set()).add(statement.object.value)
        return found

    @cached_property
    def labels(self) -> Labels:
        """Everything that a card can be about in rule book and shapes: its kind and label."""
        names: dict[Term, dict[str, str]] = {}
        label = ox.NamedNode(RDFS_LABEL)
        for statement in (*having(self.statements, label), *having(self.shape_statements, label)):
            value = statement.object
            if isinstance(value, ox.Literal):
                known = names.setdefault(term_text(statement.subject), {})
                known.setdefault(value.language or "", value.value)
        found: Labels = {}
        for iri in sorted(self.types):
            kind = self.kind_of(iri)
            if kind is not None:
                known = names.get(iri, {})
                found[iri] = (kind, _label(known, iri))
        return found

    @cached_property
    def _roots(self) -> tuple[tuple[frozenset[Term], Kind], ...]:
        return tuple((self.below(root), kind) for root, kind in _KINDS)

    def kind_of(self, iri: Term) -> Kind | None:
        """Return what kind of thing an IRI is, or None if a card cannot be about it."""
        types = self.types.get(iri, set())
        if types & {SH + name for name in _SHAPES}:
            return Kind.SHAPE
        for classes, kind in self._roots:
            if not types.isdisjoint(classes):
                in_ontology = kind not in (Kind.CLASS, Kind.PROPERTY) or iri.startswith(SL)
                return kind if in_ontology else None
        return Kind.TERM if iri.startswith(ID) else None

    @cached_property
    def properties(self) -> tuple[Term, ...]:
        """The properties that the ontology declares, sorted."""
        found = {p for name in _PROPERTIES for p in self.rules.subjects(RDF_TYPE, OWL + name)}
        return tuple(sorted(p for p in found if p.startswith(SL)))

    @cached_property
    def norm_classes(self) -> frozenset[Term]:
        """The class of norms and those below it."""
        return self.below(SL + "Norm")

    def below(self, kind: Term) -> frozenset[Term]:
        """Return a class with the classes below it."""
        return self._closure(kind, lambda term: self.rules.subjects(RDFS + "subClassOf", term))

    def broader(self, term: Term, link: str) -> frozenset[Term]:
        """Return a term with all that it leads to by a property of the ontology."""
        return self._closure(term, lambda each: self.rules.objects(each, SL + link))

    @staticmethod
    def _closure(start: Term, step: Callable[[Term], Iterable[Term]]) -> frozenset[Term]:
        found, queue = {start}, [start]
        while queue:
            fresh = set(step(queue.pop())) - found
            found |= fresh
            queue += fresh
        return frozenset(found)

    def values(self, subject: Term, field: str) -> list[Term]:
        """Return the values of a property of the ontology, by its local name."""
        return self.rules.objects(subject, SL + field)

    def named(self, terms: Iterable[Term]) -> tuple[Named, ...]:
        """Return terms with their labels, sorted by IRI."""
        return tuple(self.book.named(term) for term in sorted(set(terms)))

    def one(self, subject: Term, field: str) -> Named | None:
        """Return the first value of a property of the ontology, or None."""
        return next(iter(self.named(self.values(subject, field))), None)

    def is_norm(self, iri: Term) -> bool:
        """Return whether this is a norm."""
        return not self.norm_classes.isdisjoint(self.types.get(iri, ()))

    def kinds(self, norm: Term) -> tuple[Named, ...]:
        """Return which kinds of norm a norm is."""
        own = self.norm_classes & self.types.get(norm, set())
        return self.named(own - {SL + "Norm"} or own)

    def note(self, norm: Term, relations: Iterable[Term] = ()) -> NormNote:
        """Return a norm in short."""
        return NormNote(
            norm=self.book.named(norm),
            kinds=self.kinds(norm),
            relations=self.named(relations),
            says=self.book.definition(norm),
            standing=self.one(norm, "status"),
            conditions=self.named(self.values(norm, "voorwaarde")),
            legal_basis=self.book.legal_basis([norm]),
            sources=self.book.sources([norm]),
            checked_by=self.named(self.values(norm, "getoetstDoor")),
        )

    def ground(self, term: Term) -> Ground:
        """Return what a norm or condition rests on, and since when it holds."""
        return Ground(
            standing=self.one(term, "status"),
            legal_basis=self.book.legal_basis([term]),
            sources=self.book.sources([term]),
            documents=self.documents(self.values(term, "vindplaats")),
            valid_from=self._day(term, "geldigVanaf"),
            valid_until=self._day(term, "vervaltOp"),
            editions=tuple(self.values(term, "editie")),
        )

    def place(self, passage: Term) -> SourcePlace:
        """Return a passage as a place in its document."""
        document = next(iter(self.values(passage, "brondocument")), "")
        return SourcePlace(
            document=next(iter(self.values(document, "code")), document),
            first_line=int(next(iter(self.values(passage, "eersteRegel")), 0)),
            last_line=int(next(iter(self.values(passage, "laatsteRegel")), 0)),
            section=next(iter(self.values(passage, "sectie")), ""),
            sha256=next(iter(self.values(passage, "sha256")), ""),
        )

    def article(self, article: Term) -> LegalBasis:
        """Return an article with its reference."""
        references = (*self.values(article, "jci"), *self.values(article, "eli"))
        return LegalBasis(article, next(iter(references), ""), self.book.label(article))

    def documents(self, passages: Iterable[Term]) -> tuple[Document, ...]:
        """Return the documents that passages stand in, with when they were published."""
        found = {each for passage in passages for each in self.values(passage, "brondocument")}
        return tuple(map(self.document, sorted(found)))

    def document(self, document: Term) -> Document:
        """Return a source document with when it was published."""
        return Document(
            document=self.book.named(document),
            code=next(iter(self.values(document, "code")), ""),
            published=self._day(document, "gepubliceerdOp"),
            year=next(map(int, self.values(document, "jaar")), None),
        )

    def _day(self, term: Term, field: str) -> date | None:
        return next(map(date.fromisoformat, self.values(term, field)), None)

    def read(self, subject: Term, prop: Term) -> tuple[Value, ...]:
        """Return what the rule book says of a term under a property, ready to be shown."""
        terms = self.rules.objects(subject, prop)
        if len(terms) > 1 and not any(term in self.types for term in terms):
            text = self.rules.text(subject, prop)
            if text is not None and text.nl != text.en:
                return (Value(text),)
        literal = OWL + "DatatypeProperty" in self.types.get(prop, ())
        return tuple(self._value(term, literal=literal) for term in terms)

    def _value(self, term: Term, *, literal: bool) -> Value:
        if not literal and (term in self.types or term.startswith((RDF, RDFS, XSD))):
            return Value(self.book.label(term), term)
        return Value(_words(term))

    def members(self, term: Term) -> list[Term]:
        """Return a class, or the classes that a union of them names."""
        unions = self.rules.objects(term, OWL + "unionOf")
        if not unions:
            return [term]
        found, rest = [], unions[0]
        while rest and rest != RDF + "nil":
            found += self.rules.objects(rest, RDF + "first")
            rest = next(iter(self.rules.objects(rest, RDF + "rest")), "")
        return sorted(found)


def _label(known: dict[str, str], iri: Term) -> Text:
    other = known.get("") or next(iter(known.values()), re.split(r"[#/]", iri)[-1])
    return Text(nl=known.get("nl", other), en=known.get("en", other))


def _words(value: str) -> Text:
    """Return how a literal reads: a length of time and a truth value in words."""
    duration = _DURATION.fullmatch(value)
    if duration is not None:
        unit = _UNITS[duration[2]][int(duration[1]) != 1]
        return Text(f"{duration[1]} {unit.nl}", f"{duration[1]} {unit.en}")
    return _TRUTH.get(value, Text(value, value))
