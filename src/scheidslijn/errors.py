"""What can go wrong, as one base class and a handful of leaves that carry data.

Each leaf says which exit code of the command it leads to, so that the command
needs no table of its own.
"""

from __future__ import annotations

__all__ = [
    "EngineError",
    "InputError",
    "RuleBookError",
    "ScheidslijnError",
    "ShapesError",
    "UncompilableError",
    "UsageError",
    "place_text",
]


def place_text(source: str, line: int | None, column: int | None) -> str:
    """Return a file with its line and column, in the form that editors recognise.

    >>> place_text("zaak.ttl", 3, 7), place_text("zaak.ttl", None, None)
    ('zaak.ttl:3:7', 'zaak.ttl')
    """
    parts = [source]
    if line is not None:
        parts.append(str(line))
        if column is not None:
            parts.append(str(column))
    return ":".join(parts)


class ScheidslijnError(Exception):
    """The base of every error that this package raises on purpose."""

    exit_code = 4


class UsageError(ScheidslijnError):
    """The call itself is wrong: an unknown question, a missing parameter, no path at all."""

    exit_code = 2


class InputError(ScheidslijnError):
    """Input that cannot be read or is refused, with its place as far as it is known.

    Args:
        source: the file name as the user gave it, or ``<stdin>``.
        problem: one sentence that says what is wrong, and what was expected.
        line: the line in the file, from 1, or None.
        column: the column in that line, from 1, or None.
    """

    exit_code = 3

    def __init__(
        self, source: str, problem: str, line: int | None = None, column: int | None = None
    ) -> None:
        self.source = source
        self.problem = problem
        self.line = line
        self.column = column
        super().__init__(f"{self.place}: {problem}")

    @property
    def place(self) -> str:
        """The file with its line and column, in the form that editors recognise."""
        return place_text(self.source, self.line, self.column)


class RuleBookError(ScheidslijnError):
    """The rule book or the shapes cannot be used: a file is missing or contradicts itself."""

    exit_code = 3


class ShapesError(RuleBookError):
    """A shapes graph is no well-formed SHACL.

    Args:
        node: the shape, constraint or component that is wrong, as a term.
        problem: one sentence, without its full stop, that says what is wrong.
        clause: the section of SHACL (W3C Recommendation, 20 July 2017) that asks otherwise.
        source: the file that the node stands in, or None where that is not known.
        line: the line in that file, from 1, or None.
    """

    def __init__(
        self,
        node: str,
        problem: str,
        clause: str,
        source: str | None = None,
        line: int | None = None,
    ) -> None:
        self.node = node
        self.problem = problem
        self.clause = clause
        self.source = source
        self.line = line
        place = "" if source is None else f"{place_text(source, line, None)}: "
        name = "" if node.startswith("_:") else f"<{node}>: "
        super().__init__(f"{place}{name}{problem} (SHACL {clause}).{self.way_out}")

    way_out = ""

    def at(self, source: str, line: int | None) -> ShapesError:
        """Return the same error with its place."""
        return type(self)(self.node, self.problem, self.clause, source, line)


class UncompilableError(ShapesError):
    """A shapes graph is sound SHACL, but uses what the compiled plan cannot do."""

    way_out = " The reference engine can do this: use --engine reference."


class EngineError(ScheidslijnError):
    """An engine or endpoint failed, timed out or answered something unusable."""
