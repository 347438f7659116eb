"""Scans that start from the values of a property, for what shapes ask of instances of a class.

Most values of a property are the same few over and over, and nearly all of them are as they
should be. So each is tested once, whatever nodes have it, and only for a value that fails is it
looked up which node has it and of what class that is. So it is with two values of one node that
stand in an order. That a property has one value at most is tested by counting: only for a
property with more values than subjects the nodes are looked at. That properties have a value at
all is tested of a node for all of them together, and only of a node that lacks one for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.compile.focus import INSTANCE
from scheidslijn.compile.merging import abstracted, only_own_variables
from scheidslijn.compile.paths import Path

__all__ = ["Tables"]

_CLASS: Final = re.compile(rf"\?this {re.escape(INSTANCE)} (<[^<>]*>) \.")
_INSTANCES: Final = f"?this {INSTANCE} ?targetClass ."
# a class that needs more properties is asked for in parts, so that the table stays narrow
_TOGETHER: Final = 8

Row = tuple[str, ...]


@dataclass(slots=True)
class Tables:
    """Gathers what is asked of a property of the instances of a class."""

    by_value: dict[str, list[Row]] = field(default_factory=dict)
    by_pair: dict[str, list[Row]] = field(default_factory=dict)
    required: list[Row] = field(default_factory=list)
    single: list[Row] = field(default_factory=list)

    def add_value(self, nodes: str, path: Path | None, number: int, condition: str) -> bool:
        """Add a condition on single value nodes; return whether it can be asked in this way.

        Args:
            nodes: the pattern for the focus nodes.
            path: the path of the shape.
            number: the number of the check.
            condition: an expression about ``?value`` that is true when it passes.
        """
        focus = _asked_of(nodes, path)
        if not focus or condition == "true":
            return False
        if "?this" in condition or not only_own_variables(condition):
            return False
        skeleton, iris = abstracted(condition)
        row = (*focus, *iris, f'"{number}"')
        self.by_value.setdefault(skeleton, []).append(row)
        return True

    def add_pair(self, nodes: str, path: Path | None, number: int, pattern: str) -> bool:
        """Add a pattern for two values that break a rule; return whether it can be asked so.

        Args:
            nodes: the pattern for the focus nodes.
            path: the path of the shape.
            number: the number of the check.
            pattern: what binds ``?value`` and ``?other`` for ``?this``, whatever its class.
        """
        focus = _asked_of(nodes, path)
        if not focus or not only_own_variables(pattern):
            return False
        skeleton, iris = abstracted(pattern)
        self.by_pair.setdefault(skeleton, []).append((focus[0], *iris, f'"{number}"'))
        return True

    def add_one(self, name: str, nodes: str, path: Path | None, number: int) -> bool:
        """Add that there is one value node; return whether it can be asked in this way.

        Args:
            name: ``minCount`` for one at least, ``maxCount`` for one at most.
            nodes: the pattern for the focus nodes.
            path: the path of the shape.
            number: the number of the check.
        """
        focus = _asked_of(nodes, path)
        rows = {"minCount": self.required, "maxCount": self.single}.get(name)
        if not focus or rows is None:
            return False
        rows.append((*focus, f'"{number}"'))
        return True

    def branches(self) -> Iterator[str]:
        """Yield the branches of a UNION, each with the columns that it has."""
        for skeleton, rows in self.by_value.items():
            yield _tested(skeleton, _names(len(rows[0]) - 3), rows)
        for skeleton, rows in self.by_pair.items():
            yield _paired(skeleton, _names(len(rows[0]) - 2), rows)
        if self.required:
            yield _lacking(self.required)
        if self.single:
            yield _counted(self.single)


def _asked_of(nodes: str, path: Path | None) -> Row:
    """Return a class and a property, if these are what is asked about; else nothing."""
    focus = _CLASS.fullmatch(nodes)
    if focus is None or path is None or path.predicate is None:
        return ()
    return focus[1], path.sparql


def _names(number: int) -> list[str]:
    return [f"?t{i}" for i in range(number)]


def _tested(skeleton: str, names: list[str], rows: list[Row]) -> str:
    asked = _values(["?property", *names], [row[1:-1] for row in rows])
    each = f"SELECT DISTINCT {' '.join(names)} ?value {{ {asked} ?node ?property ?value }}"
    # the store tries a FILTER before DISTINCT, and what it needs a BIND for after that
    broken = f'BIND(IF({skeleton}, "", "x") AS ?broken) FILTER(?broken != "")'
    failing = f"{{ SELECT {' '.join(names)} ?value {{ {{ {each} }} {broken} }} }}"
    found = _values(["?targetClass", "?property", *names, "?failed"], rows)
    return f"{failing} {found} ?this ?property ?value . {_INSTANCES}"


def _paired(skeleton: str, names: list[str], rows: list[Row]) -> str:
    columns = " ".join(names)
    asked = _values(names, [row[1:-1] for row in rows])
    # apart, or a store starts from all instances of the classes
    breaking = f"{{ SELECT ?this ?value ?other {columns} {{ {asked} {skeleton} }} }}"
    return f"{breaking} {_values(['?targetClass', *names, '?failed'], rows)} {_INSTANCES}"


def _lacking(rows: list[Row]) -> str:
    by_class: dict[str, dict[str, None]] = {}
    for cls, needed, _ in rows:
        by_class.setdefault(cls, {})[needed] = None
    groups = [
        (cls, *list(found)[i : i + _TOGETHER])
        for cls, found in by_class.items()
        for i in range(0, len(found), _TOGETHER)
    ]
    names = [f"?required{i}" for i in range(max(map(len, groups)) - 1)]
    table = [(*group, *["UNDEF"] * (len(names) + 1 - len(group))) for group in groups]
    tests = [f"IF(BOUND({name}), !EXISTS {{ ?this {name} ?v0 }}, false)" for name in names]
    some = f"{_values(['?t0', *names], table)} ?this {INSTANCE} ?t0 . FILTER({' || '.join(tests)})"
    found = f"{{ SELECT ?this ?t0 {{ {some} }} }} {_values(_names(3), rows)}"
    return f"{found} FILTER(!EXISTS {{ ?this ?t1 ?v0 }}) BIND(?t2 AS ?failed)"


def _counted(rows: list[Row]) -> str:
    each = f"{_values(['?property'], [row[1:2] for row in rows])} ?node ?property ?object"
    several = "GROUP BY ?property HAVING(COUNT(*) > COUNT(DISTINCT ?node))"
    properties = f"{{ SELECT ?property {{ {each} }} {several} }}"
    # OPTIONAL, so that a store looks up the few properties instead of reading everything
    held, nodes = "?this ?property ?object", "GROUP BY ?property ?this HAVING(COUNT(*) > 1)"
    found = _values(["?targetClass", "?property", "?failed"], rows)
    two = "?this ?property ?v0 . ?this ?property ?v1 FILTER(!sameTerm(?v0, ?v1))"
    return (
        f"{{ SELECT ?property ?this {{ {properties} OPTIONAL {{ {held} }} }} {nodes} }} "
        f"{found} {_INSTANCES} FILTER(EXISTS {{ {two} }})"
    )


def _values(names: list[str], rows: list[Row]) -> str:
    table = " ".join(f"({' '.join(row)})" for row in dict.fromkeys(rows))
    return f"VALUES ({' '.join(names)}) {{ {table} }}"
