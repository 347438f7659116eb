"""The part of a site with the rule book in the vocabularies and formats of others, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from scheidslijn.canonical import canonical_lines
from scheidslijn.export import (
    PROFILES,
    Format,
    TableProfile,
    export_rulebook,
    packaged_book,
)
from scheidslijn.namespaces import BASE, DCTERMS, RDF_TYPE, XSD
from scheidslijn.pages.datafiles import CATALOGUE_PROFILE
from scheidslijn.pages.material import Material
from scheidslijn.pages.page import File
from scheidslijn.pages.rdffiles import turtle
from scheidslijn.publishing import Target, packaged_rulebook

__all__ = ["exports"]

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_TRIPLES: Final = "http://rdfs.org/ns/void#triples"
_GRAPH: Final = "rulebook"


def exports(material: Material) -> Iterator[File]:
    """Yield the rule book in each profile that has a place for it, and the graph to publish.

    What is published is a catalogue, which every site has in its place.

    Raises:
        RuleBookError: a packaged file cannot be read.
        UsageError: the version of the package cannot be a part of the IRI of a graph.
    """
    book = packaged_book()
    for profile in PROFILES:
        if profile.rulebook is None or profile.name == CATALOGUE_PROFILE:
            continue
        out, is_table = BytesIO(), isinstance(profile, TableProfile)
        export_rulebook(profile, book, out, Format.CSV if is_table else Format.TURTLE)
        name = f"{profile.name}.csv" if is_table else f"{profile.name}.ttl"
        yield File(f"{material.version}/export/{name}", out.getvalue())
    yield from _graph(material.version)


def _graph(version: str) -> Iterator[File]:
    """Yield the rule book as it is published to a store, and what names it.

    It is in the canonical form, of which the hash is in the name of the graph.
    """
    quads = tuple(packaged_rulebook().quads)
    data = b"".join(canonical_lines(quads))
    target, digest = Target(_GRAPH, version), sha256(data).hexdigest()
    graph = target.graph(digest)
    yield File(f"{graph.removeprefix(BASE)}.nt", data)
    catalogue, here = NamedNode(target.catalogue), NamedNode(graph)
    number = Literal(str(data.count(b"\n")), datatype=NamedNode(XSD + "integer"))
    said = (
        (catalogue, RDF_TYPE, NamedNode(_DCAT + "Dataset")),
        (catalogue, _DCAT + "hasVersion", here),
        (catalogue, _DCAT + "hasCurrentVersion", here),
        (here, RDF_TYPE, NamedNode(_DCAT + "Dataset")),
        (here, _DCAT + "version", Literal(version)),
        (here, DCTERMS + "identifier", Literal(f"sha256:{digest}")),
        (here, _TRIPLES, number),
    )
    described = turtle(Quad(s, NamedNode(p), o) for s, p, o in said)
    yield File(f"{target.catalogue.removeprefix(BASE)}.ttl", described)
