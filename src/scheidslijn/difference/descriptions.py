"""What a graph says of each term, in a form in which equal means the same.

A term is what is said of it: per property a set of values. The value of a blank node is a hash of
what is said of that node, so that its label does not matter; such hashes are made again from each
other until those of every tree are settled (a ring of blank nodes gets as many rounds as any).
The members of a list count as a set where the property that names it asks for no order.

A blank node that no term leads to, such as an ``owl:AllDisjointClasses``, is an axiom: it is its
own content and has no name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.literals import QUERY_PROPERTIES, plain_literal, plain_query
from scheidslijn.model import Term
from scheidslijn.namespaces import OWL, RDF, SH

__all__ = ["Descriptions", "Said", "Structure", "describe"]

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Said = Mapping[Term, frozenset[Term]]  # the values per property

_ROUNDS: Final = 64
_NIL: Final = RDF + "nil"
_FIRST: Final = ox.NamedNode(RDF + "first")
_REST: Final = ox.NamedNode(RDF + "rest")
# OWL 2 Structural Specification, section 2: associations that are not ordered; SHACL, sections
# 2.3.1.4, 4.6 and 4.8.
_UNORDERED: Final = frozenset(
    OWL + name
    for name in (
        "disjointUnionOf",
        "distinctMembers",
        "hasKey",
        "intersectionOf",
        "members",
        "oneOf",
        "unionOf",
    )
) | frozenset(
    SH + name for name in ("alternativePath", "and", "ignoredProperties", "in", "or", "xone")
)


@dataclass(frozen=True, slots=True)
class Structure:
    """What a blank node says: the members of a list, or values per property."""

    members: tuple[Term, ...] | None
    said: Said


@dataclass(frozen=True, slots=True)
class Descriptions:
    """What a graph says.

    Attributes:
        terms: what is said of each IRI.
        axioms: what each blank node says that no term leads to, by its hash.
        structures: what each other blank node and list says, by its hash.
    """

    terms: Mapping[Term, Said]
    axioms: Mapping[Term, Said]
    structures: Mapping[Term, Structure] = field(compare=False)


def describe(quads: Iterable[ox.Quad]) -> Descriptions:
    """Return what a graph says; order, labels of blank nodes and layout do not matter."""
    return _Describer(quads).describe()


class _Describer:
    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._said: dict[Node, dict[str, list[Node]]] = {}
        for quad in quads:
            properties = self._said.setdefault(quad.subject, {})
            properties.setdefault(quad.predicate.value, []).append(quad.object)
        self._blank = [node for node in self._said if isinstance(node, ox.BlankNode)]
        self._lists = {node: list(found) for node in self._blank if (found := self._list(node))}
        self._hash: dict[Node, str] = {node: "" for node in self._blank}
        self._structures: dict[Term, Structure] = {}

    def describe(self) -> Descriptions:
        self._settle()
        self._structures.clear()
        for node in self._blank:
            self._node(node)
        terms = {
            node.value: self._values(node) for node in self._said if isinstance(node, ox.NamedNode)
        }
        axioms = {self._node(node): self._values(node) for node in self._roots()}
        return Descriptions(terms, axioms, self._structures)

    def _settle(self) -> None:
        for _ in range(_ROUNDS):
            hashes: dict[Node, str] = {node: self._node(node) for node in self._blank}
            settled = hashes == self._hash
            self._hash = hashes
            if settled:
                return

    def _node(self, node: ox.BlankNode) -> Term:
        said = self._values(node)
        key = _digest(f"{name} {value}" for name in sorted(said) for value in sorted(said[name]))
        self._structures[key] = Structure(None, said)
        return key

    def _values(self, node: Node) -> Said:
        return {
            name: frozenset(self._value(value, name) for value in values)
            for name, values in self._said[node].items()
        }

    def _value(self, value: Node, name: str) -> Term:
        """Return the value of a property in a form that is equal for equal meaning."""
        if isinstance(value, ox.NamedNode):
            return value.value
        if isinstance(value, ox.Literal):
            if name in QUERY_PROPERTIES:
                return str(ox.Literal(plain_query(value.value)))
            return str(plain_literal(value))
        assert isinstance(value, ox.BlankNode)
        members = self._lists.get(value)
        if members is None:
            return self._hash.get(value, "_:empty")  # a node of which nothing is said
        keys = [self._value(member, RDF + "first") for member in members]
        ordered = tuple(sorted(set(keys)) if name in _UNORDERED else keys)
        key = _digest(("set" if name in _UNORDERED else "list", *ordered))
        self._structures[key] = Structure(ordered, {})
        return key

    def _list(self, node: Node) -> tuple[Node, ...] | None:
        """Return the members of a well-formed list that starts here, or None."""
        members: list[Node] = []
        seen: set[Node] = set()
        while not (isinstance(node, ox.NamedNode) and node.value == _NIL):
            said = self._said.get(node, {})
            first, rest = said.get(_FIRST.value, ()), said.get(_REST.value, ())
            if node in seen or len(first) != 1 or len(rest) != 1 or len(said) != 2:
                return None
            seen.add(node)
            members.append(first[0])
            node = rest[0]
        return tuple(members)

    def _roots(self) -> Iterator[ox.BlankNode]:
        """Yield the blank nodes that nothing names, and those that only a ring of them names."""
        named = {value for said in self._said.values() for each in said.values() for value in each}
        free = [node for node in self._said if node not in named]
        terms = [node for node in self._said if isinstance(node, ox.NamedNode)]
        reached = self._reached((*terms, *free))
        for node in self._blank:
            if node not in named or (node not in reached and node not in self._lists):
                yield node

    def _reached(self, start: Iterable[Node]) -> set[Node]:
        reached: set[Node] = set()
        queue = list(start)
        while queue:
            node = queue.pop()
            if node not in reached:
                reached.add(node)
                queue += (
                    value
                    for values in self._said.get(node, {}).values()
                    for value in values
                    if isinstance(value, ox.BlankNode)
                )
        return reached


def _digest(parts: Iterable[str]) -> Term:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return "_:" + digest.hexdigest()[:32]
