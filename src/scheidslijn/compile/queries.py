"""Writes the queries of a plan: which focus nodes, which value nodes, which checks fail there.

For one shape with a target, everything that is to be said about its focus nodes shares scans:
conditions on sets of values share one scan of the focus nodes, conditions on single values one
scan per path. A scan gives a row only where a condition fails, with the numbers of the failing
checks. Pairs of values have a branch of their own, constraints that are queries a query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.compile.conditions import Conditions
from scheidslijn.compile.constraints import Constraints
from scheidslijn.compile.focus import Focus, focus_of, values_of
from scheidslijn.compile.graph import is_literal
from scheidslijn.compile.lexical import Writing
from scheidslijn.compile.merging import merged_scans
from scheidslijn.compile.plan import COLUMNS, Check, OwnQuery, Plan, ValueFrom
from scheidslijn.compile.shapes import Shape, Shapes
from scheidslijn.compile.tables import Tables
from scheidslijn.compile.triplescreens import screened
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF, RDFS, SH, XSD

__all__ = ["write_plan", "write_scans"]

_ONE: Final = ('"1"^^<' + XSD + "integer>",)
_PROLOGUE: Final = f"PREFIX rdf: <{RDF}>\nPREFIX rdfs: <{RDFS}>\nPREFIX xsd: <{XSD}>\n"
# parsing a query takes time that grows faster than its number of branches
_BRANCHES: Final = 10

Condition = tuple[int, str]


@dataclass(slots=True)
class _Scans:
    """What one shape with a target asks, gathered by the scan that can answer it."""

    on_value: dict[str, list[Condition]] = field(default_factory=dict)
    on_set: dict[tuple[str, Term], list[Condition]] = field(default_factory=dict)
    alone: list[tuple[str, int]] = field(default_factory=list)

    def branches(self) -> Iterator[str]:
        """Yield the branches of a UNION, each with the columns that it has."""
        scans = [*self.on_value.items(), *((nodes, c) for (nodes, _), c in self.on_set.items())]
        for pattern, conditions in scans:
            failed = _failed(conditions)
            if failed:
                yield f"{pattern} {failed}"
        for pattern, number in self.alone:
            yield f'{pattern} BIND("{number}" AS ?failed)'


class _Writer:
    def __init__(self, shapes: Shapes, writing: Writing, tables: Tables | None) -> None:
        self._constraints = Constraints(shapes)
        self._conditions = Conditions(shapes, writing, self._constraints.as_conditions)
        self._writing = writing
        self._shapes = shapes
        self._own: list[OwnQuery] = []
        self._checks: list[Check] = []
        self._branches: list[str] = []
        self._scans = _Scans()
        self._tables = tables
        self._targets: list[Term] = []

    def scans(self) -> list[str]:
        """Return the branches, and write all checks."""
        for shape in self._shapes.targeted():
            self._scans = _Scans()
            self._targets = [target.value for target in shape.targets]
            plain = focus_of(shape.targets, Writing(exact=False))
            self._walk(shape, focus_of(shape.targets, self._writing), plain, 0)
            self._branches += self._scans.branches()
        return self._branches

    def plan(self) -> Plan:
        branches = list(merged_scans(self.scans()))
        if self._tables is not None:
            branches += self._tables.branches()
        stated = tuple(self._constraints.screens.texts())
        own, read = screened(self._own, self._checks, len(stated))
        return Plan(
            core=tuple(
                _union(branches[i : i + _BRANCHES]) for i in range(0, len(branches), _BRANCHES)
            ),
            own=own,
            checks=tuple(self._checks),
            reads_shapes=self._constraints.read_shapes,
            constants=tuple(sorted(self._constraints.constants)),
            nested=tuple(sorted(self._constraints.nested)),
            screens=stated + read,
            exact=self._writing.exact,
        )

    def _walk(self, shape: Shape, focus: Focus, plain: Focus, depth: int) -> None:
        """Write all checks of a shape for the nodes of ``focus``.

        Own queries are about values, and always get them in plain writing.
        """
        if shape.deactivated:
            return
        self._core(shape, focus)
        self._own_queries(shape, plain)
        if shape.path is not None:
            focus = values_of(focus, shape.path, f"?via{depth}")
            plain = values_of(plain, shape.path, f"?via{depth}")
            depth += 1
        for child in shape.values.get(SH + "property", ()):
            self._walk(self._shapes.by_node[child], focus, plain, depth)

    def _core(self, shape: Shape, focus: Focus) -> None:
        conditions, tables = self._conditions, self._tables
        value_from: ValueFrom = "focus" if shape.path is None else "value"
        value = "?this" if shape.path is None else "?value"
        nodes = focus.scan("?this")
        values = nodes if shape.path is None else f"{nodes} ?this {shape.path.sparql} ?value ."
        for name, text in conditions.on_value(shape, "?this", value):
            number = self._check(shape, _component(name), value_from)
            if not (tables and tables.add_value(nodes, shape.path, number, text)):
                self._scans.on_value.setdefault(values, []).append((number, text))
        for name, text in conditions.on_set(shape, "?this"):
            number = self._check(shape, _component(name), "none")
            is_one = shape.values.get(SH + name) == _ONE
            if not (tables and is_one and tables.add_one(name, nodes, shape.path, number)):
                self._scans.on_set.setdefault((nodes, shape.node), []).append((number, text))
        for name, pattern in conditions.pairs(shape, "?this", "?value", "?other"):
            number = self._check(
                shape, _component(name), _PAIR_VALUES.get(name, "value"), name == "closed"
            )
            is_order = name in ("lessThan", "lessThanOrEquals")
            if not (tables and is_order and tables.add_pair(nodes, shape.path, number, pattern)):
                self._scans.alone.append((f"{nodes} {pattern}", number))

    def _own_queries(self, shape: Shape, focus: Focus) -> None:
        before = len(self._own)
        value_from: ValueFrom = "focus" if shape.path is None else "none"
        for component, text, reported, narrowing in self._constraints.selected(shape, focus):
            number = self._check(shape, component, value_from)
            self._own.append(OwnQuery(text, number, reported, narrowing))
        for component, text in self._constraints.asked(shape, focus):
            number = self._check(shape, component, "value")
            self._own.append(OwnQuery(text, number))
        if len(self._own) > before:
            self._constraints.constants.update(filter(is_literal, self._targets))

    def _check(
        self, shape: Shape, component: Term, value_from: ValueFrom, path_from_other: bool = False
    ) -> int:
        path = None if shape.path is None else shape.path.text
        check = Check(shape.node, component, shape.severity, path, value_from, path_from_other)
        self._checks.append(check)
        return len(self._checks) - 1


_PAIR_VALUES: Final[dict[str, ValueFrom]] = {"uniqueLang": "none"}


def write_plan(shapes: Shapes, writing: Writing) -> Plan:
    """Return the plan for these shapes.

    Raises:
        ShapesError: a query in them breaks the rules of SHACL.
        UncompilableError: something in them cannot be asked of all focus nodes at once.
    """
    return _Writer(shapes, writing, Tables()).plan()


def write_scans(shapes: Shapes, writing: Writing) -> tuple[str, ...]:
    """Return what ``core`` of the plan asks as a query for each scan; raises as `write_plan`."""
    return tuple(_union([branch]) for branch in _Writer(shapes, writing, None).scans())


def _component(name: str) -> Term:
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def _union(branches: list[str]) -> str:
    columns = " ".join(f"?{name}" for name in COLUMNS)
    union = " UNION ".join(f"{{ {branch} }}" for branch in branches)
    return f"{_PROLOGUE}SELECT DISTINCT {columns} WHERE {{ {union} }}"


def _failed(conditions: list[Condition]) -> str:
    """Return what binds ``?failed`` to the numbers of the conditions that are false, if any is."""
    needed = [(number, text) for number, text in conditions if text != "true"]
    if not needed:
        return ""
    if len(needed) == 1:
        ((number, text),) = needed
        return f'FILTER(!{text}) BIND("{number}" AS ?failed)'
    flags = ", ".join(f'IF({text}, "", "{number} ")' for number, text in needed)
    return f'BIND(CONCAT({flags}) AS ?failed) FILTER(?failed != "")'
