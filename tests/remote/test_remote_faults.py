"""A server that answers half, wrongly or not at all: each is told, and never a clean pass."""

from __future__ import annotations

import json
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from dossiers import CLEAN, MIXED
from remote_proxy import Proxy, Reply
from remote_store import NO_ONE, Loaded
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Report
from scheidslijn.remote import Limits, answering, book, validate_endpoint
from scheidslijn.remote.material import read_material
from scheidslijn.remote.pages import Pages, TooManyRowsError

ONE, TWO, THREE = (f"https://example.org/graph/{number}" for number in (1, 2, 3))
# in the query that looks for mixed roles, and in nothing else that is asked
MARK = "shape#Rolvermenging>"


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the proxy for the server that the rule book was loaded into."""
    found = answering.Proof

    def of_proxy(forms: dict[str, str], server: str, keeps_names: bool) -> answering.Proof:
        return found(forms, "Oxigraph/proxied" if server else server, keeps_names)

    monkeypatch.setattr(book, "Proof", of_proxy)


def put(loaded: Loaded) -> None:
    for number, graph in enumerate((ONE, TWO, THREE), start=1):
        text = (MIXED if number == 2 else CLEAN).replace("dossier1", f"dossier{number}")
        loaded.put(graph, ox.parse(text.replace(":vera", f":vera{number}"), ox.RdfFormat.TURTLE))


def judged(proxy: Proxy, max_findings: int = 1000) -> Report:
    limits = Limits(max_findings=max_findings, time_limit=20.0)
    return validate_endpoint(proxy.url, environ=NO_ONE, limits=limits)


def test_what_is_passed_on_whole_is_judged_whole(loaded: Loaded, proxy: Proxy) -> None:
    put(loaded)
    report = judged(proxy)
    assert not report.problems
    assert report.checked.dossiers == 3
    assert {finding.file for finding in report.findings} == {TWO}
    assert any(MARK in query for query in proxy.queries)


def cut(reply: Reply) -> Reply:
    return Reply(200, reply.body[: len(reply.body) // 2], len(reply.body))


def half_unsaid(reply: Reply) -> Reply:
    return Reply(200, reply.body[: len(reply.body) // 2])


def error_within(_: Reply) -> Reply:
    return Reply(200, b"Virtuoso 42000 Error: out of memory", kind="text/plain")


def failure(_: Reply) -> Reply:
    return Reply(500, b"Out of memory", kind="text/plain")


def page(_: Reply) -> Reply:
    return Reply(200, b"<!DOCTYPE html><title>Please log in</title>", kind="text/html")


FAULTS: dict[str, Callable[[Reply], Reply]] = {
    "cut off": cut,
    "cut off, with the length of what is there": half_unsaid,
    "an error as an answer": error_within,
    "a failure": failure,
    "a page": page,
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_graph_that_the_server_fails_on_spoils_no_other(
    loaded: Loaded, proxy: Proxy, fault: Callable[[Reply], Reply]
) -> None:
    put(loaded)
    asked = 0

    def reply(query: str, given: Reply) -> Reply:
        nonlocal asked
        asked += MARK in query
        return fault(given) if MARK in query and asked == 1 else given

    proxy.reply = reply
    report = judged(proxy)
    assert [(each.source, each.kind) for each in report.problems] == [(ONE, "engine")]
    assert report.problems[0].message.startswith("not judged: http://127.0.0.1:")
    assert report.checked.dossiers == 2
    assert {finding.file for finding in report.findings} == {TWO}
    assert not report.conforms


def test_a_server_that_is_gone_ends_the_run_with_what_was_found(
    loaded: Loaded, proxy: Proxy
) -> None:
    put(loaded)
    gone = False

    def reply(query: str, given: Reply) -> Reply:
        nonlocal gone
        gone = gone or MARK in query
        return failure(given) if gone else given

    proxy.reply = reply
    report = judged(proxy)
    sources = {each.source for each in report.problems}
    assert {ONE, TWO, THREE} <= sources
    assert any("Given up after 3 failures in a row." in each.message for each in report.problems)
    assert {each.kind for each in report.problems} == {"engine"}
    assert not report.conforms


def test_a_busy_server_is_asked_again(loaded: Loaded, proxy: Proxy) -> None:
    put(loaded)
    turned_away = 0

    def reply(query: str, given: Reply) -> Reply:
        nonlocal turned_away
        if MARK in query and not turned_away:
            turned_away += 1
            return Reply(503, b"busy", kind="text/plain")
        return given

    proxy.reply = reply
    assert not judged(proxy).problems
    assert turned_away == 1


def test_a_failure_of_the_survey_is_told_for_each_graph(loaded: Loaded, proxy: Proxy) -> None:
    put(loaded)
    counts = "COUNT(*) AS ?n) { VALUES"
    proxy.reply = lambda query, given: failure(given) if counts in query else given
    report = judged(proxy)
    assert [each.source for each in report.problems] == [ONE, TWO, THREE]
    assert not report.conforms


def test_too_many_findings_end_the_run_and_are_told(loaded: Loaded, proxy: Proxy) -> None:
    for number, graph in enumerate((ONE, TWO, THREE), start=1):
        text = MIXED.replace("dossier1", f"dossier{number}").replace(":vera", f":vera{number}")
        loaded.put(graph, ox.parse(text, ox.RdfFormat.TURTLE))
    report = judged(proxy, max_findings=1)
    (problem,) = report.problems
    assert problem.message.startswith("More than 1 findings; raise --max-findings. ")
    assert problem.message.endswith(" of 3 graphs were looked at.")
    assert problem.kind == "engine"
    assert report.checked.dossiers < 3
    assert not judged(proxy).problems


def test_a_literal_that_stores_write_differently_is_refused_by_name(
    loaded: Loaded, proxy: Proxy
) -> None:
    put(loaded)
    odd = {
        "g": {"type": "uri", "value": TWO},
        "v": {"type": "literal", "value": "01"},
        "d": {"type": "uri", "value": "http://www.w3.org/2001/XMLSchema#integer"},
    }

    def reply(query: str, given: Reply) -> Reply:
        document = json.loads(given.body)
        if "AS ?v)" in query:
            document["results"]["bindings"] = [odd]
        return Reply(200, json.dumps(document).encode())

    proxy.reply = reply
    report = judged(proxy)
    (problem,) = report.problems
    assert problem.source == TWO
    assert problem.message.startswith('holds "01"^^<http://www.w3.org/2001/XMLSchema#integer>')
    assert report.checked.dossiers == 2


# Pages


def capped(most: int) -> Callable[[str, Reply], Reply]:
    """Return a server that gives fewer rows than were asked for, and does not say so."""

    def reply(_: str, given: Reply) -> Reply:
        document = json.loads(given.body)
        del document["results"]["bindings"][most:]
        return Reply(200, json.dumps(document).encode())

    return reply


P = ox.NamedNode("urn:x:p")
MANY = [ox.Triple(ox.NamedNode(f"urn:x:{n}"), P, ox.Literal(str(n % 7))) for n in range(40)]
QUERY = "SELECT ?s ?o { ?s <urn:x:p> ?o }"


@pytest.mark.parametrize("most", [2, 7, 39])
@pytest.mark.parametrize("size", [1, 3, 40, 100])
def test_a_limit_that_is_not_told_loses_no_row(
    loaded: Loaded, proxy: Proxy, most: int, size: int
) -> None:
    loaded.put(ONE, MANY)
    proxy.reply = capped(most)
    with Endpoint(proxy.url, environ=NO_ONE) as endpoint:
        rows = Pages(endpoint, size).select(QUERY, [ONE]).rows
    assert len(rows) == 40
    assert set(rows) == {(f"urn:x:{n}", f'"{n % 7}"') for n in range(40)}


def test_rows_that_move_between_pages_are_refused(loaded: Loaded, proxy: Proxy) -> None:
    loaded.put(ONE, MANY)
    turned = ("ORDER BY", "ORDER BY DESC(?s)")
    proxy.ask = lambda query: query.replace(*turned) if "OFFSET" in query else query
    with (
        Endpoint(proxy.url, environ=NO_ONE) as endpoint,
        pytest.raises(EngineError, match="does not begin where the one before it ended"),
    ):
        Pages(endpoint, 10).select(QUERY, [ONE])


def test_more_rows_than_allowed_are_refused(loaded: Loaded, proxy: Proxy) -> None:
    loaded.put(ONE, MANY)
    with Endpoint(proxy.url, environ=NO_ONE) as endpoint, pytest.raises(TooManyRowsError):
        Pages(endpoint, 10, most=39).select(QUERY, [ONE])


# The rule book


def test_a_store_without_the_rule_book_is_refused_with_what_to_do(loaded: Loaded) -> None:
    with pytest.raises(UsageError, match=r"does not hold the rule book <urn:.*--load-rulebook"):
        validate_endpoint(loaded.query, reading="lenient", environ=NO_ONE)


def test_another_rule_book_in_the_store_is_named(loaded: Loaded) -> None:
    known = read_material().graph
    with pytest.raises(UsageError, match=f"It holds {known}"):
        validate_endpoint(loaded.query, reading="lenient", environ=NO_ONE)


def test_a_rule_book_that_was_changed_is_refused(loaded: Loaded) -> None:
    graph = read_material().graph
    extra = [ox.Triple(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.Literal("c"))]
    with Endpoint(loaded.query, store_url=f"{loaded.url}/store", environ=NO_ONE) as endpoint:
        endpoint.add_to_graph(graph, extra)
        try:
            with pytest.raises(EngineError, match="was changed after it was loaded"):
                validate_endpoint(loaded.query, environ=NO_ONE)
        finally:
            with Endpoint(
                loaded.query, update_url=f"{loaded.url}/update", environ=NO_ONE
            ) as writer:
                writer.update(f'DELETE DATA {{ GRAPH <{graph}> {{ <urn:x:a> <urn:x:b> "c" }} }}')


def test_a_rule_book_that_was_loaded_in_part_is_not_there(loaded: Loaded) -> None:
    pages_of = Endpoint(loaded.query, store_url=f"{loaded.url}/store", environ=NO_ONE)
    book.begin(pages_of, "urn:scheidslijn:rulebook:half")
    assert book.find_proof(Pages(pages_of), "urn:scheidslijn:rulebook:half") is None


def test_another_server_is_not_trusted_with_what_was_found_out_of_one(
    loaded: Loaded, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "Proof", answering.Proof)
    with pytest.raises(EngineError, match="and now it is Oxigraph/proxied"):
        validate_endpoint(proxy.url, environ=NO_ONE)


@pytest.mark.parametrize("graph", ["", "no iri", "urn:x:> } DROP ALL #", 'urn:x:"'])
def test_what_is_no_graph_is_refused(graph: str) -> None:
    with pytest.raises(UsageError, match="expected the IRI of a named graph"):
        validate_endpoint("http://127.0.0.1:1/query", [graph], environ=NO_ONE)
