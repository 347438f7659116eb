"""Lays out a timeline: a lane for each person, bars for what lasts, marks for what has a day.

A bar has its text above it; a mark has it beside it, on the side where there is room. Marks go on
the first line of the lane where nothing is in their way, so that no two texts meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from scheidslijn.draw.fonts import LEADING, text_width, wrap
from scheidslijn.draw.lookup import Names
from scheidslijn.draw.signs import BADGE, badge_width
from scheidslijn.draw.timeline_axis import Axis
from scheidslijn.draw.timeline_data import Case, Fact, said
from scheidslijn.draw.words import say
from scheidslijn.model import Language, Severity, Term
from scheidslijn.namespaces import SL

__all__ = ["BAR", "SIZE", "Badges", "Bar", "Lane", "Mark", "lanes", "when"]

SIZE: Final = 10.5
BAR: Final = 9.0  # how thick a bar is
_LINE: Final = SIZE * LEADING
_GAP: Final = 8.0
_MARK: Final = 9.0  # half a mark, with some room
_NARROW: Final = 300.0

Badges = tuple[tuple[int, Severity], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts, with its text above it; ``y`` is the top of the text."""

    fact: Fact
    lines: tuple[str, ...]
    badges: Badges
    text_x: float
    y: float

    @property
    def top(self) -> float:
        """Where the bar itself starts, below its text."""
        return self.y + max(_LINE * len(self.lines), BADGE if self.badges else 0) + 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day, with its text beside it; ``y`` is the middle of the mark."""

    iri: Term
    kind: Term | None
    lines: tuple[str, ...]
    badges: Badges
    x: float
    text_x: float
    y: float


@dataclass(slots=True)
class Lane:
    """What one person or organisation had and did; or of nobody, the case itself."""

    actor: Term | None
    title: str
    notes: tuple[str, ...]
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    height: float = 0.0


def when(fact: Fact, language: Language) -> str:
    """Return the day or the period of a fact, and the day by which it was due."""
    parts = [fact.day.isoformat()] if fact.day else []
    if fact.start and fact.end:
        parts.append(f"{fact.start} \u2013 {fact.end}")
    elif fact.start and fact.start != fact.day:
        parts.append(say("from day", language, day=fact.start.isoformat()))
    if fact.due:
        parts.append(say("due", language, day=fact.due.isoformat()))
    return ", ".join(parts)


def lanes(case: Case, axis: Axis, badges: Mapping[Term, Badges], language: Language) -> list[Lane]:
    """Return the lanes in the order of the page: the case, the parties, then who came first.

    Args:
        case: what to lay out.
        axis: where days stand.
        badges: the findings of each fact; those of the empty term belong to the case.
        language: of the text.
    """
    found = []
    for actor in _order(case):
        lane = Lane(actor, *_head(case, actor, language))
        layout = _Layout(lane, axis, badges, case.names, language)
        if actor is None:
            layout.add_case(case)
        mine = [fact for fact in case.facts if fact.actor == actor]
        for fact in sorted(mine, key=lambda f: (f.start or date.max, f.iri)):
            if fact.day is None and fact.start is not None:
                layout.add_bar(fact)
        for fact in sorted(mine, key=lambda f: (f.day or date.max, f.iri)):
            if fact.day is not None or fact.start is None:
                layout.add_fact(fact)
        layout.finish()
        found.append(lane)
    return found


def _order(case: Case) -> list[Term | None]:
    parties = [*case.employees, *case.employers]
    first: dict[Term, date] = {}
    for fact in case.facts:
        if fact.actor is not None:
            day = fact.start or fact.day or date.max
            first[fact.actor] = min(day, first.get(fact.actor, date.max))
    others = sorted(first.keys() - set(parties), key=lambda actor: (first[actor], actor))
    return [None, *dict.fromkeys([*parties, *others])]


def _head(case: Case, actor: Term | None, language: Language) -> tuple[str, tuple[str, ...]]:
    names = case.names
    if actor is None:
        return say("the case", language), tuple(names[domain] for domain in case.domains)
    notes = [names[SL + "werknemer"]] if actor in case.employees else []
    notes += [names[SL + "werkgever"]] if actor in case.employers else []
    notes += [said(fact, names) for fact in case.employments if fact.actor == actor]
    return names[actor], tuple(notes)


class _Layout:
    """Fills one lane."""

    def __init__(
        self, lane: Lane, axis: Axis, badges: Mapping[Term, Badges], names: Names,
        language: Language,
    ) -> None:  # fmt: skip
        self._lane = lane
        self._axis = axis
        self._badges = badges
        self._names = names
        self._language: Language = language
        self._right = axis.left + axis.width
        self._bottom = _GAP
        self._pending: list[tuple[Mark, float, float]] = []

    def add_bar(self, fact: Fact) -> None:
        """Add what lasts."""
        about = said(fact, self._names)
        kind = self._names[fact.kind]
        if fact.kind != SL + "Rolvervulling" and not about.startswith(kind):
            about = f"{kind}: {about}"
        text = f"{about} · {when(fact, self._language)}"
        badges = self._badges.get(fact.iri, ())
        room = _badges_width(badges)
        lines = wrap(text, SIZE, self._axis.width - room)
        width = room + max(text_width(line, SIZE) for line in lines)
        start = self._axis.x(fact.start) if fact.start else self._axis.left
        bar = Bar(fact, lines, badges, min(start, self._right - width), self._bottom)
        self._lane.bars.append(bar)
        self._bottom = bar.top + BAR + _GAP

    def add_fact(self, fact: Fact) -> None:
        """Add what was done on a day; without a day it stands at the edge and says so."""
        about = said(fact, self._names)
        moment = when(fact, self._language) or say("undated", self._language)
        x = self._axis.left + _MARK if fact.day is None else self._axis.x(fact.day)
        badges = self._badges.get(fact.iri, ())
        self._add(fact.iri, fact.kind, x, f"{about} · {moment}", badges)

    def add_case(self, case: Case) -> None:
        """Add the days that the dossier itself names, and the findings on it as a whole."""
        for name, day in sorted(case.moments, key=lambda moment: moment[1]):
            self._add(name, None, self._axis.x(day), f"{self._names[name]} · {day}", ())
        whole = self._badges.get("", ())
        if whole:
            text = say("on the whole", self._language)
            self._add(case.iri, None, self._axis.left + _MARK, text, whole)

    def _add(self, iri: Term, kind: Term | None, x: float, text: str, badges: Badges) -> None:
        room = _badges_width(badges)
        limit = min(_NARROW, self._axis.width * 0.4 - room)
        lines = wrap(text, SIZE, max(limit, 60))
        width = room + max(text_width(line, SIZE) for line in lines)
        right = x + _MARK + 2
        text_x = right if right + width <= self._right else x - _MARK - 2 - width
        mark = Mark(iri, kind, lines, badges, x, text_x, 0)
        left, end = min(text_x, x - _MARK), max(text_x + width, x + _MARK)
        self._pending.append((mark, left, end))

    def finish(self) -> None:
        """Put the marks on lines below the bars, and settle how high the lane is."""
        rows: list[list[tuple[Mark, float, float]]] = []
        for each in self._pending:
            free = (row for row in rows if all(_apart(each, other) for other in row))
            row = next(free, None)
            if row is None:
                rows.append([each])
            else:
                row.append(each)
        for row in rows:
            height = max(max(_LINE * len(mark.lines), BADGE) for mark, _, _ in row)
            middle = self._bottom + height / 2
            for mark, _, _ in row:
                self._lane.marks.append(
                    Mark(mark.iri, mark.kind, mark.lines, mark.badges, mark.x, mark.text_x, middle)
                )
            self._bottom += height + 4
        self._lane.height = self._bottom + 2


def _apart(one: tuple[Mark, float, float], other: tuple[Mark, float, float]) -> bool:
    return one[1] > other[2] + _GAP or one[2] < other[1] - _GAP


def _badges_width(badges: Iterable[tuple[int, Severity]]) -> float:
    return sum(badge_width(number, severity) + 3 for number, severity in badges)
