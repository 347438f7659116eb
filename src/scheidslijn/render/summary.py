"""A report in Markdown, for the summary of a job or a comment: the verdict before all else.

GitHub refuses a summary of more than 1 MiB whole, so what does not fit is left out, heaviest
kept, and a line says how much that is. An ``@`` calls nobody, also where it is put in a comment.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scheidslijn.model import Finding, Language, Report, Severity, Text
from scheidslijn.render.markdown import escaped, row
from scheidslijn.render.style import unjudged
from scheidslijn.render.walk import count_at_or_above, counts, named, unread
from scheidslijn.render.words import count, details, looked_at, place, word

__all__ = ["render"]

_ROOM: Final = 1_000_000  # bytes, of the 1,048,576 that a step may write

_WORDS: Final[dict[str, Text]] = {
    "unread": Text("Niet alles is beoordeeld", "Not everything was judged"),
    "unjudged": Text("Er is niets beoordeeld", "Nothing was judged"),
    "fails": Text("Niet geslaagd: {n} vanaf de drempel ({threshold})",
                  "Failed: {n} at or above the threshold ({threshold})"),
    "passes": Text("Geslaagd: niets vanaf de drempel ({threshold})",
                   "Passed: nothing at or above the threshold ({threshold})"),
    "clean": Text("Geslaagd: niets gevonden", "Passed: nothing found"),
    "finding": Text("bevinding", "finding"),
    "findings": Text("bevindingen", "findings"),
    "severity": Text("zwaarte", "severity"),
    "place": Text("plaats", "place"),
    "reason": Text("waarom", "why"),
    "explained": Text("norm, artikel en herstel", "norm, article and remedy"),
    "left": Text("En nog {n} die hier niet {fit}.", "And {n} more that {fit} not fit here."),
    "fit": Text("past", "does"),
    "fits": Text("passen", "do"),
}  # fmt: skip


def render(
    report: Report, language: Language = "nl", fail_on: Severity = Severity.VIOLATION
) -> str:
    """Return the report in Markdown of GitHub: verdict, counts, what was not read, and findings.

    Args:
        report: what to write.
        language: the language of every sentence.
        fail_on: the lightest severity with which the verdict is that the run failed.
    """
    blocks = [f"## scheidslijn: {_verdict(report, language, fail_on)}\n", _counts(report, language)]
    room = _ROOM - sum(len(block.encode()) for block in blocks)
    for titles, rows in (
        (("file", "reason"), _problems(report)),
        (("severity", "place", "finding"), _findings(report, language)),
    ):
        block = _table([_word(title, language) for title in titles], rows, language, room)
        room -= len(block.encode())
        blocks.append(block)
    return "\n".join(block for block in blocks if block)


def _verdict(report: Report, language: Language, fail_on: Severity) -> str:
    failing = count_at_or_above(report, fail_on)
    if report.problems:
        key = "unread"
    elif unjudged(report) is not None:
        key = "unjudged"
    elif failing:
        key = "fails"
    else:
        key = "passes" if report.findings else "clean"
    noun = _word("finding" if failing == 1 else "findings", language)
    threshold = _word(fail_on.name.lower(), language)
    return _word(key, language).format(n=f"{failing} {noun}", threshold=threshold)


def _counts(report: Report, language: Language) -> str:
    found = (count(number, each.name.lower(), language) for each, number in counts(report).items())
    sentences = [f"**{', '.join(found)}.**"]
    if report.problems:
        files = count(unread(report), "file", language)
        sentences.append(word("incomplete", language).format(files=files))
    reason = unjudged(report)
    if reason is not None:
        sentences.append(word(reason, language))
    sentences.append(f"{looked_at(report.checked, language)}.")
    if report.reading != "strict":
        sentences.append(word(report.reading, language))
    if report.on is not None:
        sentences.append(word("as of", language).format(day=report.on.isoformat()))
    return f"{' '.join(sentences)}\n"


def _problems(report: Report) -> Iterable[list[str]]:
    for problem in report.problems:
        where = place(problem.source, problem.line, problem.column)
        yield [_escaped(where), _escaped(problem.message)]


def _findings(report: Report, language: Language) -> Iterable[list[str]]:
    # not sorted: a report larger than memory is read again for each severity
    for severity in (each for each, number in counts(report).items() if number):
        for finding, dossier in named(report, language):
            if finding.severity is not severity:
                continue
            where = "" if finding.file is None else place(finding.file, finding.line)
            yield [
                word(severity.name.lower(), language),
                _escaped(where),
                _explained(finding, dossier, language),
            ]


def _explained(finding: Finding, dossier: str, language: Language) -> str:
    """Return the message, with the rest folded below it; a cell of a table is one line."""
    lines = [f"{dossier} ({finding.id})", *details(finding, language)]
    folded = "<br>".join(_escaped(line) for line in lines)
    title = f"<summary>{_word('explained', language)}</summary>"
    message = _escaped(finding.message.in_language(language))
    return f"{message} <details>{title}{folded}</details>"


def _table(titles: list[str], rows: Iterable[list[str]], language: Language, room: int) -> str:
    """Return the rows that fit in this many bytes, and how many did not; nothing without rows."""
    lines = [row(titles), row("---" for _ in titles)]
    # what stands above and below the rows is far shorter than this
    room -= 1000
    left = 0
    for cells in rows:
        line = row(cells)
        size = len(line.encode()) + 1
        if size > room:
            left += 1
        else:
            room -= size
            lines.append(line)
    if left:
        fit = _word("fit" if left == 1 else "fits", language)
        lines += ["", _word("left", language).format(n=left, fit=fit)]
    return "".join(f"{line}\n" for line in lines) if len(lines) > 2 else ""


def _escaped(text: str) -> str:
    # a space of no width: GitHub looks for names after it has read the Markdown
    return escaped(text).replace("@", "@&#8203;")


def _word(key: str, language: Language) -> str:
    return _WORDS[key].in_language(language) if key in _WORDS else word(key, language)
