"""The embedded store: terms, forms of query, and that nothing reaches the network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Engine, Table
from scheidslijn.querycheck import blank_out, check_select
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import term_text


class Listener:
    """A port on this machine that counts who comes by."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.iri = f"<http://127.0.0.1:{self._socket.getsockname()[1]}/x>"
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    assert found.visits == 0
    found.close()


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with EmbeddedStore() as opened:
        opened.load(
            [
                Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x", language="nl")),
                Quad(
                    NamedNode("urn:b"), NamedNode("urn:p"), NamedNode("urn:a"), NamedNode("urn:g")
                ),
            ]
        )
        yield opened


def test_it_is_an_engine(store: EmbeddedStore) -> None:
    engine: Engine = store
    assert engine.name == "oxigraph"


def test_a_query_sees_all_graphs_and_terms_as_strings(store: EmbeddedStore) -> None:
    table = store.select("SELECT ?s ?o ?none { ?s ?p ?o OPTIONAL { ?o ?q ?none } } ORDER BY ?s")
    assert table.columns == ("s", "o", "none")
    assert table.rows == (("urn:a", '"x"@nl', None), ("urn:b", "urn:a", '"x"@nl'))


def test_a_query_that_names_its_graph_sees_only_that_one(store: EmbeddedStore) -> None:
    assert store.select("SELECT ?s FROM <urn:g> { ?s ?p ?o }").rows == (("urn:b",),)
    assert store.select("SELECT ?from { GRAPH ?from { ?s ?p ?o } }").rows == (("urn:g",),)


def test_the_union_of_graphs_is_not_a_merge(store: EmbeddedStore) -> None:
    store.load([Quad(NamedNode("urn:b"), NamedNode("urn:p"), NamedNode("urn:a"))])
    query = "SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT ?s) AS ?some) { ?s ?p <urn:a> }"
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert store.select(query).rows == ((f'"2"{integer}', f'"1"{integer}'),)


def test_ask_and_update(store: EmbeddedStore) -> None:
    store.update("DELETE WHERE { <urn:a> ?p ?o }")
    assert not store.ask("ASK { <urn:a> ?p ?o }")
    assert store.ask("ASK { <urn:b> ?p ?o }")


def test_a_closed_store_says_so(store: EmbeddedStore) -> None:
    store.close()
    with pytest.raises(EngineError, match="closed"):
        store.select("SELECT * {}")
    with pytest.raises(EngineError, match="closed"):
        store.load([])


_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_LITERALS = st.builds(Literal, _TEXT) | st.builds(
    Literal, _TEXT, language=st.sampled_from(["nl", "en-gb"])
)


@given(_LITERALS)
def test_a_literal_is_written_as_n_triples_has_it(literal: Literal) -> None:
    line = f"<urn:s> <urn:p> {term_text(literal)} ."
    assert [quad.object for quad in parse(line, format=RdfFormat.N_TRIPLES)] == [literal]


