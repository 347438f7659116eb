"""Judges the same dossiers with either rule book, and says what differs.

An example is judged by itself, so that two versions of it cannot meet; the dossiers that a user
gives are judged together, so that what stands between them counts too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.batches import batches_of
from scheidslijn.difference.findings import Renames, finding_changes
from scheidslijn.difference.reading import Case, Material
from scheidslijn.difference.types import DossierChange, Judged, Origin, Side, Tally, Unread
from scheidslijn.errors import RuleBookError, UncompilableError
from scheidslijn.inputs import Source
from scheidslijn.model import Finding, Named, Reading, Report, RuleBookVersion, Severity, Term, Text
from scheidslijn.namespaces import OWL
from scheidslijn.validation import TIME_LIMIT, Validator

__all__ = ["Dossiers", "Judge", "cases_of", "judge"]

Progress = Callable[[int, int], None]
Causes = Callable[[Finding | None, Finding | None], tuple[Named, ...]]
_ORDER: Final = {origin: number for number, origin in enumerate(Origin)}
_IMPORTS: Final = ox.NamedNode(OWL + "imports")
Key = tuple[str, Term]


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Which dossiers are judged, and how.

    Attributes:
        given: the inputs that the user names.
        cases: whether the cases of the shapes are judged beside the examples.
        reading: the reading of contested rules.
        on: the day as of which is judged, or None.
        time_limit: seconds that the checks of one data graph may take.
    """

    given: tuple[Source, ...] = ()
    cases: bool = True
    reading: Reading = "strict"
    on: date | None = None
    time_limit: float | None = TIME_LIMIT


@dataclass
class _Verdicts:
    """What one side says of every file and dossier."""

    findings: dict[Key, list[Finding]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    names: dict[Term, Named] = field(default_factory=dict)
    dossiers: int = 0

    def add(self, report: Report, file: str | None) -> None:
        for each in report.findings:
            self.findings.setdefault((file or each.file or "", each.dossier), []).append(each)
        for problem in report.problems:
            self.problems.setdefault(file or problem.source, problem.message)
        self.names |= {each.iri: each for each in report.dossiers}
        self.dossiers += len(report.dossiers)


class Judge:
    """One rule book with the shapes to judge by.

    Args:
        material: the rule book.
        shapes: the shapes, its own or those of the other side.
        side: which rule book it is.
        how: the reading, the day and the time limit.

    Raises:
        RuleBookError: rules or shapes cannot be used; the sentence names the side.
    """

    def __init__(
        self, material: Material, shapes: tuple[ox.Quad, ...], side: Side, how: Dossiers
    ) -> None:
        rules = tuple(quad for quad in material.rules if quad.predicate != _IMPORTS)
        version = RuleBookVersion(side.version, side.sha256)
        self._name = side.name
        with self._named():
            self._validator = Validator(
                rules, shapes, version, "compiled", how.time_limit, how.reading, how.on
            )

    def report(self, sources: Sequence[Source]) -> Report:
        """Return what this rule book says of inputs that are judged together."""
        with self._named():
            return self._validator.validate(sources)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except RuleBookError as error:
            # the other engine is no way out here
            problem = str(error).removesuffix(UncompilableError.way_out).rstrip(".")
            advice = "With --no-dossiers the rules alone are compared."
            raise RuleBookError(f"{self._name}: {problem}. {advice}") from error


def cases_of(old: Material, new: Material, *, cases: bool) -> tuple[Case, ...]:
    """Return the examples of both sides; of one that both have, the new text.

    Args:
        old: the old side.
        new: the new one.
        cases: whether the cases of their shapes are among them.
    """
    found = {case.path: case for case in (*old.cases, *new.cases)}
    return tuple(
        found[path] for path in sorted(found) if cases or found[path].origin is Origin.EXAMPLE
    )


def judge(
    judges: tuple[Judge, Judge],
    cases: Sequence[Case],
    how: Dossiers,
    renames: Renames,
    causes: Causes,
    borrowed: str | None = None,
    progress: Progress | None = None,
) -> Judged:
    """Judge dossiers with either rule book, and return which verdicts differ.

    Args:
        judges: the old rule book and the new one.
        cases: examples and cases, judged each by itself.
        how: the dossiers that the user gives, and how to judge.
        renames: the new name of every renamed term.
        causes: says to which changed terms a finding that differs can be traced.
        borrowed: the side whose shapes judge for both.
        progress: called with what is done and of how much.
    """
    work = _Work(judges, progress)
    same = work.sweep(cases, renames)
    for case in cases:
        if case.path not in same:
            work.look([case.source], case.path)
    if how.given:
        work.look(how.given, None)
    before, after = work.verdicts
    origins = {case.path: case.origin for case in cases}
    return Judged(
        files=len(cases) + len(how.given),
        dossiers=sum(same.values()) + max(before.dossiers, after.dossiers),
        changed=tuple(_changed(before, after, origins, renames, causes)),
        unread=tuple(_unread(before.problems, after.problems, origins)),
        reading=how.reading,
        on=how.on,
        borrowed=borrowed,
    )


class _Work:
    """Two rule books that judge, and how far they are."""

    def __init__(self, judges: tuple[Judge, Judge], progress: Progress | None) -> None:
        self._judges = judges
        self._progress = progress
        self._done = self._total = 0
        self.verdicts = (_Verdicts(), _Verdicts())

    def sweep(self, cases: Sequence[Case], renames: Renames) -> dict[str, int]:
        """Return the path of each case that is judged alike, with how many dossiers it has."""
        batches, _ = batches_of(cases)
        self._total = 2 * len(batches)
        same: dict[str, int] = {}
        for batch in batches:
            reports = [self._report(judge, [batch.source]) for judge in self._judges]
            found = [batch.by_case(each.findings) for each in reports]
            old, new = found
            if old is None or new is None or any(each.problems for each in reports):
                continue
            for path in {case.path for case in batch.cases.values()}:
                changes = finding_changes(old.get(path, []), new.get(path, []), renames, _no_causes)
                if not any(True for _ in changes):
                    same[path] = 0
            for each in reports[1].dossiers:
                case = batch.case_of(each.iri)
                if case is not None and case.path in same:
                    same[case.path] += 1
        self._total += 2 * (len(cases) - len(same))
        return same

    def look(self, sources: Sequence[Source], file: str | None) -> None:
        """Judge inputs together with either rule book, and keep what both say."""
        for each, verdicts in zip(self._judges, self.verdicts, strict=True):
            verdicts.add(self._report(each, sources), file)

    def _report(self, judge: Judge, sources: Sequence[Source]) -> Report:
        report = judge.report(sources)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, max(self._done, self._total))
        return report


