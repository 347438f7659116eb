"""Reads inputs as batches: as many data graphs as one store holds at a time.

A small file becomes a piece that is read where it is judged. Of a file in N-Quads or TriG with a
named graph for each dossier, which can be larger than memory, the graphs are handed out as they
come. A line of N-Quads that cannot be read is a problem, and spoils no graph but those next to it.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Final, cast

import pyoxigraph as ox

from scheidslijn.batches.blocks import Block, IrregularError, read_blocks
from scheidslijn.errors import InputError
from scheidslijn.inputs import GZIP_MAGIC, Limits, Source, Syntax
from scheidslijn.model import Problem
from scheidslijn.rdfio import Unit
from scheidslijn.streaming import LARGE, stream_units, units_of_stream

__all__ = ["BATCH_BYTES", "Batch", "Piece", "n_triples", "read_batches", "size_of"]

# One store takes about ten times as much memory as its text.
BATCH_BYTES: Final = 16 << 20
_PIECES: Final = 1000
_WRITTEN_OUT: Final = 4  # how much longer N-Triples are than most other syntaxes
_ZIPPED: Final = 10
_BLANK: Final = re.compile(rb"(?:^| )(_:\S+)", re.MULTILINE)
# How a statement in a named graph ends.
_NAMED: Final = re.compile(rb"(?:<[^<>\s]*>|_:\S+)\s*\.\s*$")
_PLAIN: Final = (Syntax.N_QUADS, Syntax.N_TRIPLES)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a batch.

    Attributes:
        source: the file it is from.
        blocks: the data graphs; None when the whole file is to be read.
        problems: what was wrong between them.
        known: whether an earlier report says what is to be found in the whole file.
        number: its place in the batch, from 0; it keeps that where a part of a batch is judged.
    """

    source: Source
    blocks: tuple[Block, ...] | None = None
    problems: tuple[Problem, ...] = ()
    known: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Data graphs that are judged together.

    Attributes:
        number: its place among the batches, from 0.
        pieces: what it consists of, in the order of the inputs.
        done: how many bytes of all inputs lie before its end.
    """

    number: int
    pieces: tuple[Piece, ...]
    done: int


def read_batches(
    sources: Iterable[Source], size: int = BATCH_BYTES, *, large: int = LARGE
) -> Iterator[Batch]:
    """Yield the inputs as batches, in the order of their names.

    Args:
        sources: the inputs.
        size: about how many bytes of N-Triples make a batch.
        large: from how many bytes on, as it lies on disk, a file is read as a stream.
    """
    number, weight, before = 0, 0, 0
    pieces: list[Piece] = []
    for source in sorted(sources, key=lambda each: each.name):
        for piece, own, done in _pieces(source, size, large):
            pieces.append(replace(piece, number=len(pieces)))
            weight += own
            if weight >= size or len(pieces) >= _PIECES:
                yield Batch(number, tuple(pieces), before + done)
                number, weight, pieces = number + 1, 0, []
        before += size_of(source)
    if pieces:
        yield Batch(number, tuple(pieces), before)


def size_of(source: Source) -> int:
    """Return how many bytes a source has, as it lies on disk."""
    if source.path is None:
        return len(source.data or b"")
    try:
        return source.path.stat().st_size
    except OSError:
        return 0  # whoever reads it says what is wrong


def _pieces(source: Source, size: int, at_least: int) -> Iterator[tuple[Piece, int, int]]:
    """Yield each piece of a source with its weight, and how far the source has been read."""
    length = size_of(source)
    large = source.path is not None and (length >= at_least or not source.path.is_file())
    if source.format is Syntax.N_QUADS and (large or source.data is not None or length):
        found = _of_large(source, size) if large else _of_small(source, size)
        if found is not None:
            yield from found
            return
    elif source.format is Syntax.TRIG and large:
        yield from _gathered(source, _of_units(source, stream_units(source)), size)
        return
    factor = 1 if source.format in _PLAIN else _WRITTEN_OUT
    zipped = _ZIPPED if source.path is not None and source.name.endswith(".gz") else 1
    yield Piece(source), length * factor * zipped, length


_Found = Iterator[tuple[Block | Problem, int]]


def _gathered(source: Source, found: _Found, size: int) -> Iterator[tuple[Piece, int, int]]:
    """Put blocks together to pieces of about this size."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    weight = done = 0
    for each, done in found:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        blocks.append(each)
        weight += len(each.text)
        if weight >= size or len(blocks) >= _PIECES:
            yield Piece(source, tuple(blocks), tuple(problems)), size, done
            blocks, problems, weight = [], [], 0
    if blocks or problems:
        yield Piece(source, tuple(blocks), tuple(problems)), weight, done


def _of_small(source: Source, size: int) -> Iterator[tuple[Piece, int, int]] | None:
    """Return the pieces of N-Quads that fit in memory, or None when they are to be parsed."""
    data = source.data
    try:
        if data is None:
            assert source.path is not None
            data = source.path.read_bytes()
        if data.startswith(GZIP_MAGIC):
            return None
        data.decode()
        blocks = list(read_blocks(io.BytesIO(data)))
    except (OSError, IrregularError, UnicodeDecodeError):
        return None  # whoever parses it says what is wrong
    if len({block.graph for block in blocks}) < max(len(blocks), 2) or _share_blanks(blocks):
        return None
    return _gathered(source, ((block, len(data or b"")) for block in blocks), size)


