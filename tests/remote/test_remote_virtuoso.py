"""Virtuoso 7 finds what is found here, on every shape but those that are refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_remote_same import told

from remote_store import NO_ONE
from scheidslijn.errors import EngineError
from scheidslijn.model import Report
from scheidslijn.remote import Limits, validate_endpoint
from scheidslijn.synth import choose_breaches, synthesise
from scheidslijn.terms import local_name
from scheidslijn.validation import validate
from server import Virtuoso, virtuoso_server

DBA = {
    "SCHEIDSLIJN_ENDPOINT_USER": "dba",
    "SCHEIDSLIJN_ENDPOINT_PASSWORD": "dba",
    "SCHEIDSLIJN_ENDPOINT_AUTH": "digest",
}
# docs/endpoints.md says of each why; a newer Virtuoso may answer more.
REFUSED = {
    "Aansturing-aangestuurde",
    "Aansturing-aansturende",
    "Aansturing-begin-voor-eind",
    "Aansturing-totEnMet",
    "Aansturing-vanaf",
    "Besluit-besluitsoort",
    "Besluit-dossier",
    "Besluit-voorbereidDoor",
    "Besluitduur",
    "Bezwaar-bestredenBesluit",
    "Bezwaar-dossier",
    "BuitenDelegatie",
    "Delegatiebewijs-datum",
    "Delegatiebewijs-vereiste",
    "Dienstverband-afdelingssoort",
    "Dienstverband-begin-voor-eind",
    "Dienstverband-inDienstBij",
    "Dienstverband-medewerker",
    "Dienstverband-totEnMet",
    "Dienstverband-vanaf",
    "Dossier-arbeidsverhouding",
    "Dossier-domein",
    "Dossier-eersteZiektedag",
    "Dossier-eigenrisicodragerVoor",
    "Dossier-hersteldatum",
    "Dossier-werkgever",
    "Dossier-werknemer",
    "Gegevensverwerking-bewerking",
    "Gegevensverwerking-datum",
    "Gegevensverwerking-door",
    "Gegevensverwerking-dossier",
    "Gegevensverwerking-gegevens",
    "Handeling-datum",
    "Handeling-door",
    "Handeling-dossier",
    "Handeling-inRol",
    "Handeling-taak",
    "HoorderBetrokken",
    "Hoorzitting-dossier",
    "Hoorzitting-hoorder",
    "Hoorzitting-overBezwaar",
    "Hoorzitting-voorzitter",
    "Kwalificatie-begin-voor-eind",
    "Kwalificatie-houder",
    "Kwalificatie-kwalificatiesoort",
    "Kwalificatie-totEnMet",
    "Kwalificatie-vanaf",
    "Opdracht-begin-voor-eind",
    "Opdracht-opdrachtgever",
    "Opdracht-opdrachtnemer",
    "Opdracht-totEnMet",
    "Opdracht-vanaf",
    "RolVerenigtKernrollen",
    "Rolvermenging",
    "RolvermengingWaarschuwing",
    "Rolvervulling-begin-voor-eind",
    "Rolvervulling-door",
    "Rolvervulling-dossier",
    "Rolvervulling-namens",
    "Rolvervulling-rol",
    "Rolvervulling-totEnMet",
    "Rolvervulling-vanaf",
    "Taakdelegatie-begin-voor-eind",
    "Taakdelegatie-bewijs",
    "Taakdelegatie-delegerende",
    "Taakdelegatie-dossier",
    "Taakdelegatie-gedelegeerde",
    "Taakdelegatie-gedelegeerdeTaak",
    "Taakdelegatie-totEnMet",
    "Taakdelegatie-vanaf",
    "Termijn",
    "TermijnOngezien",
    "TermijnWaarschuwing",
    "TerreinBetredenDoorPartij",
    "Verboden",
    "VerbodenWaarschuwing",
    "Vereist",
    "VereistInfo",
    "VereistWaarschuwing",
    "Voorbehouden",
    "VoorbehoudenWaarschuwing",
    "ZonderPlaats",
}
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
    return validate_endpoint(virtuoso.url, environ=NO_ONE, limits=Limits(time_limit=60.0))


def not_checked(report: Report) -> set[str]:
    """Return the names of the shapes that a report says were not checked."""
    (problem,) = report.problems
    _, found, names = problem.message.partition("so they were not checked: ")
    assert found
    assert problem.kind == "engine"
    return set(names.removesuffix(".").split(", "))


def test_what_is_refused_is_what_the_documentation_says(report: Report) -> None:
    assert not_checked(report) <= REFUSED


def test_other_shapes_find_what_they_find_here(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "same.nq"
    quads = (
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(graph))
        for graph, quads in dossiers().items()
        for q in quads
    )
    ox.serialize(quads, str(file), format=ox.RdfFormat.N_QUADS)
    here = validate([str(file)])
    refused = not_checked(report)
    there, expected = (
        sorted(told(each) for each in found.findings if local_name(each.shape) not in refused)
        for found in (report, here)
    )
    assert expected
    assert there == expected
    # of a shape with several constraints some may be checked; what is found of it is so here too
    assert set(map(told, report.findings)) <= set(map(told, here.findings))
    assert report.checked == here.checked


def test_a_run_that_left_shapes_out_is_no_clean_pass(report: Report) -> None:
    assert not report.conforms


def test_who_may_not_write_cannot_load(virtuoso: Virtuoso) -> None:
    with pytest.raises(EngineError, match=r"HTTP status 40[13]"):
        validate_endpoint(virtuoso.url, load=True, environ=NO_ONE, reading="lenient")
