"""Gathers measurements and puts them in rows: medians, differences, ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from bench.data import Dataset, ShapeSet
from bench.engines import FLOOR, Engine
from bench.findings import Difference, Finding, difference
from bench.measure import Measurement

#: the steps that adapters time, in the order of the page
STEPS: Final = ("start", "shapes", "load", "validate", "collect")


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured together: these dossiers with these shapes, whole or one by one.

    ``check`` is True for the case that shows which engines find every breach.
    """

    data: Dataset
    shapes: ShapeSet
    engines: tuple[Engine, ...]
    each: bool = False
    check: bool = False

    @property
    def expected(self) -> frozenset[Finding]:
        """What should be found."""
        return self.shapes.expected(self.data.expected)


@dataclass(frozen=True, slots=True)
class Row:
    """One engine in one case. Times are medians in seconds, ``peak`` is one in bytes.

    ``checked`` says whether the library finds every breach; None if that was not looked at, or
    gave no result.
    """

    engine: Engine
    runs: int
    problem: str
    wall: float = 0.0
    spread: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    steps: dict[str, float] = field(default_factory=dict)
    found: int = 0
    difference: Difference | None = None
    checked: bool | None = None

    @property
    def is_equal(self) -> bool:
        """True when there is a result, and it is what was expected."""
        return self.difference is not None and self.difference.is_none


def row(engine: Engine, case: Case, runs: Sequence[Measurement]) -> Row:
    """Return the row of an engine from its runs."""
    if not runs:
        return Row(engine, 0, "not run yet")
    problem = next((run.problem for run in runs if run.problem), "")
    if problem:
        return Row(engine, len(runs), problem)
    walls = [run.wall for run in runs]
    found = case.shapes.expected(runs[0].findings) if engine.kind == "own" else runs[0].findings
    return Row(
        engine=engine,
        runs=len(runs),
        problem="",
        wall=median(walls),
        spread=max(walls) - min(walls),
        cpu=median(run.cpu for run in runs),
        peak=median(run.peak for run in runs),
        steps={
            step: median(run.steps[step] for run in runs) for step in STEPS if step in runs[0].steps
        },
        found=len(found),
        difference=None if engine.kind == "floor" else difference(found, case.expected),
    )


def with_checks(cases: Sequence[tuple[Case, list[Row]]]) -> list[tuple[Case, list[Row]]]:
    """Return the rows with what the check on every breach said about each library."""
    said = {
        (row.engine.distribution, case.shapes.name): row.is_equal
        for case, rows in cases
        for row in rows
        if case.check and not row.problem
    }
    return [
        (
            case,
            [replace(r, checked=said.get((r.engine.distribution, case.shapes.name))) for r in rows],
        )
        for case, rows in cases
    ]


def floor_of(rows: Iterable[Row]) -> float | None:
    """Return how long reading alone takes, if that was measured."""
    return next((row.wall for row in rows if row.engine == FLOOR and not row.problem), None)


def fastest_equal_peer(rows: Iterable[Row]) -> Row | None:
    """Return the fastest engine of others that finds what is expected, here and of every breach."""
    equal = [row for row in rows if row.engine.kind == "peer" and row.is_equal and row.checked]
    return min(equal, key=lambda row: row.wall, default=None)
