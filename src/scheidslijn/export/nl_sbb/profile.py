"""The rule book's lists as concepts, in NL-SBB: the Dutch profile of SKOS.

Each list (roles, tasks, kinds of decision …) is a concept scheme; its individuals are concepts
and keep their IRIs. A class below the class of the list is a collection. What a source says that
a concept means becomes a scope note, and the passage and articles that say so its sources; a
concept is also derived from each source document whose norms speak of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.grouping import by_subject
from scheidslijn.export.material import Book
from scheidslijn.export.nl_sbb.sources import describe_source, source_document
from scheidslijn.export.nl_sbb.terms import BROADER, LOSSES, NOTES, RELATED, SCHEMES, SILENT
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL
from scheidslijn.terms import local_name, term_text

__all__ = ["PROFILE", "scheme_iri"]

_Said = Iterator[ox.Quad | Unholdable]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_IN_SCHEME: Final = ox.NamedNode(SKOS + "inScheme")
_SOURCE: Final = ox.NamedNode(DCTERMS + "source")
_SCOPE_NOTE: Final = ox.NamedNode(SKOS + "scopeNote")
_DEFINITION: Final = ox.NamedNode(SKOS + "definition")
_PREF_LABEL: Final = ox.NamedNode(SKOS + "prefLabel")
_IS_DEFINED_BY: Final = ox.NamedNode(RDFS + "isDefinedBy")
_NO_LANGUAGE: Final = Text(
    nl="NL-SBB wil van elke tekst weten in welke taal hij is.",
    en="NL-SBB wants to know of each text in which language it is.",
)
_NO_CONCEPT: Final = Text(
    nl="Wat ermee verbonden is, staat niet in het regelboek.",
    en="What it is related to is not in the rule book.",
)
_HEADER: Final = ox.NamedNode(SL.removesuffix("#"))


def scheme_iri(class_name: str) -> ox.NamedNode:
    """Return the IRI of the scheme or collection of a class with this local name.

    >>> scheme_iri("Rol").value
    'https://w3id.org/scheidslijn/id/nl-sbb/rol'
    """
    return ox.NamedNode(f"{ID}nl-sbb/{class_name.lower()}")


@dataclass(frozen=True, slots=True)
class _Lists:
    """The concepts of a rule book, and what its norms say of them.

    Attributes:
        schemes: the class of the scheme of each concept.
        definitions: the norms that define a concept.
        speaking: the source documents whose norms speak of a concept.
    """

    schemes: Mapping[ox.NamedNode, str]
    definitions: Mapping[ox.NamedNode, list[ox.NamedNode]]
    speaking: Mapping[ox.NamedNode, set[ox.NamedNode]]


def _lists(book: Book) -> _Lists:
    schemes = {concept: name for name in SCHEMES for concept in book.instances(SL + name)}
    definitions: dict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
    speaking: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    defines = ox.NamedNode(SL + "definieert")
    silent = {ox.NamedNode(SL + name) for name in SILENT}
    for rule in chain(book.instances(SL + "Norm"), book.instances(SL + "Voorwaarde")):
        documents = {source_document(book, place) for place in book.nodes(rule, SL + "vindplaats")}
        for predicate, values in book.subjects[rule].items():
            for value in values:
                if not isinstance(value, ox.NamedNode) or value not in schemes:
                    continue
                if predicate == defines:
                    definitions[value].append(rule)
                if predicate not in silent:
                    speaking[value] |= {each for each in documents if each is not None}
    return _Lists(schemes, definitions, speaking)


def _rulebook(book: Book) -> _Said:
    held: list[ox.Quad] = []
    for each in _described(book):
        if isinstance(each, Unholdable):
            yield each
        else:
            held.append(each)
    yield from by_subject(held)


def _described(book: Book) -> _Said:
    lists = _lists(book)
    for name in sorted(set(lists.schemes.values())):
        yield from _scheme(book, name)
    cited: set[ox.NamedNode] = set()
    for concept in lists.schemes:
        sources = _sources(book, concept, lists)
        cited |= sources
        yield from _concept(book, concept, lists)
        yield from (ox.Quad(concept, _SOURCE, each) for each in _sorted(sources))
    wholes = {whole for each in cited if (whole := source_document(book, each)) is not None}
    for source in _sorted(cited | wholes):
        yield from describe_source(book, source)


def _scheme(book: Book, name: str) -> _Said:
    """Say what a list is, and which collections it has."""
    scheme, kind = scheme_iri(name), ox.NamedNode(SL + name)
    yield ox.Quad(scheme, _TYPE, ox.NamedNode(SKOS + "ConceptScheme"))
    for term, title in _texts(book, kind, RDFS_LABEL):
        word = "Begrippenkader" if term.language == "nl" else "Concept scheme"
        text = ox.Literal(f"{word}: {title}", language=term.language)
        yield ox.Quad(scheme, ox.NamedNode(DCTERMS + "title"), text)
    for predicate in (DCTERMS + "created", DCTERMS + "license", OWL + "versionInfo"):
        for value in book.values(_HEADER, predicate):
            yield ox.Quad(scheme, ox.NamedNode(predicate), value)
    yield from _copied(book, kind, SKOS + "definition", scheme, ox.NamedNode(RDFS + "comment"))
    yield ox.Quad(scheme, ox.NamedNode(RDFS + "seeAlso"), kind)
    for below in sorted(book.subclasses(SL + name), key=lambda each: each.value):
        if below != kind and (members := book.instances(below.value)):
            yield from _collection(book, below, members)


def _collection(book: Book, kind: ox.NamedNode, members: Iterable[ox.NamedNode]) -> _Said:
    collection = scheme_iri(local_name(kind.value))
    yield ox.Quad(collection, _TYPE, ox.NamedNode(SKOS + "Collection"))
    yield from _copied(book, kind, RDFS_LABEL, collection, _PREF_LABEL)
    comment = ox.NamedNode(RDFS + "comment")
    yield from _copied(book, kind, SKOS + "definition", collection, comment)
    yield ox.Quad(collection, ox.NamedNode(RDFS + "seeAlso"), kind)
    for member in members:
        yield ox.Quad(collection, ox.NamedNode(SKOS + "member"), member)


def _concept(book: Book, concept: ox.NamedNode, lists: _Lists) -> _Said:
    yield ox.Quad(concept, _TYPE, ox.NamedNode(SKOS + "Concept"))
    yield ox.Quad(concept, _IN_SCHEME, scheme_iri(lists.schemes[concept]))
    yield from _copied(book, concept, RDFS_LABEL, concept, _PREF_LABEL)
    yield from _copied(book, concept, SKOS + "definition", concept, _DEFINITION)
    for predicate in NOTES:
        yield from _copied(book, concept, predicate, concept, ox.NamedNode(predicate))
    for value in book.values(concept, SKOS + "notation"):
        yield ox.Quad(concept, ox.NamedNode(SKOS + "notation"), value)
    for module in book.nodes(concept, _IS_DEFINED_BY.value):
        yield ox.Quad(concept, _IS_DEFINED_BY, module)
    for norm in lists.definitions.get(concept, ()):
        yield from _note(book, concept, norm)
    yield from _hierarchy(book, concept, lists)


def _hierarchy(book: Book, concept: ox.NamedNode, lists: _Lists) -> _Said:
    scheme = scheme_iri(lists.schemes[concept])
    above = yield from _linked(book, concept, BROADER, lists)
    for broader in above:
        yield ox.Quad(concept, ox.NamedNode(SKOS + "broader"), broader)
        yield ox.Quad(broader, ox.NamedNode(SKOS + "narrower"), concept)
    if not above:
        yield ox.Quad(concept, ox.NamedNode(SKOS + "topConceptOf"), scheme)
        yield ox.Quad(scheme, ox.NamedNode(SKOS + "hasTopConcept"), concept)
    beside = yield from _linked(book, concept, RELATED, lists)
    for related in beside:
        yield ox.Quad(concept, ox.NamedNode(SKOS + "related"), related)
        yield ox.Quad(related, ox.NamedNode(SKOS + "related"), concept)


def _linked(
    book: Book, concept: ox.NamedNode, names: Iterable[str], lists: _Lists
) -> Generator[Unholdable, None, list[ox.NamedNode]]:
    """Return the concepts that these properties lead to; yield what is not a concept."""
    found: list[ox.NamedNode] = []
    for name in names:
        for value in book.values(concept, SL + name):
            if isinstance(value, ox.NamedNode) and value in lists.schemes:
                found.append(value)
            else:
                yield Unholdable(concept.value, SL + name, term_text(value), _NO_CONCEPT)
    return found


def _note(book: Book, concept: ox.NamedNode, norm: ox.NamedNode) -> Iterator[ox.Quad]:
    """Say how a source defines a concept, with what that rests on and where it holds."""
    places = book.nodes(norm, SL + "vindplaats")
    documents = {document for each in places if (document := source_document(book, each))}
    codes = sorted({code.value for each in documents for code in _codes(book, each)})
    marks = [*book.nodes(norm, SL + "status"), *book.nodes(norm, SL + "domein")]
    names = [name for each in marks if (name := book.text(each)) is not None]
    for term, text in _texts(book, norm, SKOS + "definition"):
        said = [name.en if term.language == "en" else name.nl for name in names]
        brackets = "; ".join([*codes, *said])
        note = f"{text} ({brackets})" if brackets else text
        yield ox.Quad(concept, _SCOPE_NOTE, ox.Literal(note, language=term.language))


def _codes(book: Book, document: ox.NamedNode) -> list[ox.Literal]:
    found = book.values(document, SL + "code")
    return [each for each in found if isinstance(each, ox.Literal)]


def _sources(book: Book, concept: ox.NamedNode, lists: _Lists) -> set[ox.NamedNode]:
    found = set(lists.speaking.get(concept, ()))
    for norm in lists.definitions.get(concept, ()):
        found.update(book.nodes(norm, SL + "vindplaats"), book.nodes(norm, SL + "grondslag"))
    return found


def _texts(book: Book, subject: ox.NamedNode, predicate: str) -> list[tuple[ox.Literal, str]]:
    """Return the texts of a subject that have a language, with what they say."""
    found = book.values(subject, predicate)
    return [(v, v.value) for v in found if isinstance(v, ox.Literal) and v.language]


def _copied(
    book: Book,
    subject: ox.NamedNode,
    predicate: str,
    target: ox.NamedNode,
    called: ox.NamedNode,
) -> _Said:
    for value in book.values(subject, predicate):
        if isinstance(value, ox.Literal) and value.language:
            yield ox.Quad(target, called, value)
        else:
            yield Unholdable(subject.value, predicate, term_text(value), _NO_LANGUAGE)


def _sorted(nodes: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    return sorted(nodes, key=lambda node: node.value)


PROFILE: Final = Profile(
    name="nl-sbb",
    title=Text(
        nl="NL-SBB: de lijsten van het regelboek als begrippen in SKOS",
        en="NL-SBB: the lists of the rule book as concepts in SKOS",
    ),
    standard="https://docs.geostandaarden.nl/nl-sbb/nl-sbb/",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={"foaf": "http://xmlns.com/foaf/0.1/"},
    alignment="skos",
)
