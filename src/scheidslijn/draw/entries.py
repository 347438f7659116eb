"""Draws a list of things by number in columns: the norms of a drawing, or its findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.draw.canvas import GREY, Canvas
from scheidslijn.draw.fonts import LEADING, wrap

__all__ = ["Entry", "draw_entries"]

_GAP: Final = 24.0
_BETWEEN: Final = 9.0
_INDENT: Final = 36.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: its sign, drawn at a left top; its name; and what is said of it.

    ``data`` says in the drawing which thing it is.
    """

    sign: Callable[[float, float], object]
    name: str
    notes: tuple[str, ...]
    data: dict[str, str] = field(default_factory=dict)


def draw_entries(
    canvas: Canvas, entries: Sequence[Entry], top: float, width: float, columns: int,
    size: float = 10.5,
) -> float:  # fmt: skip
    """Draw the entries over columns of about the same height, and return where they end.

    Notes are one pixel smaller than names, but never below nine.
    """
    small = max(size - 1, 9.0)
    each = (width - _GAP * (columns - 1)) / columns
    room = each - _INDENT
    laid = []
    for entry in entries:
        name = wrap(entry.name, size, room, bold=True)
        notes = [line for note in entry.notes for line in wrap(note, small, room)]
        height = LEADING * (size * len(name) + small * len(notes)) + _BETWEEN
        laid.append((entry, name, notes, max(height, 24.0)))
    high = _highest([height for *_, height in laid], columns)
    column, y, bottom = 0, top, top
    for entry, name, notes, height in laid:
        if y > top and y - top + height > high:
            column, y = column + 1, top
        x = column * (each + _GAP)
        with canvas.group("", **entry.data):
            entry.sign(x, y)
            below = canvas.lines(x + _INDENT, y, name, size, bold=True)
            canvas.lines(x + _INDENT, below, notes, small, fill=GREY)
        y += height
        bottom = max(bottom, y)
    return bottom


def _highest(heights: Sequence[float], columns: int) -> float:
    """Return how high columns must be to hold all of these in order."""
    high = max([*heights, sum(heights) / columns]) if heights else 0.0
    while _columns(heights, high) > columns:
        high += 2
    return high


def _columns(heights: Sequence[float], high: float) -> int:
    count, y = 1, 0.0
    for height in heights:
        if y and y + height > high:
            count, y = count + 1, 0.0
        y += height
    return count
