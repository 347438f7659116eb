"""A remote endpoint: equal to the embedded store, and clear when the server misbehaves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Engine, Table
from scheidslijn.store import EmbeddedStore
from server import free_port, put

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
A, B, P = NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:p")


@pytest.fixture
def endpoint(server: str) -> Iterator[Endpoint]:
    with Endpoint(f"{server}/query", update_url=f"{server}/update") as opened:
        opened.update("CLEAR ALL")
        yield opened


def sorted_rows(table: Table) -> list[str]:
    """Return the rows in an order that no engine decides."""
    return sorted(map(repr, table.rows))


_NODES = st.sampled_from([A, B, NamedNode("http://example.org/é")])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_OBJECTS = (
    _NODES
    | st.builds(Literal, _TEXT)
    | st.builds(Literal, _TEXT, language=st.sampled_from(["nl", "en-gb"]))
    | st.integers(-9, 9).map(lambda n: Literal(str(n), datatype=_INTEGER))
)
_QUADS = st.lists(st.builds(Quad, _NODES, _NODES, _OBJECTS), max_size=6)
_QUERIES = [
    EVERYTHING,
    "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?o ?q ?none } }",
    "SELECT ?service { ?service ?p 'SERVICE' }",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_QUADS, st.booleans())
def test_the_same_query_gives_the_same_table(server: str, quads: list[Quad], by_load: bool) -> None:
    endpoint = Endpoint(f"{server}/query", update_url=f"{server}/update")
    put(server, [] if by_load else quads)
    if by_load:
        endpoint.load(quads)
    with EmbeddedStore() as store:
        store.load(quads)
        for query in _QUERIES:
            here, there = store.select(query), endpoint.select(query)
            assert there.columns == here.columns
            assert sorted_rows(there) == sorted_rows(here)


def test_it_is_an_engine(endpoint: Endpoint) -> None:
    engine: Engine = endpoint
    assert engine.name.startswith("endpoint http://127.0.0.1")


def test_ask_and_update(endpoint: Endpoint) -> None:
    endpoint.update("INSERT DATA { <urn:a> <urn:p> 'load' }")
    assert endpoint.ask("ASK { ?s ?p 'load' }")
    assert not endpoint.ask("ASK { ?s ?p 'other' }")


def test_loading_keeps_graphs_and_blank_nodes(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheidslijn.endpoint._CHUNK", 3)
    node, other = BlankNode("x"), BlankNode("y")
    plain = [Quad(A, P, Literal(f"n{n}"), B) for n in range(10)]
    endpoint.load([Quad(A, P, node), *plain, Quad(node, P, other), Quad(other, P, Literal("_:z"))])
    assert len(endpoint.select("SELECT * { GRAPH <urn:b> { ?s ?p ?o } }").rows) == 10
    assert endpoint.ask("ASK { <urn:a> ?p ?x . ?x ?p ?y . ?y ?p '_:z' }")


def test_a_graph_named_by_a_blank_node_is_refused(endpoint: Endpoint) -> None:
    with pytest.raises(UsageError, match="blank node"):
        endpoint.load([Quad(A, P, B, BlankNode("g"))])


def test_without_update_url_it_only_reads(server: str) -> None:
    endpoint = Endpoint(f"{server}/query")
    with pytest.raises(UsageError, match="can only be read"):
        endpoint.update("CLEAR ALL")
    with pytest.raises(UsageError, match="can only be read"):
        endpoint.load([])


def test_what_the_embedded_store_refuses_is_not_sent() -> None:
    endpoint = Endpoint("http://127.0.0.1:1/query", update_url="http://127.0.0.1:1/update")
    for query in ("INSERT DATA {}", "ASK {}", "SELECT", "SELECT * { SERVICE <urn:x> {} }"):
        with pytest.raises(UsageError):
            endpoint.select(query)
    with pytest.raises(UsageError, match="LOAD is refused"):
        endpoint.update("LOAD <urn:x>")


def test_an_http_error_of_the_real_server_is_told(server: str) -> None:
    with pytest.raises(EngineError, match="HTTP status 404"):
        Endpoint(f"{server}/nowhere").select(EVERYTHING)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/hostname",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http:///query",
        "http://example.org:port/",
        "http://example.org/a b",
        "http://example.org/\n",
        "http://exämple.org/",
        "http://[::1/",
        "http://example.org/#part",
        "example.org/query",
    ],
)
def test_another_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="expected an http or https URL"):
        Endpoint(url)
    with pytest.raises(UsageError):
        Endpoint("http://example.org/", update_url=url)


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint("http://user:geheim@example.org/")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_timeout_that_is_none_is_refused(timeout: float) -> None:
    with pytest.raises(UsageError, match="Time-out"):
        Endpoint("http://example.org/", timeout)


Answer = Callable[[BaseHTTPRequestHandler], None]


class Misbehaving:
    """An HTTP server in a thread that answers as it is told."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _: None
        self.stop = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                outer.answer(self)

            do_GET = do_DELETE = lambda self: outer.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/query"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def bad() -> Iterator[Misbehaving]:
    server = Misbehaving()
    yield server
    server.stop.set()
    server.http.shutdown()
    server.http.server_close()


