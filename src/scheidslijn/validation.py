"""Validates dossiers: inputs in, a report out.

Two phases. Each unit (a named graph, or a file without any) is checked by itself, joined with
the rule book. Then the role assignments of all units, and only those, are laid together for
the shapes that look across dossiers; they say so with ``sl:fase sl:tussenDossiers``.

No input is passed over in silence: what cannot be read, and a file without a dossier, is a
problem of the report, and a node that no shape knows is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.across import Projection
from scheidslijn.applicable import applicable
from scheidslijn.asof import as_of
from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.deadline import within
from scheidslijn.dossiers import find_lines, find_places, read_units
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import InputError, ShapesError, UncompilableError
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.inputs import Source, find_sources
from scheidslijn.model import (
    Checked,
    Finding,
    Named,
    Problem,
    Reading,
    Report,
    Result,
    RuleBookVersion,
    Severity,
    ShapesEngine,
    Statement,
    Term,
)
from scheidslijn.namespaces import OWL, RDF_TYPE, SH, SHAPE, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.querycheck import trust
from scheidslijn.rdfio import Unit
from scheidslijn.rulebook import Index, RuleBook
from scheidslijn.survey import Survey, survey
from scheidslijn.terms import term_text

__all__ = ["TIME_LIMIT", "EngineName", "Validator", "validate"]

_UNTOUCHED: Final = SHAPE + "Onbeoordeeld"

TIME_LIMIT: Final = 600.0

Statements = tuple[Statement, ...]
EngineName = Literal["compiled", "reference"]
Progress = Callable[[int, int], None]


def validate(
    paths: Sequence[str],
    *,
    shapes: Sequence[str] = (),
    rules: Sequence[str] = (),
    engine: EngineName = "compiled",
    reading: Reading = "strict",
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    notify: Callable[[str], None] | None = None,
) -> Report:
    """Check dossiers on the rule book, and return everything there is to say about them.

    Args:
        paths: files, folders, globs, or ``-`` for standard input.
        shapes: Turtle files with shapes of your own, used beside the packaged ones.
        rules: Turtle files with rules of your own, joined with the packaged rule book.
        engine: ``compiled``, or ``reference`` for pySHACL: the same findings, slowly.
        reading: of contested rules, the reading that demands most or least.
        on: the day as of which to judge: norms that do not hold then are not applied, and it is
            the reference date of every dossier. With None norms of every time are applied, so that
            the report does not depend on the day on which it is made.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        stdin: reads standard input whole, for ``-``.
        input_format: the RDF syntax of every input, whatever its extension.
        mapping: a file in RML that says what the columns of tables mean; then .csv and .xlsx are
            read too, and the line of a finding is its row.
        progress: called with the number of inputs done and of all inputs.
        notify: called with each notice about the search for inputs, such as a link loop.

    Raises:
        UsageError: no path was given, or the format or reading is unknown.
        InputError: a path does not exist or matches nothing.
        RuleBookError: the rule book or the shapes cannot be used.
        EngineError: the engine failed.
    """
    found = find_sources(paths, stdin, input_format, mapping)
    for notice in found.notices:
        if notify is not None:
            notify(notice)
    validator = Validator.packaged(shapes, rules, engine, time_limit, reading, on)
    return validator.validate(found.sources, progress, notify)


@dataclass
class _Run:
    """What one validation has gathered so far."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dossiers: dict[Term, Named] = field(default_factory=dict)
    projection: Projection = field(default_factory=Projection)
    seen: dict[Term, str] = field(default_factory=dict)
    triples: int = 0
    alone: bool = False
    notify: Callable[[str], None] | None = None


