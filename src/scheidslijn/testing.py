"""Asserts for the tests of whoever makes dossiers; what they raise reads like the text report.

They need no pytest, only the library. `scheidslijn.pytest_plugin` makes tests of files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from scheidslijn.errors import UsageError
from scheidslijn.inputs import Source, Syntax, find_sources
from scheidslijn.model import Finding, Language, Named, Reading, Report, Severity, Statement
from scheidslijn.render.style import unjudged
from scheidslijn.render.text import render
from scheidslijn.terms import local_name, quad_of
from scheidslijn.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Dossiers",
    "Expected",
    "Wanted",
    "assert_findings",
    "assert_no_findings",
    "report_of",
    "threshold",
]

Form = Mapping[str, object]
# What can be judged: Turtle in a string, files, the form of JSON as Python has it, or statements.
Dossiers = str | Path | Form | Iterable[Path] | Iterable[Form] | Iterable[Statement]

_UNPLACED: Final = "<dossier>"  # its lines are in no file that anybody can open


@dataclass(frozen=True, slots=True)
class Expected:
    """What a finding is expected to be; what is None may be anything.

    Shape, focus node and norm are named by their IRI, or by what stands behind its last ``/`` or
    ``#``: ``Expected("Verboden", norm="medisch-oordeel-niet-door-werkgever")``.

    Raises:
        UsageError: nothing is said, or the severity does not exist.
    """

    shape: str | None = None
    severity: str | None = None
    focus: str | None = None
    norm: str | None = None

    def __post_init__(self) -> None:
        if not any(astuple(self)):
            raise UsageError("An expected finding needs a shape, severity, focus node or norm.")
        if self.severity is not None:
            threshold(self.severity)

    def describes(self, finding: Finding) -> bool:
        """Return whether a finding is one that was meant."""
        return (
            _names(self.shape, finding.shape)
            and self.severity in (None, finding.severity.name.lower())
            and _names(self.focus, finding.focus)
            and (self.norm is None or any(_names(self.norm, n.iri) for n in finding.norms))
        )

    def __str__(self) -> str:
        said = zip(self.__slots__, astuple(self), strict=True)
        return f"Expected({', '.join(f'{key}={value!r}' for key, value in said if value)})"


# A finding that is expected: its shape; shape, severity and focus node in this order; or more.
Wanted = str | tuple[str, ...] | Expected


def assert_no_findings(
    dossiers: Dossiers,
    *,
    fail_on: str = "violation",
    reading: Reading = "strict",
    on: date | None = None,
    language: Language = "nl",
    validator: Validator | None = None,
) -> Report:
    """Fail when dossiers have findings of at least ``fail_on``, or cannot be judged.

    Args:
        dossiers: Turtle as a string, a path of files, a folder or a glob, the form of JSON as
            Python has it (one dossier, or a list), or the statements of pyoxigraph. Several are
            judged together, so that findings across dossiers are made.
        fail_on: the lightest finding that fails: ``violation``, ``warning`` or ``info``.
        reading: of contested rules, the reading that demands most or least.
        on: the day as of which to judge; None as for `scheidslijn.validate`.
        language: the language of what is raised.
        validator: one that is loaded already, in place of a reading and a day.

    Returns:
        The report, with findings below ``fail_on``.

    Raises:
        AssertionError: with the report as text.
        UsageError: the call is wrong.
        InputError: a path does not exist or matches nothing.
    """
    __tracebackhide__ = True
    lightest = threshold(fail_on)
    report = report_of(dossiers, reading=reading, on=on, validator=validator)
    if report.problems or unjudged(report) is not None or report.at_or_above(lightest):
        raise AssertionError(render(report, language).rstrip())
    return report


def assert_findings(
    dossiers: Dossiers,
    expected: Iterable[Wanted],
    *,
    reading: Reading = "strict",
    on: date | None = None,
    language: Language = "nl",
    validator: Validator | None = None,
) -> Report:
    """Fail unless the findings, of every severity, are those that are expected and no others.

    Each finding has to be described by something that is expected, and whatever is expected has
    to describe a finding. With nothing expected there may be no finding at all.

    Args:
        dossiers: as for `assert_no_findings`, and so are the others.
        expected: each the name of a shape, a tuple of shape, severity and focus node, or an
            `Expected`.
        reading: of contested rules, the reading that demands most or least.
        on: the day as of which to judge.
        language: the language of the findings in what is raised.
        validator: one that is loaded already, in place of a reading and a day.

    Raises:
        AssertionError: with what was not found, what was found too, and both as they are written
            in ``expected``.
        UsageError: the call is wrong.
        InputError: a path does not exist or matches nothing.
    """
    __tracebackhide__ = True
    wanted = _wanted(expected)
    report = report_of(dossiers, reading=reading, on=on, validator=validator)
    if report.problems or unjudged(report) is not None:
        raise AssertionError(render(report, language).rstrip())
    absent = [each for each in wanted if not any(map(each.describes, report.findings))]
    surplus = tuple(f for f in report.findings if not any(each.describes(f) for each in wanted))
    if absent or surplus:
        raise AssertionError(_difference(report, absent, surplus, language))
    return report


def report_of(
    dossiers: Dossiers,
    *,
    reading: Reading = "strict",
    on: date | None = None,
    validator: Validator | None = None,
) -> Report:
    """Return the report on dossiers; the arguments are those of `assert_no_findings`.

    A finding in dossiers that are no text has no line.

    Raises:
        UsageError: the call is wrong.
        InputError: a path does not exist or matches nothing.
    """
    if validator is None:
        validator = _packaged(reading, on)
    elif (reading, on) != ("strict", None):
        raise UsageError("A validator has its own reading and day; give it, or give these.")
    sources = _sources(dossiers)
    report = validator.validate(sources)
    return _without_lines(report) if sources[0].name == _UNPLACED else report


def threshold(name: str) -> Severity:
    """Return the severity with this name.

    Raises:
        UsageError: there is none.
    """
    known = [severity.name.lower() for severity in reversed(Severity)]
    if name not in known:
        raise UsageError(f"{name!r} is no severity; known are {', '.join(known)}.")
    return Severity.from_name(name)


@lru_cache(maxsize=4)
def _packaged(reading: Reading, on: date | None) -> Validator:
    return Validator.packaged(reading=reading, on=on)


def _names(name: str | None, iri: str) -> bool:
    return name in (None, iri, local_name(iri))


def _wanted(expected: Iterable[Wanted]) -> list[Expected]:
    if isinstance(expected, str):
        raise UsageError("What is expected is a set of findings; put the one name in braces.")
    found = []
    for each in expected:
        if isinstance(each, Expected):
            found.append(each)
        elif isinstance(each, str):
            found.append(Expected(each))
        elif isinstance(each, tuple) and len(each) <= len(Expected.__slots__):
            found.append(Expected(*each))
        else:
            raise UsageError(f"{each!r} is no expected finding; give shape, severity and focus.")
    return found


def _difference(
    report: Report,
    absent: Sequence[Expected],
    surplus: tuple[Finding, ...],
    language: Language,
) -> str:
    lines = ["Expected, but not found:", *(f"  {each}" for each in absent)] if absent else []
    if surplus:
        lines += ["Found, but not expected:", *(f"  {_as_expected(each)}" for each in surplus)]
    return "\n".join([*lines, "", render(replace(report, findings=surplus), language).rstrip()])


def _as_expected(finding: Finding) -> Expected:
    shape, severity = local_name(finding.shape), finding.severity.name.lower()
    norms: tuple[Named, ...] = finding.norms
    return Expected(shape, severity, finding.focus, local_name(norms[0].iri) if norms else None)


def _sources(dossiers: Dossiers) -> tuple[Source, ...]:
    if isinstance(dossiers, str):
        if len(dossiers.split()) == 1 or os.path.lexists(dossiers):
            raise UsageError(f"{dossiers!r} is no Turtle; a file is given as a pathlib.Path.")
        data = dossiers.encode("utf-8", "surrogatepass")  # the reader says what is wrong with it
        return (Source("<turtle>", None, Syntax.TURTLE, data),)
    if isinstance(dossiers, Path):
        return find_sources([str(dossiers)]).sources
    if isinstance(dossiers, Mapping):
        return (_of_form(dossiers),)
    if not isinstance(dossiers, Iterable) or hasattr(dossiers, "serialize"):
        advice = "; of a graph of rdflib give graph.serialize()"
        raise UsageError(f"A {type(dossiers).__name__} cannot be judged{advice}.")
    return _of_several(list(dossiers))


def _of_several(several: Sequence[Path | Form | Statement]) -> tuple[Source, ...]:
    paths = [str(each) for each in several if isinstance(each, Path)]
    forms = [each for each in several if isinstance(each, Mapping)]
    statements = [each for each in several if isinstance(each, ox.Quad)]
    statements += [quad_of(each) for each in several if isinstance(each, ox.Triple)]
    if max(len(paths), len(forms), len(statements)) < max(1, len(several)):
        raise UsageError("Several dossiers are all paths, all dictionaries, or all statements.")
    if paths:
        return find_sources(paths).sources
    if forms:
        return (_of_form(forms),)
    return (
        Source(
            _UNPLACED, None, Syntax.N_QUADS, ox.serialize(statements, format=ox.RdfFormat.N_QUADS)
        ),
    )


def _of_form(value: Form | list[Form]) -> Source:
    try:
        text = json.dumps(value, ensure_ascii=False, default=_day)
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"The dossier cannot be written as JSON: {error}.") from None
    return Source(_UNPLACED, None, Syntax.JSON, text.encode("utf-8", "surrogatepass"))


def _day(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is no value of JSON")


def _without_lines(report: Report) -> Report:
    return replace(
        report,
        findings=tuple(replace(each, line=None) for each in report.findings),
        problems=tuple(replace(each, line=None, column=None) for each in report.problems),
    )
