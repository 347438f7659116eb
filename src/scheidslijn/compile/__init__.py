"""Compiles a SHACL shapes graph to a plan of set-based SPARQL 1.1 queries."""

from __future__ import annotations

from collections.abc import Iterable

from scheidslijn.compile.cache import find_plan, keep_plan, plan_key
from scheidslijn.compile.plan import Plan
from scheidslijn.model import Statement

__all__ = ["compile_shapes"]


def compile_shapes(shapes: Iterable[Statement], *, exact: bool = False) -> Plan:
    """Return the plan that checks a data graph on these shapes.

    Args:
        shapes: the shapes graph.
        exact: whether the plan is for data with literals that a store would write differently,
            as `lexical` keeps them. It is then exact about them, and slower.

    Raises:
        ShapesError: the triples are no well-formed SHACL.
        UncompilableError: they use what cannot be compiled; the reference engine may do it.
    """
    shapes = tuple(shapes)
    key = plan_key(shapes, exact=exact)
    plan = find_plan(key)
    if plan is None:
        # most runs find their plan, and need not wait for all that makes one
        from scheidslijn.compile.making import make_plan

        plan = make_plan(shapes, exact=exact)
        keep_plan(key, plan)
    return plan
