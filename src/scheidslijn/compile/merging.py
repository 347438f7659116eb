"""Merges scans that differ only in their IRIs into one scan over a table.

A shapes graph asks the same few things of many classes and properties. Parsing and optimising
a query grows faster than its length, and is most of the work for a small data graph; so what
seventy property shapes ask becomes a handful of patterns, each over a VALUES table with a row
per shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["abstracted", "merged_scans", "only_own_variables"]

# An IRI without the signs of a property path beside it: there no variable may stand.
_IRI: Final = re.compile(r"(?<![\^/|!])<[^<>\s]*>(?![*+?/|])")
# The variables of our own queries; a branch with others holds an author's query.
_VARIABLE: Final = re.compile(r"[?$](?P<name>\w+)")
_OWN: Final = re.compile(r"this|value|other|failed|via\d|target[A-Z]\w+|v\d+")
_FRESH: Final = re.compile(r"\?v(\d+)\b")
_NUMBER: Final = re.compile(r'"\d+ ?"')
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?:\^\^<[^<>]*>|@[\w-]+)?')


def merged_scans(branches: Iterable[str]) -> Iterator[str]:
    """Yield branches of a UNION that together say the same as these, in order of appearance.

    >>> list(merged_scans(['?this <urn:p> ?v7 BIND("1" AS ?failed)',
    ...                    '?this <urn:q> ?v8 BIND("2" AS ?failed)']))
    ['VALUES (?t0 ?t1) { (<urn:p> "1") (<urn:q> "2") } ?this ?t0 ?v0 BIND(?t1 AS ?failed)']
    """
    tables: dict[str, list[tuple[str, ...]]] = {}
    for branch in branches:
        if "VALUES" in branch or not only_own_variables(branch):
            tables[branch] = [()]
            continue
        skeleton, row = abstracted(branch)
        tables.setdefault(skeleton, []).append(row)
    for skeleton, rows in tables.items():
        if len(rows) == 1 or not rows[0]:
            for row in rows:
                yield _filled(skeleton, row)
        else:
            names = " ".join(f"?t{i}" for i in range(len(rows[0])))
            table = " ".join(f"({' '.join(row)})" for row in rows)
            yield f"VALUES ({names}) {{ {table} }} {skeleton}"


def only_own_variables(branch: str) -> bool:
    """Return whether a branch has no variables of an author's query."""
    used = (match["name"] for match in _VARIABLE.finditer(_QUOTED.sub("", branch)))
    return all(map(_OWN.fullmatch, used))


def abstracted(branch: str) -> tuple[str, tuple[str, ...]]:
    """Return a branch with variables for its IRIs and check numbers, and what they stand for."""
    values: dict[str, int] = {}

    def variable(value: str) -> str:
        return f"?t{values.setdefault(value, len(values))}"

    def outside(text: str) -> str:
        return _IRI.sub(lambda match: variable(match[0]), text)

    pieces, done = [], 0
    for quoted in _QUOTED.finditer(branch):
        pieces.append(outside(branch[done : quoted.start()]))
        number = _NUMBER.fullmatch(quoted[0])
        pieces.append(variable(quoted[0]) if number else quoted[0])
        done = quoted.end()
    pieces.append(outside(branch[done:]))
    return _renumbered("".join(pieces)), tuple(values)


def _renumbered(skeleton: str) -> str:
    """Number the variables that only this branch uses by their order."""
    numbers: dict[str, int] = {}
    return _FRESH.sub(lambda m: f"?v{numbers.setdefault(m[1], len(numbers))}", skeleton)


def _filled(skeleton: str, row: tuple[str, ...]) -> str:
    return re.sub(r"\?t(\d+)\b", lambda match: row[int(match[1])], skeleton)
