"""Which norms are applied: of one reading, valid on one day; and dossiers judged as of that day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dossiers import CASE, PREFIXES, dossier
from scheidslijn import resources
from scheidslijn.applicable import applicable
from scheidslijn.dump import Dump
from scheidslijn.errors import RuleBookError, UsageError
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import READINGS, Finding, Reading, Report, RuleBookVersion, Statement
from scheidslijn.namespaces import ID, OWL, SHAPE, SL, XSD
from scheidslijn.rdfio import read_units
from scheidslijn.validation import EngineName, Validator, validate

STRICT: Final = f"{ID}lezing/streng"
LENIENT: Final = f"{ID}lezing/soepel"
ROLES: Final = ("coach", "mediator", "arbeidsdeskundige")
LAST: Final = date(2026, 2, 28)
FIRST: Final = date(2026, 3, 1)
ROOT: Final = Path(__file__).parents[1]


def norm(name: str, roles: Sequence[str] = ROLES[:2], more: str = "") -> str:
    """Return a norm of one's own in Turtle: these two roles do not go together."""
    first, second = roles
    return f"""<urn:norm:{name}> a sl:Onverenigbaarheid ; rdfs:label "{name}" ;
    sl:onverenigbareRol rol:{first}, rol:{second} ; sl:domein domein:verzuim ;
    sl:periode <{ID}periode/gelijktijdig> ; sl:bereik <{ID}bereik/zelfde-dossier> ;
    sl:geldtVoor <{ID}actorsoort/natuurlijk-persoon> ;
    sl:getoetstDoor <{SHAPE}Rolvermenging> {more} .
"""


def exception(name: str, to: str, roles: Sequence[str] = ROLES[:2], more: str = "") -> str:
    """Return an exception to such a norm that no condition limits."""
    first, second = roles
    return f"""<urn:norm:{name}> a sl:Uitzondering ; rdfs:label "{name}" ;
    sl:uitzonderingOp <urn:norm:{to}> ; sl:domein domein:verzuim ;
    sl:toegestaneRol rol:{first}, rol:{second} {more} .
"""


def read(text: str) -> tuple[ox.Quad, ...]:
    """Return the statements of Turtle with the usual prefixes."""
    return tuple(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


def marked(reading: str) -> str:
    return f"; sl:lezing <{reading}>"


def valid(first: str = "", until: str = "") -> str:
    return "".join(
        f'; sl:{name} "{day}"^^xsd:date'
        for name, day in (("geldigVanaf", first), ("vervaltOp", until))
        if day
    )


def applied(
    text: str, reading: Reading = "strict", on: date | None = None
) -> tuple[set[str], set[str]]:
    """Return the norms that a shape checks, and the exceptions, of an applicable rule book."""
    kept = applicable(read(text), reading, on)
    return tuple(  # type: ignore[return-value]
        {
            str(s.subject).strip("<>").removeprefix("urn:norm:")
            for s in kept
            if s.predicate.value == SL + name
        }
        for name in ("getoetstDoor", "uitzonderingOp")
    )


# The selection


def test_a_rule_book_without_readings_stays_as_it_is() -> None:
    book = read(norm("a") + exception("b", "a") + norm("c", more=valid("2030-01-01")))
    assert applicable(book) == applicable(book, "lenient") == book


def test_a_norm_of_another_reading_is_not_applied() -> None:
    text = (
        norm("streng", more=marked(STRICT))
        + norm("soepel", more=marked(LENIENT))
        + norm("beide", more=marked(STRICT) + marked(LENIENT))
        + norm("elke")
    )
    assert applied(text)[0] == {"streng", "beide", "elke"}
    assert applied(text, "lenient")[0] == {"soepel", "beide", "elke"}


def test_what_is_not_applied_is_still_known_by_name() -> None:
    book = read(norm("soepel", more=marked(LENIENT)))
    gone = {s.predicate.value for s in set(book) - set(applicable(book))}
    assert gone == {SL + "getoetstDoor", SL + "onverenigbareRol"}


def test_an_exception_of_another_reading_excuses_nothing_and_marks_its_norm() -> None:
    text = norm("a") + exception("b", "a", more=marked(LENIENT))
    assert applied(text) == ({"a"}, set())
    assert applied(text, "lenient") == ({"a"}, {"b"})
    for reading, iri in zip(READINGS, (STRICT, LENIENT), strict=True):
        added = set(applicable(read(text), reading)) - set(read(text))
        assert [str(s.object) for s in added] == [f"<{iri}>"]


@pytest.mark.parametrize(
    ("first", "until", "on", "holds"),
    [
        ("2026-03-01", "", LAST, False),
        ("2026-03-01", "", FIRST, True),
        ("2026-03-01Z", "", FIRST, True),
        ("", "2026-03-01", LAST, True),
        ("", "2026-03-01", FIRST, False),
        ("", "2026-03-01+01:00", FIRST, False),
        ("2026-01-01", "2026-03-01", LAST, True),
        ("2026-03-01", "2026-03-01", FIRST, False),
        ("", "", FIRST, True),
        ("2030-01-01", "2020-01-01", None, True),
    ],
)
def test_a_norm_holds_from_its_first_day_until_the_day_it_lapses(
    first: str, until: str, on: date | None, holds: bool
) -> None:
    text = norm("a", more=valid(first, until)) + exception("b", "c", more=valid(first, until))
    assert applied(text, on=on) == (({"a"}, {"b"}) if holds else (set(), set()))


def test_readings_and_dates_that_cannot_be_understood_are_refused_by_name() -> None:
    with pytest.raises(RuleBookError, match="urn:norm:a has the reading urn:x; known are <"):
        applicable(read(norm("a", more=marked("urn:x"))))
    for day in ("2026", "2026-02-30", "maart"):
        book = read(norm("a", more=valid(day)))
        assert applicable(book) == book
        with pytest.raises(RuleBookError, match=r"urn:norm:a has .*such as 2026-03-01"):
            applicable(book, on=FIRST)
    with pytest.raises(RuleBookError, match="geldigVanaf"):
        applicable(read("<urn:a> sl:geldigVanaf <urn:b> ."), on=FIRST)
    with pytest.raises(UsageError, match="unknown reading 'mild'; known are strict, lenient"):
        applicable((), "mild")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="a day was expected"):
        applicable((), on=datetime(2026, 3, 1, 12))


