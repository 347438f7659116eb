"""The only user of svg.py: lines, boxes and text in, one SVG document out.

The library writes values as they are given, so everything that comes from data is escaped here.
Text is drawn line by line as real text, from the left, each line with the width it was given in
the layout. Coordinates have one decimal, so that the same drawing has the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Final, Literal

import svg

from scheidslijn.draw.fonts import FAMILY, LEADING, text_width

__all__ = ["DASHED", "DOTTED", "GREY", "INK", "LIGHT", "PALE", "PAPER", "Canvas", "Fill"]

INK: Final = "#1a1a1a"
GREY: Final = "#5a5a5a"
LIGHT: Final = "#c4c4c4"
PALE: Final = "#efefef"
PAPER: Final = "#ffffff"
DASHED: Final = (6, 3)
DOTTED: Final = (1.5, 2.5)
Fill = Literal["hatch", "dots"]
_MARGIN: Final = 24


class Canvas:
    """A sheet to draw on, in pixels from its top left corner; a margin is added at the end.

    What is drawn within `group` belongs together, has a title of its own that a viewer shows, and
    names in ``data-`` attributes what it stands for.
    """

    def __init__(self) -> None:
        self._elements: list[svg.Element] = []
        self._right = 0.0
        self._bottom = 0.0

    def text(
        self, x: float, baseline: float, text: str, size: float,
        *, bold: bool = False, fill: str = INK,
    ) -> None:  # fmt: skip
        """Draw one line of text from ``x``; nothing for an empty line."""
        if not text:
            return
        width = text_width(text, size, bold)
        self._reach(x + width, baseline + size * (LEADING - 1))
        self._elements.append(
            svg.Text(
                x=_round(x),
                y=_round(baseline),
                text=escape(text),
                textLength=max(_round(width), 0.1),
                lengthAdjust="spacingAndGlyphs",
                font_size=_round(size),
                font_weight="bold" if bold else None,
                fill=None if fill == INK else fill,
            )
        )

    def lines(
        self, x: float, top: float, lines: Sequence[str], size: float,
        *, bold: bool = False, fill: str = INK,
    ) -> float:  # fmt: skip
        """Draw lines of text under each other, and return where they end."""
        for number, line in enumerate(lines):
            self.text(x, top + size * (1 + LEADING * number), line, size, bold=bold, fill=fill)
        return top + size * LEADING * len(lines)

    def middle(
        self, x: float, baseline: float, text: str, size: float,
        *, bold: bool = False, fill: str = INK,
    ) -> None:  # fmt: skip
        """Draw one line of text with its middle at ``x``."""
        start = x - text_width(text, size, bold) / 2
        self.text(start, baseline, text, size, bold=bold, fill=fill)

    def box(
        self, x: float, y: float, width: float, height: float,
        *, fill: str = "none", stroke: str | None = INK, thick: float = 1, round: float = 0,
        dashes: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        """Draw a rectangle; ``fill`` is a colour, or a pattern written as ``url(#…)``."""
        self._reach(x + width, y + height)
        self._elements.append(
            svg.Rect(
                x=_round(x),
                y=_round(y),
                width=_round(width),
                height=_round(height),
                rx=_round(round) if round else None,
                fill=fill,
                stroke=stroke,
                stroke_width=_round(thick) if stroke else None,
                stroke_dasharray=list(dashes) if dashes else None,
            )
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float,
        *, stroke: str = INK, thick: float = 1, dashes: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        """Draw a straight line."""
        self._reach(max(x1, x2), max(y1, y2))
        self._elements.append(
            svg.Line(
                x1=_round(x1),
                y1=_round(y1),
                x2=_round(x2),
                y2=_round(y2),
                stroke=stroke,
                stroke_width=_round(thick),
                stroke_dasharray=list(dashes) if dashes else None,
            )
        )

    def shape(
        self, points: Sequence[tuple[float, float]],
        *, fill: str = INK, stroke: str = INK, thick: float = 1,
    ) -> None:  # fmt: skip
        """Draw a closed shape through these points."""
        self._reach(max(x for x, _ in points), max(y for _, y in points))
        self._elements.append(
            svg.Polygon(
                points=[svg.Point(_round(x), _round(y)) for x, y in points],
                fill=fill,
                stroke=stroke,
                stroke_width=_round(thick),
            )
        )

    def circle(
        self, x: float, y: float, radius: float,
        *, fill: str = INK, stroke: str = INK, thick: float = 1,
    ) -> None:  # fmt: skip
        """Draw a circle round a point."""
        self._reach(x + radius, y + radius)
        self._elements.append(
            svg.Circle(
                cx=_round(x),
                cy=_round(y),
                r=_round(radius),
                fill=fill,
                stroke=stroke,
                stroke_width=_round(thick),
            )
        )

    @contextmanager
    def group(self, title: str, **data: str) -> Iterator[None]:
        """Hold together what is drawn within the block, under a title."""
        outside = self._elements
        self._elements = [svg.Title(text=escape(title))] if title else []
        try:
            yield
        finally:
            inside, self._elements = self._elements, outside
            attributes = {f"data-{name}": escape(value) for name, value in data.items()}
            self._elements.append(svg.G(elements=inside, extra=attributes or None))

    @property
    def size(self) -> tuple[float, float]:
        """The width and height of the document, margins included."""
        return _round(self._right + 2 * _MARGIN), _round(self._bottom + 2 * _MARGIN)

    def document(self, title: str, description: str, language: str) -> str:
        """Return all that was drawn as one SVG document with white paper round it."""
        width, height = self.size
        head: list[svg.Element] = [
            svg.Title(id="sl-title", text=escape(title)),
            svg.Desc(id="sl-desc", text=escape(description)),
            svg.Defs(elements=[_hatch(), _dots()]),
            svg.Rect(x=-_MARGIN, y=-_MARGIN, width=width, height=height, fill=PAPER),
        ]
        root = svg.SVG(
            width=width,
            height=height,
            viewBox=svg.ViewBoxSpec(-_MARGIN, -_MARGIN, width, height),
            lang=language,
            elements=[*head, *self._elements],
            extra={
                "role": "img",
                "aria-labelledby": "sl-title sl-desc",
                "font-family": FAMILY,
                "fill": INK,
            },
        )
        # A line for each element, so that two drawings can be compared. In text > is escaped.
        return root.as_str().replace("><", ">\n<") + "\n"

    def _reach(self, right: float, bottom: float) -> None:
        self._right = max(self._right, right)
        self._bottom = max(self._bottom, bottom)


def _round(number: float) -> float:
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def _hatch() -> svg.Pattern:
    stripe = svg.Path(
        d=[svg.M(0, 6), svg.L(6, 0), svg.M(-1, 1), svg.L(1, -1), svg.M(5, 7), svg.L(7, 5)],
        stroke=INK,
        stroke_width=1.4,
    )
    return _pattern("hatch", stripe)


def _dots() -> svg.Pattern:
    return _pattern("dots", svg.Circle(cx=3, cy=3, r=1.1, fill=INK))


def _pattern(name: Fill, drawn: svg.Element) -> svg.Pattern:
    paper = svg.Rect(width=6, height=6, fill=PAPER)
    return svg.Pattern(
        id=f"sl-{name}", width=6, height=6, patternUnits="userSpaceOnUse", elements=[paper, drawn]
    )
