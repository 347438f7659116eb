"""The default engine: runs a compiled plan on the embedded store, beside the rule book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from scheidslijn.compile import compile_shapes
from scheidslijn.compile.plan import SHAPES_GRAPH, Plan
from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump
from scheidslijn.exact import odd_ones, run_exactly
from scheidslijn.execution import Violation, merged, run
from scheidslijn.model import Result, Statement
from scheidslijn.screens import narrowed

__all__ = ["CompiledEngine"]

# To screen a handful of dossiers takes longer than to ask every query of them.
_FEW: Final = 1000  # statements


class CompiledEngine:
    """Checks data graphs with a compiled plan; implements ``model.ShapesEngine``.

    Args:
        shapes: the statements of the shapes graph.
        data: the rule book, joined with every data graph; nothing if it is left out.

    Raises:
        ShapesError: the shapes are no well-formed SHACL.
        UncompilableError: they use what cannot be compiled.
    """

    name = "compiled"

    def __init__(self, shapes: Iterable[Statement], data: DataGraph | None = None) -> None:
        self._shapes = tuple(shapes)
        self._plan = compile_shapes(self._shapes)
        self._exact_plan = self._plan if self._plan.exact else None
        self._data = DataGraph(()) if data is None else data
        odd = odd_ones(self._data.rulebook)
        self._odd = [quad for quad in odd if _looks_at(self._plan, quad.predicate.value)]
        if self._plan.reads_shapes:
            self._data.name(SHAPES_GRAPH, self._shapes)

    @property
    def queries(self) -> tuple[str, ...]:
        """The text of every query that checks."""
        return self._plan.queries

    def validate(self, statements: Sequence[Statement]) -> list[Result]:
        """Return the results for these statements joined with the rule book, sorted by key.

        Raises:
            EngineError: a query failed.
            RuleBookError: a shape has a severity that reports do not know.
        """
        return merged(self.violations(statements))

    @property
    def judges_many(self) -> bool:
        """Whether the store gives back every literal that the plan meets as it was written."""
        return not self._odd and not self._plan.exact

    def validate_held(self) -> list[Result]:
        """Return the results for what the store holds now, sorted by key; as `validate` does.

        All literals of it must be such as the store gives back as they were written.
        """
        with narrowed(self._plan, self._data.store) as plan:
            return merged(run(plan, self._data.store))

    def violations(self, statements: Sequence[Statement]) -> list[Violation]:
        """Return every validation result for these statements joined with the rule book."""
        odd = self._odd + odd_ones(statements)
        with self._data.holding(statements):
            if not odd and not self._plan.exact:
                with self._narrowed(self._plan, statements) as plan:
                    return list(run(plan, self._data.store))
            if self._exact_plan is None:
                self._exact_plan = compile_shapes(self._shapes, exact=True)
            with self._narrowed(self._exact_plan, statements) as plan:
                return run_exactly(plan, self._data, statements, odd)

    @contextmanager
    def _narrowed(self, plan: Plan, statements: Sequence[Statement]) -> Iterator[Plan]:
        # a dump is large, and to count its statements would mean to parse it
        if not isinstance(statements, Dump) and len(statements) <= _FEW:
            yield plan
            return
        with narrowed(plan, self._data.store) as left:
            yield left


def _looks_at(plan: Plan, predicate: str) -> bool:
    """Return whether SHACL Core could see a value of this property: it is named, or any is."""
    return any(f"<{predicate}>" in text for text in plan.core) or any(
        check.path_from_other for check in plan.checks
    )
