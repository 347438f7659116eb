"""Judges one data graph: what stands in it, what the shapes find, and in which sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from scheidslijn.asof import as_of
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.roles import Roles
from scheidslijn.datagraph import DataGraph
from scheidslijn.deadline import within
from scheidslijn.dossiers import find_lines, find_places
from scheidslijn.errors import EngineError, InputError, UncompilableError
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.inputs import Source
from scheidslijn.model import Finding, Problem, Result, Severity, ShapesEngine, Statement, Term
from scheidslijn.namespaces import RDF_TYPE, SH, SHAPE, SL_DOSSIER, SL_IN_DOSSIER
from scheidslijn.rdfio import Unit
from scheidslijn.rulebook import Index, RuleBook, Terms
from scheidslijn.survey import Survey, survey
from scheidslijn.terms import term_text

__all__ = ["Judge", "failed", "no_dossier", "placed", "untouched"]

_UNTOUCHED: Final = SHAPE + "Onbeoordeeld"

Makes = Callable[[], tuple[DataGraph, ShapesEngine]]


class Judge:
    """Judges data graphs one by one.

    Args:
        book: the rule book.
        make: makes a store that holds the rule book, and the engine that works on it.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        on: the day as of which to judge, or None.
        own: whether shapes of the user are among those that check.
        also: checks the same data graphs on shapes that have nothing to do with these, in a
            store of its own; None if there are none.
    """

    def __init__(
        self,
        book: RuleBook,
        make: Makes,
        time_limit: float | None,
        on: date | None,
        *,
        own: bool,
        also: Judge | None = None,
    ) -> None:
        self.book = book
        self.on = on
        self._make = make
        self._time_limit = time_limit
        self._own = own
        self.also = also
        self.data, self.engine = make()

    @cached_property
    def roles(self) -> Roles:
        """Reads who has which role, for the comparison between dossiers."""
        return Roles(self.data.store, own=self._own)

    def judge(self, unit: Unit, shared: frozenset[ox.Quad] = frozenset()) -> Judged:
        """Return what is to be said of a data graph, without the place of each finding.

        Args:
            unit: the data graph.
            shared: those of its statements that other data graphs have too.
        """
        return self._attempt(unit, lambda about: self._judge(unit, shared, about))

    def look(self, unit: Unit, shared: frozenset[ox.Quad] = frozenset()) -> Judged:
        """Return what stands in a data graph of which the findings are known.

        Args:
            unit: the data graph.
            shared: those of its statements that other data graphs have too.
        """
        return self._attempt(unit, lambda about: self._look(unit, shared, about))

    def _attempt(self, unit: Unit, work: Callable[[Judged], Judged]) -> Judged:
        source = unit.source.name
        where = source if unit.graph is None else f"{source} (graph {unit.graph})"
        try:
            return work(Judged(source, where, scope=source, graph=unit.graph))
        except InputError as error:
            problem = Problem(source, error.problem, error.line, error.column)
        except UncompilableError as error:
            problem = Problem(source, f"{error.problem}.{error.way_out}")
        except EngineError as error:
            problem = failed(source, str(error))
            self.restart()
        return Judged(source, where, problems=(problem,), graph=unit.graph)

    def restart(self) -> None:
        """Begin anew with a store of its own: work that was left behind may still use this one."""
        self.data, self.engine = self._make()
        if self.also is not None:
            self.also.restart()

    def results_of(
        self, statements: Sequence[Statement], dossiers: Collection[Term], what: str
    ) -> list[Result]:
        """Return what the shapes find in a data graph, sorted by key.

        Args:
            statements: the data graph.
            dossiers: the dossiers in it.
            what: its name, to say what took too long.

        Raises:
            EngineError: the engine failed, or took too long.
        """
        with (
            self.data.holding(statements),
            as_of(self.on, statements, dossiers, self.data) as judged,
        ):
            return self.within_time(what, lambda: self.engine.validate(judged))

    def within_time(self, what: str, work: Callable[[], list[Result]]) -> list[Result]:
        """Return what work returns; EngineError when it takes too long."""
        return within(self._time_limit, what, work)

    def _judge(self, unit: Unit, shared: frozenset[ox.Quad], about: Judged) -> Judged:
        with self.data.holding(unit.quads):
            found = survey(unit.quads, self.book, self.data)
            problem = self._problem(unit, found)
            if problem is not None:
                return replace(about, problems=(problem,))
            seen = self._seen(unit, shared, found, about)
            asked = (unit.quads, found.dossiers, unit.source.name)
            results = self.results_of(*asked)
            if self.also is not None:
                results += self.also.results_of(*asked)
            dossiers = Dossiers(self.data, tuple(found.dossiers))
            every = (*results, *untouched(found.unknown, self.data))
            return replace(
                seen, findings=tuple(finding_of(each, self.book, dossiers) for each in every)
            )

    def _look(self, unit: Unit, shared: frozenset[ox.Quad], about: Judged) -> Judged:
        with self.data.holding(unit.quads):
            found = survey(unit.quads, self.book, self.data)
            return replace(self._seen(unit, shared, found, about), known=True)

    def _seen(self, unit: Unit, shared: frozenset[ox.Quad], found: Survey, about: Judged) -> Judged:
        """Return what stands in the data graph that the store holds."""
        return replace(
            about,
            dossiers=tuple(self.book.named(each, self.data) for each in found.dossiers),
            claimed=tuple(sorted(_claimed(unit, found, shared))),
            roles=self.roles.of_store(self.data.store, about.scope),
            triples=self.data.size(),
        )

    def _problem(self, unit: Unit, found: Survey) -> Problem | None:
        """Return why this unit cannot be judged at all, or None."""
        if found.rule is not None:
            term = term_text(found.rule.subject)
            name = self.book.label(term, Index(unit.quads)).en
            problem = (
                f"{name} with {self.book.label(found.rule.predicate.value).en} belongs in a rule "
                "book; a dossier states facts, rules of your own go in a file for --rules."
            )
            return Problem(unit.source.name, problem, find_lines(unit.source, [term]).get(term))
        return None if found.dossiers else no_dossier(unit.source.name, unit.graph)


def no_dossier(source: str, graph: Term | None) -> Problem:
    """Return the problem of a data graph without a dossier."""
    where = "" if graph is None else f" (graph {graph})"
    return Problem(
        source, f"holds no dossier{where}: nothing is typed sl:Dossier, so nothing was judged."
    )


def failed(source: str, problem: str) -> Problem:
    """Return the problem of a data graph on which the engine failed, not the input."""
    return Problem(source, problem, kind="engine")


def untouched(unknown: Iterable[Term], data: Terms) -> Iterator[Result]:
    """Yield a result for each subject whose classes the ontology does not know."""
    for subject in unknown:
        yield Result(
            focus=subject,
            path=None,
            value=data.first(subject, RDF_TYPE),
            component=SH + "ClassConstraintComponent",
            shape=_UNTOUCHED,
            severity=Severity.WARNING,
        )


def placed(findings: Sequence[Finding], source: Source) -> tuple[Finding, ...]:
    """Give findings their file and line; the file is read again only when there are any."""
    if not findings:
        return ()
    places = find_places(source, {finding.focus for finding in findings})
    nowhere = (source.name, None)
    return tuple(
        replace(f, file=file, line=line)
        for f in findings
        for file, line in [places.get(f.focus, nowhere)]
    )


def _claimed(unit: Unit, found: Survey, shared: frozenset[ox.Quad]) -> set[Term]:
    """Return the dossiers that something in this unit alone belongs to."""
    named = found.named
    if unit.graph is not None and shared:
        own = Index(quad for quad in unit.quads if quad not in shared)
        named = {*own.subjects(RDF_TYPE, SL_DOSSIER), *own.all_objects(SL_IN_DOSSIER)}
    return {term for term in named if not term.startswith("_:")}
