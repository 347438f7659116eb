"""What of a norm decides how it is framed: whether at all, its object, and its neighbours."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.flint.terms import (
    CONTRADICTED,
    DATA,
    NEGATING,
    OBJECTS,
    OF_ONE_READING,
    OPERATION,
)
from scheidslijn.export.material import Book
from scheidslijn.model import Term, Text
from scheidslijn.namespaces import ID, RDF_TYPE, SL

__all__ = ["object_fields", "pointers", "unframed"]

_CONTESTED: Final = ox.NamedNode(ID + "normstatus/betwist")


def unframed(book: Book, norm: ox.NamedNode) -> Text | None:
    """Return why a power, permission, obligation or definition becomes no frame, or None."""
    if NEGATING.intersection(kind.value for kind in book.nodes(norm, RDF_TYPE)):
        return CONTRADICTED
    contested = _CONTESTED in book.nodes(norm, SL + "status")
    if contested or book.nodes(norm, SL + "lezing"):
        return OF_ONE_READING
    return None


def object_fields(book: Book, norm: ox.NamedNode) -> list[Term]:
    """Return the fields of a norm that fill the object slot of an act.

    An operation is on data or files or both; other acts are about the first that the norm names.
    """
    named = [field for field in OBJECTS if book.nodes(norm, field)]
    if book.nodes(norm, OPERATION):
        data = [field for field in named if field in DATA]
        return data or named[:1]
    return named[:1]


def pointers(book: Book) -> dict[ox.NamedNode, list[ox.NamedNode]]:
    """Map a norm to the norms that its frame alone would leave unsaid.

    These are its exceptions, what is stricter on the same matter, and what another source says
    otherwise.
    """
    found: defaultdict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for norm in book.instances(SL + "Norm"):
        for field in ("uitzonderingOp", "strengerDan", "wijktAfVan"):
            for other in book.nodes(norm, SL + field):
                found[other].add(norm)
                if field == "wijktAfVan":
                    found[norm].add(other)
    return {norm: sorted(others, key=lambda each: each.value) for norm, others in found.items()}
