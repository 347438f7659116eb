"""Writes statements as they come, in the syntaxes of RDF, and measures what is written."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from scheidslijn.canonical import canonical_lines

__all__ = ["GRAPHS", "ROWS", "Format", "Measured", "Sink", "format_of", "write_quads"]


class Format(enum.StrEnum):
    """How an export is written; the value is the name for ``--format``."""

    TURTLE = "turtle"
    TRIG = "trig"
    N_TRIPLES = "n-triples"
    N_QUADS = "n-quads"
    RDF_XML = "rdf-xml"
    JSON_LD = "json-ld"
    CANONICAL = "canonical"
    CSV = "csv"
    PARQUET = "parquet"


# In which each dossier keeps a named graph.
GRAPHS: Final = frozenset({Format.TRIG, Format.N_QUADS, Format.JSON_LD, Format.CANONICAL})
# Of tables; all others are of statements.
ROWS: Final = frozenset({Format.CSV, Format.PARQUET})
_LIBRARY: Final = {
    Format.TURTLE: ox.RdfFormat.TURTLE,
    Format.TRIG: ox.RdfFormat.TRIG,
    Format.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    Format.N_QUADS: ox.RdfFormat.N_QUADS,
    Format.RDF_XML: ox.RdfFormat.RDF_XML,
    Format.JSON_LD: ox.RdfFormat.JSON_LD,
}
_BY_EXTENSION: Final = {
    ".ttl": Format.TURTLE,
    ".trig": Format.TRIG,
    ".nt": Format.N_TRIPLES,
    ".nq": Format.N_QUADS,
    ".rdf": Format.RDF_XML,
    ".jsonld": Format.JSON_LD,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
}


class Sink(Protocol):
    """Whatever takes bytes: a binary file, or a stream."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""


class Measured:
    """Passes bytes on, and knows how many they were and their SHA-256.

    Args:
        sink: where the bytes go.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 of all bytes so far, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, data: bytes, /) -> int:
        """Take these bytes, and return how many they are."""
        self._sink.write(data)
        self._digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever owns the sink flushes it."""


def format_of(name: str) -> Format | None:
    """Return the format that a file name asks for by its extension, or None.

    >>> format_of("rollen.parquet").value
    'parquet'
    """
    return _BY_EXTENSION.get(Path(name).suffix.lower())


def write_quads(
    quads: Iterable[ox.Quad], sink: Measured, form: Format, prefixes: Mapping[str, str]
) -> int:
    """Write statements as they come, and return how many.

    Args:
        quads: the statements; their graphs matter in the formats of `GRAPHS` only.
        sink: where the bytes go.
        form: a format of RDF; in the canonical one each statement is written once.
        prefixes: short names for namespaces, for the formats that have them.
    """
    if form is Format.CANONICAL:
        lines = map(sink.write, canonical_lines(quads))
        return sum(1 for _ in lines)
    counted = _Counted(quads, form in GRAPHS)
    # a prefix that a syntax does not know is passed over by the library
    ox.serialize(counted, output=sink, format=_LIBRARY[form], prefixes=dict(prefixes))  # type: ignore[arg-type]  # more than it asks for
    return counted.number


class _Counted:
    """Statements, with or without their graphs, and how many were taken."""

    def __init__(self, quads: Iterable[ox.Quad], graphs: bool) -> None:
        self._quads = quads
        self._graphs = graphs
        self.number = 0

    def __iter__(self) -> Iterator[ox.Quad]:
        for quad in self._quads:
            self.number += 1
            yield quad if self._graphs else ox.Quad(quad.subject, quad.predicate, quad.object)
