"""A finished drawing: one SVG document, and the same in words for whoever cannot see it."""

from __future__ import annotations

from dataclasses import dataclass

from scheidslijn.model import Language

__all__ = ["DataTable", "Drawing"]


@dataclass(frozen=True, slots=True)
class DataTable:
    """The data of a drawing, or of a part of it, as a table of text."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing.

    Attributes:
        title: what it shows, in a few words.
        description: what it shows, in a sentence or two.
        language: the language of all its text.
        svg: the whole SVG document.
        size: its width and height in pixels.
        legend: what each sign means, as pairs of its name and its meaning.
        tables: everything the drawing shows, as text.
    """

    title: str
    description: str
    language: Language
    svg: str
    size: tuple[float, float]
    legend: tuple[tuple[str, str], ...]
    tables: tuple[DataTable, ...]
