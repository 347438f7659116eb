"""What batches say is gathered on disk, sorted there, each finding once."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from many import n_quads_file, packaged
from test_since import BETWEEN, graph

from dossiers import DELEGATION, DIRECTION
from reports import reports
from scheidslijn.batches import Judged
from scheidslijn.batches.gathering import Gathering
from scheidslijn.errors import EngineError
from scheidslijn.fingerprint import Fingerprint
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Finding, Named, Problem, Report, Severity, Text
from scheidslijn.namespaces import SH, SHAPE
from scheidslijn.validation import _MOST_HELD


def finding(dossier: str, number: int = 0, severity: Severity = Severity.VIOLATION) -> Finding:
    text = Text(nl="iets", en="something")
    return Finding(
        dossier=dossier,
        shape=SHAPE + "Rolvermenging",
        component=SH + "SPARQLConstraintComponent",
        severity=severity,
        focus=f"urn:x{number}",
        path=None,
        value=None,
        message=text,
        remedy=text,
        file="a.nq",
        line=number or None,
    )


def judged(dossier: str, *findings: Finding, source: str = "a.nq", graph: str = "") -> Judged:
    label = Text(nl=dossier, en=dossier)
    return Judged(
        source=source,
        where=f"{source} (graph {graph or dossier})",
        findings=findings,
        dossiers=(Named(dossier, label),),
        claimed=(dossier,),
        triples=10,
        graph=graph or dossier,
        line=1,
        sha256="a" * 64 if source == "a.nq" else "b" * 64,
    )


def order(found: Finding) -> tuple[object, ...]:
    return (found.dossier, -found.severity, found.file or "", found.line or 0, found.shape,
            found.focus, found.path or "", found.value or "", found.component)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(reports, max_size=3))
def test_findings_come_sorted_and_once_in_whatever_order_they_were_added(
    made: list[Report],
) -> None:
    # the search for files gives none with lone surrogates
    every = [
        replace(each, file=each.file and each.file.encode(errors="replace").decode())
        for report in made
        for each in report.findings
    ]
    gathering = Gathering()
    gathering.add_findings(every)
    gathering.add_findings(every[::-1])
    on_disk = gathering.findings()
    found = list(on_disk)
    assert sorted(map(repr, found)) == sorted({repr(each) for each in every})
    assert list(map(order, found)) == sorted(map(order, found))
    assert len(on_disk) == len(found)
    assert list(on_disk) == found


def test_more_than_a_report_holds_stays_on_disk_and_is_the_same_each_time() -> None:
    gathering = Gathering()
    numbers = list(range(1, _MOST_HELD + 2))
    random.Random(7).shuffle(numbers)
    gathering.add(0, [judged("urn:d", *(finding("urn:d", number) for number in numbers))])
    found = gathering.findings()
    assert not isinstance(found, tuple)
    assert len(found) == _MOST_HELD + 1
    assert [each.line for each in found] == list(range(1, _MOST_HELD + 2))
    assert found[0].line == 1
    assert found[-1].line == _MOST_HELD + 1
    assert [each.line for each in found[2:4]] == [3, 4]
    with pytest.raises(IndexError):
        found[_MOST_HELD + 1]


def test_a_dossier_in_two_places_counts_where_it_came_first() -> None:
    gathering = Gathering()
    gathering.add(1, [judged("urn:d", finding("urn:d", 2), source="b.nq")])
    other = judged("urn:e", finding("urn:e", 3), source="b.nq")
    gathering.add(0, [judged("urn:d", finding("urn:d", 1)), other])
    gathering.leave_spread()
    assert [each.line for each in gathering.findings()] == [1, 3]
    assert [each.message for each in gathering.problems()] == [
        "the dossier urn:d stands in a.nq (graph urn:d) and in b.nq (graph urn:d); "
        "put it in one place."
    ]
    assert gathering.triples == 20
    # what was read with it from the same file is looked at again by a later run
    assert [each.graph for each in gathering.fingerprints()] == ["urn:d"]


def test_a_graph_that_lost_a_finding_to_its_double_is_not_relied_on() -> None:
    gathering = Gathering()
    same = finding("", 0)
    gathering.add(0, [judged("urn:d", same), judged("urn:e", same, source="b.nq")])
    assert list(gathering.findings()) == [same]
    assert list(gathering.fingerprints()) == [
        Fingerprint("a.nq", "urn:d", 1, "a" * 64, (same.id,)),
    ]


def test_problems_come_sorted() -> None:
    gathering = Gathering()
    gathering.add_problems([Problem("b", "x"), Problem("a", "y"), Problem("a", "x")])
    assert [(p.source, p.message) for p in gathering.problems()] == [
        ("a", "x"),
        ("a", "y"),
        ("b", "x"),
    ]


def test_rows_are_not_committed_one_by_one() -> None:
    gathering = Gathering()
    gathering.add(0, [judged("urn:d", finding("", 0))])
    assert gathering._database.in_transaction


def test_a_full_disk_is_named() -> None:
    gathering = Gathering()
    list(gathering.rows("PRAGMA max_page_count = 30"))
    with pytest.raises(EngineError, match=r"cannot be kept on disk.*full.*SQLITE_TMPDIR"):
        gathering.add_findings(finding("urn:d", number) for number in range(5000))


# Between dossiers


def between(sources: list[Source]) -> list[tuple[str, str, str, str]]:
    report = packaged().validate(sources)
    assert not report.problems
    return [
        (f.dossier, f.focus, f.value or "", f.message.en)
        for f in report.findings
        if f.shape == BETWEEN
    ]


GRAPHS = [
    graph(number, (DIRECTION, DELEGATION)[number % 2], employer=employer, person=person)
    for number, (employer, person) in enumerate(
        (employer, person)
        for employer in ("werf", "molen")
        for person in ("vera", "teun", "vera", "noor", "teun", "vera")
    )
]


def test_what_lies_between_dossiers_is_found_wherever_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = between([n_quads_file(tmp_path, "".join(GRAPHS).encode())])
    # of one employer: vera in 0 and 2 directs, in 5 has tasks delegated; teun in 1 and 4
    assert [
        (focus.rpartition("/")[2], value.rpartition("/")[2]) for _, focus, value, _ in whole
    ] == [
        ("rol0-0", "rol5-0"),
        ("rol1-0", "rol4-0"),
        ("rol10-0", "rol7-0"),
        ("rol11-0", "rol6-0"),
        ("rol11-0", "rol8-0"),
        ("rol2-0", "rol5-0"),
    ]
    apart = [n_quads_file(tmp_path, text.encode(), f"{n}.nq") for n, text in enumerate(GRAPHS)]
    assert between(apart) == whole
    assert between(apart[::-1]) == whole
    one = "".join(line.rpartition("<")[0] + ".\n" for line in "".join(GRAPHS).splitlines())
    (tmp_path / "een.nt").write_text(one)
    assert between([Source("een.nt", tmp_path / "een.nt", Syntax.N_TRIPLES)]) == whole
    monkeypatch.setattr("scheidslijn.batches.between._MOST", 1)
    assert between(apart) == whole


def test_blank_nodes_of_two_files_are_two_persons(tmp_path: Path) -> None:
    texts = [graph(1, DIRECTION, employer="werf"), graph(2, DELEGATION, employer="werf")]
    blank = [
        text.replace(f"<https://example.org/zaak/vera{n}>", "_:vera")
        for n, text in enumerate(texts, 1)
    ]
    assert (
        between([n_quads_file(tmp_path, t.encode(), f"{n}.nq") for n, t in enumerate(blank)]) == []
    )
