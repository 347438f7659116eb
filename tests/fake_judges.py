"""Stand-ins for what judges a batch: quick, and deadly on demand."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch, Piece
from scheidslijn.errors import EngineError, InputError
from scheidslijn.inputs import Source, Syntax

__all__ = ["batches", "fake_judge", "names"]

_NOTHING: Final[Mapping[str, str]] = {}
_HARMLESS: Final[Mapping[int, str]] = {}


def batches(count: int, graphs: int, does: Mapping[int, str] = _HARMLESS) -> Iterator[Batch]:
    """Yield batches with this many named graphs each.

    Args:
        count: how many batches.
        graphs: how many named graphs in each.
        does: what a graph does to who judges it, by its number among all.
    """
    source = Source("alles.nq", Path("alles.nq"), Syntax.N_QUADS)
    for number in range(count):
        of = range(number * graphs, (number + 1) * graphs)
        blocks = tuple(Block(f"urn:g:{n}", does.get(n, "nothing").encode()) for n in of)
        yield Batch(number, (Piece(source, blocks),), number + 1)


def names(count: int) -> list[str]:
    """Return how the graphs of `batches` are called, in their order."""
    return [f"alles.nq (graph urn:g:{number})" for number in range(count)]


def fake_judge(
    _places: Mapping[str, str] = _NOTHING, marks: str = ""
) -> Callable[[Batch], list[Judged]]:
    """Return what says of each graph that it was there, after doing what its text says.

    Args:
        marks: a folder to leave marks in, for what is to happen once.
    """
    return partial(_judge, marks)


def _judge(marks: str, batch: Batch) -> list[Judged]:
    said = []
    for piece in batch.pieces:
        for block in piece.blocks or ():
            what, _, argument = block.text.decode().partition(" ")
            _do(what, argument, marks)
            where = f"{piece.source.name} (graph {block.graph})"
            said.append(Judged(piece.source.name, where, triples=1))
    return said


def _do(what: str, argument: str, marks: str) -> None:
    match what:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die-once":
            mark = Path(marks, argument)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "die-with-parent":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        case "sleep":
            time.sleep(float(argument))
        case "eat":
            held = bytearray(int(argument))
            del held
        case "fail":
            raise EngineError("the store is out of order.")
        case "blunder":
            raise KeyError(argument)
        case "refuse":
            raise InputError("regels.ttl", "geen regels", 7)
        case "pid":
            Path(marks, str(os.getpid())).touch()
        case _:
            pass
