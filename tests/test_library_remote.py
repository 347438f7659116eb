"""The whole library gives the same rows whoever is asked: here, a server, Virtuoso, rdflib.

Each question is asked with the values of its examples, without each of those that may be left
out, and with some more values of those that may not. It is asked of its fixture, and of the rule
book with all example dossiers. What comes back is the same terms and labels, each row once. No
question is left out: what Virtuoso 7 does wrong (see ``test_virtuoso``) is written around.

Of the ways to write a question, these looked right and gave other rows on Virtuoso 7.2.5:

- ``x p* y`` where both ends are known and x has several values: only some are found. It is right
  in FILTER EXISTS where y is one term, and where STR(z) = STR(y) is asked of an end z left open.
- ``_x p* ?a`` and ``_x p* ?b`` from one term, side by side: rows are lost. One goes into a SELECT
  of its own that counts; one that only projects is not enough.
- UNION of paths beside OPTIONAL: values of the OPTIONAL are lost. The UNION goes into a SELECT of
  its own.
- EXISTS in NOT EXISTS in NOT EXISTS beside paths: right, but in 18 seconds. The paths go into a
  SELECT of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib.query import ResultRow
from rdflib.term import Identifier

from scheidslijn import resources
from scheidslijn.answers import Answer, answer
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError
from scheidslijn.model import Engine, Language, Question, Table, Term
from scheidslijn.names import individuals
from scheidslijn.namespaces import XSD
from scheidslijn.parameters import bind
from scheidslijn.questions import list_questions
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import term_text
from server import oxigraph_server, put, virtuoso_server

ROOT: Final = Path(__file__).parents[1]
QUERIES: Final = ROOT / "queries"
EVERYTHING: Final = "urn:test:everything"
# Of these the rule book has no individuals.
OPEN: Final = ("Dossier", "Organisatie", "Persoon")

Values = dict[str, str]
Row = tuple[Term | None, ...]
EngineOf = Callable[[str], Engine]


def graph_of(question: Question) -> str:
    return f"urn:test:{question.slug}"


@cache
def everything() -> tuple[Quad, ...]:
    """Return rule book and example dossiers."""
    files = (*resources.ontology_files(), *sorted((ROOT / "examples").rglob("*.ttl")))
    return tuple(Quad(q.subject, q.predicate, q.object) for q in resources.read_graph(files))


def fixture(question: Question) -> list[Quad]:
    return list(parse(path=str(QUERIES / f"{question.slug}.ttl")))


@cache
def embedded(graph: str) -> EmbeddedStore:
    store = EmbeddedStore()
    slug = graph.rpartition(":")[2]
    store.load(everything() if graph == EVERYTHING else parse(path=str(QUERIES / f"{slug}.ttl")))
    return store


def all_graphs() -> Iterator[tuple[str, list[Quad]]]:
    yield EVERYTHING, list(everything())
    for question in list_questions(QUERIES):
        yield graph_of(question), fixture(question)


def examples(question: Question) -> list[Values]:
    """Return the examples, with and without each of those that may be left out."""
    needed = {p.name: p.example for p in question.parameters if p.required}
    optional = [p for p in question.parameters if not p.required]
    kept = chain.from_iterable(combinations(optional, n) for n in range(len(optional) + 1))
    return [needed | {p.name: p.example for p in some} for some in kept]


def more(question: Question) -> list[Values]:
    """Return the examples with three other values of each that may not be left out."""
    found = []
    whole = {p.name: p.example for p in question.parameters}
    for parameter in question.parameters:
        if parameter.required and ":" not in parameter.type and parameter.type not in OPEN:
            names = sorted(individuals(embedded(EVERYTHING), parameter.type))
            found += [whole | {parameter.name: names[len(names) * n // 4]} for n in (1, 2, 3)]
    return found


def settled(question: Question, values: Values) -> Question:
    """Return a question with its parameters filled in, to ask of data that knows no names."""
    terms = answer(question, embedded(EVERYTHING), values).values
    return Question(
        question.slug,
        question.question,
        question.description,
        bind(question, terms),
        question.form,
        columns=question.columns,
    )


def departs(ours: Sequence[Row], theirs: Sequence[Row]) -> str:
    """Return how rows depart from those of the embedded engine; nothing where they do not."""
    twice = len(theirs) - len(set(theirs))
    lost, new = set(ours) - set(theirs), set(theirs) - set(ours)
    if not (twice or lost or new):
        return ""
    one = [*lost, *new][:1]
    return f"of {len(ours)} rows {len(lost)} lost, {len(new)} new, {twice} twice: {one}"


def answer_departs(here: Answer, there: Answer) -> str:
    """Return how an answer departs, its labels and the terms of its parameters included."""
    ours, theirs = here.result, there.result
    rows = isinstance(ours, Table) and isinstance(theirs, Table) and departs(ours.rows, theirs.rows)
    return rows or ("" if here == there else "other columns, labels or parameters")


def differences(engine_of: EngineOf) -> list[str]:
    """Ask every question of a server, of all data and of its fixture; return what departs."""
    found, rows = [], 0
    for question in list_questions(QUERIES):
        asked = [(question, EVERYTHING, values) for values in examples(question) + more(question)]
        asked += [
            (settled(question, values), graph_of(question), {}) for values in examples(question)
        ]
        for each, graph, values in asked:
            language: Language | None = "nl" if graph == EVERYTHING else None
            here = answer(each, embedded(graph), values, language=language)
            rows += here.total
            try:
                there = answer(each, engine_of(graph), values, language=language)
                problem = answer_departs(here, there)
            except EngineError as error:
                problem = str(error)
            if problem:
                found.append(f"{each.slug} {values} on {graph}: {problem}")
    assert rows > 10_000
    return found


def test_a_server_of_oxigraph_gives_the_same_rows(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path) as url:
        graphs = dict(all_graphs())
        put(
            url,
            [
                Quad(q.subject, q.predicate, q.object, NamedNode(graph))
                for graph, quads in graphs.items()
                for q in quads
            ],
        )
        found = differences(
            lambda graph: Endpoint(f"{url}/query?default-graph-uri={graph}", environ={})
        )
    assert not found, "\n".join(found)


def test_virtuoso_gives_the_same_rows(tmp_path: Path) -> None:
    with virtuoso_server(tmp_path) as server:
        for graph, quads in all_graphs():
            server.put(quads, graph)
        found = differences(
            lambda graph: Endpoint(
                f"{server.url}?default-graph-uri={graph}", timeout=60, environ={}
            )
        )
    assert not found, "\n".join(found)


def term_of_rdflib(term: Identifier | None) -> str | None:
    if not isinstance(term, rdflib.Literal):
        return None if term is None else str(term)
    if term.language:
        return term_text(Literal(str(term), language=term.language))
    return term_text(Literal(str(term), datatype=NamedNode(term.datatype or XSD + "string")))


def test_rdflib_gives_the_same_rows() -> None:
    """Ask rdflib of all data; of its fixtures, see ``test_queries``."""
    graph = rdflib.Graph(bind_namespaces="none")
    triples = serialize((quad.triple for quad in everything()), format=RdfFormat.N_TRIPLES)
    graph.parse(data=triples, format="nt")
    found = []
    for question in list_questions(QUERIES):
        for values in examples(question):
            query = settled(question, values).query
            rows = [
                tuple(map(term_of_rdflib, row))
                for row in graph.query(query)
                if isinstance(row, ResultRow)
            ]
            problem = departs(embedded(EVERYTHING).select(query).rows, rows)
            if problem:
                found.append(f"{question.slug} {values}: {problem}")
    assert not found, "\n".join(found)
