"""A remote SPARQL 1.1 server as an engine: the only user of SPARQLWrapper.

SPARQLWrapper composes the request; ``transport`` sends it and ``answers`` reads what comes back.
Every query passes the same checks as those of the embedded engine before a byte is sent: the
server is not asked to reach out with SERVICE or LOAD either. What the default graph holds is up
to the server; a query may name it with FROM, and a URL with ``?default-graph-uri=``.

An answer that a limit of the server cut short is an error, never a short answer. Virtuoso is the
one that cuts. It says so in a header for rows (``X-SPARQL-MaxRows``, ``X-SQL-State: S1TAT``), but
not for triples: there its limit is found out. And it is not asked to stop at a time, with its
parameter ``timeout``: it then gives the rows that it has, and not always says so (seen on 7.2.5;
openlink/virtuoso-opensource, issue 1034). Without the parameter its own limit gives an error.
"""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Triple, serialize
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from scheidslijn.credentials import Credentials
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Table
from scheidslijn.querycheck import blank_out, check_ask, check_select, check_update, parse_query
from scheidslijn.sparqlresults import SYNTAXES, boolean, is_virtuoso, rows, triples
from scheidslijn.transport import Answer, Transport, said

__all__ = ["Endpoint"]

Form = TypeVar("Form")

_CHUNK: Final = 5000
_MAX_TIMEOUT: Final = 86_400.0
_RESULTS: Final = "application/sparql-results+json, application/json;q=0.5"
# Virtuoso writes doubles as decimals in Turtle, so N-Triples come first.
_GRAPH: Final = "application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
# A prologue has neither word, but for a prefix of that name.
_DISTINCT: Final = re.compile(
    r"(?:(?!\bSELECT\b(?!\s*:)).)*\bSELECT\s+DISTINCT\b", re.IGNORECASE | re.DOTALL
)
_SLICE: Final = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_DIGITS: Final = " ".join("0123456789")


