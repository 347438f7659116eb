"""A remote endpoint: equal to the embedded store, and clear when the server misbehaves."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from scheidslijn.credentials import Credentials
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Engine, Table
from scheidslijn.store import EmbeddedStore
from server import free_port, put

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
NO_ONE: Mapping[str, str] = {}
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


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_QUADS)
def test_constructed_triples_are_those_of_the_embedded_store(
    server: str, quads: list[Quad]
) -> None:
    put(server, quads)
    endpoint = Endpoint(f"{server}/query")
    with EmbeddedStore() as store:
        store.load(quads)
        for query in ("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            assert set(endpoint.construct(query)) == set(store.construct(query))


def test_a_construct_query_is_checked_before_it_is_sent() -> None:
    endpoint = Endpoint("http://127.0.0.1:1/query")
    for query in ("SELECT * {}", "ASK {}", "CONSTRUCT {", "CONSTRUCT {} { SERVICE <urn:x> {} }"):
        with pytest.raises(UsageError):
            endpoint.construct(query)


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
    """An HTTP server in a thread that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _: None
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self.stop = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                outer.answer(self)

            do_DELETE = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}/query"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def in_turn(self, *answers: Answer) -> None:
        """Answer the first request with the first answer, and so on; then with the last."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            answers[min(len(self.asked), len(answers)) - 1](handler)

        self.answer = answer


@pytest.fixture
def bad() -> Iterator[Misbehaving]:
    server = Misbehaving()
    yield server
    server.stop.set()
    server.http.shutdown()
    server.http.server_close()


JSON = "application/sparql-results+json"


def answering(
    body: bytes,
    status: int = 200,
    kind: str = JSON,
    length: int | None = None,
    **headers: str,
) -> Answer:
    """Return an answer with this body and these headers, with _ for - in their names."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def broken_chunks(handler: BaseHTTPRequestHandler) -> None:
    """Answer in chunks, of which the last never comes."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(f"{len(ROWS):x}\r\n".encode() + ROWS + b"\r\n")
    handler.close_connection = True


ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}]}}'
BOOLEAN = b'{"head":{},"boolean":true}'
TRIPLE = b"<urn:a> <urn:p> <urn:b> .\n"
PAGE = b"<!DOCTYPE html><title>Log in\n&amp; go</title><p>Who are you?"


SOME = "SELECT ?s { ?s ?p ?o }"


def no_wait(_: float) -> None:
    pass


def test_a_plain_answer_is_read(bad: Misbehaving) -> None:
    bad.answer = answering(ROWS)
    assert Endpoint(bad.url).select("SELECT ?s { ?s ?p ?o }") == Table(("s",), (("urn:a",),))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            answering(b"<html>Log  in\nfirst</html>", kind="text/html"),
            r"text/html, not JSON: a web page, that says 'Log in first'$",
        ),
        (answering(PAGE), r"unusable answer: Expecting value"),
        (answering(PAGE, kind="text/html"), r"not JSON: a web page, titled 'Log in & go'$"),
        (answering(PAGE, 404), r"HTTP status 404: a web page, titled 'Log in & go'$"),
        (answering(b"a,b", kind="text/csv"), r"answered text/csv, not JSON: a,b$"),
        (answering(ROWS, Content_Encoding="br"), r"packed as br, which was not asked for"),
        (answering(b"Out of\x00 memory\n at x", 500), r"HTTP status 500: Out of memory at x$"),
        (answering(b"", 503), r"HTTP status 503 after 5 tries: \(no text\)$"),
        (answering(b"bad query", 400), r"HTTP status 400: bad query$"),
        (answering(b"no", 401), r"401: no; set \w+_USER and \w+_PASSWORD, or \w+_TOKEN\.$"),
        (answering(b"no", 403), r"403: no; set SCHEIDSLIJN_ENDPOINT_USER and "),
        (
            answering(b"", 401, WWW_Authenticate='Digest realm="x", nonce="y"'),
            r"401: \(no text\); set .* with SCHEIDSLIJN_ENDPOINT_AUTH=digest\.$",
        ),
        (answering(ROWS, 206), r"stopped by the server's limit, so not all is there: 206 Partial"),
        (
            answering(ROWS, X_SQL_State="S1TAT", X_SQL_Message="RC...: incomplete Activity: 3M"),
            r"stopped by the server's limit, so not all is there: RC\.\.\.: incomplete$",
        ),
        (answering(ROWS, X_SPARQL_MaxRows="1"), r"gives at most 1 rows, and the answer is cut"),
        (broken_chunks, r"the answer broke off"),
        (answering(ROWS[:-9], length=len(ROWS)), r"broke off, 9 bytes short"),
        (answering(ROWS[:-9]), r"unusable answer"),
        (answering(b""), r"unusable answer"),
        (answering(b"[" * 100_000), r"unusable answer: JSON is nested too deeply"),
        (
            answering(ROWS.replace(b"urn:a", b"not an iri")),
            r"unusable answer: The rows are not readable: Invalid uri",
        ),
        (answering(ROWS.replace(b"urn:a", b"urn:\xff")), r"unusable answer"),
        (answering(BOOLEAN), r"Rows were expected"),
        (answering(ROWS, 302, Location="/other"), r"redirects to http://127\.0\.0\.1:\d+/other"),
        (answering(ROWS, 307, Location="//b.example/"), r"redirects to http://b\.example/; use"),
        (lambda handler: handler.connection.close(), r"connection failed"),
    ],
)
def test_a_bad_answer_is_one_clear_line(bad: Misbehaving, answer: Answer, message: str) -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        (answering(ROWS) if handler.path == "/other" else answer)(handler)

    bad.answer = once
    with pytest.raises(EngineError, match=message) as caught:
        Endpoint(bad.url, timeout=60, environ=NO_ONE, sleep=no_wait).select(SOME)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("http://127.0.0.1")


@pytest.mark.parametrize("cut", range(len(ROWS)))
def test_rows_that_break_off_are_no_answer(bad: Misbehaving, cut: int) -> None:
    bad.answer = answering(ROWS[:cut])
    with pytest.raises(EngineError, match="unusable answer"):
        Endpoint(bad.url, timeout=5).select(SOME)


@pytest.mark.parametrize("cut", range(len(BOOLEAN)))
def test_a_boolean_that_breaks_off_is_no_answer(bad: Misbehaving, cut: int) -> None:
    bad.answer = answering(BOOLEAN[:cut])
    with pytest.raises(EngineError):
        Endpoint(bad.url, timeout=5).ask("ASK {}")


def test_an_answer_without_end_is_given_up(
    bad: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheidslijn.transport._MAX_BYTES", 10)
    bad.answer = answering(ROWS)
    with pytest.raises(EngineError, match="the answer is larger than 10 bytes"):
        Endpoint(bad.url, timeout=5).select(SOME)


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


def drip_headers(server: Misbehaving) -> Answer:
    """Return an answer that never comes to an end of its headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while not server.stop.wait(0.1):
            try:
                handler.wfile.write(b"y")
            except OSError:
                return

    return answer


