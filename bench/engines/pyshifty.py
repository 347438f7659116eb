"""pyshifty: SHACL lowered to an algebra, in Rust.

Asked for its W3C report: the other result, of the algebra, names neither component nor property
shape. ``shifty.PreparedValidator`` gives that report as a graph of rdflib, which takes longer
than checking; so the layer below it is asked, whose report is text. It passes over
sh:resultAnnotation, and binds $currentShape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from shifty import _shifty

from bench.findings import Finding, of_report
from bench.outcome import Outcome, Task

if TYPE_CHECKING:
    from shifty._shifty import W3cResult


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    outcome = Outcome()
    shapes = _shifty.PreparedValidator(shapes_path=str(task.shapes), shapes_format="turtle")
    outcome.step("shapes")
    result = shapes.validate_w3c(
        data_path=str(task.data),
        data_format="nt",
        graph_mode="data",
        run_infer=False,
        sort_results=False,
    )
    outcome.step("validate")
    outcome.findings = _findings(result)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself, joined with the rule book; the shapes are read once."""
    outcome = Outcome()
    shapes = _shifty.PreparedValidator(shapes_path=str(task.shapes), shapes_format="turtle")
    outcome.step("shapes")
    for data in task.each_joined():
        result = shapes.validate_w3c(
            data=data, data_format="nt", graph_mode="data", run_infer=False, sort_results=False
        )
        outcome.findings |= _findings(result)
    outcome.step("validate")
    return outcome


def _findings(result: W3cResult) -> set[Finding]:
    report = ox.parse(result.report_turtle, ox.RdfFormat.TURTLE)
    return of_report((str(t.subject), str(t.predicate), str(t.object)) for t in report)
