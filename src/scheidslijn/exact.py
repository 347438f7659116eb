"""Runs a plan on data with literals that the store would write differently, such as ``01``.

SHACL Core is about terms: it is asked of the store with those literals kept as they are. An
author's query may compare them as values, so it is asked of the store as usual; that comes to the
same as long as no two writings of one value meet, and is refused where they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox

from scheidslijn.compile.lexical import kept, restored
from scheidslijn.compile.plan import Plan
from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump
from scheidslijn.errors import UncompilableError
from scheidslijn.execution import Violation, run_core, run_own
from scheidslijn.model import Statement, Term
from scheidslijn.ruletext import RuleText
from scheidslijn.store import stored, survives
from scheidslijn.terms import quad_of, rdf_term, term_text

__all__ = ["odd_ones", "run_exactly"]


def odd_ones(statements: Sequence[Statement]) -> list[ox.Quad]:
    """Return the statements with a literal that the store would write differently."""
    if isinstance(statements, RuleText):
        statements = statements.others
    if isinstance(statements, Dump) and all(map(survives, statements.typed_literals())):
        return []
    return [quad_of(statement) for statement in statements if not _survives(statement)]


def run_exactly(
    plan: Plan,
    data: DataGraph,
    statements: Sequence[Statement],
    odd: list[ox.Quad],
) -> list[Violation]:
    """Return what a plan in its exact form finds.

    Args:
        plan: the plan.
        data: what holds the data graph now.
        statements: the data graph.
        odd: those of its statements, and of the rule book, that the store writes differently.

    Raises:
        UncompilableError: a query would meet such a literal where its writing matters.
    """
    if plan.nested and odd:
        problem = (
            f"within another shape a query would meet {odd[0].object}, which the store rewrites"
        )
        raise UncompilableError(plan.nested[0], problem, "5.3.1")
    given = _writings(plan, odd, statements) if plan.own else {}
    own = [
        replace(v, focus=given.get(v.focus, v.focus), value=given.get(v.value or "", v.value))
        for v in run_own(plan, data.store)
    ]
    keeping, same = [_keeping(quad) for quad in odd], set(odd)
    quads = [*data.rulebook, *map(quad_of, statements)]
    data.store.remove(odd)
    data.store.load([*keeping, *(quad for quad in quads if quad not in same)])
    try:
        return own + list(map(_restored, run_core(plan, data.store)))
    finally:
        data.store.remove(keeping)
        data.store.load(quads)


def _writings(plan: Plan, odd: list[ox.Quad], statements: Iterable[Statement]) -> dict[Term, Term]:
    """Map what the store holds to what was given; two writings for one cannot be told apart."""
    found: dict[Term, Term] = {}
    terms = (term_text(s.object) for s in (*odd, *statements))
    for term in (*plan.constants, *terms):
        if not term.startswith('"'):
            continue
        literal = rdf_term(term)
        assert isinstance(literal, ox.Literal)
        other = found.setdefault(term_text(stored(literal)), term)
        if other != term:
            shape = plan.checks[plan.own[0].check].shape
            problem = f"a query would meet {other} and {term}, which the store holds for the same"
            raise UncompilableError(shape, problem, "5.3.1")
    return found


def _restored(violation: Violation) -> Violation:
    value = None if violation.value is None else restored(violation.value)
    return replace(violation, focus=restored(violation.focus), value=value)


def _survives(statement: Statement) -> bool:
    return not isinstance(statement.object, ox.Literal) or survives(statement.object)


def _keeping(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.object, ox.Literal)
    return ox.Quad(quad.subject, quad.predicate, kept(quad.object))
