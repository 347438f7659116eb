"""Asks the screens of a plan which focus nodes are left for its queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from scheidslijn.compile.plan import OwnQuery, Plan
from scheidslijn.model import Engine, Term
from scheidslijn.querycheck import trusted_like

__all__ = ["narrowed"]

_Left = dict[Term, set[tuple[Term, ...]]]


@contextmanager
def narrowed(plan: Plan, engine: Engine) -> Iterator[Plan]:
    """Give a plan that finds the same in what the engine holds now, and asks it of fewer nodes.

    A query that could find nothing is left out. A blank node has no name that a query could use;
    where one is left, the query stays as it is.

    Args:
        plan: the plan.
        engine: what holds the data graph; it answers with all rows, and not with some.

    Raises:
        EngineError: a screen failed.
    """
    left = [_left(text, engine) for text in plan.screens]
    pairs = [(query, one) for query in plan.own for one in _narrowed(query, plan, left)]
    with trusted_like((one.text, query.text) for query, one in pairs):
        yield replace(plan, own=tuple(one for _, one in pairs))


def _left(text: str, engine: Engine) -> _Left:
    left: _Left = {}
    for shape, *values in engine.select(text).rows:
        left.setdefault(shape or "", set()).add(tuple(value or "UNDEF" for value in values))
    return left


def _narrowed(query: OwnQuery, plan: Plan, left: list[_Left]) -> Iterator[OwnQuery]:
    narrowing = query.narrowing
    if narrowing is None:
        yield query
        return
    rows = left[narrowing.screen].get(plan.checks[query.check].shape, set())
    if any(term.startswith("_:") for row in rows for term in row):
        yield query
    elif rows:
        text = narrowing.filled(tuple(map(_written, row)) for row in rows)
        yield replace(query, text=text)


def _written(term: Term) -> str:
    return term if term == "UNDEF" or term.startswith('"') else f"<{term}>"
