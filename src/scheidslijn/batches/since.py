"""Spares data graphs that have not changed since an earlier report.

Of such a data graph the earlier report gives the findings, and only what stands in it is looked
at again, since that is cheap and what goes wrong between dossiers may be new. So the report of a
run that spares them is the report of one that judges them all.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.hashing import hash_of_block, hash_of_file
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch, Piece
from scheidslijn.batches.reportreading import Head, read_report
from scheidslijn.fingerprint import Fingerprint
from scheidslijn.model import Finding, Problem
from scheidslijn.scratch import kept_on_disk, scratch_database

__all__ = ["Basis", "Earlier", "open_earlier"]

_CACHE: Final = 32_000  # in KiB
_TABLES: Final = """
CREATE TABLE graph (id INTEGER PRIMARY KEY, file TEXT, name TEXT, line INTEGER, sha256 TEXT);
CREATE TABLE held (graph INTEGER, finding TEXT);
CREATE TABLE finding (id TEXT, file TEXT, data BLOB);
"""
# A finding in a table names its sheet behind its file. Findings share an id where only their
# sentences differ, or where two graphs of a file say the same; then one cannot tell whose it is.
_RESOLVED: Final = """
CREATE INDEX finding_id ON finding (id);
CREATE TABLE told AS
    SELECT held.graph AS graph, MIN(finding.rowid) AS finding, COUNT(finding.rowid) AS number
    FROM held JOIN graph ON graph.id = held.graph
    LEFT JOIN finding ON finding.id = held.finding
        AND (finding.file = graph.file
             OR substr(finding.file, 1, length(graph.file) + 1) = graph.file || '#')
    GROUP BY held.graph, held.finding;
CREATE TABLE doubtful AS
    SELECT file, sha256 FROM graph
    WHERE id IN (SELECT graph FROM told WHERE number != 1)
       OR id IN (SELECT graph FROM held GROUP BY graph, finding HAVING COUNT(*) > 1)
    UNION SELECT file, sha256 FROM graph GROUP BY file, name, sha256 HAVING COUNT(*) > 1;
DELETE FROM graph WHERE (file, sha256) IN (SELECT file, sha256 FROM doubtful);
CREATE INDEX graph_key ON graph (file, sha256, name);
CREATE INDEX told_graph ON told (graph);
"""
_FINDINGS: Final = """
SELECT data FROM told JOIN finding ON finding.rowid = told.finding WHERE told.graph = ?
"""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a judgement rests on, beside the data graph.

    Attributes:
        rulebook: the hash of the rule book.
        version: the version of the program.
        engine: the name of the engine.
        reading: the reading of contested rules.
        on: the day as of which was judged, or None.
    """

    rulebook: str
    version: str
    engine: str
    reading: str
    on: date | None

    def differences(self, head: Head) -> list[str]:
        """Return what another report rests on that is not the same, in words."""
        own = (*(getattr(self, each.name) for each in fields(self)[:4]), _day(self.on))
        theirs = (head.rulebook, head.version, head.engine, head.reading, head.on)
        return [
            word for word, mine, other in zip(_WORDS, own, theirs, strict=True) if mine != other
        ]


_WORDS: Final = ("rule book", "version", "engine", "reading", "day")


class Earlier:
    """What an earlier report says of data graphs.

    Args:
        path: the report, in JSON.

    Raises:
        InputError: it cannot be read, or is no such report.
        EngineError: it cannot be kept on disk.
    """

    def __init__(self, path: Path) -> None:
        with kept_on_disk("The earlier report"):
            self._database = scratch_database(_TABLES, _CACHE)
            self.head = read_report(path, self._add_finding, self._add_graph)
            self._database.executescript(_RESOLVED)

    def mark(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Yield batches, with the data graphs marked of which the findings are known."""
        for batch in batches:
            yield replace(batch, pieces=tuple(map(self._marked, batch.pieces)))

    def complete(self, judged: Judged) -> Judged:
        """Return what was said of a data graph, with the findings that are known."""
        if not judged.known:
            return judged
        query = "SELECT id, line FROM graph WHERE file = ? AND sha256 = ? AND name IS ?"
        found = self._rows(query, judged.source, judged.sha256, judged.graph)
        if not found:
            problem = "the file changed while it was judged; run this again."
            return Judged(judged.source, judged.where, (), (Problem(judged.source, problem),))
        ((graph, line),) = found
        moved = 0 if line is None or judged.line is None else judged.line - line
        rows = self._rows(_FINDINGS, graph)
        return replace(
            judged, findings=tuple(_moved(pickle.loads(data), moved) for (data,) in rows)
        )

    def _marked(self, piece: Piece) -> Piece:
        source = piece.source
        if piece.blocks is not None:
            blocks = (self._marked_block(source.name, each) for each in piece.blocks)
            return replace(piece, blocks=tuple(blocks))
        sha256 = hash_of_file(source)
        query = "SELECT 1 FROM graph WHERE file = ? AND sha256 = ? LIMIT 1"
        return replace(piece, known=bool(sha256 and self._rows(query, source.name, sha256)))

    def _marked_block(self, file: str, block: Block) -> Block:
        query = (
            "SELECT 1 FROM graph WHERE file = ? AND sha256 = ? AND name IS ? AND (line IS NULL) = ?"
        )
        key = (file, hash_of_block(block), block.graph, block.line is None)
        return replace(block, known=bool(self._rows(query, *key)))

    def _add_finding(self, finding: Finding) -> None:
        row = (finding.id, finding.file or "", pickle.dumps(finding))
        self._database.execute("INSERT INTO finding VALUES (?, ?, ?)", row)

    def _add_graph(self, known: Fingerprint) -> None:
        row = (known.file, known.graph, known.line, known.sha256)
        insert = "INSERT INTO graph (file, name, line, sha256) VALUES (?, ?, ?, ?)"
        number = self._database.execute(insert, row).lastrowid
        held = ((number, each) for each in known.findings)
        self._database.executemany("INSERT INTO held VALUES (?, ?)", held)

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._database.execute(query, values).fetchall()


def open_earlier(path: Path, basis: Basis, notify: Callable[[str], None]) -> Earlier | None:
    """Return an earlier report, or None when it rests on something else.

    Args:
        path: the report, in JSON.
        basis: what judgements rest on now.
        notify: called with the reason why everything is judged again.

    Raises:
        InputError: it cannot be read, or is no such report.
        EngineError: it cannot be kept on disk.
    """
    earlier = Earlier(path)
    changed = basis.differences(earlier.head)
    if not changed:
        return earlier
    others = " and another ".join(changed)
    notify(f"{path}: rests on another {others}; every dossier is judged again.")
    return None


def _moved(finding: Finding, lines: int) -> Finding:
    if not lines or finding.line is None:
        return finding
    return replace(finding, line=finding.line + lines)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
