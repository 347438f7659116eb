"""Draws the grid of norms on delegation, and below it those that stand in no column.

A cell holds a letter for the form of transfer and the names of those who may do the task. Rows
are grouped by what matters most: never, by both doctors, by one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from scheidslijn.draw.canvas import GREY, INK, LIGHT, PALE, PAPER, Canvas
from scheidslijn.draw.delegation_data import Delegability, Delegations
from scheidslijn.draw.delegation_grid import NOT_TRANSFERABLE, Column, Row, grid_of
from scheidslijn.draw.entries import Entry, draw_entries
from scheidslijn.draw.fonts import LEADING, text_width, wrap
from scheidslijn.draw.signs import numbered
from scheidslijn.draw.words import say
from scheidslijn.model import Language, Term

__all__ = ["Sheet"]

# How wide a column is at least and at most; in between, so that most of its cells need one line.
_NARROW: Final = 110.0
_WIDE: Final = 280.0
_MOST: Final = 0.8
_SIZE: Final = 9.0
_SIGN: Final = 12.0
_PADDING: Final = 3.0

_Cell = list[tuple[Delegability, tuple[str, ...]]]


class Sheet:
    """The page, drawn row by row from the top.

    Args:
        canvas: what to draw on.
        data: the norms.
        letters: the letter of each form of transfer.
        language: of the text.
    """

    def __init__(
        self, canvas: Canvas, data: Delegations, letters: Mapping[Term, str], language: Language
    ) -> None:
        self._canvas = canvas
        self._data = data
        self._letters = letters
        self._language: Language = language
        self._grid = grid_of(data)
        rows = self._grid.rows
        self._seen = {row.subject for row in rows}  # these refer to the list by number
        self._tasks = _fitting([self._label(row) for row in rows])
        self._widths = [
            _fitting(
                [
                    self._entry(norm, column, row)
                    for row in rows
                    for norm in row.norms
                    if column.holds(norm)
                ]
            )
            + _SIGN
            for column in self._grid.columns
        ]
        self._lefts = [self._tasks + sum(self._widths[:n]) for n in range(len(self._widths) + 1)]

    def draw(self, top: float) -> None:
        """Draw the heads, all rows, and the list below."""
        top = self._draw_heads(top)
        for group, members in groupby(self._grid.rows, key=lambda row: row.group):
            self._canvas.box(0, top, self._lefts[-1], 14, fill=PALE, stroke=GREY)
            self._canvas.text(_PADDING, top + 10.5, self._group_name(group), 10, bold=True)
            top += 14
            for row in members:
                top = self._draw_row(row, top)
        self._draw_others(top + 22)

    def _label(self, row: Row) -> str:
        numbers = ", ".join(map(str, row.others))
        name = self._data.names[row.subject]
        return f"{name} ({numbers})" if numbers else name

    def _group_name(self, group: str) -> str:
        doctors = dict.fromkeys(column.doctor for column in self._grid.columns)
        names = [self._data.names[doctor] for doctor in doctors] or [""]
        return say(f"group {group}", self._language, first=names[0], second=names[-1])

    def _draw_heads(self, top: float) -> float:
        texts: list[list[tuple[tuple[str, ...], float]]] = []
        for column, width in zip(self._grid.columns, self._widths, strict=True):
            where = ", ".join(self._data.names[domain] for domain in column.domains)
            parts = ((self._data.names[column.doctor], 11.0), (column.code, 10.0), (where, _SIZE))
            room = width - 2 * _PADDING
            texts.append([(wrap(part, size, room, bold=True), size) for part, size in parts])
        height = 2 * _PADDING + LEADING * max(
            sum(len(lines) * size for lines, size in parts) for parts in texts
        )
        canvas = self._canvas
        canvas.box(0, top, self._tasks, height, fill=INK)
        task = say("task", self._language)
        canvas.text(_PADDING, top + _PADDING + 11, task, 11, bold=True, fill=PAPER)
        for x, width, head in zip(self._lefts, self._widths, texts, strict=False):
            canvas.box(x, top, width, height, fill=INK, stroke=PAPER)
            y = top + _PADDING
            for lines, size in head:
                y = canvas.lines(x + _PADDING, y, lines, size, bold=True, fill=PAPER)
        return top + height

    def _draw_row(self, row: Row, top: float) -> float:
        """Draw one row, as high as its highest cell."""
        line = _SIZE * LEADING
        label = wrap(self._label(row), _SIZE, self._tasks - 2 * _PADDING)
        cells: list[_Cell] = []
        for column, width in zip(self._grid.columns, self._widths, strict=True):
            room = width - 3 * _PADDING - _SIGN
            held = [norm for norm in row.norms if column.holds(norm)]
            cells.append(
                [(norm, wrap(self._entry(norm, column, row), _SIZE, room)) for norm in held]
            )
        heights = [line * len(label)]
        heights += [sum(max(line * len(lines), _SIGN) + 1 for _, lines in cell) for cell in cells]
        height = max(heights) + 2.5
        self._canvas.box(0, top, self._tasks, height, fill=PAPER, stroke=LIGHT)
        self._canvas.lines(_PADDING, top + 2, label, _SIZE)
        for place, cell in enumerate(cells):
            x = self._lefts[place]
            self._canvas.box(x, top, self._widths[place], height, fill=PAPER, stroke=LIGHT)
            self._draw_cell(self._grid.columns[place], row, cell, x, top + 2)
        return top + height

    def _draw_cell(self, column: Column, row: Row, cell: _Cell, x: float, y: float) -> None:
        for norm, lines in cell:
            with self._canvas.group(
                "; ".join([self._data.names[norm.norm], *norm.sources]),
                norm=norm.norm, task=row.subject, doctor=column.doctor, source=column.code,
            ):  # fmt: skip
                self._draw_sign(norm, x + _PADDING, y)
                self._canvas.lines(x + 2 * _PADDING + _SIGN, y, lines, _SIZE)
            y += max(_SIZE * LEADING * len(lines), _SIGN) + 1

    def _entry(self, norm: Delegability, column: Column, row: Row) -> str:
        """Return what a cell says: to whom, and what differs from the head of its column."""
        names = self._data.names
        text = self._names(norm.delegates) or self._names(norm.forms)
        if not text:
            on_task = row.subject != norm.norm
            text = names[norm.norm] if on_task else say("no form", self._language)
        differs = [] if column.doctor in norm.bearers else [self._names(norm.bearers)]
        differs += [] if norm.domains == column.domains else [self._names(norm.domains)]
        text += f" [{'; '.join(differs)}]" if differs else ""
        return f"{text} *" if norm.conditions else text

    def _names(self, terms: tuple[Term, ...]) -> str:
        return ", ".join(self._data.names[term] for term in terms)

    def _draw_sign(self, norm: Delegability, x: float, y: float) -> None:
        never = NOT_TRANSFERABLE in norm.forms
        fill, ink = (INK, PAPER) if never else (PAPER, INK)
        self._canvas.box(x, y, _SIGN, _SIGN, fill=fill)
        self._canvas.middle(x + _SIGN / 2, y + 9.3, self._letter(norm), 9, bold=True, fill=ink)

    def _letter(self, norm: Delegability) -> str:
        return next((self._letters[form] for form in norm.forms), "\u2013")

    def _draw_others(self, top: float) -> None:
        """Draw the norms of others than these doctors, by number."""
        if not self._grid.others:
            return
        self._canvas.text(0, top, say("others", self._language), 12, bold=True)

        def sign(number: int) -> Callable[[float, float], None]:
            return lambda x, y: numbered(self._canvas, x, y, number, 26)

        entries = [
            Entry(
                sign(number),
                self._data.names[norm.norm] + (" *" if norm.conditions else ""),
                tuple(self._notes(norm)),
                {"norm": norm.norm, "task": " ".join(norm.tasks)},
            )
            for number, norm in enumerate(self._grid.others, start=1)
        ]
        draw_entries(self._canvas, entries, top + 8, self._lefts[-1], 4, size=9.5)

    def _notes(self, norm: Delegability) -> Iterator[str]:
        parts = [self._names(norm.bearers), self._names(norm.forms)]
        parts.append("\u2192 " + self._names(norm.delegates) if norm.delegates else "")
        text = " \u00b7 ".join(part for part in parts if part)
        yield f"{self._letter(norm)} {text}" if text else self._letter(norm)
        if unseen := tuple(task for task in norm.tasks if task not in self._seen):
            yield f"{say('task', self._language)}: {self._names(unseen)}"
        yield "; ".join(norm.sources)


def _fitting(texts: list[str]) -> float:
    """Return how wide a column has to be for most of these texts."""
    natural = sorted(text_width(text, _SIZE) for text in texts) or [0.0]
    most = natural[int((len(natural) - 1) * _MOST)] + 3.5 * _PADDING
    return min(max(most, _NARROW), _WIDE)
