"""What a table is that rows of our data go in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from scheidslijn.export.material import Book, Case
from scheidslijn.export.profile import Loss
from scheidslijn.model import Finding, Text

__all__ = ["Cell", "Row", "TableColumn", "TableProfile", "column", "joined"]

Cell = str | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its name, its title, and what its cells are.

    A cell with several values holds them with `` | `` between them, in order.
    """

    name: str
    title: Text
    type: type[str | date] = str


def column(name: str, nl: str, en: str, kind: type[str | date] = str) -> TableColumn:
    """Return a column."""
    return TableColumn(name, Text(nl, en), kind)


def joined(values: Iterable[str]) -> str | None:
    """Return the values of one cell, or None when there are none."""
    return " | ".join(values) or None


@dataclass(frozen=True, slots=True)
class TableProfile:
    """Rows for people who do not use RDF.

    Attributes:
        name: the name for ``--profile``.
        title: what the rows are, in a few words.
        columns: the columns, in order.
        losses: what the rows leave out.
        rulebook: gives the rows of a rule book, or None.
        dossier: gives the rows of one dossier, or None.
        findings: gives the rows of what a validation of dossiers finds, or None.
    """

    name: str
    title: Text
    columns: tuple[TableColumn, ...]
    losses: tuple[Loss, ...] = ()
    rulebook: Callable[[Book], Iterable[Row]] | None = None
    dossier: Callable[[Case], Iterable[Row]] | None = None
    findings: Callable[[Iterable[Finding]], Iterable[Row]] | None = None
