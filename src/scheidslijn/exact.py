"""Runs a plan on data with literals that the store would write differently, such as ``01``.

SHACL Core is about terms: it is asked of the store with those literals kept as they are. For an
author's query they are values as well. So that is asked of both forms of the data: what it finds
among the values counts, and is reported in the writing that it was found in among the terms, or
else in the only writing that was given.
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
from scheidslijn.store import stored, survives
from scheidslijn.terms import quad_of, rdf_term, term_text

__all__ = ["odd_ones", "run_exactly"]


def odd_ones(statements: Sequence[Statement]) -> list[ox.Quad]:
    """Return the statements with a literal that the store would write differently."""
    if isinstance(statements, Dump) and all(map(survives, statements.typed_literals())):
        return []
    return [quad_of(statement) for statement in statements if not _survives(statement)]


def run_exactly(
    plan: Plan,
    data: DataGraph,
    statements: Sequence[Statement],
    odd: list[ox.Quad],
    targets: Iterable[Statement],
) -> list[Violation]:
    """Return what a plan in its exact form finds.

    Args:
        plan: the plan.
        data: what holds the data graph now.
        statements: the data graph.
        odd: those of its statements, and of the rule book, that the store writes differently.
        targets: the statements of the shapes graph that name a focus node.

    Raises:
        UncompilableError: a query is part of another shape, and so cannot be asked of both forms.
    """
    if plan.nested and odd:
        problem = (
            f"within another shape a query would meet {odd[0].object}, which the store rewrites"
        )
        raise UncompilableError(plan.nested[0], problem, "5.3.1")
    own = list(run_own(plan, data.store))
    keeping, same = [_keeping(quad) for quad in odd], set(odd)
    quads = [*data.rulebook, *map(quad_of, statements)]
    data.store.remove(odd)
    data.store.load([*keeping, *(quad for quad in quads if quad not in same)])
    try:
        core = list(map(_restored, run_core(plan, data.store)))
        as_terms = list(map(_restored, run_own(plan, data.store)))
    finally:
        data.store.remove(keeping)
        data.store.load(quads)
    return core + _as_written(own, as_terms, _only_writings([*odd, *targets, *statements]))


def _as_written(
    own: list[Violation], as_terms: list[Violation], only: dict[Term, Term]
) -> list[Violation]:
    """Return results about values in the writing of those about terms, or in the only one."""
    by_value: dict[tuple[object, ...], list[Violation]] = {}
    for violation in as_terms:
        by_value.setdefault(_key(violation), []).append(violation)
    found = []
    for key in dict.fromkeys(map(_key, own)):
        found += by_value.get(key) or [v for v in own if _key(v) == key]
    return [
        replace(v, focus=only.get(v.focus, v.focus), value=only.get(v.value or "", v.value))
        for v in found
    ]


def _key(violation: Violation) -> tuple[object, ...]:
    value = None if violation.value is None else _value(violation.value)
    return _value(violation.focus), violation.path, value, violation.component, violation.shape


def _value(term: Term) -> Term:
    literal = rdf_term(term) if term.startswith('"') else None
    return term_text(stored(literal)) if isinstance(literal, ox.Literal) else term


def _restored(violation: Violation) -> Violation:
    value = None if violation.value is None else restored(violation.value)
    return replace(violation, focus=restored(violation.focus), value=value)


def _survives(statement: Statement) -> bool:
    return not isinstance(statement.object, ox.Literal) or survives(statement.object)


def _keeping(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.object, ox.Literal)
    return ox.Quad(quad.subject, quad.predicate, kept(quad.object))


def _only_writings(statements: Iterable[Statement]) -> dict[Term, Term]:
    """Map what the store writes to what was given, where only one writing was."""
    writings: dict[Term, set[Term]] = {}
    for statement in statements:
        literal = statement.object
        if isinstance(literal, ox.Literal):
            writings.setdefault(term_text(stored(literal)), set()).add(term_text(literal))
    return {term: found.pop() for term, found in writings.items() if len(found) == 1}
