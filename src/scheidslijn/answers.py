"""Asks a question of an engine: parameters become terms, rows get an order, IRIs their labels.

Rows keep the order that the query asks for with ORDER BY, which should then settle every tie.
Otherwise they are sorted as plain text, unbound first. Of more rows than are wanted only those
are held that will be shown, so that a query that gives millions needs no memory for them.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Final

from pyoxigraph import Literal

from scheidslijn.errors import EngineError
from scheidslijn.model import (
    Engine,
    Graph,
    Language,
    Question,
    RuleBookVersion,
    Table,
    Term,
    Text,
)
from scheidslijn.names import individuals
from scheidslijn.namespaces import RDFS_LABEL
from scheidslijn.parameters import bind, matched, value_of
from scheidslijn.querycheck import blank_out
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import plain_text, rdf_term, term_text

__all__ = ["ALL", "Answer", "Provenance", "Window", "answer", "labels"]

_ORDER_BY: Final = re.compile(r"\border\s*by\b", re.IGNORECASE)
_GROUP: Final = re.compile(r"\{[^{}]*\}")

Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of an answer are wanted.

    Attributes:
        offset: how many rows to pass over.
        limit: how many rows to give at most, or None for the rest.
        cap: how many rows to give at most even then; more is not meant, but happens.
    """

    offset: int = 0
    limit: int | None = None
    cap: int | None = None

    @property
    def size(self) -> int | None:
        """How many rows to give at most, or None for all."""
        return min((each for each in (self.limit, self.cap) if each is not None), default=None)


ALL: Final = Window()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from, so that somebody else can make it again.

    Attributes:
        query: SHA-256 of the text of the question's file.
        engine: what answered: the embedded store, or an endpoint.
        version: the version of this package.
        rulebook: which rule book was asked, or None where an endpoint holds its own.
        data: SHA-256 over the input files, or None where there was none.
    """

    query: str
    engine: str
    version: str
    rulebook: RuleBookVersion | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave, with everything that is needed to show it.

    Attributes:
        question: what was asked.
        values: the term of each parameter that has one, by name.
        result: rows, a graph, or true or false, by the form of the query.
        total: how many rows or triples there are, those that are not wanted included.
        window: which of them were wanted.
        labels: what IRIs of the result are called.
        provenance: what it was made from, or None where nobody asked.
    """

    question: Question
    values: Mapping[str, Term]
    result: Table | Graph | bool
    total: int = 1
    window: Window = ALL
    labels: Mapping[Term, str] = field(default_factory=dict)
    provenance: Provenance | None = None

    @property
    def capped(self) -> int | None:
        """How many rows the cap let through, where it took some away; else None."""
        cap, limit = self.window.cap, self.window.limit
        left = max(0, self.total - self.window.offset)
        wanted = left if limit is None else min(left, limit)
        return cap if cap is not None and wanted > cap else None


def answer(
    question: Question,
    engine: Engine,
    given: Mapping[str, str],
    window: Window = ALL,
    language: Language | None = None,
) -> Answer:
    """Return the answer to a question.

    Args:
        question: what is asked.
        engine: what is asked; it also knows what a parameter can be.
        given: the values of parameters, by name.
        window: which rows are wanted.
        language: that of the labels of IRIs; without it there are none.

    Raises:
        UsageError: a parameter is missing or unknown, or has a value that does not fit.
        EngineError: the engine failed.
    """
    values = _values(question, engine, given)
    query = bind(question, values)
    if question.form == "ASK":
        return Answer(question, values, engine.ask(query))
    result: Table | Graph
    if question.form == "SELECT":
        result, total = _table(question, engine, query, window)
        terms = {term for row in result.rows for term in row if term is not None}
    else:
        result, total = _graph(engine, query, window)
        terms = {term for triple in result.triples for term in triple}
    found = {} if language is None else labels(terms, engine, language)
    return Answer(question, values, result, total, window, found)


