"""Dossiers in spreadsheets: what a mapping in RML makes of the rows of a table.

No RML engine on PyPI goes with what this package needs, or is strict enough for a table that
people keep by hand, so this one reads RML-Core itself, for tables only. Nothing is guessed and
nothing vanishes: what a mapping asks for and is not done here, and every cell that is not plain,
is refused with its place.
"""

from __future__ import annotations

from scheidslijn.tables.read import EXTENSIONS, Place, Tables, read_tables
from scheidslijn.tables.sheet import TableLimits

__all__ = ["EXTENSIONS", "Place", "TableLimits", "Tables", "read_tables"]
