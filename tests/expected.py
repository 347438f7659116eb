"""Reads what an example should give, and brings a report into the same form."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheidslijn.model import Finding, Report

__all__ = ["Expected", "expected_of", "in_order", "read_expected", "told"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What makes a finding the one that was meant; its sentences and places are not compared."""

    focus: str
    path: str | None
    value: str | None
    component: str
    shape: str
    severity: str
    norms: tuple[str, ...]
    missing: tuple[str, ...] | None = None


def read_expected(path: Path) -> list[Expected]:
    """Return the rows of an ``.expected.json`` file in its own order, so a test can see it."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Expected(
            **{
                **row,
                "norms": tuple(row.get("norms", ())),
                "missing": tuple(row["missing"]) if "missing" in row else None,
            }
        )
        for row in rows
    ]


def expected_of(report: Report) -> list[Expected]:
    """Return the findings of a report as such rows, sorted as in a file."""
    return in_order(map(_row, report.findings))


def told(rows: Iterable[Expected], expected: Iterable[Expected]) -> list[Expected]:
    """Return rows with norms and missing conditions only where the expected ones name them."""
    named = {_key(row): row for row in expected}
    return in_order(_as(row, named.get(_key(row))) for row in rows)


def _as(row: Expected, expected: Expected | None) -> Expected:
    if expected is None:
        return row
    norms = row.norms if expected.norms else ()
    return replace(row, norms=norms, missing=None if expected.missing is None else row.missing)


def _key(row: Expected) -> Expected:
    return replace(row, norms=(), missing=None)


def in_order(rows: Iterable[Expected]) -> list[Expected]:
    """Return rows in the order of a file, in which an absent path or value comes first."""
    return sorted(
        rows,
        key=lambda row: (
            row.focus,
            row.path or "",
            row.value or "",
            row.component,
            row.shape,
            row.severity,
            row.norms,
        ),
    )


def _row(finding: Finding) -> Expected:
    return Expected(
        focus=finding.focus,
        path=finding.path,
        value=finding.value,
        component=finding.component,
        shape=finding.shape,
        severity=finding.severity.name.lower(),
        norms=tuple(sorted(norm.iri for norm in finding.norms)),
        missing=tuple(sorted(condition.iri for condition in finding.missing)),
    )
