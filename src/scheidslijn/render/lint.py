"""A report of the linter as text for people, and as JSON for programs.

`schema/lint.schema.json` describes the JSON field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.lint import Check, Level, LintFinding, LintReport
from scheidslijn.model import Language, Named, Text
from scheidslijn.render.json import dump
from scheidslijn.render.layout import wrap
from scheidslijn.render.words import name, place, plain

__all__ = ["json", "listing", "text"]

_WIDTH: Final = 100
_LEVELS: Final = {
    Level.ERROR: (Text(nl="fout", en="error"), Text(nl="fouten", en="errors")),
    Level.WARNING: (
        Text(nl="waarschuwing", en="warning"),
        Text(nl="waarschuwingen", en="warnings"),
    ),
    Level.INFO: (Text(nl="info", en="info"), Text(nl="info", en="infos")),
}
_REMEDY: Final = Text(nl="Herstel", en="Remedy")
_SHAPE: Final = Text(nl="Vorm", en="Shape")
_CLEAN: Final = Text(nl="Niets gevonden.", en="Nothing found.")
_FOUND: Final = Text(nl="Gevonden: {}.", en="Found: {}.")
_CHECKED: Final = Text(
    nl="{files} bestanden met {triples} triples en {terms} termen nagekeken op {checks} punten.",
    en="{files} files with {triples} triples and {terms} terms went through {checks} checks.",
)


def text(report: LintReport, language: Language = "nl") -> str:
    """Return the report as text: one block per finding, in the order of file and line."""
    blocks = ["\n".join(_lines(finding, language)) for finding in report.findings]
    return "\n\n".join([*blocks, "\n".join(wrap(_summary(report, language), _WIDTH, ""))]) + "\n"


def json(report: LintReport) -> str:
    """Return the report as JSON, in both languages, with its keys in a fixed order."""
    return dump(
        {
            "findings": [_finding(finding) for finding in report.findings],
            "counts": {level.name.lower(): _count(report, level) for level in _LEVELS},
            "checked": {
                "files": report.checked.files,
                "triples": report.checked.triples,
                "terms": report.checked.terms,
                "checks": report.checked.checks,
            },
            "version": report.version,
            "rulebook": {"version": report.rulebook.version, "sha256": report.rulebook.sha256},
        }
    )


def listing(checks: Iterable[Check], language: Language = "nl") -> str:
    """Return the checks as text: name and level, and below it what is asked."""
    return "".join(
        f"{check.name} ({_LEVELS[check.level][0].in_language(language)})\n"
        f"    {check.description.in_language(language)}\n"
        for check in checks
    )


def _lines(finding: LintFinding, language: Language) -> Iterator[str]:
    level = _LEVELS[finding.level][0].in_language(language)
    where = "" if finding.file is None else f"{place(finding.file, finding.line)}: "
    message = plain(finding.message.in_language(language))
    yield from wrap(f"{where}{level}: {message} [{finding.check}]", _WIDTH, "")
    yield from wrap(f"{name(finding.term, language)} <{plain(finding.term.iri)}>", _WIDTH, "    ")
    if finding.shape is not None:
        shape = name(finding.shape, language)
        yield from wrap(f"{_SHAPE.in_language(language)}: {shape}", _WIDTH, "    ")
    remedy = plain(finding.remedy.in_language(language))
    yield from wrap(f"{_REMEDY.in_language(language)}: {remedy}", _WIDTH, "    ")


def _summary(report: LintReport, language: Language) -> str:
    counts = [
        f"{number} {nouns[number != 1].in_language(language)}"
        for level, nouns in _LEVELS.items()
        if (number := _count(report, level)) or level is not Level.INFO
    ]
    found = _FOUND.in_language(language).format(", ".join(counts))
    checked = _CHECKED.in_language(language).format(
        files=report.checked.files,
        triples=report.checked.triples,
        terms=report.checked.terms,
        checks=report.checked.checks,
    )
    return f"{found if report.findings else _CLEAN.in_language(language)} {checked}"


def _count(report: LintReport, level: Level) -> int:
    return sum(finding.level is level for finding in report.findings)


def _finding(finding: LintFinding) -> dict[str, object]:
    return {
        "level": finding.level.name.lower(),
        "check": finding.check,
        "file": finding.file,
        "line": finding.line,
        "term": _named(finding.term),
        "message": _both(finding.message),
        "remedy": _both(finding.remedy),
        "shape": None if finding.shape is None else _named(finding.shape),
    }


def _named(thing: Named) -> dict[str, object]:
    return {"id": thing.iri, "label": _both(thing.label)}


def _both(words: Text) -> dict[str, str]:
    return {"nl": words.nl, "en": words.en}
