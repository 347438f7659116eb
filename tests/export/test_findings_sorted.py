"""Findings on disk: the order in which they leave, and the names that may."""

from __future__ import annotations

import sqlite3
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import MIXED, reports
from scheidslijn.errors import EngineError
from scheidslijn.export.findings_sorted import Names, sorted_findings
from scheidslijn.model import Finding, Named, Report, Severity, Text


def key(finding: Finding) -> tuple[object, ...]:
    iris = tuple(norm.iri for norm in finding.norms)
    place = (finding.dossier, -finding.severity, finding.shape, finding.focus)
    return (*place, finding.value or "", iris)


@given(st.lists(reports, max_size=4))
def test_findings_are_sorted_as_in_memory_and_stay_what_they_are(samples: list[Report]) -> None:
    findings = [finding for each in samples for finding in each.findings]
    assert list(sorted_findings(findings)) == sorted(findings, key=key)


def test_a_norm_comes_before_the_same_norm_with_another_behind_it() -> None:
    norms = [Named(f"urn:n:{n}", Text("", "")) for n in ("a", "ab", "b")]
    several = [(norms[0], norms[2]), (norms[1],), (norms[0],), ()]
    findings = [replace(MIXED, norms=each) for each in several]
    given = [each.norms for each in sorted_findings(findings)]
    assert given == [(), (norms[0],), (norms[0], norms[2]), (norms[1],)]


def test_severities_go_from_heavy_to_light() -> None:
    findings = [replace(MIXED, severity=severity) for severity in Severity]
    assert [each.severity for each in sorted_findings(findings)] == sorted(Severity, reverse=True)


def test_a_name_may_leave_when_it_was_asked_for_and_met() -> None:
    names = Names(["urn:a", "urn:b", "urn:a"])
    names.meet(["urn:b", "urn:c"])
    names.meet([])
    assert [name in names for name in ("urn:a", "urn:b", "urn:c", "urn:d")] == [
        False,
        True,
        False,
        False,
    ]


def test_memory_does_not_grow_with_the_number_of_findings() -> None:
    def peak(number: int) -> int:
        tracemalloc.start()
        try:
            made = (replace(MIXED, focus=f"urn:x:{n}") for n in range(number))
            assert sum(1 for _ in sorted_findings(made)) == number
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(500)  # what is loaded once does not count
    assert peak(5000) - peak(500) < 4500 * 100


def test_a_full_disk_is_said_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(name: str, isolation_level: None) -> sqlite3.Connection:
        database = connect(name, isolation_level=isolation_level)
        database.execute("PRAGMA max_page_count = 3")
        return database

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", limited)
    said = r"cannot be kept on disk: database or disk is full\. Give a folder"
    with pytest.raises(EngineError, match=said):
        list(sorted_findings([replace(MIXED, focus=f"urn:x:{n}") for n in range(100)]))
    with pytest.raises(EngineError, match=said):
        Names(f"urn:x:{n}" for n in range(10_000))
