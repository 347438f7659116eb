"""Draws one dossier in time: who had which role, what was done, and where a check found something.

Numbers in the drawing are findings; they are listed below it with what mends them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from scheidslijn.draw.canvas import DASHED, GREY, LIGHT, PALE, PAPER, Canvas
from scheidslijn.draw.drawing import Drawing
from scheidslijn.draw.entries import Entry, draw_entries
from scheidslijn.draw.fonts import LEADING, text_width, wrap
from scheidslijn.draw.signs import badge, badge_width, lettered, letters
from scheidslijn.draw.timeline_axis import Axis, axis_of
from scheidslijn.draw.timeline_data import Case, read_case, said
from scheidslijn.draw.timeline_lanes import BAR, SIZE, Badges, Bar, Lane, Mark, lanes, when
from scheidslijn.draw.timeline_tables import finding_notes, tables
from scheidslijn.draw.words import say
from scheidslijn.errors import UsageError
from scheidslijn.model import Engine, Finding, Language, Severity, Term
from scheidslijn.namespaces import SL
from scheidslijn.render.words import plain, word

__all__ = ["draw_timeline"]

_LABELS: Final = 210.0
_AXIS: Final = 1130.0
_HEAD: Final = 34.0
_SMALL: Final = 9.5
# How a bar is filled, by class; any other class is white.
_FILLS: Final = {
    SL + "Rolvervulling": LIGHT,
    SL + "Taakdelegatie": "url(#sl-hatch)",
    SL + "Aansturing": "url(#sl-dots)",
}


def draw_timeline(
    engine: Engine, language: Language, dossier: Term, findings: Sequence[Finding], edition: str
) -> Drawing:
    """Draw a dossier with the findings on it.

    Args:
        engine: what holds the rule book and the dossier.
        language: of all text.
        dossier: which dossier.
        findings: what a validation found; those of other dossiers are left out.
        edition: which rule book judged, to write at the top.

    Raises:
        UsageError: the dossier has no date, so that there is nothing to put on an axis.
    """
    case = read_case(engine, dossier, language)
    axis = axis_of(case, _LABELS, _AXIS)
    if axis is None:
        raise UsageError(f"the dossier {dossier} holds no date, so it has no timeline")
    mine = [finding for finding in findings if finding.dossier in ("", dossier)]
    name = case.names[dossier]
    title = say("timeline title", language, name=name)
    description = say("timeline description", language, number=str(len(mine)))
    canvas = Canvas()
    canvas.text(0, 22, _fitted(title, 20), 20, bold=True)
    canvas.text(0, 42, edition, 10, fill=GREY)
    rows = lanes(case, axis, _badges(case, mine), language)
    drawn = _Timeline(canvas, case, axis, language)
    bottom = drawn.draw(rows, drawn.draw_legend(58) + 8)
    _draw_findings(canvas, mine, bottom + 30, language)
    return Drawing(
        title=title,
        description=description,
        language=language,
        svg=canvas.document(title, description, language),
        size=canvas.size,
        legend=tuple(drawn.legend()),
        tables=tuple(tables(case, mine, language)),
    )


def _fitted(title: str, size: float) -> str:
    """Return the title as far as it fits on one line; the document holds it whole."""
    lines = wrap(title, size, _LABELS + _AXIS - 30, bold=True)
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"


def _badges(case: Case, findings: Sequence[Finding]) -> dict[Term, Badges]:
    """Return the findings by the fact that is drawn; the rest belongs to the case as a whole."""
    drawn = {fact.iri for fact in case.facts}
    found: dict[Term, Badges] = {}
    for number, finding in enumerate(findings, start=1):
        places = (finding.focus, finding.value or "")
        place = next((term for term in places if term in drawn), "")
        found[place] = (*found.get(place, ()), (number, finding.severity))
    return found


class _Timeline:
    """The axis and the lanes, drawn from the top."""

    def __init__(self, canvas: Canvas, case: Case, axis: Axis, language: Language) -> None:
        self._canvas = canvas
        self._case = case
        self._axis = axis
        self._language: Language = language
        names = case.names
        kinds = {fact.kind for fact in case.facts}
        self._bars = sorted(
            {fact.kind for fact in case.facts if fact.day is None and fact.start},
            key=lambda kind: (kind != SL + "Rolvervulling", names[kind]),
        )
        lasting = set(self._bars) - {fact.kind for fact in case.facts if fact.day or not fact.start}
        self._letters = letters({kind: names[kind] for kind in kinds - lasting})

    def legend(self) -> Iterator[tuple[str, str]]:
        """Yield each sign that is used, and what it means."""
        for kind in self._bars:
            key = {LIGHT: "grey", "url(#sl-hatch)": "hatch", "url(#sl-dots)": "dots"}.get(
                _FILLS.get(kind, ""), "white"
            )
            yield say(f"bar {key}", self._language), self._case.names[kind]
        yield say("arrow", self._language), say("means arrow", self._language)
        for kind, letter in sorted(self._letters.items(), key=lambda item: item[1]):
            yield letter, self._case.names[kind]
        for severity in reversed(Severity):
            sign = say(f"badge {severity.name}", self._language)
            yield sign, word(severity.name.lower(), self._language)

    def draw_legend(self, top: float) -> float:
        """Draw what bars, letters and numbers mean, and return where that ends."""
        signs: list[tuple[Callable[[float, float], object], float, str]] = []
        names, canvas = self._case.names, self._canvas
        for kind in self._bars:
            signs.append((_bar_sign(canvas, _FILLS.get(kind, PAPER)), 40, names[kind]))
        signs.append((_arrow_sign(canvas), 40, say("means arrow", self._language)))
        for kind, letter in sorted(self._letters.items(), key=lambda item: item[1]):
            signs.append((_letter_sign(canvas, letter), 24, names[kind]))
        for severity in reversed(Severity):
            text = word(severity.name.lower(), self._language)
            signs.append((_badge_sign(canvas, severity), 30, text))
        x, y = 0.0, top + 10
        for draw, room, text in signs:
            needed = room + text_width(text, _SMALL) + 20
            if x and x + needed > _LABELS + _AXIS:
                x, y = 0.0, y + 24
            draw(x, y)
            canvas.text(x + room, y + 3.5, text, _SMALL)
            x += needed
        return y + 16

    def draw(self, rows: Sequence[Lane], top: float) -> float:
        """Draw axis and lanes, and return where they end."""
        heads = [
            (wrap(lane.title, 11, _LABELS - 16, bold=True),
             [line for note in lane.notes for line in wrap(note, _SMALL, _LABELS - 16)])
            for lane in rows
        ]  # fmt: skip
        heights = [
            max(lane.height, LEADING * (11 * len(name) + _SMALL * len(notes)) + 12)
            for lane, (name, notes) in zip(rows, heads, strict=True)
        ]
        self._draw_axis(top, sum(heights))
        y = top + _HEAD
        for lane, (name, notes), height in zip(rows, heads, heights, strict=True):
            self._canvas.line(0, y, _LABELS + _AXIS, y, stroke=GREY)
            with self._canvas.group("", lane=lane.actor or ""):
                below = self._canvas.lines(0, y + 5, name, 11, bold=True)
                self._canvas.lines(0, below, notes, _SMALL, fill=GREY)
                for bar in lane.bars:
                    self._draw_bar(bar, y)
                for mark in lane.marks:
                    self._draw_mark(mark, y)
            y += height
        self._canvas.line(0, y, _LABELS + _AXIS, y, stroke=GREY)
        return y

    def _draw_axis(self, top: float, height: float) -> None:
        canvas, axis = self._canvas, self._axis
        canvas.box(axis.left, top, axis.width, _HEAD, fill=PALE, stroke=None)
        key = "weeks of sickness" if self._case.first_day else "weeks"
        for row, line in enumerate(wrap(say(key, self._language), _SMALL, _LABELS - 16)):
            canvas.text(0, top + 13 + 12 * row, line, _SMALL, fill=GREY)
        for number, day in axis.weeks():
            x = axis.x(day)
            canvas.line(x, top, x, top + _HEAD + height, stroke=LIGHT, dashes=(1, 3))
            text = str(number)
            width = max(text_width(text, SIZE, bold=True), text_width(day.isoformat(), _SMALL))
            left = min(x + 3, axis.left + axis.width - width)
            canvas.text(left, top + 14, text, SIZE, bold=True)
            canvas.text(left, top + 27, day.isoformat(), _SMALL)

    def _draw_bar(self, bar: Bar, lane_top: float) -> None:
        canvas, axis, fact = self._canvas, self._axis, bar.fact
        names = self._case.names
        title = f"{names[fact.kind]}: {said(fact, names)} · {when(fact, self._language)}"
        top = lane_top + bar.top
        start = axis.x(fact.start) if fact.start else axis.left
        end = axis.left + axis.width if fact.end is None else axis.after(fact.end)
        with canvas.group(title, fact=fact.iri):
            text_x = self._draw_badges(bar.badges, bar.text_x, lane_top + bar.y + 9)
            canvas.lines(text_x, lane_top + bar.y, bar.lines, SIZE)
            width = max(end - start, 4) - (8 if fact.end is None else 0)
            fill = _FILLS.get(fact.kind, PAPER)
            dashes = None if fact.kind in _FILLS else DASHED
            canvas.box(start, top, max(width, 4), BAR, fill=fill, dashes=dashes)
            if fact.end is None:
                _arrow(canvas, end, top, 1)
            if fact.start and fact.start < axis.first:
                _arrow(canvas, start - 8, top, -1)

    def _draw_mark(self, mark: Mark, lane_top: float) -> None:
        canvas, y = self._canvas, lane_top + mark.y
        kind = "" if mark.kind is None else f"{self._case.names[mark.kind]}: "
        with canvas.group(kind + " ".join(mark.lines), fact=mark.iri):
            if mark.kind is None and mark.x <= self._axis.left:  # before the axis begins
                canvas.shape([(mark.x + 5, y - 6), (mark.x + 5, y + 6), (mark.x - 5, y)])
            elif mark.kind is None:
                canvas.shape([(mark.x - 5, y - 6), (mark.x + 5, y - 6), (mark.x, y + 5)])
            else:
                lettered(canvas, mark.x, y, self._letters[mark.kind])
            x = self._draw_badges(mark.badges, mark.text_x, y)
            canvas.lines(x, y - SIZE * LEADING * len(mark.lines) / 2 - 0.5, mark.lines, SIZE)

    def _draw_badges(self, badges: Badges, x: float, y: float) -> float:
        for number, severity in badges:
            with self._canvas.group("", finding=str(number)):
                badge(self._canvas, x, y, number, severity)
            x += badge_width(number, severity) + 3
        return x


def _arrow(canvas: Canvas, x: float, top: float, way: int) -> None:
    """Draw the head of a bar that goes on, with its point at ``x``, to the right or the left."""
    canvas.shape([(x, top + BAR / 2), (x - 8 * way, top - 3), (x - 8 * way, top + BAR + 3)])


def _bar_sign(canvas: Canvas, fill: str) -> Callable[[float, float], object]:
    return lambda x, y: canvas.box(
        x, y - BAR / 2, 32, BAR, fill=fill, dashes=DASHED if fill == PAPER else None
    )


def _arrow_sign(canvas: Canvas) -> Callable[[float, float], object]:
    def draw(x: float, y: float) -> None:
        canvas.box(x, y - BAR / 2, 24, BAR, fill=LIGHT)
        _arrow(canvas, x + 32, y - BAR / 2, 1)

    return draw


def _letter_sign(canvas: Canvas, letter: str) -> Callable[[float, float], object]:
    return lambda x, y: lettered(canvas, x + 8, y, letter)


def _badge_sign(canvas: Canvas, severity: Severity, number: int = 1) -> Callable[..., object]:
    return lambda x, y: badge(canvas, x, y, number, severity)


def _draw_findings(
    canvas: Canvas, findings: Sequence[Finding], top: float, language: Language
) -> None:
    heading = say("findings" if findings else "no findings", language)
    canvas.text(0, top, heading, 14, bold=True)

    def sign(number: int, severity: Severity) -> Callable[[float, float], object]:
        return lambda x, y: badge(canvas, x, y + 9, number, severity)

    entries = [
        Entry(
            sign(number, finding.severity),
            plain(finding.message.in_language(language)),
            tuple(finding_notes(finding, language)),
            {"listed": str(number)},
        )
        for number, finding in enumerate(findings, start=1)
    ]
    draw_entries(canvas, entries, top + 12, _LABELS + _AXIS, 2 if len(entries) > 1 else 1)
