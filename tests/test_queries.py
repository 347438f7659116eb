"""Each question, found by glob: what it answers on its fixture, and on the real rule book.

Beside ``<slug>.rq`` lie ``<slug>.ttl``, which the question is asked of, and
``<slug>.expected.csv`` with the rows that it must give, in their order, written by hand; of a
question that gives a graph ``<slug>.expected.ttl``. Parameters have the values of their examples.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, parse
from rdflib.compare import to_isomorphic
from rdflib.query import Result, ResultRow

from scheidslijn import resources
from scheidslijn.answers import Answer, answer
from scheidslijn.endpoint import Endpoint
from scheidslijn.model import LANGUAGES, Engine, Graph, Question, Table
from scheidslijn.names import individuals
from scheidslijn.namespaces import ID
from scheidslijn.parameters import bind
from scheidslijn.questions import get_question
from scheidslijn.render.graph import turtle
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import local_name, plain_text
from server import oxigraph_server, put

ROOT: Final = Path(__file__).parents[1]
QUERIES: Final = ROOT / "queries"
FOUND: Final = sorted(QUERIES.glob("*.rq"))
LITERALS: Final = re.compile(r"xsd:(string|date|integer|boolean|duration|anyURI)|text")

DOSSIERS: Final = {"Dossier", "Persoon", "Organisatie", "Actor"}

Rows = list[tuple[str, ...]]

every_question = pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)


def question(path: Path) -> Question:
    return get_question(path.stem, QUERIES)


def examples(path: Path) -> dict[str, str]:
    return {each.name: each.example for each in question(path).parameters}


def needed(path: Path) -> dict[str, str]:
    return {each.name: each.example for each in question(path).parameters if each.required}


def expected(path: Path) -> Rows:
    with path.with_suffix(".expected.csv").open(newline="", encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file)]


def rows_of(found: Answer) -> Rows:
    assert isinstance(found.result, Table)
    values = [tuple(plain_text(term or "") for term in row) for row in found.result.rows]
    return [found.result.columns, *values]


def rows_of_rdflib(result: Result) -> Rows:
    assert result.vars is not None
    rows = [row for row in result if isinstance(row, ResultRow)]
    values = [tuple("" if term is None else str(term) for term in row) for row in rows]
    return [tuple(map(str, result.vars)), *sorted(values)]


def all_quads() -> list[Quad]:
    """Return rule book and example dossiers, in the default graph."""
    files = (*resources.ontology_files(), *sorted((ROOT / "examples").rglob("*.ttl")))
    return [Quad(q.subject, q.predicate, q.object) for q in resources.read_graph(files)]


@pytest.fixture(scope="module")
def book() -> Iterator[EmbeddedStore]:
    with EmbeddedStore() as store:
        store.load(all_quads())
        yield store


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as url:
        put(url, all_quads())
        with Endpoint(f"{url}/query") as endpoint:
            yield endpoint


def fixture_answer(path: Path, book: Engine) -> tuple[Answer, str]:
    """Return the answer on the fixture, and the query with its examples in place."""
    asked = question(path)
    # what an example means is up to the rule book, which a fixture does not hold
    terms = answer(asked, book, examples(path)).values
    bound = bind(asked, terms)
    with EmbeddedStore() as store:
        store.load(parse(path=str(path.with_suffix(".ttl"))))
        plain = Question(asked.slug, asked.question, asked.description, bound, asked.form,
                         columns=asked.columns)  # fmt: skip
        return answer(plain, store, {}), bound


def test_every_question_has_a_fixture_and_expected_rows() -> None:
    assert FOUND
    kind = {path: ".csv" if question(path).form == "SELECT" else ".ttl" for path in FOUND}
    wanted = {
        path.stem + end for path in FOUND for end in (".rq", ".ttl", ".expected" + kind[path])
    }
    assert {file.name for file in QUERIES.iterdir()} == wanted


@every_question
def test_the_front_matter_is_complete(path: Path, book: EmbeddedStore) -> None:
    found = question(path)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found.slug)
    for text in (found.question, found.description):
        assert text.nl != text.en
        assert text.nl.strip()
        assert text.en.strip()
    assert found.question.nl.endswith("?")
    assert found.question.en.endswith("?")
    assert all(found.keywords[language] for language in LANGUAGES)
    types = [each.type for each in found.parameters] + [each.type for each in found.columns]
    for each in types:
        assert LITERALS.fullmatch(each) or re.fullmatch("[A-Z][A-Za-z]+", each)
    for parameter in found.parameters:
        assert parameter.example
        assert parameter.required or parameter.default or parameter.variable.endswith("_iri")
    articles = {local_name(iri) for iri in individuals(book, "Artikel")}
    assert set(found.articles) <= articles


@every_question
def test_every_column_has_its_title_in_order(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("#+ columns:\n")[2]
    named = re.findall(r"^#\+   (\w+): ?(?:\{|$)", head, flags=re.MULTILINE)
    columns = [column.name for column in question(path).columns]
    assert named[: len(columns)] == columns


@every_question
def test_the_fixture_gives_exactly_what_is_expected(path: Path, book: EmbeddedStore) -> None:
    found, bound = fixture_answer(path, book)
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(path.with_suffix(".ttl"))
    there = graph.query(bound)
    if isinstance(found.result, Graph):
        wanted = to_isomorphic(rdflib.Graph().parse(path.with_suffix(".expected.ttl")))
        assert len(wanted) > 1
        assert to_isomorphic(rdflib.Graph().parse(data=turtle(found.result))) == wanted
        assert there.graph is not None
        assert to_isomorphic(there.graph) == wanted
        return
    rows = rows_of(found)
    assert len(rows) > 1
    assert rows == expected(path)
    assert rows_of_rdflib(there) == expected(path)


def is_empty(found: Answer) -> bool:
    if isinstance(found.result, Table):
        assert len(set(found.result.rows)) == len(found.result.rows)
        return not found.result.rows
    assert isinstance(found.result, Graph)
    return not found.result.triples


@every_question
def test_the_rule_book_with_dossiers_has_an_answer(path: Path, book: EmbeddedStore) -> None:
    """Dossiers are the examples, or the fixture where these have nothing of the kind."""
    asked = question(path)
    types = {each.type for each in asked.parameters} | {each.type for each in asked.columns}
    for values in (examples(path), needed(path)):
        if is_empty(answer(asked, book, values)):
            assert types & DOSSIERS
            quads = list(parse(path=str(path.with_suffix(".ttl"))))
            graph = NamedNode("urn:fixture")
            beside = [Quad(q.subject, q.predicate, q.object, graph) for q in quads]
            book.load(beside)
            try:
                assert not is_empty(answer(asked, book, values))
            finally:
                book.remove(beside)


@every_question
def test_a_remote_store_gives_the_same_answer(
    path: Path, book: EmbeddedStore, remote: Endpoint
) -> None:
    for values in (examples(path), needed(path)):
        here = answer(question(path), book, values, language="nl")
        there = answer(question(path), remote, values, language="nl")
        assert there == here


@every_question
def test_no_question_reaches_out_or_orders_or_limits(path: Path) -> None:
    body = "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    assert not re.search(r"\b(SERVICE|FROM|GRAPH|ORDER|LIMIT|OFFSET)\b", body, re.IGNORECASE)


def test_examples_are_individuals_of_the_rule_book(book: EmbeddedStore) -> None:
    for path in FOUND:
        values = answer(question(path), book, examples(path)).values
        for each in question(path).parameters:
            if each.type[0].isupper() and each.type not in ("Dossier", "Persoon", "Organisatie"):
                assert values[each.name].startswith(ID)
                assert local_name(values[each.name]) == each.example
