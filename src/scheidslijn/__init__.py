"""Checks Dutch absence, Ziektewet and WGA dossiers on the rules of case management.

>>> import scheidslijn
>>> report = scheidslijn.validate(["examples/verzuim"])  # doctest: +SKIP
>>> report.conforms  # doctest: +SKIP
False
"""

from __future__ import annotations

from scheidslijn.errors import (
    EngineError,
    InputError,
    RuleBookError,
    ScheidslijnError,
    UsageError,
)
from scheidslijn.model import Finding, Question, Report, Severity, Table
from scheidslijn.validation import Validator, validate

__all__ = [
    "EngineError",
    "Finding",
    "InputError",
    "Question",
    "Report",
    "RuleBookError",
    "ScheidslijnError",
    "Severity",
    "Table",
    "UsageError",
    "Validator",
    "validate",
]
