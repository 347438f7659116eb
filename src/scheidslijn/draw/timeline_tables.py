"""The timeline of a dossier in words: its facts and its findings as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheidslijn.draw.drawing import DataTable
from scheidslijn.draw.timeline_data import Case, Fact, said
from scheidslijn.draw.timeline_lanes import when
from scheidslijn.draw.words import say
from scheidslijn.model import Finding, Language, SourcePlace
from scheidslijn.render.words import name, plain, word

__all__ = ["finding_notes", "tables"]


def finding_notes(finding: Finding, language: Language) -> Iterator[str]:
    """Yield what is said of a finding below its message: how heavy, by which norms, what mends."""
    norms = "; ".join(name(norm, language) for norm in finding.norms)
    severity = word(finding.severity.name.lower(), language)
    yield f"{severity}: {norms}" if norms else severity
    if finding.sources:
        yield "; ".join(_place(place) for place in finding.sources)
    remedy = plain(finding.remedy.in_language(language))
    if remedy:
        yield f"{word('remedy', language)}: {remedy}"


def _place(place: SourcePlace) -> str:
    lines = f"{place.first_line}\u2013{place.last_line}"
    single = place.first_line == place.last_line
    return plain(f"{place.document}, {place.first_line if single else lines}")


def tables(case: Case, findings: Sequence[Finding], language: Language) -> Iterator[DataTable]:
    """Yield the facts of the dossier in order of time, and the findings on it."""
    names = case.names
    rows = [
        (
            names[fact.actor] if fact.actor else say("the case", language),
            names[fact.kind],
            said(fact, names),
            when(fact, language) or say("undated", language),
        )
        for fact in sorted((*case.facts, *case.employments), key=_order)
    ]
    rows = [
        (say("the case", language), names[moment], "", day.isoformat())
        for moment, day in case.moments
    ] + rows
    heads = tuple(say(head, language) for head in ("who", "kind", "about", "when"))
    yield DataTable(say("facts", language), heads, tuple(rows))
    heads = tuple(say(head, language) for head in ("number", "finding", "explained"))
    yield DataTable(
        say("findings", language),
        heads,
        tuple(
            (
                str(number),
                plain(finding.message.in_language(language)),
                " · ".join(finding_notes(finding, language)),
            )
            for number, finding in enumerate(findings, start=1)
        ),
    )


def _order(fact: Fact) -> tuple[str, str]:
    day = fact.start if fact.day is None else fact.day
    return (day.isoformat() if day else "", fact.iri)
