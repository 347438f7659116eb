"""ODRL constraints: one node for each comparison, shared by all rules that make it.

A constraint compares one left operand with one right operand; several values are one list, as
the Information Model 2.2 asks of set-based operators. Lists have named nodes, so that the output
has no blank nodes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.odrl.terms import ODRL, SLP, declared, texts
from scheidslijn.model import Text
from scheidslijn.namespaces import DCTERMS, ID, OWL, RDF, RDF_TYPE, RDFS_LABEL, SKOS, SL

__all__ = ["Constraints", "local"]

_NODES: Final = ID + "odrl/"
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_NIL: Final = ox.NamedNode(RDF + "nil")
# How long a readable name may get; what is longer is named by a hash of what it says.
_LONGEST: Final = 90
# What a condition asks for beside a value, and how it is compared.
_ASKED: Final = {
    "vereisteRol": "isAnyOf",
    "hoogsteWaarde": "lteq",
    "uitgeslotenGegevens": "isNoneOf",
    "vereistBewijs": "hasPart",
}
_Value = ox.NamedNode | ox.Literal


class _Comparison(NamedTuple):
    operand: str
    operator: str
    values: Sequence[_Value]


def local(node: ox.NamedNode) -> str:
    """Return the last part of an IRI."""
    return node.value.rpartition("/")[2].rpartition("#")[2]


class Constraints:
    """Makes constraints and holds what says them.

    Args:
        book: the rule book, for labels and conditions.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.quads: dict[ox.Quad, None] = {}

    def compare(self, operand: str, operator: str, values: Sequence[_Value]) -> ox.NamedNode:
        """Return the constraint that compares a left operand with one or more values.

        Args:
            operand: the left operand, as an IRI.
            operator: the name of an ODRL operator.
            values: one value, or those of a set-based operator.
        """
        ordered = sorted(set(values), key=str)
        left = operand.rpartition("#")[2].rpartition("/")[2].removeprefix("left-")
        node = _named(".".join((left, operator, *map(_name, ordered))))
        self._say(node, _Comparison(operand, operator, ordered))
        return node

    def all_of(self, operand: str, parts: Sequence[ox.NamedNode], name: str) -> ox.NamedNode:
        """Return a logical constraint over constraints, or the only one there is.

        Args:
            operand: the name of the logical operand, ``and`` or ``andSequence``.
            parts: the constraints, in order.
            name: what to call it.
        """
        if len(parts) == 1:
            return parts[0]
        node = _named(name)
        self._add(node, _TYPE, ox.NamedNode(ODRL + "LogicalConstraint"))
        self._add(node, ox.NamedNode(ODRL + operand), self._list(node, parts))
        return node

    def own(self, name: str) -> str:
        """Return a left operand that the profile itself declares."""
        return SLP + "left-" + name

    def field(self, field: ox.NamedNode) -> str:
        """Return the left operand of a field of norms, such as the task; declare it."""
        operand = ox.NamedNode(SLP + "left-" + local(field))
        read = [self._label(each) for each in self._book.nodes(field, SL + "afgelezenVan")]
        label = self._label(field)
        nl = " of ".join(f"'{each.nl}'" for each in read) or f"'{label.nl}'"
        en = " or ".join(f"'{each.en}'" for each in read) or f"'{label.en}'"
        self._declare(operand, label, Text(
            nl=f"Wat het feit vermeldt onder {nl}, met waar dat deel van is.",
            en=f"What the fact states under {en}, with what that is part of.",
        ))  # fmt: skip
        return operand.value

    def condition(self, condition: ox.NamedNode) -> ox.NamedNode:
        """Return a condition of the rule book as a constraint; it keeps its own IRI."""
        if ox.Quad(condition, ox.NamedNode(DCTERMS + "type"), self._class(condition)) in self.quads:
            return condition
        parts = list(self._parts(condition))
        if len(parts) == 1:
            self._say(condition, parts[0])
        else:
            nodes = [self.compare(*each) for each in parts]
            self._add(condition, _TYPE, ox.NamedNode(ODRL + "LogicalConstraint"))
            self._add(condition, ox.NamedNode(ODRL + "and"), self._list(condition, nodes))
        self._describe(condition)
        return condition

    def _say(self, node: ox.NamedNode, comparison: _Comparison) -> None:
        operand, operator, values = comparison
        several = len(values) > 1 or operator in ("isAnyOf", "isNoneOf")
        self._add(node, _TYPE, ox.NamedNode(ODRL + "Constraint"))
        self._add(node, ox.NamedNode(ODRL + "leftOperand"), ox.NamedNode(operand))
        self._add(node, ox.NamedNode(ODRL + "operator"), ox.NamedNode(ODRL + operator))
        right = self._list(node, values) if several else values[0]
        self._add(node, ox.NamedNode(ODRL + "rightOperand"), right)

    def _parts(self, condition: ox.NamedNode) -> Iterator[_Comparison]:
        """Yield one comparison for each thing that a condition asks for."""
        book, kind = self._book, local(self._class(condition))
        property_ = next(iter(book.nodes(condition, SL + "eigenschap")), None)
        found = False
        values = _plain(book.values(condition, SL + "vereisteWaarde"))
        if property_ is not None and values:
            found = True
            operand = self._operand(self._class(condition), property_)
            yield _Comparison(operand, self._operator(condition, kind, values), values)
        for name, operator in _ASKED.items():
            asked = _plain(book.values(condition, SL + name))
            if asked:
                found = True
                operand = self._operand(self._class(condition), property_, ox.NamedNode(SL + name))
                yield _Comparison(operand, operator, asked)
        if not found:
            yield _Comparison(self.own("condition"), "hasPart", [condition])

    def _operator(self, condition: ox.NamedNode, kind: str, values: Sequence[_Value]) -> str:
        if len(values) > 1:
            return "isAnyOf"
        exclusive = [str(each) for each in self._book.values(condition, SL + "uitsluitend")]
        loose = kind == "Toonvoorwaarde" or (kind == "Delegatievoorwaarde" and not exclusive)
        return "hasPart" if loose else "eq"

    def _operand(
        self, kind: ox.NamedNode, property_: ox.NamedNode | None, asked: ox.NamedNode | None = None
    ) -> str:
        """Return the left operand that reads what a kind of condition looks at; declare it."""
        read = [each for each in (property_, asked) if each is not None]
        name = "-".join(map(local, (kind, *read)))
        operand = ox.NamedNode(SLP + "left-" + name)
        labels = [self._label(each) for each in read]
        sort = self._label(kind)
        says = self._book.text(kind, SKOS + "definition") or sort
        self._declare(
            operand,
            Text(
                nl=f"{sort.nl}: {', '.join(each.nl for each in labels)}",
                en=f"{sort.en}: {', '.join(each.en for each in labels)}",
            ),
            says,
        )
        return operand.value

    def _describe(self, condition: ox.NamedNode) -> None:
        book = self._book
        self._add(condition, ox.NamedNode(DCTERMS + "type"), self._class(condition))
        label, says = book.text(condition), book.text(condition, SKOS + "definition")
        if label is not None and says is not None:
            self._extend(texts(condition, RDFS_LABEL, label))
            self._extend(texts(condition, DCTERMS + "description", says))
        for standing in book.nodes(condition, SL + "status"):
            self._add(condition, ox.NamedNode(SLP + "standing"), standing)
        for passage in book.nodes(condition, SL + "vindplaats"):
            self._add(condition, ox.NamedNode(DCTERMS + "source"), passage)

    def _declare(self, operand: ox.NamedNode, label: Text, definition: Text) -> None:
        kinds = (ODRL + "LeftOperand", OWL + "NamedIndividual")
        self._extend(declared(operand, kinds, label, definition))

    def _class(self, condition: ox.NamedNode) -> ox.NamedNode:
        return self._book.nodes(condition, RDF_TYPE)[0]

    def _label(self, node: ox.NamedNode) -> Text:
        return self._book.text(node) or Text(nl=local(node), en=local(node))

    def _list(self, node: ox.NamedNode, values: Sequence[_Value]) -> ox.NamedNode:
        """Say an RDF list whose cells are named after the node that it belongs to."""
        cells = [ox.NamedNode(f"{node.value}#{number}") for number in range(1, len(values) + 1)]
        for cell, value, rest in zip(cells, values, [*cells[1:], _NIL], strict=True):
            self._add(cell, ox.NamedNode(RDF + "first"), value)
            self._add(cell, ox.NamedNode(RDF + "rest"), rest)
        return cells[0]

    def _add(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: _Value) -> None:
        self.quads[ox.Quad(subject, predicate, value)] = None

    def _extend(self, quads: Iterable[ox.Quad]) -> None:
        self.quads.update(dict.fromkeys(quads))


def _plain(values: Iterable[object]) -> list[_Value]:
    return [each for each in values if isinstance(each, ox.NamedNode | ox.Literal)]


def _name(value: _Value) -> str:
    return local(value) if isinstance(value, ox.NamedNode) else value.value


def _named(name: str) -> ox.NamedNode:
    """Return the node of that name, or of a hash of it where the name is too long for an IRI."""
    if len(name) > _LONGEST or not all(each.isalnum() or each in ".-_" for each in name):
        name = name.partition(".")[0] + "." + hashlib.sha256(name.encode()).hexdigest()[:16]
    return ox.NamedNode(_NODES + name)
