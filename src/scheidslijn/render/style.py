"""How a report is to be shown, and when a report may be called clean."""

from __future__ import annotations

from dataclasses import dataclass

from scheidslijn.model import Language, Report, Severity

__all__ = ["Style", "is_clean", "unjudged"]


@dataclass(frozen=True, slots=True)
class Style:
    """What a reader chose; a format ignores what it has no use for.

    Attributes:
        language: the language of headings and of formats that hold one language.
        color: whether text may hold terminal colours.
        width: the width of text, in characters.
        fail_on: the lightest severity that counts as a failed test in JUnit.
    """

    language: Language = "nl"
    color: bool = False
    width: int = 100
    fail_on: Severity = Severity.VIOLATION


def unjudged(report: Report) -> str | None:
    """Return the key of the sentence that says why nothing was judged, or None.

    No dossier, or no shape to look at one, is not a good outcome but no outcome.
    """
    if report.checked.dossiers == 0:
        return "no dossier"
    if report.checked.shapes == 0:
        return "no shape"
    return None


def is_clean(report: Report) -> bool:
    """Return whether a format may call the report clean: it conforms, so something was judged."""
    return report.conforms
