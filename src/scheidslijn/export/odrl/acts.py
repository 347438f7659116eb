"""What a rule is about: its action and target.

Where the rule book says exactly which facts a norm looks at, because a shape checks them, the
action is that fact and how somebody is involved in it. Elsewhere the fields of a norm only say
what it is about: a duty that names a task need not be the duty to do that task. Such a norm has
an action of its own, which is to do what its text describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from scheidslijn.export.material import Book
from scheidslijn.export.odrl.constraints import Constraints, local
from scheidslijn.export.odrl.terms import ODRL, SLP, declared
from scheidslijn.model import Text
from scheidslijn.namespaces import OWL, RDF, RDFS, SKOS, SL

__all__ = ["COMPARED", "Act", "Acts"]

# The fields of a norm that are compared with a fact; all of them must agree.
COMPARED: Final = (
    "betreftTaak", "betreftGegevens", "betreftBestandssoort", "betreftBesluitsoort",
    "betreftProcesstap", "betreftInterventiesoort", "besluitgrond", "duur", "omvang",
)  # fmt: skip
# What a norm is about, most telling first.
_ABOUT: Final = (
    *COMPARED[:6], "betreftVereiste", "betreftBegrip", "betreftRol", "betreftOrganisatiesoort",
    "definieert", "domein",
)  # fmt: skip
# What the label of a norm's own action begins with, where it is not what the norm asks.
_PREFIXED: Final = {
    "contravene": ("tegen de norm: ", "against the norm: "),
    "show": ("laten zien: ", "show: "),
}
_PROCESSING: Final = SL + "Gegevensverwerking"
_DELEGATION: Final = SL + "Taakdelegatie"
_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")


class Act(NamedTuple):
    """An action with what it is done to.

    Attributes:
        name: tells it from the other acts of its norm; empty where there is one.
        action: the action.
        targets: what it is done to; each on its own.
        constraints: what else the norm says of the fact.
    """

    name: str
    action: ox.NamedNode
    targets: tuple[ox.NamedNode, ...]
    constraints: tuple[ox.NamedNode, ...] = ()


class Acts:
    """Reads actions and targets from norms, and holds what declares the actions.

    Args:
        book: the rule book.
        constraints: makes the constraints.
    """

    def __init__(self, book: Book, constraints: Constraints) -> None:
        self._book, self._constraints = book, constraints
        self.quads: dict[ox.Quad, None] = {}

    def stated(self, norm: ox.NamedNode) -> list[Act]:
        """Return the acts of a norm that says which facts it looks at, and who in them.

        None where it does not say what those facts are about: the act would be far too wide.
        """
        book = self._book
        found: list[Act] = []
        if not any(book.nodes(norm, SL + field) for field in ("onderwerp", *COMPARED[:6])):
            return found
        pairs = [
            (fact, how)
            for fact in book.nodes(norm, SL + "betreftFeit")
            for how in book.nodes(norm, SL + "betreftBetrokkenheid")
            if fact in self._domain(how)
        ]
        for fact, how in pairs:
            found += self._of_fact(norm, fact, how)
        return found

    def on_data(self, norm: ox.NamedNode) -> list[Act]:
        """Return the acts of a norm that names operations on kinds of data or file."""
        book = self._book
        data = book.nodes(norm, SL + "betreftGegevens")
        targets = tuple(data or book.nodes(norm, SL + "betreftBestandssoort"))
        operations = book.nodes(norm, SL + "betreftBewerking") if targets else []
        return [self._operation(norm, each, targets) for each in operations]

    def delegating(self, norm: ox.NamedNode) -> Act:
        """Return the act of delegating what the norm is about."""
        how = ox.NamedNode(SL + "delegerende")
        action = self._involved(ox.NamedNode(_DELEGATION), how)
        # a delegation states its task and nothing else that a norm could name
        return Act("", action, self._targets(norm))

    def own(self, norm: ox.NamedNode, kind: str = "conduct") -> Act:
        """Return the act that only the text of a norm describes.

        Args:
            norm: the norm.
            kind: the action of the profile that it is included in.
        """
        action = ox.NamedNode(f"{norm.value}#{kind}")
        label, says = self._book.text(norm), self._book.text(norm, SKOS + "definition")
        if label is not None and says is not None:
            nl, en = _PREFIXED.get(kind, ("", ""))
            self._declare(action, SLP + kind, Text(nl + label.nl, en + label.en), says)
        return Act("", action, self.about(norm))

    def reaching_files(self, act: Act) -> Act:
        """Return an act that is forbidden, with the kinds of file that hold such data.

        What is forbidden with data is forbidden with a file that holds them; what is permitted
        with data opens no file.
        """
        data = self._narrower(act.targets)
        files = [
            each
            for each in self._book.instances(SL + "Bestandssoort")
            if not data.isdisjoint(self._book.nodes(each, SL + "bevat"))
        ]
        return act._replace(targets=tuple(dict.fromkeys((*act.targets, *files))))

    def _narrower(self, categories: Iterable[ox.NamedNode]) -> set[ox.NamedNode]:
        found, every = set(categories), self._book.instances(SL + "Gegevenscategorie")
        added = True
        while added:
            below = {
                each
                for each in every
                if not found.isdisjoint(self._book.nodes(each, SL + "brederCategorie"))
            }
            added = not below <= found
            found |= below
        return found

    def about(self, norm: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return what a norm is about, by its most telling field, or else the norm itself."""
        for field in ("onderwerp", *_ABOUT):
            found = self._book.nodes(norm, SL + field)
            if found:
                return tuple(found)
        return (norm,)

    def _of_fact(self, norm: ox.NamedNode, fact: ox.NamedNode, how: ox.NamedNode) -> Iterator[Act]:
        targets = self._targets(norm)
        operations = self._book.nodes(norm, SL + "betreftBewerking")
        if fact.value == _PROCESSING and how.value == SL + "door" and operations:
            for each in operations:
                yield self._operation(norm, each, targets)
            return
        constraints = list(self._other_fields(norm, targets))
        if operations:
            field = ox.NamedNode(SL + "betreftBewerking")
            operand = self._constraints.field(field)
            constraints.append(self._constraints.compare(operand, "isAnyOf", operations))
        action = self._involved(fact, how)
        yield Act(local(action), action, targets, tuple(constraints))

    def _operation(
        self, norm: ox.NamedNode, operation: ox.NamedNode, targets: tuple[ox.NamedNode, ...]
    ) -> Act:
        """Return one operation on data; whom data are given to is their recipient."""
        constraints = list(self._other_fields(norm, targets))
        towards = self._book.nodes(norm, SL + "jegens")
        if towards and self._book.nodes(operation, SL + "richtZichOp"):
            made = self._constraints.compare(ODRL + "recipient", "isAnyOf", towards)
            constraints.append(made)
        parent = self._involved(ox.NamedNode(_PROCESSING), ox.NamedNode(SL + "door"))
        label, says = self._book.text(operation), self._book.text(operation, SKOS + "definition")
        if label is not None and says is not None:
            self._declare(operation, parent.value, label, says)
        return Act(local(operation), operation, targets, tuple(constraints))

    def _targets(self, norm: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return by what a fact is recognised, or else what the norm is about."""
        return tuple(self._book.nodes(norm, SL + "onderwerp")) or self.about(norm)

    def _other_fields(
        self, norm: ox.NamedNode, targets: Sequence[ox.NamedNode]
    ) -> tuple[ox.NamedNode, ...]:
        """Return as constraints what a norm says of a fact beside its target."""
        found = []
        for name in COMPARED:
            field = ox.NamedNode(SL + name)
            values = self._book.nodes(norm, field.value)
            if values and not set(values) <= set(targets):
                operand = self._constraints.field(field)
                found.append(self._constraints.compare(operand, "isAnyOf", values))
        return tuple(found)

    def _involved(self, fact: ox.NamedNode, how: ox.NamedNode) -> ox.NamedNode:
        """Return the action of being involved in a fact in some way; declare it."""
        action = ox.NamedNode(f"{SLP}{local(fact)}-{local(how)}")
        one, other = self._book.text(fact), self._book.text(how)
        says = self._book.text(how, SKOS + "definition")
        if one is not None and other is not None and says is not None:
            label = Text(nl=f"{one.nl}: {other.nl}", en=f"{one.en}: {other.en}")
            definition = Text(
                nl=f"Bij een feit van de soort '{one.nl}' betrokken zijn als: {says.nl}",
                en=f"To be involved in a fact of the kind '{one.en}' as: {says.en}",
            )
            self._declare(action, SLP + "act", label, definition)
        return action

    def _declare(self, action: ox.NamedNode, parent: str, label: Text, says: Text) -> None:
        self.quads.update(dict.fromkeys(declared(action, (ODRL + "Action",), label, says)))
        included = ox.Quad(action, ox.NamedNode(ODRL + "includedIn"), ox.NamedNode(parent))
        self.quads[included] = None

    def _domain(self, property_: ox.NamedNode) -> set[ox.NamedNode]:
        """Return the classes of facts that can have a property, with those below them."""
        found: set[ox.NamedNode] = set()
        for domain in self._book.values(property_, RDFS + "domain"):
            for kind in self._members(domain):
                found.update(self._book.subclasses(kind.value))
        return found

    def _members(self, domain: object) -> Iterable[ox.NamedNode]:
        if isinstance(domain, ox.NamedNode):
            return [domain]
        found = []
        if isinstance(domain, ox.BlankNode):
            cells = self._book.values(domain, OWL + "unionOf")
            while cells and isinstance(cells[0], ox.NamedNode | ox.BlankNode):
                cell = cells[0]
                found += self._book.nodes(cell, _FIRST.value)
                cells = self._book.values(cell, _REST.value)
        return found
