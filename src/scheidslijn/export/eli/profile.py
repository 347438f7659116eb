"""The laws and articles in ELI, the European ontology of legislation, with their JCI references.

A law is an ``eli:LegalResource`` and an article, paragraph or letter of it a subdivision; both
keep our IRIs. The reference that is in use stands in ``eli:id_local``: a BWB id or a JCI 1.3
reference for Dutch law. A European ELI is an IRI of the resource itself. The tree of parts is
read from the references. A norm is no legislation: ``eli:cites`` is a citation in the text of
legislation, so what rests on an article points to it with ``dcterms:references``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from scheidslijn import jci
from scheidslijn.export.eli.places import Place, read_place
from scheidslijn.export.eli.terms import LOSSES
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL

__all__ = ["PROFILE"]

ELI: Final = "http://data.europa.eu/eli/ontology#"
_LAWS: Final = "https://wetten.overheid.nl/"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_DUTCH: Final = ox.NamedNode(_AUTHORITY + "language/NLD")
# The kinds of European act that have a code of their own in the ELI template.
_ACTS: Final = {"reg": "REG", "dir": "DIR", "dec": "DEC"}
_KINDS: Final = {
    "artikel": Text("artikel", "article"),
    "lid": Text("lid", "paragraph"),
    "onderdeel": Text("onderdeel", "letter"),
}
_LEVELS: Final = {
    "artikel": "artikel",
    "lid": "lid",
    "o": "onderdeel",
    "art": "artikel",
    "par": "lid",
    "pnt": "onderdeel",
    "lit": "onderdeel",
}
_NO_REFERENCE: Final = Text(
    nl="ELI houdt alleen wat een verwijzing heeft: een BWB-id, JCI 1.3 of een ELI.",
    en="ELI holds only what has a reference: a BWB id, JCI 1.3 or an ELI.",
)
_NO_ARTICLE: Final = Text(
    nl="Het artikel staat niet in de uitvoer, want het heeft geen verwijzing die ELI houdt.",
    en="The article is not in the output, for it has no reference that ELI holds.",
)
Statements = Iterator[ox.Quad | Unholdable]


def _rulebook(book: Book) -> Statements:
    laws, articles = book.instances(SL + "Rechtsbron"), book.instances(SL + "Artikel")
    places = {node: place for node in (*laws, *articles) if (place := _place(book, node))}
    by_place: dict[tuple[str, tuple[tuple[str, str], ...]], ox.NamedNode] = {}
    for node, place in places.items():
        by_place.setdefault((place.work, place.parts), node)
    for node in (*laws, *articles):
        if node not in places:
            kind = SL + ("Rechtsbron" if node in laws else "Artikel")
            yield Unholdable(node.value, RDF_TYPE, kind, _NO_REFERENCE)
    for law in laws:
        if law in places:
            yield from _law(book, law, places[law])
    for article in articles:
        if article in places:
            yield from _article(book, article, places[article])
            for whole in _wholes(book, article, places[article], by_place):
                yield _says(article, "is_part_of", whole)
                yield _says(whole, "has_part", article)
    yield from _kinds()
    yield from _resting(book, places)


def _place(book: Book, node: ox.NamedNode) -> Place | None:
    for name in ("jci", "bwbId", "eli"):
        for value in book.values(node, SL + name):
            if isinstance(value, ox.Literal) and (place := read_place(value.value)) is not None:
                return place
    return None


def _law(book: Book, law: ox.NamedNode, place: Place) -> Statements:
    yield _typed(law, "LegalResource")
    yield from _resource(book, law, place)
    act = place.work.partition("/")[0]
    if place.european and act in _ACTS:
        kind = ox.NamedNode(f"{_AUTHORITY}resource-type/{_ACTS[act]}")
        yield _says(law, "type_document", kind)


def _article(book: Book, article: ox.NamedNode, place: Place) -> Statements:
    yield _typed(article, "LegalResourceSubdivision")
    yield from _resource(book, article, place)
    if place.parts:
        level, number = place.parts[-1]
        yield _says(article, "number", ox.Literal(number))
        if level in _LEVELS:
            yield _says(article, "type_subdivision", _kind(_LEVELS[level]))


def _resource(book: Book, node: ox.NamedNode, place: Place) -> Statements:
    """Say what laws and articles have in common: reference, address, names, text."""
    if place.european:
        yield ox.Quad(node, ox.NamedNode(OWL + "sameAs"), ox.NamedNode(place.reference))
    else:
        yield _says(node, "id_local", ox.Literal(place.reference))
        address = place.reference if place.parts else f"jci1.3:c:{place.work}"
        yield ox.Quad(node, ox.NamedNode(RDFS + "seeAlso"), ox.NamedNode(_LAWS + address))
    for name in book.values(node, RDFS_LABEL):
        yield ox.Quad(node, ox.NamedNode(DCTERMS + "title"), name)
    for account in book.values(node, SKOS + "definition"):
        yield _says(node, "description", account)
    yield from _expression(book, node, place)


def _expression(book: Book, node: ox.NamedNode, place: Place) -> Statements:
    """Say the Dutch text of a law or article, of which we know the name and perhaps the day."""
    text = ox.NamedNode(node.value + "#nl")
    yield _says(node, "is_realized_by", text)
    yield _typed(text, "LegalExpression")
    yield _says(text, "realizes", node)
    yield _says(text, "language", _DUTCH)
    for name in book.values(node, RDFS_LABEL):
        if isinstance(name, ox.Literal) and name.language == "nl":
            yield _says(text, "title", name)
    for short in (*book.values(node, SL + "citeertitel"), *book.values(node, SL + "aanduiding")):
        yield _says(text, "title_short", short)
    if place.reference.startswith("jci"):
        day = jci.parse(place.reference).date_of("g")
        if day is not None:
            date = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
            yield _says(text, "version_date", ox.Literal(day.isoformat(), datatype=date))


def _wholes(
    book: Book,
    article: ox.NamedNode,
    place: Place,
    by_place: Mapping[tuple[str, tuple[tuple[str, str], ...]], ox.NamedNode],
) -> list[ox.NamedNode]:
    """Return what an article is a part of: the nearest part that the rule book has, or the law."""
    stated = book.nodes(article, SL + "onderdeelVan")
    for length in range(len(place.parts) - 1, -1, -1):
        whole = by_place.get((place.work, place.parts[:length]))
        if whole is not None and whole != article:
            return sorted({whole, *stated}, key=_iri)
    return sorted({*stated, *book.nodes(article, SL + "rechtsbron")}, key=_iri)


def _kinds() -> Iterator[ox.Quad]:
    """Say the kinds of subdivision, of which ELI leaves the list to each country."""
    for name, label in _KINDS.items():
        yield _typed(_kind(name), "SubdivisionType")
        yield ox.Quad(_kind(name), ox.NamedNode(RDF_TYPE), ox.NamedNode(SKOS + "Concept"))
        for text in (ox.Literal(label.nl, language="nl"), ox.Literal(label.en, language="en")):
            yield ox.Quad(_kind(name), ox.NamedNode(SKOS + "prefLabel"), text)


def _kind(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ID}eli/soort/{name}")


def _resting(book: Book, places: Mapping[ox.NamedNode, Place]) -> Statements:
    """Say which norms rest on which articles, as what they are."""
    ground = ox.NamedNode(SL + "grondslag")
    resting = {node for node, properties in book.subjects.items() if ground in properties}
    for node in sorted((each for each in resting if isinstance(each, ox.NamedNode)), key=_iri):
        articles = book.nodes(node, ground.value)
        if not any(article in places for article in articles):
            yield from (_unplaced(node, article) for article in articles)
            continue
        for kind in book.nodes(node, RDF_TYPE):
            yield ox.Quad(node, ox.NamedNode(RDF_TYPE), kind)
        for name in book.values(node, RDFS_LABEL):
            yield ox.Quad(node, ox.NamedNode(DCTERMS + "title"), name)
        for article in articles:
            if article in places:
                yield ox.Quad(node, ox.NamedNode(DCTERMS + "references"), article)
            else:
                yield _unplaced(node, article)


def _unplaced(node: ox.NamedNode, article: ox.NamedNode) -> Unholdable:
    return Unholdable(node.value, SL + "grondslag", article.value, _NO_ARTICLE)


def _typed(node: ox.NamedNode, name: str) -> ox.Quad:
    return ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(ELI + name))


def _says(
    node: ox.NamedNode, name: str, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
) -> ox.Quad:
    return ox.Quad(node, ox.NamedNode(ELI + name), value)


def _iri(node: ox.NamedNode) -> str:
    return node.value


PROFILE: Final = Profile(
    name="eli",
    title=Text(
        nl="ELI en JCI: de wetten en artikelen, en wat erop rust",
        en="ELI and JCI: the laws and articles, and what rests on them",
    ),
    standard="http://data.europa.eu/eli/ontology",
    losses=LOSSES,
    rulebook=_rulebook,
    prefixes={"eli": ELI},
    alignment="eli",
)
