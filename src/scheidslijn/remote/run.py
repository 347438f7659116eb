"""Judges the dossiers in a remote store, where they are: only findings come back.

Each named graph is judged by itself, joined with the rule book, as a named graph in a file is.
The queries of the plan run in the store, over two graphs as one: the rule book and the dossier's.
(To ask about many dossiers at once is no faster: a store looks in each of its graphs for each
pattern. And what one graph says of a person must not count in another.)

What comes back are findings, and of the nodes that they mention the labels and what they show.

Findings across dossiers work on role assignments alone. The store says which persons have roles in
more than one dossier; only their assignments are fetched, and judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from scheidslijn.batches.judging import untouched
from scheidslijn.errors import EngineError
from scheidslijn.execution import merged, run
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.model import Engine, Finding, Named, Problem, Term
from scheidslijn.remote.answering import ProvenPlan
from scheidslijn.remote.assignments import Assignments
from scheidslijn.remote.facts import described, mentioned
from scheidslijn.remote.material import Material
from scheidslijn.remote.pages import TooManyRowsError
from scheidslijn.remote.surveying import GraphSurvey, survey_graphs
from scheidslijn.terms import local_name

__all__ = ["MOST_FINDINGS", "Progress", "Run", "judge"]

MOST_FINDINGS: Final = 1_000_000
_AT_ONCE: Final = 200  # graphs that a query of the survey is about
_FAILURES: Final = 3  # in a row; then the server is taken to be gone

Progress = Callable[[int, int], None]


@dataclass
class Run:
    """What one validation has gathered so far."""

    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    dossiers: dict[Term, Named] = field(default_factory=dict)
    triples: int = 0
    seen: dict[Term, str] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)
    failures: int = 0

    def fail(self, source: str, problem: str) -> None:
        """Note that something could not be judged, since the endpoint failed."""
        self.problems.append(Problem(source, problem, kind="engine"))


class _StopError(Exception):
    """It makes no sense to go on."""


def judge(
    material: Material,
    plan: ProvenPlan,
    graphs: Sequence[str],
    most: int = MOST_FINDINGS,
    progress: Progress | None = None,
) -> Run:
    """Judge these graphs, and return everything that was found.

    Args:
        material: rule book and shapes.
        plan: the plan on the server.
        graphs: named graphs, each a unit by itself.
        most: the run stops after so many findings, and says so.
        progress: called with the number of graphs done and of all.
    """
    judge = _Judge(material, plan, most, Run())
    names = sorted(set(graphs))
    done = 0
    try:
        for start in range(0, len(names), _AT_ONCE):
            surveys = judge.surveys(names[start : start + _AT_ONCE])
            for graph, survey in surveys.items():
                judge.graph(graph, survey)
                done += 1
                if progress is not None:
                    progress(done, len(names))
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
    most: int
    run: Run

    def surveys(self, graphs: Sequence[str]) -> dict[str, GraphSurvey]:
        """Return what stands in some graphs, or nothing where the server fails."""
        try:
            found = survey_graphs(self.plan.pages, graphs, self.material.book)
        except TooManyRowsError as error:
            raise _StopError(f"{error}.") from error
        except EngineError as error:
            for graph in graphs:
                self.run.fail(graph, f"not judged: {error}")
            self._count_failure()
            return {}
        self.run.failures = 0
        return found

    def graph(self, graph: str, survey: GraphSurvey) -> None:
        """Judge a graph; one that the server fails on spoils no other."""
        problem = _problem(self.material, survey) or _spread(graph, survey, self.run)
        if problem is not None:
            self.run.problems.append(Problem(graph, problem))
            return
        if survey.broader is not None and self.plan.needs_closure:
            self.run.fail(
                graph,
                f"not judged: it uses {local_name(survey.broader)}, which "
                f"{self.plan.proof.server} cannot follow; judge it as a file.",
            )
            return
        try:
            findings, names = self._judged(graph, survey)
        except TooManyRowsError as error:
            raise _StopError(f"<{graph}>: {error}.") from error
        except EngineError as error:
            self.run.fail(graph, f"not judged: {error}")
            self._count_failure()
            return
        self.run.failures = 0
        self.run.triples += survey.size
        self.run.dossiers |= names
        self.run.judged.append(graph)
        self.run.findings += findings
        if len(self.run.findings) > self.most:
            raise _StopError(f"More than {self.most} findings; raise --max-findings.")

    def _count_failure(self) -> None:
        self.run.failures += 1
        if self.run.failures == _FAILURES:
            raise _StopError(f"Given up after {_FAILURES} failures in a row.")

    def _judged(self, graph: str, survey: GraphSurvey) -> tuple[list[Finding], dict[Term, Named]]:
        plan, data, book = self.plan, self.material.data, self.material.book
        plan.asker.graph = graph
        results = merged(run(plan.asked, cast("Engine", plan)))  # of an engine a plan only selects
        nodes = {*mentioned(results), *survey.dossiers, *survey.unknown}
        facts = described(plan.pages, graph, nodes, keeps_names=plan.proof.keeps_names)
        with data.holding(facts):
            dossiers = Dossiers(data, tuple(survey.dossiers))
            findings = [
                replace(finding_of(result, book, dossiers), file=graph)
                for result in (*results, *untouched(survey.unknown, data))
            ]
            return findings, {each: book.named(each, data) for each in survey.dossiers}

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
        for shapes, way_out in (
            (self.plan.refused(), ""),
            (
                self.plan.fetching(),
                " With --fetch-facts they are judged here, on the statements that they read.",
            ),
        ):
            if shapes:
                names = ", ".join(map(local_name, shapes))
                self.run.fail(
                    self.plan.pages.endpoint.name,
                    f"{self.plan.proof.server} does not answer the queries of these shapes as "
                    f"SPARQL 1.1 says, so they were not checked: {names}.{way_out}",
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
