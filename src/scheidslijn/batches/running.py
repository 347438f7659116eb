"""Who judges batches: this process, or others.

A runner takes batches as they are read and gives back what was said of each, in any order. It
may hold only a few at a time, for they are as large as memory allows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Protocol

from scheidslijn.batches.halving import LostError, judge_surely
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch
from scheidslijn.errors import EngineError, ScheidslijnError

__all__ = ["Runner", "here"]


class Runner(Protocol):
    """Judges batches, in any order."""

    def __call__(
        self, batches: Iterable[Batch]
    ) -> Generator[tuple[Batch, list[Judged]], None, None]:
        """Yield each batch with what was said of its data graphs, once.

        A batch that cannot be judged is no reason to stop: its data graphs are said to have
        failed, by `batches.judging.failed`. Who wants no more closes the generator.
        """


def here(judge: Callable[[Batch], list[Judged]]) -> Runner:
    """Return what judges one batch after another in this process."""

    def ask(batch: Batch) -> list[Judged]:
        try:
            return judge(batch)
        except EngineError as error:
            raise LostError(str(error).rstrip(".")) from error
        except MemoryError:
            raise LostError("it takes more memory than there is") from None
        except ScheidslijnError:
            raise
        except Exception as error:
            raise LostError(f"an unexpected error: {type(error).__name__}: {error}") from error

    def run(batches: Iterable[Batch]) -> Generator[tuple[Batch, list[Judged]], None, None]:
        for batch in batches:
            yield batch, judge_surely(batch, ask)

    return run
