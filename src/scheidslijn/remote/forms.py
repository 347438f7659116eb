"""The forms that a query may be put in for a server that departs from SPARQL 1.1.

Each form says the same by the standard. Which one a server answers rightly is found out by
trying them, in this order, on dossiers whose rows are known; the first that is right is used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from scheidslijn.remote.rewriting import closed_paths, rows_apart, without_ifs, without_kinds

__all__ = ["FORMS", "VIRTUOSO", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a query.

    Attributes:
        write: turns a query of the plan into this form: queries with the same rows together.
        needs_closure: whether the query reads the graph in which ``*`` is written out.
    """

    write: Callable[[str], tuple[str, ...]]
    needs_closure: bool = False


def _as_it_is(text: str) -> tuple[str, ...]:
    return (text,)


def _closed(text: str) -> tuple[str, ...]:
    return (closed_paths(text),)


def _by_row(text: str) -> tuple[str, ...]:
    return tuple(closed_paths(without_ifs(without_kinds(each))) for each in rows_apart(text))


FORMS: Final[dict[str, Form]] = {
    "plain": Form(_as_it_is),
    "closed": Form(_closed, needs_closure=True),
    "by row": Form(_by_row, needs_closure=True),
}
# For Virtuoso the last is tried first: it goes on with a query that nobody waits for any more.
VIRTUOSO: Final = ("by row", "closed", "plain")
