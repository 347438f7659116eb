"""A plan in pieces: what is asked of a server at once, and which checks that decides.

Most often a piece is a query of the plan. The queries for SHACL Core put many scans together; a
server that cannot answer these may answer the scans one by one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.plan import Plan
from scheidslijn.model import Term

__all__ = ["Piece", "core_of", "own_of", "scans_of", "shapes_of"]

_NUMBER: Final = re.compile(r'"(\d+) ?"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A query, and the numbers of the checks of the plan that its rows tell about.

    Attributes:
        text: the query.
        checks: the numbers.
        shape: of a constraint that is a query itself, the shape; else nothing.
        screen: the query that tells about which nodes it could find anything, if there is one.
    """

    text: str
    checks: frozenset[int]
    shape: Term = ""
    screen: str = ""

    @property
    def key(self) -> str:
        """A name for the query: its hash."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def core_of(plan: Plan) -> tuple[Piece, ...]:
    """Return the queries of a plan for SHACL Core."""
    return scans_of(plan.core)


def scans_of(texts: Iterable[str]) -> tuple[Piece, ...]:
    """Return queries that name the checks that fail."""
    return tuple(Piece(text, frozenset(map(int, _NUMBER.findall(text)))) for text in texts)


def own_of(plan: Plan) -> tuple[Piece, ...]:
    """Return the constraints of a plan that are queries themselves."""
    found = []
    for query in plan.own:
        screen = "" if query.narrowing is None else plan.screens[query.narrowing.screen]
        shape = plan.checks[query.check].shape
        found.append(Piece(query.text, frozenset((query.check,)), shape, screen))
    return tuple(found)


def shapes_of(plan: Plan, checks: Iterable[int]) -> list[Term]:
    """Return the shapes that have these checks, sorted."""
    return sorted({plan.checks[number].shape for number in checks})
