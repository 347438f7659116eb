"""Draws the core roles of a domain as blocks, with the roles that strengthen them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.draw.canvas import DASHED, GREY, INK, PAPER, Canvas
from scheidslijn.draw.fonts import LEADING, wrap
from scheidslijn.draw.roles_data import DomainRoles, Pair
from scheidslijn.draw.signs import numbered
from scheidslijn.draw.words import say
from scheidslijn.model import Language, Term

__all__ = ["Block", "blocks", "draw_blocks", "norm_numbers", "numbers"]

_GAP: Final = 22.0
_INDENT: Final = 14.0
_SIZE: Final = 11.0
_PADDING: Final = 5.0
_NUMBER: Final = 22.0
_LINE: Final = 24.0  # from one dividing line to the next


@dataclass(frozen=True, slots=True)
class Block:
    """One role in the block of a core role: how deep, and whether it counts as that role."""

    role: Term
    depth: int
    counts: bool


def blocks(data: DomainRoles) -> list[tuple[Term | None, list[Block]]]:
    """Return for each core role its block, in the order of the page; last the other roles.

    Roles that count as the core role come first, each under the role that is broader; then those
    that support it without counting as it.
    """
    found: list[tuple[Term | None, list[Block]]] = []
    for core in data.cores:
        counting = {role for role in data.members[core] if core in data.above[role]}
        supporting = data.members[core] - counting
        found.append((core, [*_tree(data, counting, True), *_tree(data, set(supporting), False)]))
    if data.others:
        found.append((None, _tree(data, set(data.others), True)))
    return found


def numbers(data: DomainRoles) -> dict[Term, int]:
    """Return the number of each role, in the order of the blocks; a role has one number."""
    order: list[Term] = []
    for core, members in blocks(data):
        order += [*([] if core is None else [core]), *(block.role for block in members)]
    return {role: place for place, role in enumerate(dict.fromkeys(order), start=1)}


def norm_numbers(data: DomainRoles) -> dict[Term, int]:
    """Return the number of each norm on a pair, in the order of the roles that it divides."""
    numbering = numbers(data)
    ordered = sorted(
        data.pairs, key=lambda pair: (sorted(numbering[role] for role in pair.roles), pair.norm)
    )
    return {pair.norm: place for place, pair in enumerate(ordered, start=1)}


def _tree(data: DomainRoles, roles: set[Term], counts: bool) -> list[Block]:
    below: dict[Term | None, list[Term]] = {}
    for role in sorted(roles, key=lambda each: data.names[each]):
        parents = sorted(data.parents[role] & roles, key=lambda each: data.names[each])
        below.setdefault(parents[0] if parents else None, []).append(role)
    found: list[Block] = []
    todo = [(role, 0) for role in reversed(below.get(None, []))]
    while todo:
        role, depth = todo.pop()
        found.append(Block(role, depth, counts))
        todo += [(child, depth + 1) for child in reversed(below.get(role, []))]
    return found


def draw_blocks(
    canvas: Canvas, data: DomainRoles, top: float, width: float, language: Language
) -> float:
    """Draw the blocks of a domain below ``top``, and return where they end."""
    columns = blocks(data)
    each = (width - _GAP * (len(columns) - 1)) / len(columns)
    place = {core: number * (each + _GAP) for number, (core, _) in enumerate(columns)}
    numbering = numbers(data)
    top = _draw_lines(canvas, data, top, {c: x + each / 2 for c, x in place.items() if c})
    ends = [top]
    for core, members in columns:
        title = say("other roles", language) if core is None else data.names[core]
        number = None if core is None else numbering[core]
        end = _draw_head(canvas, title, number, place[core], top, each)
        for block in members:
            end = _draw_block(canvas, data, core, block, numbering, place[core], end, each)
        ends.append(end)
    return max(ends)


def _draw_lines(canvas: Canvas, data: DomainRoles, top: float, middle: dict[Term, float]) -> float:
    """Draw a dividing line for each pair of core roles, over the columns that it divides."""
    pairs = [pair for pair in data.pairs if pair.roles <= middle.keys()]
    pairs.sort(key=lambda p: (_span(p, middle), sorted(middle[role] for role in p.roles), p.norm))
    order = norm_numbers(data)
    bottom = top + _LINE * len(pairs) + 4
    for row, pair in enumerate(reversed(pairs)):
        y = top + _LINE * row + 14
        left, right = sorted(middle[role] for role in pair.roles)
        with canvas.group(data.names[pair.norm], line=pair.norm):
            thick, dashes = (4.0, None) if pair.forbidden else (2.0, DASHED)
            canvas.line(left, y, right, y, thick=thick, dashes=dashes)
            for x in (left, right):
                canvas.line(x, y - 6, x, y + 6, thick=thick)
            _draw_tag(canvas, (left + right) / 2, y, order[pair.norm], bool(pair.exemptions))
    return bottom


def _span(pair: Pair, middle: dict[Term, float]) -> float:
    left, right = sorted(middle[role] for role in pair.roles)
    return right - left


def _draw_tag(canvas: Canvas, x: float, y: float, number: int, exempt: bool) -> None:
    """Draw the number of a norm on its line; a gap with a ring means that it has exceptions."""
    half = 21.0 if exempt else 12.0
    canvas.box(x - half - 3, y - 9, 2 * half + 6, 18, fill=PAPER, stroke=None)
    numbered(canvas, x - half, y - 7.5, number, 24)
    if exempt:
        canvas.circle(x + 12, y, 5, fill=PAPER, thick=1.8)


def _draw_head(
    canvas: Canvas, title: str, number: int | None, x: float, top: float, width: float
) -> float:
    lines = wrap(title, 13, width - _NUMBER - 3 * _PADDING, bold=True)
    height = 13 * LEADING * len(lines) + 2 * _PADDING
    with canvas.group(title):
        canvas.box(x, top, width, height, fill=INK)
        if number is not None:
            numbered(canvas, x + _PADDING, top + height / 2 - 7.5, number, _NUMBER)
        start = x + _PADDING + (_NUMBER + _PADDING if number is not None else 0)
        canvas.lines(start, top + _PADDING, lines, 13, bold=True, fill=PAPER)
    return top + height + 4


def _draw_block(
    canvas: Canvas, data: DomainRoles, core: Term | None, block: Block,
    numbering: dict[Term, int], left: float, top: float, width: float,
) -> float:  # fmt: skip
    x = left + _INDENT * min(block.depth, 5)
    room = left + width - x
    lines = wrap(data.names[block.role], _SIZE, room - _NUMBER - 3 * _PADDING)
    height = _SIZE * LEADING * len(lines) + 2 * _PADDING
    norms = () if core is None else data.strengthening.get((block.role, core), ())
    title = "; ".join([data.names[block.role], *(data.names[norm] for norm in norms)])
    with canvas.group(title, role=block.role):
        dashes = None if block.counts else DASHED
        canvas.box(x, top, room, height, stroke=INK if block.counts else GREY, dashes=dashes)
        number_top = top + height / 2 - 7.5
        numbered(canvas, x + _PADDING, number_top, numbering[block.role], _NUMBER)
        canvas.lines(x + _NUMBER + 2 * _PADDING, top + _PADDING, lines, _SIZE)
    return top + height + 4
