"""The mutation test: what it changes, what it asks of whom, and what it says became of it.

It is run here on a few cases and mutants; ``make mutants`` runs all of them.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import Final

import pytest
from bench.mutation.cases import case_files
from bench.mutation.judge import Asked
from bench.mutation.mutant import Mutant
from bench.mutation.report import Equivalent, Results, as_json, as_text, read_equivalents
from bench.mutation.run import Bench, Outcome, run
from bench.mutation.sparql import Query
from bench.mutation.world import ROOT, shown

FEW: Final = (
    "shapes/betrekkingen/*/*",
    "shapes/rolvermenging/invalid/a*",
    "shapes/rolvermenging/valid/a*",
)
KILLED: Final = (
    ("core", "drop sh:minCount", "shape:Aansturing-aansturende", "*"),
    ("core", "flip sh:severity", "shape:Aansturing-aansturende", "sh:Violation*"),
    ("norm", "drop sl:onverenigbareRol", "norm:kern-werkgever-arts", "rol:arts"),
    ("norm", "drop sl:domein", "norm:kern-werkgever-arts", "domein:verzuim"),
    ("hierarchy", "drop sl:brederRol", "rol:taakgedelegeerde", "rol:arts"),
    ("sparql", "drop branch", "shape:onverenigbare-rollen", "UNION { ?value a sl:Aansturing*"),
)


@cache
def bench() -> Bench:
    files = [p for p in case_files() if any(map(p.relative_to(ROOT).match, FEW))]
    assert files
    return Bench(files)


@cache
def outcome(mutant: Mutant) -> Outcome:
    return bench().outcome(mutant)


def found(part: str, kind: str, subject: str, change: str) -> list[Mutant]:
    return [
        mutant
        for mutant in bench().mutants
        if (mutant.part, mutant.kind, shown(mutant.subject)) == (part, kind, subject)
        and fnmatchcase(mutant.change, change)
    ]


@pytest.mark.parametrize(("part", "kind", "subject", "change"), KILLED)
def test_a_case_notices_what_it_holds_to_account(
    part: str, kind: str, subject: str, change: str
) -> None:
    (mutant,) = found(part, kind, subject, change)
    assert outcome(mutant).status == "killed"
    assert (ROOT / outcome(mutant).by).is_file()


def test_what_cannot_matter_survives_and_is_listed() -> None:
    change = "NOT EXISTS { ?norm sl:vervaltOp ?einde *"
    (mutant,) = found("sparql", "drop operand of &&", "shape:verboden", change)
    assert outcome(mutant).status == "survived"
    assert any(known.covers(mutant) for known in read_equivalents())


@pytest.mark.parametrize(
    ("subject", "change", "status"),
    [
        # only a Besluit has an sl:besluitsoort
        ("norm:puv-zw-opschorting-via-uwv", "sl:Besluit", "implied"),
        # a task is done in a Handeling and passed on in a Taakdelegatie
        ("norm:lc-del1-actueel-oordeel", "sl:Taakdelegatie", "survived"),
    ],
)
def test_a_class_that_domains_leave_no_choice_of_is_implied(
    subject: str, change: str, status: str
) -> None:
    (mutant,) = found("norm", "drop sl:betreftFeit", subject, change)
    assert outcome(mutant).status == status


def test_after_a_mutant_everything_is_as_before() -> None:
    before = bench().judge
    (mutant,) = found(*KILLED[2])
    first = bench().outcome(mutant)
    cases = [case for case in bench().cases if case.name not in bench().baseline.red]
    before.hold(cases)
    given = before.found(bench().world.plan)
    assert all(set(given[case.number]) == set(case.expected) for case in cases)
    assert bench().outcome(mutant) == first


def test_what_a_mutant_is_not_asked_of_would_not_notice() -> None:
    """Every case and query gives the same as those that are chosen for a mutant."""
    rules = [mutant for mutant in bench().mutants if not mutant.of_shapes]
    chosen = [m for m in rules if m.subject.endswith(("/kern-werkgever-arts", "/taakgedelegeerde"))]
    statuses = [outcome(mutant).status for mutant in chosen]
    assert set(statuses) >= {"killed", "survived"}
    plan, judge = bench().world.plan, bench().judge
    judge.hold([case for case in bench().cases if case.name not in bench().baseline.red])
    for mutant, status in zip(chosen, statuses, strict=True):
        with judge.changed(mutant.edit):
            noticed = judge.noticed(Asked(plan, plan), bench().baseline.given) is not None
        assert noticed == (status == "killed"), mutant


def test_only_cases_that_fail_anyhow_are_left_out() -> None:
    assert bench().baseline.red <= {case.name for case in bench().cases}


def test_the_report_tells_known_equivalents_from_other_survivors() -> None:
    mutants = [found(*KILLED[0])[0], *found("sparql", "drop filter", "shape:verboden", "*")[:2]]
    statuses = (Outcome("killed", "x.ttl", 1), Outcome("survived", "", 2), Outcome("survived"))
    known = [Equivalent(reason="because", change=mutants[1].change.replace("[", "?"))]
    results = Results(list(zip(mutants, statuses, strict=True)), ["red.ttl"], {}, known)
    assert [mutant for mutant, _ in results.survivors()] == [mutants[2]]
    assert results.equivalent() == [(mutants[1], "because")]
    assert not results.wrong()
    text = "\n".join(as_text(results))
    assert "Survivors (1)" in text
    assert "because" in text
    assert "red.ttl" in text
    assert len(as_json(results)["mutants"]) == 3


def test_an_entry_that_covers_a_killed_mutant_is_named() -> None:
    (mutant,) = found(*KILLED[0])
    results = Results([(mutant, Outcome("killed"))], [], {}, [Equivalent(reason="mistaken")])
    assert results.wrong() == [mutant]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("{ ?a :p ?b FILTER(?a > ?b) }", {"{ ?a :p ?b  }", "{ ?a :p ?b FILTER(?a >= ?b) }"}),
        ("{ ?a e:p|e:q ?b }", {"{ ?a e:q ?b }", "{ ?a e:p ?b }"}),
        ("{ ?a e:p* ?b }", {"{ ?a e:p ?b }"}),
        ("{ { ?a :p 1 } UNION { ?a :p 2 } }", {"{  { ?a :p 2 } }", "{ { ?a :p 1 }  }"}),
        ("{ OPTIONAL { ?a :p ?b } }", {"{  }"}),
        ("{ BIND(IF(?a, ?b, ?c) AS ?d) }", {"{ BIND(IF(true, ?b, ?c) AS ?d) }"}),
        ("{ FILTER(?a && ?b) }", {"{ FILTER(true && ?b) }", "{ FILTER(?a && true) }"}),
        ("{ FILTER(?a && ?b || ?c) }", {"{ FILTER(?a && ?b || false) }"}),
        ("{ FILTER(NOT EXISTS { ?a :p ?b }) }", {"{ FILTER(true) }", "{ FILTER(false) }"}),
    ],
)
def test_a_query_is_changed_in_one_place(text: str, changed: set[str]) -> None:
    query = Query(text)
    assert changed <= {query.changed(change) for change in query.changes()}


def test_processes_come_to_the_same() -> None:
    numbers = [n for n, m in enumerate(bench().mutants) if m.part == "hierarchy"][:4]
    found = dict(run(bench(), numbers, 2, 600))
    assert found == {number: outcome(bench().mutants[number]) for number in numbers}