def test_a_blank_node_and_an_iri_are_written_as_the_model_has_them() -> None:
    assert term_text(BlankNode("x")) == "_:x"
    assert term_text(NamedNode("urn:a")) == "urn:a"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p }", r"line 2, column 9: expected LATERAL or SERVICE"),
        ("SELECT * {\n ?s foo:x ?o }", r"line 2.*prefix is used that is not declared"),
        ("", r"line 1, column 1"),
        ("SELECT ?s {} GROUP BY ?x", r"unbound"),
        ("ASK {}", r"SELECT: a query of this form was expected, not ASK"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", r"not CONSTRUCT or DESCRIBE"),
        ("DESCRIBE <urn:a>", r"not CONSTRUCT or DESCRIBE"),
        ("INSERT DATA { <urn:a> <urn:p> 1 }", r"expected, not UPDATE"),
        ("PREFIX load: <urn:l> INSERT DATA { load:a <urn:p> 1 }", r"expected, not UPDATE"),
        ("SELECT * { FILTER(<urn:f>(1)) }", r"custom function <urn:f>"),
        ("SELECT * { ?s ?p '\ud800' }", r"surrogate"),
        ("SELECT * { " + "{" * 20000 + "}" * 20000 + " }", r"nested deeper"),
        ("SELECT ?service { ?service ?p }", r"line 1, column 31: expected"),
    ],
)
def test_a_wrong_query_is_refused(store: EmbeddedStore, query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        store.select(query)


def test_other_forms_are_refused_by_ask_and_update(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match=r"ASK: a query of this form was expected, not SELECT"):
        store.ask("SELECT * {}")
    with pytest.raises(UsageError, match="An update was expected, but this is a query"):
        store.update("SELECT ?load {}")
    with pytest.raises(UsageError, match=r"line 2, column"):
        store.update("# one\nINSERT DATA { x }")


def test_a_failing_update_is_an_engine_error(store: EmbeddedStore) -> None:
    with pytest.raises(EngineError, match="does not exist"):
        store.update("DROP GRAPH <urn:none>")


SERVICES = [
    "SELECT * {{ SERVICE {iri} {{}} }}",
    "SELECT * {{ service silent {iri} {{}} }}",
    "SELECT * {{ SERVICESILENT{iri}{{}} }}",
    "SELECT * {{ ?s ?p 5SERVICE{iri}{{}} }}",
    "SELECT * {{ SERVICE # comment\n {iri} {{}} }}",
    "SELECT * {{ FILTER EXISTS {{ SERVICE {iri} {{}} }} }}",
    "SELECT * {{ {{ SELECT * {{ VALUES ?e {{ {iri} }} SERVICE ?e {{}} }} }} }}",
    "PREFIX ex: {iri} SELECT * {{ SERVICEex: {{}} }}",
    "PREFIX : {iri} PREFIX service: <urn:s> SELECT * {{ service: {{}} }}",
    "PREFIX : {iri} SELECT ?service {{ BIND('serqice' AS ?x) SeRvIcE : {{}} }}",
    "ASK {{ SERVICE {iri} {{}} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {iri} {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE {iri} {{}} }}",
]
UPDATES = [
    "LOAD {iri}",
    "LOAD{iri}",
    "load silent {iri} INTO GRAPH <urn:g>",
    "CREATE GRAPH <urn:g> ; LOAD {iri}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {iri} {{ ?s ?p ?o }} }}",
    "PREFIX load: <urn:l> PREFIX : {iri} LOAD :",
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_before_any_io(
    store: EmbeddedStore, listener: Listener, query: str
) -> None:
    text = query.format(iri=listener.iri)
    for method in (store.select, store.ask):
        with pytest.raises(UsageError):
            method(text)
    assert listener.visits == 0


@pytest.mark.parametrize("request_text", UPDATES)
def test_load_and_service_in_an_update_are_refused_before_any_io(
    store: EmbeddedStore, listener: Listener, request_text: str
) -> None:
    with pytest.raises(UsageError, match=r"(LOAD|SERVICE) is refused, since it reaches the net"):
        store.update(request_text.format(iri=listener.iri))
    assert listener.visits == 0


def test_the_refusal_names_the_place(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match=r"line 2, column 2: SERVICE is refused"):
        store.select("SELECT * { # service\n SERVICE <urn:x> {} }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <urn:x> {}' } # SERVICE <urn:x> {}",
        "SELECT ?service ?Service { ?service <http://example.org/service> ?Service }",
        "PREFIX service: <urn:service:> SELECT * { service:a service:Service ?load, 'x'@service }",
        "SELECT ?seqvice ?service { ?s ?seqvice ?service }",
        "PREFIX ex: <urn:> SELECT ?from ?load { ?from ex:from.service ?load . _:service ?p ?load }",
        'SELECT * { ?s ?p """a "quoted" SERVICE <urn:x> {} """ }',
    ],
)
def test_a_look_alike_of_service_is_lawful(store: EmbeddedStore, query: str) -> None:
    assert set(store.select(query).columns) <= {
        "s",
        "p",
        "seqvice",
        "service",
        "Service",
        "load",
        "from",
    }
    assert "seqvice" not in query or store.select(query).columns == ("seqvice", "service")


def test_a_look_alike_of_load_is_lawful(store: EmbeddedStore) -> None:
    store.update("PREFIX load: <urn:load:> INSERT DATA { load:service load:load 'LOAD <urn:x>' }")
    assert store.ask("ASK { <urn:load:service> <urn:load:load> 'LOAD <urn:x>' }")


def test_checking_an_update_runs_nothing_of_it(store: EmbeddedStore) -> None:
    store.update("INSERT DATA { <urn:n> <urn:p> 'load' }")
    query = "SELECT (COUNT(?o) AS ?n) { <urn:n> ?p ?o }"
    assert store.select(query).rows[0][0] == '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_naming_a_graph_on_the_web_fetches_nothing(
    store: EmbeddedStore, listener: Listener
) -> None:
    assert store.select(f"SELECT * FROM {listener.iri} {{ ?s ?p ?o }}").rows == ()
    assert (
        store.select(f"SELECT * FROM NAMED {listener.iri} {{ GRAPH ?g {{ ?s ?p ?o }} }}").rows == ()
    )
    assert listener.visits == 0


