"""What a remote store finds is what the embedded engine finds in the same dossiers."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from dossiers import CASE, CLEAN, MIXED
from remote_store import NO_ONE, Loaded
from scheidslijn.model import Finding, Report
from scheidslijn.remote import Limits, validate_endpoint
from scheidslijn.synth import choose_breaches, synthesise
from scheidslijn.validation import validate

ONE, TWO = "https://example.org/graph/1", "https://example.org/graph/2"


def triples(text: str) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.TURTLE))


def put(loaded: Loaded, texts: dict[str, str]) -> None:
    for graph, text in texts.items():
        loaded.put(graph, triples(text))


def remotely(loaded: Loaded, *graphs: str, page_size: int = 5000) -> Report:
    return validate_endpoint(loaded.query, graphs, limits=Limits(page_size), environ=NO_ONE)


def here(folder: Path, graphs: dict[str, list[ox.Quad]]) -> Report:
    """Return what the embedded engine says of the same named graphs in a file."""
    file = folder / "same.nq"
    quads = (
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(graph))
        for graph, quads in graphs.items()
        for q in quads
    )
    ox.serialize(quads, str(file), format=ox.RdfFormat.N_QUADS)
    return validate([str(file)])


def alike(term: str | None) -> str | None:
    return "_:" if term is not None and term.startswith("_:") else term


def told(finding: Finding) -> str:
    """Return all that a finding says, but its place, with blank nodes alike."""
    said = (
        *map(alike, (finding.dossier, finding.focus, finding.value)),
        *(finding.shape, finding.path, finding.component, finding.severity),
        *(finding.message, finding.remedy, finding.norms, finding.readings, finding.diverging),
        *(finding.missing, finding.roles, finding.legal_basis, finding.sources),
        [alike(each.iri) for each in finding.persons],
        [each.label for each in (*finding.norms, *finding.missing, *finding.roles)],
    )
    return repr(said)


def assert_same(there: Report, report: Report) -> None:
    assert sorted(map(told, there.findings)) == sorted(map(told, report.findings))
    assert [alike(each.iri) for each in there.dossiers] == [
        alike(each.iri) for each in report.dossiers
    ]
    assert there.checked == report.checked
    assert there.rulebook == report.rulebook


def test_a_lawful_dossier_gives_no_finding(loaded: Loaded) -> None:
    put(loaded, {ONE: CLEAN})
    report = remotely(loaded)
    assert report.conforms
    assert [(each.iri, each.label.nl) for each in report.dossiers] == [
        (CASE + "dossier1", "Dossier 1")
    ]
    assert (report.checked.dossiers, report.checked.triples) == (1, 14)


def test_findings_name_their_graph(loaded: Loaded) -> None:
    put(loaded, {ONE: MIXED})
    findings = remotely(loaded, ONE).findings
    assert findings
    assert {finding.file for finding in findings} == {ONE}
    assert {finding.line for finding in findings} == {None}


def test_a_dossier_for_each_breach_gives_what_it_gives_here(loaded: Loaded, tmp_path: Path) -> None:
    graphs = {}
    expected = 0
    for seed, breach in enumerate(choose_breaches(None), start=1001):
        if seed % 6:
            continue  # all of them are in the trial that a store is put to
        for dossier in synthesise(1, seed, share=1.0, breaches=[breach.name]):
            graphs[f"https://example.org/graph/{breach.name}"] = list(dossier.quads)
            expected += not breach.is_pair
    for graph, quads in graphs.items():
        loaded.put(graph, quads)
    report = remotely(loaded)
    assert not report.problems
    assert len(report.findings) >= expected > 20
    assert_same(report, here(tmp_path, graphs))


@pytest.mark.parametrize("page_size", [1, 2])
def test_the_size_of_a_page_changes_nothing(loaded: Loaded, tmp_path: Path, page_size: int) -> None:
    put(loaded, {ONE: MIXED, TWO: CLEAN.replace("dossier1", "dossier2")})
    graphs = {ONE: triples(MIXED), TWO: triples(CLEAN.replace("dossier1", "dossier2"))}
    assert_same(remotely(loaded, page_size=page_size), here(tmp_path, graphs))


def test_roles_in_two_graphs_are_laid_together(loaded: Loaded, tmp_path: Path) -> None:
    breach = next(each for each in choose_breaches(None) if each.is_pair)
    graphs = {
        f"https://example.org/graph/{dossier.number}": list(dossier.quads)
        for dossier in synthesise(2, 3, share=1.0, breaches=[breach.name])
    }
    for graph, quads in graphs.items():
        loaded.put(graph, quads)
    report = remotely(loaded)
    assert report.findings
    assert_same(report, here(tmp_path, graphs))
    # of one of the two graphs alone there is nothing to compare
    assert not remotely(loaded, next(iter(graphs))).findings


NOTES = {
    "a node of an unknown class": "<urn:x:odd> a <urn:x:Odd> .",
    "an IRI without a class": "<urn:x:bare> <urn:x:says> 1 .",
    "a blank node as role assignment": (
        "[] a sl:Rolvervulling ; sl:dossier :dossier1 ; sl:door :vera ; rdfs:label 'x' ."
    ),
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_what_is_odd_in_a_dossier_is_told_as_it_is_here(
    loaded: Loaded, tmp_path: Path, note: str
) -> None:
    text = f"{CLEAN}\n{note}\n"
    put(loaded, {ONE: text})
    report = remotely(loaded)
    assert report.findings
    assert_same(report, here(tmp_path, {ONE: triples(text)}))


RULE = "@prefix sl: <https://w3id.org/scheidslijn/def#> .\n<urn:x:norm> a sl:Verbod .\n"
PROBLEMS = {
    "a rule": (CLEAN + RULE, "norm with type belongs in a rule book"),
    "no dossier": ("<urn:x:a> a <urn:x:B> .", "holds no dossier: nothing is typed sl:Dossier"),
}


@pytest.mark.parametrize(("text", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_judged_is_a_problem(loaded: Loaded, text: str, message: str) -> None:
    put(loaded, {ONE: text})
    report = remotely(loaded, ONE)
    assert [(each.source, each.kind) for each in report.problems] == [(ONE, "input")]
    assert message in report.problems[0].message
    assert not report.conforms


def test_a_dossier_in_two_graphs_is_a_problem(loaded: Loaded) -> None:
    put(loaded, {ONE: CLEAN, TWO: CLEAN})
    report = remotely(loaded)
    assert [(each.source, each.message) for each in report.problems] == [
        (TWO, f"the dossier {CASE}dossier1 stands in {ONE} and in {TWO}; put it in one place.")
    ]
    assert report.checked.dossiers == 1


def test_a_graph_that_is_not_there_is_a_problem(loaded: Loaded) -> None:
    report = remotely(loaded, "https://example.org/graph/none")
    assert [each.message for each in report.problems] == [
        "the store holds no such graph, or it is empty."
    ]
