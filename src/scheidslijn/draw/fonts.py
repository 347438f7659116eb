"""How wide text is, and where it breaks.

Widths are those of Arial, which Liberation Sans, Helvetica and Arimo share, in thousandths of the
font size. Every text also carries its width (``textLength``), so that a viewer with none of these
fonts fits its own font into the same room: what does not overlap here overlaps nowhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

__all__ = ["ASCENT", "DESCENT", "FAMILY", "LEADING", "text_width", "wrap"]

FAMILY: Final = "Arial, 'Liberation Sans', Helvetica, Arimo, sans-serif"
# Of the font size: how far letters reach above and below the baseline, and from line to line.
ASCENT: Final = 0.91
DESCENT: Final = 0.22
LEADING: Final = 1.25

_REGULAR: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD: Final = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
_FIRST: Final = 32  # the character of the first width in both tables
_OTHERS: Final = {
    "\u2013": 556, "\u2014": 1000, "…": 1000, "\u2018": 278, "\u2019": 278, "“": 500, "”": 500,
    "„": 500, "·": 333, "•": 350, "€": 556, "§": 556, "\u00d7": 584, "→": 1000, "←": 1000,
    "≤": 549, "≥": 549, "ß": 611, "æ": 889, "ø": 611, "°": 400,
}  # fmt: skip
_WIDE: Final = 1000  # Chinese, Japanese, Korean and most pictures
_UNKNOWN: Final = 700
_BREAK_AFTER: Final = "-/\u2013\u2014"


@cache
def _width(character: str, bold: bool) -> int:
    table = _BOLD if bold else _REGULAR
    place = ord(character) - _FIRST
    if 0 <= place < len(table):
        return table[place]
    if character in _OTHERS:
        return _OTHERS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return _WIDE
    base = unicodedata.normalize("NFD", character)[0]
    return _UNKNOWN if base == character else _width(base, bold)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text in pixels, for a font size in pixels.

    >>> round(text_width("casemanager", 10), 1)
    60.6
    """
    return sum(_width(character, bold) for character in text) * size / 1000


def wrap(text: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """Return the text as lines that are no wider than ``width`` pixels.

    Lines break at spaces; a word that is too wide by itself breaks at its hyphens, and else
    anywhere, with a hyphen. A line holds at least one character, whatever the width.

    >>> wrap("arbeidsdeskundige verzuim en inkomen", 10, 100)
    ('arbeidsdeskundige', 'verzuim en inkomen')
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _parts(word, size, width, bold)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _parts(word: str, size: float, width: float, bold: bool) -> Iterator[str]:
    """Yield a word in parts that fit."""
    while text_width(word, size, bold) > width:
        end = _fitting(word, size, width, bold)
        if end >= len(word):
            break
        part = word[:end]
        yield part if part[-1] in _BREAK_AFTER else f"{part}-"
        word = word[end:]
    yield word


def _fitting(word: str, size: float, width: float, bold: bool) -> int:
    """Return how much of the word fits on a line, up to its last hyphen if it has one."""
    end, total, hyphen = 0, 0.0, text_width("-", size, bold)
    for place, character in enumerate(word):
        total += text_width(character, size, bold)
        if total + hyphen > width and end:
            break
        if not unicodedata.combining(word[place + 1 : place + 2] or "a"):
            end = place + 1
    last = max(word.rfind(mark, 1, end) for mark in _BREAK_AFTER)
    return last + 1 if last > 1 else max(end, 1)
