"""Makes a row of each norm, shape and source, from what rule book, shapes and cases say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from scheidslijn.coverage.material import Broken
from scheidslijn.coverage.report import Cases, NormCoverage, ShapeCoverage, SourceCoverage
from scheidslijn.coverage.texts import text_coverage
from scheidslijn.editions import Editions
from scheidslijn.model import Named, SourcePlace, Term, Text
from scheidslijn.namespaces import OWL, RDF, RDF_TYPE, RDFS, SH, SL
from scheidslijn.rulebook import Index, RuleBook
from scheidslijn.terms import local_name

__all__ = ["Book", "CaseIndex", "norm_rows", "shape_rows", "source_rows"]

_NORM: Final = SL + "Norm"
# per name of a case what it breaks
CaseTable = Mapping[str, tuple[Broken, ...]]


class Book:
    """Rule book and shapes, with the few questions that coverage asks of them.

    Attributes:
        names: what labels, places and active shapes are asked of.
        norms: the norms, by IRI.
        active: the active shapes.
    """

    def __init__(self, names: RuleBook, rulebook: Index, shapes: Index) -> None:
        self.names = names
        self._index = rulebook
        self._shapes = shapes
        self.norm_classes = self._below(_NORM)
        self.norms = self._instances(self.norm_classes)
        self.active = names.active_shapes()

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """Return the values of a property."""
        return self._index.objects(subject, predicate)

    def named(self, terms: Iterable[Term]) -> tuple[Named, ...]:
        """Return terms with their labels, sorted."""
        return tuple(sorted(map(self.names.named, terms)))

    def instances(self, kind: Term) -> list[Term]:
        """Return the individuals of a class and its subclasses, sorted."""
        return self._instances(self._below(kind))

    def checked_by(self, shape: Term) -> list[Term]:
        """Return the norms that name this shape."""
        return self._index.subjects(SL + "getoetstDoor", shape)

    def within(self, shape: Term) -> frozenset[Term]:
        """Return a shape with those that it is a property shape of: they find what it finds."""
        found, queue = {shape}, [shape]
        while queue:
            fresh = set(self._shapes.subjects(SH + "property", queue.pop())) - found
            found |= fresh
            queue += fresh
        return frozenset(found)

    def asked(self, mentioned: frozenset[Term]) -> frozenset[Term]:
        """Return the norms that a question is about, when it mentions these IRIs.

        That is the norm itself, a class that it belongs to, or a property that only norms have
        and this one does.
        """
        classes = {each for kind in mentioned & self.norm_classes for each in self._below(kind)}
        properties = [each for each in mentioned if self._only_norms_have(each)]
        return frozenset(
            norm
            for norm in self.norms
            if norm in mentioned
            or classes.intersection(self.values(norm, RDF_TYPE))
            or any(
                self.values(norm, each) or self._index.subjects(each, norm) for each in properties
            )
        )

    def _only_norms_have(self, prop: Term) -> bool:
        domains = set(self.values(prop, RDFS + "domain"))
        for union in tuple(domains):
            for members in self.values(union, OWL + "unionOf"):
                domains.remove(union)
                while rest := self.values(members, RDF + "rest"):
                    domains.update(self.values(members, RDF + "first"))
                    members = rest[0]
        return bool(domains) and domains <= self.norm_classes

    def _below(self, kind: Term) -> frozenset[Term]:
        found, queue = {kind}, [kind]
        while queue:
            fresh = set(self._index.subjects(RDFS + "subClassOf", queue.pop())) - found
            found |= fresh
            queue += fresh
        return frozenset(found)

    def _instances(self, kinds: Iterable[Term]) -> list[Term]:
        return sorted({each for kind in kinds for each in self._index.subjects(RDF_TYPE, kind)})


class CaseIndex:
    """Which cases break which norm and which shape."""

    def __init__(
        self,
        book: Book,
        examples: CaseTable | None,
        fixtures: CaseTable | None,
        breaches: CaseTable | None,
    ) -> None:
        # A breach says of each finding which norms it names; a case need not.
        self._of_norm = (
            _collect(examples, lambda each: self._norms(book, each)),
            _collect(fixtures, lambda each: self._norms(book, each)),
            _collect(breaches, lambda each: each.norms),
        )
        self._of_shape = tuple(
            _collect(cases, lambda each: book.within(each.shape))
            for cases in (examples, fixtures, breaches)
        )

    def of_norm(self, norm: Term) -> Cases:
        """Return the cases that break a norm."""
        return _cases(self._of_norm, norm)

    def of_shape(self, shape: Term) -> Cases:
        """Return the cases that break a shape, or a part of it."""
        return _cases(self._of_shape, shape)

    @staticmethod
    def _norms(book: Book, broken: Broken) -> Iterable[Term]:
        """Return the norms that are named, or else the only one that the shape checks."""
        if broken.norms:
            return broken.norms
        norms = {norm for shape in book.within(broken.shape) for norm in book.checked_by(shape)}
        return norms if len(norms) == 1 else ()


def norm_rows(
    book: Book, cases: CaseIndex, mentions: Mapping[str, frozenset[Term]]
) -> tuple[NormCoverage, ...]:
    """Return a row per norm, in the order of its first place in the sources."""
    asked = {slug: book.asked(found) for slug, found in sorted(mentions.items())}
    rows = [_norm_row(book, cases, asked, norm) for norm in book.norms]
    return tuple(sorted(rows, key=lambda row: (not row.places, row.places[:1], row.norm.iri)))


def shape_rows(book: Book, cases: CaseIndex) -> tuple[ShapeCoverage, ...]:
    """Return a row per active shape, by IRI."""
    return tuple(
        ShapeCoverage(shape, len(book.checked_by(shape.iri)), cases.of_shape(shape.iri))
        for shape in book.named(book.active)
    )


def source_rows(book: Book, editions: Editions | None) -> tuple[SourceCoverage, ...]:
    """Return a row per source document, by its code."""
    used = [*book.norms, *book.instances(SL + "Voorwaarde")]
    pointed = {each for term in used for each in book.values(term, SL + "vindplaats")}
    places: dict[str, set[SourcePlace]] = {}
    for place in book.names.sources(used):
        places.setdefault(place.document, set()).add(place)
    passages: dict[Term, list[Term]] = {}
    for passage in book.instances(SL + "Bronpassage"):
        for document in book.values(passage, SL + "brondocument"):
            passages.setdefault(document, []).append(passage)
    rows = []
    for document in {*book.instances(SL + "Brondocument"), *passages}:
        code = next(iter(book.values(document, SL + "code")), document)
        known = passages.get(document, [])
        text = None if editions is None else editions.get(code)
        rows.append(
            SourceCoverage(
                document=book.names.named(document),
                code=code,
                passages=len(known),
                unused=len(set(known) - pointed),
                text=None if text is None else text_coverage(text, places.get(code, ())),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.code))


def _norm_row(
    book: Book, cases: CaseIndex, asked: Mapping[str, frozenset[Term]], norm: Term
) -> NormCoverage:
    named_shapes = set(book.values(norm, SL + "getoetstDoor"))
    kinds = book.norm_classes.intersection(book.values(norm, RDF_TYPE))
    return NormCoverage(
        norm=book.names.named(norm),
        kinds=book.named(kinds - {_NORM} or kinds),
        domains=book.named(book.values(norm, SL + "domein")),
        status=next(iter(book.named(book.values(norm, SL + "status"))), None),
        places=book.names.sources([norm]),
        shapes=book.named(named_shapes & book.active),
        missing_shapes=tuple(
            Named(each, Text(local_name(each), local_name(each)))
            for each in sorted(named_shapes - book.active)
        ),
        reasons=book.named(book.values(norm, SL + "nietToetsbaarOmdat")),
        cases=cases.of_norm(norm),
        questions=tuple(slug for slug, norms in asked.items() if norm in norms),
    )


def _collect(
    cases: CaseTable | None, terms: Callable[[Broken], Iterable[Term]]
) -> dict[Term, set[str]] | None:
    if cases is None:
        return None
    found: dict[Term, set[str]] = {}
    for name, broken in cases.items():
        for term in {term for each in broken for term in terms(each)}:
            found.setdefault(term, set()).add(name)
    return found


def _cases(by_origin: Iterable[dict[Term, set[str]] | None], term: Term) -> Cases:
    return Cases(
        *(None if each is None else tuple(sorted(each.get(term, ()))) for each in by_origin)
    )
