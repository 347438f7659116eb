"""What a mutant is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from scheidslijn.model import Term

Part = Literal["norm", "condition", "hierarchy", "term", "core", "sparql"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a graph: statements that go, and statements that come."""

    without: tuple[ox.Quad, ...] = ()
    added: tuple[ox.Quad, ...] = ()

    def applied(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return the statements after the change."""
        gone = frozenset(self.without)
        return [*(quad for quad in quads if quad not in gone), *self.added]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of the rule book or of the shapes.

    Attributes:
        part: what is changed: of the rule book a norm (or exception), a condition, a link to a
            broader term or another fact about a term; of the shapes a constraint of SHACL Core or
            a query.
        kind: what was done, as it is counted, such as ``drop sl:drager``.
        subject: what was changed, as it is named in the rule book or the shapes graph.
        file: the file in which that stands.
        change: what was changed, in words that tell it from every other mutant of the subject.
        edit: the change itself.
        about: the property that is changed, of the rule book.
        shapes: the node shapes that are changed by it, of the shapes.
        everywhere: whether a changed query may report focus nodes that no norm is about.
    """

    part: Part
    kind: str
    subject: Term
    file: str
    change: str
    edit: Edit
    about: Term = ""
    shapes: tuple[Term, ...] = ()
    everywhere: bool = True

    @property
    def of_shapes(self) -> bool:
        """Whether the shapes are changed, and not the rule book."""
        return self.part in ("core", "sparql")
