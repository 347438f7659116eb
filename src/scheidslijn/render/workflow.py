"""A report as workflow commands, which GitHub shows as annotations beside the lines of a file.

GitHub shows ten of each level for one step and drops the rest without a word, so no more are
written, the heaviest first, and a last line says how many there were.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import PurePath
from typing import Final

from scheidslijn.model import Finding, Language, Report, Severity, Text
from scheidslijn.render.filepaths import in_repository, with_sheet
from scheidslijn.render.style import unjudged
from scheidslijn.render.walk import counts
from scheidslijn.render.words import details, plain, rule_ids, word

__all__ = ["render"]

_LEVELS: Final[dict[Severity, str]] = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_SHOWN: Final = 10  # of one level, in one step
_LONGEST: Final = 4000  # characters; an annotation is a hint beside a line
_MORE: Final = Text(
    nl="En nog {n}: GitHub toont er per stap niet meer.",
    en="And {n} more: GitHub shows no more of them for one step.",
)
_NOTHING: Final = Text(nl="Geen annotaties.", en="No annotations.")


def render(report: Report, language: Language = "nl", root: PurePath | None = None) -> str:
    """Return the report as workflow commands of GitHub Actions, one per line.

    Args:
        report: what to write.
        language: the language of the messages.
        root: the root of the repository, where a file may be named by its absolute path.
    """
    found: dict[str, list[str]] = {level: [] for level in _LEVELS.values()}
    for level, line in chain(_problems(report, language, root), _findings(report, language, root)):
        if len(found[level]) < _SHOWN:
            found[level].append(line)
    lines = [line for each in found.values() for line in each]
    left = _number(report) - len(lines)
    if left:
        lines.append(_MORE.in_language(language).format(n=left))
    return "".join(f"{line}\n" for line in lines or [_NOTHING.in_language(language)])


def _number(report: Report) -> int:
    """Return how many annotations there could be."""
    unsaid = unjudged(report) is not None and not report.problems
    return len(report.findings) + len(report.problems) + unsaid


def _problems(
    report: Report, language: Language, root: PurePath | None
) -> Iterator[tuple[str, str]]:
    title = word("not read", language)
    for problem in report.problems:
        place = _place(problem.source, problem.line, root)
        if problem.line is not None and problem.column is not None:
            place["col"] = str(problem.column)
        message = plain(with_sheet(problem.message, problem.source))
        yield "error", _command("error", place | {"title": title}, message)
    reason = unjudged(report)
    if reason is not None and not report.problems:
        yield "error", _command("error", {}, word(reason, language))


def _findings(
    report: Report, language: Language, root: PurePath | None
) -> Iterator[tuple[str, str]]:
    ids = rule_ids(report)
    for finding in _first(report):
        level = _LEVELS[finding.severity]
        place = {} if finding.file is None else _place(finding.file, finding.line, root)
        message = with_sheet(finding.message.in_language(language), finding.file)
        lines = [plain(message), *details(finding, language)]
        title = f"{word(finding.severity.name.lower(), language)}: {plain(ids[finding.shape])}"
        yield level, _command(level, place | {"title": title}, "\n".join(lines))


def _first(report: Report) -> Iterator[Finding]:
    """Yield the first findings of each severity; once there are enough no more are read."""
    wanted = {severity: min(number, _SHOWN) for severity, number in counts(report).items()}
    for finding in report.findings:
        if wanted[finding.severity]:
            wanted[finding.severity] -= 1
            yield finding
        if not any(wanted.values()):
            return


def _place(file: str, line: int | None, root: PurePath | None) -> dict[str, str]:
    place = {"file": plain(in_repository(file, root))}
    return place if line is None else place | {"line": str(line)}


def _command(level: str, properties: dict[str, str], message: str) -> str:
    """Return a command in the syntax of the runner, in which nothing can start another."""
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    if len(message) > _LONGEST:
        message = f"{message[:_LONGEST]}\u2026"
    return f"::{f'{level} {named}' if named else level}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
