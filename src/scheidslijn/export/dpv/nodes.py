"""What DPV rules name: data, operations, roles, laws and measures, with what DPV calls them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.alignments import related
from scheidslijn.export.material import Book
from scheidslijn.export.odrl.terms import texts
from scheidslijn.namespaces import DCTERMS, ID, RDF_TYPE, RDFS_LABEL, SKOS, SL

__all__ = ["DPV", "EMPLOYEE", "Nodes"]

DPV: Final = "https://w3id.org/dpv#"
EMPLOYEE: Final = ox.NamedNode(ID + "rol/werknemer")
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_CLASSES: Final = {
    "Gegevenscategorie": "PersonalData", "Bestandssoort": "Data", "Bewerking": "Processing",
    "Rechtsbron": "Law", "Waarborgsoort": "OrganisationalMeasure", "Rol": "Entity",
    "Domein": "Scope", "Taak": "Purpose", "Voorwaarde": "Context", "Lezing": "Context",
    "Besluitsoort": "Context", "Besluitgrond": "Context", "Interventiesoort": "Context",
    "Kwalificatiesoort": "Context", "Processtapsoort": "Context",
}  # fmt: skip


class Nodes:
    """Holds what rules name, and says what it is.

    Args:
        book: the rule book.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._kinds = {each: kind for kind in _CLASSES for each in book.instances(SL + kind)}
        self._named: dict[ox.NamedNode, None] = {}

    def kind(self, node: ox.NamedNode) -> str | None:
        """Return the class of a node of the rule book, by local name."""
        return self._kinds.get(node)

    def named(self, node: ox.NamedNode) -> ox.NamedNode:
        """Return a node that a rule names; it will be described."""
        self._named[node] = None
        return node

    def quads(self) -> Iterator[ox.Quad]:
        """Yield class, label, broader data and matches of all that was named."""
        aligned, waiting = related("dpv"), list(self._named)
        while waiting:
            node = waiting.pop()
            kind = self._kinds.get(node)
            yield from self._words(node, kind)
            if kind is not None:
                yield ox.Quad(node, _TYPE, ox.NamedNode(DPV + _CLASSES[kind]))
                for relation, theirs in aligned.get(node.value, ()):
                    yield ox.Quad(node, ox.NamedNode(relation), ox.NamedNode(theirs))
            if node == EMPLOYEE:
                yield ox.Quad(node, _TYPE, ox.NamedNode(DPV + "DataSubject"))
            for broader in self._book.nodes(node, SL + "brederCategorie"):
                yield ox.Quad(node, ox.NamedNode(SKOS + "broader"), broader)
                if broader not in self._named:
                    waiting.append(self.named(broader))

    def _words(self, node: ox.NamedNode, kind: str | None) -> Iterator[ox.Quad]:
        label = self._book.text(node)
        if label is not None:
            yield from texts(node, RDFS_LABEL, label)
        says = self._book.text(node, SKOS + "definition")
        if kind == "Voorwaarde" and says is not None:
            yield from texts(node, DCTERMS + "description", says)
