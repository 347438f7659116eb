"""Virtuoso 7 finds what is found here, on every shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_remote_same import told

from remote_store import NO_ONE
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError
from scheidslijn.model import Report
from scheidslijn.namespaces import RDFS
from scheidslijn.remote import Limits, validate_endpoint
from scheidslijn.remote.book import find_proof
from scheidslijn.remote.forms import FORMS
from scheidslijn.remote.material import read_material
from scheidslijn.remote.pages import Pages
from scheidslijn.synth import choose_breaches, synthesise
from scheidslijn.validation import validate
from server import Virtuoso, virtuoso_server

DBA = {
    "SCHEIDSLIJN_ENDPOINT_USER": "dba",
    "SCHEIDSLIJN_ENDPOINT_PASSWORD": "dba",
    "SCHEIDSLIJN_ENDPOINT_AUTH": "digest",
}
# How many queries are judged here, of all in the plan; docs/endpoints.md says what the forms are.
# On a busy machine a form may take longer than the trial allows, and there are a few more. By what
# query it is then told where to judge depends on how fast the server is.
QUERIES, JUDGED_HERE = 156, range(13, 17)
GRAPHS = "https://example.org/graph/"


def dossiers() -> dict[str, list[ox.Quad]]:
    """Return a dossier for every eighth breach, by its graph."""
    return {
        GRAPHS + str(seed): [quad for each in found for quad in each.quads]
        for seed, breach in enumerate(choose_breaches(None)[::8], start=2001)
        for found in [list(synthesise(1, seed, share=1.0, breaches=[breach.name]))]
    }


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """Start a server with the rule book and the dossiers."""
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), seconds=120) as server:
        for graph, quads in dossiers().items():
            server.put(quads, graph)
        few, limits = [next(iter(dossiers()))], Limits(time_limit=20.0)
        validate_endpoint(server.digest_url, few, load=True, environ=DBA, limits=limits)
        yield server


@pytest.fixture(scope="module")
def report(virtuoso: Virtuoso) -> Report:
    limits = Limits(time_limit=60.0)
    return validate_endpoint(virtuoso.url, fetch=True, environ=NO_ONE, limits=limits)


def test_every_query_is_answered(virtuoso: Virtuoso, report: Report) -> None:
    pages = Pages(Endpoint(virtuoso.url, environ=NO_ONE))
    proof = find_proof(pages, read_material().graph)
    assert proof is not None
    assert len(proof.forms) == QUERIES
    assert sum(FORMS[form].judged_here for form in proof.forms.values()) in JUDGED_HERE
    assert report.problems == ()


def test_the_same_is_found_as_here(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "same.nq"
    quads = (
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(graph))
        for graph, quads in dossiers().items()
        for q in quads
    )
    ox.serialize(quads, str(file), format=ox.RdfFormat.N_QUADS)
    here = validate([str(file)])
    there, expected = (sorted(map(told, found.findings)) for found in (report, here))
    assert expected
    assert there == expected
    assert report.checked == here.checked


def test_what_is_judged_here_is_refused_by_name_unless_statements_may_be_fetched(
    virtuoso: Virtuoso,
) -> None:
    found = validate_endpoint(virtuoso.url, [next(iter(dossiers()))], environ=NO_ONE)
    (problem,) = found.problems
    assert problem.kind == "engine"
    names = "|".join(("Besluitduur", "Rolvermenging", "Termijn", "Verboden", "Vereist"))
    assert set(re.findall(rf"\b(?:{names})\b", problem.message)) == set(names.split("|"))
    assert problem.message.endswith("on the statements that they read.")


def test_a_graph_with_classes_of_its_own_is_not_judged(virtuoso: Virtuoso) -> None:
    graph, quads = next(iter(dossiers().items()))
    own = ox.Quad(ox.NamedNode("urn:own"), ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode("urn:c"))
    other = f"{graph}/own"
    virtuoso.put([*quads, own], other)
    try:
        found = validate_endpoint(virtuoso.url, [other], fetch=True, environ=NO_ONE)
    finally:
        virtuoso.clear(other)
    (problem,) = found.problems
    assert problem.source == other
    assert "uses subClassOf, which Virtuoso" in problem.message
    assert not found.conforms


def test_who_may_not_write_cannot_load(virtuoso: Virtuoso) -> None:
    with pytest.raises(EngineError, match=r"HTTP status 40[13]"):
        validate_endpoint(virtuoso.url, load=True, environ=NO_ONE, reading="lenient")
