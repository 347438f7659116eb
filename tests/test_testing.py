"""The asserts for tests of whoever makes dossiers."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import pyoxigraph as ox
import pytest
import rdflib

from dossiers import CASE, DELEGATION, DIRECTION, MIXED, PREFIXES, dossier
from scheidslijn.errors import InputError, UsageError
from scheidslijn.model import Language, RuleBookVersion, Severity
from scheidslijn.namespaces import SHAPE
from scheidslijn.render.text import render
from scheidslijn.testing import (
    Dossiers,
    Expected,
    Wanted,
    assert_findings,
    assert_no_findings,
    report_of,
)
from scheidslijn.validation import Validator

ROOT: Final = Path(__file__).parents[1]
CLEAN: Final = dossier(DIRECTION)
WARNED: Final = CLEAN + ":dier a :Dier .\n"
NO_WORKER: Final = CLEAN.replace("sl:werknemer :pia1 ; ", "")
ROLE: Final = {
    "type": "Rolvervulling",
    "id": "regie",
    "rol": DIRECTION,
    "door": "vera",
    "vanaf": "2026-01-05",
}
FORM: Final[dict[str, Any]] = {
    "type": "Dossier",
    "id": "https://example.org/zaak/7",
    "domein": "verzuim",
    "werknemer": "pia",
    "werkgever": "bakkerij",
    "eersteZiektedag": date(2026, 1, 5),
    "actoren": [
        {"type": "Persoon", "id": "pia"},
        {"type": "Persoon", "id": "vera"},
        {"type": "Organisatie", "id": "bakkerij"},
    ],
    "feiten": [ROLE],
}
MIXED_FORM: Final = FORM | {"feiten": [ROLE, ROLE | {"id": "delegatie", "rol": DELEGATION}]}


def quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(turtle, ox.RdfFormat.TURTLE))


def told(dossiers: Dossiers, fail_on: str = "violation", language: Language = "en") -> str:
    """Return what the assert that nothing is found has to say."""
    with pytest.raises(AssertionError) as caught:
        assert_no_findings(dossiers, fail_on=fail_on, language=language)
    return str(caught.value)


def difference(dossiers: Dossiers, expected: Iterable[Wanted]) -> str:
    """Return what the assert on expected findings has to say."""
    with pytest.raises(AssertionError) as caught:
        assert_findings(dossiers, expected, language="en")
    return str(caught.value)


@pytest.mark.parametrize(
    "dossiers",
    [
        CLEAN,
        FORM,
        [FORM],
        quads(CLEAN),
        [quad.triple for quad in quads(CLEAN)],
        ROOT / "examples" / "verzuim" / "casemanager-werkgeversregie-wel.ttl",
        [ROOT / "examples" / "formulier" / "casemanager-werkgeversregie-wel.dossier.json"],
    ],
    ids=["turtle", "form", "forms", "quads", "triples", "path", "paths"],
)
def test_a_lawful_dossier_passes_in_whatever_form_it_is_given(dossiers: Dossiers) -> None:
    report = assert_no_findings(dossiers, fail_on="info")
    assert (report.conforms, report.checked.dossiers) == (True, 1)
    assert assert_findings(dossiers, []) == report


@pytest.mark.parametrize(
    "dossiers", [MIXED, MIXED_FORM, quads(MIXED)], ids=["turtle", "form", "quads"]
)
def test_an_unlawful_one_fails_in_whatever_form_it_is_given(dossiers: Dossiers) -> None:
    sentence = " ".join(told(dossiers).split())
    for part in ("case manager employer's direction", "at the same time", "under delegation from"):
        assert part in sentence
    assert_findings(dossiers, {"Rolvermenging"})


def test_what_is_raised_is_the_report_as_text() -> None:
    assert told(MIXED) == render(report_of(MIXED), "en").rstrip()
    line = MIXED.splitlines().index(":rol1-0 a sl:Rolvervulling ; sl:dossier :dossier1 ;") + 1
    assert f"\n    <turtle>:{line} (" in told(MIXED)
    assert told(MIXED, language="nl").startswith("Dossier 1\n  overtreding: ")


def test_what_has_no_lines_is_told_without_them() -> None:
    for dossiers in (MIXED_FORM, quads(MIXED)):
        assert "\n    <dossier> (" in told(dossiers)
    assert "\n  <dossier>: $.domein: 'verzuum'" in told(FORM | {"domein": "verzuum"})


@pytest.mark.parametrize(
    ("dossiers", "fail_on", "fails"),
    [
        (MIXED, "violation", True),
        (WARNED, "violation", False),
        (WARNED, "warning", True),
        (WARNED, "info", True),
    ],
    ids=str,
)
def test_only_findings_that_are_heavy_enough_fail(dossiers: str, fail_on: str, fails: bool) -> None:
    if fails:
        told(dossiers, fail_on)
    else:
        report = assert_no_findings(dossiers, fail_on=fail_on)
        assert [finding.severity for finding in report.findings] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("dossiers", "problem"),
    [
        ("", "<turtle>: the file is empty"),
        ("kapot .\nkapot .", "<turtle>:1:1: "),
        (PREFIXES + ":a a :B .", "holds no dossier"),
        ("zaak \udce9 x", "<turtle>:1:6: the text is not UTF-8"),
    ],
)
def test_what_cannot_be_judged_passes_neither_assert(dossiers: str, problem: str) -> None:
    assert problem in told(dossiers)
    assert problem in difference(dossiers, set())
    assert problem in difference(dossiers, {"Rolvermenging"})


@pytest.mark.parametrize(
    "expected",
    [
        {"Rolvermenging"},
        {SHAPE + "Rolvermenging"},
        {("Rolvermenging", "violation")},
        [("Rolvermenging", "violation", CASE + "rol1-0")],
        [("Rolvermenging", "violation", "rol1-0", "taakdelegatie-werkgever")],
        [Expected(norm="taakdelegatie-werkgever")],
        [Expected(focus="rol1-0"), Expected(severity="violation")],
    ],
    ids=str,
)
def test_findings_are_those_that_are_expected(expected: Iterable[Wanted]) -> None:
    report = assert_findings(MIXED, expected)
    assert len(report.findings) == 1


@pytest.mark.parametrize(
    "expected",
    [
        ("Rolvermenging", "warning"),
        ("Rolvermenging", "violation", CASE + "rol1-1"),
        ("Rolvermengin",),
        ("Rolvermenging", "violation", "rol1-0", "taakdelegatie"),
    ],
    ids=str,
)
def test_an_expectation_that_is_partly_wrong_is_not_met(expected: tuple[str, ...]) -> None:
    lines = difference(MIXED, [expected]).splitlines()
    assert lines[:4] == [
        "Expected, but not found:",
        f"  {Expected(*expected)}",
        "Found, but not expected:",
        "  Expected(shape='Rolvermenging', severity='violation', "
        f"focus='{CASE}rol1-0', norm='taakdelegatie-namens-werkgever')",
    ]
    assert lines[5:7] == [
        "Dossier 1",
        "  violation: In this case Vera Voorbeeld is case manager employer's direction and at the "
        "same time",
    ]


def test_a_finding_too_many_and_one_too_few_both_fail() -> None:
    warned = MIXED + ":dier a :Dier .\n"
    assert_findings(warned, {"Rolvermenging", "Onbeoordeeld"})
    too_many = difference(warned, {"Rolvermenging"})
    assert too_many.startswith("Found, but not expected:\n  Expected(shape='Onbeoordeeld', ")
    assert "Rolvermenging" not in too_many
    assert "at the same time" not in too_many
    too_few = difference(MIXED, {"Rolvermenging", "Onbeoordeeld"})
    assert too_few.startswith("Expected, but not found:\n  Expected(shape='Onbeoordeeld')\n")
    assert "Found, but" not in too_few


def test_what_is_told_as_found_can_be_expected() -> None:
    assert_findings(MIXED, [eval(difference(MIXED, set()).splitlines()[1])])


@pytest.mark.parametrize(
    "case",
    [
        path
        for path in sorted((ROOT / "shapes").glob("*/invalid/*.expected.json"))[::40]
        if "quality" not in path.parts
    ],
    ids=lambda path: path.stem,
)
def test_the_cases_of_the_shapes_are_found_as_they_expect(case: Path) -> None:
    rows = json.loads(case.read_text(encoding="utf-8"))
    expected = [(row["shape"], row["severity"], row["focus"]) for row in rows]
    dossiers = case.with_name(case.name.replace(".expected.json", ".ttl"))
    assert_findings(dossiers, expected)
    difference(dossiers, set(expected) - {expected[0]})


def test_dossiers_that_are_given_together_are_judged_together() -> None:
    here = FORM["id"] + "/"
    other = FORM | {
        "id": "https://example.org/zaak/8",
        "werkgever": here + "bakkerij",
        "actoren": [
            {"type": "Persoon", "id": "pia"},
            {"type": "Persoon", "id": here + "vera"},
            {"type": "Organisatie", "id": here + "bakkerij"},
        ],
        "feiten": [ROLE | {"rol": DELEGATION, "door": here + "vera"}],
    }
    for each in (FORM, other):
        assert_no_findings(each, fail_on="warning")
    for several in ([FORM, other], [*graph(1, DIRECTION), *graph(2, DELEGATION)]):
        report = assert_no_findings(several)
        assert [finding.severity for finding in report.findings] == [Severity.WARNING]


def graph(number: int, role: str) -> list[ox.Quad]:
    name = ox.NamedNode(f"urn:zaak:{number}")
    found = quads(dossier(role, number=number))
    return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in found]


def test_a_day_and_a_reading_are_those_of_the_report() -> None:
    report = assert_no_findings(CLEAN, on=date(2026, 3, 1), reading="lenient")
    assert (report.on, report.reading) == (date(2026, 3, 1), "lenient")
    assert report_of(CLEAN).on is None


def test_a_validator_that_is_loaded_is_used_and_has_its_own_day() -> None:
    validator = Validator.packaged(on=date(2026, 3, 1))
    assert assert_no_findings(CLEAN, validator=validator).on == date(2026, 3, 1)
    with pytest.raises(UsageError, match="its own reading and day"):
        assert_no_findings(CLEAN, validator=validator, on=date(2026, 3, 1))
    with pytest.raises(UsageError, match="its own reading and day"):
        assert_findings(CLEAN, set(), validator=validator, reading="lenient")


@pytest.mark.parametrize(
    ("dossiers", "problem"),
    [
        ("zaken/een.ttl", r"'zaken/een.ttl' is no Turtle; .* pathlib.Path"),
        (__file__, r"is no Turtle; a file is given as a pathlib.Path"),
        (7, r"A int cannot be judged"),
        (rdflib.Graph(), r"A Graph cannot be judged; of a graph of rdflib give graph.serialize"),
        ([], r"Several dossiers are all paths, all dictionaries, or all statements"),
        ([FORM, Path("a.ttl")], r"all paths, all dictionaries, or all statements"),
        ([CLEAN], r"all paths, all dictionaries, or all statements"),
        (FORM | {"vanaf": datetime(2026, 1, 5)}, r"a datetime is no value of JSON"),
        (FORM | {"vanaf": {1, 2}}, r"a set is no value of JSON"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_dossier_is_refused(dossiers: object, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        assert_no_findings(cast("Dossiers", dossiers))


def test_a_graph_of_rdflib_goes_as_turtle() -> None:
    graph = rdflib.Graph().parse(io.StringIO(MIXED), format="turtle")
    assert_findings(graph.serialize(format="turtle"), {"Rolvermenging"})


def test_a_name_of_a_file_with_a_space_in_it_is_no_turtle_either(tmp_path: Path) -> None:
    file = tmp_path / "een zaak.ttl"
    file.write_text(CLEAN, encoding="utf-8")
    with pytest.raises(UsageError, match=r"is no Turtle; a file is given as a pathlib.Path"):
        assert_no_findings(str(file))
    assert_no_findings(file)


def test_what_no_shape_looked_at_passes_neither_assert() -> None:
    blind = Validator(quads(CLEAN), (), RuleBookVersion("0", "0"))
    for check in (assert_no_findings, partial(assert_findings, expected=())):
        with pytest.raises(AssertionError, match="no shape looked"):
            check(CLEAN, validator=blind, language="en")


def test_a_path_that_is_not_there_is_an_error_and_no_failure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        assert_no_findings(tmp_path / "weg.ttl")


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        ("Rolvermenging", "put the one name in braces"),
        ([()], "needs a shape, severity, focus node or norm"),
        ([("Rolvermenging", "ernstig")], "'ernstig' is no severity; known are violation, warning"),
        ([("a", "violation", "b", "c", "d")], "is no expected finding"),
        ([7], "is no expected finding"),
    ],
)
def test_an_expectation_that_says_nothing_is_refused(expected: object, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        assert_findings(MIXED, cast("Iterable[Wanted]", expected))


def test_a_threshold_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="'fout' is no severity"):
        assert_no_findings(CLEAN, fail_on="fout")


def test_the_asserts_need_no_pytest() -> None:
    code = (
        "import sys; sys.modules['pytest'] = None\n"
        "from scheidslijn.testing import assert_no_findings\n"
        "assert_no_findings(sys.stdin.read())"
    )
    subprocess.run([sys.executable, "-c", code], input=CLEAN, text=True, check=True, timeout=60)
