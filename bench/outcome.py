"""What an adapter is given and what it gives back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.findings import Finding


class Refused(Exception):
    """The engine does not carry out something that these shapes or this data ask for."""


@dataclass(frozen=True, slots=True)
class Task:
    """The files that a measurement reads; every engine gets the same.

    Attributes:
        data: N-Triples with all dossiers and the rule book, as one graph.
        shapes: Turtle with the shapes graph.
        dossiers: N-Triples with the dossiers, without the rule book.
        each: folder with a file in N-Triples per dossier, without the rule book.
        rulebook: N-Triples with ontology and rule book.
    """

    data: Path
    shapes: Path
    dossiers: Path
    each: Path
    rulebook: Path

    def each_dossier(self) -> list[Path]:
        """Return the file of each dossier by itself, in a fixed order."""
        return sorted(self.each.glob("*.nt"))

    def each_joined(self) -> Iterator[bytes]:
        """Yield each dossier joined with the rule book, as N-Triples."""
        rulebook = self.rulebook.read_bytes()
        for path in self.each_dossier():
            yield rulebook + path.read_bytes()


@dataclass(slots=True)
class Outcome:
    """What an engine found, and how long each of its own steps took, in seconds."""

    findings: set[Finding] = field(default_factory=set)
    steps: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def step(self, name: str) -> None:
        """Say that a step is done; it took the time since the step before."""
        now = time.perf_counter()
        self.steps[name] = self.steps.get(name, 0.0) + now - self._last
        self._last = now
