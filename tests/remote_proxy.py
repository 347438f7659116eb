"""A server between us and a real SPARQL server, that may do to an answer what networks do."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode

__all__ = ["Proxy", "Reply", "proxied"]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, body, and the length that its header claims."""

    status: int
    body: bytes
    length: int | None = None
    kind: str = "application/sparql-results+json"


class Proxy:
    """Passes queries on; tests change ``ask`` and ``reply``.

    Attributes:
        url: where to ask.
        ask: changes the query that is passed on.
        reply: changes the answer that comes back, given the query; the same one by default.
        queries: those that were asked.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/query"
        self.ask: Callable[[str], str] = lambda query: query
        self.reply: Callable[[str, Reply], Reply] = lambda _, reply: reply
        self.queries: list[str] = []


@contextmanager
def proxied(server: str) -> Iterator[Proxy]:
    """Start a proxy before a server, which answers at ``/query``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            query = fields["query"][0]
            proxy.queries.append(query)
            fields["query"] = [proxy.ask(query)]
            reply = proxy.reply(query, _passed_on(server, fields))
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            length = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(reply.body)

        def version_string(self) -> str:
            return "Oxigraph/proxied"

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy = Proxy(http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def _passed_on(server: str, fields: dict[str, list[str]]) -> Reply:
    request = urllib.request.Request(
        f"{server}/query", urlencode(fields, doseq=True).encode(), method="POST"
    )
    request.add_header("Accept", "application/sparql-results+json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Reply(answer.status, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.read(), kind="text/plain")