# Validation


@cache
def book() -> tuple[Statement, ...]:
    """Return ontology and rule book without any norm, so that only a test's own norms count."""
    own = f"{ID}norm/"
    return tuple(
        quad
        for quad in resources.read_graph(resources.ontology_files())
        if not str(quad.subject).strip("<>").startswith(own)
    )


@cache
def pair_shapes() -> tuple[Statement, ...]:
    return resources.read_graph([ROOT / "shapes" / "rolvermenging" / "shapes.ttl"])


# What a shape of one's own sees of the reference date: the value of each finding.
SEEN: Final = """<urn:vorm:peildatum> a sh:NodeShape ; sh:targetClass sl:Dossier ;
    sh:sparql [ sh:select
    "SELECT $this ?value { $this <https://w3id.org/scheidslijn/def#peildatum> ?value }" ] .
"""


def validator(
    rules: str = "",
    reading: Reading = "strict",
    on: date | None = None,
    shapes: Sequence[Statement] = (),
    engine: EngineName = "compiled",
) -> Validator:
    version = RuleBookVersion("0", "0" * 64)
    graph = tuple(shapes) or pair_shapes()
    return Validator((*book(), *read(rules)), graph, version, engine, None, reading, on)


def check(text: str, checker: Validator, syntax: Syntax = Syntax.TURTLE) -> Report:
    report = checker.validate([Source("zaak", None, syntax, text.encode())])
    assert not report.problems
    return report


def norms(report: Report) -> set[str]:
    return {n.iri.removeprefix("urn:norm:") for f in report.findings for n in f.norms}


@pytest.mark.parametrize(
    ("reading", "name", "label"),
    [("strict", "a", "strenge lezing"), ("lenient", "b", "soepele lezing")],
)
def test_the_reading_decides_what_is_found_and_is_named(
    reading: Reading, name: str, label: str
) -> None:
    rules = norm("a", ROLES[:2], marked(STRICT)) + norm("b", ROLES[1:], marked(LENIENT))
    report = check(dossier(*ROLES), validator(rules, reading))
    assert (report.reading, norms(report)) == (reading, {name})
    (found,) = report.findings
    assert [each.label.nl for each in found.readings] == [label]


def test_a_finding_of_every_reading_names_none() -> None:
    (found,) = check(dossier(*ROLES[:2]), validator(norm("a"))).findings
    assert found.readings == ()


