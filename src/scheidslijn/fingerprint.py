"""What a report says of a data graph, so that a later run knows it again."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fingerprint"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A data graph that was judged without a problem, as far as a later run has to know it.

    Attributes:
        file: the file as the user named it.
        graph: the name of the graph in it, or None.
        line: the line on which it starts, from 1, where the lines of findings count from there.
        sha256: the hash of its statements, or of its file where that was read as a whole.
        findings: the id of each finding in it, sorted.
    """

    file: str
    graph: str | None
    line: int | None
    sha256: str
    findings: tuple[str, ...] = ()