def labels(terms: Iterable[Term], engine: Engine, language: Language) -> dict[str, str]:
    """Return the labels that the engine knows for the IRIs among terms.

    A label in the language goes before one without, such as a person's name, and that before
    one in another language; a dossier need not be labelled in two.
    """
    iris = sorted({term for term in terms if not term.startswith(("_:", '"'))})
    found: dict[str, list[tuple[int, str]]] = {}
    for part in _parts(iris):
        listed = " ".join(f"<{iri}>" for iri in part)
        table = engine.select(
            f"SELECT DISTINCT ?term ?label {{ VALUES ?term {{ {listed} }} "
            f"?term <{RDFS_LABEL}> ?label FILTER(isLiteral(?label)) }}"
        )
        if table.columns != ("term", "label"):
            raise EngineError(f"{engine.name}: answered other columns than it was asked for.")
        for term, label in table.rows:
            if term is not None and label is not None:
                literal = rdf_term(label)
                own = literal.language if isinstance(literal, Literal) else None
                rank = 0 if own == language else 1 if own is None else 2
                found.setdefault(term, []).append((rank, literal.value))
    return {term: min(ranked)[1] for term, ranked in found.items()}


def _parts(iris: list[str]) -> Iterator[list[str]]:
    # A server may refuse a query that is too long.
    for start in range(0, len(iris), 1000):
        yield iris[start : start + 1000]


def _values(question: Question, engine: Engine, given: Mapping[str, str]) -> dict[str, Term]:
    known: dict[str, Mapping[str, Text]] = {}

    def candidates(name: str) -> Mapping[str, Text]:
        if name not in known:
            known[name] = individuals(engine, name)
        return known[name]

    texts = matched(question, given)
    return {
        each.name: value_of(each, texts[each.name], candidates)
        for each in question.parameters
        if each.name in texts
    }


def _table(question: Question, engine: Engine, query: str, window: Window) -> tuple[Table, int]:
    counter = count()
    columns = tuple(column.name for column in question.columns)
    rows = (row for row, _ in zip(_found(engine, query, columns), counter, strict=False))
    size = window.size
    if _has_order(question.query):
        kept = list(islice(rows, window.offset, None if size is None else window.offset + size))
    elif size is None:
        kept = sorted(rows, key=_row_key)[window.offset :]
    else:
        kept = heapq.nsmallest(window.offset + size, rows, key=_row_key)[window.offset :]
    for _ in rows:  # what is left only counts
        pass
    return Table(columns, tuple(kept)), next(counter)


def _found(engine: Engine, query: str, columns: tuple[str, ...]) -> Iterable[Row]:
    if isinstance(engine, EmbeddedStore):
        return engine.rows(query)
    table = engine.select(query)
    if table.columns == columns:
        return table.rows
    # of SELECT * the order is up to the server
    places = [table.columns.index(name) if name in table.columns else None for name in columns]
    return (tuple(None if at is None else row[at] for at in places) for row in table.rows)


def _graph(engine: Engine, query: str, window: Window) -> tuple[Graph, int]:
    found = {
        (term_text(each.subject), term_text(each.predicate), term_text(each.object))
        for each in engine.construct(query)
    }
    kept = sorted(found)[window.offset :][: window.size]
    return Graph(tuple(kept)), len(found)


def _row_key(row: Row) -> tuple[tuple[tuple[bool, str], ...], tuple[str, ...]]:
    """Sort by what is read; by how terms are written where that does not settle it."""
    plain = tuple((term is not None, "" if term is None else _plain(term)) for term in row)
    return plain, tuple(term or "" for term in row)


def _plain(term: Term) -> str:
    if not term.startswith('"') or "\\" in term:
        return plain_text(term)
    return term[1 : term.rindex('"')]  # what the parser would find, without asking it


def _has_order(query: str) -> bool:
    """Tell whether the query itself is ordered, not only a query inside it."""
    bare = blank_out(query)
    while (flat := _GROUP.sub(" ", bare)) != bare:
        bare = flat
    return _ORDER_BY.search(bare) is not None
