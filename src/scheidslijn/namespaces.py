"""Prefixes, and the few terms that the code itself names."""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/scheidslijn/"
SL: Final = BASE + "def#"
ID: Final = BASE + "id/"
SHAPE: Final = BASE + "shape#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final[dict[str, str]] = {
    "dcterms": DCTERMS,
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "shape": SHAPE,
    "skos": SKOS,
    "sl": SL,
    "xsd": XSD,
}

RDF_TYPE: Final = RDF + "type"
RDFS_LABEL: Final = RDFS + "label"
SL_DOSSIER: Final = SL + "Dossier"
SL_IN_DOSSIER: Final = SL + "dossier"
