"""pySHACL, on rdflib's graph in memory.

It is asked in place, since nothing is inferred and a copy would protect nothing. It passes over
sh:resultAnnotation, and binds $currentShape.
"""

from __future__ import annotations

import logging

import pyshacl
from rdflib import Graph

from bench.findings import Finding, of_report
from bench.outcome import Outcome, Refused, Task


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    outcome = Outcome()
    shapes = _shapes(task)
    outcome.step("shapes")
    data = Graph().parse(task.data, format="nt")
    outcome.step("load")
    report = _report(data, shapes)
    outcome.step("validate")
    outcome.findings = _findings(report)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself; the rule book is read once, and stays in the graph."""
    outcome = Outcome()
    shapes = _shapes(task)
    outcome.step("shapes")
    data = Graph().parse(task.rulebook, format="nt")
    outcome.step("load")
    for path in task.each_dossier():
        added = [triple for triple in Graph().parse(path, format="nt") if triple not in data]
        for triple in added:
            data.add(triple)
        outcome.findings |= _findings(_report(data, shapes))
        for triple in added:
            data.remove(triple)
    outcome.step("validate")
    return outcome


def _shapes(task: Task) -> Graph:
    logging.disable(logging.WARNING)  # rdflib logs each ill-typed literal, which takes time
    return Graph().parse(task.shapes, format="turtle")


def _report(data: Graph, shapes: Graph) -> Graph:
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise Refused(str(text))
    return report


def _findings(report: Graph) -> set[Finding]:
    return of_report((s.n3(), p.n3(), o.n3()) for s, p, o in report)
