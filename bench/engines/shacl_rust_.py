"""shacl-rust, with its usual graph and with the index that it calls experimental.

It has no compiled shapes: each call reads them again. It passes over sh:resultAnnotation, binds
$currentShape, gives a result of sh:sparql no value unless the query binds a node to it, and lets
sh:lessThanOrEquals pass where values cannot be compared.
"""

from __future__ import annotations

from typing import Any

import shacl_rust

from bench.findings import Finding, finding
from bench.outcome import Outcome, Task


def check(task: Task) -> Outcome:
    """Check the whole graph at once."""
    return _check(task, indexed=False)


def check_indexed(task: Task) -> Outcome:
    """Check the whole graph at once, on the experimental index."""
    return _check(task, indexed=True)


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself, joined with the rule book."""
    outcome = Outcome()
    shapes = task.shapes.read_text(encoding="utf-8")
    for data in task.each_joined():
        report = shacl_rust.validate(data.decode(), shapes, data_format="nt")
        outcome.findings |= _findings(report)
    outcome.step("validate")
    return outcome


def _check(task: Task, *, indexed: bool) -> Outcome:
    outcome = Outcome()
    report = shacl_rust.validate_file(
        str(task.data),
        str(task.shapes),
        data_format="nt",
        shapes_format="turtle",
        experimental_index=indexed,
    )
    outcome.step("validate")
    outcome.findings = _findings(report)
    outcome.step("collect")
    return outcome


def _findings(report: dict[str, Any]) -> set[Finding]:
    return {
        finding(
            result["focusNode"],
            result.get("resultPath"),
            result.get("value"),
            result["sourceConstraintComponent"],
            result["sourceShape"],
            result["severity"],
        )
        for result in report["results"]
    }
