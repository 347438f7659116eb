"""What the catalogue lists: a row for each dataset, with where its files are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.dcat.terms import (
    OWL_STANDARD,
    OWN_STANDARD,
    SHACL_STANDARD,
    SPARQL,
    SPARQL_STANDARD,
    TURTLE,
    Media,
    node,
)
from scheidslijn.model import Text
from scheidslijn.namespaces import BASE, ID, SHAPE, SL

__all__ = ["DATASETS", "Dataset"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset of the catalogue.

    Attributes:
        slug: the last part of its IRI.
        pattern: its files, as a glob within the folder of what is packaged.
        title: its name.
        description: what it holds.
        keywords: words to find it by.
        standard: what it conforms to.
        media: what kind of files it has.
        space: what the IRIs of what it describes begin with, or None if it is no RDF.
    """

    slug: str
    pattern: str
    title: Text
    description: Text
    keywords: tuple[Text, ...]
    standard: ox.NamedNode
    media: Media = TURTLE
    space: str | None = None

    @property
    def iri(self) -> ox.NamedNode:
        """The node that stands for it."""
        return node(self.slug)


_TOPIC: Final = (
    Text(nl="casemanagement", en="case management"),
    Text(nl="verzuim", en="sickness absence"),
    Text(nl="Ziektewet", en="Sickness Benefits Act"),
    Text(nl="WGA", en="WGA"),
)

DATASETS: Final = (
    Dataset(
        slug="ontologie",
        pattern="ontology/*.ttl",
        title=Text(nl="Scheidslijn: ontologie", en="Scheidslijn: ontology"),
        description=Text(
            nl="De woordenschat waarin normen en dossiers worden geschreven; een bestand per "
            "onderwerp, samen een geheel.",
            en="The vocabulary in which norms and dossiers are written; one file per subject, "
            "together one whole.",
        ),
        keywords=(*_TOPIC, Text(nl="ontologie", en="ontology")),
        standard=OWL_STANDARD,
        space=SL,
    ),
    Dataset(
        slug="regelboek",
        pattern="ontology/regelboek/**/*.ttl",
        title=Text(nl="Scheidslijn: regelboek", en="Scheidslijn: rule book"),
        description=Text(
            nl="Rollen, taken, gegevens, besluiten en de normen daarover, met artikelen en "
            "vindplaatsen; een bestand per bron en onderwerp, samen een geheel.",
            en="Roles, tasks, data, decisions and the norms on them, with articles and places in "
            "the sources; one file per source and subject, together one whole.",
        ),
        keywords=(*_TOPIC, Text(nl="normen", en="norms"), Text(nl="rollen", en="roles")),
        standard=OWN_STANDARD,
        space=ID,
    ),
    Dataset(
        slug="shapes",
        pattern="shapes/*/shapes.ttl",
        title=Text(nl="Scheidslijn: shapes", en="Scheidslijn: shapes"),
        description=Text(
            nl="De shapes waarmee een dossier aan de normen wordt getoetst; een bestand per "
            "soort norm, samen een geheel.",
            en="The shapes that check a dossier on the norms; one file per kind of norm, "
            "together one whole.",
        ),
        keywords=(*_TOPIC, Text(nl="toetsing", en="validation")),
        standard=SHACL_STANDARD,
        space=SHAPE,
    ),
    Dataset(
        slug="vragen",
        pattern="queries/*.rq",
        title=Text(nl="Scheidslijn: vragen", en="Scheidslijn: questions"),
        description=Text(
            nl="Vragen aan regelboek en dossiers als SPARQL; een bestand per vraag.",
            en="Questions to the rule book and dossiers as SPARQL; one file per question.",
        ),
        keywords=(*_TOPIC, Text(nl="vragen", en="questions")),
        standard=SPARQL_STANDARD,
        media=SPARQL,
    ),
    Dataset(
        slug="afstemmingen",
        pattern="ontology/alignments/*.ttl",
        title=Text(nl="Scheidslijn: afstemmingen", en="Scheidslijn: alignments"),
        description=Text(
            nl="Hoe onze termen zich verhouden tot die van andere woordenschatten; een bestand "
            "per woordenschat.",
            en="How our terms relate to those of other vocabularies; one file per vocabulary.",
        ),
        keywords=(*_TOPIC, Text(nl="afstemmingen", en="alignments")),
        standard=OWL_STANDARD,
        space=BASE,
    ),
)