class Endpoint:
    """A SPARQL 1.1 server, spoken to by POST; implements ``model.Engine``.

    Args:
        url: where the server answers queries; http or https, without user name or password.
        timeout: seconds that a request may take, with its repeats, before it is given up.
        update_url: where the server takes updates; without it ``update`` and ``load`` are
            refused.
        store_url: where the server takes whole graphs; without it ``put_graph`` and
            ``drop_graph`` are refused.
        environ: where the credentials are, instead of the environment; see ``credentials``.
        sleep: waits so many seconds before a request is repeated; another one in tests.

    Raises:
        UsageError: when a URL, the time-out or the credentials cannot be used.
    """

    def __init__(
        self,
        url: str,
        timeout: float = 30.0,
        update_url: str | None = None,
        store_url: str | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._url = _checked_url(url)
        self._update_url = None if update_url is None else _checked_url(update_url)
        self._store_url = None if store_url is None else _checked_url(store_url)
        if not 0 < timeout <= _MAX_TIMEOUT:
            raise UsageError(f"Time-out {timeout!r}: expected seconds, above 0, at most a day.")
        credentials = Credentials.from_environment(environ)
        for used in (url, update_url or url, store_url or url):
            credentials.require_safe(used)
        self._transport = Transport(timeout, credentials, sleep)
        self._most: int | None = None
        self._below = 0
        self._default_graphs: tuple[str, ...] = ()
        # shared by all that `over` returns
        self._seen: dict[str, str] = {}
        self.name = f"endpoint {url}"

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    @property
    def server(self) -> str:
        """What the server called itself in its last answer, or nothing."""
        return self._seen.get("server", "")

    @property
    def is_virtuoso(self) -> bool:
        """Whether the server named itself Virtuoso in its last answer."""
        return self.server.startswith("Virtuoso")

    def over(self, graphs: Sequence[str]) -> Endpoint:
        """Return the same endpoint with these named graphs, merged, as its default graph.

        They go along with each query as ``default-graph-uri`` (SPARQL 1.1 Protocol, 2.1.4).

        Raises:
            UsageError: the URL of the endpoint names a dataset of its own.
        """
        if {"default-graph-uri", "named-graph-uri"} & set(parse_qs(urlsplit(self._url).query)):
            raise UsageError(f"{self._url}: leave the graph out of the URL.")
        other = copy.copy(self)
        other._default_graphs = tuple(graphs)
        return other

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, in the order the server gives them.

        Raises:
            UsageError: when the query is malformed, no SELECT, or reaches the network.
            EngineError: when the server cannot be reached, fails, answers no such rows, or only
                some of them.
        """
        table, answer = self._select(query)
        return self._distinct(query, table) if is_virtuoso(answer) else table

    def rows_given(self, query: str) -> Table:
        """Return the rows of a SELECT query, also those that a server gives twice by mistake.

        For whoever asks for pages and takes each row once: no page then lacks a row that a double
        took the place of. Raises as ``select`` does.
        """
        return self._select(query)[0]

    def _select(self, query: str) -> tuple[Table, Answer]:
        check_select(query)
        answer = self._query("SELECT", query)
        return self._read(rows, answer), answer

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as ``select`` does."""
        check_ask(query)
        return self._read(boolean, self._query("ASK", query))

    def construct(self, query: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT query; raises as ``select`` does."""
        if parse_query(query).form != "CONSTRUCT or DESCRIBE":
            raise UsageError("A CONSTRUCT query was expected.")
        answer = self._query("CONSTRUCT", query)
        found = self._read(triples, answer)
        if is_virtuoso(answer):
            self._require_whole(len(set(found)))
        return found

    def update(self, request: str) -> None:
        """Carry out a SPARQL update request; raises as ``select`` does."""
        self._require_update_url()
        check_update(request)
        self._send("INSERT", request)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads, some thousands a request.

        A blank node keeps its identity only within one request, so all quads with blank nodes
        go together in one last request. A failure halfway leaves the earlier requests done.

        Raises:
            UsageError: without an update URL, or for a graph named by a blank node.
            EngineError: when the server cannot be reached or fails.
        """
        self._require_update_url()
        with_blank_nodes: list[str] = []
        lines = _lines_without_blank_nodes(quads, with_blank_nodes)
        while chunk := list(islice(lines, _CHUNK)):
            self._send("INSERT", "INSERT DATA {\n" + "\n".join(chunk) + "\n}")
        if with_blank_nodes:
            # The same by the standard, but Virtuoso refuses blank nodes in INSERT DATA.
            self._send("INSERT", "INSERT {\n" + "\n".join(with_blank_nodes) + "\n} WHERE {}")

    def put_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        """Put triples in the place of a named graph (SPARQL 1.1 Graph Store Protocol, 5.3).

        Raises:
            UsageError: without a URL for whole graphs.
            EngineError: when the server cannot be reached or fails.
        """
        body = serialize(triples, format=RdfFormat.N_TRIPLES)
        self._store("PUT", graph, body)

    def add_to_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add triples to a named graph (the same, 5.5); raises as ``put_graph`` does."""
        self._store("POST", graph, serialize(triples, format=RdfFormat.N_TRIPLES))

    def drop_graph(self, graph: str) -> None:
        """Take a named graph away; raises as ``put_graph`` does."""
        self._store("DELETE", graph, None)

    def _store(self, method: str, graph: str, body: bytes | None) -> None:
        if self._store_url is None:
            raise UsageError(f"{self._url} can only be read: no URL for whole graphs was given.")
        sign = "&" if urlsplit(self._store_url).query else "?"
        url = f"{self._store_url}{sign}{urlencode({'graph': graph})}"

        def request() -> Request:
            made = Request(url, data=body, method=method)
            if body is not None:
                made.add_header("Content-Type", "application/n-triples")
            return made

        answer = self._transport.send(request, is_update=True)
        self._seen["server"] = answer.headers.get("Server", "")

    def _require_update_url(self) -> None:
        if self._update_url is None:
            raise UsageError(f"{self._url} can only be read: no update URL was given.")

    def _send(self, form: str, text: str) -> Answer:
        def request() -> Request:
            kind = TURTLE if form == "CONSTRUCT" else JSON
            wrapper = SPARQLWrapper(self._url, updateEndpoint=self._update_url, returnFormat=kind)
            wrapper.setMethod(POST)
            wrapper.setOnlyConneg(True)
            # Past its setter, which guesses the form by pattern.
            wrapper.queryString = text
            wrapper.queryType = form
            for graph in self._default_graphs if form != "INSERT" else ():
                wrapper.addDefaultGraph(graph)
            if form != "INSERT":
                accept = _GRAPH if form == "CONSTRUCT" else _RESULTS
                wrapper.addCustomHttpHeader("Accept", accept)
            # Its own sending follows redirects with all headers, and knows no time-out below
            # one second.
            made: Request = wrapper._createRequest()
            return made

        answer = self._transport.send(request, is_update=form == "INSERT")
        self._seen["server"] = answer.headers.get("Server", "")
        return answer

    def _query(self, form: str, text: str) -> Answer:
        """Return an answer that is whole and of the right kind, as far as its headers tell."""
        answer = self._send(form, text)
        most = answer.headers.get("X-SPARQL-MaxRows")
        if answer.status == 206 or answer.headers.get("X-SQL-State", "00000") != "00000":
            reason = answer.headers.get("X-SQL-Message", "206 Partial Content").split("Activity:")
            raise self._error(f"stopped by the server's limit, so not all is there: {reason[0]}")
        if most is not None and form != "ASK":
            raise self._cut(most, "rows")
        if is_virtuoso(answer) and "timeout" in parse_qs(urlsplit(self._url).query):
            raise self._error("with timeout= in its URL, Virtuoso leaves rows out unsaid; drop it.")
        wanted = "triples" if form == "CONSTRUCT" else "JSON"
        usable = answer.kind in SYNTAXES if form == "CONSTRUCT" else "json" in answer.kind
        if not usable:
            raise self._error(f"answered {answer.kind}, not {wanted}: {said(answer)}")
        coding = answer.headers.get("Content-Encoding", "identity")
        if coding != "identity":
            raise self._error(f"the answer is packed as {coding}, which was not asked for.")
        return answer

    def _require_whole(self, size: int) -> None:
        """Refuse this many triples when they are as many as the server gives at most.

        Virtuoso stops collecting triples when it has one more than ResultSetMaxRows, and says
        nothing. The same limit on rows it does tell, so it is asked for rows.
        """
        if self._most is None and size > self._below:
            asked = max(size, 1000)
            digits = " ".join(f"VALUES ?d{n} {{ {_DIGITS} }}" for n in range(len(str(asked))))
            answer = self._send("SELECT", f"SELECT (1 AS ?x) {{ {digits} }} LIMIT {asked}")
            most = answer.headers.get("X-SPARQL-MaxRows", "")
            if most.isdecimal():
                self._most = int(most)
            else:
                self._below = asked
        if self._most is not None and size in (self._most, self._most + 1):
            raise self._cut(str(self._most), "triples")

    def _distinct(self, query: str, table: Table) -> Table:
        """Mend what Virtuoso does with a path in a SELECT DISTINCT: some rows come twice."""
        once = tuple(dict.fromkeys(table.rows))
        text = blank_out(query)
        if len(once) == len(table.rows) or not _DISTINCT.match(text):
            return table
        if _SLICE.search(text, text.rfind("}")):
            raise self._error("gives rows twice in spite of DISTINCT, so LIMIT leaves some out.")
        return Table(table.columns, once)

    def _cut(self, most: str, what: str) -> EngineError:
        return self._error(
            f"gives at most {most} {what}, and the answer is cut there; ask for fewer at a time "
            "with LIMIT and OFFSET, or raise ResultSetMaxRows on the server."
        )

    def _read(self, reader: Callable[[Answer], Form], answer: Answer) -> Form:
        try:
            return reader(answer)
        except (EngineError, SyntaxError, ValueError) as error:
            raise self._error(f"unusable answer: {error}") from error

    def _error(self, problem: str) -> EngineError:
        return self._transport.error(self._url, problem)


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
        parts = urlsplit("")
    if parts.username is not None or parts.password is not None:
        raise UsageError("Endpoint URL: a user name or password in it is refused.")
    if not usable or not re.fullmatch(r"[!-~]+", url) or "#" in url:
        raise UsageError(f"Endpoint URL {url!r}: expected an http or https URL.")
    return url


def _lines_without_blank_nodes(quads: Iterable[Quad], others: list[str]) -> Iterator[str]:
    for quad in quads:
        if isinstance(quad.graph_name, BlankNode):
            raise UsageError("A graph named by a blank node cannot be sent to an endpoint.")
        line = f"{quad.subject} {quad.predicate} {quad.object} ."
        if not isinstance(quad.graph_name, DefaultGraph):
            line = f"GRAPH {quad.graph_name} {{ {line} }}"
        # A literal with '_:' in it also lands here, which does no harm.
        if "_:" in line:
            others.append(line)
        else:
            yield line
