"""Answers: their order, which rows are given, labels, and other forms than SELECT."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheidslijn.answers import ALL, Answer, Window, answer, labels
from scheidslijn.errors import UsageError
from scheidslijn.model import Graph, Table
from scheidslijn.namespaces import RDFS_LABEL
from scheidslijn.questions import read_question
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import plain_text

QUERY = "SELECT ?r ?t { ?r <urn:may> ?t }"


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    rows = " . ".join(f"<urn:{n % 7}> <urn:may> {n}" for n in range(20))
    store.update(f"INSERT DATA {{ {rows} }}")
    return store


def asked(query: str, store: EmbeddedStore, window: Window = ALL) -> Answer:
    return answer(read_question(query, "q"), store, {}, window)


def rows_of(found: Answer) -> list[tuple[str, ...]]:
    assert isinstance(found.result, Table)
    return [tuple(plain_text(term or "") for term in row) for row in found.result.rows]


@pytest.mark.parametrize(
    "query",
    [
        QUERY,
        "SELECT ?r ?t { { SELECT * { ?r <urn:may> ?t } ORDER BY DESC(?t) } }",
        "SELECT ?r ?t { ?r <urn:may> ?t FILTER(?r != <urn:ORDER:BY>) } # ORDER BY ?r",
        "SELECT ?r ?none { ?r <urn:may> ?t OPTIONAL { ?r <urn:none> ?none } }",
        "SELECT * { ?r <urn:may> ?t }",
    ],
)
def test_rows_are_sorted_where_the_query_leaves_the_order_open(
    store: EmbeddedStore, query: str
) -> None:
    found = asked(query, store)
    rows = rows_of(found)
    assert rows == sorted(rows)
    assert found.total == len(rows) == 20
    assert isinstance(found.result, Table)
    assert found.result.columns == store.select(query).columns
    assert sorted(map(str, found.result.rows)) == sorted(map(str, store.select(query).rows))


def test_rows_are_sorted_as_they_are_read() -> None:
    with EmbeddedStore() as store:
        values = "'ab c' 'ab' 'ab\"d' '''ab\n''' 'ab'@nl <urn:a> 10 9 UNDEF"
        found = asked(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}", store)
        read = ["", "10", "9", "ab", "ab", "ab\n", "ab c", 'ab"d', "urn:a"]
        assert [row[0] for row in rows_of(found)] == read


@pytest.mark.parametrize(
    "order", ["ORDER BY DESC(?t)", "order#\n by desc(?t)", "ORDER BY DESC(?t) LIMIT 9"]
)
def test_the_order_of_the_query_is_kept(store: EmbeddedStore, order: str) -> None:
    query = "SELECT ?t { ?r <urn:may> ?t FILTER EXISTS { ?r ?p ?t } } " + order
    numbers = [int(row[0]) for row in rows_of(asked(query, store))]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == 19


@settings(deadline=None)
@given(
    st.booleans(),
    st.integers(0, 25),
    st.none() | st.integers(1, 25),
    st.none() | st.integers(1, 25),
)
def test_a_window_gives_its_part_of_all_rows_and_counts_them_all(
    ordered: bool, offset: int, limit: int | None, cap: int | None
) -> None:
    store = EmbeddedStore()
    rows = " . ".join(f"<urn:{n % 7}> <urn:may> {n}" for n in range(20))
    store.update(f"INSERT DATA {{ {rows} }}")
    query = QUERY + (" ORDER BY DESC(?t)" if ordered else "")
    every = rows_of(asked(query, store))
    found = asked(query, store, Window(offset, limit, cap))
    wanted = every[offset:][: 20 if limit is None else limit]
    assert rows_of(found) == wanted[: 20 if cap is None else cap]
    assert found.total == 20
    assert found.capped == (cap if cap is not None and len(wanted) > cap else None)


def test_a_column_of_labels_goes_by_language() -> None:
    with EmbeddedStore() as store:
        store.update(
            f'INSERT DATA {{ <urn:a> <{RDFS_LABEL}> "een"@nl , "one"@en . '
            f'<urn:b> <{RDFS_LABEL}> "Vera" , "X"@en . '
            f'<urn:c> <{RDFS_LABEL}> "drei"@de , <urn:x> }}'
        )
        terms = {"urn:a", "urn:b", "urn:c", "urn:none", '"literal"', "_:b"}
        assert labels(terms, store, "nl") == {"urn:a": "een", "urn:b": "Vera", "urn:c": "drei"}
        assert labels(terms, store, "en") == {"urn:a": "one", "urn:b": "X", "urn:c": "drei"}
        assert labels(set(), store, "en") == {}
        many = [f"urn:{n}" for n in range(2500)]
        assert labels([*many, "urn:a"], store, "nl") == {"urn:a": "een"}


def test_true_or_false_and_a_graph_are_answers_too(store: EmbeddedStore) -> None:
    assert asked("ASK { <urn:1> <urn:may> 1 }", store).result is True
    assert asked("ASK { <urn:1> <urn:may> 99 }", store).result is False
    query = "CONSTRUCT { ?t <urn:by> ?r . ?r <urn:may> 'x' } { ?r <urn:may> ?t FILTER(?t<3) }"
    with pytest.raises(UsageError, match="SPARQL query"):
        asked("CONSTRUCT { } WHERE", store)
    found = asked(query, store)
    literals = tuple((f"urn:{n}", "urn:may", '"x"') for n in range(3))
    assert found.result == Graph(literals)
    assert found.total == 3
    assert asked(query, store, Window(cap=2)).result == Graph(literals[:2])
    assert asked(query, store, Window(cap=2)).capped == 2


def test_parameters_become_terms(store: EmbeddedStore) -> None:
    question = read_question("SELECT ?t { ?_r_iri <urn:may> ?t FILTER(?t > ?_n_xsd_integer) }", "q")
    found = answer(question, store, {"r": "urn:1", "n": "8"})
    assert rows_of(found) == [("15",)]
    assert dict(found.values) == {
        "r": "urn:1",
        "n": '"8"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }
    with pytest.raises(UsageError, match="needs a value for 'n'"):
        answer(question, store, {"r": "urn:1"})
