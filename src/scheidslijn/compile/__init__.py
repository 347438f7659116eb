"""Compiles a SHACL shapes graph to a plan of set-based SPARQL 1.1 queries."""

from __future__ import annotations

from collections.abc import Iterable

from scheidslijn.compile.cache import find_plan, keep_plan, plan_key
from scheidslijn.compile.graph import ShapesGraph
from scheidslijn.compile.lexical import Writing, kept_text
from scheidslijn.compile.plan import Plan
from scheidslijn.compile.queries import write_plan
from scheidslijn.compile.shapes import Shapes, read_shapes
from scheidslijn.model import Statement
from scheidslijn.namespaces import SH

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
        read = read_shapes(ShapesGraph(shapes))
        plan = write_plan(read, Writing(exact or _names_kept_literals(read)))
        keep_plan(key, plan)
    return plan


def _names_kept_literals(shapes: Shapes) -> bool:
    """Return whether a shape asks for a literal itself that a store would write differently."""
    named = [t.value for shape in shapes.by_node.values() for t in shape.targets]
    for shape in shapes.by_node.values():
        named += shape.values.get(SH + "hasValue", ())
        for node in shape.values.get(SH + "in", ()):
            named += shapes.graph.items(node, shape.node)
    return any(kept_text(term) != term for term in named)
