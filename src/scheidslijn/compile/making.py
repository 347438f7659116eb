"""Makes the plan for a shapes graph; only whoever has no plan yet needs what this imports."""

from __future__ import annotations

from collections.abc import Sequence

from scheidslijn.compile.graph import ShapesGraph
from scheidslijn.compile.lexical import Writing, kept_text
from scheidslijn.compile.plan import Plan
from scheidslijn.compile.queries import write_plan, write_scans
from scheidslijn.compile.shapes import Shapes, read_shapes
from scheidslijn.model import Statement
from scheidslijn.namespaces import SH

__all__ = ["make_plan", "make_scans"]


def make_plan(shapes: Sequence[Statement], *, exact: bool) -> Plan:
    """Return the plan for a shapes graph; see ``compile_shapes``."""
    return write_plan(*_read(shapes, exact))


def make_scans(shapes: Sequence[Statement]) -> tuple[str, ...]:
    """Return the core of the plan for a shapes graph in simple words, a query for each scan.

    The rows of all of them are those of the core, with the same numbers of checks. They are for
    a store that cannot answer the core; it takes many times as long to ask them one by one.

    Raises:
        ShapesError: the triples are no well-formed SHACL.
        UncompilableError: they use what cannot be compiled.
    """
    return write_scans(*_read(shapes, exact=False))


def _read(shapes: Sequence[Statement], exact: bool) -> tuple[Shapes, Writing]:
    read = read_shapes(ShapesGraph(shapes))
    return read, Writing(exact or _names_kept_literals(read))


def _names_kept_literals(shapes: Shapes) -> bool:
    """Return whether a shape asks for a literal itself that a store would write differently."""
    named = [t.value for shape in shapes.by_node.values() for t in shape.targets]
    for shape in shapes.by_node.values():
        named += shape.values.get(SH + "hasValue", ())
        for node in shape.values.get(SH + "in", ()):
            named += shapes.graph.items(node, shape.node)
    return any(kept_text(term) != term for term in named)