def answering(
    body: bytes,
    status: int = 200,
    kind: str = "application/sparql-results+json",
    length: int | None = None,
    location: str | None = None,
) -> Answer:
    """Return an answer with this body and these headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        if location:
            handler.send_header("Location", location)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}]}}'
BOOLEAN = b'{"head":{},"boolean":true}'


def test_a_plain_answer_is_read(bad: Misbehaving) -> None:
    bad.answer = answering(ROWS)
    assert Endpoint(bad.url).select("SELECT ?s { ?s ?p ?o }") == Table(("s",), (("urn:a",),))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            answering(b"<html>Log  in\nfirst</html>", kind="text/html"),
            r"text/html, not JSON: <html>Log in f",
        ),
        (answering(b"Out of\x00 memory\n at x", 500), r"HTTP status 500: Out of memory at x$"),
        (answering(b"", 503), r"HTTP status 503: \(no text\)$"),
        (answering(b"bad query", 400), r"HTTP status 400: bad query$"),
        (answering(b"no", 401), r"HTTP status 401: no$"),
        (answering(ROWS[:-9], length=len(ROWS)), r"broke off, 9 bytes short"),
        (answering(ROWS[:-9]), r"unusable answer"),
        (answering(b""), r"unusable answer"),
        (
            answering(ROWS.replace(b"urn:a", b"not an iri")),
            r"unusable answer: The rows are not readable: Invalid uri",
        ),
        (answering(ROWS.replace(b"urn:a", b"urn:\xff")), r"unusable answer"),
        (answering(BOOLEAN), r"Rows were expected"),
        (answering(ROWS, 302, location="/other"), r"redirects to http://127\.0\.0\.1:\d+/other"),
        (answering(ROWS, 307, location="/other"), r"HTTP status 307"),
        (lambda handler: handler.connection.close(), r"connection failed"),
    ],
)
def test_a_bad_answer_is_one_clear_line(bad: Misbehaving, answer: Answer, message: str) -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        (answering(ROWS) if handler.path == "/other" else answer)(handler)

    bad.answer = once
    with pytest.raises(EngineError, match=message) as caught:
        Endpoint(bad.url, timeout=5).select("SELECT ?s { ?s ?p ?o }")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("http://127.0.0.1")


@pytest.mark.parametrize("cut", range(len(BOOLEAN)))
def test_a_boolean_that_breaks_off_is_no_answer(bad: Misbehaving, cut: int) -> None:
    bad.answer = answering(BOOLEAN[:cut])
    with pytest.raises(EngineError):
        Endpoint(bad.url, timeout=5).ask("ASK {}")


def test_rows_or_a_number_are_no_boolean(bad: Misbehaving) -> None:
    for body in (ROWS, b"[]", b'{"boolean":1}'):
        bad.answer = answering(body)
        with pytest.raises(EngineError, match="true or false was expected"):
            Endpoint(bad.url, timeout=5).ask("ASK {}")


def hang(server: Misbehaving) -> Answer:
    """Return an answer that never comes."""

    def answer(_: BaseHTTPRequestHandler) -> None:
        server.stop.wait(10)

    return answer


def drip(server: Misbehaving) -> Answer:
    """Return an answer that comes byte by byte, each in time."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.end_headers()
        while not server.stop.wait(0.1):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    return answer


@pytest.mark.parametrize("way", [hang, drip])
def test_no_answer_in_time_is_given_up(
    bad: Misbehaving, way: Callable[[Misbehaving], Answer]
) -> None:
    bad.answer = way(bad)
    start = time.monotonic()
    with pytest.raises(EngineError, match=r"no whole answer within 0\.5 seconds"):
        Endpoint(bad.url, timeout=0.5).select(EVERYTHING)
    assert time.monotonic() - start < 5


def test_a_refused_connection_says_so() -> None:
    with pytest.raises(EngineError, match="connection refused; is the server running"):
        Endpoint(f"http://127.0.0.1:{free_port()}/query").select(EVERYTHING)