def test_fewer_norms_are_counted_where_fewer_are_applied() -> None:
    rules = norm("a") + norm("b", more=marked(LENIENT)) + norm("c", more=valid("", "2026-03-01"))
    counted = [
        check(dossier(), validator(rules, reading, on)).checked.norms
        for reading in READINGS
        for on in (None, LAST, FIRST)
    ]
    assert counted == [2, 2, 1, 3, 3, 2]


def test_a_norm_that_has_lapsed_gives_no_finding_from_that_day_on() -> None:
    rules = norm("a", more=valid("2026-01-01", "2026-03-01"))
    for case in (dossier(*ROLES[:2]), dossier(*ROLES[:2], number=2)):
        assert norms(check(case, validator(rules, on=LAST))) == {"a"}
        assert norms(check(case, validator(rules, on=FIRST))) == set()
        assert norms(check(case, validator(rules))) == {"a"}


def test_a_lapsed_norm_is_not_found_across_dossiers_or_one_after_the_other() -> None:
    wider = f"; sl:ruimerBereik <{ID}bereik/zelfde-werkgever>"
    rules = norm("a", more=wider + valid("", "2026-03-01"))
    after = dossier(*ROLES[:2]).replace(
        ":rol1-1 a", ':rol1-0 sl:totEnMet "2026-01-20"^^xsd:date .\n:rol1-1 a'
    )
    later = after[: after.rindex("2026-01-05")] + "2026-02-05" + after[after.rindex("-05") + 3 :]
    two = [
        Source(f"{number}.ttl", None, Syntax.TURTLE, dossier(role, number=number).encode())
        for number, role in enumerate(ROLES[:2])
    ]
    for on, found in ((LAST, {"a"}), (FIRST, set())):
        checker = validator(rules, on=on)
        assert norms(checker.validate(two)) == found
        assert norms(check(later, checker)) == found


def test_an_exception_of_one_reading_makes_the_finding_hang_on_it() -> None:
    rules = norm("a") + exception("b", "a", more=marked(LENIENT))
    (found,) = check(dossier(*ROLES[:2]), validator(rules)).findings
    assert [each.iri for each in found.readings] == [STRICT]
    assert not check(dossier(*ROLES[:2]), validator(rules, "lenient")).findings


def test_no_shape_of_the_package_finds_a_norm_that_is_not_applied() -> None:
    rulebook, _ = resources.read_rulebook()
    graph = tuple(rulebook.without(OWL + "imports"))
    lapsed = ox.Literal("2020-01-01", datatype=ox.NamedNode(XSD + "date"))
    old = [
        ox.Quad(each, ox.NamedNode(SL + "vervaltOp"), lapsed)
        for each in {quad.subject for quad in graph}
        if str(each).startswith(f"<{ID}norm/")
    ]
    assert len(old) > 40
    shapes = resources.read_graph(resources.shapes_files())
    version = RuleBookVersion("0", "0" * 64)
    checker = Validator((*graph, *old), shapes, version, on=FIRST, packaged=True)
    cases = sorted((ROOT / "shapes").glob("*/invalid/*.ttl"))
    assert len(cases) > 20
    for path in cases:
        if path.parts[-3] != "quality":
            report = checker.validate([Source(path.name, path, Syntax.TURTLE)])
            assert [f for f in report.findings if f.norms] == [], path


def test_the_call_of_the_package_takes_both(tmp_path: Path) -> None:
    rules, case = tmp_path / "regels.ttl", tmp_path / "zaak.ttl"
    more = marked(LENIENT) + valid("2026-01-01", "2026-03-01")
    rules.write_text(PREFIXES + norm("a", more=more))
    case.write_text(dossier(*ROLES[:2]))

    def found(reading: Reading, on: date | None) -> bool:
        report = validate([str(case)], rules=[str(rules)], reading=reading, on=on)
        assert (report.reading, report.on) == (reading, on)
        return "a" in norms(report)

    assert found("lenient", LAST)
    assert found("lenient", None)
    assert not found("lenient", FIRST)
    assert not found("strict", LAST)


# The reference date


def dates(report: Report) -> list[tuple[str, str | None]]:
    return [(each.focus.removeprefix(CASE), each.value) for each in report.findings]


def day(written: str) -> str:
    return f'"{written}"^^<{XSD}date>'


