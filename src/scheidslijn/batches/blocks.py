"""Cuts a stream of N-Quads into one block for each named graph, without parsing it.

The statements of a named graph stand together, as whoever writes a dump graph by graph leaves
them. So where a block ends is found by halving: a line belongs to it as long as it ends with the
name of its graph. What a block says is looked at only where it is judged, in another process
perhaps. A line that is no N-Quads spoils its own block and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from scheidslijn.model import Term

__all__ = ["Block", "IrregularError", "read_blocks"]

# How much is read at a time, and how far a block may go on: as many bytes as one dump may have.
_CHUNK: Final = 1 << 18
_LARGEST: Final = 256 << 20
_STEP: Final = 1 << 14
# A statement as nearly every program writes it: one space between terms, and before the full stop.
_QUAD: Final = re.compile(
    rb"(?:<[^<>\s]*>|_:\S+) <[^<>\s]*> "
    rb'(?:<[^<>\s]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^<>\s]*>|@[\w-]+)?) '
    rb"(<[^<>\s]*>|_:\S+) \."
)


@dataclass(frozen=True, slots=True)
class Block:
    """The statements of one named graph, or of the default graph, as N-Triples.

    Attributes:
        graph: the name of the graph, or None.
        text: one statement a line; every line ends in a line feed.
        line: the line of its source on which it starts, from 1; None where its lines are not
            those of the source.
        span: from which byte of its source, unzipped, to which; None where it was parsed.
        shared: how many of its last statements other blocks of the source have too.
        known: whether an earlier report says what is to be found in it.
    """

    graph: Term | None
    text: bytes
    line: int | None = None
    span: tuple[int, int] | None = None
    shared: int = 0
    known: bool = False


class IrregularError(Exception):
    """The stream has to be parsed as a whole: a statement is written in an unusual way.

    Args:
        line: the line at which it is unusual, from 1.
        start: the byte of the stream with which that line starts.
        rest: what was read of the stream from there on.
    """

    def __init__(self, line: int, start: int, rest: bytes) -> None:
        super().__init__(line)
        self.line = line
        self.start = start
        self.rest = rest


def read_blocks(
    stream: IO[bytes], rest: bytes = b"", line: int = 1, start: int = 0, *, chunk: int = _CHUNK
) -> Iterator[Block]:
    """Yield the named graphs of N-Quads as they come.

    Args:
        stream: the N-Quads.
        rest: what was read of them already.
        line: the line with which that starts.
        start: the byte with which it starts.
        chunk: how much is read at a time, at least.

    Raises:
        IrregularError: a line is not written as most programs do; nothing says that it is wrong.
    """
    data, at, ended = rest, 0, False
    while True:
        while not ended and data.find(b"\n", at) < 0:
            start += at
            data, at, ended = _more(stream, data, at, chunk)
            if len(data) > _LARGEST:
                raise IrregularError(line, start, data)
        if at >= len(data):
            return
        found = _graph(data, at)
        if found is None:
            raise IrregularError(line, start + at, data[at:])
        graph, mark = found
        end = _end(data, at, mark)
        while not ended and data.find(b"\n", end) < 0:  # the block may go on
            start += at
            data, at, ended = _more(stream, data, at, chunk)
            end = _end(data, at, mark)
            if end - at > _LARGEST:
                raise IrregularError(line, start + at, data[at:])
        pieces = data[at:end].split(mark)
        if data.count(b"\n", at, end) >= len(pieces):  # another line stands among them
            end = _first_end(data, at, mark)
            pieces = data[at:end].split(mark)
        yield Block(graph, b" .\n".join(pieces), line, (start + at, start + end))
        at, line = end, line + len(pieces) - 1


def _more(stream: IO[bytes], data: bytes, at: int, chunk: int) -> tuple[bytes, int, bool]:
    """Return what is left of the data and more behind it, from 0, and whether that is all."""
    rest = data[at:]
    more = stream.read(max(chunk, len(rest)))  # so that a long block is copied a few times only
    rest += more
    if not more and rest and not rest.endswith(b"\n"):
        rest += b"\n"
    return rest, 0, not more


def _graph(data: bytes, at: int) -> tuple[Term, bytes] | None:
    """Return the graph of the statement that starts here, and how its lines end, if usual."""
    found = _QUAD.fullmatch(data, at, data.index(b"\n", at))
    if found is None:
        return None
    name = found[1]
    try:
        text = name.decode()
    except UnicodeDecodeError:
        return None
    return (text[1:-1] if text.startswith("<") else text), b" " + name + b" .\n"


def _end(data: bytes, at: int, mark: bytes) -> int:
    """Return where the last line ends that ends with ``mark``, when such lines stand together."""
    low, last, step = data.index(b"\n", at) + 1, data.rfind(b"\n") + 1, _STEP
    while low < last:
        high = data.find(b"\n", min(low + step, last - 1)) + 1
        if not data.endswith(mark, low, high):
            return _between(data, low, high, mark)
        low, step = high, step * 2
    return last


def _first_end(data: bytes, at: int, mark: bytes) -> int:
    """Return where the first lines end that end with ``mark``, line by line."""
    end = at
    while data.endswith(mark, end, following := data.find(b"\n", end) + 1):
        end = following
    return end


def _between(data: bytes, low: int, high: int, mark: bytes) -> int:
    """Return that end, which is not before ``low`` and before ``high``."""
    while True:
        middle = data.find(b"\n", (low + high) // 2, high - 1) + 1
        middle = middle or data.find(b"\n", low, high - 1) + 1
        if not middle:
            return low
        if data.endswith(mark, low, middle):
            low = middle
        else:
            high = middle
