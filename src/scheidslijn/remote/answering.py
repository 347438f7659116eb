"""Puts a plan to a remote store, each of its queries in the form that the store answers rightly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheidslijn.compile.plan import Plan
from scheidslijn.model import Table, Term
from scheidslijn.remote.forms import FORMS, Form
from scheidslijn.remote.pages import Pages
from scheidslijn.remote.pieces import Piece, branches_of, pieces_of, shapes_of

__all__ = ["Proof", "ProvenPlan"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about a server with dossiers whose findings are known.

    Attributes:
        forms: the form in which the server answers a query rightly, by the key of the query.
        server: what the server calls itself.
        keeps_names: whether a blank node has the same name in each of its answers.
    """

    forms: Mapping[str, str]
    server: str
    keeps_names: bool


@dataclass(slots=True)
class ProvenPlan:
    """A plan on one server: which queries to send, and which shapes cannot be checked there.

    It is asked in the place of an engine, for the queries of the plan, about ``graph``.
    """

    plan: Plan
    proof: Proof
    pages: Pages
    book: str
    closure: str
    graph: str = ""
    _asked: dict[str, tuple[tuple[Form, tuple[str, ...]], ...]] = field(init=False)
    _refused: list[Piece] = field(init=False)

    def __post_init__(self) -> None:
        self._asked, self._refused = {}, []
        for piece in pieces_of(self.plan):
            known = [piece] if piece.key in self.proof.forms else branches_of(piece)
            right = [each for each in known if each.key in self.proof.forms]
            wrong = [each for each in known or [piece] if each.key not in self.proof.forms]
            chosen = ((FORMS[self.proof.forms[each.key]], each.text) for each in right)
            self._asked[piece.text] = tuple((form, form.write(text)) for form, text in chosen)
            self._refused += wrong

    def refused(self) -> list[Term]:
        """Return the shapes that this server cannot check, sorted."""
        return shapes_of(self.plan, self._refused)

    def select(self, query: str) -> Table:
        """Return the rows of a query of the plan, as far as the server answers it rightly.

        Raises:
            TooManyRowsError: there are more than `Pages` allows.
            EngineError: the server fails.
        """
        columns: tuple[str, ...] = ()
        rows: dict[tuple[Term | None, ...], None] = {}
        for form, texts in self._asked[query]:
            helpers = (self.closure,) if form.needs_closure else ()
            for text in texts:
                table = self.pages.select(text, (self.book, *helpers, self.graph))
                columns = table.columns
                rows.update(dict.fromkeys(table.rows))
        return Table(columns, tuple(rows))
