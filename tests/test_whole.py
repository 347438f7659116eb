"""A dossier is judged whole and by the rule book alone: no way round it is open."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import Final

import pytest

from dossiers import CASE, DELEGATION, DIRECTION, MIXED, PREFIXES, dossier
from scheidslijn.inputs import Source, Syntax
from scheidslijn.model import Report
from scheidslijn.validation import Validator

EXCUSE: Final = (
    ":vrij sl:uitzonderingOp <https://w3id.org/scheidslijn/id/norm/kern-werkgever-arts> ; "
    "sl:domein domein:verzuim ; sl:toegestaneRol rol:werkgever, rol:arts .\n"
)


@cache
def packaged() -> Validator:
    return Validator.packaged()


def check(*texts: str, syntax: Syntax = Syntax.TURTLE) -> Report:
    named = [Source(f"z{n}", None, syntax, text.encode()) for n, text in enumerate(texts)]
    return packaged().validate(named)


@pytest.mark.parametrize(
    "rule",
    [
        ":vrij a sl:Uitzondering .\n",
        EXCUSE,
        ":mijnrol a sl:Rol .\n",
        ":mijntaak a sl:Taak .\n",
        "rol:casemanager-taakdelegatie sl:door :vera .\n",
        "<https://w3id.org/scheidslijn/id/norm/kern-werkgever-arts> sl:domein domein:wga .\n",
        ":vera sl:onverenigbareRol rol:arts .\n",
    ],
)
def test_a_dossier_that_states_rules_is_refused(rule: str) -> None:
    report = check(MIXED + rule)
    assert not report.conforms
    assert not report.dossiers
    (problem,) = report.problems
    assert "belongs in a rule book" in problem.message
    assert problem.source == "z0"


def test_a_dossier_in_two_files_is_a_problem_whatever_the_order() -> None:
    halves = (dossier(DIRECTION), dossier(DELEGATION).replace(":rol1-", ":rol1-b"))
    sources = [Source(f"z{n}", None, Syntax.TURTLE, t.encode()) for n, t in enumerate(halves)]
    first, second = (packaged().validate(order) for order in permutations(sources))
    assert first == second
    (problem,) = first.problems
    assert f"{CASE}dossier1 stands in z0 and in z1" in problem.message
    assert not first.conforms


def test_nameless_dossiers_of_different_files_are_different_dossiers() -> None:
    report = check(*(dossier(DIRECTION, number=n).replace(f":dossier{n}", "_:d") for n in (1, 2)))
    assert not report.problems


def test_a_dossier_in_two_named_graphs_is_a_problem() -> None:
    first, second = dossier(DIRECTION), dossier(DELEGATION).replace(":rol1-", ":rol1-b")
    one, two = (text.removeprefix(PREFIXES) for text in (first, second))
    report = check(f"{PREFIXES} :g1 {{ {one} }} :g2 {{ {two} }}", syntax=Syntax.TRIG)
    (problem,) = report.problems
    assert f"stands in z0 (graph {CASE}g1) and in z0 (graph {CASE}g2)" in problem.message


def test_a_dossier_in_the_default_graph_is_not_added_to_from_a_named_one() -> None:
    role = dossier(DELEGATION).removeprefix(PREFIXES).split(".\n", 5)[-1]
    text = f"{dossier(DIRECTION)} :g1 {{ :los a sl:Rolvervulling ; sl:dossier :dossier1 . {role} }}"
    report = check(text, syntax=Syntax.TRIG)
    assert len(report.problems) == 1


def test_two_dossiers_in_named_graphs_with_shared_persons_are_judged_apart() -> None:
    one = dossier(DIRECTION).removeprefix(PREFIXES)
    two = dossier(DELEGATION, number=2, employer="elders").removeprefix(PREFIXES)
    report = check(f"{PREFIXES} :g1 {{ {one} }} :g2 {{ {two} }}", syntax=Syntax.TRIG)
    assert not report.problems
    assert not report.findings
    assert len(report.dossiers) == 2


def test_nameless_persons_of_different_files_are_different_persons() -> None:
    one = dossier(DIRECTION).replace(":vera", "_:iemand")
    two = dossier(DELEGATION, number=2).replace(":vera", "_:iemand")
    assert not check(one, two).findings
    same = check(dossier(DIRECTION), dossier(DELEGATION, number=2)).findings
    assert [finding.shape.partition("#")[2] for finding in same] == ["RolvermengingZelfdeWerkgever"]
