"""The words of DCAT-AP-NL, the value lists that it asks for, and what is published in them.

The shapes of DCAT-AP ask of each value of a list that it is of a class; the lists themselves do
not always say so. As in the examples of DCAT-AP-NL the description says it of the few it uses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.namespaces import BASE, DCTERMS, ID, RDF_TYPE, RDFS_LABEL, SKOS, SL

__all__ = [
    "ADMS",
    "COMPLETED",
    "DCAT",
    "FOAF",
    "IRREGULAR",
    "LANGUAGES",
    "LICENCE",
    "NETHERLANDS",
    "ONTOLOGY_TYPE",
    "OWL_STANDARD",
    "OWN_STANDARD",
    "PAGE",
    "PREFIXES",
    "PROV",
    "PUBLIC",
    "SHA256",
    "SHACL_STANDARD",
    "SPARQL",
    "SPARQL_STANDARD",
    "SPDX",
    "THEMES",
    "THEME_LIST",
    "TURTLE",
    "UNDER_DEVELOPMENT",
    "VCARD",
    "Media",
    "node",
    "outside",
]

ADMS: Final = "http://www.w3.org/ns/adms#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
PROV: Final = "http://www.w3.org/ns/prov#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
PREFIXES: Final = {
    "adms": ADMS,
    "dcat": DCAT,
    "foaf": FOAF,
    "prov": PROV,
    "spdx": SPDX,
    "vcard": VCARD,
    "void": "http://rdfs.org/ns/void#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"


def node(name: str) -> ox.NamedNode:
    """Return a node that only this description has."""
    return ox.NamedNode(f"{ID}dcat-ap-nl/{name}")


@dataclass(frozen=True, slots=True)
class Media:
    """What kind of file it is.

    Attributes:
        type: its media type, at IANA.
        format: its file type, in the list of the EU.
    """

    type: ox.NamedNode
    format: ox.NamedNode


TURTLE: Final = Media(
    ox.NamedNode(_IANA + "text/turtle"), ox.NamedNode(_EU + "file-type/RDF_TURTLE")
)
SPARQL: Final = Media(
    ox.NamedNode(_IANA + "application/sparql-query"), ox.NamedNode(_EU + "file-type/SPARQLQ")
)


OWL_STANDARD: Final = ox.NamedNode("https://www.w3.org/TR/owl2-overview/")
SHACL_STANDARD: Final = ox.NamedNode("https://www.w3.org/TR/shacl/")
SPARQL_STANDARD: Final = ox.NamedNode("https://www.w3.org/TR/sparql11-query/")
OWN_STANDARD: Final = ox.NamedNode(SL.removesuffix("#"))

PUBLIC: Final = ox.NamedNode(_EU + "access-right/PUBLIC")
LICENCE: Final = ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
LANGUAGES: Final = (
    ox.NamedNode(_EU + "language/ENG"),
    ox.NamedNode(_EU + "language/NLD"),
)
NETHERLANDS: Final = ox.NamedNode(_EU + "country/NLD")
THEMES: Final = (ox.NamedNode(_EU + "data-theme/JUST"), ox.NamedNode(_EU + "data-theme/SOCI"))
THEME_LIST: Final = ox.NamedNode(_EU + "data-theme")
UNDER_DEVELOPMENT: Final = ox.NamedNode(_EU + "dataset-status/DEVELOP")
COMPLETED: Final = ox.NamedNode(_EU + "dataset-status/COMPLETED")
ONTOLOGY_TYPE: Final = ox.NamedNode(_EU + "dataset-type/ONTOLOGY")
IRREGULAR: Final = ox.NamedNode(_EU + "frequency/IRREG")
SHA256: Final = ox.NamedNode(SPDX + "checksumAlgorithm_sha256")
PAGE: Final = ox.NamedNode(BASE)

# Of which class each value is that a shape asks the class of.
_CLASSES: Final = {
    PUBLIC: DCTERMS + "RightsStatement",
    LICENCE: DCTERMS + "LicenseDocument",
    LANGUAGES[0]: DCTERMS + "LinguisticSystem",
    LANGUAGES[1]: DCTERMS + "LinguisticSystem",
    NETHERLANDS: DCTERMS + "Location",
    IRREGULAR: DCTERMS + "Frequency",
    THEMES[0]: SKOS + "Concept",
    THEMES[1]: SKOS + "Concept",
    UNDER_DEVELOPMENT: SKOS + "Concept",
    COMPLETED: SKOS + "Concept",
    ONTOLOGY_TYPE: SKOS + "Concept",
    THEME_LIST: SKOS + "ConceptScheme",
    SHA256: SPDX + "ChecksumAlgorithm",
    PAGE: FOAF + "Document",
    TURTLE.type: DCTERMS + "MediaType",
    TURTLE.format: DCTERMS + "MediaTypeOrExtent",
    SPARQL.type: DCTERMS + "MediaType",
    SPARQL.format: DCTERMS + "MediaTypeOrExtent",
    OWL_STANDARD: DCTERMS + "Standard",
    SHACL_STANDARD: DCTERMS + "Standard",
    SPARQL_STANDARD: DCTERMS + "Standard",
    OWN_STANDARD: DCTERMS + "Standard",
}

# As the lists have it; where a list was not seen in Dutch, in English alone.
_NAMES: Final[dict[ox.NamedNode, dict[str, str]]] = {
    THEMES[0]: {
        "nl": "Justitie, rechtsstelsel en openbare veiligheid",
        "en": "Justice, legal system and public safety",
    },
    THEMES[1]: {"nl": "Bevolking en samenleving", "en": "Population and society"},
    UNDER_DEVELOPMENT: {"nl": "in ontwikkeling", "en": "under development"},
    COMPLETED: {"nl": "voltooid", "en": "completed"},
    ONTOLOGY_TYPE: {"en": "Ontology"},
    THEME_LIST: {"en": "Data theme"},
    LICENCE: {
        "nl": "Creative Commons Naamsvermelding 4.0 Internationaal",
        "en": "Creative Commons Attribution 4.0 International",
    },
    OWL_STANDARD: {"en": "OWL 2 Web Ontology Language"},
    SHACL_STANDARD: {"en": "Shapes Constraint Language (SHACL)"},
    SPARQL_STANDARD: {"en": "SPARQL 1.1 Query Language"},
    OWN_STANDARD: {"nl": "Scheidslijn", "en": "Scheidslijn"},
}
_NAMED_BY: Final = {SKOS + "Concept": SKOS + "prefLabel", DCTERMS + "Standard": DCTERMS + "title"}
_NAMED_BY[SKOS + "ConceptScheme"] = DCTERMS + "title"


def outside(used: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
    """Yield class and name of things that others publish.

    Args:
        used: everything that the description names; nothing is said of other things.
    """
    for thing, kind in _CLASSES.items():
        if thing not in used:
            continue
        yield ox.Quad(thing, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind))
        predicate = ox.NamedNode(_NAMED_BY.get(kind, RDFS_LABEL))
        for language, name in _NAMES.get(thing, {}).items():
            yield ox.Quad(thing, predicate, ox.Literal(name, language=language))
