"""The triples of one version, sorted and compared on disk where they do not fit in memory."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Self

from pyoxigraph import Quad, Triple

from scheidslijn.canonical import canonical_lines
from scheidslijn.errors import UsageError
from scheidslijn.publishing.triples import (
    has_blank,
    kept_by_value,
    line_of,
    named_lines,
    parts_of,
)

__all__ = ["Content", "Difference"]

_BATCH: Final = 5000
_MISSING: Final = "SELECT line FROM wanted EXCEPT SELECT line FROM found"
_EXTRA: Final = "SELECT line FROM found EXCEPT SELECT line FROM wanted"


@dataclass(frozen=True, slots=True)
class Difference:
    """How many triples are missing from what was found, more than wanted, and in both."""

    missing: int
    extra: int
    same: int

    def __bool__(self) -> bool:
        """Whether there is a difference."""
        return bool(self.missing or self.extra)


class Content:
    """The triples of a version, each once, in a fixed order.

    Use it as a context manager. The triples lie in a database of SQLite of its own, which goes to
    a file that nobody else sees when it becomes large. Only triples with blank nodes are in memory
    together.

    Attributes:
        sha256: the hash of its canonical form (RDFC-1.0).
        size: how many triples it has.
        held: how many of them a store holds, which keeps two writings of a value as one.
        by_value: how many triples have a literal that stores write their own way.
        labels: the names of its blank nodes in its lines.

    Args:
        quads: the statements; which graph they are in does not matter.

    Raises:
        UsageError: there are none, or a statement is about a statement.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._open = sqlite3.connect("", isolation_level=None)
        self.size = self.held = self.by_value = 0
        self.labels: tuple[str, ...] = ()
        for table in ("given", "wanted", "found"):
            self._open.execute(f"CREATE TABLE {table} (line TEXT PRIMARY KEY) WITHOUT ROWID")
        self._open.execute("BEGIN")
        try:
            self.sha256 = self._read(quads)
        except BaseException:
            self.close()
            raise

    def _read(self, quads: Iterable[Quad]) -> str:
        """Note all quads, and return the hash of their canonical form."""
        blank: dict[Quad, None] = {}
        digest = hashlib.sha256()
        for line in canonical_lines(self._seen(quads, blank)):
            digest.update(line)
        kept = dict.fromkeys(map(kept_by_value, blank))
        self.by_value += sum(quad not in kept for quad in blank)
        named = list(named_lines(blank))
        self._add("given", named)
        labels = {term for line in named for term in parts_of(line) if term.startswith("_:")}
        self.labels = tuple(sorted(labels))
        self._add("wanted", named_lines(kept))
        self.size, self.held = (self._count(f"SELECT line FROM {t}") for t in ("given", "wanted"))
        if not self.size:
            raise UsageError("there is not one triple to publish")
        return digest.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Throw the database away."""
        self._open.close()

    def lines(self) -> Iterator[str]:
        """Yield the triples as they were given, as lines of N-Triples, always in the same order."""
        return (line for (line,) in self._open.execute("SELECT line FROM given ORDER BY line"))

    def compare(self, found: Iterable[Quad]) -> Difference:
        """Return how the quads of a store differ; `differing` and `changes` then say more."""
        self._open.execute("DELETE FROM found")
        blank: dict[Quad, None] = {}
        self._add("found", self._plain(found, blank))
        self._add("found", named_lines(blank))
        missing, extra = self._count(_MISSING), self._count(_EXTRA)
        return Difference(missing, extra, self.held - missing)

    def differing(self) -> tuple[str | None, str | None]:
        """Return the first triple that is missing and one that is found, of it if that can be.

        That is one with the same subject and predicate, where there is one.
        """
        missing = next(self._lines(f"{_MISSING} ORDER BY line LIMIT 1"), None)
        if missing is not None:
            start = " ".join(parts_of(missing)[:2]) + " "
            found = f"SELECT line FROM ({_EXTRA}) WHERE substr(line, 1, ?) = ? LIMIT 1"
            instead = next(self._lines(found, len(start), start), None)
            if instead is not None:
                return missing, instead
        return missing, next(self._lines(f"{_EXTRA} ORDER BY line LIMIT 1"), None)

    def changes(self, most: int) -> Iterator[tuple[str, bool]]:
        """Yield the first lines that differ in their order, each with whether it is added."""
        both = f"SELECT line, 1 FROM ({_MISSING}) UNION ALL SELECT line, 0 FROM ({_EXTRA})"
        for line, added in self._open.execute(f"{both} ORDER BY 1, 2 LIMIT ?", (most,)):
            yield line, bool(added)

    def _seen(self, quads: Iterable[Quad], blank: dict[Quad, None]) -> Iterator[Quad]:
        """Note quads as they pass, without their graphs."""
        given: list[str] = []
        wanted: list[str] = []
        for quad in quads:
            if isinstance(quad.object, Triple):
                raise UsageError(f"a statement about a statement cannot be published: {quad}")
            plain = Quad(quad.subject, quad.predicate, quad.object)
            if has_blank(plain):
                blank[plain] = None
            else:
                kept = kept_by_value(plain)
                self.by_value += kept is not plain
                given.append(line_of(plain))
                wanted.append(line_of(kept))
            if len(given) == _BATCH:
                self._add("given", given)
                self._add("wanted", wanted)
                given, wanted = [], []
            yield plain
        self._add("given", given)
        self._add("wanted", wanted)

    def _plain(self, found: Iterable[Quad], blank: dict[Quad, None]) -> Iterator[str]:
        for quad in found:
            kept = kept_by_value(quad)
            if has_blank(kept):
                blank[kept] = None
            else:
                yield line_of(kept)

    def _add(self, table: str, lines: Iterable[str]) -> None:
        waiting = iter(lines)
        while batch := [(line,) for line in islice(waiting, _BATCH)]:
            self._open.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", batch)

    def _lines(self, query: str, *values: object) -> Iterator[str]:
        return (line for (line,) in self._open.execute(query, values))

    def _count(self, query: str) -> int:
        (number,) = self._open.execute(f"SELECT COUNT(*) FROM ({query})").fetchone()
        return int(number)
