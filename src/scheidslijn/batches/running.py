"""Who judges batches: this process, or others.

A runner takes batches as they are read and gives back what was said of each, in any order. It
may hold only a few at a time, for they are as large as memory allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch

__all__ = ["Runner", "here"]


class Runner(Protocol):
    """Judges batches, in any order."""

    def __call__(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Judged]]]:
        """Yield each batch with what was said of its data graphs, once.

        A batch that cannot be judged is no reason to stop: its data graphs are said to have
        failed, by `batches.judging.failed`.
        """


def here(judge: Callable[[Batch], list[Judged]]) -> Runner:
    """Return what judges one batch after another in this process."""

    def run(batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Judged]]]:
        for batch in batches:
            yield batch, judge(batch)

    return run
