"""A remote SPARQL 1.1 server as an engine: the only user of SPARQLWrapper.

SPARQLWrapper composes and sends the request; pyoxigraph reads the JSON answer, so that terms
are written exactly as those of the embedded engine. Every query passes the same checks as
there before a byte is sent: the server is not asked to reach out with SERVICE or LOAD either.
What the default graph holds is up to the server.
"""

from __future__ import annotations

import ast
import json
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPResponse
from itertools import islice
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, DefaultGraph, Quad, QueryResultsFormat, parse_query_results
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Table
from scheidslijn.querycheck import check_ask, check_select, check_update
from scheidslijn.store import table_of

__all__ = ["Endpoint"]

_CHUNK: Final = 5000
_MAX_TIMEOUT: Final = 86_400.0
_BODY: Final = re.compile(r"Response:\n(b['\"].*)", re.DOTALL)


class Endpoint:
    """A SPARQL 1.1 server, spoken to by POST; implements ``model.Engine``.

    Args:
        url: where the server answers queries; http or https, without user name or password.
        timeout: seconds that a request may take before it is given up.
        update_url: where the server takes updates; without it ``update`` and ``load`` are
            refused.

    Raises:
        UsageError: when a URL or the time-out cannot be used.
    """

    def __init__(self, url: str, timeout: float = 30.0, update_url: str | None = None) -> None:
        self._url = _checked_url(url)
        self._update_url = None if update_url is None else _checked_url(update_url)
        if not 0 < timeout <= _MAX_TIMEOUT:
            raise UsageError(f"Time-out {timeout!r}: expected seconds, above 0, at most a day.")
        self._timeout = timeout
        self.name = f"endpoint {url}"

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: no connection outlives its request."""

    def select(self, query: str) -> Table:
        """Return the rows of a SELECT query, in the order the server gives them.

        Raises:
            UsageError: when the query is malformed, no SELECT, or reaches the network.
            EngineError: when the server cannot be reached, fails, or answers no such rows.
        """
        check_select(query)
        body = self._post("SELECT", query)
        try:
            return table_of(parse_query_results(body, format=QueryResultsFormat.JSON))
        except (EngineError, SyntaxError, ValueError) as error:
            raise EngineError(f"{self._url}: unusable answer: {_one_line(str(error))}") from error

    def ask(self, query: str) -> bool:
        """Return the answer of an ASK query; raises as ``select`` does."""
        check_ask(query)
        body = self._post("ASK", query)
        try:
            # Not pyoxigraph: it takes an answer for whole that breaks off after the boolean.
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise EngineError(f"{self._url}: unusable answer: {_one_line(str(error))}") from error
        value = answer.get("boolean") if isinstance(answer, dict) else None
        if not isinstance(value, bool):
            raise EngineError(f"{self._url}: true or false was expected as answer.")
        return value

    def update(self, request: str) -> None:
        """Carry out a SPARQL update request; raises as ``select`` does."""
        self._require_update_url()
        check_update(request)
        self._post("INSERT", request)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads by INSERT DATA, some thousands a request.

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
            self._insert(chunk)
        if with_blank_nodes:
            self._insert(with_blank_nodes)

    def _insert(self, lines: list[str]) -> None:
        self._post("INSERT", "INSERT DATA {\n" + "\n".join(lines) + "\n}")

    def _require_update_url(self) -> None:
        if self._update_url is None:
            raise UsageError(f"{self._url} can only be read: no update URL was given.")

    def _post(self, form: str, text: str) -> bytes:
        wrapper = SPARQLWrapper(self._url, updateEndpoint=self._update_url, returnFormat=JSON)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        # Set past its own setters: setQuery guesses the form by pattern, and setTimeout cuts
        # 0.5 down to 0, which it then reads as no time-out at all.
        wrapper.queryString = text
        wrapper.queryType = form
        wrapper.timeout = self._timeout  # type: ignore[assignment]  # urllib takes fractions
        deadline = time.monotonic() + self._timeout
        with self._reachable():
            with wrapper.query().response as response:
                body = self._read(response, deadline)
            if form != "INSERT":
                self._check_answer(response, body)
            return body

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        # In pieces: the time-out of a socket starts anew with every byte that drips in.
        pieces = []
        while piece := response.read1(1 << 16):
            pieces.append(piece)
            if time.monotonic() > deadline:
                raise TimeoutError
        if response.length:
            raise EngineError(f"{self._url}: the answer broke off, {response.length} bytes short.")
        return b"".join(pieces)

    def _check_answer(self, response: HTTPResponse, body: bytes) -> None:
        if response.geturl() != self._url:
            raise EngineError(f"{self._url}: redirects to {response.geturl()}; use that URL.")
        kind = response.headers.get_content_type()
        if "json" not in kind:
            raise EngineError(f"{self._url}: answered {kind}, not JSON: {_first_words(body)}")

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        try:
            yield
        except (SPARQLWrapperException, OSError, HTTPException) as error:
            raise EngineError(f"{self._url}: {self._problem(error)}") from error

    def _problem(self, error: BaseException) -> str:
        if isinstance(error, SPARQLWrapperException):
            found = _BODY.search(str(error))
            body = ast.literal_eval(found[1]) if found else b""
            cause = error.__context__  # it knows the status, and SPARQLWrapper leaves it open
            if not isinstance(cause, HTTPError):
                return _one_line(str(error))
            cause.close()
            return f"HTTP status {cause.code}: {_first_words(body)}"
        if isinstance(error, HTTPError):
            with error:
                return f"HTTP status {error.code}: {_first_words(error.read(1000))}"
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return f"no whole answer within {self._timeout:g} seconds."
        if isinstance(reason, ConnectionRefusedError):
            return "connection refused; is the server running?"
        return f"the connection failed: {_one_line(str(reason)) or type(reason).__name__}"


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


def _first_words(body: bytes) -> str:
    return _one_line(body[:1000].decode("utf-8", "replace")) or "(no text)"


def _one_line(text: str) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= 200 else words[:200] + "…"
