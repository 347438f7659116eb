"""Screens: queries that say, of all nodes at once, where a constraint could find anything.

A constraint is written for one focus node. Asked of many at once it is dear, since a store does
not see which of its conditions few nodes meet. So the shapes graph may state a second query
beside it, with `SCREEN`: a SELECT of ``$currentShape`` and ``$this`` that gives at least every
pair for which the constraint has a solution. The constraint is then asked of those nodes alone,
so that what it finds comes from its own text, as before. Other SHACL engines do not know the
property, and need not.

A screen may give more than the node: any variable that the patterns at the very start of the
constraint bind, or that the group around them holds to be bound. The constraint is then asked of
those rows, which spares it to find them again; see `narrowing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.compile.focus import Focus
from scheidslijn.compile.graph import ShapesGraph, is_literal, sparql_term
from scheidslijn.compile.narrowing import narrowing_of
from scheidslijn.compile.plan import Narrowing
from scheidslijn.compile.prebinding import Prebound
from scheidslijn.compile.prefixes import prologue
from scheidslijn.compile.sparql import Edit, Group, Query, Token, edited, read_query
from scheidslijn.errors import ShapesError, UsageError
from scheidslijn.model import Term
from scheidslijn.namespaces import SHAPE
from scheidslijn.querycheck import check_select
from scheidslijn.terms import plain_text

__all__ = ["SCREEN", "Screens"]

SCREEN: Final = SHAPE + "voorselectie"
_SHAPE: Final = "currentShape"
_COLUMNS: Final = (_SHAPE, "this")


class Screens:
    """The screens of one shapes graph, numbered in the order in which constraints need them.

    Args:
        graph: the shapes graph.
    """

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._users: dict[Term, list[Term]] = {}

    def narrowing(
        self, shape: Term, node: Term, query: Query, prebound: Prebound, focus: Focus
    ) -> Narrowing | None:
        """Return how a constraint is asked of some values, if it has a screen and the shape a name.

        Args:
            shape: the shape that has the constraint.
            node: the constraint.
            query: its query.
            prebound: what is fixed in it.
            focus: the focus nodes of the shape.

        Raises:
            ShapesError: the screen is no SELECT of ``$currentShape``, ``$this`` and what the
                constraint binds first.
        """
        if self._graph.first(node, SCREEN) is None or shape.startswith("_:"):
            return None
        self._users.setdefault(node, []).append(shape)
        columns = check_select(_given(self._graph, node))
        screen = list(self._users).index(node)
        return narrowing_of(node, query, prebound, focus, columns[1:], screen)

    def texts(self) -> Iterator[str]:
        """Yield the queries of the screens, each for all shapes that use its constraint.

        Raises:
            ShapesError: a screen does not ask for ``$currentShape``.
        """
        for node, shapes in self._users.items():
            yield _text(self._graph, node, shapes)


def _given(graph: ShapesGraph, node: Term) -> str:
    """Return the screen of a constraint as it is written, with its prefixes."""
    text = graph.only(node, SCREEN, "5.2")
    if text is None or not is_literal(text):
        raise ShapesError(node, "a screen is one SELECT query", "5.2")
    text = prologue(graph, node) + plain_text(text)
    try:
        columns = check_select(text)
    except UsageError as error:
        problem = f"the screen is not usable: {str(error).rstrip('.')}"
        raise ShapesError(node, problem, "5.2") from None
    if columns[:2] != _COLUMNS:
        raise ShapesError(node, "a screen gives $currentShape and $this first", "5.2")
    return text


def _text(graph: ShapesGraph, node: Term, shapes: Iterable[Term]) -> str:
    text = _given(graph, node)
    query = read_query(text)
    values = " ".join(sorted(sparql_term(shape) for shape in set(shapes)))
    table = f" VALUES ?{_SHAPE} {{ {values} }} "
    groups = [group for group in (query.where, *query.where.descendants()) if _names_shape(group)]
    if not groups:
        raise ShapesError(node, "a screen asks for $currentShape in a pattern", "5.2")
    return edited(text, (Edit(group.start, group.start, table) for group in groups))


def _names_shape(group: Group) -> bool:
    """Return whether a group, which is no sub-query, itself has ``$currentShape`` in a pattern."""
    return group.select is None and any(
        isinstance(item, Token) and item.variable == _SHAPE for item in group.content
    )
