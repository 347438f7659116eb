"""The engines that check shapes, by the names a user gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from scheidslijn.datagraph import DataGraph
from scheidslijn.engine import CompiledEngine
from scheidslijn.model import ShapesEngine, Statement

__all__ = ["EngineName", "make_engine"]

EngineName = Literal["compiled", "reference"]
Statements = tuple[Statement, ...]


def make_engine(name: EngineName, shapes: Statements, data: DataGraph) -> ShapesEngine:
    """Return an engine that checks these shapes.

    Args:
        name: which one.
        shapes: the statements of the shapes graph.
        data: holds the rule book, and what is to be checked.

    Raises:
        ShapesError: the shapes are no well-formed SHACL, or the engine cannot compile them.
    """
    return _ENGINES[name](shapes, data)


def _compiled(shapes: Statements, data: DataGraph) -> ShapesEngine:
    return CompiledEngine(shapes, data)


def _reference(shapes: Statements, data: DataGraph) -> ShapesEngine:
    """Return pySHACL; imported here, because loading it is what takes longest."""
    from scheidslijn.reference import ReferenceEngine

    return ReferenceEngine(shapes, data.rulebook)


_ENGINES: Final[dict[EngineName, Callable[[Statements, DataGraph], ShapesEngine]]] = {
    "compiled": _compiled,
    "reference": _reference,
}