@pytest.mark.parametrize("way", [hang, drip, drip_headers])
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


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            socket.gaierror(-2, "Name or service not known"),
            "the name of the server is not known: Name or service not known",
        ),
        (ssl.SSLCertVerificationError(1, "x"), "the certificate of the server is not trusted: "),
        (OSError(113, "No route to host"), "the connection failed: .*No route to host"),
    ],
)
def test_a_server_that_cannot_be_reached(
    monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    if isinstance(error, ssl.SSLCertVerificationError):
        error.verify_message = "self-signed certificate"

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(EngineError, match=message):
        Endpoint("https://store.example/", environ=NO_ONE).select(SOME)


def test_plain_http_behind_https_says_so(bad: Misbehaving) -> None:
    with pytest.raises(EngineError, match=r"no secure connection: .*does the server speak https"):
        Endpoint(bad.url.replace("http:", "https:"), timeout=5).select(SOME)


# Repeats


def waiting() -> tuple[list[float], Callable[[float], None]]:
    """Return the waits so far, and a sleep that only notes them."""
    waits: list[float] = []
    return waits, waits.append


@pytest.mark.parametrize("status", [429, 503])
def test_a_query_is_repeated_with_growing_waits(bad: Misbehaving, status: int) -> None:
    waits, sleep = waiting()
    bad.in_turn(answering(b"busy", status), answering(b"busy", status), answering(ROWS))
    table = Endpoint(bad.url, sleep=sleep).select(SOME)
    assert table.rows == (("urn:a",),)
    assert len(bad.asked) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_kept(bad: Misbehaving, as_date: bool) -> None:
    waits, sleep = waiting()
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    bad.in_turn(answering(b"", 429, Retry_After=later if as_date else "7"), answering(BOOLEAN))
    assert Endpoint(bad.url, sleep=sleep).ask("ASK {}")
    assert 5 < waits[0] <= 8


@pytest.mark.parametrize("value", ["soon", "-3", "Sun, 06 Nov 1994 08:49:37 GMT", "0"])
def test_a_strange_retry_after_does_not_stop_a_repeat(bad: Misbehaving, value: str) -> None:
    waits, sleep = waiting()
    bad.in_turn(answering(b"", 503, Retry_After=value), answering(BOOLEAN))
    assert Endpoint(bad.url, sleep=sleep).ask("ASK {}")
    assert 0 <= waits[0] <= 0.5


def test_a_wait_longer_than_the_timeout_is_given_up_at_once(bad: Misbehaving) -> None:
    waits, sleep = waiting()
    bad.answer = answering(b"closed", 503, Retry_After="120")
    with pytest.raises(EngineError, match=r"503: closed; it asks to wait 120 seconds$"):
        Endpoint(bad.url, sleep=sleep).ask("ASK {}")
    assert (waits, len(bad.asked)) == ([], 1)


def test_the_timeout_holds_for_all_tries_together(bad: Misbehaving) -> None:
    start = time.monotonic()
    bad.answer = answering(b"busy", 429)
    with pytest.raises(EngineError, match=r"HTTP status 429 after \d tries: busy"):
        Endpoint(bad.url, timeout=1.5).ask("ASK {}")
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    ("status", "retry_after", "tries"),
    [(429, "", 2), (503, "1", 2), (503, "", 1), (500, "", 1)],
)
def test_an_update_is_repeated_only_when_it_was_not_carried_out(
    bad: Misbehaving, status: int, retry_after: str, tries: int
) -> None:
    bad.in_turn(answering(b"", status, Retry_After=retry_after), answering(b"", 204))
    endpoint = Endpoint(bad.url, update_url=bad.url, sleep=no_wait)
    if tries == 2:
        endpoint.update("CLEAR ALL")
    else:
        with pytest.raises(EngineError, match=f"HTTP status {status}: "):
            endpoint.update("CLEAR ALL")
    assert len(bad.asked) == tries


