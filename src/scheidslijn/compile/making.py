"""Makes the plan for a shapes graph; only whoever has no plan yet needs what this imports."""

from __future__ import annotations

from collections.abc import Sequence

from scheidslijn.compile.graph import ShapesGraph
from scheidslijn.compile.lexical import Writing, kept_text
from scheidslijn.compile.plan import Plan
from scheidslijn.compile.queries import write_plan
from scheidslijn.compile.shapes import Shapes, read_shapes
from scheidslijn.model import Statement
from scheidslijn.namespaces import SH

__all__ = ["make_plan"]


def make_plan(shapes: Sequence[Statement], *, exact: bool) -> Plan:
    """Return the plan for a shapes graph; see ``compile_shapes``."""
    read = read_shapes(ShapesGraph(shapes))
    return write_plan(read, Writing(exact or _names_kept_literals(read)))


def _names_kept_literals(shapes: Shapes) -> bool:
    """Return whether a shape asks for a literal itself that a store would write differently."""
    named = [t.value for shape in shapes.by_node.values() for t in shape.targets]
    for shape in shapes.by_node.values():
        named += shape.values.get(SH + "hasValue", ())
        for node in shape.values.get(SH + "in", ()):
            named += shapes.graph.items(node, shape.node)
    return any(kept_text(term) != term for term in named)
