"""The plan that a shapes graph is compiled to: queries, and what their rows mean.

A plan is data. It runs on any SPARQL 1.1 store that holds the data graph as its default graph,
and it is kept on disk as JSON, since the same shapes give the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from scheidslijn.model import Term

__all__ = [
    "COLUMNS",
    "HELD",
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
# In a query for more than one shape this stands for what tells which nodes are focus nodes.
HELD: Final = "(<urn:scheidslijn:held>)"
# Part of the mark of a table beside others: an open value in it goes with any, and would give a
# result twice if other rows stood beside it.
BESIDE: Final = "beside"

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
        before: the query up to the rows of that table.
        after: the query behind them.
        tables: the tables in the query, each as what stands for its rows in ``after``, and the
            numbers of the columns that it takes from the rows of the screen; the first is the one
            that goes between ``before`` and ``after``. None are stated where it is the only one,
            and has all columns.
        held: if the query is the same for all shapes that share it, what tells whether a node is
            a focus node of this one. The shape is then the first column of the table, and of the
            screen's rows as ``tables`` counts them.
    """

    screen: int
    before: str
    after: str
    tables: tuple[tuple[str, tuple[int, ...]], ...] = ()
    held: str = ""


@dataclass(frozen=True, slots=True)
class OwnQuery:
    """A constraint that is a SELECT query itself: each of its solutions is a result.

    Attributes:
        text: the query, for all focus nodes at once.
        check: the number of its check.
        annotations: pairs of a variable and the property that its value is reported as.
        narrowing: how it is asked of some values only, if a screen can tell which.
        by_shape: the numbers of the checks by shape, where ``?currentShape`` of a row tells which.
    """

    text: str
    check: int
    annotations: tuple[Annotation, ...] = ()
    narrowing: Narrowing | None = None
    by_shape: tuple[tuple[Term, int], ...] = ()


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
