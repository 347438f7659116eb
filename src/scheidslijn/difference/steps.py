"""Suggests how far the version should move (Semantic Versioning 2.0.0, clauses 4 and 6 to 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scheidslijn.difference.types import Aspect, Change, Group, Judged, Kind, Level, Side, Step
from scheidslijn.model import Text

__all__ = ["suggested_step", "touches_verdicts"]

_VERSION: Final = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)")
_BREAKING: Final = (Kind.REMOVED, Kind.RENAMED)


def suggested_step(old: Side, new: Side, changes: Sequence[Change], judged: Judged | None) -> Step:
    """Return the step from the old version that these changes ask for.

    A name that is gone breaks whoever uses it; a rule or a verdict that changes is at least a minor
    version; wording, sources and upkeep are a patch. Before 1.0.0 a break is a minor version
    (clause 4: anything may change, so the project raises the middle number).
    """
    level, reason = _level(changes, judged)
    known = _VERSION.match(old.version)
    if known and level is Level.MAJOR and known[1] == "0":
        level = Level.MINOR
        reason = Text(f"{reason.nl} (voor 1.0 een minor)", f"{reason.en} (before 1.0 a minor)")
    version = None if known is None or level is Level.NONE else _next(known, level)
    return Step(level, version, reason, level is Level.NONE or _reaches(new.version, version))


def touches_verdicts(change: Change) -> bool:
    """Return whether a change could give a dossier another verdict."""
    return change.aspect is Aspect.MEANING and change.group is not Group.QUESTION


def _level(changes: Sequence[Change], judged: Judged | None) -> tuple[Level, Text]:
    weighty = [each for each in changes if each.aspect is Aspect.MEANING]
    gone = sum(each.kind in _BREAKING and bool(each.term.iri) for each in weighty)
    verdicts = 0 if judged is None else len(judged.changed)
    if gone:
        return Level.MAJOR, Text(
            f"{gone} namen vervallen of veranderen"
            if gone > 1
            else "een naam vervalt of verandert",
            f"{gone} names are gone or changed" if gone > 1 else "a name is gone or changed",
        )
    if verdicts:
        return Level.MINOR, Text(
            f"{verdicts} dossiers krijgen een ander oordeel"
            if verdicts > 1
            else "een dossier krijgt een ander oordeel",
            f"{verdicts} dossiers get another verdict"
            if verdicts > 1
            else "a dossier gets another verdict",
        )
    if any(map(touches_verdicts, weighty)):
        return Level.MINOR, Text("regels veranderen", "rules change")
    if weighty:
        return Level.MINOR, Text("vragen veranderen", "questions change")
    if changes:
        return Level.PATCH, Text(
            "alleen bewoording, bronnen of beheer veranderen",
            "only wording, sources or upkeep change",
        )
    return Level.NONE, Text("er verandert niets", "nothing changes")


def _next(known: re.Match[str], level: Level) -> str:
    major, minor, patch = (int(known[number]) for number in (1, 2, 3))
    if level is Level.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if level is Level.MINOR else f"{major}.{minor}.{patch + 1}"


def _reaches(version: str, wanted: str | None) -> bool:
    found, asked = _VERSION.match(version), _VERSION.match(wanted or "")
    if found is None or asked is None:
        return False
    return tuple(map(int, found.groups())) >= tuple(map(int, asked.groups()))
