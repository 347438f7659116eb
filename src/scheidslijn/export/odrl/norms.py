"""Reads from a norm what decides which ODRL rules it gives."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.namespaces import ID, RDF_TYPE, SHAPE, SL

__all__ = ["Norms"]

_TASK_DELEGATION: Final = ID + "overdrachtsvorm/taakdelegatie"


class Norms:
    """The fields of norms.

    Args:
        book: the rule book.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def kinds(self, norm: ox.NamedNode) -> set[str]:
        """Return the classes of a norm, by local name."""
        return {kind.value.removeprefix(SL) for kind in self._book.nodes(norm, RDF_TYPE)}

    def nodes(self, node: ox.NamedNode, name: str) -> list[ox.NamedNode]:
        """Return the values of a field that have an IRI."""
        return self._book.nodes(node, SL + name)

    def literals(self, node: ox.NamedNode, name: str) -> list[ox.Literal]:
        """Return the values of a field that are literals."""
        values = self._book.values(node, SL + name)
        return [each for each in values if isinstance(each, ox.Literal)]

    def true(self, node: ox.NamedNode, name: str) -> bool:
        """Return whether a field says so."""
        return any(each.value == "true" for each in self.literals(node, name))

    def checked(self, norm: ox.NamedNode, shape: str) -> bool:
        """Return whether a shape checks a norm, or its twin that only warns."""
        names = {each.value.removeprefix(SHAPE) for each in self.nodes(norm, "getoetstDoor")}
        return not names.isdisjoint((shape, shape + "Waarschuwing"))

    def delegable(self, norm: ox.NamedNode) -> bool:
        """Return whether a norm says that a task may be passed on by task delegation."""
        forms = {each.value for each in self.nodes(norm, "overdrachtsvorm")}
        return forms == {_TASK_DELEGATION} and bool(self.nodes(norm, "betreftTaak"))

    def in_person(self, norm: ox.NamedNode) -> bool:
        """Return whether what a norm is about must be done in person."""
        forms = self.nodes(norm, "overdrachtsvorm")
        return any(self.true(form, "sluitOverdrachtUit") for form in forms)

    def names_data(self, norm: ox.NamedNode) -> bool:
        """Return whether a norm names kinds of data or of file."""
        return any(self.nodes(norm, each) for each in ("betreftGegevens", "betreftBestandssoort"))
