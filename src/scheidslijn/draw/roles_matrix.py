"""Draws which roles do not go together, as a triangle of role by role."""

from __future__ import annotations

from typing import Final

from scheidslijn.draw.canvas import GREY, LIGHT, PALE, PAPER, Canvas
from scheidslijn.draw.fonts import LEADING, wrap
from scheidslijn.draw.roles_blocks import norm_numbers
from scheidslijn.draw.roles_data import DomainRoles, Pair
from scheidslijn.draw.signs import discouraged, exempted, forbidden, inherited, numbered
from scheidslijn.model import Term

__all__ = ["bound", "draw_matrix"]

_CELL: Final = 25.0
_SIZE: Final = 11.0
_LABELS: Final = 330.0


def bound(data: DomainRoles, numbering: dict[Term, int]) -> list[Term]:
    """Return the roles that a dividing line touches, by number."""
    touched = {role for pair in data.pairs for role in pair.roles}
    return [role for role in numbering if data.above[role] & touched]


def draw_matrix(canvas: Canvas, data: DomainRoles, numbering: dict[Term, int], top: float) -> float:
    """Draw the triangle below ``top``, and return where it ends."""
    roles = bound(data, numbering)
    order = norm_numbers(data)
    for row, role in enumerate(roles):
        y = top + _CELL * row
        with canvas.group(data.names[role]):
            _draw_label(canvas, data.names[role], numbering[role], y)
            x = _LABELS + _CELL * row
            canvas.box(x, y, _CELL, _CELL, fill=PALE, stroke=LIGHT)
            canvas.middle(x + _CELL / 2, y + 16.5, str(numbering[role]), _SIZE, bold=True)
        for column, other in enumerate(roles[:row]):
            _draw_cell(canvas, data, (role, other), order, (_LABELS + _CELL * column, y))
    bottom = top + _CELL * len(roles)
    for column, role in enumerate(roles):
        x = _LABELS + _CELL * column + _CELL / 2
        canvas.middle(x, bottom + 14, str(numbering[role]), _SIZE, bold=True)
    return bottom + 20


def _draw_label(canvas: Canvas, label: str, number: int, y: float) -> None:
    size = _SIZE
    lines = wrap(label, size, _LABELS - 40)
    while size * LEADING * len(lines) > _CELL:
        size -= 1
        lines = wrap(label, size, _LABELS - 40)
    numbered(canvas, 0, y + _CELL / 2 - 7.5, number, 24)
    canvas.lines(32, y + _CELL / 2 - size * LEADING / 2 * len(lines), lines, size)


def _draw_cell(
    canvas: Canvas, data: DomainRoles, roles: tuple[Term, Term], order: dict[Term, int],
    corner: tuple[float, float],
) -> None:  # fmt: skip
    x, y = corner
    direct = tuple(pair for pair in data.pairs if pair.roles == set(roles))
    broader = () if direct else data.inherited(*roles)
    exempt = bool(direct or broader) and data.exempt(*roles)
    between = " \u00d7 ".join(data.names[role] for role in roles)
    norms = "; ".join(data.names[pair.norm] for pair in direct or broader)
    with canvas.group(f"{between}: {norms}" if norms else ""):
        canvas.box(x, y, _CELL, _CELL, fill=PAPER, stroke=LIGHT)
        if direct:
            _draw_direct(canvas, direct, order, x, y, exempt)
        elif broader:
            if exempt:
                exempted(canvas, x + _CELL / 2, y + _CELL / 2, 15)
            inherited(canvas, x + _CELL / 2, y + _CELL / 2, 7)


def _draw_direct(
    canvas: Canvas, pairs: tuple[Pair, ...], order: dict[Term, int], x: float, y: float,
    exempt: bool,
) -> None:  # fmt: skip
    signs = [
        draw
        for draw, kind in ((forbidden, True), (discouraged, False))
        if any(pair.forbidden is kind for pair in pairs)
    ] + ([exempted] if exempt else [])
    step, size = (11.0, 9.0) if len(signs) < 3 else (8.0, 7.0)
    start = x + _CELL / 2 - step * (len(signs) - 1) / 2
    for place, draw in enumerate(signs):
        draw(canvas, start + step * place, y + 8, size)
    room = min(12.0, (_CELL - 2) / len(pairs))
    digits = min(9.0, room * 0.75)
    for place, pair in enumerate(sorted(pairs, key=lambda each: order[each.norm])):
        with canvas.group("", pair=pair.norm):
            middle = x + _CELL / 2 + (place - (len(pairs) - 1) / 2) * room
            canvas.middle(middle, y + _CELL - 3, str(order[pair.norm]), digits, fill=GREY)
