"""Numbers data graphs by their batch, and by their place in it."""

from __future__ import annotations

from typing import Final

__all__ = ["Place", "place_of", "unit_number"]

# The number of a piece in its batch, and the place of a data graph in that piece.
Place = tuple[int, int]

_UNITS: Final = 1 << 24  # in one piece at most
_PIECES: Final = 1 << 12  # in one batch at most


def unit_number(batch: int, place: Place) -> int:
    """Return the number of a data graph: by its batch, and its place in that."""
    piece, number = place
    return (batch * _PIECES + piece) * _UNITS + number


def place_of(unit: int) -> tuple[int, Place]:
    """Return the batch and the place of a data graph by its number.

    >>> place_of(unit_number(3, (2, 1)))
    (3, (2, 1))
    """
    piece, number = divmod(unit, _UNITS)
    batch, piece = divmod(piece, _PIECES)
    return batch, (piece, number)