_SOUP = st.lists(
    st.sampled_from(
        # A list of these would take a page.
        "SERVICE service: service SILENT LOAD load: INTO { } . ; ( ) ?s ?service ?p 'x' "  # noqa: SIM905
        '"service" 5 a ex: : <urn:x> OPTIONAL FILTER EXISTS UNION @service # \n'.split(" ")
    ),
    max_size=14,
)


@given(_SOUP, st.sampled_from(["", " "]))
@example(["SERVICE", "ex:", "{", "}"], "")
def test_no_mixture_of_tokens_reaches_the_network(
    listener: Listener, tokens: list[str], glue: str
) -> None:
    prologue = f"PREFIX ex: {listener.iri} PREFIX : {listener.iri} "
    prologue += "PREFIX service: <urn:s> PREFIX load: <urn:l> "
    text = glue.join(tokens)
    with EmbeddedStore() as store:
        for method, whole in (
            (store.select, f"{prologue} SELECT * {{ {text} }}"),
            (store.ask, f"{prologue} ASK {{ {text} }}"),
            (store.update, f"{prologue} INSERT {{}} WHERE {{ {text} }}"),
            (store.update, prologue + text),
        ):
            try:
                method(whole)
            except (UsageError, EngineError):
                continue
    assert listener.visits == 0


@given(st.text())
def test_any_text_is_answered_or_refused(text: str) -> None:
    with EmbeddedStore() as store:
        for query in (text, "SELECT * { " + text + " }"):
            try:
                assert isinstance(store.select(query), Table)
            except (UsageError, EngineError):
                continue


@given(st.text("<>\"'#\\\n a{}", max_size=40))
def test_blanking_out_keeps_every_place(text: str) -> None:
    blanked = blank_out(text)
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))


def test_columns_of_a_query() -> None:
    assert check_select("SELECT ?b (1 AS ?service) { ?a ?b ?c }") == ("b", "service")


def test_what_is_kept_is_read_back_and_only_read(tmp_path: Path) -> None:
    quad = Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"))
    with EmbeddedStore() as store:
        store.load([quad])
        store.keep_in(tmp_path)
    with EmbeddedStore.kept(tmp_path) as kept:
        assert kept.select("SELECT ?o { ?s ?p ?o }").rows == (('"x"',),)
        with pytest.raises(EngineError):
            kept.update('INSERT DATA { <urn:a> <urn:p> "y" }')


def test_a_store_that_is_damaged_or_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with EmbeddedStore() as store:
        store.load([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"))])
        store.keep_in(tmp_path)
    for table in tmp_path.glob("*.sst"):
        table.write_bytes(b"")
    for folder in (tmp_path, tmp_path / "niets"):
        with pytest.raises(OSError, match=folder.name):
            EmbeddedStore.kept(folder)