class Validator:
    """Rule book and shapes, loaded once, ready for any number of validations.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the shapes graph.
        version: which rule book this is.
        engine: which engine checks.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        reading: the reading of contested rules to apply.
        on: the day as of which to judge, or None.
        packaged: whether the shapes are the packaged ones, which read no texts.

    Raises:
        UsageError: the reading is unknown, or ``on`` is no whole day.
        RuleBookError: a norm has an unknown reading, or a date that is none.
        ShapesError: the shapes are no well-formed SHACL, or cannot be compiled.
    """

    def __init__(
        self,
        rulebook: Sequence[Statement],
        shapes: Statements,
        version: RuleBookVersion,
        engine: EngineName = "compiled",
        time_limit: float | None = TIME_LIMIT,
        reading: Reading = "strict",
        on: date | None = None,
        *,
        packaged: bool = False,
    ) -> None:
        rulebook = applicable(rulebook, reading, on)
        self._time_limit = time_limit
        self._reading: Reading = reading
        self._on = on
        self._book = RuleBook(rulebook, shapes)
        self._across = self._book.shapes_across()
        self._version = version
        self._data = DataGraph(read_by_shapes(rulebook) if packaged else rulebook)
        make = _ENGINES[engine]
        within = tuple(s for s in shapes if term_text(s.subject) not in self._across)
        between = tuple(s for s in shapes if not _switches_on(s, self._across))
        self._engine = make(within, self._data)
        self._between = make(between, self._data) if self._across else None
        for made in (self._engine, self._between) if packaged else ():
            if isinstance(made, CompiledEngine):
                trust(made.queries)

    @classmethod
    def packaged(
        cls,
        shapes: Sequence[str] = (),
        rules: Sequence[str] = (),
        engine: EngineName = "compiled",
        time_limit: float | None = TIME_LIMIT,
        reading: Reading = "strict",
        on: date | None = None,
    ) -> Validator:
        """Return a validator with the packaged rule book and shapes, and the user's beside them."""
        shape_files = (*resources.shapes_files(), *map(Path, shapes))
        shape_graph = resources.read_graph(shape_files)
        rulebook, version = resources.read_rulebook(tuple(map(Path, rules)), shape_files)
        try:
            return cls(
                # every module is read here, so no import is left open; a dossier's own is
                rulebook.without(OWL + "imports"),
                shape_graph,
                version,
                engine,
                time_limit,
                reading,
                on,
                packaged=engine == "compiled" and not shapes,
            )
        except ShapesError as error:
            raise resources.located(error, shape_files) from None

    def validate(
        self,
        sources: Sequence[Source],
        progress: Progress | None = None,
        notify: Callable[[str], None] | None = None,
    ) -> Report:
        """Check these inputs; the report does not depend on the order they are given in."""
        run = _Run(alone=len(sources) == 1, notify=notify)
        for done, source in enumerate(sorted(sources, key=lambda each: each.name), start=1):
            findings = list(self._check_source(source, run))
            run.findings += _placed(findings, source)
            if progress is not None:
                progress(done, len(sources))
        run.findings += self._check_across(run)
        return self._report(run)

    def _check_source(self, source: Source, run: _Run) -> Iterator[Finding]:
        try:
            units = read_units(source, notify=run.notify)
        except InputError as error:
            run.problems.append(Problem(error.source, error.problem, error.line, error.column))
            return
        several = len(units) > 1
        shared = frozenset[ox.Quad]()
        if several and units[0].graph is None:
            shared = frozenset(units[0].quads)
        for unit in units:
            try:
                yield from self._check_unit(unit, shared, run, alone=run.alone and not several)
            except InputError as error:
                run.problems.append(Problem(source.name, error.problem, error.line, error.column))
            except UncompilableError as error:
                run.problems.append(Problem(source.name, f"{error.problem}.{error.way_out}"))

    def _problem(self, unit: Unit, found: Survey) -> Problem | None:
        """Return why this unit cannot be judged at all, or None."""
        if found.rule is not None:
            term = term_text(found.rule.subject)
            name = self._book.label(term, Index(unit.quads)).en
            problem = (
                f"{name} with {self._book.label(found.rule.predicate.value).en} belongs in a rule "
                "book; a dossier states facts, rules of your own go in a file for --rules."
            )
            return Problem(unit.source.name, problem, find_lines(unit.source, [term]).get(term))
        if not found.dossiers:
            where = "" if unit.graph is None else f" (graph {unit.graph})"
            problem = (
                f"holds no dossier{where}: nothing is typed sl:Dossier, so nothing was judged."
            )
            return Problem(unit.source.name, problem)
        return None

    def _check_unit(
        self, unit: Unit, shared: frozenset[ox.Quad], run: _Run, *, alone: bool
    ) -> Iterator[Finding]:
        with self._data.holding(unit.quads):
            found = survey(unit.quads, self._book, self._data)
            problem = self._problem(unit, found) or _spread(unit, found, shared, run)
            if problem is not None:
                run.problems.append(problem)
                return
            dossiers = Dossiers(self._data, tuple(found.dossiers))
            run.triples += self._data.size()
            for name in dossiers.names:
                run.dossiers[name] = self._book.named(name, self._data)
            with as_of(self._on, unit.quads, found.dossiers, self._data) as judged:
                run.projection.add(self._data, unit.source, alone=alone)
                results = self._results(self._engine, judged, unit.source.name)
            for result in (*results, *self._untouched(found)):
                yield finding_of(result, self._book, dossiers)

    def _results(
        self, engine: ShapesEngine, statements: Sequence[Statement], what: str
    ) -> list[Result]:
        return within(self._time_limit, what, lambda: engine.validate(statements))

    def _untouched(self, found: Survey) -> Iterator[Result]:
        """Yield a result for each subject whose classes the ontology does not know."""
        for subject in found.unknown:
            yield Result(
                focus=subject,
                path=None,
                value=self._data.first(subject, RDF_TYPE),
                component=SH + "ClassConstraintComponent",
                shape=_UNTOUCHED,
                severity=Severity.WARNING,
            )

    def _check_across(self, run: _Run) -> list[Finding]:
        statements = run.projection.shared() if self._between is not None else ()
        if not statements or self._between is None:
            return []
        dossiers = Dossiers(self._data, tuple(run.dossiers))
        by_source: dict[Source, list[Finding]] = {}
        with self._data.holding(statements):
            for result in self._results(self._between, statements, "between dossiers"):
                source = run.projection.origin(result.focus)
                if source is not None:
                    finding = finding_of(result, self._book, dossiers)
                    by_source.setdefault(source, []).append(finding)
        return [f for source, found in by_source.items() for f in _placed(found, source)]

    def _report(self, run: _Run) -> Report:
        return Report(
            findings=tuple(sorted(dict.fromkeys(run.findings), key=_order)),
            problems=tuple(sorted(run.problems, key=lambda p: (p.source, p.message))),
            dossiers=tuple(run.dossiers[name] for name in sorted(run.dossiers)),
            checked=Checked(
                dossiers=len(run.dossiers),
                shapes=len(self._book.active_shapes()),
                norms=len(self._book.checked_norms()),
                triples=run.triples,
            ),
            engine=self._engine.name,
            version=resources.package_version(),
            rulebook=self._version,
            reading=self._reading,
            on=self._on,
        )


