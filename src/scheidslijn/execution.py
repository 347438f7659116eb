"""Asks an engine the queries of a plan, and reads their rows as violations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scheidslijn.compile.plan import Check, Plan
from scheidslijn.errors import EngineError, RuleBookError
from scheidslijn.model import Engine, Result, Severity, Term
from scheidslijn.namespaces import SH

__all__ = ["Violation", "merged", "run", "run_core", "run_own"]

_TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'

_SEVERITIES: Final = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}

Row = Mapping[str, Term | None]


@dataclass(frozen=True, slots=True)
class Violation:
    """One validation result, as SHACL counts them: the same one may occur twice.

    ``severity`` is an IRI, for SHACL leaves severities open.
    """

    focus: Term
    path: Term | None
    value: Term | None
    component: Term
    shape: Term
    severity: Term
    bindings: Mapping[str, tuple[Term, ...]]


def run(plan: Plan, engine: Engine) -> Iterator[Violation]:
    """Ask an engine the queries of a plan, and yield what they find, in no fixed order.

    Raises:
        EngineError: the engine fails, or a constraint reports that it failed.
    """
    yield from run_core(plan, engine)
    yield from run_own(plan, engine)


def run_core(plan: Plan, engine: Engine) -> Iterator[Violation]:
    """Yield what the queries for SHACL Core find."""
    for text in plan.core:
        for this, value, other, failed, *_ in engine.select(text).rows:
            for number in (failed or "").strip('"').split():
                check = plan.checks[int(number)]
                path = other if check.path_from_other else None
                yield _violation(check, {"this": this, "value": value, "path": path}, {})


def run_own(plan: Plan, engine: Engine) -> Iterator[Violation]:
    """Yield what the queries of the shapes graph itself find."""
    for query in plan.own:
        checks = {shape: plan.checks[number] for shape, number in query.by_shape}
        table = engine.select(query.text)
        for values in table.rows:
            row = dict(zip(table.columns, values, strict=True))
            shape = row.get("currentShape") or ""
            check = checks[shape] if checks else plan.checks[query.check]
            if row.get("failure") == _TRUE:
                raise EngineError(f"a constraint of <{check.shape}> reports a failure")
            own = replace(check, value_from="value") if row.get("value") is not None else check
            bound = ((prop, row.get(name)) for name, prop in query.annotations)
            yield _violation(own, row, {prop: (term,) for prop, term in bound if term is not None})


def merged(violations: Iterable[Violation]) -> list[Result]:
    """Return violations as results, sorted by key; the bindings of equal ones are put together.

    Raises:
        RuleBookError: a severity is none of the three that reports know.
    """
    found: dict[tuple[str, str, str, str, str, int], Result] = {}
    gathered: dict[tuple[str, str, str, str, str, int], dict[str, set[Term]]] = {}
    for violation in violations:
        if violation.severity not in _SEVERITIES:
            problem = f"{violation.shape} has the severity {violation.severity}; reports know three"
            raise RuleBookError(problem)
        result = Result(
            focus=violation.focus,
            path=violation.path,
            value=violation.value,
            component=violation.component,
            shape=violation.shape,
            severity=_SEVERITIES[violation.severity],
        )
        found[result.key] = result
        bound = gathered.setdefault(result.key, {})
        for prop, terms in violation.bindings.items():
            bound.setdefault(prop, set()).update(terms)
    return [
        replace(found[key], bindings={p: tuple(sorted(t)) for p, t in gathered[key].items()})
        for key in sorted(found)
    ]


def _violation(check: Check, row: Row, bindings: dict[str, tuple[Term, ...]]) -> Violation:
    focus = row["this"]
    if focus is None:
        raise EngineError(f"a constraint of <{check.shape}> gives no focus node")
    values = {"focus": focus, "value": row.get("value"), "none": None}
    return Violation(
        focus=focus,
        path=row.get("path") or check.path,
        value=values[check.value_from],
        component=check.component,
        shape=check.shape,
        severity=check.severity,
        bindings=bindings,
    )
