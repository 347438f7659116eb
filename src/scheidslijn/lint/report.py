"""The value types of the linter: what a check is, what it finds, and the report."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scheidslijn.lint.book import Book
from scheidslijn.model import Named, RuleBookVersion, Term, Text

__all__ = ["Check", "Found", "Level", "LintChecked", "LintFinding", "LintReport"]


class Level(enum.IntEnum):
    """How heavy a finding of the linter weighs; a higher number is heavier.

    >>> Level.from_name("warning") < Level.ERROR
    True
    """

    INFO = 1
    WARNING = 2
    ERROR = 3

    @classmethod
    def from_name(cls, name: str) -> Level:
        """Return the level with this name, in upper or lower case."""
        return cls[name.upper()]


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, before its place is looked up.

    Attributes:
        term: the term that is wrong, or the nearest one with an IRI around it.
        message: a sentence that says what is wrong.
        at: the subject whose line is to be shown; the term itself if it is left out.
        file: the number of the file that it stands in; without it, where ``at`` is described.
        remedy: what mends it, where that is more precise than what the check says.
        level: another level than that of the check.
        shape: the shape that found it, if one did.
    """

    term: Term
    message: Text
    at: Term | None = None
    file: int | None = None
    remedy: Text | None = None
    level: Level | None = None
    shape: Named | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, how heavy it weighs, what it asks, what mends a breach, and itself."""

    name: str
    level: Level
    description: Text
    remedy: Text
    function: Callable[[Book], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing that is wrong with the rule book, ready to be shown.

    Attributes:
        check: the name of the check that found it.
        term: the term with its label; a blank node only where nothing around it has an IRI.
        file: the file as the user named it, or as it is called from the current folder.
        line: the line in that file on which the subject stands, from 1, or None.
        shape: the quality shape that found it, or None.
    """

    level: Level
    check: str
    term: Named
    message: Text
    remedy: Text
    file: str | None
    line: int | None
    shape: Named | None = None


@dataclass(frozen=True, slots=True)
class LintChecked:
    """What the linter looked at, in numbers."""

    files: int
    triples: int
    terms: int
    checks: int


@dataclass(frozen=True, slots=True)
class LintReport:
    """Everything one run of the linter has to say, sorted by file, line and level."""

    findings: tuple[LintFinding, ...]
    checked: LintChecked
    version: str
    rulebook: RuleBookVersion

    def at_or_above(self, level: Level) -> tuple[LintFinding, ...]:
        """Return the findings that weigh at least ``level``."""
        return tuple(finding for finding in self.findings if finding.level >= level)
