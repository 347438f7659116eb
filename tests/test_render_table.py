"""Answers of questions as tables: what other readers get back is what the query gave."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import (
    terms,
)
from scheidslijn.model import Table
from scheidslijn.namespaces import SL, XSD
from scheidslijn.render import table
from scheidslijn.terms import rdf_term

slow = settings(max_examples=60, deadline=None)


# Tables


ROWS = Table(
    columns=("rol", "persoon", "n"),
    rows=(
        (SL + "Casemanager", '"Vera, \\"V\\" Voorbeeld"@nl', f'"2"^^<{XSD}integer>'),
        ("https://example.org/x", "_:b1", None),
    ),
)


def test_table_as_text_aligns_and_labels() -> None:
    assert table.text(ROWS, {SL + "Casemanager": "casemanager"}).splitlines() == [
        "rol                    persoon              n",
        "---------------------  -------------------  -",
        'casemanager            Vera, "V" Voorbeeld  2',
        "https://example.org/x  _:b1",
    ]
    assert "\nsl:Casemanager " in table.text(ROWS)


def test_table_as_csv_follows_sparql() -> None:
    assert table.csv(ROWS) == (
        "rol,persoon,n\r\n"
        f'{SL}Casemanager,"Vera, ""V"" Voorbeeld",2\r\n'
        "https://example.org/x,_:b1,\r\n"
    )


def test_table_as_json_follows_sparql() -> None:
    assert json.loads(table.json(ROWS)) == {
        "head": {"vars": ["rol", "persoon", "n"]},
        "results": {
            "bindings": [
                {
                    "rol": {"type": "uri", "value": SL + "Casemanager"},
                    "persoon": {
                        "type": "literal",
                        "value": 'Vera, "V" Voorbeeld',
                        "xml:lang": "nl",
                    },
                    "n": {"type": "literal", "value": "2", "datatype": XSD + "integer"},
                },
                {
                    "rol": {"type": "uri", "value": "https://example.org/x"},
                    "persoon": {"type": "bnode", "value": "b1"},
                },
            ]
        },
    }


_tables = st.integers(1, 3).flatmap(
    lambda size: st.builds(
        Table,
        columns=st.just(("a", "b", "c")[:size]),
        rows=st.lists(st.tuples(*[st.none() | terms] * size), max_size=4).map(tuple),
    )
)


@slow
@given(_tables)
def test_any_table_is_read_back_by_other_readers(sample: Table) -> None:
    parsed = pyoxigraph.parse_query_results(
        table.json(sample).encode(), format=pyoxigraph.QueryResultsFormat.JSON
    )
    assert isinstance(parsed, pyoxigraph.QuerySolutions)
    read = [
        tuple(None if solution[c] is None else str(solution[c]) for c in sample.columns)
        for solution in parsed
    ]
    wanted = [tuple(None if t is None else str(rdf_term(t)) for t in row) for row in sample.rows]
    assert read == wanted
    rows = list(csv.reader(io.StringIO(table.csv(sample), newline=""), strict=True))
    assert [len(row) for row in rows] == [len(sample.columns)] * (len(sample.rows) + 1)


@slow
@given(_tables, st.integers(30, 80))
def test_any_table_as_text_keeps_to_its_width(sample: Table, width: int) -> None:
    lines = table.text(sample, width=width).split("\n")
    assert all(line == line.rstrip() for line in lines)
    rule = next(line for line in lines if set(line) <= {"-", " "})
    assert len(rule) <= width


def test_an_empty_table_still_names_its_columns() -> None:
    empty = Table(columns=("rol",), rows=())
    assert table.text(empty) == "rol\n---\n"
    assert table.csv(empty) == "rol\r\n"
    assert json.loads(table.json(empty))["results"] == {"bindings": []}


# Terms


@given(terms)
def test_a_term_is_read_back_as_it_was_written(term: str) -> None:
    read = rdf_term(term)
    assert (read.value if isinstance(read, pyoxigraph.NamedNode) else str(read)) == term


@pytest.mark.parametrize(
    "term", ['"a" . <x:s> <x:p> "b"', '"a', '"a"@nl <x:g>', "no iri at all", "_:"]
)
def test_what_is_no_term_is_refused(term: str) -> None:
    # The message is that of the RDF library, except for literals.
    with pytest.raises(ValueError, match=r"literal|IRI|blank node"):
        rdf_term(term)
