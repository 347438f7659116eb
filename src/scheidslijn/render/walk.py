"""Walks through a report that may be larger than memory, dossier by dossier.

What lies on disk has the order that `Report` promises, so that findings and dossiers are read side
by side. What is held in a tuple may have any order, when somebody made the report; it keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, takewhile
from operator import attrgetter, itemgetter

from scheidslijn.model import Finding, Language, Named, Report, Severity
from scheidslijn.render.words import plain, word

__all__ = ["Section", "count_at_or_above", "counts", "named", "sections", "unread"]


@dataclass(frozen=True, slots=True)
class Section:
    """A dossier, or what lies outside any, and what was found in it.

    Attributes:
        name: how it is called.
        findings: what was found, in the order of the report; it can be walked any number of times.
    """

    name: str
    findings: Iterable[Finding]

    def heaviest_first(self) -> Iterable[Finding]:
        """Return the findings, of those that weigh the same in the order of the report."""
        if isinstance(self.findings, _Outside):
            return self.findings
        return sorted(self.findings, key=lambda finding: -finding.severity)


@dataclass(frozen=True, slots=True)
class _Outside:
    """The findings on disk that belong to no dossier: they stand first, and can be very many."""

    findings: Sequence[Finding]

    def __iter__(self) -> Iterator[Finding]:
        return takewhile(lambda finding: not finding.dossier, self.findings)


def sections(report: Report, language: Language) -> Iterator[Section]:
    """Yield every dossier of a report, also one without findings.

    A dossier that only findings name comes after those that the report lists, if the report is
    held in memory. What was found outside any dossier comes last, if there is such a thing.

    Args:
        report: the report; of one on disk the findings of one dossier are held at a time.
        language: the language of the names.
    """
    if _is_held(report.findings) and _is_held(report.dossiers):
        yield from _held(report, language)
        return
    findings = report.findings
    if _is_held(findings):
        findings = sorted(findings, key=attrgetter("dossier"))
    listed = ((each.iri, Section(_name(each, language), ())) for each in _by_iri(report.dossiers))
    found = (
        (dossier, Section(plain(dossier), tuple(group)))
        for dossier, group in groupby(_inside(findings), key=attrgetter("dossier"))
    )
    for _, same in groupby(merge(listed, found, key=itemgetter(0)), key=itemgetter(0)):
        parts = [section for _, section in same]
        yield Section(parts[0].name, parts[-1].findings)
    outside = _Outside(findings)
    if any(True for _ in outside):
        yield Section(word("no dossier of its own", language), outside)


def named(report: Report, language: Language) -> Iterator[tuple[Finding, str]]:
    """Yield every finding in the order of the report, with the name of its dossier.

    Args:
        report: the report.
        language: the language of the names.
    """
    if _is_held(report.findings):
        wanted = {finding.dossier for finding in report.findings}
        names = {each.iri: _name(each, language) for each in report.dossiers if each.iri in wanted}
        names[""] = word("no dossier of its own", language)
        for finding in report.findings:
            yield finding, names.get(finding.dossier) or plain(finding.dossier)
        return
    rest = iter(_by_iri(report.dossiers))
    at = next(rest, None)
    for dossier, group in groupby(report.findings, key=attrgetter("dossier")):
        while at is not None and at.iri < dossier:
            at = next(rest, None)
        name = plain(dossier) if dossier else word("no dossier of its own", language)
        if at is not None and at.iri == dossier:
            name = _name(at, language)
        yield from ((finding, name) for finding in group)


def counts(report: Report) -> dict[Severity, int]:
    """Return how many findings there are of every severity, the heaviest first."""
    numbers = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for (_, severity), number in report.tally.items():
        numbers[severity] += number
    return numbers


def count_at_or_above(report: Report, severity: Severity) -> int:
    """Return how many findings weigh at least ``severity``; none of them is held."""
    return sum(number for each, number in counts(report).items() if each >= severity)


def unread(report: Report) -> int:
    """Return how many inputs could not be judged, some perhaps for more than one reason."""
    if _is_held(report.problems):
        return len({problem.source for problem in report.problems})
    return sum(1 for _ in groupby(report.problems, key=attrgetter("source")))


def _is_held(things: Sequence[object]) -> bool:
    return isinstance(things, tuple | list)


def _held(report: Report, language: Language) -> Iterator[Section]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.dossier, []).append(finding)
    names = {dossier.iri: _name(dossier, language) for dossier in report.dossiers}
    for dossier in found:
        if dossier:
            names.setdefault(dossier, plain(dossier))
    if "" in found:
        names[""] = word("no dossier of its own", language)
    for dossier, name in names.items():
        yield Section(name, found.get(dossier, ()))


def _by_iri(dossiers: Sequence[Named]) -> Iterable[Named]:
    return sorted(dossiers) if _is_held(dossiers) else dossiers


def _inside(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.dossier)


def _name(dossier: Named, language: Language) -> str:
    return plain(dossier.label.in_language(language)) or plain(dossier.iri)
