"""Plain RDF: our own terms, as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book, Case
from scheidslijn.export.profile import Profile
from scheidslijn.model import Text

__all__ = ["PROFILE"]


def _rulebook(book: Book) -> Iterable[ox.Quad]:
    return book.quads


def _dossier(case: Case) -> Iterable[ox.Quad]:
    return case.quads


PROFILE: Final = Profile(
    name="rdf",
    title=Text(nl="RDF met onze eigen termen", en="RDF with our own terms"),
    standard="https://www.w3.org/TR/rdf11-concepts/",
    rulebook=_rulebook,
    dossier=_dossier,
)
