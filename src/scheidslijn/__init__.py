"""Checks Dutch absence, Ziektewet and WGA dossiers on the rules of case management.

>>> import scheidslijn
>>> scheidslijn.may("werkgever", "ask", "diagnose").outcome.value
'forbidden'
>>> report = scheidslijn.validate(["examples/verzuim"])  # doctest: +SKIP
>>> report.conforms  # doctest: +SKIP
False

What a name needs is imported when the name is used: whoever asks one question should not wait
for what validates.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scheidslijn.asking import ask
    from scheidslijn.errors import (
        EngineError,
        InputError,
        RuleBookError,
        ScheidslijnError,
        UsageError,
    )
    from scheidslijn.explanation import Card, Explainer, explain
    from scheidslijn.model import Finding, Question, Report, Severity, Table
    from scheidslijn.validation import Validator, validate
    from scheidslijn.verdict import Adviser, Outcome, Verdict, may

__all__ = [
    "Adviser",
    "Card",
    "EngineError",
    "Explainer",
    "Finding",
    "InputError",
    "Outcome",
    "Question",
    "Report",
    "RuleBookError",
    "ScheidslijnError",
    "Severity",
    "Table",
    "UsageError",
    "Validator",
    "Verdict",
    "ask",
    "explain",
    "may",
    "validate",
]

_HOMES: Final = {
    "asking": ("ask",),
    "errors": ("EngineError", "InputError", "RuleBookError", "ScheidslijnError", "UsageError"),
    "explanation": ("Card", "Explainer", "explain"),
    "model": ("Finding", "Question", "Report", "Severity", "Table"),
    "validation": ("Validator", "validate"),
    "verdict": ("Adviser", "Outcome", "Verdict", "may"),
}


def __getattr__(name: str) -> object:
    """Import a public name from the module that defines it, when it is first used."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"scheidslijn.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
