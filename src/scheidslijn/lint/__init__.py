"""The linter of the rule book: ontology, norms and shapes, as an author wants to have them.

Every check is a plain function over one index of (subject, predicate, value, file); `table` lists
them all. A check says which term is wrong and at which subject; where that stands is looked up
afterwards, and only in files in which something was found.
"""

from __future__ import annotations

from scheidslijn.lint.report import Check, Level, LintChecked, LintFinding, LintReport
from scheidslijn.lint.run import lint, rulebook_files
from scheidslijn.lint.table import CHECKS

__all__ = [
    "CHECKS",
    "Check",
    "Level",
    "LintChecked",
    "LintFinding",
    "LintReport",
    "lint",
    "rulebook_files",
]
