"""Validation as a library: reports, notices, phases, and an independent count of role mixing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import scheidslijn
from dossiers import CASE, CLEAN, DELEGATION, DIRECTION, MIXED, PREFIXES, dossier
from scheidslijn import resources
from scheidslijn.errors import InputError, RuleBookError, UsageError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Checked, Finding, Report, Severity
from scheidslijn.namespaces import ID, RDF_TYPE, SHAPE, SL
from scheidslijn.validation import Validator, validate


@cache
def packaged() -> Validator:
    return Validator.packaged()


def source(text: str, name: str = "zaak.ttl") -> Source:
    return Source(name, None, Syntax.TURTLE, text.encode())


def check(*texts: str) -> Report:
    named = [source(text, f"zaak-{number}.ttl") for number, text in enumerate(texts)]
    return packaged().validate(named)


# Reports


def test_the_package_offers_it() -> None:
    assert scheidslijn.validate is validate
    assert scheidslijn.Report is Report


def test_a_clean_dossier_conforms_and_says_what_was_checked() -> None:
    report = check(CLEAN)
    assert not report.findings
    assert not report.problems
    assert report.conforms
    assert [(each.iri, each.label.nl) for each in report.dossiers] == [
        (CASE + "dossier1", "Dossier 1")
    ]
    assert (report.checked.dossiers, report.checked.triples) == (1, 14)
    assert report.checked.shapes > 10
    assert report.checked.norms > 10
    assert report.engine == "compiled"
    assert report.version == report.rulebook.version == resources.package_version()
    assert len(report.rulebook.sha256) == 64


def test_a_finding_is_ready_to_be_shown() -> None:
    report = check(MIXED)
    (found,) = report.findings
    assert not report.conforms
    assert (found.dossier, found.shape) == (CASE + "dossier1", SHAPE + "Rolvermenging")
    assert (found.focus, found.value) == (CASE + "rol1-0", CASE + "rol1-1")
    assert found.severity is Severity.VIOLATION
    assert (found.file, found.line) == ("zaak-0.ttl", 14)
    assert [person.label.nl for person in found.persons] == ["Vera Voorbeeld"]
    assert {role.iri for role in found.roles} == {
        f"{ID}rol/{DIRECTION}",
        f"{ID}rol/{DELEGATION}",
    }
    assert "Vera Voorbeeld" in found.message.nl
    assert "Vera Voorbeeld" in found.message.en
    assert found.norms[0].iri == f"{ID}norm/taakdelegatie-namens-werkgever"
    assert f"{ID}norm/nvab-taakdelegatie-werkgever" in {norm.iri for norm in found.diverging}
    assert found.legal_basis
    assert found.sources


@pytest.mark.parametrize(
    ("dossiers", "shapes", "conforms"), [(1, 1, True), (0, 1, False), (1, 0, False), (0, 0, False)]
)
def test_what_nobody_looked_at_does_not_conform(dossiers: int, shapes: int, conforms: bool) -> None:
    counted = Checked(dossiers=dossiers, shapes=shapes, norms=1, triples=1)
    assert replace(check(CLEAN), checked=counted).conforms is conforms


def test_no_sources_make_an_empty_report_that_does_not_conform() -> None:
    report = packaged().validate([])
    assert report.checked.dossiers == report.checked.triples == 0
    assert not report.findings
    assert not report.problems
    assert not report.dossiers
    assert not report.conforms


def test_a_validator_gives_the_same_report_again() -> None:
    first = check(MIXED)
    assert check(CLEAN).conforms
    assert check(MIXED) == first


def test_the_order_of_sources_does_not_matter() -> None:
    texts = (
        dossier(DIRECTION, number=1),
        dossier(DELEGATION, number=2),
        dossier(DIRECTION, DELEGATION, number=3, employer="molen"),
        "geen Turtle",
    )
    named = [source(text, f"{number}.ttl") for number, text in enumerate(texts)]
    reports = {packaged().validate(order) for order in (named, named[2:] + named[:2], named[::-1])}
    (report,) = reports
    assert [found.severity.name for found in report.findings] == ["WARNING", "VIOLATION"]
    assert len(report.problems) == 1


def test_a_file_that_cannot_be_read_leaves_the_others_judged() -> None:
    report = check(MIXED, "geen Turtle", dossier(number=2, employer="molen"), PREFIXES, ":a a :b .")
    assert [problem.source for problem in report.problems] == [
        "zaak-1.ttl",
        "zaak-3.ttl",
        "zaak-4.ttl",
    ]
    assert report.problems[0].line == 1
    assert [each.iri for each in report.dossiers] == [CASE + "dossier1", CASE + "dossier2"]
    assert {found.file for found in report.findings} == {"zaak-0.ttl", "zaak-2.ttl"}
    assert not report.conforms


def test_a_file_without_a_dossier_is_a_problem_and_no_clean_pass() -> None:
    report = check(PREFIXES + ":a a sl:Persoon .")
    (problem,) = report.problems
    assert "holds no dossier" in problem.message
    assert report.checked == replace(report.checked, dossiers=0, triples=0)
    assert not report.conforms


def test_a_named_graph_without_a_dossier_is_named() -> None:
    body = CLEAN.removeprefix(PREFIXES)
    text = f"{PREFIXES}:vol {{ {body} }}\n:leeg {{ :a a sl:Persoon . }}"
    report = packaged().validate([Source("zaak.trig", None, Syntax.TRIG, text.encode())])
    (problem,) = report.problems
    assert f"(graph {CASE}leeg)" in problem.message
    assert report.checked.dossiers == 1


def test_a_dossier_cannot_rename_the_rule_book() -> None:
    report = check(MIXED + f'<{ID}rol/{DIRECTION}> rdfs:label "onschuldig" .')
    assert len(report.problems) == 1
    assert not report.conforms


def test_a_dossier_cannot_change_the_rule_book_for_the_next() -> None:
    tampering = CLEAN + f"<{ID}rol/coach> sl:brederRol <{ID}rol/{DELEGATION}> ."
    other = dossier(DIRECTION, "coach", number=2, employer="molen")
    before = packaged().validate([source(other)])
    both = packaged().validate([source(tampering, "eerst.ttl"), source(other)])
    assert before.conforms
    assert [each for each in both.findings if each.file == "zaak.ttl"] == []
    assert packaged().validate([source(other)]) == before


# Across dossiers


def across(report: Report) -> list[Finding]:
    return [
        each for each in report.findings if each.shape == SHAPE + "RolvermengingZelfdeWerkgever"
    ]


def test_one_person_in_two_dossiers_of_one_employer_is_a_warning() -> None:
    report = check(dossier(DIRECTION, number=1), dossier(DELEGATION, number=2))
    (found,) = across(report)
    assert found.severity is Severity.WARNING
    assert (found.dossier, found.file, found.line) == (CASE + "dossier1", "zaak-0.ttl", 14)
    assert (found.focus, found.value) == (CASE + "rol1-0", CASE + "rol2-0")
    assert len(report.findings) == 1


@pytest.mark.parametrize(
    "other",
    [
        dossier(DELEGATION, number=2, employer="molen"),
        dossier(DIRECTION, number=2),
        dossier(DELEGATION, number=2).replace(":vera", ":teun"),
        dossier(DELEGATION, number=2).replace("domein:verzuim", "domein:wga"),
    ],
    ids=["another employer", "the same role", "another person", "another domain"],
)
def test_what_differs_between_dossiers_is_no_warning(other: str) -> None:
    assert across(check(dossier(DIRECTION, number=1), other)) == []


def test_roles_at_different_times_are_no_warning_across_dossiers() -> None:
    ended = dossier(DIRECTION, number=1) + ':rol1-0 sl:totEnMet "2026-01-31"^^xsd:date .'
    later = dossier(DELEGATION, number=2).replace("2026-01-05", "2026-02-01")
    assert across(check(ended, later)) == []
    touching = dossier(DELEGATION, number=2).replace("2026-01-05", "2026-01-31")
    assert len(across(check(ended, touching))) == 1


# From paths


def test_progress_and_notices_are_passed_on(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(CLEAN)
    (tmp_path / "b.ttl").write_text("?")
    (tmp_path / "lus").symlink_to(".", target_is_directory=True)
    steps: list[tuple[int, int]] = []
    notices: list[str] = []
    report = validate(
        [str(tmp_path)],
        progress=lambda done, of_all: steps.append((done, of_all)),
        notify=notices.append,
    )
    size = sum(each.stat().st_size for each in tmp_path.glob("*.ttl"))
    assert steps == [(size, size)]
    assert len(notices) == 1
    assert notices[0].startswith(f"{tmp_path}/lus: the link leads to a folder that was read")
    assert report.checked.dossiers == len(report.problems) == 1


def test_standard_input_and_own_rules_are_read(tmp_path: Path) -> None:
    shape = tmp_path / "shape.ttl"
    shape.write_text(
        PREFIXES
        + "<urn:mijn> a sh:NodeShape ; sh:targetClass sl:Dossier ; sh:nodeKind sh:Literal ."
    )
    report = validate(["-"], shapes=[str(shape)], stdin=CLEAN.encode, input_format="turtle")
    (found,) = report.findings
    assert (found.shape, found.file) == ("urn:mijn", "<stdin>")
    assert found.message.en.startswith("Does not conform to the shape urn:mijn")


def test_wrong_calls_raise() -> None:
    with pytest.raises(UsageError, match="no path was given"):
        validate([])
    with pytest.raises(UsageError, match="unknown input format"):
        validate(["x.ttl"], input_format="csv")
    with pytest.raises(InputError, match="no such file"):
        validate(["geen.ttl"])
    with pytest.raises(RuleBookError, match=r"geen\.ttl"):
        Validator.packaged(rules=["geen.ttl"])


# An independent count, which knows the norms and no SPARQL


@dataclass(frozen=True)
class Filled:
    """One role assignment of a generated dossier."""

    person: str
    role: str
    start: date
    end: date | None

    def overlaps(self, other: Filled) -> bool:
        last = date.max
        return self.start <= (other.end or last) and other.start <= (self.end or last)


@dataclass(frozen=True)
class Pair:
    """A norm of the rule book on two roles in one hand, in sickness absence."""

    roles: tuple[str, str]
    in_any_order: bool


class Norms:
    """What docs/model.md says about role pairs, read from the rule book triple by triple."""

    def __init__(self) -> None:
        self.graph: dict[tuple[str, str], list[str]] = {}
        for triple in resources.read_graph(resources.ontology_files()):
            if not isinstance(triple.subject, ox.Triple) and not isinstance(
                triple.object, ox.Triple
            ):
                key = (triple.subject.value, triple.predicate.value)
                self.graph.setdefault(key, []).append(triple.object.value)
        typed = {s: o for (s, p), o in self.graph.items() if p == RDF_TYPE}
        self.roles = sorted(
            iri.removeprefix(f"{ID}rol/") for iri in typed if iri.startswith(f"{ID}rol/")
        )
        self.pairs = [self._pair(iri) for iri in typed if self._counts(iri)]
        self.excepted = {
            norm
            for iri in typed
            if f"{ID}domein/verzuim" in self.about(iri, "domein")
            for norm in self.about(iri, "uitzonderingOp")
            if self._counts(norm)
        }

    def about(self, subject: str, name: str) -> list[str]:
        return self.graph.get((subject, SL + name), [])

    def _counts(self, iri: str) -> bool:
        return (
            len(self.about(iri, "onverenigbareRol")) == 2
            and SHAPE + "Rolvermenging" in self.about(iri, "getoetstDoor")
            and f"{ID}domein/verzuim" in self.about(iri, "domein")
            and f"{ID}actorsoort/natuurlijk-persoon" in self.about(iri, "geldtVoor")
            and not self.about(iri, "geldtAlleenVoorHandelen")
        )

    def _pair(self, iri: str) -> Pair:
        first, second = self.about(iri, "onverenigbareRol")
        return Pair((first, second), f"{ID}periode/ongeacht-volgorde" in self.about(iri, "periode"))

    def covers(self, wide: str, role: str) -> bool:
        """Tell whether a norm on the wide role reaches this role."""
        return role == wide or any(self.covers(wide, up) for up in self.about(role, "brederRol"))

    def forbid(self, role: str, other: str, at_once: bool) -> bool:
        return any(
            (at_once or pair.in_any_order)
            and any(
                self.covers(wide, role) and self.covers(wide_other, other)
                for wide, wide_other in (pair.roles, pair.roles[::-1])
            )
            for pair in self.pairs
        )

    def mixed(self, filled: list[Filled]) -> Iterator[tuple[str, str]]:
        """Yield what is mixed: two assignments, or one and the role of being the employee."""
        employee = f"{ID}rol/werknemer"
        written = any(
            each.person == "p0" and self.covers(employee, f"{ID}rol/{each.role}") for each in filled
        )
        for number, one in enumerate(filled):
            role = f"{ID}rol/{one.role}"
            if one.person == "p0" and not written and self.forbid(role, employee, at_once=True):
                yield (f"{CASE}r{number}", f"{CASE}dossier")
        for (n, one), (m, other) in combinations(enumerate(filled), 2):
            roles = (f"{ID}rol/{one.role}", f"{ID}rol/{other.role}")
            if one.person == other.person and self.forbid(*roles, one.overlaps(other)):
                yield (f"{CASE}r{n}", f"{CASE}r{m}")


NORMS: Final = Norms()
DAY: Final = date(2026, 1, 1)
_days = st.integers(0, 6).map(lambda number: DAY + timedelta(days=number))
_likely = [DIRECTION, DELEGATION, "bedrijfsarts", "leidinggevende", "casemanager", "coach"]


@st.composite
def _filled(draw: st.DrawFn) -> Filled:
    start = draw(_days)
    length = draw(st.none() | st.integers(0, 3))
    return Filled(
        person=draw(st.sampled_from(["p0", "p1"])),
        role=draw(st.sampled_from(_likely) | st.sampled_from(NORMS.roles)),
        start=start,
        end=None if length is None else start + timedelta(days=length),
    )


def in_turtle(filled: list[Filled]) -> str:
    lines = [
        PREFIXES,
        ":dossier a sl:Dossier ; sl:domein domein:verzuim ; sl:werknemer :p0 ; sl:werkgever :w .",
        ":w a sl:Organisatie . :p0 a sl:Persoon . :p1 a sl:Persoon .",
    ]
    for number, each in enumerate(filled):
        until = "" if each.end is None else f' ; sl:totEnMet "{each.end}"^^xsd:date'
        lines.append(
            f":r{number} a sl:Rolvervulling ; sl:dossier :dossier ; sl:door :{each.person} ;"
            f' sl:rol rol:{each.role} ; sl:vanaf "{each.start}"^^xsd:date{until} .'
        )
    return "\n".join(lines)


def test_the_independent_count_has_norms_to_count_with() -> None:
    assert len(NORMS.pairs) > 10
    assert set(_likely) < set(NORMS.roles)
    # Exceptions are not counted; on these pairs the rule book has none in this domain.
    assert not NORMS.excepted
    assert list(NORMS.mixed([])) == []


# Few and small: pySHACL takes seconds where one person has many roles.
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_filled(), min_size=2, max_size=3))
@example(
    [Filled("p0", DIRECTION, DAY, None), Filled("p0", "vertegenwoordiger-werknemer", DAY, None)]
)
@example([Filled("p0", DIRECTION, DAY, DAY), Filled("p0", "werknemer", DAY + timedelta(1), None)])
@example([Filled("p0", DIRECTION, DAY, None), Filled("p0", "coach", DAY, None)])
def test_role_mixing_is_what_an_independent_count_finds(filled: list[Filled]) -> None:
    report = check(in_turtle(filled))
    found = {
        (each.focus, each.value)
        for each in report.findings
        if each.shape == SHAPE + "Rolvermenging" and each.severity is Severity.VIOLATION
    }
    assert found == set(NORMS.mixed(filled))
