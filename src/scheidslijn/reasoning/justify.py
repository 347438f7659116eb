"""Finds a smallest reason: of many statements, some that clash, of which none can be left out.

The algorithm is QuickXplain (Ulrich Junker, "QUICKXPLAIN: Preferred Explanations and Relaxations
for Over-Constrained Problems", AAAI 2004). It only asks whether some statements clash, so it
serves any reasoner. Before it starts, statements are added in growing portions until they clash,
so that the reasoner hardly ever sees all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["clashing_start", "smallest_clash"]

Statement = TypeVar("Statement")
Clashes = Callable[[Sequence[Statement]], bool]

_FIRST_PORTION = 64


def smallest_clash(statements: Sequence[Statement], clashes: Clashes[Statement]) -> list[Statement]:
    """Return statements that clash together, while any of them left out makes them agree.

    Where there are several such sets, it is one with statements from the front.

    Args:
        statements: what clashes as a whole; the most telling ones first.
        clashes: whether some of them clash. More statements never clash less, and none at all
            do not clash.

    >>> smallest_clash([8, 1, 5, 2, 3], lambda some: sum(some) >= 10)
    [8, 5]
    """
    if not statements:
        return []

    def numbers_clash(numbers: Sequence[int]) -> bool:
        return clashes([statements[number] for number in numbers])

    found = _needed([], False, list(range(len(statements))), numbers_clash)
    return [statements[number] for number in sorted(found)]


def _needed(
    given: list[int], is_new: bool, numbers: list[int], clash: Callable[[Sequence[int]], bool]
) -> list[int]:
    """Return what of these numbers the given ones need for a clash."""
    if is_new and clash(given):
        return []
    if len(numbers) == 1:
        return numbers
    middle = len(numbers) // 2
    front, back = numbers[:middle], numbers[middle:]
    of_back = _needed([*given, *front], True, back, clash)
    of_front = _needed([*given, *of_back], bool(of_back), front, clash)
    return [*of_front, *of_back]


def clashing_start(
    statements: Sequence[Statement], clashes: Clashes[Statement], portion: int = _FIRST_PORTION
) -> list[Statement]:
    """Return the start of the statements that clashes, at most twice as long as needed.

    Args:
        statements: what clashes as a whole.
        clashes: whether some of them clash.
        portion: how many to try first.

    >>> clashing_start(list(range(100)), lambda some: 5 in some, portion=4)
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    size = max(1, portion)
    while size < len(statements):
        if clashes(statements[:size]):
            return list(statements[:size])
        size *= 2
    return list(statements)
