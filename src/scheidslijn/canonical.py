"""The canonical form of a data set: the same bytes for the same statements, and their hash.

RDF Dataset Canonicalization (RDFC-1.0, W3C Recommendation, 21 May 2024) sorts the N-Quads of a
data set and names its blank nodes by what is said of them. The name of a blank node depends on
the statements that name a blank node, and on no other; so only these must be in memory together.
All others are sorted in pieces on disk.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, serialize

__all__ = ["canonical_lines"]

_PIECE: Final = 500_000  # lines that are sorted in memory at a time


def canonical_lines(quads: Iterable[Quad], *, piece: int = _PIECE) -> Iterator[bytes]:
    r"""Yield the canonical N-Quads of a data set, line by line, each once, in code point order.

    Args:
        quads: the statements, in any order, also more than once.
        piece: how many lines are sorted in memory at a time.

    Raises:
        OSError: there is no room for the pieces on disk.

    >>> from pyoxigraph import Literal, NamedNode
    >>> a, p = NamedNode("urn:a"), NamedNode("urn:p")
    >>> b"".join(canonical_lines([Quad(BlankNode("x"), p, a), Quad(a, p, Literal("1"))]))
    b'<urn:a> <urn:p> "1" .\n_:c14n0 <urn:p> <urn:a> .\n'
    """
    with ExitStack() as files:
        blank: list[Quad] = []
        pieces: list[IO[bytes]] = []
        lines: list[bytes] = []
        for quad in quads:
            if _names_blank(quad):
                blank.append(quad)
                continue
            lines.append(_line(quad))
            if len(lines) >= piece:
                pieces.append(files.enter_context(_kept(lines)))
                lines = []
        lines += _canonical(blank)
        last = None
        for line in heapq.merge(*pieces, sorted(lines)):
            if line != last:
                yield line
            last = line


def _names_blank(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _canonical(quads: list[Quad]) -> Iterator[bytes]:
    data = Dataset(quads)
    data.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return map(_line, data)


def _line(quad: Quad) -> bytes:
    line = serialize([quad], format=RdfFormat.N_QUADS)
    assert line is not None
    return line


def _kept(lines: list[bytes]) -> IO[bytes]:
    """Return a file with these lines sorted, at its start; it goes when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    file.writelines(sorted(lines))
    file.seek(0)
    return file