def _share_blanks(blocks: Iterable[Block]) -> bool:
    """Return whether a blank node stands in two graphs, of which it is then the same node."""
    seen: set[bytes] = set()
    for block in blocks:
        own = set(_BLANK.findall(block.text)) if b"_:" in block.text else set()
        if seen & own:
            return True
        seen |= own
    return False


def _of_large(source: Source, size: int) -> Iterator[tuple[Piece, int, int]]:
    return _gathered(source, _streamed(source), size)


def _streamed(source: Source) -> _Found:
    """Yield what stands in large N-Quads, and how far they have been read."""
    assert source.path is not None
    try:
        with source.path.open("rb") as raw:
            zipped = source.name.lower().endswith(".gz")
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if zipped else raw
            for each in _Walk(source, stream):
                yield each, raw.tell()
    except EOFError:
        problem = "the gzip file is cut off; it must be complete."
        yield Problem(source.name, problem), 0
    except OSError as error:
        yield Problem(source.name, f"the file cannot be read: {error}."), 0


class _Walk:
    """Walks through the blocks of a stream, and past lines that are wrong."""

    def __init__(self, source: Source, stream: IO[bytes]) -> None:
        self._source = source
        self._stream = stream

    def __iter__(self) -> Iterator[Block | Problem]:
        rest, line, start = b"", 1, 0
        seen = _Seen()
        while True:
            try:
                for block in read_blocks(self._stream, rest, line, start):
                    yield from seen.next(block)
            except IrregularError as error:
                rest, line, start = error.rest, error.line, error.start
            else:
                yield from seen.next(None)
                return
            end = rest.find(b"\n") + 1 or len(rest)
            problem = self._problem(rest[:end], line)
            if problem is None:
                if seen.held is not None:  # it may go on there
                    rest, line = _written(seen.held) + rest, seen.held.line or line
                yield from _parsed(self._source, self._stream, rest, line)
                return
            yield problem
            seen.spoilt.append(rest[:end])
            rest, line, start = rest[end:], line + 1, start + end

    def _problem(self, text: bytes, line: int) -> Problem | None:
        """Return what is wrong with a line, or None when it is merely written unusually."""
        try:
            list(ox.parse(text, ox.RdfFormat.N_QUADS))
        except (SyntaxError, ValueError) as error:
            said = error.msg if isinstance(error, SyntaxError) else str(error)
            problem = f"{said.rstrip('.')}; the graph that this line belongs to was not judged."
            return Problem(self._source.name, problem, line)
        return None


class _Seen:
    """The block that was read last, until it is known that no wrong line belongs to it.

    Attributes:
        held: the block, unless such a line does.
        spoilt: the wrong lines behind it.
    """

    def __init__(self) -> None:
        self.held: Block | None = None
        self.spoilt: list[bytes] = []
        self._last: Block | None = None

    def next(self, block: Block | None) -> Iterator[Block]:
        """Take the next block, or None at the end, and yield the one before it if it is whole."""
        torn = block is not None and self._last is not None and block.graph == self._last.graph
        if self.held is not None and not (torn and self.spoilt) and self._is_whole(self.held):
            yield self.held
        spoils = block is not None and self.spoilt and (torn or not self._is_whole(block))
        self.held = None if spoils else block
        self._last, self.spoilt = block, []

    def _is_whole(self, block: Block) -> bool:
        return not any(_belongs(line, block) for line in self.spoilt)


def _belongs(line: bytes, block: Block) -> bool:
    """Return whether a line that is wrong could belong to a graph: it names it, or none."""
    return f"<{block.graph}>".encode() in line or _NAMED.search(line) is None


def _written(block: Block) -> bytes:
    """Return a block as it was read."""
    assert block.graph is not None
    name = block.graph if block.graph.startswith("_:") else f"<{block.graph}>"
    return block.text.replace(b" .\n", b" " + name.encode() + b" .\n")


def _parsed(source: Source, stream: IO[bytes], rest: bytes, line: int) -> Iterator[Block | Problem]:
    """Parse a stream from a line on, graph by graph."""
    units = units_of_stream(source, cast("IO[bytes]", _Joined(rest, stream)), Limits())
    for each, _ in _of_units(source, units):
        if isinstance(each, Problem) and each.line is not None:
            yield Problem(each.source, each.message, each.line + line - 1, each.column)
        else:
            yield each


def _of_units(source: Source, units: Iterable[Unit]) -> _Found:
    """Yield data graphs that were parsed as blocks; they have lost their lines."""
    shared: frozenset[ox.Quad] = frozenset()
    try:
        for unit in units:
            common = [quad for quad in unit.quads if quad in shared]
            own = [quad for quad in unit.quads if quad not in shared] if common else unit.quads
            yield Block(unit.graph, n_triples([*own, *common]), shared=len(common)), 0
            if unit.graph is None:
                shared = frozenset(unit.quads)
    except InputError as error:
        problem = f"{error.problem} What stands behind that was not judged."
        yield Problem(source.name, problem, error.line, error.column), 0


def n_triples(quads: Sequence[ox.Quad]) -> bytes:
    """Return statements as N-Triples, one a line, without their graphs."""
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""


class _Joined(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, first: bytes, stream: IO[bytes]) -> None:
        self._first = first
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._first:
            return self._stream.read(size)
        piece = self._first if size < 0 else self._first[:size]
        self._first = self._first[len(piece) :]
        return piece + self._stream.read() if size < 0 else piece
