"""A report as text for people: per dossier what was found, then a summary that cannot mislead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.model import Finding, Language, Report, Severity
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import unjudged
from scheidslijn.render.walk import Section, counts, sections, unread
from scheidslijn.render.words import (
    count,
    details,
    looked_at,
    place,
    plain,
    word,
)

__all__ = ["pieces", "render"]

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
    return "".join(pieces(report, language, color, width))


def pieces(report: Report, language: Language, color: bool, width: int) -> Iterator[str]:
    """Yield the report as text, line by line; the arguments are those of `render`."""
    for section in sections(report, language):
        yield from _block(_section(section, language, color, width))
    yield from _block(_problems(report, language, width))
    yield "\n".join(wrap(_summary(report, language), width, hang="")) + "\n"


def _block(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with an empty one behind them, or nothing."""
    before = ""
    for line in lines:
        yield f"{before}{line}"
        before = "\n"
    if before:
        yield "\n\n"


def _section(section: Section, language: Language, color: bool, width: int) -> Iterator[str]:
    heading = wrap(section.name, width)
    for finding in section.heaviest_first():
        yield from (paint(line, bold=True) for line in heading) if color else heading
        heading = []
        yield from _finding(finding, language, color, width)


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
    yield from wrap(word("not read", language), width)
    for problem in report.problems:
        where = place(problem.source, problem.line, problem.column)
        yield from wrap(f"{where}: {plain(problem.message)}", width, "  ")


def _summary(report: Report, language: Language) -> str:
    sentences = []
    if report.findings:
        sentences.append(f"{word('found', language)}: {_counts(report, language)}.")
    if report.problems:
        files = count(unread(report), "file", language)
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
    return ", ".join(
        count(number, severity.name.lower(), language)
        for severity, number in counts(report).items()
    )
