"""Judges batches on several processes of this machine.

Each process has a thread here, which takes the next batch as soon as its process is free, so
few batches are in memory at a time; of the last batch it takes a part. A batch that ends its
process is halved and tried again.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

from scheidslijn.batches.child import Child, JudgeBatch
from scheidslijn.batches.halving import judge_surely
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch
from scheidslijn.batches.sharing import Part, Sharing
from scheidslijn.worker import memory_for

__all__ = ["Workers"]

# A batch with what was said of it, or what went wrong; None when a thread has nothing left to do.
_Said = tuple[Batch, list[Judged]] | BaseException | None


@dataclass(frozen=True, slots=True)
class Workers:
    """A runner on processes of this machine.

    Attributes:
        make: makes what judges, in each process; it can be pickled.
        jobs: how many processes there are.
        limit: seconds that a batch may take before its process is ended; None for any time.
        memory: how many bytes each process may have; None for its share of the machine.
    """

    make: Callable[[], JudgeBatch]
    jobs: int
    limit: float | None = None
    memory: int | None = None

    def __call__(
        self, batches: Iterable[Batch]
    ) -> Generator[tuple[Batch, list[Judged]], None, None]:
        """Yield each batch with what was said of it, as they are done.

        Raises:
            EngineError: no process can be started.
        """
        memory = self.memory
        if memory is None and sys.platform == "linux":
            memory = memory_for(self.jobs + 1)
        children = [Child(self.make, self.limit, memory) for _ in range(self.jobs)]
        work = _Work(Sharing(iter(batches)), threading.Semaphore(self.jobs + 1))
        threads = [
            threading.Thread(target=work.done_by, args=(child,), daemon=True) for child in children
        ]
        try:
            for thread in threads:
                thread.start()
            for _ in threads:
                while (said := work.said.get()) is not None:
                    if isinstance(said, BaseException):
                        raise said
                    yield said
                    work.free.release()
        finally:
            work.over.set()
            work.sharing.close()
            work.free.release(self.jobs)
            for child in children:
                child.end()
            for thread in threads:
                thread.join(_PATIENCE)


_PATIENCE = 10.0  # for a thread that is just reading a batch


@dataclass(slots=True)
class _Work:
    """What the threads share.

    Attributes:
        sharing: the batches that nobody has taken yet.
        free: how many more batches may be in memory.
        lock: who holds it may use `sharing`.
        over: nobody wants to hear more.
        said: what is to be passed on.
    """

    sharing: Sharing
    free: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)
    said: queue.SimpleQueue[_Said] = field(default_factory=queue.SimpleQueue)

    def done_by(self, child: Child) -> None:
        """Have batches judged by a process until there are no more."""
        try:
            while (part := self._next()) is not None:
                judged = judge_surely(part.batch, child.judge)
                with self.lock:
                    said = self.sharing.give(part, judged)
                if said is not None:
                    self.said.put(said)
            self.said.put(None)
        except BaseException as error:
            self.said.put(error)
        finally:
            child.stop()

    def _next(self) -> Part | None:
        self.free.acquire()
        with self.lock:
            part = None if self.over.is_set() else self.sharing.take()
        if part is None or part.place:  # for whoever waits to hear the same; a batch counts once
            self.free.release()
        return part
