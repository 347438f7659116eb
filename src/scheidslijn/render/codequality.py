"""A report as GitLab's Code Quality report: a flat list of issues in files.

GitLab reads ``description``, ``check_name``, ``fingerprint``, ``severity``, ``location.path`` and
``location.lines.begin`` of each, and shows one of two issues with the same fingerprint. What could
not be read is an issue too, and so is a run that judged nothing: an empty list says that all is
well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import PurePath
from typing import Final

from scheidslijn.model import Language, Report, Severity
from scheidslijn.render.filepaths import in_repository, with_sheet
from scheidslijn.render.json import Each, dumped
from scheidslijn.render.style import unjudged
from scheidslijn.render.words import details, plain, rule_ids, word

__all__ = ["pieces", "render"]

_SEVERITIES: Final[dict[Severity, str]] = {
    Severity.VIOLATION: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}
_UNREAD: Final = "blocker"  # whatever such a file holds, nobody looked at it
_HELD: Final = 100_000  # identities of issues


def render(report: Report, language: Language = "nl", root: PurePath | None = None) -> str:
    """Return the report as a Code Quality report.

    The fingerprint of a finding hangs on its id, not on its file and line: it stays the same when
    lines above it are added, or the file is moved.

    Args:
        report: what to write.
        language: the language of the descriptions.
        root: the root of the repository, where a file may be named by its absolute path.
    """
    return "".join(pieces(report, language, root))


def pieces(report: Report, language: Language, root: PurePath | None) -> Iterator[str]:
    """Yield the report as a Code Quality report, issue by issue; the arguments are as above."""
    issues = chain(_problems(report, language, root), _findings(report, language, root))
    return dumped(Each(_fingerprinted(issues)))


def _fingerprinted(issues: Iterable[tuple[str, dict[str, object]]]) -> Iterator[dict[str, object]]:
    """Yield issues with a fingerprint each, of which no two are the same.

    Issues with the same identity are of the same dossier, or the same input that was not read;
    of so many that not all can be held, those stand together.
    """
    seen: dict[str, int] = {}
    for identity, issue in issues:
        if len(seen) >= _HELD and identity not in seen:
            seen = dict(islice(seen.items(), _HELD // 2, None))
        seen[identity] = seen.get(identity, 0) + 1
        yield issue | {"fingerprint": _hash(identity, str(seen[identity]))}


def _findings(
    report: Report, language: Language, root: PurePath | None
) -> Iterator[tuple[str, dict[str, object]]]:
    ids = rule_ids(report)
    for finding in report.findings:
        message = with_sheet(finding.message.in_language(language), finding.file)
        lines = [plain(message), *details(finding, language)]
        yield (
            finding.id,
            {
                "description": _sentences(lines),
                "check_name": plain(ids[finding.shape]),
                "severity": _SEVERITIES[finding.severity],
                "location": _location(finding.file, finding.line, root),
            },
        )


def _problems(
    report: Report, language: Language, root: PurePath | None
) -> Iterator[tuple[str, dict[str, object]]]:
    for problem in report.problems:
        message = plain(with_sheet(problem.message, problem.source))
        yield (
            _hash("not read", problem.source, problem.message),
            {
                "description": f"{word('not read', language)}: {message}",
                "check_name": "not-read",
                "severity": _UNREAD,
                "location": _location(problem.source, problem.line, root),
            },
        )
    reason = unjudged(report)
    if reason is not None and not report.problems:
        yield (
            _hash("not judged", reason),
            {
                "description": word(reason, language),
                "check_name": "not-judged",
                "severity": _UNREAD,
                "location": _location(None, None, root),
            },
        )


def _location(file: str | None, line: int | None, root: PurePath | None) -> dict[str, object]:
    # GitLab asks for a line, also of what is about a file as a whole.
    return {"path": in_repository(file or ".", root), "lines": {"begin": line or 1}}


def _sentences(lines: list[str]) -> str:
    return " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines)


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
