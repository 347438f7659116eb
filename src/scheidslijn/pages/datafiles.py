"""The files with data that every site has, besides those of single things.

What changes with the rule book stands twice: at the address that stays, and in the folder of its
version. The catalogue in DCAT names the latter, with its size and hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from scheidslijn import resources
from scheidslijn.export import Format, export_rulebook, get_profile, packaged_book
from scheidslijn.export.dcat.void import VOID
from scheidslijn.form import CONTEXT_URL, SCHEMA_URL, context, json_schema, packaged_form
from scheidslijn.model import RuleBookVersion
from scheidslijn.namespaces import BASE, DCTERMS, OWL, RDF_TYPE, SL
from scheidslijn.pages.page import File
from scheidslijn.pages.rdffiles import SYNTAXES, turtle, written

__all__ = [
    "CATALOGUE",
    "CATALOGUE_PROFILE",
    "DESCRIPTION",
    "WELL_KNOWN",
    "catalogue",
    "description",
    "ontology",
    "originals",
    "schemas",
    "shapes",
    "version_info",
]

CATALOGUE: Final = "catalog.ttl"
CATALOGUE_PROFILE: Final = "dcat-ap-nl"
DESCRIPTION: Final = "void.ttl"
# Where a host has its description in VoID (well-known addresses, RFC 8615).
WELL_KNOWN: Final = ".well-known/void"
_DOWNLOAD: Final = NamedNode("http://www.w3.org/ns/dcat#downloadURL")
_FOAF: Final = "http://xmlns.com/foaf/0.1/"
_TYPE: Final = NamedNode(RDF_TYPE)
_HEADER: Final = NamedNode(SL.removesuffix("#"))
_MODULE: Final = NamedNode(OWL + "Ontology")
_IMPORTS: Final = NamedNode(OWL + "imports")
_DOCUMENTS: Final = tuple(NamedNode(VOID + name) for name in ("Dataset", "Linkset"))
_TITLES: Final = {
    "nl": "Wat er van Scheidslijn is gepubliceerd, in VoID",
    "en": "What is published of Scheidslijn, in VoID",
}


def originals(catalogue: bytes, version: str) -> Iterator[File]:
    """Yield the packaged files that a catalogue names, each where it says that it lies.

    Args:
        catalogue: the catalogue, in Turtle.
        version: the folder of the version, in which all of them are.
    """
    served = f"{BASE}{version}/"
    root = resources.queries_folder().parent
    said = parse(catalogue, RdfFormat.TURTLE)
    addresses = {
        quad.object.value
        for quad in said
        if quad.predicate == _DOWNLOAD and isinstance(quad.object, NamedNode)
    }
    for name in sorted(address.removeprefix(served) for address in addresses):
        yield File(f"{version}/{name}", (root / name).read_bytes())


def ontology() -> Iterator[File]:
    """Yield the vocabulary as one file in each syntax, with one header.

    The header of a module stands in the module: an ontology document has one at most (OWL 2
    Structural Specification, section 3.6), and nothing is left to import.
    """
    said = tuple(resources.read_graph(_modules()))
    headers = {quad.subject for quad in said if (quad.predicate, quad.object) == (_TYPE, _MODULE)}
    others = headers - {_HEADER}
    whole = [quad for quad in said if quad.subject not in others and quad.predicate != _IMPORTS]
    for extension in SYNTAXES:
        yield File(f"def.{extension}", written(whole, extension))


def _modules() -> list[Path]:
    return [path for path in resources.ontology_files() if path.parent.name == "ontology"]


def shapes() -> File:
    """Return the shapes that check dossiers as one file.

    The headers of their modules stay, since constraints read their prefixes there.
    """
    return File("shape.ttl", turtle(resources.read_graph(resources.shapes_files())))


def schemas() -> Iterator[File]:
    """Yield the JSON Schemas and the JSON-LD context, each where its own address says."""
    form = packaged_form()
    schema = json_schema(form, resources.read_graph(resources.shapes_files()))
    yield File(_path(SCHEMA_URL), _json(schema))
    yield File(_path(CONTEXT_URL), _json({"@context": context(form)}))
    for path in sorted((Path(resources.__file__).parent / "schema").glob("*.json")):
        data = path.read_bytes()
        yield File(_path(json.loads(data)["$id"]), data)


def _path(address: str) -> str:
    return address.removeprefix(BASE)


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def catalogue() -> bytes:
    """Return what is published, in DCAT, as it is exported.

    Raises:
        RuleBookError: a packaged file cannot be read.
    """
    out = BytesIO()
    export_rulebook(get_profile(CATALOGUE_PROFILE), packaged_book(), out, Format.TURTLE)
    return out.getvalue()


def description(catalogue: bytes) -> bytes:
    """Return in VoID what a catalogue says of its datasets of RDF.

    Args:
        catalogue: the catalogue, in Turtle.
    """
    return turtle(_description(parse(catalogue, RdfFormat.TURTLE)))


def _description(said: Iterable[Quad]) -> Iterator[Quad]:
    """Yield what a catalogue says of datasets of RDF, and a header."""
    said = tuple(said)
    datasets = {q.subject for q in said if q.predicate == _TYPE and q.object in _DOCUMENTS}
    yield from (quad for quad in said if quad.subject in datasets)
    document = NamedNode(BASE + DESCRIPTION)
    yield Quad(document, _TYPE, NamedNode(VOID + "DatasetDescription"))
    for language, title in _TITLES.items():
        yield Quad(document, NamedNode(DCTERMS + "title"), Literal(title, language=language))
    topic = NamedNode(_FOAF + "topic")
    dumped = NamedNode(VOID + "dataDump")
    yield from (Quad(document, topic, q.subject) for q in said if q.predicate == dumped)


def version_info(rulebook: RuleBookVersion) -> File:
    """Return which version a site is of, for programs."""
    said = {
        "version": rulebook.version,
        "rulebook": {"version": rulebook.version, "sha256": rulebook.sha256},
    }
    return File("version.json", _json(said))
