"""Judges batches on a cluster: a scheduler of Dask and its workers.

A batch travels as bytes, with the contents of the files that it is to be read from, and so do
rules and shapes of the user: a worker needs no disk of ours. On a worker a process apart judges
(`child`), so that what takes too much memory or time ends that process and not the worker. What
a lost worker had in hand Dask gives to another.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from scheidslijn.batches.child import JudgeBatch, said
from scheidslijn.batches.farm import Identity, Parcel, identity, judge_parcel, packed, release
from scheidslijn.batches.halving import given_up, halves
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch
from scheidslijn.errors import EngineError, InputError, ScheidslijnError, UsageError

if TYPE_CHECKING:
    from distributed import Client
    from distributed.client import Future

__all__ = ["Cluster"]

_Said = Generator[tuple[Batch, list[Judged]], None, None]

_MISSING: Final = (
    "Judging on a cluster needs what is not installed: run pip install 'scheidslijn[cluster]'."
)
_LOST: Final = "The scheduler was lost, so the report would not be complete."
_CONNECT: Final = 20  # seconds
_LOOK: Final = 0.5  # how often, in seconds, to see whether the cluster is still there
_FETCH: Final = 30.0  # seconds that it may take to fetch what a worker said
_LOGGERS: Final = ("distributed", "distributed.client", "distributed.core", "distributed.comm")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A runner on a cluster.

    Attributes:
        address: the address of the scheduler, such as tcp://10.0.0.5:8786.
        make: makes what judges, on a worker; it is told where there the files are.
        files: the names of the files that this needs.
        limit: seconds that a batch may take before its process is ended; None for any time.
        memory: how many bytes each process may have; None for half of the memory of its machine.
        patience: seconds to wait for workers when there are none.
    """

    address: str
    make: Callable[[Mapping[str, str]], JudgeBatch]
    files: tuple[str, ...] = ()
    limit: float | None = None
    memory: int | None = None
    patience: float = 60.0

    def __call__(self, batches: Iterable[Batch]) -> _Said:
        """Yield each batch with what was said of it, as they are done.

        Raises:
            UsageError: the libraries are missing, or the address is none.
            EngineError: the cluster cannot be reached, is lost, or is of another version.
        """
        parcel = Parcel.of(self.make, _contents(self.files), identity(), self.limit, self.memory)
        with _quiet(), self._connected() as client:
            _check(client, parcel.identity)
            run = _Run(client, parcel, self.patience)
            try:
                yield from run.judged(iter(batches))
            except OSError as error:
                raise EngineError(_LOST) from error
            finally:
                run.end()

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(_MISSING) from None
        try:
            client = Client(self.address, timeout=_CONNECT, set_as_default=False)
        except ValueError as error:
            raise UsageError(f"{self.address}: is no address of a scheduler: {error}") from error
        except OSError as error:
            raise EngineError(f"{self.address}: no scheduler can be reached there.") from error
        try:
            yield client
        finally:
            with suppress(Exception):  # it may be gone
                client.close(timeout=2)


