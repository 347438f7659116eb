"""pyshacl-turbo: pySHACL's interface on an engine in Rust.

Given files or text it builds a graph of rdflib first; a store of pyoxigraph spares that, and is
four times as fast. (It would share the memory of an rdflib-turbo dataset, but with the release of
these days, 0.2.0a19, refuses to: "different SHACL engine sources".) The report is a graph of
rdflib, there is no other. It refuses sh:resultAnnotation, by name, and binds $currentShape.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import pyoxigraph as ox
import pyshacl_turbo
from rdflib import Graph

from bench.findings import Finding, of_report
from bench.outcome import Outcome, Refused, Task

_turbo: Final[Any] = pyshacl_turbo  # it is marked as typed, but most of it is not


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    outcome = Outcome()
    shapes = _shapes(task)
    outcome.step("shapes")
    store = ox.Store()
    store.bulk_load(path=task.data, format=ox.RdfFormat.N_TRIPLES)
    outcome.step("load")
    _, report, text = shapes.validate(store)
    outcome.step("validate")
    outcome.findings = _findings(report, text)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself; shapes and rule book are read once."""
    outcome = Outcome()
    shapes = _shapes(task)
    outcome.step("shapes")
    store = ox.Store()
    store.bulk_load(path=task.rulebook, format=ox.RdfFormat.N_TRIPLES)
    outcome.step("load")
    for path in task.each_dossier():
        added = [q for q in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES) if q not in store]
        store.extend(added)
        _, report, text = shapes.validate(store)
        outcome.findings |= _findings(report, text)
        for quad in added:
            store.remove(quad)
    outcome.step("validate")
    return outcome


def _shapes(task: Task) -> Any:  # noqa: ANN401
    logging.disable(logging.WARNING)  # rdflib logs each ill-typed literal of a report
    try:
        return _turbo.compile_shapes(str(task.shapes), shacl_graph_format="turtle")
    except NotImplementedError as error:
        raise Refused(str(error)) from error


def _findings(report: object, text: str) -> set[Finding]:
    if not isinstance(report, Graph):
        raise Refused(text)
    return of_report((s.n3(), p.n3(), o.n3()) for s, p, o in report)
