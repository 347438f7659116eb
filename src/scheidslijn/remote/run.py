"""Judges the dossiers in a remote store, where they are: only findings come back.

Each named graph is judged by itself, joined with the rule book, as a named graph in a file is.
The queries of the plan run in the store, over two graphs as one: the rule book and the dossier's;
or over several dossiers' at once, where these have no node in common (`batches`).
What comes back are findings, and of the nodes that they mention the labels and what they show.

Findings across dossiers work on role assignments alone. The store says which persons have roles in
more than one dossier; only their assignments are fetched, and judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scheidslijn.datagraph import DataGraph
from scheidslijn.errors import EngineError
from scheidslijn.execution import merged, run
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.model import Finding, Named, Problem, Result, Severity, Term
from scheidslijn.namespaces import RDF_TYPE, SH, SHAPE
from scheidslijn.remote.answering import ProvenPlan
from scheidslijn.remote.assignments import Assignments
from scheidslijn.remote.batches import batches_of, places_of
from scheidslijn.remote.facts import described, mentioned
from scheidslijn.remote.material import Material
from scheidslijn.remote.pages import TooManyRowsError
from scheidslijn.remote.surveying import GraphSurvey, survey_graphs

__all__ = ["MOST_FINDINGS", "Options", "Progress", "Run", "judge"]

MOST_FINDINGS: Final = 1_000_000
_UNTOUCHED: Final = SHAPE + "Onbeoordeeld"
_AT_ONCE: Final = 200  # graphs that a query of the survey is about
_FAILURES: Final = 3  # in a row; then the server is taken to be gone

Progress = Callable[[int, int], None]


@dataclass
class Run:
    """What one validation has gathered so far.

    ``failed`` tells that the endpoint failed somewhere, so that not everything was judged.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dossiers: dict[Term, Named] = field(default_factory=dict)
    triples: int = 0
    failed: bool = False
    seen: dict[Term, str] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)
    failures: int = 0

    def fail(self, source: str, problem: str) -> None:
        """Note that something could not be judged, since the endpoint failed."""
        self.problems.append(Problem(source, problem))
        self.failed = True


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes.

    Attributes:
        batch: how many graphs may be judged at once, where they have no node in common.
        most: the run stops after so many findings.
    """

    batch: int = 1
    most: int = MOST_FINDINGS


class _StopError(Exception):
    """It makes no sense to go on."""


def judge(
    material: Material,
    plan: ProvenPlan,
    graphs: Sequence[str],
    options: Options | None = None,
    progress: Progress | None = None,
) -> Run:
    """Judge these graphs, and return everything that was found.

    Args:
        material: rule book and shapes.
        plan: the plan on the server.
        graphs: named graphs, each a unit by itself.
        options: how much at once, and how much at all.
        progress: called with the number of graphs done and of all.
    """
    judge = _Judge(material, plan, options or Options(), Run())
    names = sorted(set(graphs))
    done = 0
    try:
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            for batch in judge.batches(some):
                judge.batch(batch)
                done += len(batch)
                if progress is not None:
                    progress(done, len(names))
            done = start + len(some)
        judge.across()
    except _StopError as stop:
        judge.run.fail(
            plan.pages.endpoint.name, f"{stop} {done} of {len(names)} graphs were looked at."
        )
    judge.refused()
    return judge.run


@dataclass(slots=True)
class _Judge:
    material: Material
    plan: ProvenPlan
    options: Options
    run: Run
    _surveys: dict[str, GraphSurvey] = field(default_factory=dict)

    def batches(self, graphs: Sequence[str]) -> list[list[str]]:
        """Return those of some graphs that can be judged, in batches."""
        pages = self.plan.pages
        try:
            self._surveys = survey_graphs(pages, graphs, self.material.book)
            usable = [graph for graph in graphs if self._is_usable(graph)]
            found = batches_of(pages, usable, self.options.batch) if usable else []
        except TooManyRowsError as error:
            raise _StopError(f"{error}.") from error
        except EngineError as error:
            for graph in graphs:
                self.run.fail(graph, f"not judged: {error}")
            self._count_failure()
            return []
        self.run.failures = 0
        return found

    def _is_usable(self, graph: str) -> bool:
        survey = self._surveys[graph]
        problem = _problem(self.material, survey) or _spread(graph, survey, self.run)
        if problem is not None:
            self.run.problems.append(Problem(graph, problem))
        return problem is None

    def batch(self, graphs: list[str]) -> None:
        """Judge graphs at once, or one by one if that fails, so that one spoils no other."""
        try:
            findings, names = self._judged(graphs)
        except TooManyRowsError as error:
            raise _StopError(f"<{graphs[0]}>: {error}.") from error
        except EngineError as error:
            if len(graphs) > 1:
                for graph in graphs:
                    self.batch([graph])
                return
            self.run.fail(graphs[0], f"not judged: {error}")
            self._count_failure()
            return
        self.run.failures = 0
        self.run.triples += sum(self._surveys[graph].size for graph in graphs)
        self.run.dossiers |= names
        self.run.judged += graphs
        self.run.findings += findings
        if len(self.run.findings) > self.options.most:
            raise _StopError(f"More than {self.options.most} findings; raise --max-findings.")

    def _count_failure(self) -> None:
        self.run.failures += 1
        if self.run.failures == _FAILURES:
            raise _StopError(f"Given up after {_FAILURES} failures in a row.")

    def _judged(self, graphs: list[str]) -> tuple[list[Finding], dict[Term, Named]]:
        plan, data, book = self.plan, self.material.data, self.material.book
        plan.graphs = graphs
        results = merged(run(plan.plan, plan))
        places = places_of(plan.pages, graphs, {result.focus for result in results})
        found = [(places[result.focus][0], result) for result in results]
        surveys = {graph: self._surveys[graph] for graph in graphs}
        dossiers = [each for survey in surveys.values() for each in survey.dossiers]
        unknown = [each for survey in surveys.values() for each in survey.unknown]
        nodes = {*mentioned(results), *dossiers, *unknown}
        facts = described(plan.pages, graphs, nodes, keeps_names=plan.proof.keeps_names)
        with data.holding(facts):
            found += [(g, _untouched(each, data)) for g in graphs for each in surveys[g].unknown]
            of = {graph: Dossiers(data, tuple(surveys[graph].dossiers)) for graph in graphs}
            findings = [
                replace(finding_of(result, book, of[graph]), file=graph) for graph, result in found
            ]
            return findings, {each: book.named(each, data) for each in dossiers}

    def across(self) -> None:
        """Judge what concerns several dossiers together."""
        material, between = self.material, self.material.between
        if between is None or not self.run.judged:
            return
        assignments = Assignments(self.plan.pages, self.run.judged, self.plan.proof)
        try:
            statements = assignments.shared()
        except EngineError as error:
            self.run.fail("between dossiers", f"not judged: {error}")
            return
        if not statements:
            return
        dossiers = Dossiers(material.data, tuple(self.run.dossiers))
        with material.data.holding(statements):
            for result in between.validate(statements):
                origin = assignments.origin(result.focus)
                if origin is not None:
                    found = finding_of(result, material.book, dossiers)
                    self.run.findings.append(replace(found, file=origin))

    def refused(self) -> None:
        """Name the shapes that were not checked."""
        refused = self.plan.refused()
        if refused:
            names = ", ".join(f"{self.material.book.label(each).en} <{each}>" for each in refused)
            self.run.fail(
                self.plan.pages.endpoint.name,
                f"{self.plan.proof.server} does not answer the queries of these shapes as SPARQL "
                f"1.1 says, so they were not checked: {names}.",
            )


def _untouched(subject: Term, data: DataGraph) -> Result:
    return Result(
        focus=subject,
        path=None,
        value=data.first(subject, RDF_TYPE),
        component=SH + "ClassConstraintComponent",
        shape=_UNTOUCHED,
        severity=Severity.WARNING,
    )


def _problem(material: Material, survey: GraphSurvey) -> str | None:
    """Return why a graph cannot be judged at all, or None."""
    if not survey.size:
        return "the store holds no such graph, or it is empty."
    if survey.rule is not None:
        node, prop = survey.rule
        return (
            f"{material.book.label(node).en} with {material.book.label(prop).en} belongs in a rule "
            "book; a dossier states facts, rules of your own go in a file for --rules."
        )
    if not survey.dossiers:
        return "holds no dossier: nothing is typed sl:Dossier, so nothing was judged."
    if survey.odd is not None:
        return (
            f"holds {survey.odd}, whose spelling other stores do not keep, so that findings may "
            "depend on the store; write it in its canonical form."
        )
    return None


def _spread(graph: str, survey: GraphSurvey, judged: Run) -> str | None:
    """Return a problem when a dossier of this graph also stands in another one."""
    for dossier in sorted(term for term in survey.named if not term.startswith("_:")):
        elsewhere = judged.seen.setdefault(dossier, graph)
        if elsewhere != graph:
            first, second = sorted((elsewhere, graph))
            return f"the dossier {dossier} stands in {first} and in {second}; put it in one place."
    return None
