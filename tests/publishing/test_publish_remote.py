"""Publishing to real stores: cut off by a proxy or a kill, read meanwhile, refused, raced."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from cutting import Killable, Moment, Proxy, proxy
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError
from scheidslijn.namespaces import RDF, XSD
from scheidslijn.publishing import Outcome, Target, current_graph, plan, publish
from scheidslijn.publishing.content import Content
from scheidslijn.resources import ontology_files, read_graph, shapes_files
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import quad_of, rdf_term
from server import free_port, oxigraph_server, virtuoso_server

BASE: Final = "https://example.org/graph/"
TARGET: Final = Target("proef", "1.0", BASE)
NO_ONE: Final[Mapping[str, str]] = {}
DBA: Final = {"SCHEIDSLIJN_ENDPOINT_USER": "dba", "SCHEIDSLIJN_ENDPOINT_PASSWORD": "dba"}
DIGEST: Final = {**DBA, "SCHEIDSLIJN_ENDPOINT_AUTH": "digest"}
DCAT: Final = "http://www.w3.org/ns/dcat#"
SMALL: Final = tuple(
    parse(
        """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <urn:a> <urn:p> "een"@nl , [ <urn:q> 7 , 1.50 , true ; <urn:r> [ <urn:q> "x" ] ] ;
            <urn:d> "P7D"^^xsd:duration , "P1Y8M"^^xsd:duration , "2026-01-02"^^xsd:date .
        <urn:b> <urn:p> ( <urn:a> 3 [] [ <urn:d> "P14D"^^xsd:duration ] ) , "\\"'\\\\ \\t\\n é€😀" ;
            <urn:q> <http://example.org/é?a=b#c> , "en"@en-GB , "1"^^xsd:nonNegativeInteger .""",
        RdfFormat.TURTLE,
    )
)


@dataclass(frozen=True, slots=True)
class Store:
    """A server, where it is asked and told, and who may do so."""

    host: str
    query: str
    update: str
    environ: Mapping[str, str]

    def endpoint(self) -> Endpoint:
        return Endpoint(self.host + self.query, 60, self.host + self.update, environ=self.environ)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "oxigraph":
        with oxigraph_server(folder) as url:
            yield Store(url, "/query", "/update", NO_ONE)
    else:
        with virtuoso_server(folder, max_rows=2000) as server:
            yield Store(server.host, "/sparql-auth", "/sparql-auth", DIGEST)


@pytest.fixture
def line(store: Store) -> Iterator[tuple[Proxy, Store]]:
    """Give a proxy before the server, and the server through it."""
    with proxy(store.host, with_credentials=bool(store.environ)) as found:
        yield found, replace(store, host=found.url)


@cache
def rulebook() -> tuple[Quad, ...]:
    return read_graph((*ontology_files(), *shapes_files()))


def canonical(quads: Sequence[Quad]) -> set[str]:
    """Return the canonical form of what the embedded store holds of some statements."""
    with EmbeddedStore() as kept:
        kept.load(quads)
        data = Dataset(map(quad_of, kept.construct("CONSTRUCT WHERE { ?s ?p ?o }")))
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, data))


def held(store: Store, graph: str) -> list[Quad]:
    """Return what a graph holds, read a thousand rows at a time until there are no more."""
    found: list[Quad] = []
    while True:
        query = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        rows = store.endpoint().select(f"{query} LIMIT 1000 OFFSET {len(found)}").rows
        for row in rows:
            subject, predicate, value = (rdf_term(term or "") for term in row)
            found.append(Quad(subject, predicate, value))  # type: ignore[arg-type]
        if not rows:
            return found


def require_whole(store: Store, graph: str | None, quads: Sequence[Quad]) -> None:
    assert graph is not None
    found = held(store, graph)
    assert canonical(found) == canonical(quads)
    assert len(found) == len(canonical(quads))