STATED: Final = dossier() + ':dossier1 sl:peildatum "2025-05-05"^^xsd:date .\n'


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_every_dossier_states_the_day_and_no_other(engine: EngineName) -> None:
    silent, dated = (
        validator(on=on, shapes=read(SEEN), engine=engine) for on in (None, date(2026, 3, 1))
    )
    assert dates(check(dossier(), silent)) == []
    assert dates(check(STATED, silent)) == [("dossier1", day("2025-05-05"))]
    for case in (dossier(), STATED, dossier(), STATED):
        assert dates(check(case, dated)) == [("dossier1", day("2026-03-01"))]


@pytest.mark.parametrize("stated", ["2025-05-05", "2026-03-01"])
def test_the_day_counts_as_no_triple_and_changes_no_line(stated: str) -> None:
    case = STATED.replace("2025-05-05", stated) + "".join(
        f":dier{number} a :Dier .\n" for number in range(3)
    )
    before, after = (check(case, validator(on=on, shapes=read(SEEN))) for on in (None, FIRST))
    assert before.checked == after.checked
    assert [f.line for f in before.findings] == [f.line for f in after.findings]
    assert len(before.findings) == 4


def test_each_named_graph_has_the_day_in_its_own_dossier() -> None:
    bodies = [dossier(number=n, employer="molen").removeprefix(PREFIXES) for n in (1, 2)]
    text = PREFIXES + "".join(f":g{n} {{ {body} }}\n" for n, body in enumerate(bodies))
    report = check(text, validator(on=FIRST, shapes=read(SEEN)), Syntax.TRIG)
    assert dates(report) == [("dossier1", day("2026-03-01")), ("dossier2", day("2026-03-01"))]


def test_a_blank_dossier_has_the_day_too() -> None:
    text = PREFIXES + "[] a sl:Dossier ; sl:domein domein:verzuim ."
    assert dates(check(text, validator(on=FIRST, shapes=read(SEEN)))) == [
        ("_:b0", day("2026-03-01"))
    ]


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_a_dump_is_judged_as_of_the_day_like_other_data(engine: EngineName) -> None:
    triples = [quad.triple for quad in read(STATED.removeprefix(PREFIXES))]
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    filler = ("# " + "x" * 97 + "\n") * 11_000
    text = f"{filler}{written.decode()}<{CASE}dier> <urn:p> <{CASE}dier> ."
    (unit,) = read_units(Source("zaak", None, Syntax.N_TRIPLES, text.encode()))
    assert isinstance(unit.quads, Dump)
    before, after = (
        check(text, validator(on=on, shapes=read(SEEN), engine=engine), Syntax.N_TRIPLES)
        for on in (None, FIRST)
    )
    assert before.checked == after.checked
    assert dates(before) == [("dossier1", day("2025-05-05")), ("dier", None)]
    assert dates(after) == [("dossier1", day("2026-03-01")), ("dier", None)]
    assert [f.line for f in before.findings] == [f.line for f in after.findings]


def test_without_a_day_the_report_is_as_it_was() -> None:
    checker = validator(norm("a", more=valid("2030-01-01")))
    assert check(STATED, checker).on is None
    assert norms(check(dossier(*ROLES[:2]), checker)) == {"a"}


# Two readings differ only in what hangs on a reading

_marks = st.sampled_from(
    ["", "", marked(STRICT), marked(LENIENT), marked(STRICT) + marked(LENIENT)]
)
_pairs = st.sampled_from([ROLES[:2], ROLES[1:], (ROLES[0], ROLES[2])])


@st.composite
def _rules(draw: st.DrawFn) -> str:
    pairs = draw(st.lists(_pairs, min_size=1, max_size=3))
    text = "".join(norm(f"n{at}", pair, draw(_marks)) for at, pair in enumerate(pairs))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(pairs) - 1))
        text += exception("e", f"n{at}", pairs[at], draw(_marks))
    return text


def by_key(report: Report) -> dict[tuple[object, ...], Finding]:
    return {(f.shape, f.focus, f.path, f.value, f.severity): f for f in report.findings}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_rules())
@example(norm("n0") + exception("e", "n0", more=marked(LENIENT)))
@example(norm("n0", more=marked(LENIENT)) + norm("n1"))
def test_strict_and_lenient_differ_only_in_findings_with_a_reading(rules: str) -> None:
    strict, lenient = (
        by_key(check(dossier(*ROLES), validator(rules, reading))) for reading in READINGS
    )
    for key in strict.keys() | lenient.keys():
        one, other = strict.get(key), lenient.get(key)
        assert one == other or any(each.readings for each in (one, other) if each is not None)
