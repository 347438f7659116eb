"""What the readers of JSON and YAML have in common: a value, and where each part of it stands.

A path is the way to a part: the keys and the numbers that lead to it from the top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["Path", "Place", "Tree", "UnsoundError", "path_text"]

Path = tuple[str | int, ...]
Place = tuple[int, int]

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class UnsoundError(Exception):
    """A text is no sound JSON or YAML; ``line`` and ``column`` from 1, where they are known."""

    def __init__(self, problem: str, line: int | None = None, column: int | None = None) -> None:
        self.problem = problem
        self.line = line
        self.column = column
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Tree:
    """A text as JSON's values, with the line and column of each part, made when asked for.

    Attributes:
        value: what the text says.
        places: returns line and column, both from 1, by path.
    """

    value: object
    places: Callable[[], Mapping[Path, Place]]

    def place(self, path: Path) -> tuple[int | None, int | None]:
        """Return where a part stands, or else what it is a part of."""
        places = self.places()
        while path and path not in places:
            path = path[:-1]
        return places.get(path, (None, None))


def path_text(path: Path) -> str:
    """Return a path in the notation of JSONPath (RFC 9535, 2.1).

    >>> path_text(("feiten", 2, "rol")), path_text(("een veld",))
    ('$.feiten[2].rol', "$['een veld']")
    """
    parts = ["$"]
    for each in path:
        if isinstance(each, int):
            parts.append(f"[{each}]")
        elif _PLAIN_KEY.fullmatch(each):
            parts.append(f".{each}")
        else:
            quoted = each.replace("\\", "\\\\").replace("'", "\\'")
            parts.append(f"['{quoted}']")
    return "".join(parts)