def graphs(store: Store, target: Target, *versions: str | None) -> set[str]:
    """Return which graphs of a target have triples: its own, those of versions and beside them.

    To ask for all graphs takes Virtuoso a minute.
    """
    asked = {target.catalogue, target.uploads}
    asked |= {f"{v}{beside}" for v in versions for beside in ("", "/aside", "/nodes")}
    endpoint = store.endpoint()
    return {graph for graph in asked if endpoint.ask(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")}


def graph_of(target: Target, quads: Sequence[Quad]) -> str:
    with Content(quads) as content:
        return target.graph(content.sha256)


def numbered(number: int, count: int = 300) -> list[Quad]:
    value = Literal(str(number))
    return [Quad(NamedNode(f"urn:{n:04}"), NamedNode("urn:p"), value) for n in range(count)]


# Whole, also after a cut


def positions(store: Store) -> int:
    """Return how many updates it takes to publish the small graph."""
    with proxy(store.host, with_credentials=bool(store.environ)) as between:
        target = Target("lengte", "1.0", BASE)
        through = replace(store, host=between.url).endpoint()
        publish(numbered(0), through, target)
        start = between.updates
        publish(SMALL, through, target, part=8, keep=1)
        return between.updates - start


def test_a_cut_at_any_request_shows_a_whole_version_and_is_mended(
    store: Store, line: tuple[Proxy, Store]
) -> None:
    between, through = line
    number = positions(store)
    assert number > 12
    cuts: list[tuple[int, Moment]] = [
        (n, moment) for n in range(1, number + 1) for moment in ("before", "after")
    ]
    for at, moment in cuts:
        target = Target(f"cut-{at}-{moment}", "1.0", BASE)
        old = publish(numbered(0), store.endpoint(), target).graph
        start = between.updates
        between.cut = lambda n, at=at, moment=moment, start=start: (  # type: ignore[misc]
            moment if n == start + at else None
        )
        with suppress(EngineError):
            publish(SMALL, through.endpoint(), target, part=8, keep=1)
        assert between.updates >= start + at, f"not cut at {at}"
        seen = current_graph(store.endpoint(), target.name, BASE)
        if seen == old:
            assert canonical(held(store, seen or "")) == canonical(numbered(0))
        else:
            require_whole(store, seen, SMALL)
        done = publish(SMALL, store.endpoint(), target, part=8, keep=1)
        assert current_graph(store.endpoint(), target.name, BASE) == done.graph
        require_whole(store, done.graph, SMALL)
        assert graphs(store, target, old, done.graph) == {done.graph, target.catalogue}


def test_a_server_that_is_killed_while_it_is_sent_to_is_gone_on_with(tmp_path: Path) -> None:
    server = Killable(tmp_path)
    server.start()
    store = Store(server.url, "/query", "/update", NO_ONE)
    try:
        old = publish(SMALL, store.endpoint(), TARGET).graph

        def kill(done: int, _total: int) -> None:
            if done == 3000:
                server.kill()

        with pytest.raises(EngineError, match="connection refused"):
            publish(numbered(1, 7000), store.endpoint(), TARGET, part=500, progress=kill)
        server.start()
        assert current_graph(store.endpoint(), "proef", BASE) == old
        require_whole(store, old, SMALL)
        done = publish(numbered(1, 7000), store.endpoint(), TARGET, part=500)
        assert done.resumed == 3000
        require_whole(store, done.graph, numbered(1, 7000))
        assert graphs(store, TARGET, old, done.graph) == {old, done.graph, TARGET.catalogue}
    finally:
        server.kill()


# Seen meanwhile


def test_a_reader_never_sees_anything_but_one_whole_version(store: Store) -> None:
    target = Target("lezer", "1.0", BASE)
    publish(numbered(0), store.endpoint(), target)
    query = f"""SELECT ?graph ?o {{
      {{ SELECT ?graph {{ GRAPH <{target.catalogue}> {{
           <{target.catalogue}> <{DCAT}hasCurrentVersion> ?graph }} }} ORDER BY ?graph LIMIT 1 }}
      GRAPH ?graph {{ ?s <urn:p> ?o }} }}"""
    stop = threading.Event()
    seen: list[tuple[int, frozenset[str | None]]] = []

    def read() -> None:
        endpoint = store.endpoint()
        while not stop.is_set():
            rows = endpoint.select(query).rows
            seen.append((len(rows), frozenset(row[1] for row in rows)))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, 16):
            publish(numbered(number), store.endpoint(), target, part=100, keep=3)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert {count for count, _ in seen} == {300}
    assert all(len(values) == 1 for _, values in seen)
    assert len({values for _, values in seen}) > 5


def test_of_publishers_at_the_same_time_one_wins_and_what_it_published_is_whole(
    store: Store,
) -> None:
    target = Target("race", "1.0", BASE)
    for turn in range(6):
        done: dict[int, str | None] = {}
        failed: list[EngineError] = []
        barrier = threading.Barrier(3)

        def run(
            number: int,
            done: dict[int, str | None] = done,
            failed: list[EngineError] = failed,
            barrier: threading.Barrier = barrier,
        ) -> None:
            barrier.wait()
            try:
                done[number] = publish(numbered(number, 40), store.endpoint(), target).graph
            except EngineError as error:
                failed.append(error)

        runs = [threading.Thread(target=run, args=(turn * 3 + n,)) for n in range(3)]
        for each in runs:
            each.start()
        for each in runs:
            each.join()
        query = f"SELECT ?g {{ GRAPH <{target.catalogue}> {{ ?s <{DCAT}hasCurrentVersion> ?g }} }}"
        ((pointer,),) = store.endpoint().select(query).rows
        assert done
        assert pointer in done.values()
        (number,) = (n for n, graph in done.items() if graph == pointer)
        require_whole(store, pointer, numbered(number, 40))


# Refused by the store


@pytest.mark.parametrize("status", [401, 403, 405, 500, 507])
def test_a_store_that_refuses_shows_what_it_showed(
    line: tuple[Proxy, Store], store: Store, status: int
) -> None:
    between, through = line
    target = Target(f"weigert-{status}", "1.0", BASE)
    old = publish(SMALL, store.endpoint(), target).graph
    between.answer = lambda _: status
    with pytest.raises(EngineError, match=f"HTTP status {status}"):
        publish(numbered(1), through.endpoint(), target)
    assert current_graph(store.endpoint(), target.name, BASE) == old
    new = graph_of(target, numbered(1))
    assert graphs(store, target, old, new) == {old, target.catalogue}


def test_a_store_that_says_yes_and_keeps_nothing_is_found_out(line: tuple[Proxy, Store]) -> None:
    between, through = line
    between.answer = lambda _: 204
    with pytest.raises(EngineError, match="300 of 300 triples are missing, such as <urn:0000>"):
        publish(numbered(1), through.endpoint(), Target("vergeet", "1.0", BASE))


def test_a_store_that_takes_small_requests_only_is_sent_small_ones(
    line: tuple[Proxy, Store],
) -> None:
    between, through = line
    between.answer = lambda body: 413 if len(body) > 4000 else None
    target = Target("klein", "1.0", BASE)
    done = publish(numbered(1), through.endpoint(), target)
    require_whole(through, done.graph, numbered(1))


def test_a_store_that_breaks_when_it_is_busy_is_gone_on_with(line: tuple[Proxy, Store]) -> None:
    between, through = line
    target = Target("bezet", "1.0", BASE)
    between.answer = lambda _: 503 if between.updates == 3 else None
    with pytest.raises(EngineError, match="HTTP status 503"):
        publish(numbered(1), through.endpoint(), target, part=50)
    done = publish(numbered(1), through.endpoint(), target, part=50)
    assert done.resumed == 50
    require_whole(through, done.graph, numbered(1))


def test_nobody_there_is_told() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(EngineError, match="connection refused; is the server running"):
        publish(SMALL, Store(url, "/query", "/update", NO_ONE).endpoint(), TARGET)


def test_who_may_not_write_is_told_so_and_nothing_is_written(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with virtuoso_server(tmp_path_factory.mktemp("strict")) as server:
        wrong = {**DIGEST, "SCHEIDSLIJN_ENDPOINT_PASSWORD": "verzonnen"}
        mine = Store(server.host, "/sparql-auth", "/sparql-auth", DIGEST)
        for other, message in (
            (replace(mine, environ=wrong), "the server does not accept SCHEIDSLIJN_ENDPOINT_USER"),
            (replace(mine, environ=NO_ONE), "set SCHEIDSLIJN_ENDPOINT_USER and"),
            (Store(server.host, "/sparql", "/sparql", NO_ONE), "at /sparql-auth, with Digest"),
        ):
            with pytest.raises(EngineError, match=message) as caught:
                publish(SMALL, other.endpoint(), TARGET)
            assert "verzonnen" not in str(caught.value)
        assert graphs(mine, TARGET, graph_of(TARGET, SMALL)) == set()
        # A store refuses what it cannot read, and the triple is named.
        odd = Literal("abc", datatype=NamedNode(XSD + "integer"))
        quads = [*numbered(1), Quad(NamedNode("urn:0042"), NamedNode("urn:q"), odd)]
        with pytest.raises(
            EngineError, match='refuses this triple by itself: <urn:0042> <urn:q> "abc"'
        ):
            publish(quads, mine.endpoint(), TARGET)
        # It takes what it cannot give back.
        odd = Literal("<b/>", datatype=NamedNode(f"{RDF}XMLLiteral"))
        with pytest.raises(EngineError, match=r'missing, such as <urn:a> .*"<b/>".* "<b />"'):
            publish([Quad(NamedNode("urn:a"), NamedNode("urn:p"), odd)], mine.endpoint(), TARGET)
        # It holds 1 and true for the same.
        same = parse("<urn:a> <urn:p> 1 , true .", RdfFormat.TURTLE)
        with pytest.raises(
            EngineError, match="1 of 2 triples are missing, such as <urn:a> <urn:p>"
        ):
            publish(same, mine.endpoint(), TARGET)
        assert current_graph(mine.endpoint(), "proef", BASE) is None


# Dry run


def test_a_dry_run_sends_no_update_and_leaves_the_store_as_it_is(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path) as url, proxy(url) as between:
        store = Store(between.url, "/query", "/update", NO_ONE)
        publish(SMALL, store.endpoint(), TARGET)
        before, updates = dump(url), between.updates
        found = plan(numbered(1), store.endpoint(), TARGET)
        assert (found.added, found.removed, found.kept) == (300, len(SMALL), 0)
        assert plan(SMALL, store.endpoint(), TARGET).is_current
        assert dump(url) == before
        assert between.updates == updates
        assert publish(SMALL, store.endpoint(), TARGET).outcome is Outcome.UNCHANGED
        assert dump(url) == before


def dump(url: str) -> bytes:
    """Return everything that a server of Oxigraph holds, as it gives it."""
    request = urllib.request.Request(f"{url}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return b"\n".join(sorted(answer.read().splitlines()))


# Last, since questions about all graphs take longer after it


def test_the_rule_book_is_read_back_equal_also_after_a_cut(line: tuple[Proxy, Store]) -> None:
    between, store = line
    target = Target("rulebook", "1.0", BASE)
    between.cut = lambda number: "after" if number == 20 else None
    with pytest.raises(EngineError, match=r"connection|broke off"):
        publish(rulebook(), store.endpoint(), target)
    assert current_graph(store.endpoint(), "rulebook", BASE) is None
    done = publish(rulebook(), store.endpoint(), target)
    assert done.resumed == 38_000
    assert current_graph(store.endpoint(), "rulebook", BASE) == done.graph
    require_whole(store, done.graph, rulebook())
    assert graphs(store, target, done.graph) == {done.graph, target.catalogue}
