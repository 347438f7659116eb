"""Puts a plan to a remote store, each of its queries in the form that the store answers rightly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from scheidslijn.compile.plan import Plan
from scheidslijn.errors import EngineError
from scheidslijn.model import Table, Term
from scheidslijn.remote.fetching import Fetched
from scheidslijn.remote.forms import FORMS
from scheidslijn.remote.pages import Pages
from scheidslijn.remote.pieces import Piece, core_of, own_of, scans_of, shapes_of

__all__ = ["Asker", "Proof", "ProvenPlan", "undecided"]


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
class Asker:
    """Asks a server about one graph after the other, joined with the rule book.

    Attributes:
        pages: the server.
        book: the named graph with the rule book.
        closure: the one with what it reaches over paths.
        fetched: what judges here.
        graph: the graph that is asked about.
    """

    pages: Pages
    book: str
    closure: str
    fetched: Fetched
    graph: str = ""
    _told: dict[tuple[str, str], Table | EngineError] = field(default_factory=dict)

    def select(self, piece: Piece, name: str) -> Table:
        """Return the rows of a query in the form of this name.

        Raises:
            TooManyRowsError: there are more than `Pages` allows.
            EngineError: the server fails.
        """
        form = FORMS[name]
        graphs = (self.book, *((self.closure,) if form.needs_closure else ()), self.graph)
        if form.judged_here:
            nodes = self._nodes(piece, form.write(piece), graphs)
            return self.fetched.select(piece.text, self.graph, nodes) if nodes else Table((), ())
        columns: tuple[str, ...] = ()
        rows: dict[tuple[Term | None, ...], None] = {}
        for text in form.write(piece):
            table = self.pages.select(text, graphs)
            columns = table.columns
            rows.update(dict.fromkeys(table.rows))
        return Table(columns, tuple(rows))

    def _nodes(
        self, piece: Piece, texts: tuple[str, ...], graphs: tuple[str, ...]
    ) -> frozenset[Term]:
        """Return the nodes that queries give; shapes share a screen, which then is asked once."""
        self._told = {key: table for key, table in self._told.items() if key[0] == self.graph}
        found = set[Term]()
        for text in texts:
            if (self.graph, text) not in self._told:
                self._told[self.graph, text] = self._tried(text, graphs)
            table = self._told[self.graph, text]
            if isinstance(table, EngineError):
                raise table
            for values in table.rows:
                row = dict(zip(table.columns, values, strict=True))
                node = row["this"]
                if node is not None and row.get("currentShape", piece.shape) == piece.shape:
                    found.add(node)
        return frozenset(found)

    def _tried(self, text: str, graphs: tuple[str, ...]) -> Table | EngineError:
        try:
            return self.pages.select(text, graphs)
        except EngineError as error:
            return error


@dataclass(slots=True)
class ProvenPlan:
    """A plan on one server: which queries to send, and which shapes cannot be checked there.

    It is asked in the place of an engine, for the queries of ``asked``.

    Attributes:
        plan: the plan.
        proof: what is known of the server.
        asker: what asks the server.
        scans: gives the core of the plan as a query for each scan.
        fetches: whether statements may be fetched, to judge here what the server cannot answer.
        asked: the plan as this server is asked it.
    """

    plan: Plan
    proof: Proof
    asker: Asker
    scans: Callable[[], tuple[str, ...]]
    fetches: bool = False
    asked: Plan = field(init=False)
    _pieces: dict[str, Piece] = field(init=False)
    _refused: frozenset[int] = field(init=False)
    _fetched: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        known = self.proof.forms
        forms = {key for key in known if self.fetches or not FORMS[known[key]].judged_here}
        core = [piece for piece in core_of(self.plan) if piece.key in forms]
        scans = undecided(self.plan, core, self.scans)
        core += (piece for piece in scans if piece.key in forms)
        own = own_of(self.plan)
        left = [piece for piece in (*scans, *own) if piece.key not in forms]
        wrong = [piece for piece in left if piece.key not in known]
        self._refused = frozenset().union(*(piece.checks for piece in wrong))
        self._fetched = frozenset().union(*(piece.checks for piece in left)) - self._refused
        self._pieces = {piece.text: piece for piece in (*core, *own) if piece.key in forms}
        self.asked = replace(
            self.plan,
            core=tuple(piece.text for piece in core),
            own=tuple(query for query in self.plan.own if query.text in self._pieces),
        )

    @property
    def pages(self) -> Pages:
        """The server."""
        return self.asker.pages

    @property
    def needs_closure(self) -> bool:
        """Whether the server is asked about paths as the rule book alone has them."""
        return any(FORMS[form].needs_closure for form in self.proof.forms.values())

    def refused(self) -> list[Term]:
        """Return the shapes that this server cannot check, sorted."""
        return shapes_of(self.plan, self._refused)

    def fetching(self) -> list[Term]:
        """Return the shapes that could be checked here if statements were fetched, sorted."""
        return shapes_of(self.plan, self._fetched)

    def select(self, query: str) -> Table:
        """Return the rows of a query of ``asked``; raises as `Asker.select`."""
        piece = self._pieces[query]
        return self.asker.select(piece, self.proof.forms[piece.key])


def undecided(
    plan: Plan, core: list[Piece], scans: Callable[[], tuple[str, ...]]
) -> tuple[Piece, ...]:
    """Return the scans for what some queries of the core do not decide.

    Args:
        plan: the plan.
        core: the queries of its core that a server answers.
        scans: gives the scans.
    """
    if len(core) == len(plan.core):
        return ()
    decided = frozenset[int]().union(*(piece.checks for piece in core))
    return tuple(piece for piece in scans_of(scans()) if not piece.checks <= decided)
