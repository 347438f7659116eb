"""pyrudof: a session that reads shapes and data, and checks with its native engine.

The other engine, Sparql, finds the same and takes longer. It passes over sh:resultAnnotation,
does not bind $currentShape, writes a blank focus node into the text of a query, which then does
not parse, and takes an impossible day such as "2024-02-30"^^xsd:date for one.
"""

from __future__ import annotations

import pyrudof

from bench.findings import Finding, finding
from bench.outcome import Outcome, Task


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    outcome = Outcome()
    session = _session(task)
    outcome.step("shapes")
    session.read_data(task.data, pyrudof.RDFFormat.NTriples)
    outcome.step("load")
    report = session.validate_shacl()
    outcome.step("validate")
    outcome.findings = _findings(report)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself, joined with the rule book.

    A session repeats the results of data that it checked before, and takes longer for each; so
    each dossier has a session of its own, which reads the shapes.
    """
    outcome = Outcome()
    for data in task.each_joined():
        session = _session(task)
        session.read_data(data.decode(), pyrudof.RDFFormat.NTriples)
        outcome.findings |= _findings(session.validate_shacl())
    outcome.step("validate")
    return outcome


def _session(task: Task) -> pyrudof.Rudof:
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_shacl(task.shapes, pyrudof.ShaclFormat.Turtle)
    return session


def _findings(report: pyrudof.ShaclValidationReport) -> set[Finding]:
    return {
        finding(r.focus_node, r.path, r.value, r.constraint_component, r.source_shape, r.severity)
        for r in report
    }
