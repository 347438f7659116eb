"""Sorts the statements of a file into the dossiers, facts and actors that the form can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.form.terms import ACTORS, BESIDE, FACTS, LINK, FieldKind, Form, FormClass
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import RDF_TYPE
from scheidslijn.terms import term_text

__all__ = ["Holding", "Node"]

_SOURCE: Final = "dossier"


@dataclass(slots=True, eq=False)
class Node:
    """Something that is written out.

    Attributes:
        term: its IRI, or the label of a blank node.
        kind: its type.
        values: what it has of each field, in no order.
        link: the dossier that it belongs to, or None.
        referred: how often something refers to it.
        inside: whether it is written within the one fact that refers to it.
        members: of a dossier, what stands in each of its lists.
    """

    term: Term
    kind: FormClass
    values: dict[str, list[object]] = field(default_factory=dict)
    link: Term | None = None
    referred: int = 0
    inside: bool = False
    members: dict[str, list[Node]] = field(default_factory=dict)


class Holding:
    """What stands in one file or graph.

    Args:
        statements: all of it.
        form: the form.

    Raises:
        InputError: there is no dossier, or something that the form cannot hold.
    """

    def __init__(self, statements: Iterable[Statement], form: Form) -> None:
        self._form = form
        statements = list(statements)
        self.nodes = self._typed(statements)
        self._fill(statements)
        self.dossiers = [
            node for _, node in sorted(self.nodes.items()) if node.kind is form.dossier
        ]
        if not self.dossiers:
            raise InputError(_SOURCE, "holds no dossier: nothing is typed sl:Dossier.")
        self._place()

    def _typed(self, statements: list[Statement]) -> dict[Term, Node]:
        """Return the nodes with a type; each has one, and it is a type of the form."""
        found: dict[Term, Node] = {}
        for each in statements:
            if each.predicate.value == RDF_TYPE:
                term, kind = term_text(each.subject), term_text(each.object)
                known = self._form.class_of.get(kind)
                if known is None:
                    raise InputError(term, f"the form knows no type <{kind}>.")
                if term in found and found[term].kind is not known:
                    both = f"{found[term].kind.name} and {known.name}"
                    raise InputError(term, f"the form cannot hold something that is {both}.")
                found[term] = Node(term, known)
        return found

    def _fill(self, statements: list[Statement]) -> None:
        for each in dict.fromkeys(statements):
            subject, predicate = term_text(each.subject), each.predicate.value
            node = self.nodes.get(subject)
            if node is None:
                raise InputError(subject, "the form cannot hold something without a type.")
            if predicate == RDF_TYPE:
                continue
            if predicate == LINK:
                self._link(node, term_text(each.object))
                continue
            known = self._form.field_of.get(predicate)
            if known is None or known.name not in node.kind.fields:
                problem = f"the form knows no property <{predicate}> of a {node.kind.name}."
                raise InputError(subject, problem)
            node.values.setdefault(known.name, []).append(each.object)
            if known.kind is FieldKind.NODE and not isinstance(each.object, ox.Literal):
                target = self.nodes.get(term_text(each.object))
                if target is not None:
                    target.referred += 1
                    target.inside = (
                        target.referred == 1
                        and node.kind.place == FACTS
                        and target.kind.place == BESIDE
                        and target.kind.name in known.nested
                    )

    def _link(self, node: Node, dossier: Term) -> None:
        target = self.nodes.get(dossier)
        if node.link is not None or node.kind.place != FACTS:
            problem = f"the form cannot hold the link of a {node.kind.name} to <{dossier}>."
            raise InputError(node.term, problem)
        if target is None or target.kind is not self._form.dossier:
            raise InputError(node.term, f"its dossier <{dossier}> does not stand in the same file.")
        node.link = dossier

    def _place(self) -> None:
        """Put everything in a list of a dossier: facts in their own, the rest where it is named."""
        for dossier in self.dossiers:
            if dossier.term.startswith("_:"):
                raise InputError(dossier.term, "the form needs an IRI for a dossier.")
            dossier.members = {place: [] for place in (ACTORS, BESIDE, FACTS)}
        free: dict[Term, Node] = {}
        for node in self.nodes.values():
            if node.kind.place == FACTS:
                if node.link is None:
                    problem = f"the form cannot hold a {node.kind.name} without a dossier."
                    raise InputError(node.term, problem)
                self.nodes[node.link].members[FACTS].append(node)
            elif node.kind is not self._form.dossier and not node.inside:
                free[node.term] = node
        if len(self.dossiers) > 1:
            for dossier in self.dossiers:
                self._take(dossier, free)
        for node in free.values():
            self.dossiers[0].members[node.kind.place or ""].append(node)

    def _take(self, dossier: Node, free: dict[Term, Node]) -> None:
        """Give a dossier what it names, and what holds between the actors that it names."""
        named = {dossier.term}
        for node in (dossier, *dossier.members[FACTS]):
            named |= self._named_by(node)
        for node in list(free.values()):
            if node.kind.place == BESIDE and named & (self._named_by(node) | {node.term}):
                dossier.members[BESIDE].append(free.pop(node.term))
                named |= self._named_by(node)
        for term in named & free.keys():
            node = free.pop(term)
            dossier.members[node.kind.place or ""].append(node)

    def _named_by(self, node: Node) -> set[Term]:
        """Return the nodes that a node refers to, or that one written within it does."""
        found: set[Term] = set()
        for values in node.values.values():
            for value in values:
                target = None if isinstance(value, ox.Literal) else self.nodes.get(term_text(value))  # type: ignore[arg-type]
                if target is not None:
                    found.add(target.term)
                    if target.inside:
                        found |= self._named_by(target)
        return found
