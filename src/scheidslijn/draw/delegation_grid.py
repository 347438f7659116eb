"""Lays out the norms on delegation: tasks in rows, doctors and sources in columns, the rest apart.

A norm on a role that is broader than a doctor stands in the columns of that doctor. What belongs
to no doctor, or not to one in the source that says it, would leave a column almost empty; it is
listed by number below the grid, and the rows of its tasks refer to it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from scheidslijn.draw.delegation_data import DOCTORS, Delegability, Delegations
from scheidslijn.model import Term
from scheidslijn.namespaces import ID

__all__ = ["GROUPS", "NOT_TRANSFERABLE", "Column", "Grid", "Row", "grid_of"]

NOT_TRANSFERABLE: Final = f"{ID}overdrachtsvorm/niet-overdraagbaar"
# The groups of rows, in the order of the page.
GROUPS: Final = ("never", "both doctors", "first doctor", "second doctor", "no task")


@dataclass(frozen=True, slots=True)
class Column:
    """A doctor and a source.

    ``domains`` are those of most of its norms, so that a cell need only name what differs.
    """

    doctor: Term
    code: str
    domains: tuple[Term, ...] = ()

    def holds(self, norm: Delegability) -> bool:
        """Tell whether a norm belongs in this column."""
        return self.doctor in norm.doctors and self.code in norm.codes


@dataclass(frozen=True, slots=True)
class Row:
    """A task, or a norm that speaks of no task in particular, with its norms in the grid.

    ``others`` are the numbers of the norms on the task that are listed below the grid.
    """

    subject: Term
    group: str
    norms: tuple[Delegability, ...]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole page: columns, rows in order, and what is listed below them, by number from 1."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    others: tuple[Delegability, ...]


def grid_of(data: Delegations) -> Grid:
    """Return where each norm stands."""
    columns = _columns(data)
    held = [norm for norm in data.norms if any(column.holds(norm) for column in columns)]
    rest = [norm for norm in data.norms if norm not in held]
    rest.sort(key=lambda norm: ([data.names[task] for task in norm.tasks], norm.norm))
    by_task: dict[Term, list[Delegability]] = {}
    for norm in held:
        for task in norm.tasks or (norm.norm,):
            by_task.setdefault(task, []).append(norm)
    rows = [
        Row(
            subject,
            "no task" if subject == norms[0].norm else _group(norms),
            tuple(norms),
            tuple(n for n, norm in enumerate(rest, start=1) if subject in norm.tasks),
        )
        for subject, norms in by_task.items()
    ]
    rows.sort(key=lambda row: (GROUPS.index(row.group), data.names[row.subject].lower()))
    return Grid(columns, tuple(rows), tuple(rest))


def _columns(data: Delegations) -> tuple[Column, ...]:
    """Return a column for each doctor and source that speaks of that doctor."""
    pairs = {
        (DOCTORS.index(bearer), code)
        for norm in data.norms
        for bearer in norm.bearers
        if bearer in DOCTORS
        for code in norm.codes
    }
    found = []
    for place, code in sorted(pairs):
        bare = Column(DOCTORS[place], code)
        usual = Counter(norm.domains for norm in data.norms if bare.holds(norm))
        domains = min(usual, key=lambda each: (-usual[each], each))
        found.append(Column(DOCTORS[place], code, domains))
    return tuple(found)


def _group(norms: list[Delegability]) -> str:
    if all(NOT_TRANSFERABLE in norm.forms for norm in norms):
        return "never"
    doctors = {
        doctor
        for norm in norms
        for doctor in norm.doctors
        if norm.forms and NOT_TRANSFERABLE not in norm.forms
    } or {doctor for norm in norms for doctor in norm.doctors}
    if len(doctors) > 1:
        return "both doctors"
    return "first doctor" if DOCTORS[0] in doctors else "second doctor"
