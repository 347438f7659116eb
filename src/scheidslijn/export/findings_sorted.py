"""Keeps findings, and the names in them, on disk while an export decides what may leave."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.model import Finding, Term
from scheidslijn.scratch import kept_on_disk, scratch_database

__all__ = ["Names", "sorted_findings"]

_CACHE: Final = 32_000  # in KiB
_WHAT: Final = "The findings"
_NAMES: Final = "CREATE TABLE name (term TEXT PRIMARY KEY, met INTEGER) WITHOUT ROWID"
_FINDINGS: Final = (
    "CREATE TABLE finding (dossier TEXT, severity INTEGER, shape TEXT, focus TEXT, value TEXT, "
    "norms TEXT, data BLOB)"
)


class Names:
    """The names that findings ask for, and which of them dossiers hold.

    Args:
        asked: the names.

    Raises:
        EngineError: they cannot be kept on disk; so say the others.
    """

    def __init__(self, asked: Iterable[Term]) -> None:
        with kept_on_disk(_WHAT):
            self._database = scratch_database(_NAMES, _CACHE)
        with kept_on_disk(_WHAT):
            rows = ((term,) for term in asked)
            self._database.executemany("INSERT OR IGNORE INTO name VALUES (?, 0)", rows)

    def meet(self, terms: Iterable[Term]) -> None:
        """Note that a dossier holds these nodes."""
        with kept_on_disk(_WHAT):
            rows = ((term,) for term in terms)
            self._database.executemany("UPDATE name SET met = 1 WHERE term = ?", rows)

    def __contains__(self, term: object) -> bool:
        """Return whether a name was asked for and met."""
        with kept_on_disk(_WHAT):
            found = self._database.execute("SELECT met FROM name WHERE term = ?", (term,))
            return bool(found.fetchone() == (1,))


def sorted_findings(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings by dossier, the heaviest first, and then by what else leaves.

    The order of the names that stay behind would tell something of them.

    Args:
        findings: as they leave; all are read before the first is given.

    Raises:
        EngineError: they cannot be kept on disk.
    """
    with kept_on_disk(_WHAT):
        database = scratch_database(_FINDINGS, _CACHE)
    with kept_on_disk(_WHAT):
        database.executemany(
            "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, findings)
        )
        order = "dossier, severity, shape, focus, value, norms, rowid"
        for (data,) in database.execute(f"SELECT data FROM finding ORDER BY {order}"):
            yield pickle.loads(data)


def _row(finding: Finding) -> tuple[str | int | bytes, ...]:
    # no IRI holds what is put between two of them, which also comes before all that they hold
    norms = "\0".join(each.iri for each in finding.norms)
    value = finding.value or ""
    key = (finding.dossier, -finding.severity, finding.shape, finding.focus, value, norms)
    return *key, pickle.dumps(finding)
