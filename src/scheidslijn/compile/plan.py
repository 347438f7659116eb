"""The plan that a shapes graph is compiled to: queries, and what their rows mean.

A plan is data. It runs on any SPARQL 1.1 store that holds the data graph as its default graph,
and it is kept on disk as JSON, since the same shapes give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from scheidslijn.model import Term

__all__ = [
    "COLUMNS",
    "SHAPES_GRAPH",
    "Annotation",
    "Check",
    "Narrowing",
    "OwnQuery",
    "Plan",
    "ValueFrom",
]

# The name under which a store holds the shapes graph, for queries that read ``$shapesGraph``.
SHAPES_GRAPH: Final = "urn:scheidslijn:shapes"
# The variables of a query of the core: focus node, value, what keeps results apart, the numbers
# of the checks that fail, separated by blanks, and the nodes that led to the focus node.
COLUMNS: Final = ("this", "value", "other", "failed", "via0", "via1", "via2", "via3")

ValueFrom = Literal["focus", "value", "none"]
Annotation = tuple[str, Term]


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape: what a result of it says beside its focus node.

    Attributes:
        shape: the source shape.
        component: the IRI of the constraint component.
        severity: the IRI of the severity.
        path: the path of a property shape; None for a node shape.
        value_from: where the value node stands in a row, or ``none``.
        path_from_other: whether the row itself names the path, as for sh:closed.
    """

    shape: Term
    component: Term
    severity: Term
    path: Term | None
    value_from: ValueFrom
    path_from_other: bool = False


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How a query is asked of some values only.

    Attributes:
        screen: the number of the screen that tells which. Its rows name a shape first; the rest of
            a row is a row of a VALUES table in the query.
        parts: the query, cut where the rows of a table come.
        columns: for each of these places, which values of a row it takes.
    """

    screen: int
    parts: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...] = ((0,),)

    def filled(self, rows: Iterable[tuple[str, ...]]) -> str:
        """Return the query for these rows, each without its shape and written as in SPARQL."""
        given = sorted(set(rows))
        tables = [
            sorted({tuple(row[at] for at in chosen) for row in given}) for chosen in self.columns
        ]
        # a value that is open goes with any, and would in a further table give results twice
        for further in range(1, len(tables)):
            if any("UNDEF" in row for row in tables[further]):
                tables[further] = [("UNDEF",) * len(self.columns[further])]
        written = [" ".join(f"({' '.join(row)})" for row in table) for table in tables]
        return "".join(chain(*zip(self.parts, [*written, ""], strict=True)))


@dataclass(frozen=True, slots=True)
class OwnQuery:
    """A constraint that is a SELECT query itself: each of its solutions is a result.

    Attributes:
        text: the query, for all focus nodes at once.
        check: the number of its check.
        annotations: pairs of a variable and the property that its value is reported as.
        narrowing: how it is asked of some values only, if a screen can tell which.
    """

    text: str
    check: int
    annotations: tuple[Annotation, ...] = ()
    narrowing: Narrowing | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All queries for one shapes graph, with the checks that their rows number.

    Attributes:
        core: the queries for SHACL Core, with the columns ``COLUMNS``.
        own: the queries that the shapes graph itself states.
        checks: what the results mean.
        reads_shapes: whether a query reads the shapes graph, by the name ``SHAPES_GRAPH``.
        constants: the literals of the shapes graph that its own queries meet.
        nested: the shapes within others that state a query, which then is part of ``core``.
        screens: the queries that tell for which shape and values ``own`` could find anything; see
            `screening`.
        exact: whether ``core`` is for literals as `lexical.kept` writes them.
    """

    core: tuple[str, ...]
    own: tuple[OwnQuery, ...]
    checks: tuple[Check, ...]
    reads_shapes: bool = False
    constants: tuple[Term, ...] = ()
    nested: tuple[Term, ...] = ()
    screens: tuple[str, ...] = ()
    exact: bool = False

    @property
    def queries(self) -> tuple[str, ...]:
        """The text of every query."""
        return (*self.core, *(query.text for query in self.own), *self.screens)
