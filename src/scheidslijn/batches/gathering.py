"""Gathers what batches say, on disk where it is large, and sorts it there."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Final, Generic, TypeVar, cast, overload

from scheidslijn.batches.judged import Judged
from scheidslijn.batches.numbering import unit_number
from scheidslijn.batches.projection import Assignment, Projection
from scheidslijn.fingerprint import Fingerprint
from scheidslijn.model import Finding, Named, Problem, Severity, Term, Text
from scheidslijn.scratch import kept_on_disk, scratch_database

__all__ = ["Findings", "Gathering", "Mixing", "Shared", "Sorted"]

Value = TypeVar("Value")
Row = tuple[Any, ...]

_TABLES: Final = """
CREATE TABLE unit (id INTEGER PRIMARY KEY, source TEXT, place TEXT, scope TEXT, triples INTEGER,
    graph TEXT, start INTEGER, first INTEGER, behind INTEGER, sha256 TEXT);
CREATE TABLE claim (dossier TEXT, unit INTEGER);
CREATE TABLE dossier (iri TEXT, nl TEXT, en TEXT, unit INTEGER);
CREATE TABLE role (person INTEGER, dossier INTEGER, role INTEGER, unit INTEGER);
CREATE TABLE problem (source TEXT, message TEXT, line INTEGER, place INTEGER, data BLOB);
CREATE TABLE finding (dossier TEXT, severity INTEGER, file TEXT, line INTEGER, shape TEXT,
    focus TEXT, path TEXT, value TEXT, component TEXT, data BLOB, unit INTEGER, name TEXT);
CREATE TABLE assignment (person TEXT, dossier TEXT, node TEXT, text BLOB, line INTEGER,
    unit INTEGER);
CREATE TABLE fact (dossier TEXT, text BLOB, unit INTEGER);
"""
_ORDER: Final = "dossier, severity, file, line, shape, focus, path, value, component"
# Of a dossier in two places only the first place is judged, so that nothing is judged by half.
_SPREAD: Final = """
SELECT claim.unit, MIN(claim.dossier), place FROM claim
JOIN (SELECT dossier, MIN(unit) AS unit FROM claim GROUP BY dossier
      HAVING COUNT(DISTINCT unit) > 1) AS first
  ON claim.dossier = first.dossier AND claim.unit > first.unit
JOIN unit ON unit.id = first.unit
GROUP BY claim.unit ORDER BY claim.unit
"""
_MIXING: Final = """
SELECT id, source, graph, start, sha256, first, behind FROM unit WHERE id IN (
    SELECT unit FROM role WHERE person IN (
        SELECT person FROM role GROUP BY person
        HAVING COUNT(DISTINCT dossier) > 1 AND COUNT(DISTINCT role) > 1))
ORDER BY id
"""
_SHARED: Final = """
SELECT person, dossier, node, text, line, unit.id, source, scope
FROM assignment JOIN unit ON unit.id = assignment.unit
WHERE person IN (SELECT person FROM assignment GROUP BY person HAVING COUNT(DISTINCT dossier) > 1)
ORDER BY person, assignment.unit, assignment.rowid
"""
# A graph in two places of a file that is read as a stream was judged by halves.
_TORN: Final = """
SELECT unit.id, unit.source, unit.graph FROM unit
JOIN (SELECT source, graph FROM unit WHERE graph IS NOT NULL
      GROUP BY source, graph HAVING COUNT(*) > 1) AS torn
  ON unit.source = torn.source AND unit.graph = torn.graph
