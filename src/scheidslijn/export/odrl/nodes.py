"""The parties and assets of ODRL rules, and whatever else they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.odrl.constraints import Constraints
from scheidslijn.export.odrl.rules import Rule
from scheidslijn.export.odrl.terms import ODRL, SLP, texts
from scheidslijn.namespaces import DCTERMS, RDF_TYPE, RDFS_LABEL, SL

__all__ = ["Nodes"]

_TYPE: Final = ox.NamedNode(RDF_TYPE)
_PART_OF: Final = ox.NamedNode(ODRL + "partOf")
_PARTIES: Final = ox.NamedNode(ODRL + "PartyCollection")
_ASSETS: Final = ox.NamedNode(ODRL + "AssetCollection")
_BROADER: Final = ("brederTaak", "brederCategorie")
# What is said of a node that a rule names, beside its label.
_SAID: Final = {
    SL + "jci": DCTERMS + "identifier",
    SL + "eli": DCTERMS + "identifier",
    SL + "code": DCTERMS + "identifier",
    SL + "uitgever": DCTERMS + "publisher",
    SL + "brondocument": DCTERMS + "isPartOf",
    SL + "rechtsbron": DCTERMS + "isPartOf",
    SL + "onderdeelVan": DCTERMS + "isPartOf",
    SL + "bindendheid": SLP + "bindingness",
    SL + "gepubliceerdOp": DCTERMS + "issued",
}


class Nodes:
    """Makes parties and assets, and holds what says them.

    Args:
        book: the rule book.
        constraints: makes the constraints; what it has made names nodes too.
    """

    def __init__(self, book: Book, constraints: Constraints) -> None:
        self._book, self._constraints = book, constraints
        self._quads: dict[ox.Quad, None] = {}
        self._named: set[ox.NamedNode] = set()
        self._targets: dict[tuple[ox.NamedNode, tuple[ox.NamedNode, ...]], str] = {}

    def quads(self) -> Iterator[ox.Quad]:
        """Yield all that was said of parties, assets and other nodes that were named."""
        yield from self._quads
        right = {ODRL + "rightOperand", "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"}
        for quad in self._constraints.quads:
            if quad.predicate.value in right and isinstance(quad.object, ox.NamedNode):
                yield from self._labels(quad.object)
        waiting = sorted(self._named, key=str)
        seen = set(waiting)
        while waiting:
            node = waiting.pop()
            for quad in self._description(node):
                yield quad
                if isinstance(quad.object, ox.NamedNode) and quad.object not in seen:
                    seen.add(quad.object)
                    waiting.append(quad.object)

    def named(self, node: ox.NamedNode) -> ox.NamedNode:
        """Return a node that a rule names; it will be described."""
        self._named.add(node)
        return node

    def party(self, role: ox.NamedNode) -> ox.NamedNode:
        """Return a role as the collection of all who hold it, within the broader ones.

        Whoever carries out tasks for another does not become one of them: that would hand over
        what the other must do in person.
        """
        if ox.Quad(role, _TYPE, _PARTIES) not in self._quads:
            self._add(role, _TYPE, _PARTIES)
            if not self._book.nodes(role, SL + "voertUitVoor"):
                for broader in self._book.nodes(role, SL + "brederRol"):
                    self._add(role, _PART_OF, self.party(broader))
        return self.named(role)

    def assignee(self, norm: ox.NamedNode, rule: Rule) -> ox.NamedNode | None:
        """Return the one party that a rule is assigned to, or None where it names nobody."""
        if rule.others:
            node = ox.NamedNode(f"{norm.value}#everybody-else")
            for role in rule.others:
                self.party(role)
            return self._refined(node, ox.NamedNode(SLP + "roleHolders"), "role", "isNoneOf",
                                 rule.others)  # fmt: skip
        bearers = [self.party(role) for role in rule.bearers]
        if rule.actors and len(bearers) == 1:
            node = ox.NamedNode(f"{norm.value}#assignee-{rule.name}")
            return self._refined(node, bearers[0], "kindOfActor", "isAnyOf", rule.actors)
        if not bearers:
            return None
        return self._collection(ox.NamedNode(norm.value + "#assignees"), bearers, _PARTIES)

    def target(self, norm: ox.NamedNode, rule: Rule) -> ox.NamedNode:
        """Return the one asset that a rule is about."""
        assets = [self._asset(each) for each in rule.act.targets]
        # two rules of one norm can be about different things
        name = self._targets.setdefault((norm, rule.act.targets), f"targets-{rule.name}")
        node = ox.NamedNode(f"{norm.value}#{name}")
        return self._collection(node, assets, _ASSETS)

    def _asset(self, node: ox.NamedNode) -> ox.NamedNode:
        """Return what a norm is about as a collection, within the broader ones."""
        if ox.Quad(node, _TYPE, _ASSETS) not in self._quads:
            self._add(node, _TYPE, _ASSETS)
            for field in _BROADER:
                for broader in self._book.nodes(node, SL + field):
                    self._add(node, _PART_OF, self._asset(broader))
        return self.named(node)

    def _collection(
        self, node: ox.NamedNode, members: list[ox.NamedNode], kind: ox.NamedNode
    ) -> ox.NamedNode:
        """Return the collection of several members, or the one that there is."""
        if len(members) == 1:
            return members[0]
        self._add(node, _TYPE, kind)
        for member in members:
            self._add(member, _PART_OF, node)
        return node

    def _refined(
        self, node: ox.NamedNode, source: ox.NamedNode, operand: str, operator: str,
        values: Iterable[ox.NamedNode],
    ) -> ox.NamedNode:  # fmt: skip
        """Return those of a collection of parties for whom a comparison holds."""
        own = self._constraints.own(operand)
        limit = self._constraints.compare(own, operator, tuple(values))
        self._add(node, _TYPE, _PARTIES)
        self._add(node, ox.NamedNode(ODRL + "source"), source)
        self._add(node, ox.NamedNode(ODRL + "refinement"), limit)
        return node

    def _description(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        yield from self._labels(node)
        for own, predicate in _SAID.items():
            for value in self._book.values(node, own):
                if isinstance(value, ox.NamedNode | ox.Literal):
                    yield ox.Quad(node, ox.NamedNode(predicate), value)

    def _labels(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        label = self._book.text(node)
        if label is not None:
            yield from texts(node, RDFS_LABEL, label)

    def _add(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode) -> None:
        self._quads[ox.Quad(subject, predicate, value)] = None
