"""A store with the rule book in it, for every test here; each puts its own dossiers there."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from remote_proxy import Proxy, proxied
from scheidslijn.remote import validate_endpoint
from server import oxigraph_server

__all__ = ["NO_ONE", "Loaded", "book", "loaded", "proxy"]

NO_ONE: dict[str, str] = {}


@dataclass
class Loaded:
    """A running store that holds the rule book."""

    url: str
    _graphs: list[str] = field(default_factory=list)

    @property
    def query(self) -> str:
        """Where it answers."""
        return f"{self.url}/query"

    def put(self, graph: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """Replace a named graph by these statements."""
        triples = (ox.Triple(each.subject, each.predicate, each.object) for each in quads)
        body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert body is not None
        self._send("PUT", graph, body)
        self._graphs.append(graph)

    def clear(self) -> None:
        """Take away every graph that was put there."""
        for graph in set(self._graphs):
            self._send("DELETE", graph, None)
        self._graphs.clear()

    def _send(self, method: str, graph: str, body: bytes | None) -> None:
        url = f"{self.url}/store?{urlencode({'graph': graph})}"
        request = urllib.request.Request(url, body, method=method)
        request.add_header("Content-Type", "application/n-triples")
        with urllib.request.urlopen(request, timeout=30):
            pass


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Start a store, and load the rule book into it, as ``--load-rulebook`` does."""
    with oxigraph_server(tmp_path_factory.mktemp("remote")) as url:
        said: list[str] = []
        report = validate_endpoint(f"{url}/query", load=True, environ=NO_ONE, notify=said.append)
        assert said == []
        assert [each.message for each in report.problems] == [
            "no named graph holds a dossier, so nothing was judged."
        ]
        yield Loaded(url)


@pytest.fixture
def loaded(book: Loaded) -> Iterator[Loaded]:
    """Give the store without dossiers."""
    yield book
    book.clear()


@pytest.fixture
def proxy(loaded: Loaded) -> Iterator[Proxy]:
    """Give a server that passes queries on to the store."""
    with proxied(loaded.url) as found:
        yield found
