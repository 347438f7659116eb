"""The small signs that drawings share: how a pair is marked, and the number of a finding.

Signs differ in form, not in colour only, so that they read the same in black and white.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheidslijn.draw.canvas import GREY, INK, LIGHT, PAPER, Canvas
from scheidslijn.draw.fonts import text_width
from scheidslijn.model import Severity, Term

__all__ = [
    "BADGE",
    "badge",
    "badge_width",
    "discouraged",
    "exempted",
    "forbidden",
    "inherited",
    "lettered",
    "letters",
    "numbered",
]

BADGE: Final = 18.0  # how high the number of a finding is
_DIGITS: Final = 10.0


def forbidden(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the sign of a forbidden pair: a full black square round this middle."""
    canvas.box(x - size / 2, y - size / 2, size, size, fill=INK)


def discouraged(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the sign of a discouraged pair: a square of which half is black."""
    left, top = x - size / 2, y - size / 2
    canvas.box(left, top, size, size, fill=PAPER)
    canvas.shape([(left, top), (left + size, top), (left, top + size)], thick=0.5)


def inherited(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the sign of a pair that follows from broader roles: a small grey square."""
    canvas.box(x - size / 2, y - size / 2, size, size, fill=LIGHT, stroke=GREY)


def exempted(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw the sign that an exception can allow the pair: a ring."""
    canvas.circle(x, y, size / 2, fill=PAPER, thick=1.8)


def numbered(canvas: Canvas, x: float, top: float, number: int, width: float) -> None:
    """Draw the number of a role or norm in a box."""
    size = 10.0
    canvas.box(x, top, width, 15, fill=PAPER, stroke=GREY, round=3)
    canvas.middle(x + width / 2, top + 11.2, str(number), size, bold=True)


def lettered(canvas: Canvas, x: float, y: float, letter: str, *, size: float = 15) -> None:
    """Draw the mark of something that happened: a box with the letter of its kind."""
    canvas.box(x - size / 2, y - size / 2, size, size, fill=PAPER, thick=1.2, round=2)
    high = size * (0.7 if len(letter) == 1 else 0.52 if len(letter) == 2 else 0.36)
    canvas.middle(x, y + high * 0.36, letter, high, bold=True)


def badge_width(number: int, severity: Severity) -> float:
    """Return how wide the number of a finding is drawn."""
    width = max(BADGE, text_width(str(number), _DIGITS, bold=True) + 10)
    return width + 6 if severity is Severity.WARNING else width


def badge(canvas: Canvas, x: float, y: float, number: int, severity: Severity) -> None:
    """Draw the number of a finding, from this middle of its left side.

    A violation is white on black, a warning stands in a thick frame with points at its sides, an
    info in a thin round one.
    """
    width = badge_width(number, severity)
    top, bottom, middle = y - BADGE / 2, y + BADGE / 2, x + width / 2
    white = severity is Severity.VIOLATION
    if white:
        canvas.box(x, top, width, BADGE, fill=INK)
    elif severity is Severity.WARNING:
        right, left = x + width - 5, x + 5
        upper = [(x, y), (left, top), (right, top), (x + width, y)]
        canvas.shape([*upper, (right, bottom), (left, bottom)], fill=PAPER, thick=2)
    else:
        canvas.box(x, top, width, BADGE, fill=PAPER, round=BADGE / 2)
    fill = PAPER if white else INK
    canvas.middle(middle, y + _DIGITS * 0.36, str(number), _DIGITS, bold=True, fill=fill)


def letters(names: Mapping[Term, str]) -> dict[Term, str]:
    """Return a letter for each thing: the first of its name, or as many as tell it apart."""
    found: dict[Term, str] = {}
    for term, name in sorted(names.items(), key=lambda item: (item[1], item[0])):
        text = name[:1].upper() + name[1:].lower()
        taken = set(found.values())
        found[term] = next((text[:n] for n in range(1, len(text)) if text[:n] not in taken), text)
    return found
