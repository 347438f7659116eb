"""Asks the screens of a plan which focus nodes are left for its queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from scheidslijn.compile.plan import BESIDE, HELD, Narrowing, OwnQuery, Plan
from scheidslijn.model import Engine, Term
from scheidslijn.querycheck import trusted_like

__all__ = ["filled", "narrowed"]

_Row = tuple[Term, ...]
_Left = dict[Term, set[_Row]]
_OPEN: Final = "UNDEF"


@contextmanager
def narrowed(plan: Plan, engine: Engine) -> Iterator[Plan]:
    """Give a plan that finds the same in what the engine holds now, and asks it of fewer nodes.

    A query that could find nothing is left out. A blank node has no name that a query could use;
    where a focus node is one, the query stays as it is. Queries that differ in their shape only
    are asked together.

    Args:
        plan: the plan.
        engine: what holds the data graph; it answers with all rows, and not with some.

    Raises:
        EngineError: a screen failed.
    """
    left = [_left(text, engine) for text in plan.screens]
    pairs = list(_queries(plan, left))
    with trusted_like((one.text, query.text) for query, one in pairs):
        yield replace(plan, own=tuple(one for _, one in pairs))


def _left(text: str, engine: Engine) -> _Left:
    left: _Left = {}
    blank = set[Term]()
    for shape, *values in engine.select(text).rows:
        row = tuple(value or _OPEN for value in values)
        left.setdefault(shape or "", set()).add(row)
        if any(_is_open(term) for term in row[1:]):
            blank.add(row[0])
    return {shape: _opened(rows, blank) for shape, rows in left.items()} if blank else left


def _opened(rows: set[_Row], nodes: set[Term]) -> set[_Row]:
    """Leave a column open in all rows of a node if one of them does, so that none says twice."""
    columns: dict[Term, set[int]] = {}
    for row in rows:
        if row[0] in nodes:
            found = {i for i, term in enumerate(row) if i and _is_open(term)}
            columns.setdefault(row[0], set()).update(found)
    return {
        tuple(_OPEN if i in columns.get(row[0], ()) else term for i, term in enumerate(row))
        for row in rows
    }


def _is_open(term: Term) -> bool:
    """Return whether a table cannot name a term; a blank node has no name."""
    return term == _OPEN or term.startswith("_:")


def _queries(plan: Plan, left: list[_Left]) -> Iterator[tuple[OwnQuery, OwnQuery]]:
    """Yield each query with what is asked in its place, for one shape or for several."""
    together: dict[tuple[str, str], list[OwnQuery]] = {}
    for query in plan.own:
        narrowing = query.narrowing
        if narrowing is None:
            yield query, query
            continue
        rows = left[narrowing.screen].get(plan.checks[query.check].shape, set())
        if any(row[0].startswith("_:") for row in rows):
            yield query, query
        elif rows and narrowing.held:
            together.setdefault((narrowing.before, narrowing.after), []).append(query)
        elif rows:
            yield query, replace(query, text=filled(narrowing, sorted(rows)))
    for queries in together.values():
        yield queries[0], _together(queries, plan, left)


def _together(queries: list[OwnQuery], plan: Plan, left: list[_Left]) -> OwnQuery:
    rows: list[_Row] = []
    held, by_shape = [], []
    for query in queries:
        shape, narrowing = plan.checks[query.check].shape, query.narrowing
        assert narrowing is not None
        rows += ((shape, *row) for row in sorted(left[narrowing.screen][shape]))
        held.append(f"IF(?currentShape = <{shape}>, {narrowing.held}, true)")
        by_shape.append((shape, query.check))
    first = queries[0]
    assert first.narrowing is not None
    text = filled(first.narrowing, rows).replace(HELD, f"({' && '.join(held)})")
    return replace(first, text=text, by_shape=tuple(by_shape))


def filled(narrowing: Narrowing, rows: Sequence[_Row]) -> str:
    """Return a query with the rows of its screen in its tables; ``UNDEF`` leaves a value open."""
    if not narrowing.tables:
        return f"{narrowing.before}{_table(rows)}{narrowing.after}"
    (_, first), *others = narrowing.tables
    after = narrowing.after
    for mark, columns in others:
        own = _of_columns(rows, columns)
        if f":{BESIDE}:" in mark and any(_OPEN in row for row in own):
            own = [(_OPEN,) * len(columns)]
        after = after.replace(mark, _table(own))
    return f"{narrowing.before}{_table(_of_columns(rows, first))}{after}"


def _of_columns(rows: Sequence[_Row], columns: tuple[int, ...]) -> list[_Row]:
    """Return the rows with some of their columns, each once."""
    return list(dict.fromkeys(tuple([row[i] for i in columns]) for row in rows))


def _table(rows: Sequence[_Row]) -> str:
    written = {term: _written(term) for row in rows for term in row}
    return " ".join([f"({' '.join([written[term] for term in row])})" for row in rows])


def _written(term: Term) -> str:
    return term if term == _OPEN or term.startswith('"') else f"<{term}>"
