"""SARIF, JUnit and Turtle are read back by the programs and schemas they are meant for."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import junitparser
import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from published import published_data
from reports import (
    ADVISED,
    DOSSIER,
    LOOSE,
    MIXED,
    SAMPLES,
    report,
    reports,
)
from scheidslijn.model import Named, Problem, Report, Severity, Text
from scheidslijn.namespaces import ID, SH, SL
from scheidslijn.render import is_clean, junit, sarif, turtle

slow = settings(max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    path = published_data("profiles") / "sarif-schema-2.1.0.json"
    return Draft4Validator(json.loads(path.read_text(encoding="utf-8")))


# SARIF


@pytest.mark.parametrize("sample", SAMPLES)
def test_sarif_of_a_sample_is_valid(sarif_schema: Draft4Validator, sample: str) -> None:
    sarif_schema.validate(json.loads(sarif.render(SAMPLES[sample])))


def test_sarif_descriptions_are_as_long_as_code_scanning_takes_and_help_holds_all() -> None:
    norms = tuple(
        Named(f"{ID}norm/n{n}", Text(nl=f"lange naam van norm {n}", en="")) for n in range(99)
    )
    run = json.loads(sarif.render(report(replace(MIXED, norms=norms))))["runs"][0]
    (rule,) = run["tool"]["driver"]["rules"]
    assert len(rule["shortDescription"]["text"]) == len(rule["fullDescription"]["text"]) == 1024
    assert all(norm.label.nl in rule["help"]["text"] for norm in norms)


def test_sarif_of_any_report_is_valid(sarif_schema: Draft4Validator) -> None:
    @slow
    @given(reports)
    def check(sample: Report) -> None:
        sarif_schema.validate(json.loads(sarif.render(sample, "en")))

    check()


def test_sarif_gives_rule_level_place_and_dossier() -> None:
    run = json.loads(sarif.render(SAMPLES["everything"]))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(rules)
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [
        result["ruleId"] for result in run["results"]
    ]
    assert [result["level"] for result in run["results"]] == ["note", "error", "warning"]
    location = run["results"][1]["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "dossiers/voorbeeld-1.ttl"},
        "region": {"startLine": 12},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == DOSSIER.iri
    assert run["results"][2]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "dossiers/los%20bestand.ttl"}
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("/tmp/a b.ttl", "file:///tmp/a%20b.ttl"),
        ("../é.ttl", "../%C3%A9.ttl"),
        ("a:b.ttl", "a%3Ab.ttl"),
        ("https://example.org/a.ttl", "https://example.org/a.ttl"),
        ("c\udce9.ttl", "c%E9.ttl"),
        ("a#b/z.xlsx#blad 1", "a%23b/z.xlsx"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="absolute paths look different on Windows")
def test_sarif_writes_files_as_uris(file: str, uri: str) -> None:
    run = json.loads(sarif.render(report(replace(MIXED, file=file))))["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri


def test_sarif_names_the_sheet_of_a_workbook_in_the_message() -> None:
    sheet = "z.xlsx#blad 1"
    sample = report(replace(MIXED, file=sheet), problems=(Problem(sheet, "dat is geen datum", 4),))
    run = json.loads(sarif.render(sample))["runs"][0]
    assert run["results"][0]["message"]["text"] == f"blad 1: {MIXED.message.nl}"
    (unread,) = run["invocations"][0]["toolExecutionNotifications"]
    assert unread["message"]["text"] == "blad 1: dat is geen datum"
    place = unread["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "z.xlsx"


def test_sarif_names_reading_and_day() -> None:
    for sample, reading, day in (
        ("one violation", "strict", None),
        ("lenient on a day", "lenient", "2026-03-01"),
    ):
        run = json.loads(sarif.render(SAMPLES[sample]))["runs"][0]
        assert (run["properties"]["reading"], run["properties"]["on"]) == (reading, day)
        assert run["results"][0]["properties"]["readings"] == [MIXED.readings[0].iri]


@pytest.mark.parametrize("sample", SAMPLES)
def test_sarif_run_succeeds_only_when_all_was_judged(sample: str) -> None:
    invocation = json.loads(sarif.render(SAMPLES[sample]))["runs"][0]["invocations"][0]
    judged = sample in ("clean", "one violation", "lenient on a day")
    assert invocation["executionSuccessful"] is judged
    assert bool(invocation["toolExecutionNotifications"]) is not judged


def test_sarif_has_the_id_of_a_finding_as_its_fingerprint() -> None:
    run = json.loads(sarif.render(report(MIXED, LOOSE)))["runs"][0]
    prints = [result["partialFingerprints"] for result in run["results"]]
    assert prints == [{"scheidslijn/v2": MIXED.id}, {"scheidslijn/v2": LOOSE.id}]


def test_sarif_rules_that_end_alike_stay_apart() -> None:
    other = replace(MIXED, shape="https://example.org/CasemanagerIsGeenLeidinggevende")
    run = json.loads(sarif.render(report(MIXED, other)))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [other.shape, MIXED.shape]


# JUnit


def _junit(sample: Report, fail_on: Severity = Severity.VIOLATION) -> list[junitparser.TestSuite]:
    written = junit.render(sample, fail_on=fail_on)
    read = junitparser.JUnitXml.fromstring(written.encode())
    return list(read)


def _outcomes(suite: junitparser.TestSuite) -> list[tuple[str, list[str]]]:
    return [(case.name, [type(result).__name__ for result in case.result]) for case in suite]


def test_junit_has_a_suite_per_dossier_and_a_case_per_shape() -> None:
    suites = _junit(SAMPLES["everything"])
    assert [suite.name for suite in suites] == [
        "Voorbeelddossier 1",
        "Voorbeelddossier 2",
        "Buiten een dossier",
        "Invoer",
    ]
    assert [_outcomes(suite) for suite in suites] == [
        [
            ("DossierHeeftEersteZiektedag", []),
            ("CasemanagerIsGeenLeidinggevende", ["Failure"]),
        ],
        [("Geen bevindingen", [])],
        [("DatumIsDatum", [])],
        [("dossiers/stuk.ttl:7:3", ["Error"])],
    ]
    assert "De eerste ziektedag ontbreekt." in next(iter(suites[0])).system_out


@pytest.mark.parametrize(("fail_on", "failures"), [("violation", 1), ("warning", 2), ("info", 3)])
def test_junit_fails_from_the_chosen_severity(fail_on: str, failures: int) -> None:
    suites = _junit(SAMPLES["everything"], fail_on=Severity.from_name(fail_on))
    assert sum(suite.failures for suite in suites) == failures


def test_junit_names_the_id_beside_the_place() -> None:
    (case, *_) = _junit(report(MIXED, dossiers=(DOSSIER,)))[0]
    (failure,) = case.result
    assert f"\ndossiers/voorbeeld-1.ttl:12 ({MIXED.id})\n" in failure.text


def test_junit_gathers_the_findings_of_one_shape() -> None:
    lighter = replace(MIXED, severity=Severity.WARNING, message=Text(nl="Licht.", en="Light."))
    (case,) = _junit(report(lighter, MIXED, dossiers=(DOSSIER,)))[0]
    (failure,) = case.result
    assert failure.message == MIXED.message.nl
    assert "Licht." not in failure.text
    assert "Licht." in case.system_out


@pytest.mark.parametrize("sample", ["no dossiers", "no shapes", "only problems"])
def test_junit_errs_when_not_everything_was_judged(sample: str) -> None:
    assert sum(suite.errors for suite in _junit(SAMPLES[sample])) > 0


def test_junit_is_never_without_a_test() -> None:
    nameless = replace(SAMPLES["clean"], dossiers=())
    assert [_outcomes(suite) for suite in _junit(nameless)] == [[("Geen bevindingen", [])]]


@slow
@given(reports, st.sampled_from(Severity))
def test_junit_of_any_report_is_read_back_with_its_failures(
    sample: Report, fail_on: Severity
) -> None:
    written = junit.render(sample, "en", fail_on)
    root = ElementTree.fromstring(written)
    suites = _junit(sample, fail_on=fail_on)
    failed = {(each.dossier, each.shape) for each in sample.at_or_above(fail_on)}
    assert sum(suite.failures for suite in suites) == len(failed) == int(root.attrib["failures"])
    assert sum(suite.errors for suite in suites) >= len(sample.problems)
    assert sum(suite.tests for suite in suites) == sum(len(list(suite)) for suite in suites) > 0


# Turtle


def _graphs(written: str) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Read Turtle with both parsers."""
    by_oxigraph = rdflib.Graph()
    parsed = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.TURTLE)
    lines = pyoxigraph.serialize(
        (quad.triple for quad in parsed), format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    by_oxigraph.parse(data=lines, format="nt")
    return rdflib.Graph().parse(data=written, format="turtle"), by_oxigraph


@pytest.mark.parametrize("sample", SAMPLES)
def test_turtle_is_the_same_graph_for_both_parsers(sample: str) -> None:
    first, second = _graphs(turtle.render(SAMPLES[sample]))
    assert rdflib.compare.isomorphic(first, second)


@slow
@given(reports)
def test_turtle_of_any_report_keeps_every_result(sample: Report) -> None:
    sh = rdflib.Namespace(SH)
    first, second = _graphs(turtle.render(sample))
    assert len(first) == len(second)
    (root,) = first.subjects(rdflib.RDF.type, sh.ValidationReport)
    results = set(first.objects(root, sh.result))
    assert len(results) == len(sample.findings)
    assert first.value(root, sh.conforms) == rdflib.Literal(is_clean(sample))
    for predicate in (sh.focusNode, sh.sourceShape, sh.resultSeverity):
        assert all(len(list(first.objects(each, predicate))) == 1 for each in results)


def test_turtle_says_what_the_report_says() -> None:
    assert turtle.render(report(MIXED)).split("\n\n", 1)[-1].count("_:report-1") == 2
    graph, _ = _graphs(turtle.render(report(MIXED)))
    sh, sl = rdflib.Namespace(SH), rdflib.Namespace(SL)
    (result,) = graph.subjects(rdflib.RDF.type, sh.ValidationResult)
    found = {(str(p), str(o)) for p, o in graph.predicate_objects(result)}
    assert found == {
        (str(rdflib.RDF.type), SH + "ValidationResult"),
        (str(sh.focusNode), MIXED.focus),
        (str(sh.resultPath), SL + "rol"),
        (str(sh.value), str(MIXED.value)),
        (str(sh.sourceShape), MIXED.shape),
        (str(sh.sourceConstraintComponent), MIXED.component),
        (str(sh.resultSeverity), SH + "Violation"),
        (str(sh.resultMessage), MIXED.message.nl),
        (str(sh.resultMessage), MIXED.message.en),
        (str(sl.dossier), DOSSIER.iri),
        (str(sl.norm), MIXED.norms[0].iri),
        (str(sl.lezing), MIXED.readings[0].iri),
    }


def test_turtle_keeps_the_blank_nodes_of_the_data_apart() -> None:
    written = turtle.render(report(replace(ADVISED, focus="_:report-1")))
    assert "sh:focusNode _:report-1" in written
    assert "sh:result _:reportx-1" in written


# Published data


def test_missing_published_data_skips_here_and_fails_on_a_build_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SCHEIDSLIJN_PROFILES", str(tmp_path))
    assert published_data("profiles") == tmp_path
    monkeypatch.setenv("SCHEIDSLIJN_PROFILES", str(tmp_path / "absent"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="SCHEIDSLIJN_PROFILES"):
        published_data("profiles")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="SCHEIDSLIJN_PROFILES"):
        published_data("profiles")