# Credentials

USER, PASSWORD = "SCHEIDSLIJN_ENDPOINT_USER", "SCHEIDSLIJN_ENDPOINT_PASSWORD"
TOKEN, AUTH = "SCHEIDSLIJN_ENDPOINT_TOKEN", "SCHEIDSLIJN_ENDPOINT_AUTH"
PAIR = {USER: "anna", PASSWORD: "ge heim/"}
BASIC = "Basic " + base64.b64encode(b"anna:ge heim/").decode()


@pytest.mark.parametrize(
    ("environ", "header"),
    [
        ({}, None),
        (PAIR, BASIC),
        ({**PAIR, AUTH: "Basic"}, BASIC),
        ({TOKEN: "a.b=="}, "Bearer a.b=="),
    ],
)
def test_the_environment_says_who_asks(
    bad: Misbehaving, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], header: str | None
) -> None:
    for name in (USER, PASSWORD, TOKEN, AUTH):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    # Between this machine and itself no proxy reads along.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    bad.answer = answering(BOOLEAN)
    assert Endpoint(bad.url).ask("ASK {}")
    assert bad.asked[0][1].get("Authorization") == header


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({USER: "geheim"}, f"{PASSWORD} is not set, though {USER} is"),
        ({PASSWORD: "geheim"}, f"{USER} is not set, though {PASSWORD} is"),
        ({PASSWORD: "geheim", USER: ""}, f"{USER} is not set"),
        ({AUTH: "digest"}, f"{USER} is not set, though {AUTH} is"),
        ({**PAIR, AUTH: "geheim"}, f"{AUTH}: expected basic or digest"),
        ({**PAIR, TOKEN: "geheim"}, f"{TOKEN} stands alone"),
        ({TOKEN: "geheim\n"}, f"{TOKEN} holds a character"),
        ({USER: "a", PASSWORD: "geheim\n"}, f"{PASSWORD} holds a line break"),
        ({USER: "geheim:x", PASSWORD: "a"}, f"{USER} holds a colon"),
        ({USER: "a", PASSWORD: "geheimé", AUTH: "digest"}, "Digest can only send ASCII"),
    ],
)
def test_credentials_that_cannot_be_are_refused_unrepeated(
    environ: Mapping[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        Endpoint("http://127.0.0.1:1/", environ=environ)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("environ", [PAIR, {**PAIR, AUTH: "digest"}, {TOKEN: "abc"}])
def test_credentials_go_unencrypted_to_no_other_machine(environ: Mapping[str, str]) -> None:
    for host in ("store.example", "127.0.0.1.example.org", "192.0.2.1", "localhost.example.org"):
        with pytest.raises(UsageError, match=f"{host}: over plain http .* use https, or unset"):
            Endpoint(f"http://{host}/", environ=environ)
        with pytest.raises(UsageError, match="use https"):
            Endpoint(f"https://{host}/", update_url=f"http://{host}/", environ=environ)
        Endpoint(f"https://{host}/", environ=environ)
    for host in ("localhost", "127.9.9.9", "[::1]"):
        Endpoint(f"http://{host}/", environ=environ)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_credentials_do_not_follow_a_redirect(bad: Misbehaving, status: int) -> None:
    other = Misbehaving()
    bad.answer = answering(b"", status, Location=other.url)
    with pytest.raises(EngineError, match=f"redirects to {other.url}; use that URL"):
        Endpoint(bad.url, environ=PAIR).ask("ASK {}")
    other.http.shutdown()
    other.http.server_close()
    assert other.asked == []


@pytest.mark.parametrize("environ", [PAIR, {TOKEN: "t0ken"}])
@pytest.mark.parametrize("kind", ["text/plain", "text/html", JSON])
@pytest.mark.parametrize("status", [200, 400, 401, 500])
def test_a_server_that_repeats_a_secret_does_not_get_it_into_a_message(
    bad: Misbehaving, environ: Mapping[str, str], kind: str, status: int
) -> None:
    secret = environ.get(PASSWORD) or environ[TOKEN]
    forms = [secret, quote_plus(secret), *([BASIC[6:]] if PASSWORD in environ else [])]
    bad.answer = answering(" ".join(forms).encode(), status, kind)
    endpoint = Endpoint(bad.url, environ=environ)
    with pytest.raises(EngineError) as caught:
        endpoint.ask("ASK {}")
    credentials = repr(Credentials.from_environment(environ))
    assert not [form for form in forms if form in str(caught.value) + credentials]


@pytest.mark.parametrize(
    ("environ", "status", "challenge", "message"),
    [
        (PAIR, 401, "Basic", f"the server does not accept {USER} and {PASSWORD}\\."),
        (PAIR, 401, "", f"does not accept {USER} and {PASSWORD}, or wants {AUTH}=digest"),
        (PAIR, 401, 'Digest realm="a", nonce="b"', f"set {AUTH}=digest with {USER} and"),
        (PAIR, 403, "", f"who {USER} and {PASSWORD} names may not do this"),
        ({TOKEN: "abc"}, 401, "Bearer", f"the server does not accept {TOKEN}"),
        ({**PAIR, AUTH: "digest"}, 401, "Negotiate", "asks for another scheme than Digest"),
        ({**PAIR, AUTH: "digest"}, 401, "Basic", f"does not ask for Digest; unset {AUTH}"),
    ],
)
def test_who_is_turned_away_is_told_what_to_do(
    bad: Misbehaving, environ: Mapping[str, str], status: int, challenge: str, message: str
) -> None:
    bad.answer = answering(b"", status, WWW_Authenticate=challenge)
    with pytest.raises(EngineError, match=message):
        Endpoint(bad.url, environ=environ).ask("ASK {}")


def test_digest_never_sends_the_password_and_tries_once(bad: Misbehaving) -> None:
    bad.answer = answering(b"", 401, WWW_Authenticate='Digest realm="a", nonce="b", qop="auth"')
    with pytest.raises(EngineError, match="the server does not accept"):
        Endpoint(bad.url, environ={**PAIR, AUTH: "digest"}).ask("ASK {}")
    sent = [headers.get("Authorization", "") for _, headers in bad.asked]
    assert sent[0] == ""
    assert re.match(r'Digest username="anna", realm="a", nonce="b"', sent[1])
    assert len(sent) == 2


# Triples


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (answering(TRIPLE, kind="text/html"), "answered text/html, not triples"),
        (answering(ROWS), "answered application/sparql-results\\+json, not triples"),
        (answering(TRIPLE[:-9], kind="text/turtle"), "unusable answer"),
        (answering(TRIPLE, kind="text/turtle", length=99), "broke off, 73 bytes short"),
    ],
)
def test_bad_triples_are_one_clear_line(bad: Misbehaving, answer: Answer, message: str) -> None:
    bad.answer = answer
    with pytest.raises(EngineError, match=message):
        Endpoint(bad.url, timeout=5).construct("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("kind", ["application/n-triples", "text/turtle", "text/plain"])
def test_triples_are_read_in_each_syntax(bad: Misbehaving, kind: str) -> None:
    bad.answer = answering(TRIPLE, kind=kind)
    (found,) = Endpoint(bad.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert str(found) == "<urn:a> <urn:p> <urn:b>"


def test_triples_without_a_length_may_be_half(bad: Misbehaving) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/n-triples")
        handler.end_headers()
        handler.wfile.write(TRIPLE)

    bad.answer = answer
    with pytest.raises(EngineError, match="does not tell the length of its answer"):
        Endpoint(bad.url, timeout=5).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_literal_is_written_as_the_embedded_store_keeps_it(bad: Misbehaving) -> None:
    boolean = (
        b'{"type":"literal","datatype":"http://www.w3.org/2001/XMLSchema#boolean","value":"1"}'
    )
    bad.answer = answering(ROWS.replace(b'{"type":"uri","value":"urn:a"}', boolean))
    assert Endpoint(bad.url).select(SOME).rows == (
        ('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',),
    )


# What only Virtuoso does, which tests/test_virtuoso.py asks of a real one

NTRIPLES = "application/n-triples"
VIRTUOSO = "Virtuoso/07.20.3229 (Linux)"


def of_virtuoso(answer: Answer) -> Answer:
    """Return the same answer from a server that names itself Virtuoso."""

    def answer_so(handler: BaseHTTPRequestHandler) -> None:
        handler.version_string = lambda: VIRTUOSO  # type: ignore[method-assign]
        answer(handler)

    return answer_so


def triples_of(number: int) -> bytes:
    return b"".join(b"<urn:a> <urn:p> <urn:%d> .\n" % n for n in range(number))


@pytest.mark.parametrize(
    ("number", "most", "is_cut"),
    [(10, None, False), (10, 11, False), (10, 10, True), (11, 10, True), (12, 10, False)],
)
def test_triples_are_held_against_the_limit_on_rows(
    bad: Misbehaving, number: int, most: int | None, is_cut: bool
) -> None:
    limit = {} if most is None else {"X_SPARQL_MaxRows": str(most)}
    triples = of_virtuoso(answering(triples_of(number), kind=NTRIPLES))
    bad.in_turn(triples, of_virtuoso(answering(ROWS, 200, JSON, None, **limit)), triples)
    endpoint = Endpoint(bad.url, environ=NO_ONE)
    for _ in range(2):
        if is_cut:
            with pytest.raises(EngineError, match="gives at most 10 triples"):
                endpoint.construct("CONSTRUCT WHERE { ?s ?p ?o }")
        else:
            assert len(endpoint.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == number
    # The limit is asked for once.
    assert len(bad.asked) == 3


def test_other_servers_are_not_asked_for_their_limit(bad: Misbehaving) -> None:
    bad.answer = answering(triples_of(3), kind=NTRIPLES)
    assert len(Endpoint(bad.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")) == 3
    assert len(bad.asked) == 1


TWICE = ROWS.replace(b"}}]}}", b'}},{"s":{"type":"uri","value":"urn:a"}}]}}')


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT DISTINCT ?s { ?s ?p 'LIMIT' }", 1),
        ("PREFIX select: <urn:x> select distinct ?s { ?s select:a ?o } # LIMIT 1", 1),
        ("SELECT ?s { { SELECT DISTINCT ?s { ?s ?p ?o } LIMIT 1 } }", 2),
        ("SELECT ?s { ?s ?p 'SELECT DISTINCT' }", 2),
        ("SELECT DISTINCT ?s { ?s ?p ?o } LIMIT 2", None),
    ],
)
def test_distinct_rows_that_come_twice(bad: Misbehaving, query: str, rows: int | None) -> None:
    bad.answer = of_virtuoso(answering(TWICE))
    endpoint = Endpoint(bad.url, environ=NO_ONE)
    if rows is None:
        with pytest.raises(EngineError, match="rows twice in spite of DISTINCT, so LIMIT leaves"):
            endpoint.select(query)
    else:
        assert len(endpoint.select(query).rows) == rows
    bad.answer = answering(TWICE)
    assert len(endpoint.select(query).rows) == 2


def test_a_timeout_in_the_url_of_virtuoso_is_refused(bad: Misbehaving) -> None:
    url = f"{bad.url}?timeout=1000"
    bad.answer = answering(BOOLEAN)
    assert Endpoint(url, environ=NO_ONE).ask("ASK {}")
    bad.answer = of_virtuoso(answering(BOOLEAN))
    with pytest.raises(EngineError, match="Virtuoso leaves rows out unsaid"):
        Endpoint(url, environ=NO_ONE).ask("ASK {}")


def test_a_limit_on_rows_does_not_harm_a_boolean(bad: Misbehaving) -> None:
    bad.answer = answering(BOOLEAN, X_SPARQL_MaxRows="1")
    assert Endpoint(bad.url).ask("ASK {}")