def _compiled(shapes: Statements, data: DataGraph) -> ShapesEngine:
    return CompiledEngine(shapes, data)


def _reference(shapes: Statements, data: DataGraph) -> ShapesEngine:
    """Return pySHACL; imported here, because loading it is what takes longest."""
    from scheidslijn.reference import ReferenceEngine

    return ReferenceEngine(shapes, data.rulebook)


_ENGINES: Final[dict[EngineName, Callable[[Statements, DataGraph], ShapesEngine]]] = {
    "compiled": _compiled,
    "reference": _reference,
}


def _switches_on(statement: Statement, across: frozenset[Term]) -> bool:
    """Return whether a statement gives a target to a shape that does not look across dossiers."""
    is_target = statement.predicate.value.startswith(SH + "target")
    return is_target and term_text(statement.subject) not in across


def _spread(unit: Unit, found: Survey, shared: frozenset[ox.Quad], run: _Run) -> Problem | None:
    """Return a problem when a dossier of this unit also stands elsewhere: it is judged whole.

    Half of a dossier may hold one role and the other half the role that does not go with it.
    """
    named = found.named
    if unit.graph is not None and shared:
        own = Index(quad for quad in unit.quads if quad not in shared)
        named = {*own.subjects(RDF_TYPE, SL_DOSSIER), *own.all_objects(SL_IN_DOSSIER)}
    here = unit.source.name if unit.graph is None else f"{unit.source.name} (graph {unit.graph})"
    for dossier in sorted(term for term in named if not term.startswith("_:")):
        elsewhere = run.seen.setdefault(dossier, here)
        if elsewhere != here:
            first, second = sorted((elsewhere, here))
            problem = (
                f"the dossier {dossier} stands in {first} and in {second}; put it in one place."
            )
            return Problem(unit.source.name, problem)
    return None


def _placed(findings: list[Finding], source: Source) -> list[Finding]:
    """Give findings their file and line; the file is read again only when there are any."""
    if not findings:
        return []
    places = find_places(source, {finding.focus for finding in findings})
    nowhere = (source.name, None)
    return [
        replace(f, file=file, line=line)
        for f in findings
        for file, line in [places.get(f.focus, nowhere)]
    ]


def _order(finding: Finding) -> tuple[str | int, ...]:
    return (
        finding.dossier,
        -finding.severity,
        finding.file or "",
        finding.line or 0,
        finding.shape,
        finding.focus,
        finding.path or "",
        finding.value or "",
        finding.component,
    )
