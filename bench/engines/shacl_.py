"""shacl, the bindings of SHACL_Engine.

It passes over sh:resultAnnotation, binds $currentShape, misses nearly all that the long queries
find, and gives no value where a query binds a literal to it.
"""

from __future__ import annotations

import shacl

from bench.findings import Finding, finding
from bench.outcome import Outcome, Task


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    outcome = Outcome()
    shapes = shacl.Shapes.from_file(str(task.shapes))
    outcome.step("shapes")
    report = shapes.validate_file(str(task.data))
    outcome.step("validate")
    outcome.findings = _findings(report)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself, joined with the rule book; the shapes are read once."""
    outcome = Outcome()
    shapes = shacl.Shapes.from_file(str(task.shapes))
    outcome.step("shapes")
    for data in task.each_joined():
        outcome.findings |= _findings(shapes.validate_text(data.decode(), format="ntriples"))
    outcome.step("validate")
    return outcome


def _findings(report: shacl.Report) -> set[Finding]:
    return {
        finding(r.focus_node, r.path, r.value, r.component_iri, r.source_shape, r.severity_iri)
        for r in report.results
    }
