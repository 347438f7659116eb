"""Each question, found by glob: what it answers on its fixture, and on the real rule book.

Beside ``<slug>.rq`` lie ``<slug>.ttl``, which the question is asked of, and
``<slug>.expected.csv`` with the rows that it must give, in their order, written by hand.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pytest
import rdflib
from pyoxigraph import Quad, parse
from rdflib.query import Result, ResultRow

from command import run
from scheidslijn import resources
from scheidslijn.model import LANGUAGES, Language, Table
from scheidslijn.questions import ask, get_question
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import plain_text
from scheidslijn.workspace import open_workspace
from server import free_port, put

QUERIES: Final = Path(__file__).parents[1] / "queries"
FOUND: Final = sorted(QUERIES.glob("*.rq"))
DOSSIER: Final = QUERIES / "rolvervullingen.ttl"

Rows = list[tuple[str, ...]]

every_question = pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)


def expected(path: Path) -> Rows:
    with path.with_suffix(".expected.csv").open(newline="", encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file)]


def rows_of(table: Table) -> Rows:
    values = [tuple(plain_text(term or "") for term in row) for row in table.rows]
    return [table.columns, *values]


def rows_of_rdflib(result: Result) -> Rows:
    assert result.vars is not None
    rows = [row for row in result if isinstance(row, ResultRow)]
    values = [tuple("" if term is None else str(term) for term in row) for row in rows]
    return [tuple(map(str, result.vars)), *values]


def fixture_store(path: Path) -> EmbeddedStore:
    store = EmbeddedStore()
    store.load(parse(path=str(path.with_suffix(".ttl"))))
    return store


def rulebook_quads() -> list[Quad]:
    triples = resources.read_graph(resources.ontology_files())
    dossier = [quad.triple for quad in parse(path=str(DOSSIER))]
    return [Quad(t.subject, t.predicate, t.object) for t in (*triples, *dossier)]


def local(path: Path) -> Table:
    with open_workspace([str(DOSSIER)]) as engine:
        return ask(get_question(path.stem, QUERIES), engine)


def test_every_question_has_a_fixture_and_expected_rows() -> None:
    assert FOUND
    files = {file.name for file in QUERIES.iterdir()}
    kinds = (".rq", ".ttl", ".expected.csv")
    assert files == {path.stem + kind for path in FOUND for kind in kinds}


@every_question
def test_the_fixture_gives_exactly_the_expected_rows(path: Path) -> None:
    with fixture_store(path) as store:
        found = rows_of(ask(get_question(path.stem, QUERIES), store))
    assert len(found) > 1
    assert found == expected(path)


@every_question
def test_rdflib_gives_the_same_rows(path: Path) -> None:
    graph = rdflib.Graph(bind_namespaces="none")
    graph.parse(path.with_suffix(".ttl"))
    assert rows_of_rdflib(graph.query(path.read_text(encoding="utf-8"))) == expected(path)


@every_question
def test_every_column_has_a_title_in_both_languages(path: Path) -> None:
    question = get_question(path.stem, QUERIES)
    assert tuple(question.columns) == expected(path)[0]
    assert question.description.nl
    assert question.description.en


@every_question
def test_the_rule_book_with_a_dossier_has_an_answer(path: Path) -> None:
    table = local(path)
    assert table.rows
    assert len(set(table.rows)) == len(table.rows)


def test_without_a_dossier_nobody_fills_a_role() -> None:
    with open_workspace([]) as engine:
        assert ask(get_question("rolvervullingen", QUERIES), engine).rows == ()


@pytest.mark.parametrize("language", LANGUAGES)
@every_question
def test_the_command_gives_the_same_answer_in_every_format(path: Path, language: Language) -> None:
    table = local(path)
    question = get_question(path.stem, QUERIES)
    arguments = ("query", path.stem, DOSSIER, "--lang", language, "--format")

    comma = run(*arguments, "csv")
    assert comma.out.count("\r\n") == len(table.rows) + 1
    assert [tuple(row) for row in csv.reader(io.StringIO(comma.out))] == rows_of(table)

    as_json = run(*arguments, "json")
    assert rows_of_rdflib(Result.parse(io.BytesIO(as_json.raw), format="json")) == rows_of(table)

    shown = run(*arguments, "table")
    heading, _, answer = shown.out.partition("\n\n")
    header = answer.partition("\n---")[0]
    assert heading == question.question.in_language(language)
    titles = [title.in_language(language) for title in question.columns.values()]
    assert all(word in header.split() for title in titles for word in title.split())
    assert "https:" not in shown.out

    for outcome in (comma, as_json, shown):
        assert (outcome.code, outcome.err) == (0, "")


def test_a_literal_keeps_its_datatype_in_json(tmp_path: Path) -> None:
    query = tmp_path / "soorten.rq"
    query.write_text(
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ('x'@nl '2026-01-05'^^xsd:date 'y' UNDEF) } }"
    )
    outcome = run("query", query, "--format", "json")
    (row,) = Result.parse(io.BytesIO(outcome.raw), format="json")
    assert isinstance(row, ResultRow)
    date = rdflib.Literal("2026-01-05", datatype=rdflib.XSD.date)
    assert row.asdict() == {
        "a": rdflib.Literal("x", lang="nl"),
        "b": date,
        "c": rdflib.Literal("y"),
    }


@every_question
def test_a_remote_store_gives_the_same_answer(server: str, path: Path) -> None:
    put(server, rulebook_quads())
    for options in (("csv", "nl"), ("json", "nl"), ("table", "en")):
        arguments = ("query", path.stem, "--format", options[0], "--lang", options[1])
        here = run(*arguments, DOSSIER)
        there = run(*arguments, "--endpoint", f"{server}/query")
        assert (there.code, there.err) == (0, "")
        assert there.raw == here.raw


def test_dossiers_may_come_in_any_syntax_and_from_standard_input(tmp_path: Path) -> None:
    quads = list(parse(path=str(DOSSIER)))
    text = "".join(f"{quad.triple} .\n" for quad in quads)
    piped = run(
        *("query", "rolvervullingen", "-", "--input-format", "n-triples", "--format", "csv"),
        stdin=text.encode(),
    )
    assert piped.out == run("query", "rolvervullingen", DOSSIER, "--format", "csv").out
    assert len(piped.out.splitlines()) == 4


def test_dossiers_of_two_files_do_not_share_blank_nodes(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.ttl").write_text(f'[] <urn:p> "{number}" ; <urn:q> "{number}" .')
    query = tmp_path / "paar.rq"
    query.write_text("SELECT ?p ?q { ?n <urn:p> ?p ; <urn:q> ?q }")
    outcome = run("query", query, tmp_path / "1.ttl", tmp_path / "2.ttl", "--format", "csv")
    assert outcome.out == "p,q\r\n1,1\r\n2,2\r\n"


def test_the_list_names_every_question_in_both_languages() -> None:
    for language in LANGUAGES:
        listed = run("query", "--list", "--lang", language)
        assert (listed.code, listed.err) == (0, "")
        lines = listed.out.splitlines()
        assert lines[::2] == [path.stem for path in FOUND]
        asked = [get_question(path.stem, QUERIES).question.in_language(language) for path in FOUND]
        assert [line.strip() for line in lines[1::2]] == asked


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (
            "SELECT ?s\nWHERE {\n  ?s ?p ?o .\n  ?s FILTER\n}",
            "vraag.rq: SPARQL query, line 4, column ",
        ),
        ("SELECT ?s { ?s rdf:type ?o }", "vraag.rq: SPARQL query, line 1, column "),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "vraag.rq: SELECT: a query of this form was"),
        ("ASK { ?s ?p ?o }", "vraag.rq: SELECT: a query of this form was expected, not ASK."),
        ("", "vraag.rq: SPARQL query, line 1"),
        ("SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } }", "vraag.rq: SPARQL query, line 1, column 13"),
        ("#+ question: {nl: a}\nSELECT ?s { ?s ?p ?o }", "vraag.rq:1: 'question' needs exactly"),
    ],
)
def test_a_file_that_is_no_question_is_wrong_usage(tmp_path: Path, query: str, says: str) -> None:
    (tmp_path / "vraag.rq").write_text(query)
    outcome = run("query", "vraag.rq", folder=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"scheidslijn: {says}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (
            ["onverenigbare-rolen"],
            2,
            "There is no question 'onverenigbare-rolen'. Did you mean onverenigbare-rollen?\n",
        ),
        (["geen.rq"], 2, "There is no question 'geen.rq'.\n"),
        ([], 2, "name a question or a .rq file; scheidslijn query --list shows the names\n"),
        (
            ["rolvervullingen", "x.ttl", "--endpoint", "http://127.0.0.1:1/"],
            2,
            "give either PATH or --endpoint: a remote store holds its own data\n",
        ),
        (
            ["rolvervullingen", "--endpoint", "ftp://127.0.0.1/"],
            2,
            "Endpoint URL 'ftp://127.0.0.1/'",
        ),
        (["rolvervullingen", "geen.ttl"], 3, "geen.ttl: no such file or folder.\n"),
    ],
)
def test_a_wrong_call_is_one_line(arguments: list[str], code: int, says: str) -> None:
    outcome = run("query", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith(f"scheidslijn: {says}")
    assert outcome.err.count("\n") == 1


def test_a_server_that_is_down_is_one_line_and_exit_code_4() -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    outcome = run("query", "rolvervullingen", "--endpoint", url, "--timeout", "5")
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err == f"scheidslijn: {url}: connection refused; is the server running?\n"
