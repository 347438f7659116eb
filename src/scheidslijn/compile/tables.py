"""Scans that start from the values of a property, for what shapes ask of instances of a class.

Most values of a property are the same few over and over, and nearly all of them are as they
should be. So each is tested once, whatever nodes have it, and only for a value that fails is it
looked up which node has it and of what class that is. That a property has one value at most is
tested by counting: only for a property with more values than subjects the nodes are looked at.
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

Row = tuple[str, ...]


@dataclass(slots=True)
class Tables:
    """Gathers what is asked of a property of the instances of a class."""

    by_value: dict[str, list[Row]] = field(default_factory=dict)
    single: list[Row] = field(default_factory=list)

    def add_value(self, nodes: str, path: Path | None, number: int, condition: str) -> bool:
        """Add a condition on single value nodes; return whether it can be asked in this way.

        Args:
            nodes: the pattern for the focus nodes.
            path: the path of the shape.
            number: the number of the check.
            condition: an expression about ``?value`` that is true when it passes.
        """
        focus = _CLASS.fullmatch(nodes)
        if focus is None or path is None or path.predicate is None or condition == "true":
            return False
        if "?this" in condition or not only_own_variables(condition):
            return False
        skeleton, iris = abstracted(condition)
        row = (focus[1], path.sparql, *iris, f'"{number}"')
        self.by_value.setdefault(skeleton, []).append(row)
        return True

    def add_single(self, nodes: str, path: Path | None, number: int) -> bool:
        """Add that there is one value node at most; return whether it can be asked in this way."""
        focus = _CLASS.fullmatch(nodes)
        if focus is None or path is None or path.predicate is None:
            return False
        self.single.append((focus[1], path.sparql, f'"{number}"'))
        return True

    def branches(self) -> Iterator[str]:
        """Yield the branches of a UNION, each with the columns that it has."""
        for skeleton, rows in self.by_value.items():
            names = [f"?t{i}" for i in range(len(rows[0]) - 3)]
            yield _tested(skeleton, names, rows)
        if self.single:
            yield _counted(self.single)


def _tested(skeleton: str, names: list[str], rows: list[Row]) -> str:
    asked = _values(["?property", *names], [row[1:-1] for row in rows])
    each = f"SELECT DISTINCT {' '.join(names)} ?value {{ {asked} ?node ?property ?value }}"
    # the store tries a FILTER before DISTINCT, and what it needs a BIND for after that
    broken = f'BIND(IF({skeleton}, "", "x") AS ?broken) FILTER(?broken != "")'
    failing = f"{{ SELECT {' '.join(names)} ?value {{ {{ {each} }} {broken} }} }}"
    found = _values(["?targetClass", "?property", *names, "?failed"], rows)
    return f"{failing} {found} ?this ?property ?value . {_INSTANCES}"


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
