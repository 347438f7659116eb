"""A plan in pieces: what is asked of a server at once, and which checks that decides.

Most often a piece is a query of the plan. A query for SHACL Core is a UNION of scans; a server
that cannot answer the whole may answer its branches one by one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheidslijn.compile.plan import Plan
from scheidslijn.compile.sparql import read_query
from scheidslijn.model import Term

__all__ = ["Piece", "branches_of", "pieces_of", "shapes_of"]

_NUMBER: Final = re.compile(r'"(\d+) ?"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A query, and the numbers of the checks of the plan that its rows tell about."""

    text: str
    checks: frozenset[int]

    @property
    def key(self) -> str:
        """A name for the query: its hash."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def pieces_of(plan: Plan) -> tuple[Piece, ...]:
    """Return each query of a plan as a piece."""
    core = (Piece(text, _checks_in(text)) for text in plan.core)
    return (*core, *(Piece(query.text, frozenset((query.check,))) for query in plan.own))


def branches_of(piece: Piece) -> tuple[Piece, ...]:
    """Return the branches of a query that is a UNION, each as a query; else nothing."""
    where = read_query(piece.text).where
    groups = where.groups()
    is_union = len(groups) > 1 and all(group.kind in ("GROUP", "UNION") for group in groups)
    if not is_union or len(where.content) != 2 * len(groups) - 1:
        return ()
    found = []
    for group in groups:
        branch = piece.text[group.start : group.end]
        text = f"{piece.text[: where.start]} {branch} {piece.text[where.end :]}"
        found.append(Piece(text, _checks_in(branch)))
    return tuple(found)


def shapes_of(plan: Plan, pieces: Iterable[Piece]) -> list[Term]:
    """Return the shapes that these pieces check, sorted."""
    return sorted({plan.checks[number].shape for piece in pieces for number in piece.checks})


def _checks_in(text: str) -> frozenset[int]:
    return frozenset(int(number) for number in _NUMBER.findall(text))
