"""This project: the whole of ``scheidslijn.validate``, and its engine by itself.

The whole also reads the rule book, judges the inputs, looks across dossiers, and puts each
finding in words with its norms, articles and line; it is given the dossiers without the rule
book, which it has itself. The engine by itself does what the peers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

import scheidslijn
from bench.findings import Finding, finding
from bench.outcome import Outcome, Refused, Task
from scheidslijn.datagraph import DataGraph
from scheidslijn.dump import Dump, is_plain_dump
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits
from scheidslijn.model import Result


def validate(task: Task) -> Outcome:
    """Check with the call that users make, on its own shapes; what looks across is left out."""
    outcome = Outcome()
    report = scheidslijn.validate([str(task.dossiers)], time_limit=None)
    outcome.step("validate")
    if report.problems:
        raise Refused(report.problems[0].message)
    outcome.findings = {
        finding(f.focus, f.path, f.value, f.component, f.shape, f.severity.name)
        for f in report.findings
    }
    outcome.step("collect")
    return outcome


def check(task: Task) -> Outcome:
    """Check the whole graph at once with the compiled engine."""
    outcome = Outcome()
    rulebook = DataGraph(ox.parse(path=task.rulebook, format=ox.RdfFormat.N_TRIPLES))
    engine = CompiledEngine(ox.parse(path=task.shapes, format=ox.RdfFormat.TURTLE), rulebook)
    outcome.step("shapes")
    data = Dump(Path(task.dossiers).read_text(encoding="utf-8"), _unsound)
    with rulebook.holding(data):
        outcome.step("load")
        results = engine.validate(data)
        outcome.step("validate")
    outcome.findings = _findings(results)
    outcome.step("collect")
    return outcome


def check_each(task: Task) -> Outcome:
    """Check each dossier by itself; rule book and shapes are read once."""
    outcome = Outcome()
    rulebook = DataGraph(ox.parse(path=task.rulebook, format=ox.RdfFormat.N_TRIPLES))
    outcome.step("load")
    engine = CompiledEngine(ox.parse(path=task.shapes, format=ox.RdfFormat.TURTLE), rulebook)
    outcome.step("shapes")
    for path in task.each_dossier():
        dossier = list(ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES))
        outcome.findings |= _findings(engine.validate(dossier))
    outcome.step("validate")
    return outcome


def _read(path: Path) -> Sequence[ox.Quad]:
    """Return statements the way the whole reads them: a plain dump is left to the store."""
    text = path.read_text(encoding="utf-8")
    if is_plain_dump(text, Limits().max_literal_chars):
        return Dump(text, _unsound)
    return list(ox.parse(text, ox.RdfFormat.N_TRIPLES))


def _unsound(error: Exception) -> InputError:
    return InputError("the data", str(error))


def _findings(results: list[Result]) -> set[Finding]:
    return {
        finding(r.focus, r.path, r.value, r.component, r.shape, r.severity.name) for r in results
    }