ORDER BY unit.source, unit.graph
"""
_FINGERPRINTS: Final = """
SELECT unit.id, source, graph, start, sha256, name
FROM unit LEFT JOIN finding ON finding.unit = unit.id
WHERE sha256 != '' ORDER BY source, start, graph, unit.id, name
"""
_CACHE: Final = 64_000  # in KiB
_WHAT: Final = "What was found"


@dataclass(frozen=True, slots=True)
class Shared:
    """A role assignment of somebody who may have roles in more than one dossier.

    Attributes:
        assignment: the role assignment.
        source: the name of its file.
        scope: a number for what its blank nodes belong to.
    """

    assignment: Assignment
    source: str
    scope: int


@dataclass(frozen=True, slots=True)
class Mixing:
    """A data graph with somebody who may mix roles.

    Attributes:
        unit: its number.
        source: the name of its file.
        graph: the name of the graph, or None.
        line: the line of the file on which it starts, if that is known.
        sha256: its hash, unless that is not relied on.
        span: from which byte of the file, unzipped, to which; None where it was parsed.
    """

    unit: int
    source: str
    graph: Term | None
    line: int | None
    sha256: str
    span: tuple[int, int] | None


class Sorted(Sequence[Value], Generic[Value]):
    """Values that lie in a table, read in a fixed order each time they are looked at.

    Args:
        rows: gives the rows of a query.
        query: gives the values, in one column as `pickle` has them.
        size: how many there are.
    """

    def __init__(self, rows: Callable[[str], Iterator[Row]], query: str, size: int) -> None:
        self._rows = rows
        self._query = query
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Value]:
        for (data,) in self._rows(self._query):
            yield pickle.loads(data)

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...

    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        if isinstance(at, slice):
            return tuple(self)[at]
        at = range(self._size)[at]
        return next(islice(self, at, None))


class Gathering:
    """Everything that was said of all data graphs.

    Use it as long as what it gave is in use; it lets go of its file when nobody has it any more.
    """

    def __init__(self) -> None:
        self._single = False
        with kept_on_disk(_WHAT):
            self._database = scratch_database(_TABLES, _CACHE)

    def add(self, batch: int, judged: Sequence[Judged]) -> None:
        """Add what was said of the data graphs of a batch.

        Args:
            batch: the number of the batch.
            judged: what was said, in the order of its pieces.

        Raises:
            EngineError: it cannot be written, for the disk is full perhaps.
        """
        units = [
            (unit_number(batch, (piece, number)), each)
            for piece, own in groupby(judged, key=lambda each: each.piece)
            for number, each in enumerate(own)
        ]
        self._add("unit", (
            (unit, each.source, each.where, each.scope, each.triples, each.graph, each.line,
             *(each.span or (None, None)), each.sha256)
            for unit, each in units
        ))  # fmt: skip
        self._add("claim", ((dossier, unit) for unit, each in units for dossier in each.claimed))
        self._add("dossier", (
            (d.iri, d.label.nl, d.label.en, unit) for unit, each in units for d in each.dossiers
        ))  # fmt: skip
        self._add("role", ((*held, unit) for unit, each in units for held in each.roles))
        self.add_problems(problem for _, each in units for problem in each.problems)
        self._add("finding", (
            row for unit, each in units for row in _finding_rows(each.findings, unit)
        ))  # fmt: skip

    def add_projection(self, unit: int, projection: Projection) -> None:
        """Add the role assignments of a data graph that `mixing` named."""
        self._add("assignment", (
            (each.person, each.dossier, each.node, each.text, each.line, unit)
            for each in projection.assignments
        ))  # fmt: skip
        self._add("fact", ((dossier, text, unit) for dossier, text in projection.facts))

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Add problems that belong to no data graph."""
        rows = (
            (p.source, p.message, p.line or 0, p.column or 0, pickle.dumps(p)) for p in problems
        )
        self._add("problem", rows)

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Add findings that belong to no single data graph."""
        self._add("finding", _finding_rows(findings, None))

    def leave_spread(self) -> None:
        """Take out what was said of a part of a dossier that also stands elsewhere.

        Half of a dossier may hold one role and the other half the role that does not go with it.
        """
        self._leave_torn()
        for unit, dossier, place in list(self.rows(_SPREAD)):
            ((source, here),) = self.rows("SELECT source, place FROM unit WHERE id = ?", (unit,))
            first, second = sorted((place, here))
            problem = (
                f"the dossier {dossier} stands in {first} and in {second}; put it in one place."
            )
            self._leave(unit)
            self.add_problems([Problem(source, problem)])

    def mixing(self) -> Iterator[Mixing]:
        """Yield each data graph with somebody who may mix roles, in order."""
        for unit, source, graph, line, sha256, first, behind in self.rows(_MIXING):
            span = None if first is None else (first, behind)
            yield Mixing(unit, source, graph, line, sha256, span)

    def _leave_torn(self) -> None:
        for (source, graph), units in groupby(list(self.rows(_TORN)), lambda row: row[1:]):
            for unit, *_ in units:
                self._leave(unit)
            problem = (
                f"the graph {graph} stands in more than one place, which a file this large must "
                "not have; sort it by graph first."
            )
            self.add_problems([Problem(source, problem)])

    def _leave(self, unit: int) -> None:
        for table in ("finding", "dossier", "role", "claim"):
            list(self.rows(f"DELETE FROM {table} WHERE unit = ?", (unit,)))
        list(self.rows("UPDATE unit SET triples = 0 WHERE id = ?", (unit,)))
        self._distrust(unit)

    def _distrust(self, unit: int) -> None:
        """Leave a data graph, and those read from the same file with it, to be judged again."""
        list(self.rows("CREATE INDEX IF NOT EXISTS by_hash ON unit (sha256, source)"))
        own = "SELECT sha256, source FROM unit WHERE id = ?"
        update = f"UPDATE unit SET sha256 = '' WHERE (sha256, source) IN ({own})"
        list(self.rows(update, (unit,)))

    def shared(self) -> Iterator[Shared]:
        """Yield the role assignments of those who have one in several dossiers, person by person.

        Nobody mixes roles between dossiers who has roles in only one.
        """
        scopes: dict[str, int] = {}
        for person, dossier, node, text, line, unit, source, scope in self.rows(_SHARED):
            number = scopes.setdefault(scope, unit) if b"_:" in text else 0
            yield Shared(Assignment(person, dossier, node, text, line), source, number)

    def facts(self, dossier: Term, scope: int) -> bytes:
        """Return what is said of a dossier, as far as shapes look at it that compare dossiers.

        Args:
            dossier: the dossier.
            scope: the number of what its name belongs to, when that is no IRI.
        """
        query = "SELECT text FROM fact WHERE dossier = ?"
        values: tuple[object, ...] = (dossier,)
        if dossier.startswith("_:"):
            own = "SELECT id FROM unit WHERE scope = (SELECT scope FROM unit WHERE id = ?)"
            query, values = f"{query} AND unit IN ({own})", (dossier, scope)
        return b"".join(text for (text,) in self.rows(query, values))

    def index(self) -> None:
        """Prepare for many questions about facts."""
        list(self.rows("CREATE INDEX IF NOT EXISTS by_dossier ON fact (dossier)"))

    def findings(self) -> Findings:
        """Return the findings in the order of a report, each once; nothing may be added after."""
        self._leave_double()
        in_order = f"SELECT data FROM finding ORDER BY {_ORDER}, unit, rowid"
        list(self.rows(f"CREATE TABLE ordered AS {in_order}"))
        query = "SELECT data FROM ordered ORDER BY rowid"
        return Findings(self.rows, query, self._count("ordered"))

    def problems(self) -> Sequence[Problem]:
        """Return the problems, sorted."""
        query = "SELECT data FROM problem ORDER BY source, message, line, place, rowid"
        return Sorted(self.rows, query, self._count("problem"))

    def dossiers(self) -> Sequence[Named]:
        """Return the dossiers that were looked at, sorted."""
        return _Dossiers(self.rows, "", self._count("dossier", "DISTINCT iri"))

    def fingerprints(self) -> Sequence[Fingerprint]:
        """Return the data graphs that were judged whole, with their findings, sorted."""
        if not self._single:
            self._leave_double()
        return _Fingerprints(self.rows, _FINGERPRINTS, self._count("unit WHERE sha256 != ''"))

    @property
    def triples(self) -> int:
        """The number of statements that were looked at."""
        ((found,),) = self.rows("SELECT TOTAL(triples) FROM unit")
        return int(cast("float", found))

    @property
    def units(self) -> int:
        """The number of data graphs."""
        return self._count("unit")

    def rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[Row]:
        """Yield the rows of a query; EngineError when the disk is full or fails."""
        with kept_on_disk(_WHAT):
            yield from self._database.execute(query, values)

    def _add(self, table: str, rows: Iterable[Row]) -> None:
        gathered = list(rows)
        if gathered:
            places = ", ".join("?" * len(gathered[0]))
            with kept_on_disk(_WHAT):
                self._database.executemany(f"INSERT INTO {table} VALUES ({places})", gathered)

    def _count(self, table: str, what: str = "*") -> int:
        ((found,),) = self.rows(f"SELECT COUNT({what}) FROM {table}")
        return cast("int", found)

    def _leave_double(self) -> None:
        """Keep each finding once; a data graph that lacks one then is no more to be relied on."""
        self._single = True
        keys = f"SELECT {_ORDER} FROM finding GROUP BY {_ORDER} HAVING COUNT(*) > 1"
        where = " AND ".join(f"{name} = ?" for name in _ORDER.split(", "))
        for key in list(self.rows(keys)):
            seen: set[Finding] = set()
            same = f"SELECT rowid, data, unit FROM finding WHERE {where} ORDER BY rowid"
            for row, data, unit in list(self.rows(same, key)):
                finding = pickle.loads(cast("bytes", data))
                if finding in seen:
                    list(self.rows("DELETE FROM finding WHERE rowid = ?", (row,)))
                    self._distrust(unit)
                seen.add(finding)


def _finding_rows(findings: Iterable[Finding], unit: int | None) -> Iterator[Row]:
    for f in dict.fromkeys(findings):
        yield (f.dossier, -f.severity, f.file or "", f.line or 0, f.shape, f.focus, f.path or "",
               f.value or "", f.component, pickle.dumps(f), unit, f.id)  # fmt: skip


class Findings(Sorted[Finding]):
    """Findings that lie in a table, and how many there are of each kind."""

    @property
    def tally(self) -> Mapping[tuple[str, Severity], int]:
        """How many findings each shape gave, by severity."""
        rows = self._rows("SELECT shape, severity, COUNT(*) FROM finding GROUP BY 1, 2")
        return {(shape, Severity(-severity)): count for shape, severity, count in rows}


class _Dossiers(Sorted[Named]):
    def __iter__(self) -> Iterator[Named]:
        query = "SELECT DISTINCT iri, nl, en FROM dossier ORDER BY iri"
        for iri, nl, en in self._rows(query):
            yield Named(iri, Text(nl=nl, en=en))


class _Fingerprints(Sorted[Fingerprint]):
    def __iter__(self) -> Iterator[Fingerprint]:
        for (_, *known), rows in groupby(self._rows(self._query), lambda row: row[:5]):
            names = tuple(name for *_, name in rows if name is not None)
            file, graph, line, sha256 = known
            yield Fingerprint(file, graph, line, sha256, names)
