"""The forms that a query may be put in for a server that departs from SPARQL 1.1.

Each form says the same by the standard. Which one a server answers rightly is found out by
trying them, in this order, on dossiers whose rows are known; the first that is right is used.

The last two are for constraints that a server cannot answer in any words. The server then tells
about which nodes such a constraint could find anything, by a query that demands less: the screen
of the constraint, or its first patterns. Of a graph with such a node the statements are fetched
that the constraint reads, and it is judged here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheidslijn.remote.flattening import flattened
from scheidslijn.remote.pieces import Piece
from scheidslijn.remote.reading import read_by, weaker
from scheidslijn.remote.rewriting import (
    closed_paths,
    conditions_apart,
    without_bare_choices,
    without_ifs,
    without_kinds,
    without_mixed_days,
)

__all__ = ["FORMS", "VIRTUOSO", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a query.

    Attributes:
        write: turns a query of the plan into this form: queries with the same rows together; none
            if it has no such form.
        needs_closure: whether the query reads the graph in which ``*`` is written out.
        judged_here: whether its rows only tell about which nodes the query is asked here.
    """

    write: Callable[[Piece], tuple[str, ...]]
    needs_closure: bool = False
    judged_here: bool = False


def _as_it_is(piece: Piece) -> tuple[str, ...]:
    return (piece.text,)


def _closed(piece: Piece) -> tuple[str, ...]:
    return (closed_paths(piece.text),)


def _apart(piece: Piece) -> tuple[str, ...]:
    return tuple(map(_in_other_words, conditions_apart(piece.text)))


def _screened(piece: Piece) -> tuple[str, ...]:
    if not piece.screen or not _is_readable(piece):
        return ()
    return tuple(map(_in_other_words, flattened(piece.screen)))


def _weaker(piece: Piece) -> tuple[str, ...]:
    return (_in_other_words(weaker(piece.text)),) if _is_readable(piece) else ()


def _in_other_words(text: str) -> str:
    for said in (without_kinds, without_mixed_days, without_bare_choices, without_ifs):
        text = said(text)
    return closed_paths(text)


def _is_readable(piece: Piece) -> bool:
    """Return whether it is known which statements a constraint reads."""
    try:
        read_by(piece.text)
        weaker(piece.text)
    except ValueError:
        return False
    return bool(piece.shape)


FORMS: Final[dict[str, Form]] = {
    "plain": Form(_as_it_is),
    "closed": Form(_closed, needs_closure=True),
    "apart": Form(_apart, needs_closure=True),
    "screened": Form(_screened, needs_closure=True, judged_here=True),
    "weaker": Form(_weaker, needs_closure=True, judged_here=True),
}
# Virtuoso goes on with a query that nobody waits for any more. It gets none of the first two, for
# what it answers rightly in those it also does in the third.
VIRTUOSO: Final = ("apart", "screened", "weaker")