@dataclass(slots=True)
class _Open:
    """A batch of which a part is not judged yet.

    Attributes:
        batch: the batch.
        left: how many of its parts are still to come.
        said: what was said of each part; the keys sort as the parts stand in the batch.
    """

    batch: Batch
    left: int = 1
    said: dict[tuple[int, ...], list[Judged]] = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    """One run on a cluster."""

    client: Client
    parcel: Parcel
    patience: float
    pending: dict[Future[Any], tuple[_Open, tuple[int, ...], Batch]] = field(default_factory=dict)
    suspect: list[tuple[_Open, tuple[int, ...], Batch]] = field(default_factory=list)
    seen: float = field(default_factory=time.monotonic)

    def judged(self, batches: Iterator[Batch]) -> _Said:
        """Yield each batch with what was said of it."""
        while True:
            window = 2 * max(1, self._threads())
            while len(self.pending) < window and (batch := next(batches, None)) is not None:
                self._submit(_Open(batch), (), batch)
            alone = not self.pending
            if alone and not self.suspect:
                return
            if alone:
                self._submit(*self.suspect.pop(0), "-alone")
            for future in self._done():
                whole, key, part = self.pending.pop(future)
                self._hear(future, whole, key, part, alone=alone)
                if not whole.left:
                    yield (
                        whole.batch,
                        [each for _, own in sorted(whole.said.items()) for each in own],
                    )

    def end(self) -> None:
        """Leave nothing behind on the cluster."""
        with suppress(Exception):  # it may be gone
            self.client.cancel(list(self.pending), force=True)
        if self.client.status == "running":
            with suppress(Exception):
                self.client.run(release, self.parcel.key)

    def _submit(self, whole: _Open, key: tuple[int, ...], part: Batch, suffix: str = "") -> None:
        name = "-".join(map(str, (part.number, *key))) + suffix
        future = self.client.submit(
            judge_parcel,
            self.parcel,
            packed(part),
            pure=False,
            key=f"scheidslijn-{self.parcel.key[:8]}-{name}",
        )
        self.pending[future] = whole, key, part

    def _hear(
        self,
        future: Future[Any],
        whole: _Open,
        key: tuple[int, ...],
        part: Batch,
        *,
        alone: bool,
    ) -> None:
        from distributed import CancelledError, KilledWorker

        try:
            answer = said(future.result(timeout=min(self.patience, _FETCH)))
            whole.said[key] = answer if isinstance(answer, list) else given_up(part, answer)
            whole.left -= 1
        except TimeoutError:
            # it was lost with its worker, and will be done again
            self.pending[future] = whole, key, part
            self._threads()
        except KilledWorker:
            self._halve(whole, key, part, alone=alone)
        except ScheidslijnError:
            raise
        except (Exception, CancelledError) as error:
            why = f"{type(error).__name__}: {error}".rstrip(".")
            raise EngineError(f"The cluster failed ({why}).") from error

    def _halve(self, whole: _Open, key: tuple[int, ...], part: Batch, *, alone: bool) -> None:
        """Keep what was lost with a worker for later, when nothing else is there to be lost.

        A worker takes all that it has down with it, so only what was there alone is at fault.
        """
        parts = halves(part)
        if not parts and not alone:
            self.suspect.append((whole, key, part))
        elif not parts:
            whole.said[key] = given_up(part, "every worker of the cluster that judged it was lost")
            whole.left -= 1
        else:
            self.suspect += ((whole, (*key, n), half) for n, half in enumerate(parts))
            whole.left += len(parts) - 1

    def _done(self) -> list[Future[Any]]:
        """Wait until something is done, and return it.

        Raises:
            EngineError: the cluster is gone.
        """
        from distributed import CancelledError, wait

        while True:
            try:
                with self.client.as_current():
                    done = wait(list(self.pending), _LOOK, "FIRST_COMPLETED").done
            except TimeoutError:
                self._threads()
            except CancelledError as error:
                raise EngineError(f"The scheduler was lost: {error}.") from error
            else:
                return sorted(done, key=lambda future: str(future.key))

    def _threads(self) -> int:
        """Return how many batches the cluster can judge at the same time.

        Raises:
            EngineError: the scheduler is gone, or all workers have been for long.
        """
        if self.client.status != "running":
            raise EngineError(_LOST)
        found: int = sum(self.client.nthreads().values())
        now = time.monotonic()
        if found:
            self.seen = now
        elif now - self.seen > self.patience:
            raise EngineError(
                f"The cluster has had no workers for {self.patience:g} seconds, so the report "
                "would not be complete."
            )
        return found


def _check(client: Client, own: Identity) -> None:
    """See to it that every worker judges as this process does."""
    for worker, other in client.run(identity, on_error="return").items():
        if isinstance(other, BaseException):
            raise EngineError(f"The worker {worker} has no scheidslijn that works: {other}")
        if other != own:
            raise EngineError(f"The worker {worker} {own.unlike(other)}")


def _contents(files: Iterable[str]) -> dict[str, bytes]:
    found = {}
    for name in files:
        try:
            with open(name, "rb") as stream:
                found[name] = stream.read()
        except OSError as error:
            raise InputError(name, f"the file cannot be read: {error.strerror}.") from None
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from writing: what went wrong is said by errors."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
