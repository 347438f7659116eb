"""The published files as a catalogue in DCAT-AP-NL 3.0, with statistics in VoID.

It describes what is packaged: ontology, rule book, shapes, questions and alignments. Rules that
somebody adds are not published, so they are not described. Nothing is taken from the clock: dates
are those of the ontology.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.dcat.datasets import DATASETS, Dataset
from scheidslijn.export.dcat.files import File, days_of, files_of, titles_of
from scheidslijn.export.dcat.terms import (
    ADMS,
    COMPLETED,
    DCAT,
    FOAF,
    IRREGULAR,
    LANGUAGES,
    LICENCE,
    NETHERLANDS,
    ONTOLOGY_TYPE,
    OWL_STANDARD,
    PAGE,
    PREFIXES,
    PROV,
    PUBLIC,
    SHA256,
    SPDX,
    THEME_LIST,
    THEMES,
    UNDER_DEVELOPMENT,
    VCARD,
    node,
    outside,
)
from scheidslijn.export.dcat.void import VOID, describe_links, statistics
from scheidslijn.export.grouping import by_subject
from scheidslijn.export.material import Book
from scheidslijn.export.profile import Loss, Profile
from scheidslijn.model import Text
from scheidslijn.namespaces import BASE, DCTERMS, ID, RDF_TYPE, SL, XSD

__all__ = ["PROFILE", "describe"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_TITLE: Final = ox.NamedNode(DCTERMS + "title")
_DESCRIPTION: Final = ox.NamedNode(DCTERMS + "description")
_HEADER: Final = ox.NamedNode(SL.removesuffix("#"))
_CATALOGUE: Final = node("catalogus")
_PROJECT: Final = node("project")
_CONTACT: Final = node("contact")
_HOMES: Final = {SL: node("ontologie"), ID: node("regelboek")}
_NAME: Final = Text(nl="Project Scheidslijn", en="Scheidslijn project")


def describe(book: Book, served: str = "") -> Iterator[ox.Quad]:
    """Yield the catalogue of what is packaged.

    Args:
        book: the rule book, for its version and its source documents.
        served: what the web addresses of the files begin with, with a slash at the end; without
            it, the persistent address of this version.

    Raises:
        RuleBookError: a packaged file cannot be read.
    """
    served = served or f"{BASE}{book.version.version}/"
    said = by_subject(_described(book, served))
    yield from said
    used = {each.object for each in said if isinstance(each.object, ox.NamedNode)}
    yield from outside(used)


def _described(book: Book, served: str) -> Iterator[ox.Quad]:
    files = {each: files_of(each) for each in DATASETS}
    present = {dataset: parts for dataset, parts in files.items() if parts}
    days = days_of(part for parts in present.values() for part in parts)
    yield from _project()
    yield from _catalogue(book, tuple(present))
    for dataset, parts in present.items():
        yield from _dataset(book, dataset)
        yield from _dates(dataset.iri, days_of(parts) or days)
        for part in parts:
            yield from _distribution(dataset, part, served)
        if dataset.space is not None:
            quads = [quad for part in parts for quad in part.quads]
            yield from statistics(dataset.iri, quads, dataset.space)
            if dataset.space == BASE:
                yield from describe_links(dataset.iri, quads, _HOMES)
    yield from _sources(book)


def _project() -> Iterator[ox.Quad]:
    """Say who publishes and how to reach them: the project as such, and its page."""
    yield ox.Quad(_PROJECT, _TYPE, ox.NamedNode(FOAF + "Agent"))
    yield from _both(_PROJECT, ox.NamedNode(FOAF + "name"), _NAME)
    yield ox.Quad(_PROJECT, ox.NamedNode(FOAF + "homepage"), PAGE)
    yield ox.Quad(_CONTACT, _TYPE, ox.NamedNode(VCARD + "Kind"))
    yield from _both(_CONTACT, ox.NamedNode(VCARD + "fn"), _NAME)
    yield ox.Quad(_CONTACT, ox.NamedNode(VCARD + "hasURL"), PAGE)


def _catalogue(book: Book, datasets: Sequence[Dataset]) -> Iterator[ox.Quad]:
    yield ox.Quad(_CATALOGUE, _TYPE, ox.NamedNode(DCAT + "Catalog"))
    for predicate in (_TITLE, _DESCRIPTION):
        for value in book.values(_HEADER, predicate.value):
            yield ox.Quad(_CATALOGUE, predicate, value)
    yield from _responsible(_CATALOGUE)
    yield from _dates(_CATALOGUE, [each.value for each in _literals(book, DCTERMS + "created")])
    yield ox.Quad(_CATALOGUE, ox.NamedNode(DCTERMS + "license"), LICENCE)
    yield ox.Quad(_CATALOGUE, ox.NamedNode(FOAF + "homepage"), PAGE)
    yield ox.Quad(_CATALOGUE, ox.NamedNode(DCAT + "themeTaxonomy"), THEME_LIST)
    for dataset in datasets:
        yield ox.Quad(_CATALOGUE, ox.NamedNode(DCAT + "dataset"), dataset.iri)


def _literals(book: Book, predicate: str) -> list[ox.Literal]:
    return [each for each in book.values(_HEADER, predicate) if isinstance(each, ox.Literal)]


def _responsible(thing: ox.NamedNode) -> Iterator[ox.Quad]:
    yield ox.Quad(thing, ox.NamedNode(DCTERMS + "publisher"), _PROJECT)
    yield ox.Quad(thing, ox.NamedNode(DCTERMS + "creator"), _PROJECT)
    yield ox.Quad(thing, ox.NamedNode(DCAT + "contactPoint"), _CONTACT)
    yield ox.Quad(thing, ox.NamedNode(DCTERMS + "spatial"), NETHERLANDS)
    for language in LANGUAGES:
        yield ox.Quad(thing, ox.NamedNode(DCTERMS + "language"), language)


def _dataset(book: Book, dataset: Dataset) -> Iterator[ox.Quad]:
    iri = dataset.iri
    yield ox.Quad(iri, _TYPE, ox.NamedNode(DCAT + "Dataset"))
    yield from _both(iri, _TITLE, dataset.title)
    yield from _both(iri, _DESCRIPTION, dataset.description)
    for word in dataset.keywords:
        yield from _both(iri, ox.NamedNode(DCAT + "keyword"), word)
    yield from _responsible(iri)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(iri.value))
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "accessRights"), PUBLIC)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "license"), LICENCE)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "conformsTo"), dataset.standard)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "accrualPeriodicity"), IRREGULAR)
    yield ox.Quad(iri, ox.NamedNode(DCAT + "landingPage"), PAGE)
    yield ox.Quad(iri, ox.NamedNode(FOAF + "page"), PAGE)
    for theme in THEMES:
        yield ox.Quad(iri, ox.NamedNode(DCAT + "theme"), theme)
    version = book.version.version
    yield ox.Quad(iri, ox.NamedNode(DCAT + "version"), ox.Literal(version))
    # a version below 1 makes no promise yet (Semantic Versioning, clause 4)
    status = UNDER_DEVELOPMENT if version.startswith("0.") else COMPLETED
    yield ox.Quad(iri, ox.NamedNode(ADMS + "status"), status)
    if dataset.standard == OWL_STANDARD and dataset.space == SL:
        yield ox.Quad(iri, ox.NamedNode(DCTERMS + "type"), ONTOLOGY_TYPE)


def _dates(thing: ox.NamedNode, days: Sequence[str]) -> Iterator[ox.Quad]:
    """Say when a thing was issued and changed: the first and last day of its modules."""
    for name, day in zip(("issued", "modified"), (days[:1], days[-1:]), strict=True):
        for each in day:
            value = ox.Literal(each, datatype=ox.NamedNode(XSD + "date"))
            yield ox.Quad(thing, ox.NamedNode(DCTERMS + name), value)


def _distribution(dataset: Dataset, part: File, served: str) -> Iterator[ox.Quad]:
    iri, address = node(f"bestand/{part.name}"), ox.NamedNode(served + part.name)
    yield ox.Quad(dataset.iri, ox.NamedNode(DCAT + "distribution"), iri)
    yield ox.Quad(iri, _TYPE, ox.NamedNode(DCAT + "Distribution"))
    for title in titles_of(part):
        yield ox.Quad(iri, _TITLE, title)
    for name in ("accessURL", "downloadURL"):
        yield ox.Quad(iri, ox.NamedNode(DCAT + name), address)
    if dataset.space is not None:
        yield ox.Quad(dataset.iri, ox.NamedNode(VOID + "dataDump"), address)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "license"), LICENCE)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "conformsTo"), dataset.standard)
    yield ox.Quad(iri, ox.NamedNode(DCAT + "mediaType"), dataset.media.type)
    yield ox.Quad(iri, ox.NamedNode(DCTERMS + "format"), dataset.media.format)
    for language in LANGUAGES:
        yield ox.Quad(iri, ox.NamedNode(DCTERMS + "language"), language)
    size = ox.Literal(str(len(part.data)), datatype=ox.NamedNode(XSD + "nonNegativeInteger"))
    yield ox.Quad(iri, ox.NamedNode(DCAT + "byteSize"), size)
    checksum, digest = ox.NamedNode(iri.value + "#sha256"), hashlib.sha256(part.data).hexdigest()
    yield ox.Quad(iri, ox.NamedNode(SPDX + "checksum"), checksum)
    yield ox.Quad(checksum, _TYPE, ox.NamedNode(SPDX + "Checksum"))
    yield ox.Quad(checksum, ox.NamedNode(SPDX + "algorithm"), SHA256)
    value = ox.Literal(digest, datatype=ox.NamedNode(XSD + "hexBinary"))
    yield ox.Quad(checksum, ox.NamedNode(SPDX + "checksumValue"), value)


def _sources(book: Book) -> Iterator[ox.Quad]:
    """Say from which documents and laws the rule book was made, and from when its norms hold."""
    rulebook = _HOMES[ID]
    for kind, predicate in (
        ("Brondocument", PROV + "wasDerivedFrom"),
        ("Rechtsbron", DCTERMS + "references"),
    ):
        for source in book.instances(SL + kind):
            yield ox.Quad(rulebook, ox.NamedNode(predicate), source)
            name = book.text(source)
            if name is not None:
                yield from _both(source, _TITLE, name)
    from_day = [q.object for q in book.quads if q.predicate == ox.NamedNode(SL + "geldigVanaf")]
    if from_day:
        period = ox.NamedNode(rulebook.value + "#periode")
        yield ox.Quad(rulebook, ox.NamedNode(DCTERMS + "temporal"), period)
        yield ox.Quad(period, _TYPE, ox.NamedNode(DCTERMS + "PeriodOfTime"))
        yield ox.Quad(period, ox.NamedNode(DCAT + "startDate"), min(from_day, key=str))


def _both(thing: ox.NamedNode, predicate: ox.NamedNode, text: Text) -> Iterator[ox.Quad]:
    yield ox.Quad(thing, predicate, ox.Literal(text.nl, language="nl"))
    yield ox.Quad(thing, predicate, ox.Literal(text.en, language="en"))


PROFILE: Final = Profile(
    name="dcat-ap-nl",
    title=Text(
        nl="DCAT-AP-NL 3.0 en VoID: wat er is gepubliceerd, als catalogus",
        en="DCAT-AP-NL 3.0 and VoID: what is published, as a catalogue",
    ),
    standard="https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/",
    losses=(
        Loss(
            (),
            Text(
                nl="Een catalogus telt per klasse en eigenschap hoeveel er is en wijst naar de "
                "bestanden; wat er in het regelboek staat, staat daar.",
                en="A catalogue counts for each class and property how much there is, and points "
                "to the files; what the rule book says is there.",
            ),
        ),
    ),
    rulebook=describe,
    prefixes=PREFIXES,
)
