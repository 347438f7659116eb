"""Checks of what is declared: classes, properties, their relations, addresses and headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.lint.book import Book, Fact
from scheidslijn.lint.report import Found
from scheidslijn.lint.vocabulary import KNOWN, REDEFINABLE, is_built_in, namespace_of
from scheidslijn.lint.words import per_file, short
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import BASE, DCTERMS, OWL, RDF, RDF_TYPE, RDFS, SH, SL

__all__ = [
    "built_in_redefined",
    "built_in_unknown",
    "equivalent_pair",
    "equivalent_without_genus",
    "invalid_iri",
    "missing_superclass",
    "multiple_equivalent_definitions",
    "multiple_equivalents",
    "ontology_description",
    "ontology_licence",
    "ontology_title",
    "punning",
    "undeclared_class",
    "undeclared_property",
]

_SUBCLASS: Final = RDFS + "subClassOf"
_EQUIVALENT: Final = OWL + "equivalentClass"
_SAME: Final = (_EQUIVALENT, OWL + "equivalentProperty", OWL + "sameAs")
_TO_CLASS: Final = (
    RDF_TYPE,
    _SUBCLASS,
    RDFS + "domain",
    RDFS + "range",
    _EQUIVALENT,
    OWL + "disjointWith",
    OWL + "complementOf",
    OWL + "someValuesFrom",
    OWL + "allValuesFrom",
    OWL + "onClass",
    SH + "class",
    SH + "targetClass",
)
_TO_PROPERTY: Final = (
    RDFS + "subPropertyOf",
    OWL + "onProperty",
    OWL + "inverseOf",
    OWL + "equivalentProperty",
    OWL + "propertyDisjointWith",
    SH + "path",
    SH + "inversePath",
    SH + "targetSubjectsOf",
    SH + "targetObjectsOf",
    SH + "equals",
    SH + "disjoint",
    SH + "lessThan",
    SH + "lessThanOrEquals",
)
_LOGICAL: Final = tuple(
    OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)
_NAME: Final = r"[A-Za-z][A-Za-z0-9_-]*"
_PART: Final = r"[a-z0-9][a-z0-9._-]*"
_LAWFUL: Final = re.compile(
    rf"(?:def|shape)(?:#{_NAME}|(?:/{_PART})*)|id/{_PART}/[A-Za-z0-9][A-Za-z0-9._-]*"
)
_ALIKE: Final = re.compile(r"w3id\.org/+scheids?-?l[iy]j?n", re.IGNORECASE)


def undeclared_class(book: Book) -> Iterator[Found]:
    """Find classes that are used but nowhere declared; ROBOT leaves this to its profile checks."""
    message = Text(nl="Deze klasse is nergens verklaard", en="This class is declared nowhere")
    uses: dict[Term, list[Fact]] = {}
    for fact in (*book.of(*_TO_CLASS), *_members(book)):
        if isinstance(fact.value, str) and not fact.value.startswith("_:"):
            uses.setdefault(fact.value, []).append(fact)
    for term, facts in sorted(uses.items()):
        if not is_built_in(term) and not book.is_class(term):
            yield from per_file(term, facts, book, message)


def undeclared_property(book: Book) -> Iterator[Found]:
    """Find properties that are used but nowhere declared; ROBOT leaves this to its profiles."""
    message = Text(
        nl="Deze eigenschap is nergens verklaard", en="This property is declared nowhere"
    )
    uses: dict[Term, list[Fact]] = {p: list(facts) for p, facts in book.by_predicate.items()}
    for fact in book.of(*_TO_PROPERTY):
        if isinstance(fact.value, str) and not fact.value.startswith("_:"):
            uses.setdefault(fact.value, []).append(fact)
    for term, facts in sorted(uses.items()):
        if not is_built_in(term) and not book.is_property(term):
            yield from per_file(term, facts, book, message)


def built_in_redefined(book: Book) -> Iterator[Found]:
    """Find statements about the terms of RDF, RDFS, OWL, XSD or SHACL themselves.

    ROBOT: illegal_use_of_built_in_vocabulary.
    """
    for term in sorted(book.by_subject):
        space = namespace_of(term)
        if space in KNOWN and space not in REDEFINABLE:
            name = short(term)
            nl = f"Over {name} uit een vaste woordenschat wordt hier iets beweerd."
            message = Text(nl, f"Something is stated here about {name} of a built-in vocabulary.")
            yield Found(term, message, file=book.by_subject[term][0].file)


def built_in_unknown(book: Book) -> Iterator[Found]:
    """Find names that the built-in vocabularies do not have, such as ``rdfs:lable``.

    ROBOT: illegal_use_of_built_in_vocabulary, for its other half.
    """
    uses: dict[Term, list[Fact]] = {}
    for fact in book.facts:
        value = fact.value.datatype.value if isinstance(fact.value, ox.Literal) else fact.value
        for term in (fact.predicate, value):
            space = namespace_of(term)
            if space in KNOWN and term != space and not _is_known(term, space):
                uses.setdefault(term, []).append(fact)
    for term, facts in sorted(uses.items()):
        name = short(term)
        message = Text(nl=f"De naam {name} bestaat niet", en=f"The name {name} does not exist")
        yield from per_file(term, facts, book, message)


def punning(book: Book) -> Iterator[Found]:
    """Find terms that are two kinds of thing at once; OWL 2 DL forbids most of these."""
    for term in book.terms:
        logical = [kind for kind in _LOGICAL if kind in book.kinds(term)]
        what: list[Text] = []
        if book.is_class(term):
            what.append(Text(nl="klasse", en="class"))
        what += [Text(nl=short(kind), en=short(kind)) for kind in logical]
        own = {k for k in book.kinds(term) if k.startswith(SL) or k == OWL + "NamedIndividual"}
        if own:
            what.append(Text(nl="individu", en="individual"))
        if len(what) > 1:
            nl, en = " en ".join(w.nl for w in what), " and ".join(w.en for w in what)
            yield Found(term, Text(f"De term is tegelijk {nl}.", f"The term is {en} at once."))


def equivalent_pair(book: Book) -> Iterator[Found]:
    """Find two of our own terms that are said to be the same (ROBOT: equivalent_pair).

    A term of ours beside one of another vocabulary is an alignment, and no finding.
    """
    own = set(book.terms)
    for fact in book.of(*_SAME):
        if isinstance(fact.value, str) and fact.subject in own and fact.value in own:
            other = book.label(fact.value)
            nl = f"De term is gelijkgesteld aan {other.nl} ({fact.value})."
            en = f"The term is said to be the same as {other.en} ({fact.value})."
            yield Found(fact.subject, Text(nl, en), file=fact.file)


def equivalent_without_genus(book: Book) -> Iterator[Found]:
    """Find classes that equal a bare ``some`` restriction.

    ROBOT: equivalent_class_axiom_no_genus.
    """
    for fact in book.of(_EQUIVALENT):
        if isinstance(fact.value, str) and book.values(fact.value, OWL + "someValuesFrom"):
            nl = "De klasse is gelijkgesteld aan een beperking zonder bovenklasse erbij."
            en = "The class is said to equal a restriction with no superclass beside it."
            yield Found(fact.subject, Text(nl, en), file=fact.file)


def multiple_equivalents(book: Book) -> Iterator[Found]:
    """Find classes that equal more than one named class (ROBOT: multiple_equivalent_classes)."""
    message = Text(
        nl="De klasse is gelijkgesteld aan meer dan één klasse",
        en="The class is said to equal more than one class",
    )
    return _many_equivalents(book, message, blank=False)


def multiple_equivalent_definitions(book: Book) -> Iterator[Found]:
    """Find classes with more than one logical definition.

    ROBOT: multiple_equivalent_class_definitions.
    """
    message = Text(
        nl="De klasse heeft meer dan één logische definitie",
        en="The class has more than one logical definition",
    )
    return _many_equivalents(book, message, blank=True)


def missing_superclass(book: Book) -> Iterator[Found]:
    """Find classes that stand alone: nothing above or below them (ROBOT: missing_superclass).

    The root of a tree has no superclass either, and is no finding.
    """
    above = {fact.subject for fact in book.of(_SUBCLASS, _EQUIVALENT)}
    below = {fact.value for fact in book.of(_SUBCLASS, _EQUIVALENT)}
    used = {fact.value for fact in book.facts if fact.predicate in _TO_CLASS}
    message = Text(
        nl="De klasse heeft geen boven- of onderklasse, en niets gebruikt haar.",
        en="The class has neither superclass nor subclass, and nothing uses it.",
    )
    for term in book.terms:
        if book.is_class(term) and not {term} & (above | below | used):
            yield Found(term, message)


def invalid_iri(book: Book) -> Iterator[Found]:
    """Find addresses that look like ours but are not formed as ours (ROBOT: invalid_entity_uri)."""
    uses: dict[Term, list[Fact]] = {}
    for fact in book.facts:
        for term in (fact.subject, fact.predicate, fact.value):
            if isinstance(term, str) and _ALIKE.search(term) and not _is_lawful(term):
                uses.setdefault(term, []).append(fact)
    message = Text(
        nl="Het adres heeft niet de vorm van een adres van dit project",
        en="The address is not formed as one of this project",
    )
    for term, facts in sorted(uses.items()):
        yield from per_file(term, facts, book, message)


def ontology_title(book: Book) -> Iterator[Found]:
    """Find ontologies without a title (ROBOT: missing_ontology_title)."""
    return _header(book, DCTERMS + "title", Text(nl="titel", en="title"))


def ontology_description(book: Book) -> Iterator[Found]:
    """Find ontologies without a description (ROBOT: missing_ontology_description)."""
    return _header(book, DCTERMS + "description", Text(nl="beschrijving", en="description"))


def ontology_licence(book: Book) -> Iterator[Found]:
    """Find ontologies without a licence (ROBOT: missing_ontology_license)."""
    return _header(book, DCTERMS + "license", Text(nl="licentie", en="licence"))


def _header(book: Book, predicate: Term, name: Text) -> Iterator[Found]:
    for ontology in book.ontologies():
        if ontology.startswith("_:") or not book.values(ontology, predicate):
            message = Text(f"De ontologie heeft geen {name.nl}.", f"The ontology has no {name.en}.")
            yield Found(ontology, message)


def _members(book: Book) -> Iterator[Fact]:
    """Yield the members of lists of classes."""
    for fact in book.of(OWL + "unionOf", OWL + "intersectionOf", OWL + "disjointUnionOf"):
        node = fact.value
        while isinstance(node, str) and node != RDF + "nil":
            yield from (f for f in book.by_subject.get(node, ()) if f.predicate == RDF + "first")
            node = next(iter(book.nodes(node, RDF + "rest")), RDF + "nil")


def _many_equivalents(book: Book, message: Text, *, blank: bool) -> Iterator[Found]:
    found: dict[Term, set[Term]] = {}
    for fact in book.of(_EQUIVALENT):
        if isinstance(fact.value, str) and fact.value.startswith("_:") is blank:
            found.setdefault(fact.subject, set()).add(fact.value)
    for term, others in sorted(found.items()):
        if len(others) > 1:
            names = "" if blank else ": " + ", ".join(map(short, sorted(others)))
            yield Found(term, Text(f"{message.nl}{names}.", f"{message.en}{names}."))


def _is_known(term: Term, space: Term) -> bool:
    name = term.removeprefix(space)
    return name in KNOWN[space] or (
        space == RDF and re.fullmatch(r"_[1-9][0-9]*", name) is not None
    )


def _is_lawful(term: Term) -> bool:
    return term.startswith(BASE) and _LAWFUL.fullmatch(term.removeprefix(BASE)) is not None
