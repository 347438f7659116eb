"""The axis of a timeline: where a day stands, and where weeks are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scheidslijn.draw.timeline_data import Case

__all__ = ["Axis", "axis_of"]

_WEEK: Final = 7
_STEPS: Final = (1, 2, 4, 6, 8, 13, 26, 52)
_LABEL: Final = 78.0  # pixels that the date below a line needs
_LEAST: Final = 28  # days that an axis shows at least
_BEFORE: Final = 42  # days that a role may start before the case and still be shown from its start


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` to ``last`` over a width in pixels, from ``left``.

    ``zero`` is the day on which week 1 starts: the first day of sickness, else the first day.
    """

    first: date
    last: date
    zero: date
    left: float
    width: float

    def x(self, day: date) -> float:
        """Return where the start of a day stands, within the axis."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + self.width * min(max(share, 0.0), 1.0)

    def after(self, day: date) -> float:
        """Return where the end of a day stands, which belongs to what lasts until then."""
        return self.x(_plus(day, 1) or day)

    def weeks(self) -> list[tuple[int, date]]:
        """Return the weeks to write, by number, with the day on which each starts."""
        shown = max((self.last - self.first).days // _WEEK, 1)
        room = max(int(self.width / _LABEL), 1)
        step = next((step for step in _STEPS if shown / step <= room), 0)
        step = step or _STEPS[-1] * -(-shown // (_STEPS[-1] * room))
        start = -(-(self.first - self.zero).days // (_WEEK * step)) * step
        found = []
        for number in range(start, start + shown + step, step):
            day = _plus(self.zero, number * _WEEK)
            if day is not None and self.first <= day <= self.last:
                found.append((number + 1 if number >= 0 else number, day))
        return found


def axis_of(case: Case, left: float, width: float) -> Axis | None:
    """Return the axis on which all of a case fits, or None when it has no date at all.

    What lies so far before the rest that most of the axis would be empty is drawn at its edge.
    """
    days = [day for fact in case.facts for day in (fact.day, fact.due) if day]
    spans = [day for fact in case.facts if not fact.day for day in (fact.start, fact.end) if day]
    named = [day for _, day in case.moments] + ([case.start] if case.start else [])
    if not days and not spans and not named:
        return None
    first, last = _reach(days, spans, named)
    span = max((last - first).days, _LEAST)
    edge = max(span // 40, 1)
    return Axis(
        first=_plus(first, -edge) or first,
        last=_plus(first, span + 2 * edge) or last,
        zero=case.first_day or case.start or first,
        left=left,
        width=width,
    )


def _reach(days: list[date], spans: list[date], named: list[date]) -> tuple[date, date]:
    """Return the first and last day to show.

    Args:
        days: of what was done.
        spans: on which roles and the like begin and end.
        named: by the dossier itself.
    """
    core = days or named or spans
    first, last = min(core), max([*core, *spans, *named])
    first = min([first, *(day for day in spans if (first - day).days <= _BEFORE)])
    earlier = [day for day in named if day < first and (first - day).days <= (last - first).days]
    return min([first, *earlier]), last


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
