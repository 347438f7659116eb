"""The formats in which a report can be written, in one table.

Each gives the text in pieces, so that a report that is larger than memory can be written. Each
entry imports its module when it is called: a run that prints text should not wait for an XML
library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from scheidslijn.model import Report
from scheidslijn.render.style import Style, is_clean

__all__ = ["FORMATS", "Style", "is_clean"]


def _text(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import text

    yield from text.pieces(report, style.language, style.color, style.width)


def _json(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import json

    yield from json.pieces(report)


def _sarif(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import sarif

    yield from sarif.pieces(report, style.language)


def _junit(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import junit

    yield from junit.pieces(report, style.language, style.fail_on)


def _turtle(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import turtle

    yield from turtle.pieces(report)


def _markdown(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import summary

    yield summary.render(report, style.language, style.fail_on)


def _codequality(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import codequality

    yield from codequality.pieces(report, style.language, Path.cwd())


def _github(report: Report, style: Style) -> Iterator[str]:
    from scheidslijn.render import workflow

    yield workflow.render(report, style.language, Path.cwd())


FORMATS: Final[dict[str, Callable[[Report, Style], Iterator[str]]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "junit": _junit,
    "turtle": _turtle,
    "markdown": _markdown,
    "codequality": _codequality,
    "github": _github,
}
