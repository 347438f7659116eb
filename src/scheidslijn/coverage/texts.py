"""Which lines of a text edition something points to, and which are left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scheidslijn.coverage.report import LineRange, TextCoverage
from scheidslijn.model import SourcePlace

__all__ = ["text_coverage"]


def text_coverage(text: Sequence[bytes], places: Iterable[SourcePlace]) -> TextCoverage:
    """Return how much of a text the places cover, and the ranges of lines that they leave.

    Blank lines count for nothing: a range goes on over them, and neither starts nor ends with one.

    Args:
        text: the lines of the text edition.
        places: the passages of this text that something points to; what lies outside the text is
            ignored, since the linter finds that.

    >>> found = text_coverage(
    ...     [b"a", b"b", b" ", b"c", b"d"], [SourcePlace("D", 1, 1, "1", "")])
    >>> found.covered, [(each.first_line, each.last_line) for each in found.uncovered]
    (1, [(2, 5)])
    """
    filled = [n for n, line in enumerate(text, start=1) if line.decode("utf-8", "replace").strip()]
    known = sorted(places, key=lambda place: (place.first_line, place.last_line))
    pointed = {n for place in known for n in range(place.first_line, place.last_line + 1)}
    ranges = (_range(run, known) for run in _runs(filled, pointed))
    return TextCoverage(
        lines=len(filled),
        covered=sum(number in pointed for number in filled),
        uncovered=tuple(sorted(ranges, key=lambda each: (-each.lines, each.first_line))),
    )


def _runs(filled: Iterable[int], pointed: set[int]) -> Iterator[list[int]]:
    """Yield the uncovered lines, broken where a covered line comes between."""
    run: list[int] = []
    for number in filled:
        if number not in pointed:
            run.append(number)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _range(run: Sequence[int], places: Sequence[SourcePlace]) -> LineRange:
    first, last = run[0], run[-1]
    earlier = [place for place in places if place.last_line < first]
    later = [place for place in places if place.first_line > last]
    return LineRange(
        first_line=first,
        last_line=last,
        lines=len(run),
        after=max(earlier, key=lambda place: place.last_line).section if earlier else "",
        before=later[0].section if later else "",
    )
