"""Shares out batches so that nobody waits: the next is read ahead, the last judged in parts."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.batches.halving import halves
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch

__all__ = ["Asked", "Part", "Sharing"]

# Every part costs a round of all queries, so one of fewer data graphs is not worth it.
_LEAST: Final = 100


@dataclass(slots=True)
class Asked:
    """A batch that is judged, in one part or in several.

    Attributes:
        batch: the batch.
        left: what nobody has taken of it yet.
        said: what was said of each part that was taken, in their order; None until it is.
    """

    batch: Batch
    left: Batch | None
    said: list[list[Judged] | None] = field(default_factory=list)

    def whole(self) -> list[Judged] | None:
        """Return what was said of the batch, or None while a part of it is missing."""
        known = [judged for judged in self.said if judged is not None]
        if self.left is not None or len(known) < len(self.said):
            return None
        return [each for judged in known for each in judged]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a batch, or all of it.

    Attributes:
        asked: the batch.
        place: which of its parts.
        batch: the data graphs of that part.
    """

    asked: Asked
    place: int
    batch: Batch


class Sharing:
    """Hands out batches; of the last one half of what is left at a time, as long as that is much.

    It is for one thread at a time, and reads two batches more than it has handed out.

    Args:
        batches: the batches; another thread reads them.
    """

    def __init__(self, batches: Iterator[Batch]) -> None:
        self._ahead = _Ahead(batches)
        self._next: Asked | None = None
        self._begun = False

    def take(self) -> Part | None:
        """Return what is to be judged next, or None when everything is handed out."""
        if not self._begun:
            self._begun = True
            self._next = self._read()
        asked = self._next
        if asked is None or asked.left is None:
            return None
        following = self._read()
        part, asked.left = asked.left, None
        if following is None and _size(part) >= 2 * _LEAST:
            part, asked.left = halves(part)
        self._next = following if asked.left is None else asked
        asked.said.append(None)
        return Part(asked, len(asked.said) - 1, part)

    def give(self, part: Part, judged: list[Judged]) -> tuple[Batch, list[Judged]] | None:
        """Take what was said of a part; return its batch and all said of it, once it is whole."""
        asked = part.asked
        asked.said[part.place] = judged
        whole = asked.whole()
        return None if whole is None else (asked.batch, whole)

    def close(self) -> None:
        """Read no more."""
        self._ahead.close()

    def _read(self) -> Asked | None:
        batch = self._ahead.next()
        return None if batch is None else Asked(batch, batch)


class _Ahead:
    """Reads batches in a thread, each when the one before it is taken."""

    def __init__(self, batches: Iterator[Batch]) -> None:
        self._batches = batches
        self._read: queue.SimpleQueue[Batch | BaseException | None] = queue.SimpleQueue()
        self._wanted = threading.Semaphore()
        self._over = False
        # nobody waits for it: where it reads may be far away
        threading.Thread(target=self._read_all, daemon=True).start()

    def next(self) -> Batch | None:
        """Return the next batch, or None when there are no more."""
        read = self._read.get()
        if isinstance(read, BaseException):
            raise read
        if read is None:
            self._read.put(None)  # for whoever asks again
        self._wanted.release()
        return read

    def close(self) -> None:
        """Read no more."""
        self._over = True
        self._wanted.release()

    def _read_all(self) -> None:
        try:
            while self._wanted.acquire():
                batch = None if self._over else next(self._batches, None)
                self._read.put(batch)
                if batch is None:
                    return
        except BaseException as error:
            self._read.put(error)


def _size(batch: Batch) -> int:
    """Return how many data graphs a batch has; a file that is read whole counts as one."""
    return sum(1 if piece.blocks is None else len(piece.blocks) for piece in batch.pieces)
