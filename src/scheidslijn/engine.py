"""The default engine: runs a compiled plan on the embedded store.

The rule book is loaded once. The triples of a data graph are put beside it, asked about, and
taken out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.compile import compile_shapes
from scheidslijn.compile.lexical import kept, restored
from scheidslijn.compile.plan import SHAPES_GRAPH, Check, Plan
from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump
from scheidslijn.errors import EngineError, RuleBookError
from scheidslijn.model import Engine, Result, Severity, Statement, Term
from scheidslijn.namespaces import SH
from scheidslijn.store import stored, survives
from scheidslijn.terms import quad_of, term_text

__all__ = ["CompiledEngine", "Violation", "merged", "run"]

_SEVERITIES: Final = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'

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
    yield from _run_core(plan, engine)
    yield from _run_own(plan, engine)


def _run_core(plan: Plan, engine: Engine) -> Iterator[Violation]:
    for text in plan.core:
        for this, value, other, failed, *_ in engine.select(text).rows:
            for number in (failed or "").strip('"').split():
                check = plan.checks[int(number)]
                path = other if check.path_from_other else None
                yield _violation(check, {"this": this, "value": value, "path": path}, {})


def _run_own(plan: Plan, engine: Engine) -> Iterator[Violation]:
    for query in plan.own:
        check = plan.checks[query.check]
        table = engine.select(query.text)
        for values in table.rows:
            row = dict(zip(table.columns, values, strict=True))
            if row.get("failure") == _TRUE:
                raise EngineError(f"a constraint of <{check.shape}> reports a failure")
            own = replace(check, value_from="value") if row.get("value") is not None else check
            bound = ((prop, row.get(name)) for name, prop in query.annotations)
            yield _violation(own, row, {prop: (term,) for prop, term in bound if term is not None})


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


class CompiledEngine:
    """Checks data graphs with a compiled plan; implements ``model.ShapesEngine``.

    Args:
        shapes: the statements of the shapes graph.
        data: the rule book, joined with every data graph; nothing if it is left out.

    Raises:
        ShapesError: the shapes are no well-formed SHACL.
        UncompilableError: they use what cannot be compiled.
    """

    name = "compiled"

    def __init__(self, shapes: Iterable[Statement], data: DataGraph | None = None) -> None:
        self._shapes = tuple(shapes)
        self._plan = compile_shapes(self._shapes)
        self._exact_plan = self._plan if self._plan.exact else None
        self._data = DataGraph(()) if data is None else data
        self._odd = [
            quad
            for quad in self._data.rulebook
            if not _survives(quad) and _looks_at(self._plan, quad.predicate.value)
        ]
        if self._plan.reads_shapes:
            self._data.name(SHAPES_GRAPH, self._shapes)

    def validate(self, statements: Sequence[Statement]) -> list[Result]:
        """Return the results for these statements joined with the rule book, sorted by key.

        Raises:
            EngineError: a query failed.
            RuleBookError: a shape has a severity that reports do not know.
        """
        return merged(self.violations(statements))

    def violations(self, statements: Sequence[Statement]) -> list[Violation]:
        """Return every validation result for these statements joined with the rule book."""
        odd = self._odd + _odd_ones(statements)
        with self._data.holding(statements):
            if odd or self._plan.exact:
                return self._exactly(statements, odd)
            return list(run(self._plan, self._data.store))

    def _exactly(self, statements: Sequence[Statement], odd: list[ox.Quad]) -> list[Violation]:
        """Run the plan so that literals that the store would write differently stay as they are.

        For an author's query they are values, as the store has them; only its results are put
        back into their writing. SHACL Core is about terms, and gets them as such.
        """
        if self._exact_plan is None:
            self._exact_plan = compile_shapes(self._shapes, exact=True)
        store = self._data.store
        given = _given(odd)
        own = [
            replace(v, focus=given.get(v.focus, v.focus), value=given.get(v.value or "", v.value))
            for v in _run_own(self._exact_plan, store)
        ]
        keeping, same = [_keeping(quad) for quad in odd], set(odd)
        quads = [*self._data.rulebook, *map(quad_of, statements)]
        store.remove(odd)
        store.load([*keeping, *(quad for quad in quads if quad not in same)])
        try:
            core = list(_run_core(self._exact_plan, store))
        finally:
            store.remove(keeping)
            store.load(quads)
        return own + [
            replace(
                v, focus=restored(v.focus), value=None if v.value is None else restored(v.value)
            )
            for v in core
        ]


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


def _looks_at(plan: Plan, predicate: str) -> bool:
    """Return whether SHACL Core could see a value of this property: it is named, or any is."""
    return any(f"<{predicate}>" in text for text in plan.core) or any(
        check.path_from_other for check in plan.checks
    )


def _odd_ones(statements: Sequence[Statement]) -> list[ox.Quad]:
    """Return the statements with a literal that the store would write differently."""
    if isinstance(statements, Dump) and all(map(survives, statements.typed_literals())):
        return []
    return [quad_of(statement) for statement in statements if not _survives(statement)]


def _survives(statement: Statement) -> bool:
    return not isinstance(statement.object, ox.Literal) or survives(statement.object)


def _keeping(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.object, ox.Literal)
    return ox.Quad(quad.subject, quad.predicate, kept(quad.object))


def _given(odd: Iterable[ox.Quad]) -> dict[Term, Term]:
    """Map what the store writes to what was given, where only one writing was."""
    writings: dict[Term, set[Term]] = {}
    for quad in odd:
        assert isinstance(quad.object, ox.Literal)
        writings.setdefault(term_text(stored(quad.object)), set()).add(term_text(quad.object))
    return {term: found.pop() for term, found in writings.items() if len(found) == 1}
