"""Large N-Triples, read by the store itself: the same reports as when they are read as Turtle."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest

from scheidslijn.dump import Dump
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Report
from scheidslijn.namespaces import ID, OWL, RDF_TYPE, RDFS, SL
from scheidslijn.rdfio import read_units
from scheidslijn.synth import BREACHES, synthesise
from scheidslijn.validation import Validator


@cache
def packaged() -> Validator:
    return Validator.packaged()


@cache
def dump() -> str:
    """Ninety dossiers, one in three with a breach: a million characters, no blank node."""
    breaches = [name for name in BREACHES if not name.endswith("-without-iri")]
    triples = [
        ox.Triple(quad.subject, quad.predicate, quad.object)
        for dossier in synthesise(90, seed=3, share=0.33, breaches=breaches)
        for quad in dossier.quads
    ]
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode()


def report_on(text: str, syntax: Syntax = Syntax.N_TRIPLES) -> Report:
    return packaged().validate([Source("dump.nt", None, syntax, text.encode())])


def is_dump(text: str) -> bool:
    (unit,) = read_units(Source("dump.nt", None, Syntax.N_TRIPLES, text.encode()))
    return isinstance(unit.quads, Dump)


def without_lines(report: Report) -> Report:
    findings = (replace(finding, line=None) for finding in report.findings)
    return replace(report, findings=tuple(sorted(findings, key=repr)), graphs=())


def test_a_dump_gives_the_report_of_the_same_statements_read_one_by_one() -> None:
    assert is_dump(dump())
    report = report_on(dump())
    assert len(report.findings) > 10
    assert without_lines(report) == without_lines(report_on(dump(), Syntax.TURTLE))


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (f"<{OWL}Ontology>", True),
        (f"<{ID}rol/bedrijfsarts>", True),
        (f"<{ID}bronpassage/rsc-puv-2024-1869-1882>", True),
        ("<urn:ex:Kind>", False),
        (f'"{SL}Persoon"', False),
    ],
)
def test_a_class_is_known_in_a_dump_as_it_is_elsewhere(kind: str, known: bool) -> None:
    statement = f"<urn:ex:a> <{RDF_TYPE}> {kind} .\n<urn:ex:Kind> <{RDFS}isDefinedBy> <urn:m> .\n"
    report = report_on(dump() + statement)
    assert ("urn:ex:a" in {finding.focus for finding in report.findings}) != known
    assert without_lines(report) == without_lines(report_on(dump() + statement, Syntax.TURTLE))


def test_a_finding_in_a_dump_has_the_line_of_its_subject() -> None:
    lines = dump().splitlines()
    for finding in report_on(dump()).findings:
        assert finding.line is not None
        assert lines[finding.line - 1].startswith(f"<{finding.focus}>")
        assert not any(line.startswith(f"<{finding.focus}>") for line in lines[: finding.line - 1])


def test_a_malformed_dump_is_a_problem_with_its_place_and_leaves_nothing_behind() -> None:
    text = dump() + "<urn:a> <urn:b> .\n"
    report = report_on(text)
    assert [problem.line for problem in report.problems] == [text.count("\n")]
    assert not report.findings
    assert report.checked.triples == 0
    assert not report_on("<urn:a> <urn:b> <urn:c> .\n").findings


@pytest.mark.parametrize(
    "statement",
    [
        f"<{ID}rol/eigen> <{SL}brederRol> <{ID}rol/arts> .\n",
        f"<urn:eigen> <{SL}onverenigbareRol> <{ID}rol/arts> .\n",
        f"<urn:eigen> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SL}Rol> .\n",
    ],
    ids=["subject", "property", "class"],
)
def test_a_dump_that_states_rules_is_refused_with_the_line(statement: str) -> None:
    report = report_on(dump() + statement)
    (problem,) = report.problems
    assert "belongs in a rule book" in problem.message
    assert problem.line == dump().count("\n") + 1


def test_a_dump_without_a_dossier_is_a_problem() -> None:
    (problem,) = report_on("<urn:a> <urn:b> <urn:c> .\n" * 50_000).problems
    assert "holds no dossier" in problem.message


@pytest.mark.parametrize(
    "statement",
    ["_:b <urn:b> <urn:c> .\n", "<urn:\\u0061> <urn:b> <urn:c> .\n"],
    ids=["blank node", "escape"],
)
def test_what_needs_a_look_of_its_own_is_read_one_by_one(statement: str) -> None:
    assert not is_dump(dump() + statement)


def test_a_literal_beyond_the_limit_is_a_problem_in_a_dump_too() -> None:
    long = '<urn:a> <urn:b> "' + "x" * 1_000_001 + '" .\n'
    (problem,) = report_on(dump() + long).problems
    assert "has 1000001 characters; the limit is 1000000" in problem.message


def test_a_literal_that_the_store_would_rewrite_is_reported_as_written() -> None:
    subject = dump().partition(" ")[0]
    text = dump() + f'{subject} <{SL}onbekend> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    assert is_dump(text)
    values = [
        finding.value for finding in report_on(text).findings if finding.path == f"{SL}onbekend"
    ]
    assert values == ['"01"^^<http://www.w3.org/2001/XMLSchema#integer>']