def _no_causes(_before: Finding | None, _after: Finding | None) -> tuple[Named, ...]:
    return ()


def _changed(
    before: _Verdicts,
    after: _Verdicts,
    origins: Mapping[str, Origin],
    renames: Renames,
    causes: Causes,
) -> Iterator[DossierChange]:
    unread = {*before.problems, *after.problems}
    keys = {key for key in (*before.findings, *after.findings) if key[0] not in unread}
    for file, dossier in sorted(keys, key=lambda key: (_ORDER[_origin(key[0], origins)], key)):
        old = before.findings.get((file, dossier), [])
        new = after.findings.get((file, dossier), [])
        changes = tuple(finding_changes(old, new, renames, causes))
        if changes:
            name = after.names.get(dossier) or before.names.get(dossier)
            yield DossierChange(
                file=file,
                origin=_origin(file, origins),
                dossier=name or Named(dossier, Text(dossier, dossier)),
                before=_tally(old),
                after=_tally(new),
                findings=changes,
            )


def _unread(
    before: Mapping[str, str], after: Mapping[str, str], origins: Mapping[str, Origin]
) -> Iterator[Unread]:
    for file in sorted({*before, *after}):
        yield Unread(file, _origin(file, origins), before.get(file), after.get(file))


def _origin(file: str, origins: Mapping[str, Origin]) -> Origin:
    return origins.get(file, Origin.GIVEN)


def _tally(findings: Iterable[Finding]) -> Tally:
    weights = [each.severity for each in findings]
    return Tally(
        violations=weights.count(Severity.VIOLATION),
        warnings=weights.count(Severity.WARNING),
        infos=weights.count(Severity.INFO),
    )
