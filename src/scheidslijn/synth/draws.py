"""Choices that follow from a seed and a number alone, the same on every machine and version.

Python promises that `random.random` stays as it is between versions, but not what is built on
it; and a generator costs more to seed than a dossier costs to write. So the choices of one
dossier are read off one hash, like the digits of a number in a mixed base.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

__all__ = ["Draws"]

_CHANCES: Final = 1 << 24


class Draws:
    """The choices for one number under one seed.

    >>> first = Draws(7, 1)
    >>> [first.below(6) for _ in range(3)] == [Draws(7, 1).below(6)] * 3
    False
    >>> Draws(7, 1).below(1000) == Draws(7, 1).below(1000)
    True
    """

    __slots__ = ("_rest",)

    def __init__(self, seed: int, number: int) -> None:
        # 512 bits are enough for some thirty choices, and a dossier makes fewer
        self._rest = int.from_bytes(blake2b(f"{seed}:{number}".encode()).digest())

    def below(self, size: int) -> int:
        """Return a whole number from 0 up to, but not including, ``size``."""
        self._rest, chosen = divmod(self._rest, size)
        return chosen

    def chance(self, share: float) -> bool:
        """Return True in a ``share``, from 0 to 1, of all numbers."""
        return self.below(_CHANCES) < share * _CHANCES
