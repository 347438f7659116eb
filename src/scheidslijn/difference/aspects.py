"""What each property touches, and what each kind of term is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from scheidslijn.difference.types import Aspect, Group
from scheidslijn.model import Term
from scheidslijn.namespaces import DCTERMS, OWL, RDFS, SH, SKOS, SL

__all__ = ["WEIGHT_OF_GROUP", "aspect_of", "group_of"]

_WORDING: Final = frozenset(
    (
        RDFS + "comment",
        RDFS + "label",
        DCTERMS + "description",
        DCTERMS + "title",
        *(SH + name for name in ("description", "message", "name")),
        *(
            SKOS + name
            for name in ("altLabel", "definition", "example", "hiddenLabel", "note", "prefLabel",
                         "scopeNote")
        ),
        *(SL + name for name in ("aanduiding", "citeertitel", "remedie", "titel", "uitgever")),
    )
)  # fmt: skip
_SOURCE: Final = frozenset(
    SL + name
    for name in ("brondocument", "code", "editie", "eersteRegel", "gepubliceerdOp", "jaar",
                 "laatsteRegel", "sectie", "sha256", "vindplaats")
)  # fmt: skip
_UPKEEP: Final = frozenset(
    (
        RDFS + "isDefinedBy",
        RDFS + "seeAlso",
        *(
            OWL + name
            for name in ("backwardCompatibleWith", "imports", "incompatibleWith", "priorVersion",
                         "versionIRI", "versionInfo")
        ),
        *(
            DCTERMS + name
            for name in ("contributor", "created", "creator", "issued", "license", "modified",
                         "publisher")
        ),
        *(SKOS + name for name in ("changeNote", "editorialNote", "historyNote")),
    )
)  # fmt: skip
# What adding or removing a whole term of a group touches; where not said here, its meaning.
WEIGHT_OF_GROUP: Final[Mapping[Group, Aspect]] = {
    Group.SOURCE: Aspect.SOURCE,
    Group.ALIGNMENT: Aspect.UPKEEP,
    Group.MODULE: Aspect.UPKEEP,
}
# The first class that a term falls under says its group.
_CLASSES: Final = (
    (OWL + "Ontology", Group.MODULE),
    (SL + "Norm", Group.NORM),
    (SL + "Voorwaarde", Group.CONDITION),
    (SL + "Rol", Group.ROLE),
    (SL + "Taak", Group.TASK),
    (SL + "Artikel", Group.ARTICLE),
    (SL + "Rechtsbron", Group.ARTICLE),
    (SL + "Bronpassage", Group.SOURCE),
    (SL + "Brondocument", Group.SOURCE),
)
_TERM_CLASSES: Final = frozenset(
    (
        *(
            OWL + name
            for name in ("AnnotationProperty", "Class", "DatatypeProperty", "FunctionalProperty",
                         "ObjectProperty")
        ),
        RDFS + "Class",
        RDFS + "Datatype",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    )
)  # fmt: skip


def aspect_of(name: Term) -> Aspect:
    """Return what a property touches.

    >>> aspect_of(SKOS + "definition").name, aspect_of(SL + "drager").name
    ('WORDING', 'MEANING')
    """
    if name in _WORDING:
        return Aspect.WORDING
    if name in _SOURCE:
        return Aspect.SOURCE
    return Aspect.UPKEEP if name in _UPKEEP else Aspect.MEANING


def group_of(classes: Iterable[Term], above: Mapping[Term, frozenset[Term]]) -> Group:
    """Return the group of a term that is no part of the shapes graph.

    Args:
        classes: its classes.
        above: for each class of either side, itself and every class above it.
    """
    own = set(classes)
    every = own.union(*(above.get(each, frozenset()) for each in own))
    for name, group in _CLASSES:
        if name in every:
            return group
    return Group.TERM if own & _TERM_CLASSES else Group.INDIVIDUAL
