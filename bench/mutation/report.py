"""Says what survived: counts per kind, and each survivor with file, subject and change."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from bench.mutation.mutant import Mutant
from bench.mutation.run import Outcome
from bench.mutation.world import shown

BY_RULE: Final[dict[str, str]] = {
    "implied": "The norm's sl:onderwerp asks for the same already.",
    "unread": "No query of the shapes that can come upon it names the property.",
}
KNOWN: Final = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Mutants that cannot change a finding by construction, and why.

    ``part``, ``kind``, ``subject`` and ``change`` are patterns with ``*`` and ``?``, or lists of
    them, of which one must fit.
    """

    reason: str
    part: str | Sequence[str] = "*"
    kind: str | Sequence[str] = "*"
    subject: str | Sequence[str] = "*"
    change: str | Sequence[str] = "*"

    def covers(self, mutant: Mutant) -> bool:
        """Return whether a mutant is one of these."""
        pairs = (
            (mutant.part, self.part),
            (mutant.kind, self.kind),
            (shown(mutant.subject), self.subject),
            (mutant.change, self.change),
        )
        return all(_fits(text, patterns) for text, patterns in pairs)


def _fits(text: str, patterns: str | Sequence[str]) -> bool:
    listed = (patterns,) if isinstance(patterns, str) else patterns
    return any(fnmatchcase(_plain(text), _plain(pattern)) for pattern in listed)


def _plain(text: str) -> str:
    # square brackets are no pattern here
    return text.replace("[", "(").replace("]", ")")


def read_equivalents(path: Path = KNOWN) -> list[Equivalent]:
    """Return what the file lists.

    Raises:
        TypeError: an entry has a key that is unknown, or no reason.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    return [Equivalent(**entry) for entry in entries]


@dataclass(frozen=True)
class Results:
    """What became of the mutants that were judged.

    Attributes:
        outcomes: each mutant with its outcome, in order.
        red: the cases that were left out, for they do not give what they must without any mutant.
        unread: how often checked norms say what no query names, by property.
        equivalents: what is known to be equivalent.
    """

    outcomes: Sequence[tuple[Mutant, Outcome]]
    red: Sequence[str]
    unread: Mapping[str, int]
    equivalents: Sequence[Equivalent]

    def reason(self, mutant: Mutant) -> str | None:
        """Return why a mutant cannot be killed, if that is listed."""
        return next((e.reason for e in self.equivalents if e.covers(mutant)), None)

    def survivors(self) -> list[tuple[Mutant, Outcome]]:
        """Return the mutants that no case noticed and that could be noticed."""
        return [
            (mutant, outcome)
            for mutant, outcome in self.outcomes
            if outcome.status == "survived" and self.reason(mutant) is None
        ]

    def equivalent(self) -> list[tuple[Mutant, str]]:
        """Return the survivors that are known to be equivalent, with the reason."""
        return [
            (mutant, reason)
            for mutant, outcome in self.outcomes
            if outcome.status == "survived" and (reason := self.reason(mutant)) is not None
        ] + [(m, BY_RULE[o.status]) for m, o in self.outcomes if o.status in BY_RULE]

    def wrong(self) -> list[Mutant]:
        """Return mutants that are listed as equivalent, but a case noticed them."""
        return [
            mutant
            for mutant, outcome in self.outcomes
            if outcome.status == "killed" and self.reason(mutant) is not None
        ]

    def counts(self) -> dict[tuple[str, str], Counter[str]]:
        """Count outcomes by part and kind; known equivalents have a name of their own."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for mutant, outcome in self.outcomes:
            status: str = outcome.status
            if status in BY_RULE or (status == "survived" and self.reason(mutant) is not None):
                status = "equivalent"
            found.setdefault((mutant.part, mutant.kind), Counter())[status] += 1
        return dict(sorted(found.items()))


def as_text(results: Results) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from _table(results)
    for title, lines in (
        ("Survivors", _survivors(results)),
        ("Survivors that are equivalent", _equivalents(results)),
        ("Listed as equivalent, but killed", [_line(m) for m in results.wrong()]),
        ("Out of time", [_line(m) for m, o in results.outcomes if o.status == "timeout"]),
        ("Cases left out, for they fail without a mutant", list(results.red)),
    ):
        if lines:
            yield from ("", f"{title} ({sum(not line.startswith('#') for line in lines)})", "")
            yield from lines


def _table(results: Results) -> Iterator[str]:
    yield f"{'part':<10} {'kind':<32} {'killed':>7} {'of':>6} {'equivalent':>11} {'other':>6}"
    every = Counter[str]()
    for (part, kind), counts in results.counts().items():
        every += counts
        yield _row(part, kind, counts)
    yield _row("all", "", every)


def _row(part: str, kind: str, counts: Counter[str]) -> str:
    other = counts["refused"] + counts["timeout"]
    total = counts["killed"] + counts["survived"]
    equivalent = counts["equivalent"]
    return f"{part:<10} {kind:<32} {counts['killed']:>7} {total:>6} {equivalent:>11} {other:>6}"


def _survivors(results: Results) -> list[str]:
    lines, last = [], ""
    for mutant, outcome in sorted(results.survivors(), key=lambda pair: _place(pair[0])):
        head = f"# {shown(mutant.subject)} ({mutant.file})"
        if head != last:
            lines.append(head)
            last = head
        cases = f"{outcome.asked} cases" if outcome.asked else "no case touches it"
        lines.append(f"  {mutant.kind}: {mutant.change} [{cases}]")
    return lines


def _place(mutant: Mutant) -> tuple[bool, str, str]:
    return (mutant.of_shapes, mutant.file, mutant.subject)


def _equivalents(results: Results) -> list[str]:
    reasons: dict[str, list[Mutant]] = {}
    for mutant, reason in results.equivalent():
        reasons.setdefault(reason, []).append(mutant)
    return [
        line
        for reason, mutants in sorted(reasons.items())
        for line in (f"# {reason}", *map(_line, mutants))
    ]


def _line(mutant: Mutant) -> str:
    return f"  {shown(mutant.subject)}: {mutant.kind}: {mutant.change}"


def as_json(results: Results) -> dict[str, Any]:
    """Return the report as data."""
    rows = [
        {
            "part": mutant.part,
            "kind": mutant.kind,
            "subject": mutant.subject,
            "file": mutant.file,
            "change": mutant.change,
            "status": outcome.status,
            "by": outcome.by or None,
            "cases": outcome.asked,
            "equivalent": results.reason(mutant),
        }
        for mutant, outcome in results.outcomes
    ]
    return {
        "counts": [
            {"part": part, "kind": kind, **counts}
            for (part, kind), counts in results.counts().items()
        ],
        "mutants": rows,
        "red": list(results.red),
        "unread": dict(results.unread),
    }
