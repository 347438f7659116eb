"""Finds what cannot be judged in a batch by halving it, so that nothing else is lost with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Final

from scheidslijn.batches.judged import Judged
from scheidslijn.batches.judging import failed
from scheidslijn.batches.reading import Batch, Piece

__all__ = ["LostError", "given_up", "halves", "judge_surely"]

_TRIES: Final = 2  # of what stands alone: its process may have been ended for another's sake

Ask = Callable[[Batch], list[Judged]]


class LostError(Exception):
    """Whoever judged a batch has ended, or fails on it; nothing is known of the batch.

    Args:
        reason: a clause that says why.
        again: whether the same batch could fare better another time.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


def judge_surely(batch: Batch, ask: Ask) -> list[Judged]:
    """Return what is said of each data graph of a batch, in their order, whatever happens.

    Args:
        batch: the data graphs.
        ask: judges them, or raises `LostError`; then it is asked about each half, down to the
            single data graph, which is said to have failed if it is lost alone.
    """
    parts = halves(batch)
    for left in reversed(range(1 if parts else _TRIES)):
        try:
            return ask(batch)
        except LostError as lost:
            if not parts and not (lost.again and left):
                return given_up(batch, lost.reason)
    return [judged for part in parts for judged in judge_surely(part, ask)]


def halves(batch: Batch) -> tuple[Batch, ...]:
    """Return both halves of a batch, with its number; nothing if it is a single data graph."""
    single = [part for piece in batch.pieces for part in _singles(piece)]
    if len(single) < 2:
        return ()
    middle = len(single) // 2
    return tuple(
        replace(batch, pieces=tuple(map(_joined, _by_number(part))))
        for part in (single[:middle], single[middle:])
    )


def given_up(batch: Batch, reason: str) -> list[Judged]:
    """Return that each data graph of a batch has failed.

    Args:
        batch: the data graphs.
        reason: a clause that says why.
    """
    said: list[Judged] = []
    for piece in batch.pieces:
        name = piece.source.name
        if piece.problems:
            said.append(Judged(name, name, problems=piece.problems, piece=piece.number))
        graphs = ("",) if piece.blocks is None else (f" (graph {b.graph})" for b in piece.blocks)
        for graph in graphs:
            problem = failed(name, f"{name}{graph}: {reason}, so nothing is known about it.")
            said.append(Judged(name, name + graph, problems=(problem,), piece=piece.number))
    return said


def _singles(piece: Piece) -> list[Piece]:
    """Return a piece for each data graph; what was wrong between them stands by the first."""
    if piece.blocks is None or len(piece.blocks) < 2:
        return [piece]
    parts = [replace(piece, blocks=(block,), problems=()) for block in piece.blocks]
    return [replace(parts[0], problems=piece.problems), *parts[1:]]


def _by_number(pieces: list[Piece]) -> list[list[Piece]]:
    return [list(group) for _, group in groupby(pieces, key=lambda each: each.number)]


def _joined(pieces: list[Piece]) -> Piece:
    """Return data graphs of one file as one piece again; a file that is read whole is alone."""
    if pieces[0].blocks is None:
        return pieces[0]
    blocks = tuple(block for piece in pieces for block in piece.blocks or ())
    problems = tuple(problem for piece in pieces for problem in piece.problems)
    return replace(pieces[0], blocks=blocks, problems=problems)
