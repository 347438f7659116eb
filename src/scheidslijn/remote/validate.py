"""Validates the dossiers of an endpoint: a URL in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from scheidslijn import resources
from scheidslijn.endpoint import Endpoint
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Checked, Finding, Problem, Reading, Report
from scheidslijn.querycheck import check_select
from scheidslijn.remote.answering import Proof, ProvenPlan
from scheidslijn.remote.book import find_proof, others_loaded
from scheidslijn.remote.material import Material, read_material
from scheidslijn.remote.pages import PAGE_SIZE, Pages
from scheidslijn.remote.proof import load_rulebook
from scheidslijn.remote.run import MOST_FINDINGS, Progress, Run, judge
from scheidslijn.remote.surveying import graphs_with_dossiers

__all__ = ["Limits", "validate_endpoint"]

# Seconds for each query of a trial; one that takes longer on few dossiers is of no use.
_TRIAL: Final = 60.0
_STORES: Final = {
    "query": "store",
    "sparql": "sparql-graph-crud",
    "sparql-auth": "sparql-graph-crud-auth",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of a store.

    Attributes:
        page_size: how many rows to ask for at a time.
        max_findings: the run stops after so many.
        time_limit: seconds that one query may take.
    """

    page_size: int = PAGE_SIZE
    max_findings: int = MOST_FINDINGS
    time_limit: float = 600.0


def validate_endpoint(
    url: str,
    graphs: Sequence[str] = (),
    *,
    shapes: Sequence[str] = (),
    rules: Sequence[str] = (),
    reading: Reading = "strict",
    load: bool = False,
    fetch: bool = False,
    store_url: str | None = None,
    limits: Limits | None = None,
    environ: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    notify: Callable[[str], None] | None = None,
) -> Report:
    """Check dossiers where they lie, in a SPARQL 1.1 store, and return what there is to say.

    Args:
        url: where the store answers queries; the dossiers in it are only read.
        graphs: the named graphs to judge, each by itself; none for all that hold a dossier.
        shapes: Turtle files with shapes of your own, used beside the packaged ones.
        rules: Turtle files with rules of your own, joined with the packaged rule book.
        reading: of contested rules, the reading that demands most or least.
        load: whether to put the rule book into the store, and the store to a trial, first.
        fetch: whether statements may leave the store, to judge here what it cannot answer.
        store_url: where the store takes whole graphs, for ``load``; made from ``url`` if left out.
        limits: how much is asked of the store.
        environ: where the credentials are, instead of the environment.
        progress: called with the number of graphs done and of all.
        notify: called with each form of a query that the store answers wrongly in its trial.

    Raises:
        UsageError: the call is wrong, or the store does not hold this rule book.
        RuleBookError: the rule book or the shapes cannot be used.
        EngineError: the store cannot be reached, or fails before anything was judged.
    """
    for graph in graphs:
        _require_iri(graph)
    limits = limits or Limits()
    material = read_material(shapes, rules, reading)
    endpoint = Endpoint(url, limits.time_limit, environ=environ)
    if load:
        place, seconds = store_url or _store_url(url), min(limits.time_limit, _TRIAL)
        loader = Endpoint(url, seconds, store_url=place, environ=environ)
        load_rulebook(material, Pages(loader, limits.page_size), notify)
    plan = _plan(material, Pages(endpoint, limits.page_size), fetch=fetch)
    return _judged(material, plan, graphs, limits, progress)


def _plan(material: Material, pages: Pages, *, fetch: bool) -> ProvenPlan:
    proof = _proof(material, pages)
    asker = material.asker(pages, keeps_names=proof.keeps_names)
    return ProvenPlan(material.plan, proof, asker, material.scans, fetch)


def _judged(
    material: Material,
    plan: ProvenPlan,
    graphs: Sequence[str],
    limits: Limits,
    progress: Progress | None,
) -> Report:
    endpoint = plan.pages.endpoint
    chosen = list(graphs)
    if not chosen:
        for some in graphs_with_dossiers(endpoint, limits.page_size):
            chosen += some
    run = judge(material, plan, chosen, limits.max_findings, progress)
    if not chosen:
        problem = "no named graph holds a dossier, so nothing was judged."
        run.problems.append(Problem(endpoint.name, problem))
    return _report(material, run, endpoint)


def _proof(material: Material, pages: Pages) -> Proof:
    """Return what is known of the server; UsageError when the rule book is not there."""
    proof = find_proof(pages, material.graph)
    if proof is None:
        others = others_loaded(pages)
        there = f" It holds {' and '.join(others)}." if others else ""
        raise UsageError(
            f"{pages.endpoint.name} does not hold the rule book <{material.graph}>.{there} Load it "
            "with --load-rulebook; that needs the right to write named graphs."
        )
    if proof.server != pages.endpoint.server:
        raise EngineError(
            f"{pages.endpoint.name}: the rule book was loaded when the server was "
            f"{proof.server or 'nameless'}, and now it is {pages.endpoint.server or 'nameless'}; "
            "load it anew with --load-rulebook, to find out how this one answers."
        )
    return proof


def _store_url(url: str) -> str:
    """Return where a store takes whole graphs, by the habits of Oxigraph, Virtuoso and others.

    >>> _store_url("http://127.0.0.1:7878/query"), _store_url("http://h.example/sparql-auth")
    ('http://127.0.0.1:7878/store', 'http://h.example/sparql-graph-crud-auth')
    """
    parts = urlsplit(url)
    folder, _, name = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}/{_STORES.get(name, name)}", query=""))


def _require_iri(graph: str) -> None:
    try:
        check_select(f"SELECT ?s {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        usable = ":" in graph and not set(graph) & set('<>"{}|^`\\ ')
    except UsageError:
        usable = False
    if not usable:
        raise UsageError(f"--graph {graph!r}: expected the IRI of a named graph.")


def _report(material: Material, run: Run, endpoint: Endpoint) -> Report:
    book = material.book
    return Report(
        findings=tuple(sorted(dict.fromkeys(run.findings), key=_order)),
        problems=tuple(sorted(run.problems, key=lambda p: (p.source, p.message))),
        dossiers=tuple(run.dossiers[name] for name in sorted(run.dossiers)),
        checked=Checked(
            dossiers=len(run.dossiers),
            shapes=len(book.active_shapes()),
            norms=len(book.checked_norms()),
            triples=run.triples,
        ),
        engine=endpoint.name,
        version=resources.package_version(),
        rulebook=material.version,
        reading=material.reading,
    )


def _order(finding: Finding) -> tuple[str | int, ...]:
    """Return what findings are sorted by; that of `validation`, where none has a line."""
    return (
        finding.dossier,
        -finding.severity,
        finding.file or "",
        finding.shape,
        finding.focus,
        finding.path or "",
        finding.value or "",
        finding.component,
    )
