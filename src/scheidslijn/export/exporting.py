"""Exports the rule book, or dossiers one at a time: read, name anew, guard, say, write.

A dossier passes the guard of `privacy` before a profile sees it, so that no profile can let out
what may not leave. With pseudonyms its nodes get other names before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.errors import InputError, UsageError
from scheidslijn.export.cases import Graph, Notify, Progress, apart, cases
from scheidslijn.export.findings import Leaving
from scheidslijn.export.findings_sorted import Names, sorted_findings
from scheidslijn.export.grouping import by_subject
from scheidslijn.export.jsonld import write_book, write_cases
from scheidslijn.export.material import Book, Case
from scheidslijn.export.profile import Profile
from scheidslijn.export.rdf import PROFILE as RDF
from scheidslijn.export.rows import write_rows
from scheidslijn.export.table import Row, TableProfile
from scheidslijn.export.tally import Exported, Tally
from scheidslijn.export.writing import ROWS, Format, Measured, Sink, write_quads
from scheidslijn.inputs import Source
from scheidslijn.model import Finding, Report
from scheidslijn.namespaces import PREFIXES, SL
from scheidslijn.privacy import Reason, Withheld
from scheidslijn.pseudonym import Pseudonyms
from scheidslijn.validation import Validator

__all__ = ["export_dossiers", "export_rulebook", "packaged_book"]


def packaged_book(rules: Sequence[str] = ()) -> Book:
    """Return the packaged rule book, joined with rules of the user.

    Args:
        rules: Turtle files with rules of the user.

    Raises:
        RuleBookError: a file cannot be read.
    """
    shapes = resources.shapes_files()
    statements, version = resources.read_rulebook(tuple(map(Path, rules)), shapes)
    return Book(tuple(statements), resources.read_graph(shapes), version)


def export_rulebook(
    profile: Profile | TableProfile, book: Book, sink: Sink, form: Format
) -> Exported:
    """Write a rule book in a profile.

    Args:
        profile: what to say it in.
        book: the rule book.
        sink: where the bytes go.
        form: how to write it.

    Raises:
        UsageError: the profile has no place for a rule book, or is not written in this format.
    """
    _check_format(profile, form)
    if profile.rulebook is None:
        raise UsageError(f"the profile {profile.name} is for dossiers; give the paths of some")
    tally, measured = Tally(profile.losses), Measured(sink)
    tally.see(book.quads)
    if isinstance(profile, TableProfile):
        written = write_rows(profile.rulebook(book), profile.columns, measured, form)
    elif profile is RDF and form is Format.JSON_LD:
        written = len(book.quads)
        write_book(book, measured)
    else:
        quads = by_subject(tally.held(profile.rulebook(book)))
        written = write_quads(quads, measured, form, {**PREFIXES, **profile.prefixes})
    return tally.exported(measured, written)


def export_dossiers(
    profile: Profile | TableProfile,
    book: Book,
    sources: Sequence[Source],
    sink: Sink,
    form: Format,
    *,
    pseudonyms: Pseudonyms | None = None,
    progress: Progress | None = None,
    notify: Notify | None = None,
) -> Exported:
    """Write dossiers in a profile, one at a time.

    Args:
        profile: what to say them in.
        book: the rule book that they refer to.
        sources: where they are.
        sink: where the bytes go.
        form: how to write them.
        pseudonyms: other names for the nodes of dossiers, or None to keep theirs.
        progress: called with the number of inputs done and of all inputs.
        notify: called with each notice about an input.

    Raises:
        UsageError: the profile has no place for dossiers, or is not written in this format.
        InputError: an input cannot be read, holds no dossier, or holds what may not leave.
    """
    _check_format(profile, form)
    tally, measured = Tally(profile.losses), Measured(sink)
    found = cases(sources, book, tally, pseudonyms, progress, notify)
    if isinstance(profile, TableProfile):
        rows = _rows(profile, book, found, sources, tally, pseudonyms)
        written = write_rows(rows, profile.columns, measured, form)
    else:
        written = _write_statements(profile, found, tally, measured, form)
    return tally.exported(measured, written)


def _rows(
    profile: TableProfile,
    book: Book,
    found: Iterable[tuple[Graph, Case]],
    sources: Sequence[Source],
    tally: Tally,
    pseudonyms: Pseudonyms | None,
) -> Iterator[Row]:
    if profile.findings is not None:
        leaving = Leaving(book, book.guard.health, pseudonyms)
        yield from profile.findings(_findings(leaving, found, _validated(sources), tally))
    elif profile.dossier is not None:
        for _, case in found:
            yield from profile.dossier(case)
    else:
        raise _no_dossiers(profile)


def _findings(
    leaving: Leaving, found: Iterable[tuple[Graph, Case]], report: Report, tally: Tally
) -> Iterator[Finding]:
    """Yield the findings as they leave, sorted; what may not leave is refused before the first."""
    names = Names(name for each in report.findings for name in leaving.names(each))
    for _, case in found:
        names.meet(node.value for node in case.subjects if isinstance(node, ox.NamedNode))
    kept = (leaving.finding(each, names) for each in report.findings)
    behind = len(report.findings)
    for finding in sorted_findings(filter(None, kept)):
        behind -= 1
        yield finding
    if behind:
        tally.withhold([Withheld(Reason.HEALTH, SL + "norm", behind)])


def _write_statements(
    profile: Profile,
    found: Iterable[tuple[Graph, Case]],
    tally: Tally,
    sink: Measured,
    form: Format,
) -> int:
    if profile.dossier is None:
        raise _no_dossiers(profile)
    if profile is RDF and form is Format.JSON_LD:
        return sum(1 for _ in tally.held(write_cases((case for _, case in found), sink)))
    say = profile.dossier
    quads = (
        quad
        for number, (graph, case) in enumerate(found)
        for quad in apart(tally.held(say(case)), number, graph)
    )
    return write_quads(quads, sink, form, {**PREFIXES, **profile.prefixes})


def _check_format(profile: Profile | TableProfile, form: Format) -> None:
    if (form in ROWS) != isinstance(profile, TableProfile):
        fit = ROWS if isinstance(profile, TableProfile) else set(Format) - ROWS
        known = ", ".join(sorted(fit))
        raise UsageError(f"the profile {profile.name} is not written as {form}, but as {known}")


def _no_dossiers(profile: Profile | TableProfile) -> UsageError:
    return UsageError(f"the profile {profile.name} is for the rule book; leave the paths out")


def _validated(sources: Sequence[Source]) -> Report:
    report = Validator.packaged().validate(sources)
    for problem in report.problems:
        raise InputError(problem.source, problem.message, problem.line, problem.column)
    return report
