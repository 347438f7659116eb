"""Source documents in NL-SBB: the passages, articles, documents and laws that concepts rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.namespaces import DCTERMS, RDF_TYPE, RDFS, RDFS_LABEL, SKOS, SL

__all__ = ["describe_source", "source_document"]

_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_LAWS: Final = "https://wetten.overheid.nl/"
_TITLES: Final = (RDFS_LABEL, SL + "titel", SL + "citeertitel")
_CITED: Final = (SL + "jci", SL + "eli", SL + "bwbId")


def source_document(book: Book, source: ox.NamedNode) -> ox.NamedNode | None:
    """Return the document that a passage stands in, or the law that an article belongs to."""
    for predicate in (SL + "brondocument", SL + "rechtsbron"):
        for whole in book.nodes(source, predicate):
            return whole
    return None


def describe_source(book: Book, source: ox.NamedNode) -> Iterator[ox.Quad]:
    """Say what a source is: name, comment, citation, web address and what it is a part of.

    Args:
        book: the rule book.
        source: a Bronpassage, Artikel, Brondocument or Rechtsbron of it.
    """
    yield ox.Quad(source, ox.NamedNode(RDF_TYPE), ox.NamedNode(_FOAF + "Document"))
    for predicate in _TITLES:
        for value in book.values(source, predicate):
            if isinstance(value, ox.Literal) and value.language:
                yield ox.Quad(source, ox.NamedNode(DCTERMS + "title"), value)
    for value in book.values(source, SKOS + "definition"):
        if isinstance(value, ox.Literal) and value.language:
            yield ox.Quad(source, ox.NamedNode(RDFS + "comment"), value)
    for citation in _citations(book, source):
        term = ox.NamedNode(DCTERMS + "bibliographicCitation")
        yield ox.Quad(source, term, ox.Literal(citation))
    for page in _pages(book, source):
        yield ox.Quad(source, ox.NamedNode(_FOAF + "page"), ox.NamedNode(page))
    wholes = [source_document(book, source), *book.nodes(source, SL + "onderdeelVan")]
    for whole in wholes:
        if whole is not None:
            yield ox.Quad(source, ox.NamedNode(DCTERMS + "isPartOf"), whole)


def _citations(book: Book, source: ox.NamedNode) -> list[str]:
    """Return how a source is cited: by reference, by code and year, or by lines."""
    document = source_document(book, source)
    first, last = _plain(book, source, "eersteRegel"), _plain(book, source, "laatsteRegel")
    if document is not None and first and last:
        sections = _plain(book, source, "sectie")
        lines = f"regel {first[0]}-{last[0]}" if first != last else f"regel {first[0]}"
        return [", ".join([*_plain(book, document, "code"), *sections, lines])]
    code = _plain(book, source, "code")
    dated = _plain(book, source, "gepubliceerdOp") or _plain(book, source, "jaar")
    whole = [*code, *_plain(book, source, "uitgever"), *dated]
    cited = [value for term in _CITED for value in _plain(book, source, term.removeprefix(SL))]
    return [*cited, *([", ".join(whole)] if whole else [])]


def _pages(book: Book, source: ox.NamedNode) -> list[str]:
    """Return where a law can be read: each JCI reference and BWB id is an address there."""
    dutch = [*_plain(book, source, "jci"), *_plain(book, source, "bwbId")]
    return [*(_LAWS + each for each in dutch), *_plain(book, source, "eli")]


def _plain(book: Book, subject: ox.NamedNode, name: str) -> list[str]:
    found = book.values(subject, SL + name)
    return [each.value for each in found if isinstance(each, ox.Literal)]
