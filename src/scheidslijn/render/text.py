"""A report as text for people: per dossier what was found, then a summary that cannot mislead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scheidslijn.model import Finding, Language, Report, Severity
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import unjudged
from scheidslijn.render.words import (
    count,
    details,
    dossier_names,
    looked_at,
    place,
    plain,
    word,
)

__all__ = ["render"]

_COLORS: Final[dict[Severity, str]] = {
    Severity.VIOLATION: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}


def render(report: Report, language: Language = "nl", color: bool = False, width: int = 100) -> str:
    """Return the report as text, grouped by dossier, the heaviest findings first.

    Args:
        report: what to show.
        language: the language of every sentence.
        color: whether to colour the severities and the dossier names for a terminal.
        width: the width to wrap to, in characters; a single longer word is never broken.
    """
    blocks = [
        *_dossiers(report, language, color, width),
        *_problems(report, language, width),
        "\n".join(wrap(_summary(report, language), width, hang="")),
    ]
    return "\n\n".join(blocks) + "\n"


def _dossiers(report: Report, language: Language, color: bool, width: int) -> Iterator[str]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.dossier, []).append(finding)
    for dossier, name in dossier_names(report, language).items():
        if dossier not in found:
            continue
        heading = wrap(name, width)
        lines = [paint(line, bold=True) for line in heading] if color else heading
        for finding in sorted(found[dossier], key=lambda each: -each.severity):
            lines.extend(_finding(finding, language, color, width))
        yield "\n".join(lines)


def _finding(finding: Finding, language: Language, color: bool, width: int) -> list[str]:
    severity = word(finding.severity.name.lower(), language)
    message = plain(finding.message.in_language(language))
    lines = wrap(f"{severity}: {message}", width, "  ")
    if color:
        # After wrapping, because the codes would count as width.
        painted = paint(severity, _COLORS[finding.severity])
        lines[0] = lines[0].replace(severity, painted, 1)
    if finding.file is not None:
        lines += wrap(f"{place(finding.file, finding.line)} ({finding.id})", width, "    ")
    for detail in details(finding, language):
        lines += wrap(detail, width, "    ")
    return lines


def _problems(report: Report, language: Language, width: int) -> Iterator[str]:
    if not report.problems:
        return
    lines = wrap(word("not read", language), width)
    for problem in report.problems:
        where = place(problem.source, problem.line, problem.column)
        lines += wrap(f"{where}: {plain(problem.message)}", width, "  ")
    yield "\n".join(lines)


def _summary(report: Report, language: Language) -> str:
    sentences = []
    if report.findings:
        sentences.append(f"{word('found', language)}: {_counts(report, language)}.")
    if report.problems:
        files = count(len({problem.source for problem in report.problems}), "file", language)
        sentences.append(word("incomplete", language).format(files=files))
    reason = unjudged(report)
    if reason is not None:
        sentences.append(word(reason, language))
    elif not report.findings:
        key = "nothing found elsewhere" if report.problems else "nothing found"
        sentences.append(f"{word(key, language)}.")
    sentences.append(f"{looked_at(report.checked, language)}.")
    if report.reading != "strict":
        sentences.append(word(report.reading, language))
    if report.on is not None:
        sentences.append(word("as of", language).format(day=report.on.isoformat()))
    return " ".join(sentences)


def _counts(report: Report, language: Language) -> str:
    severities = sorted(Severity, reverse=True)
    numbers = {
        each: sum(finding.severity is each for finding in report.findings) for each in severities
    }
    return ", ".join(count(numbers[each], each.name.lower(), language) for each in severities)
